use proptest::prelude::*;

use super::{Grown, grown};
use crate::{
    Doc, evaluate,
    tests::{
        generate::{any_expr, any_post},
        meaning, shape_of,
    },
};

fn kept_for(source: &str) -> String {
    match grown(&meaning(source)) {
        Grown::Never => "never".to_owned(),
        Grown::Always => "always".to_owned(),
        Grown::When(expr) => shape_of(&expr),
    }
}

#[test]
fn what_is_asked_beside_figures_is_kept() {
    for (source, kept) in [
        ("colis perdu", "never"),
        ("colis followers:>10", "never"),
        ("engagement:>50", "always"),
        ("colis engagement:>50", "colis"),
        ("colis -engagement:>50", "colis"),
        ("colis (perdu OR engagement:>50)", "colis"),
        ("colis OR engagement:>50", "always"),
        ("(colis engagement:>50) OR bus", "(or colis bus)"),
        ("colis -(perdu engagement:>50)", "colis"),
        (
            "colis -(perdu OR engagement:>50)",
            "(and colis (not perdu))",
        ),
    ] {
        assert_eq!(kept_for(source), kept, "{source}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the figures become, what matches then was kept before.
    #[test]
    fn what_matches_once_grown_was_kept(expr in any_expr(), post in any_post(), likes in 0..5_000_u64) {
        let mut later = post.clone();
        later.counts.likes = Some(likes.max(post.counts.likes.unwrap_or(0)));
        let matches_later = evaluate(&expr, &Doc::new(&later, None)).is_some();
        let now = Doc::new(&post, None);
        let is_kept = evaluate(&expr, &now).is_some()
            || match grown(&expr) {
                Grown::Never => false,
                Grown::Always => true,
                Grown::When(kept) => evaluate(&kept, &now).is_some(),
            };
        prop_assert!(is_kept || !matches_later);
    }
}
