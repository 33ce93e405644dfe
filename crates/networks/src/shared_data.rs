//! Where the shared test data are: recorded payloads and posts of real networks.

use std::path::PathBuf;

/// The folder; `None`, said on stderr, where there is none (a failure in CI).
#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration but the environment"
)]
pub(crate) fn folder() -> Option<PathBuf> {
    let root = std::env::var("VIGIE_TEST_DATA").unwrap_or_else(|_| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").to_owned()
    });
    let root = PathBuf::from(root);
    if root.is_dir() {
        return Some(root);
    }
    assert!(
        std::env::var("CI").is_err(),
        "no test data at {}",
        root.display()
    );
    eprintln!("skipped: no test data");
    None
}
