//! The words of the product as types: ids, time, posts, events, coverage, people of the house.
//!
//! Pure: no I/O, no wall clock, no randomness. Time and randomness come in through [`seam`].
//! Nothing here derives `Serialize`: each boundary (database rows, network wire, HTTP) owns its own
//! wire types and converts.

mod command;
mod coverage;
mod event;
mod id;
mod lang;
mod member;
mod network;
mod post;
mod source;
mod untrusted;

pub mod seam;
pub mod time;

pub use command::{Command, is_key};
pub use coverage::{Cause, FailReason, Gap};
pub use event::{Checkpoint, DropReason, Event, GoneWhy};
pub use id::{
    BoardId, ColumnId, GapId, IdError, ListId, MemberId, OrgId, PersonId, PostId, QueryId, SourceId,
};
pub use lang::Lang;
pub use member::{Announce, Density, Locale, Prefs, Role, Theme};
pub use network::Network;
pub use post::{
    Author, Card, Counts, Media, MediaKind, Poll, PollChoice, Post, PostKind, RemoteRef, Span,
    SpanKind,
};
pub use source::SourceState;
pub use untrusted::Untrusted;
