//! Exit codes by kind of error, so that scripts can tell what to do.

use std::{fmt, process::ExitCode};

/// What went wrong, for the caller's `$?`. 2 is clap's: the command line itself is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A defect of ours: 1.
    Bug,
    /// The input or the configuration is wrong: 3.
    User,
    /// Something outside is not available now; the same command may succeed later: 4.
    Unavailable,
}

impl Kind {
    pub(crate) fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Bug => 1,
            Self::User => 3,
            Self::Unavailable => 4,
        })
    }
}

/// An error with its kind and the next step for the person who sees it.
#[derive(Debug)]
pub(crate) struct Fail {
    pub(crate) kind: Kind,
    pub(crate) hint: Option<String>,
}

impl fmt::Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Bug => f.write_str("internal error"),
            Kind::User => f.write_str("wrong input"),
            Kind::Unavailable => f.write_str("not available"),
        }
    }
}

impl std::error::Error for Fail {}

/// `Result`s that can say whose turn it is.
pub(crate) trait Blame<T> {
    fn user(self, hint: impl Into<String>) -> anyhow::Result<T>;
    fn unavailable(self, hint: impl Into<String>) -> anyhow::Result<T>;
}

impl<T, E: Into<anyhow::Error>> Blame<T> for Result<T, E> {
    fn user(self, hint: impl Into<String>) -> anyhow::Result<T> {
        self.map_err(|error| attach(error.into(), Kind::User, hint.into()))
    }

    fn unavailable(self, hint: impl Into<String>) -> anyhow::Result<T> {
        self.map_err(|error| attach(error.into(), Kind::Unavailable, hint.into()))
    }
}

fn attach(error: anyhow::Error, kind: Kind, hint: String) -> anyhow::Error {
    let hint = (!hint.is_empty()).then_some(hint);
    error.context(Fail { kind, hint })
}

/// A fresh error of the user's.
pub(crate) fn user_error(message: impl fmt::Display, hint: impl Into<String>) -> anyhow::Error {
    attach(anyhow::anyhow!("{message}"), Kind::User, hint.into())
}

/// Prints the chain and the hint on standard error and picks the exit code.
#[expect(
    clippy::print_stderr,
    reason = "the command line talks on standard error"
)]
pub(crate) fn report(error: &anyhow::Error) -> ExitCode {
    let fail = error.downcast_ref::<Fail>();
    // The kind is for the exit code; the chain around it is what tells.
    let kind = fail.map(ToString::to_string);
    let mut causes = error
        .chain()
        .map(ToString::to_string)
        .filter(|it| Some(it) != kind.as_ref());
    eprintln!(
        "error: {}",
        causes.next().unwrap_or_else(|| error.to_string())
    );
    for cause in causes {
        eprintln!("  because {cause}");
    }
    if let Some(hint) = fail.and_then(|it| it.hint.as_ref()) {
        eprintln!("hint: {hint}");
    }
    fail.map_or(Kind::Bug, |it| it.kind).code()
}
