//! Journeys of a person through the real program in a real browser, and pictures of its pages.
//!
//! The journeys are scripts in `crates/vigie/browser`; each prints one line of JSON when it is over.

#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::{
    npm,
    outcome::{Report, Suite},
    process::{self, End, Running, Stream, say},
    setup, suites,
    workspace::Workspace,
};

/// Thirty journeys on a busy machine; those that look at every page take a minute or two each.
const LIMIT: Duration = Duration::from_secs(25 * 60);
/// Journeys whose time is told.
const LONGEST: usize = 3;
/// Names under which systems install it.
const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The browser on this machine.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = process::variable("VIGIE_CHROMIUM").map(PathBuf::from);
    let found = named
        .or_else(|| setup::first_on_path(NAMES))
        .unwrap_or_else(|| PathBuf::from(MAC));
    found.is_file().then_some(found)
}

/// `cargo xtask browser [--only NAME]...`
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    let (_, only) = crate::options(args, &["--only"])?;
    setup::ensure(&[&setup::NODE, &setup::CHROMIUM])?;
    let begun = Instant::now();
    let program = suites::product(workspace, "dev")?;
    let report = Report {
        suites: vec![suite(workspace, &program, &only)?],
    };
    say(&report.summary(begun.elapsed()));
    Ok(report.is_good())
}

/// `cargo xtask shots [--beside FOLDER]`: with a folder of mock-ups, also a page that shows ours beside them.
pub(crate) fn shots(workspace: &Workspace, args: &[String]) -> Result<bool> {
    let beside = match args {
        [] => None,
        [flag, mockups] if flag == "--beside" => {
            Some(std::path::absolute(mockups).with_context(|| format!("finding `{mockups}`"))?)
        }
        _ => bail!("`cargo xtask shots` takes `--beside FOLDER` and nothing else"),
    };
    setup::ensure(&[&setup::NODE, &setup::CHROMIUM])?;
    let program = suites::product(workspace, "dev")?;
    let folder = workspace.target.join("shots");
    let mut node = script(workspace, "shots.mjs", &program, &folder)?;
    node.args(beside);
    let end = Running::start(&mut node)?.follow(LIMIT, |_, line| say(line))?;
    Ok(end == End::Success)
}

/// Runs the journeys, those named `only` or all, against `program`.
pub(crate) fn suite(workspace: &Workspace, program: &Path, only: &[String]) -> Result<Suite> {
    let artefacts = workspace.target.join("journeys");
    let scratch = workspace.scratch("journeys")?;
    let mut node = script(workspace, "run.mjs", program, &artefacts)?;
    node.env("TMPDIR", &scratch.path).args(only);
    let begun = Instant::now();
    let mut suite = Suite::new("browser");
    let mut talk = String::new();
    let mut times = Vec::new();
    let end = Running::start(&mut node)?.follow(LIMIT, |stream, line| {
        let is_told = stream == Stream::Out && take(line, &mut suite, &mut times).is_some();
        if !is_told {
            talk += line;
            talk.push('\n');
        }
    })?;
    suite.time = begun.elapsed();
    let is_told = matches!(end, End::Failure(_)) && !suite.failures.is_empty();
    if times.is_empty() || (end != End::Success && !is_told) {
        let told: String = times
            .iter()
            .map(|(name, time)| format!("{:>7.1} s  {name}\n", time.as_secs_f64()))
            .collect();
        suite.fail(
            "(the journeys as a whole)",
            format!("{talk}{told}ended with {end} after these journeys"),
        );
    }
    times.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
    for (name, time) in times.iter().take(LONGEST) {
        suite.note(&format!("{:.0} s: {name}", time.as_secs_f64()));
    }
    Ok(suite)
}

/// A script of the browser folder, told where the program, the browser and the artefacts are.
pub(crate) fn script(
    workspace: &Workspace,
    name: &str,
    program: &Path,
    artefacts: &Path,
) -> Result<std::process::Command> {
    let folder = npm::install(workspace, &npm::BROWSER)?;
    if artefacts.exists() {
        std::fs::remove_dir_all(artefacts)
            .with_context(|| format!("emptying `{}`", artefacts.display()))?;
    }
    std::fs::create_dir_all(artefacts)
        .with_context(|| format!("creating `{}`", artefacts.display()))?;
    let mut node = process::command("node");
    node.arg(name).current_dir(folder);
    node.env("VIGIE_PROGRAM", program)
        .env("VIGIE_ARTEFACTS", artefacts);
    node.env("VIGIE_CHROMIUM", chromium().context("no Chromium")?);
    Ok(node)
}

/// Counts a line `{"journey":…,"ok":…,"ms":…,"error":…}`, or notes `{"journey":…,"lost":…}`: a journey whose
/// browser was lost, and which is walked again. Nothing where the line is neither.
fn take(line: &str, suite: &mut Suite, times: &mut Vec<(String, Duration)>) -> Option<()> {
    let message: Value = serde_json::from_str(line).ok()?;
    let name = message["journey"].as_str()?;
    if let Some(how) = message["lost"].as_str() {
        suite.note(&format!(
            "the browser was lost, and a new one walked again: {name}\n{how}"
        ));
        return Some(());
    }
    let is_ok = message["ok"].as_bool()?;
    if is_ok {
        suite.passed += 1;
        let axe = &message["axe"];
        if let (Some(pages), Some(passed), Some(breaches)) = (
            axe["pages"].as_u64(),
            axe["passed"].as_u64(),
            axe["breaches"].as_u64(),
        ) {
            suite.note(&format!(
                "{name}: {pages} pages, {passed} rules met, {breaches} breached"
            ));
        }
    } else {
        suite.fail(name, message["error"].as_str().unwrap_or("no reason given"));
    }
    let time = Duration::from_millis(message["ms"].as_u64().unwrap_or_default());
    times.push((name.to_owned(), time));
    Some(())
}
