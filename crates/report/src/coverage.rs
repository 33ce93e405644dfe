//! When a source was heard and when it was not, on one line.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::horizon::{escaped, tenths};

const WIDTH: u64 = 1_000;
const HEIGHT: u64 = 14;
/// A gap of seconds in a month must still be seen.
const GAP_TENTHS_MIN: u64 = 30;
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
    pub fn svg(&self, sentence: &str) -> String {
        let mut svg = format!(
            r#"<svg class="coverage" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img" aria-label="{}"><rect class="cov-none" width="{WIDTH}" height="{HEIGHT}"/>"#,
            escaped(sentence),
        );
        for stretch in self.stretches.iter().take(STRETCHES_MAX) {
            let (x, end) = (self.place(stretch.from), self.place(stretch.to));
            let (class, width_min) = match stretch.kind {
                StretchKind::Listened => ("cov-listened", 1),
                StretchKind::Gap => ("cov-gap", GAP_TENTHS_MIN),
                StretchKind::Refilled => ("cov-refilled", GAP_TENTHS_MIN),
            };
            let width = end.saturating_sub(x).max(width_min);
            let x = x.min(WIDTH * 10 - width);
            write!(
                svg,
                r#"<rect class="{class}" x="{}" width="{}" height="{HEIGHT}"/>"#,
                tenths(x),
                tenths(width)
            )
            .expect("a String takes all that is written");
        }
        svg.push_str("</svg>");
        svg
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

    /// Tenths of a unit from the left end.
    fn place(&self, at: Timestamp) -> u64 {
        let whole = (i128::from(self.now.as_microsecond())
            - i128::from(self.since.as_microsecond()))
        .max(1);
        let part = i128::from(at.as_microsecond()) - i128::from(self.since.as_microsecond());
        u64::try_from(part.clamp(0, whole) * i128::from(WIDTH * 10) / whole).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
