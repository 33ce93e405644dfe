//! What can go wrong, sorted by what the caller can do about it.

use std::borrow::Cow;

/// What an error means for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The database is busy, away or restarting: the same transaction may succeed later.
    Transient,
    /// Someone else's data stands in the way (a login that is taken, a parent that was deleted).
    Conflict,
    /// The disk is full: stop taking in, tell the operator.
    Full,
    /// What is stored cannot be read.
    Corrupt,
    /// A newer program already migrated this database.
    SchemaTooNew,
    /// The address, the access rights or the server's settings: a person has to act.
    Refused,
    /// A mistake of ours.
    Bug,
}

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("could not {doing}")]
    Sql {
        doing: &'static str,
        kind: Kind,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error(
        "expected a database address such as `sqlite:vigie.db` or `postgres://user@host/vigie`"
    )]
    Address,
    #[error("could not create the database file `{path}`")]
    File {
        path: String,
        #[source]
        source: std::io::Error,
    },
    #[error(
        "`{path}` is on a network file system (`{kind}`), where SQLite loses data: use a local disk or PostgreSQL"
    )]
    NetworkFile { path: String, kind: String },
    #[error(
        "the database has schema {found}, this program knows up to {known}: use a newer program"
    )]
    SchemaTooNew { found: i64, known: i64 },
    #[error("migration {version} differs from the one this database was made with")]
    MigrationChanged { version: i64 },
    #[error("a stored `{field}` cannot be read: {why}")]
    Unreadable { field: &'static str, why: String },
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Sql { kind, .. } => *kind,
            Self::Address | Self::File { .. } | Self::NetworkFile { .. } => Kind::Refused,
            Self::SchemaTooNew { .. } => Kind::SchemaTooNew,
            Self::MigrationChanged { .. } | Self::Unreadable { .. } => Kind::Corrupt,
        }
    }

    /// Names what was being done when `sqlx` failed: `.map_err(Error::doing("save posts"))`.
    pub(crate) fn doing(doing: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| Self::Sql {
            doing,
            kind: kind_of(&source),
            source: source.into(),
        }
    }
}

fn kind_of(error: &sqlx::Error) -> Kind {
    match error {
        sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => Kind::Full,
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => Kind::Transient,
        sqlx::Error::Configuration(_) => Kind::Refused,
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Kind::Corrupt,
        sqlx::Error::Database(database) => kind_of_code(database.as_ref()),
        _ => Kind::Bug,
    }
}

fn kind_of_code(error: &dyn sqlx::error::DatabaseError) -> Kind {
    if error.is_unique_violation() || error.is_foreign_key_violation() {
        return Kind::Conflict;
    }
    let code = error.code().unwrap_or(Cow::Borrowed(""));
    if error
        .try_downcast_ref::<sqlx::postgres::PgDatabaseError>()
        .is_some()
    {
        kind_of_sqlstate(&code)
    } else {
        code.parse().map_or(Kind::Bug, kind_of_sqlite)
    }
}

/// SQLSTATE classes: 08 connection, 28 authorisation, 3D no such database, 40 serialisation or
/// deadlock, 42501 rights, 53 resources, 55P03 lock timeout, 57 operator (statement timeout,
/// shutdown), XX corruption.
fn kind_of_sqlstate(code: &str) -> Kind {
    match code {
        "53100" => Kind::Full,
        "42501" => Kind::Refused,
        "55P03" => Kind::Transient,
        _ => match code.get(..2).unwrap_or("") {
            "08" | "40" | "53" | "57" => Kind::Transient,
            "28" | "3D" => Kind::Refused,
            "XX" => Kind::Corrupt,
            _ => Kind::Bug,
        },
    }
}

/// SQLite's extended result code; its low byte is the primary one.
fn kind_of_sqlite(code: u32) -> Kind {
    match code & 0xff {
        5 | 6 | 10 => Kind::Transient, // busy, locked, input/output
        11 | 26 => Kind::Corrupt,      // corrupt, not a database
        13 => Kind::Full,
        3 | 8 | 14 | 23 => Kind::Refused, // permission, read-only, cannot open, not authorised
        _ => Kind::Bug,
    }
}

#[cfg(test)]
mod tests;
