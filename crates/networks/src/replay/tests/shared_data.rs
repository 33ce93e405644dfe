//! The recorded posts and Jetstream events, played whole.

use std::collections::BTreeMap;

use model::Event;

use super::{Speed, play};

#[tokio::test]
async fn recorded_posts_are_all_heard() {
    let Some(folder) = crate::shared_data::folder() else {
        return;
    };
    let (events, failed) = play(
        folder.join("streams/replay_posts.jsonl.gz"),
        Speed::Max,
        None,
    )
    .await;
    assert!(failed.is_none());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in &events {
        let name = match event {
            Event::Post(post) => post.at.network.slug(),
            Event::Dropped { reason, .. } => reason.as_str(),
            Event::Mark(_) => "mark",
            other => panic!("{other:?}"),
        };
        *counts.entry(name).or_default() += 1;
    }
    assert_eq!(counts.remove("mark"), Some(236_180usize.div_ceil(200)));
    assert_eq!(
        counts,
        BTreeMap::from([("bluesky", 8_959), ("incomplete", 8), ("x", 227_213)])
    );
}

#[tokio::test]
async fn recorded_jetstream_events_are_heard() {
    let Some(folder) = crate::shared_data::folder() else {
        return;
    };
    for name in ["expected_v1.jsonl", "golden_v1.jsonl"] {
        let (events, failed) = play(folder.join("jetstream").join(name), Speed::Max, None).await;
        assert!(failed.is_none());
        assert!(
            events.iter().any(|it| matches!(it, Event::Post(_))),
            "{name} has posts"
        );
        let dropped: Vec<&Event> = events
            .iter()
            .filter(|it| matches!(it, Event::Dropped { .. }))
            .collect();
        assert!(dropped.is_empty(), "{name}: {dropped:?}");
    }
}
