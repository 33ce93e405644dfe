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

impl Dialect {
    /// One sentence a fault.
    pub(crate) const fn integrity_sql(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT 100"
            }
            Self::Postgres => {
                "SELECT 'the index `' || indexrelid::regclass || '` is not valid' FROM pg_index
                WHERE NOT indisvalid ORDER BY 1"
            }
        }
    }

    /// One sentence a fault.
    pub(crate) const fn foreign_keys_sql(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT COUNT(*) || ' rows of `' || \"table\" || '` point to no `' || parent || '`'
                FROM pragma_foreign_key_check GROUP BY \"table\", parent"
            }
            Self::Postgres => {
                "SELECT 'the reference `' || conname || '` was never checked' FROM pg_constraint
                WHERE contype = 'f' AND NOT convalidated ORDER BY 1"
            }
        }
    }

    /// `name, bytes` a table with its indexes.
    pub(crate) const fn sizes_sql(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT s.tbl_name AS name, SUM(d.pgsize) AS bytes
                FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
                WHERE d.aggregate = TRUE AND s.tbl_name NOT LIKE 'sqlite_%'
                GROUP BY s.tbl_name ORDER BY bytes DESC, s.tbl_name"
            }
            Self::Postgres => {
                "SELECT c.relname::text AS name, pg_total_relation_size(c.oid) AS bytes
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind = 'r' AND n.nspname = current_schema() ORDER BY bytes DESC, c.relname"
            }
        }
    }

    /// `bytes` of the whole database.
    pub(crate) const fn size_sql(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size"
            }
            Self::Postgres => "SELECT pg_database_size(current_database()) AS bytes",
        }
    }

    /// `name, value` a setting.
    pub(crate) const fn settings_sql(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT 'version' AS name, sqlite_version() AS value
                UNION ALL SELECT 'journal_mode', CAST(journal_mode AS TEXT) FROM pragma_journal_mode
                UNION ALL SELECT 'synchronous', CAST(synchronous AS TEXT) FROM pragma_synchronous
                UNION ALL SELECT 'foreign_keys', CAST(foreign_keys AS TEXT) FROM pragma_foreign_keys
                UNION ALL SELECT 'secure_delete', CAST(secure_delete AS TEXT) FROM pragma_secure_delete
                UNION ALL SELECT 'trusted_schema', CAST(trusted_schema AS TEXT) FROM pragma_trusted_schema
                UNION ALL SELECT 'query_only', CAST(query_only AS TEXT) FROM pragma_query_only"
            }
            Self::Postgres => {
                "SELECT 'version' AS name, current_setting('server_version') AS value
                UNION ALL SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes',
                'synchronous_commit', 'server_encoding', 'statement_timeout', 'lock_timeout',
                'idle_in_transaction_session_timeout')"
            }
        }
    }
}

/// Holds the organisation's posts, queries and mentions for this transaction alone.
///
/// SQLite has one writer at a time anyway. Answers whether the organisation exists.
pub(crate) async fn lock_org(tx: &mut Tx, org: OrgId) -> Result<bool> {
    let id = org.as_uuid();
    let found = match &mut tx.0 {
        Conn::Sqlite(tx) => {
            const SQL: &str = "SELECT 1 FROM org_counter WHERE org_id = $1";
            sqlx::query(SQL)
                .bind(id)
                .fetch_optional(&mut **tx)
                .await
                .map(|row| row.is_some())
        }
        Conn::Postgres(tx) => {
            const SQL: &str = "SELECT 1 FROM org_counter WHERE org_id = $1 FOR UPDATE";
            sqlx::query(SQL)
                .bind(id)
                .fetch_optional(&mut **tx)
                .await
                .map(|row| row.is_some())
        }
    };
    found.map_err(Error::doing("lock the organisation"))
}

/// Rows of one statement built from a list. Twenty-one columns a row stay far below both limits on
/// parameters (32,766 on SQLite, 65,535 on PostgreSQL).
pub(crate) const ROWS_MAX: usize = 400;
