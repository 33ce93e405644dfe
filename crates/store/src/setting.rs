//! Settings as JSON text by key, of an organisation or of the whole instance.

use model::OrgId;

use crate::{
    Tx,
    column::clean,
    error::{Error, Result},
};

/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, key: &str) -> Result<Option<String>> {
    const SQL: &str = "SELECT value FROM setting WHERE org_id = $1 AND key = $2";
    let row: Option<(String,)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(org.as_uuid())
        .bind(key)
        .fetch_optional(c)
        .await)
    .map_err(Error::doing("get a setting"))?;
    Ok(row.map(|(value,)| value))
}

/// # Errors
/// Conflict when the organisation does not exist.
pub async fn set(tx: &mut Tx, org: OrgId, key: &str, json: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO setting (org_id, key, value) VALUES ($1, $2, $3)
        ON CONFLICT (org_id, key) DO UPDATE SET value = excluded.value";
    on!(tx, |c| sqlx::query(SQL)
        .bind(org.as_uuid())
        .bind(key)
        .bind(clean(json))
        .execute(c)
        .await
        .map(drop))
    .map_err(Error::doing("set a setting"))
}

/// # Errors
/// When the database fails.
pub async fn get_instance(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    const SQL: &str = "SELECT value FROM instance_setting WHERE key = $1";
    let row: Option<(String,)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(key)
        .fetch_optional(c)
        .await)
    .map_err(Error::doing("get a setting of the instance"))?;
    Ok(row.map(|(value,)| value))
}

/// # Errors
/// When the database fails.
pub async fn set_instance(tx: &mut Tx, key: &str, json: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO instance_setting (key, value) VALUES ($1, $2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    on!(tx, |c| sqlx::query(SQL)
        .bind(key)
        .bind(clean(json))
        .execute(c)
        .await
        .map(drop))
    .map_err(Error::doing("set a setting of the instance"))
}

#[cfg(test)]
mod tests;
