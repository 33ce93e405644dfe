//! What queries seek and posts show, as numbers: a word, a tag, a link's host, an author.
//!
//! Both sides make the number from the same folded text, so that comparing two numbers compares two
//! terms. Terms of different families never meet: the word `colis` and the host `colis` are two
//! features.

use text::{TokenKind, hash_bytes, term_hash};

/// One thing that a post may show and a query may seek. The two lowest bits are zero: the dictionary
/// keeps one for itself, and knows by the other that a place is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Feature(u64);

/// What kind of thing a term is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// A word, emoji or ideogram, or a whole tag as a word.
    Word,
    /// With its `#`.
    Tag,
    /// With its `@`.
    Mention,
    /// The host of a link written in the text, or a domain above it.
    LinkHost,
    /// A label of its host or a word of its path.
    LinkWord,
    /// The same two for a link behind the text or of a card.
    HiddenHost,
    HiddenWord,
    /// What the author can be called.
    Author,
    /// Whom the network told of as mentioned, or as answered.
    Mentioned,
    Answered,
    /// The host and the words of the address where the post is published.
    SiteHost,
    SiteWord,
    /// A source that the post came by, an account of ours that received it, a list its author is on.
    Source,
    Account,
    List,
    /// A word of a query in any of its forms; the term is the word as the query has it.
    Stem,
    /// A shape with letters left open, as the query has it.
    WordPattern,
    TagPattern,
    MentionPattern,
}

/// Sets the beginnings of terms apart from terms.
const BEGINNING: u64 = 0x6a09_e667_f3bc_c908;

impl Family {
    /// How a term of the tokeniser is sought. Links are sought otherwise, and parts of tags never.
    #[inline]
    pub(crate) const fn of(kind: TokenKind) -> Option<Self> {
        // A table: as one of many, each word would cost a jump that no processor foresees.
        const FAMILIES: [Option<Family>; 9] = {
            let mut families = [None; 9];
            families[TokenKind::Word as usize] = Some(Family::Word);
            families[TokenKind::TagWord as usize] = Some(Family::Word);
            families[TokenKind::Emoji as usize] = Some(Family::Word);
            families[TokenKind::Ideograph as usize] = Some(Family::Word);
            families[TokenKind::Hashtag as usize] = Some(Family::Tag);
            families[TokenKind::Mention as usize] = Some(Family::Mention);
            families
        };
        FAMILIES[kind as usize]
    }

    /// Where terms of this family of a given shape are.
    pub(crate) const fn pattern(self) -> Self {
        match self {
            Self::Tag => Self::TagPattern,
            Self::Mention => Self::MentionPattern,
            _ => Self::WordPattern,
        }
    }

    /// Spread over all bits; nothing for words, which are most of a post.
    #[inline]
    const fn salt(self) -> u64 {
        (self as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

impl Feature {
    /// Of a term whose hash is known.
    #[inline]
    pub(crate) const fn new(family: Family, hash: u64) -> Self {
        Self((hash ^ family.salt()) & !3)
    }

    pub(crate) fn of(family: Family, term: &str) -> Self {
        Self::new(family, term_hash(term))
    }

    /// Shown by every term of the family that begins so.
    pub(crate) fn beginning(family: Family, beginning: &[u8]) -> Self {
        Self::new(family, hash_bytes(beginning) ^ BEGINNING)
    }

    #[inline]
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    /// Back from [`Feature::bits`].
    #[inline]
    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}
