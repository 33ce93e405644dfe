//! Text understanding: folding, tokens, entities (links, tags, mentions), language.
//!
//! There is **one** tokeniser, for live matching and for the archive: what a query finds live it
//! finds later. Every span is a byte range of the text it came from and lies on grapheme
//! boundaries. Everything is linear in the text's length and never fails, whatever the input.
//!
//! Pure: no I/O, no clock. Not here: HTML (the connectors turn it into text), weighted lengths.

pub mod entity;
pub mod lang;

mod fold;
mod hash;
mod plain;
mod question;
mod scan;
mod stem;
mod terms;
mod token;

pub use fold::{compose, fold};
pub use hash::{ascii_hash, hash_bytes, term_hash};
pub use question::is_question;
pub use scan::{Scanned, Scanner};
pub use stem::{Stemmer, stem};
pub use terms::ScannedTerm;
pub use token::{Token, TokenKind, Tokens, tokenise};

#[cfg(test)]
mod shared_data;
