use super::*;
use crate::{
    Keep,
    search::tests::{archive_all, archived},
    testing::post,
};

#[test]
fn what_is_typed_is_told_from_what_stands_before() {
    let read = |text: &'static str| typed(text).map(|it| (it.bytes, it.what, it.start));
    assert_eq!(read("colis #per"), Some((6..10, What::Tag, "per")));
    assert_eq!(read("(@le"), Some((1..4, What::Mention, "le")));
    assert_eq!(
        read("colis -de:lé"),
        Some((10..13, What::Value(Role::From), "lé"))
    );
    assert_eq!(
        read("réseau:"),
        Some((8..8, What::Value(Role::Network), ""))
    );
    assert_eq!(read("colis "), None);
    assert_eq!(read("10:30"), None);
}

#[tokio::test]
async fn names_tags_and_handles_complete_a_query() {
    let house = archived().await;
    let engine = &house.engine;
    let handles = vec!["lea".to_owned()];
    engine
        .list_add(&house.actor, "La presse", handles)
        .await
        .unwrap();
    house
        .hear(vec![
            post("1", "un colis #perdu"),
            post("2", "des colis #perdus #perdu"),
        ])
        .await;
    archive_all(&house).await;
    let texts = async |text: &str| {
        let found = engine
            .complete(&house.actor, text, text.len())
            .await
            .unwrap();
        found
            .into_iter()
            .map(|it| (it.text, it.count))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        texts("colis #per").await,
        [
            ("#perdu".to_owned(), Some(2)),
            ("#perdus".to_owned(), Some(1))
        ]
    );
    assert_eq!(texts("from:le").await, [("lea".to_owned(), Some(2))]);
    assert_eq!(
        texts("liste:pre").await,
        [("\"La presse\"".to_owned(), None)]
    );
    assert_eq!(texts("lang:f").await, [("fr".to_owned(), None)]);
    assert!(texts("abo").await.iter().any(|(it, _)| it == "abonnés:"));
}

#[tokio::test]
async fn without_archive_names_still_complete() {
    let house = crate::testing::house(Keep::All).await;
    let found = house
        .engine
        .complete(&house.actor, "#per", 4)
        .await
        .unwrap();
    assert!(found.is_empty());
}
