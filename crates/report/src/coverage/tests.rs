use jiff::Timestamp;

use super::{CoverageBar, Stretch, StretchKind};

fn s(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
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
        bar.svg("x")
            .contains(r#"class="cov-gap" x="997" width="3""#),
        "{}",
        bar.svg("x")
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
        assert!(bar.svg("a < \"b\"").contains("a &lt; &quot;b&quot;"));
    }
}
