//! Who may name whom. These are absences, so only a test can state them.

use super::{Kind, Package, Tree};

/// What each crate may depend on among ours. The order is the order of the layers.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &["model"]),
    ("query", &["model", "text"]),
    ("matcher", &["model", "text", "query"]),
    ("archive", &["model", "text", "query"]),
    ("store", &["model"]),
    ("networks", &["model", "text"]),
    ("sim", &["model"]),
    ("i18n", &["model"]),
    ("report", &["model", "i18n"]),
    (
        "engine",
        &[
            "model", "text", "query", "matcher", "archive", "store", "networks", "report", "i18n",
        ],
    ),
    ("web", &["model", "i18n", "engine"]),
    (
        "ui",
        &["model", "text", "query", "i18n", "report", "engine", "web"],
    ),
    (
        "vigie",
        &[
            "model", "text", "query", "matcher", "archive", "store", "networks", "sim", "i18n",
            "report", "engine", "web", "ui",
        ],
    ),
    ("xtask", &[]),
];

/// What a crate may name in its tests besides: the world is faked by `sim`, never by mocks.
const MAY_USE_IN_TESTS: &[(&str, &[&str])] = &[
    ("networks", &["sim"]),
    ("engine", &["sim"]),
    ("web", &["sim"]),
    ("ui", &["networks", "store"]),
];

/// Crates of others with one owner of ours, and who else may name them in tests.
const OWNED: &[(&str, &[&str], &[&str])] = &[
    ("sqlx", &["store"], &["archive"]),
    ("reqwest", &["networks"], &["sim", "web", "vigie"]),
    ("tungstenite", &["networks"], &[]),
    ("tokio-tungstenite", &["networks"], &["sim", "web", "vigie"]),
    ("feed-rs", &["networks"], &["sim"]),
    ("ammonia", &["networks"], &[]),
    ("maud", &["ui"], &[]),
    ("tantivy", &["archive"], &[]),
    ("typst", &["report"], &[]),
    (
        "axum",
        &["sim", "web", "ui", "vigie"],
        &["networks", "engine"],
    ),
    ("clap", &["vigie"], &["sim"]),
    ("toml", &["vigie"], &[]),
    ("tracing-subscriber", &["vigie"], &[]),
    ("cargo_metadata", &["xtask"], &[]),
    ("rustix", &["store", "xtask"], &[]),
    ("signal-hook", &["xtask"], &[]),
];

/// Crates that compute and nothing else.
pub(super) const PURE: &[&str] = &["model", "text", "query", "matcher", "i18n", "report"];

/// What a pure crate may not reach, however far below: runtimes, sockets, chance.
const IMPURE: &[&str] = &[
    "tokio",
    "mio",
    "socket2",
    "hyper",
    "axum",
    "sqlx",
    "reqwest",
    "rand",
    "getrandom",
];

pub(super) fn inside(tree: &Tree) -> Vec<String> {
    let members: Vec<_> = tree.packages.iter().filter(|it| it.is_member).collect();
    let is_ours = |name: &str| members.iter().any(|it| it.name == name);
    let mut breaches = Vec::new();
    for package in &members {
        let Some(allowed) = look_up(MAY_USE, &package.name) else {
            breaches.push(format!(
                "crate `{}` has no place in the layers: add it to `MAY_USE`",
                package.name
            ));
            continue;
        };
        for (name, kind) in package.uses.iter().filter(|(name, _)| is_ours(name)) {
            let in_tests = look_up(MAY_USE_IN_TESTS, &package.name).unwrap_or(&[]);
            let is_fine = allowed.contains(&name.as_str())
                || (*kind == Kind::Dev && in_tests.contains(&name.as_str()));
            if !is_fine {
                breaches.push(format!("`{}` may not depend on `{name}`", package.name));
            }
        }
    }
    breaches
}

pub(super) fn outside(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for package in tree.packages.iter().filter(|it| it.is_member) {
        for (name, kind) in &package.uses {
            let Some((_, owners, testers)) = OWNED.iter().find(|(it, _, _)| it == name) else {
                continue;
            };
            let me = package.name.as_str();
            let is_fine = owners.contains(&me) || (*kind == Kind::Dev && testers.contains(&me));
            if !is_fine {
                breaches.push(format!(
                    "`{me}` names `{name}`, which belongs to {}",
                    list(owners)
                ));
            }
        }
    }
    breaches
}

pub(super) fn pure(tree: &Tree) -> Vec<String> {
    let is_pure = |it: &&Package| it.is_member && PURE.contains(&it.name.as_str());
    let mut breaches = Vec::new();
    for package in tree.packages.iter().filter(is_pure) {
        for name in IMPURE.iter().filter(|it| package.reaches.contains(**it)) {
            breaches.push(format!("`{}` is pure and reaches `{name}`", package.name));
        }
    }
    breaches
}

fn look_up<'a>(table: &[(&str, &'a [&'a str])], name: &str) -> Option<&'a [&'a str]> {
    table
        .iter()
        .find(|(it, _)| *it == name)
        .map(|(_, allowed)| *allowed)
}

fn list(names: &[&str]) -> String {
    names
        .iter()
        .map(|it| format!("`{it}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
