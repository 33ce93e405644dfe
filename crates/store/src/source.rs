//! What is listened to, where each source stands, and what of it was not kept.

use jiff::Timestamp;
use model::{Checkpoint, DropReason, FailReason, OrgId, SourceId};

use crate::{
    Tx,
    column::{clean, figure, micros},
    error::{Error, Result},
};

/// A sample is there to be recognised by a person, not to be kept; longer ones are cut.
const SAMPLE_CHARS_MAX: usize = 240;
/// An error is one sentence on the Sources page; longer ones are cut.
const ERROR_CHARS_MAX: usize = 1_000;

record! {
    pub struct Source {
        pub id: SourceId,
        pub org: OrgId,
        /// Which connector hears it: `jetstream`, `feed`…
        pub kind: String,
        pub name: String,
        /// JSON the connector understands.
        pub config: String,
        pub enabled: bool,
        pub created_at: Timestamp,
        /// How many events it told us in its life.
        pub received: u64,
        pub last_event_at: Option<Timestamp>,
        /// The failure in its own words, for who runs the server.
        pub last_error: Option<String>,
        /// The same by its name; errors noted by older versions have none.
        pub last_reason: Option<FailReason>,
        pub last_error_at: Option<Timestamp>,
    }
}

record! {
    /// What one source received and did not keep for one reason.
    pub struct Dropped {
        pub reason: DropReason,
        pub n: u64,
        pub sample: String,
        pub last_at: Timestamp,
    }
}

record! {
    struct Token {
        token: Vec<u8>,
    }
}

macro_rules! columns {
    () => {
        "id, org_id AS org, kind, name, config, enabled, created_at, received, last_event_at, last_error, last_reason, last_error_at"
    };
}

/// Inserts a source as it is, figures included.
///
/// # Errors
/// Conflict when the id is taken or the organisation does not exist.
pub async fn insert(tx: &mut Tx, source: &Source) -> Result<()> {
    const SQL: &str = "INSERT INTO source (org_id, id, kind, name, config, enabled, created_at,
            received, last_event_at, last_error, last_reason, last_error_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    run!(
        tx,
        "insert a source",
        SQL,
        source.org.as_uuid(),
        source.id.as_uuid(),
        clean(&source.kind),
        clean(&source.name),
        clean(&source.config),
        source.enabled,
        micros(source.created_at),
        figure(source.received),
        source.last_event_at.map(micros),
        source.last_error.as_deref().map(clean),
        source.last_reason.map(FailReason::as_str),
        source.last_error_at.map(micros)
    )
    .map(drop)
}

/// All of an organisation, by age.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, org: OrgId) -> Result<Vec<Source>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM source WHERE org_id = $1 AND removed_at IS NULL ORDER BY created_at, id"
    );
    rows!(tx, "list sources", SQL, org.as_uuid())
}

/// All that should be listened to, of every organisation: what the supervisor starts with.
///
/// # Errors
/// When the database fails.
pub async fn list_all_enabled(tx: &mut Tx) -> Result<Vec<Source>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM source WHERE enabled AND removed_at IS NULL ORDER BY org_id, created_at, id"
    );
    on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)
        .map_err(Error::doing("list enabled sources"))
}

/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, id: SourceId) -> Result<Option<Source>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM source WHERE org_id = $1 AND id = $2 AND removed_at IS NULL"
    );
    row!(tx, "get a source", SQL, org.as_uuid(), id.as_uuid())
}

/// Answers whether the source exists.
///
/// # Errors
/// When the database fails.
pub async fn set_enabled(tx: &mut Tx, org: OrgId, id: SourceId, enabled: bool) -> Result<bool> {
    const SQL: &str = "UPDATE source SET enabled = $3 WHERE org_id = $1 AND id = $2";
    Ok(run!(
        tx,
        "switch a source",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        enabled
    )? == 1)
}

/// Answers whether the source exists.
///
/// # Errors
/// When the database fails.
pub async fn rename(tx: &mut Tx, org: OrgId, id: SourceId, name: &str) -> Result<bool> {
    const SQL: &str = "UPDATE source SET name = $3 WHERE org_id = $1 AND id = $2";
    Ok(run!(
        tx,
        "rename a source",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        clean(name)
    )? == 1)
}

/// Answers whether the source exists.
///
/// # Errors
/// When the database fails.
pub async fn set_config(tx: &mut Tx, org: OrgId, id: SourceId, config: &str) -> Result<bool> {
    const SQL: &str = "UPDATE source SET config = $3 WHERE org_id = $1 AND id = $2";
    Ok(run!(
        tx,
        "configure a source",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        clean(config)
    )? == 1)
}

/// Puts a source aside: it is neither listed nor listened to. Answers whether it was there.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, org: OrgId, id: SourceId, at: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE source SET removed_at = $3
        WHERE org_id = $1 AND id = $2 AND removed_at IS NULL";
    Ok(run!(
        tx,
        "remove a source",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        micros(at)
    )? == 1)
}

/// Brings back a source put aside; `None` when it is not there, or not put aside.
///
/// # Errors
/// When the database fails.
pub async fn restore(tx: &mut Tx, org: OrgId, id: SourceId) -> Result<Option<Source>> {
    const SQL: &str = "UPDATE source SET removed_at = NULL
        WHERE org_id = $1 AND id = $2 AND removed_at IS NOT NULL";
    if run!(tx, "restore a source", SQL, org.as_uuid(), id.as_uuid())? == 0 {
        return Ok(None);
    }
    get(tx, org, id).await
}

