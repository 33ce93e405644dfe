use model::Network;
use query::Doc;

use super::*;
use crate::{
    Keep,
    testing::{house, post},
};

/// What live says with names, the archive says with what they stand for.
#[tokio::test]
async fn names_hold_as_live_whatever_they_become() {
    let house = house(Keep::All).await;
    let handles = vec!["lea.example.org".to_owned(), "Paul@Example.org".to_owned()];
    let engine = &house.engine;
    engine
        .list_add(&house.actor, "Élus", handles)
        .await
        .unwrap();
    let source = crate::testing::source(&house).await;
    engine.renew_knowledge(house.actor.org).await.unwrap();
    let queries = engine.matching.current();
    let known = queries.knowledge(house.actor.org).unwrap();
    let mut posts = Vec::new();
    for (number, handle) in ["lea.example.org", "paul", "nobody"]
        .into_iter()
        .enumerate()
    {
        let mut post = post(&number.to_string(), "bonjour");
        post.at.network = Network::Mastodon;
        post.at.host = "example.org".into();
        post.author.handle = handle.into();
        posts.push(post);
    }
    for text in [
        "bonjour list:élus",
        "bonjour NOT list:élus",
        "bonjour source:scripted",
        "bonjour NOT source:scripted",
        "bonjour is:ours",
    ] {
        let expr = query::parse(text).valid().unwrap().clone();
        let ground = grounded(&expr, known);
        for (post, heard) in posts.iter().zip([Some(source), None, Some(source)]) {
            let live = queries.doc(house.actor.org, post, None, heard);
            let kept = Doc::with_facts(post, facts(post, None, heard));
            assert_eq!(
                query::evaluate(&expr, &live).is_some(),
                query::evaluate(&ground, &kept).is_some(),
                "{text}"
            );
        }
    }
}
