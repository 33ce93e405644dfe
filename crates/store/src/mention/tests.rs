use std::collections::BTreeSet;

use super::*;
use crate::{
    author, query,
    testing::{World, at, db_test, post as new_post, soon},
};

async fn insert(world: &World, query: QueryId, posts: &[PostId]) -> Vec<Option<u64>> {
    let mut tx = world.write().await;
    let mentions: Vec<NewMention> = posts
        .iter()
        .map(|post| NewMention {
            query,
            post: *post,
            spans: "[[0,7]]",
        })
        .collect();
    let seqs = insert_many(&mut tx, world.org, at(100), &mentions)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    seqs
}

async fn new_posts(world: &World, n: i64) -> Vec<PostId> {
    let mut ids = Vec::new();
    for n in 0..n {
        let mut post = new_post(&format!("p{n}"), "bonjour");
        post.created_at = at(n * 1_800);
        ids.push(world.save_new(at(n), &post).await);
    }
    ids
}

fn seqs(mentions: &[Mention]) -> Vec<u64> {
    mentions.iter().map(|it| it.seq).collect()
}

db_test! {
    async fn mention_comes_with_its_post_and_why(world) {
        let query = world.new_query("bonjour").await;
        let said = new_post("p1", "bonjour");
        let id = world.save_new(at(1), &said).await;
        assert_eq!(insert(world, query, &[id]).await, [Some(1)]);
        let mut tx = world.read().await;
        let stored = post::find(&mut tx, world.org, &said.at).await.unwrap().unwrap();
        let expected = Mention { seq: 1, query, seen_at: at(100), spans: "[[0,7]]".to_owned(), post: stored };
        assert_eq!(page(&mut tx, world.org, query, None, 9).await.unwrap(), [expected]);
        assert_eq!(queries_of(&mut tx, world.org, id).await.unwrap(), [query]);
    }
}

db_test! {
    async fn numbers_have_no_hole_whatever_is_known_already(world) {
        let (one, two) = (world.new_query("a").await, world.new_query("b").await);
        let posts = new_posts(world, 4).await;
        let unknown = PostId::from_uuid(world.seams.uuid());
        assert_eq!(insert(world, one, &posts[..2]).await, [Some(1), Some(2)]);
        assert_eq!(insert(world, one, &posts[..3]).await, [None, None, Some(3)]);
        assert_eq!(insert(world, one, &[unknown, posts[3], posts[3]]).await, [None, Some(4), None]);
        assert_eq!(insert(world, two, &posts[3..]).await, [Some(5)]);
        assert_eq!(max_seq(&mut world.read().await, world.org).await.unwrap(), 5);
    }
}

db_test! {
    async fn match_of_a_deleted_query_is_let_go(world) {
        let (one, two) = (world.new_query("a").await, world.new_query("b").await);
        let posts = new_posts(world, 1).await;
        let mut tx = world.write().await;
        query::delete(&mut tx, world.org, one).await.unwrap();
        let mentions = [one, two].map(|query| NewMention { query, post: posts[0], spans: "[]" });
        assert_eq!(insert_many(&mut tx, world.org, at(1), &mentions).await.unwrap(), [None, Some(1)]);
    }
}

db_test! {
    async fn abandoned_transaction_gives_its_numbers_back(world) {
        let query = world.new_query("a").await;
        let posts = new_posts(world, 2).await;
        let mut tx = world.write().await;
        let mention = NewMention { query, post: posts[0], spans: "[]" };
        assert_eq!(insert_many(&mut tx, world.org, at(1), &[mention]).await.unwrap(), [Some(1)]);
        drop(tx);
        assert_eq!(insert(world, query, &posts[1..]).await, [Some(1)]);
    }
}

db_test! {
    async fn organisations_count_apart(world) {
        let query = world.new_query("a").await;
        let posts = new_posts(world, 2).await;
        insert(world, query, &posts).await;
        let other = world.new_org().await;
        let mut tx = world.write().await;
        assert_eq!(max_seq(&mut tx, other).await.unwrap(), 0);
        assert!(page(&mut tx, other, query, None, 9).await.unwrap().is_empty());
        let mention = NewMention { query, post: posts[0], spans: "[]" };
        assert_eq!(insert_many(&mut tx, other, at(1), &[mention]).await.unwrap(), [None]);
    }
}

