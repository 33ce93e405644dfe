//! What the operator decides about listening and keeping, already read and checked.

use std::time::Duration;

/// What is stored of what is heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Posts that a query matched.
    #[default]
    Matched,
    All,
}

/// What the operator decides.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub keep: Keep,
    /// How long a post no query matched is kept (with [`Keep::All`]).
    pub unmatched_kept: Duration,
    /// How long a post a query matched is kept.
    pub matched_kept: Duration,
    /// A session ends after so long without a request.
    pub session_idle: Duration,
    /// A session ends after so long in any case.
    pub session_max: Duration,
}
