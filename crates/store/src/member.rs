//! The people who sign in. A login is unique in the instance, stored folded by the caller.

use jiff::Timestamp;
use model::{Locale, MemberId, OrgId, Role, Theme};

use crate::{
    Tx,
    column::{clean, micros},
    error::{Error, Result},
};

record! {
    pub struct Member {
        pub id: MemberId,
        pub org: OrgId,
        pub login: String,
        pub name: String,
        pub role: Role,
        pub locale: Locale,
        pub theme: Theme,
        pub created_at: Timestamp,
    }
}

record! {
    struct PasswordHash {
        password_hash: String,
    }
}

macro_rules! columns {
    () => {
        "id, org_id AS org, login, name, role, locale, theme, created_at"
    };
}

/// # Errors
/// Conflict when the login is taken.
pub async fn insert(tx: &mut Tx, member: &Member, password_hash: &str) -> Result<()> {
    const SQL: &str = "INSERT INTO member (org_id, id, login, name, role, locale, theme, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(member.org.as_uuid())
        .bind(member.id.as_uuid())
        .bind(clean(&member.login))
        .bind(clean(&member.name))
        .bind(member.role.as_str())
        .bind(member.locale.as_str())
        .bind(member.theme.as_str())
        .bind(password_hash)
        .bind(micros(member.created_at))
        .execute(c)
        .await
        .map(drop))
    .map_err(Error::doing("insert a member"))
}

/// The member with this login and the hash of their password, whatever the organisation.
///
/// # Errors
/// When the database fails.
pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<(Member, String)>> {
    const MEMBER: &str = concat!("SELECT ", columns!(), " FROM member WHERE login = $1");
    const HASH: &str = "SELECT password_hash FROM member WHERE login = $1";
    let doing = "find a member by login";
    let member: Option<Member> = on!(tx, |c| sqlx::query_as(MEMBER)
        .bind(clean(login))
        .fetch_optional(c)
        .await)
    .map_err(Error::doing(doing))?;
    let hash: Option<PasswordHash> = on!(tx, |c| sqlx::query_as(HASH)
        .bind(clean(login))
        .fetch_optional(c)
        .await)
    .map_err(Error::doing(doing))?;
    Ok(member.zip(hash.map(|it| it.password_hash)))
}

/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, id: MemberId) -> Result<Option<Member>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM member WHERE org_id = $1 AND id = $2"
    );
    on!(tx, |c| sqlx::query_as(SQL)
        .bind(org.as_uuid())
        .bind(id.as_uuid())
        .fetch_optional(c)
        .await)
    .map_err(Error::doing("get a member"))
}

/// All of an organisation, by login.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, org: OrgId) -> Result<Vec<Member>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM member WHERE org_id = $1 ORDER BY login"
    );
    on!(tx, |c| sqlx::query_as(SQL)
        .bind(org.as_uuid())
        .fetch_all(c)
        .await)
    .map_err(Error::doing("list members"))
}

/// How many members the instance has: none on the first run.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx) -> Result<u64> {
    const SQL: &str = "SELECT COUNT(*) FROM member";
    let (n,): (i64,) = on!(tx, |c| sqlx::query_as(SQL).fetch_one(c).await)
        .map_err(Error::doing("count members"))?;
    Ok(n.unsigned_abs())
}

/// Answers whether the member exists.
///
/// # Errors
/// When the database fails.
pub async fn set_preferences(
    tx: &mut Tx,
    org: OrgId,
    id: MemberId,
    locale: Locale,
    theme: Theme,
) -> Result<bool> {
    const SQL: &str = "UPDATE member SET locale = $3, theme = $4 WHERE org_id = $1 AND id = $2";
    let n = on!(tx, |c| sqlx::query(SQL)
        .bind(org.as_uuid())
        .bind(id.as_uuid())
        .bind(locale.as_str())
        .bind(theme.as_str())
        .execute(c)
        .await
        .map(|it| it.rows_affected()))
    .map_err(Error::doing("set a member's preferences"))?;
    Ok(n == 1)
}

/// Answers whether the member exists. The caller also ends their sessions.
///
/// # Errors
/// When the database fails.
pub async fn set_password(
    tx: &mut Tx,
    org: OrgId,
    id: MemberId,
    password_hash: &str,
) -> Result<bool> {
    const SQL: &str = "UPDATE member SET password_hash = $3 WHERE org_id = $1 AND id = $2";
    let n = on!(tx, |c| sqlx::query(SQL)
        .bind(org.as_uuid())
        .bind(id.as_uuid())
        .bind(password_hash)
        .execute(c)
        .await
        .map(|it| it.rows_affected()))
    .map_err(Error::doing("set a member's password"))?;
    Ok(n == 1)
}

#[cfg(test)]
mod tests;
