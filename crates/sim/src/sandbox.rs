//! The world served: the story goes on, the state file follows, readers are told.

use std::{
    future::Future,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
    time::Duration,
};

use jiff::Timestamp;
use model::seam::Clock;
use tokio::{net::TcpListener, sync::watch};
use tokio_util::sync::CancellationToken;

use crate::{
    cast::Cast,
    director::Director,
    event::{Happening, Scene},
    faults::{Faults, Rule, RuleError},
    ledger::Ledger,
    server,
    settings::Settings,
    show::{self, LAG_US_MAX, Pace},
    state::{Saved, Segment, StateError},
    wire::{self, View},
    world::World,
};

/// How long the story sleeps before it looks at the clock again: a clock may be moved by hand.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// Scenes due closer than that go together: one write of the state file for them all.
const BREATH: Duration = Duration::from_millis(25);
/// Scenes sent together at most.
const BATCH_MAX: usize = 256;

/// Why the sandbox cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the sandbox listens on loopback only, not on {0}")]
    NotLoopback(SocketAddr),
    #[error("the sandbox's listener failed")]
    Listen(#[source] std::io::Error),
    #[error(transparent)]
    State(#[from] StateError),
    #[error("the task that writes the sandbox's state failed")]
    Write(#[source] tokio::task::JoinError),
}

/// What the server, the story and the handles share.
pub(crate) struct Shared {
    pub(crate) base: String,
    pub(crate) settings: Settings,
    pub(crate) cast: Arc<Cast>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) faults: Faults,
    /// The newest sequence number.
    pub(crate) news: watch::Sender<u64>,
    pub(crate) stop: CancellationToken,
    ledger: RwLock<Ledger>,
}

impl Shared {
    pub(crate) fn ledger(&self) -> RwLockReadGuard<'_, Ledger> {
        // The ledger is whole between two pushes.
        self.ledger.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn view<'a>(&'a self, ledger: &'a Ledger) -> View<'a> {
        View {
            base: &self.base,
            cast: &self.cast,
            ledger,
        }
    }
}

/// A hold on a sandbox being served: where it is, what is true, how it misbehaves.
#[derive(Clone)]
pub struct Handle(Arc<Shared>);

impl Handle {
    /// `http://127.0.0.1:PORT`, without a final slash.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.0.base
    }

    /// The papers: name and address of the feed.
    #[must_use]
    pub fn feeds(&self) -> Vec<(String, String)> {
        let is_paper = |it: &&crate::cast::Account| it.kind == crate::cast::Kind::Official("press");
        let papers = self.0.cast.accounts.iter().filter(is_paper);
        papers
            .map(|it| {
                (
                    it.name.to_string(),
                    format!("{}/press/{}/feed.xml", self.0.base, it.handle),
                )
            })
            .collect()
    }

    #[must_use]
    pub fn last_seq(&self) -> u64 {
        self.0.ledger().last_seq()
    }

    /// Waits until the event of that sequence number has happened.
    pub async fn reached(&self, seq: u64) {
        // The sender lives as long as this handle, so waiting cannot fail.
        let _ = self.0.news.subscribe().wait_for(|last| *last >= seq).await;
    }

    /// The ledger of truth from a sequence number on, at most `n_max` lines of JSON.
    #[must_use]
    pub fn truth(&self, from_seq: u64, n_max: usize) -> Vec<String> {
        let ledger = self.0.ledger();
        let view = self.0.view(&ledger);
        let events = (from_seq.max(1)..).map_while(|seq| ledger.event(seq).map(|it| (seq, it)));
        events
            .take(n_max)
            .map(|(seq, it)| wire::frame(view, seq, it))
            .collect()
    }

    /// Replaces the rules of misbehaviour in force.
    pub fn misbehave(&self, rules: Vec<Rule>) -> Result<(), RuleError> {
        self.0.faults.replace(rules)
    }
}

/// A world about to be served.
pub struct Sandbox {
    shared: Arc<Shared>,
    listener: TcpListener,
    story: Story,
}

impl Sandbox {
    /// Takes the world where the state file left it, or at its beginning without one.
    pub fn open(
        world: World,
        listener: TcpListener,
        clock: Arc<dyn Clock>,
        state_file: Option<PathBuf>,
        stop: CancellationToken,
    ) -> Result<Self, Error> {
        let address = listener.local_addr().map_err(Error::Listen)?;
        if !address.ip().is_loopback() {
            return Err(Error::NotLoopback(address));
        }
        let World {
            settings,
            cast,
            director,
            pace,
            mut ledger,
        } = world;
        let past = ledger.fingerprint();
        let saved = match &state_file {
            Some(path) => Saved::read(path)?
                .map(|it| it.check(&settings, past, path).map(|()| it))
                .transpose()?,
            None => None,
        };
        let saved = saved.unwrap_or_else(|| Saved::new(&settings, past));
        let mut story = Story {
            director,
            pace,
            saved,
            state_file,
            next: None,
            show_us: 0,
        };
        story.catch_up(&mut ledger);
        story.resume(clock.now(), settings.speed());
        let (news, _) = watch::channel(ledger.last_seq());
        let base = format!("http://{address}");
        let ledger = RwLock::new(ledger);
        let shared = Arc::new(Shared {
            base,
            settings,
            cast,
            clock,
            faults: Faults::default(),
            news,
            stop,
            ledger,
        });
        Ok(Self {
            shared,
            listener,
            story,
        })
    }

