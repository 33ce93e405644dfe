//! Profiles as we last heard of them. Posts point here, so a name resolved later shows everywhere.
//!
//! A known handle, name, picture or figure is never overwritten by an absent one, nor by an older one.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{Author, Network, OrgId, Untrusted};
use sqlx::QueryBuilder;

use crate::{
    Tx,
    column::{clean, figure, micros},
    dialect::{self, ROWS_MAX},
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

/// How a row takes in what was heard, for both ways of writing it. `differs` spares the write when
/// nothing changes: most posts come from known people.
macro_rules! merge {
    (set) => {
        "handle = CASE WHEN excluded.handle = '' THEN author.handle ELSE excluded.handle END,
        name = CASE WHEN excluded.name = '' THEN author.name ELSE excluded.name END,
        avatar = COALESCE(excluded.avatar, author.avatar),
        followers = COALESCE(excluded.followers, author.followers),
        updated_at = excluded.updated_at"
    };
    (differs) => {
        "excluded.updated_at >= author.updated_at AND (
            (excluded.handle <> '' AND excluded.handle <> author.handle)
            OR (excluded.name <> '' AND excluded.name <> author.name)
            OR (excluded.avatar IS NOT NULL AND excluded.avatar IS DISTINCT FROM author.avatar)
            OR (excluded.followers IS NOT NULL AND excluded.followers IS DISTINCT FROM author.followers))"
    };
}

/// Refreshes the profiles we hold; unknown ones are ignored: nothing is kept of people whose posts
/// are not. Answers how many changed.
///
/// # Errors
/// When the database fails.
pub async fn refresh_many(tx: &mut Tx, org: OrgId, profiles: &[Profile]) -> Result<u64> {
    let views: Vec<_> = profiles
        .iter()
        .map(|it| (it.network, &*it.host, &it.author, it.updated_at))
        .collect();
    if views.is_empty() {
        return Ok(0);
    }
    // New handles change the posts of their authors for the archive.
    dialect::lock_org(tx, org).await?;
    let mut n_changed = 0;
    for rows in merged(&views).chunks(ROWS_MAX) {
        n_changed += on!(tx, |c: Db| {
            let mut sql = QueryBuilder::<Db>::new(
                "WITH excluded (org_id, network, host, author_id, handle, name, avatar, followers, updated_at) AS (",
            );
            sql.push_values(rows, |mut row, it| {
                row.push_bind(org.as_uuid())
                    .push_bind(it.network.slug())
                    .push_bind(clean(it.host))
                    .push_bind(clean(it.id))
                    .push_bind(clean(it.handle))
                    .push_bind(clean(it.name))
                    .push_bind(it.avatar.map(clean))
                    .push_bind(it.followers.map(figure))
                    .push_bind(micros(it.updated_at));
            });
            sql.push(") UPDATE author SET ").push(merge!(set)).push(
                " FROM excluded WHERE author.org_id = excluded.org_id AND author.network = excluded.network
                AND author.host = excluded.host AND author.author_id = excluded.author_id AND ",
            );
            sql.push(merge!(differs));
            sql.build().persistent(false).execute(c).await.map(|it| it.rows_affected())
        })
        .map_err(Error::doing("refresh authors"))?;
    }
    Ok(n_changed)
}

/// What [`upsert`] takes of a profile.
pub(crate) type View<'a> = (Network, &'a str, &'a Author, Timestamp);

/// Inserts or refreshes the authors of posts about to be saved.
pub(crate) async fn upsert(tx: &mut Tx, org: OrgId, profiles: &[View<'_>]) -> Result<()> {
    for rows in merged(profiles).chunks(ROWS_MAX) {
        on!(tx, |c: Db| {
            let mut sql = QueryBuilder::<Db>::new(
                "INSERT INTO author (org_id, network, host, author_id, handle, name, avatar, followers, updated_at) ",
            );
            sql.push_values(rows, |mut row, it| {
                row.push_bind(org.as_uuid())
                    .push_bind(it.network.slug())
                    .push_bind(clean(it.host))
                    .push_bind(clean(it.id))
                    .push_bind(clean(it.handle))
                    .push_bind(clean(it.name))
                    .push_bind(it.avatar.map(clean))
                    .push_bind(it.followers.map(figure))
                    .push_bind(micros(it.updated_at));
            });
            sql.push(" ON CONFLICT (org_id, network, host, author_id) DO UPDATE SET ")
                .push(merge!(set))
                .push(" WHERE ")
                .push(merge!(differs));
            sql.build().persistent(false).execute(c).await.map(drop)
        })
        .map_err(Error::doing("save authors"))?;
    }
    Ok(())
}

/// One profile to write, absent fields filled from older ones of the same batch.
struct Latest<'a> {
    network: Network,
    host: &'a str,
    id: &'a str,
    handle: &'a str,
    name: &'a str,
    avatar: Option<&'a str>,
    followers: Option<u64>,
    updated_at: Timestamp,
}

