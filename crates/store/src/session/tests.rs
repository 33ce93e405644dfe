use super::*;
use crate::{
    org,
    testing::{World, at, db_test},
};

async fn open(
    world: &World,
    token_hash: &TokenHash,
    member: &Member,
    expires_at: Timestamp,
) -> Session {
    let session = Session {
        org: world.org,
        member: member.id,
        created_at: at(10),
        expires_at,
        seen_at: at(10),
    };
    let mut tx = world.write().await;
    insert(&mut tx, token_hash, &session).await.unwrap();
    tx.commit().await.unwrap();
    session
}

db_test! {
    async fn session_is_found_with_its_member_and_organisation(world) {
        let ada = world.new_member("ada").await;
        let session = open(world, &[7; 32], &ada, at(100)).await;
        let mut tx = world.read().await;
        let org = org::get(&mut tx, world.org).await.unwrap().unwrap();
        assert_eq!(find(&mut tx, &[7; 32]).await.unwrap(), Some(Found { session, member: ada, org }));
        assert_eq!(find(&mut tx, &[8; 32]).await.unwrap(), None);
    }
}

db_test! {
    async fn touching_never_goes_back(world) {
        let ada = world.new_member("ada").await;
        open(world, &[7; 32], &ada, at(100)).await;
        let mut tx = world.write().await;
        for seen in [at(30), at(20)] {
            touch(&mut tx, &[7; 32], seen).await.unwrap();
        }
        assert_eq!(find(&mut tx, &[7; 32]).await.unwrap().unwrap().session.seen_at, at(30));
    }
}

db_test! {
    async fn ended_sessions_are_gone(world) {
        let ada = world.new_member("ada").await;
        let bob = world.new_member("bob").await;
        for n in 0..3 {
            open(world, &[n; 32], &ada, at(100)).await;
        }
        open(world, &[9; 32], &bob, at(100)).await;
        let mut tx = world.write().await;
        assert!(delete(&mut tx, &[0; 32]).await.unwrap());
        assert!(!delete(&mut tx, &[0; 32]).await.unwrap());
        assert_eq!(delete_all_of(&mut tx, world.org, ada.id).await.unwrap(), 2);
        assert_eq!(find(&mut tx, &[1; 32]).await.unwrap(), None);
        assert!(find(&mut tx, &[9; 32]).await.unwrap().is_some());
    }
}

db_test! {
    async fn purge_takes_those_that_ended(world) {
        let ada = world.new_member("ada").await;
        for (n, end) in [(1, 49), (2, 50), (3, 51)] {
            open(world, &[n; 32], &ada, at(end)).await;
        }
        let mut tx = world.write().await;
        assert_eq!(purge_expired(&mut tx, at(50)).await.unwrap(), 2);
        assert!(find(&mut tx, &[3; 32]).await.unwrap().is_some());
    }
}
