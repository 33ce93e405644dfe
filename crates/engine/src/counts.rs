//! How much a query brings, and whether that is usual: figures of a day against the same day of
//! earlier weeks, from the counts by the hour.

use jiff::Timestamp;
use model::{OrgId, QueryId, time};
use store::{Tx, mention};

use crate::{Change24h, Error};

pub(crate) const HOUR_US: i64 = 3_600_000_000;
const WEEK_US: i64 = 7 * 24 * HOUR_US;
const HOURS: usize = 24;
/// Weeks that make a habit.
const WEEKS: usize = 4;
/// Below this habit a change in percent says nothing.
const HABIT_MIN: f64 = 5.0;
/// Less than this either way is the habit itself.
const STABLE_PERCENT: f64 = 10.0;

/// The last 24 hours of a query, and the same hours of the four weeks before.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Day {
    /// Oldest first; the last is the running hour.
    pub(crate) hourly: [u64; HOURS],
    weeks: [[u64; HOURS]; WEEKS],
    /// How much of the running hour has passed, 0 to 1.
    elapsed: f64,
}

impl Day {
    pub(crate) async fn read(
        tx: &mut Tx,
        org: OrgId,
        query: QueryId,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let running = hour_of(now);
        let first = running - 23 * HOUR_US;
        let mut weeks = [[0; HOURS]; WEEKS];
        for (back, week) in (1..).zip(&mut weeks) {
            *week = hours(tx, org, query, first - back * WEEK_US).await?;
        }
        Ok(Self {
            hourly: hours(tx, org, query, first).await?,
            weeks,
            elapsed: (now.as_microsecond() - running) as f64 / HOUR_US as f64,
        })
    }

    pub(crate) fn count(&self) -> u64 {
        self.hourly.iter().sum()
    }

    /// The median of the weeks that have anything to say, over the same stretch of the day.
    pub(crate) fn habit(&self) -> Option<f64> {
        let stretch = |week: &[u64; HOURS]| {
            let (running, full) = week.split_last().unwrap_or((&0, &[]));
            full.iter().sum::<u64>() as f64 + *running as f64 * self.elapsed
        };
        median(self.weeks.iter().map(stretch))
    }

    /// The habit of each hour, `None` while there is too little past; the running hour is whole here.
    pub(crate) fn hourly_habit(&self) -> Option<[f64; HOURS]> {
        let is_told = |week: &&[u64; HOURS]| week.iter().any(|it| *it > 0);
        let told: Vec<_> = self.weeks.iter().filter(is_told).collect();
        if told.len() < 2 {
            return None;
        }
        let mut habit = [0.0; HOURS];
        for (hour, habit) in habit.iter_mut().enumerate() {
            let mut each: Vec<u64> = told.iter().map(|week| week[hour]).collect();
            each.sort_unstable();
            *habit = middle(&each.iter().map(|it| *it as f64).collect::<Vec<_>>());
        }
        Some(habit)
    }

    pub(crate) fn change(&self) -> Change24h {
        let Some(habit) = self.habit().filter(|it| *it >= HABIT_MIN) else {
            return Change24h::Unknown;
        };
        let ratio = self.count() as f64 / habit;
        let percent = (ratio - 1.0) * 100.0;
        if ratio >= 2.0 {
            Change24h::Times(ratio as f32)
        } else if percent.abs() < STABLE_PERCENT {
            Change24h::Stable
        } else {
            Change24h::Percent(percent.round() as i32)
        }
    }
}

/// The beginning of the hour of an instant, in microseconds.
pub(crate) fn hour_of(at: Timestamp) -> i64 {
    at.as_microsecond().div_euclid(HOUR_US) * HOUR_US
}

/// The median of at least two weeks that are not empty.
fn median(weeks: impl Iterator<Item = f64>) -> Option<f64> {
    let mut told: Vec<f64> = weeks.filter(|it| *it > 0.0).collect();
    if told.len() < 2 {
        return None;
    }
    told.sort_unstable_by(f64::total_cmp);
    Some(middle(&told))
}

/// The middle of sorted figures, of which there is at least one.
fn middle(sorted: &[f64]) -> f64 {
    f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2])
}

async fn hours(tx: &mut Tx, org: OrgId, query: QueryId, first: i64) -> Result<[u64; HOURS], Error> {
    let until = time::from_micros(first + 24 * HOUR_US);
    let mut hours = [0; HOURS];
    for hour in mention::hourly(tx, org, query, time::from_micros(first), until).await? {
        let index = (hour.at.as_microsecond() - first).div_euclid(HOUR_US);
        if let Some(slot) = usize::try_from(index).ok().and_then(|it| hours.get_mut(it)) {
            *slot = hour.n;
        }
    }
    Ok(hours)
}

#[cfg(test)]
mod tests;
