//! The checks that run no test: tidy, rustfmt, clippy.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::{
    outcome::{Report, Suite},
    process::{self, End, say},
    tidy,
    workspace::Workspace,
};

const FORMAT_LIMIT: Duration = Duration::from_secs(120);
/// A cold check of everything on two busy cores.
const CLIPPY_LIMIT: Duration = Duration::from_secs(20 * 60);

/// `cargo xtask check`.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    crate::options(args, &[])?;
    let begun = Instant::now();
    let mut report = Report::default();
    for suite in [tidy::suite, format, clippy] {
        let suite = suite(workspace)?;
        say(&suite.line());
        report.suites.push(suite);
    }
    say(&report.summary(begun.elapsed()));
    Ok(report.is_good())
}

pub(crate) fn format(workspace: &Workspace) -> Result<Suite> {
    let mut fmt = process::cargo();
    fmt.current_dir(&workspace.root)
        .args(["fmt", "--all", "--check", "--", "--files-with-diff"]);
    single("format", &mut fmt, FORMAT_LIMIT)
}

pub(crate) fn clippy(workspace: &Workspace) -> Result<Suite> {
    let mut clippy = process::cargo();
    clippy.current_dir(&workspace.root);
    clippy.args([
        "clippy",
        "--locked",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    single("clippy", &mut clippy, CLIPPY_LIMIT)
}

fn single(name: &str, command: &mut std::process::Command, limit: Duration) -> Result<Suite> {
    let begun = Instant::now();
    let (end, said) = process::run(command, limit)?;
    let failure =
        (end != End::Success).then(|| format!("{said}{} {end}", process::line_of(command)));
    Ok(Suite::single(name, begun.elapsed(), failure))
}
