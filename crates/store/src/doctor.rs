//! What `vigie doctor` asks: is the database whole, how large is it, how is it set.

use crate::{
    Tx,
    error::{Error, Result},
    tx::Conn,
};

/// What an operator should know about the server's settings, one sentence each.
pub(crate) async fn warnings(tx: &mut Tx) -> Result<Vec<String>> {
    let Conn::Postgres(tx) = &mut tx.0 else { return Ok(Vec::new()) };
    const SQL: &str = "SELECT name, setting FROM pg_settings
        WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name";
    let off: Vec<(String, String)> =
        sqlx::query_as(SQL).fetch_all(&mut **tx).await.map_err(Error::doing("read the server's settings"))?;
    Ok(off
        .into_iter()
        .map(|(name, value)| format!("PostgreSQL's `{name}` is `{value}`: a power cut can lose what was accepted"))
        .collect())
}
