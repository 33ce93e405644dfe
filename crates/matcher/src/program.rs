//! Queries as flat words of 32 bits: the tree in prefix order, each node with the length of what is
//! below it, so that a walk steps over what it need not look at.
//!
//! ```text
//! word      = operator (4 bits) | not (1 bit) | payload (27 bits)
//! node      = TERM id | FACT number                                       nothing below
//!           | ANY n, id × n                      one of these terms       payload: words below
//!           | AND n, nodes… | OR n, nodes…
//!           | PHRASE n, run
//!           | NEAR n, limits, runs of the left side, runs…
//!           | LANG 1, code
//!           | FIGURE 4, which, comparison, low and high half of the bound
//!           | INEXACT n, node                    true is only "perhaps"
//! run       = atoms m, writing or NONE, (id or ANY_WORD) × m              adjacent words
//! limits    = words between | 1 << 16 if ordered
//! program   = key, length, length of the first node, node to check, other node
//! ```
//!
//! `NOT` stands on the leaves alone: `NOT (a OR b)` was compiled as `NOT a AND NOT b`. That lets a
//! leaf answer "perhaps" by answering yes, whatever stands above it.
//!
//! A program checks its first node; the second is what being found under an anchor has proved
//! already. Both together are the query, for when the anchors are chosen anew.

use query::{Compare, Comparison};

use crate::input::Figure;

/// Stands for any one word in a run.
pub(crate) const ANY_WORD: u32 = PAYLOAD_MAX;
/// A run that may be written in any way.
pub(crate) const NONE: u32 = u32::MAX;
/// The greatest payload, and one more than the greatest number of a term.
pub(crate) const PAYLOAD_MAX: u32 = (1 << PAYLOAD_BITS) - 1;

const PAYLOAD_BITS: u32 = 27;
const NOT: u32 = 1 << PAYLOAD_BITS;
const ORDERED: u32 = 1 << 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Op {
    Term,
    Fact,
    Any,
    And,
    Or,
    Phrase,
    Near,
    Lang,
    Figure,
    Inexact,
}

impl Op {
    const ALL: [Self; 10] = [
        Self::Term,
        Self::Fact,
        Self::Any,
        Self::And,
        Self::Or,
        Self::Phrase,
        Self::Near,
        Self::Lang,
        Self::Figure,
        Self::Inexact,
    ];

    pub(crate) const fn word(self, not: bool, payload: u32) -> u32 {
        (self as u32) << (PAYLOAD_BITS + 1) | if not { NOT } else { 0 } | payload
    }
}

/// One node, taken apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'w> {
    pub(crate) op: Op,
    pub(crate) not: bool,
    pub(crate) payload: u32,
    pub(crate) body: &'w [u32],
}

/// The first node of `words`, and what comes after it.
#[inline]
pub(crate) fn split(words: &[u32]) -> Option<(Node<'_>, &[u32])> {
    let (head, rest) = words.split_first()?;
    let op = *Op::ALL.get((head >> (PAYLOAD_BITS + 1)) as usize)?;
    let payload = head & PAYLOAD_MAX;
    let len = match op {
        Op::Term | Op::Fact => 0,
        _ => payload as usize,
    };
    let (body, rest) = rest.split_at_checked(len)?;
    let not = head & NOT != 0;
    let node = Node {
        op,
        not,
        payload,
        body,
    };
    Some((node, rest))
}

/// The nodes that follow each other in `words`.
pub(crate) fn nodes(words: &[u32]) -> impl Iterator<Item = Node<'_>> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let (node, after) = split(rest)?;
        rest = after;
        Some(node)
    })
}

/// The same, as the words they are made of.
pub(crate) fn slices(words: &[u32]) -> impl Iterator<Item = &[u32]> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let (_, after) = split(rest)?;
        let (slice, _) = rest.split_at(rest.len() - after.len());
        rest = after;
        Some(slice)
    })
}

/// Adjacent words to find.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'w> {
    pub(crate) writing: Option<u32>,
    pub(crate) atoms: &'w [u32],
}

