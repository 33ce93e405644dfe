//! Profiles as we last heard of them. Posts point here, so a name resolved later shows everywhere.
//!
//! A known handle, name, picture or figure is never overwritten by an absent one, nor by an older one.

use jiff::Timestamp;
use model::{Author, Network, OrgId, Untrusted};
use sqlx::QueryBuilder;

use crate::{
    Tx,
    column::{clean, figure, micros},
    error::{Error, Result},
};

/// Which profile: the network's own id of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuthorRef {
    pub network: Network,
    pub host: Box<str>,
    pub id: Box<str>,
}

/// A profile as it was at `updated_at`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub network: Network,
    pub host: Box<str>,
    pub author: Author,
    pub updated_at: Timestamp,
}

record! {
    struct Row {
        network: Network,
        host: Box<str>,
        author_id: Box<str>,
        handle: Untrusted,
        name: Untrusted,
        avatar: Option<Box<str>>,
        followers: Option<u64>,
        updated_at: Timestamp,
    }
}

record! {
    struct KeyRow {
        network: Network,
        host: Box<str>,
        author_id: Box<str>,
    }
}

/// Inserts or refreshes profiles. When one comes several times, the last counts.
///
/// # Errors
/// Conflict when the organisation does not exist.
pub async fn upsert_many(tx: &mut Tx, org: OrgId, profiles: &[Profile]) -> Result<()> {
    let views: Vec<_> = profiles.iter().map(|it| (it.network, &*it.host, &it.author, it.updated_at)).collect();
    upsert(tx, org, &views).await
}

/// What [`upsert`] takes of a profile.
pub(crate) type View<'a> = (Network, &'a str, &'a Author, Timestamp);

pub(crate) async fn upsert(tx: &mut Tx, org: OrgId, profiles: &[View<'_>]) -> Result<()> {
    // One statement cannot touch a row twice (PostgreSQL refuses).
    let mut seen = std::collections::HashSet::new();
    let mut rows: Vec<_> = profiles
        .iter()
        .rev()
        .filter(|(network, host, author, _)| seen.insert((*network, *host, &*author.id)))
        .collect();
    // Always in key order, so that two transactions never wait for each other crosswise.
    rows.sort_by_key(|(network, host, author, _)| (network.slug(), *host, &*author.id));
    for rows in rows.chunks(crate::dialect::ROWS_MAX) {
        on!(tx, |c: Db| {
            let mut sql = QueryBuilder::<Db>::new(
                "INSERT INTO author (org_id, network, host, author_id, handle, name, avatar, followers, updated_at) ",
            );
            sql.push_values(rows, |mut row, (network, host, author, at)| {
                row.push_bind(org.as_uuid())
                    .push_bind(network.slug())
                    .push_bind(clean(host))
                    .push_bind(clean(&author.id))
                    .push_bind(clean(author.handle.as_raw()))
                    .push_bind(clean(author.name.as_raw()))
                    .push_bind(author.avatar.as_deref().map(clean))
                    .push_bind(author.followers.map(figure))
                    .push_bind(micros(*at));
            });
            sql.push(MERGE);
            sql.build().persistent(false).execute(c).await.map(drop)
        })
        .map_err(Error::doing("save authors"))?;
    }
    Ok(())
}

/// Writes only when something would change: most posts come from known people.
const MERGE: &str = " ON CONFLICT (org_id, network, host, author_id) DO UPDATE SET
    handle = CASE WHEN excluded.handle = '' THEN author.handle ELSE excluded.handle END,
    name = CASE WHEN excluded.name = '' THEN author.name ELSE excluded.name END,
    avatar = COALESCE(excluded.avatar, author.avatar),
    followers = COALESCE(excluded.followers, author.followers),
    updated_at = excluded.updated_at
    WHERE excluded.updated_at >= author.updated_at AND (
        (excluded.handle <> '' AND excluded.handle <> author.handle)
        OR (excluded.name <> '' AND excluded.name <> author.name)
        OR (excluded.avatar IS NOT NULL AND excluded.avatar IS DISTINCT FROM author.avatar)
        OR (excluded.followers IS NOT NULL AND excluded.followers IS DISTINCT FROM author.followers))";

/// Those of `refs` that are known, in no particular order.
///
/// # Errors
/// When the database fails.
pub async fn get_many(tx: &mut Tx, org: OrgId, refs: &[AuthorRef]) -> Result<Vec<Profile>> {
    let mut found = Vec::with_capacity(refs.len());
    for refs in refs.chunks(crate::dialect::ROWS_MAX) {
        let rows: Vec<Row> = on!(tx, |c: Db| {
            let mut sql = QueryBuilder::<Db>::new("WITH wanted (network, host, author_id) AS (");
            sql.push_values(refs, |mut row, it| {
                row.push_bind(it.network.slug()).push_bind(clean(&it.host)).push_bind(clean(&it.id));
            });
            sql.push(
                ") SELECT DISTINCT a.network, a.host, a.author_id, a.handle, a.name, a.avatar, a.followers, a.updated_at
                FROM wanted w CROSS JOIN author a WHERE a.network = w.network AND a.host = w.host
                AND a.author_id = w.author_id AND a.org_id = ",
            );
            sql.push_bind(org.as_uuid());
            sql.build_query_as().persistent(false).fetch_all(c).await
        })
        .map_err(Error::doing("get authors"))?;
        found.extend(rows.into_iter().map(|row| Profile {
            network: row.network,
            host: row.host,
            author: Author {
                id: row.author_id,
                handle: row.handle,
                name: row.name,
                avatar: row.avatar,
                followers: row.followers,
            },
            updated_at: row.updated_at,
        }));
    }
    Ok(found)
}

/// Authors of matched posts on `network` that have no handle and were not asked for since `asked_before`.
///
/// # Errors
/// When the database fails.
pub async fn unnamed(
    tx: &mut Tx,
    org: OrgId,
    network: Network,
    asked_before: Timestamp,
    limit: u32,
) -> Result<Vec<AuthorRef>> {
    const SQL: &str = "SELECT network, host, author_id FROM author
        WHERE org_id = $1 AND network = $2 AND wanted AND handle = '' AND (asked_at IS NULL OR asked_at < $3)
        ORDER BY author_id LIMIT $4";
    let rows: Vec<KeyRow> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(org.as_uuid())
        .bind(network.slug())
        .bind(micros(asked_before))
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)
    .map_err(Error::doing("list unnamed authors"))?;
    Ok(rows
        .into_iter()
        .map(|row| AuthorRef { network: row.network, host: row.host, id: row.author_id })
        .collect())
}

