//! PostgreSQL's connections: some that write, some that read, with limits on how long they may hang.

use std::{str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, Executor, PgConnection, Postgres, Row,
    pool::{Pool, PoolOptions},
    postgres::PgConnectOptions,
};

use crate::error::{Error, Result};

/// Writers at once: ingest, the web and jobs; they mostly wait for each other's organisation.
const WRITERS_MAX: u32 = 4;
/// How long a transaction waits for a connection before it is told to come back.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// No statement of ours is meant to take this long; a lost plan must not hold the organisation.
const STATEMENT_TIMEOUT: &str = "30s";
/// A transaction of ours never waits for the network, so one that idles is a mistake or a dead peer.
const IDLE_TIMEOUT: &str = "60s";
/// Less than the statement's: waiting for a lock is told apart from slow work.
const LOCK_TIMEOUT: &str = "10s";

pub(super) async fn writers(url: &str) -> Result<Pool<Postgres>> {
    pool(WRITERS_MAX)
        .connect_with(options(url)?)
        .await
        .map_err(Error::doing("connect to the database"))
}

pub(super) fn readers(url: &str, n: u32) -> Result<Pool<Postgres>> {
    Ok(pool(n).connect_lazy_with(options(url)?))
}

fn pool(n: u32) -> PoolOptions<Postgres> {
    PoolOptions::new()
        .max_connections(n)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(|c, _| Box::pin(async move { check(c).await }))
}

fn options(url: &str) -> Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url).map_err(|_| Error::Address)?;
    Ok(options
        .application_name("vigie")
        .options([
            ("statement_timeout", STATEMENT_TIMEOUT),
            ("idle_in_transaction_session_timeout", IDLE_TIMEOUT),
            ("lock_timeout", LOCK_TIMEOUT),
        ])
        .disable_statement_logging())
}

/// Refuses a database that would store something else than what it was given.
async fn check(c: &mut PgConnection) -> sqlx::Result<()> {
    let encoding: String = c.fetch_one("SHOW server_encoding").await?.try_get(0)?;
    if encoding != "UTF8" {
        let why = format!("the database's encoding is `{encoding}` where `UTF8` is needed");
        return Err(sqlx::Error::Configuration(why.into()));
    }
    Ok(())
}
