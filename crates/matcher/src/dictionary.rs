//! From features to the numbers of one index: sorted lines of eight, with gaps.
//!
//! Features are spread evenly over 64 bits, so the line where one belongs in sorted order can be
//! guessed: `feature × lines / 2⁶⁴`. Each stands there or, if the line is full, further on. The
//! number of a feature is its place, so that nothing else is stored: eight bytes and the gaps.
//!
//! A line is one line of the processor's caches, and is read without a branch: so the lines
//! for all terms of a post are fetched at once, not one after the other.

use crate::feature::Feature;

/// Places of a line: 64 bytes.
const LINE: usize = 8;

/// Places per hundred features. More gaps mean fewer second looks and more memory: at this load one
/// feature in thirty stands on another line than guessed.
const PLACES_PERCENT: usize = 140;

/// Set in the place of a feature under which queries are filed.
const FILED: u64 = 1;

/// Greater than any feature, filed or not: a walk that comes to it has gone too far.
const EMPTY: u64 = u64::MAX;

/// The features of one index; see the module's documentation.
#[derive(Debug)]
pub(crate) struct Dictionary {
    /// The last place is always empty, so that every walk ends.
    lines: Box<[Line]>,
    /// How many lines guesses go to.
    span: u64,
}

#[derive(Clone, Debug)]
#[repr(align(64))]
struct Line([u64; LINE]);

/// What the line where a feature belongs tells of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Glance {
    /// The number of the feature, if it is here or on this line.
    id: u32,
    /// Whether it is there, or the line is too full to tell.
    pub(crate) may_be: bool,
}

/// A feature that an index knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: u32,
    /// Whether queries are filed under it.
    pub(crate) is_filed: bool,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Line {
    const EMPTY: Self = Self([EMPTY; LINE]);
}

impl Dictionary {
    /// Of distinct features in ascending order.
    pub(crate) fn new(sorted: &[Feature]) -> Self {
        let span = sorted.len() * PLACES_PERCENT / 100 / LINE + 1;
        let mut dictionary = Self {
            lines: Box::default(),
            span: span as u64,
        };
        let mut lines = vec![Line::EMPTY; span];
        let mut next = 0;
        for feature in sorted {
            let at = next.max(dictionary.guess(*feature) * LINE);
            next = at + 1;
            // Room for this one, and for an empty place after it.
            lines.resize(lines.len().max(next / LINE + 1), Line::EMPTY);
            lines[at / LINE].0[at % LINE] = feature.bits();
        }
        dictionary.lines = lines.into();
        dictionary
    }

    #[inline]
    fn guess(&self, feature: Feature) -> usize {
        ((u128::from(feature.bits()) * u128::from(self.span)) >> 64) as usize
    }

    /// Looks at the line where a feature belongs. No branch depends on what is there, so that
    /// callers may ask for many features before the first line has come.
    #[inline]
    pub(crate) fn glance(&self, feature: Feature) -> Glance {
        let wanted = feature.bits();
        let line = self.guess(feature);
        let Line(places) = &self.lines[line];
        let is_less = |at: usize| usize::from(places[at % LINE] < wanted);
        // The first that is not less, or the last.
        let half = is_less(3) * 4;
        let quarter = half + is_less(half + 1) * 2;
        let at = quarter + is_less(quarter);
        let there = places[at % LINE];
        Glance {
            id: (line * LINE + at) as u32,
            may_be: (there & !FILED == wanted) | (there < wanted),
        }
    }

    /// What a glance at `feature` saw, if it may be there.
    #[inline]
    pub(crate) fn settle(&self, feature: Feature, glance: Glance) -> Option<Known> {
        let wanted = feature.bits();
        let mut id = glance.id;
        // All of a full line are less.
        while self.place(id) < wanted {
            id += 1;
        }
        let there = self.place(id);
        (there & !FILED == wanted).then_some(Known {
            id,
            is_filed: there & FILED != 0,
        })
    }

    pub(crate) fn find(&self, feature: Feature) -> Option<Known> {
        self.settle(feature, self.glance(feature))
    }

    #[inline]
    fn place(&self, id: u32) -> u64 {
        self.lines[id as usize / LINE].0[id as usize % LINE]
    }

    /// The feature of a number this dictionary gave.
    pub(crate) fn feature(&self, id: u32) -> Feature {
        Feature::from_bits(self.place(id) & !FILED)
    }

    pub(crate) fn file(&mut self, id: u32) {
        self.lines[id as usize / LINE].0[id as usize % LINE] |= FILED;
    }

    /// One more than the greatest number it may give.
    pub(crate) fn n_places(&self) -> usize {
        self.lines.len() * LINE
    }

    pub(crate) fn size_bytes(&self) -> usize {
        size_of_val(&*self.lines)
    }
}

#[cfg(test)]
mod tests;
