use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{Code, Name, Names, Purpose, QUERIES_DEPTH_MAX, Setting, TERMS_MAX, parse, parse_in};

/// One source for each identifier.
const SOURCES: [(&str, &str); 38] = [
    ("empty", ""),
    ("unclosed-quote", "\"a"),
    ("empty-quotes", "\"\""),
    ("unclosed-parenthesis", "(a"),
    ("unopened-parenthesis", "a)"),
    ("empty-group", "()"),
    ("nothing-before", "OR a"),
    ("nothing-after", "a OR"),
    ("lone-minus", "a - b"),
    ("only-excludes", "-a"),
    ("perhaps-operator", "a et b"),
    ("foreign-sign", "a && b"),
    ("needless-plus", "+a"),
    ("punctuation", "a !"),
    ("nothing-searchable", "\"!\""),
    ("prefix-too-short", "a*"),
    ("lone-star", "*"),
    ("star-inside", "*abc"),
    ("only-stars", "\"*\""),
    ("not-a-handle", "@é"),
    ("not-a-tag", "#1"),
    ("unknown-field", "bonjour:a"),
    ("unknown-field-closest", "form:a"),
    ("missing-value", "lang:"),
    ("unknown-language", "lang:xx"),
    ("unknown-network", "network:zz"),
    ("unknown-value", "has:a"),
    ("not-a-figure", "followers:many"),
    ("not-a-date", "since:yesterday"),
    ("not-a-duration", "within:long"),
    ("not-yet", "place:a"),
    ("stray-question", "perdu?!"),
    ("perhaps-question", "colis perdu?"),
    ("pattern-too-open", "?elle"),
    ("stem-operand", "#colis~"),
    ("near-distance", "a NEAR b"),
    ("near-too-far", "a NEAR/999 b"),
    ("near-operand", "a NEAR/1 -b"),
];

/// One source for each identifier that the house has a part in.
const HOUSE_SOURCES: [(&str, &str); 6] = [
    ("unknown-name", "list:elus"),
    ("query-cycle", "query:ring"),
    ("queries-too-deep", "query:chain0"),
    ("queries-too-large", "query:large query:large"),
    ("search-only", "a within:7d"),
    ("figures-alone", "engagement:>50 OR a"),
];

fn house() -> Names {
    let name = |it: &str| Name::new(it).unwrap();
    let query =
        |called: &str, text: &str| (name(called), Arc::new(parse(text).valid().unwrap().clone()));
    let mut queries = BTreeMap::from([
        query("ring", "a query:gnir"),
        query("gnir", "b query:ring"),
        query("large", &"query:half ".repeat(3)),
        query("half", &"a ".repeat(TERMS_MAX)),
    ]);
    for depth in 0..QUERIES_DEPTH_MAX {
        let next = format!("query:chain{}", depth + 1);
        queries.extend([query(&format!("chain{depth}"), &next)]);
    }
    queries.extend([query(&format!("chain{QUERIES_DEPTH_MAX}"), "a")]);
    Names {
        queries,
        ..Names::default()
    }
}

#[test]
fn every_code_can_be_met_and_has_its_sentence() {
    let mut met = BTreeSet::new();
    let long = "a".repeat(crate::LENGTH_MAX_CHARS + 1);
    let deep = "(".repeat(crate::DEPTH_MAX + 1);
    let many = "a ".repeat(TERMS_MAX + 1);
    let limits = [
        ("too-long", &*long),
        ("too-deep", &*deep),
        ("too-many-terms", &*many),
    ];
    let house = house();
    let setting = Setting {
        purpose: Purpose::Live,
        names: Some(&house),
        own_name: None,
    };
    let sources = SOURCES.into_iter().chain(HOUSE_SOURCES).chain(limits);
    for (id, source) in sources {
        let told = parse_in(source, setting).diagnostics;
        let it = told.iter().find(|it| it.code.as_str() == id);
        let it = it.unwrap_or_else(|| panic!("`{source}` should be told {id}: {told:?}"));
        assert_ne!(it.code.to_string(), id, "a code without its sentence");
        met.insert(id);
    }
    // Told by whoever knows the stream.
    let hot = Code::Hot {
        percent: 12,
        a_day: 3_000,
    };
    assert_ne!(hot.to_string(), hot.as_str());
    met.insert(hot.as_str());
    assert_eq!(met, Code::IDS.into_iter().collect());
}

#[test]
fn diagnostic_reads_as_a_line() {
    let told = parse("colis AND").diagnostics;
    assert_eq!(
        told[0].to_string(),
        "error at byte 6: expected a term after `AND`"
    );
}
