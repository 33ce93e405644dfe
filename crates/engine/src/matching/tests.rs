use std::sync::Arc;

use matcher::{LANE_MAX, Scratch};
use model::{OrgId, Post, QueryId};
use proptest::prelude::*;
use query::Doc;
use uuid::Uuid;

use super::{COUNTED_EVERY, COUNTED_FOR_QUERIES, COUNTS_TOLD, Held, Matching};
use crate::testing::post;

fn org() -> OrgId {
    OrgId::from_uuid(Uuid::from_u128(1))
}

fn id(number: usize) -> QueryId {
    QueryId::from_uuid(Uuid::from_u128(number as u128 + 1))
}

fn held(number: usize, query: &str) -> Held {
    let parsed = query::parse(query);
    Held {
        id: id(number),
        expr: Arc::new(parsed.valid().expect("a query").clone()),
    }
}

fn found(matching: &Matching, post: &Post) -> Vec<QueryId> {
    let set = matching.current();
    let lang = || crate::ingest::language(post);
    let mut hits = set.matches(org(), post, &lang, None, &mut Scratch::default());
    hits.sort_unstable_by_key(|it| it.query);
    hits.iter().map(|it| it.query).collect()
}

#[test]
fn queries_are_held_replaced_and_released() {
    let matching = Matching::default();
    let fire = post("1", "Au feu, la mairie !");
    assert_eq!(found(&matching, &fire), []);
    matching.hold(org(), [held(0, "mairie"), held(1, "eau"), held(2, "feu")]);
    assert_eq!(found(&matching, &fire), [id(0), id(2)]);

    let before = matching.current();
    matching.hold(org(), [held(0, "pompiers")]);
    assert_eq!(found(&matching, &fire), [id(2)]);
    assert_ne!(matching.current().version(), before.version());

    matching.release(org(), id(2));
    assert_eq!(found(&matching, &fire), []);
    matching.release(org(), id(2));
    // The key of 2 is free: 3 takes it.
    matching.hold(org(), [held(3, "\"la mairie\"")]);
    assert_eq!(found(&matching, &fire), [id(3)]);
}

#[test]
fn a_state_from_before_says_nothing_untrue() {
    let matching = Matching::default();
    matching.hold(org(), [held(0, "mairie")]);
    let before = matching.current();
    matching.release(org(), id(0));
    matching.hold(org(), [held(1, "pompiers")]);
    let hall = post("1", "La mairie");
    let hits = before.matches(org(), &hall, &|| None, None, &mut Scratch::default());
    assert!(hits.is_empty(), "{hits:?}");
}

#[test]
fn queries_the_matcher_has_no_place_for_are_held_too() {
    let matching = Matching::default();
    let all = (0..LANE_MAX + 3).map(|it| held(it, "lang:fr"));
    matching.hold(org(), all);
    let french = post("1", "Bonjour à tous, la mairie est fermée aujourd'hui");
    assert_eq!(found(&matching, &french).len(), LANE_MAX + 3);
    let german = post("2", "Guten Morgen, das Rathaus ist heute geschlossen");
    assert_eq!(found(&matching, &german), []);
    matching.release(org(), id(LANE_MAX + 1));
    assert_eq!(found(&matching, &french).len(), LANE_MAX + 2);
}

#[test]
fn the_language_is_told_only_if_somebody_asks() {
    let matching = Matching::default();
    matching.hold(org(), [held(0, "mairie lang:fr"), held(1, "eau")]);
    let set = matching.current();
    let never = || unreachable!("nobody asked");
    let other = post("1", "Bonjour à tous");
    let hits = set.matches(org(), &other, &never, None, &mut Scratch::default());
    assert!(hits.is_empty(), "{hits:?}");
}

#[test]
fn counts_are_told_and_change_nothing_that_is_found() {
    let matching = Matching::default();
    let all = (0..COUNTED_FOR_QUERIES).map(|it| held(it, &format!("mairie AND mot{it}")));
    matching.hold(org(), all);
    let seen = post("1", "La mairie et le mot7");
    let set = matching.current();
    let due = COUNTED_EVERY * COUNTS_TOLD[0];
    let told: Vec<u32> = (1..=due).filter(|_| set.count(org(), &seen)).collect();
    assert_eq!(told, [due]);

    let version = set.version();
    assert_eq!(found(&matching, &seen), [id(7)]);
    matching.tell_counts(org());
    assert_eq!(found(&matching, &seen), [id(7)]);
    assert_eq!(
        matching.current().version(),
        version,
        "nothing to match again"
    );
}

proptest! {
    /// Through any changes, what is found is what the evaluator finds.
    #[test]
    fn changes_leave_what_the_evaluator_finds(
        changes in prop::collection::vec((0_usize..8, prop::option::of(query()), any::<bool>()), 1..12),
        text in "(mairie|eau|feu|la|#ville|lait)( (mairie|eau|feu|la|#ville|lait)){0,5}",
    ) {
        let matching = Matching::default();
        let mut expected = std::collections::BTreeMap::new();
        for (number, query, compacts) in changes {
            match query {
                Some(query) => {
                    matching.hold(org(), [held(number, query)]);
                    expected.insert(id(number), held(number, query).expr);
                }
                None => {
                    matching.release(org(), id(number));
                    expected.remove(&id(number));
                }
            }
            if compacts {
                matching.compact(org());
            }
        }
        let post = post("1", &text);
        let doc = Doc::new(&post, crate::ingest::language(&post));
        let naive: Vec<QueryId> = expected
            .into_iter()
            .filter(|(_, expr)| query::evaluate(expr, &doc).is_some())
            .map(|(id, _)| id)
            .collect();
        prop_assert_eq!(found(&matching, &post), naive);
    }
}

fn query() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "mairie",
        "eau feu",
        "eau OR feu",
        "\"la mairie\"",
        "mairie NOT feu",
        "mai*",
        "ville lang:fr",
        "lang:fr",
        "#ville",
        "mairie NEAR/2 eau",
    ])
}
