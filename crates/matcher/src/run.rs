//! Runs programs on the hits of one post. Nothing here takes memory: what `NEAR` compares is in
//! buffers that are kept.

use query::Exact;

use crate::{
    hits::{Hit, Hits},
    input::{Asked, Fact},
    program::{self, ANY_WORD, Near, Node, Op, Run, nodes, runs, split_run},
    reading::Reading,
};

/// A post as the programs of one index see it.
pub(crate) struct Runner<'p> {
    pub(crate) hits: &'p Hits,
    pub(crate) reading: &'p Reading,
    pub(crate) asked: &'p Asked<'p>,
    pub(crate) writings: &'p [Exact],
    pub(crate) sides: &'p mut Sides,
    /// Whether a yes since the last program began was only "perhaps".
    pub(crate) is_perhaps: bool,
}

/// Where the sides of a `NEAR` stand.
#[derive(Debug, Default)]
pub(crate) struct Sides {
    left: Vec<Place>,
    right: Vec<Place>,
}

/// The words `first..=last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    first: u32,
    last: u32,
}

impl Runner<'_> {
    /// Whether the post is, or may be, what `node` asks for.
    pub(crate) fn holds(&mut self, node: Node<'_>) -> bool {
        let found = match node.op {
            Op::Term => self.hits.has(node.payload),
            Op::Any => node.body.iter().any(|id| self.hits.has(*id)),
            Op::And => return nodes(node.body).all(|it| self.holds(it)),
            Op::Or => return nodes(node.body).any(|it| self.holds(it)),
            Op::Phrase => split_run(node.body).is_some_and(|(run, _)| self.finds(run)),
            Op::Near => Near::read(node.body).is_some_and(|it| self.finds_near(it)),
            Op::Fact => self.is_so(node.payload),
            Op::Lang => node.body.iter().any(|code| self.asked.is_in(*code)),
            Op::Figure => program::read_figure(node.body).is_some_and(|(figure, compare)| {
                self.asked
                    .figure(figure)
                    .is_some_and(|it| compare.holds(it))
            }),
            Op::Inexact => {
                let may_be = nodes(node.body).all(|it| self.holds(it));
                self.is_perhaps |= may_be;
                // Not what cannot be: sure. Not what may be: it may still not be.
                return may_be || node.not;
            }
        };
        found != node.not
    }

    fn is_so(&self, number: u32) -> bool {
        let has_link = self.reading.has_link;
        Fact::numbered(number).is_some_and(|it| self.asked.is_so(it, has_link))
    }

    fn finds(&self, run: Run<'_>) -> bool {
        self.places(run).next().is_some()
    }

    /// Everywhere the atoms of a run follow each other, by place.
    fn places<'a>(&'a self, run: Run<'a>) -> impl Iterator<Item = Place> + 'a {
        let lead = run.atoms.iter().position(|it| *it != ANY_WORD).unwrap_or(0);
        let (before, atoms) = run.atoms.split_at(lead);
        let (first, rest) = atoms
            .split_first()
            .map_or((ANY_WORD, atoms), |(first, rest)| (*first, rest));
        // Most phrases end here: one of their words is not in the post.
        let is_all = rest.iter().all(|id| *id == ANY_WORD || self.hits.has(*id));
        let leads = is_all
            .then(|| self.hits.places(first))
            .into_iter()
            .flatten();
        leads.filter_map(move |(word, hits)| {
            follow(rest, word, hits).then_some(())?;
            let place = Place {
                first: word.checked_sub(before.len() as u32)?,
                last: word + rest.len() as u32,
            };
            self.is_inside(place, run).then_some(place)
        })
    }

    /// Whether any words at the ends of a run are there, and all have the writing asked for.
    fn is_inside(&self, place: Place, run: Run<'_>) -> bool {
        let has_open_end = [run.atoms.first(), run.atoms.last()].contains(&Some(&ANY_WORD));
        if !has_open_end && run.writing.is_none() {
            return true;
        }
        let Some(section) = self.reading.section_of(place.first) else {
            return false;
        };
        place.last < section.end
            && run.writing.is_none_or(|writing| {
                let text = section
                    .field
                    .text_of(self.asked.input.post)
                    .unwrap_or_default();
                let start = self.reading.bytes_of(section, place.first).0 as usize;
                let end = self.reading.bytes_of(section, place.last).1 as usize;
                self.writings[writing as usize].is_at(text, start..end)
            })
    }

    fn finds_near(&mut self, near: Near<'_>) -> bool {
        let mut sides = std::mem::take(self.sides);
        sides.left.clear();
        sides
            .left
            .extend(runs(near.left).flat_map(|it| self.places(it)));
        let mut found = false;
        if !sides.left.is_empty() {
            sides.right.clear();
            sides
                .right
                .extend(runs(near.right).flat_map(|it| self.places(it)));
            sides.left.sort_unstable();
            sides.right.sort_unstable();
            found = meet(&sides.left, &sides.right, near.words_max)
                || (!near.is_ordered && meet(&sides.right, &sides.left, near.words_max));
        }
        *self.sides = sides;
        found
    }
}

/// Whether the words after `word` are those of `atoms`; `hits` begins at a hit of `word`.
#[inline]
fn follow(atoms: &[u32], word: u32, hits: &[Hit]) -> bool {
    let mut rest = hits;
    for (atom, word) in atoms.iter().zip(word + 1..) {
        let skipped = rest.iter().take_while(|it| it.word < word).count();
        rest = &rest[skipped..];
        let there = rest.iter().take_while(|it| it.word == word);
        if *atom != ANY_WORD && !there.into_iter().any(|it| it.id == *atom) {
            return false;
        }
    }
    true
}

/// Whether a place of `after` begins after the end of one of `before`, with at most `words_max`
/// words between. Fields are further apart than any `NEAR` reaches.
fn meet(before: &[Place], after: &[Place], words_max: u32) -> bool {
    before.iter().any(|first| {
        let from = after.partition_point(|it| it.first <= first.last);
        let next = after.get(from);
        next.is_some_and(|it| it.first - first.last - 1 <= words_max)
    })
}
