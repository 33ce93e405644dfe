use i18n::{Dates, Words};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use model::Locale;
use proptest::prelude::*;

use super::{Watch, WatchPeak};

const SLOTS: usize = 64;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn read(locale: Locale) -> (Words, Dates) {
    let zone = TimeZone::get("Europe/Paris").unwrap();
    let dates = Dates::new(locale, zone, at("2026-11-12T09:00:00Z"));
    (Words::new(locale), dates)
}

/// A quarter of an hour each from 18 h in Paris to 10 h the next day.
fn slots(count: impl Fn(usize) -> u64) -> Vec<(Timestamp, u64)> {
    let since = at("2026-11-11T17:00:00Z");
    let slot = |n: usize| {
        let after = SignedDuration::from_mins(15 * i64::try_from(n).unwrap());
        (since.checked_add(after).unwrap(), count(n))
    };
    (0..SLOTS).map(slot).collect()
}

fn watch<'a>(slots: &'a [(Timestamp, u64)], peaks: &'a [WatchPeak<'a>]) -> Watch<'a> {
    Watch {
        since: at("2026-11-11T17:00:00Z"),
        now: at("2026-11-12T09:00:00Z"),
        slots,
        absences: &[],
        peaks,
    }
}

/// The text between two marks, everywhere it is found.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from)
        .skip(1)
        .map(|it| it.split(to).next().unwrap())
        .collect()
}

#[test]
fn sentence_says_total_peak_absence_and_what_stood_out() {
    let (words, dates) = read(Locale::Fr);
    let slots = slots(|n| if n == 60 { 42 } else { 1 });
    let peaks = [WatchPeak {
        at: at("2026-11-12T08:05:00Z"),
        title: "Patinoire",
    }];
    let absences = [(at("2026-11-11T22:30:00Z"), at("2026-11-12T04:30:00Z"))];
    let watch = Watch {
        absences: &absences,
        ..watch(&slots, &peaks)
    };
    let said = watch
        .sentence(words, &dates)
        .replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!(
        said,
        "105 messages depuis hier à 18 h ; au plus 42, de 9 h à 9 h 15 ; équipe absente de 23 h 30 à 5 h 30 ; pic de Patinoire à 9 h 05"
    );
    let table = watch.table(words, &dates);
    assert_eq!(table.rows.len(), SLOTS);
    assert_eq!(table.rows[3], ["9\u{a0}h", "42"]);
    assert!(table.caption.contains("15\u{a0}min"), "{}", table.caption);
}

#[test]
fn neighbours_at_least_half_as_high_belong_to_the_peak() {
    let (words, dates) = read(Locale::En);
    let heights = |n| match n {
        57 => 10,
        58 => 20,
        59 => 40,
        60 => 25,
        _ => 5,
    };
    let slots = slots(heights);
    let peaks = [WatchPeak {
        at: slots[59].0,
        title: "Rink",
    }];
    let svg = watch(&slots, &peaks).svg(words, &dates);
    assert_eq!(svg.matches("ch-high").count(), 3, "58, 59 and 60");
    assert_eq!(svg.matches("ch-bar").count(), SLOTS - 3);
}

#[test]
fn the_summit_of_the_hour_carries_the_name() {
    let (words, dates) = read(Locale::En);
    let slots = slots(|n| if n == 58 { 40 } else { 2 });
    let peaks = [WatchPeak {
        at: at("2026-11-12T07:00:00Z"),
        title: "Rink",
    }];
    let svg = watch(&slots, &peaks).svg(words, &dates);
    // Slot 56 begins the hour, 58 is its highest; the name hangs over the middle of its bar.
    assert!(
        svg.contains("<rect class=\"ch-high\" x=\"90.62%\""),
        "{svg}"
    );
    assert!(svg.contains("x1=\"91.30%\""), "{svg}");
}

#[test]
fn names_leave_each_other_room() {
    let (words, dates) = read(Locale::Fr);
    let slots = slots(|_| 3);
    let title = "Un titre vraiment trop long pour tenir";
    let near = |n: usize| WatchPeak {
        at: slots[n].0,
        title,
    };
    let peaks = [near(60), near(55), near(10)];
    let svg = watch(&slots, &peaks).svg(words, &dates);
    assert_eq!(
        svg.matches("<text class=\"ch-name").count(),
        2,
        "60 and 10; 55 is too close"
    );
    assert_eq!(svg.matches("<text class=\"ch-name ch-fine\"").count(), 1);
    assert!(svg.contains("Un titre vraiment trop long…"), "{svg}");
    assert!(svg.contains("text-anchor=\"end\"") && svg.contains("text-anchor=\"start\""));
}

#[test]
fn feet_are_round_hours_of_the_house() {
    let (words, dates) = read(Locale::Fr);
    let slots = slots(|_| 0);
    let svg = watch(&slots, &[]).svg(words, &dates);
    let feet: Vec<&str> = svg
        .split("<text class=\"ch-foot")
        .skip(1)
        .map(|it| it.split('>').nth(1).unwrap().split('<').next().unwrap())
        .collect();
    assert_eq!(
        feet.join(", ").replace('\u{a0}', " "),
        "18 h, 21 h, 0 h, 3 h, 6 h, 9 h"
    );
}

#[test]
fn titles_from_people_stay_words() {
    let (words, dates) = read(Locale::En);
    let slots = slots(|_| 1);
    let peaks = [WatchPeak {
        at: slots[30].0,
        title: "<b onload=\"x\">&",
    }];
    let svg = watch(&slots, &peaks).svg(words, &dates);
    assert!(svg.contains("&lt;b onload=&quot;x&quot;&gt;&amp;"));
    assert!(!svg.contains("<b onload"));
}

proptest! {
    /// Whatever the figures and the clock, everything drawn is inside the picture.
    #[test]
    fn drawing_keeps_to_its_box(
        counts in prop::collection::vec(prop_oneof![Just(0_u64), 0..50_u64, Just(u64::MAX)], 0..64),
        since in 0_i64..2_000_000_000,
        slot_s in 1_i64..20_000,
        away in (0_i64..2_000_000, 0_i64..2_000_000),
        peak in 0_i64..2_000_000,
    ) {
        let (words, dates) = read(Locale::Fr);
        let second = |s: i64| Timestamp::from_second(since + s).unwrap();
        let slots: Vec<_> = (0..).zip(&counts).map(|(n, &count)| (second(n * slot_s), count)).collect();
        let absences = [(second(away.0), second(away.0 + away.1))];
        let peaks = [WatchPeak { at: second(peak), title: "x" }];
        let watch = Watch {
            since: second(0),
            now: second(slot_s * i64::try_from(counts.len()).unwrap()),
            slots: &slots,
            absences: &absences,
            peaks: &peaks,
        };
        let svg = watch.svg(words, &dates);
        for mark in [" x=\"", " width=\"", " cx=\"", " x1=\""] {
            for value in between(&svg, mark, "%\"") {
                let Ok(value) = value.parse::<f64>() else { continue };
                prop_assert!((0.0..=100.0).contains(&value), "{mark}{value}");
            }
        }
        for mark in [" y=\"", " height=\"", " cy=\"", " y1=\"", " y2=\""] {
            for value in between(&svg, mark, "\"") {
                let value: f64 = value.parse().unwrap();
                prop_assert!((0.0..=136.0).contains(&value), "{mark}{value}");
            }
        }
        prop_assert_eq!(svg.matches("<rect class=\"ch-bar\"").count() + svg.matches("<rect class=\"ch-high\"").count(), counts.len());
    }
}
