//! Asking a source for what it missed.

use std::time::Duration;

use model::{Cause, GapId, Role};
use networks::{Mode, SourceConfig};
use store::{coverage, source};

use crate::{Actor, Engine, Error, sources::Rewind};

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapFill {
    /// The source is being asked; the gap is marked refilled once it has told everything.
    Asked,
    CannotBeFilled(NoFill),
}

/// Why a gap stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFill {
    /// It was filled already.
    Filled,
    /// The source is switched off.
    SourceOff,
    /// The network no longer keeps what was said then.
    TooOld,
    /// The network cannot go back to a moment.
    NoPast,
}

impl Engine {
    /// Asks a gap's source for what it missed, where its network can tell it. A gap that lasts has its
    /// line opened again at once.
    pub async fn gap_fill(&self, actor: &Actor, id: GapId) -> Result<GapFill, Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.read().await?;
        let gap = coverage::gap(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        let record = source::get(&mut tx, actor.org, gap.source)
            .await?
            .ok_or(Error::NotFound)?;
        drop(tx);
        let cannot = |why| Ok(GapFill::CannotBeFilled(why));
        if gap.refilled_at.is_some() {
            return cannot(NoFill::Filled);
        }
        if !record.enabled {
            return cannot(NoFill::SourceOff);
        }
        if gap.cause == Cause::LookBack {
            return cannot(NoFill::TooOld);
        }
        if gap.to.is_none() {
            self.reopen_source(actor.org, record.id, None);
            return Ok(GapFill::Asked);
        }
        let network = SourceConfig::from_json(&record.config)
            .and_then(|it| networks::connect(&it, &self.egress, self.seams.clock.clone()))
            .map_err(Error::Network)?;
        let Some(listen) = network.listen() else {
            return cannot(NoFill::NoPast);
        };
        let Mode::Stream {
            resume: Some(look_back),
        } = listen.mode()
        else {
            return cannot(NoFill::NoPast);
        };
        let age = self.seams.now().duration_since(gap.from).unsigned_abs();
        if age > look_back.saturating_sub(MARGIN) {
            return cannot(NoFill::TooOld);
        }
        let Some(from) = listen.since(gap.from) else {
            return cannot(NoFill::NoPast);
        };
        self.reopen_source(actor.org, record.id, Some(Rewind { from, gap }));
        Ok(GapFill::Asked)
    }
}

/// What the network forgets while we connect.
const MARGIN: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests;
