//! What is listened to: the Sources page, and the listeners that follow what it says.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use model::{Checkpoint, Gap, OrgId, Role, SourceId, SourceState};
use networks::{Network, SourceConfig};
use query::NameKind;
use store::{coverage, source};
use tokio_util::sync::CancellationToken;

use crate::{
    Actor, DropView, Engine, Error, Outcome, SourceDetail, SourceView,
    ledger::Ledger,
    listener::{Inbound, Listener, What},
    live::Change,
    metrics::State,
    queries::{self, Renaming},
};

/// How often listeners are compared with the store: another process (`vigie source add`) may have
/// changed it.
const RECONCILE_EVERY: Duration = Duration::from_secs(5);
/// Sources of one organisation. Each is a task and a connection.
const SOURCES_MAX: usize = 500;
/// Names people give.
const NAME_CHARS_MAX: usize = 80;
/// The stretch a source's page shows.
const DETAIL_SPAN: Duration = Duration::from_secs(7 * 24 * 3_600);
/// Lines of a source's page.
const DETAIL_LINES_MAX: u32 = 200;

/// Where a source starts again to hear what it missed.
pub(crate) struct Rewind {
    pub(crate) from: Checkpoint,
    pub(crate) gap: Gap,
}

/// A listener at work.
pub(crate) struct Running {
    org: OrgId,
    config: String,
    pub(crate) stop: CancellationToken,
}

