//! Reading what the journeys say.

use super::take;
use crate::outcome::Suite;

#[test]
fn take_counts_journeys_and_leaves_talk() {
    let mut suite = Suite::new("browser");
    assert!(take(
        r#"{"journey":"sign in","ok":true,"ms":12}"#,
        &mut suite
    ));
    assert!(take(
        r#"{"journey":"pause","ok":false,"error":"no button"}"#,
        &mut suite
    ));
    assert!(take(
        r#"{"journey":"axe","ok":true,"axe":{"pages":4,"passed":90,"breaches":0}}"#,
        &mut suite
    ));
    assert!(!take("some talk", &mut suite));
    assert!(!take(r#"{"journey":"half"}"#, &mut suite));
    assert_eq!((suite.passed, suite.failures.len()), (2, 1));
    assert_eq!(
        (
            suite.failures[0].name.as_str(),
            suite.failures[0].output.as_str()
        ),
        ("pause", "no button")
    );
    assert_eq!(suite.notes, ["axe: 4 pages, 90 rules met, 0 breached"]);
}