db_test! {
    async fn pages_visit_each_mention_once(world) {
        let query = world.new_query("a").await;
        insert(world, query, &new_posts(world, 9).await).await;
        let mut tx = world.read().await;
        assert_eq!(seqs(&page(&mut tx, world.org, query, None, 4).await.unwrap()), [9, 8, 7, 6]);
        assert_eq!(seqs(&page(&mut tx, world.org, query, Some(6), 4).await.unwrap()), [5, 4, 3, 2]);
        assert_eq!(seqs(&page(&mut tx, world.org, query, Some(2), 4).await.unwrap()), [1]);
        assert_eq!(seqs(&after(&mut tx, world.org, query, 0, 4).await.unwrap()), [1, 2, 3, 4]);
        assert_eq!(seqs(&after(&mut tx, world.org, query, 7, 4).await.unwrap()), [8, 9]);
        assert!(after(&mut tx, world.org, query, u64::MAX, 4).await.unwrap().is_empty());
    }
}

db_test! {
    async fn edited_post_keeps_only_the_queries_that_still_match(world) {
        let queries = [world.new_query("a").await, world.new_query("b").await, world.new_query("c").await];
        let posts = new_posts(world, 2).await;
        for query in queries {
            insert(world, query, &posts).await;
        }
        let mut tx = world.write().await;
        let newer = NewMention { query: queries[0], post: posts[0], spans: "[[3,4]]" };
        assert!(replace_spans(&mut tx, world.org, &newer).await.unwrap());
        assert!(!replace_spans(&mut tx, world.org_out_of_reach(), &newer).await.unwrap());
        let lost = retain(&mut tx, world.org, posts[0], &queries[..1]).await.unwrap();
        assert_eq!(BTreeSet::from_iter(lost), BTreeSet::from([queries[1], queries[2]]));
        assert_eq!(queries_of(&mut tx, world.org, posts[0]).await.unwrap(), queries[..1]);
        assert_eq!(queries_of(&mut tx, world.org, posts[1]).await.unwrap().len(), 3);
        assert_eq!(after(&mut tx, world.org, queries[0], 0, 1).await.unwrap()[0].spans, "[[3,4]]");
    }
}

