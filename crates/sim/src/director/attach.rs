//! What a post carries besides its words: a poll that people vote in, the link to an article.

use super::{Bindings, Director, Happening, PostIndex, Task};
use crate::{
    event::{Choice, Poll},
    library::Block,
    rhythm::{HOUR_US, MINUTE_US},
};

/// How much the most loved choice of a poll may outweigh the least loved.
const FAVOUR: (i64, i64) = (2, 11);
/// How far into a poll's time people have voted, and how many of those who will: most come early.
const TURNOUT: [(f64, f64); 6] = [
    (0.01, 0.12),
    (0.04, 0.3),
    (0.12, 0.52),
    (0.3, 0.74),
    (0.6, 0.9),
    (0.95, 1.0),
];
/// No poll of a small city is answered by more.
const CROWD_MAX: f64 = 900.0;
/// How many inhabitants link to an ordinary article.
const LINKS_EACH: f64 = 1.1;
/// The situation that says with what words.
const LINK_BLOCK: &str = "_lien";

impl Director {
    /// The poll of a situation that asks for one: its choices are written after `||`.
    pub(super) fn poll(&mut self, block: &Block, plain: &str) -> Option<Box<Poll>> {
        let hours = block.poll_hours?;
        let (_, choices) = plain.split_once("||")?;
        let choices = choices.split(" / ").map(|label| Choice {
            label: label.trim().into(),
            favour: self.dice.between(FAVOUR.0, FAVOUR.1) as u32,
        });
        Some(Box::new(Poll {
            choices: choices.collect(),
            hours,
        }))
    }

    /// People come and vote, until the poll ends.
    pub(super) fn plan_votes(&mut self, post: PostIndex, hours: u16) {
        let author = self.cast.get(self.posts[post as usize].author);
        let fame = 20.0 + f64::from(author.followers).sqrt() * 4.0;
        let crowd = self.dice.skewed(fame, 0.5).min(CROWD_MAX);
        let length = i64::from(hours) * HOUR_US;
        for (when, share) in TURNOUT {
            let at = self.now + (length as f64 * when) as i64;
            let crowd = (crowd * share) as u32;
            self.schedule(at, Task::Vote { post, crowd });
        }
    }

    pub(super) fn vote(&mut self, post: PostIndex, crowd: u32) {
        if self.posts[post as usize].is_alive && crowd > 0 {
            self.emit(Happening::Votes { post, crowd });
        }
    }

    /// Decides who will link to an article, and when.
    pub(super) fn plan_links(&mut self, article: PostIndex, heat: f64) {
        for _ in 0..self.dice.count(LINKS_EACH * heat) {
            let wait = self.dice.skewed(70.0, 0.9).clamp(6.0, 1_200.0);
            let at = self.now + (wait * MINUTE_US as f64) as i64;
            self.schedule(at, Task::Link { article });
        }
    }

    /// Somebody links to a paper's article.
    pub(super) fn link(&mut self, article: PostIndex) {
        let library = self.library;
        let moment = self.moment();
        let Some(author) = self.somebody(&moment) else {
            return;
        };
        let is_foreign = self.cast.get(author).lang.is_some();
        if is_foreign || !self.posts[article as usize].is_alive {
            return;
        }
        let block = library
            .blocks
            .iter()
            .position(|it| it.id == LINK_BLOCK)
            .expect("a test finds it");
        let Some(line) = self.free_line(&library.blocks[block].roots, author, &moment) else {
            return;
        };
        let paper = self.cast.get(self.posts[article as usize].author);
        let bindings: Bindings = vec![("journal".into(), paper.name.clone())];
        self.open_on(author, block, line, bindings, &moment, Some(article));
    }
}
