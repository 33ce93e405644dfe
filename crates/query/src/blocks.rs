//! A query as plain blocks that a person fills without knowing the language: what it speaks of, what
//! must also be there, what is set aside, and facts about the post.
//!
//! ```text
//! (patinoire~ OR "piste de glace") AND ("Saint-Aubin" OR @SaintAubin) NOT (hockey OR roller) AND lang:fr
//!  \---------- group 0 ---------/       \--------- group 1 --------/       \--- without ---/   \facts/
//! ```
//!
//! # Invariants
//!
//! - Any query has blocks, and they mean what it means: what is nested deeper than a block stays one
//!   part, shown as its text, never lost and never changed.
//! - `Blocks::of(blocks.expr()) == blocks` for the blocks of any query.
//!
//! Not here: how blocks look and what they are called.

use model::Network;

use crate::{
    Atom, Code, Doc, Expr, FieldSpan, Filter, Needle, Severity, Spelling, Term, evaluate, parse,
    print,
};

/// Every group and every fact is required; of the parts of each, one is enough; none of `without` may
/// be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    /// Alternatives with at least one that is sought in the texts of a post.
    pub groups: Vec<Vec<Expr>>,
    /// Alternatives that are all filters: languages, networks, accounts.
    pub facts: Vec<Vec<Expr>>,
    pub without: Vec<Expr>,
}

/// Where a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The group of this index; one past the last is a new group.
    Group(usize),
    /// The facts of this index; one past the last are new ones.
    Facts(usize),
    Without,
}

/// What one word may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is written, whatever the case and accents.
    Word,
    /// In all its forms: `patinoire~`.
    Forms,
    /// Whatever it goes on with: `patin*`.
    Beginning,
}

/// A part that one query has and another has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub part: Expr,
    /// Otherwise taken away.
    pub added: bool,
    /// Among what is set aside.
    pub excluded: bool,
}

/// A part that is true of a post, with where it stands in it; nowhere for a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub slot: Slot,
    pub part: usize,
    pub spans: Vec<FieldSpan>,
}

/// One change to the blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// What a person typed: words, several with commas between, or a piece of the language.
    Add(Slot, String),
    Remove(Slot, usize),
    /// What the word at this place stands for.
    Form(Slot, usize, Form),
    /// Requires this fact alone, or no longer does.
    Require(Filter),
    /// Sets aside posts of which this is true, or no longer does.
    Exclude(Filter),
    /// Hears this network, or no longer does.
    Network(Network),
}

impl Blocks {
    /// The blocks of a query; without one they are empty.
    #[must_use]
    pub fn of(expr: Option<&Expr>) -> Self {
        let mut blocks = Self::default();
        match expr {
            Some(Expr::And(parts)) => parts.iter().for_each(|it| blocks.take(it)),
            Some(only) => blocks.take(only),
            None => {}
        }
        blocks
    }

