//! Documents name only what exists, and the change log is kept.

use super::{File, Tree, tree::has_ending};

/// ARCHITECTURE.md is read whole, so it stays short.
const ARCHITECTURE_LINES_MAX: usize = 300;

/// Documents that every repository of ours has.
const REQUIRED: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
];

/// Heads of paths that, in backticks, must exist.
const PATH_HEADS: &[&str] = &["crates/", "xtask/", "docs/", "tests/", "packaging/", ".ci/"];

pub(super) fn are_true(tree: &Tree) -> Vec<String> {
    let mut breaches: Vec<_> = REQUIRED
        .iter()
        .filter(|it| tree.file(it).is_none())
        .map(|it| format!("{it}: missing"))
        .collect();
    for file in tree.files.iter().filter(|it| has_ending(&it.path, "md")) {
        breaches.extend(untrue_tasks(tree, file));
        breaches.extend(untrue_paths(tree, file));
        breaches.extend(untrue_links(tree, file));
    }
    let architecture = tree
        .file("ARCHITECTURE.md")
        .and_then(|it| it.text.as_deref())
        .unwrap_or_default();
    if architecture.lines().count() > ARCHITECTURE_LINES_MAX {
        breaches.push(format!(
            "ARCHITECTURE.md: over {ARCHITECTURE_LINES_MAX} lines"
        ));
    }
    breaches
}

/// `cargo xtask WORD` where WORD is no task.
fn untrue_tasks(tree: &Tree, file: &File) -> Vec<String> {
    let text = file.text.as_deref().unwrap_or_default();
    let words = text
        .match_indices("cargo xtask ")
        .map(|(at, head)| word_at(&text[at + head.len()..]));
    let unknown = words.filter(|it| !it.is_empty() && !tree.tasks.contains(it));
    unknown
        .map(|it| format!("{}: there is no `cargo xtask {it}`", file.path))
        .collect()
}

/// The lower-case word that `text` starts with; prose such as `cargo xtask alone` has to use backticks.
fn word_at(text: &str) -> &str {
    let end = text
        .find(|it: char| !it.is_ascii_lowercase())
        .unwrap_or(text.len());
    &text[..end]
}

/// Paths in backticks that lead nowhere.
fn untrue_paths(tree: &Tree, file: &File) -> Vec<String> {
    let text = file.text.as_deref().unwrap_or_default();
    let mut breaches = Vec::new();
    for span in text.lines().flat_map(|it| it.split('`').skip(1).step_by(2)) {
        let is_path = PATH_HEADS.iter().any(|it| span.starts_with(it));
        // Capitals and braces stand for what the reader puts there.
        let is_pattern = span.contains(|it: char| {
            it.is_whitespace() || "*{}<>$…".contains(it) || it.is_ascii_uppercase()
        });
        if is_path && !is_pattern && !tree.has(span) {
            breaches.push(format!("{}: there is no `{span}`", file.path));
        }
    }
    breaches
}

/// Relative links that lead nowhere.
fn untrue_links(tree: &Tree, file: &File) -> Vec<String> {
    let text = file.text.as_deref().unwrap_or_default();
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut breaches = Vec::new();
    for (at, head) in text.match_indices("](") {
        let rest = &text[at + head.len()..];
        let target = rest.split([')', '#', ' ', '\n']).next().unwrap_or_default();
        if target.is_empty() || target.contains(':') {
            continue;
        }
        if !tree.has(&join(folder, target)) {
            breaches.push(format!(
                "{}: the link to `{target}` leads nowhere",
                file.path
            ));
        }
    }
    breaches
}

/// Resolves `.` and `..` in `target` as seen from `folder`.
fn join(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub(super) fn change_log(tree: &Tree) -> Vec<String> {
    let text = tree
        .file("CHANGELOG.md")
        .and_then(|it| it.text.as_deref())
        .unwrap_or_default();
    let has_section = text.lines().any(|it| it.trim_end() == "## [Unreleased]");
    if has_section {
        Vec::new()
    } else {
        vec!["CHANGELOG.md: has no `## [Unreleased]` section".to_owned()]
    }
}
