//! Tests over the shared data: third-party suites and real posts.

mod langid;
mod posts;
mod twitter_text;

use std::path::PathBuf;

/// The path of a shared file; `None`, said on stderr, where the folder is not (a failure in CI).
#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration but the environment"
)]
fn path(name: &str) -> Option<PathBuf> {
    let root = std::env::var("VIGIE_TEST_DATA").unwrap_or_else(|_| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").to_owned()
    });
    let root = PathBuf::from(root);
    if root.is_dir() {
        return Some(root.join(name));
    }
    assert!(
        std::env::var("CI").is_err(),
        "no test data at {}",
        root.display()
    );
    eprintln!("skipped: no test data");
    None
}

fn read(name: &str) -> Option<String> {
    let path = path(name)?;
    Some(std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}
