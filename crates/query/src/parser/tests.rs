use crate::{
    Code, DEPTH_MAX, LENGTH_MAX_CHARS, parse,
    tests::{codes, shape},
};

#[test]
fn not_binds_tighter_than_near_than_and_than_or() {
    assert_eq!(shape("a AND b OR c"), "(or (and a b) c)");
    assert_eq!(shape("a OR b AND c"), "(or a (and b c))");
    assert_eq!(shape("a b OR c d"), "(or (and a b) (and c d))");
    assert_eq!(shape("a AND NOT b OR c"), "(or (and a (not b)) c)");
    assert_eq!(shape("a NEAR/2 b c"), "(and (near 2 a b) c)");
    assert_eq!(shape("a OR b NEAR/2 c"), "(or a (near 2 b c))");
    assert_eq!(codes("c NOT a NEAR/2 b"), ["E near-operand [NOT a]"]);
}

#[test]
fn parentheses_decide_otherwise() {
    assert_eq!(shape("(a OR b) AND c"), "(and (or a b) c)");
    assert_eq!(shape("NOT (a OR b) c"), "(and (not (or a b)) c)");
    assert_eq!(shape("((a)) (b (c d))"), "(and a b c d)");
    assert_eq!(shape("a OR (b OR c)"), "(or a b c)");
}

#[test]
fn french_and_english_operators_are_the_same() {
    assert_eq!(shape("a ET b OU c SAUF d"), shape("a AND b OR c NOT d"));
    assert_eq!(shape("a ET SAUF b"), "(and a (not b))");
    assert_eq!(shape("a NOT b"), "(and a (not b))");
    assert_eq!(shape("a -b"), "(and a (not b))");
    assert_eq!(shape("a NOT -b"), "(and a (not (not b)))");
}

#[test]
fn near_takes_words_phrases_prefixes_and_groups_of_them() {
    assert_eq!(
        shape("(a OR \"b c\" OU vac*) ONEAR/0 #d"),
        "(onear 0 a|b+c|vac* #d)"
    );
    assert_eq!(codes("a NEAR b"), ["E near-distance [NEAR]"]);
    assert_eq!(codes("a NEAR/2f b"), ["E near-distance [NEAR/2f]"]);
    assert_eq!(codes("a NEAR/101 b"), ["E near-too-far [NEAR/101]"]);
    assert_eq!(
        codes("a NEAR/99999999999 b"),
        ["E near-too-far [NEAR/99999999999]"]
    );
    assert_eq!(codes("a NEAR/2 (b AND c)"), ["E near-operand [(b AND c)]"]);
    assert_eq!(codes("a NEAR/2 lang:fr"), ["E near-operand [lang:fr]"]);
    assert_eq!(
        codes("a NEAR/2 b NEAR/2 c"),
        ["E near-operand [a NEAR/2 b]"]
    );
    assert_eq!(shape("NEARBY a"), "(and nearby a)");
}

#[test]
fn each_mistake_is_told_where_it_is() {
    for (source, told) in [
        ("", "E empty []"),
        ("  ", "E empty [  ]"),
        ("(a b", "E unclosed-parenthesis [(]"),
        ("a) b", "E unopened-parenthesis [)]"),
        ("a ()", "E empty-group [()]"),
        ("AND a", "E nothing-before [AND]"),
        ("a ET", "E nothing-after [ET]"),
        ("a AND AND b", "E nothing-before [AND]"),
        ("a AND OR b", "E nothing-after [AND]"),
        ("OU est mon colis", "E nothing-before [OU]"),
        ("a OR", "E nothing-after [OR]"),
        ("a OR OR b", "E nothing-before [OR]"),
        ("a (OR b)", "E nothing-before [OR]"),
        ("a NOT", "E nothing-after [NOT]"),
        ("a NEAR/2", "E nothing-after [NEAR/2]"),
        ("NEAR/2 a", "E nothing-before [NEAR/2]"),
    ] {
        assert_eq!(codes(source), [told], "{source}");
    }
}

#[test]
fn one_mistake_is_mended_by_its_fix() {
    for (source, mended) in [
        ("(a b", "(a b)"),
        ("a) b", "a b"),
        ("a ()", "a "),
        ("AND a", " a"),
        ("a ET", "a "),
        ("a AND AND b", "a AND  b"),
        ("a OR OR b", "a OR  b"),
        ("a NEAR b", "a NEAR/5 b"),
        ("a NEAR/2f b", "a ONEAR/2 b"),
        ("a NEAR/101 b", "a NEAR/100 b"),
        ("(a \"b c", "(a \"b c\""),
    ] {
        let told = parse(source).diagnostics;
        let fix = told
            .iter()
            .find_map(|it| it.fix.as_ref())
            .expect("a fix is proposed");
        assert_eq!(fix.apply(source), mended);
    }
    assert_eq!(codes("a AND  b"), [""; 0]);
}

#[test]
fn what_could_be_read_goes_on_after_a_mistake() {
    let parsed = parse("(colis OR) perdu* lang:xx AND");
    assert_eq!(parsed.valid(), None);
    assert_eq!(parsed.diagnostics.len(), 3);
    assert_eq!(
        crate::print(&parsed.expr.unwrap(), crate::Spelling::English),
        "colis AND perdu*"
    );
}

#[test]
fn nesting_is_limited() {
    let nested = |open: &str, close: &str, depth: usize| {
        format!("{}a{}", open.repeat(depth), close.repeat(depth))
    };
    assert_eq!(shape(&nested("(", ")", DEPTH_MAX)), "a");
    assert_eq!(codes(&nested("(", ")", DEPTH_MAX + 1)), ["E too-deep [(]"]);
    assert!(parse(&nested("--", "", DEPTH_MAX / 2)).valid().is_some());
    assert_eq!(codes(&nested("-", "", DEPTH_MAX + 1)), ["E too-deep [-]"]);
    assert_eq!(
        codes(&nested("NOT ", "", DEPTH_MAX + 1)),
        ["E too-deep [NOT]"]
    );
}

#[test]
fn length_is_limited_in_characters() {
    let longest = "é".repeat(LENGTH_MAX_CHARS);
    assert!(parse(&longest).valid().is_some());
    let parsed = parse(&format!("{longest}éé"));
    assert_eq!(parsed.expr, None);
    let [only] = &*parsed.diagnostics else {
        panic!("{:?}", parsed.diagnostics)
    };
    assert_eq!(
        only.code,
        Code::TooLong {
            chars: LENGTH_MAX_CHARS + 2
        }
    );
    assert_eq!(only.span, longest.len()..longest.len() + 4);
}

/// Sources of hostile length are refused unread, and those of the greatest length read without
/// recursing past the limit: a deep stack would overflow here.
#[test]
fn hostile_sources_are_refused() {
    const MEGABYTE: usize = 1 << 20;
    let pieces = [
        "(",
        ")",
        "-",
        "\"",
        "«",
        "*",
        "a ",
        "NOT ",
        "(a OR ",
        "a NEAR/1 ",
        "- ",
        "#",
        "@",
        ":",
        "~",
        "a*",
        "\"* ",
        "from: ",
    ];
    for piece in pieces {
        for size in [LENGTH_MAX_CHARS, MEGABYTE] {
            let source: String = piece.chars().cycle().take(size).collect();
            let parsed = parse(&source);
            assert!(
                parsed
                    .diagnostics
                    .iter()
                    .any(|it| it.severity == crate::Severity::Error),
                "{piece}"
            );
            assert!(parsed.diagnostics.len() <= LENGTH_MAX_CHARS + 1, "{piece}");
        }
    }
}
