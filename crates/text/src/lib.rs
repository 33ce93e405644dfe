//! Text understanding: folding, tokens, entities (links, tags, mentions), language.
//!
//! There is **one** tokeniser, for live matching and for the archive: what a query finds live it
//! finds later. Every span is a byte range of the text it came from and lies on grapheme
//! boundaries. Everything is linear in the text's length and never fails, whatever the input.
//!
//! Pure: no I/O, no clock. Not here: HTML (the connectors turn it into text), stemming (queries
//! have prefixes), weighted lengths.

pub mod entity;
pub mod lang;

mod fold;
mod hash;
mod scan;
mod token;

pub use fold::fold;
pub use hash::term_hash;
pub use scan::{Scanned, ScannedTerm, Scanner};
pub use token::{Token, TokenKind, Tokens, tokenise};

#[cfg(test)]
mod shared_data;
