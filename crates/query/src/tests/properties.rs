//! What must hold of every source, query and post.

use proptest::prelude::*;

use super::generate::{any_expr, any_facts, any_post, any_source, asking_expr};
use crate::{Code, Doc, Expr, Severity, Spelling, evaluate, parse, print};

const SPELLINGS: [Spelling; 2] = [Spelling::French, Spelling::English];

fn not(expr: &Expr) -> Expr {
    Expr::Not(Box::new(expr.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printed_query_reads_back_the_same(expr in asking_expr()) {
        for spelling in SPELLINGS {
            let source = print(&expr, spelling);
            let parsed = parse(&source);
            prop_assert_eq!(parsed.valid(), Some(&expr), "`{}`: {:?}", source, parsed.diagnostics);
            // A `?` at the end is doubted whoever wrote it.
            let mut doubts = parsed.diagnostics.iter();
            prop_assert!(
                doubts.all(|it| matches!(it.code, Code::PerhapsQuestion { .. })),
                "`{}`: {:?}", source, parsed.diagnostics
            );
        }
    }

    #[test]
    fn any_source_is_read_and_remarks_are_placed(source in any_source()) {
        let parsed = parse(&source);
        for it in &parsed.diagnostics {
            prop_assert!(source.get(it.span.clone()).is_some(), "{:?}", it);
            prop_assert!(it.fix.as_ref().is_none_or(|fix| source.get(fix.span.clone()).is_some()), "{:?}", it);
            prop_assert!(!it.to_string().is_empty());
        }
        if let Some(expr) = parsed.valid() {
            for spelling in SPELLINGS {
                let again = parse(&print(expr, spelling));
                prop_assert_eq!(again.valid(), Some(expr));
            }
        } else {
            prop_assert!(parsed.diagnostics.iter().any(|it| it.severity == Severity::Error));
        }
    }

    /// A fix may bring to light what the mistake hid, but who accepts the first one proposed, again
    /// and again, comes to a source without mistakes or with one that only a person can mend.
    #[test]
    fn accepting_fixes_comes_to_an_end(source in any_source()) {
        let steps_max = 2 * source.chars().count() + 8;
        let mut source = source;
        for _ in 0..steps_max {
            let fixes = parse(&source).diagnostics.into_iter().filter(|it| it.severity == Severity::Error);
            let Some(fix) = fixes.filter_map(|it| it.fix).next() else { return Ok(()) };
            let fixed = fix.apply(&source);
            prop_assert_ne!(&fixed, &source, "a fix that changes nothing");
            source = fixed;
        }
        prop_assert!(false, "still mending `{}`", source);
    }

    #[test]
    fn boolean_algebra_holds(a in any_expr(), b in any_expr(), post in any_post(), facts in any_facts()) {
        let doc = Doc::with_facts(&post, facts);
        let holds = |it: &Expr| evaluate(it, &doc).is_some();
        let (in_a, in_b) = (holds(&a), holds(&b));
        let and = Expr::And(vec![a.clone(), b.clone()]);
        let or = Expr::Or(vec![a.clone(), b.clone()]);
        prop_assert_eq!(holds(&not(&a)), !in_a);
        prop_assert_eq!(holds(&and), in_a && in_b);
        prop_assert_eq!(holds(&or), in_a || in_b);
        prop_assert_eq!(holds(&not(&and)), holds(&Expr::Or(vec![not(&a), not(&b)])));
        prop_assert_eq!(holds(&not(&or)), holds(&Expr::And(vec![not(&a), not(&b)])));
        prop_assert_eq!(holds(&not(&not(&a))), in_a);
    }

    #[test]
    fn reasons_stand_in_their_field(expr in any_expr(), post in any_post(), facts in any_facts()) {
        let Some(why) = evaluate(&expr, &Doc::with_facts(&post, facts)) else { return Ok(()) };
        for it in &why.spans {
            let text = it.field.text_of(&post).expect("a span is in a field the post has");
            let slice = text.get(it.start as usize..it.end as usize);
            prop_assert!(slice.is_some_and(|it| !it.is_empty()), "{:?} in `{}`", it, text);
        }
        for pair in why.spans.windows(2) {
            let apart = pair[0].field < pair[1].field || pair[0].end < pair[1].start;
            prop_assert!(apart, "{:?}", pair);
        }
    }

    /// A `NEAR` in any order is one of the two orders.
    #[test]
    fn near_is_onear_either_way(expr in any_expr(), post in any_post()) {
        let Expr::Near(near) = expr else { return Ok(()) };
        let doc = Doc::new(&post, None);
        let ordered = crate::Near { ordered: true, ..near.clone() };
        let (left, right) = (near.right.clone(), near.left.clone());
        let reversed = crate::Near { left, right, ..ordered.clone() };
        let any_order = crate::Near { ordered: false, ..near };
        let holds = |it| evaluate(&Expr::Near(it), &doc).is_some();
        prop_assert_eq!(holds(any_order), holds(ordered) || holds(reversed));
    }
}