/// Deletes the sources put aside before `before`, with their ledgers and checkpoints; what they heard
/// stays. Answers how many.
///
/// # Errors
/// When the database fails.
pub async fn purge_removed(tx: &mut Tx, org: OrgId, before: Timestamp) -> Result<u64> {
    const SQL: &str = "DELETE FROM source WHERE org_id = $1 AND removed_at < $2";
    run!(
        tx,
        "purge removed sources",
        SQL,
        org.as_uuid(),
        micros(before)
    )
}

/// Where the source resumes; `None` before its first checkpoint.
///
/// # Errors
/// When the database fails.
pub async fn checkpoint(tx: &mut Tx, org: OrgId, id: SourceId) -> Result<Option<Checkpoint>> {
    const SQL: &str = "SELECT token FROM checkpoint WHERE org_id = $1 AND source_id = $2";
    let row: Option<Token> = row!(tx, "get a checkpoint", SQL, org.as_uuid(), id.as_uuid())?;
    Ok(row.map(|it| Checkpoint(it.token)))
}

/// Moves the checkpoint. In the same transaction as the data it covers, never before.
///
/// # Errors
/// Conflict when the source does not exist any more.
pub async fn set_checkpoint(
    tx: &mut Tx,
    org: OrgId,
    id: SourceId,
    to: &Checkpoint,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "INSERT INTO checkpoint (org_id, source_id, token, saved_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (org_id, source_id) DO UPDATE SET token = excluded.token, saved_at = excluded.saved_at";
    run!(
        tx,
        "save a checkpoint",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        to.0.as_slice(),
        micros(at)
    )
    .map(drop)
}

/// Forgets the checkpoint: the source starts again at the live end.
///
/// # Errors
/// When the database fails.
pub async fn clear_checkpoint(tx: &mut Tx, org: OrgId, id: SourceId) -> Result<()> {
    const SQL: &str = "DELETE FROM checkpoint WHERE org_id = $1 AND source_id = $2";
    run!(tx, "clear a checkpoint", SQL, org.as_uuid(), id.as_uuid()).map(drop)
}

/// Counts `n` more events, the last one received at `last_at`.
///
/// # Errors
/// When the database fails.
pub async fn add_received(
    tx: &mut Tx,
    org: OrgId,
    id: SourceId,
    n: u64,
    last_at: Timestamp,
) -> Result<()> {
    const SQL: &str = "UPDATE source SET received = received + $3,
            last_event_at = CASE WHEN last_event_at > $4 THEN last_event_at ELSE $4 END
        WHERE org_id = $1 AND id = $2";
    run!(
        tx,
        "count what a source received",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        figure(n),
        micros(last_at)
    )
    .map(drop)
}

/// Counts `n` more things not kept for `reason`, with one of them as a sample.
///
/// # Errors
/// Conflict when the source does not exist any more.
pub async fn count_dropped(tx: &mut Tx, org: OrgId, id: SourceId, dropped: &Dropped) -> Result<()> {
    const SQL: &str = "INSERT INTO source_drop (org_id, source_id, reason, n, sample, last_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (org_id, source_id, reason) DO UPDATE
        SET n = source_drop.n + excluded.n, sample = excluded.sample, last_at = excluded.last_at";
    let sample = cut(&dropped.sample, SAMPLE_CHARS_MAX);
    run!(
        tx,
        "count what a source dropped",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        dropped.reason.as_str(),
        figure(dropped.n),
        clean(sample),
        micros(dropped.last_at)
    )
    .map(drop)
}

/// What the source received and did not keep, the most frequent reason first.
///
/// # Errors
/// When the database fails.
pub async fn dropped(tx: &mut Tx, org: OrgId, id: SourceId) -> Result<Vec<Dropped>> {
    const SQL: &str = "SELECT reason, n, sample, last_at FROM source_drop
        WHERE org_id = $1 AND source_id = $2 ORDER BY n DESC, reason";
    rows!(
        tx,
        "list what a source dropped",
        SQL,
        org.as_uuid(),
        id.as_uuid()
    )
}

/// Notes why the source cannot be heard: by its name, and one sentence for who runs the server.
///
/// # Errors
/// When the database fails.
pub async fn set_error(
    tx: &mut Tx,
    org: OrgId,
    id: SourceId,
    (reason, error): (FailReason, &str),
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "UPDATE source SET last_error = $3, last_error_at = $4, last_reason = $5
        WHERE org_id = $1 AND id = $2";
    run!(
        tx,
        "note a source's error",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        clean(cut(error, ERROR_CHARS_MAX)),
        micros(at),
        reason.as_str()
    )
    .map(drop)
}

/// # Errors
/// When the database fails.
pub async fn clear_error(tx: &mut Tx, org: OrgId, id: SourceId) -> Result<()> {
    const SQL: &str =
        "UPDATE source SET last_error = NULL, last_reason = NULL, last_error_at = NULL
        WHERE org_id = $1 AND id = $2 AND last_error IS NOT NULL";
    run!(
        tx,
        "clear a source's error",
        SQL,
        org.as_uuid(),
        id.as_uuid()
    )
    .map(drop)
}

/// The first `max` characters.
fn cut(text: &str, max: usize) -> &str {
    text.char_indices()
        .nth(max)
        .map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests;
