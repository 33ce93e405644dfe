//! The bars of a timeline: hours or days where the house is, those with 23 or 25 hours included.

use jiff::{RoundMode, SignedDuration, Span, Timestamp, Unit, Zoned, ZonedRound, tz::TimeZone};

use super::{Bar, Step};

/// Up to here a bar is an hour, beyond a day.
const HOURS_UP_TO: SignedDuration = SignedDuration::from_hours(72);
/// Eleven years of days: more are no picture.
const BARS_MAX: usize = 4_000;

/// Boundaries without counts.
pub(super) struct Bars {
    since: Timestamp,
    until: Timestamp,
    step: Step,
    bounds: Vec<i64>,
}

/// Bars with their counts.
pub(super) struct Filled {
    pub(super) since: Timestamp,
    pub(super) until: Timestamp,
    pub(super) step: Step,
    pub(super) bars: Vec<Bar>,
}

impl Bars {
    /// By hours or days as the length of `since..until` suggests.
    pub(super) fn new(since: Timestamp, until: Timestamp, zone: &TimeZone) -> Self {
        let step = if until.duration_since(since) <= HOURS_UP_TO {
            Step::Hour
        } else {
            Step::Day
        };
        Self::by(step, since, until, zone)
    }

    pub(super) fn by(step: Step, since: Timestamp, until: Timestamp, zone: &TimeZone) -> Self {
        let mut bounds = vec![since.as_microsecond()];
        let mut at = start(step, &since.to_zoned(zone.clone()));
        while bounds.len() <= BARS_MAX {
            let Some(next) = at.as_ref().and_then(|it| following(step, it)) else {
                break;
            };
            if next.timestamp() >= until {
                break;
            }
            bounds.push(next.timestamp().as_microsecond());
            at = Some(next);
        }
        bounds.push(until.as_microsecond().max(since.as_microsecond()));
        Self {
            since,
            until,
            step,
            bounds,
        }
    }

    pub(super) fn bounds(&self) -> &[i64] {
        &self.bounds
    }

    /// With counts; without the empty bars at the beginning, if so wanted.
    pub(super) fn filled(self, counts: &[u64], trims: bool) -> Filled {
        let starts = self.bounds.iter().map(|it| model::time::from_micros(*it));
        let mut bars: Vec<Bar> = starts
            .zip(counts)
            .map(|(at, count)| Bar { at, count: *count })
            .collect();
        if trims && let Some(first) = bars.iter().position(|it| it.count > 0) {
            bars.drain(..first);
        }
        Filled {
            since: bars.first().map_or(self.since, |it| it.at),
            until: self.until,
            step: self.step,
            bars,
        }
    }
}

fn start(step: Step, at: &Zoned) -> Option<Zoned> {
    match step {
        Step::Hour => at
            .round(
                ZonedRound::new()
                    .smallest(Unit::Hour)
                    .mode(RoundMode::Trunc),
            )
            .ok(),
        Step::Day => at.start_of_day().ok(),
    }
}

fn following(step: Step, at: &Zoned) -> Option<Zoned> {
    match step {
        Step::Hour => at.checked_add(Span::new().hours(1)).ok(),
        Step::Day => at.tomorrow().ok()?.start_of_day().ok(),
    }
}

#[cfg(test)]
mod tests;
