//! Settings as JSON text by key, of an organisation or of the whole instance.

use model::OrgId;

use crate::{Tx, column::clean, error::Result};

/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, key: &str) -> Result<Option<String>> {
    const SQL: &str = "SELECT value FROM setting WHERE org_id = $1 AND key = $2";
    let row: Option<(String,)> = row!(tx, "get a setting", SQL, org.as_uuid(), key)?;
    Ok(row.map(|(value,)| value))
}

/// # Errors
/// Conflict when the organisation does not exist.
pub async fn set(tx: &mut Tx, org: OrgId, key: &str, json: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO setting (org_id, key, value) VALUES ($1, $2, $3)
        ON CONFLICT (org_id, key) DO UPDATE SET value = excluded.value";
    run!(tx, "set a setting", SQL, org.as_uuid(), key, clean(json)).map(drop)
}

/// # Errors
/// When the database fails.
pub async fn get_instance(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    const SQL: &str = "SELECT value FROM instance_setting WHERE key = $1";
    let row: Option<(String,)> = row!(tx, "get a setting of the instance", SQL, key)?;
    Ok(row.map(|(value,)| value))
}

/// # Errors
/// When the database fails.
pub async fn set_instance(tx: &mut Tx, key: &str, json: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO instance_setting (key, value) VALUES ($1, $2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    run!(tx, "set a setting of the instance", SQL, key, clean(json)).map(drop)
}

#[cfg(test)]
mod tests;
