//! What was found hour by hour or day by day, with what another query found behind it in dashes.
//!
//! Drawn like the watch, in pixels of height and percents of width, so that bars stretch with the page
//! and words never do. The scale stands in a picture of its own beside the bars.

use std::fmt::Write as _;

use i18n::{Dates, Words, number};
use jiff::Timestamp;

use crate::{
    Table,
    horizon::{escaped, scaled, tenths},
    watch::{WIDTH, percent},
};

/// The whole picture, the line the bars stand on, and where the highest may end: above it is room for
/// the name of a peak.
const HEIGHT: u64 = 188;
const BASE: u64 = 164;
const TOP: u64 = 30;
const FOOT_Y: u64 = 182;
const NAME_Y: u64 = 14;
/// What the numbers of the scale take: five figures.
const SCALE_WIDTH: u64 = 44;
/// Lines of the scale above the ground; more would be a grid to read.
const LINES_MAX: u64 = 5;
/// The top of the picture stands for at least this many: little must look like little.
const HIGHEST_MIN: u64 = 4;
/// Of the width of a bar's place, in percent: the bar, and the dashes around it.
const BAR_SHARE: u64 = 72;
const GHOST_SHARE: u64 = 88;
/// A bar is a peak from so many times the mean of the others, and so many in all.
const PEAK_TIMES: u64 = 3;
const PEAK_MIN: u64 = 10;
/// Feet at most, on a desk.
const FEET_MAX: usize = 7;
/// From here on the name of a peak ends at its bar, and before there it begins at it.
const EDGES: std::ops::Range<u64> = 1_500..8_500;

/// Bars without holes, oldest first.
pub struct Timeline<'a> {
    /// Where each begins, and its count.
    pub bars: &'a [(Timestamp, u64)],
    /// What the other query found at the same places.
    pub before: Option<&'a [u64]>,
    pub unit: Unit,
}

/// What one bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Hour,
    Day,
}

