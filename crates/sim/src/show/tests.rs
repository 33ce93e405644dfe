use super::*;
use crate::rhythm::HOUR_US;

fn noon() -> i64 {
    "2026-11-18T11:00:00Z"
        .parse::<Timestamp>()
        .unwrap()
        .as_microsecond()
}

#[test]
fn silence_is_cut_short() {
    let mut pace = Pace::from_morning(1, noon());
    assert_eq!(pace.next(noon() + MINUTE_US, true), MINUTE_US);
    assert_eq!(
        pace.next(noon() + 3 * HOUR_US, true),
        MINUTE_US + SILENCE_US_MAX
    );
}

#[test]
fn figures_do_not_break_a_silence() {
    let mut pace = Pace::from_morning(1, noon());
    let mut last = 0;
    for minute in 1..60 {
        last = pace.next(noon() + minute * MINUTE_US, false);
    }
    assert_eq!(last, SILENCE_US_MAX);
}

#[test]
fn nights_pass_quickly() {
    let night = "2026-11-18T02:00:00Z"
        .parse::<Timestamp>()
        .unwrap()
        .as_microsecond();
    let mut pace = Pace::from_morning(1, night);
    assert!(pace.next(night + 10 * MINUTE_US, true) <= MINUTE_US);
}

#[test]
fn real_time_counts_from_the_anchor() {
    let segment = Segment {
        first: 1,
        at_us: 1_000_000,
        show_us: 500_000,
        speed: 10.0,
    };
    assert_eq!(real_time(&segment, 1_500_000).as_microsecond(), 1_100_000);
}
