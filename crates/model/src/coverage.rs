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
