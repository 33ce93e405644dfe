use crate::{
    Code, TERMS_MAX, parse,
    tests::{codes, shape},
};

#[test]
fn exclusion_alone_is_refused_where_it_is() {
    assert_eq!(codes("-a"), ["E only-excludes [-a]"]);
    assert_eq!(codes("NOT a NOT b"), ["E only-excludes [NOT a NOT b]"]);
    assert_eq!(codes("a OR NOT b"), ["E only-excludes [NOT b]"]);
    assert_eq!(
        codes("(a OR -b) OR (c -d) OR NOT (e f)"),
        ["E only-excludes [-b]", "E only-excludes [NOT (e f)]"]
    );
    assert_eq!(codes("NOT (a AND b)"), ["E only-excludes [NOT (a AND b)]"]);
}

#[test]
fn exclusion_beside_a_term_is_fine() {
    for source in [
        "a -b",
        "-b a",
        "a (b OR -c)",
        "--a",
        "NOT (NOT a OR b)",
        "a OR (b -c)",
        "lang:fr -a",
    ] {
        assert_eq!(codes(source), [""; 0], "{source}");
    }
}

#[test]
fn incomplete_query_is_not_said_to_only_exclude() {
    assert_eq!(codes("-a AND"), ["E nothing-after [AND]"]);
}

#[test]
fn excluded_side_of_near_is_offered_parentheses() {
    for (source, mended, meant) in [
        (
            "c NOT a NEAR/2 b",
            "c NOT (a NEAR/2 b)",
            "(and c (not (near 2 a b)))",
        ),
        (
            "c -a NEAR/2 b",
            "c -(a NEAR/2 b)",
            "(and c (not (near 2 a b)))",
        ),
    ] {
        let told = parse(source).diagnostics;
        assert_eq!(told[0].fix.as_ref().unwrap().apply(source), mended);
        assert_eq!(shape(mended), meant);
    }
}

#[test]
fn terms_are_limited_and_words_of_phrases_count() {
    let words = |n: usize| vec!["a"; n].join(" ");
    assert!(parse(&words(TERMS_MAX)).valid().is_some());
    let parsed = parse(&format!("{} \"b c\" d", words(TERMS_MAX - 1)));
    let [only] = &*parsed.diagnostics else {
        panic!("{:?}", parsed.diagnostics)
    };
    assert_eq!(
        only.code,
        Code::TooManyTerms {
            count: TERMS_MAX + 2
        }
    );
    assert_eq!(only.span.start, (TERMS_MAX - 1) * 2);
}
