use model::{Counts, GoneWhy, Untrusted};

use super::*;
use crate::{
    author,
    post::{self, Gone},
    testing::{World, at, author as new_author, db_test, post as new_post},
};

async fn all(world: &World) -> Vec<Pending> {
    let mut tx = world.read().await;
    pending(&mut tx, world.org, 100).await.unwrap()
}

/// Which post each change is of, and whether it is new.
async fn told(world: &World) -> Vec<(PostId, bool)> {
    let all = all(world).await;
    assert!(all.is_sorted_by(|a, b| a.seq < b.seq));
    all.into_iter().map(|it| (it.post_id, it.is_new)).collect()
}

async fn take_all(world: &World) {
    let last = all(world).await.last().map_or(0, |it| it.seq);
    let mut tx = world.write().await;
    taken(&mut tx, world.org, last).await.unwrap();
    tx.commit().await.unwrap();
}

db_test! {
    async fn every_change_of_a_post_is_noted(world) {
        let first = new_post("1", "la patinoire");
        let id = world.save_new(at(10), &first).await;
        assert_eq!(told(world).await, [(id, true)]);
        assert_eq!(all(world).await[0].posted_at, first.created_at);
        take_all(world).await;

        let mut edited = first.clone();
        edited.text = Untrusted::new("la piscine");
        edited.edited_at = Some(at(20));
        world.save(at(20), &[edited]).await;
        assert_eq!(told(world).await, [(id, false)]);
        take_all(world).await;

        let mut tx = world.write().await;
        let figures = Counts { likes: Some(7), ..Counts::default() };
        post::update_counts(&mut tx, world.org, &[(first.at.clone(), figures)]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(told(world).await, [(id, false)]);
        take_all(world).await;

        let mut tx = world.write().await;
        let gone = Gone { target: first.at.clone(), why: GoneWhy::Deleted };
        post::remove(&mut tx, world.org, &[gone], at(30)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(told(world).await, [(id, false)]);
    }
}

db_test! {
    async fn new_handle_of_an_author_changes_their_posts(world) {
        let posts = [new_post("1", "un"), new_post("2", "deux")];
        world.save(at(10), &posts).await;
        take_all(world).await;
        let mut renamed = new_author(&posts[0].author.id);
        renamed.handle = Untrusted::new("tout.autre");
        let profile = author::Profile {
            network: posts[0].at.network,
            host: posts[0].at.host.clone(),
            author: renamed,
            updated_at: at(40),
        };
        for expected in [2, 0] {
            let mut tx = world.write().await;
            author::refresh_many(&mut tx, world.org, std::slice::from_ref(&profile)).await.unwrap();
            tx.commit().await.unwrap();
            // The same name again is no change.
            assert_eq!(told(world).await.len(), expected);
            take_all(world).await;
        }
    }
}

db_test! {
    async fn taking_changes_leaves_later_ones_and_other_organisations(world) {
        let first = world.save_new(at(10), &new_post("1", "un")).await;
        let second = world.save_new(at(11), &new_post("2", "deux")).await;
        let seqs: Vec<u64> = all(world).await.iter().map(|it| it.seq).collect();
        let mut tx = world.write().await;
        let other = world.org_out_of_reach();
        assert_eq!(taken(&mut tx, other, u64::MAX).await.unwrap(), 0);
        assert_eq!(backlog(&mut tx, world.org).await.unwrap(), (seqs[1], 2));
        assert_eq!(taken(&mut tx, world.org, seqs[0]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_ne!(first, second);
        assert_eq!(told(world).await, [(second, true)]);
    }
}

db_test! {
    async fn what_is_rolled_back_is_not_noted(world) {
        let mut tx = world.write().await;
        let post = new_post("1", "un");
        let incoming = world.incoming(&post);
        post::save_many(&mut tx, world.org, at(10), &[incoming]).await.unwrap();
        drop(tx);
        assert_eq!(told(world).await, []);
    }
}
