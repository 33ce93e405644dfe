//! Features that a term shows by its shape: by how it begins, by a pattern, by its stem.
//!
//! A term of 12 letters has 12 beginnings, and nearly none of them is sought. So each is looked up
//! behind a gate: from the first bytes of the term, one look tells the lengths of the beginnings
//! that may be sought among terms that start so. At a hundred thousand queries most terms of a post
//! stop there. A pattern is looked at where its known beginning is found, a stem where its first
//! letter is: inflection leaves that one alone.

use model::Lang;
use query::{Pattern, Stems};
use text::{Stemmer, stem, term_hash};

use crate::{
    feature::{Family, Feature},
    input::Asked,
};

/// Longer beginnings are cut to this length, and checked on the query itself: lengths are bits of
/// a word, and hardly anybody types as much before a star.
const BEGINNING_BYTES_MAX: usize = 31;

/// Bytes of a term that open the gate; shorter beginnings have gates of their own. Many words share
/// four letters, few share six.
const KEY_BYTES_MAX: usize = 6;

/// Gates per beginning: with fewer, terms pass through the gates of others.
const GATES_EACH: usize = 4;

/// Why a term shows a feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Beginning(Box<str>),
    Pattern(Family, Pattern),
    Stem(Stems),
}

/// The shapes sought by one index.
#[derive(Debug, Default)]
pub(crate) struct Shapes {
    /// By feature.
    pub(crate) all: Vec<(Feature, Shape)>,
    /// Per gate the lengths of the beginnings behind it, a bit each; a power of two of them, or none.
    gates: Box<[u32]>,
    /// The lengths of keys in use that are less than the longest, a bit each.
    short_keys: u8,
    /// No beginning is shorter.
    bytes_min: usize,
    /// Patterns by the feature of their known beginning.
    patterns: Vec<(Feature, Feature, Pattern)>,
    /// Words and stems with the features they show, and the first bytes of all of them.
    stems: Vec<(u64, Feature)>,
    initials: [u64; 4],
}

impl Shapes {
    /// Of the distinct ones of `all`.
    pub(crate) fn new(mut all: Vec<(Feature, Shape)>) -> Self {
        all.sort_unstable_by_key(|(feature, _)| *feature);
        all.dedup_by_key(|(feature, _)| *feature);
        let mut shapes = Self::default();
        if all.is_empty() {
            return shapes;
        }
        shapes.bytes_min = usize::MAX;
        shapes.gates = vec![0; (all.len() * GATES_EACH).next_power_of_two()].into();
        for (feature, shape) in &all {
            match shape {
                Shape::Beginning(beginning) => shapes.open(beginning),
                Shape::Pattern(family, pattern) => {
                    let known = cut(pattern.known_start());
                    shapes.open(known);
                    let beginning = Feature::beginning(*family, known);
                    shapes.patterns.push((beginning, *feature, pattern.clone()));
                }
                Shape::Stem(stems) => shapes.know(stems, *feature),
            }
        }
        shapes
            .patterns
            .sort_unstable_by_key(|(beginning, _, _)| *beginning);
        shapes.stems.sort_unstable();
        shapes.all = all;
        shapes
    }