    #[must_use]
    pub fn handle(&self) -> Handle {
        Handle(self.shared.clone())
    }

    /// Serves until told to stop.
    pub async fn run(self) -> Result<(), Error> {
        let Self {
            shared,
            listener,
            story,
        } = self;
        let stop = shared.stop.clone();
        // Whichever ends first stops the other: half a sandbox is none.
        let _guard = stop.clone().drop_guard();
        let served = stopping(&stop, server::serve(shared.clone(), listener));
        let lived = stopping(&stop, story.go_on(shared.clone()));
        let (served, lived) = tokio::join!(served, lived);
        served.map_err(Error::Listen)?;
        lived
    }
}

/// Runs to the end, then asks the others to stop too.
async fn stopping<T>(stop: &CancellationToken, work: impl Future<Output = T>) -> T {
    let done = work.await;
    stop.cancel();
    done
}

/// Serves a world on a loopback listener until told to stop.
pub async fn serve(
    world: World,
    listener: TcpListener,
    clock: Arc<dyn Clock>,
    state_file: Option<PathBuf>,
    stop: CancellationToken,
) -> Result<(), Error> {
    Sandbox::open(world, listener, clock, state_file, stop)?
        .run()
        .await
}

/// The life that goes on.
struct Story {
    director: Director,
    pace: Pace,
    saved: Saved,
    state_file: Option<PathBuf>,
    /// The next scene and its show time.
    next: Option<(Scene, i64)>,
    /// Show time of the last scene sent.
    show_us: i64,
}

impl Story {
    /// Plays again what earlier runs sent, each scene at the instant it had.
    fn catch_up(&mut self, ledger: &mut Ledger) {
        for number in 1..=self.saved.sent {
            let (scene, show_us) = self.draw();
            let Some(segment) = self.saved.segment(number) else {
                break;
            };
            let at = show::real_time(segment, show_us);
            self.show_us = show_us;
            record(ledger, scene, at);
        }
    }

    /// Begins a stretch of live now, where the last one ended.
    fn resume(&mut self, now: Timestamp, speed: f64) {
        let first = self.saved.sent + 1;
        self.saved.segments.retain(|it| it.first < first);
        self.saved.segments.push(Segment {
            first,
            at_us: now.as_microsecond(),
            show_us: self.show_us,
            speed,
        });
    }

    fn draw(&mut self) -> (Scene, i64) {
        let scene = self.director.next();
        let show_us = self
            .pace
            .next(scene.story_us, matches!(scene.what, Happening::Post(_)));
        (scene, show_us)
    }

    fn due(&self, show_us: i64) -> Timestamp {
        let segment = self
            .saved
            .segments
            .last()
            .expect("`resume` began a segment");
        show::real_time(segment, show_us)
    }

    async fn go_on(mut self, shared: Arc<Shared>) -> Result<(), Error> {
        loop {
            let (scene, show_us) = match self.next.take() {
                Some(next) => next,
                None => self.draw(),
            };
            let now = shared.clock.now();
            let due = self.due(show_us);
            let wait_us = due.as_microsecond().saturating_sub(now.as_microsecond());
            self.next = Some((scene, show_us));
            if wait_us > 0 {
                let wait = Duration::from_micros(wait_us.unsigned_abs())
                    .min(LOOK_AGAIN)
                    .max(BREATH);
                tokio::select! {
                    () = tokio::time::sleep(wait) => continue,
                    () = shared.stop.cancelled() => return Ok(()),
                }
            }
            if wait_us < -LAG_US_MAX {
                // The machine slept: the story did not go on without its public.
                self.resume(now, shared.settings.speed());
                continue;
            }
            let batch = self.batch(now);
            // Before they leave: a crash may lose the sending, never the memory of it.
            self.save().await?;
            let last = {
                let mut ledger = shared
                    .ledger
                    .write()
                    .unwrap_or_else(PoisonError::into_inner);
                for (scene, at) in batch {
                    record(&mut ledger, scene, at);
                }
                ledger.last_seq()
            };
            shared.news.send_replace(last);
            if shared.stop.is_cancelled() {
                return Ok(());
            }
        }
    }

    /// The scenes due by now, counted as sent.
    fn batch(&mut self, now: Timestamp) -> Vec<(Scene, Timestamp)> {
        let mut batch = Vec::new();
        while batch.len() < BATCH_MAX {
            let (scene, show_us) = match self.next.take() {
                Some(next) => next,
                None => self.draw(),
            };
            let due = self.due(show_us);
            if due > now {
                self.next = Some((scene, show_us));
                break;
            }
            self.show_us = show_us;
            self.saved.sent += 1;
            batch.push((scene, due));
        }
        batch
    }

    async fn save(&self) -> Result<(), Error> {
        let Some(path) = self.state_file.clone() else {
            return Ok(());
        };
        let saved = self.saved.clone();
        tokio::task::spawn_blocking(move || saved.write(&path))
            .await
            .map_err(Error::Write)?
            .map_err(Error::State)
    }
}

/// Instants never go back in the ledger, whatever the real clock does between two runs.
fn record(ledger: &mut Ledger, scene: Scene, at: Timestamp) {
    let at = ledger.events().last().map_or(at, |last| last.at.max(at));
    ledger.push(scene.what, at);
}

#[cfg(test)]
mod tests;
