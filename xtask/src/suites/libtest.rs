//! Reads what a libtest program prints with `--show-output`.

use crate::{outcome::Suite, process::End};

/// What a test prints, at the start of a line, when it cannot run here; the reason follows.
const SKIP: &str = "skipped:";
/// What a test prints when it did less than it can, as `--fast` asks; what it did follows.
const THIN: &str = "thinned:";

/// Makes a suite of a program's output and of how it ended.
///
/// A program that ended badly without naming a failed test (it crashed, or was ended) is itself a
/// failure: it never counts as green.
pub(super) fn read(name: &str, said: &str, end: &End) -> Suite {
    let mut suite = Suite::new(name);
    let mut failed = Vec::new();
    let mut ignored = 0;
    let mut closing = None;
    for line in said.lines() {
        if let Some((test, verdict)) = verdict_of(line) {
            match verdict {
                "ok" => suite.passed += 1,
                "FAILED" => failed.push(test.to_owned()),
                _ => ignored += 1,
            }
        }
        closing = closing.or_else(|| closing_of(line));
    }
    if let Some((passed, ignored_in_all)) = closing {
        // A program that a test starts may write into the middle of a verdict; the closing line is whole.
        (suite.passed, ignored) = (passed, ignored_in_all);
    }
    suite.skipped = ignored;
    let blocks = blocks_of(said);
    for (test, text) in &blocks {
        if failed.iter().any(|it| it == test) {
            continue;
        }
        if let Some(skip) = text.lines().find(|it| it.starts_with(SKIP)) {
            suite.passed = suite.passed.saturating_sub(1);
            suite.skipped += 1;
            suite.note(skip.trim());
        }
        if let Some(thin) = text.lines().find(|it| it.starts_with(THIN)) {
            suite.note(thin.trim());
        }
    }
    for test in failed {
        let output = blocks
            .iter()
            .find(|(it, _)| *it == test)
            .map_or("", |(_, text)| text.as_str());
        suite.fail(test, output);
    }
    let is_bad = *end != End::Success || closing.is_none();
    if is_bad && (suite.failures.is_empty() || closing.is_none()) {
        suite.fail("(the whole program)", format!("{said}\nended with {end}"));
    }
    suite
}

/// Reads `test a::b ... ok`, also when the test is expected to panic or carries a note.
fn verdict_of(line: &str) -> Option<(&str, &str)> {
    let (name, verdict) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let name = name.strip_suffix(" - should panic").unwrap_or(name);
    let verdict = verdict.split([' ', ',']).next()?;
    matches!(verdict, "ok" | "FAILED" | "ignored").then_some((name, verdict))
}

/// Reads the passed and ignored of `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
fn closing_of(line: &str) -> Option<(usize, usize)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |word: &str| {
        counts
            .split("; ")
            .find_map(|it| it.strip_suffix(word)?.trim().parse().ok())
    };
    Some((count("passed")?, count("ignored")?))
}

/// The captured output of each test that printed something.
fn blocks_of(said: &str) -> Vec<(&str, String)> {
    let mut blocks: Vec<(&str, String)> = Vec::new();
    let mut is_inside = false;
    for line in said.lines() {
        if let Some(name) = line
            .strip_prefix("---- ")
            .and_then(|it| it.strip_suffix(" stdout ----"))
        {
            blocks.push((name, String::new()));
            is_inside = true;
        } else if matches!(line, "successes:" | "failures:") || line.starts_with("test result: ") {
            is_inside = false;
        } else if is_inside && let Some((_, text)) = blocks.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    blocks
}
