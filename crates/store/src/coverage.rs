//! The coverage ledger: when each source was listened to, and each gap with its cause.
//!
//! Listened intervals of a source never overlap or touch: [`extend`] merges.

use std::time::Duration;

use jiff::Timestamp;
use model::{Cause, Gap, GapId, OrgId, SourceId};

use crate::{
    Tx,
    column::micros,
    error::{Error, Result},
};

record! {
    /// A stretch during which a source was listened to.
    pub struct Interval {
        pub from_at: Timestamp,
        pub to_at: Timestamp,
    }
}

record! {
    struct GapRow {
        id: GapId,
        source_id: SourceId,
        from_at: Timestamp,
        to_at: Option<Timestamp>,
        cause: Cause,
        refilled_at: Option<Timestamp>,
    }
}

impl GapRow {
    fn into_gap(self) -> Gap {
        Gap {
            id: self.id,
            source: self.source_id,
            from: self.from_at,
            to: self.to_at,
            cause: self.cause,
            refilled_at: self.refilled_at,
        }
    }
}

/// Where a page of gaps ended: the next one starts strictly before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GapKey {
    pub from: Timestamp,
    pub id: GapId,
}

/// Adds a stretch of listening. What lies at most `tolerance` from it becomes one interval with it:
/// between two batches nobody was deaf. An interval that ends before it starts is ignored.
///
/// # Errors
/// Conflict when the source does not exist any more.
pub async fn extend(
    tx: &mut Tx,
    org: OrgId,
    source: SourceId,
    heard: &Interval,
    tolerance: Duration,
) -> Result<()> {
    if heard.to_at < heard.from_at {
        return Ok(());
    }
    let slack = i64::try_from(tolerance.as_micros()).unwrap_or(i64::MAX);
    let (from, to) = (micros(heard.from_at), micros(heard.to_at));
    if grow_last(tx, org, source, from, to, slack).await? {
        return Ok(());
    }
    // Bounds of all that the new stretch joins; those in between are swallowed.
    const JOINED: &str = "SELECT MIN(from_at), MAX(to_at) FROM listened
        WHERE org_id = $1 AND source_id = $2 AND from_at <= $3 AND to_at >= $4";
    const SWALLOW: &str = "DELETE FROM listened
        WHERE org_id = $1 AND source_id = $2 AND from_at <= $3 AND to_at >= $4";
    const INSERT: &str =
        "INSERT INTO listened (org_id, source_id, from_at, to_at) VALUES ($1, $2, $3, $4)";
    let (reach_to, reach_from) = (to.saturating_add(slack), from.saturating_sub(slack));
    let (first, last): (Option<i64>, Option<i64>) = on!(tx, |c| sqlx::query_as(JOINED)
        .bind(org.as_uuid())
        .bind(source.as_uuid())
        .bind(reach_to)
        .bind(reach_from)
        .fetch_one(c)
        .await)
    .map_err(Error::doing("read the coverage"))?;
    if first.is_some() {
        run!(
            tx,
            "merge the coverage",
            SWALLOW,
            org.as_uuid(),
            source.as_uuid(),
            reach_to,
            reach_from
        )
        .map(drop)?;
    }
    run!(
        tx,
        "extend the coverage",
        INSERT,
        org.as_uuid(),
        source.as_uuid(),
        first.map_or(from, |it| it.min(from)),
        last.map_or(to, |it| it.max(to))
    )
    .map(drop)
}

/// The usual case in one statement: the stretch starts in, or right after, the last interval.
async fn grow_last(
    tx: &mut Tx,
    org: OrgId,
    source: SourceId,
    from: i64,
    to: i64,
    slack: i64,
) -> Result<bool> {
    const SQL: &str = "UPDATE listened SET to_at = CASE WHEN to_at < $4 THEN $4 ELSE to_at END
        WHERE org_id = $1 AND source_id = $2 AND from_at <= $3 AND to_at >= $5
        AND from_at = (SELECT MAX(from_at) FROM listened WHERE org_id = $1 AND source_id = $2)";
    Ok(run!(
        tx,
        "extend the coverage",
        SQL,
        org.as_uuid(),
        source.as_uuid(),
        from,
        to,
        from.saturating_sub(slack)
    )? == 1)
}

