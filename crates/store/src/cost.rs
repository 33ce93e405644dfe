//! What statements cost on SQLite, in steps of its virtual machine: exact, and deaf to the noise of
//! the machine. What runs all day must cost the same however much is stored.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use model::{Checkpoint, Counts, GoneWhy, Network, PostId, QueryId, SourceId};
use sqlx::Row as _;

use crate::{
    Tx, author,
    author::{AuthorRef, Profile},
    coverage,
    coverage::Interval,
    mention,
    mention::NewMention,
    post,
    post::{Gone, Incoming, Saved},
    session, source,
    testing::{World, at, author as new_author, on_sqlite, post as new_post},
    tx::Conn,
    visit,
};

const BATCH: u32 = 100;
/// Steps between two looks at the counter.
const GRAIN: i32 = 10;

struct Meter<'a> {
    world: &'a World,
    source: SourceId,
    query: QueryId,
    n_posts: u32,
    /// What each operation cost, in the order they were run.
    costs: Vec<(&'static str, u64)>,
}

fn nth_post(n: u32) -> model::Post {
    let mut post = new_post(&format!("post{n:06}"), "la patinoire est fermée");
    post.author = new_author(&format!("did:plc:{}", n * 7 % 5_000));
    post.created_at = at(i64::from(n) * 60);
    post
}

