use std::collections::BTreeSet;

use crate::{Code, parse};

/// One source for each identifier.
const SOURCES: [(&str, &str); 30] = [
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
    ("not-yet", "site:a"),
    ("near-distance", "a NEAR b"),
    ("near-too-far", "a NEAR/999 b"),
    ("near-operand", "a NEAR/1 -b"),
];

#[test]
fn every_code_can_be_met_and_has_its_sentence() {
    let mut met = BTreeSet::new();
    let long = "a".repeat(crate::LENGTH_MAX_CHARS + 1);
    let deep = "(".repeat(crate::DEPTH_MAX + 1);
    let many = "a ".repeat(crate::TERMS_MAX + 1);
    let limits = [
        ("too-long", &*long),
        ("too-deep", &*deep),
        ("too-many-terms", &*many),
    ];
    for (id, source) in SOURCES.iter().copied().chain(limits) {
        let told = parse(source).diagnostics;
        let it = told.iter().find(|it| it.code.as_str() == id);
        let it = it.unwrap_or_else(|| panic!("`{source}` should be told {id}: {told:?}"));
        assert_ne!(it.code.to_string(), id, "a code without its sentence");
        for (name, value) in it.code.args() {
            assert!(!value.is_empty(), "{id}: {name}");
        }
        met.insert(id);
    }
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
