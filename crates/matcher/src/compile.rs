//! From a query to a tree whose leaves are features, and from the tree to the words of a program.
//!
//! Every operator that one look at the features of a post cannot decide becomes the widest thing
//! that can be decided, marked `INEXACT`: a post that passes is then held against the query itself.
//! So a new operator is slow here before it is fast, and never wrong.

use std::sync::Arc;

use model::Lang;
use query::{Atom, Compare, Exact, Expr, Filter, Handle, Near, Needle, Term, Url};

use crate::{
    feature::{Family, Feature},
    input::{Fact, Figure},
    program::{self, ANY_WORD, NONE, Op, length},
    reading::Wants,
    shape::{self, Shape},
};

/// A query that any index can take in: its words number its own features.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    /// One node.
    pub(crate) words: Vec<u32>,
    pub(crate) features: Vec<Feature>,
    /// Features that a post shows by the shape of its terms.
    pub(crate) shapes: Vec<(Feature, Shape)>,
    /// How runs must be written.
    pub(crate) writings: Vec<Exact>,
    pub(crate) wants: Wants,
    /// What a post that passes must still satisfy, if the words are not the whole query.
    pub(crate) source: Option<Arc<Expr>>,
}

/// A query with `NOT` on its leaves alone.
#[derive(Clone, Debug)]
enum Tree {
    /// One of these; not: none of them.
    Any(Vec<Feature>, bool),
    And(Vec<Self>),
    Or(Vec<Self>),
    Phrase(Words, bool),
    Near(Sides, bool),
    Lang(Lang, bool),
    Fact(Fact, bool),
    Figure(Figure, Compare, bool),
    Inexact(Box<Self>, bool),
}

/// Adjacent words; `None` is any one word.
#[derive(Clone, Debug)]
struct Words {
    atoms: Vec<Option<Feature>>,
    writing: Option<Exact>,
}

#[derive(Clone, Debug)]
struct Sides {
    left: Vec<Words>,
    right: Vec<Words>,
    words_max: u16,
    ordered: bool,
}

/// Adjacent words, and whether finding them is all that was asked.
struct Read {
    words: Words,
    is_exact: bool,
}

/// Something sought: a feature, and whether it is all that was asked.
enum Sought {
    Exactly(Feature),
    AtLeast(Feature),
    Nothing,
}

const TRUE: Tree = Tree::And(Vec::new());
const FALSE: Tree = Tree::Or(Vec::new());

const fn truth(it: bool) -> Tree {
    if it { TRUE } else { FALSE }
}

pub(crate) fn compile(expr: &Expr) -> Compiled {
    let mut compiler = Compiler::default();
    let tree = compiler.lower(expr, false);
    compiler.write(&tree);
    Compiled {
        words: compiler.words,
        features: compiler.features,
        shapes: compiler.shapes,
        writings: compiler.writings,
        wants: compiler.wants,
        source: compiler.is_inexact.then(|| Arc::new(expr.clone())),
    }
}

#[derive(Default)]
struct Compiler {
    words: Vec<u32>,
    features: Vec<Feature>,
    shapes: Vec<(Feature, Shape)>,
    writings: Vec<Exact>,
    wants: Wants,
    is_inexact: bool,
}

impl Compiler {
    fn lower(&mut self, expr: &Expr, not: bool) -> Tree {
        match expr {
            Expr::And(parts) | Expr::Or(parts) => {
                let is_and = matches!(expr, Expr::And(_));
                let parts = parts.iter().map(|it| self.lower(it, not)).collect();
                if is_and == not { or(parts) } else { and(parts) }
            }
            Expr::Not(inner) => self.lower(inner, !not),
            Expr::Near(near) => self.near(near, not),
            Expr::Term(term) => match self.term(term) {
                Some(read) => {
                    let tree = match (&*read.words.atoms, &read.words.writing) {
                        ([Some(feature)], None) => Tree::Any(vec![*feature], not),
                        _ => Tree::Phrase(read.words, not),
                    };
                    self.perhaps(read.is_exact, tree)
                }
                None => truth(not),
            },
            Expr::Filter(filter) => self.filter(filter, not),
        }
    }

    /// A leaf as it is, or as the most that can be decided of one.
    fn perhaps(&mut self, is_exact: bool, leaf: Tree) -> Tree {
        if is_exact {
            return leaf;
        }
        self.is_inexact = true;
        let (leaf, not) = match leaf {
            Tree::Any(features, not) => (Tree::Any(features, false), not),
            Tree::Phrase(words, not) => (Tree::Phrase(words, false), not),
            Tree::Near(sides, not) => (Tree::Near(sides, false), not),
            other => (other, false),
        };
        Tree::Inexact(Box::new(leaf), not)
    }

