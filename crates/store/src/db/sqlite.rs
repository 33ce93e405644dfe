//! SQLite's connections: one that writes, some that read, each checked before its first use.

use std::{fs, path::Path, time::Duration};

use sqlx::{
    ConnectOptions, Executor, Row, Sqlite, SqliteConnection,
    pool::{Pool, PoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::error::{Error, Result};

/// How long SQLite itself waits for a lock held by another process (a backup, a second program that
/// migrates). A slow disk under load has been seen to take ten seconds for one durable write.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);
/// How often, and after what pause, a file that another program is opening is tried again.
const OPEN_TRIES: u32 = 200;
const OPEN_PAUSE: Duration = Duration::from_millis(50);
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
    refuse_network(path)?;
    create_private(path).map_err(|source| Error::File {
        path: path.display().to_string(),
        source,
    })?;
    let options = options(path).journal_mode(SqliteJournalMode::Wal);
    let mut tries = 0;
    loop {
        let opened = pool(1, Access::Write).connect_with(options.clone()).await;
        match opened {
            // Who turns the log of a new file on wants the whole file for itself, and for that SQLite
            // does not wait, whatever its timeout.
            Err(error) if is_busy(&error) && tries < OPEN_TRIES => {
                tries += 1;
                tokio::time::sleep(OPEN_PAUSE).await;
            }
            opened => return opened.map_err(Error::doing("open the database")),
        }
    }
}

fn is_busy(error: &sqlx::Error) -> bool {
    const BUSY: u32 = 5;
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    code.and_then(|it| it.parse::<u32>().ok())
        .is_some_and(|it| it & 0xff == BUSY)
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
    let busy_timeout = BUSY_TIMEOUT.as_millis().to_string();
    let wanted: [(&'static str, &str); 7] = [
        ("PRAGMA journal_mode", "wal"),
        ("PRAGMA synchronous", "2"),
        ("PRAGMA foreign_keys", "1"),
        ("PRAGMA busy_timeout", &busy_timeout),
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

/// The log of SQLite is shared through memory and locks that network file systems do not honour.
/// Where the system does not tell its mounts (outside Linux), nothing is refused.
fn refuse_network(path: &Path) -> Result<()> {
    let folder = path
        .parent()
        .filter(|it| !it.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let (Ok(folder), Ok(mounts)) = (
        folder.canonicalize(),
        fs::read_to_string("/proc/self/mountinfo"),
    ) else {
        return Ok(());
    };
    match file_system(&mounts, &folder) {
        Some(kind) if is_network(kind) => Err(Error::NetworkFile {
            path: path.display().to_string(),
            kind: kind.to_owned(),
        }),
        _ => Ok(()),
    }
}

fn is_network(kind: &str) -> bool {
    const KINDS: [&str; 7] = [
        "afs",
        "ceph",
        "cifs",
        "fuse.glusterfs",
        "fuse.sshfs",
        "smb3",
        "smbfs",
    ];
    // `nfs4` and later siblings.
    KINDS.contains(&kind) || kind.starts_with("nfs")
}

/// The type of the file system a folder is on: the deepest mount point above it, the last mounted of
/// several. Format: proc(5), `id parent dev root point options [fields] - type source options`.
fn file_system<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let (mount, rest) = line.split_once(" - ")?;
            // Spaces are written in octal; other escapes do not matter for finding our folder.
            let point = mount.split(' ').nth(4)?.replace("\\040", " ");
            let kind = rest.split(' ').next()?;
            folder.starts_with(&point).then_some((point.len(), kind))
        })
        .max_by_key(|(len, _)| *len)
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests;
