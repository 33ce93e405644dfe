use model::Locale;

use super::*;
use crate::{
    Keep,
    testing::{house, post},
};

#[tokio::test]
async fn queries_say_where_they_are_who_changed_them_and_how_much_they_bring() {
    let house = house(Keep::Matched).await;
    let (engine, actor) = (&house.engine, &house.actor);
    let add = async |board, name: &str, text: &str| {
        let added = engine.column_add(actor, board, name, text).await;
        added.unwrap()
    };
    let other = engine.board_add(actor, "À moi", false).await.unwrap();
    let parcels = add(other, "Colis", "colis").await;
    let late = add(
        house.board,
        "retards",
        "query:colis retard OR query:colis bus",
    )
    .await;
    add(house.board, "Élus", "maire").await;
    let at = engine.seams.now();
    engine
        .column_edit(
            actor,
            late,
            "Retards",
            "query:colis retard OR query:colis bus",
            1,
        )
        .await
        .unwrap();
    house
        .hear(vec![post("1", "un colis"), post("2", "colis en retard")])
        .await;
    let lines = engine.queries(actor, Locale::Fr).await.unwrap();
    let told: Vec<_> = lines
        .iter()
        .map(|it| (&*it.name, &*it.places[0].board_name, it.count_24h()))
        .collect();
    let expected = [
        ("Colis", "À moi", 2),
        ("Élus", "Ville", 0),
        ("Retards", "Ville", 1),
    ];
    assert_eq!(told, expected);
    assert_eq!(lines[0].named_by, ["Retards"]);
    assert_eq!(lines[0].places[0].column, parcels);
    assert!(lines[1].named_by.is_empty());
    assert_eq!(
        lines[2].text,
        "requête:colis ET retard OU requête:colis ET bus"
    );
    assert_eq!(
        (lines[2].changed_at, lines[2].changed_by.as_deref()),
        (at, Some("Camille R."))
    );
    // What stands on a board of one's own is not seen by others, nor that it is named.
    let hugo = crate::NewMember {
        login: "hugo".to_owned(),
        name: "Hugo T.".to_owned(),
        role: Role::Viewer,
        password: crate::testing::PASSWORD.to_owned(),
    };
    let member = engine.member_add(actor, hugo).await.unwrap();
    let hugo = Actor {
        member,
        role: Role::Viewer,
        ..*actor
    };
    let seen = engine.queries(&hugo, Locale::Fr).await.unwrap();
    let names: Vec<&str> = seen.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["Élus", "Retards"]);
}
