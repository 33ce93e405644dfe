//! One request at a time to a host, and a pause between two, whatever the number of sources on it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Mutex as Queue, OwnedMutexGuard},
    time::Instant,
};

/// Between two requests to a host of the open web: slower than any visitor who reads.
const PAUSE: Duration = Duration::from_secs(2);
/// Hosts remembered before those nobody waits for are forgotten.
const HOSTS_MAX: usize = 1_000;

type Host = Arc<Queue<Option<Instant>>>;

/// Who may ask which host, and when.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<Box<str>, Host>>);

/// The right to ask a host, until it is dropped.
pub(crate) struct Turn(OwnedMutexGuard<Option<Instant>>);

impl Turns {
    /// Waits for its turn at `host`.
    pub(crate) async fn take(&self, host: &str) -> Turn {
        let turn = Turn(self.host(host).lock_owned().await);
        if let Some(last) = *turn.0 {
            tokio::time::sleep_until(last + PAUSE).await;
        }
        turn
    }

    fn host(&self, name: &str) -> Host {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= HOSTS_MAX {
            let is_over = |last: &Option<Instant>| last.is_none_or(|it| it.elapsed() > PAUSE);
            hosts.retain(|_, host| host.try_lock().map_or(true, |last| !is_over(&last)));
        }
        Arc::clone(hosts.entry(name.into()).or_default())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0 = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests;
