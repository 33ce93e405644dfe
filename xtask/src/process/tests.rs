//! The promises about programs started here: their output, their end, their descendants.

use std::{collections::BTreeMap, time::Duration};

use super::{
    End, capture, command,
    descendants::{Entry, below, parse},
    line_of, run, run_well,
};

const SOON: Duration = Duration::from_secs(20);

#[test]
fn run_mixed_output_keeps_every_line() {
    let (end, said) = run(
        command("sh").args(["-c", "echo one; echo two >&2; printf three"]),
        SOON,
    )
    .unwrap();
    assert_eq!(end, End::Success);
    let mut lines: Vec<_> = said.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["one", "three", "two"]);
}

#[test]
fn run_failure_carries_status() {
    let (end, _) = run(command("sh").args(["-c", "exit 3"]), SOON).unwrap();
    assert_eq!(end, End::Failure("exit status: 3".to_owned()));
}

#[test]
fn run_past_limit_is_ended() {
    let limit = Duration::from_millis(100);
    let (end, _) = run(command("sleep").arg("600"), limit).unwrap();
    assert_eq!(end, End::TimedOut(limit));
}

#[test]
fn run_grandchild_holding_pipes_does_not_block() {
    let folder = tempfile::tempdir().unwrap();
    let gate = folder.path().join("gate");
    let script = format!("mkfifo '{0}'; cat '{0}' & echo done", gate.display());
    let (end, said) = run(command("sh").args(["-c", &script]), SOON).unwrap();
    assert_eq!((end, said.as_str()), (End::Success, "done\n"));
    // Opening the gate for writing, and closing it, lets the grandchild end.
    std::fs::write(gate, "").unwrap();
}

#[test]
fn run_well_failure_shows_command_and_output() {
    let error = run_well(command("sh").args(["-c", "echo why >&2; exit 1"]), SOON).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("echo why") && text.ends_with("\nwhy"),
        "{text}"
    );
}

#[test]
fn capture_leaves_errors_out() {
    assert_eq!(
        capture(command("sh").args(["-c", "echo a; echo b >&2"])).unwrap(),
        "a\n"
    );
}

#[test]
fn line_of_reads_as_typed() {
    assert_eq!(
        line_of(command("git").args(["ls-files", "-z"])),
        "git ls-files -z"
    );
}

#[test]
fn parse_name_with_parentheses_finds_parent() {
    let entry = parse("42 (tmux: (x) y) S 7 42 42 0 -1").unwrap();
    assert_eq!(
        entry,
        Entry {
            parent: 7,
            name: "tmux: (x) y".to_owned(),
            is_zombie: false
        }
    );
    assert!(parse("43 (gone) Z 7 43").unwrap().is_zombie);
    assert_eq!(parse("nonsense"), None);
}

#[test]
fn below_finds_grandchildren_and_skips_others_and_zombies() {
    let entry = |parent, is_zombie| Entry {
        parent,
        name: String::new(),
        is_zombie,
    };
    let all = BTreeMap::from([
        (2, entry(1, false)),
        (10, entry(2, false)),
        (11, entry(10, false)),
        (12, entry(2, true)),
        (20, entry(1, false)),
        (30, entry(31, false)),
        (31, entry(30, false)),
    ]);
    assert_eq!(below(2, &all).into_keys().collect::<Vec<_>>(), [10, 11]);
}
