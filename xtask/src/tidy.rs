//! The rules of the house that no compiler knows, each with a test that it catches a breach.
//!
//! A rule looks at a [`Tree`]: the tracked files, what cargo resolved, and nothing else, so that rules
//! run in milliseconds, offline, and on small fixtures.

mod docs;
mod edges;
mod files;
mod licences;
mod lockfiles;
mod pure;
mod spdx;
#[cfg(test)]
mod tests;
mod tree;

use std::time::Instant;

use anyhow::Result;

use crate::{outcome::Suite, workspace::Workspace};

pub(crate) use tree::{File, Kind, Package, Tree};

/// One rule: its name as the summary shows it, and the breaches it finds, each a sentence with a place.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) check: fn(&Tree) -> Vec<String>,
}

pub(crate) const RULES: &[Rule] = &[
    Rule {
        name: "crates depend only downwards",
        check: edges::inside,
    },
    Rule {
        name: "heavy crates have one owner",
        check: edges::outside,
    },
    Rule {
        name: "pure crates reach no runtime",
        check: edges::pure,
    },
    Rule {
        name: "pure crates do no input or output",
        check: pure::sources,
    },
    Rule {
        name: "files are short",
        check: files::short,
    },
    Rule {
        name: "no mod.rs",
        check: files::no_mod_rs,
    },
    Rule {
        name: "modules say what they are",
        check: files::module_docs,
    },
    Rule {
        name: "nothing generated or borrowed",
        check: files::nothing_generated,
    },
    Rule {
        name: "no secrets",
        check: files::no_secrets,
    },
    Rule {
        name: "crates are licensed",
        check: licences::crates,
    },
    Rule {
        name: "npm packages are licensed",
        check: licences::npm,
    },
    Rule {
        name: "lock files are whole",
        check: lockfiles::whole,
    },
    Rule {
        name: "documents are true",
        check: docs::are_true,
    },
    Rule {
        name: "a change log is kept",
        check: docs::change_log,
    },
];

/// Applies every rule to the checkout.
pub(crate) fn suite(workspace: &Workspace) -> Result<Suite> {
    let begun = Instant::now();
    let tree = Tree::read(workspace)?;
    let mut suite = Suite::new("tidy");
    for rule in RULES {
        let breaches = (rule.check)(&tree);
        if breaches.is_empty() {
            suite.passed += 1;
        } else {
            suite.fail(rule.name, breaches.join("\n"));
        }
    }
    suite.time = begun.elapsed();
    Ok(suite)
}
