//! How many posts a second the store takes in for good: `cargo bench -p store`.
//!
//! Batches of 200 posts, each a durable transaction with its mentions, coverage and checkpoint, as
//! ingest writes them; a hundred queries, of which each post matches about one in two. SQLite in the
//! working folder's `target`, and PostgreSQL where `VIGIE_TEST_POSTGRES` names one.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use model::{
    Author, Checkpoint, Network, OrgId, Post, PostId, QueryId, RemoteRef, SourceId, Untrusted,
    seam::{ManualClock, Seams, SeededEntropy},
};
use store::{
    Config, Db, coverage,
    coverage::Interval,
    mention,
    mention::NewMention,
    org,
    org::Org,
    post,
    post::{Incoming, Saved},
    query, source,
    source::Source,
};
use tokio::runtime::Runtime;

const BATCH: usize = 200;
const QUERIES: usize = 100;

fn main() {
    divan::main();
}

struct World {
    runtime: Runtime,
    db: Db,
    seams: Seams,
    org: OrgId,
    source: SourceId,
    queries: Vec<QueryId>,
    n_posts: u64,
    _folder: tempfile::TempDir,
}

impl World {
    fn open(url: Option<String>) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))
            .expect("the target folder is writable");
        let url =
            url.unwrap_or_else(|| format!("sqlite:{}", folder.path().join("vigie.db").display()));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts");
        let start = Timestamp::from_second(1_790_000_000).expect("a date of this century");
        let seams = Seams {
            clock: Arc::new(ManualClock::at(start)),
            entropy: Arc::new(SeededEntropy::new(seed_of_run())),
        };
        let (org, source) = (
            OrgId::from_uuid(seams.uuid()),
            SourceId::from_uuid(seams.uuid()),
        );
        let db = runtime
            .block_on(Db::open(&Config { url, readers: 1 }))
            .expect("the database opens");
        let mut world = Self {
            runtime,
            db,
            seams,
            org,
            source,
            queries: Vec::new(),
            n_posts: 0,
            _folder: folder,
        };
        world.fill();
        world
    }

    fn fill(&mut self) {
        let now = self.seams.now();
        let queries: Vec<QueryId> = (0..QUERIES)
            .map(|_| QueryId::from_uuid(self.seams.uuid()))
            .collect();
        let (org, id) = (self.org, self.source);
        self.runtime
            .block_on(async {
                let mut tx = self.db.write().await?;
                let [name, kind, timezone] = ["Ville", "city", "Europe/Paris"].map(str::to_owned);
                org::insert(
                    &mut tx,
                    &Org {
                        id: org,
                        name,
                        kind,
                        timezone,
                        created_at: now,
                    },
                )
                .await?;
                let [name, kind, config] = ["Flux", "replay", "{}"].map(str::to_owned);
                let source = Source {
                    id,
                    org,
                    kind,
                    name,
                    config,
                    enabled: true,
                    created_at: now,
                    received: 0,
                    last_event_at: None,
                    last_error: None,
                    last_reason: None,
                    last_error_at: None,
                };
                source::insert(&mut tx, &source).await?;
                for id in &queries {
                    let first = query::Change {
                        name: "mot",
                        text: "mot",
                        canonical: "mot",
                        by: None,
                        at: now,
                    };
                    query::insert(&mut tx, org, *id, &first).await?;
                }
                tx.commit().await
            })
            .expect("the database takes what it rests on");
        self.queries = queries;
    }

    fn next_batch(&mut self) -> Vec<Post> {
        let first = self.n_posts;
        self.n_posts += BATCH as u64;
        (first..self.n_posts)
            .map(|n| new_post(self.seams.now(), n))
            .collect()
    }

    async fn ingest(&self, posts: &[Post]) -> store::Result<()> {
        let now = self.seams.now();
        let id = || PostId::from_uuid(self.seams.uuid());
        let batch: Vec<Incoming> = posts
            .iter()
            .map(|post| Incoming {
                id: id(),
                post,
                lang: None,
                source: Some(self.source),
            })
            .collect();
        let mut tx = self.db.write().await?;
        let saved = post::save_many(&mut tx, self.org, now, &batch).await?;
        let mentions: Vec<NewMention> = saved
            .iter()
            .zip(self.queries.iter().cycle())
            .step_by(2)
            .filter_map(|(saved, query)| match saved {
                Saved::New(post) => Some(NewMention {
                    query: *query,
                    post: *post,
                    spans: "[[4,9]]",
                }),
                _ => None,
            })
            .collect();
        mention::insert_many(&mut tx, self.org, now, &mentions).await?;
        let heard = Interval {
            from_at: now,
            to_at: now,
        };
        coverage::extend(
            &mut tx,
            self.org,
            self.source,
            &heard,
            Duration::from_secs(60),
        )
        .await?;
        source::add_received(&mut tx, self.org, self.source, posts.len() as u64, now).await?;
        source::set_checkpoint(&mut tx, self.org, self.source, &Checkpoint(vec![1; 8]), now)
            .await?;
        tx.commit().await
    }
}

/// A PostgreSQL keeps what an earlier run left: each run is another organisation.
fn seed_of_run() -> u64 {
    u64::from(std::process::id())
}

fn new_post(at: Timestamp, n: u64) -> Post {
    // 37 is prime to 200, so that authors come back across batches.
    let author = Author::new(format!("did:plc:author{}", n * 37 % 20_000), "");
    let id = format!(
        "at://did:plc:author{}/app.bsky.feed.post/3l{n:011}",
        n * 37 % 20_000
    );
    Post {
        raw: format!(r#"{{"n":{n},"pad":"{}"}}"#, "x".repeat(600)).into(),
        ..Post::new(
            RemoteRef {
                network: Network::Bluesky,
                host: "".into(),
                id: id.into(),
                rev: Some(format!("rev{n}").into()),
            },
            author,
            at,
            Untrusted::new(format!(
                "Message {n} : la patinoire est fermée ce soir, merci de votre patience."
            )),
        )
    }
}

fn run(bencher: divan::Bencher, url: Option<String>) {
    let world = std::sync::Mutex::new(World::open(url));
    bencher
        .counter(divan::counter::ItemsCount::new(BATCH))
        .with_inputs(|| world.lock().expect("one thread").next_batch())
        .bench_local_refs(|posts| {
            let world = world.lock().expect("one thread");
            world
                .runtime
                .block_on(world.ingest(posts))
                .expect("the batch is kept");
        });
}

#[divan::bench(sample_count = 150, sample_size = 1)]
fn sqlite(bencher: divan::Bencher) {
    run(bencher, None);
}

#[divan::bench(sample_count = 150, sample_size = 1)]
#[expect(
    clippy::disallowed_methods,
    reason = "only benches and tests know of this server"
)]
fn postgres(bencher: divan::Bencher) {
    if let Ok(url) = std::env::var("VIGIE_TEST_POSTGRES") {
        run(bencher, Some(url));
    }
}
