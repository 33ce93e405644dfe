//! What is sought at places of a post: words, phrases and words near each other, as the index has them.

use query::{Atom, Near, Needle, Pattern, Stems, Term};

use crate::terms::{self, PHRASE_ATOMS_MAX, kind};

/// What stands at one position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// Anything, as long as something stands there.
    Any,
    Term(String),
    /// Every term that begins so.
    Beginning(String),
    /// Every term of a kind with a shape.
    Shape(char, Pattern),
    Stem(Stems),
}

/// Spots in a row. It begins and ends with one that is not [`Spot::Any`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row(pub(crate) Vec<Spot>);

/// What is sought in one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Find {
    Row(Row),
    Near {
        left: Vec<Row>,
        right: Vec<Row>,
        words_max: u32,
        ordered: bool,
    },
}

impl Row {
    /// The spots of a term, and whether they say all it asks.
    pub(crate) fn of(term: &Term) -> (Self, bool) {
        let mut is_all = term.as_exact().is_none() && term.atoms().len() <= PHRASE_ATOMS_MAX;
        let mut spots: Vec<Spot> = Vec::with_capacity(term.atoms().len());
        for atom in term.atoms() {
            spots.push(match atom {
                Atom::Any => Spot::Any,
                Atom::Word(it) => needle(kind::WORD, it),
                Atom::Tag(it) => needle(kind::TAG, it),
                Atom::Mention(it) => needle(kind::MENTION, it),
                Atom::Stem(it) => Spot::Stem(it.clone()),
                Atom::Url(url) => {
                    let (term, is_whole) = terms::link_term(url, kind::LINK, kind::LINK_WORDS);
                    is_all &= is_whole;
                    Spot::Term(term)
                }
            });
        }
        // Whether a word stands before the first or after the last, the index does not know.
        let n_spots = spots.len();
        while spots.last() == Some(&Spot::Any) {
            spots.pop();
        }
        let n_before = spots.iter().take_while(|it| **it == Spot::Any).count();
        spots.drain(..n_before);
        is_all &= spots.len() == n_spots;
        (Self(spots), is_all)
    }
}

fn needle(kind: char, needle: &Needle) -> Spot {
    match needle {
        Needle::Whole(it) => Spot::Term(terms::term(kind, it)),
        Needle::Prefix(it) => Spot::Beginning(terms::term(kind, it)),
        Needle::Pattern(it) => Spot::Shape(kind, it.clone()),
    }
}

impl Find {
    pub(crate) fn near(near: &Near) -> (Self, bool) {
        let mut is_all = true;
        let mut side = |terms: &[Term]| {
            let rows = terms.iter().map(|it| {
                let (row, is_whole) = Row::of(it);
                is_all &= is_whole;
                row
            });
            rows.collect()
        };
        let find = Self::Near {
            left: side(&near.left),
            right: side(&near.right),
            words_max: near.words_max.into(),
            ordered: near.ordered,
        };
        (find, is_all)
    }
}
