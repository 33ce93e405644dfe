//! The sandbox network at its worst, heard over real HTTP by the real listener: in the end the house
//! holds exactly what the ledger of truth says, whatever was cut, doubled, shuffled or refused.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::Ipv4Addr,
    path::Path,
    sync::Arc,
    time::Duration,
};

use engine::{Actor, Engine, Keep, Settings};
use jiff::Timestamp;
use model::{
    BoardId, Locale, SourceId,
    seam::{Clock, Seams, SeededEntropy},
    time,
};
use networks::{
    SourceConfig,
    egress::{self, Egress},
};
use serde_json::Value;
use sim::{Handle, Rule, Sandbox, World};
use store::post;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::vigie::{db, set_up};

/// How long the house may take to agree with the ledger after the last fault.
const DEADLINE: Duration = Duration::from_secs(120);
const DAY: Duration = Duration::from_secs(24 * 3_600);

struct RealClock;

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the sandbox lives in real time")]
        let now = Timestamp::now();
        time::truncate(now)
    }
}

struct House {
    engine: Engine,
    actor: Actor,
    source: SourceId,
    board: BoardId,
}

async fn house(dir: &Path, sandbox: &Handle) -> House {
    let address = sandbox
        .base_url()
        .trim_start_matches("http://")
        .parse()
        .unwrap();
    let egress = Egress::new(egress::Settings {
        allowed_private: vec![address],
        ..egress::Settings::new("test")
    });
    let seams = Seams {
        clock: Arc::new(RealClock),
        entropy: Arc::new(SeededEntropy::new(5)),
    };
    let settings = Settings {
        keep: Keep::All,
        unmatched_kept: 1_000 * DAY,
        matched_kept: 1_000 * DAY,
        session_idle: DAY,
        session_max: DAY,
        archive: engine::ArchiveSettings::default(),
    };
    let engine = Engine::open(db(dir).await, egress, seams, settings)
        .await
        .unwrap();
    let actor = set_up(&engine).await.actor;
    let board = engine.board_add(&actor, "Ville", true).await.unwrap();
    engine
        .column_add(&actor, board, "Tout", "network:sandbox")
        .await
        .unwrap();
    let source = engine
        .add_source(
            &actor,
            None,
            SourceConfig::sandbox(sandbox.base_url().to_owned()),
        )
        .await
        .unwrap();
    engine.start().await.unwrap();
    House {
        engine,
        actor,
        source,
        board,
    }
}

/// What should be held after every event up to now: the text of each post that still stands.
fn truth(sandbox: &Handle) -> BTreeMap<String, String> {
    let mut standing: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut gone = BTreeSet::new();
    for line in sandbox.truth(1, usize::MAX) {
        let event: Value = serde_json::from_str(&line).unwrap();
        match event["kind"].as_str().unwrap() {
            "post" | "edit" => {
                let post = &event["post"];
                let text = |it: &Value| it.as_str().unwrap().to_owned();
                let author = text(&post["author"]["handle"]);
                if !gone.contains(&author) {
                    standing.insert(text(&post["id"]), (author, text(&post["text"])));
                }
            }
            "delete" => {
                standing.remove(event["delete"]["id"].as_str().unwrap());
            }
            "account" => {
                let handle = event["account"]["handle"].as_str().unwrap().to_owned();
                if event["account"]["active"] == Value::Bool(true) {
                    gone.remove(&handle);
                } else {
                    standing.retain(|_, (author, _)| *author != handle);
                    gone.insert(handle);
                }
            }
            _ => {}
        }
    }
    standing
        .into_iter()
        .map(|(id, (_, text))| (id, text))
        .collect()
}

async fn held(dir: &Path, house: &House) -> BTreeMap<String, String> {
    let db = db(dir).await;
    let mut tx = db.read().await.unwrap();
    let (mut held, mut before) = (BTreeMap::new(), None);
    loop {
        let page = post::recent(&mut tx, house.actor.org, before, 500)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.key());
        for it in page {
            let id = it.post.at.id.to_string();
            assert!(
                held.insert(id.clone(), it.post.text.into_raw()).is_none(),
                "{id} is held twice"
            );
        }
    }
    held
}

/// Waits until the house has heard a change of its source that makes `is_reached` true.
async fn until(house: &House, mut is_reached: impl AsyncFnMut() -> bool) {
    let waited = tokio::time::timeout(DEADLINE, async {
        let mut watch = house.engine.watch();
        while !is_reached().await {
            watch.next().await.unwrap();
        }
    });
    waited
        .await
        .expect("the house agrees with the network in time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn network_at_its_worst_is_heard_whole() {
    let dir = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let stop = CancellationToken::new();
    let settings = sim::Settings {
        days: 2,
        ..sim::Settings::new(3, RealClock.now())
    };
    let sandbox = Sandbox::open(
        World::generate(&settings),
        listener,
        Arc::new(RealClock),
        None,
        stop.clone(),
    )
    .unwrap();
    let handle = sandbox.handle();
    handle
        .misbehave(vec![
            Rule::Status {
                status: 500,
                retry_after: None,
                times: Some(1),
            },
            Rule::Status {
                status: 429,
                retry_after: Some(1),
                times: Some(1),
            },
            Rule::Cut {
                after_bytes: 70_000,
                times: Some(3),
            },
            Rule::Duplicate { one_in: 5 },
            Rule::Shuffle { window: 16 },
            Rule::Garbage { one_in: 50 },
        ])
        .unwrap();
    let test = async {
        let house = house(dir.path(), &handle).await;
        // The past is read through every fault; then the network behaves and the rest comes.
        until(&house, async || {
            let detail = house
                .engine
                .source(&house.actor, house.source)
                .await
                .unwrap();
            detail.source.received as usize >= truth(&handle).len() / 2
        })
        .await;
        handle.misbehave(Vec::new()).unwrap();
        until(&house, async || {
            held(dir.path(), &house).await == truth(&handle)
        })
        .await;

        let detail = house
            .engine
            .source(&house.actor, house.source)
            .await
            .unwrap();
        assert!(detail.source.dropped > 0, "garbage is counted");
        assert!(!detail.gaps.is_empty(), "each cut is a gap in the ledger");
        let view = house
            .engine
            .board(&house.actor, Some(house.board), Locale::Fr)
            .await
            .unwrap();
        assert!(view.columns[0].count_24h > 0);
        assert!(
            house.engine.stop(Duration::from_secs(20)).await,
            "everything stops by itself"
        );
        stop.cancel();
    };
    let ((), served) = tokio::join!(test, sandbox.run());
    served.unwrap();
}
