//! Bringing a database to the schema this program knows: forward only, each step one transaction.
//!
//! The same numbers on both databases. A step is never edited once released: what was applied is
//! remembered with a checksum, and a difference stops the start.

use crate::{
    Dialect, Tx,
    error::{Error, Result},
    tx::Conn,
};

struct Migration {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migration {
    ($version:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

const ALL: &[Migration] = &[
    migration!(1, "0001_first"),
    migration!(2, "0002_workplace"),
    migration!(3, "0003_sources"),
    migration!(4, "0004_judgements"),
    migration!(5, "0005_archive"),
];

impl Migration {
    const fn sql(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        }
    }
}

/// The newest schema this program knows, and any open database has.
#[must_use]
pub fn known() -> i64 {
    ALL.last().map_or(0, |it| it.version)
}

/// Applies what is missing inside `tx`, which the caller commits. Answers how many steps it took.
pub(crate) async fn run(tx: &mut Tx) -> Result<usize> {
    lock(tx).await?;
    prepare(tx).await?;
    let applied = applied(tx).await?;
    if let Some((found, _)) = applied.last().filter(|(version, _)| *version > known()) {
        return Err(Error::SchemaTooNew {
            found: *found,
            known: known(),
        });
    }
    let dialect = tx.dialect();
    let mut n_run = 0;
    for migration in ALL {
        let sql = migration.sql(dialect);
        let sum = checksum(sql);
        match applied
            .iter()
            .find(|(version, _)| *version == migration.version)
        {
            Some((version, old)) if *old != sum => {
                return Err(Error::MigrationChanged { version: *version });
            }
            Some(_) => {}
            None => {
                apply(tx, migration, sql, sum).await?;
                n_run += 1;
            }
        }
    }
    Ok(n_run)
}

/// Two programs that start at once on one PostgreSQL migrate one after the other, and a step may take
/// longer than a statement usually may. SQLite has one writer and no such limit.
async fn lock(tx: &mut Tx) -> Result<()> {
    const KEY: i64 = 0x7669_6769_6500_0001; // "vigie", then which lock
    const PATIENCE: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0";
    const LOCK: &str = "SELECT pg_advisory_xact_lock($1)";
    if let Conn::Postgres(tx) = &mut tx.0 {
        let doing = "lock for migrating";
        sqlx::raw_sql(PATIENCE)
            .execute(&mut **tx)
            .await
            .map_err(Error::doing(doing))?;
        sqlx::query(LOCK)
            .bind(KEY)
            .execute(&mut **tx)
            .await
            .map_err(Error::doing(doing))?;
    }
    Ok(())
}

async fn prepare(tx: &mut Tx) -> Result<()> {
    const SQL: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
        version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum BIGINT NOT NULL)";
    // `BIGINT` is no type of a STRICT table; here affinity does, and one text serves both.
    on!(tx, |c| sqlx::raw_sql(SQL).execute(c).await.map(|_| ()))
        .map_err(Error::doing("prepare migrating"))
}

async fn applied(tx: &mut Tx) -> Result<Vec<(i64, i64)>> {
    const SQL: &str = "SELECT version, checksum FROM schema_migration ORDER BY version";
    on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)
        .map_err(Error::doing("read the schema version"))
}

async fn apply(tx: &mut Tx, migration: &Migration, sql: &'static str, sum: i64) -> Result<()> {
    const SQL: &str = "INSERT INTO schema_migration (version, name, checksum) VALUES ($1, $2, $3)";
    on!(tx, |c| sqlx::raw_sql(sql).execute(c).await.map(|_| ()))
        .map_err(Error::doing("migrate"))?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(migration.version)
        .bind(migration.name)
        .bind(sum)
        .execute(c)
        .await
        .map(|_| ()))
    .map_err(Error::doing("remember a migration"))?;
    tracing::info!(
        migration = migration.name,
        "applied migration `{}`",
        migration.name
    );
    Ok(())
}

/// FNV-1a, 64 bits: it has to notice an edit, not an enemy.
const fn checksum(sql: &str) -> i64 {
    let bytes = sql.as_bytes();
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    let mut i = 0;
    while i < bytes.len() {
        sum ^= bytes[i] as u64;
        sum = sum.wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    sum.cast_signed()
}

#[cfg(test)]
mod tests;
