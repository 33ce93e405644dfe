use i18n::Dates;
use jiff::{Timestamp, tz::TimeZone};
use model::Locale;

use super::{CoverageBar, Stretch, StretchKind};

fn s(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn svg(bar: &CoverageBar<'_>, sentence: &str) -> String {
    let dates = Dates::new(Locale::Fr, TimeZone::UTC, bar.now);
    bar.svg(&dates, sentence)
}

fn stretch(from: i64, to: i64, kind: StretchKind) -> Stretch {
    Stretch {
        from: s(from),
        to: s(to),
        kind,
    }
}

#[test]
fn overlapping_gaps_are_missed_once() {
    let stretches = [
        stretch(0, 1_000, StretchKind::Listened),
        stretch(100, 300, StretchKind::Gap),
        stretch(200, 400, StretchKind::Gap),
        stretch(500, 600, StretchKind::Refilled),
        stretch(900, 2_000, StretchKind::Gap),
    ];
    let bar = CoverageBar {
        since: s(0),
        now: s(1_000),
        stretches: &stretches,
    };
    assert_eq!(bar.percent_heard(), 60);
}

#[test]
fn smallest_hole_shows_in_figure_and_picture() {
    let stretches = [stretch(999_998, 999_999, StretchKind::Gap)];
    let bar = CoverageBar {
        since: s(0),
        now: s(1_000_000),
        stretches: &stretches,
    };
    assert_eq!(bar.percent_heard(), 99);
    assert!(
        svg(&bar, "x").contains(r#"class="cov-gap" x="99.70%" width="0.30%""#),
        "{}",
        svg(&bar, "x")
    );
}

#[test]
fn empty_or_backward_time_is_harmless() {
    let stretches = [stretch(5, 1, StretchKind::Gap)];
    for (since, now) in [(10, 10), (10, 0)] {
        let bar = CoverageBar {
            since: s(since),
            now: s(now),
            stretches: &stretches,
        };
        assert_eq!(bar.percent_heard(), 100);
        assert!(svg(&bar, "a < \"b\"").contains("a &lt; &quot;b&quot;"));
    }
}

#[test]
fn feet_are_days_of_a_week_and_hours_of_a_day() {
    let feet = |to: i64| -> Vec<String> {
        let bar = CoverageBar {
            since: s(0),
            now: s(to),
            stretches: &[],
        };
        svg(&bar, "x")
            .split("<text")
            .skip(1)
            .map(|it| it.split(['>', '<']).nth(1).unwrap().replace('\u{a0}', " "))
            .collect()
    };
    let hour = 3_600;
    assert_eq!(feet(4 * hour), ["1 h", "2 h", "3 h"]);
    assert_eq!(
        feet(100 * hour),
        ["2 janv.", "3 janv.", "4 janv.", "5 janv."]
    );
}