/// One row a profile, because one statement cannot touch a row twice (PostgreSQL refuses), in key
/// order, so that two transactions never wait for each other crosswise.
fn merged<'a>(profiles: &[View<'a>]) -> Vec<Latest<'a>> {
    let mut by_key = BTreeMap::new();
    for &(network, host, author, at) in profiles {
        let it = by_key
            .entry((network.slug(), host, &*author.id))
            .or_insert(Latest {
                network,
                host,
                id: &author.id,
                handle: "",
                name: "",
                avatar: None,
                followers: None,
                updated_at: at,
            });
        if at < it.updated_at {
            continue;
        }
        it.updated_at = at;
        if !author.handle.is_empty() {
            it.handle = author.handle.as_raw();
        }
        if !author.name.is_empty() {
            it.name = author.name.as_raw();
        }
        it.avatar = author.avatar.as_deref().or(it.avatar);
        it.followers = author.followers.or(it.followers);
    }
    by_key.into_values().collect()
}

/// Those of `refs` that are known, in no particular order.
///
/// # Errors
/// When the database fails.
pub async fn get_many(tx: &mut Tx, org: OrgId, refs: &[AuthorRef]) -> Result<Vec<Profile>> {
    let mut found = Vec::with_capacity(refs.len());
    for refs in refs.chunks(ROWS_MAX) {
        let rows: Vec<Row> = on!(tx, |c: Db| {
            let mut sql = with_authors!(Db, org, refs);
            sql.push(
                "SELECT DISTINCT a.network, a.host, a.author_id, a.handle, a.name, a.avatar, a.followers, a.updated_at
                FROM wanted w CROSS JOIN author a WHERE a.org_id = w.org_id AND a.network = w.network
                AND a.host = w.host AND a.author_id = w.author_id",
            );
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
    let rows: Vec<KeyRow> = rows!(
        tx,
        "list unnamed authors",
        SQL,
        org.as_uuid(),
        network.slug(),
        micros(asked_before),
        i64::from(limit)
    )?;
    Ok(rows
        .into_iter()
        .map(|row| AuthorRef {
            network: row.network,
            host: row.host,
            id: row.author_id,
        })
        .collect())
}

/// Notes that the network was asked for these names, whatever it answered: not again at once.
///
/// # Errors
/// When the database fails.
pub async fn set_asked(tx: &mut Tx, org: OrgId, refs: &[AuthorRef], at: Timestamp) -> Result<()> {
    for refs in refs.chunks(ROWS_MAX) {
        on!(tx, |c: Db| {
            let mut sql = with_authors!(Db, org, refs);
            sql.push("UPDATE author SET asked_at = ").push_bind(micros(at));
            sql.push(
                " WHERE (org_id, network, host, author_id) IN (SELECT org_id, network, host, author_id FROM wanted)",
            );
            sql.build().persistent(false).execute(c).await.map(drop)
        })
        .map_err(Error::doing("note that authors were asked for"))?;
    }
    Ok(())
}

/// Forgets those of `refs` no post points to any more: profiles live as long as what they said.
pub(crate) async fn purge_orphans(tx: &mut Tx, org: OrgId, refs: &[AuthorRef]) -> Result<()> {
    for refs in refs.chunks(ROWS_MAX) {
        on!(tx, |c: Db| {
            let mut sql = with_authors!(Db, org, refs);
            sql.push(
                "DELETE FROM author
                WHERE (org_id, network, host, author_id) IN (SELECT org_id, network, host, author_id FROM wanted)
                AND NOT EXISTS (SELECT 1 FROM post p WHERE p.org_id = author.org_id
                AND p.network = author.network AND p.host = author.host AND p.author_id = author.author_id)",
            );
            sql.build().persistent(false).execute(c).await.map(drop)
        })
        .map_err(Error::doing("forget authors"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
