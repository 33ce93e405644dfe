//! Suites over the shared data: real posts, and the ids an outside engine found among them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use query::{Expr, Facts};
use serde_json::Value;

use super::{
    generate::{Sample, post},
    meaning,
    properties::{expected, found},
};
use crate::{Census, Matcher, QueryKey, Scratch};

/// A file of the shared data, if it is there; its absence is an error in CI.
#[expect(
    clippy::disallowed_methods,
    reason = "tests find their data by the environment"
)]
fn data(file: &str) -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let root = std::env::var("VIGIE_TEST_DATA").unwrap_or_else(|_| default.to_owned());
    let path = Path::new(&root).join(file);
    if path.is_file() {
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

fn sample(text: &str) -> Sample {
    Sample {
        post: post(text),
        facts: Facts::default(),
        lang: None,
    }
}

/// The id and the text of each line.
fn lines(jsonl: &str) -> Vec<(String, String)> {
    let values = jsonl.lines().map(|it| serde_json::from_str(it).unwrap());
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    values
        .map(|it: Value| (text(&it, "id"), text(&it, "text")))
        .collect()
}

fn holding(queries: &BTreeMap<u32, Expr>, seen: &[Sample]) -> Matcher {
    let mut census = Census::default();
    seen.iter().for_each(|it| it.input(|it| census.count(it)));
    let matcher = Matcher::new(census.frequencies().clone());
    matcher.update(|edit| {
        for (key, expr) in queries {
            edit.insert(QueryKey(*key), expr).unwrap();
        }
    });
    matcher
}

fn ids(list: &Value) -> BTreeSet<&str> {
    let list = list.as_array().unwrap();
    list.iter().map(|it| it.as_str().unwrap()).collect()
}

#[test]
fn french_queries_find_what_the_outside_engine_found() {
    let Some((corpus, queries)) =
        data("search_fr/corpus.jsonl").zip(data("search_fr/queries_dev.json"))
    else {
        return;
    };
    let posts = lines(&fs::read_to_string(corpus).unwrap());
    let suite: Value = serde_json::from_str(&fs::read_to_string(queries).unwrap()).unwrap();
    let suite = suite["queries"].as_array().unwrap();
    let exprs = suite
        .iter()
        .map(|it| meaning(it["query"].as_str().unwrap()));
    let matcher = holding(&(0..).zip(exprs).collect(), &[]);
    let mut found_by: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); suite.len()];
    let mut scratch = Scratch::default();
    for (id, text) in &posts {
        for key in found(&matcher, &mut scratch, &sample(text)) {
            found_by[key as usize].insert(id);
        }
    }
    let wrong = suite.iter().zip(&found_by).filter(|(it, found)| {
        let (expected, either) = (ids(&it["expected"]), ids(&it["dont_care"]));
        let is_fine = |id: &&&str| expected.contains(**id) || either.contains(**id);
        !expected.is_subset(found) || !found.iter().all(|it| is_fine(&it))
    });
    let wrong: Vec<&Value> = wrong.map(|(it, _)| &it["query"]).collect();
    assert_eq!((suite.len(), wrong), (33, Vec::new()));
}

/// Queries of the words that some of the posts are made of, so that much nearly matches.
#[test]
fn real_posts_match_as_the_evaluator_says() {
    const N_POSTS: usize = 600;
    let Some(path) = data("streams/replay_posts.jsonl.gz") else {
        return;
    };
    let mut jsonl = String::new();
    GzDecoder::new(File::open(path).unwrap())
        .read_to_string(&mut jsonl)
        .unwrap();
    let texts = lines(&jsonl);
    let every = texts.len() / N_POSTS;
    let texts: Vec<&str> = texts.iter().step_by(every).map(|it| &*it.1).collect();
    let sources = texts.iter().step_by(3).flat_map(|it| about(it));
    let exprs = sources.filter_map(|it| query::parse(&it).valid().cloned());
    let queries: BTreeMap<u32, Expr> = (0..).zip(exprs).collect();
    assert!(queries.len() > 1_000, "{} queries", queries.len());
    let samples: Vec<Sample> = texts.iter().map(|it| sample(it)).collect();
    let matcher = holding(&queries, &samples[..100]);
    let mut scratch = Scratch::default();
    let mut n_found = 0;
    for sample in &samples {
        let found = found(&matcher, &mut scratch, sample);
        assert_eq!(found, expected(&queries, sample), "{:?}", sample.post.text);
        n_found += found.len();
    }
    assert!(n_found > queries.len(), "{n_found} found");
}

/// Queries of all shapes from the words of a post.
fn about(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|it| !it.contains(['"', '(', ')']))
        .collect();
    let [a, b, c, .., d] = *words else {
        return Vec::new();
    };
    let begin: String = d.chars().take(4).collect();
    vec![
        a.to_owned(),
        format!("{a} {d}"),
        format!("({b} OR {c}) -{d}"),
        format!("\"{a} {b}\""),
        format!("\"{a} * {c}\" OR {begin}*"),
        format!("{b} NEAR/2 {d}"),
        format!("{a} ONEAR/5 ({d} OR {c}) lang:fr"),
        format!("raw:\"{b} {c}\" OR raw:{d}"),
    ]
}
