//! What changed, told to whoever watches. A hint, never the data: pages read the store again.

use std::sync::Arc;

use model::{BoardId, OrgId, PostId, QueryId, SourceId};
use tokio::sync::broadcast;

/// How many changes a slow watcher may fall behind before it is told to start over.
pub(crate) const BACKLOG_MAX: usize = 1_024;

/// One thing that changed in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// New mentions up to `seq` for these queries.
    Mentions {
        org: OrgId,
        queries: Arc<[QueryId]>,
        seq: u64,
    },
    /// Posts that are gone from everywhere.
    Gone { org: OrgId, posts: Arc<[PostId]> },
    /// A source changed state, opened or closed a gap.
    Source { org: OrgId, source: SourceId },
    /// Authors got their names.
    Named { org: OrgId },
    /// A board or its columns were changed by a person.
    Board { org: OrgId, board: BoardId },
}

impl Change {
    #[must_use]
    pub const fn org(&self) -> OrgId {
        match self {
            Self::Mentions { org, .. }
            | Self::Gone { org, .. }
            | Self::Source { org, .. }
            | Self::Named { org }
            | Self::Board { org, .. } => *org,
        }
    }
}

/// Where changes are announced after the transaction that made them.
#[derive(Clone)]
pub(crate) struct Hub(broadcast::Sender<Change>);

impl Default for Hub {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG_MAX))
    }
}

impl Hub {
    pub(crate) fn announce(&self, change: Change) {
        // Nobody watching is the usual case at night, not an error.
        let _ = self.0.send(change);
    }

    #[must_use]
    pub(crate) fn watch(&self) -> Watch {
        Watch(self.0.subscribe())
    }
}

/// One watcher.
pub struct Watch(broadcast::Receiver<Change>);

/// What a watcher hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Change(Change),
    /// Too far behind: read everything again.
    Resync,
}

impl Watch {
    /// The next change, or `None` when the engine stopped. Cancel-safe.
    pub async fn next(&mut self) -> Option<Heard> {
        match self.0.recv().await {
            Ok(change) => Some(Heard::Change(change)),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Heard::Resync),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
