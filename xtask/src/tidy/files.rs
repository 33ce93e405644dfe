//! Rules about single files.

use super::{Tree, tree::has_ending};

/// A file past this is two files.
const LINES_MAX: usize = 800;
/// Source is small; what is larger was made by a machine.
const BYTES_MAX: u64 = 256 * 1024;
/// The only files that are large because a tool writes them and a person reviews them.
const LARGE: &[&str] = &["Cargo.lock", "package-lock.json"];
/// Pictures of our own pages, for the README.
const PICTURES: &str = "docs/";
const PICTURE_BYTES_MAX: u64 = 1 << 20;

/// Folders and endings that only tools make.
const GENERATED: &[&str] = &["node_modules/", "dist/", "target/", "__pycache__/"];
const GENERATED_ENDINGS: &[&str] = &[
    "map", "wasm", "pyc", "o", "a", "so", "dll", "exe", "class", "jar", "zip", "gz", "zst", "db",
    "sqlite",
];

pub(super) fn short(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree
        .files
        .iter()
        .filter(|it| is_source(&it.path) && !it.is_test())
    {
        let lines = file.text.as_deref().map_or(0, |it| it.lines().count());
        if lines > LINES_MAX {
            breaches.push(format!("{}: {lines} lines, {LINES_MAX} at most", file.path));
        }
    }
    breaches
}

fn is_source(path: &str) -> bool {
    ["rs", "ts", "mjs", "css", "sql", "ftl", "sh"]
        .iter()
        .any(|it| has_ending(path, it))
}

pub(super) fn no_mod_rs(tree: &Tree) -> Vec<String> {
    let found = tree.files.iter().filter(|it| it.path.ends_with("/mod.rs"));
    found
        .map(|it| format!("{}: name it after its module, beside its folder", it.path))
        .collect()
}

pub(super) fn module_docs(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.files.iter().filter(|it| it.is_rust() && !it.is_test()) {
        let first = file
            .text
            .as_deref()
            .and_then(|it| it.lines().next())
            .unwrap_or_default();
        if !first.starts_with("//! ") {
            breaches.push(format!(
                "{}: does not open with `//!` and a sentence",
                file.path
            ));
        }
    }
    breaches
}

pub(super) fn nothing_generated(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in &tree.files {
        let path = file.path.as_str();
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_made = GENERATED
            .iter()
            .any(|it| path.starts_with(it) || path.contains(&format!("/{it}")))
            || GENERATED_ENDINGS.iter().any(|it| has_ending(path, it))
            || name.contains(".min.");
        if is_made {
            breaches.push(format!("{path}: generated or borrowed, build it instead"));
            continue;
        }
        let is_picture = path.starts_with(PICTURES) && has_ending(path, "png");
        let max = if is_picture {
            PICTURE_BYTES_MAX
        } else {
            BYTES_MAX
        };
        if file.bytes > max && !LARGE.contains(&name) {
            breaches.push(format!(
                "{path}: {} kB, too large to have been written",
                file.bytes / 1024
            ));
        }
        if file.text.is_none() && !is_picture && file.bytes > 0 && !is_fixture(path) {
            breaches.push(format!(
                "{path}: not text; say in `tidy/files.rs` why it is here"
            ));
        }
    }
    breaches
}

/// Recorded bytes that a decoder is tested on.
fn is_fixture(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/fixtures/")
}

/// Marks of secrets: a fixed head, then how many more letters or digits make it one.
const SECRETS: &[(&str, usize)] = &[
    ("AKIA", 16),
    ("AIza", 35),
    ("ghp_", 36),
    ("gho_", 36),
    ("github_pat_", 50),
    ("glpat-", 20),
    ("npm_", 36),
    ("sk_live_", 24),
    ("rk_live_", 24),
    ("xoxb-", 24),
    ("xoxp-", 24),
    ("eyJhbGciOi", 60),
];

pub(super) fn no_secrets(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in &tree.files {
        let Some(text) = &file.text else { continue };
        for (n, line) in text.lines().enumerate() {
            if let Some(what) = secret_in(line) {
                breaches.push(format!(
                    "{}:{}: looks like a secret ({what}…)",
                    file.path,
                    n + 1
                ));
            }
        }
    }
    breaches
}

fn secret_in(line: &str) -> Option<&'static str> {
    if line.contains(concat!("-----BEGIN ", "PRIVATE KEY"))
        || line.contains(concat!("PRIVATE KEY", "-----"))
    {
        return Some("private key");
    }
    let is_part = |it: &char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '.');
    let found = SECRETS.iter().find(|(head, more)| {
        let mut rests = line
            .match_indices(head)
            .map(|(at, head)| &line[at + head.len()..]);
        rests.any(|rest| {
            let token: String = rest.chars().take_while(is_part).collect();
            // Chance puts a digit into every token of that length; names of things have none.
            token.len() >= *more && token.contains(|it: char| it.is_ascii_digit())
        })
    });
    found.map(|(head, _)| *head)
}
