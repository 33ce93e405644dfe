//! The query language: what a person types in a column, and what it means for one post.
//!
//! ```text
//! source --lexer--> lexemes --parser--> tree with places --checker--> Expr
//!                                         (all along: Diagnostics with places and fixes)
//! Expr --print--> source          Expr + Doc --evaluate--> Match (why) or nothing
//! Expr --Names::open--> Expr with the saved queries it names in their places
//! Expr <--Blocks--> blocks that people fill
//! Expr --grown--> what to keep of posts that may match once their figures have grown
//! ```
//!
//! # The language in some lines
//!
//! Words are sought whatever their case and accents. `"two words"` are adjacent words; inside the
//! quotes a lone `*` is any one word. Terms side by side are all required. `OR`/`OU` between terms
//! asks for one of them, `NOT`/`SAUF` or `-` before one excludes it; operators are recognised in
//! capitals only. `vaccin*` is any word that begins so, `organi?ation` has one letter left open,
//! `patinoire~` is the word in all its forms, `raw:"La Poste"` this very writing. `a NEAR/3 b` wants
//! at most three words between, in any order; `ONEAR/3` in this order. `#tag`, `@handle`,
//! `from:handle`, `lang:fr`, `network:bluesky`, `url:example.org`, `has:image`, `is:question`,
//! `followers:>1000` and the other fields of [`mod@reference`] say what they look like.
//! `query:"name"` is another saved query.
//!
//! **What binds tightest: NOT, then NEAR, then AND (written or not), then OR**; parentheses decide
//! otherwise: `a b OR c` is `(a AND b) OR c`.
//!
//! # Invariants
//!
//! - [`parse`] never fails and never panics; an [`Expr`] without an error is what the person meant
//!   or there is a warning that says what was understood. Nothing is ignored in silence.
//! - [`Expr`] holds folded terms: evaluating tokenises nothing of the query.
//! - `parse(print(expr)) == expr` in both spellings.
//! - [`mod@reference`] is the one table of operators: the lexer reads its keywords from it and help
//!   pages are made from it.
//! - [`evaluate`] is the oracle for every faster matcher: clear above all, and kept for ever.
//!
//! # Recipe: a new operator
//!
//! Give its row in [`mod@reference`] `Status::Ready`; add the variant to [`Filter`] (or [`Atom`] if it
//! stands at a place of the text); read its value in `lexer::value`; print it in `print`; say what it
//! means in `evaluate`; add it to the generators of the property tests.
//!
//! Not here: translation (the interface has a message per [`Code`]), the index of many queries
//! (a matcher's), network search syntaxes.

mod blocks;
mod checker;
mod diagnostic;
mod doc;
mod evaluate;
mod explain;
mod expr;
mod grown;
mod lexer;
mod names;
mod parser;
mod print;
mod strokes;
mod term;

pub mod reference;

pub use blocks::{Blocks, Changed, Edit, Form, Reason, Slot, form_of};
pub use diagnostic::{Code, Diagnostic, Fix, Severity};
pub use doc::{Doc, Facts, Field, Section, Target, Word};
pub use evaluate::{FieldSpan, Match, SPANS_MAX, evaluate};
pub use explain::{Forms, explain};
pub use expr::{
    Atom, Compare, Comparison, Exact, Expr, Filter, Handle, Has, Is, Name, Near, Needle, Pattern,
    Stems, Term, Url, Within,
};
pub use grown::{Grown, grown};
pub use names::{NameKind, Names, OpenError, Purpose, Setting, queries_named, rename};
pub use parser::{Parsed, parse, parse_in};
pub use print::{Spelling, print};
pub use strokes::{Stroke, StrokeKind, strokes};

/// A query longer than this (in characters) is a document, not a query; it is refused unread.
pub const LENGTH_MAX_CHARS: usize = 4_096;
/// Parentheses and negations within each other. Deeper is unreadable, and each level costs stack.
pub const DEPTH_MAX: usize = 20;
/// Words, tags, handles and filters in one query: what a person can review, and what bounds the
/// cost of evaluating it.
pub const TERMS_MAX: usize = 500;
/// Letters before the `*` of a prefix: with fewer it would match a good part of any language.
pub const PREFIX_LETTERS_MIN: usize = 3;
/// Words between the sides of a `NEAR`: past this many it means no more than `AND`.
pub const NEAR_WORDS_MAX: u16 = 100;

/// Saved queries that name saved queries: deeper, nobody can say what is asked.
pub const QUERIES_DEPTH_MAX: usize = 5;
/// Terms of a query with those it names in its place: what bounds its cost in the matcher.
pub const OPENED_TERMS_MAX: usize = 2_000;

#[cfg(test)]
mod tests;
