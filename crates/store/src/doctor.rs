//! What `vigie doctor` asks: is the database whole, how large is it, how is it set.

use crate::{
    Tx,
    error::{Error, Result},
    tx::Conn,
};

record! {
    /// How much of the disk one table takes, its indexes included.
    pub struct Size {
        pub name: String,
        pub bytes: u64,
    }
}

record! {
    /// A setting of the database as it is in force.
    pub struct Setting {
        pub name: String,
        pub value: String,
    }
}

/// What is broken inside the database, one sentence each; empty when it is whole. SQLite reads the
/// whole file for it; PostgreSQL tells the indexes it does not trust.
///
/// # Errors
/// When the database fails.
pub async fn integrity_check(tx: &mut Tx) -> Result<Vec<String>> {
    sentences(tx, tx.dialect().integrity_sql(), "check the database").await
}

/// References that lead nowhere, one sentence each; empty when there is none.
///
/// # Errors
/// When the database fails.
pub async fn foreign_key_check(tx: &mut Tx) -> Result<Vec<String>> {
    sentences(tx, tx.dialect().foreign_keys_sql(), "check the references").await
}

async fn sentences(tx: &mut Tx, sql: &'static str, doing: &'static str) -> Result<Vec<String>> {
    let rows: Vec<(String,)> =
        on!(tx, |c| sqlx::query_as(sql).fetch_all(c).await).map_err(Error::doing(doing))?;
    Ok(rows.into_iter().map(|(sentence,)| sentence).collect())
}

/// What each table takes, largest first.
///
/// # Errors
/// When the database fails.
pub async fn sizes(tx: &mut Tx) -> Result<Vec<Size>> {
    let sql = tx.dialect().sizes_sql();
    on!(tx, |c| sqlx::query_as(sql).fetch_all(c).await).map_err(Error::doing("measure the tables"))
}

/// What the whole database takes, without reading it.
///
/// # Errors
/// When the database fails.
pub async fn size(tx: &mut Tx) -> Result<u64> {
    let sql = tx.dialect().size_sql();
    let (bytes,): (i64,) = on!(tx, |c| sqlx::query_as(sql).fetch_one(c).await)
        .map_err(Error::doing("measure the database"))?;
    Ok(bytes.unsigned_abs())
}

/// The settings that durability and safety rest on, and the version of the database.
///
/// # Errors
/// When the database fails.
pub async fn settings(tx: &mut Tx) -> Result<Vec<Setting>> {
    let sql = tx.dialect().settings_sql();
    on!(tx, |c| sqlx::query_as(sql).fetch_all(c).await).map_err(Error::doing("read the settings"))
}

/// What an operator should know about the server's settings, one sentence each.
pub(crate) async fn warnings(tx: &mut Tx) -> Result<Vec<String>> {
    let Conn::Postgres(_) = tx.0 else {
        return Ok(Vec::new());
    };
    let settings = settings(tx).await?;
    Ok(settings
        .into_iter()
        .filter(|it| {
            it.value == "off"
                && ["fsync", "full_page_writes", "synchronous_commit"].contains(&&*it.name)
        })
        .map(|it| {
            format!(
                "PostgreSQL's `{}` is `off`: a power cut can lose what was accepted",
                it.name
            )
        })
        .collect())
}

#[cfg(test)]
mod tests;
