//! From features to the numbers of one index: a sorted array with gaps.
//!
//! Features are spread evenly over 64 bits, so the place where one belongs in sorted order can be
//! guessed: `feature × places / 2⁶⁴`. Each stands there or, if others pushed it, a little further;
//! a look-up starts at the guess and goes on until it meets the feature, a greater one, or a gap.
//! The number of a feature is its place, so that nothing else is stored: eight bytes and the gaps.

use crate::feature::Feature;

/// Places per hundred features. More gaps mean shorter walks and more memory: at this load a
/// look-up reads 1.6 places on average, nearly always of one cache line.
const PLACES_PERCENT: usize = 140;

/// Set in the place of a feature under which queries are filed.
const FILED: u64 = 1;

/// Greater than any feature, filed or not: a walk that comes to it has gone too far.
const EMPTY: u64 = u64::MAX;

/// The features of one index; see the module's documentation.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    /// The last place is always empty, so that every walk ends.
    places: Box<[u64]>,
    /// How many places guesses go to.
    span: u64,
}

/// A feature that an index knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: u32,
    /// Whether queries are filed under it.
    pub(crate) is_filed: bool,
}

impl Dictionary {
    /// Of distinct features in ascending order.
    pub(crate) fn new(sorted: &[Feature]) -> Self {
        let span = sorted.len() * PLACES_PERCENT / 100 + 1;
        let mut dictionary = Self {
            places: Box::default(),
            span: span as u64,
        };
        let mut places = Vec::with_capacity(span + span / 8 + 1);
        for feature in sorted {
            let guess = dictionary.guess(*feature);
            if places.len() < guess {
                places.resize(guess, EMPTY);
            }
            places.push(feature.bits());
        }
        places.resize(places.len().max(span) + 1, EMPTY);
        dictionary.places = places.into();
        dictionary
    }

    #[inline]
    fn guess(&self, feature: Feature) -> usize {
        ((u128::from(feature.bits()) * u128::from(self.span)) >> 64) as usize
    }

    #[inline]
    pub(crate) fn find(&self, feature: Feature) -> Option<Known> {
        let wanted = feature.bits();
        let mut at = self.guess(feature);
        loop {
            let place = *self.places.get(at)?;
            if place & !FILED >= wanted {
                return (place & !FILED == wanted).then_some(Known {
                    id: at as u32,
                    is_filed: place & FILED != 0,
                });
            }
            at += 1;
        }
    }

    /// The feature of a number this dictionary gave.
    pub(crate) fn feature(&self, id: u32) -> Feature {
        Feature::from_bits(self.places[id as usize] & !FILED)
    }

    pub(crate) fn file(&mut self, id: u32) {
        self.places[id as usize] |= FILED;
    }

    /// One more than the greatest number it may give.
    pub(crate) fn n_places(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn size_bytes(&self) -> usize {
        size_of_val(&*self.places)
    }
}

#[cfg(test)]
mod tests;