impl Meter<'_> {
    async fn measure<T>(
        &mut self,
        name: &'static str,
        tx: &mut Tx,
        work: impl AsyncFnOnce(&mut Tx) -> T,
    ) -> T {
        let steps = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&steps);
        let Conn::Sqlite(connection) = &mut tx.0 else {
            unreachable!("only SQLite counts its steps")
        };
        connection
            .lock_handle()
            .await
            .unwrap()
            .set_progress_handler(GRAIN, move || {
                counter.fetch_add(1, Ordering::Relaxed);
                true
            });
        let done = work(tx).await;
        self.costs.push((name, steps.load(Ordering::Relaxed)));
        done
    }

    fn next_posts(&mut self) -> Vec<model::Post> {
        let first = self.n_posts;
        self.n_posts += BATCH;
        (first..self.n_posts).map(nth_post).collect()
    }

    /// Fills without measuring.
    async fn grow(&mut self, n_batches: u32) {
        for _ in 0..n_batches {
            let posts = self.next_posts();
            let mut tx = self.world.write().await;
            let ids = self.save(&mut tx, &posts).await;
            self.mention(&mut tx, &ids).await;
            tx.commit().await.unwrap();
        }
    }

    async fn save(&self, tx: &mut Tx, posts: &[model::Post]) -> Vec<PostId> {
        let batch: Vec<Incoming> = posts.iter().map(|it| self.world.incoming(it)).collect();
        let received = at(i64::from(self.n_posts));
        let saved = post::save_many(tx, self.world.org, received, &batch)
            .await
            .unwrap();
        saved
            .into_iter()
            .map(|it| match it {
                Saved::New(id) | Saved::Updated(id) | Saved::Same(id) => id,
                Saved::Buried => panic!("nothing was removed"),
            })
            .collect()
    }

    async fn mention(&self, tx: &mut Tx, ids: &[PostId]) {
        let mentions: Vec<NewMention> = ids
            .iter()
            .step_by(2)
            .map(|post| NewMention {
                query: self.query,
                post: *post,
                spans: "[]",
            })
            .collect();
        mention::insert_many(tx, self.world.org, at(0), &mentions)
            .await
            .unwrap();
    }

    /// Everything that runs while listening and reading, once.
    async fn round(&mut self) {
        let org = self.world.org;
        let (query, source) = (self.query, self.source);
        let posts = self.next_posts();
        let mut tx = self.world.write().await;
        let tx = &mut tx;
        let (saved, world) = (Arc::new(posts), self.world);
        let batch: Vec<Incoming> = saved.iter().map(|it| world.incoming(it)).collect();
        let received = at(i64::from(self.n_posts));
        let ids: Vec<PostId> = batch.iter().map(|it| it.id).collect();
        let mentions: Vec<NewMention> = ids
            .iter()
            .map(|post| NewMention {
                query,
                post: *post,
                spans: "[]",
            })
            .collect();
        for name in ["save new posts", "save the same posts"] {
            self.measure(name, tx, async |tx| {
                post::save_many(tx, org, received, &batch).await.unwrap()
            })
            .await;
        }
        for name in ["insert mentions", "insert the same mentions"] {
            self.measure(name, tx, async |tx| {
                mention::insert_many(tx, org, received, &mentions)
                    .await
                    .unwrap()
            })
            .await;
        }
        let figures: Vec<_> = saved
            .iter()
            .map(|it| {
                (
                    it.at.clone(),
                    Counts {
                        likes: Some(3),
                        ..Counts::default()
                    },
                )
            })
            .collect();
        self.measure("update counts", tx, async |tx| {
            post::update_counts(tx, org, &figures).await.unwrap()
        })
        .await;
        let heard = Interval {
            from_at: received,
            to_at: received,
        };
        self.measure("extend the coverage", tx, async |tx| {
            coverage::extend(tx, org, source, &heard, Duration::from_secs(1_000))
                .await
                .unwrap();
        })
        .await;
        self.measure("checkpoint", tx, async |tx| {
            source::set_checkpoint(tx, org, source, &Checkpoint(vec![1]), received)
                .await
                .unwrap();
            source::add_received(tx, org, source, 1, received)
                .await
                .unwrap();
        })
        .await;
        self.measure("find a session", tx, async |tx| {
            session::find(tx, &[9; 32]).await.unwrap()
        })
        .await;
        self.authors(tx, &saved).await;
        self.read(tx, &saved[0], &ids).await;
        self.remove(tx, &saved).await;
    }

    async fn authors(&mut self, tx: &mut Tx, posts: &[model::Post]) {
        let org = self.world.org;
        let refs: Vec<AuthorRef> = posts
            .iter()
            .map(|it| AuthorRef {
                network: Network::Bluesky,
                host: "".into(),
                id: it.author.id.clone(),
            })
            .collect();
        let named = |id: &str| model::Author {
            handle: "nom.example".into(),
            ..new_author(id)
        };
        let profiles: Vec<Profile> = refs[..20]
            .iter()
            .map(|it| Profile {
                network: it.network,
                host: it.host.clone(),
                author: named(&it.id),
                updated_at: at(1_000_000),
            })
            .collect();
        let network = Network::Bluesky;
        self.measure("get authors", tx, async |tx| {
            author::get_many(tx, org, &refs).await.unwrap()
        })
        .await;
        self.measure("unnamed authors", tx, async |tx| {
            author::unnamed(tx, org, network, at(0), 20).await.unwrap()
        })
        .await;
        self.measure("authors asked for", tx, async |tx| {
            author::set_asked(tx, org, &refs, at(0)).await.unwrap();
        })
        .await;
        self.measure("refresh authors", tx, async |tx| {
            author::refresh_many(tx, org, &profiles).await.unwrap()
        })
        .await;
    }

    async fn read(&mut self, tx: &mut Tx, newest: &model::Post, ids: &[PostId]) {
        let (org, query) = (self.world.org, self.query);
        let last = mention::max_seq(tx, org).await.unwrap();
        self.measure("page", tx, async |tx| {
            mention::page(tx, org, query, Some(last - 10), 20)
                .await
                .unwrap()
        })
        .await;
        self.measure("after", tx, async |tx| {
            mention::after(tx, org, query, last - 20, 20).await.unwrap()
        })
        .await;
        self.measure("recent", tx, async |tx| {
            post::recent(tx, org, None, 20).await.unwrap()
        })
        .await;
        self.measure("oldest", tx, async |tx| {
            post::oldest(tx, org, None, 20).await.unwrap()
        })
        .await;
        self.measure("find a post", tx, async |tx| {
            post::find(tx, org, &newest.at).await.unwrap()
        })
        .await;
        self.measure("get posts", tx, async |tx| {
            post::get(tx, org, ids).await.unwrap()
        })
        .await;
        self.measure("existing", tx, async |tx| {
            post::existing(tx, org, ids).await.unwrap()
        })
        .await;
        let (from, to) = (newest.created_at, at(i64::from(self.n_posts) * 60));
        self.measure("hourly", tx, async |tx| {
            mention::hourly(tx, org, query, from, to).await.unwrap()
        })
        .await;
    }

    async fn remove(&mut self, tx: &mut Tx, posts: &[model::Post]) {
        let org = self.world.org;
        let gone: Vec<Gone> = posts[..30]
            .iter()
            .map(|it| Gone {
                target: it.at.clone(),
                why: GoneWhy::Deleted,
            })
            .collect();
        let who = AuthorRef {
            network: Network::Bluesky,
            host: "".into(),
            id: posts[99].author.id.clone(),
        };
        let (query, end) = (self.query, at(i64::MAX / 2_000_000_000_000));
        self.measure("remove", tx, async |tx| {
            post::remove(tx, org, &gone, end).await.unwrap()
        })
        .await;
        self.measure("account gone", tx, async |tx| {
            post::remove_of_author(tx, org, &who, at(-1), 1)
                .await
                .unwrap();
            post::restore_author(tx, org, &who).await.unwrap();
        })
        .await;
        self.measure("purge unmatched", tx, async |tx| {
            post::purge_unmatched(tx, org, end, None, 20).await.unwrap();
        })
        .await;
        self.measure("purge", tx, async |tx| {
            post::purge_before(tx, org, end, 20).await.unwrap()
        })
        .await;
        self.measure("purge tombstones", tx, async |tx| {
            post::purge_tombstones(tx, org, end, 5).await.unwrap()
        })
        .await;
        self.measure("clear mentions", tx, async |tx| {
            mention::clear(tx, org, query, 5).await.unwrap()
        })
        .await;
    }
}

