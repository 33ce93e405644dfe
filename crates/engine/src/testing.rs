//! A house in a temporary folder, with a clock that moves when told to and a network that says what
//! the test tells it to.

use std::{
    collections::{HashMap, VecDeque},
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::Timestamp;
use model::{
    Author, BoardId, Checkpoint, Event, Locale, Network, Post, RemoteRef, SourceId, Untrusted,
    seam::{ManualClock, Seams, SeededEntropy},
    time,
};
use networks::{EventStream, Fut, Listen, Mode, NetError, Retention, egress};
use store::Db;
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{
    Actor, ArchiveSettings, Engine, FirstRun, Keep, Outcome, Settings, SignedIn,
    ingest::{Ingest, QUEUE_MAX},
    listener::Listener,
};

pub(crate) const PASSWORD: &str = "correct horse battery";

pub(crate) struct House {
    pub(crate) engine: Engine,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) actor: Actor,
    pub(crate) signed_in: SignedIn,
    pub(crate) board: BoardId,
    #[expect(dead_code, reason = "the folder goes with the house")]
    dir: TempDir,
}

impl House {
    /// Hears posts through the real path.
    pub(crate) async fn hear(&self, posts: Vec<Post>) {
        let events = posts.into_iter().map(|it| Event::Post(Box::new(it)));
        let said = Opening::Says(events.collect(), Some(Ok(())));
        hear(self, &Scripted::new(Mode::File, vec![said])).await;
    }
}

/// Runs a scripted source to its end through the real listener and the real ingest.
pub(crate) async fn hear(house: &House, scripted: &Scripted) -> Outcome {
    let (sender, mut receiver) = mpsc::channel(QUEUE_MAX);
    let engine = &house.engine;
    let ingest = ingest(engine);
    let stop = CancellationToken::new();
    let listener = Listener {
        org: house.actor.org,
        source: source(house).await,
        network: Box::new(scripted.clone()),
        seams: engine.seams.clone(),
        states: engine.states.clone(),
        hub: engine.hub.clone(),
        inbound: sender,
        stop,
    };
    let listening = async {
        let outcome = listener.run(None).await;
        drop(listener);
        outcome
    };
    let mut ledgers = HashMap::new();
    let (outcome, ()) = tokio::join!(listening, ingest.run(&mut receiver, &mut ledgers));
    outcome
}

pub(crate) fn ingest(engine: &Engine) -> Ingest {
    Ingest {
        db: engine.db.clone(),
        seams: engine.seams.clone(),
        matching: engine.matching.clone(),
        hub: engine.hub.clone(),
        keep: engine.settings.keep,
        metrics: engine.metrics.clone(),
        rates: engine.rates.clone(),
        sample: engine.sample.clone(),
        gate: engine.gate.clone(),
    }
}

/// The one source of the house, made at the first call.
pub(crate) async fn source(house: &House) -> SourceId {
    let known = house.engine.sources(&house.actor).await.unwrap();
    if let Some(known) = known.first() {
        return known.id;
    }
    let record = store::source::Source {
        id: SourceId::from_uuid(house.engine.seams.uuid()),
        org: house.actor.org,
        kind: "scripted".to_owned(),
        name: "scripted".to_owned(),
        config: "{}".to_owned(),
        enabled: true,
        created_at: start(),
        received: 0,
        last_event_at: None,
        last_error: None,
        last_reason: None,
        last_error_at: None,
    };
    let mut tx = house.engine.db.write().await.unwrap();
    store::source::insert(&mut tx, &record).await.unwrap();
    tx.commit().await.unwrap();
    record.id
}

pub(crate) fn settings(keep: Keep) -> Settings {
    let day = Duration::from_secs(24 * 3_600);
    Settings {
        keep,
        unmatched_kept: day,
        matched_kept: 30 * day,
        session_idle: Duration::from_secs(12 * 3_600),
        session_max: 7 * day,
        archive: ArchiveSettings::default(),
    }
}

pub(crate) fn start() -> Timestamp {
    time::from_micros(1_790_000_000_000_000)
}

pub(crate) async fn empty(keep: Keep) -> (Engine, Arc<ManualClock>, TempDir) {
    empty_with(keep, |_| ArchiveSettings::default()).await
}

