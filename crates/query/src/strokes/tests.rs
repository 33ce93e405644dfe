use proptest::prelude::*;

use super::*;
use crate::{
    Spelling, parse, print,
    tests::generate::{any_source, asking_expr},
};

/// Each stretch with a letter for what it is, in capitals where it is excluded.
fn told(source: &str) -> String {
    let each = strokes(source).into_iter().map(|it| {
        let letter = match it.kind {
            StrokeKind::Operator => 'o',
            StrokeKind::Not => 'n',
            StrokeKind::Parenthesis => 'p',
            StrokeKind::Word => 'w',
            StrokeKind::Phrase => 'q',
            StrokeKind::Field => 'f',
            StrokeKind::Value => 'v',
        };
        let letter = if it.excluded {
            letter.to_ascii_uppercase()
        } else {
            letter
        };
        format!("{letter}[{}]", &source[it.span])
    });
    each.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_part_is_told_by_what_it_is() {
    for (source, expected) in [
        ("patinoire~ OU #colis", "w[patinoire~] o[OU] w[#colis]"),
        ("« piste de glace » glace", "q[« piste de glace »] w[glace]"),
        (
            "(a OR b) NOT (c d) e",
            "p[(] w[a] o[OR] w[b] p[)] n[NOT] P[(] W[c] W[d] P[)] w[e]",
        ),
        (
            "langue:fr -de:lea exact:\"La Poste\"",
            "f[langue:] v[fr] n[-] F[de:] V[lea] f[exact:] v[\"La Poste\"]",
        ),
        ("a NEAR/3 b", "w[a] o[NEAR/3] w[b]"),
        (
            "NOT NOT a NOT (b -c)",
            "n[NOT] n[NOT] w[a] n[NOT] P[(] W[b] N[-] w[c] P[)]",
        ),
        // What is wrong has no colour but its remark.
        ("tone:x (a", "p[(] w[a]"),
    ] {
        assert_eq!(told(source), expected, "{source}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strokes_of_anything_are_in_order(source in any_source()) {
        let mut at = 0;
        for stroke in strokes(&source) {
            prop_assert!(at <= stroke.span.start && stroke.span.start < stroke.span.end);
            prop_assert!(source.get(stroke.span.clone()).is_some());
            at = stroke.span.end;
        }
    }

    #[test]
    fn all_of_a_query_is_told(expr in asking_expr()) {
        let source = print(&expr, Spelling::French);
        prop_assume!(parse(&source).diagnostics.is_empty());
        let mut left = source.clone();
        for stroke in strokes(&source).into_iter().rev() {
            left.replace_range(stroke.span, "");
        }
        prop_assert_eq!(left.trim(), "");
    }
}
