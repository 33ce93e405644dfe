//! Every rule is shown a breach and the nearest thing that is none; then the checkout itself is tidy.

use std::collections::BTreeSet;

use super::{
    File, Kind, Package, RULES, Rule, Tree, docs, edges, files, licences, lockfiles, pure, spdx,
};
use crate::workspace::Workspace;

fn files_of(pairs: &[(&str, &str)]) -> Tree {
    let file = |(path, text): &(&str, &str)| File {
        path: (*path).to_owned(),
        text: Some((*text).to_owned()),
        bytes: text.len() as u64,
    };
    Tree {
        files: pairs.iter().map(file).collect(),
        tasks: vec!["test", "check"],
        ..Tree::default()
    }
}

fn member(name: &str, uses: &[(&str, Kind)]) -> Package {
    Package {
        name: name.to_owned(),
        is_member: true,
        licence: Some("MIT OR Apache-2.0".to_owned()),
        uses: uses
            .iter()
            .map(|(name, kind)| ((*name).to_owned(), *kind))
            .collect(),
        ..Package::default()
    }
}

fn packages_of(packages: Vec<Package>) -> Tree {
    Tree {
        packages,
        ..Tree::default()
    }
}

/// The breaches, as one text to look into.
#[track_caller]
fn check(rule: fn(&Tree) -> Vec<String>, tree: &Tree, expected: &[&str]) {
    let found = rule(tree);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            found.contains(expected),
            "`{found}` does not say `{expected}`"
        );
    }
}

#[test]
fn inside_upward_edge_is_found() {
    let tree = packages_of(vec![
        member("model", &[]),
        member(
            "store",
            &[("model", Kind::Normal), ("engine", Kind::Normal)],
        ),
        member("engine", &[("store", Kind::Normal), ("sim", Kind::Dev)]),
        member("sim", &[("model", Kind::Normal)]),
        member(
            "web",
            &[
                ("engine", Kind::Normal),
                ("store", Kind::Dev),
                ("sim", Kind::Normal),
            ],
        ),
        member("stray", &[]),
    ]);
    let expected = [
        "`store` may not depend on `engine`",
        "`web` may not depend on `store`",
        "`web` may not depend on `sim`",
        "`stray` has no place",
    ];
    check(edges::inside, &tree, &expected);
}

#[test]
fn outside_second_owner_is_found() {
    let tree = packages_of(vec![
        member("store", &[("sqlx", Kind::Normal)]),
        member(
            "engine",
            &[
                ("sqlx", Kind::Normal),
                ("axum", Kind::Dev),
                ("serde", Kind::Normal),
            ],
        ),
        member("vigie", &[("reqwest", Kind::Dev), ("maud", Kind::Dev)]),
        member("web", &[("reqwest", Kind::Normal)]),
    ]);
    let expected = [
        "`engine` names `sqlx`, which belongs to `store`",
        "`vigie` names `maud`",
        "`web` names `reqwest`",
    ];
    check(edges::outside, &tree, &expected);
}

#[test]
fn pure_runtime_far_below_is_found() {
    let mut text = member("text", &[("handy", Kind::Normal)]);
    text.reaches = BTreeSet::from(["handy".to_owned(), "tokio".to_owned()]);
    let mut store = member("store", &[("tokio", Kind::Normal)]);
    store.reaches = BTreeSet::from(["tokio".to_owned()]);
    check(
        edges::pure,
        &packages_of(vec![text, store]),
        &["`text` is pure and reaches `tokio`"],
    );
}

#[test]
fn sources_clock_in_pure_crate_is_found() {
    let tree = files_of(&[
        (
            "crates/query/src/lib.rs",
            "//! Fine: std::fs in a comment.\nfn f() { std::fs::read(p); }\n",
        ),
        ("crates/query/src/lib/tests.rs", "//! T.\nuse std::fs;\n"),
        ("crates/store/src/lib.rs", "//! S.\nuse std::fs;\n"),
    ]);
    check(
        pure::sources,
        &tree,
        &["crates/query/src/lib.rs:2: a pure crate names `std::fs`"],
    );
}