async fn empty_with(
    keep: Keep,
    archive: impl FnOnce(&Path) -> ArchiveSettings,
) -> (Engine, Arc<ManualClock>, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("vigie.db").display());
    let db = Db::open(&store::Config { url, readers: 2 }).await.unwrap();
    let clock = Arc::new(ManualClock::at(start()));
    let seams = Seams {
        clock: clock.clone(),
        entropy: Arc::new(SeededEntropy::new(7)),
    };
    let egress = egress::Egress::new(egress::Settings::new("test"));
    let settings = Settings {
        archive: archive(dir.path()),
        ..settings(keep)
    };
    let engine = Engine::open(db, egress, seams, settings).await.unwrap();
    (engine, clock, dir)
}

pub(crate) fn first_run() -> FirstRun {
    FirstRun {
        org_name: "Aubrelac".to_owned(),
        org_kind: "Ville".to_owned(),
        time_zone: "Europe/Paris".to_owned(),
        login: "Camille".to_owned(),
        name: "Camille R.".to_owned(),
        password: PASSWORD.to_owned(),
        locale: Locale::Fr,
    }
}

pub(crate) async fn house(keep: Keep) -> House {
    house_with(keep, |_| ArchiveSettings::default()).await
}

/// A house with the archive that the folder of its data is given for.
pub(crate) async fn house_with(
    keep: Keep,
    archive: impl FnOnce(&Path) -> ArchiveSettings,
) -> House {
    let (engine, clock, dir) = empty_with(keep, archive).await;
    let signed_in = engine.set_up(first_run()).await.unwrap();
    let actor = signed_in.actor;
    let board = engine.board_add(&actor, "Ville", true).await.unwrap();
    House {
        engine,
        clock,
        actor,
        signed_in,
        board,
        dir,
    }
}

pub(crate) fn post(id: &str, text: &str) -> Post {
    Post::new(
        at(id),
        Author {
            name: "Léa".into(),
            ..Author::new("did:lea", "lea")
        },
        start(),
        Untrusted::new(text),
    )
}

pub(crate) fn at(id: &str) -> RemoteRef {
    RemoteRef::new(Network::Sandbox, id)
}

/// What one opening of the scripted network does.
pub(crate) enum Opening {
    Fails(NetError),
    /// Says these, then stays silent for ever (`None`), ends, or breaks.
    Says(Vec<Event>, Option<Result<(), NetError>>),
}

/// A network that plays a script; it remembers with which checkpoints it was opened.
#[derive(Clone)]
pub(crate) struct Scripted {
    openings: Arc<Mutex<VecDeque<Opening>>>,
    pub(crate) opened_with: Arc<Mutex<Vec<Option<Checkpoint>>>>,
    mode: Mode,
}

impl Scripted {
    pub(crate) fn new(mode: Mode, openings: Vec<Opening>) -> Self {
        Self {
            openings: Arc::new(Mutex::new(openings.into())),
            opened_with: Arc::default(),
            mode,
        }
    }
}

impl networks::Network for Scripted {
    fn id(&self) -> Network {
        Network::Sandbox
    }

    fn listen(&self) -> Option<&dyn Listen> {
        Some(self)
    }

    fn retention(&self) -> Retention {
        Retention::default()
    }
}

impl Listen for Scripted {
    fn mode(&self) -> Mode {
        self.mode
    }

    fn open<'a>(&'a self, from: Option<Checkpoint>) -> Fut<'a, Box<dyn EventStream>> {
        Box::pin(async move {
            self.opened_with.lock().unwrap().push(from);
            match self.openings.lock().unwrap().pop_front() {
                Some(Opening::Fails(error)) => Err(error),
                Some(Opening::Says(events, end)) => Ok(Box::new(Said {
                    events: events.into(),
                    end: Some(end),
                }) as Box<dyn EventStream>),
                None => Ok(Box::new(Said {
                    events: VecDeque::new(),
                    end: Some(None),
                }) as Box<dyn EventStream>),
            }
        })
    }
}

struct Said {
    events: VecDeque<Event>,
    end: Option<Option<Result<(), NetError>>>,
}

impl EventStream for Said {
    fn next<'a>(&'a mut self) -> Fut<'a, Option<Event>> {
        Box::pin(async move {
            if let Some(event) = self.events.pop_front() {
                return Ok(Some(event));
            }
            match self.end.take().flatten() {
                Some(Ok(())) => Ok(None),
                Some(Err(error)) => Err(error),
                None => std::future::pending().await,
            }
        })
    }
}