/// Notes that the network was asked for these names, whatever it answered: not again at once.
///
/// # Errors
/// When the database fails.
pub async fn set_asked(tx: &mut Tx, org: OrgId, refs: &[AuthorRef], at: Timestamp) -> Result<()> {
    for refs in refs.chunks(crate::dialect::ROWS_MAX) {
        on!(tx, |c: Db| {
            let mut sql = QueryBuilder::<Db>::new("UPDATE author SET asked_at = ");
            sql.push_bind(micros(at)).push(" WHERE org_id = ").push_bind(org.as_uuid());
            sql.push(" AND (network, host, author_id) IN (");
            sql.push_values(refs, |mut row, it| {
                row.push_bind(it.network.slug()).push_bind(clean(&it.host)).push_bind(clean(&it.id));
            });
            sql.push(")");
            sql.build().persistent(false).execute(c).await.map(drop)
        })
        .map_err(Error::doing("note that authors were asked for"))?;
    }
    Ok(())
}

/// Forgets at most `limit` profiles no post points to any more; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn purge_orphans(tx: &mut Tx, org: OrgId, limit: u32) -> Result<u64> {
    const SQL: &str = "DELETE FROM author WHERE org_id = $1 AND (network, host, author_id) IN (
        SELECT a.network, a.host, a.author_id FROM author a WHERE a.org_id = $1 AND NOT EXISTS (
            SELECT 1 FROM post p WHERE p.org_id = a.org_id AND p.network = a.network AND p.host = a.host
            AND p.author_id = a.author_id)
        ORDER BY a.network, a.host, a.author_id LIMIT $2)";
    crate::dialect::lock_org(tx, org).await?;
    on!(tx, |c| sqlx::query(SQL)
        .bind(org.as_uuid())
        .bind(i64::from(limit))
        .execute(c)
        .await
        .map(|it| it.rows_affected()))
    .map_err(Error::doing("purge authors"))
}

#[cfg(test)]
mod tests;
