//! Reading cargo's and libtest's words.

use std::path::Path;

use super::{Built, collect, libtest::read};
use crate::process::End;

const MIXED: &str = "
running 5 tests
test a::fine ... ok
test a::panics - should panic ... ok
test shared_data::corpus ... ok
test b::broken ... FAILED
test c::later ... ignored, not yet

successes:

---- a::fine stdout ----
a word skipped: in the middle is no skip
thinned: 10 kills of 50
---- shared_data::corpus stdout ----
skipped: no test data

successes:
    a::fine
    shared_data::corpus

failures:

---- b::broken stdout ----

thread 'b::broken' panicked at src/lib.rs:3:5:
left: 1

failures:
    b::broken

test result: FAILED. 3 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
";

#[test]
fn read_mixed_run_counts_each_test_once() {
    let suite = read("demo", MIXED, &End::Failure("exit status: 101".to_owned()));
    assert_eq!(
        (suite.passed, suite.skipped, suite.failures.len()),
        (2, 2, 1)
    );
    assert_eq!(
        suite.notes,
        ["thinned: 10 kills of 50", "skipped: no test data"]
    );
    assert_eq!(suite.failures[0].name, "b::broken");
    assert_eq!(
        suite.failures[0].output.trim(),
        "thread 'b::broken' panicked at src/lib.rs:3:5:\nleft: 1"
    );
}

#[test]
fn read_crash_is_a_failure() {
    let said = "running 2 tests\ntest one ... ok\n";
    let suite = read(
        "demo",
        said,
        &End::Failure("signal: 6 (SIGABRT)".to_owned()),
    );
    assert_eq!((suite.passed, suite.failures.len()), (1, 1));
    assert!(suite.failures[0].output.contains("SIGABRT"));
}

#[test]
fn read_verdict_cut_by_other_output_still_counts() {
    let said = "test one ... listening on 8080\nok\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured\n";
    let suite = read("demo", said, &End::Success);
    assert_eq!((suite.passed, suite.failures.len()), (1, 0));
}

#[test]
fn read_success_without_result_line_is_a_failure() {
    assert_eq!(read("demo", "", &End::Success).failures.len(), 1);
}

#[test]
fn read_failed_end_with_all_tests_ok_is_a_failure() {
    let said = "test one ... ok\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured\n";
    assert_eq!(
        read("demo", said, &End::Failure("exit status: 1".to_owned()))
            .failures
            .len(),
        1
    );
}

#[test]
fn read_empty_program_is_fine() {
    let said = "\nrunning 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored\n";
    let suite = read("demo", said, &End::Success);
    assert_eq!((suite.passed, suite.failures.len()), (0, 0));
}

#[test]
fn collect_tells_tests_from_programs() {
    let mut built = Built::default();
    let line = |target: &str, kind: &str, is_test: bool, executable: &str| {
        format!(
            r#"{{"reason":"compiler-artifact","manifest_path":"/r/crates/vigie/Cargo.toml","target":{{"name":"{target}","kind":["{kind}"]}},"profile":{{"test":{is_test}}},"executable":{executable}}}"#
        )
    };
    collect(&line("vigie", "bin", true, r#""/t/vigie-1""#), &mut built);
    collect(&line("it", "test", true, r#""/t/it-1""#), &mut built);
    collect(&line("vigie", "bin", false, r#""/t/vigie""#), &mut built);
    collect(&line("serde", "lib", false, "null"), &mut built);
    collect("not json", &mut built);
    let names: Vec<_> = built.programs.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["vigie", "vigie::it"]);
    assert_eq!(built.programs[0].folder, Path::new("/r/crates/vigie"));
    assert_eq!(built.binary("vigie").unwrap(), Path::new("/t/vigie"));
    assert!(built.binary("other").is_err());
}
