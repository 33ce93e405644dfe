//! Posts: saved once by (network, host, id), in their newest version, until the network or the
//! retention takes them away.
//!
//! A record of a post carries no `raw`: pages do not need the evidence; [`raw`] gets it.

use jiff::Timestamp;
use model::{Author, Counts, Lang, Network, OrgId, Post, PostId, RemoteRef, SourceId, Untrusted};

use crate::{
    Tx,
    column::{clean, micros},
    dialect::ROWS_MAX,
    error::{Error, Result},
};

mod body;
mod remove;
mod save;

pub use remove::{
    Gone, Purged, purge_before, purge_tombstones, purge_unmatched, remove, remove_of_author,
    restore_author,
};
pub use save::{Incoming, Saved, save_many, update_counts};

/// A post as we hold it; its `raw` is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub id: PostId,
    pub post: Post,
    /// The language we found, whatever the author claimed.
    pub lang: Option<Lang>,
    /// Who heard it first; that source may be gone.
    pub source: Option<SourceId>,
    pub received_at: Timestamp,
}

/// The place of a post in the order of time, to page by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PostKey {
    pub at: Timestamp,
    pub id: PostId,
}

impl Stored {
    /// Its place in the order of the date it was posted.
    #[must_use]
    pub fn key(&self) -> PostKey {
        PostKey {
            at: self.post.created_at,
            id: self.id,
        }
    }
}

record! {
    pub(crate) struct Row {
        post_id: PostId,
        network: Network,
        host: Box<str>,
        remote_id: Box<str>,
        rev: Option<Box<str>>,
        author_id: Box<str>,
        posted_at: Timestamp,
        edited_at: Option<Timestamp>,
        kind: String,
        title: Option<Untrusted>,
        text: Untrusted,
        lang: Option<Lang>,
        url: Option<Box<str>>,
        replies: Option<u64>,
        reposts: Option<u64>,
        likes: Option<u64>,
        source_id: Option<SourceId>,
        received_at: Timestamp,
        body: String,
        handle: Untrusted,
        author_name: Untrusted,
        avatar: Option<Box<str>>,
        followers: Option<u64>,
    }
}

/// The columns of [`Row`], of a post `p` and its author `a`.
macro_rules! columns {
    () => {
        "p.id AS post_id, p.network, p.host, p.remote_id, p.rev, p.author_id, p.posted_at, p.edited_at, p.kind,
        p.title, p.text, p.lang, p.url, p.replies, p.reposts, p.likes, p.source_id, p.received_at, p.body,
        a.handle, a.name AS author_name, a.avatar, a.followers"
    };
}
pub(crate) use columns;

/// The join of a post `p` to its author `a`.
macro_rules! join_author {
    () => {
        " JOIN author a ON a.org_id = p.org_id AND a.network = p.network AND a.host = p.host
        AND a.author_id = p.author_id "
    };
}
pub(crate) use join_author;

impl Row {
    pub(crate) fn into_stored(self) -> Result<Stored> {
        let body = body::read(&self.kind, &self.body)?;
        Ok(Stored {
            id: self.post_id,
            lang: self.lang,
            source: self.source_id,
            received_at: self.received_at,
            post: Post {
                at: RemoteRef {
                    network: self.network,
                    host: self.host,
                    id: self.remote_id,
                    rev: self.rev,
                },
                author: Author {
                    id: self.author_id,
                    handle: self.handle,
                    name: self.author_name,
                    avatar: self.avatar,
                    followers: self.followers,
                },
                created_at: self.posted_at,
                edited_at: self.edited_at,
                kind: body.kind,
                title: self.title,
                text: self.text,
                spans: body.spans,
                langs: body.langs,
                url: self.url,
                media: body.media,
                card: body.card,
                poll: body.poll,
                answered: body.answered,
                counts: Counts {
                    replies: self.replies,
                    reposts: self.reposts,
                    likes: self.likes,
                },
                raw: "".into(),
            },
        })
    }
}

/// Those of `ids` that exist, in no particular order.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, ids: &[PostId]) -> Result<Vec<Stored>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(ROWS_MAX) {
        let rows: Vec<Row> = on!(tx, |c: Db| {
            let mut sql = with_ids!(Db, org, ids);
            sql.push(concat!(
                "SELECT ",
                columns!(),
                " FROM wanted w CROSS JOIN post p",
                join_author!(),
                "WHERE p.org_id = w.org_id AND p.id = w.id"
            ));
            sql.build_query_as().persistent(false).fetch_all(c).await
        })
        .map_err(Error::doing("get posts"))?;
        for row in rows {
            found.push(row.into_stored()?);
        }
    }
    Ok(found)
}

