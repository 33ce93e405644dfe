use std::time::Duration;

use model::{Post, seam::Clock as _};

use super::{POSTS_MAX, POSTS_MIN};
use crate::{
    Keep,
    testing::{House, house, post, source, start},
};

async fn heard(house: &House, n: usize, text: impl Fn(usize) -> String) {
    let source = source(house).await;
    let posts: Vec<Post> = (0..n).map(|it| post(&it.to_string(), &text(it))).collect();
    for post in &posts {
        let batch = [(source, post)].into_iter();
        house
            .engine
            .sample
            .take(house.actor.org, batch, house.clock.now());
        house.clock.advance(Duration::from_secs(60));
    }
}

async fn told(house: &House, text: &str) -> Vec<String> {
    let parsed = house.engine.check_query(&house.actor, text).await.unwrap();
    assert!(parsed.valid().is_some());
    parsed.diagnostics.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn query_that_takes_much_of_the_stream_is_told_so() {
    let house = house(Keep::Matched).await;
    let one_in_ten = |it: usize| {
        if it.is_multiple_of(10) {
            "bus rare"
        } else {
            "rien"
        }
        .to_owned()
    };
    heard(&house, POSTS_MIN - 1, one_in_ten).await;
    assert_eq!(told(&house, "bus").await, [""; 0], "too little was heard");
    heard(&house, 2 * POSTS_MIN, one_in_ten).await;
    let [only] = &*told(&house, "bus OU absent").await else {
        panic!("not told");
    };
    // A post a minute, one in ten.
    assert!(only.contains("10 %") && only.contains("144 "), "{only}");
    assert_eq!(told(&house, "bus -rare").await, [""; 0]);
}

#[tokio::test]
async fn sample_is_limited_and_of_whole_batches() {
    let house = house(Keep::Matched).await;
    let (source, org) = (source(&house).await, house.actor.org);
    let posts: Vec<Post> = (0..200).map(|it| post(&it.to_string(), "x")).collect();
    for _ in 0..POSTS_MAX {
        let batch = posts.iter().map(|it| (source, it));
        house.engine.sample.take(org, batch, start());
    }
    let kept = house.engine.sample.of(org).posts;
    assert_eq!(kept.len(), POSTS_MAX);
    assert!(kept.iter().any(|it| &*it.post.at.id == "190"));
    assert!(kept.iter().all(|it| it.post.raw.is_empty()));
}
