//! Random queries and posts through the parser and the matcher, for as long as asked.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::{
    process::{self, End, Running, say},
    workspace::Workspace,
};

/// Executions of each target when none are asked for.
const EXECUTIONS: u64 = 1_000_000;
/// Ten million of each take a quarter of an hour on a quiet core.
const LIMIT: Duration = Duration::from_secs(2 * 60 * 60);

/// `cargo xtask fuzz [EXECUTIONS [SEED]]`
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    let number = |at: usize, usual: u64| match args.get(at) {
        Some(given) => given
            .parse()
            .with_context(|| format!("`{given}` is not a number")),
        None => Ok(usual),
    };
    let (executions, seed): (u64, u64) = (number(0, EXECUTIONS)?, number(1, 1)?);
    if args.len() > 2 {
        bail!("usage: cargo xtask fuzz [EXECUTIONS [SEED]]");
    }
    for target in ["hostile", "parser", "matcher"] {
        let mut cargo = process::cargo();
        cargo.current_dir(&workspace.root).args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "matcher",
            "--example",
            "fuzz",
            "--",
            target,
            &executions.to_string(),
            &seed.to_string(),
        ]);
        let end = Running::start(&mut cargo)?.follow(LIMIT, |_, line| say(line))?;
        if end != End::Success {
            return Ok(false);
        }
    }
    Ok(true)
}
