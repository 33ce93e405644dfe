//! Features that a term shows by its shape: by how it begins, by a pattern, by its stem.
//!
//! A term of 12 letters has 12 beginnings, and nearly none of them is sought. So each is looked up
//! behind two doors: the first three or five bytes of the term tell whether any beginning sought
//! starts so (at a thousand queries hardly a term passes), and the first six tell the lengths of those
//! sought among terms that start so (at a hundred thousand, a term in five comes that far). A pattern
//! is looked at where its known beginning is found, a stem where its first letter is: inflection
//! leaves that one alone.

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

/// Which bytes of a head are the key of so many bytes.
const KEYS: [u64; KEY_BYTES_MAX + 1] = [
    0,
    0xff,
    0xffff,
    0xff_ffff,
    0xffff_ffff,
    0xff_ffff_ffff,
    0xffff_ffff_ffff,
];

/// Bytes of a term that open the first door: a prefix that people write has as many letters.
const SHORT_BYTES: usize = 3;
/// The same for beginnings that have as many: a third of the words that share three letters share
/// five.
const LONG_BYTES: usize = 5;

/// Doors of either kind, a bit each: 4 KiB stay in the first cache.
const DOORS: usize = 1 << DOOR_BITS;
const DOOR_BITS: u32 = 15;
/// A word of as many doors.
const WORD_DOORS: usize = u64::BITS as usize;

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
    pub(crate) doors: Doors,
    /// Per gate the lengths of the beginnings behind it, a bit each; a power of two of them, or none.
    gates: Box<[u32]>,
    gate_mask: usize,
    /// Patterns by the feature of their known beginning.
    patterns: Vec<(Feature, Feature, Pattern)>,
    /// Words and stems with the features they show.
    stems: Vec<(u64, Feature)>,
}

/// Which terms are worth a look at any shape, by how they begin: for one index, or for several.
#[derive(Clone, Debug)]
pub(crate) struct Doors {
    /// None if no shape is sought.
    keys: Option<Box<Keys>>,
    /// Which bytes are the first of a stem.
    initials: Initials,
}

/// The doors of keys.
#[derive(Clone, Debug)]
struct Keys {
    /// The lengths that keys have, a bit each.
    lengths: u8,
    /// Doors of the shorter keys, by the first bytes.
    short: DoorBits,
    /// Doors of the longer ones, by more of them.
    long: DoorBits,
}

/// A bit for each door that is open.
type DoorBits = [u64; DOORS / WORD_DOORS];

/// The lengths of longer keys, a bit each.
const LONG: u8 = u8::MAX << LONG_BYTES;

impl Keys {
    const NONE: Self = Self {
        lengths: 0,
        short: [0; DOORS / WORD_DOORS],
        long: [0; DOORS / WORD_DOORS],
    };

    /// 1 if a door is open.
    #[inline]
    const fn is_open(&self, head: u64) -> u64 {
        is_set(&self.short, door(head, SHORT_BYTES)) | is_set(&self.long, door(head, LONG_BYTES))
    }

    /// The lengths of keys that terms may have that start like `head`, a bit each.
    #[inline]
    const fn of(&self, head: u64) -> u8 {
        let mut lengths = 0;
        if is_set(&self.short, door(head, SHORT_BYTES)) == 1 {
            lengths |= self.lengths & !LONG;
        }
        if is_set(&self.long, door(head, LONG_BYTES)) == 1 {
            lengths |= self.lengths & LONG;
        }
        lengths
    }
}

/// 1 if a door is open.
#[inline]
const fn is_set(doors: &DoorBits, at: usize) -> u64 {
    doors[at / WORD_DOORS] >> (at % WORD_DOORS) & 1
}

type Initials = [bool; 256];

const NO_INITIALS: Initials = [false; 256];

/// The same for a loop over many terms.
#[derive(Clone, Copy)]
pub(crate) struct ReadyDoors<'d> {
    keys: &'d Keys,
    initials: &'d Initials,
}

impl Default for Doors {
    fn default() -> Self {
        Self {
            keys: None,
            initials: NO_INITIALS,
        }
    }
}

impl ReadyDoors<'_> {
    /// 1 if terms that start like `head` may show something, or 0.
    #[inline]
    pub(crate) fn is_open(self, head: u64) -> u64 {
        self.keys.is_open(head) | u64::from(self.initials[usize::from(head as u8)])
    }
}

impl Doors {
    /// Opens the doors that `other` has open.
    pub(crate) fn add(&mut self, other: &Self) {
        let Some(keys) = &other.keys else {
            return;
        };
        let Some(mine) = &mut self.keys else {
            *self = other.clone();
            return;
        };
        mine.lengths |= keys.lengths;
        for (mine, theirs) in mine.short.iter_mut().zip(keys.short) {
            *mine |= theirs;
        }
        for (mine, theirs) in mine.long.iter_mut().zip(keys.long) {
            *mine |= theirs;
        }
        for (mine, theirs) in self.initials.iter_mut().zip(other.initials) {
            *mine |= theirs;
        }
    }

