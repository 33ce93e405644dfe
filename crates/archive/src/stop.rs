//! How a question is given up: when its time is over, when it needs too much memory, or when nobody waits
//! for it any more.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Instant,
};

use crate::error::{Error, Result};

/// Shared by all who work on one question.
#[derive(Clone, Debug)]
pub struct Stop {
    deadline: Instant,
    given_up: Arc<AtomicBool>,
    /// Places kept by all who work on it.
    kept: Arc<AtomicUsize>,
}

/// Places that a question may keep at once, in all its parts: 32 MB, and as much again while lists grow. What
/// is as common as that is searched for alone, not in a phrase.
const KEPT_MAX: usize = 1 << 22;

/// Room taken for places; given back when dropped.
#[derive(Debug)]
pub(crate) struct Room {
    stop: Stop,
    taken: usize,
}

impl Room {
    /// Takes room until there is so much; there may be none left.
    pub(crate) fn reach(&mut self, wanted: usize) -> Result<()> {
        let more = wanted.saturating_sub(self.taken);
        let kept = self.stop.kept.fetch_add(more, Ordering::Relaxed) + more;
        self.taken += more;
        if kept > KEPT_MAX {
            self.stop.give_up();
            return Err(Error::TooSlow);
        }
        Ok(())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.stop.kept.fetch_sub(self.taken, Ordering::Relaxed);
    }
}

impl Stop {
    #[must_use]
    pub fn at(deadline: Instant) -> Self {
        Self {
            deadline,
            given_up: Arc::default(),
            kept: Arc::default(),
        }
    }

    pub(crate) fn room(&self) -> Room {
        Room {
            stop: self.clone(),
            taken: 0,
        }
    }

    /// Nobody waits for the answer any more.
    pub fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Relaxed)
    }

    /// Whether to stop now; once true, it stays so.
    pub(crate) fn is_due(&self) -> bool {
        if self.is_given_up() {
            return true;
        }
        let is_over = Instant::now() >= self.deadline;
        if is_over {
            self.give_up();
        }
        is_over
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.is_due() {
            Err(Error::TooSlow)
        } else {
            Ok(())
        }
    }
}

/// Tells every so many steps whether to stop: a look at the clock costs more than a step.
pub(crate) struct Pace<'s> {
    stop: &'s Stop,
    steps: u32,
}

impl<'s> Pace<'s> {
    /// About 50 µs of work.
    pub(crate) const STEPS: u32 = 1_024;

    pub(crate) const fn new(stop: &'s Stop) -> Self {
        Self { stop, steps: 0 }
    }

    pub(crate) fn step(&mut self) -> Result<()> {
        self.steps += 1;
        if self.steps.is_multiple_of(Self::STEPS) {
            self.stop.check()?;
        }
        Ok(())
    }
}
