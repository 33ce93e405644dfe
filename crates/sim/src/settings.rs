//! What a world is made from, within limits.

use jiff::Timestamp;

/// Story seconds per real second at which a day of Aubrelac makes lively columns.
pub const SPEED_DEFAULT: f64 = 40.0;
/// Slower than life makes no sense; the story stands still below it.
const SPEED_MIN: f64 = 0.1;
/// About twenty events a real second: what a person can still see moving.
const SPEED_MAX: f64 = 1_000.0;
/// A year of past is some 400,000 events: beyond that, memory suffers and nobody scrolls.
const DAYS_MAX: u32 = 366;

/// What a world is made from. The same seed, start and days make the same people and the same past.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub seed: u64,
    /// When the past ends and live begins, on the first run.
    pub start: Timestamp,
    /// How many days of past.
    pub days: u32,
    /// Story seconds per real second. Changes from one run to the next.
    pub speed: f64,
    /// How many events the network keeps; a cursor older than that gets a `gap` frame.
    pub retention_events: usize,
}

impl Settings {
    #[must_use]
    pub fn new(seed: u64, start: Timestamp) -> Self {
        Self {
            seed,
            start: model::time::truncate(start),
            days: 30,
            speed: SPEED_DEFAULT,
            retention_events: usize::MAX,
        }
    }

    pub(crate) const fn speed(&self) -> f64 {
        if self.speed.is_nan() {
            SPEED_DEFAULT
        } else {
            self.speed.clamp(SPEED_MIN, SPEED_MAX)
        }
    }

    pub(crate) fn days(&self) -> u32 {
        self.days.min(DAYS_MAX)
    }
}
