//! When people are here: Home says what happened since they left.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use model::{MemberId, Role};
use store::visit;

use crate::{Actor, Engine, Error};

/// A visit is written down at most this often: pages are many small requests.
const WRITE_EVERY: Duration = Duration::from_secs(60);
/// Away for this long, people come back to a new visit: a coffee is shorter, a meeting is not.
const AWAY: Duration = Duration::from_secs(30 * 60);
/// Beyond this many people at once, those longest away are forgotten, which costs one more write each.
const REMEMBERED_MAX: usize = 10_000;

/// When each person's visit was last written down.
#[derive(Default)]
pub(crate) struct Visitors(Mutex<HashMap<MemberId, Timestamp>>);

impl Visitors {
    /// Whether it is time to write this person's visit down; then they are taken to have been.
    fn is_due(&self, member: MemberId, now: Timestamp) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_recent = |at: &Timestamp| now.duration_since(*at).unsigned_abs() < WRITE_EVERY;
        if seen.get(&member).is_some_and(is_recent) {
            return false;
        }
        if seen.len() >= REMEMBERED_MAX {
            seen.retain(|_, at| is_recent(at));
        }
        seen.insert(member, now);
        true
    }

    fn forget(&self, member: MemberId) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&member);
    }
}

impl Engine {
    /// Notes that this person looks at a page now. Cheap: most calls write nothing.
    pub async fn visit(&self, actor: &Actor) -> Result<(), Error> {
        actor.require(Role::Viewer)?;
        let now = self.seams.now();
        if !self.visitors.is_due(actor.member, now) {
            return Ok(());
        }
        let resumes_after = now.checked_sub(AWAY).unwrap_or(now);
        let noted = async {
            let mut tx = self.db.write().await?;
            visit::note(&mut tx, actor.org, actor.member, now, resumes_after).await?;
            tx.commit().await
        };
        noted.await.map_err(|error| {
            // Not written: the next page tries again.
            self.visitors.forget(actor.member);
            error.into()
        })
    }
}

#[cfg(test)]
mod tests;
