use std::{collections::HashMap, sync::Arc, thread};

use matcher::LANE_MAX;
use model::{OrgId, Post, QueryId, SourceId};
use query::Expr;
use uuid::Uuid;

use super::{
    Held, Matching, QuerySet, Reader,
    queries::{COUNTED_EVERY, COUNTED_FOR_QUERIES, COUNTS_TOLD},
};
use crate::testing::post;

const TEXTS: [&str; 6] = [
    "La patinoire est fermée",
    "Où est mon colis perdu ?",
    "colis #patinoire https://example.org/bus",
    "le bus de la patinoire",
    "rien à voir",
    "图书馆 bus",
];
const QUERIES: [&str; 8] = [
    "patinoire",
    "colis perdu~",
    "patin* -ferme",
    "bus OR url:example.org",
    "colis NEAR/2 perdu",
    "图书馆",
    "is:question",
    "raw:La",
];

fn org() -> OrgId {
    OrgId::from_uuid(Uuid::from_u128(1))
}

fn source() -> SourceId {
    SourceId::from_uuid(Uuid::from_u128(2))
}

fn id(n: u128) -> QueryId {
    QueryId::from_uuid(Uuid::from_u128(n))
}

fn expr(text: &str) -> Expr {
    query::parse(text).valid().unwrap().clone()
}

fn held(n: u128, text: &str) -> Held {
    Held::new(id(n), &format!("query {n}"), expr(text))
}

fn found(queries: &QuerySet, post: &Post) -> Vec<QueryId> {
    let mut reader = Reader::default();
    let understood = queries.understand(org(), &mut reader, post, source(), &|| None);
    let mut found: Vec<_> = understood.hits.iter().map(|it| it.query).collect();
    found.sort_unstable();
    found
}

