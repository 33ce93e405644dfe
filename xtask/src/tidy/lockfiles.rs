//! Lock files: committed, bounded, and naming no address.

use super::{Tree, tree::has_ending};

/// Beyond this a cold build leaves its budget.
/// Some 50 of them are the full-text index's, a third of those for systems we do not build for.
const CRATES_MAX: usize = 490;

pub(super) fn whole(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    match tree.file("Cargo.lock").and_then(|it| it.text.as_deref()) {
        None => breaches.push("Cargo.lock: missing; a program commits its lock file".to_owned()),
        Some(text) => {
            let crates = text.lines().filter(|it| *it == "[[package]]").count();
            if crates > CRATES_MAX {
                breaches.push(format!("Cargo.lock: {crates} crates, {CRATES_MAX} at most"));
            }
        }
    }
    for file in &tree.files {
        let Some(folder) = file.path.strip_suffix("package.json") else {
            continue;
        };
        if tree.file(&format!("{folder}package-lock.json")).is_none() {
            breaches.push(format!("{}: has no package-lock.json beside it", file.path));
        }
    }
    // An address in a lock file ties the build to one registry's host.
    let locks = tree
        .files
        .iter()
        .filter(|it| has_ending(&it.path, "json") && it.path.ends_with("package-lock.json"));
    for file in locks {
        let text = file.text.as_deref().unwrap_or_default();
        if text
            .lines()
            .any(|it| it.trim_start().starts_with("\"resolved\": \"http"))
        {
            breaches.push(format!(
                "{}: `resolved` names a host; npm's `omit-lockfile-registry-resolved` avoids it",
                file.path
            ));
        }
    }
    breaches
}
