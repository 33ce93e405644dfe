//! What the rules look at.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use cargo_metadata::{DependencyKind, Metadata, PackageId};

use super::edges::PURE;
use crate::{TASKS, process, workspace::Workspace};

/// Files beyond this are not read as text; rules see their size.
const TEXT_BYTES_MAX: u64 = 1 << 20;

#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) files: Vec<File>,
    pub(crate) packages: Vec<Package>,
    /// The words after `cargo xtask`.
    pub(crate) tasks: Vec<&'static str>,
}

/// A file that is tracked or would be.
#[derive(Debug)]
pub(crate) struct File {
    /// From the root, with `/`.
    pub(crate) path: String,
    /// `None` for what is not UTF-8, or too large.
    pub(crate) text: Option<String>,
    pub(crate) bytes: u64,
}

/// A package that cargo resolved for this platform.
#[derive(Debug, Default)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: Option<String>,
    /// Ours, not a registry's.
    pub(crate) is_member: bool,
    /// Direct dependencies after resolution.
    pub(crate) uses: Vec<(String, Kind)>,
    /// Everything reached by normal dependencies; read for pure crates only.
    pub(crate) reaches: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Normal,
    Build,
    Dev,
}

impl Tree {
    pub(crate) fn read(workspace: &Workspace) -> Result<Self> {
        let mut packages = packages(&workspace.metadata()?)?;
        for package in packages
            .iter_mut()
            .filter(|it| it.is_member && PURE.contains(&it.name.as_str()))
        {
            package.reaches = reached_by(workspace, &package.name)?;
        }
        Ok(Self {
            files: files(workspace)?,
            packages,
            tasks: TASKS.iter().map(|it| it.name).collect(),
        })
    }

    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|it| it.path == path)
    }

    /// Whether `path` is a tracked file, or a folder that holds one.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.iter().any(|it| {
            it.path
                .strip_prefix(path)
                .is_some_and(|it| it.is_empty() || it.starts_with('/'))
        })
    }
}

impl File {
    pub(crate) fn is_rust(&self) -> bool {
        has_ending(&self.path, "rs")
    }

    /// Test code, which some rules spare.
    pub(crate) fn is_test(&self) -> bool {
        let is_named = ["/tests.rs", "/shared_data.rs"]
            .iter()
            .any(|it| self.path.ends_with(it));
        is_named
            || ["/tests/", "/shared_data/"]
                .iter()
                .any(|it| self.path.contains(it))
            || self.path.starts_with("tests/")
    }
}

/// Whether the file name of `path` ends in `.ending`.
pub(crate) fn has_ending(path: &str, ending: &str) -> bool {
    std::path::Path::new(path)
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case(ending))
}

fn files(workspace: &Workspace) -> Result<Vec<File>> {
    let mut command = process::command("git");
    command
        .current_dir(&workspace.root)
        .args(["-c", "core.quotePath=false"]);
    command.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let list = process::capture(&mut command).context("listing the tracked files")?;
    let mut files = Vec::new();
    for path in list.lines() {
        // A file deleted in the work tree is still listed until the deletion is committed.
        let Ok(metadata) = std::fs::metadata(workspace.root.join(path)) else {
            continue;
        };
        let bytes = metadata.len();
        let text = (bytes <= TEXT_BYTES_MAX)
            .then(|| std::fs::read_to_string(workspace.root.join(path)).ok());
        files.push(File {
            path: path.to_owned(),
            text: text.flatten(),
            bytes,
        });
    }
    Ok(files)
}

fn packages(metadata: &Metadata) -> Result<Vec<Package>> {
    let resolve = metadata
        .resolve
        .as_ref()
        .context("cargo metadata resolved nothing")?;
    let mut uses: BTreeMap<&PackageId, Vec<(&PackageId, Kind)>> = BTreeMap::new();
    for node in &resolve.nodes {
        let edges = uses.entry(&node.id).or_default();
        for dep in &node.deps {
            for kind in &dep.dep_kinds {
                let kind = match kind.kind {
                    DependencyKind::Development => Kind::Dev,
                    DependencyKind::Build => Kind::Build,
                    _ => Kind::Normal,
                };
                edges.push((&dep.pkg, kind));
            }
        }
    }
    // `metadata.packages` also lists packages of other platforms; the resolved nodes are ours alone.
    let resolved = metadata
        .packages
        .iter()
        .filter(|it| uses.contains_key(&it.id));
    let reachable = reachable(&metadata.workspace_members, &uses);
    let name = |id: &PackageId| metadata[id].name.to_string();
    Ok(resolved
        .filter(|it| reachable.contains(&it.id))
        .map(|it| Package {
            name: it.name.to_string(),
            version: it.version.to_string(),
            licence: it.license.clone(),
            is_member: metadata.workspace_members.contains(&it.id),
            uses: uses[&it.id]
                .iter()
                .map(|(id, kind)| (name(id), *kind))
                .collect(),
            reaches: BTreeSet::new(),
        })
        .collect())
}

fn reachable<'a>(
    roots: &'a [PackageId],
    uses: &BTreeMap<&'a PackageId, Vec<(&'a PackageId, Kind)>>,
) -> BTreeSet<&'a PackageId> {
    let mut seen = BTreeSet::new();
    let mut todo: Vec<_> = roots.iter().collect();
    while let Some(id) = todo.pop() {
        if seen.insert(id) {
            todo.extend(uses.get(id).into_iter().flatten().map(|(id, _)| *id));
        }
    }
    seen
}

/// The names of everything `package` reaches by normal dependencies with its own features.
///
/// Not from the metadata: there the features of the whole workspace are taken together, and a pure crate
/// would seem to reach what another crate's features pull in.
fn reached_by(workspace: &Workspace, package: &str) -> Result<BTreeSet<String>> {
    let mut tree = process::cargo();
    tree.current_dir(&workspace.root)
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none"]);
    tree.args(["--format", "{p}", "--package", package]);
    let list =
        process::capture(&mut tree).with_context(|| format!("reading the tree of `{package}`"))?;
    let names = list
        .lines()
        .filter_map(|it| it.split(' ').next())
        .filter(|it| *it != package);
    Ok(names.map(str::to_owned).collect())
}
