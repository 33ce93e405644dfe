//! The tokeniser: words and other searchable terms with their places.

use crate::entity::Entity;
use crate::fold::fold;
use unicode_segmentation::UnicodeSegmentation;

/// One searchable term at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Folded; a hashtag's term starts with `#`, a mention's with `@`.
    pub term: Box<str>,
    /// Byte offset in the tokenised text, on a grapheme boundary; `end` likewise.
    pub start: u32,
    pub end: u32,
    /// Word position; several tokens may share one.
    pub pos: u32,
    pub kind: TokenKind,
}

/// What a token is a piece of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    Word,
    /// `#saintaubin`.
    Hashtag,
    /// `saintaubin`: the tag without its sign, at the tag's position.
    TagWord,
    /// `saint`, `aubin`: the parts of a tag, at consecutive positions from the tag's.
    TagPart,
    /// `@user`, and `@user@host` when the host is known.
    Mention,
    /// A link's host without `www.`, and its parent domains.
    Host,
    /// A word of a link's path.
    UrlPart,
    Emoji,
    /// One grapheme of a script written without spaces.
    Ideograph,
}

/// A text, tokenised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Sorted by position, then start.
    pub tokens: Vec<Token>,
    /// Sorted by start, without overlaps.
    pub entities: Vec<Entity>,
    /// The position after the last.
    pub end_pos: u32,
}

/// Splits a text into searchable terms.
#[must_use]
pub fn tokenise(text: &str) -> Tokens {
    let mut tokens = Vec::new();
    let mut pos = 0;
    for (start, word) in text.unicode_word_indices() {
        tokens.push(Token {
            term: fold(word).into(),
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(start + word.len()).unwrap_or(u32::MAX),
            pos,
            kind: TokenKind::Word,
        });
        pos += 1;
    }
    Tokens {
        tokens,
        entities: Vec::new(),
        end_pos: pos,
    }
}
