use super::*;
use crate::{Kind, testing::db_test};

db_test! {
    async fn member_is_found_by_login_with_the_hash(world) {
        let ada = world.new_member("ada").await;
        world.new_member("bob").await;
        let mut tx = world.read().await;
        assert_eq!(by_login(&mut tx, "ada").await.unwrap(), Some((ada.clone(), "$argon2id$hash".to_owned())));
        assert_eq!(by_login(&mut tx, "Ada").await.unwrap(), None);
        assert_eq!(get(&mut tx, world.org, ada.id).await.unwrap(), Some(ada));
        assert_eq!(count(&mut tx).await.unwrap(), 2);
        assert_eq!(list(&mut tx, world.org).await.unwrap().len(), 2);
    }
}

db_test! {
    async fn login_is_unique_in_the_instance(world) {
        let mut ada = world.new_member("ada").await;
        ada.org = world.new_org().await;
        ada.id = MemberId::from_uuid(world.seams.uuid());
        let mut tx = world.write().await;
        let error = insert(&mut tx, &ada, "x").await.unwrap_err();
        assert_eq!(error.kind(), Kind::Conflict);
    }
}

db_test! {
    async fn member_of_no_organisation_is_a_conflict(world) {
        let mut ada = world.new_member("ada").await;
        ada.login = "other".to_owned();
        ada.org = OrgId::from_uuid(world.seams.uuid());
        let mut tx = world.write().await;
        assert_eq!(insert(&mut tx, &ada, "x").await.unwrap_err().kind(), Kind::Conflict);
    }
}

db_test! {
    async fn preferences_and_password_change(world) {
        let ada = world.new_member("ada").await;
        let mut tx = world.write().await;
        assert!(set_preferences(&mut tx, world.org, ada.id, Locale::En, Theme::Dark).await.unwrap());
        assert!(set_password(&mut tx, world.org, ada.id, "new").await.unwrap());
        let (found, hash) = by_login(&mut tx, "ada").await.unwrap().unwrap();
        assert_eq!((found.locale, found.theme, hash.as_str()), (Locale::En, Theme::Dark, "new"));
    }
}

db_test! {
    async fn member_of_another_organisation_is_out_of_reach(world) {
        let ada = world.new_member("ada").await;
        let other = world.new_org().await;
        let mut tx = world.write().await;
        assert_eq!(get(&mut tx, other, ada.id).await.unwrap(), None);
        assert!(!set_password(&mut tx, other, ada.id, "stolen").await.unwrap());
        assert!(!set_preferences(&mut tx, other, ada.id, Locale::En, Theme::Dark).await.unwrap());
        assert!(list(&mut tx, other).await.unwrap().is_empty());
    }
}
