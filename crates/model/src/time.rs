//! Instants are `jiff::Timestamp`s truncated to microseconds, stored as `BIGINT` microseconds.

use jiff::Timestamp;

/// The earliest date a network can have given a post without lying (before any network we read).
const POST_DATE_MIN_US: i64 = 946_684_800_000_000; // 2000-01-01
/// How far ahead of our clock a post may claim to be before we distrust it.
const POST_AHEAD_MAX_US: i64 = 10 * 60 * 1_000_000;

/// The instant of so many microseconds since 1970, clamped to what jiff can hold.
#[must_use]
pub fn from_micros(us: i64) -> Timestamp {
    Timestamp::from_microsecond(us).unwrap_or(if us < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

/// Cuts below the microsecond, so that what is stored equals what was read.
#[must_use]
pub fn truncate(at: Timestamp) -> Timestamp {
    from_micros(at.as_microsecond())
}

/// The date we sort a post by: the one claimed if it can be true, else when we received it.
///
/// Dates come from strangers: year 9999 would stay on top of every column for ever.
#[must_use]
pub fn plausible(claimed: Timestamp, received: Timestamp) -> Timestamp {
    let us = claimed.as_microsecond();
    if us < POST_DATE_MIN_US || us > received.as_microsecond().saturating_add(POST_AHEAD_MAX_US) {
        truncate(received)
    } else {
        truncate(claimed)
    }
}
