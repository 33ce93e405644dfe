//! Every long-lived task of the process: named, restarted after a panic or a failure with capped
//! jittered backoff, stopped together.
//!
//! Two tokens end tasks: the soft one asks (stop accepting, finish what is begun), the hard one drops
//! whatever still runs.

use std::{
    collections::BTreeMap,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use model::seam::Entropy;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// First wait after a failure.
const BACKOFF_MIN: Duration = Duration::from_secs(1);
/// Longest wait between two tries: a network that comes back is heard again within this time.
const BACKOFF_MAX: Duration = Duration::from_secs(60);

/// How a supervised run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The work is over; it isn't started again.
    Done,
    /// Something went wrong and was logged; start again after a wait.
    Retry,
}

/// What a task is doing, for `/status` and the metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskReport {
    pub running: bool,
    pub restarts: u64,
    pub panics: u64,
}

/// Starts, restarts and stops tasks.
#[derive(Clone)]
pub(crate) struct Supervisor {
    tracker: TaskTracker,
    soft: CancellationToken,
    hard: CancellationToken,
    reports: Arc<Mutex<BTreeMap<String, TaskReport>>>,
    entropy: Arc<dyn Entropy>,
}

impl Supervisor {
    #[must_use]
    pub(crate) fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self {
            tracker: TaskTracker::new(),
            soft: CancellationToken::new(),
            hard: CancellationToken::new(),
            reports: Arc::default(),
            entropy,
        }
    }

    /// Cancelled when the process is asked to stop.
    #[must_use]
    pub(crate) fn stopping(&self) -> CancellationToken {
        self.soft.clone()
    }

    /// Runs `make` again and again until it is done or `stop` is cancelled.
    pub(crate) fn supervise<F, Fut>(
        &self,
        name: impl Into<String>,
        stop: CancellationToken,
        make: F,
    ) where
        F: Fn() -> Fut + Send + 'static,
        Fut: Future<Output = Outcome> + Send + 'static,
    {
        let name = name.into();
        let this = self.clone();
        let hard = self.hard.clone();
        let task = async move {
            let mut backoff = Backoff::new(this.entropy.clone());
            loop {
                this.report(&name, |it| it.running = true);
                // A task of its own, so that a panic ends this run and not the supervisor.
                #[expect(
                    clippy::disallowed_methods,
                    reason = "this is where supervised tasks start"
                )]
                let run = tokio::spawn(make());
                let aborter = run.abort_handle();
                let outcome = tokio::select! {
                    outcome = run => outcome,
                    () = hard.cancelled() => {
                        aborter.abort();
                        break;
                    }
                };
                this.report(&name, |it| it.running = false);
                match outcome {
                    Ok(Outcome::Done) => break,
                    Ok(Outcome::Retry) => {}
                    Err(error) => {
                        tracing::error!(task = %name, %error, "task {name} panicked and will be restarted");
                        this.report(&name, |it| it.panics += 1);
                    }
                }
                this.report(&name, |it| it.restarts += 1);
                tokio::select! {
                    () = tokio::time::sleep(backoff.next()) => {}
                    () = stop.cancelled() => break,
                    () = hard.cancelled() => break,
                }
            }
            this.reports
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .remove(&name);
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "this is where supervised tasks start"
        )]
        let _handle = tokio::spawn(self.tracker.track_future(task));
    }

    fn report(&self, name: &str, change: impl FnOnce(&mut TaskReport)) {
        let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        change(reports.entry(name.to_owned()).or_default());
    }

    /// Every task alive now, by name.
    #[must_use]
    pub(crate) fn reports(&self) -> BTreeMap<String, TaskReport> {
        self.reports
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Asks all tasks to finish, waits at most `patience`, then drops those that remain.
    /// True when all finished by themselves.
    pub(crate) async fn stop(&self, patience: Duration) -> bool {
        self.soft.cancel();
        self.tracker.close();
        let clean = tokio::time::timeout(patience, self.tracker.wait())
            .await
            .is_ok();
        self.hard.cancel();
        if !clean {
            self.tracker.wait().await;
        }
        clean
    }
}

/// Waits that double up to a cap, spread so that many listeners don't knock at once.
pub(crate) struct Backoff {
    wait: Duration,
    entropy: Arc<dyn Entropy>,
}

impl Backoff {
    pub(crate) fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self {
            wait: BACKOFF_MIN,
            entropy,
        }
    }

    /// The next wait: half fixed, half random.
    pub(crate) fn next(&mut self) -> Duration {
        let mut random = [0; 2];
        self.entropy.fill(&mut random);
        let half = self.wait / 2;
        let spread = half.mul_f64(f64::from(u16::from_le_bytes(random)) / f64::from(u16::MAX));
        self.wait = (self.wait * 2).min(BACKOFF_MAX);
        half + spread
    }

    /// After a success the next failure waits little again.
    pub(crate) fn reset(&mut self) {
        self.wait = BACKOFF_MIN;
    }
}

#[cfg(test)]
mod tests;
