//! Over the shared data: French posts with the ids an outside engine found.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{
    World,
    generate::{Sample, post},
    meaning, numbers,
};

/// The folder of the shared data, if it is there; its absence is an error in CI.
#[expect(
    clippy::disallowed_methods,
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
    let list = list.as_array().unwrap();
    list.iter().map(|it| it.as_str().unwrap()).collect()
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
    let mut world = World::new();
    let changes: Vec<_> = (0..)
        .zip(&corpus)
        .map(|(number, it)| {
            let sample = Sample {
                post: post(it["text"].as_str().unwrap()),
                facts: query::Facts::default(),
                lang: None,
            };
            world.put(number, sample)
        })
        .collect();
    world.commit(&changes);
    let queries = fs::read_to_string(folder.join("queries_dev.json")).unwrap();
    let queries: Value = serde_json::from_str(&queries).unwrap();
    let queries = queries["queries"].as_array().unwrap();
    let mut wrong = Vec::new();
    for it in queries {
        let source = it["query"].as_str().unwrap();
        let answer = world.ask(&meaning(source)).unwrap();
        let found: BTreeSet<&str> = numbers(&answer)
            .into_iter()
            .map(|it| corpus[it as usize]["id"].as_str().unwrap())
            .collect();
        let (expected, either) = (ids(&it["expected"]), ids(&it["dont_care"]));
        let n_missed = expected.difference(&found).count();
        let invented = found.difference(&expected);
        let n_invented = invented.filter(|it| !either.contains(**it)).count();
        if n_missed + n_invented > 0 {
            wrong.push(format!(
                "{source}: missed {n_missed}, invented {n_invented}"
            ));
        }
    }
    assert_eq!((queries.len(), wrong), (33, Vec::new()));
}