/// The newest `limit` intervals that end at or after `since`, newest first.
///
/// # Errors
/// When the database fails.
pub async fn intervals(
    tx: &mut Tx,
    org: OrgId,
    source: SourceId,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<Interval>> {
    const SQL: &str = "SELECT from_at, to_at FROM listened
        WHERE org_id = $1 AND source_id = $2 AND to_at >= $3 ORDER BY from_at DESC LIMIT $4";
    rows!(
        tx,
        "list the coverage",
        SQL,
        org.as_uuid(),
        source.as_uuid(),
        micros(since),
        i64::from(limit)
    )
}

/// # Errors
/// Conflict when the id is taken or the source does not exist any more.
pub async fn insert_gap(tx: &mut Tx, org: OrgId, gap: &Gap) -> Result<()> {
    const SQL: &str = "INSERT INTO gap (org_id, id, source_id, from_at, to_at, cause, refilled_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    run!(
        tx,
        "insert a gap",
        SQL,
        org.as_uuid(),
        gap.id.as_uuid(),
        gap.source.as_uuid(),
        micros(gap.from),
        gap.to.map(micros),
        gap.cause.as_str(),
        gap.refilled_at.map(micros)
    )
    .map(drop)
}

/// Closes one open gap; answers whether it was open.
///
/// # Errors
/// When the database fails.
pub async fn close_gap(tx: &mut Tx, org: OrgId, id: GapId, to: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE gap SET to_at = CASE WHEN from_at > $3 THEN from_at ELSE $3 END
        WHERE org_id = $1 AND id = $2 AND to_at IS NULL";
    Ok(run!(
        tx,
        "close a gap",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        micros(to)
    )? == 1)
}

/// Closes whatever gaps of a source are open; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn close_gaps_of(
    tx: &mut Tx,
    org: OrgId,
    source: SourceId,
    to: Timestamp,
) -> Result<u64> {
    const SQL: &str = "UPDATE gap SET to_at = CASE WHEN from_at > $3 THEN from_at ELSE $3 END
        WHERE org_id = $1 AND source_id = $2 AND to_at IS NULL";
    run!(
        tx,
        "close a source's gaps",
        SQL,
        org.as_uuid(),
        source.as_uuid(),
        micros(to)
    )
}

/// Notes that what a gap missed was caught up; answers whether the gap exists.
///
/// # Errors
/// When the database fails.
pub async fn mark_refilled(tx: &mut Tx, org: OrgId, id: GapId, at: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE gap SET refilled_at = $3 WHERE org_id = $1 AND id = $2";
    Ok(run!(
        tx,
        "mark a gap refilled",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        micros(at)
    )? == 1)
}

pub(crate) const GAPS: &str = "SELECT id, source_id, from_at, to_at, cause, refilled_at FROM gap
    WHERE org_id = $1 AND source_id = $2 AND (to_at IS NULL OR to_at >= $3) AND (from_at, id) < ($4, $5)
    ORDER BY from_at DESC, id DESC LIMIT $6";

/// A page of a source's gaps that were open at or after `since`, newest first, strictly before `before`.
///
/// # Errors
/// When the database fails.
pub async fn gaps(
    tx: &mut Tx,
    org: OrgId,
    source: SourceId,
    since: Timestamp,
    before: Option<GapKey>,
    limit: u32,
) -> Result<Vec<Gap>> {
    let (from, id) = before.map_or((i64::MAX, uuid::Uuid::max()), |it| {
        (micros(it.from), it.id.as_uuid())
    });
    let rows: Vec<GapRow> = rows!(
        tx,
        "list gaps",
        GAPS,
        org.as_uuid(),
        source.as_uuid(),
        micros(since),
        from,
        id,
        i64::from(limit)
    )?;
    Ok(rows.into_iter().map(GapRow::into_gap).collect())
}

/// # Errors
/// When the database fails.
pub async fn gap(tx: &mut Tx, org: OrgId, id: GapId) -> Result<Option<Gap>> {
    const SQL: &str = "SELECT id, source_id, from_at, to_at, cause, refilled_at FROM gap
        WHERE org_id = $1 AND id = $2";
    let row: Option<GapRow> = row!(tx, "get a gap", SQL, org.as_uuid(), id.as_uuid())?;
    Ok(row.map(GapRow::into_gap))
}

/// All gaps of an organisation that still last, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn open_gaps(tx: &mut Tx, org: OrgId) -> Result<Vec<Gap>> {
    const SQL: &str = "SELECT id, source_id, from_at, to_at, cause, refilled_at FROM gap
        WHERE org_id = $1 AND to_at IS NULL ORDER BY from_at, id";
    let rows: Vec<GapRow> = rows!(tx, "list open gaps", SQL, org.as_uuid())?;
    Ok(rows.into_iter().map(GapRow::into_gap).collect())
}

#[cfg(test)]
mod tests;
