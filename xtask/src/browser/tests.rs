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
        "some talk",
        r#"{"journey":"half"}"#,
    ];
    let taken = lines.map(|it| take(it, &mut suite));
    let millis = taken.map(|it| it.map(|(name, time)| (name, time.as_millis())));
    assert_eq!(
        millis,
        [
            Some(("sign in".to_owned(), 12)),
            Some(("pause".to_owned(), 0)),
            Some(("axe".to_owned(), 0)),
            None,
            None,
        ]
    );
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
