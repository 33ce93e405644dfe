//! One module per network: pure decoding (bytes in, [`model::Event`]s out) plus a thin driver that
//! moves bytes. The only crate that names `reqwest` and `tungstenite`.
//!
//! A connector is a [`Network`] made of optional facets: an absent facet means the network cannot do it.
//! Listening is at least once, with opaque checkpoints and explicit gaps; the engine makes it once.
//!
//! Every request leaves through [`egress`]: addresses come from people and posts.

pub mod atproto;
pub mod bluesky;
pub mod config;
pub mod egress;
pub mod feed;
pub mod jetstream;
pub mod replay;
pub mod sandbox;
pub mod sanitise;

#[cfg(test)]
mod live_pds;
#[cfg(test)]
mod shared_data;

use std::{future::Future, pin::Pin, time::Duration};

use jiff::Timestamp;
use model::{Author, Cause, Checkpoint, Event, FailReason};

pub type Fut<'a, T> = Pin<Box<dyn Future<Output = Result<T, NetError>> + Send + 'a>>;

/// A connection to one network, for one source.
pub trait Network: Send + Sync {
    fn id(&self) -> model::Network;
    fn listen(&self) -> Option<&dyn Listen> {
        None
    }
    fn profiles(&self) -> Option<&dyn Profiles> {
        None
    }
    fn retention(&self) -> Retention;
}

/// Hearing what is said.
pub trait Listen: Send + Sync {
    fn mode(&self) -> Mode;
    /// Opens the stream after `from`, or at the live end when there is no checkpoint.
    ///
    /// What lies between the checkpoint and what the network still keeps comes first as
    /// [`Event::Gap`]. Dropping the stream closes the connection.
    fn open<'a>(&'a self, from: Option<Checkpoint>) -> Fut<'a, Box<dyn EventStream>>;

    /// A checkpoint to hear again all that was said from `at` on, where the network can go back to a
    /// moment.
    fn since(&self, at: Timestamp) -> Option<Checkpoint> {
        let _ = at;
        None
    }
}

pub trait EventStream: Send {
    /// The next event; `None` when the stream came to its end (a file read whole, one poll done).
    /// Cancel-safe: a dropped future loses no event.
    fn next<'a>(&'a mut self) -> Fut<'a, Option<Event>>;

    /// Whether what comes now is the past being caught up, not the present.
    fn is_catching_up(&self) -> bool {
        false
    }
}

/// Names behind ids, for networks whose posts carry an id only.
pub trait Profiles: Send + Sync {
    /// How many ids one call takes.
    fn batch_max(&self) -> usize;
    /// Those of `ids` that could be resolved, in any order.
    fn resolve<'a>(&'a self, ids: &'a [Box<str>]) -> Fut<'a, Vec<Author>>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A connection that stays open. `resume` is how far back the network lets us catch up.
    Stream { resume: Option<Duration> },
    /// Asked again and again, at least `min` apart; each `open` is one poll.
    Poll { min: Duration },
    /// Read once from end to end.
    File,
}

/// Storage duties imposed by a network's terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    pub delete_within: Option<Duration>,
    pub max_age: Option<Duration>,
}

/// What a failure means for the source, whatever the protocol said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Try again later.
    Transient,
    /// Try again when the network says so.
    RateLimited,
    /// The network no longer keeps what lies after our checkpoint: open again without it.
    CursorTooOld,
    /// The address is refused by our egress guard or by the operator's settings.
    Refused,
    /// Gone for good: a person has to act.
    Gone,
    /// The configuration is wrong: a person has to act.
    Invalid,
}

impl Kind {
    /// What is known when only the kind is.
    const fn reason(self) -> FailReason {
        match self {
            Self::Transient => FailReason::Closed,
            Self::RateLimited => FailReason::RateLimited,
            Self::CursorTooOld => FailReason::TooOld,
            Self::Refused => FailReason::Forbidden,
            Self::Gone => FailReason::Gone,
            Self::Invalid => FailReason::Settings,
        }
    }
}

/// Why a network could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct NetError {
    pub kind: Kind,
    /// The same for people: what happened, by its name.
    pub reason: FailReason,
    /// When the network asked us to come back.
    pub retry_after: Option<Duration>,
    /// One sentence for who runs the server, without secrets: what was done and what came back.
    pub message: String,
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl NetError {
    #[must_use]
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            reason: kind.reason(),
            retry_after: None,
            message: message.into(),
            source: None,
        }
    }

    /// With a name that says more than the kind does.
    #[must_use]
    pub const fn named(mut self, reason: FailReason) -> Self {
        self.reason = reason;
        self
    }

    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The cause to write in the coverage ledger while this lasts.
    #[must_use]
    pub const fn cause(&self) -> Cause {
        match self.kind {
            Kind::Transient => Cause::Disconnected,
            Kind::RateLimited => Cause::RateLimited,
            Kind::CursorTooOld => Cause::LookBack,
            Kind::Refused | Kind::Gone | Kind::Invalid => Cause::Refused,
        }
    }
}

pub use bytes::Bytes;
pub use config::{SourceConfig, connect};
