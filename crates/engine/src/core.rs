//! The engine itself: what it holds, how it starts and stops.

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use jiff::Timestamp;
use model::{SourceId, seam::Seams};
use networks::egress::Egress;
use store::Db;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{
    Error, Outcome, Settings, TaskReport, Watch,
    archiving::Archives,
    home::Homes,
    house::{self, Door},
    ingest::{Ingest, QUEUE_MAX},
    knowledge::Knowledge,
    listener::{Inbound, States},
    live::Hub,
    matching::{Held, Matching},
    metrics::Metrics,
    sample::Sample,
    search::Exports,
    sources::{Rewind, Running},
    status::Rates,
    supervisor::Supervisor,
    visits::Visitors,
};

/// Cheap to clone; all clones are one engine.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

/// What clones share.
pub struct Inner {
    pub(crate) db: Db,
    pub(crate) egress: Egress,
    pub(crate) seams: Seams,
    pub(crate) settings: Settings,
    pub(crate) matching: Matching,
    pub(crate) hub: Hub,
    pub(crate) states: States,
    pub(crate) supervisor: Supervisor,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) door: Door,
    pub(crate) decoy_hash: String,
    /// Held around changes of queries and around batches; see [`Ingest::gate`].
    pub(crate) gate: Arc<tokio::sync::Mutex<()>>,
    /// Where listeners report; taken away at the stop so that ingest ends.
    inbound: Mutex<Option<mpsc::Sender<Inbound>>>,
    pub(crate) running: Mutex<HashMap<SourceId, Running>>,
    pub(crate) rewinds: Mutex<HashMap<SourceId, Rewind>>,
    pub(crate) started_at: Timestamp,
    pub(crate) rates: Rates,
    pub(crate) sample: Sample,
    pub(crate) visitors: Visitors,
    pub(crate) homes: Homes,
    pub(crate) archives: Archives,
    pub(crate) exports: Exports,
    /// Something about the sources changed: look at once, not at the next tick.
    pub(crate) reconcile: Notify,
}

impl Deref for Engine {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Engine {
    /// Opens the house in `db`. Nothing listens before [`Engine::start`].
    pub async fn open(
        db: Db,
        egress: Egress,
        seams: Seams,
        settings: Settings,
    ) -> Result<Self, Error> {
        let matching = Matching::default();
        let mut tx = db.read().await?;
        for org in store::org::list(&mut tx).await? {
            let mut held = Vec::new();
            for query in store::query::list(&mut tx, org.id).await? {
                let parsed = query::parse(&query.canonical);
                match parsed.valid() {
                    Some(expr) => held.push(Held::new(query.id, &query.name, expr.clone())),
                    // Only a newer program can have saved what this one can't read.
                    None => {
                        tracing::error!(query.id = %query.id, "the saved query {} cannot be read", query.id);
                    }
                }
            }
            matching.hold(org.id, held);
            matching.know(org.id, Knowledge::read(&mut tx, org.id).await?);
        }
        drop(tx);
        let mut salt = [0; 16];
        seams.entropy.fill(&mut salt);
        Ok(Self(Arc::new(Inner {
            egress,
            matching,
            hub: Hub::default(),
            states: States::default(),
            supervisor: Supervisor::new(seams.entropy.clone()),
            metrics: Arc::default(),
            door: Door::default(),
            decoy_hash: house::decoy_hash(salt),
            gate: Arc::default(),
            inbound: Mutex::new(None),
            running: Mutex::default(),
            rewinds: Mutex::default(),
            started_at: seams.now(),
            rates: Rates::default(),
            sample: Sample::default(),
            visitors: Visitors::default(),
            homes: Homes::default(),
            archives: Archives::new(&settings.archive),
            exports: Exports::default(),
            reconcile: Notify::new(),
            db,
            seams,
            settings,
        })))
    }

