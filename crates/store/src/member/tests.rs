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
        ada.person = PersonId::from_uuid(world.seams.uuid());
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
        ada.person = PersonId::from_uuid(world.seams.uuid());
        let mut tx = world.write().await;
        assert_eq!(insert(&mut tx, &ada, "x").await.unwrap_err().kind(), Kind::Conflict);
    }
}

db_test! {
    async fn preferences_and_password_change(world) {
        let ada = world.new_member("ada").await;
        let mut tx = world.write().await;
        assert!(set_preferences(&mut tx, world.org, ada.id, (Locale::En, Theme::Dark), r#"{"undo_secs":20}"#).await.unwrap());
        assert!(set_password(&mut tx, world.org, ada.id, "new").await.unwrap());
        let (found, hash) = by_login(&mut tx, "ada").await.unwrap().unwrap();
        assert_eq!((found.locale, found.theme, hash.as_str()), (Locale::En, Theme::Dark, "new"));
        assert_eq!(found.prefs, r#"{"undo_secs":20}"#);
    }
}

db_test! {
    async fn member_of_another_organisation_is_out_of_reach(world) {
        let ada = world.new_member("ada").await;
        let other = world.new_org().await;
        let mut tx = world.write().await;
        assert_eq!(get(&mut tx, other, ada.id).await.unwrap(), None);
        assert!(!set_password(&mut tx, other, ada.id, "stolen").await.unwrap());
        assert!(!set_preferences(&mut tx, other, ada.id, (Locale::En, Theme::Dark), r#"{"undo_secs":20}"#).await.unwrap());
        assert!(list(&mut tx, other).await.unwrap().is_empty());
    }
}

db_test! {
    async fn person_is_in_several_organisations_until_the_last_one(world) {
        let ada = world.new_member("ada").await;
        let other = world.new_org().await;
        let there = Member { org: other, id: MemberId::from_uuid(world.seams.uuid()), role: Role::Viewer, created_at: crate::testing::at(5), ..ada.clone() };
        let mut tx = world.write().await;
        join(&mut tx, &there).await.unwrap();
        let orgs: Vec<OrgId> = memberships(&mut tx, ada.person).await.unwrap().into_iter().map(|it| it.org).collect();
        assert!(orgs.len() == 2 && orgs.contains(&other) && orgs.contains(&world.org));
        assert_eq!(by_login(&mut tx, "ada").await.unwrap().unwrap().0.org, world.org);
        assert!(set_role(&mut tx, other, there.id, Role::Admin).await.unwrap());
        assert_eq!(get(&mut tx, other, there.id).await.unwrap().unwrap().role, Role::Admin);
        assert_eq!(get(&mut tx, world.org, ada.id).await.unwrap().unwrap().role, Role::Editor);
        assert!(remove(&mut tx, world.org, ada.id).await.unwrap());
        assert_eq!(by_login(&mut tx, "ada").await.unwrap().unwrap().0.org, other);
        assert!(remove(&mut tx, other, there.id).await.unwrap());
        assert!(!remove(&mut tx, other, there.id).await.unwrap());
        assert_eq!(by_login(&mut tx, "ada").await.unwrap(), None);
        assert_eq!(count(&mut tx).await.unwrap(), 0);
    }
}

db_test! {
    async fn what_a_removed_member_wrote_stays(world) {
        let ada = world.new_member("ada").await;
        let id = model::QueryId::from_uuid(world.seams.uuid());
        let mut tx = world.write().await;
        let first = crate::query::Change { by: Some(ada.id), ..crate::testing::change("a", crate::testing::at(1)) };
        crate::query::insert(&mut tx, world.org, id, &first).await.unwrap();
        assert!(remove(&mut tx, world.org, ada.id).await.unwrap());
        let versions = crate::query::history(&mut tx, world.org, id, None, 5).await.unwrap();
        assert_eq!(versions.iter().map(|it| it.by).collect::<Vec<_>>(), [None]);
    }
}
