//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use cargo_metadata::{Metadata, MetadataCommand};

use crate::process;

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";
/// Room that what one run writes there fits in, with plenty to spare.
const MEMORY_MIN: u64 = 4 << 30;

/// The checkout this program belongs to.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Finds the checkout from the place this program was compiled at, else from the current folder.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .map(Path::to_path_buf);
        let root = root.filter(|it| it.join("Cargo.toml").is_file());
        let root = match root {
            Some(root) => root,
            None => std::env::current_dir().context("finding the current folder")?,
        };
        let target = process::variable("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), PathBuf::from);
        Ok(Self {
            target: root.join(target),
            root,
        })
    }

    /// What cargo knows, for the platform this runs on, without touching the network or the lock file.
    pub(crate) fn metadata(&self) -> Result<Metadata> {
        let mut command = MetadataCommand::new();
        command.manifest_path(self.root.join("Cargo.toml"));
        command.other_options([
            "--locked".to_owned(),
            "--filter-platform".to_owned(),
            host()?,
        ]);
        command.exec().context("reading `cargo metadata`")
    }

    /// A folder under `target/xtask` that survives runs.
    pub(crate) fn cache(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    /// A fresh folder for this run's throw-away state, readable by other users (PostgreSQL is not root).
    ///
    /// In memory where there is room: after a cold build a disk may hold back one small durable write
    /// for longer than any deadline of the product, and no test cuts the power.
    pub(crate) fn scratch(&self, name: &str) -> Result<Scratch> {
        let parent = if has_room(Path::new(MEMORY)) {
            PathBuf::from(MEMORY)
        } else {
            std::env::temp_dir()
        };
        let id = std::process::id();
        let path = parent.join(format!("vigie-{name}-{id}"));
        if path.exists() {
            std::fs::remove_dir_all(&path)
                .with_context(|| format!("emptying `{}`", path.display()))?;
        }
        std::fs::create_dir_all(&path).with_context(|| format!("creating `{}`", path.display()))?;
        Ok(Scratch { path })
    }

    /// The shared test data, when the folder is there.
    pub(crate) fn test_data(&self) -> Option<PathBuf> {
        let path = process::variable("VIGIE_TEST_DATA").map(PathBuf::from);
        let path = path.unwrap_or_else(|| self.root.join("../shared/data"));
        path.canonicalize().ok().filter(|it| it.is_dir())
    }
}

fn has_room(folder: &Path) -> bool {
    rustix::fs::statvfs(folder)
        .is_ok_and(|it| it.f_bavail.saturating_mul(it.f_frsize) >= MEMORY_MIN)
}

/// A folder that goes away with its owner.
pub(crate) struct Scratch {
    pub(crate) path: PathBuf,
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing can be done about a folder that refuses to go; the system's own cleaning takes it.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// The target triple of this machine, as rustc names it.
fn host() -> Result<String> {
    let rustc = process::variable("RUSTC").unwrap_or_else(|| "rustc".to_owned());
    let text = process::capture(process::command(rustc).arg("-vV"))?;
    let host = text.lines().find_map(|it| it.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}
