//! Saving posts and their newer versions, a batch at a time.
//!
//! The batch is read against what is held, folded in memory in the order it came, and written in a
//! few statements. The organisation's lock, taken first, makes that safe.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use model::{Counts, Lang, Network, OrgId, Post, PostId, RemoteRef, SourceId};
use sqlx::QueryBuilder;

use super::body;
use crate::{
    Tx,
    author::{self, AuthorRef},
    column::{clean, figure, micros},
    dialect::{self, ROWS_MAX},
    error::{Error, Result},
};

/// A post to save.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// The id it gets if it is new.
    pub id: PostId,
    pub post: &'a Post,
    pub lang: Option<Lang>,
    pub source: Option<SourceId>,
}

/// What became of one post of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Saved {
    New(PostId),
    /// We held another version; this one took its place.
    Updated(PostId),
    /// We held this version or a newer one; figures may have grown.
    Same(PostId),
    /// It was deleted, or its author left, before it came: not kept.
    Buried,
}

/// What names a post on its network, as columns hold it.
pub(super) type Key = (&'static str, String, String);

pub(super) fn key(at: &RemoteRef) -> Key {
    (
        at.network.slug(),
        clean(&at.host).into_owned(),
        clean(&at.id).into_owned(),
    )
}

/// Saves posts in the order they came; the answers are in the same order.
///
/// A post is one by (network, host, id). A version edited earlier than the one we hold does not
/// replace it, the first date stays, figures only grow.
///
/// # Errors
/// When the database fails; conflict when the organisation does not exist or an id is taken.
pub async fn save_many(
    tx: &mut Tx,
    org: OrgId,
    received_at: Timestamp,
    posts: &[Incoming<'_>],
) -> Result<Vec<Saved>> {
    let mut saved = Vec::with_capacity(posts.len());
    if posts.is_empty() {
        return Ok(saved);
    }
    dialect::lock_org(tx, org).await?;
    for posts in posts.chunks(ROWS_MAX) {
        save_chunk(tx, org, received_at, posts, &mut saved).await?;
    }
    Ok(saved)
}

async fn save_chunk(
    tx: &mut Tx,
    org: OrgId,
    received_at: Timestamp,
    posts: &[Incoming<'_>],
    saved: &mut Vec<Saved>,
) -> Result<()> {
    let keys: Vec<Key> = posts.iter().map(|it| key(&it.post.at)).collect();
    let mut held = held(tx, org, &keys).await?;
    let graves = graves(tx, org, &keys).await?;
    let gone = gone_authors(tx, org, posts).await?;
    let mut order = Vec::new();
    for (incoming, key) in posts.iter().zip(&keys) {
        if graves.contains(key) || is_author_gone(&gone, incoming.post) {
            saved.push(Saved::Buried);
            continue;
        }
        if let Some(version) = held.get_mut(key) {
            saved.push(version.take(incoming));
        } else {
            held.insert(key.clone(), Version::first(incoming));
            order.push(key);
            saved.push(Saved::New(incoming.id));
        }
    }
    // Not the authors named by versions that were not taken: nothing of theirs is held.
    let authors: Vec<author::View> = posts
        .iter()
        .zip(&keys)
        .filter(|(it, key)| {
            held.get(*key)
                .is_some_and(|version| version.author == author_of(it.post))
        })
        .map(|(it, _)| {
            (
                it.post.at.network,
                &*it.post.at.host,
                &it.post.author,
                received_at,
            )
        })
        .collect();
    author::upsert(tx, org, &authors).await?;
    let new: Vec<&Version> = order.iter().map(|key| &held[*key]).collect();
    insert(tx, org, received_at, &new).await?;
    let mut left = Vec::new();
    for version in held.values().filter(|it| it.change == Change::Rewritten) {
        rewrite(tx, org, version).await?;
        left.extend(version.former_author.clone());
    }
    author::purge_orphans(tx, org, &left).await?;
    let touched: Vec<&Version> = held
        .values()
        .filter(|it| it.change == Change::Touched)
        .collect();
    touch(tx, org, &touched).await
}

/// Takes in newer figures of posts we may hold; answers those that changed.
///
/// # Errors
/// When the database fails.
pub async fn update_counts(
    tx: &mut Tx,
    org: OrgId,
    figures: &[(RemoteRef, Counts)],
) -> Result<Vec<PostId>> {
    let mut changed = Vec::new();
    if figures.is_empty() {
        return Ok(changed);
    }
    dialect::lock_org(tx, org).await?;
    for figures in figures.chunks(ROWS_MAX) {
        let keys: Vec<Key> = figures.iter().map(|(at, _)| key(at)).collect();
        let mut held = held(tx, org, &keys).await?;
        for ((_, counts), key) in figures.iter().zip(&keys) {
            if let Some(version) = held.get_mut(key) {
                version.grow(counts);
            }
        }
        let touched: Vec<&Version> = held
            .values()
            .filter(|it| it.change == Change::Touched)
            .collect();
        touch(tx, org, &touched).await?;
        changed.extend(touched.iter().map(|it| it.id));
    }
    Ok(changed)
}

record! {
    struct HeldRow {
        id: PostId,
        network: Network,
        host: String,
        remote_id: String,
        rev: Option<Box<str>>,
        author_id: Box<str>,
        edited_at: Option<Timestamp>,
        kind: String,
        title: Option<String>,
        text: String,
        url: Option<String>,
        body: String,
        replies: Option<u64>,
        reposts: Option<u64>,
        likes: Option<u64>,
    }
}

/// How a version differs from what the database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    None,
    /// Not in the database yet.
    Inserted,
    /// Only its revision, edit date or figures.
    Touched,
    Rewritten,
}

/// The newest version known of a post while a batch is folded.
struct Version<'a> {
    id: PostId,
    change: Change,
    /// What came first in the batch, if the database holds none: it gives the date and the source.
    first: Option<Incoming<'a>>,
    /// What to write; `None` while what the database holds is the newest.
    newest: Option<Incoming<'a>>,
    rev: Option<Box<str>>,
    edited_at: Option<Timestamp>,
    counts: Counts,
    content: Content,
    author: AuthorRef,
    /// Whom the database names as its author, once someone else is.
    former_author: Option<AuthorRef>,
}

/// What makes two versions differ for a reader.
#[derive(PartialEq, Eq)]
struct Content {
    kind: String,
    title: Option<String>,
    text: String,
    url: Option<String>,
    body: String,
}

impl Content {
    fn of(post: &Post) -> Self {
        Self {
            kind: body::kind_name(&post.kind).to_owned(),
            title: post
                .title
                .as_ref()
                .map(|it| clean(it.as_raw()).into_owned()),
            text: clean(post.text.as_raw()).into_owned(),
            url: post.url.as_deref().map(|it| clean(it).into_owned()),
            body: body::write(post),
        }
    }
}

impl<'a> Version<'a> {
    fn first(incoming: &Incoming<'a>) -> Self {
        let post = incoming.post;
        Self {
            id: incoming.id,
            change: Change::Inserted,
            first: Some(*incoming),
            newest: Some(*incoming),
            rev: post.at.rev.clone(),
            edited_at: post.edited_at.map(model::time::truncate),
            counts: post.counts,
            content: Content::of(post),
            author: author_of(post),
            former_author: None,
        }
    }

    fn held(row: HeldRow) -> Self {
        Self {
            id: row.id,
            change: Change::None,
            first: None,
            newest: None,
            rev: row.rev,
            edited_at: row.edited_at,
            counts: Counts {
                replies: row.replies,
                reposts: row.reposts,
                likes: row.likes,
            },
            author: AuthorRef {
                network: row.network,
                host: row.host.into(),
                id: row.author_id,
            },
            former_author: None,
            content: Content {
                kind: row.kind,
                title: row.title,
                text: row.text,
                url: row.url,
                body: row.body,
            },
        }
    }

    /// Folds in another version heard of the same post.
    fn take(&mut self, incoming: &Incoming<'a>) -> Saved {
        let post = incoming.post;
        self.grow(&post.counts);
        let edited_at = post.edited_at.map(model::time::truncate);
        let same_rev = post.at.rev.is_some() && post.at.rev == self.rev;
        if same_rev || edited_at < self.edited_at {
            return Saved::Same(self.id);
        }
        let content = Content::of(post);
        if edited_at != self.edited_at || post.at.rev.is_some() {
            self.edited_at = edited_at;
            self.rev = post.at.rev.clone().or_else(|| self.rev.take());
            self.mark(Change::Touched);
        }
        if content == self.content {
            return Saved::Same(self.id);
        }
        self.content = content;
        self.newest = Some(*incoming);
        let author = author_of(post);
        if author != self.author {
            let former = std::mem::replace(&mut self.author, author);
            self.former_author.get_or_insert(former);
        }
        self.mark(Change::Rewritten);
        Saved::Updated(self.id)
    }

    /// Figures only grow: networks answer from caches of different ages.
    fn grow(&mut self, counts: &Counts) {
        let grown = Counts {
            replies: self.counts.replies.max(counts.replies),
            reposts: self.counts.reposts.max(counts.reposts),
            likes: self.counts.likes.max(counts.likes),
        };
        if grown != self.counts {
            self.counts = grown;
            self.mark(Change::Touched);
        }
    }

    /// What is not yet in the database stays to be inserted, what is rewritten stays so.
    fn mark(&mut self, change: Change) {
        if matches!(
            (self.change, change),
            (Change::None, _) | (Change::Touched, Change::Rewritten)
        ) {
            self.change = change;
        }
    }
}

fn author_of(post: &Post) -> AuthorRef {
    AuthorRef {
        network: post.at.network,
        host: clean(&post.at.host).into(),
        id: clean(&post.author.id).into(),
    }
}

/// Rows of a table looked up by the network's keys; the join is as [`with_ids`] says.
macro_rules! select_by_key {
    ($tx:expr, $org:expr, $keys:expr, $columns:literal, $table:literal) => {
        on!($tx, |c: Db| {
            let mut sql =
                QueryBuilder::<Db>::new("WITH wanted (org_id, network, host, remote_id) AS (");
            sql.push_values($keys, |mut row, (network, host, id)| {
                row.push_bind($org.as_uuid())
                    .push_bind(*network)
                    .push_bind(host.as_str())
                    .push_bind(id.as_str());
            });
            sql.push(concat!(
                ") SELECT DISTINCT ",
                $columns,
                " FROM wanted w CROSS JOIN ",
                $table,
                " t WHERE t.org_id = w.org_id AND t.network = w.network AND t.host = w.host
                AND t.remote_id = w.remote_id"
            ));
            sql.build_query_as().persistent(false).fetch_all(c).await
        })
    };
}
pub(super) use select_by_key;

async fn held<'a>(tx: &mut Tx, org: OrgId, keys: &[Key]) -> Result<HashMap<Key, Version<'a>>> {
    let rows: Vec<HeldRow> = select_by_key!(
        tx,
        org,
        keys,
        "t.id, t.network, t.host, t.remote_id, t.rev, t.author_id, t.edited_at, t.kind, t.title, t.text, t.url, t.body,
        t.replies, t.reposts, t.likes",
        "post"
    )
    .map_err(Error::doing("find posts already held"))?;
    Ok(rows
        .into_iter()
        .map(|mut row| {
            let key = (
                row.network.slug(),
                row.host.clone(),
                std::mem::take(&mut row.remote_id),
            );
            (key, Version::held(row))
        })
        .collect())
}

record! {
    struct KeyRow {
        network: Network,
        host: String,
        remote_id: String,
    }
}

async fn graves(tx: &mut Tx, org: OrgId, keys: &[Key]) -> Result<HashSet<Key>> {
    let rows: Vec<KeyRow> =
        select_by_key!(tx, org, keys, "t.network, t.host, t.remote_id", "tombstone")
            .map_err(Error::doing("find posts already deleted"))?;
    Ok(rows
        .into_iter()
        .map(|row| (row.network.slug(), row.host, row.remote_id))
        .collect())
}

record! {
    struct GoneRow {
        network: Network,
        host: Box<str>,
        author_id: Box<str>,
        at: Timestamp,
    }
}

async fn gone_authors(
    tx: &mut Tx,
    org: OrgId,
    posts: &[Incoming<'_>],
) -> Result<HashMap<AuthorRef, Timestamp>> {
    let authors: HashSet<AuthorRef> = posts.iter().map(|it| author_of(it.post)).collect();
    let rows: Vec<GoneRow> = on!(tx, |c: Db| {
        let mut sql = with_authors!(Db, org, &authors);
        sql.push(
            "SELECT t.network, t.host, t.author_id, t.at FROM wanted w CROSS JOIN author_gone t
            WHERE t.org_id = w.org_id AND t.network = w.network AND t.host = w.host AND t.author_id = w.author_id",
        );
        sql.build_query_as().persistent(false).fetch_all(c).await
    })
    .map_err(Error::doing("find authors who left"))?;
    Ok(rows
        .into_iter()
        .map(|row| {
            (
                AuthorRef {
                    network: row.network,
                    host: row.host,
                    id: row.author_id,
                },
                row.at,
            )
        })
        .collect())
}

/// What someone said after their account came back counts again, even unannounced.
fn is_author_gone(gone: &HashMap<AuthorRef, Timestamp>, post: &Post) -> bool {
    !gone.is_empty()
        && gone
            .get(&author_of(post))
            .is_some_and(|at| post.created_at <= *at)
}

async fn insert(
    tx: &mut Tx,
    org: OrgId,
    received_at: Timestamp,
    versions: &[&Version<'_>],
) -> Result<()> {
    if versions.is_empty() {
        return Ok(());
    }
    on!(tx, |c: Db| {
        let mut sql = QueryBuilder::<Db>::new(
            "INSERT INTO post (org_id, id, network, host, remote_id, rev, author_id, posted_at, edited_at, kind, title,
            text, lang, url, replies, reposts, likes, source_id, received_at, body, raw) ",
        );
        sql.push_values(versions, |mut row, it| {
            let first = it.first.expect("a version not held yet comes from the batch");
            let newest = it.newest.unwrap_or(first);
            let post = newest.post;
            row.push_bind(org.as_uuid())
                .push_bind(it.id.as_uuid())
                .push_bind(post.at.network.slug())
                .push_bind(clean(&post.at.host))
                .push_bind(clean(&post.at.id))
                .push_bind(it.rev.as_deref().map(clean))
                .push_bind(&*it.author.id)
                .push_bind(micros(first.post.created_at))
                .push_bind(it.edited_at.map(micros))
                .push_bind(it.content.kind.as_str())
                .push_bind(it.content.title.as_deref())
                .push_bind(it.content.text.as_str())
                .push_bind(newest.lang.map(|lang| lang.to_string()))
                .push_bind(it.content.url.as_deref())
                .push_bind(it.counts.replies.map(figure))
                .push_bind(it.counts.reposts.map(figure))
                .push_bind(it.counts.likes.map(figure))
                .push_bind(first.source.map(SourceId::as_uuid))
                .push_bind(micros(received_at))
                .push_bind(it.content.body.as_str())
                .push_bind(clean(&post.raw));
        });
        sql.build().persistent(false).execute(c).await.map(drop)
    })
    .map_err(Error::doing("save posts"))
}

/// Edits are rare: one statement each.
async fn rewrite(tx: &mut Tx, org: OrgId, version: &Version<'_>) -> Result<()> {
    const SQL: &str = "UPDATE post SET rev = $3, author_id = $4, edited_at = $5, kind = $6, title = $7, text = $8,
            lang = $9, url = $10, replies = $11, reposts = $12, likes = $13, body = $14, raw = $15
        WHERE org_id = $1 AND id = $2";
    let incoming = version
        .newest
        .expect("a rewritten version comes from the batch");
    run!(
        tx,
        "save a newer version of a post",
        SQL,
        org.as_uuid(),
        version.id.as_uuid(),
        version.rev.as_deref().map(clean),
        &*version.author.id,
        version.edited_at.map(micros),
        version.content.kind.as_str(),
        version.content.title.as_deref(),
        version.content.text.as_str(),
        incoming.lang.map(|lang| lang.to_string()),
        version.content.url.as_deref(),
        version.counts.replies.map(figure),
        version.counts.reposts.map(figure),
        version.counts.likes.map(figure),
        version.content.body.as_str(),
        clean(&incoming.post.raw)
    )
    .map(drop)
}

async fn touch(tx: &mut Tx, org: OrgId, versions: &[&Version<'_>]) -> Result<()> {
    if versions.is_empty() {
        return Ok(());
    }
    on!(tx, |c: Db| {
        // With the organisation among the values, SQLite cannot but look each post up by its whole key.
        let mut sql = QueryBuilder::<Db>::new("WITH v (org_id, id, rev, edited_at, replies, reposts, likes) AS (");
        sql.push_values(versions, |mut row, it| {
            row.push_bind(org.as_uuid())
                .push_bind(it.id.as_uuid())
                .push_bind(it.rev.as_deref().map(clean))
                .push_bind(it.edited_at.map(micros))
                .push_bind(it.counts.replies.map(figure))
                .push_bind(it.counts.reposts.map(figure))
                .push_bind(it.counts.likes.map(figure));
        });
        sql.push(
            ") UPDATE post SET rev = v.rev, edited_at = v.edited_at, replies = v.replies, reposts = v.reposts,
            likes = v.likes FROM v WHERE post.org_id = v.org_id AND post.id = v.id",
        );
        sql.build().persistent(false).execute(c).await.map(drop)
    })
    .map_err(Error::doing("save figures of posts"))
}
