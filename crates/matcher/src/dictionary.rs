//! From features to the numbers of one index: sorted lines of eight, with gaps.
//!
//! Features are spread evenly over 64 bits, so the line where one belongs in sorted order can be
//! guessed: `feature × lines / 2⁶⁴`. Each stands there or, if the line is full, further on. The
//! number of a feature is its place, so that nothing else is stored: eight bytes and the gaps.
//!
//! A line is one line of the processor's caches, and is read without a branch. Before that, a bit
//! tells whether any feature is near: most terms of a post are in no query, and end there. The bits
//! are few enough for the nearest cache where the lines are not.
//!
//! Bits are the one thing that changes: those of one dictionary are set for features of others too,
//! so that a term is asked about once however many there are. A bit set in vain only costs a look.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::feature::Feature;

/// Places of a line: 64 bytes.
const LINE: usize = 8;

/// Places per hundred features. More gaps mean fewer second looks and more memory: at this load one
/// feature in thirty stands on another line than guessed.
const PLACES_PERCENT: usize = 140;

/// Bits that are asked first, per feature: one term in sixteen passes without being known.
const BITS_EACH: usize = 16;

/// Bits at least, 16 KiB: room for what a small dictionary learns of others.
const BITS_MIN: usize = 1 << 17;

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
    span: usize,
    /// The bits asked first, in words; where a feature has its own is guessed like its line.
    bits: Box<[AtomicU64]>,
    n_bits: usize,
}

#[derive(Clone, Debug)]
#[repr(align(64))]
struct Line([u64; LINE]);

/// The bits of a dictionary, for a loop over many features.
#[derive(Clone, Copy)]
pub(crate) struct Glance<'d> {
    bits: &'d [AtomicU64],
    n_bits: usize,
}

impl Glance<'_> {
    /// False if a feature is neither there nor learnt, and seldom true then. No branch depends on it, so that
    /// callers may ask for many before the first answer has come.
    #[inline]
    pub(crate) fn may_have(self, feature: Feature) -> bool {
        let bit = guess(feature, self.n_bits);
        self.bits[bit / 64].load(Ordering::Relaxed) >> (bit % 64) & 1 == 1
    }
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
        let n_bits = BITS_MIN.max(sorted.len() * BITS_EACH);
        let bits = std::iter::repeat_with(AtomicU64::default);
        let mut lines = vec![Line::EMPTY; span];
        let mut next = 0;
        for feature in sorted {
            let at = next.max(guess(*feature, span) * LINE);
            next = at + 1;
            // Room for this one, and for an empty place after it.
            lines.resize(lines.len().max(next / LINE + 1), Line::EMPTY);
            lines[at / LINE].0[at % LINE] = feature.bits();
        }
        let dictionary = Self {
            lines: lines.into(),
            span,
            bits: bits.take(n_bits.div_ceil(64)).collect(),
            n_bits,
        };
        sorted.iter().for_each(|it| dictionary.set_bit(*it));
        dictionary
    }

    /// From now on a glance does not tell the features of `other` from those that are here. Whoever
    /// learns of `other` after this returned may rely on it.
    pub(crate) fn learn(&self, other: &Self) {
        let places = other.lines.iter().flat_map(|it| it.0);
        let features = places.filter(|it| *it != EMPTY);
        features.for_each(|it| self.set_bit(Feature::from_bits(it & !FILED)));
    }

    fn set_bit(&self, feature: Feature) {
        let bit = guess(feature, self.n_bits);
        self.bits[bit / 64].fetch_or(1 << (bit % 64), Ordering::Relaxed);
    }

    #[inline]
    pub(crate) fn glance(&self) -> Glance<'_> {
        Glance {
            bits: &self.bits,
            n_bits: self.n_bits,
        }
    }

    #[inline]
    pub(crate) fn find(&self, feature: Feature) -> Option<Known> {
        let wanted = feature.bits();
        let line = guess(feature, self.span);
        let Line(places) = &self.lines[line];
        let is_less = |at: usize| usize::from(places[at % LINE] < wanted);
        // The first that is not less, or the last.
        let half = is_less(3) * 4;
        let quarter = half + is_less(half + 1) * 2;
        let mut id = (line * LINE + quarter + is_less(quarter)) as u32;
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
        size_of_val(&*self.lines) + size_of_val(&*self.bits)
    }
}

/// Where a feature belongs among `n` in sorted order.
#[inline]
fn guess(feature: Feature, n: usize) -> usize {
    ((u128::from(feature.bits()) * n as u128) >> 64) as usize
}

#[cfg(test)]
mod tests;
