//! Taking posts away: because the network or their author did, or because retention says so.
//!
//! Mentions go with their post (the database cascades). What the network took leaves a tombstone;
//! what retention took does not, for it may rightly be heard again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{GoneWhy, Network, OrgId, PostId, RemoteRef};
use sqlx::QueryBuilder;

use super::{
    PostKey,
    save::{Key, key, select_by_key},
};
use crate::{
    Tx,
    author::{self, AuthorRef},
    column::{clean, micros},
    dialect::{self, ROWS_MAX},
    error::{Error, Result},
    mention,
};

/// A post the network says is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    pub target: RemoteRef,
    pub why: GoneWhy,
}

/// What one step of [`purge_unmatched`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    pub removed: Vec<PostId>,
    /// Where the next step starts; `None` when all was looked at.
    pub next: Option<PostKey>,
}

record! {
    struct Target {
        id: PostId,
        network: Network,
        host: Box<str>,
        remote_id: Box<str>,
        author_id: Box<str>,
    }
}

record! {
    struct Candidate {
        received_at: Timestamp,
        is_matched: bool,
    } + {
        target: Target,
    }
}

/// Removes posts the network took away, with their mentions, and remembers not to take them again.
/// Answers those we held.
///
/// # Errors
/// When the database fails; conflict when the organisation does not exist.
pub async fn remove(tx: &mut Tx, org: OrgId, gone: &[Gone], at: Timestamp) -> Result<Vec<PostId>> {
    let mut removed = Vec::new();
    if gone.is_empty() {
        return Ok(removed);
    }
    dialect::lock_org(tx, org).await?;
    for gone in gone.chunks(ROWS_MAX) {
        // One statement cannot touch a row twice (PostgreSQL refuses).
        let reasons: BTreeMap<Key, GoneWhy> =
            gone.iter().map(|it| (key(&it.target), it.why)).collect();
        let graves: Vec<Grave> = reasons
            .iter()
            .map(|(key, why)| Grave {
                key,
                why: why_name(*why),
                author: None,
            })
            .collect();
        bury(tx, org, &graves, at).await?;
        let keys: Vec<&Key> = reasons.keys().collect();
        let targets: Vec<Target> = select_by_key!(
            tx,
            org,
            &keys,
            "t.id, t.network, t.host, t.remote_id, t.author_id",
            "post"
        )
        .map_err(Error::doing("find posts to remove"))?;
        delete(tx, org, &targets).await?;
        removed.extend(targets.iter().map(|it| it.id));
    }
    Ok(removed)
}

/// Removes at most `limit` posts of someone whose account is gone; call again while it answers that
/// many. What they said up to `at` is not taken again unless [`restore_author`] says so.
///
/// # Errors
/// When the database fails; conflict when the organisation does not exist.
pub async fn remove_of_author(
    tx: &mut Tx,
    org: OrgId,
    author: &AuthorRef,
    at: Timestamp,
    limit: u32,
) -> Result<Vec<PostId>> {
    const MARK: &str = "INSERT INTO author_gone (org_id, network, host, author_id, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (org_id, network, host, author_id) DO UPDATE SET at = excluded.at WHERE excluded.at > author_gone.at";
    const FIND: &str = "SELECT id, network, host, remote_id, author_id FROM post
        WHERE org_id = $1 AND network = $2 AND host = $3 AND author_id = $4 ORDER BY id LIMIT $5";
    dialect::lock_org(tx, org).await?;
    run!(
        tx,
        "note that an author left",
        MARK,
        org.as_uuid(),
        author.network.slug(),
        clean(&author.host),
        clean(&author.id),
        micros(at)
    )
    .map(drop)?;
    let targets: Vec<Target> = rows!(
        tx,
        "find the posts of an author",
        FIND,
        org.as_uuid(),
        author.network.slug(),
        clean(&author.host),
        clean(&author.id),
        i64::from(limit)
    )?;
    let keys: Vec<Key> = targets
        .iter()
        .map(|it| {
            (
                it.network.slug(),
                it.host.to_string(),
                it.remote_id.to_string(),
            )
        })
        .collect();
    let graves: Vec<Grave> = keys
        .iter()
        .zip(&targets)
        .map(|(key, it)| Grave {
            key,
            why: why_name(GoneWhy::Account),
            author: Some(&it.author_id),
        })
        .collect();
    bury(tx, org, &graves, at).await?;
    delete(tx, org, &targets).await?;
    if targets.is_empty() {
        author::purge_orphans(tx, org, std::slice::from_ref(author)).await?;
    }
    Ok(targets.into_iter().map(|it| it.id).collect())
}

