use super::*;
use crate::testing::{World, at, author, db_test, post};

const NETWORK: Network = Network::Bluesky;

fn profile(handle: &str, name: &str, second: i64) -> Profile {
    let author = Author {
        handle: handle.into(),
        name: name.into(),
        ..author("did:plc:ada")
    };
    Profile {
        network: NETWORK,
        host: "".into(),
        author,
        updated_at: at(second),
    }
}

async fn hold(world: &World) -> AuthorRef {
    world.save_new(at(1), &post("p1", "bonjour")).await;
    AuthorRef {
        network: NETWORK,
        host: "".into(),
        id: "did:plc:ada".into(),
    }
}

async fn found(tx: &mut Tx, world: &World, who: &AuthorRef) -> Profile {
    get_many(tx, world.org, &[who.clone(), who.clone()])
        .await
        .unwrap()
        .remove(0)
}

db_test! {
    async fn name_resolved_later_shows_on_the_post(world) {
        let who = hold(world).await;
        let mut tx = world.write().await;
        let mut named = profile("ada.example", "Ada", 5);
        named.author.avatar = Some("https://img.example/a.png".into());
        named.author.followers = Some(12);
        assert_eq!(refresh_many(&mut tx, world.org, &[named.clone()]).await.unwrap(), 1);
        assert_eq!(found(&mut tx, world, &who).await, named);
        let shown = crate::post::find(&mut tx, world.org, &post("p1", "").at).await.unwrap().unwrap();
        assert_eq!(shown.post.author, named.author);
    }
}

db_test! {
    async fn known_name_outlives_absent_and_older_ones(world) {
        let who = hold(world).await;
        let mut tx = world.write().await;
        let mut full = profile("ada.example", "Ada", 10);
        full.author.followers = Some(12);
        refresh_many(&mut tx, world.org, &[full.clone()]).await.unwrap();
        for (later, n_changed) in [(profile("", "", 20), 0), (profile("old.example", "Old", 9), 0)] {
            assert_eq!(refresh_many(&mut tx, world.org, &[later]).await.unwrap(), n_changed);
        }
        assert_eq!(found(&mut tx, world, &who).await, full);
        // The same holds when a post says it.
        let mut said = post("p2", "encore");
        said.author = author("did:plc:ada");
        let incoming = world.incoming(&said);
        crate::post::save_many(&mut tx, world.org, at(30), &[incoming]).await.unwrap();
        assert_eq!(found(&mut tx, world, &who).await, full);
    }
}

db_test! {
    async fn batch_is_merged_before_it_is_written(world) {
        let who = hold(world).await;
        let mut tx = world.write().await;
        let batch = [profile("ada.example", "", 5), profile("", "Ada", 7), profile("old.example", "Old", 6)];
        assert_eq!(refresh_many(&mut tx, world.org, &batch).await.unwrap(), 1);
        assert_eq!(found(&mut tx, world, &who).await, profile("ada.example", "Ada", 7));
    }
}

db_test! {
    async fn people_whose_posts_we_do_not_hold_are_not_kept(world) {
        let mut tx = world.write().await;
        assert_eq!(refresh_many(&mut tx, world.org, &[profile("ada.example", "Ada", 5)]).await.unwrap(), 0);
        let who = AuthorRef { network: NETWORK, host: "".into(), id: "did:plc:ada".into() };
        assert!(get_many(&mut tx, world.org, &[who]).await.unwrap().is_empty());
    }
}

db_test! {
    async fn profile_goes_with_the_last_post(world) {
        let who = hold(world).await;
        world.save_new(at(2), &post("p2", "encore")).await;
        let mut tx = world.write().await;
        assert_eq!(crate::post::purge_before(&mut tx, world.org, at(2), 9).await.unwrap().len(), 1);
        assert_eq!(get_many(&mut tx, world.org, std::slice::from_ref(&who)).await.unwrap().len(), 1);
        assert_eq!(crate::post::purge_before(&mut tx, world.org, at(3), 9).await.unwrap().len(), 1);
        assert!(get_many(&mut tx, world.org, &[who]).await.unwrap().is_empty());
    }
}

db_test! {
    async fn nothing_asked_is_nothing_done(world) {
        let mut tx = world.write().await;
        assert!(get_many(&mut tx, world.org, &[]).await.unwrap().is_empty());
        assert_eq!(refresh_many(&mut tx, world.org, &[]).await.unwrap(), 0);
        set_asked(&mut tx, world.org, &[], at(1)).await.unwrap();
    }
}