    /// The blocks of a text, unless it has an error that blocks could not show. Nothing at all, and a
    /// query that only excludes, are stages of filling blocks.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.trim().is_empty() {
            return Some(Self::default());
        }
        let parsed = parse(text);
        let breaks =
            |code: &Code, severity| severity == Severity::Error && *code != Code::OnlyExcludes;
        let broken = parsed
            .diagnostics
            .iter()
            .any(|it| breaks(&it.code, it.severity));
        (!broken).then(|| Self::of(parsed.expr.as_ref()))
    }

    fn take(&mut self, part: &Expr) {
        match part {
            Expr::Not(inner) => self.without.extend(alternatives(inner)),
            part => {
                let group = alternatives(part);
                if group.iter().all(|it| matches!(it, Expr::Filter(_))) {
                    self.facts.push(group);
                } else {
                    self.groups.push(group);
                }
            }
        }
    }

    /// What they mean; nothing if they are empty.
    #[must_use]
    pub fn expr(&self) -> Option<Expr> {
        let required = self.groups.iter().chain(&self.facts);
        let required = required.filter_map(|it| Expr::or(it.iter().cloned()));
        let without = Expr::or(self.without.iter().cloned()).map(|it| Expr::Not(Box::new(it)));
        Expr::and(required.chain(without))
    }

    /// The same as text.
    #[must_use]
    pub fn text(&self, spelling: Spelling) -> String {
        self.expr()
            .map_or_else(String::new, |it| print(&it, spelling))
    }

    /// Makes a change; blocks that have nothing for it to change stay as they are.
    #[must_use]
    pub fn edited(&self, edit: &Edit) -> Self {
        let mut blocks = self.clone();
        match edit {
            Edit::Add(slot, text) => blocks.add(*slot, text),
            Edit::Remove(slot, at) => {
                if let Some(parts) = blocks.parts_mut(*slot).filter(|it| *at < it.len()) {
                    parts.remove(*at);
                }
            }
            Edit::Form(slot, at, form) => {
                if let Some(part) = blocks.parts_mut(*slot).and_then(|it| it.get_mut(*at))
                    && let Some(formed) = with_form(part, *form)
                {
                    *part = formed;
                }
            }
            Edit::Require(filter) => {
                let asked = vec![Expr::Filter(filter.clone())];
                toggle(&mut blocks.facts, asked);
            }
            Edit::Exclude(filter) => toggle(&mut blocks.without, Expr::Filter(filter.clone())),
            Edit::Network(network) => blocks.toggle_network(*network),
        }
        // A group of one nested part opens into groups of its own.
        Self::of(blocks.expr().as_ref())
    }

    /// The parts at a place.
    #[must_use]
    pub fn parts(&self, slot: Slot) -> &[Expr] {
        match slot {
            Slot::Group(at) => self.groups.get(at).map_or(&[], Vec::as_slice),
            Slot::Facts(at) => self.facts.get(at).map_or(&[], Vec::as_slice),
            Slot::Without => &self.without,
        }
    }

    fn parts_mut(&mut self, slot: Slot) -> Option<&mut Vec<Expr>> {
        match slot {
            Slot::Group(at) => self.groups.get_mut(at),
            Slot::Facts(at) => self.facts.get_mut(at),
            Slot::Without => Some(&mut self.without),
        }
    }

    fn add(&mut self, slot: Slot, text: &str) {
        let added = typed(text);
        match slot {
            Slot::Group(at) if at >= self.groups.len() => self.groups.push(added),
            Slot::Facts(at) if at >= self.facts.len() => self.facts.push(added),
            _ => {
                for part in added {
                    if let Some(parts) = self.parts_mut(slot)
                        && !parts.contains(&part)
                    {
                        parts.push(part);
                    }
                }
            }
        }
    }

    /// What was added and taken away on the way to `next`, what is set aside last. Empty although they
    /// differ: the same parts are put together otherwise.
    #[must_use]
    pub fn changes_to(&self, next: &Self) -> Vec<Changed> {
        let required = |it: &Self| {
            it.groups
                .iter()
                .chain(&it.facts)
                .flatten()
                .cloned()
                .collect()
        };
        let mut changes = Vec::new();
        changed(required(self), required(next), false, &mut changes);
        changed(
            self.without.clone(),
            next.without.clone(),
            true,
            &mut changes,
        );
        changes
    }

    /// The same places with what becomes of each part: the parts of these blocks, in other terms.
    #[must_use]
    pub fn map(&self, to: impl Fn(&Expr) -> Expr) -> Self {
        let all = |parts: &Vec<Expr>| parts.iter().map(&to).collect();
        Self {
            groups: self.groups.iter().map(all).collect(),
            facts: self.facts.iter().map(all).collect(),
            without: all(&self.without),
        }
    }

    /// Every part that is true of a post, of what is set aside too.
    #[must_use]
    pub fn reasons(&self, doc: &Doc) -> Vec<Reason> {
        let groups = (0..self.groups.len()).map(Slot::Group);
        let facts = (0..self.facts.len()).map(Slot::Facts);
        let mut reasons = Vec::new();
        for slot in groups.chain(facts).chain([Slot::Without]) {
            for (part, expr) in self.parts(slot).iter().enumerate() {
                if let Some(found) = evaluate(expr, doc) {
                    let spans = found.spans;
                    reasons.push(Reason { slot, part, spans });
                }
            }
        }
        reasons
    }

    /// Whether posts of this network can be found, as far as facts about networks say.
    #[must_use]
    pub fn hears(&self, network: Network) -> bool {
        let this = Expr::Filter(Filter::Network(network));
        let mut chosen = self.facts.iter().filter(|it| is_of_networks(it));
        chosen.all(|it| it.contains(&this)) && !self.without.contains(&this)
    }

    /// Where networks are chosen, this one is taken or left; else it alone is set aside, or no longer.
    fn toggle_network(&mut self, network: Network) {
        let this = Expr::Filter(Filter::Network(network));
        match self.facts.iter_mut().find(|it| is_of_networks(it)) {
            Some(chosen) if !self.without.contains(&this) => toggle(chosen, this),
            _ => toggle(&mut self.without, this),
        }
    }
}