#[test]
fn short_long_file_is_found_unless_it_is_tests() {
    let long = "x\n".repeat(801);
    let tree = files_of(&[
        ("crates/a/src/lib.rs", &long),
        ("crates/a/src/ok.rs", &long[2..]),
        ("crates/a/src/b/tests.rs", &long),
        ("docs/long.md", &long),
    ]);
    check(files::short, &tree, &["crates/a/src/lib.rs: 801 lines"]);
}

#[test]
fn no_mod_rs_is_found() {
    let tree = files_of(&[("crates/a/src/b/mod.rs", ""), ("crates/a/src/b_mod.rs", "")]);
    check(files::no_mod_rs, &tree, &["crates/a/src/b/mod.rs"]);
}

#[test]
fn module_docs_missing_is_found() {
    let tree = files_of(&[
        ("a.rs", "//! Says what it is.\n"),
        ("b.rs", "use std::fs;\n//! Too late.\n"),
        ("b/tests.rs", "use super::*;\n"),
        ("c.rs", "//!\n"),
        ("d.rs", ""),
    ]);
    check(files::module_docs, &tree, &["b.rs", "c.rs", "d.rs"]);
}

#[test]
fn nothing_generated_finds_borrowed_and_large() {
    let large = "x".repeat(300 * 1024);
    let mut tree = files_of(&[
        ("ui/node_modules/htmx/index.js", "x"),
        ("ui/assets/htmx.min.js", "x"),
        ("ui/assets/app.ts", "x"),
        ("ui/assets/big.css", &large),
        ("Cargo.lock", &large),
    ]);
    tree.files.push(File {
        path: "ui/font.woff2".to_owned(),
        text: None,
        bytes: 10,
    });
    tree.files.push(File {
        path: "docs/listen.png".to_owned(),
        text: None,
        bytes: 400 * 1024,
    });
    tree.files.push(File {
        path: "crates/networks/src/feeds/fixtures/latin1.xml".to_owned(),
        text: None,
        bytes: 10,
    });
    let expected = [
        "node_modules",
        "htmx.min.js",
        "big.css: 300 kB",
        "font.woff2: not text",
    ];
    check(files::nothing_generated, &tree, &expected);
}

#[test]
fn no_secrets_finds_keys_and_tokens() {
    let aws = format!("id = AKIA{}", "A1B2C3D4E5F6G7H8");
    let key = format!("-----BEGIN RSA {}-----", "PRIVATE KEY");
    let tree = files_of(&[
        ("a", &aws),
        ("b", &key),
        ("c", "AKIA is a head, ghp_short is short\n"),
    ]);
    check(files::no_secrets, &tree, &["a:1", "b:1"]);
}

#[test]
fn crates_copyleft_and_unknown_are_found() {
    let with = |name: &str, licence: Option<&str>| Package {
        name: name.to_owned(),
        licence: licence.map(str::to_owned),
        ..Package::default()
    };
    let tree = packages_of(vec![
        with("a", Some("AGPL-3.0-only")),
        with("b", Some("GPL-3.0 OR MIT")),
        with("c", Some("MIT AND GPL-2.0")),
        with("d", None),
        with("e", Some("MPL-2.0")),
        with("cssparser", Some("MPL-2.0")),
        with("f", Some("Apache-2.0 WITH LLVM-exception")),
        with("g", Some("MIT/Apache-2.0")),
        with("h", Some("MIT OR")),
    ]);
    let expected = [
        "a : `AGPL",
        "c : `MIT AND GPL-2.0`",
        "d : names no licence",
        "e : `MPL",
        "h : `MIT OR` cannot",
    ];
    check(licences::crates, &tree, &expected);
}

#[test]
fn npm_copyleft_is_found_unless_only_tests_run_it() {
    let lock = r#"{"packages":{"":{"name":"ours"},"node_modules/a":{"license":"MIT"},
        "node_modules/@fontsource/a":{"license":"OFL-1.1"},"node_modules/f":{"license":"MIT AND OFL-1.1"},
        "node_modules/@img/sharp-x":{"license":"LGPL-3.0-or-later"},"node_modules/b":{"license":"GPL-3.0"},
        "node_modules/c":{},"node_modules/a/node_modules/lande":{}}}"#;
    let tree = files_of(&[
        ("crates/ui/package-lock.json", lock),
        ("tests/servers/package-lock.json", lock),
    ]);
    let expected = [
        "crates/ui/package-lock.json: @img/sharp-x",
        "crates/ui/package-lock.json: lande: names no licence",
        "crates/ui/package-lock.json: b: `GPL-3.0`",
        "crates/ui/package-lock.json: c: names",
        "crates/ui/package-lock.json: f: `MIT AND OFL-1.1`",
        "tests/servers/package-lock.json: f",
        "tests/servers/package-lock.json: b",
        "tests/servers/package-lock.json: c",
    ];
    let mut found = licences::npm(&tree);
    found.sort();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for expected in expected {
        assert!(
            found.iter().any(|it| it.contains(expected)),
            "{expected} is not in {found:#?}"
        );
    }
}

