use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;

use super::{Answer, EVERY_MAX, EVERY_MIN, Rhythm, next, retry_after};

fn now() -> Timestamp {
    // A Saturday.
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn headers(name: &'static str, value: &str) -> HeaderMap {
    HeaderMap::from_iter([(
        HeaderName::from_static(name),
        HeaderValue::from_str(value).unwrap(),
    )])
}

fn minutes(n: u64) -> Duration {
    Duration::from_secs(n * 60)
}

fn after(before: Duration, news: usize, headers: &HeaderMap, rhythm: Rhythm) -> Duration {
    next(
        before,
        &Answer {
            news,
            headers,
            rhythm,
            now: now(),
        },
    )
}

#[test]
fn feed_that_moves_is_asked_more_often_and_one_that_sleeps_less() {
    let none = HeaderMap::new();
    assert_eq!(after(minutes(20), 3, &none, Rhythm::default()), minutes(10));
    assert_eq!(after(minutes(20), 0, &none, Rhythm::default()), minutes(30));
    assert_eq!(after(minutes(6), 1, &none, Rhythm::default()), EVERY_MIN);
    assert_eq!(after(EVERY_MAX, 0, &none, Rhythm::default()), EVERY_MAX);
    assert_eq!(after(Duration::MAX, 0, &none, Rhythm::default()), EVERY_MAX);
}

#[test]
fn publisher_is_obeyed_within_a_day() {
    let hourly = Rhythm {
        every: Some(minutes(60)),
        ..Rhythm::default()
    };
    assert_eq!(
        after(minutes(10), 5, &HeaderMap::new(), hourly),
        minutes(60)
    );
    let monthly = Rhythm {
        every: Some(minutes(60 * 24 * 30)),
        ..Rhythm::default()
    };
    assert_eq!(after(minutes(10), 5, &HeaderMap::new(), monthly), EVERY_MAX);
    let cached = headers("cache-control", "public, max-age=1800, must-revalidate");
    assert_eq!(
        after(minutes(10), 5, &cached, Rhythm::default()),
        minutes(30)
    );
    for nonsense in ["max-age=-5", "max-age=abc", "no-store", "max-age="] {
        assert_eq!(
            after(
                minutes(20),
                5,
                &headers("cache-control", nonsense),
                Rhythm::default()
            ),
            minutes(10)
        );
    }
}

#[test]
fn hours_of_silence_are_waited_through() {
    let silent = |hours: &[u32], days: &[u32]| Rhythm {
        every: None,
        skip_hours: hours.iter().fold(0, |bits, it| bits | 1 << it),
        skip_days: days.iter().fold(0, |bits, it| bits | 1 << it),
    };
    let wait = |rhythm| after(minutes(40), 1, &HeaderMap::new(), rhythm);
    assert_eq!(wait(silent(&[11], &[])), minutes(20));
    // Due at 12:20: the silence ends at 14:00.
    assert_eq!(wait(silent(&[12, 13], &[])), minutes(120));
    assert_eq!(wait(silent(&[], &[6])), minutes(20));
    assert_eq!(wait(silent(&[], &[5])), minutes(12 * 60));
    let always = Rhythm {
        skip_hours: u32::MAX,
        ..Rhythm::default()
    };
    assert_eq!(wait(always), EVERY_MAX);
}

#[test]
fn retry_after_is_read_in_both_forms() {
    let wait = |value: &str| retry_after(&headers("retry-after", value), now());
    assert_eq!(wait("120"), Some(minutes(2)));
    assert_eq!(wait("Sat, 21 Nov 2026 12:05:00 GMT"), Some(minutes(5)));
    assert_eq!(wait("Sat, 21 Nov 2026 11:05:00 GMT"), Some(Duration::ZERO));
    assert_eq!(wait("999999999999"), Some(EVERY_MAX));
    assert_eq!(wait("later"), None);
    assert_eq!(retry_after(&HeaderMap::new(), now()), None);
}
