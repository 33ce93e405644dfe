//! Plain characters: those that mean the same whatever stands beside them.
//!
//! Nearly all of what people write is letters that are a grapheme each and fold without regard to
//! their neighbours. A table tells what such a character is to the tokeniser and how it folds;
//! everything else (marks, joiners, Indic scripts, jamo, flags) is [`Plain::Hard`] and takes the
//! long way. The table is made, once, by asking the long way about each character alone.

#[cfg(test)]
mod tests;

use crate::entity::is_hashtag_char;
use crate::fold::fold_hard;
use crate::token::Class;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// What a plain character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// None of the below, or not alone: ask the grapheme.
    Hard,
    /// Ends a word; no sign of an entity.
    Break,
    Word,
    Ideograph,
    Emoji,
}

/// What a character is in the name of a hashtag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InTag {
    /// It ends the tag.
    No,
    /// A sign or digit.
    Sign,
    /// A letter, perhaps a capital.
    Letter,
    /// A small letter: never the beginning of a part where letters stand before it.
    Small,
}

/// A character's entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) plain: Plain,
    pub(crate) in_tag: InTag,
    /// How many of `folded` count.
    pub(crate) folded_len: u8,
    /// The folded form; a character that has a longer one is hard.
    pub(crate) folded: [u8; FOLDED_BYTES_MAX],
}

impl InTag {
    fn of(c: char) -> Self {
        if !is_hashtag_char(c) {
            Self::No
        } else if !c.is_alphabetic() {
            Self::Sign
        } else if c.is_lowercase() && !c.is_numeric() {
            Self::Small
        } else {
            Self::Letter
        }
    }
}

/// No character of the table folds to more, but for ligatures of Arabic words and fractions.
pub(crate) const FOLDED_BYTES_MAX: usize = 4;

impl Entry {
    const HARD: Self = Self {
        plain: Plain::Hard,
        in_tag: InTag::No,
        folded_len: 0,
        folded: [0; FOLDED_BYTES_MAX],
    };

    pub(crate) fn folded(&self) -> &[u8] {
        &self.folded[..usize::from(self.folded_len)]
    }

    fn of(c: char) -> Self {
        let mut buffer = [0; 4];
        let alone: &str = c.encode_utf8(&mut buffer);
        let plain = match Class::of(alone) {
            _ if !stands_alone(c) || matches!(c, '＃' | '＠') => Plain::Hard,
            Class::Word => Plain::Word,
            Class::Ideograph => Plain::Ideograph,
            Class::Emoji => Plain::Emoji,
            Class::Other => Plain::Break,
            Class::Invisible => Plain::Hard,
        };
        let term = match plain {
            Plain::Hard => return Self::HARD,
            Plain::Break => String::new(),
            Plain::Emoji => alone.to_owned(),
            Plain::Word | Plain::Ideograph => fold_hard(alone),
        };
        let mut folded = [0; FOLDED_BYTES_MAX];
        let Some(place) = folded.get_mut(..term.len()) else {
            return Self::HARD;
        };
        place.copy_from_slice(term.as_bytes());
        Self {
            plain,
            in_tag: InTag::of(c),
            folded_len: term.len() as u8,
            folded,
        }
    }
}

/// Whether no neighbour joins the character to itself. Regional indicators join each other, jamo
/// (outside the table) syllables.
fn stands_alone(c: char) -> bool {
    let between = ['a', c, 'a'].iter().collect::<String>();
    let is_flag_half = matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
    between.graphemes(true).count() == 3 && !is_flag_half
}

/// The characters of a table: alphabets, punctuation, symbols and kana; full-width forms; emoji.
const RANGES: [(u32, u32); 4] = [
    (0, 0x800),
    (0x1E00, 0x3100),
    (0xFF00, 0xFFF0),
    (0x1F000, 0x1FB00),
];

/// The table; take it once and keep it.
pub(crate) struct Table {
    ranges: [Box<[Entry]>; RANGES.len()],
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Table")
    }
}

impl Table {
    /// The entry of any character, by its number.
    #[inline]
    pub(crate) fn get(&self, c: u32) -> Entry {
        match self.ranges[0].get(c as usize) {
            Some(entry) => *entry,
            None => self.get_far(c),
        }
    }

    fn get_far(&self, c: u32) -> Entry {
        match c {
            // Han and Hangul are by far the most of what there is, and fold to themselves.
            0x3400..0x4DC0 | 0x4E00..0xA000 => Entry::itself(c, Plain::Ideograph),
            0xAC00..0xD7A4 => Entry::itself(c, Plain::Word),
            _ => {
                let range = RANGES
                    .iter()
                    .position(|(from, to)| (*from..*to).contains(&c));
                range.map_or(Entry::HARD, |it| {
                    self.ranges[it][(c - RANGES[it].0) as usize]
                })
            }
        }
    }
}

impl Entry {
    fn itself(c: u32, plain: Plain) -> Self {
        let mut folded = [0; FOLDED_BYTES_MAX];
        let len = char::from_u32(c).map_or(0, |it| it.encode_utf8(&mut folded).len());
        Self {
            plain,
            in_tag: InTag::Letter,
            folded_len: len as u8,
            folded,
        }
    }
}

pub(crate) static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
    ranges: RANGES.map(|(from, to)| {
        let entry = |it| char::from_u32(it).map_or(Entry::HARD, Entry::of);
        (from..to).map(entry).collect()
    }),
});