#[test]
fn spdx_expressions_are_evaluated() {
    let is_allowed = |it: &str| matches!(it, "MIT" | "ISC");
    let met = |text: &str| spdx::is_met(text, &is_allowed);
    for text in [
        "MIT",
        "GPL OR MIT",
        "MIT AND ISC",
        "(MIT OR GPL) AND ISC",
        "MIT/GPL",
        "GPL or mit OR MIT",
        "ISC WITH x",
    ] {
        assert_eq!(met(text), Ok(true), "{text}");
    }
    for text in [
        "GPL",
        "MIT AND GPL",
        "GPL OR MIT AND GPL",
        "(MIT OR ISC) AND GPL",
    ] {
        assert_eq!(met(text), Ok(false), "{text}");
    }
    for text in [
        "",
        "MIT OR",
        "(MIT",
        "MIT)",
        "AND MIT",
        "MIT ISC",
        &"(".repeat(1_000),
    ] {
        assert!(met(text).is_err(), "{text}");
    }
}

#[test]
fn whole_missing_and_bloated_locks_are_found() {
    check(lockfiles::whole, &Tree::default(), &["Cargo.lock: missing"]);
    let bloated = "[[package]]\n".repeat(491);
    let tree = files_of(&[
        ("Cargo.lock", &bloated),
        ("a/package.json", "{}"),
        ("b/package.json", "{}"),
        (
            "b/package-lock.json",
            "  \"resolved\": \"https://host/x.tgz\",\n",
        ),
    ]);
    check(
        lockfiles::whole,
        &tree,
        &["491 crates", "a/package.json: has no", "names a host"],
    );
}

#[test]
fn are_true_finds_stale_words_and_links() {
    let readme = "Run `cargo xtask test` or `cargo xtask dance`.\nSee `crates/model/src/lib.rs`, `crates/gone`, \
                  `crates/NAME/src`.\n[a](docs/x.md) [b](docs/y.md#part) [c](https://x/y)\n";
    let tree = files_of(&[
        ("README.md", readme),
        ("ARCHITECTURE.md", ""),
        ("CHANGELOG.md", ""),
        ("CONTRIBUTING.md", ""),
        ("SECURITY.md", ""),
        ("LICENSE-MIT", ""),
        ("LICENSE-APACHE", ""),
        ("docs/x.md", "[up](../README.md) [here](./x.md)\n"),
        ("crates/model/src/lib.rs", "//! M.\n"),
    ]);
    check(
        docs::are_true,
        &tree,
        &[
            "`cargo xtask dance`",
            "`crates/gone`",
            "`docs/y.md` leads nowhere",
        ],
    );
    let without = files_of(&[("README.md", "")]);
    assert_eq!(docs::are_true(&without).len(), 6);
}

#[test]
fn change_log_without_section_is_found() {
    check(
        docs::change_log,
        &files_of(&[("CHANGELOG.md", "# Changes\n")]),
        &["Unreleased"],
    );
    check(
        docs::change_log,
        &files_of(&[("CHANGELOG.md", "# Changes\n\n## [Unreleased]\n")]),
        &[],
    );
}

#[test]
fn checkout_is_tidy() {
    let workspace = Workspace::find().unwrap();
    let tree = Tree::read(&workspace).unwrap();
    assert!(
        tree.files.len() > 20 && tree.packages.len() > 100,
        "the tree was not read"
    );
    let breaches: Vec<_> = RULES
        .iter()
        .flat_map(|Rule { check, .. }| check(&tree))
        .collect();
    assert!(breaches.is_empty(), "{breaches:#?}");
}
