//! The coverage ledger as ingest keeps it: what each source's life means in listened stretches and gaps.
//!
//! Pure: it turns what a listener reports into [`Entry`]s, which ingest writes in the same transaction
//! as the data. The rule is to over-report: a stretch is listened to only once something proves it.

use std::time::Duration;

use jiff::Timestamp;
use model::{Cause, Gap, GapId, SourceId};

/// A pause this short between two proofs of listening is not a gap.
pub(crate) const TOLERANCE: Duration = Duration::from_secs(15);

/// One line for the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Listened { from: Timestamp, to: Timestamp },
    Open(Gap),
    Close { gap: GapId, to: Timestamp },
    Refilled { gap: GapId, at: Timestamp },
}

/// What is known of one source between two reports.
#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    source: SourceId,
    /// Until when listening is proven.
    heard_until: Option<Timestamp>,
    open: Option<Gap>,
    /// Closed, and refilled once the past has been read, in this session or, cut short, in a later one.
    closed: Vec<Gap>,
    /// The session reads what was missed, so a closed gap can be refilled.
    resumes: bool,
    /// The network told us of a stretch it no longer has, up to here.
    lost_until: Option<Timestamp>,
}

impl Ledger {
    /// A source that begins, or begins again after the process or a person stopped it at `heard_until`.
    /// `open` is the gap the store still holds open.
    pub(crate) fn new(source: SourceId, heard_until: Option<Timestamp>, open: Option<Gap>) -> Self {
        Self {
            source,
            heard_until,
            open,
            closed: Vec::new(),
            resumes: false,
            lost_until: None,
        }
    }

    /// Nobody listened since the last proof: writes down that the gap runs until someone does.
    pub(crate) fn begin(&mut self, at: Timestamp, fresh: impl FnOnce() -> GapId) -> Vec<Entry> {
        match self.heard_until {
            Some(heard) if self.open.is_none() && is_apart(heard, at) => {
                vec![self.open_gap(heard, Cause::Stopped, fresh())]
            }
            _ => Vec::new(),
        }
    }

    /// A closed gap that is about to be read again.
    pub(crate) fn refills(&mut self, gap: Gap) {
        self.closed.push(gap);
    }

    /// The line is open. `resumes` says whether what was missed will be read.
    pub(crate) fn opened(&mut self, at: Timestamp, resumes: bool) -> Vec<Entry> {
        self.resumes = resumes;
        if self.closed.is_empty() {
            self.lost_until = None;
        }
        let mut entries = Vec::new();
        if let Some(mut gap) = self.open.take() {
            entries.push(Entry::Close {
                gap: gap.id,
                to: at,
            });
            gap.to = Some(at);
            self.closed.push(gap);
            entries.push(Entry::Listened { from: at, to: at });
        } else {
            // A poll that succeeds proves the time since the last one: a feed keeps its items.
            entries.push(Entry::Listened {
                from: self.heard_until.unwrap_or(at),
                to: at,
            });
        }
        self.heard_until = Some(at);
        entries
    }

    /// Something proves that we listen.
    pub(crate) fn alive(&mut self, at: Timestamp) -> Option<Entry> {
        let from = self.heard_until.filter(|heard| *heard <= at)?;
        self.heard_until = Some(at);
        Some(Entry::Listened { from, to: at })
    }

    /// What was missed has been read.
    pub(crate) fn caught_up(&mut self, at: Timestamp) -> Vec<Entry> {
        let closed = std::mem::take(&mut self.closed);
        if !self.resumes {
            return self.alive(at).into_iter().collect();
        }
        let is_refilled = |gap: &Gap| self.lost_until.is_none_or(|lost| lost <= gap.from);
        let mut entries: Vec<Entry> = closed
            .iter()
            .filter(|it| is_refilled(it))
            .map(|it| Entry::Refilled { gap: it.id, at })
            .collect();
        entries.extend(self.alive(at));
        entries
    }

    /// The line is cut or could not be opened.
    pub(crate) fn lost(
        &mut self,
        at: Timestamp,
        cause: Cause,
        fresh: impl FnOnce() -> GapId,
    ) -> Vec<Entry> {
        if self.open.is_some() {
            return Vec::new();
        }
        vec![self.open_gap(self.heard_until.unwrap_or(at), cause, fresh())]
    }

    /// The network says it no longer has a stretch.
    pub(crate) fn not_kept(
        &mut self,
        from: Option<Timestamp>,
        to: Option<Timestamp>,
        cause: Cause,
        at: Timestamp,
        fresh: GapId,
    ) -> Vec<Entry> {
        let to = to.unwrap_or(at);
        let from = from
            .or_else(|| self.closed.first().map(|it| it.from))
            .unwrap_or(to)
            .min(to);
        self.lost_until = Some(self.lost_until.map_or(to, |it| it.max(to)));
        let gap = Gap {
            id: fresh,
            source: self.source,
            from,
            to: None,
            cause,
            refilled_at: None,
        };
        vec![Entry::Open(gap), Entry::Close { gap: fresh, to }]
    }

    fn open_gap(&mut self, from: Timestamp, cause: Cause, id: GapId) -> Entry {
        let gap = Gap {
            id,
            source: self.source,
            from,
            to: None,
            cause,
            refilled_at: None,
        };
        self.open = Some(gap.clone());
        Entry::Open(gap)
    }
}

fn is_apart(heard: Timestamp, at: Timestamp) -> bool {
    at > heard && at.duration_since(heard).unsigned_abs() > TOLERANCE
}

#[cfg(test)]
mod tests;
