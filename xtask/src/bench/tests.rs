//! Reading figures and holding them against their budgets.

use super::{Figure, matching::collected};

#[test]
fn read_budget_decides_within() {
    let figure = |rest: &str| {
        Figure::read(&format!(
            r#"{{"scenario":"idle","name":"memory","value":120,"unit":"MB"{rest}}}"#
        ))
        .unwrap()
    };
    assert!(figure("").is_within());
    assert!(figure(r#","below":150"#).is_within());
    assert!(!figure(r#","below":100"#).is_within());
    assert!(!figure(r#","above":150"#).is_within());
    let row = figure(r#","below":100"#).row();
    assert!(
        row.contains("120 MB") && row.contains("< 100") && row.ends_with("MISSED"),
        "{row}"
    );
}

#[test]
fn read_other_lines_are_talk() {
    for line in ["hello", "{}", r#"{"scenario":"a","name":"b","unit":"c"}"#] {
        assert_eq!(Figure::read(line), None, "{line}");
    }
}

#[test]
fn callgrind_count_is_read() {
    let said = "50 matches\n==7== \n==7== Events    : Ir\n==7== Collected : 32500123\n==7== \n";
    assert_eq!(collected(said), Some(32_500_123));
    assert_eq!(collected("==7== Events    : Ir"), None);
}
