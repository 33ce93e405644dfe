use super::*;
use crate::testing::{World, at, db_test};

async fn new_list(tx: &mut Tx, world: &World, name: &str) -> List {
    let list = List {
        id: ListId::from_uuid(world.seams.uuid()),
        org: world.org,
        name: name.to_owned(),
        handles: r#"["lea"]"#.to_owned(),
        created_at: at(1),
    };
    insert(tx, &list).await.unwrap();
    list
}

db_test! {
    async fn lists_are_by_name_and_change(world) {
        let mut tx = world.write().await;
        let press = new_list(&mut tx, world, "Presse").await;
        let elected = new_list(&mut tx, world, "Élus").await;
        let other = world.org_out_of_reach();
        assert_eq!(list(&mut tx, world.org).await.unwrap(), [press.clone(), elected.clone()]);
        assert_eq!(get(&mut tx, other, press.id).await.unwrap(), None);
        assert!(!update(&mut tx, other, press.id, "x", "[]").await.unwrap());
        assert!(update(&mut tx, world.org, press.id, "Rédactions", "[]").await.unwrap());
        let found = get(&mut tx, world.org, press.id).await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.handles.as_str()), ("Rédactions", "[]"));
    }
}

db_test! {
    async fn removed_list_comes_back_until_it_is_purged(world) {
        let mut tx = world.write().await;
        let press = new_list(&mut tx, world, "Presse").await;
        assert!(remove(&mut tx, world.org, press.id, at(10)).await.unwrap());
        assert!(!remove(&mut tx, world.org, press.id, at(10)).await.unwrap());
        assert!(list(&mut tx, world.org).await.unwrap().is_empty());
        assert_eq!(purge_removed(&mut tx, world.org, at(10)).await.unwrap(), 0);
        assert_eq!(restore(&mut tx, world.org, press.id).await.unwrap(), Some(press.clone()));
        assert_eq!(restore(&mut tx, world.org, press.id).await.unwrap(), None);
        assert!(remove(&mut tx, world.org, press.id, at(10)).await.unwrap());
        assert_eq!(purge_removed(&mut tx, world.org, at(11)).await.unwrap(), 1);
        assert_eq!(restore(&mut tx, world.org, press.id).await.unwrap(), None);
    }
}
