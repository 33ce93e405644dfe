//! The zstd dictionary of Jetstream's first version: real bytes for a decoder's test, not ours to keep.
//!
//! They ship inside a published crate (MIT), so cargo itself fetches them, once.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::{
    process::{capture, command, variable},
    workspace::Workspace,
};

const CRATE: &str = "jetstream-oxide";
const VERSION: &str = "0.1.2";
/// The dictionary in use has exactly this size.
const BYTES: u64 = 112_640;

/// Where the dictionary is, fetched if need be; `None` without a registry in reach.
pub(crate) fn find(workspace: &Workspace) -> Option<PathBuf> {
    known().or_else(|| {
        fetch(workspace).ok()?;
        known()
    })
}

/// Has cargo unpack the crate: it does so to tell about it.
fn fetch(workspace: &Workspace) -> Result<()> {
    // Away from our own workspace, whose lock file has no such crate.
    let scratch = workspace.scratch("dictionary")?;
    capture(
        command("cargo")
            .args(["info", "--quiet"])
            .arg(format!("{CRATE}@{VERSION}"))
            .current_dir(&scratch.path),
    )
    .context("fetching the dictionary")?;
    Ok(())
}

/// The dictionary in cargo's folder of unpacked crates.
fn known() -> Option<PathBuf> {
    let home = variable("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| variable("HOME").map(|it| Path::new(&it).join(".cargo")))?;
    let registries = std::fs::read_dir(home.join("registry/src")).ok()?;
    let mut places = registries
        .flatten()
        .map(|it| it.path().join(format!("{CRATE}-{VERSION}/zstd/dictionary")));
    places.find(|it| std::fs::metadata(it).is_ok_and(|it| it.len() == BYTES))
}
