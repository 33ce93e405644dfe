//! Frames in, durable: `cargo bench -p engine`.
//!
//! A recording goes through the real pipeline as fast as it is taken in (read, decoded, matched,
//! stored where a query matched, each batch one SQLite transaction), against no query and against
//! 10,000, of which one post in a thousand or so matches some. The posts are those of
//! `VIGIE_TEST_DATA` (or `../shared/data`), once as posts and once as frames of a Jetstream. Wall time
//! depends on who else is at work; CPU time, of all threads, less so.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use engine::{Actor, Engine, FirstRun, Keep, Settings, SourceConfig};
use jiff::Timestamp;
use model::{
    Locale, QueryId, SourceState,
    seam::{ManualClock, Seams, SeededEntropy},
};
use networks::{config::Speed, egress};
use serde_json::{Value, json};
use store::Db;

const QUERIES: usize = 10_000;
/// Posts read to find words that are rare.
const SAMPLE: usize = 60_000;
/// A word that so many posts of the sample show is a brand of a query that some post will match.
const SHOWN: usize = 1;
/// How many queries have such a brand; the others have names nobody says.
const LIVELY: usize = 300;

fn main() {
    let Some(data) = data() else {
        println!("skipped: no test data");
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let posts = data.join("streams/replay_posts.jsonl.gz");
    let frames = folder.path().join("frames.jsonl");
    write_frames(&posts, &frames);
    let queries = queries(&posts);
    for (name, path) in [("posts", &posts), ("frames", &frames)] {
        for queries in [&[][..], &queries[..]] {
            let report = runtime.block_on(run(path, queries));
            println!("{name}, {} queries: {report}", queries.len());
        }
    }
}

fn data() -> Option<PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "benches have no configuration but the environment"
    )]
    let root = std::env::var("VIGIE_TEST_DATA").map_or_else(
        |_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    root.is_dir()
        .then(|| root.canonicalize().expect("it is there"))
}

fn lines(posts: &Path) -> impl Iterator<Item = String> {
    let file = std::fs::File::open(posts).expect("opens");
    let lines = BufReader::new(flate2::read::GzDecoder::new(file)).lines();
    lines.map(|it| it.expect("reads"))
}

/// The same posts as a Jetstream would tell them.
fn write_frames(posts: &Path, frames: &Path) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(frames).expect("creates"));
    for (number, line) in lines(posts).enumerate() {
        let post: Value = serde_json::from_str(&line).expect("JSON");
        let frame = json!({
            "did": format!("did:plc:author{:017}", number % 5_000), "time_us": 1_790_000_000_000_000_u64 + number as u64,
            "kind": "commit",
            "commit": {
                "rev": format!("3l{number:011}"), "operation": "create", "collection": "app.bsky.feed.post",
                "rkey": format!("3k{number:011}"),
                "record": {
                    "$type": "app.bsky.feed.post", "createdAt": "2026-09-21T14:00:00.000Z",
                    "langs": [post["lang"]], "text": post["text"],
                },
                "cid": "bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
            },
        });
        writeln!(file, "{frame}").expect("writes");
    }
    file.flush().expect("writes");
}

/// Lists, brands in a context, phrases, exclusions and prefixes, mostly of names nobody says.
fn queries(posts: &Path) -> Vec<String> {
    let mut shown: HashMap<String, usize> = HashMap::new();
    for line in lines(posts).step_by(4).take(SAMPLE) {
        let post: Value = serde_json::from_str(&line).expect("JSON");
        let text = post["text"].as_str().unwrap_or_default();
        let words = text.split(|c: char| !c.is_alphabetic());
        let words: HashSet<&str> = words.filter(|it| it.len() > 4).collect();
        for word in words {
            *shown.entry(text::fold(word)).or_default() += 1;
        }
    }
    let mut rare: Vec<&String> = shown
        .iter()
        .filter(|it| *it.1 == SHOWN)
        .map(|it| it.0)
        .collect();
    rare.sort_unstable();
    let mut rare = rare.into_iter().step_by(97).cycle();
    (0..QUERIES)
        .map(|number| {
            let is_lively = number % (QUERIES / LIVELY) == 0;
            let mut name = || {
                let lively = rare.next().filter(|_| is_lively).cloned();
                lively.unwrap_or_else(|| {
                    format!("zq{:x}marque", number * 2_654_435_761 % 0xFFFF_FFFF)
                })
            };
            let brand = name();
            let mut query = String::new();
            let written = match number % 6 {
                0 => write!(query, "{brand} OR \"{brand} ville\" OR #{brand}"),
                1 => write!(query, "{brand} AND (panne OR retard OR service OR merci)"),
                2 => write!(query, "\"la {brand}\" NOT (concours OR emploi)"),
                3 => write!(query, "{brand} NEAR/5 (mairie OR maire OR ville)"),
                4 => write!(query, "{brand} lang:fr NOT pub"),
                _ => write!(query, "{brand}* AND (problème OR merci)"),
            };
            written.expect("writes to memory");
            query
        })
        .collect()
}

