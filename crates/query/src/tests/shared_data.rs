//! Suites over the shared data: French posts with the ids an outside engine found.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{meaning, post};
use crate::{Doc, evaluate};

/// The folder of the shared data, if it is there; its absence is an error in CI.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests find their data by the environment"
)]
fn data(folder: &str) -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let root = std::env::var("VIGIE_TEST_DATA").unwrap_or_else(|_| default.to_owned());
    let path = Path::new(&root).join(folder);
    if path.is_dir() {
        return Some(path);
    }
    assert!(
        std::env::var("CI").is_err(),
        "no test data in {}",
        path.display()
    );
    eprintln!("skipped: no test data");
    None
}

fn ids(list: &Value) -> BTreeSet<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect()
}

#[test]
fn french_queries_find_what_the_outside_engine_found() {
    let Some(folder) = data("search_fr") else {
        return;
    };
    let corpus = fs::read_to_string(folder.join("corpus.jsonl")).unwrap();
    let corpus: Vec<Value> = corpus
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    let docs: Vec<(&str, Doc)> = corpus
        .iter()
        .map(|it| {
            (
                it["id"].as_str().unwrap(),
                Doc::new(&post(it["text"].as_str().unwrap()), None),
            )
        })
        .collect();
    let queries: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("queries_dev.json")).unwrap())
            .unwrap();
    let queries = queries["queries"].as_array().unwrap();
    let mut wrong = Vec::new();
    for it in queries {
        let source = it["query"].as_str().unwrap();
        let expr = meaning(source);
        let found = docs
            .iter()
            .filter(|(_, doc)| evaluate(&expr, doc).is_some());
        let found: BTreeSet<&str> = found.map(|(id, _)| *id).collect();
        let (expected, either) = (ids(&it["expected"]), ids(&it["dont_care"]));
        let missed: Vec<_> = expected.difference(&found).collect();
        let invented: Vec<_> = found
            .difference(&expected)
            .filter(|it| !either.contains(**it))
            .collect();
        if !missed.is_empty() || !invented.is_empty() {
            let first = missed.first().or(invented.first());
            let (n_missed, n_invented) = (missed.len(), invented.len());
            wrong.push(format!(
                "{source}: missed {n_missed}, invented {n_invented}, as {first:?}"
            ));
        }
    }
    assert_eq!((queries.len(), wrong), (33, Vec::new()));
}
