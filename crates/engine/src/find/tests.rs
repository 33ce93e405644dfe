use super::*;
use crate::testing::house;

#[tokio::test]
async fn places_are_found_by_name_then_by_query_and_only_those_one_sees() {
    let house = house(crate::Keep::All).await;
    let (engine, actor) = (&house.engine, &house.actor);
    engine
        .column_add(actor, house.board, "Glace", "patinoire OU hockey")
        .await
        .unwrap();
    engine
        .column_add(actor, house.board, "La patinoire", "glace")
        .await
        .unwrap();
    engine
        .list_add(actor, "Patineurs", vec!["lea".to_owned(), "tom".to_owned()])
        .await
        .unwrap();
    let found = async |text: &str, who: &Actor| -> Vec<(String, String)> {
        let found = engine.find(who, text, Locale::Fr).await.unwrap();
        found.into_iter().map(|it| (it.title, it.detail)).collect()
    };
    let titles = async |text: &str| -> Vec<String> {
        let found = found(text, actor).await;
        found.into_iter().map(|(title, _)| title).collect()
    };
    assert_eq!(
        titles("patin").await,
        [
            "Patineurs",
            "La patinoire",
            "La patinoire",
            "Glace",
            "Glace"
        ]
    );
    let two = engine
        .find(actor, "la patinoire", Locale::Fr)
        .await
        .unwrap();
    assert!(matches!(two[0].place, Place::Column { .. }));
    assert!(matches!(two[1].place, Place::Query(_)));
    assert_eq!(titles("hockey glace").await, ["Glace", "Glace"]);
    assert_eq!(titles(" ").await, ["Ville"]);
    assert_eq!(titles("zzz").await, Vec::<String>::new());
    let list = &found("patineurs", actor).await[0];
    assert_eq!(list.1, "2");
    let column = &found("glace", actor).await[0];
    assert_eq!(column.1, "patinoire OU hockey");
    engine.board_add(actor, "Secret", false).await.unwrap();
    let other = Actor {
        member: model::MemberId::from_uuid(uuid::Uuid::nil()),
        ..*actor
    };
    assert!(found("secret", &other).await.is_empty());
}