    /// `None` if no post can show it.
    fn term(&mut self, term: &Term) -> Option<Read> {
        let mut read = Read {
            words: Words {
                atoms: Vec::with_capacity(term.atoms().len()),
                writing: term.as_exact().cloned(),
            },
            is_exact: true,
        };
        for atom in term.atoms() {
            let word = match self.atom(atom) {
                None => None,
                Some(Sought::Exactly(feature)) => Some(feature),
                Some(Sought::AtLeast(feature)) => {
                    read.is_exact = false;
                    Some(feature)
                }
                Some(Sought::Nothing) => return None,
            };
            read.words.atoms.push(word);
        }
        Some(read)
    }

    /// `None` for any word.
    fn atom(&mut self, atom: &Atom) -> Option<Sought> {
        Some(match atom {
            Atom::Any => return None,
            Atom::Word(needle) => self.needle(Family::Word, needle),
            Atom::Tag(needle) => self.needle(Family::Tag, needle),
            Atom::Mention(needle) => self.needle(Family::Mention, needle),
            Atom::Stem(stems) => {
                let feature = self.feature(Family::Stem, &stems.word);
                self.shapes.push((feature, Shape::Stem(stems.clone())));
                Sought::Exactly(feature)
            }
            Atom::Url(url) => self.address(url, Family::LinkHost, Family::LinkWord),
        })
    }

    fn needle(&mut self, family: Family, needle: &Needle) -> Sought {
        match needle {
            Needle::Whole(term) => Sought::Exactly(self.feature(family, term)),
            Needle::Prefix(whole) => {
                let beginning = shape::cut(whole);
                let feature = Feature::beginning(family, beginning.as_bytes());
                self.shapes
                    .push((feature, Shape::Beginning(beginning.into())));
                if beginning.len() == whole.len() {
                    Sought::Exactly(feature)
                } else {
                    Sought::AtLeast(feature)
                }
            }
            Needle::Pattern(pattern) => {
                let feature = self.feature(family.pattern(), &needle.shape());
                self.shapes
                    .push((feature, Shape::Pattern(family, pattern.clone())));
                Sought::Exactly(feature)
            }
        }
    }

    fn feature(&mut self, family: Family, term: &str) -> Feature {
        self.wants.add(family);
        Feature::of(family, term)
    }

    /// What of an address one feature can tell.
    fn address(&mut self, url: &Url, host_family: Family, word_family: Family) -> Sought {
        let host = url.host.as_deref().map(|it| self.feature(host_family, it));
        let word = url.parts.first().map(|it| self.feature(word_family, it));
        match (host, word) {
            (Some(host), None) => Sought::Exactly(host),
            (Some(host), Some(_)) => Sought::AtLeast(host),
            (None, Some(word)) if url.parts.len() == 1 => Sought::Exactly(word),
            (None, Some(word)) => Sought::AtLeast(word),
            (None, None) => Sought::Nothing,
        }
    }

    fn near(&mut self, near: &Near, not: bool) -> Tree {
        let mut is_exact = true;
        let mut side = |terms: &[Term]| -> Vec<Words> {
            let read = terms.iter().filter_map(|it| self.term(it));
            read.map(|it| {
                is_exact &= it.is_exact;
                it.words
            })
            .collect()
        };
        let sides = Sides {
            left: side(&near.left),
            right: side(&near.right),
            words_max: near.words_max,
            ordered: near.ordered,
        };
        if sides.left.is_empty() || sides.right.is_empty() {
            return truth(not);
        }
        self.perhaps(is_exact, Tree::Near(sides, not))
    }

    fn filter(&mut self, filter: &Filter, not: bool) -> Tree {
        let mut one = |family, term: &str| Tree::Any(vec![self.feature(family, term)], not);
        match filter {
            Filter::From(handle) => one(Family::Author, handle.as_str()),
            Filter::Source(name) => one(Family::Source, name.folded()),
            Filter::Account(name) => one(Family::Account, name.folded()),
            Filter::List(name) => one(Family::List, name.folded()),
            Filter::Mentions(handle) => Tree::Any(self.people(handle, Family::Mentioned), not),
            // Not every mention says to whom a post speaks: the evaluator knows those that do.
            Filter::To(handle) => {
                let people = self.people(handle, Family::Answered);
                self.perhaps(false, Tree::Any(people, not))
            }
            Filter::Url(url) => {
                let written = self.address(url, Family::LinkHost, Family::LinkWord);
                let hidden = self.address(url, Family::HiddenHost, Family::HiddenWord);
                self.either([written, hidden], not)
            }
            Filter::Site(url) => {
                let site = self.address(url, Family::SiteHost, Family::SiteWord);
                self.either([site], not)
            }
            Filter::Lang(lang) => Tree::Lang(*lang, not),
            Filter::Network(network) => Tree::Fact(Fact::Network(*network), not),
            Filter::Has(has) => Tree::Fact(Fact::Has(*has), not),
            Filter::Is(is) => Tree::Fact(Fact::Is(*is), not),
            Filter::Followers(compare) => Tree::Figure(Figure::Followers, *compare, not),
            Filter::Engagement(compare) => Tree::Figure(Figure::Engagement, *compare, not),
            Filter::Since(_) | Filter::Until(_) | Filter::Within(_) => {
                self.is_inexact = true;
                Tree::Inexact(Box::new(TRUE), not)
            }
            // It was opened before, or it is nowhere.
            Filter::Query(_) => truth(not),
        }
    }

