use crate::{
    Keep,
    testing::{House, house, post},
};

async fn shown(house: &House, query: &str) -> Vec<String> {
    let engine = &house.engine;
    let id = engine
        .column_add(&house.actor, house.board, "Colonne", query)
        .await
        .unwrap();
    let column = engine.column(&house.actor, id, model::Locale::Fr);
    let mentions = column.await.unwrap().mentions;
    mentions
        .iter()
        .map(|it| it.post.text.as_raw().to_owned())
        .collect()
}

fn by(handle: &str, id: &str) -> model::Post {
    let mut said = post(id, handle);
    said.author.id = handle.into();
    said.author.handle = handle.into();
    said
}

#[tokio::test]
async fn queries_ask_for_sources_lists_and_ours_live_and_among_what_is_stored() {
    let house = house(Keep::All).await;
    let (engine, actor) = (&house.engine, &house.actor);
    let list = engine
        .list_add(actor, "Presse locale", vec!["@Gazette".to_owned()])
        .await
        .unwrap();
    let settings = crate::OrgSettings {
        own_accounts: vec!["mairie".to_owned()],
        ..engine.org_settings(actor).await.unwrap()
    };
    engine.set_org_settings(actor, &settings).await.unwrap();
    crate::testing::source(&house).await;
    engine.renew_knowledge(actor.org).await.unwrap();
    let live = engine
        .column_add(actor, house.board, "Liste", "list:\"presse locale\"")
        .await
        .unwrap();
    house
        .hear(vec![by("gazette", "1"), by("mairie", "2"), by("lea", "3")])
        .await;
    let heard = engine.column(actor, live, model::Locale::Fr).await.unwrap();
    assert_eq!(heard.mentions.len(), 1);
    assert_eq!(heard.mentions[0].post.text.as_raw(), "gazette");
    assert_eq!(shown(&house, "list:\"Presse locale\"").await, ["gazette"]);
    assert_eq!(shown(&house, "is:ours").await, ["mairie"]);
    assert_eq!(shown(&house, "source:scripted").await.len(), 3);
    let mut to_us = by("lea", "5");
    to_us.text = "merci @mairie".into();
    to_us.spans = vec![model::Span {
        range: 6..13,
        kind: model::SpanKind::Mention("Mairie".into()),
    }];
    house.hear(vec![to_us]).await;
    assert_eq!(shown(&house, "account:@Mairie").await, ["merci @mairie"]);
    assert_eq!(engine.lists(actor).await.unwrap()[0].used_by, 2);
    engine.list_remove(actor, list).await.unwrap();
    house.hear(vec![by("gazette", "4")]).await;
    let heard = engine.column(actor, live, model::Locale::Fr).await.unwrap();
    assert_eq!(heard.mentions.len(), 1, "a removed list holds nobody");
}