impl Timeline<'_> {
    /// The picture, named by its sentence: two drawings in a box with the class `tl`.
    #[must_use]
    pub fn svg(&self, words: Words, dates: &Dates) -> String {
        let scale = Scale::of(self.highest());
        let mut out = format!(
            r#"<div class="tl" role="img" aria-label="{}"><svg class="tl-y" width="{SCALE_WIDTH}" height="{HEIGHT}" aria-hidden="true">"#,
            escaped(&self.sentence(words, dates)),
        );
        for line in scale.lines() {
            put(
                &mut out,
                format_args!(
                    r#"<text class="ch-foot" x="{}" y="{}" text-anchor="end">{}</text>"#,
                    SCALE_WIDTH - 8,
                    scale.y_tenths(line) / 10 + 4,
                    escaped(&number(words.locale(), line)),
                ),
            );
        }
        put(
            &mut out,
            format_args!(r#"</svg><svg class="tl-p" height="{HEIGHT}" aria-hidden="true">"#),
        );
        for line in scale.lines() {
            let y = tenths(scale.y_tenths(line));
            let class = if line == 0 { "ch-axis" } else { "ch-grid" };
            put(
                &mut out,
                format_args!(r#"<line class="{class}" x1="0" x2="100%" y1="{y}" y2="{y}"/>"#),
            );
        }
        self.draw_bars(&mut out, &scale);
        self.draw_peak(&mut out, words, dates);
        self.draw_feet(&mut out, words, dates);
        out.push_str("</svg></div>");
        out
    }

    /// What the picture says, in one sentence or two.
    #[must_use]
    pub fn sentence(&self, words: Words, dates: &Dates) -> String {
        let peak = self.bars.iter().rev().max_by_key(|it| it.1);
        let (at, n) = peak.copied().unwrap_or((dates.now(), 0));
        let said = words.timeline_label(
            sum(self.bars.iter().map(|it| it.1)),
            &self.name_of(words, dates, at),
            &number(words.locale(), n),
        );
        match self.before {
            Some(before) => {
                let count = number(words.locale(), sum(before.iter().copied()));
                words.timeline_before_said(&said, &count)
            }
            None => said,
        }
    }

    /// The same figures in rows, newest first.
    #[must_use]
    pub fn table(&self, words: Words, dates: &Dates) -> Table {
        let (caption, unit) = match self.unit {
            Unit::Hour => (words.timeline_caption_hour(), words.timeline_col_hour()),
            Unit::Day => (words.timeline_caption_day(), words.timeline_col_day()),
        };
        let mut head = vec![unit, words.timeline_col_count()];
        if self.before.is_some() {
            head.push(words.timeline_col_before());
        }
        let row = |(at, &(from, n)): (usize, &(Timestamp, u64))| {
            let mut row = vec![self.name_of(words, dates, from), number(words.locale(), n)];
            if let Some(before) = self.before {
                let n = before.get(at).copied().unwrap_or_default();
                row.push(number(words.locale(), n));
            }
            row
        };
        let mut rows: Vec<Vec<String>> = self.bars.iter().enumerate().map(row).collect();
        rows.reverse();
        Table {
            caption,
            head,
            rows,
        }
    }

    fn draw_bars(&self, out: &mut String, scale: &Scale) {
        let peak = self.peak();
        for (at, &(_, count)) in self.bars.iter().enumerate() {
            let ghost = self.before.and_then(|it| it.get(at)).copied();
            if let Some(ghost) = ghost.filter(|it| *it > 0) {
                self.draw_bar(out, scale, (at, ghost), ("ch-ghost", GHOST_SHARE));
            }
            let class = if peak == Some(at) {
                "ch-high"
            } else {
                "tl-bar"
            };
            if count > 0 {
                self.draw_bar(out, scale, (at, count), (class, BAR_SHARE));
            }
        }
    }

    fn draw_bar(
        &self,
        out: &mut String,
        scale: &Scale,
        (at, count): (usize, u64),
        (class, share): (&str, u64),
    ) {
        let (from, to) = (self.place(at), self.place(at + 1));
        let width = (to - from) * share / 100;
        let top = scale.y_tenths(count);
        put(
            out,
            format_args!(
                r#"<rect class="{class}" x="{}" width="{}" y="{}" height="{}" rx="2"/>"#,
                percent(from + (to - from - width) / 2),
                percent(width),
                tenths(top),
                tenths(BASE * 10 - top)
            ),
        );
    }

    /// Names what stands out, above it.
    fn draw_peak(&self, out: &mut String, words: Words, dates: &Dates) {
        let Some(at) = self.peak() else { return };
        let (from, n) = self.bars[at];
        let name = words.timeline_peak(
            &number(words.locale(), n),
            &self.name_of(words, dates, from),
        );
        let middle = self.middle(at);
        let (x, anchor) = if middle < EDGES.start {
            (self.place(at), "start")
        } else if middle < EDGES.end {
            (middle, "middle")
        } else {
            (self.place(at + 1), "end")
        };
        put(
            out,
            format_args!(
                r#"<text class="ch-name" x="{}" y="{NAME_Y}" text-anchor="{anchor}">{}</text>"#,
                percent(x),
                escaped(&name)
            ),
        );
    }

    fn draw_feet(&self, out: &mut String, words: Words, dates: &Dates) {
        let every = self.bars.len().div_ceil(FEET_MAX).max(1);
        let last = self.bars.len().saturating_sub(1);
        // Counted from the end, so that the newest bar has its foot.
        let feet = (0..self.bars.len()).rev().step_by(every);
        for (n, at) in feet.enumerate() {
            let word = self.short_name(words, dates, self.bars[at].0);
            let (x, anchor) = match at {
                _ if at == last => (WIDTH, "end"),
                0 => (self.place(0), "start"),
                _ => (self.middle(at), "middle"),
            };
            let fine = if n % 2 == 1 { " ch-fine" } else { "" };
            put(
                out,
                format_args!(
                    r#"<text class="ch-foot{fine}" x="{}" y="{FOOT_Y}" text-anchor="{anchor}">{}</text>"#,
                    percent(x),
                    escaped(&word)
                ),
            );
        }
    }

    fn name_of(&self, words: Words, dates: &Dates, at: Timestamp) -> String {
        match self.unit {
            Unit::Hour => dates.moment(at),
            Unit::Day if dates.is_today(at) => words.timeline_today(),
            Unit::Day => dates.day_short(at),
        }
    }

    fn short_name(&self, words: Words, dates: &Dates, at: Timestamp) -> String {
        match self.unit {
            Unit::Hour => dates.clock(at),
            Unit::Day if dates.is_today(at) => words.timeline_today_short(),
            Unit::Day => dates.day_short(at),
        }
    }

    fn highest(&self) -> u64 {
        let before = self.before.unwrap_or_default().iter().copied();
        let all = self.bars.iter().map(|it| it.1).chain(before);
        all.max().unwrap_or_default().max(HIGHEST_MIN)
    }

    /// The bar that stands out from the others, the newest of equal ones.
    fn peak(&self) -> Option<usize> {
        let at = (0..self.bars.len()).max_by_key(|it| (self.bars[*it].1, *it))?;
        let n = self.bars[at].1;
        let others = sum(self.bars.iter().map(|it| it.1)) - n;
        let mean = others / u64::try_from(self.bars.len()).unwrap_or(u64::MAX).max(2);
        (n >= PEAK_MIN && n >= mean.saturating_mul(PEAK_TIMES)).then_some(at)
    }

    /// Where bar `at` begins, in hundredths of a percent.
    fn place(&self, at: usize) -> u64 {
        let (at, of) = (at as u64, self.bars.len().max(1) as u64);
        at * WIDTH / of
    }

    fn middle(&self, at: usize) -> u64 {
        u64::midpoint(self.place(at), self.place(at + 1))
    }
}

/// Round numbers that the bars are read by.
struct Scale {
    step: u64,
    top: u64,
}

impl Scale {
    /// 1, 2 or 5 times a power of ten, so that a few steps hold all.
    fn of(highest: u64) -> Self {
        let mut unit: u64 = 1;
        let step = loop {
            let fits = |it: &u64| unit.saturating_mul(*it).saturating_mul(LINES_MAX) >= highest;
            if let Some(times) = [1, 2, 5].into_iter().find(fits) {
                break unit * times;
            }
            let Some(next) = unit.checked_mul(10) else {
                break unit;
            };
            unit = next;
        };
        Self { step, top: highest }
    }

    /// From the ground up.
    fn lines(&self) -> impl Iterator<Item = u64> + '_ {
        let lines = (0..=LINES_MAX).map(|it| it.saturating_mul(self.step));
        lines.take_while(|it| *it <= self.top)
    }

    /// Where `count` ends, in tenths of a pixel from above.
    fn y_tenths(&self, count: u64) -> u64 {
        BASE * 10 - scaled(count.min(self.top), self.top, (BASE - TOP) * 10)
    }
}

fn sum(counts: impl Iterator<Item = u64>) -> u64 {
    counts.fold(0, u64::saturating_add)
}

fn put(out: &mut String, piece: std::fmt::Arguments<'_>) {
    out.write_fmt(piece)
        .expect("a String takes all that is written");
}

#[cfg(test)]
mod tests;
