//! How random queries are put together from terms and filters. The matcher's tests take this file
//! too, with words of their own.

use proptest::{collection::vec, prelude::*};

use super::{Expr, Filter, Near, Term};

fn near(term: &BoxedStrategy<Term>) -> impl Strategy<Value = Near> + use<> {
    let terms = || vec(term.clone(), 1..4);
    (terms(), terms(), 0..12u16, any::<bool>()).prop_map(|(left, right, words_max, ordered)| Near {
        left,
        right,
        words_max,
        ordered,
    })
}

/// Any query of the shapes the parser makes, exclusions alone included. Filters come as often as
/// `filters` against six terms.
pub(crate) fn expr(
    term: impl Strategy<Value = Term> + 'static,
    filter: impl Strategy<Value = Filter> + 'static,
    filters: u32,
) -> impl Strategy<Value = Expr> {
    let term = term.boxed();
    let leaf = prop_oneof![
        6 => term.clone().prop_map(Expr::Term),
        filters => filter.prop_map(Expr::Filter),
        1 => near(&term).prop_map(Expr::Near),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..5).prop_filter_map("empty", Expr::and),
            vec(inner.clone(), 2..5).prop_filter_map("empty", Expr::or),
            inner.prop_map(|it| Expr::Not(Box::new(it))),
        ]
    })
}
