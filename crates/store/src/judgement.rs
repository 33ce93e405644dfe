//! What people say of the posts a query finds: the matter, or off topic. A judgement goes with its
//! query and with its post.

use jiff::Timestamp;
use model::{MemberId, OrgId, PostId, QueryId};

use crate::{Tx, column::micros, error::Result};

record! {
    /// The last word on one post for one query.
    pub struct Judgement {
        pub post: PostId,
        pub relevant: bool,
        /// Who said it, as long as they are here.
        pub by: Option<MemberId>,
        pub at: Timestamp,
    }
}

/// Says it, over what anybody said before; answers whether the query and the post exist.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &mut Tx, org: OrgId, query: QueryId, said: &Judgement) -> Result<bool> {
    const SQL: &str = "INSERT INTO judgement (org_id, query_id, post_id, relevant, member_id, at)
        SELECT q.org_id, q.id, p.id, $4, $5, $6 FROM query q CROSS JOIN post p
        WHERE q.org_id = $1 AND q.id = $2 AND p.org_id = $1 AND p.id = $3
        ON CONFLICT (org_id, query_id, post_id)
        DO UPDATE SET relevant = excluded.relevant, member_id = excluded.member_id, at = excluded.at";
    Ok(run!(
        tx,
        "judge a post",
        SQL,
        org.as_uuid(),
        query.as_uuid(),
        said.post.as_uuid(),
        said.relevant,
        said.by.map(MemberId::as_uuid),
        micros(said.at)
    )? == 1)
}

/// Takes it back; answers whether anything had been said.
///
/// # Errors
/// When the database fails.
pub async fn clear(tx: &mut Tx, org: OrgId, query: QueryId, post: PostId) -> Result<bool> {
    const SQL: &str = "DELETE FROM judgement WHERE org_id = $1 AND query_id = $2 AND post_id = $3";
    Ok(run!(
        tx,
        "take a judgement back",
        SQL,
        org.as_uuid(),
        query.as_uuid(),
        post.as_uuid()
    )? == 1)
}

/// The last ones on what a query finds, newest first.
///
/// # Errors
/// When the database fails.
pub async fn recent(tx: &mut Tx, org: OrgId, query: QueryId, limit: u32) -> Result<Vec<Judgement>> {
    const SQL: &str = "SELECT post_id AS post, relevant, member_id AS by, at FROM judgement
        WHERE org_id = $1 AND query_id = $2 ORDER BY at DESC, post_id LIMIT $3";
    rows!(
        tx,
        "list judgements",
        SQL,
        org.as_uuid(),
        query.as_uuid(),
        i64::from(limit)
    )
}

#[cfg(test)]
mod tests;
