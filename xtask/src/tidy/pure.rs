//! Pure crates do no I/O and ask no clock: the standard library offers both to everyone, so the sources
//! are read.

use super::{Tree, edges::PURE};

/// Paths of the standard library that a pure crate has no business with.
const IMPURE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "std::io::stdin",
    "std::io::stdout",
    "std::time::Instant",
    "std::time::SystemTime",
    "Instant::now",
    "SystemTime::now",
    "Timestamp::now",
    "Zoned::now",
    "RandomState",
];

pub(super) fn sources(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree.files.iter().filter(|it| it.is_rust() && !it.is_test()) {
        let is_pure = PURE
            .iter()
            .any(|it| file.path.starts_with(&format!("crates/{it}/src/")));
        let Some(text) = file.text.as_deref().filter(|_| is_pure) else {
            continue;
        };
        for (n, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for path in IMPURE.iter().filter(|it| code.contains(**it)) {
                breaches.push(format!(
                    "{}:{}: a pure crate names `{path}`",
                    file.path,
                    n + 1
                ));
            }
        }
    }
    breaches
}
