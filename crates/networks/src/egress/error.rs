//! What can go wrong on the way out, and what it means for a source.

use std::{error::Error as StdError, time::Duration};

use http::StatusCode;
use model::{DropReason, FailReason};

use crate::{Kind, NetError};

type Source = Box<dyn StdError + Send + Sync>;

/// Why an address is not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("it is not a valid address")]
    Invalid,
    #[error("its scheme is not one of the web")]
    Scheme,
    #[error("it carries a user name or a password")]
    UserInfo,
    #[error("its port is not one of the open web")]
    Port,
    #[error("it leads into a private network")]
    Private,
    #[error("it leads from https back to http")]
    Downgrade,
}

/// Why an address could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the address `{address}` is refused: {why}")]
    Refused { address: Box<str>, why: Refusal },
    #[error("the name `{host}` does not resolve")]
    Resolve {
        host: Box<str>,
        #[source]
        source: Source,
    },
    #[error("no connection to `{host}`")]
    Connect {
        host: Box<str>,
        #[source]
        source: Source,
    },
    #[error("no answer within {} s", .0.as_secs_f32())]
    Deadline(Duration),
    #[error("more than {0} redirects")]
    Redirects(usize),
    #[error("more than {0} bytes")]
    TooLarge(usize),
    #[error("expands to more than {0} bytes")]
    Bomb(usize),
    #[error("the server answered {status}")]
    Status {
        status: StatusCode,
        /// The beginning of what it said.
        body: Box<str>,
        retry_after: Option<Duration>,
    },
    /// A text message that is not UTF-8.
    #[error("the server sent text that is not UTF-8")]
    NotUtf8,
    #[error("the server closed the connection{}", closing(*code, reason))]
    Closed { code: Option<u16>, reason: Box<str> },
    #[error("the server was silent for {} s", .0.as_secs_f32())]
    Idle(Duration),
    #[error("the connection broke")]
    Broken(#[source] Source),
}

fn closing(code: Option<u16>, reason: &str) -> String {
    match (code, reason) {
        (None, _) => String::new(),
        (Some(code), "") => format!(" ({code})"),
        (Some(code), reason) => format!(" ({code}: {reason})"),
    }
}

impl Error {
    /// How what was received is counted, when something was received and not kept.
    #[must_use]
    pub const fn drop_reason(&self) -> Option<DropReason> {
        match self {
            Self::TooLarge(_) => Some(DropReason::TooLarge),
            Self::Bomb(_) => Some(DropReason::Bomb),
            Self::NotUtf8 => Some(DropReason::NotUtf8),
            _ => None,
        }
    }

    const fn kind(&self) -> Kind {
        match self {
            Self::Refused { .. } => Kind::Refused,
            Self::Status { status, .. } => match status.as_u16() {
                429 => Kind::RateLimited,
                401 | 403 => Kind::Refused,
                404 | 410 => Kind::Gone,
                400 | 405..=407 | 411..=424 => Kind::Invalid,
                _ => Kind::Transient,
            },
            _ => Kind::Transient,
        }
    }

    fn reason(&self) -> FailReason {
        match self {
            Self::Refused { .. } => FailReason::Address,
            Self::Resolve { .. } => FailReason::Unresolved,
            Self::Connect { .. } => FailReason::Unreachable,
            Self::Deadline(_) | Self::Idle(_) => FailReason::Silent,
            Self::Redirects(_) => FailReason::Redirects,
            Self::TooLarge(_) | Self::Bomb(_) => FailReason::TooLarge,
            Self::NotUtf8 => FailReason::Unreadable,
            Self::Closed { .. } | Self::Broken(_) => FailReason::Closed,
            Self::Status { status, .. } => reason_of(*status),
        }
    }
}

/// What an answer that is not what was asked for says by its status alone.
pub(crate) fn reason_of(status: StatusCode) -> FailReason {
    match status.as_u16() {
        429 => FailReason::RateLimited,
        401 | 403 => FailReason::Forbidden,
        404 | 410 => FailReason::Gone,
        500..=599 => FailReason::Unwell,
        _ => FailReason::Rejected,
    }
}

impl From<Error> for NetError {
    fn from(error: Error) -> Self {
        let retry_after = match &error {
            Error::Status { retry_after, .. } => *retry_after,
            _ => None,
        };
        let mut it = Self::new(error.kind(), error.to_string()).named(error.reason());
        it.retry_after = retry_after;
        it.source = error_source(error);
        it
    }
}

/// The cause below an error whose own message is already told.
fn error_source(error: Error) -> Option<Source> {
    match error {
        Error::Resolve { source, .. } | Error::Connect { source, .. } | Error::Broken(source) => {
            Some(source)
        }
        _ => None,
    }
}