/// Lets an account that came back be heard again, what it said before included.
///
/// # Errors
/// When the database fails.
pub async fn restore_author(tx: &mut Tx, org: OrgId, author: &AuthorRef) -> Result<()> {
    const RETURN: &str = "DELETE FROM author_gone WHERE org_id = $1 AND network = $2 AND host = $3 AND author_id = $4";
    const RAISE: &str =
        "DELETE FROM tombstone WHERE org_id = $1 AND network = $2 AND host = $3 AND author_id = $4";
    dialect::lock_org(tx, org).await?;
    for sql in [RETURN, RAISE] {
        run!(
            tx,
            "let an author come back",
            sql,
            org.as_uuid(),
            author.network.slug(),
            clean(&author.host),
            clean(&author.id)
        )
        .map(drop)?;
    }
    Ok(())
}

/// Forgets at most `limit` tombstones, and as many marks of departed authors, set before `before`;
/// answers how many. By then no replay reaches back that far.
///
/// # Errors
/// When the database fails.
pub async fn purge_tombstones(
    tx: &mut Tx,
    org: OrgId,
    before: Timestamp,
    limit: u32,
) -> Result<u64> {
    const POSTS: &str = "DELETE FROM tombstone WHERE org_id = $1 AND (network, host, remote_id) IN (
        SELECT network, host, remote_id FROM tombstone WHERE org_id = $1 AND at < $2 ORDER BY at LIMIT $3)";
    const AUTHORS: &str = "DELETE FROM author_gone WHERE org_id = $1 AND (network, host, author_id) IN (
        SELECT network, host, author_id FROM author_gone WHERE org_id = $1 AND at < $2 ORDER BY at LIMIT $3)";
    let mut n_purged = 0;
    for sql in [POSTS, AUTHORS] {
        n_purged += run!(
            tx,
            "purge tombstones",
            sql,
            org.as_uuid(),
            micros(before),
            i64::from(limit)
        )?;
    }
    Ok(n_purged)
}

/// Retention of what nobody asked for: looks at `limit` posts received before `before`, in the order
/// they came after `after`, and removes those without mentions.
///
/// Each step looks at a bounded number of posts however many stay because they matched.
///
/// # Errors
/// When the database fails.
pub async fn purge_unmatched(
    tx: &mut Tx,
    org: OrgId,
    before: Timestamp,
    after: Option<PostKey>,
    limit: u32,
) -> Result<Purged> {
    const SQL: &str = "SELECT p.id, p.network, p.host, p.remote_id, p.author_id, p.received_at,
            EXISTS (SELECT 1 FROM mention m WHERE m.org_id = p.org_id AND m.post_id = p.id) AS is_matched
        FROM post p WHERE p.org_id = $1 AND (p.received_at, p.id) > ($2, $3) AND p.received_at < $4
        ORDER BY p.received_at, p.id LIMIT $5";
    dialect::lock_org(tx, org).await?;
    let (at, id) = after.map_or((i64::MIN, uuid::Uuid::nil()), |it| {
        (micros(it.at), it.id.as_uuid())
    });
    let looked_at: Vec<Candidate> = rows!(
        tx,
        "find posts past their retention",
        SQL,
        org.as_uuid(),
        at,
        id,
        micros(before),
        i64::from(limit)
    )?;
    let is_last = looked_at.len() < limit as usize;
    let next = looked_at.last().filter(|_| !is_last).map(|it| PostKey {
        at: it.received_at,
        id: it.target.id,
    });
    let targets: Vec<Target> = looked_at
        .into_iter()
        .filter(|it| !it.is_matched)
        .map(|it| it.target)
        .collect();
    delete(tx, org, &targets).await?;
    Ok(Purged {
        removed: targets.into_iter().map(|it| it.id).collect(),
        next,
    })
}

