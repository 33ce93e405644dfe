//! Reading what the journeys say.

use super::take;
use crate::outcome::Suite;

#[test]
fn take_counts_journeys_and_leaves_talk() {
    let mut suite = Suite::new("browser");
    let lines = [
        r#"{"journey":"sign in","ok":true,"ms":12}"#,
        r#"{"journey":"pause","ok":false,"error":"no button"}"#,
        r#"{"journey":"axe","ok":true,"axe":{"pages":4,"passed":90,"breaches":0}}"#,
        r#"{"journey":"axe","lost":"no page answers"}"#,
        "some talk",
        r#"{"journey":"half"}"#,
    ];
    let mut times = Vec::new();
    let taken = lines.map(|it| take(it, &mut suite, &mut times).is_some());
    assert_eq!(taken, [true, true, true, true, false, false]);
    let millis: Vec<_> = times
        .iter()
        .map(|(name, time)| (name.as_str(), time.as_millis()))
        .collect();
    assert_eq!(millis, [("sign in", 12), ("pause", 0), ("axe", 0)]);
    assert_eq!((suite.passed, suite.failures.len()), (2, 1));
    assert_eq!(
        (
            suite.failures[0].name.as_str(),
            suite.failures[0].output.as_str()
        ),
        ("pause", "no button")
    );
    assert_eq!(
        suite.notes,
        [
            "axe: 4 pages, 90 rules met, 0 breached",
            "the browser was lost, and a new one walked again: axe\nno page answers",
        ]
    );
}
