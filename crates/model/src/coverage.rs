//! The coverage ledger: when a source was listened to, and when it was not.

use std::fmt;

use jiff::Timestamp;

use crate::{GapId, SourceId};

/// Why a stretch was not heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// Vigie was not running.
    Stopped,
    /// The network did not answer or cut the line.
    Disconnected,
    /// The network limits our reads.
    RateLimited,
    /// The network no longer keeps what we missed.
    LookBack,
    /// The network refused us (removed, forbidden).
    Refused,
    /// What arrived was too much for this machine and was let go.
    Overload,
}

impl Cause {
    pub const ALL: [Self; 6] = [
        Self::Stopped,
        Self::Disconnected,
        Self::RateLimited,
        Self::LookBack,
        Self::Refused,
        Self::Overload,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Disconnected => "disconnected",
            Self::RateLimited => "rate_limited",
            Self::LookBack => "look_back",
            Self::Refused => "refused",
            Self::Overload => "overload",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A stretch of a source that was not heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub id: GapId,
    pub source: SourceId,
    pub from: Timestamp,
    /// `None` while it lasts.
    pub to: Option<Timestamp>,
    pub cause: Cause,
    /// When what was missed was caught up, if it was.
    pub refilled_at: Option<Timestamp>,
}

/// Why a source could not be read the last time, whatever its protocol said: a stable name, for the
/// reader's language. The exact words of the failure are beside it, for who runs the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailReason {
    /// The address is not one we ask for: not of the web, or within a private network.
    Address,
    /// Nothing answers to the name of the site.
    Unresolved,
    /// The site takes no connection.
    Unreachable,
    /// The site took longer than we wait.
    Silent,
    /// The line was cut.
    Closed,
    /// The address leads from one to the next without end.
    Redirects,
    /// More came than we read.
    TooLarge,
    /// What came is not of the form it should have.
    Unreadable,
    /// The page is not a feed.
    NotAFeed,
    /// The network limits how much we read.
    RateLimited,
    /// The network does not let us read.
    Forbidden,
    /// Nothing is at the address any more.
    Gone,
    /// The site does not take the request.
    Rejected,
    /// The site failed on its side.
    Unwell,
    /// The network no longer keeps what we missed.
    TooOld,
    /// What we were told about the source cannot work.
    Settings,
}

impl FailReason {
    pub const ALL: [Self; 16] = [
        Self::Address,
        Self::Unresolved,
        Self::Unreachable,
        Self::Silent,
        Self::Closed,
        Self::Redirects,
        Self::TooLarge,
        Self::Unreadable,
        Self::NotAFeed,
        Self::RateLimited,
        Self::Forbidden,
        Self::Gone,
        Self::Rejected,
        Self::Unwell,
        Self::TooOld,
        Self::Settings,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Unresolved => "unresolved",
            Self::Unreachable => "unreachable",
            Self::Silent => "silent",
            Self::Closed => "closed",
            Self::Redirects => "redirects",
            Self::TooLarge => "too_large",
            Self::Unreadable => "unreadable",
            Self::NotAFeed => "not_a_feed",
            Self::RateLimited => "rate_limited",
            Self::Forbidden => "forbidden",
            Self::Gone => "gone",
            Self::Rejected => "rejected",
            Self::Unwell => "unwell",
            Self::TooOld => "too_old",
            Self::Settings => "settings",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}
