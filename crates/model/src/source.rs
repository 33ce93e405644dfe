//! The life of a listener, as the Sources page and the columns show it.

use jiff::Timestamp;

use crate::Cause;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// Switched off by a person.
    Off,
    /// Opening the connection.
    Connecting,
    /// Connected and reading what was missed.
    CatchingUp,
    Live,
    /// Failed; tries again at the given time.
    Waiting {
        cause: Cause,
        since: Timestamp,
        retry_at: Timestamp,
    },
    /// Gave up: a person has to act (the feed is gone, the address is refused).
    Stopped {
        cause: Cause,
        since: Timestamp,
    },
    /// Came to its end (a replayed file).
    Finished,
}
