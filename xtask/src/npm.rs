//! Folders of npm packages, installed once for each lock file.
//!
//! A folder of ours with a `package.json` and scripts is copied to `target/xtask/npm/NAME-KEY`, where the
//! key covers the lock file and the version of Node; a second run finds it whole and costs nothing.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash as _, Hasher as _},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, Result};

use crate::{
    process::{self, capture, command, run_well},
    workspace::Workspace,
};

/// Downloading and, for one package, compiling on two busy cores.
const INSTALL_LIMIT: Duration = Duration::from_secs(15 * 60);
/// Written last: a folder without it was interrupted.
const MARK: &str = ".complete";

/// A folder of ours that needs npm packages.
pub(crate) struct Folder {
    pub(crate) name: &'static str,
    /// From the root of the repository.
    pub(crate) path: &'static str,
    /// Packages with native code, compiled here rather than downloaded.
    pub(crate) native: &'static [&'static str],
}

/// Scripts that start servers.
pub(crate) const SERVERS: Folder = Folder {
    name: "servers",
    path: "tests/servers",
    native: &["better-sqlite3"],
};
/// Journeys in a real browser.
pub(crate) const BROWSER: Folder = Folder {
    name: "browser",
    path: "crates/vigie/browser",
    native: &[],
};

/// The installed copy of `folder`, its scripts brought up to date.
pub(crate) fn install(workspace: &Workspace, folder: &Folder) -> Result<PathBuf> {
    let source = workspace.root.join(folder.path);
    let key = key_of(&source)?;
    let parent = workspace.cache("npm");
    let place = parent.join(format!("{}-{key}", folder.name));
    if !place.join(MARK).is_file() {
        remove_older(&parent, folder.name);
        // Installed aside and renamed, so that an interruption leaves no half of a folder.
        let aside = parent.join(format!("{}.partial-{}", folder.name, std::process::id()));
        fill(&source, &aside, folder.native)?;
        if std::fs::rename(&aside, &place).is_err() {
            // Another run was faster; its folder is as good as ours.
            std::fs::remove_dir_all(&aside)
                .with_context(|| format!("removing `{}`", aside.display()))?;
        }
    }
    copy(&source, &place)?;
    Ok(place)
}

/// Changes when anything that decides the installed packages changes.
fn key_of(source: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for name in ["package.json", "package-lock.json"] {
        let path = source.join(name);
        let text = std::fs::read(&path).with_context(|| format!("reading `{}`", path.display()))?;
        text.hash(&mut hasher);
    }
    capture(command("node").arg("--version"))?.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

fn remove_older(parent: &Path, name: &str) {
    let Ok(items) = std::fs::read_dir(parent) else {
        return;
    };
    for item in items.flatten() {
        let is_older = item
            .file_name()
            .to_string_lossy()
            .starts_with(&format!("{name}-"));
        if is_older {
            // Only disk space is lost if it stays.
            let _ = std::fs::remove_dir_all(item.path());
        }
    }
}

fn fill(source: &Path, place: &Path, native: &[&str]) -> Result<()> {
    if place.exists() {
        std::fs::remove_dir_all(place)
            .with_context(|| format!("emptying `{}`", place.display()))?;
    }
    copy(source, place)?;
    let mut ci = npm(place);
    run_well(
        ci.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]),
        INSTALL_LIMIT,
    )
    .with_context(|| format!("installing the npm packages of `{}`", source.display()))?;
    for package in native {
        let mut rebuild = npm(place);
        // Their install scripts would first look for a prebuilt file on hosts that may be out of reach.
        rebuild
            .args(["rebuild", package])
            .env("npm_config_build_from_source", "true");
        if let Some(headers) = node_headers()? {
            rebuild.env("npm_config_nodedir", headers);
        }
        run_well(&mut rebuild, INSTALL_LIMIT).with_context(|| format!("compiling `{package}`"))?;
    }
    let mark = place.join(MARK);
    std::fs::write(&mark, "").with_context(|| format!("writing `{}`", mark.display()))
}

fn npm(folder: &Path) -> std::process::Command {
    let mut npm = command("npm");
    npm.current_dir(folder);
    npm
}

/// Where Node's own headers are, when they came with it; else node-gyp has to fetch them.
fn node_headers() -> Result<Option<PathBuf>> {
    let program = capture(command("node").args(["-p", "fs.realpathSync(process.execPath)"]))?;
    let prefix = Path::new(program.trim())
        .parent()
        .and_then(Path::parent)
        .map(Path::to_path_buf);
    Ok(prefix.filter(|it| it.join("include/node/node.h").is_file()))
}

/// Copies our own files, leaving alone those that are the same.
fn copy(source: &Path, place: &Path) -> Result<()> {
    std::fs::create_dir_all(place).with_context(|| format!("creating `{}`", place.display()))?;
    let items =
        std::fs::read_dir(source).with_context(|| format!("listing `{}`", source.display()))?;
    for item in items {
        let item = item.with_context(|| format!("listing `{}`", source.display()))?;
        let to = place.join(item.file_name());
        if item.path().is_dir() {
            if item.file_name() != "node_modules" {
                copy(&item.path(), &to)?;
            }
            continue;
        }
        let text = std::fs::read(item.path())
            .with_context(|| format!("reading `{}`", item.path().display()))?;
        if std::fs::read(&to).ok().as_ref() != Some(&text) {
            // Renamed into place: another run may be reading the old one.
            let aside = place.join(format!(
                "{}.{}",
                item.file_name().to_string_lossy(),
                std::process::id()
            ));
            std::fs::write(&aside, text)
                .and_then(|()| std::fs::rename(&aside, &to))
                .with_context(|| format!("writing `{}`", to.display()))?;
        }
    }
    Ok(())
}

/// The major version of Node, when there is one.
pub(crate) fn node_major() -> Option<u32> {
    process::which("node")?;
    let version = capture(command("node").arg("--version")).ok()?;
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}
