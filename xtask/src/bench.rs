//! `cargo xtask bench`: scenarios on the release build, as a table for people and JSON for machines.
//!
//! The scenarios are a script beside the browser journeys, since they sign in and fill in forms as a
//! person does; each prints one line of JSON per figure. Wall time on a shared machine is a hint: figures
//! that can be are also given as a ratio to a baseline measured in the same run.

mod archive;
mod matching;
#[cfg(test)]
mod tests;

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::{
    browser,
    process::{self, End, Running, Stream, capture, command, complain, say},
    setup, suites,
    workspace::Workspace,
};

const LIMIT: Duration = Duration::from_secs(30 * 60);

/// One measured number.
#[derive(Clone, Debug, PartialEq)]
struct Figure {
    scenario: String,
    name: String,
    value: f64,
    unit: String,
    /// What it may not pass: `("<", 150.0)` or `(">", 2000.0)`.
    budget: Option<(String, f64)>,
}

impl Figure {
    /// Reads `{"scenario","name","value","unit","below"|"above"}`.
    fn read(line: &str) -> Option<Self> {
        let message: Value = serde_json::from_str(line).ok()?;
        let text = |key: &str| message[key].as_str().map(str::to_owned);
        let below = message["below"].as_f64().map(|it| ("<".to_owned(), it));
        let above = message["above"].as_f64().map(|it| (">".to_owned(), it));
        Some(Self {
            scenario: text("scenario")?,
            name: text("name")?,
            value: message["value"].as_f64()?,
            unit: text("unit")?,
            budget: below.or(above),
        })
    }

    fn is_within(&self) -> bool {
        self.budget.as_ref().is_none_or(|(sign, limit)| {
            if sign == "<" {
                self.value < *limit
            } else {
                self.value > *limit
            }
        })
    }

    fn row(&self) -> String {
        let verdict = if self.is_within() { "" } else { "  MISSED" };
        let budget = self
            .budget
            .as_ref()
            .map_or_else(String::new, |(sign, limit)| format!("{sign} {limit}"));
        let (scenario, name, unit) = (&self.scenario, &self.name, &self.unit);
        format!(
            "{scenario:<10} {name:<44} {:>12} {unit:<10} {budget:>9}{verdict}",
            number(self.value)
        )
    }

    fn json(&self) -> Value {
        let budget = self
            .budget
            .as_ref()
            .map(|(sign, limit)| format!("{sign} {limit}"));
        json!({
            "scenario": self.scenario, "name": self.name, "value": self.value, "unit": self.unit,
            "budget": budget, "within": self.is_within(),
        })
    }
}

/// Three digits that matter, no more than the measurement deserves.
fn number(value: f64) -> String {
    if value.abs() >= 100.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    }
}

/// `cargo xtask bench [--only NAME]...`, `cargo xtask bench match ...` or
/// `cargo xtask bench archive ...`.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    if let Some((scenario, rest)) = args.split_first()
        && scenario == "match"
    {
        return matching::run(workspace, rest);
    }
    if let Some((scenario, rest)) = args.split_first()
        && scenario == "archive"
    {
        return archive::run(workspace, rest);
    }
    let (_, only) = crate::options(args, &["--only"])?;
    setup::ensure(&[&setup::NODE, &setup::CHROMIUM])?;
    let program = suites::product(workspace, "release")?;
    let size = std::fs::metadata(&program)
        .context("measuring the program")?
        .len();
    let mut node = browser::script(
        workspace,
        "bench.mjs",
        &program,
        &workspace.target.join("bench"),
    )?;
    node.args(&only);
    if only.is_empty() || only.iter().any(|it| it == "pages") {
        node.env("VIGIE_CROWD", suites::example(workspace, "store", "crowd")?);
    }
    if let Some(data) = workspace.test_data() {
        node.env("VIGIE_TEST_DATA", data);
    }
    let mut figures = vec![Figure {
        scenario: "size".to_owned(),
        name: "the program, with symbols".to_owned(),
        value: size as f64 / 1e6,
        unit: "MB".to_owned(),
        budget: None,
    }];
    say(&figures[0].row());
    let end =
        Running::start(&mut node)?.follow(LIMIT, |stream, line| match Figure::read(line) {
            Some(figure) if stream == Stream::Out => {
                say(&figure.row());
                figures.push(figure);
            }
            _ => complain(line),
        })?;
    if end != End::Success {
        bail!("the scenarios: {end}");
    }
    let path = write(workspace, &figures)?;
    say(&format!("written to {path}"));
    Ok(figures.iter().all(Figure::is_within))
}

fn write(workspace: &Workspace, figures: &[Figure]) -> Result<String> {
    let commit = capture(
        command("git")
            .args(["rev-parse", "--short", "HEAD"])
            .current_dir(&workspace.root),
    )?;
    let report = json!({
        "commit": commit.trim(),
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "ci": process::variable("CI").is_some(),
        "figures": figures.iter().map(Figure::json).collect::<Vec<_>>(),
    });
    let folder = workspace.root.join("bench");
    let path = folder.join(format!("{}.json", commit.trim()));
    let text = serde_json::to_string_pretty(&report).context("writing the figures")?;
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&path, text + "\n"))
        .with_context(|| format!("writing `{}`", path.display()))?;
    Ok(path.display().to_string())
}