/// Retention of everything: removes at most `limit` posts received before `before`, oldest first,
/// with their mentions.
///
/// # Errors
/// When the database fails.
pub async fn purge_before(
    tx: &mut Tx,
    org: OrgId,
    before: Timestamp,
    limit: u32,
) -> Result<Vec<PostId>> {
    const SQL: &str = "SELECT id, network, host, remote_id, author_id FROM post
        WHERE org_id = $1 AND received_at < $2 ORDER BY received_at, id LIMIT $3";
    dialect::lock_org(tx, org).await?;
    let targets: Vec<Target> = rows!(
        tx,
        "find posts past their retention",
        SQL,
        org.as_uuid(),
        micros(before),
        i64::from(limit)
    )?;
    delete(tx, org, &targets).await?;
    Ok(targets.into_iter().map(|it| it.id).collect())
}

struct Grave<'a> {
    key: &'a Key,
    why: &'static str,
    /// Set when it is the author who left, so that their return can undo it.
    author: Option<&'a str>,
}

/// A post deleted for itself, before or after its author left, is not raised with its author.
async fn bury(tx: &mut Tx, org: OrgId, graves: &[Grave<'_>], at: Timestamp) -> Result<()> {
    for graves in graves.chunks(ROWS_MAX) {
        on!(tx, |c: Db| {
            let mut sql = QueryBuilder::<Db>::new(
                "INSERT INTO tombstone (org_id, network, host, remote_id, author_id, why, at) ",
            );
            sql.push_values(graves, |mut row, it| {
                let (network, host, id) = it.key;
                row.push_bind(org.as_uuid())
                    .push_bind(*network)
                    .push_bind(host.as_str())
                    .push_bind(id.as_str())
                    .push_bind(it.author)
                    .push_bind(it.why)
                    .push_bind(micros(at));
            });
            sql.push(
                " ON CONFLICT (org_id, network, host, remote_id) DO UPDATE
                SET author_id = NULL, why = excluded.why, at = excluded.at
                WHERE excluded.author_id IS NULL AND tombstone.author_id IS NOT NULL",
            );
            sql.build().persistent(false).execute(c).await.map(drop)
        })
        .map_err(Error::doing("remember removed posts"))?;
    }
    Ok(())
}

/// Deletes posts, and their authors when nothing else of theirs is held.
async fn delete(tx: &mut Tx, org: OrgId, targets: &[Target]) -> Result<()> {
    for targets in targets.chunks(ROWS_MAX) {
        mention::uncount_posts(tx, org, targets.iter().map(|it| it.id)).await?;
        on!(tx, |c: Db| {
            let mut sql = with_ids!(Db, org, targets.iter().map(|it| it.id));
            sql.push("DELETE FROM post WHERE (org_id, id) IN (SELECT org_id, id FROM wanted)");
            sql.build().persistent(false).execute(c).await.map(drop)
        })
        .map_err(Error::doing("remove posts"))?;
        let mut authors: Vec<AuthorRef> = targets
            .iter()
            .map(|it| AuthorRef {
                network: it.network,
                host: it.host.clone(),
                id: it.author_id.clone(),
            })
            .collect();
        authors.sort_unstable();
        authors.dedup();
        author::purge_orphans(tx, org, &authors).await?;
    }
    Ok(())
}

const fn why_name(why: GoneWhy) -> &'static str {
    match why {
        GoneWhy::Deleted => "deleted",
        GoneWhy::Takedown => "takedown",
        GoneWhy::Account => "account",
        GoneWhy::Unknown => "unknown",
    }
}