    /// Features that show someone: mentioned in a text, or told of by the network.
    fn people(&mut self, handle: &Handle, told: Family) -> Vec<Feature> {
        let written = format!("@{}", handle.as_str());
        vec![
            self.feature(Family::Mention, &written),
            self.feature(told, handle.as_str()),
        ]
    }

    fn either<const N: usize>(&mut self, sought: [Sought; N], not: bool) -> Tree {
        let (mut features, mut is_exact) = (Vec::with_capacity(N), true);
        for it in sought {
            match it {
                Sought::Exactly(feature) => features.push(feature),
                Sought::AtLeast(feature) => {
                    features.push(feature);
                    is_exact = false;
                }
                Sought::Nothing => {}
            }
        }
        self.perhaps(is_exact, Tree::Any(features, not))
    }

    fn write(&mut self, tree: &Tree) {
        match tree {
            Tree::Any(features, not) => match **features {
                [feature] => {
                    let id = self.id(feature);
                    self.words.push(Op::Term.word(*not, id));
                }
                _ => {
                    self.words.push(Op::Any.word(*not, length(features.len())));
                    for feature in features {
                        let id = self.id(*feature);
                        self.words.push(id);
                    }
                }
            },
            Tree::And(parts) => self.node(Op::And, false, |it| it.write_all(parts)),
            Tree::Or(parts) => self.node(Op::Or, false, |it| it.write_all(parts)),
            Tree::Phrase(words, not) => self.node(Op::Phrase, *not, |it| it.write_run(words)),
            Tree::Near(sides, not) => self.node(Op::Near, *not, |it| {
                it.words
                    .push(program::near_limits(sides.words_max, sides.ordered));
                it.words.push(0);
                let from = it.words.len();
                sides.left.iter().for_each(|run| it.write_run(run));
                it.words[from - 1] = length(it.words.len() - from);
                sides.right.iter().for_each(|run| it.write_run(run));
            }),
            Tree::Lang(lang, not) => {
                self.node(Op::Lang, *not, |it| it.words.push(lang.number()));
            }
            Tree::Fact(fact, not) => self.words.push(Op::Fact.word(*not, fact.number())),
            Tree::Figure(figure, compare, not) => self.node(Op::Figure, *not, |it| {
                program::write_figure(*figure, *compare, &mut it.words);
            }),
            Tree::Inexact(inner, not) => self.node(Op::Inexact, *not, |it| it.write(inner)),
        }
    }

    fn node(&mut self, op: Op, not: bool, body: impl FnOnce(&mut Self)) {
        let at = self.words.len();
        self.words.push(0);
        body(self);
        let len = self.words.len() - at - 1;
        self.words[at] = op.word(not, length(len));
    }

    fn write_all(&mut self, parts: &[Tree]) {
        for part in parts {
            self.write(part);
        }
    }

    fn write_run(&mut self, words: &Words) {
        let writing = words.writing.as_ref().map_or(NONE, |it| {
            self.writings.push(it.clone());
            length(self.writings.len() - 1)
        });
        self.words.extend([length(words.atoms.len()), writing]);
        for atom in &words.atoms {
            let id = atom.map_or(ANY_WORD, |it| self.id(it));
            self.words.push(id);
        }
    }

    fn id(&mut self, feature: Feature) -> u32 {
        self.features.push(feature);
        length(self.features.len() - 1)
    }
}

/// All of `parts`; what they exclude by single features is put together.
fn and(parts: Vec<Tree>) -> Tree {
    let (mut kept, mut excluded) = (Vec::with_capacity(parts.len()), Vec::new());
    for part in parts {
        match part {
            Tree::And(inner) => {
                for part in inner {
                    match part {
                        Tree::Any(features, true) => excluded.extend(features),
                        part => kept.push(part),
                    }
                }
            }
            Tree::Any(features, true) => excluded.extend(features),
            part => kept.push(part),
        }
    }
    if !excluded.is_empty() {
        kept.push(Tree::Any(excluded, true));
    }
    single(kept).unwrap_or_else(Tree::And)
}

/// One of `parts`; what they ask for by single features is put together.
fn or(parts: Vec<Tree>) -> Tree {
    let (mut kept, mut asked) = (Vec::with_capacity(parts.len()), Vec::new());
    for part in parts {
        match part {
            Tree::Or(inner) => {
                for part in inner {
                    match part {
                        Tree::Any(features, false) => asked.extend(features),
                        part => kept.push(part),
                    }
                }
            }
            Tree::Any(features, false) => asked.extend(features),
            part => kept.push(part),
        }
    }
    if !asked.is_empty() {
        kept.push(Tree::Any(asked, false));
    }
    single(kept).unwrap_or_else(Tree::Or)
}

fn single(mut parts: Vec<Tree>) -> Result<Tree, Vec<Tree>> {
    match parts.pop() {
        Some(only) if parts.is_empty() => Ok(only),
        last => {
            parts.extend(last);
            Err(parts)
        }
    }
}
