use super::*;
use crate::{
    Kind,
    testing::{at, change, db_test},
};

db_test! {
    async fn every_version_is_kept(world) {
        let ada = world.new_member("ada").await;
        let id = world.new_query("patinoire").await;
        let mut tx = world.write().await;
        let second = Change { name: "Glace", text: "patinoire ou glace", canonical: "patinoire OR glace", by: Some(ada.id), at: at(9) };
        assert_eq!(update(&mut tx, world.org, id, 1, &second).await.unwrap(), Updated::To(2));
        let found = get(&mut tx, world.org, id).await.unwrap().unwrap();
        assert_eq!(
            found,
            Query {
                id,
                org: world.org,
                name: "Glace".to_owned(),
                text: "patinoire ou glace".to_owned(),
                canonical: "patinoire OR glace".to_owned(),
                version: 2,
                created_at: at(1),
                updated_at: at(9),
            }
        );
        let history = history(&mut tx, world.org, id, None, 9).await.unwrap();
        let told: Vec<_> = history.iter().map(|it| (it.version, it.text.as_str(), it.by, it.at)).collect();
        assert_eq!(told, [(2, "patinoire ou glace", Some(ada.id), at(9)), (1, "patinoire", None, at(1))]);
        assert_eq!(writers(&mut tx, world.org).await.unwrap(), [Writer { query: id, by: Some(ada.id) }]);
    }
}

db_test! {
    async fn history_is_paged(world) {
        let id = world.new_query("a").await;
        let mut tx = world.write().await;
        for version in 1..5 {
            update(&mut tx, world.org, id, version, &change("a", at(9))).await.unwrap();
        }
        let page = history(&mut tx, world.org, id, Some(4), 2).await.unwrap();
        assert_eq!(page.iter().map(|it| it.version).collect::<Vec<_>>(), [3, 2]);
    }
}

db_test! {
    async fn change_over_a_newer_version_is_stale(world) {
        let id = world.new_query("a").await;
        let mut tx = world.write().await;
        assert_eq!(update(&mut tx, world.org, id, 1, &change("b", at(2))).await.unwrap(), Updated::To(2));
        assert_eq!(update(&mut tx, world.org, id, 1, &change("c", at(3))).await.unwrap(), Updated::Stale(2));
        assert_eq!(get(&mut tx, world.org, id).await.unwrap().unwrap().text, "b");
        let other = world.org_out_of_reach();
        assert_eq!(update(&mut tx, other, id, 2, &change("c", at(3))).await.unwrap(), Updated::Missing);
    }
}

db_test! {
    async fn of_two_changes_at_once_one_is_stale(world) {
        let id = world.new_query("a").await;
        let attempt = async || {
            let mut tx = world.write().await;
            let updated = update(&mut tx, world.org, id, 1, &change("b", at(2))).await.unwrap();
            tx.commit().await.unwrap();
            updated
        };
        let (one, two) = crate::testing::soon(async { tokio::join!(attempt(), attempt()) }).await;
        assert!(matches!((one, two), (Updated::To(2), Updated::Stale(2)) | (Updated::Stale(2), Updated::To(2))));
    }
}

db_test! {
    async fn deleted_query_is_gone_from_the_list(world) {
        let one = world.new_query("a").await;
        let two = world.new_query("b").await;
        let mut tx = world.write().await;
        assert_eq!(list(&mut tx, world.org).await.unwrap().len(), 2);
        assert!(delete(&mut tx, world.org, one).await.unwrap());
        assert!(!delete(&mut tx, world.org, one).await.unwrap());
        assert_eq!(list(&mut tx, world.org).await.unwrap().iter().map(|it| it.id).collect::<Vec<_>>(), [two]);
        assert!(history(&mut tx, world.org, one, None, 9).await.unwrap().is_empty());
    }
}

db_test! {
    async fn id_taken_is_a_conflict(world) {
        let id = world.new_query("a").await;
        let mut tx = world.write().await;
        assert_eq!(insert(&mut tx, world.org, id, &change("b", at(2))).await.unwrap_err().kind(), Kind::Conflict);
    }
}
