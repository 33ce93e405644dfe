//! What is heard does not stay for ever: posts past their time go, with their mentions and authors, and
//! so does what people removed once nobody can bring it back.

use std::time::Duration;

use jiff::Timestamp;
use model::{OrgId, PostId};
use store::{board, list, mention, org, post, query, source, visit};

use crate::{Engine, Error, Outcome, live::Change, organisation};

/// How often the house looks for what has had its time.
const EVERY: Duration = Duration::from_secs(600);
/// Posts removed in one transaction: others wait for the writer meanwhile.
const AT_ONCE: u32 = 500;
/// Tombstones must outlive any replay of the networks' own past (72 h on relays), with room.
const TOMBSTONES_KEPT: Duration = Duration::from_secs(30 * 24 * 3_600);
/// How long what people removed can be brought back.
const REMOVED_KEPT: Duration = Duration::from_secs(24 * 3_600);
/// Visits are looked at over a week at most.
const VISITS_KEPT: Duration = Duration::from_secs(30 * 24 * 3_600);

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
        // Listed first: a loop over the answer itself would keep a reading connection to its end.
        let orgs = org::list(&mut self.db.read().await?).await?;
        for org in orgs {
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
            let kept = organisation::keep_posts_days(&mut self.db.read().await?, org.id).await?;
            let kept = kept.map_or(self.settings.matched_kept, |days| {
                Duration::from_secs(u64::from(days) * 24 * 3_600)
            });
            let matched_before = now.checked_sub(kept).unwrap_or(now);
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
            let visits_before = now.checked_sub(VISITS_KEPT).unwrap_or(now);
            visit::purge(&mut tx, org.id, visits_before).await?;
            tx.commit().await?;
            let removed_before = now.checked_sub(REMOVED_KEPT).unwrap_or(now);
            self.purge_removed(org.id, removed_before).await?;
        }
        Ok(())
    }

    /// Deletes for good what was put aside before `before`; its queries match no more from then on.
    async fn purge_removed(&self, org: OrgId, before: Timestamp) -> Result<(), Error> {
        let gone = board::removed_queries(&mut self.db.read().await?, org, before).await?;
        for id in gone {
            let _gate = self.gate.lock().await;
            self.matching.release(org, id);
            loop {
                let mut tx = self.db.write().await?;
                let n = mention::clear(&mut tx, org, id, AT_ONCE).await?;
                tx.commit().await?;
                if n < u64::from(AT_ONCE) {
                    break;
                }
            }
            let mut tx = self.db.write().await?;
            query::delete(&mut tx, org, id).await?;
            tx.commit().await?;
        }
        let mut tx = self.db.write().await?;
        for id in board::removed_boards(&mut tx, org, before).await? {
            board::delete(&mut tx, org, id).await?;
        }
        list::purge_removed(&mut tx, org, before).await?;
        source::purge_removed(&mut tx, org, before).await?;
        tx.commit().await?;
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
