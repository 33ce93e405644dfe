//! When a source was heard and when it was not, on one line.
//!
//! Told apart by shape before colour: heard is a thin line, a gap stands tall, a gap caught up is hollow.

use std::fmt::Write as _;

use i18n::Dates;
use jiff::Timestamp;

use crate::{
    horizon::escaped,
    watch::{WIDTH, percent},
};

/// The whole picture, and the foot of its words.
const HEIGHT: u64 = 38;
const FOOT_Y: u64 = 34;
/// A gap of seconds in a month must still be seen.
const GAP_MIN: u64 = 30;
/// Below this a foot would stick out at the left, above at the right.
const EDGES: std::ops::RangeInclusive<u64> = 300..=9_600;
/// A line shorter than this is told in hours rather than in days.
const DAYS_FROM_S: i64 = 3 * 24 * 3_600;
/// Beyond this many stretches the picture says no more; the table under it has them all.
const STRETCHES_MAX: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StretchKind {
    Listened,
    Gap,
    /// Missed, then caught up.
    Refilled,
}

/// A part of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: Timestamp,
    pub to: Timestamp,
    pub kind: StretchKind,
}

/// The line from `since` to `now`; what no stretch covers was before or between listening.
pub struct CoverageBar<'a> {
    pub since: Timestamp,
    pub now: Timestamp,
    /// Later ones are drawn over earlier ones.
    pub stretches: &'a [Stretch],
}

impl CoverageBar<'_> {
    /// The picture, named by `sentence`.
    #[must_use]
    pub fn svg(&self, dates: &Dates, sentence: &str) -> String {
        let mut svg = format!(
            r#"<svg class="coverage" height="{HEIGHT}" role="img" aria-label="{}"><rect class="cov-none" width="100%" y="7" height="4" rx="2"/>"#,
            escaped(sentence),
        );
        for stretch in self.stretches.iter().take(STRETCHES_MAX) {
            let (x, end) = (self.place(stretch.from), self.place(stretch.to));
            let (class, lane, width_min) = match stretch.kind {
                StretchKind::Listened => ("cov-listened", r#"y="6" height="6""#, 1),
                StretchKind::Gap => ("cov-gap", r#"y="0" height="18""#, GAP_MIN),
                StretchKind::Refilled => ("cov-refilled", r#"y="1" height="16""#, GAP_MIN),
            };
            let width = end.saturating_sub(x).max(width_min);
            let x = x.min(WIDTH - width);
            write!(
                svg,
                r#"<rect class="{class}" x="{}" width="{}" {lane}/>"#,
                percent(x),
                percent(width)
            )
            .expect("a String takes all that is written");
        }
        self.draw_feet(&mut svg, dates);
        svg.push_str("</svg>");
        svg
    }

    fn draw_feet(&self, svg: &mut String, dates: &Dates) {
        let length_s = self.now.as_second() - self.since.as_second();
        let is_days = length_s >= DAYS_FROM_S;
        let every = match length_s {
            ..=21_600 => 1,
            21_601..=72_000 => 3,
            _ if is_days => 24,
            _ => 12,
        };
        let feet = dates.hours_between(self.since, self.now, every);
        for (n, &at) in feet.iter().enumerate() {
            let x = self.place(at);
            if !EDGES.contains(&x) {
                continue;
            }
            let word = if is_days {
                dates.day_short(at)
            } else {
                dates.moment(at)
            };
            let fine = if n % 2 == 1 { " ch-fine" } else { "" };
            write!(
                svg,
                r#"<text class="ch-foot{fine}" x="{}" y="{FOOT_Y}" text-anchor="middle">{}</text>"#,
                percent(x),
                escaped(&word)
            )
            .expect("a String takes all that is written");
        }
    }

    /// How much of the time was heard, in percent, rounded down so that a hole never shows as none.
    #[must_use]
    pub fn percent_heard(&self) -> u64 {
        let whole = i128::from(self.now.as_microsecond()) - i128::from(self.since.as_microsecond());
        if whole <= 0 {
            return 100;
        }
        let mut missed: Vec<(i64, i64)> = self
            .stretches
            .iter()
            .filter(|it| it.kind == StretchKind::Gap)
            .map(|it| {
                (
                    it.from.max(self.since).as_microsecond(),
                    it.to.min(self.now).as_microsecond(),
                )
            })
            .filter(|(from, to)| from < to)
            .collect();
        missed.sort_unstable();
        let (mut sum, mut reached) = (0_i128, i64::MIN);
        for (from, to) in missed {
            let from = from.max(reached);
            if to > from {
                sum += i128::from(to) - i128::from(from);
                reached = to;
            }
        }
        u64::try_from((whole - sum).max(0) * 100 / whole).unwrap_or(100)
    }

    /// Hundredths of a percent from the left end.
    fn place(&self, at: Timestamp) -> u64 {
        let whole = (i128::from(self.now.as_microsecond())
            - i128::from(self.since.as_microsecond()))
        .max(1);
        let part = i128::from(at.as_microsecond()) - i128::from(self.since.as_microsecond());
        u64::try_from(part.clamp(0, whole) * i128::from(WIDTH) / whole).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
