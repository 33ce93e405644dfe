//! What a grapheme is to the tokeniser.

use crate::fold::is_invisible;
use unicode_properties::UnicodeEmoji;
use unicode_properties::emoji::EmojiStatus;

/// What a grapheme is; decided by its first character, but for emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Part of a word.
    Word,
    /// A word of its own.
    Ideograph,
    Emoji,
    /// Neither part of a word nor the end of one.
    Invisible,
    /// Ends a word.
    Other,
}

impl Class {
    pub(crate) fn of(grapheme: &str) -> Self {
        let Some(first) = grapheme.chars().next() else {
            return Self::Other;
        };
        if grapheme.len() == 1 {
            let is_word = first.is_ascii_alphanumeric();
            return if is_word { Self::Word } else { Self::Other };
        }
        if is_emoji(first, grapheme) {
            Self::Emoji
        } else if is_apostrophe(first) {
            Self::Other
        } else if first.is_alphanumeric() {
            let is_letter = first.is_alphabetic();
            if is_letter && is_unspaced(first) {
                Self::Ideograph
            } else {
                Self::Word
            }
        } else if grapheme.chars().all(is_invisible) {
            Self::Invisible
        } else {
            Self::Other
        }
    }
}

/// The graphemes of a text and their places, where that takes no thought: in ASCII each character
/// is one, but for the two that end a line on some machines.
pub(super) fn ascii_graphemes(text: &str) -> Option<impl Iterator<Item = (usize, &str)>> {
    let is_simple = text.is_ascii() && !text.as_bytes().contains(&b'\r');
    is_simple.then(|| (0..text.len()).map(|at| (at, &text[at..=at])))
}

/// The term of an emoji, in pieces: how it is to be shown (text or picture) makes no difference.
pub(super) fn emoji_parts(grapheme: &str) -> impl Iterator<Item = &str> {
    grapheme.split(is_variation_selector)
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}')
}

/// Signs that Unicode counts as letters but people use as apostrophes: `c’hoar`, `cʼhoar`.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\u{2B9}'..='\u{2BD}')
}

/// Scripts written without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        // Thai, Lao; Burmese; Khmer.
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
            // Kana, bopomofo, Han and its marks, the same in half width.
            | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{302F}' | '\u{3031}'..='\u{312F}'
            | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}'
            | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{1AFF0}'..='\u{1B16F}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Pictures by nature, text made a picture by what follows, and signs that people take for
/// pictures however they are shown (`❤`), unlike `©` or `™`.
fn is_emoji(first: char, grapheme: &str) -> bool {
    if first.is_ascii() {
        let is_key = first.is_ascii_digit() || matches!(first, '#' | '*');
        return is_key && grapheme.ends_with('\u{20E3}');
    }
    match first.emoji_status() {
        EmojiStatus::NonEmoji | EmojiStatus::NonEmojiButEmojiComponent => false,
        EmojiStatus::EmojiOther
        | EmojiStatus::EmojiModifierBase
        | EmojiStatus::EmojiOtherAndEmojiComponent => {
            let is_sequence = grapheme.chars().skip(1).any(|c| c != '\u{FE0E}');
            let is_picture = first >= FIRST_ARROW && !first.is_alphanumeric();
            is_sequence || is_picture
        }
        _ => true,
    }
}

/// Below it, signs that may be emoji are typographic ones first: `©`, `‼`, `™`.
const FIRST_ARROW: char = '\u{2190}';
