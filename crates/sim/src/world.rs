//! A world: its people, its past, and what happens next.

use std::sync::Arc;

use crate::{
    cast::Cast,
    director::Director,
    event::{EventKind, Happening},
    ledger::Ledger,
    library::library,
    rhythm,
    settings::Settings,
    show::Pace,
};

/// The minute of the day at which live begins: people are up, the ice rink is about to break down.
const MORNING_MINUTE: i64 = 7 * 60 + 40;

/// A city with its people and their past, ready to live on.
#[derive(Clone, Debug)]
pub struct World {
    pub(crate) settings: Settings,
    pub(crate) cast: Arc<Cast>,
    pub(crate) director: Director,
    pub(crate) pace: Pace,
    pub(crate) ledger: Ledger,
}

/// A post as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub at: jiff::Timestamp,
    pub name: Box<str>,
    pub handle: Box<str>,
    pub text: Box<str>,
    /// Whom it answers.
    pub answers: Option<Box<str>>,
    pub is_repost: bool,
    pub is_quote: bool,
    pub has_image: bool,
}

impl World {
    /// Makes the people and plays their past. Pure: the same settings make the same world.
    #[must_use]
    pub fn generate(settings: &Settings) -> Self {
        let cast = Arc::new(Cast::generate(settings.seed, library()));
        let mut director = Director::new(settings, cast.clone(), library());
        let mut ledger = Ledger::new(settings.seed);
        let start = settings.start;
        while let Some(scene) = director.next_before(start.as_microsecond()) {
            ledger.push(scene.what, model::time::from_micros(scene.story_us));
        }
        let morning = rhythm::at_local(start, 0, MORNING_MINUTE);
        director.go_live(start, morning);
        let pace = Pace::from_morning(settings.seed, morning);
        Self {
            settings: settings.clone(),
            cast,
            director,
            pace,
            ledger,
        }
    }

    /// What the world was made from.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The sequence number of the newest event.
    #[must_use]
    pub fn last_seq(&self) -> u64 {
        self.ledger.last_seq()
    }

    /// Every post so far, oldest first, as readers see them.
    pub fn readings(&self) -> impl Iterator<Item = Reading> {
        let posts = self.ledger.events().iter().filter_map(|it| match it.kind {
            EventKind::Post(index) => Some(index),
            _ => None,
        });
        posts.map(|index| {
            let record = self.ledger.post(index);
            let author = self.cast.get(record.post.author);
            let answers = record.post.reply_to.map(|(parent, _)| {
                self.cast
                    .get(self.ledger.post(parent).post.author)
                    .handle
                    .clone()
            });
            Reading {
                at: record.created_at,
                name: author.name.clone(),
                handle: author.handle.clone(),
                text: record.post.text.clone(),
                answers,
                is_repost: record.post.repost_of.is_some(),
                is_quote: record.post.quote_of.is_some(),
                has_image: !record.post.images.is_empty(),
            }
        })
    }

    /// Lets `scenes` more scenes happen, each at its show time after the start, at the default speed.
    pub fn live_on(&mut self, scenes: usize) {
        let segment = crate::state::Segment {
            first: 1,
            at_us: self.settings.start.as_microsecond(),
            show_us: 0,
            speed: self.settings.speed(),
        };
        for _ in 0..scenes {
            let scene = self.director.next();
            let show_us = self
                .pace
                .next(scene.story_us, matches!(scene.what, Happening::Post(_)));
            self.ledger
                .push(scene.what, crate::show::real_time(&segment, show_us));
        }
    }
}

#[cfg(test)]
mod tests;