impl Engine {
    /// All sources of the organisation, by age, with what they are doing.
    pub async fn sources(&self, actor: &Actor) -> Result<Vec<SourceView>, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let open = coverage::open_gaps(&mut tx, actor.org).await?;
        let mut views = Vec::new();
        for record in source::list(&mut tx, actor.org).await? {
            let dropped = source::dropped(&mut tx, actor.org, record.id)
                .await?
                .iter()
                .map(|it| it.n)
                .sum();
            let n_open = open.iter().filter(|it| it.source == record.id).count() as u64;
            views.push(self.source_view(record, dropped, n_open));
        }
        Ok(views)
    }

    /// One source with its drops, its gaps and when it was listened to.
    pub async fn source(&self, actor: &Actor, id: SourceId) -> Result<SourceDetail, Error> {
        actor.require(Role::Viewer)?;
        let now = self.seams.now();
        let since = now.checked_sub(DETAIL_SPAN).unwrap_or(now);
        let mut tx = self.db.read().await?;
        let record = source::get(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        let drops: Vec<DropView> = source::dropped(&mut tx, actor.org, id)
            .await?
            .into_iter()
            .map(|it| DropView {
                reason: it.reason,
                count: it.n,
                sample: it.sample,
                last_at: it.last_at,
            })
            .collect();
        let listened = coverage::intervals(&mut tx, actor.org, id, since, DETAIL_LINES_MAX).await?;
        let gaps = coverage::gaps(&mut tx, actor.org, id, since, None, DETAIL_LINES_MAX).await?;
        let n_open = gaps.iter().filter(|it| it.to.is_none()).count() as u64;
        let dropped = drops.iter().map(|it| it.count).sum();
        let checkpoint = source::checkpoint(&mut tx, actor.org, id).await?;
        let config = SourceConfig::from_json(&record.config).ok();
        Ok(SourceDetail {
            moved_to: config.zip(checkpoint).and_then(|(it, at)| it.moved_to(&at)),
            source: self.source_view(record, dropped, n_open),
            drops,
            listened: listened
                .into_iter()
                .rev()
                .map(|it| (it.from_at, it.to_at))
                .collect(),
            gaps,
            since,
            now,
        })
    }

    fn source_view(&self, record: source::Source, dropped: u64, open_gaps: u64) -> SourceView {
        let config = SourceConfig::from_json(&record.config);
        let idle = if record.enabled {
            SourceState::Connecting
        } else {
            SourceState::Off
        };
        SourceView {
            id: record.id,
            network: config
                .as_ref()
                .map_or(model::Network::Replay, SourceConfig::network),
            address: config.map(|it| it.address()).unwrap_or_default(),
            state: self
                .source_state(record.id)
                .filter(|_| record.enabled)
                .unwrap_or(idle),
            name: record.name,
            kind: record.kind,
            enabled: record.enabled,
            received: record.received,
            last_event_at: record.last_event_at,
            last_error: record.last_error,
            last_reason: record.last_reason,
            dropped,
            open_gaps,
            created_at: record.created_at,
        }
    }

    /// What a source is doing now, if its listener runs or ran in this process.
    #[must_use]
    pub fn source_state(&self, id: SourceId) -> Option<SourceState> {
        self.states.get(id)
    }

    /// Adds a source and begins to listen. Without a name it takes its address.
    pub async fn add_source(
        &self,
        actor: &Actor,
        name: Option<String>,
        config: SourceConfig,
    ) -> Result<SourceId, Error> {
        actor.require(Role::Admin)?;
        config
            .validate(&self.egress, &self.seams.clock)
            .map_err(Error::Network)?;
        let name = name
            .map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty())
            .unwrap_or_else(|| config.address());
        let name: String = name.chars().take(NAME_CHARS_MAX).collect();
        let record = source::Source {
            id: SourceId::from_uuid(self.seams.uuid()),
            org: actor.org,
            kind: config.kind().to_owned(),
            name,
            config: config.to_json(),
            enabled: true,
            created_at: self.seams.now(),
            received: 0,
            last_event_at: None,
            last_error: None,
            last_reason: None,
            last_error_at: None,
        };
        let mut tx = self.db.write().await?;
        let known = source::list(&mut tx, actor.org).await?;
        if known.len() >= SOURCES_MAX {
            return Err(Error::TooMany(SOURCES_MAX as u64));
        }
        if known.iter().any(|it| is_same(it, &record)) {
            return Err(Error::Invalid {
                field: "address",
                problem: "is listened to already",
            });
        }
        source::insert(&mut tx, &record).await?;
        tx.commit().await?;
        self.renew_knowledge(actor.org).await?;
        tracing::info!(source.id = %record.id, kind = record.kind, "added the source {}", record.id);
        self.sources_changed(actor.org, record.id);
        Ok(record.id)
    }

    pub async fn set_source_enabled(
        &self,
        actor: &Actor,
        id: SourceId,
        enabled: bool,
    ) -> Result<(), Error> {
        actor.require(Role::Admin)?;
        let mut tx = self.db.write().await?;
        if !source::set_enabled(&mut tx, actor.org, id, enabled).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        self.sources_changed(actor.org, id);
        Ok(())
    }

    pub async fn set_source_config(
        &self,
        actor: &Actor,
        id: SourceId,
        config: SourceConfig,
    ) -> Result<(), Error> {
        actor.require(Role::Admin)?;
        config
            .validate(&self.egress, &self.seams.clock)
            .map_err(Error::Network)?;
        let mut tx = self.db.write().await?;
        if !source::set_config(&mut tx, actor.org, id, &config.to_json()).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        self.sources_changed(actor.org, id);
        Ok(())
    }

    pub async fn rename_source(
        &self,
        actor: &Actor,
        id: SourceId,
        name: &str,
    ) -> Result<(), Error> {
        actor.require(Role::Admin)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(Error::Invalid {
                field: "name",
                problem: "is empty",
            });
        }
        let name: String = name.chars().take(NAME_CHARS_MAX).collect();
        let gate = self.gate.lock().await;
        let mut tx = self.db.write().await?;
        let sources = source::list(&mut tx, actor.org).await?;
        let known = sources.into_iter().find(|it| it.id == id);
        let known = known.ok_or(Error::NotFound)?;
        source::rename(&mut tx, actor.org, id, &name).await?;
        let renaming = Renaming {
            kind: NameKind::Source,
            from: &known.name,
            to: &name,
            by: actor.member,
            at: self.seams.now(),
        };
        let held = queries::rename(&mut tx, actor.org, &renaming).await?;
        tx.commit().await?;
        self.matching.hold(actor.org, held);
        self.renew_knowledge(actor.org).await?;
        drop(gate);
        self.sources_changed(actor.org, id);
        Ok(())
    }

    /// Stops listening; what was heard stays. The source can come back for a day.
    pub async fn remove_source(&self, actor: &Actor, id: SourceId) -> Result<(), Error> {
        actor.require(Role::Admin)?;
        let mut tx = self.db.write().await?;
        if !source::remove(&mut tx, actor.org, id, self.seams.now()).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        tracing::info!(source.id = %id, "removed the source {id}");
        self.sources_changed(actor.org, id);
        Ok(())
    }

    /// Listens again to a source removed less than a day ago, from where it stopped; a conflict when its
    /// address is listened to under another name since.
    pub async fn restore_source(&self, actor: &Actor, id: SourceId) -> Result<(), Error> {
        actor.require(Role::Admin)?;
        let mut tx = self.db.write().await?;
        let known = source::list(&mut tx, actor.org).await?;
        let record = source::restore(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        if known.len() >= SOURCES_MAX {
            return Err(Error::TooMany(SOURCES_MAX as u64));
        }
        if known.iter().any(|it| is_same(it, &record)) {
            return Err(Error::Conflict);
        }
        tx.commit().await?;
        self.renew_knowledge(actor.org).await?;
        tracing::info!(source.id = %id, "put the source {id} back");
        self.sources_changed(actor.org, id);
        Ok(())
    }

    fn sources_changed(&self, org: OrgId, source: SourceId) {
        self.reconcile.notify_one();
        self.hub.announce(Change::Source { org, source });
    }

    /// Opens the line of a source again at once, from a moment of the past if `rewind` says so.
    pub(crate) fn reopen_source(&self, org: OrgId, id: SourceId, rewind: Option<Rewind>) {
        if let Some(rewind) = rewind {
            self.rewinds
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(id, rewind);
        }
        let running = self
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&id);
        if let Some(running) = running {
            running.stop.cancel();
        }
        self.sources_changed(org, id);
    }

    /// Follows the store: starts, restarts and stops listeners.
    pub(crate) async fn keep_reconciling(self) -> Outcome {
        let stopping = self.stopping();
        loop {
            tokio::select! {
                () = stopping.cancelled() => return Outcome::Done,
                () = self.reconcile.notified() => {}
                () = tokio::time::sleep(RECONCILE_EVERY) => {}
            }
            if let Err(error) = self.reconcile_sources().await {
                tracing::warn!(%error, "the list of sources could not be read: {error}");
            }
        }
    }

    pub(crate) async fn reconcile_sources(&self) -> Result<(), Error> {
        let wanted = source::list_all_enabled(&mut self.db.read().await?).await?;
        let gone: Vec<(SourceId, Running)> = {
            let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            let is_wanted = |id: &SourceId, it: &Running| {
                wanted.iter().any(|w| w.id == *id && w.config == it.config)
            };
            let ids: Vec<SourceId> = running
                .iter()
                .filter(|(id, it)| !is_wanted(id, it))
                .map(|(id, _)| *id)
                .collect();
            ids.into_iter()
                .filter_map(|id| running.remove_entry(&id))
                .collect()
        };
        for (id, stopped) in gone {
            stopped.stop.cancel();
            self.states.forget(id);
            self.hub.announce(Change::Source {
                org: stopped.org,
                source: id,
            });
        }
        for record in wanted {
            let is_running = self
                .running
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .contains_key(&record.id);
            if !is_running {
                // Another process may have added it.
                self.renew_knowledge(record.org).await?;
                self.start_listener(record).await?;
            }
        }
        self.count_states();
        Ok(())
    }

    async fn start_listener(&self, record: source::Source) -> Result<(), Error> {
        let Some(inbound) = self.sender() else {
            return Ok(());
        };
        let Some(network) = self.connector(&record).await? else {
            return Ok(());
        };
        let (mut checkpoint, mut ledger) = self.past(&record).await?;
        let rewind = self
            .rewinds
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&record.id);
        let is_rewound = rewind.is_some();
        if let Some(Rewind { from, gap }) = rewind {
            checkpoint = Some(from);
            ledger.refills(gap);
        }
        // First in line, so that ingest knows the past before it hears the present.
        let known = What::Known {
            ledger: Box::new(ledger),
            at: self.seams.now(),
        };
        let report = Inbound::Report {
            org: record.org,
            source: record.id,
            what: known,
        };
        if inbound.send(report).await.is_err() {
            return Ok(());
        }
        let stop = self.stopping().child_token();
        let listener = Arc::new(Listener {
            org: record.org,
            source: record.id,
            network,
            seams: self.seams.clone(),
            states: self.states.clone(),
            hub: self.hub.clone(),
            inbound,
            stop: stop.clone(),
        });
        let name = format!("listen {} {}", record.kind, record.id);
        self.mark_running(&record, stop.clone());
        let engine = self.downgrade();
        let (org, id) = (record.org, record.id);
        let is_rewound = AtomicBool::new(is_rewound);
        self.supervisor.supervise(name, stop, move || {
            let (listener, engine, first) = (listener.clone(), engine.clone(), checkpoint.clone());
            let is_rewound = is_rewound.swap(false, Ordering::Relaxed);
            async move {
                // After a panic the store knows better than we did at the start.
                let stored = match engine.upgrade() {
                    Some(engine) if !is_rewound => engine.stored_checkpoint(org, id).await,
                    _ => None,
                };
                listener.run(stored.or(first)).await
            }
        });
        Ok(())
    }

    /// The connector of a source; `None`, written down and shown, when its settings can never work.
    pub(crate) async fn connector(
        &self,
        record: &source::Source,
    ) -> Result<Option<Box<dyn Network>>, Error> {
        let connected = SourceConfig::from_json(&record.config)
            .and_then(|config| networks::connect(&config, &self.egress, self.seams.clock.clone()));
        let error = match connected {
            Ok(network) => return Ok(Some(network)),
            Err(error) => error,
        };
        tracing::error!(source.id = %record.id, %error, "source {} cannot be listened to: {error}", record.id);
        let since = self.seams.now();
        let mut tx = self.db.write().await?;
        let words = error.to_string();
        source::set_error(
            &mut tx,
            record.org,
            record.id,
            (error.reason, &words),
            since,
        )
        .await?;
        tx.commit().await?;
        self.states.put(
            record.id,
            SourceState::Stopped {
                cause: error.cause(),
                since,
            },
        );
        self.mark_running(record, CancellationToken::new());
        Ok(None)
    }

    /// Where a source stopped, and what its ledger says.
    async fn past(&self, record: &source::Source) -> Result<(Option<Checkpoint>, Ledger), Error> {
        let mut tx = self.db.read().await?;
        let checkpoint = source::checkpoint(&mut tx, record.org, record.id).await?;
        let newest = coverage::intervals(&mut tx, record.org, record.id, Timestamp::MIN, 1).await?;
        let open = coverage::open_gaps(&mut tx, record.org).await?;
        let heard_until = newest.first().map(|it| it.to_at);
        let open = open.into_iter().find(|it| it.source == record.id);
        Ok((checkpoint, Ledger::new(record.id, heard_until, open)))
    }

    async fn stored_checkpoint(&self, org: OrgId, id: SourceId) -> Option<Checkpoint> {
        let mut tx = self.db.read().await.ok()?;
        source::checkpoint(&mut tx, org, id).await.ok()?
    }

    fn mark_running(&self, record: &source::Source, stop: CancellationToken) {
        let running = Running {
            org: record.org,
            config: record.config.clone(),
            stop,
        };
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(record.id, running);
    }

    fn count_states(&self) {
        let mut counts: HashMap<&'static str, i64> = [
            "connecting",
            "catching_up",
            "live",
            "waiting",
            "stopped",
            "finished",
        ]
        .map(|it| (it, 0))
        .into();
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        for state in running.keys().filter_map(|id| self.states.get(*id)) {
            *counts.entry(state_name(state)).or_default() += 1;
        }
        for (state, n) in counts {
            self.metrics.sources.get_or_create(&State { state }).set(n);
        }
    }
}

const fn state_name(state: SourceState) -> &'static str {
    match state {
        SourceState::Off => "off",
        SourceState::Connecting => "connecting",
        SourceState::CatchingUp => "catching_up",
        SourceState::Live => "live",
        SourceState::Waiting { .. } => "waiting",
        SourceState::Stopped { .. } => "stopped",
        SourceState::Finished => "finished",
    }
}

/// Whether two sources listen to the same: one is too many.
fn is_same(one: &source::Source, other: &source::Source) -> bool {
    let address = |it: &source::Source| SourceConfig::from_json(&it.config).map(|it| it.address());
    one.kind == other.kind
        && address(one).is_ok_and(|one| address(other).is_ok_and(|other| one == other))
}

#[cfg(test)]
mod tests;
