//! The watch: how much was said since someone left, with who was away and what stood out.
//!
//! Drawn in pixels of height and percents of width, so that bars stretch with the page and words never do.
//! What carries the class `ch-fine` is left out by the style sheet where there is little room.

use std::fmt::Write as _;

use i18n::{Dates, Words, number};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Table,
    horizon::{escaped, scaled, tenths},
};

/// The whole picture, the line the bars stand on, and where the highest bar ends.
const HEIGHT: u64 = 136;
const BASE: u64 = 116;
const TOP: u64 = 44;
/// Rows of words above the bars: who was away, then what stood out.
const AWAY_Y: u64 = 12;
const PEAK_Y: u64 = 27;
const FOOT_Y: u64 = 132;
/// A slot that counts nothing still shows that it was heard.
const STUMP_TENTHS: u64 = 15;
/// The top of the picture stands for at least this many: a calm night must look calm.
const HIGHEST_MIN: u64 = 8;
/// Of the width of a slot, in percent; the rest is air.
const BAR_SHARE: u64 = 88;
/// The whole width, in hundredths of a percent.
pub(crate) const WIDTH: u64 = 10_000;
/// Two labels closer than this would overlap on a desk.
const LABELS_APART: u64 = 2_800;
/// A shorter absence has no room for its words; the sentence says it all the same.
const AWAY_MIN: u64 = 1_000;
/// From here on a label ends at its bar rather than begin there, and so for both ends.
const EDGE: u64 = 3_000;
/// What is known of a title at a glance.
const LABEL_CHARS_MAX: usize = 28;
/// What a peak lasts: columns are counted by the hour.
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// Feet further apart than this stay where there is little room.
const FEET_WIDE: usize = 4;

/// Equal slots from `since` to `now`, with what happened in them.
pub struct Watch<'a> {
    pub since: Timestamp,
    pub now: Timestamp,
    /// Start and count, oldest first.
    pub slots: &'a [(Timestamp, u64)],
    /// When nobody of the team was here.
    pub absences: &'a [(Timestamp, Timestamp)],
    pub peaks: &'a [WatchPeak<'a>],
}

/// An hour that stood out, and in what.
#[derive(Clone, Copy, Debug)]
pub struct WatchPeak<'a> {
    /// Where the hour begins.
    pub at: Timestamp,
    pub title: &'a str,
}

