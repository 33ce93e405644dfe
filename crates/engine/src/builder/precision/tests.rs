use super::Precision;

#[track_caller]
fn check(relevant: u64, judged: u64, percent: u8, between: (u8, u8)) {
    let precision = Precision { relevant, judged };
    assert_eq!(precision.percent(), Some(percent));
    assert_eq!(precision.between(), Some(between));
}

/// Against the figures of published tables of Wilson's interval.
#[test]
fn interval_is_wilsons() {
    check(0, 10, 0, (0, 28));
    check(5, 10, 50, (24, 76));
    check(10, 10, 100, (72, 100));
    check(30, 32, 94, (80, 98));
    check(940, 1_000, 94, (92, 95));
}

#[test]
fn nothing_judged_says_nothing() {
    assert_eq!(Precision::default().percent(), None);
    assert_eq!(Precision::default().between(), None);
    assert!(Precision::default().is_small());
}

#[test]
fn interval_holds_the_share_and_narrows_with_more() {
    for judged in 1..200_u64 {
        for relevant in 0..=judged {
            let precision = Precision { relevant, judged };
            let (low, high) = precision.between().unwrap();
            let percent = precision.percent().unwrap();
            assert!(low <= percent && percent <= high, "{precision:?}");
            let more = Precision {
                relevant: relevant * 4,
                judged: judged * 4,
            };
            let (more_low, more_high) = more.between().unwrap();
            assert!(more_high - more_low <= high - low, "{precision:?}");
        }
    }
}
