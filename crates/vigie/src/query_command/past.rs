//! Queries evaluated by an archive made for them.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use archive::{Ask, Change, From, House, Stop};
use jiff::{Timestamp, tz::TimeZone};
use model::PostId;
use query::{Doc, Expr};
use uuid::Uuid;

use super::Sample;

/// A corpus is small, and nobody waits before a page.
const PATIENCE: Duration = Duration::from_secs(60);

/// The ids that each query finds.
pub(super) fn eval(posts: &[Sample], queries: &[Expr]) -> anyhow::Result<Vec<Vec<String>>> {
    let folder = tempfile::tempdir().context("making a folder for the archive")?;
    let house = House::create(&folder.path().join("eval"))?;
    let docs: Vec<Doc> = posts.iter().map(|it| Doc::new(&it.post, it.lang)).collect();
    let number = |post: PostId| post.as_uuid().as_u128() as usize;
    let changes: Vec<Change> = docs
        .iter()
        .enumerate()
        .map(|(at, doc)| Change {
            seq: 0,
            post: PostId::from_uuid(Uuid::from_u128(at as u128)),
            at: doc.created_at(),
            new_at: None,
            doc: Some(doc.clone()),
        })
        .collect();
    house.apply(&changes)?;
    house.commit(0)?;
    let mut found = Vec::with_capacity(queries.len());
    for expr in queries {
        let mut verify = |ids: &[PostId]| {
            let holds = |it: &&PostId| query::evaluate(expr, &docs[number(**it)]).is_some();
            Ok(ids.iter().filter(holds).copied().collect::<HashSet<_>>())
        };
        let stop = Stop::at(Instant::now() + PATIENCE);
        let ask = Ask {
            expr,
            since: None,
            until: None,
            chosen: &[],
            zone: &TimeZone::UTC,
            now: Timestamp::UNIX_EPOCH,
            bounds: &[],
            from: From::First,
            wanted: posts.len(),
            samples: 0,
            facets: &[],
            values: 0,
            stop: &stop,
        };
        let answer = house.search(&ask, &mut verify)?;
        let in_order = answer.page.iter().rev();
        found.push(
            in_order
                .map(|it| posts[number(it.post())].id.clone())
                .collect(),
        );
    }
    Ok(found)
}
