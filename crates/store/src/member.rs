//! The people who sign in, and the organisations they are in. A person's login is unique in the
//! instance, stored folded by the caller; a member is a person in one organisation.

use jiff::Timestamp;
use model::{Locale, MemberId, OrgId, PersonId, Role, Theme};

use crate::{
    Tx,
    column::{clean, micros},
    error::{Error, Result},
};

record! {
    /// A person in an organisation.
    pub struct Member {
        pub id: MemberId,
        pub org: OrgId,
        pub person: PersonId,
        pub login: String,
        pub name: String,
        pub role: Role,
        pub locale: Locale,
        pub theme: Theme,
        /// JSON of the person's other preferences.
        pub prefs: String,
        pub created_at: Timestamp,
    }
}

record! {
    /// One of the organisations a person is in.
    pub struct Membership {
        pub org: OrgId,
        pub org_name: String,
        pub org_kind: String,
        pub member: MemberId,
        pub role: Role,
    }
}

record! {
    struct PasswordHash {
        password_hash: String,
    }
}

/// Members `m` with the person `p` each of them is.
macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT m.id, m.org_id AS org, m.person_id AS person, p.login, p.name, m.role, p.locale, p.theme, p.prefs, m.created_at
        FROM member m JOIN person p ON p.id = m.person_id ", $rest)
    };
}

/// Inserts a person who is in no organisation yet.
///
/// # Errors
/// Conflict when the login is taken.
async fn insert_person(tx: &mut Tx, member: &Member, password_hash: &str) -> Result<()> {
    const SQL: &str =
        "INSERT INTO person (id, login, name, locale, theme, prefs, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    run!(
        tx,
        "insert a person",
        SQL,
        member.person.as_uuid(),
        clean(&member.login),
        clean(&member.name),
        member.locale.as_str(),
        member.theme.as_str(),
        clean(&member.prefs),
        password_hash,
        micros(member.created_at)
    )
    .map(drop)
}

/// Inserts a new person with their first organisation.
///
/// # Errors
/// Conflict when the login is taken or the organisation does not exist.
pub async fn insert(tx: &mut Tx, member: &Member, password_hash: &str) -> Result<()> {
    insert_person(tx, member, password_hash).await?;
    join(tx, member).await
}

/// Takes a person who signs in already into one more organisation.
///
/// # Errors
/// Conflict when they are in it, or it does not exist.
pub async fn join(tx: &mut Tx, member: &Member) -> Result<()> {
    const SQL: &str =
        "INSERT INTO member (org_id, id, role, created_at, person_id) VALUES ($1, $2, $3, $4, $5)";
    run!(
        tx,
        "insert a member",
        SQL,
        member.org.as_uuid(),
        member.id.as_uuid(),
        member.role.as_str(),
        micros(member.created_at),
        member.person.as_uuid()
    )
    .map(drop)
}

/// The person with this login in the first organisation they joined, and the hash of their password.
///
/// # Errors
/// When the database fails.
pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<(Member, String)>> {
    const MEMBER: &str = select!("WHERE p.login = $1 ORDER BY m.created_at, m.id LIMIT 1");
    const HASH: &str = "SELECT password_hash FROM person WHERE login = $1";
    let doing = "find a member by login";
    let member: Option<Member> = row!(tx, doing, MEMBER, clean(login))?;
    let hash: Option<PasswordHash> = row!(tx, doing, HASH, clean(login))?;
    Ok(member.zip(hash.map(|it| it.password_hash)))
}

/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, id: MemberId) -> Result<Option<Member>> {
    const SQL: &str = select!("WHERE m.org_id = $1 AND m.id = $2");
    row!(tx, "get a member", SQL, org.as_uuid(), id.as_uuid())
}

/// All of an organisation, by login.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, org: OrgId) -> Result<Vec<Member>> {
    const SQL: &str = select!("WHERE m.org_id = $1 ORDER BY p.login");
    rows!(tx, "list members", SQL, org.as_uuid())
}

/// The organisations a person is in, by name.
///
/// # Errors
/// When the database fails.
pub async fn memberships(tx: &mut Tx, person: PersonId) -> Result<Vec<Membership>> {
    const SQL: &str =
        "SELECT o.id AS org, o.name AS org_name, o.kind AS org_kind, m.id AS member, m.role
        FROM member m JOIN org o ON o.id = m.org_id WHERE m.person_id = $1 ORDER BY o.name, o.id";
    rows!(
        tx,
        "list the organisations of a person",
        SQL,
        person.as_uuid()
    )
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

/// Answers whether the member exists. What they prefer goes with the person, in all organisations.
///
/// # Errors
/// When the database fails.
pub async fn set_preferences(
    tx: &mut Tx,
    org: OrgId,
    id: MemberId,
    (locale, theme): (Locale, Theme),
    prefs: &str,
) -> Result<bool> {
    const SQL: &str = "UPDATE person SET locale = $3, theme = $4, prefs = $5
        WHERE id = (SELECT person_id FROM member WHERE org_id = $1 AND id = $2)";
    Ok(run!(
        tx,
        "set a member's preferences",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        locale.as_str(),
        theme.as_str(),
        clean(prefs)
    )? == 1)
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
    const SQL: &str = "UPDATE person SET password_hash = $3
        WHERE id = (SELECT person_id FROM member WHERE org_id = $1 AND id = $2)";
    Ok(run!(
        tx,
        "set a member's password",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        password_hash
    )? == 1)
}

/// Answers whether the member exists.
///
/// # Errors
/// When the database fails.
pub async fn set_role(tx: &mut Tx, org: OrgId, id: MemberId, role: Role) -> Result<bool> {
    const SQL: &str = "UPDATE member SET role = $3 WHERE org_id = $1 AND id = $2";
    Ok(run!(
        tx,
        "set a member's role",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        role.as_str()
    )? == 1)
}

/// Takes a person out of an organisation, with their sessions there and what they had read; who is in
/// none any more is forgotten. Versions of queries they wrote stay, without their author, and so do
/// the boards they shared. Answers whether the member existed.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, org: OrgId, id: MemberId) -> Result<bool> {
    const VERSIONS: &str =
        "UPDATE query_version SET member_id = NULL WHERE org_id = $1 AND member_id = $2";
    const BOARDS: &str =
        "UPDATE board SET owner_id = NULL WHERE org_id = $1 AND owner_id = $2 AND shared";
    const MEMBER: &str = "DELETE FROM member WHERE org_id = $1 AND id = $2";
    const PERSON: &str = "DELETE FROM person WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM member WHERE person_id = $1)";
    let Some(member) = get(tx, org, id).await? else {
        return Ok(false);
    };
    for sql in [VERSIONS, BOARDS, MEMBER] {
        run!(tx, "remove a member", sql, org.as_uuid(), id.as_uuid()).map(drop)?;
    }
    run!(tx, "forget a person", PERSON, member.person.as_uuid()).map(drop)?;
    Ok(true)
}

#[cfg(test)]
mod tests;
