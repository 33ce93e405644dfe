//! Layers, the lane and what a change may cost.

use super::{FRESH_MAX, KEY_MAX, LANE_MAX, Matcher, QueryKey, Refused, Scratch};
use crate::{
    Input,
    tests::{generate::post, meaning},
};
use query::Facts;

fn key(number: u32) -> QueryKey {
    QueryKey::new(number).unwrap()
}

#[track_caller]
fn found(matcher: &Matcher, text: &str) -> Vec<u32> {
    let mut keys = Vec::new();
    let (post, facts) = (post(text), Facts::default());
    let mut scratch = Scratch::default();
    let input = Input::known(&post, &facts);
    matcher.snapshot().matches(&mut scratch, input, &mut keys);
    keys.sort_unstable();
    keys.into_iter().map(QueryKey::number).collect()
}

#[test]
fn query_without_anchor_past_the_limit_is_refused() {
    let matcher = Matcher::default();
    let exclusion = query::Expr::Not(Box::new(meaning("colis")));
    matcher.update(|edit| {
        for number in 0..LANE_MAX as u32 {
            assert_eq!(edit.insert(key(number), &exclusion), Ok(()));
        }
        // In the place of another there is room.
        assert_eq!(edit.insert(key(0), &meaning("lang:fr")), Ok(()));
    });
    let next = key(LANE_MAX as u32);
    assert_eq!(matcher.insert(next, &exclusion), Err(Refused::LaneFull));
    assert_eq!(matcher.insert(key(1), &meaning("poste")), Ok(()));
    assert_eq!(matcher.insert(next, &exclusion), Ok(()));
    matcher.remove(key(2));
    assert_eq!(matcher.insert(key(2), &exclusion), Ok(()));
    assert_eq!(matcher.insert(key(1), &exclusion), Err(Refused::LaneFull));
    matcher.compact();
    assert_eq!(matcher.snapshot().size().n_lane, LANE_MAX);
    assert!(found(&matcher, "poste").contains(&1));
}

#[test]
fn changes_fold_into_the_middle_and_the_base() {
    let matcher = Matcher::default();
    let query = meaning("colis");
    for number in 0..2 * FRESH_MAX as u32 + 10 {
        matcher.insert(key(number), &query).unwrap();
    }
    let snapshot = matcher.snapshot();
    let sizes = |it: &super::Snapshot| {
        [&it.base, &it.middle, &it.fresh].map(|layer| layer.index.n_queries())
    };
    assert_eq!(sizes(&snapshot), [0, 2 * (FRESH_MAX + 1), 8]);
    matcher.compact();
    assert_eq!(sizes(&matcher.snapshot()), [2 * FRESH_MAX + 10, 0, 0]);
    matcher.remove(key(3));
    matcher.insert(key(4), &meaning("poste")).unwrap();
    let found = found(&matcher, "colis");
    assert_eq!(found.len(), 2 * FRESH_MAX + 8);
    assert!(!found.contains(&3) && !found.contains(&4));
    // Whoever matches with an older state still finds what it held.
    assert_eq!(snapshot.size().n_queries, 2 * FRESH_MAX + 10);
}

#[test]
fn refresh_brings_the_last_change() {
    let matcher = Matcher::default();
    let mut mine = matcher.snapshot();
    matcher.insert(key(7), &meaning("colis")).unwrap();
    assert_eq!(mine.size().n_queries, 0);
    matcher.refresh(&mut mine);
    assert_eq!(mine.size().n_queries, 1);
    let same = std::sync::Arc::as_ptr(&mine);
    matcher.refresh(&mut mine);
    assert_eq!(same, std::sync::Arc::as_ptr(&mine));
}

#[test]
fn key_past_the_limit_is_none() {
    assert_eq!(QueryKey::new(KEY_MAX).map(QueryKey::number), Some(KEY_MAX));
    assert_eq!(QueryKey::new(KEY_MAX + 1), None);
}
