//! Lists of authors, which queries name. What is removed is only marked, for the day it can be brought
//! back.

use jiff::Timestamp;
use model::{ListId, OrgId};

use crate::{
    Tx,
    column::{clean, micros},
    error::Result,
};

record! {
    pub struct List {
        pub id: ListId,
        pub org: OrgId,
        pub name: String,
        /// JSON: a list of texts.
        pub handles: String,
        pub created_at: Timestamp,
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, org_id AS org, name, handles, created_at FROM author_list ",
            $rest
        )
    };
}

/// # Errors
/// Conflict when the id is taken or the organisation does not exist.
pub async fn insert(tx: &mut Tx, list: &List) -> Result<()> {
    const SQL: &str = "INSERT INTO author_list (org_id, id, name, handles, created_at) VALUES ($1, $2, $3, $4, $5)";
    run!(
        tx,
        "insert a list",
        SQL,
        list.org.as_uuid(),
        list.id.as_uuid(),
        clean(&list.name),
        clean(&list.handles),
        micros(list.created_at)
    )
    .map(drop)
}

/// All of an organisation, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, org: OrgId) -> Result<Vec<List>> {
    const SQL: &str = select!("WHERE org_id = $1 AND removed_at IS NULL ORDER BY name, id");
    rows!(tx, "list the lists", SQL, org.as_uuid())
}

/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, id: ListId) -> Result<Option<List>> {
    const SQL: &str = select!("WHERE org_id = $1 AND id = $2 AND removed_at IS NULL");
    row!(tx, "get a list", SQL, org.as_uuid(), id.as_uuid())
}

/// Answers whether the list exists.
///
/// # Errors
/// When the database fails.
pub async fn update(
    tx: &mut Tx,
    org: OrgId,
    id: ListId,
    name: &str,
    handles: &str,
) -> Result<bool> {
    const SQL: &str = "UPDATE author_list SET name = $3, handles = $4
        WHERE org_id = $1 AND id = $2 AND removed_at IS NULL";
    Ok(run!(
        tx,
        "update a list",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        clean(name),
        clean(handles)
    )? == 1)
}

/// Puts a list aside; answers whether it was there.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, org: OrgId, id: ListId, at: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE author_list SET removed_at = $3
        WHERE org_id = $1 AND id = $2 AND removed_at IS NULL";
    Ok(run!(
        tx,
        "remove a list",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        micros(at)
    )? == 1)
}

/// Brings a list back; answers it, or `None` when it was not put aside (any more).
///
/// # Errors
/// When the database fails.
pub async fn restore(tx: &mut Tx, org: OrgId, id: ListId) -> Result<Option<List>> {
    const SQL: &str = "UPDATE author_list SET removed_at = NULL
        WHERE org_id = $1 AND id = $2 AND removed_at IS NOT NULL";
    if run!(tx, "restore a list", SQL, org.as_uuid(), id.as_uuid())? == 0 {
        Ok(None)
    } else {
        get(tx, org, id).await
    }
}

/// Deletes the lists put aside before `before`; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn purge_removed(tx: &mut Tx, org: OrgId, before: Timestamp) -> Result<u64> {
    const SQL: &str = "DELETE FROM author_list WHERE org_id = $1 AND removed_at < $2";
    run!(
        tx,
        "purge removed lists",
        SQL,
        org.as_uuid(),
        micros(before)
    )
}

#[cfg(test)]
mod tests;
