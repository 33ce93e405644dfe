//! Suites over the shared data: French posts with the ids an outside engine found.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{codes, meaning, post, shape};
use crate::{Doc, Severity, evaluate, parse};

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

/// The queries of a file of other languages' suites.
fn queries(folder: &Path, file: &str, lists: &[&str]) -> Vec<String> {
    let file: Value =
        serde_json::from_str(&fs::read_to_string(folder.join(file)).unwrap()).unwrap();
    let cases = lists.iter().flat_map(|it| file[it].as_array().unwrap());
    cases
        .map(|it| it["query"].as_str().or(it.as_str()).unwrap().to_owned())
        .collect()
}

/// Where their meaning is ours; what differs by design is in the next test.
const AGREED: [(&str, &str); 38] = [
    // Lucene.
    ("a AND b", "(and a b)"),
    ("(a AND b)", "(and a b)"),
    ("c OR (a AND b)", "(or c (and a b))"),
    ("a AND NOT b", "(and a (not b))"),
    ("a AND -b", "(and a (not b))"),
    ("a OR b", "(or a b)"),
    ("term AND \"phrase phrase\"", "(and term phrase+phrase)"),
    (
        "(foo OR bar) AND (baz OR boo)",
        "(and (or foo bar) (or baz boo))",
    ),
    ("((a OR b) AND NOT c) OR d", "(or (and (or a b) (not c)) d)"),
    (
        "+(apple \"steve jobs\") -(foo bar baz)",
        "(and apple steve+jobs (not (and foo bar baz)))",
    ),
    ("TERM*", "term*"),
    ("a&b", "a+b"),
    (".NET", "net"),
    // Tantivy.
    ("www-form-encoded", "www+form+encoded"),
    ("NOTa", "nota"),
    ("a\nAND b", "(and a b)"),
    ("a OR b AND c", "(or a (and b c))"),
    ("a AND b         AND c", "(and a b c)"),
    ("-a AND b", "(and (not a) b)"),
    ("NOT a AND b", "(and (not a) b)"),
    ("a AND NOT b AND c", "(and a (not b) c)"),
    ("(  a OR abc)", "(or a abc)"),
    ("tata -toto", "(and tata (not toto))"),
    ("tata NOT toto", "(and tata (not toto))"),
    ("\"abc:def\"", "abc+def"),
    // Luqum.
    (
        "\"a phrase (AND a complicated~ one)\" AND \"Another one\"",
        "(and a+phrase+and+a+complicated~+one another+one)",
    ),
    ("foo AND bar", "(and foo bar)"),
    ("foo bar", "(and foo bar)"),
    ("hi , bye", "(and hi bye)"),
    // Guides of Brandwatch, X and SentiOne.
    ("apple juice", "(and apple juice)"),
    ("\"apple juice\"", "apple+juice"),
    (
        "(apple OR orange) NEAR/5 (smartphone OR phone)",
        "(near 5 apple|orange smartphone|phone)",
    ),
    (
        "url:\"msn.com/news\" AND \"Simon Cowell\"",
        "(and url:msn.com/news simon+cowell)",
    ),
    (
        "(social OR pizza OR wildfire) -planet",
        "(and (or social pizza wildfire) (not planet))",
    ),
    ("advertis*", "advertis*"),
    ("advertise?", "advertise?"),
    ("raw:Google+", "raw:Google+"),
    ("term~", "term~"),
];

/// Where ours says what else to write.
const REFUSED: [(&str, &str); 15] = [
    // A part that only excludes matches nearly everything.
    ("a OR -b", "E only-excludes [-b]"),
    ("NOT a", "E only-excludes [NOT a]"),
    // Other signs for the same.
    ("a && b", "E foreign-sign [&&]"),
    ("a || b", "E foreign-sign [||]"),
    ("a AND !b", "E foreign-sign [!]"),
    ("a^3", "E foreign-sign [^3]"),
    ("logitech NEAR/2f keyboard", "E near-distance [NEAR/2f]"),
    ("\"a b\"~1", "E foreign-sign [~1]"),
    // Never.
    ("mr james bo*", "E prefix-too-short [*]"),
    ("term*germ", "E star-inside [*]"),
    ("*", "E lone-star [*]"),
    ("subject:test", "E unknown-field [subject:test]"),
    // Mistakes.
    ("AND", "E nothing-before [AND]"),
    ("NOT", "E nothing-after [NOT]"),
    ("\"www-form-encoded", "E unclosed-quote [\"]"),
];

#[test]
fn other_languages_suites_are_read_as_documented() {
    let Some(folder) = data("boolean") else {
        return;
    };
    let mut all = queries(
        &folder,
        "lucene_classic_parse.json",
        &["cases", "cases_whitespace_analyser", "must_fail"],
    );
    all.extend(queries(
        &folder,
        "tantivy_grammar.json",
        &["cases", "parse_errors"],
    ));
    all.extend(queries(&folder, "luqum_trees.json", &["cases", "errors"]));
    all.extend(queries(&folder, "vendor_examples.json", &["examples"]));
    for (source, meant) in AGREED {
        assert!(
            all.iter().any(|it| it == source),
            "{source} is not of the suites"
        );
        assert_eq!(shape(source), meant);
    }
    for (source, told) in REFUSED {
        assert!(
            all.iter().any(|it| it == source),
            "{source} is not of the suites"
        );
        assert_eq!(codes(source), [told], "{source}");
    }
    for source in &all {
        let parsed = parse(source);
        let is_refused = parsed
            .diagnostics
            .iter()
            .any(|it| it.severity == Severity::Error);
        assert_eq!(parsed.valid().is_none(), is_refused, "{source}");
    }
    let n_read = all.iter().filter(|it| parse(it).valid().is_some()).count();
    // The others are refused: fields, ranges, weights, exclusions alone, and plain mistakes.
    assert_eq!((all.len(), n_read), (304, 133));
}