/// Eight times the data, a tenth more at most (a page of authors may hold a few more keys in common).
#[test]
fn cost_does_not_grow_with_what_is_stored() {
    on_sqlite(async |world| {
        let (source, query) = (
            world.new_source().await.id,
            world.new_query("patinoire").await,
        );
        let mut meter = Meter {
            world,
            source,
            query,
            n_posts: 0,
            costs: Vec::new(),
        };
        meter.grow(5).await;
        meter.round().await;
        let small = std::mem::take(&mut meter.costs);
        meter.grow(40).await;
        meter.round().await;
        for ((name, small), (_, large)) in small.into_iter().zip(meter.costs) {
            assert!(small > 0 || large == 0, "{name}: {small} then {large}");
            assert!(
                large <= small + small / 10 + 4,
                "{name}: {small} then {large} tens of steps"
            );
        }
    });
}

/// What people wait for reads no table from end to end.
#[test]
fn reading_uses_indexes() {
    on_sqlite(async |world| {
        for (name, sql) in [
            ("page", mention::PAGE),
            ("after", mention::AFTER),
            ("hours", mention::HOURLY),
            ("what was said", mention::SAID),
            ("gaps", coverage::GAPS),
            ("post by remote key", post::FIND),
            ("recent posts", post::RECENT),
            ("session", session::FIND),
            ("visits", visit::OF),
        ] {
            let mut tx = world.read().await;
            let Conn::Sqlite(connection) = &mut tx.0 else {
                unreachable!("a SQLite world")
            };
            let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
            let rows = sqlx::query(explain)
                .fetch_all(&mut **connection)
                .await
                .unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
            assert!(!plan.is_empty(), "{name}");
            assert!(
                plan.iter().all(|it| it.starts_with("SEARCH")),
                "{name}: {plan:#?}"
            );
        }
    });
}