/// What the evaluator finds, query by query.
fn expected(queries: &QuerySet, held: &HashMap<u128, &str>, post: &Post) -> Vec<QueryId> {
    let doc = queries.doc(org(), post, None, Some(source()));
    let matching = held
        .iter()
        .filter(|(_, text)| query::evaluate(&expr(text), &doc).is_some());
    let mut ids: Vec<_> = matching.map(|(n, _)| id(*n)).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn state_after_any_change_finds_what_the_evaluator_finds() {
    let matching = Matching::default();
    let mut now: HashMap<u128, &str> = HashMap::new();
    // Each step adds, replaces or releases; numbers come round again, so that slots are used anew.
    for step in 0..200_usize {
        let n = (step * 7 % 23) as u128;
        if step % 5 == 4 {
            matching.release(org(), id(n));
            now.remove(&n);
        } else {
            let text = QUERIES[step % QUERIES.len()];
            matching.hold(org(), [held(n, text)]);
            now.insert(n, text);
        }
        if step % 50 == 49 {
            matching.compact(org());
        }
        let state = matching.current();
        for text in TEXTS {
            let post = post("1", text);
            assert_eq!(
                found(&state, &post),
                expected(&state, &now, &post),
                "{step}: {text}"
            );
        }
    }
}

#[test]
fn state_taken_before_a_change_stays_as_it_was() {
    let matching = Matching::default();
    matching.hold(org(), [held(1, "bus"), held(2, "patinoire")]);
    let before = matching.current();
    matching.release(org(), id(1));
    matching.hold(org(), [held(3, "fermee")]);
    matching.compact(org());
    let (bus, rink) = (post("1", TEXTS[3]), post("2", TEXTS[0]));
    assert_eq!(found(&before, &bus), [id(1), id(2)]);
    assert_eq!(found(&before, &rink), [id(2)]);
    assert_eq!(found(&matching.current(), &bus), [id(2)]);
    assert_eq!(found(&matching.current(), &rink), [id(2), id(3)]);
}

/// Posts are matched while queries change: what one state finds is what the evaluator finds of the
/// queries of that state, which are those of its version.
#[test]
fn changes_under_load_neither_miss_nor_invent() {
    const CHANGES: u64 = 300;
    let matching = Matching::default();
    matching.hold(
        org(),
        (0..QUERIES.len()).map(|it| held(it as u128, QUERIES[it])),
    );
    let text_at = |version: u64| QUERIES[version as usize % QUERIES.len()];
    let first = matching.current().version();
    thread::scope(|scope| {
        let writer = matching.clone();
        scope.spawn(move || {
            for version in first + 1..=first + CHANGES {
                writer.hold(org(), [held(100, text_at(version))]);
            }
        });
        for _ in 0..2 {
            let reader = matching.clone();
            scope.spawn(move || {
                loop {
                    let state = reader.current();
                    let mut now: HashMap<u128, &str> = QUERIES
                        .iter()
                        .enumerate()
                        .map(|(n, text)| (n as u128, *text))
                        .collect();
                    if state.version() > first {
                        now.insert(100, text_at(state.version()));
                    }
                    for text in TEXTS {
                        let post = post("1", text);
                        assert_eq!(found(&state, &post), expected(&state, &now, &post));
                    }
                    if state.version() == first + CHANGES {
                        break;
                    }
                }
            });
        }
    });
}

#[test]
fn query_that_names_itself_through_another_finds_nothing_by_that_name() {
    let matching = Matching::default();
    let named = |n, name: &str, text: &str| Held::new(id(n), name, expr(text));
    matching.hold(org(), [named(1, "a", "bus OR query:b")]);
    let bus = post("1", TEXTS[3]);
    assert_eq!(found(&matching.current(), &bus), [id(1)], "b is unknown");
    matching.hold(org(), [named(2, "b", "patinoire")]);
    let rink = post("2", TEXTS[0]);
    assert_eq!(found(&matching.current(), &rink), [id(1), id(2)]);
    matching.hold(org(), [named(2, "b", "patinoire query:a")]);
    assert_eq!(found(&matching.current(), &rink), []);
    matching.release(org(), id(2));
    assert_eq!(found(&matching.current(), &bus), [id(1)]);
    let names = matching.current().names(org(), None);
    assert_eq!(names.queries.len(), 1);
    assert_eq!(
        names.queries.values().next(),
        Some(&Arc::new(expr("bus OR query:b")))
    );
}

#[test]
fn queries_the_matcher_has_no_place_for_are_held_too() {
    const TOO_MANY: u128 = LANE_MAX as u128 + 3;
    let matching = Matching::default();
    matching.hold(org(), (0..TOO_MANY).map(|it| held(it, "is:question")));
    let (asked, told) = (post("1", TEXTS[1]), post("2", TEXTS[0]));
    assert_eq!(found(&matching.current(), &asked).len(), LANE_MAX + 3);
    assert_eq!(found(&matching.current(), &told), []);
    matching.release(org(), id(LANE_MAX as u128 + 1));
    assert_eq!(found(&matching.current(), &asked).len(), LANE_MAX + 2);
}

#[test]
fn language_is_told_only_if_somebody_asks() {
    let matching = Matching::default();
    matching.hold(org(), [held(0, "mairie lang:fr"), held(1, "eau")]);
    let never = || unreachable!("nobody asked");
    let other = post("1", "Bonjour à tous");
    let mut reader = Reader::default();
    let state = matching.current();
    let understood = state.understand(org(), &mut reader, &other, source(), &never);
    assert!(!understood.is_wanted());
}

#[test]
fn counts_are_told_and_change_nothing_that_is_found() {
    let matching = Matching::default();
    let texts: Vec<String> = (0..COUNTED_FOR_QUERIES)
        .map(|it| format!("mairie AND mot{it}"))
        .collect();
    let all = texts.iter().enumerate();
    matching.hold(org(), all.map(|(n, text)| held(n as u128, text)));
    let seen = post("1", "La mairie et le mot7");
    let state = matching.current();
    let due = COUNTED_EVERY * COUNTS_TOLD[0];
    let told: Vec<u32> = (1..=due).filter(|_| state.count(org(), &seen)).collect();
    assert_eq!(told, [due]);
    matching.tell_counts(org());
    assert_eq!(found(&matching.current(), &seen), [id(7)]);
    assert_eq!(
        matching.current().version(),
        state.version(),
        "nothing to match again"
    );
}
