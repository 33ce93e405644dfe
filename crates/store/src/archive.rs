//! What the archive has yet to take in: which posts came, changed or went, in order.
//!
//! Triggers note it in the transaction of each change. Whoever changes posts holds the organisation's
//! lock, so numbers become visible in their order: nothing appears below one that was read.

use jiff::Timestamp;
use model::{OrgId, PostId};

use crate::{Tx, error::Result};

record! {
    /// A post that came, changed or went.
    pub struct Pending {
        /// Grows from one change to the next, over all organisations, with holes.
        pub seq: u64,
        pub post_id: PostId,
        /// When it was posted: this never changes.
        pub posted_at: Timestamp,
        /// Whether it was not there before.
        pub is_new: bool,
    }
}

pub(crate) const PENDING: &str = "SELECT seq, post_id, posted_at, is_new FROM archive_change
    WHERE org_id = $1 ORDER BY seq LIMIT $2";

/// The first `limit` changes of an organisation that were not taken in, in order.
///
/// # Errors
/// When the database fails.
pub async fn pending(tx: &mut Tx, org: OrgId, limit: u32) -> Result<Vec<Pending>> {
    rows!(
        tx,
        "list changes for the archive",
        PENDING,
        org.as_uuid(),
        i64::from(limit)
    )
}

/// Forgets the changes of an organisation up to `seq`: they were taken in.
///
/// # Errors
/// When the database fails.
pub async fn taken(tx: &mut Tx, org: OrgId, seq: u64) -> Result<u64> {
    const SQL: &str = "DELETE FROM archive_change WHERE org_id = $1 AND seq <= $2";
    run!(
        tx,
        "forget changes that were taken in",
        SQL,
        org.as_uuid(),
        crate::column::figure(seq)
    )
}

/// The last change of an organisation that was not taken in, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn backlog(tx: &mut Tx, org: OrgId) -> Result<(u64, u64)> {
    const SQL: &str =
        "SELECT COALESCE(MAX(seq), 0) AS last, COUNT(*) AS n FROM archive_change WHERE org_id = $1";
    let row: Option<(i64, i64)> = row!(tx, "count changes for the archive", SQL, org.as_uuid())?;
    Ok(row.map_or((0, 0), |(last, n)| (last.unsigned_abs(), n.unsigned_abs())))
}

#[cfg(test)]
mod tests;
