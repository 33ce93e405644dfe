//! What was heard, searchable: the same queries as live, with the same answers, asked of the past.
//!
//! ```text
//! Doc ──terms──> entry ──> month of an organisation (tantivy) ──segments──┐
//! Expr ──plan──> what the index can say, exactly or within bounds ────────┴──search──> ids, counts
//!                                            └── what it cannot say: held against the post itself
//! ```
//!
//! A post's way in: `house` gives each [`Change`] to its month; `entry` makes one list of terms with places
//! and one of facts of the [`query::Doc`] (`terms` says how they begin), and the values of columns (`schema`);
//! a commit makes them a segment, which `month` opens for all questions to come. A post that changes is
//! found again by its group (`apart`).
//!
//! A question's way through: `plan` puts the query in terms of the index, once; `search` asks each segment of
//! the time wanted; there `sift` makes sets of posts (`docs`) from tantivy's lists, by `places` for phrases and
//! `NEAR` (`expand` finds the terms of a beginning), by `figures` for numbers; `tally` counts what was found over
//! the columns. `stop` ends what takes too long or too much.
//!
//! # Invariants
//!
//! - **Live ≡ archive**: a post is found exactly when [`query::evaluate`] holds for it. Terms are cut by
//!   the one tokeniser; what the index cannot tell apart is a superset, and each candidate is asked
//!   again ([`Verify`]). Nothing is missed or invented in silence: a question that would take too long is
//!   answered by [`Error::TooSlow`].
//! - Each organisation has a folder of its own: no filter stands between two of them.
//! - The index is a cache of what the store holds. It keeps no text, only terms and figures, and answers
//!   with ids: whoever shows a post reads it from the store, where permission is decided.
//! - A batch of changes is applied wholly or not at all, and again after a crash without harm: every
//!   month remembers the number of the last change it holds.
//!
//! Blocking throughout; not here: the store, runtimes, what is asked of whom.

mod apart;
mod docs;
mod entry;
mod error;
mod expand;
mod facet;
mod figures;
mod find;
mod house;
mod known;
mod month;
mod places;
mod plan;
mod schema;
mod search;
mod sift;
mod stop;
mod tally;
mod terms;

pub use error::Error;
pub use facet::Facet;
pub use house::{Change, House, Usage};
pub use search::{Answer, Ask, Chosen, FacetCounts, From, Key, Verify};
pub use stop::Stop;

/// The shape of what is written. Raise it with any change of terms, fields or tokeniser: indexes of
/// another shape are built anew.
pub const FORMAT: u32 = 3;

#[cfg(test)]
mod tests;
