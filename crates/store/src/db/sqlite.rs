//! SQLite's connections: one that writes, some that read, each checked before its first use.

use std::{fs, path::Path, time::Duration};

use sqlx::{
    ConnectOptions, Executor, Row, Sqlite, SqliteConnection,
    pool::{Pool, PoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::error::{Error, Result};

/// How long SQLite itself waits for a lock held by another process (a backup, `vigie doctor`).
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a transaction waits for its turn before it is told to come back: a web request must
/// not hang behind a stuck writer.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// Memory each connection may use to keep pages, in KiB; negative is SQLite's way of saying KiB.
const CACHE_KIB: &str = "-16000";
/// How much of the file is read through the page cache of the system instead of copies.
const MMAP_BYTES: &str = "268435456";
/// Pages of 4 KiB the write-ahead log takes before they are copied into the file. A batch of posts
/// touches some 600, many of them the same as the batch before: copying them each time would cost a
/// fifth of the ingest rate.
const CHECKPOINT_PAGES: &str = "4000";
/// The write-ahead log is cut back to this after a checkpoint, or one long transaction would leave
/// it large for ever.
const JOURNAL_BYTES_MAX: &str = "67108864";

/// The path in `sqlite:PATH` or `sqlite://PATH`.
pub(super) fn path(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    (!path.is_empty()).then(|| Path::new(path))
}

pub(super) async fn writer(path: &Path) -> Result<Pool<Sqlite>> {
    create_private(path).map_err(|source| Error::File {
        path: path.display().to_string(),
        source,
    })?;
    let options = options(path).journal_mode(SqliteJournalMode::Wal);
    pool(1, Access::Write)
        .connect_with(options)
        .await
        .map_err(Error::doing("open the database"))
}

pub(super) fn readers(path: &Path, n: u32) -> Pool<Sqlite> {
    pool(n, Access::Read).connect_lazy_with(options(path).pragma("query_only", "ON"))
}

#[derive(Clone, Copy)]
enum Access {
    Write,
    Read,
}

fn pool(n: u32, access: Access) -> PoolOptions<Sqlite> {
    PoolOptions::new()
        .max_connections(n)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A local file does not go away; reopening would only drop warm caches.
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(move |c, _| Box::pin(async move { check(c, access).await }))
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "ON")
        .pragma("trusted_schema", "OFF")
        .pragma("cache_size", CACHE_KIB)
        .pragma("mmap_size", MMAP_BYTES)
        .pragma("journal_size_limit", JOURNAL_BYTES_MAX)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

/// Reads back what durability and safety rest on: a setting not taken is silent otherwise.
async fn check(c: &mut SqliteConnection, access: Access) -> sqlx::Result<()> {
    let query_only = match access {
        Access::Write => "0",
        Access::Read => "1",
    };
    let wanted: [(&'static str, &str); 7] = [
        ("PRAGMA journal_mode", "wal"),
        ("PRAGMA synchronous", "2"),
        ("PRAGMA foreign_keys", "1"),
        ("PRAGMA busy_timeout", "5000"),
        ("PRAGMA secure_delete", "1"),
        ("PRAGMA trusted_schema", "0"),
        ("PRAGMA query_only", query_only),
    ];
    for (pragma, wanted) in wanted {
        let row = c.fetch_one(pragma).await?;
        let found = row
            .try_get::<i64, _>(0)
            .map_or_else(|_| row.try_get::<String, _>(0), |n| Ok(n.to_string()))?;
        if found != wanted {
            let why = format!(
                "`{pragma}` is `{found}` where `{wanted}` is needed (is the folder on a local disk?)"
            );
            return Err(sqlx::Error::Configuration(why.into()));
        }
    }
    Ok(())
}

/// Creates the file readable by its owner only; SQLite gives its log the same rights.
fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map(drop)
}
