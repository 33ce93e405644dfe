//! When people were here: one row a visit, made longer while it lasts.

use jiff::Timestamp;
use model::{MemberId, OrgId};

use crate::{Tx, column::micros, error::Result};

record! {
    /// A stretch during which somebody looked at pages.
    pub struct Visit {
        pub from_at: Timestamp,
        pub to_at: Timestamp,
    }
}

/// Notes that a person is here at `at`: their last visit gets longer if it ended at `resumes_after` or
/// later, else a new one begins. Never makes a visit shorter.
///
/// # Errors
/// Conflict when the member does not exist.
pub async fn note(
    tx: &mut Tx,
    org: OrgId,
    member: MemberId,
    at: Timestamp,
    resumes_after: Timestamp,
) -> Result<()> {
    const LONGER: &str = "UPDATE visit SET to_at = CASE WHEN to_at < $3 THEN $3 ELSE to_at END
        WHERE org_id = $1 AND member_id = $2 AND to_at >= $4 AND from_at <= $3
        AND from_at = (SELECT MAX(from_at) FROM visit WHERE org_id = $1 AND member_id = $2)";
    const BEGIN: &str =
        "INSERT INTO visit (org_id, member_id, from_at, to_at) VALUES ($1, $2, $3, $3)
        ON CONFLICT (org_id, member_id, from_at) DO NOTHING";
    let n = run!(
        tx,
        "make a visit longer",
        LONGER,
        org.as_uuid(),
        member.as_uuid(),
        micros(at),
        micros(resumes_after)
    )?;
    if n > 0 {
        return Ok(());
    }
    run!(
        tx,
        "begin a visit",
        BEGIN,
        org.as_uuid(),
        member.as_uuid(),
        micros(at)
    )
    .map(drop)
}

pub(crate) const OF: &str = "SELECT from_at, to_at FROM visit WHERE org_id = $1 AND member_id = $2
    ORDER BY from_at DESC LIMIT $3";

/// The last visits of a person, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, org: OrgId, member: MemberId, limit: u32) -> Result<Vec<Visit>> {
    rows!(
        tx,
        "list the visits of a person",
        OF,
        org.as_uuid(),
        member.as_uuid(),
        i64::from(limit)
    )
}

/// The visits of everybody that ended at or after `since`, by when they ended, `limit` at most.
///
/// # Errors
/// When the database fails.
pub async fn since(tx: &mut Tx, org: OrgId, since: Timestamp, limit: u32) -> Result<Vec<Visit>> {
    const SQL: &str = "SELECT from_at, to_at FROM visit WHERE org_id = $1 AND to_at >= $2
        ORDER BY to_at LIMIT $3";
    rows!(
        tx,
        "list visits",
        SQL,
        org.as_uuid(),
        micros(since),
        i64::from(limit)
    )
}

/// Forgets the visits that ended before `before`; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &mut Tx, org: OrgId, before: Timestamp) -> Result<u64> {
    const SQL: &str = "DELETE FROM visit WHERE org_id = $1 AND to_at < $2";
    run!(tx, "purge visits", SQL, org.as_uuid(), micros(before))
}

#[cfg(test)]
mod tests;
