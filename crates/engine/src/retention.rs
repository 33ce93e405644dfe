//! What is heard does not stay for ever: posts past their time go, with their mentions and authors.

use std::time::Duration;

use model::{OrgId, PostId};
use store::{org, post};

use crate::{Engine, Error, Outcome, live::Change};

/// How often the house looks for what has had its time.
const EVERY: Duration = Duration::from_secs(600);
/// Posts removed in one transaction: others wait for the writer meanwhile.
const AT_ONCE: u32 = 500;
/// Tombstones must outlive any replay of the networks' own past (72 h on relays), with room.
const TOMBSTONES_KEPT: Duration = Duration::from_secs(30 * 24 * 3_600);

impl Engine {
    pub(crate) async fn keep_purging(self) -> Outcome {
        let stopping = self.stopping();
        loop {
            if let Err(error) = self.purge().await {
                tracing::warn!(%error, "old posts could not be removed: {error}");
            }
            tokio::select! {
                () = stopping.cancelled() => return Outcome::Done,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// One round over all organisations.
    pub(crate) async fn purge(&self) -> Result<(), Error> {
        let stopping = self.stopping();
        for org in org::list(&mut self.db.read().await?).await? {
            let now = self.seams.now();
            let unmatched_before = now.checked_sub(self.settings.unmatched_kept).unwrap_or(now);
            let mut next = None;
            while !stopping.is_cancelled() {
                let mut tx = self.db.write().await?;
                let purged =
                    post::purge_unmatched(&mut tx, org.id, unmatched_before, next, AT_ONCE).await?;
                tx.commit().await?;
                self.tell_gone(org.id, purged.removed);
                next = purged.next;
                if next.is_none() {
                    break;
                }
            }
            let matched_before = now.checked_sub(self.settings.matched_kept).unwrap_or(now);
            while !stopping.is_cancelled() {
                let mut tx = self.db.write().await?;
                let removed = post::purge_before(&mut tx, org.id, matched_before, AT_ONCE).await?;
                tx.commit().await?;
                let is_last = removed.len() < AT_ONCE as usize;
                self.tell_gone(org.id, removed);
                if is_last {
                    break;
                }
            }
            let graves_before = now.checked_sub(TOMBSTONES_KEPT).unwrap_or(now);
            let mut tx = self.db.write().await?;
            post::purge_tombstones(&mut tx, org.id, graves_before, AT_ONCE).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    fn tell_gone(&self, org: OrgId, posts: Vec<PostId>) {
        if !posts.is_empty() {
            self.hub.announce(Change::Gone {
                org,
                posts: posts.into(),
            });
        }
    }
}
