//! Thousands of queries held against one post at once.
//!
//! ```text
//! Expr --compile--> Compiled --Builder--> Index     queries, filed under their rarest terms
//! Post --Reading--> sightings: terms that some index may know --Hits--> those it knows, where
//!                   for each filed term: its entries, each sure or a program to run --> keys
//! ```
//!
//! # One post through it
//!
//! Say that four queries are held: `1: fuite OR inondation`, `2: fuite AND gaz`,
//! `3: "hôtel de ville" NOT mariage` and `4: lang:br`, and that this post comes by: *Fuite d'eau rue de
//! la Ville*.
//!
//! 1. [`reading::Reading`] reads the post once: fuite, d, eau, rue, de, la, ville, each folded to a
//!    64-bit [`feature::Feature`] with the number of its word. One bit of a small table says of eau,
//!    rue and most others that no query has them: they end here.
//! 2. [`hits::Hits`] looks up the rest in the [`dictionary::Dictionary`] of the index: fuite, de and
//!    ville are terms of some query. From here on terms are small numbers.
//! 3. Queries were filed when the index was built ([`anchor`]): under terms without which they
//!    cannot match, and of those the rarest on the stream. 1 is under fuite and inondation, 2 under
//!    gaz (rarer than fuite), 3 under hotel. No post shows a language as a term, so 4 is in the
//!    lane, looked at for each post.
//! 4. So only fuite has entries. The one of 1 is *sure*: who shows fuite is found by 1. Had the post
//!    shown gaz, the [`program`] of 2 would have been run: is fuite there? A program is a walk over
//!    some words of memory, and its questions go to a table of the twenty terms of this post.
//! 5. The lane: 4 asks for the language, which is found out now, and only because 4 asked.
//!
//! What a post costs is its own terms and the queries it nearly matches; how many queries there are
//! hardly matters.
//!
//! # Invariants
//!
//! - The keys found are those for which [`query::evaluate`] finds a reason. Two terms of the same
//!   64-bit hash would be taken for each other; whoever needs the reasons evaluates the queries
//!   found, and that undoes even this.
//! - What one look at the terms cannot decide is left to the evaluator (`INEXACT` in [`program`]),
//!   for the few posts that pass the rest: never wrong, whatever the language learns to say.
//! - Matching takes no memory of its own, once [`Scratch`] has grown (`tests/allocation.rs` counts):
//!   but where the evaluator is asked, words that `raw:` seeks are found and their writing compared,
//!   `is:question` meets a question mark, a name of a person is not ASCII, or a network's own links
//!   and addresses are looked into (`url:`, `site:`).
//! - No clock, no chance, no threads: callers bring their own.
//!
//! # Changes
//!
//! [`Matcher`] keeps three such indexes, of which the last is small and built anew by each change.

mod anchor;
mod bits;
mod compile;
mod dictionary;
mod feature;
mod frequencies;
mod hits;
mod index;
mod input;
mod matcher;
mod program;
mod reading;
mod roomy;
mod run;
mod shape;

pub use frequencies::{Census, Frequencies};
pub use input::Input;
pub use matcher::{Edit, KEY_MAX, LANE_MAX, Matcher, QueryKey, Refused, Scratch, Size, Snapshot};

#[cfg(test)]
mod tests;
