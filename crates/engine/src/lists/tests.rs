use super::*;
use crate::testing::{House, house};

async fn names(house: &House) -> Vec<String> {
    let lists = house.engine.lists(&house.actor).await.unwrap();
    lists.into_iter().map(|it| it.name).collect()
}

#[tokio::test]
async fn list_is_added_edited_removed_and_brought_back() {
    let house = house(crate::Keep::All).await;
    let (engine, actor) = (&house.engine, &house.actor);
    let said = vec!["@Lea".to_owned(), " lea ".to_owned(), String::new()];
    let id = engine.list_add(actor, " Presse ", said).await.unwrap();
    let lists = engine.lists(actor).await.unwrap();
    assert_eq!((lists[0].name.as_str(), lists[0].used_by), ("Presse", 0));
    assert_eq!(lists[0].handles, ["Lea"], "each once, without its sign");
    let again = engine.list_add(actor, "PRESSE", Vec::new()).await;
    assert!(matches!(again, Err(Error::Invalid { field: "name", .. })));
    let spaced = engine.list_edit(actor, id, "Presse", vec!["a b".to_owned()]);
    assert!(matches!(
        spaced.await,
        Err(Error::Invalid {
            field: "handles",
            ..
        })
    ));
    engine
        .list_edit(actor, id, "Presse locale", Vec::new())
        .await
        .unwrap();
    engine.list_remove(actor, id).await.unwrap();
    assert_eq!(names(&house).await, Vec::<String>::new());
    let other = engine.list_add(actor, "Presse locale", Vec::new()).await;
    let taken = engine.list_restore(actor, id).await;
    assert!(matches!(taken, Err(Error::Invalid { .. })));
    engine.list_remove(actor, other.unwrap()).await.unwrap();
    engine.list_restore(actor, id).await.unwrap();
    assert_eq!(names(&house).await, ["Presse locale"]);
}

#[test]
fn query_names_a_list_wherever_it_stands() {
    let names = |query: &str| names_list(query, &Name::new("Presse locale").unwrap());
    assert!(names("list:\"presse locale\""));
    assert!(names("colis -(musée OR list:\"Presse locale\")"));
    assert!(!names("list:presse \"presse locale\""));
}
