//! When a feed is asked again: often when it moves, seldom when it sleeps, never more often than its
//! publisher wants.

use std::time::Duration;

use http::{HeaderMap, header};
use jiff::Timestamp;

use super::{date, xml::Rhythm};

/// Between two looks at a feed of the open web: what publishers tolerate of readers.
pub(super) const EVERY_MIN: Duration = Duration::from_secs(5 * 60);
/// A feed that sleeps is still looked at every day.
pub(super) const EVERY_MAX: Duration = Duration::from_secs(24 * 60 * 60);
/// A feed nobody knows yet.
pub(super) const EVERY_FIRST: Duration = Duration::from_secs(15 * 60);
/// How soon a feed of one's own may be looked at again.
pub(super) const EVERY_OWN_MIN: Duration = Duration::from_secs(1);
/// What we wait at most because a server asks us to.
const RETRY_MAX: Duration = EVERY_MAX;

/// What an answer says about the next question.
pub(super) struct Answer<'a> {
    /// New or changed items.
    pub(super) news: usize,
    pub(super) headers: &'a HeaderMap,
    pub(super) rhythm: Rhythm,
    pub(super) now: Timestamp,
}

/// How long to wait after an answer, given how long was waited before it.
pub(super) fn next(before: Duration, answer: &Answer<'_>) -> Duration {
    let adapted = if answer.news > 0 {
        before / 2
    } else {
        before.saturating_mul(3) / 2
    };
    let wanted = answer
        .rhythm
        .every
        .max(max_age(answer.headers))
        .unwrap_or_default();
    let every = adapted.max(wanted).clamp(EVERY_MIN, EVERY_MAX);
    every.max(silence(answer.rhythm, answer.now, every))
}

/// The wait until the publisher's hours of silence are over, when the next look would fall into them.
fn silence(rhythm: Rhythm, now: Timestamp, every: Duration) -> Duration {
    const HOUR: i64 = 3600;
    let now = now.as_second();
    let due = now.saturating_add(i64::try_from(every.as_secs()).unwrap_or(i64::MAX));
    let is_silent = |at: i64| {
        let (hour, day) = (
            at.div_euclid(HOUR).rem_euclid(24),
            (at.div_euclid(24 * HOUR) + 3).rem_euclid(7),
        );
        rhythm.skip_hours >> hour & 1 == 1 || rhythm.skip_days >> day & 1 == 1
    };
    let mut at = due;
    while is_silent(at) && at - now < EVERY_MAX.as_secs().cast_signed() {
        at = (at.div_euclid(HOUR) + 1) * HOUR;
    }
    Duration::from_secs(u64::try_from(at - now).unwrap_or(0)).min(EVERY_MAX)
}

fn max_age(headers: &HeaderMap) -> Option<Duration> {
    let control = headers
        .get(header::CACHE_CONTROL)?
        .to_str()
        .ok()?
        .to_ascii_lowercase();
    let age = control
        .split(',')
        .find_map(|it| it.trim().strip_prefix("max-age="))?;
    Some(Duration::from_secs(age.trim_matches('"').parse().ok()?))
}

/// `Retry-After`: seconds, or a date.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match value.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => Duration::try_from(date::parse(value)?.duration_since(now)).unwrap_or_default(),
    };
    Some(wait.min(RETRY_MAX))
}

#[cfg(test)]
mod tests;