impl Watch<'_> {
    /// The picture, named by its sentence.
    #[must_use]
    pub fn svg(&self, words: Words, dates: &Dates) -> String {
        let mut svg = format!(
            r#"<svg class="watch" height="{HEIGHT}" role="img" aria-label="{}">"#,
            escaped(&self.sentence(words, dates)),
        );
        self.draw_absences(&mut svg, words, dates);
        let last_top = self.draw_bars(&mut svg);
        self.draw_peaks(&mut svg);
        self.draw_feet(&mut svg, dates);
        let lantern_y = (last_top / 10).saturating_sub(8);
        put(
            &mut svg,
            format_args!(
                r#"<line class="ch-axis" x1="0" x2="100%" y1="{BASE}.5" y2="{BASE}.5"/><circle class="ch-lantern" cx="{}" cy="{lantern_y}" r="4"/></svg>"#,
                percent(self.middle(self.slots.len().saturating_sub(1)))
            ),
        );
        svg
    }

    /// What the picture says, in one sentence.
    #[must_use]
    pub fn sentence(&self, words: Words, dates: &Dates) -> String {
        let since = dates.moment(self.since);
        let total = self
            .slots
            .iter()
            .fold(0_u64, |sum, &(_, n)| sum.saturating_add(n));
        let (at, peak) = self
            .slots
            .iter()
            .enumerate()
            .rev()
            .max_by_key(|&(_, &(_, n))| n)
            .map_or((0, 0), |(at, &(_, n))| (at, n));
        let (from, to) = (self.start(at), self.start(at + 1));
        let mut said = words.watch_label(
            total,
            &since,
            &number(words.locale(), peak),
            &dates.clock(from),
            &dates.clock(to),
        );
        for &(from, to) in self.absences {
            said = words.watch_absence_said(&said, &dates.clock(from), &dates.clock(to));
        }
        for peak in self.peaks {
            said = words.watch_peak_said(&said, peak.title, &dates.moment(peak.at));
        }
        said
    }

    /// The same figures in rows, newest first.
    #[must_use]
    pub fn table(&self, words: Words, dates: &Dates) -> Table {
        let length = self.start(1).duration_since(self.start(0)).unsigned_abs();
        let rows = self
            .slots
            .iter()
            .rev()
            .map(|&(from, count)| vec![dates.moment(from), number(words.locale(), count)])
            .collect();
        Table {
            caption: words.watch_caption(&dates.duration(length), &dates.moment(self.since)),
            head: vec![words.watch_col_from(), words.watch_col_count()],
            rows,
        }
    }

    fn draw_absences(&self, svg: &mut String, words: Words, dates: &Dates) {
        let width = |&(from, to): &(Timestamp, Timestamp)| self.place(to) - self.place(from);
        for band in self.absences {
            put(
                svg,
                format_args!(
                    r#"<rect class="ch-away" x="{}" width="{}" y="0" height="{BASE}"/>"#,
                    percent(self.place(band.0)),
                    percent(width(band))
                ),
            );
        }
        // One label: two nights side by side would write over each other.
        let longest = self.absences.iter().max_by_key(|it| width(it));
        let Some(band) = longest.filter(|it| width(it) >= AWAY_MIN) else {
            return;
        };
        let said = words.watch_absence(&dates.clock(band.0), &dates.clock(band.1));
        let (x, anchor, dx) = if self.place(band.0) > WIDTH - EDGE {
            (self.place(band.1), "end", "-8")
        } else {
            (self.place(band.0), "start", "8")
        };
        put(
            svg,
            format_args!(
                r#"<text class="ch-word" x="{}" dx="{dx}" y="{AWAY_Y}" text-anchor="{anchor}">{}</text>"#,
                percent(x),
                escaped(&said)
            ),
        );
    }

    /// Draws the slots; answers where the last one ends, in tenths of a pixel.
    fn draw_bars(&self, svg: &mut String) -> u64 {
        let highest = self.highest();
        let raised = self.raised();
        let mut top = BASE * 10;
        for (at, &(_, count)) in self.slots.iter().enumerate() {
            let full = (BASE - TOP) * 10;
            let height = scaled(count, highest, full - STUMP_TENTHS) + STUMP_TENTHS;
            let (x, end) = (self.place(self.start(at)), self.place(self.start(at + 1)));
            top = BASE * 10 - height;
            let class = if raised[at] { "ch-high" } else { "ch-bar" };
            put(
                svg,
                format_args!(
                    r#"<rect class="{class}" x="{}" width="{}" y="{}" height="{}" rx="1.5"/>"#,
                    percent(x),
                    percent((end - x) * BAR_SHARE / 100),
                    tenths(top),
                    tenths(height)
                ),
            );
        }
        top
    }

    /// Names what stood out, those that have room for their name.
    fn draw_peaks(&self, svg: &mut String) {
        let highest = self.highest();
        let mut named: Vec<u64> = Vec::new();
        for peak in self.peaks {
            let Some(at) = self.summit(peak.at) else {
                continue;
            };
            let x = self.middle(at);
            if named.iter().any(|it| it.abs_diff(x) < LABELS_APART) {
                continue;
            }
            let fine = if named.is_empty() { "" } else { " ch-fine" };
            named.push(x);
            let height = scaled(self.slots[at].1, highest, BASE - TOP);
            // Beside the lead at the ends, so that the lantern of a running peak stays in sight.
            let (anchor, dx) = match x {
                0..EDGE => ("start", "0"),
                EDGE..=7_000 => ("middle", "0"),
                _ => ("end", "-9"),
            };
            put(
                svg,
                format_args!(
                    r#"<line class="ch-lead{fine}" x1="{x}" x2="{x}" y1="{}" y2="{}"/><text class="ch-name{fine}" x="{x}" dx="{dx}" y="{PEAK_Y}" text-anchor="{anchor}">{}</text>"#,
                    PEAK_Y + 4,
                    (BASE - height).max(PEAK_Y + 4),
                    escaped(&shortened(peak.title)),
                    x = percent(x),
                ),
            );
        }
    }

    fn draw_feet(&self, svg: &mut String, dates: &Dates) {
        const HOUR_S: i64 = 3_600;
        let (every, is_day) = match self.now.as_second() - self.since.as_second() {
            ..=28_800 => (1, false),
            28_801..=72_000 => (3, false),
            s if s <= 40 * HOUR_S => (6, false),
            s if s <= 60 * HOUR_S => (12, false),
            _ => (24, true),
        };
        let feet = dates.hours_between(self.since, self.now, every);
        let is_many = feet.len() > FEET_WIDE;
        for (n, &at) in feet.iter().enumerate() {
            let x = self.place(at);
            let word = if is_day {
                dates.day_short(at)
            } else {
                dates.clock(at)
            };
            let anchor = match x {
                0..200 => "start",
                200..=9_700 => "middle",
                _ => "end",
            };
            let fine = if is_many && n % 2 == 1 {
                " ch-fine"
            } else {
                ""
            };
            put(
                svg,
                format_args!(
                    r#"<text class="ch-foot{fine}" x="{}" y="{FOOT_Y}" text-anchor="{anchor}">{}</text>"#,
                    percent(x),
                    escaped(&word)
                ),
            );
        }
    }

    /// What the top of the picture stands for.
    fn highest(&self) -> u64 {
        let highest = self.slots.iter().map(|it| it.1).max();
        highest.unwrap_or(0).max(HIGHEST_MIN)
    }

    /// The slots of a peak: the one it is in, and its neighbours at least half as high, above the ordinary.
    fn raised(&self) -> Vec<bool> {
        let mut raised = vec![false; self.slots.len()];
        let total: u128 = self.slots.iter().map(|it| u128::from(it.1)).sum();
        let mean = total / self.slots.len().max(1) as u128;
        let ordinary = u64::try_from(mean).unwrap_or(u64::MAX);
        for peak in self.peaks {
            let Some(at) = self.summit(peak.at) else {
                continue;
            };
            let enough = self.slots[at].1.div_ceil(2);
            let is_high = |it: &usize| self.slots[*it].1 >= enough && self.slots[*it].1 > ordinary;
            let after = (at + 1..self.slots.len()).take_while(is_high);
            for it in (0..at).rev().take_while(is_high).chain(after) {
                raised[it] = true;
            }
            raised[at] = true;
        }
        raised
    }

    /// The highest slot of the hour that begins at `at`; the latest of equal ones.
    fn summit(&self, at: Timestamp) -> Option<usize> {
        let first = self.slots.partition_point(|it| it.0 <= at).checked_sub(1)?;
        let over = at.checked_add(HOUR).unwrap_or(at);
        let in_hour = |it: &usize| *it == first || self.slots[*it].0 < over;
        (first..self.slots.len())
            .take_while(in_hour)
            .max_by_key(|&it| self.slots[it].1)
            .filter(|_| at <= self.now)
    }

    /// Where slot `at` begins; past the last one, where the picture ends.
    fn start(&self, at: usize) -> Timestamp {
        self.slots.get(at).map_or(self.now, |it| it.0)
    }

    fn middle(&self, at: usize) -> u64 {
        let (from, to) = (self.place(self.start(at)), self.place(self.start(at + 1)));
        from + (to - from) * BAR_SHARE / 200
    }

    /// Hundredths of a percent from the left end.
    fn place(&self, at: Timestamp) -> u64 {
        let since = i128::from(self.since.as_microsecond());
        let whole = (i128::from(self.now.as_microsecond()) - since).max(1);
        let part = (i128::from(at.as_microsecond()) - since).clamp(0, whole);
        u64::try_from(part * i128::from(WIDTH) / whole).unwrap_or(0)
    }
}

fn put(svg: &mut String, piece: std::fmt::Arguments<'_>) {
    svg.write_fmt(piece)
        .expect("a String takes all that is written");
}

pub(crate) fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn shortened(title: &str) -> String {
    match title.char_indices().nth(LABEL_CHARS_MAX) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

#[cfg(test)]
mod tests;