/// Those of `ids` that exist, in no particular order: what a page shows may have been deleted since.
///
/// # Errors
/// When the database fails.
pub async fn existing(tx: &mut Tx, org: OrgId, ids: &[PostId]) -> Result<Vec<PostId>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(ROWS_MAX) {
        let rows: Vec<(uuid::Uuid,)> = on!(tx, |c: Db| {
            let mut sql = with_ids!(Db, org, ids);
            sql.push("SELECT p.id FROM wanted w CROSS JOIN post p WHERE p.org_id = w.org_id AND p.id = w.id");
            sql.build_query_as().persistent(false).fetch_all(c).await
        })
        .map_err(Error::doing("find existing posts"))?;
        found.extend(rows.into_iter().map(|(id,)| PostId::from_uuid(id)));
    }
    Ok(found)
}

pub(crate) const FIND: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM post p",
    join_author!(),
    "WHERE p.org_id = $1 AND p.network = $2 AND p.host = $3 AND p.remote_id = $4"
);

/// The post the network calls so, whatever its version.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut Tx, org: OrgId, at: &RemoteRef) -> Result<Option<Stored>> {
    let row: Option<Row> = row!(
        tx,
        "find a post",
        FIND,
        org.as_uuid(),
        at.network.slug(),
        clean(&at.host),
        clean(&at.id)
    )?;
    row.map(Row::into_stored).transpose()
}

/// The record as received: JSON, the evidence.
///
/// # Errors
/// When the database fails.
pub async fn raw(tx: &mut Tx, org: OrgId, id: PostId) -> Result<Option<String>> {
    const SQL: &str = "SELECT raw FROM post WHERE org_id = $1 AND id = $2";
    let row: Option<(String,)> = row!(
        tx,
        "get the evidence of a post",
        SQL,
        org.as_uuid(),
        id.as_uuid()
    )?;
    Ok(row.map(|(raw,)| raw))
}

pub(crate) const RECENT: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM post p",
    join_author!(),
    "WHERE p.org_id = $1 AND (p.posted_at, p.id) < ($2, $3) ORDER BY p.posted_at DESC, p.id DESC LIMIT $4"
);

/// A page of posts by the date they were posted, newest first, strictly before `before`.
///
/// # Errors
/// When the database fails.
pub async fn recent(
    tx: &mut Tx,
    org: OrgId,
    before: Option<PostKey>,
    limit: u32,
) -> Result<Vec<Stored>> {
    let (at, id) = before.map_or((i64::MAX, uuid::Uuid::max()), |it| {
        (micros(it.at), it.id.as_uuid())
    });
    page(tx, RECENT, org, (at, id), limit).await
}

/// A page of posts by the date they were posted, oldest first, strictly after `after`.
///
/// # Errors
/// When the database fails.
pub async fn oldest(
    tx: &mut Tx,
    org: OrgId,
    after: Option<PostKey>,
    limit: u32,
) -> Result<Vec<Stored>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM post p",
        join_author!(),
        "WHERE p.org_id = $1 AND (p.posted_at, p.id) > ($2, $3) ORDER BY p.posted_at, p.id LIMIT $4"
    );
    let (at, id) = after.map_or((i64::MIN, uuid::Uuid::nil()), |it| {
        (micros(it.at), it.id.as_uuid())
    });
    page(tx, SQL, org, (at, id), limit).await
}

async fn page(
    tx: &mut Tx,
    sql: &'static str,
    org: OrgId,
    (at, id): (i64, uuid::Uuid),
    limit: u32,
) -> Result<Vec<Stored>> {
    let rows: Vec<Row> = rows!(
        tx,
        "list posts",
        sql,
        org.as_uuid(),
        at,
        id,
        i64::from(limit)
    )?;
    rows.into_iter().map(Row::into_stored).collect()
}

/// How many posts an organisation holds.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, org: OrgId) -> Result<u64> {
    const SQL: &str = "SELECT COUNT(*) FROM post WHERE org_id = $1";
    let (n,): (i64,) = on!(tx, |c| sqlx::query_as(SQL)
        .bind(org.as_uuid())
        .fetch_one(c)
        .await)
    .map_err(Error::doing("count posts"))?;
    Ok(n.unsigned_abs())
}

#[cfg(test)]
mod tests;
