//! The licences of what we build on, read offline from cargo's metadata and npm's lock files.

use serde_json::Value;

use super::{Tree, spdx};

/// Licences that ask for no more than a notice.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// File-level copyleft that we link unchanged: the HTML sanitiser's CSS parser and its macros.
const CRATES_MPL: &[&str] = &["cssparser", "cssparser-macros", "dtoa-short", "selectors"];

/// Programs that tests run and nothing ships: their licence binds no one who runs Vigie.
const NPM_TEST_ONLY: &[(&str, &str)] = &[
    ("@img/sharp-", "LGPL-3.0-or-later"),
    ("axe-core", "MPL-2.0"),
];

/// Fonts may be embedded and passed on with their notice; only selling them alone is barred.
const NPM_FONTS: (&str, &str) = ("@fontsource", "OFL-1.1");

/// Packages whose lock entry names no licence; their own file does, and says this.
const NPM_UNNAMED: &[&str] = &["lande", "toygrad"];

/// Folders whose npm packages only run in tests.
const NPM_TEST_FOLDERS: &[&str] = &["tests/", "crates/vigie/browser/"];

pub(super) fn crates(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for package in &tree.packages {
        let at = format!("{} {}", package.name, package.version);
        let Some(licence) = &package.licence else {
            breaches.push(format!("{at}: names no licence"));
            continue;
        };
        let name = package.name.as_str();
        let is_allowed =
            |it: &str| ALLOWED.contains(&it) || (it == "MPL-2.0" && CRATES_MPL.contains(&name));
        match spdx::is_met(licence, &is_allowed) {
            Ok(true) => {}
            Ok(false) => breaches.push(format!("{at}: `{licence}` is not on the list")),
            Err(why) => breaches.push(format!("{at}: `{licence}` cannot be read: {why}")),
        }
    }
    breaches
}

pub(super) fn npm(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for file in tree
        .files
        .iter()
        .filter(|it| it.path.ends_with("package-lock.json"))
    {
        let lock = file
            .text
            .as_deref()
            .and_then(|it| serde_json::from_str::<Value>(it).ok());
        let Some(packages) = lock.as_ref().and_then(|it| it["packages"].as_object()) else {
            breaches.push(format!("{}: not a lock file of npm 7 or later", file.path));
            continue;
        };
        let is_test = NPM_TEST_FOLDERS.iter().any(|it| file.path.starts_with(it));
        for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
            let name = path.rsplit("node_modules/").next().unwrap_or(path);
            if let Some(why) = npm_breach(name, package["license"].as_str(), is_test) {
                breaches.push(format!("{}: {name}: {why}", file.path));
            }
        }
    }
    breaches
}

fn npm_breach(name: &str, licence: Option<&str>, is_test: bool) -> Option<String> {
    let Some(licence) = licence else {
        let is_known = is_test && NPM_UNNAMED.contains(&name);
        return (!is_known).then(|| "names no licence".to_owned());
    };
    let is_excepted = |it: &str| {
        is_test
            && NPM_TEST_ONLY
                .iter()
                .any(|(head, licence)| name.starts_with(head) && it == *licence)
    };
    let is_font = |it: &str| name.starts_with(NPM_FONTS.0) && it == NPM_FONTS.1;
    let is_allowed = |it: &str| ALLOWED.contains(&it) || is_excepted(it) || is_font(it);
    match spdx::is_met(licence, &is_allowed) {
        Ok(true) => None,
        Ok(false) => Some(format!("`{licence}` is not on the list")),
        Err(why) => Some(format!("`{licence}` cannot be read: {why}")),
    }
}
