//! Organisations: the tenants.

use jiff::Timestamp;
use model::OrgId;

use crate::{
    Tx,
    column::{clean, micros},
    error::{Error, Result},
};

record! {
    pub struct Org {
        pub id: OrgId,
        pub name: String,
        /// What it is, free text: `city`, `post`, `museum`…
        pub kind: String,
        /// An IANA name, `Europe/Paris`.
        pub timezone: String,
        pub created_at: Timestamp,
    }
}

/// Also creates the organisation's counters.
///
/// # Errors
/// Conflict when the id is taken.
pub async fn insert(tx: &mut Tx, org: &Org) -> Result<()> {
    const ORG: &str =
        "INSERT INTO org (id, name, kind, timezone, created_at) VALUES ($1, $2, $3, $4, $5)";
    const COUNTER: &str = "INSERT INTO org_counter (org_id) VALUES ($1)";
    run!(
        tx,
        "insert an organisation",
        ORG,
        org.id.as_uuid(),
        clean(&org.name),
        clean(&org.kind),
        clean(&org.timezone),
        micros(org.created_at)
    )
    .map(drop)?;
    run!(
        tx,
        "insert an organisation's counters",
        COUNTER,
        org.id.as_uuid()
    )
    .map(drop)
}

/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: OrgId) -> Result<Option<Org>> {
    const SQL: &str = "SELECT id, name, kind, timezone, created_at FROM org WHERE id = $1";
    row!(tx, "get an organisation", SQL, id.as_uuid())
}

/// All of them, oldest first; an instance has few.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<Org>> {
    const SQL: &str =
        "SELECT id, name, kind, timezone, created_at FROM org ORDER BY created_at, id";
    on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await).map_err(Error::doing("list organisations"))
}

/// Changes its name, kind and time zone; answers whether it exists.
///
/// # Errors
/// When the database fails.
pub async fn update(tx: &mut Tx, org: &Org) -> Result<bool> {
    const SQL: &str = "UPDATE org SET name = $2, kind = $3, timezone = $4 WHERE id = $1";
    Ok(run!(
        tx,
        "update an organisation",
        SQL,
        org.id.as_uuid(),
        clean(&org.name),
        clean(&org.kind),
        clean(&org.timezone)
    )? == 1)
}

#[cfg(test)]
mod tests;
