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

/// Runs a statement of one text for both databases with what stands for its `$1`, `$2`…; answers how
/// many rows it touched.
macro_rules! run {
    ($tx:expr, $doing:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, |c| sqlx::query($sql)$(.bind($bind))*.execute(c).await.map(|it| it.rows_affected()))
            .map_err($crate::error::Error::doing($doing))
    };
}

/// As [`run`], for the records that a statement finds.
macro_rules! rows {
    ($tx:expr, $doing:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, |c| sqlx::query_as($sql)$(.bind($bind))*.fetch_all(c).await)
            .map_err($crate::error::Error::doing($doing))
    };
}

/// As [`run`], for the one record that a statement may find.
macro_rules! row {
    ($tx:expr, $doing:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, |c| sqlx::query_as($sql)$(.bind($bind))*.fetch_optional(c).await)
            .map_err($crate::error::Error::doing($doing))
    };
}

/// As [`run`], for the ids in the one column that a statement finds.
macro_rules! ids {
    ($tx:expr, $doing:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, |c| sqlx::query_scalar::<_, uuid::Uuid>($sql)$(.bind($bind))*.fetch_all(c).await)
            .map_err($crate::error::Error::doing($doing))
    };
}

/// Begins a statement with `wanted (org_id, id)`, a table of ids to look up.
///
/// Without statistics SQLite thinks that an organisation has ten rows and may read them all rather
/// than look a few ids up. It cannot when the whole key comes from one table: join it by
/// `FROM wanted w CROSS JOIN`, or ask `(org_id, id) IN (SELECT org_id, id FROM wanted)`.
macro_rules! with_ids {
    ($db:ty, $org:expr, $ids:expr) => {{
        let mut sql = sqlx::QueryBuilder::<$db>::new("WITH wanted (org_id, id) AS (");
        sql.push_values($ids, |mut row, id| {
            row.push_bind($org.as_uuid()).push_bind(id.as_uuid());
        });
        sql.push(") ");
        sql
    }};
}

/// As [`with_ids`], for the keys of authors: `wanted (org_id, network, host, author_id)`.
macro_rules! with_authors {
    ($db:ty, $org:expr, $refs:expr) => {{
        let mut sql =
            sqlx::QueryBuilder::<$db>::new("WITH wanted (org_id, network, host, author_id) AS (");
        sql.push_values($refs, |mut row, it| {
            row.push_bind($org.as_uuid())
                .push_bind(it.network.slug())
                .push_bind($crate::column::clean(&it.host))
                .push_bind($crate::column::clean(&it.id));
        });
        sql.push(") ");
        sql
    }};
}