    /// Shows every beginning of a middling length, for counting them.
    pub(crate) fn all() -> Self {
        Self {
            // From the three letters that a prefix has at least; longer ones than this are rare.
            gates: [0b1_1111_1111_1000].into(),
            short_keys: 1 << 1,
            bytes_min: 1,
            ..Self::default()
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.gates.is_empty()
    }

    fn open(&mut self, beginning: &str) {
        let key_bytes = beginning.len().min(KEY_BYTES_MAX);
        if key_bytes < KEY_BYTES_MAX {
            self.short_keys |= 1 << key_bytes;
        }
        self.bytes_min = self.bytes_min.min(beginning.len());
        let gate = self.gate(key(beginning.as_bytes()), key_bytes);
        self.gates[gate] |= 1 << beginning.len();
    }

    fn know(&mut self, stems: &Stems, feature: Feature) {
        let forms = [
            (&stems.word, None),
            (&stems.french, Some(Stemmer::French)),
            (&stems.english, Some(Stemmer::English)),
        ];
        for (form, stemmer) in forms {
            self.stems.push((stem_key(form, stemmer), feature));
            let first = form.bytes().next().unwrap_or_default();
            self.initials[usize::from(first / 64)] |= 1 << (first % 64);
        }
    }

    /// Gives all features that `term` shows by its shape; `lengths` are [`Self::lengths`] of it.
    pub(crate) fn show(
        &self,
        term: &str,
        mut lengths: u32,
        family: Family,
        asked: &Asked<'_>,
        mut show: impl FnMut(Feature),
    ) {
        while lengths != 0 {
            let len = lengths.trailing_zeros() as usize;
            lengths &= lengths - 1;
            let Some(beginning) = term.get(..len) else {
                continue;
            };
            let beginning = Feature::beginning(family, beginning);
            show(beginning);
            if !self.patterns.is_empty() {
                let from = self.patterns.partition_point(|(it, _, _)| *it < beginning);
                let there = self.patterns[from..]
                    .iter()
                    .take_while(|(it, _, _)| *it == beginning);
                let found = there.filter(|(_, _, pattern)| pattern.finds(term));
                found.for_each(|(_, feature, _)| show(*feature));
            }
        }
        if family == Family::Word && self.has_stems() {
            self.show_stems(term, asked, show);
        }
    }

    #[inline]
    pub(crate) const fn has_stems(&self) -> bool {
        !self.stems.is_empty()
    }

    fn show_stems(&self, term: &str, asked: &Asked<'_>, mut show: impl FnMut(Feature)) {
        let first = term.bytes().next().unwrap_or_default();
        if self.initials[usize::from(first / 64)] >> (first % 64) & 1 == 0 {
            return;
        }
        let mut look_up = |key: u64| {
            let from = self.stems.partition_point(|(it, _)| *it < key);
            let there = self.stems[from..].iter().take_while(|(it, _)| *it == key);
            there.for_each(|(_, feature)| show(*feature));
        };
        look_up(stem_key(term, None));
        let langs = asked.langs();
        for (lang, stemmer) in [
            (Lang::FRENCH, Stemmer::French),
            (Lang::ENGLISH, Stemmer::English),
        ] {
            if langs.is_empty() || langs.contains(&lang) {
                look_up(stem_key(&stem(term, stemmer), Some(stemmer)));
            }
        }
    }

    /// Whether a term of so many bytes may show anything.
    #[inline]
    pub(crate) const fn may_show(&self, bytes: usize) -> bool {
        bytes >= self.bytes_min || self.has_stems()
    }

    /// The lengths that beginnings of `term` may have, a bit each.
    #[inline]
    pub(crate) fn lengths(&self, term: &[u8]) -> u32 {
        let key = key(term);
        let mut lengths = self.gates[self.gate(key, KEY_BYTES_MAX)];
        let mut short_keys = self.short_keys;
        while short_keys != 0 {
            let key_bytes = short_keys.trailing_zeros() as usize;
            short_keys &= short_keys - 1;
            lengths |= self.gates[self.gate(key, key_bytes)];
        }
        let reach = term.len().min(BEGINNING_BYTES_MAX) as u32;
        lengths & (u32::MAX >> (31 - reach))
    }

    #[inline]
    fn gate(&self, key: u64, key_bytes: usize) -> usize {
        let kept = key & (u64::MAX >> (64 - 8 * key_bytes));
        let mixed = (kept ^ (key_bytes as u64) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as usize & (self.gates.len() - 1)
    }

    /// The memory of what is looked at for each post.
    pub(crate) fn size_bytes(&self) -> usize {
        size_of_val(&*self.gates)
            + size_of_val(&*self.all)
            + size_of_val(&*self.patterns)
            + size_of_val(&*self.stems)
    }
}

/// A beginning of a length that gates know.
pub(crate) fn cut(beginning: &str) -> &str {
    &beginning[..beginning.floor_char_boundary(BEGINNING_BYTES_MAX)]
}

/// Words and the stems of each language are told apart.
fn stem_key(word: &str, stemmer: Option<Stemmer>) -> u64 {
    let salt = match stemmer {
        None => 0,
        Some(Stemmer::French) => 0x6672_0000_0000_0001,
        Some(Stemmer::English) => 0x656e_0000_0000_0001,
    };
    term_hash(word) ^ salt
}

/// The first bytes, zeros after a shorter term's last.
#[inline]
fn key(term: &[u8]) -> u64 {
    match term.first_chunk() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => {
            let bytes = term.iter().rev();
            bytes.fold(0, |key, byte| key << 8 | u64::from(*byte))
        }
    }
}
