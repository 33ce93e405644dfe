//! What must hold of every set of queries and every post.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*, sample::Index};
use query::{Doc, Expr, Facts, evaluate};

use super::generate::{Sample, any_expr, any_sample};
use crate::{Census, Input, Matcher, QueryKey, Scratch};

impl Sample {
    pub(crate) fn input<T>(&self, with: impl FnOnce(Input<'_>) -> T) -> T {
        let lang = || self.lang;
        with(Input {
            post: &self.post,
            facts: &self.facts,
            lang: &lang,
        })
    }

    pub(crate) fn doc(&self) -> Doc {
        let lang = self.facts.lang.or(self.lang);
        Doc::with_facts(
            &self.post,
            Facts {
                lang,
                ..self.facts.clone()
            },
        )
    }
}

pub(crate) fn found(matcher: &Matcher, scratch: &mut Scratch, sample: &Sample) -> Vec<u32> {
    let mut keys = Vec::new();
    sample.input(|it| matcher.snapshot().matches(scratch, it, &mut keys));
    let mut numbers: Vec<u32> = keys.into_iter().map(QueryKey::number).collect();
    numbers.sort_unstable();
    numbers
}

pub(crate) fn expected(queries: &BTreeMap<u32, Expr>, sample: &Sample) -> Vec<u32> {
    let doc = sample.doc();
    let held = queries
        .iter()
        .filter(|(_, it)| evaluate(it, &doc).is_some());
    held.map(|(key, _)| *key).collect()
}

#[derive(Clone, Debug)]
enum Change {
    Insert(Index, Expr),
    Remove(Index),
    Bulk(Vec<Expr>),
    Compact,
    Learn(Vec<Sample>),
}

fn any_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        8 => (any::<Index>(), any_expr()).prop_map(|(key, expr)| Change::Insert(key, expr)),
        3 => any::<Index>().prop_map(Change::Remove),
        1 => vec(any_expr(), 1..8).prop_map(Change::Bulk),
        1 => Just(Change::Compact),
        1 => vec(any_sample(), 0..4).prop_map(Change::Learn),
    ]
}

/// Keys are drawn from few numbers, so that changes meet.
const KEYS: usize = 24;

fn apply(change: &Change, matcher: &Matcher, queries: &mut BTreeMap<u32, Expr>) {
    let key = |number: u32| QueryKey::new(number).expect("a small number");
    match change {
        Change::Insert(at, expr) => {
            let number = at.index(KEYS) as u32;
            matcher.insert(key(number), expr).unwrap();
            queries.insert(number, expr.clone());
        }
        Change::Remove(at) => {
            let number = at.index(KEYS) as u32;
            matcher.remove(key(number));
            queries.remove(&number);
        }
        Change::Bulk(exprs) => matcher.update(|edit| {
            // Enough of them to build all anew.
            for (number, expr) in (0..300).zip(exprs.iter().cycle()) {
                edit.insert(key(number), expr).unwrap();
                queries.insert(number, expr.clone());
            }
        }),
        Change::Compact => matcher.compact(),
        Change::Learn(samples) => {
            let mut census = Census::default();
            samples
                .iter()
                .for_each(|it| it.input(|it| census.count(it)));
            matcher.set_frequencies(census.frequencies().clone());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    /// 1,000 cases of 24 queries and 6 posts are 144,000 pairs.
    #[test]
    fn matcher_finds_what_the_evaluator_finds(
        exprs in vec(any_expr(), 24),
        samples in vec(any_sample(), 6),
        n_seen in 0..6_usize,
    ) {
        let mut census = Census::default();
        samples[..n_seen].iter().for_each(|it| it.input(|it| census.count(it)));
        let matcher = Matcher::new(census.frequencies().clone());
        let queries: BTreeMap<u32, Expr> = (0..).zip(exprs).collect();
        matcher.update(|edit| {
            for (key, expr) in &queries {
                edit.insert(QueryKey(*key), expr).unwrap();
            }
        });
        let mut scratch = Scratch::default();
        for sample in &samples {
            prop_assert_eq!(found(&matcher, &mut scratch, sample), expected(&queries, sample));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_are_seen_at_once(changes in vec(any_change(), 1..24), samples in vec(any_sample(), 3)) {
        let (matcher, mut queries) = (Matcher::default(), BTreeMap::new());
        let mut scratch = Scratch::default();
        for change in &changes {
            apply(change, &matcher, &mut queries);
            prop_assert_eq!(matcher.snapshot().size().n_queries, queries.len());
            for sample in &samples {
                prop_assert_eq!(found(&matcher, &mut scratch, sample), expected(&queries, sample), "{:?}", change);
            }
        }
    }
}
