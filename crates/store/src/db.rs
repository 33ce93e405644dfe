//! Opening a database: pools, settings set and read back, migrations.

use std::{path::PathBuf, sync::Arc};

use sqlx::{Postgres, Sqlite, pool::Pool};

use crate::{
    Dialect, Tx, doctor,
    error::{Error, Result},
    migrate,
    tx::Conn,
};

mod postgres;
mod sqlite;

/// Where the data are and how many may read at once.
#[derive(Clone, Debug)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Connections that read beside the writing ones; at least one is opened.
    pub readers: u32,
}

/// An open database. Cheap to clone; all clones share the connections.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    pools: Pools,
    warnings: Vec<String>,
}

enum Pools {
    Sqlite {
        writer: Pool<Sqlite>,
        readers: Pool<Sqlite>,
        file: PathBuf,
    },
    Postgres {
        writers: Pool<Postgres>,
        readers: Pool<Postgres>,
    },
}

impl Db {
    /// Opens the database, creating the SQLite file if need be, checks its settings and migrates it.
    ///
    /// # Errors
    /// When it cannot be reached, when a setting that durability rests on does not hold
    /// ([`crate::Kind::Refused`]), or when a newer program migrated it ([`crate::Kind::SchemaTooNew`]).
    pub async fn open(config: &Config) -> Result<Self> {
        let readers = config.readers.max(1);
        let pools = if let Some(path) = sqlite::path(&config.url) {
            let writer = sqlite::writer(path).await?;
            Pools::Sqlite {
                writer,
                readers: sqlite::readers(path, readers),
                file: path.to_owned(),
            }
        } else if config.url.starts_with("postgres://") || config.url.starts_with("postgresql://") {
            let writers = postgres::writers(&config.url).await?;
            Pools::Postgres {
                writers,
                readers: postgres::readers(&config.url, readers)?,
            }
        } else {
            return Err(Error::Address);
        };
        let mut tx = pools.write().await?;
        migrate::run(&mut tx).await?;
        tx.commit().await?;
        let warnings = doctor::warnings(&mut pools.read().await?).await?;
        Ok(Self(Arc::new(Inner { pools, warnings })))
    }

    /// A transaction that writes. On SQLite there is one at a time; others wait in order.
    ///
    /// # Errors
    /// When no connection came free in time or the database is away: transient.
    pub async fn write(&self) -> Result<Tx> {
        self.0.pools.write().await
    }

    /// A transaction that only reads, all of it from one moment. Never waits for a writer.
    ///
    /// # Errors
    /// When no connection came free in time or the database is away: transient.
    pub async fn read(&self) -> Result<Tx> {
        self.0.pools.read().await
    }

    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.0.pools {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// What the operator should know about the server's settings; empty when all is well.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.0.warnings
    }

    /// How much room is left where a SQLite file is, in bytes; `None` where we cannot know.
    #[must_use]
    pub fn disk_free(&self) -> Option<u64> {
        let Pools::Sqlite { file, .. } = &self.0.pools else {
            return None;
        };
        let disk = rustix::fs::statvfs(file.as_path()).ok()?;
        Some(disk.f_bavail.saturating_mul(disk.f_frsize))
    }

    /// Closes all connections; transactions still open are waited for.
    pub async fn close(&self) {
        match &self.0.pools {
            Pools::Sqlite {
                writer, readers, ..
            } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { writers, readers } => {
                readers.close().await;
                writers.close().await;
            }
        }
    }
}

impl Pools {
    async fn write(&self) -> Result<Tx> {
        match self {
            Pools::Sqlite { writer, .. } => {
                writer.begin_with("BEGIN IMMEDIATE").await.map(Conn::Sqlite)
            }
            Pools::Postgres { writers, .. } => writers.begin().await.map(Conn::Postgres),
        }
        .map(Tx)
        .map_err(Error::doing("begin writing"))
    }

    async fn read(&self) -> Result<Tx> {
        match self {
            Pools::Sqlite { readers, .. } => readers.begin().await.map(Conn::Sqlite),
            Pools::Postgres { readers, .. } => {
                const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                readers.begin_with(BEGIN).await.map(Conn::Postgres)
            }
        }
        .map(Tx)
        .map_err(Error::doing("begin reading"))
    }
}

#[cfg(test)]
mod tests;
