//! Posts found in one segment, counted: how many, when, with which values of facets.

use std::collections::HashMap;

use tantivy::{
    SegmentReader,
    columnar::{Column, StrColumn},
};

use crate::{
    docs::Docs,
    error::Result,
    facet::Facet,
    schema::{AT, HIGH, LOW},
    search::{From, Key},
    stop::{Pace, Stop},
};

/// Values of a facet that a segment puts forward: many more than are shown, so that what is common
/// over all segments is among those of each.
const FORWARD: usize = 100;

/// The columns that every answer needs.
pub(crate) struct Columns {
    at: Column<i64>,
    high: Column<u64>,
    low: Column<u64>,
}

impl Columns {
    pub(crate) fn of(segment: &SegmentReader) -> Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            at: columns.i64(AT)?,
            high: columns.u64(HIGH)?,
            low: columns.u64(LOW)?,
        })
    }

    pub(crate) fn at(&self, doc: u32) -> i64 {
        self.at.first(doc).unwrap_or_default()
    }

    /// The oldest and the newest moment in the segment.
    pub(crate) fn span(&self) -> (i64, i64) {
        (self.at.min_value(), self.at.max_value())
    }

    /// The half of the id that chance made: lots are drawn by it.
    pub(crate) fn lot(&self, doc: u32) -> u64 {
        self.low.first(doc).unwrap_or_default()
    }

    pub(crate) fn key(&self, doc: u32) -> Key {
        let half = |column: &Column<u64>| column.first(doc).unwrap_or_default();
        Key::from_parts(self.at(doc), half(&self.high), half(&self.low))
    }
}

/// How many posts fall between one boundary and the next.
pub(crate) struct Timeline<'a> {
    bounds: &'a [i64],
    pub(crate) bars: Vec<u64>,
    /// The bar of the last post: neighbours are often of one time.
    last: usize,
}

impl<'a> Timeline<'a> {
    pub(crate) fn new(bounds: &'a [i64]) -> Self {
        Self {
            bounds,
            bars: vec![0; bounds.len().saturating_sub(1)],
            last: 0,
        }
    }

    pub(crate) fn add(&mut self, at: i64) {
        let holds = |bar: usize| {
            self.bounds.get(bar).is_some_and(|it| *it <= at)
                && self.bounds.get(bar + 1).is_some_and(|it| at < *it)
        };
        if !holds(self.last) {
            let bar = self.bounds.partition_point(|it| *it <= at);
            let Some(bar) = bar.checked_sub(1) else {
                return;
            };
            self.last = bar;
        }
        if let Some(bar) = self.bars.get_mut(self.last) {
            *bar += 1;
        }
    }
}

/// The posts of a page, taken from many.
pub(crate) struct Page {
    from: From,
    /// One more than wanted: it tells whether there are others.
    size: usize,
    /// Those nearest to where the page begins, in the order that the page is filled.
    keys: Vec<Key>,
    /// The last of `keys` once there are enough.
    worst: Option<Key>,
}

impl Page {
    pub(crate) fn new(from: From, wanted: usize) -> Self {
        Self {
            from,
            size: wanted + 1,
            keys: Vec::new(),
            worst: None,
        }
    }

    /// Offers a post by its time; its id is read if it matters.
    pub(crate) fn offer(&mut self, at: i64, key: impl FnOnce() -> Key) {
        let is_out = match (self.from, self.worst) {
            (From::First | From::Before(_), Some(worst)) => at < worst.at,
            (From::After(_), Some(worst)) => at > worst.at,
            (_, None) => false,
        };
        if !is_out {
            self.add(key());
        }
    }

    pub(crate) fn add(&mut self, key: Key) {
        let is_on = match self.from {
            From::First => true,
            From::Before(cursor) => key < cursor,
            From::After(cursor) => key > cursor,
        };
        if !is_on {
            return;
        }
        self.keys.push(key);
        // Sorting now and then costs less than keeping order.
        if self.keys.len() >= 2 * self.size + 64 {
            self.trim();
        }
    }

    fn trim(&mut self) {
        match self.from {
            From::First | From::Before(_) => self.keys.sort_unstable_by(|a, b| b.cmp(a)),
            From::After(_) => self.keys.sort_unstable(),
        }
        self.keys.truncate(self.size);
        if self.keys.len() == self.size {
            self.worst = self.keys.last().copied();
        }
    }

    pub(crate) fn absorb(&mut self, other: Self) {
        other.keys.into_iter().for_each(|it| self.add(it));
    }

    /// The page, newest first, and whether there are more beyond its end.
    pub(crate) fn finish(mut self) -> (Vec<Key>, bool) {
        self.trim();
        let has_more = self.keys.len() == self.size;
        self.keys.truncate(self.size - 1);
        if matches!(self.from, From::After(_)) {
            self.keys.reverse();
        }
        (self.keys, has_more)
    }
}

/// How often each value of a facet occurs in one segment.
pub(crate) struct Values {
    column: StrColumn,
    counts: Counts,
}

/// By the number of the value in the segment: a list for many posts, a table for few.
enum Counts {
    Many(Vec<u32>),
    Few(HashMap<u64, u32>),
}

impl Values {
    /// Nothing if the segment has no such column.
    pub(crate) fn count(
        segment: &SegmentReader,
        facet: Facet,
        docs: &Docs,
        stop: &Stop,
    ) -> Result<Option<Self>> {
        /// Below so many posts for each value, a table is smaller than the list.
        const DENSE: usize = 8;
        let Some(column) = segment.fast_fields().str(facet.slug())? else {
            return Ok(None);
        };
        let n_values = column.num_terms();
        let mut counts = if docs.len() < n_values / DENSE {
            Counts::Few(HashMap::new())
        } else {
            Counts::Many(vec![0; n_values])
        };
        let mut pace = Pace::new(stop);
        for doc in docs.iter() {
            pace.step()?;
            for value in column.ords().values_for_doc(doc) {
                counts.add(value);
            }
        }
        Ok(Some(Self { column, counts }))
    }

    /// The commonest, by name.
    pub(crate) fn commonest(&self) -> Result<Vec<String>> {
        let mut all: Vec<(u32, u64)> = match &self.counts {
            Counts::Many(list) => (0..).zip(list).map(|(at, n)| (*n, at)).collect(),
            Counts::Few(table) => table.iter().map(|(at, n)| (*n, *at)).collect(),
        };
        all.retain(|(n, _)| *n > 0);
        if all.len() > FORWARD {
            all.select_nth_unstable_by(FORWARD, |a, b| b.cmp(a));
            all.truncate(FORWARD);
        }
        let mut names = Vec::with_capacity(all.len());
        for (_, at) in all {
            let mut name = String::new();
            if self.column.ord_to_str(at, &mut name)? {
                names.push(name);
            }
        }
        Ok(names)
    }

    /// How many posts have a value.
    pub(crate) fn of(&self, value: &str) -> Result<u64> {
        let at = self.column.dictionary().term_ord(value)?;
        Ok(at.map_or(0, |at| self.counts.of(at)))
    }
}

impl Counts {
    fn add(&mut self, value: u64) {
        match self {
            Self::Many(list) => {
                if let Some(n) = list.get_mut(value as usize) {
                    *n += 1;
                }
            }
            Self::Few(table) => *table.entry(value).or_default() += 1,
        }
    }

    fn of(&self, value: u64) -> u64 {
        let n = match self {
            Self::Many(list) => list.get(value as usize),
            Self::Few(table) => table.get(&value),
        };
        n.copied().unwrap_or_default().into()
    }
}
