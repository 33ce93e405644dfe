//! What the operator decides about listening and keeping, already read and checked.

use std::{path::PathBuf, time::Duration};

/// What is stored of what is heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Posts that a query matched.
    #[default]
    Matched,
    All,
}

/// What the operator decides.
#[derive(Clone, Debug)]
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
    pub archive: ArchiveSettings,
}

/// Where and for how long what was heard stays searchable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArchiveSettings {
    /// The folder of the indexes; without one there is no archive.
    pub folder: Option<PathBuf>,
    /// Months wholly older than this are removed; without it posts are searchable as long as they are
    /// stored.
    pub kept: Option<Duration>,
    /// Past so many bytes, an organisation's oldest month is removed.
    pub bytes_max: Option<u64>,
}
