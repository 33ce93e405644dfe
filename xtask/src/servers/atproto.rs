//! The Bluesky PDS, its PLC directory and a Jetstream bridge, in one Node process.

use std::{path::Path, time::Duration};

use anyhow::{Context as _, Result};
use rustix::process::Signal;

use crate::process::{Running, command};

/// It takes 4 s on a quiet machine, and far longer beside a build.
const START_LIMIT: Duration = Duration::from_secs(180);
const STOP_PATIENCE: Duration = Duration::from_secs(10);
/// Accounts that every test finds: a name, its handle `NAME.test`, its password `NAME-pass`.
const ACCOUNTS: &[&str] = &["alice", "bob", "carol"];

pub(super) struct Atproto {
    /// One JSON object: `pds`, `plc`, `firehose`, `jetstream`, `accounts`.
    pub(super) description: String,
    pub(super) running: Running,
}

impl Atproto {
    pub(super) fn start(scripts: &Path, folder: &Path, logs: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("creating `{}`", folder.display()))?;
        let mut node = command("node");
        node.arg("atproto.mjs").args(ACCOUNTS).current_dir(scripts);
        // The PDS keeps its data under the system's temporary folder; this one goes with the run.
        node.env("TMPDIR", folder).env("LOG_ENABLED", "false");
        let mut running = Running::start(&mut node)?;
        let description = running.wait_for(START_LIMIT, |line| {
            line.starts_with('{').then(|| line.to_owned())
        })?;
        let running = running.log_to(&logs.join("atproto.log"))?;
        Ok(Self {
            description,
            running,
        })
    }
}

impl Drop for Atproto {
    fn drop(&mut self) {
        self.running.stop(Signal::TERM, STOP_PATIENCE);
    }
}
