use std::time::Duration;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use model::Locale::{self, En, Fr};

use super::Dates;

fn dates(locale: Locale) -> Dates {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    Dates::new(locale, paris, at("2026-11-12T08:52:00Z"))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn clock_is_local_and_in_the_language() {
    assert_eq!(
        dates(Fr).clock(at("2026-11-12T16:30:00Z")),
        "17\u{a0}h\u{a0}30"
    );
    assert_eq!(dates(Fr).clock(at("2026-11-12T16:00:00Z")), "17\u{a0}h");
    assert_eq!(dates(En).clock(at("2026-11-12T16:30:00Z")), "5:30\u{a0}pm");
    assert_eq!(dates(En).clock(at("2026-11-12T23:05:00Z")), "12:05\u{a0}am");
    assert_eq!(dates(En).clock(at("2026-11-12T11:00:00Z")), "12:00\u{a0}pm");
    assert_eq!(
        dates(Fr).clock(at("2026-07-12T16:30:00Z")),
        "18\u{a0}h\u{a0}30",
        "summer time"
    );
}

#[test]
fn day_is_written_in_full() {
    assert_eq!(
        dates(Fr).day(at("2026-11-12T08:00:00Z")),
        "jeudi 12 novembre"
    );
    assert_eq!(
        dates(Fr).day(at("2026-05-01T08:00:00Z")),
        "vendredi 1er mai"
    );
    assert_eq!(
        dates(En).day(at("2025-11-12T08:00:00Z")),
        "Wednesday 12 November 2025"
    );
    assert_eq!(
        dates(Fr).exact(at("2026-11-12T16:30:00Z")),
        "jeudi 12 novembre à 17\u{a0}h\u{a0}30"
    );
    let day = jiff::civil::date(2025, 8, 1);
    assert_eq!(dates(Fr).month(day), "août 2025");
    assert_eq!(dates(En).month(day), "August 2025");
}

#[test]
fn moment_says_no_more_than_needed() {
    assert_eq!(
        dates(Fr).moment(at("2026-11-12T07:42:00Z")),
        "8\u{a0}h\u{a0}42"
    );
    assert_eq!(
        dates(Fr).moment(at("2026-11-11T17:00:00Z")),
        "hier à 18\u{a0}h"
    );
    assert_eq!(
        dates(En).moment(at("2026-11-02T17:00:00Z")),
        "2\u{a0}Nov at 6:00\u{a0}pm"
    );
}

#[test]
fn age_grows_into_a_date() {
    let fr = dates(Fr);
    let past = |span: jiff::Span| fr.now().checked_sub(span).unwrap();
    assert_eq!(fr.age(past(59.seconds())), "à l’instant");
    assert_eq!(fr.age(past(60.seconds())), "1\u{a0}min");
    assert_eq!(fr.age(past(3_599.seconds())), "59\u{a0}min");
    assert_eq!(fr.age(past(3_600.seconds())), "1\u{a0}h");
    assert_eq!(fr.age(past(47.hours())), "1\u{a0}j");
    assert_eq!(fr.age(past(168.hours())), "5\u{a0}nov.");
    assert_eq!(fr.ago(past(120.seconds())), "il y a 2\u{a0}min");
    assert_eq!(fr.ago(past(168.hours())), "le 5\u{a0}nov.");
    assert_eq!(dates(En).ago(past(120.seconds())), "2\u{a0}min ago");
}

#[test]
fn instant_ahead_of_us_is_now() {
    let fr = dates(Fr);
    assert_eq!(fr.age(at("2026-11-12T09:00:00Z")), "à l’instant");
    assert_eq!(fr.age(Timestamp::MAX), "à l’instant");
    assert!(!fr.age(Timestamp::MIN).is_empty());
    assert_eq!(fr.until(at("2026-11-12T08:52:08Z")), Duration::from_secs(8));
    assert_eq!(fr.until(at("2026-11-12T08:00:00Z")), Duration::ZERO);
}

#[test]
fn duration_keeps_two_units() {
    let show = |locale, s| {
        dates(locale)
            .duration(Duration::from_secs(s))
            .replace('\u{a0}', " ")
    };
    assert_eq!(show(Fr, 8), "8 s");
    assert_eq!(show(Fr, 1_560), "26 min");
    assert_eq!(show(Fr, 6_000), "1 h 40");
    assert_eq!(show(En, 6_000), "1 h 40 min");
    assert_eq!(show(Fr, 7_200), "2 h");
    assert_eq!(show(Fr, 183_600), "2 j 3 h");
    assert_eq!(show(En, 172_800), "2 d");
}

#[test]
fn a_sentence_may_begin_with_the_day() {
    assert_eq!(
        dates(Fr).day_first(at("2026-11-12T08:00:00Z")),
        "Jeudi 12 novembre"
    );
}

#[test]
fn hours_between_are_those_of_the_house() {
    let hours = |from: &str, to: &str, every| -> Vec<String> {
        let found = dates(Fr).hours_between(at(from), at(to), every);
        found.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        hours("2026-11-11T17:00:00Z", "2026-11-12T08:52:00Z", 6),
        [
            "2026-11-11T17:00:00Z",
            "2026-11-11T23:00:00Z",
            "2026-11-12T05:00:00Z"
        ],
        "18 h, 0 h and 6 h in Paris, both ends included"
    );
    assert_eq!(
        hours("2026-10-24T20:00:00Z", "2026-10-26T01:00:00Z", 24),
        ["2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"],
        "midnights around the end of summer time"
    );
    assert!(hours("2026-11-12T08:52:00Z", "2026-11-11T17:00:00Z", 1).is_empty());
}

#[test]
fn today_is_the_day_of_the_page_in_its_zone() {
    assert!(dates(Fr).is_today(at("2026-11-11T23:00:00Z")));
    assert!(!dates(Fr).is_today(at("2026-11-11T22:59:59Z")));
}
