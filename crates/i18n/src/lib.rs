//! The interface's words in French and English, and how it writes dates, figures and spaces.
//!
//! Pure. Messages live in `locales/*/*.ftl`; each has a typed method on [`Words`], so that a missing
//! message or argument does not compile. `messages/` is generated from the files: run
//! `cargo test -p i18n` after editing them, the test rewrites it (and fails in CI if it is stale).
//!
//! French typography is applied here to interface text only. Arguments, which may be users' words,
//! are never changed but for characters that could disturb the sentence around them.
//!
//! ```
//! # use i18n::Words;
//! # use model::Locale;
//! assert_eq!(Words::new(Locale::En).new_messages(5), "5 new messages");
//! ```

mod dates;
mod messages;
mod numbers;
mod typography;
mod words;

pub use dates::Dates;
pub use numbers::{bytes, decimal, factor, number, percent, signed, signed_percent};
pub use typography::{Rich, isolated, typeset};
pub use words::Words;