db_test! {
    async fn cleared_query_starts_again_with_new_numbers(world) {
        let query = world.new_query("a").await;
        let posts = new_posts(world, 3).await;
        insert(world, query, &posts).await;
        let mut tx = world.write().await;
        assert_eq!(clear(&mut tx, world.org, query, 2).await.unwrap(), 2);
        assert_eq!(seqs(&page(&mut tx, world.org, query, None, 9).await.unwrap()), [3]);
        assert_eq!(clear(&mut tx, world.org, query, 2).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(insert(world, query, &posts[..1]).await, [Some(4)]);
    }
}

db_test! {
    async fn hours_count_posts_by_their_date(world) {
        let query = world.new_query("a").await;
        // One post each half hour, from thirteen minutes past an hour.
        let posts = new_posts(world, 7).await;
        insert(world, query, &posts).await;
        insert(world, query, &posts).await;
        let mut tx = world.read().await;
        let first = at(0).as_second() / 3_600 * 3_600;
        let hour = |n: i64| Timestamp::from_second(first + n * 3_600).unwrap();
        let told = |hours: Vec<Hour>| hours.iter().map(|it| ((it.at.as_second() - first) / 3_600, it.n)).collect::<Vec<_>>();
        let all = hourly(&mut tx, world.org, query, hour(0), hour(9)).await.unwrap();
        assert_eq!(told(all), [(0, 2), (1, 2), (2, 2), (3, 1)]);
        let some = hourly(&mut tx, world.org, query, hour(1), hour(3)).await.unwrap();
        assert_eq!(told(some), [(1, 2), (2, 2)]);
        let silent = world.new_query("b").await;
        let all = hourly_of_all(&mut tx, world.org, hour(1), hour(9)).await.unwrap();
        assert!(all.iter().all(|it| it.query == query && it.query != silent));
        assert_eq!(told(all.iter().map(|it| Hour { at: it.at, n: it.n }).collect()), [(1, 2), (2, 2), (3, 1)]);
    }
}

db_test! {
    async fn what_was_said_is_told_newest_first_within_a_period(world) {
        let query = world.new_query("a").await;
        let posts = new_posts(world, 5).await;
        insert(world, query, &posts).await;
        let mut tx = world.read().await;
        let said = said(&mut tx, world.org, query, (at(1_800), at(4 * 1_800)), 2).await.unwrap();
        let told: Vec<(PostId, u64, Timestamp)> = said.iter().map(|it| (it.post, it.seq, it.posted_at)).collect();
        assert_eq!(told, [(posts[3], 4, at(3 * 1_800)), (posts[2], 3, at(2 * 1_800))]);
        assert_eq!((said[0].kind.as_str(), said[0].query), ("post", query));
        let mut found = seqs(&get(&mut tx, world.org, query, &[4, 2, 9]).await.unwrap());
        found.sort_unstable();
        assert_eq!(found, [2, 4]);
        let newer = async |tx: &mut Tx, after, limit| count_after(tx, world.org, query, after, limit).await.unwrap();
        assert_eq!(newer(&mut tx, 0, 9).await, 5);
        assert_eq!(newer(&mut tx, 3, 9).await, 2);
        assert_eq!(newer(&mut tx, 0, 3).await, 3);
    }
}

db_test! {
    async fn post_of_two_queries_counts_once_in_its_stretch(world) {
        let (one, two) = (world.new_query("a").await, world.new_query("b").await);
        let posts = new_posts(world, 5).await;
        insert(world, one, &posts).await;
        insert(world, two, &posts[1..3]).await;
        let mut tx = world.read().await;
        let hour = Duration::from_secs(3_600);
        let told = async |tx: &mut Tx, queries: &[QueryId]| -> Vec<(u64, u64)> {
            let found = stretches(tx, world.org, queries, (at(0), at(4 * 1_800)), hour).await.unwrap();
            found.iter().map(|it| (it.index, it.n)).collect()
        };
        assert_eq!(told(&mut tx, &[one, two]).await, [(0, 2), (1, 2)]);
        assert_eq!(told(&mut tx, &[two]).await, [(0, 1), (1, 1)]);
        assert_eq!(told(&mut tx, &[]).await, []);
    }
}

db_test! {
    async fn only_matched_authors_without_a_handle_are_wanted(world) {
        let query = world.new_query("a").await;
        let said = |id: &str, author: &str, handle: &str| {
            let mut post = new_post(id, "bonjour");
            post.author.id = author.into();
            post.author.handle = handle.into();
            post
        };
        let matched = world.save_new(at(1), &said("p1", "did:1", "")).await;
        world.save_new(at(1), &said("p2", "did:2", "")).await;
        let named = world.save_new(at(1), &said("p3", "did:3", "cleo.example")).await;
        insert(world, query, &[matched, named]).await;
        let network = model::Network::Bluesky;
        let mut tx = world.write().await;
        let wanted = author::unnamed(&mut tx, world.org, network, at(5), 9).await.unwrap();
        assert_eq!(wanted.iter().map(|it| &*it.id).collect::<Vec<_>>(), ["did:1"]);
        assert!(author::unnamed(&mut tx, world.org, model::Network::Mastodon, at(5), 9).await.unwrap().is_empty());
        author::set_asked(&mut tx, world.org, &wanted, at(6)).await.unwrap();
        assert!(author::unnamed(&mut tx, world.org, network, at(6), 9).await.unwrap().is_empty());
        assert_eq!(author::unnamed(&mut tx, world.org, network, at(7), 9).await.unwrap(), wanted);
    }
}

// Whoever has read up to a number never misses a smaller one that appears later.
db_test! {
    async fn numbers_become_visible_in_their_order(world) {
        const ROUNDS: usize = 10;
        let queries = [world.new_query("a").await, world.new_query("b").await, world.new_query("c").await];
        let posts = new_posts(world, i64::try_from(ROUNDS).unwrap()).await;
        let write = async |query| {
            for post in &posts {
                insert(world, query, std::slice::from_ref(post)).await;
            }
        };
        let read = async {
            let mut seen = 0;
            while seen < 3 * ROUNDS as u64 {
                let mut tx = world.read().await;
                let mut visible = Vec::new();
                for query in queries {
                    visible.extend(seqs(&after(&mut tx, world.org, query, 0, 100).await.unwrap()));
                }
                visible.sort_unstable();
                assert_eq!(visible, (1..=visible.len() as u64).collect::<Vec<_>>());
                seen = visible.len() as u64;
                drop(tx);
                tokio::task::yield_now().await;
            }
        };
        soon(async { tokio::join!(write(queries[0]), write(queries[1]), write(queries[2]), read) }).await;
    }
}
