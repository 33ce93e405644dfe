//! What a source tells us, in order.

use std::fmt;

use jiff::Timestamp;

use crate::{Cause, Counts, Network, Post, RemoteRef};

/// An opaque resume token: only the connector that made it reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint(pub Vec<u8>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GoneWhy {
    Deleted,
    Takedown,
    /// The whole account left or was suspended.
    Account,
    Unknown,
}

/// Why something received was not kept. Counted by reason on the source's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DropReason {
    /// Not the format the network announces.
    Malformed,
    /// Over a size limit of ours.
    TooLarge,
    /// Bytes that are not UTF-8 where text was due.
    NotUtf8,
    /// A record without what a post needs (no id, no text and no media).
    Incomplete,
    /// The page is not a feed (an HTML error page, say).
    NotAFeed,
    /// Expands beyond all measure when decompressed.
    Bomb,
    /// A kind of event we do not know.
    Unknown,
}

impl DropReason {
    pub const ALL: [Self; 7] = [
        Self::Malformed,
        Self::TooLarge,
        Self::NotUtf8,
        Self::Incomplete,
        Self::NotAFeed,
        Self::Bomb,
        Self::Unknown,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::TooLarge => "too_large",
            Self::NotUtf8 => "not_utf8",
            Self::Incomplete => "incomplete",
            Self::NotAFeed => "not_a_feed",
            Self::Bomb => "bomb",
            Self::Unknown => "unknown",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

impl fmt::Display for DropReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing a source said. Delivery is at least once; the unique key (network, host, id) makes it once.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A new post, or a new version of one we hold (same network, host and id).
    Post(Box<Post>),
    Gone {
        target: RemoteRef,
        why: GoneWhy,
    },
    /// Figures of a post we may hold; `None` members are unchanged.
    Counts {
        at: RemoteRef,
        counts: Counts,
    },
    /// All posts of an author are gone (`active: false`) or may come back (`active: true`).
    Account {
        network: Network,
        host: Box<str>,
        author: Box<str>,
        active: bool,
    },
    /// What an author is called now.
    Identity {
        network: Network,
        host: Box<str>,
        author: Box<str>,
        handle: Box<str>,
    },
    /// The network could not or would not give us this stretch. `None` = unknown end.
    Gap {
        from: Option<Timestamp>,
        to: Option<Timestamp>,
        cause: Cause,
    },
    /// Something was received and not kept; `sample` is a short, printable beginning of it.
    Dropped {
        reason: DropReason,
        sample: Box<str>,
    },
    /// All before is covered: the engine stores this with the data it covers, never before.
    Mark(Checkpoint),
}