async fn run(path: &Path, queries: &[String]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, actor) = house(folder.path(), queries).await;
    let path = path.to_str().expect("a path in UTF-8").to_owned();
    let source = engine
        .add_source(&actor, None, SourceConfig::replay(path, Speed::Max))
        .await
        .expect("a source");
    let (started, cpu) = (Instant::now(), cpu_seconds());
    engine.start().await.expect("starts");
    let mut watch = engine.watch();
    while engine.source_state(source) != Some(SourceState::Finished) {
        watch.next().await.expect("goes on");
    }
    engine.drained().await;
    let (wall, cpu) = (started.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let received = engine
        .source(&actor, source)
        .await
        .expect("known")
        .source
        .received as f64;
    engine.stop(Duration::from_secs(10)).await;
    let metrics = engine.metrics_text();
    let saved = metrics
        .lines()
        .filter(|it| {
            it.starts_with("vigie_ingest_posts_total") || it.starts_with("ingest_posts_total")
        })
        .collect::<String>();
    format!(
        "{received} posts in {wall:.1} s, {:.0} a second; {:.1} us of CPU each, {:.0} a CPU-second; {saved}",
        received / wall,
        cpu / received * 1e6,
        received / cpu,
    )
}

async fn house(folder: &Path, queries: &[String]) -> (Engine, Actor) {
    let url = format!("sqlite:{}", folder.join("vigie.db").display());
    let open = || async {
        let db = Db::open(&store::Config {
            url: url.clone(),
            readers: 2,
        })
        .await
        .expect("a store");
        let seams = Seams {
            clock: Arc::new(ManualClock::at(now())),
            entropy: Arc::new(SeededEntropy::new(7)),
        };
        let day = Duration::from_secs(24 * 3_600);
        let settings = Settings {
            keep: Keep::Matched,
            unmatched_kept: day,
            matched_kept: 10_000 * day,
            session_idle: day,
            session_max: day,
            archive: engine::ArchiveSettings::default(),
        };
        let egress = egress::Egress::new(egress::Settings::new("bench"));
        let engine = Engine::open(db.clone(), egress, seams, settings)
            .await
            .expect("opens");
        (db, engine)
    };
    let (db, engine) = open().await;
    let signed_in = engine
        .set_up(FirstRun {
            org_name: "Aubrelac".to_owned(),
            org_kind: "Ville".to_owned(),
            time_zone: "Europe/Paris".to_owned(),
            login: "camille".to_owned(),
            name: "Camille R.".to_owned(),
            password: "la-vigie-d-aubrelac".to_owned(),
            locale: Locale::Fr,
        })
        .await
        .expect("sets up");
    let mut tx = db.write().await.expect("a transaction");
    for (number, text) in queries.iter().enumerate() {
        let id = QueryId::from_uuid(uuid::Uuid::from_u128(number as u128 + 1));
        let first = store::query::Change {
            name: text,
            text,
            canonical: text,
            by: None,
            at: now(),
        };
        store::query::insert(&mut tx, signed_in.actor.org, id, &first)
            .await
            .expect("saves");
    }
    tx.commit().await.expect("saves");
    (open().await.1, signed_in.actor)
}

fn now() -> Timestamp {
    Timestamp::from_second(1_790_000_000).expect("a date")
}

/// What all threads of the process have had of the processors, to a hundredth of a second.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells");
    let (_, fields) = stat.rsplit_once(')').expect("the name comes first");
    let ticks = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(str::parse::<f64>);
    ticks.map(|it| it.expect("a number")).sum::<f64>() / 100.0
}
