//! Mentions: which query matched which post, and why, numbered in the order they become visible.
//!
//! `seq` counts an organisation's mentions from 1. Numbers are given under the organisation's lock:
//! whoever has read up to one will never see a smaller one appear. Only removals leave holes.
//!
//! `mention_hour` counts them by the hour of their post. Whatever adds or removes mentions keeps it in
//! the same transaction: here, and [`uncount_posts`] for posts that go with their mentions.

use std::{collections::BTreeMap, time::Duration};

use jiff::Timestamp;
use model::{OrgId, PostId, QueryId};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    Tx,
    column::{clean, figure, micros},
    dialect::{self, ROWS_MAX},
    error::{Error, Result},
    post::{self, Stored},
};

const HOUR_US: i64 = 3_600_000_000;

/// A match to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewMention<'a> {
    pub query: QueryId,
    pub post: PostId,
    /// JSON of why it matched.
    pub spans: &'a str,
}

/// A mention with its post.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub seq: u64,
    pub query: QueryId,
    pub seen_at: Timestamp,
    /// JSON of why it matched.
    pub spans: String,
    pub post: Stored,
}

record! {
    /// How many posts matched in one hour.
    pub struct Hour {
        /// The beginning of the hour, UTC.
        pub at: Timestamp,
        pub n: u64,
    }
}

record! {
    /// The same of one query among all.
    pub struct QueryHour {
        pub query: QueryId,
        pub at: Timestamp,
        pub n: u64,
    }
}

record! {
    struct Row {
        seq: u64,
        query_id: QueryId,
        seen_at: Timestamp,
        spans: String,
    } + {
        post: post::Row,
    }
}

