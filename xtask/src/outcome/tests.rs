//! The summary is read by people and its last line by machines.

use std::time::Duration;

use super::{FAILURE_LINES_MAX, Report, Suite};

#[test]
fn summary_ends_with_the_closing_line() {
    let mut store = Suite {
        passed: 12,
        skipped: 2,
        time: Duration::from_millis(1_240),
        ..Suite::new("store")
    };
    store.note("skipped: no test data");
    store.note("skipped: no test data");
    let mut text = Suite {
        passed: 3,
        ..Suite::new("text")
    };
    text.fail("folds_accents", "left: é\nright: e");
    let report = Report {
        suites: vec![store, text],
    };
    let expected = "
--- text: folds_accents
    left: é
    right: e

store                    ok        12 passed, 2 skipped  1.2 s
                         skipped: no test data
text                     FAILED     3 passed, 1 failed  0.0 s

took 1 min 5 s
15 passed, 1 failed, 2 skipped";
    assert_eq!(report.summary(Duration::from_secs(65)), expected);
    assert!(!report.is_good());
}

#[test]
fn summary_long_failure_keeps_both_ends() {
    let output: String = (0..1_000).map(|it| format!("line {it}\n")).collect();
    let mut suite = Suite::new("long");
    suite.fail("noisy", output);
    let text = Report {
        suites: vec![suite],
    }
    .summary(Duration::ZERO);
    assert!(
        text.contains("line 0\n")
            && text.contains("line 999\n")
            && text.contains("880 lines left out")
    );
    assert!(text.lines().count() < FAILURE_LINES_MAX + 12);
}

#[test]
fn single_check_counts_once() {
    assert_eq!(Suite::single("fmt", Duration::ZERO, None).passed, 1);
    let failed = Suite::single("fmt", Duration::ZERO, Some("diff".to_owned()));
    assert_eq!((failed.passed, failed.failures.len()), (0, 1));
}
