use proptest::{prelude::*, strategy::ValueTree};

use super::*;
use crate::testing::{World, at, db_test};

const TOLERANCE: Duration = Duration::from_secs(2);

async fn hear(tx: &mut Tx, world: &World, source: SourceId, from: i64, to: i64) {
    let heard = Interval {
        from_at: at(from),
        to_at: at(to),
    };
    extend(tx, world.org, source, &heard, TOLERANCE)
        .await
        .unwrap();
}

async fn heard(tx: &mut Tx, world: &World, source: SourceId) -> Vec<(i64, i64)> {
    let all = intervals(tx, world.org, source, at(-1_000_000), u32::MAX)
        .await
        .unwrap();
    let seconds = |it: Timestamp| it.as_second() - at(0).as_second();
    all.iter()
        .rev()
        .map(|it| (seconds(it.from_at), seconds(it.to_at)))
        .collect()
}

db_test! {
    async fn stretches_that_follow_become_one(world) {
        let source = world.new_source().await.id;
        let mut tx = world.write().await;
        hear(&mut tx, world, source, 0, 10).await;
        hear(&mut tx, world, source, 10, 20).await;
        hear(&mut tx, world, source, 22, 30).await;
        assert_eq!(heard(&mut tx, world, source).await, [(0, 30)]);
        hear(&mut tx, world, source, 33, 40).await;
        assert_eq!(heard(&mut tx, world, source).await, [(0, 30), (33, 40)]);
    }
}

db_test! {
    async fn late_stretch_joins_both_sides(world) {
        let source = world.new_source().await.id;
        let mut tx = world.write().await;
        hear(&mut tx, world, source, 0, 10).await;
        hear(&mut tx, world, source, 20, 30).await;
        hear(&mut tx, world, source, 40, 50).await;
        hear(&mut tx, world, source, 9, 21).await;
        assert_eq!(heard(&mut tx, world, source).await, [(0, 30), (40, 50)]);
        hear(&mut tx, world, source, 41, 45).await;
        hear(&mut tx, world, source, 60, 55).await;
        assert_eq!(heard(&mut tx, world, source).await, [(0, 30), (40, 50)]);
        hear(&mut tx, world, source, -5, 60).await;
        assert_eq!(heard(&mut tx, world, source).await, [(-5, 60)]);
    }
}

db_test! {
    async fn intervals_are_those_since_a_moment(world) {
        let source = world.new_source().await.id;
        let other = world.new_source().await.id;
        let mut tx = world.write().await;
        for start in [0, 10, 20, 30] {
            hear(&mut tx, world, source, start, start + 5).await;
        }
        let found = intervals(&mut tx, world.org, source, at(15), 2).await.unwrap();
        assert_eq!(found, [Interval { from_at: at(30), to_at: at(35) }, Interval { from_at: at(20), to_at: at(25) }]);
        assert_eq!(intervals(&mut tx, world.org, source, at(15), 9).await.unwrap().len(), 3);
        assert!(intervals(&mut tx, world.org, other, at(0), 9).await.unwrap().is_empty());
    }
}

/// Whatever the order of the stretches, what is kept is their union, widened by the tolerance only
/// between two of them.
#[test]
fn intervals_are_the_union_of_what_was_heard() {
    let stretches = prop::collection::vec((0_i64..60, 0_i64..12), 1..14);
    crate::testing::on_sqlite(async |world| {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        for _ in 0..60 {
            let stretches = stretches.new_tree(&mut runner).unwrap().current();
            let source = world.new_source().await.id;
            let mut tx = world.write().await;
            for (from, len) in &stretches {
                hear(&mut tx, world, source, *from, from + len).await;
            }
            let found = heard(&mut tx, world, source).await;
            assert_eq!(found, union(&stretches), "{stretches:?}");
        }
    });
}

fn union(stretches: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut sorted: Vec<(i64, i64)> = stretches
        .iter()
        .map(|(from, len)| (*from, from + len))
        .collect();
    sorted.sort_unstable();
    let mut union: Vec<(i64, i64)> = Vec::new();
    for (from, to) in sorted {
        match union.last_mut() {
            Some(last) if from <= last.1 + 2 => last.1 = last.1.max(to),
            _ => union.push((from, to)),
        }
    }
    union
}

fn gap(world: &World, source: SourceId, from: i64, to: Option<i64>) -> Gap {
    let id = GapId::from_uuid(world.seams.uuid());
    Gap {
        id,
        source,
        from: at(from),
        to: to.map(at),
        cause: Cause::Disconnected,
        refilled_at: None,
    }
}

db_test! {
    async fn gap_lasts_until_closed_and_is_refilled(world) {
        let source = world.new_source().await.id;
        let mut open = gap(world, source, 10, None);
        let mut tx = world.write().await;
        insert_gap(&mut tx, world.org, &open).await.unwrap();
        assert_eq!(open_gaps(&mut tx, world.org).await.unwrap(), [open.clone()]);
        assert!(close_gap(&mut tx, world.org, open.id, at(20)).await.unwrap());
        assert!(!close_gap(&mut tx, world.org, open.id, at(30)).await.unwrap());
        assert!(mark_refilled(&mut tx, world.org, open.id, at(40)).await.unwrap());
        (open.to, open.refilled_at) = (Some(at(20)), Some(at(40)));
        assert!(open_gaps(&mut tx, world.org).await.unwrap().is_empty());
        assert_eq!(gaps(&mut tx, world.org, source, at(0), None, 9).await.unwrap(), [open]);
    }
}

db_test! {
    async fn closing_before_the_start_gives_an_empty_gap(world) {
        let source = world.new_source().await.id;
        let mut tx = world.write().await;
        for _ in 0..2 {
            insert_gap(&mut tx, world.org, &gap(world, source, 10, None)).await.unwrap();
        }
        assert_eq!(close_gaps_of(&mut tx, world.org, source, at(5)).await.unwrap(), 2);
        let found = gaps(&mut tx, world.org, source, at(0), None, 9).await.unwrap();
        assert!(found.iter().all(|it| it.to == Some(at(10))), "{found:?}");
    }
}

db_test! {
    async fn pages_of_gaps_visit_each_once(world) {
        let source = world.new_source().await.id;
        let mut tx = world.write().await;
        let mut all = Vec::new();
        // Several begin at the same moment: the key has to tell them apart.
        for n in 0..11 {
            let gap = gap(world, source, n / 3, Some(n / 3 + 10));
            insert_gap(&mut tx, world.org, &gap).await.unwrap();
            all.push(gap);
        }
        insert_gap(&mut tx, world.org, &gap(world, source, -100, Some(-50))).await.unwrap();
        all.sort_by_key(|it| std::cmp::Reverse((it.from, it.id)));
        let mut visited: Vec<Gap> = Vec::new();
        loop {
            let key = visited.last().map(|it| GapKey { from: it.from, id: it.id });
            let page = gaps(&mut tx, world.org, source, at(0), key, 4).await.unwrap();
            if page.is_empty() {
                break;
            }
            visited.extend(page);
        }
        assert_eq!(visited, all);
    }
}
