use model::{ColumnId, Locale};

use crate::{
    Error, Keep,
    testing::{House, house, post, source},
};

async fn column(house: &House, title: &str, text: &str) -> ColumnId {
    let added = house
        .engine
        .column_add(&house.actor, house.board, title, text)
        .await;
    added.unwrap()
}

async fn finds(house: &House, id: ColumnId) -> Vec<String> {
    let column = house.engine.column(&house.actor, id, Locale::En).await;
    let mentions = column.unwrap().mentions;
    let ids = mentions.iter().map(|it| it.post.at.id.to_string());
    ids.collect()
}

async fn text(house: &House, id: ColumnId) -> (String, u64) {
    let column = house.engine.column(&house.actor, id, Locale::En).await;
    let column = column.unwrap();
    (column.query_text, column.query_version)
}

fn refused(result: Result<impl Sized, Error>) -> Vec<&'static str> {
    match result {
        Err(Error::Query(told)) => told.iter().map(|it| it.code.as_str()).collect(),
        _ => panic!("it was taken"),
    }
}

#[tokio::test]
async fn query_that_names_another_follows_it() {
    let house = house(Keep::Matched).await;
    let parcels = column(&house, "Colis", "colis").await;
    let late = column(&house, "Retards", "query:colis (retard OR perdu)").await;
    house
        .hear(vec![post("1", "colis perdu"), post("2", "colis")])
        .await;
    assert_eq!(finds(&house, late).await, ["1"]);
    let version = text(&house, parcels).await.1;
    let (engine, actor) = (&house.engine, &house.actor);
    engine
        .column_edit(actor, parcels, "Colis", "paquet", version)
        .await
        .unwrap();
    house
        .hear(vec![post("3", "colis perdu"), post("4", "paquet perdu")])
        .await;
    assert_eq!(finds(&house, late).await, ["4", "1"]);
}

#[tokio::test]
async fn renamed_query_list_or_source_is_renamed_where_it_is_named() {
    let house = house(Keep::Matched).await;
    let (engine, actor) = (&house.engine, &house.actor);
    let source = source(&house).await;
    let list = engine
        .list_add(actor, "Élus", vec!["lea".to_owned()])
        .await
        .unwrap();
    engine.renew_knowledge(actor.org).await.unwrap();
    let first = column(&house, "Bus", "bus").await;
    let naming = "query:bus list:elus source:scripted";
    let second = column(&house, "Suivi", naming).await;
    engine
        .column_edit(actor, first, "Tram", "bus", 1)
        .await
        .unwrap();
    engine
        .list_edit(actor, list, "Conseil", vec!["lea".to_owned()])
        .await
        .unwrap();
    engine
        .rename_source(actor, source, "La ville")
        .await
        .unwrap();
    assert_eq!(
        text(&house, second).await,
        (
            "query:Tram AND list:Conseil AND source:\"La ville\"".to_owned(),
            4
        )
    );
    house
        .hear(vec![post("1", "un bus"), post("2", "un train")])
        .await;
    assert_eq!(finds(&house, second).await, ["1"]);
}

#[tokio::test]
async fn name_that_two_queries_have_means_the_older() {
    let house = house(Keep::Matched).await;
    let (engine, actor) = (&house.engine, &house.actor);
    column(&house, "Bus", "bus").await;
    house.clock.advance(std::time::Duration::from_secs(1));
    let newer = column(&house, "bus", "tram").await;
    let naming = column(&house, "Suivi", "query:bus").await;
    engine
        .column_edit(actor, newer, "Tram", "tram", 1)
        .await
        .unwrap();
    assert_eq!(text(&house, naming).await, ("query:bus".to_owned(), 1));
    house
        .hear(vec![post("1", "un bus"), post("2", "un tram")])
        .await;
    assert_eq!(finds(&house, naming).await, ["1"]);
}

#[tokio::test]
async fn what_names_nothing_or_itself_is_refused() {
    let house = house(Keep::Matched).await;
    let (engine, actor, on) = (&house.engine, &house.actor, house.board);
    let first = column(&house, "Colis", "colis").await;
    column(&house, "Suivi", "query:colis perdu").await;
    for (text, code) in [
        ("a query:coli", "unknown-name"),
        ("list:elus", "unknown-name"),
        ("account:mairie", "unknown-name"),
        ("a query:\"tout neuf\"", "query-cycle"),
        ("engagement:>50", "figures-alone"),
        ("tone:negative", "not-yet"),
    ] {
        let added = engine.column_add(actor, on, "Tout neuf", text).await;
        assert_eq!(refused(added), [code], "{text}");
    }
    let ring = engine
        .column_edit(actor, first, "Colis", "query:suivi", 1)
        .await;
    assert_eq!(refused(ring), ["query-cycle"]);
    let warned = engine.check_query(actor, "colis within:7d").await.unwrap();
    assert_eq!(warned.diagnostics[0].code.as_str(), "search-only");
}
