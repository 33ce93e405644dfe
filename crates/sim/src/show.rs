//! When the scenes of live are seen: the story's clock against the real one.
//!
//! Show time runs like story time, but nights pass quickly and nobody waits in silence: the gap
//! between two scenes is shortened by the hour's quiet and cut to [`SILENCE_US_MAX`]. Real time is show time divided by
//! the speed, counted from an anchor that each run sets anew, so that the time the program was off is
//! no time at all.

use jiff::Timestamp;

use crate::{
    rhythm::{MINUTE_US, Moment},
    state::Segment,
};

/// Activity below which time goes faster, in proportion.
const DAYLIGHT: f64 = 0.9;
/// However deep the night.
const HASTE_MAX: f64 = 14.0;
/// The longest silence: 7 s at the default speed.
const SILENCE_US_MAX: i64 = 280_000_000;
/// When the real clock is further ahead than that, the machine slept: the story did too.
pub(crate) const LAG_US_MAX: i64 = MINUTE_US;

/// Follows the scenes in order and gives each its instant in show time.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    seed: u64,
    last_story_us: i64,
    last_post_us: i64,
    show_us: i64,
}

impl Pace {
    pub(crate) const fn from_morning(seed: u64, morning: i64) -> Self {
        Self {
            seed,
            last_story_us: morning,
            last_post_us: 0,
            show_us: 0,
        }
    }

    /// The show time of the next scene, which is at `story_us`.
    pub(crate) fn next(&mut self, story_us: i64, is_post: bool) -> i64 {
        let gap = (story_us - self.last_story_us).max(0);
        let activity = Moment::of(story_us, self.seed).activity();
        let haste = (DAYLIGHT / activity.max(0.01)).clamp(1.0, HASTE_MAX);
        let wanted = self.show_us + (gap as f64 / haste) as i64;
        self.show_us = wanted.min((self.last_post_us + SILENCE_US_MAX).max(self.show_us));
        self.last_story_us = story_us;
        if is_post {
            self.last_post_us = self.show_us;
        }
        self.show_us
    }
}

/// The real instant of a show time in a segment.
pub(crate) fn real_time(segment: &Segment, show_us: i64) -> Timestamp {
    let gap = (show_us - segment.show_us).max(0) as f64 / segment.speed;
    model::time::from_micros(segment.at_us.saturating_add(gap as i64))
}

#[cfg(test)]
mod tests;
