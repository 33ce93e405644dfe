//! The horizon: bars on a line with a lantern on "now", the product's recurring picture.

use std::fmt::Write as _;

use i18n::{Dates, Words, number};
use jiff::{Timestamp, ToSpan};

use crate::Table;

/// Drawn at this size, then stretched in width only: bars widen, the lantern stays round.
const WIDTH: u64 = 132;
const HEIGHT: u64 = 26;
/// The line the bars stand on, and the highest a bar may reach below the lantern.
const BASE: u64 = 25;
const TOP: u64 = 6;
/// A bar that counts nothing still shows that the hour was heard.
const STUMP_TENTHS: u64 = 15;
const BAR_TENTHS: u64 = 40;
const LANTERN_GAP_TENTHS: u64 = 40;

/// 24 hourly counts that end with the running hour.
pub struct Horizon<'a> {
    /// Oldest first.
    pub hours: &'a [u64; 24],
    /// Marks the last hours as unusual.
    pub alert: bool,
}

impl Horizon<'_> {
    /// The picture, named by its sentence.
    #[must_use]
    pub fn svg(&self, words: Words, dates: &Dates) -> String {
        let peak = self.hours.iter().copied().max().unwrap_or(0).max(1);
        let mut svg = format!(
            r#"<svg class="horizon" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img" aria-label="{}">"#,
            escaped(&self.sentence(words, dates)),
        );
        let mut now_y = BASE * 10;
        for (index, &count) in (0_u64..).zip(self.hours) {
            // Tenths of a unit keep the arithmetic whole and the text short.
            let full = (BASE - TOP) * 10;
            let height = scaled(count, peak, full - STUMP_TENTHS) + STUMP_TENTHS;
            let x = index * (WIDTH * 10 - BAR_TENTHS) / 23;
            let y = BASE * 10 - height;
            now_y = y;
            let class = match (index, self.alert) {
                (23, false) => "hz-now",
                (22 | 23, true) => "hz-alert",
                _ => "hz-bar",
            };
            write!(
                svg,
                r#"<rect class="{class}" x="{}" y="{}" width="4" height="{}" rx="1"/>"#,
                tenths(x),
                tenths(y),
                tenths(height)
            )
            .expect("a String takes all that is written");
        }
        let lantern = format!(
            "M{} {}h0",
            tenths(WIDTH * 10 - BAR_TENTHS / 2),
            tenths(now_y - LANTERN_GAP_TENTHS)
        );
        write!(
            svg,
            r#"<path class="hz-ring" d="{lantern}"/><path class="hz-lantern" d="{lantern}"/><path class="hz-line" d="M0 25.5H{WIDTH}"/></svg>"#
        )
        .expect("a String takes all that is written");
        svg
    }

    /// What the picture says, in one sentence.
    #[must_use]
    pub fn sentence(&self, words: Words, dates: &Dates) -> String {
        let total = self
            .hours
            .iter()
            .fold(0_u64, |sum, &it| sum.saturating_add(it));
        let (peak_at, peak) = (0_u8..24)
            .zip(self.hours)
            .rev()
            .max_by_key(|&(_, &count)| count)
            .map_or((0, 0), |(at, &count)| (at, count));
        let (from, to) = hour(dates.now(), peak_at);
        words.horizon_label(
            total,
            &number(words.locale(), peak),
            &dates.clock(from),
            &dates.clock(to),
        )
    }

    /// The same figures in rows, newest first.
    #[must_use]
    pub fn table(&self, words: Words, dates: &Dates, title: &str) -> Table {
        let rows = (0_u8..24)
            .zip(self.hours)
            .rev()
            .map(|(at, &count)| {
                let (from, _) = hour(dates.now(), at);
                vec![dates.moment(from), number(words.locale(), count)]
            })
            .collect();
        Table {
            caption: words.horizon_caption(title),
            head: vec![words.horizon_col_hour(), words.horizon_col_count()],
            rows,
        }
    }
}

/// Start and end of the hour number `index` of the 24 that end with the one `now` is in.
fn hour(now: Timestamp, index: u8) -> (Timestamp, Timestamp) {
    let running = Timestamp::from_second(now.as_second().div_euclid(3_600) * 3_600).unwrap_or(now);
    let from = running
        .checked_sub((23 - i64::from(index)).hours())
        .unwrap_or(running);
    (from, from.checked_add(1.hour()).unwrap_or(from))
}

/// `count` of `peak` on a scale of `full`, without overflow.
pub(crate) fn scaled(count: u64, peak: u64, full: u64) -> u64 {
    let share = u128::from(count) * u128::from(full) / u128::from(peak.max(1));
    u64::try_from(share).unwrap_or(full)
}

pub(crate) fn tenths(n: u64) -> String {
    if n.is_multiple_of(10) {
        (n / 10).to_string()
    } else {
        format!("{}.{}", n / 10, n % 10)
    }
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
