//! Lines of the coverage ledger, written in the transaction of the data they speak of.

use model::{OrgId, SourceId};
use store::{Tx, coverage};

use crate::{
    Error,
    ledger::{Entry, TOLERANCE},
};

pub(super) async fn write_entry(
    tx: &mut Tx,
    org: OrgId,
    source: SourceId,
    entry: &Entry,
) -> Result<(), Error> {
    match entry {
        Entry::Listened { from, to } => {
            let heard = coverage::Interval {
                from_at: *from,
                to_at: *to,
            };
            coverage::extend(tx, org, source, &heard, TOLERANCE).await?;
        }
        Entry::Open(gap) => coverage::insert_gap(tx, org, gap).await?,
        Entry::Close { gap, to } => {
            coverage::close_gap(tx, org, *gap, *to).await?;
        }
        Entry::Refilled { gap, at } => {
            coverage::mark_refilled(tx, org, *gap, *at).await?;
        }
    }
    Ok(())
}
