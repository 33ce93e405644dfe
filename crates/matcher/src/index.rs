//! Queries filed under their anchors; never changed once built.

mod builder;

use std::{collections::HashMap, sync::Arc};

use query::{Exact, Expr};

pub(crate) use builder::Builder;

use crate::{
    QueryKey,
    bits::Bits,
    dictionary::Dictionary,
    hits::Hits,
    input::Asked,
    program,
    reading::{Reading, Wants},
    run::{Runner, Sides},
    shape::Shapes,
};

/// An entry whose anchor proves the query: the rest of it is the query's key.
const SURE: u32 = 1 << 31;

/// Queries filed under their anchors.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) dictionary: Dictionary,
    /// Per number of a feature where its entries begin in `entries`; and the end of the last.
    starts: Box<[u32]>,
    /// Sure keys, and places in `programs`.
    entries: Box<[u32]>,
    /// Queries without an anchor, looked at for each post: places in `programs`.
    lane: Box<[u32]>,
    /// Those of one anchor next to each other, the most shown anchors first.
    programs: Box<[u32]>,
    writings: Box<[Exact]>,
    /// The queries that their programs are not the whole of.
    sources: HashMap<u32, Arc<Expr>, builder::Plain>,
    pub(crate) shapes: Shapes,
    pub(crate) wants: Wants,
    pub(crate) keys: Bits,
    n_queries: usize,
}

/// One query of an index.
pub(crate) struct Program<'x> {
    pub(crate) key: u32,
    pub(crate) checked: &'x [u32],
    pub(crate) proved: &'x [u32],
}

/// What one post is held against queries with.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub(crate) hits: Hits,
    pub(crate) sides: Sides,
    /// The queries found already: one post may show several anchors of a query.
    pub(crate) found: Bits,
    /// Where the entries of the anchors shown begin and end.
    lists: Vec<[u32; 2]>,
    /// The entries themselves, and the first word of the program of each.
    candidates: Vec<[u32; 2]>,
}

impl Index {
    /// Adds the queries that the post satisfies to `out`, but for those of `gone`.
    pub(crate) fn matches(
        &self,
        reading: &Reading,
        asked: &Asked<'_>,
        gone: &Bits,
        buffers: &mut Buffers,
        out: &mut Vec<QueryKey>,
    ) {
        let Buffers {
            hits,
            sides,
            found,
            lists,
            candidates,
        } = buffers;
        hits.look_up(reading, &self.dictionary);
        self.gather(hits, lists, candidates);
        let mut runner = Runner {
            hits,
            reading,
            asked,
            writings: &self.writings,
            sides,
            is_perhaps: false,
        };
        for [entry, head] in candidates.iter() {
            let key = if entry & SURE != 0 {
                entry & !SURE
            } else if found.has(*head) {
                continue;
            } else if let Some(key) = self.check(*entry, &mut runner, found) {
                key
            } else {
                continue;
            };
            if !gone.has(key) && found.insert(key) {
                out.push(QueryKey(key));
            }
        }
        for at in &self.lane {
            if let Some(key) = self.check(*at, &mut runner, found)
                && !gone.has(key)
                && found.insert(key)
            {
                out.push(QueryKey(key));
            }
        }
    }

    /// Collects what is filed under the anchors shown. With many queries each list and each program
    /// is far from the processor; in passes of which none waits for an answer, all are fetched at once.
    fn gather(&self, hits: &Hits, lists: &mut Vec<[u32; 2]>, candidates: &mut Vec<[u32; 2]>) {
        lists.clear();
        candidates.clear();
        let filed = hits.shown().iter().filter(|it| it.is_filed);
        lists.extend(filed.filter_map(|it| {
            let bounds = self.starts.get(it.id as usize..it.id as usize + 2)?;
            Some([bounds[0], bounds[1]])
        }));
        for [start, end] in lists.iter() {
            let entries = self.entries.get(*start as usize..*end as usize);
            candidates.extend(entries.unwrap_or_default().iter().map(|it| [*it, 0]));
        }
        for [entry, head] in candidates.iter_mut() {
            // A sure one is its own key, and at most reads a place it does not need.
            *head = self
                .programs
                .get((*entry & !SURE) as usize)
                .copied()
                .unwrap_or_default();
        }
    }

    /// The key of the query at `at`, if it is not found yet and the post satisfies it.
    #[inline]
    fn check(&self, at: u32, runner: &mut Runner<'_>, found: &Bits) -> Option<u32> {
        let [key, len, _, rest @ ..] = &self.programs[at as usize..] else {
            return None;
        };
        if found.has(*key) {
            return None;
        }
        let (node, _) = program::split(&rest[..*len as usize])?;
        runner.is_perhaps = false;
        let holds = runner.holds(node)
            && (!runner.is_perhaps
                || self
                    .sources
                    .get(key)
                    .is_some_and(|it| runner.asked.satisfies(it)));
        holds.then_some(*key)
    }

    /// All queries, in the order of their programs.
    pub(crate) fn programs(&self) -> impl Iterator<Item = Program<'_>> {
        let mut rest = &*self.programs;
        std::iter::from_fn(move || {
            let [key, len, checked, words @ ..] = rest else {
                return None;
            };
            let (words, after) = words.split_at(*len as usize);
            rest = after;
            let (checked, proved) = words.split_at(*checked as usize);
            Some(Program {
                key: *key,
                checked,
                proved,
            })
        })
    }

    pub(crate) const fn n_queries(&self) -> usize {
        self.n_queries
    }

    pub(crate) fn lane_len(&self) -> usize {
        self.lane.len()
    }

    /// The memory of all but the queries kept as they are written.
    pub(crate) fn size_bytes(&self) -> usize {
        self.dictionary.size_bytes()
            + size_of_val(&*self.starts)
            + size_of_val(&*self.entries)
            + size_of_val(&*self.lane)
            + size_of_val(&*self.programs)
            + size_of_val(&*self.writings)
            + self.keys.size_bytes()
            + self.shapes.size_bytes()
    }
}
