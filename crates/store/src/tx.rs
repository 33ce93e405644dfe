//! A transaction on either database, and the macro that runs one statement on whichever it is.

use sqlx::{Postgres, Sqlite, Transaction};

use crate::{
    Dialect,
    error::{Error, Result},
};

/// A transaction. Dropped without [`Tx::commit`], nothing of it stays.
pub struct Tx(pub(crate) Conn);

pub(crate) enum Conn {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// Makes everything done durable and visible.
    ///
    /// # Errors
    /// When the database could not make it durable; then nothing was done.
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Conn::Sqlite(tx) => tx.commit().await,
            Conn::Postgres(tx) => tx.commit().await,
        }
        .map_err(Error::doing("commit"))
    }

    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.0 {
            Conn::Sqlite(_) => Dialect::Sqlite,
            Conn::Postgres(_) => Dialect::Postgres,
        }
    }
}

/// Runs `$body` with the connection as `$c`, compiled once for each database.
///
/// The second form also names the `sqlx` database type, for a `QueryBuilder`.
macro_rules! on {
    ($tx:expr, |$c:ident| $body:expr) => {
        match &mut $tx.0 {
            $crate::tx::Conn::Sqlite(tx) => {
                let $c = &mut **tx;
                $body
            }
            $crate::tx::Conn::Postgres(tx) => {
                let $c = &mut **tx;
                $body
            }
        }
    };
    ($tx:expr, |$c:ident: $db:ident| $body:expr) => {
        match &mut $tx.0 {
            $crate::tx::Conn::Sqlite(tx) => {
                type $db = sqlx::Sqlite;
                let $c = &mut **tx;
                $body
            }
            $crate::tx::Conn::Postgres(tx) => {
                type $db = sqlx::Postgres;
                let $c = &mut **tx;
                $body
            }
        }
    };
}
