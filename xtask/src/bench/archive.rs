//! `cargo xtask bench archive`: how fast the past is searched, beside the full-text indexes of both
//! databases, and how fast it is indexed beside plain tantivy.

use std::time::Duration;

use anyhow::Result;

use crate::{
    process::{self, End, Running, say},
    servers::{Servers, Wanted},
    workspace::Workspace,
};

/// A build, a million posts three times over, and 200 queries to engines that take a second each.
const LIMIT: Duration = Duration::from_secs(2 * 60 * 60);

/// `archive [--posts N] [--no-sql]`
pub(super) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    let wanted = Wanted {
        postgres: !args.iter().any(|it| it == "--no-sql"),
        ..Wanted::default()
    };
    let servers = Servers::start(workspace, wanted)?;
    let mut cargo = process::cargo();
    cargo.current_dir(&workspace.root);
    cargo.args(["bench", "--quiet", "--locked", "--package", "archive"]);
    cargo.args(["--bench", "search", "--"]).args(args);
    cargo.envs(servers.environment());
    let end = Running::start(&mut cargo)?.follow(LIMIT, |_, line| say(line))?;
    Ok(end == End::Success)
}