impl Row {
    fn into_mention(self) -> Result<Mention> {
        Ok(Mention {
            seq: self.seq,
            query: self.query_id,
            seen_at: self.seen_at,
            spans: self.spans,
            post: self.post.into_stored()?,
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT m.seq, m.query_id, m.seen_at, m.spans, ",
            post::columns!(),
            " FROM mention m JOIN post p ON p.org_id = m.org_id AND p.id = m.post_id",
            post::join_author!(),
            $rest
        )
    };
}

/// Keeps matches, numbered in the order given. Answers each one's number, or `None` for one already
/// known or whose query or post is gone.
///
/// # Errors
/// When the database fails.
pub async fn insert_many(
    tx: &mut Tx,
    org: OrgId,
    seen_at: Timestamp,
    mentions: &[NewMention<'_>],
) -> Result<Vec<Option<u64>>> {
    let mut seqs = Vec::with_capacity(mentions.len());
    if mentions.is_empty() {
        return Ok(seqs);
    }
    dialect::lock_org(tx, org).await?;
    for mentions in mentions.chunks(ROWS_MAX) {
        insert_chunk(tx, org, seen_at, mentions, &mut seqs).await?;
    }
    Ok(seqs)
}

async fn insert_chunk(
    tx: &mut Tx,
    org: OrgId,
    seen_at: Timestamp,
    mentions: &[NewMention<'_>],
    seqs: &mut Vec<Option<u64>>,
) -> Result<()> {
    let mut missing = missing(tx, org, mentions).await?;
    // The first of a pair given twice is kept: it leaves the map with the rest of its like.
    let kept: Vec<Option<i64>> = mentions
        .iter()
        .map(|it| missing.remove(&(it.query.as_uuid(), it.post.as_uuid())))
        .collect();
    let n_kept = kept.iter().flatten().count();
    let mut seq = take_numbers(tx, org, n_kept).await?;
    let mut rows = Vec::with_capacity(n_kept);
    for (mention, posted_at) in mentions.iter().zip(kept) {
        seqs.push(posted_at.map(|posted_at| {
            seq += 1;
            rows.push((seq, mention, posted_at));
            seq.unsigned_abs()
        }));
    }
    if rows.is_empty() {
        return Ok(());
    }
    on!(tx, |c: Db| {
        let mut sql = QueryBuilder::<Db>::new(
            "INSERT INTO mention (org_id, query_id, seq, post_id, seen_at, posted_at, spans) ",
        );
        sql.push_values(&rows, |mut row, (seq, mention, posted_at)| {
            row.push_bind(org.as_uuid())
                .push_bind(mention.query.as_uuid())
                .push_bind(*seq)
                .push_bind(mention.post.as_uuid())
                .push_bind(micros(seen_at))
                .push_bind(*posted_at)
                .push_bind(clean(mention.spans));
        });
        sql.build().persistent(false).execute(c).await.map(drop)
    })
    .map_err(Error::doing("insert mentions"))?;
    let mut hours = Hours::new();
    for (_, mention, posted_at) in &rows {
        *hours
            .entry((mention.query.as_uuid(), hour_of(*posted_at)))
            .or_default() += 1;
    }
    count_hours(tx, org, &hours).await?;
    want_names(
        tx,
        org,
        &rows
            .iter()
            .map(|(_, mention, _)| mention.post)
            .collect::<Vec<_>>(),
    )
    .await
}

/// How many mentions more or less a query has in an hour.
type Hours = BTreeMap<(Uuid, i64), i64>;

const fn hour_of(posted_at: i64) -> i64 {
    posted_at / HOUR_US * HOUR_US
}

/// Adds to the counts by the hour, or takes from them; the lock is held. An hour that comes to nothing
/// goes.
async fn count_hours(tx: &mut Tx, org: OrgId, hours: &Hours) -> Result<()> {
    let hours: Vec<_> = hours.iter().collect();
    for hours in hours.chunks(ROWS_MAX) {
        on!(tx, |c: Db| {
            let mut sql =
                QueryBuilder::<Db>::new("INSERT INTO mention_hour (org_id, query_id, hour_at, n) ");
            sql.push_values(hours, |mut row, ((query, hour), n)| {
                row.push_bind(org.as_uuid())
                    .push_bind(*query)
                    .push_bind(*hour)
                    .push_bind(**n);
            });
            sql.push(
                " ON CONFLICT (org_id, query_id, hour_at) DO UPDATE SET n = mention_hour.n + excluded.n",
            );
            sql.build().persistent(false).execute(c).await.map(drop)
        })
        .map_err(Error::doing("count mentions by the hour"))?;
        if hours.iter().all(|(_, n)| **n > 0) {
            continue;
        }
        on!(tx, |c: Db| {
            let mut sql = QueryBuilder::<Db>::new("WITH wanted (org_id, query_id, hour_at) AS (");
            sql.push_values(hours, |mut row, ((query, hour), _)| {
                row.push_bind(org.as_uuid())
                    .push_bind(*query)
                    .push_bind(*hour);
            });
            sql.push(
                ") DELETE FROM mention_hour WHERE (org_id, query_id, hour_at) IN
                (SELECT org_id, query_id, hour_at FROM wanted) AND n <= 0",
            );
            sql.build().persistent(false).execute(c).await.map(drop)
        })
        .map_err(Error::doing("forget empty hours"))?;
    }
    Ok(())
}

/// Takes the mentions of posts out of the counts by the hour: call it before the posts are deleted,
/// under the organisation's lock.
pub(crate) async fn uncount_posts(
    tx: &mut Tx,
    org: OrgId,
    posts: impl ExactSizeIterator<Item = PostId> + Clone,
) -> Result<()> {
    if posts.len() == 0 {
        return Ok(());
    }
    let rows: Vec<(Uuid, i64)> = on!(tx, |c: Db| {
        let mut sql = with_ids!(Db, org, posts.clone());
        sql.push(
            "SELECT m.query_id, m.posted_at FROM wanted w CROSS JOIN mention m
            WHERE m.org_id = w.org_id AND m.post_id = w.id",
        );
        sql.build_query_as().persistent(false).fetch_all(c).await
    })
    .map_err(Error::doing("find the mentions of posts"))?;
    take_from_hours(tx, org, &rows).await
}

async fn take_from_hours(tx: &mut Tx, org: OrgId, gone: &[(Uuid, i64)]) -> Result<()> {
    let mut hours = Hours::new();
    for (query, posted_at) in gone {
        *hours.entry((*query, hour_of(*posted_at))).or_default() -= 1;
    }
    count_hours(tx, org, &hours).await
}

/// Those pairs that are not known yet and whose query and post exist, with the date of the post.
async fn missing(
    tx: &mut Tx,
    org: OrgId,
    mentions: &[NewMention<'_>],
) -> Result<std::collections::HashMap<(Uuid, Uuid), i64>> {
    let rows: Vec<(Uuid, Uuid, i64)> = on!(tx, |c: Db| {
        let mut sql = QueryBuilder::<Db>::new("WITH wanted (org_id, query_id, post_id) AS (");
        sql.push_values(mentions, |mut row, it| {
            row.push_bind(org.as_uuid()).push_bind(it.query.as_uuid()).push_bind(it.post.as_uuid());
        });
        sql.push(
            ") SELECT q.id, p.id, p.posted_at FROM wanted w CROSS JOIN query q CROSS JOIN post p
            WHERE q.org_id = w.org_id AND q.id = w.query_id AND p.org_id = w.org_id AND p.id = w.post_id
            AND NOT EXISTS (SELECT 1 FROM mention m
            WHERE m.org_id = w.org_id AND m.post_id = w.post_id AND m.query_id = w.query_id)",
        );
        sql.build_query_as().persistent(false).fetch_all(c).await
    })
    .map_err(Error::doing("find known mentions"))?;
    Ok(rows
        .into_iter()
        .map(|(query, post, posted_at)| ((query, post), posted_at))
        .collect())
}

/// Takes the next `n` numbers; answers the one before them.
async fn take_numbers(tx: &mut Tx, org: OrgId, n: usize) -> Result<i64> {
    const SQL: &str = "UPDATE org_counter SET mention_seq = mention_seq + $2 WHERE org_id = $1
        RETURNING mention_seq - $2";
    if n == 0 {
        return Ok(0);
    }
    let n = i64::try_from(n).expect("a chunk is short");
    let (seq,): (i64,) = on!(tx, |c| sqlx::query_as(SQL)
        .bind(org.as_uuid())
        .bind(n)
        .fetch_one(c)
        .await)
    .map_err(Error::doing("number mentions"))?;
    Ok(seq)
}

/// Notes the authors of matched posts that have no handle, for [`crate::author::unnamed`].
async fn want_names(tx: &mut Tx, org: OrgId, posts: &[PostId]) -> Result<()> {
    on!(tx, |c: Db| {
        let mut sql = with_ids!(Db, org, posts);
        sql.push(
            "UPDATE author SET wanted = TRUE WHERE handle = '' AND NOT wanted
            AND (org_id, network, host, author_id) IN (SELECT p.org_id, p.network, p.host, p.author_id
            FROM wanted w CROSS JOIN post p WHERE p.org_id = w.org_id AND p.id = w.id)",
        );
        sql.build().persistent(false).execute(c).await.map(drop)
    })
    .map_err(Error::doing("note unnamed authors"))
}

pub(crate) const PAGE: &str =
    select!("WHERE m.org_id = $1 AND m.query_id = $2 AND m.seq < $3 ORDER BY m.seq DESC LIMIT $4");
pub(crate) const AFTER: &str =
    select!("WHERE m.org_id = $1 AND m.query_id = $2 AND m.seq > $3 ORDER BY m.seq LIMIT $4");

/// A page of a query's mentions, newest first, strictly before number `before`.
///
/// # Errors
/// When the database fails.
pub async fn page(
    tx: &mut Tx,
    org: OrgId,
    query: QueryId,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<Mention>> {
    list(tx, PAGE, org, query, before.map_or(i64::MAX, figure), limit).await
}

/// What came to a query strictly after number `after`, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn after(
    tx: &mut Tx,
    org: OrgId,
    query: QueryId,
    after: u64,
    limit: u32,
) -> Result<Vec<Mention>> {
    list(tx, AFTER, org, query, figure(after), limit).await
}

async fn list(
    tx: &mut Tx,
    sql: &'static str,
    org: OrgId,
    query: QueryId,
    seq: i64,
    limit: u32,
) -> Result<Vec<Mention>> {
    let rows: Vec<Row> = rows!(
        tx,
        "list mentions",
        sql,
        org.as_uuid(),
        query.as_uuid(),
        seq,
        i64::from(limit)
    )?;
    rows.into_iter().map(Row::into_mention).collect()
}

record! {
    /// What a mention's post says, without all that it looks like.
    pub struct Said {
        pub seq: u64,
        pub query: QueryId,
        pub post: PostId,
        pub posted_at: Timestamp,
        pub author: String,
        pub kind: String,
        pub text: String,
        pub replies: Option<u64>,
        pub reposts: Option<u64>,
        pub likes: Option<u64>,
    }
}

pub(crate) const SAID: &str = "SELECT m.seq, m.query_id AS query, p.id AS post, m.posted_at,
        p.author_id AS author, p.kind, p.text, p.replies, p.reposts, p.likes
    FROM mention m JOIN post p ON p.org_id = m.org_id AND p.id = m.post_id
    WHERE m.org_id = $1 AND m.query_id = $2 AND m.posted_at >= $3 AND m.posted_at < $4
    ORDER BY m.posted_at DESC LIMIT $5";

/// What was said in the newest posts that a query matched, of those posted from `from` on and before
/// `to`.
///
/// # Errors
/// When the database fails.
pub async fn said(
    tx: &mut Tx,
    org: OrgId,
    query: QueryId,
    (from, to): (Timestamp, Timestamp),
    limit: u32,
) -> Result<Vec<Said>> {
    rows!(
        tx,
        "list what was said",
        SAID,
        org.as_uuid(),
        query.as_uuid(),
        micros(from),
        micros(to),
        i64::from(limit)
    )
}

/// The mentions of one query with these numbers, in no particular order.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, query: QueryId, seqs: &[u64]) -> Result<Vec<Mention>> {
    const SQL: &str = select!("WHERE m.org_id = $1 AND m.query_id = $2 AND m.seq = $3");
    let mut found = Vec::with_capacity(seqs.len());
    for seq in seqs {
        let row: Option<Row> = row!(
            tx,
            "get mentions",
            SQL,
            org.as_uuid(),
            query.as_uuid(),
            figure(*seq)
        )?;
        found.extend(row.map(Row::into_mention).transpose()?);
    }
    Ok(found)
}

record! {
    /// How many posts were said in one of the equal stretches of a period.
    pub struct Stretch {
        /// Its place, from 0.
        pub index: u64,
        pub n: u64,
    }
}

/// How many different posts, matched by any of `queries`, were posted in each stretch of `width` from
/// `from` on and before `to`. Stretches without any are absent.
///
/// # Errors
/// When the database fails.
pub async fn stretches(
    tx: &mut Tx,
    org: OrgId,
    queries: &[QueryId],
    (from, to): (Timestamp, Timestamp),
    width: Duration,
) -> Result<Vec<Stretch>> {
    if queries.is_empty() {
        return Ok(Vec::new());
    }
    let width = i64::try_from(width.as_micros()).unwrap_or(i64::MAX).max(1);
    on!(tx, |c: Db| {
        let mut sql = QueryBuilder::<Db>::new("SELECT at AS \"index\", COUNT(*) AS n FROM (");
        // One query at a time, each a range of its index: a list of them would be sorted first.
        let mut unions = sql.separated(" UNION ");
        for query in queries {
            unions
                .push("SELECT post_id, (posted_at - ")
                .push_bind_unseparated(micros(from))
                .push_unseparated(") / ")
                .push_bind_unseparated(width)
                .push_unseparated(" AS at FROM mention WHERE org_id = ")
                .push_bind_unseparated(org.as_uuid())
                .push_unseparated(" AND query_id = ")
                .push_bind_unseparated(query.as_uuid())
                .push_unseparated(" AND posted_at >= ")
                .push_bind_unseparated(micros(from))
                .push_unseparated(" AND posted_at < ")
                .push_bind_unseparated(micros(to));
        }
        sql.push(") said GROUP BY at ORDER BY at");
        sql.build_query_as().persistent(false).fetch_all(c).await
    })
    .map_err(Error::doing("count posts by stretches"))
}

pub(crate) const COUNT_AFTER: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM mention
    WHERE org_id = $1 AND query_id = $2 AND seq > $3 LIMIT $4) newer";

/// How many mentions of a query come after number `after`, counted up to `limit`.
///
/// # Errors
/// When the database fails.
pub async fn count_after(
    tx: &mut Tx,
    org: OrgId,
    query: QueryId,
    after: u64,
    limit: u64,
) -> Result<u64> {
    let (n,): (i64,) = on!(tx, |c| sqlx::query_as(COUNT_AFTER)
        .bind(org.as_uuid())
        .bind(query.as_uuid())
        .bind(figure(after))
        .bind(figure(limit))
        .fetch_one(c)
        .await)
    .map_err(Error::doing("count newer mentions"))?;
    Ok(n.unsigned_abs())
}

/// The queries that matched a post.
///
/// # Errors
/// When the database fails.
pub async fn queries_of(tx: &mut Tx, org: OrgId, post: PostId) -> Result<Vec<QueryId>> {
    const SQL: &str =
        "SELECT query_id FROM mention WHERE org_id = $1 AND post_id = $2 ORDER BY query_id";
    ids!(
        tx,
        "list the queries of a post",
        SQL,
        org.as_uuid(),
        post.as_uuid()
    )
    .map(|ids| ids.into_iter().map(QueryId::from_uuid).collect())
}

/// Puts the new reasons in place after a post was edited; answers whether there was such a mention.
///
/// # Errors
/// When the database fails.
pub async fn replace_spans(tx: &mut Tx, org: OrgId, mention: &NewMention<'_>) -> Result<bool> {
    const SQL: &str =
        "UPDATE mention SET spans = $4 WHERE org_id = $1 AND query_id = $2 AND post_id = $3";
    Ok(run!(
        tx,
        "replace the reasons of a mention",
        SQL,
        org.as_uuid(),
        mention.query.as_uuid(),
        mention.post.as_uuid(),
        clean(mention.spans)
    )? == 1)
}

/// Removes the mentions of an edited post by queries that match it no longer, all but `still`;
/// answers the queries that lost it.
///
/// # Errors
/// When the database fails.
pub async fn retain(
    tx: &mut Tx,
    org: OrgId,
    post: PostId,
    still: &[QueryId],
) -> Result<Vec<QueryId>> {
    const SQL: &str = "DELETE FROM mention WHERE org_id = $1 AND post_id = $2 AND query_id = $3
        RETURNING query_id, posted_at";
    dialect::lock_org(tx, org).await?;
    let mut lost = queries_of(tx, org, post).await?;
    lost.retain(|it| !still.contains(it));
    let mut gone = Vec::with_capacity(lost.len());
    for query in &lost {
        let rows: Vec<(Uuid, i64)> = rows!(
            tx,
            "remove mentions",
            SQL,
            org.as_uuid(),
            post.as_uuid(),
            query.as_uuid()
        )?;
        gone.extend(rows);
    }
    take_from_hours(tx, org, &gone).await?;
    Ok(lost)
}

/// Removes at most `limit` mentions of a query, oldest first: its text changed and they are matched
/// anew. Call again while it answers that many.
///
/// # Errors
/// When the database fails.
pub async fn clear(tx: &mut Tx, org: OrgId, query: QueryId, limit: u32) -> Result<u64> {
    const SQL: &str = "DELETE FROM mention WHERE org_id = $1 AND query_id = $2 AND seq IN (
        SELECT seq FROM mention WHERE org_id = $1 AND query_id = $2 ORDER BY seq LIMIT $3)
        RETURNING query_id, posted_at";
    dialect::lock_org(tx, org).await?;
    let gone: Vec<(Uuid, i64)> = rows!(
        tx,
        "clear mentions",
        SQL,
        org.as_uuid(),
        query.as_uuid(),
        i64::from(limit)
    )?;
    take_from_hours(tx, org, &gone).await?;
    Ok(gone.len() as u64)
}

pub(crate) const HOURLY: &str = "SELECT hour_at AS at, n FROM mention_hour
    WHERE org_id = $1 AND query_id = $2 AND hour_at >= $3 AND hour_at < $4 ORDER BY hour_at";

/// How many posts of each hour matched, by the date they were posted, for the hours that begin from
/// `from` on and before `to`. Hours without any are absent.
///
/// # Errors
/// When the database fails.
pub async fn hourly(
    tx: &mut Tx,
    org: OrgId,
    query: QueryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Hour>> {
    rows!(
        tx,
        "list mentions by the hour",
        HOURLY,
        org.as_uuid(),
        query.as_uuid(),
        micros(from),
        micros(to)
    )
}

/// [`hourly`] of every query of an organisation.
///
/// # Errors
/// When the database fails.
pub async fn hourly_of_all(
    tx: &mut Tx,
    org: OrgId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<QueryHour>> {
    const SQL: &str = "SELECT query_id AS query, hour_at AS at, n FROM mention_hour
        WHERE org_id = $1 AND hour_at >= $2 AND hour_at < $3 ORDER BY query_id, hour_at";
    rows!(
        tx,
        "list mentions of all queries by the hour",
        SQL,
        org.as_uuid(),
        micros(from),
        micros(to)
    )
}

/// The last number given in an organisation; 0 before the first.
///
/// # Errors
/// When the database fails.
pub async fn max_seq(tx: &mut Tx, org: OrgId) -> Result<u64> {
    const SQL: &str = "SELECT mention_seq FROM org_counter WHERE org_id = $1";
    let row: Option<(i64,)> = row!(tx, "get the last mention's number", SQL, org.as_uuid())?;
    Ok(row.map_or(0, |(seq,)| seq.unsigned_abs()))
}

#[cfg(test)]
mod tests;
