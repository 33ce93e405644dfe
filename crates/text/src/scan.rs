//! The scanner: what [`tokenise`](crate::tokenise) finds, hashed and into memory that is kept, for
//! whoever reads thousands of posts a second.

#[cfg(test)]
mod tests;

use crate::hash::hash_bytes;
use crate::token::{TokenKind, tokenise};

/// Reads texts one after the other, into buffers that it keeps.
#[derive(Debug, Default)]
pub struct Scanner {
    terms: Vec<ScannedTerm>,
    /// The folded terms, end to end.
    folded: String,
}

/// One searchable term at one place, as [`Token`](crate::Token) but without memory of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScannedTerm {
    /// [`term_hash`](crate::term_hash) of the folded term.
    pub hash: u64,
    /// Where the folded term is in the scanner's memory: start and end.
    pub folded: (u32, u32),
    /// Byte offset in the scanned text, on a grapheme boundary; `end` likewise.
    pub start: u32,
    pub end: u32,
    /// Word position; several terms may share one.
    pub pos: u32,
    pub kind: TokenKind,
}

/// A text, scanned; valid until the scanner reads the next.
#[derive(Clone, Copy, Debug)]
pub struct Scanned<'s> {
    /// Sorted by position, then start.
    pub terms: &'s [ScannedTerm],
    /// The position after the last.
    pub end_pos: u32,
    folded: &'s str,
}

impl<'s> Scanned<'s> {
    /// A term as it is compared.
    #[must_use]
    pub fn folded(&self, term: &ScannedTerm) -> &'s str {
        &self.folded[term.folded.0 as usize..term.folded.1 as usize]
    }
}

impl Scanner {
    /// A scanner with empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The terms of a text: those of [`tokenise`](crate::tokenise), in the same order.
    pub fn scan(&mut self, text: &str) -> Scanned<'_> {
        self.terms.clear();
        self.folded.clear();
        let tokens = tokenise(text);
        for token in tokens.tokens {
            let start = offset(self.folded.len());
            self.folded.push_str(&token.term);
            self.terms.push(ScannedTerm {
                hash: hash_bytes(token.term.as_bytes()),
                folded: (start, offset(self.folded.len())),
                start: token.start,
                end: token.end,
                pos: token.pos,
                kind: token.kind,
            });
        }
        Scanned {
            terms: &self.terms,
            end_pos: tokens.end_pos,
            folded: &self.folded,
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("texts are cut to fit")
}