    /// `None` if all are shut.
    pub(crate) fn ready(&self) -> Option<ReadyDoors<'_>> {
        Some(ReadyDoors {
            keys: self.keys.as_deref()?,
            initials: &self.initials,
        })
    }

    /// The lengths of the keys of terms that start like `head`, a bit each.
    #[inline]
    fn keys(&self, head: u64) -> u8 {
        self.keys.as_ref().map_or(0, |it| it.of(head))
    }

    fn has_initial(&self, first: u8) -> bool {
        self.initials[usize::from(first)]
    }

    fn open(&mut self, head: u64, key_bytes: usize) {
        let keys = self.keys.get_or_insert_with(|| Box::new(Keys::NONE));
        keys.lengths |= 1 << key_bytes;
        let (doors, bytes) = if key_bytes < LONG_BYTES {
            (&mut keys.short, SHORT_BYTES)
        } else {
            (&mut keys.long, LONG_BYTES)
        };
        if key_bytes < SHORT_BYTES {
            doors.fill(u64::MAX);
        } else {
            let at = door(head, bytes);
            doors[at / WORD_DOORS] |= 1 << (at % WORD_DOORS);
        }
    }
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
        shapes.gates = vec![0; (all.len() * GATES_EACH).next_power_of_two()].into();
        shapes.gate_mask = shapes.gates.len() - 1;
        shapes.doors.keys = Some(Box::new(Keys::NONE));
        for (feature, shape) in &all {
            match shape {
                Shape::Beginning(beginning) => shapes.open(beginning),
                Shape::Pattern(family, pattern) => {
                    let known = cut(pattern.known_start());
                    shapes.open(known);
                    let beginning = Feature::beginning(*family, known.as_bytes());
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
            doors: Doors {
                keys: Some(Box::new(Keys {
                    lengths: 1 << 1,
                    short: [u64::MAX; DOORS / WORD_DOORS],
                    ..Keys::NONE
                })),
                ..Doors::default()
            },
            ..Self::default()
        }
    }

    fn open(&mut self, beginning: &str) {
        let key_bytes = beginning.len().min(KEY_BYTES_MAX);
        let head = head(beginning.as_bytes());
        self.doors.open(head, key_bytes);
        let gate = self.gate(head, key_bytes);
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
            self.doors.initials[usize::from(first)] = true;
        }
    }

    /// Gives the features of the beginnings of `term` that have these lengths.
    pub(crate) fn show_beginnings(
        &self,
        term: &[u8],
        mut lengths: u32,
        family: Family,
        mut show: impl FnMut(Feature),
    ) {
        while lengths != 0 {
            let len = lengths.trailing_zeros() as usize;
            lengths &= lengths - 1;
            let (beginning, rest) = term.split_at(len);
            if rest.first().is_some_and(|it| *it & 0xc0 == 0x80) {
                continue; // Within a character.
            }
            let beginning = Feature::beginning(family, beginning);
            show(beginning);
            if !self.patterns.is_empty() {
                self.show_patterns(beginning, term, &mut show);
            }
        }
    }

    fn show_patterns(&self, beginning: Feature, term: &[u8], mut show: impl FnMut(Feature)) {
        let Ok(term) = std::str::from_utf8(term) else {
            return;
        };
        let from = self.patterns.partition_point(|(it, _, _)| *it < beginning);
        let there = self.patterns[from..].iter();
        let there = there.take_while(|(it, _, _)| *it == beginning);
        let found = there.filter(|(_, _, pattern)| pattern.finds(term));
        found.for_each(|(_, feature, _)| show(*feature));
    }

    #[inline]
    pub(crate) const fn has_stems(&self) -> bool {
        !self.stems.is_empty()
    }

    /// Gives the features of the stems of a word.
    pub(crate) fn show_stems(&self, term: &str, asked: &Asked<'_>, mut show: impl FnMut(Feature)) {
        let first = term.bytes().next().unwrap_or_default();
        if !self.doors.has_initial(first) {
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

    /// The lengths that beginnings of a term of so many bytes may have, a bit each, by its first
    /// eight bytes.
    #[inline]
    pub(crate) fn lengths(&self, head: u64, bytes: usize) -> u32 {
        let mut lengths = 0;
        let mut keys = self.doors.keys(head);
        while keys != 0 {
            lengths |= self.gates[self.gate(head, keys.trailing_zeros() as usize)];
            keys &= keys - 1;
        }
        lengths & (u32::MAX >> (BEGINNING_BYTES_MAX - bytes.min(BEGINNING_BYTES_MAX)))
    }

    #[inline]
    fn gate(&self, head: u64, key_bytes: usize) -> usize {
        let key = head & KEYS[key_bytes];
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & self.gate_mask
    }

    /// The memory of what is looked at for each post.
    pub(crate) fn size_bytes(&self) -> usize {
        self.doors.keys.as_deref().map_or(0, size_of_val)
            + size_of_val(&*self.gates)
            + size_of_val(&*self.all)
            + size_of_val(&*self.patterns)
            + size_of_val(&*self.stems)
    }
}

/// Where terms that start like so many bytes of `head` have their door.
#[inline]
const fn door(head: u64, bytes: usize) -> usize {
    let key = head & KEYS[bytes];
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - DOOR_BITS)) as usize
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

/// The first eight bytes, the first the lowest, zeros after a shorter term's last.
pub(crate) fn head(term: &[u8]) -> u64 {
    let bytes = term.iter().take(8).rev();
    bytes.fold(0, |head, byte| head << 8 | u64::from(*byte))
}
