//! All that differs between the two databases once a transaction is open. Twelve functions at most.

use model::OrgId;

use crate::{
    Tx,
    error::{Error, Result},
    tx::Conn,
};

/// Which database we talk to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// Holds the organisation's posts, queries and mentions for this transaction alone.
///
/// SQLite has one writer at a time anyway. Answers whether the organisation exists.
pub(crate) async fn lock_org(tx: &mut Tx, org: OrgId) -> Result<bool> {
    let id = org.as_uuid();
    let found = match &mut tx.0 {
        Conn::Sqlite(tx) => {
            const SQL: &str = "SELECT 1 FROM org_counter WHERE org_id = $1";
            sqlx::query(SQL).bind(id).fetch_optional(&mut **tx).await.map(|row| row.is_some())
        }
        Conn::Postgres(tx) => {
            const SQL: &str = "SELECT 1 FROM org_counter WHERE org_id = $1 FOR UPDATE";
            sqlx::query(SQL).bind(id).fetch_optional(&mut **tx).await.map(|row| row.is_some())
        }
    };
    found.map_err(Error::doing("lock the organisation"))
}

/// Rows of one statement built from a list. Twenty-one columns a row stay far below both limits on
/// parameters (32,766 on SQLite, 65,535 on PostgreSQL).
pub(crate) const ROWS_MAX: usize = 400;
