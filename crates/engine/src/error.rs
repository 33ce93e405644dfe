//! What can go wrong in a use case, in words that the edges turn into answers.

use model::Role;

/// What a use case could not do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("not found")]
    NotFound,
    #[error("this needs the role `{}`", needed.as_str())]
    Forbidden { needed: Role },
    #[error("someone else changed it meanwhile")]
    Conflict,
    /// The query does not parse; every diagnostic has a place.
    #[error("the query has an error")]
    Query(Vec<query::Diagnostic>),
    /// A field a person filled in is not acceptable.
    #[error("`{field}` {problem}")]
    Invalid {
        field: &'static str,
        problem: &'static str,
    },
    #[error("unknown login or wrong password")]
    Credentials,
    /// Too many attempts; try again after so many seconds.
    #[error("too many attempts")]
    Throttled { retry_after_s: u64 },
    #[error("this house already has its administrator")]
    AlreadySetUp,
    #[error("{0} at most")]
    TooMany(u64),
    /// An address could not be reached or is refused.
    #[error("{0}")]
    Network(#[source] networks::NetError),
    #[error("the store failed")]
    Store(#[from] store::Error),
    #[error("the archive failed")]
    Archive(#[from] archive::Error),
    /// Never the user's fault.
    #[error("{0}")]
    Bug(&'static str),
}

/// Who can do something about an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    User,
    Transient,
    Bug,
}

impl Error {
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Bug(_) => ErrorKind::Bug,
            Self::Store(_) | Self::Network(_) | Self::Archive(_) => ErrorKind::Transient,
            _ => ErrorKind::User,
        }
    }

    /// What went wrong and what lies below it, cause after cause: for the log, and for who runs the
    /// server.
    pub(crate) fn told(&self) -> String {
        let mut text = self.to_string();
        let mut source = std::error::Error::source(self);
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        text
    }
}
