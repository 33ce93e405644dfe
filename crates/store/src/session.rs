//! Who is signed in. Only a hash of the token is stored: a stolen database opens no session.

use jiff::Timestamp;
use model::{Locale, MemberId, OrgId, PersonId, Role, Theme};

use crate::{Tx, column::micros, error::Result, member::Member, org::Org};

/// The SHA-256 of a session's token.
pub type TokenHash = [u8; 32];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub org: OrgId,
    pub member: MemberId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub seen_at: Timestamp,
}

/// A session with whom it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub session: Session,
    pub member: Member,
    pub org: Org,
}

record! {
    struct Row {
        created_at: Timestamp,
        expires_at: Timestamp,
        seen_at: Timestamp,
        member_id: MemberId,
        person_id: PersonId,
        login: String,
        prefs: String,
        member_name: String,
        role: Role,
        locale: Locale,
        theme: Theme,
        member_created_at: Timestamp,
        org_id: OrgId,
        org_name: String,
        org_kind: String,
        timezone: String,
        org_created_at: Timestamp,
    }
}

pub(crate) const FIND: &str = "SELECT s.created_at, s.expires_at, s.seen_at,
        m.id AS member_id, m.role, m.created_at AS member_created_at,
        p.id AS person_id, p.login, p.name AS member_name, p.locale, p.theme, p.prefs,
        o.id AS org_id, o.name AS org_name, o.kind AS org_kind, o.timezone, o.created_at AS org_created_at
    FROM session s
    JOIN member m ON m.org_id = s.org_id AND m.id = s.member_id
    JOIN person p ON p.id = m.person_id
    JOIN org o ON o.id = s.org_id
    WHERE s.token_hash = $1";

/// # Errors
/// Conflict when the member does not exist.
pub async fn insert(tx: &mut Tx, token_hash: &TokenHash, session: &Session) -> Result<()> {
    const SQL: &str =
        "INSERT INTO session (token_hash, org_id, member_id, created_at, expires_at, seen_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    run!(
        tx,
        "insert a session",
        SQL,
        token_hash.as_slice(),
        session.org.as_uuid(),
        session.member.as_uuid(),
        micros(session.created_at),
        micros(session.expires_at),
        micros(session.seen_at)
    )
    .map(drop)
}

/// The session with its member and organisation, expired or not: the caller has the clock.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, token_hash: &TokenHash) -> Result<Option<Found>> {
    let row: Option<Row> = row!(tx, "find a session", FIND, token_hash.as_slice())?;
    Ok(row.map(|row| Found {
        session: Session {
            org: row.org_id,
            member: row.member_id,
            created_at: row.created_at,
            expires_at: row.expires_at,
            seen_at: row.seen_at,
        },
        member: Member {
            id: row.member_id,
            org: row.org_id,
            person: row.person_id,
            login: row.login,
            prefs: row.prefs,
            name: row.member_name,
            role: row.role,
            locale: row.locale,
            theme: row.theme,
            created_at: row.member_created_at,
        },
        org: Org {
            id: row.org_id,
            name: row.org_name,
            kind: row.org_kind,
            timezone: row.timezone,
            created_at: row.org_created_at,
        },
    }))
}

/// Remembers that the session was used; an older moment than the known one changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &mut Tx, token_hash: &TokenHash, seen_at: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2";
    run!(
        tx,
        "touch a session",
        SQL,
        token_hash.as_slice(),
        micros(seen_at)
    )
    .map(drop)
}

/// Answers whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, token_hash: &TokenHash) -> Result<bool> {
    const SQL: &str = "DELETE FROM session WHERE token_hash = $1";
    Ok(run!(tx, "delete a session", SQL, token_hash.as_slice())? == 1)
}

/// Ends every session of a member; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn delete_all_of(tx: &mut Tx, org: OrgId, member: MemberId) -> Result<u64> {
    const SQL: &str = "DELETE FROM session WHERE org_id = $1 AND member_id = $2";
    run!(
        tx,
        "end a member's sessions",
        SQL,
        org.as_uuid(),
        member.as_uuid()
    )
}

/// Forgets the sessions that ended at or before `now`; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn purge_expired(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    const SQL: &str = "DELETE FROM session WHERE expires_at <= $1";
    run!(tx, "purge expired sessions", SQL, micros(now))
}

#[cfg(test)]
mod tests;
