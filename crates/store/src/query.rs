//! Saved queries, guarded against lost updates by their version, with every version kept.

use jiff::Timestamp;
use model::{MemberId, OrgId, QueryId};

use crate::{
    Tx,
    column::{clean, figure, micros},
    dialect,
    error::Result,
};

record! {
    pub struct Query {
        pub id: QueryId,
        pub org: OrgId,
        pub name: String,
        /// As its author wrote it.
        pub text: String,
        /// As the printer writes it.
        pub canonical: String,
        /// 1 when made, one more with each change.
        pub version: u64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

record! {
    /// One version a query had.
    pub struct Version {
        pub version: u64,
        pub name: String,
        pub text: String,
        pub canonical: String,
        /// Who wrote it; `None` for the program itself (the demo).
        pub by: Option<MemberId>,
        pub at: Timestamp,
    }
}

record! {
    /// Who wrote a query as it is now.
    pub struct Writer {
        pub query: QueryId,
        pub by: Option<MemberId>,
    }
}

/// What a change puts in place.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    pub name: &'a str,
    pub text: &'a str,
    pub canonical: &'a str,
    pub by: Option<MemberId>,
    pub at: Timestamp,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Updated {
    To(u64),
    /// Someone else changed it first; this is the version now.
    Stale(u64),
    Missing,
}

macro_rules! columns {
    () => {
        "id, org_id AS org, name, text, canonical, version, created_at, updated_at"
    };
}

/// Inserts a query at version 1.
///
/// # Errors
/// Conflict when the id is taken or the organisation does not exist.
pub async fn insert(tx: &mut Tx, org: OrgId, id: QueryId, first: &Change<'_>) -> Result<()> {
    const SQL: &str =
        "INSERT INTO query (org_id, id, name, text, canonical, version, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, 1, $6, $6)";
    run!(
        tx,
        "insert a query",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        clean(first.name),
        clean(first.text),
        clean(first.canonical),
        micros(first.at)
    )
    .map(drop)?;
    remember(tx, org, id, 1, first).await
}

/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, id: QueryId) -> Result<Option<Query>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM query WHERE org_id = $1 AND id = $2"
    );
    row!(tx, "get a query", SQL, org.as_uuid(), id.as_uuid())
}

/// All of an organisation, by age: the matcher holds them all.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, org: OrgId) -> Result<Vec<Query>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM query WHERE org_id = $1 ORDER BY created_at, id"
    );
    rows!(tx, "list queries", SQL, org.as_uuid())
}

/// Changes a query if it is still at version `expected`.
///
/// # Errors
/// When the database fails.
pub async fn update(
    tx: &mut Tx,
    org: OrgId,
    id: QueryId,
    expected: u64,
    change: &Change<'_>,
) -> Result<Updated> {
    const SQL: &str = "UPDATE query SET name = $4, text = $5, canonical = $6, updated_at = $7, version = version + 1
        WHERE org_id = $1 AND id = $2 AND version = $3";
    if run!(
        tx,
        "update a query",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        figure(expected),
        clean(change.name),
        clean(change.text),
        clean(change.canonical),
        micros(change.at)
    )? == 0
    {
        let found = get(tx, org, id).await?;
        return Ok(found.map_or(Updated::Missing, |it| Updated::Stale(it.version)));
    }
    remember(tx, org, id, expected + 1, change).await?;
    Ok(Updated::To(expected + 1))
}

async fn remember(
    tx: &mut Tx,
    org: OrgId,
    id: QueryId,
    version: u64,
    change: &Change<'_>,
) -> Result<()> {
    const SQL: &str = "INSERT INTO query_version (org_id, query_id, version, name, text, canonical, member_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    run!(
        tx,
        "remember a version of a query",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        figure(version),
        clean(change.name),
        clean(change.text),
        clean(change.canonical),
        change.by.map(MemberId::as_uuid),
        micros(change.at)
    )
    .map(drop)
}

/// A page of the versions a query had, newest first, strictly before version `before`.
///
/// # Errors
/// When the database fails.
pub async fn history(
    tx: &mut Tx,
    org: OrgId,
    id: QueryId,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<Version>> {
    const SQL: &str =
        "SELECT version, name, text, canonical, member_id AS by, at FROM query_version
        WHERE org_id = $1 AND query_id = $2 AND version < $3 ORDER BY version DESC LIMIT $4";
    rows!(
        tx,
        "list the versions of a query",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        before.map_or(i64::MAX, figure),
        i64::from(limit)
    )
}

/// Who wrote each query of an organisation as it is now.
///
/// # Errors
/// When the database fails.
pub async fn writers(tx: &mut Tx, org: OrgId) -> Result<Vec<Writer>> {
    const SQL: &str = "SELECT v.query_id AS query, v.member_id AS by FROM query_version v
        JOIN query q ON q.org_id = v.org_id AND q.id = v.query_id AND q.version = v.version
        WHERE v.org_id = $1";
    rows!(tx, "list who wrote queries", SQL, org.as_uuid())
}

/// Deletes a query with its history, its columns and its mentions; answers whether it existed.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, org: OrgId, id: QueryId) -> Result<bool> {
    const SQL: &str = "DELETE FROM query WHERE org_id = $1 AND id = $2";
    dialect::lock_org(tx, org).await?;
    Ok(run!(tx, "delete a query", SQL, org.as_uuid(), id.as_uuid())? == 1)
}

#[cfg(test)]
mod tests;
