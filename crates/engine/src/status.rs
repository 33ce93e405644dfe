//! How the house is: what its operator looks at when something seems slow.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use model::Role;
use store::{Dialect, doctor};

use crate::{Actor, ArchiveView, Engine, Error, SourceView, TaskReport, ingest::QUEUE_MAX};

/// Width of the slots that rates are counted in.
const SLOT_US: i64 = 10_000_000;
/// Slots kept: five minutes.
const SLOTS: usize = 30;
const MINUTE_SLOTS: usize = 6;

/// Everything the Status page shows.
#[derive(Clone, Debug)]
pub struct StatusView {
    pub version: &'static str,
    pub started_at: Timestamp,
    pub now: Timestamp,
    pub database: DatabaseView,
    /// Every supervised task, by name.
    pub tasks: Vec<(String, TaskReport)>,
    pub ingest: IngestView,
    /// Pages that watch live.
    pub live_readers: u64,
    pub sources: Vec<SourceView>,
    /// The archive of the reader's organisation, where there is one.
    pub archive: Option<ArchiveView>,
    /// Room left where the data are, in bytes, where we can know.
    pub disk_free: Option<u64>,
    /// Memory the process holds, in bytes, where we can know.
    pub memory: Option<u64>,
}

/// The database, as far as an operator cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseView {
    /// A name: `SQLite` or `PostgreSQL`.
    pub kind: &'static str,
    pub size_bytes: u64,
    /// The number of the newest schema step.
    pub migration: i64,
}

/// How well what is heard is stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IngestView {
    /// Posts a second over the last minute.
    pub rate_1m: f64,
    /// Posts a second over the last five minutes.
    pub rate_5m: f64,
    /// Posts stored since the start.
    pub posts: u64,
    /// Mentions stored since the start.
    pub mentions: u64,
    /// How old the newest post of the last batch was when it was stored; `None` before the first.
    pub lag: Option<Duration>,
    /// Items that wait, and how many may.
    pub queue: u64,
    pub queue_max: u64,
    /// Times the store did not take a batch, since the start.
    pub retries: u64,
}

/// How much was stored lately.
#[derive(Clone, Default)]
pub(crate) struct Rates(Arc<Mutex<Counted>>);

#[derive(Default)]
struct Counted {
    /// Slot and posts, oldest first.
    slots: VecDeque<(i64, u64)>,
    lag: Option<Duration>,
}

impl Rates {
    /// A batch stored `n` posts, the newest of them dated `newest`.
    pub(crate) fn note(&self, now: Timestamp, n: u64, newest: Option<Timestamp>) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(newest) = newest {
            counted.lag = Some(Duration::try_from(now.duration_since(newest)).unwrap_or_default());
        }
        let slot = slot_of(now);
        match counted.slots.back_mut() {
            Some(last) if last.0 == slot => last.1 += n,
            _ => counted.slots.push_back((slot, n)),
        }
        while counted.slots.len() > SLOTS + 1 {
            counted.slots.pop_front();
        }
    }

    /// Posts a second over the last full slots, so many of them.
    fn per_second(&self, now: Timestamp, n_slots: usize) -> f64 {
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let running = slot_of(now);
        let first = running - i64::try_from(n_slots).unwrap_or(i64::MAX);
        let recent = counted
            .slots
            .iter()
            .filter(|(slot, _)| (first..running).contains(slot));
        let n: u64 = recent.map(|(_, n)| n).sum();
        n as f64 / (n_slots as f64 * SLOT_US as f64 / 1e6)
    }

    fn lag(&self) -> Option<Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).lag
    }
}

fn slot_of(at: Timestamp) -> i64 {
    at.as_microsecond().div_euclid(SLOT_US)
}

impl Engine {
    /// How the house is. For administrators: tasks and the database are those of the whole instance.
    pub async fn status(&self, actor: &Actor) -> Result<StatusView, Error> {
        actor.require(Role::Admin)?;
        let now = self.seams.now();
        let size_bytes = doctor::size(&mut self.db.read().await?).await?;
        let metrics = &self.metrics;
        let figure = |n: i64| n.max(0).unsigned_abs();
        Ok(StatusView {
            version: env!("CARGO_PKG_VERSION"),
            started_at: self.started_at,
            now,
            database: DatabaseView {
                kind: match self.db.dialect() {
                    Dialect::Sqlite => "SQLite",
                    Dialect::Postgres => "PostgreSQL",
                },
                size_bytes,
                migration: store::schema_version(),
            },
            tasks: self.tasks().into_iter().collect(),
            ingest: IngestView {
                rate_1m: self.rates.per_second(now, MINUTE_SLOTS),
                rate_5m: self.rates.per_second(now, SLOTS),
                posts: metrics.posts.get(),
                mentions: metrics.mentions.get(),
                lag: self.rates.lag(),
                queue: figure(metrics.queue.get()),
                queue_max: QUEUE_MAX as u64,
                retries: metrics.retries.get(),
            },
            live_readers: figure(metrics.live_pages.get()),
            sources: self.sources(actor).await?,
            archive: self.archive_status(actor).await?,
            disk_free: self.db.disk_free(),
            memory: resident_bytes(),
        })
    }
}

/// What Linux says this process holds in memory; nothing elsewhere.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1_024)
}

#[cfg(test)]
mod tests;