/// What is in one of two lists only, the same part twice being two.
fn changed(before: Vec<Expr>, mut after: Vec<Expr>, excluded: bool, changes: &mut Vec<Changed>) {
    for part in before {
        match after.iter().position(|it| *it == part) {
            Some(kept) => drop(after.remove(kept)),
            None => changes.push(Changed {
                part,
                added: false,
                excluded,
            }),
        }
    }
    changes.extend(after.into_iter().map(|part| Changed {
        part,
        added: true,
        excluded,
    }));
}

/// The parts of which one is enough.
fn alternatives(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::Or(parts) => parts.clone(),
        one => vec![one.clone()],
    }
}

fn is_of_networks(facts: &[Expr]) -> bool {
    let is_network = |it: &Expr| matches!(it, Expr::Filter(Filter::Network(_)));
    !facts.is_empty() && facts.iter().all(is_network)
}

fn toggle<T: PartialEq>(all: &mut Vec<T>, one: T) {
    let before = all.len();
    all.retain(|it| *it != one);
    if all.len() == before {
        all.push(one);
    }
}

/// What a person means who types into a block: commas part alternatives, words side by side are one
/// expression, and the language is read where it is written.
fn typed(text: &str) -> Vec<Expr> {
    if let Some(expr) = parse(text).valid().filter(|it| !has_plain_words(it)) {
        return alternatives(expr);
    }
    text.split([',', ';', '\n']).filter_map(one_typed).collect()
}

/// Words without any operator between them, which the language reads as each required.
fn has_plain_words(expr: &Expr) -> bool {
    let Expr::And(parts) = expr else {
        return false;
    };
    let is_bare = |it: &Expr| matches!(it, Expr::Term(term) if term.as_exact().is_none());
    parts.iter().all(is_bare)
}

fn one_typed(text: &str) -> Option<Expr> {
    match parse(text).valid() {
        Some(expr) if !has_plain_words(expr) => Some(expr.clone()),
        _ => Term::new(text).map(Expr::Term),
    }
}

/// What a part stands for, if it is one word that could stand for more or less.
#[must_use]
pub fn form_of(part: &Expr) -> Option<Form> {
    let Expr::Term(term) = part else {
        return None;
    };
    match (term.atoms(), term.as_exact()) {
        ([Atom::Word(Needle::Whole(_))], None) => Some(Form::Word),
        ([Atom::Word(Needle::Prefix(_))], None) => Some(Form::Beginning),
        ([Atom::Stem(_)], None) => Some(Form::Forms),
        _ => None,
    }
}

/// The same word standing for something else; `None` if it cannot.
fn with_form(part: &Expr, form: Form) -> Option<Expr> {
    form_of(part)?;
    let Expr::Term(term) = part else {
        return None;
    };
    let word = term.written().trim_end_matches(['~', '～', '*', '＊']);
    let sign = match form {
        Form::Word => "",
        Form::Forms => "~",
        Form::Beginning => "*",
    };
    let formed = Expr::Term(Term::new(&format!("{word}{sign}"))?);
    (form_of(&formed) == Some(form)).then_some(formed)
}

#[cfg(test)]
mod tests;