/// The first run of `words`, and what comes after it.
#[inline]
pub(crate) fn split_run(words: &[u32]) -> Option<(Run<'_>, &[u32])> {
    let [n_atoms, writing, rest @ ..] = words else {
        return None;
    };
    let (atoms, rest) = rest.split_at_checked(*n_atoms as usize)?;
    let writing = (*writing != NONE).then_some(*writing);
    Some((Run { writing, atoms }, rest))
}

pub(crate) fn runs(words: &[u32]) -> impl Iterator<Item = Run<'_>> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let (run, after) = split_run(rest)?;
        rest = after;
        Some(run)
    })
}

/// What a `NEAR` asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near<'w> {
    pub(crate) words_max: u32,
    pub(crate) is_ordered: bool,
    pub(crate) left: &'w [u32],
    pub(crate) right: &'w [u32],
}

impl<'w> Near<'w> {
    #[inline]
    pub(crate) fn read(body: &'w [u32]) -> Option<Self> {
        let [limits, left_words, rest @ ..] = body else {
            return None;
        };
        let (left, right) = rest.split_at_checked(*left_words as usize)?;
        Some(Self {
            words_max: limits & !ORDERED,
            is_ordered: limits & ORDERED != 0,
            left,
            right,
        })
    }
}

/// Writes a figure to compare and what with.
pub(crate) fn write_figure(figure: Figure, compare: Compare, words: &mut Vec<u32>) {
    let comparison = COMPARISONS.iter().position(|it| *it == compare.comparison);
    let comparison = comparison.expect("it is one of all") as u32;
    words.extend([
        figure as u32,
        comparison,
        compare.bound as u32,
        (compare.bound >> 32) as u32,
    ]);
}

/// What [`write_figure`] wrote.
pub(crate) fn read_figure(body: &[u32]) -> Option<(Figure, Compare)> {
    let [figure, comparison, low, high] = body else {
        return None;
    };
    let figure = match figure {
        0 => Figure::Followers,
        _ => Figure::Engagement,
    };
    let compare = Compare {
        comparison: *COMPARISONS.get(*comparison as usize)?,
        bound: u64::from(*high) << 32 | u64::from(*low),
    };
    Some((figure, compare))
}

const COMPARISONS: [Comparison; 5] = [
    Comparison::Less,
    Comparison::AtMost,
    Comparison::Equal,
    Comparison::AtLeast,
    Comparison::More,
];

pub(crate) fn near_limits(words_max: u16, is_ordered: bool) -> u32 {
    u32::from(words_max) | if is_ordered { ORDERED } else { 0 }
}

pub(crate) fn length(len: usize) -> u32 {
    u32::try_from(len)
        .ok()
        .filter(|it| *it <= PAYLOAD_MAX)
        .expect("a query is far shorter than 2²⁷ words")
}

/// Gives every term of `words` the number that `number` makes of its old one, and every writing that
/// of `writing`.
pub(crate) fn renumber(
    words: &mut [u32],
    number: &mut impl FnMut(u32) -> u32,
    writing: &mut impl FnMut(u32) -> u32,
) {
    let mut at = 0;
    while let Some((node, _)) = words.get(at..).and_then(split) {
        let (op, not, payload, len) = (node.op, node.not, node.payload, node.body.len());
        let body = at + 1..at + 1 + len;
        match op {
            Op::Term => words[at] = op.word(not, number(payload)),
            Op::Fact | Op::Lang | Op::Figure => {}
            Op::Any => {
                for id in &mut words[body.clone()] {
                    *id = number(*id);
                }
            }
            Op::And | Op::Or | Op::Inexact => renumber(&mut words[body.clone()], number, writing),
            Op::Phrase => renumber_runs(&mut words[body.clone()], number, writing),
            Op::Near => renumber_runs(&mut words[at + 3..body.end], number, writing),
        }
        at = body.end;
    }
}

fn renumber_runs(
    mut words: &mut [u32],
    number: &mut impl FnMut(u32) -> u32,
    writing: &mut impl FnMut(u32) -> u32,
) {
    while let [n_atoms, writing_of, rest @ ..] = words {
        let (atoms, after) = rest.split_at_mut(*n_atoms as usize);
        if *writing_of != NONE {
            *writing_of = writing(*writing_of);
        }
        for id in atoms.iter_mut().filter(|it| **it != ANY_WORD) {
            *id = number(*id);
        }
        words = after;
    }
}