    /// Starts ingest, the listeners of all enabled sources, and the house's own chores.
    pub async fn start(&self) -> Result<(), Error> {
        let ingest = Arc::new(Ingest {
            db: self.db.clone(),
            seams: self.seams.clone(),
            matching: self.matching.clone(),
            hub: self.hub.clone(),
            keep: self.settings.keep,
            metrics: self.metrics.clone(),
            rates: self.rates.clone(),
            sample: self.sample.clone(),
            gate: self.gate.clone(),
        });
        let first = Arc::new(Mutex::new(Some(self.open_inbound())));
        let engine = self.clone();
        // Ingest ends when all senders are gone, after the last batch: never in the middle of one.
        self.supervisor
            .supervise("ingest", CancellationToken::new(), move || {
                let (engine, ingest, first) = (engine.clone(), ingest.clone(), first.clone());
                async move {
                    let first = first.lock().unwrap_or_else(PoisonError::into_inner).take();
                    let mut inbound = match first {
                        Some(inbound) => inbound,
                        None if engine.sender().is_some() => engine.open_inbound(),
                        None => return Outcome::Done,
                    };
                    ingest.run(&mut inbound, &mut HashMap::new()).await;
                    Outcome::Done
                }
            });
        self.reconcile_sources().await?;
        self.chore("sources", Self::keep_reconciling);
        self.chore("retention", Self::keep_purging);
        self.chore("profiles", Self::keep_naming);
        self.chore("archive", Self::keep_archiving);
        Ok(())
    }

    /// A fresh way into ingest. After a panic what the old one held is lost, so whoever reported into
    /// it is stopped and starts again from the stored checkpoint, which is before the loss.
    fn open_inbound(&self) -> mpsc::Receiver<Inbound> {
        let (sender, receiver) = mpsc::channel(QUEUE_MAX);
        *self.inbound.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, listener) in running.drain() {
            listener.stop.cancel();
        }
        self.reconcile.notify_one();
        receiver
    }

    /// Runs `work` until the process stops, again after a failure.
    fn chore<Fut>(&self, name: &'static str, work: fn(Self) -> Fut)
    where
        Fut: Future<Output = Outcome> + Send + 'static,
    {
        let engine = self.clone();
        self.supervisor
            .supervise(name, self.supervisor.stopping(), move || {
                work(engine.clone())
            });
    }

    /// Listeners finish, ingest writes what it has, then the store closes. False when something had to
    /// be dropped after `patience`.
    pub async fn stop(&self, patience: Duration) -> bool {
        self.inbound
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let clean = self.supervisor.stop(patience).await;
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        clean
    }

    /// Closes the store, after [`Engine::stop`].
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// For tasks that must not keep the engine alive.
    pub(crate) fn downgrade(&self) -> WeakEngine {
        WeakEngine(Arc::downgrade(&self.0))
    }

    /// Cancelled when the engine is asked to stop.
    #[must_use]
    pub fn stopping(&self) -> CancellationToken {
        self.supervisor.stopping()
    }

    pub(crate) fn sender(&self) -> Option<mpsc::Sender<Inbound>> {
        self.inbound
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Waits until everything reported so far is stored.
    pub async fn drained(&self) {
        let Some(sender) = self.sender() else { return };
        let (stored, wait) = oneshot::channel();
        if sender.send(Inbound::Barrier(stored)).await.is_ok() {
            // Ingest that ends has stored all it took.
            let _ = wait.await;
        }
    }

    #[must_use]
    pub fn seams(&self) -> &Seams {
        &self.seams
    }

    /// Hears of every change in the house.
    #[must_use]
    pub fn watch(&self) -> Watch {
        self.hub.watch()
    }

    /// Every supervised task alive now, by name.
    #[must_use]
    pub fn tasks(&self) -> std::collections::BTreeMap<String, TaskReport> {
        self.supervisor.reports()
    }

    /// Measures as OpenMetrics text.
    #[must_use]
    pub fn metrics_text(&self) -> String {
        self.metrics.text()
    }

    /// Whether the store answers.
    pub async fn check_store(&self) -> Result<(), Error> {
        self.db.read().await?;
        Ok(())
    }
}

/// An engine that may be gone.
#[derive(Clone)]
pub(crate) struct WeakEngine(Weak<Inner>);

impl WeakEngine {
    pub(crate) fn upgrade(&self) -> Option<Engine> {
        self.0.upgrade().map(Engine)
    }
}
