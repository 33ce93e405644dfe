//! `cargo xtask bench match`: how many posts a second are held against how many queries, ours beside
//! the least that any engine must do and beside another percolator; and the gate on instructions.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::{
    process::{self, End, Running, say, which},
    workspace::Workspace,
};

/// A million queries, seven turns of four engines, on a busy machine; and a build.
const LIMIT: Duration = Duration::from_secs(60 * 60);
/// A little workload, some thirty times slower than life.
const GATE_LIMIT: Duration = Duration::from_secs(20 * 60);
/// What the gate allows, and where it is said.
const GATE: &str = "crates/matcher/benches/gate.json";

/// `match [--gate | --ours] [OPTIONS OF THE BENCH]...`
pub(super) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    match args.split_first() {
        Some((flag, rest)) if flag == "--gate" && rest.is_empty() => gate(workspace),
        Some((flag, rest)) if flag == "--ours" => ours(workspace, rest),
        _ => Ok(ours(workspace, args)? && rival(workspace)?),
    }
}

fn ours(workspace: &Workspace, args: &[String]) -> Result<bool> {
    let mut cargo = process::cargo();
    cargo.current_dir(&workspace.root);
    cargo.args(["bench", "--quiet", "--locked", "--package", "matcher"]);
    cargo.args(["--bench", "load", "--"]).args(args);
    aloud(&mut cargo)
}

/// The rival is a workspace of its own: what it is built on is no concern of the product's.
fn rival(workspace: &Workspace) -> Result<bool> {
    let mut cargo = process::cargo();
    cargo.current_dir(workspace.root.join("crates/matcher/rival"));
    cargo.env("CARGO_TARGET_DIR", &workspace.target);
    cargo.args(["run", "--quiet", "--locked", "--release"]);
    aloud(&mut cargo)
}

fn aloud(command: &mut std::process::Command) -> Result<bool> {
    let end = Running::start(command)?.follow(LIMIT, |_, line| say(line))?;
    Ok(end == End::Success)
}

/// Counts the instructions of a small workload. Unlike seconds they are the same on a busy machine:
/// more of them than were agreed on is a loss that must be explained.
fn gate(workspace: &Workspace) -> Result<bool> {
    if which("valgrind").is_none() {
        say("skipped: no valgrind on this machine (Debian: apt-get install valgrind)");
        return Ok(true);
    }
    let text = std::fs::read_to_string(workspace.root.join(GATE)).context("reading the gate")?;
    let gate: Value = serde_json::from_str(&text).context("reading the gate")?;
    let tolerance = gate["tolerance"]
        .as_f64()
        .context("the gate has a tolerance")?;
    let mut is_within = true;
    for it in gate["figures"].as_array().context("the gate has figures")? {
        let (queries, posts) = (number(it, "queries")?, number(it, "posts")?);
        let agreed = number(it, "instructions_per_post")?;
        let counted = instructions(workspace, queries, posts)? / posts;
        let change = counted as f64 / agreed as f64 - 1.0;
        let verdict = if change > tolerance {
            is_within = false;
            "  MISSED"
        } else if change < -tolerance {
            "  better: lower the figure in the gate"
        } else {
            ""
        };
        let percent = change * 100.0;
        say(&format!(
            "{queries:>8} queries: {counted} instructions a post, {agreed} agreed ({percent:+.1} %){verdict}"
        ));
    }
    Ok(is_within)
}

fn number(figure: &Value, name: &str) -> Result<u64> {
    figure[name]
        .as_u64()
        .with_context(|| format!("a figure of the gate has no `{name}`"))
}

/// What matching alone takes, not the making of the workload.
fn instructions(workspace: &Workspace, queries: u64, posts: u64) -> Result<u64> {
    let scratch = workspace.scratch("gate")?;
    let out = scratch.path.join("callgrind").display().to_string();
    let runner = [
        "valgrind",
        "--tool=callgrind",
        "--collect-atstart=no",
        "--toggle-collect=load::match_all",
        &format!("--callgrind-out-file={out}"),
    ]
    .map(|it| format!("{it:?}"))
    .join(", ");
    let mut cargo = process::cargo();
    cargo.current_dir(&workspace.root);
    cargo.args([
        "--config",
        &format!("target.'cfg(all())'.runner = [{runner}]"),
    ]);
    cargo.args([
        "bench",
        "--quiet",
        "--locked",
        "--package",
        "matcher",
        "--bench",
        "load",
    ]);
    cargo.args(["--", "--only-match", "--training", "3000"]);
    cargo.args([
        "--sizes",
        &queries.to_string(),
        "--posts",
        &posts.to_string(),
    ]);
    let (end, said) = process::run(&mut cargo, GATE_LIMIT)?;
    if end != End::Success {
        bail!("counting instructions: {end}\n{}", said.trim_end());
    }
    collected(&said).context("callgrind told no count")
}

/// The count in `==123== Collected : 456`.
pub(super) fn collected(said: &str) -> Option<u64> {
    let line = said.lines().find(|it| it.contains("Collected"))?;
    line.rsplit(':').next()?.trim().parse().ok()
}
