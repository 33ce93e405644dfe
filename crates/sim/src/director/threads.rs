//! What grows under a post: answers, quotes, reposts, figures.

use super::{
    Director, Figures, Happening, Mood, NewPost, PostIndex, Speaker, Task, ThreadId, compose::Brief,
};
use crate::{
    event::AccountId,
    library::{Block, Library, LineId},
    rhythm::{HOUR_US, MINUTE_US, Moment, at_local},
};

/// Services answer in office hours, La Diligence and the buses later.
const OFFICE: std::ops::Range<u8> = 8..19;
const LATE_OFFICE: std::ops::Range<u8> = 6..23;
const LATE_SERVICES: [&str; 2] = ["diligence_client", "clapotis"];
/// Answers a post draws for each unit of its heat, with an ordinary fame.
const ANSWERS_EACH: f64 = 1.45;
/// No post draws more answers of its own than that.
const ANSWERS_MAX: usize = 12;

impl Director {
    /// Decides who will react to a thread's first post, and when.
    pub(super) fn plan(&mut self, thread: ThreadId, mood: Mood, moment: &Moment) {
        let library = self.library;
        let block = &library.blocks[self.threads[thread].block];
        let root = self.threads[thread].root;
        let opener = self.threads[thread].opener;
        let opened = &library.lines[self.threads[thread].line];
        let said = self.threads[thread].said.clone();
        let (mut service, mut others): (Vec<LineId>, Vec<LineId>) = block
            .replies
            .iter()
            .copied()
            .filter(|&line| self.is_rested(line) && library.lines[line].fits(opened, &said))
            .partition(|&line| library.lines[line].speaker == Speaker::Service);
        if block.service.is_some() && self.dice.chance(block.service_chance) && !service.is_empty()
        {
            let line = service.swap_remove(self.dice.below(service.len()));
            self.memory.lines[line] = Some(self.memory.written);
            let at = self.office_time(block.service.unwrap_or(""), moment);
            self.schedule(
                at,
                Task::Answer {
                    thread,
                    parent: root,
                    line,
                },
            );
        }
        // What fits anything says little: half of the time, silence says more.
        if others.is_empty() && block.lang.is_none() && !block.is_raw && self.dice.chance(0.6) {
            others = self.generic(mood);
        }
        let fame = (f64::from(self.cast.get(opener).followers) / 60.0)
            .ln_1p()
            .clamp(0.5, 3.0);
        let luck = self.dice.skewed(0.85, 0.55);
        let wanted = self.dice.count(block.heat * fame * luck * ANSWERS_EACH);
        for _ in 0..wanted.min(ANSWERS_MAX).min(others.len()) {
            let line = others.swap_remove(self.dice.below(others.len()));
            // Kept at once: two threads never plan the same sentence for the same hour.
            self.memory.lines[line] = Some(self.memory.written);
            let wait = self.dice.skewed(16.0, 0.95).clamp(0.7, 900.0);
            self.schedule(
                self.now + (wait * MINUTE_US as f64) as i64,
                Task::Answer {
                    thread,
                    parent: root,
                    line,
                },
            );
        }
        let quotes = if block.quotes.is_empty() {
            &self.generic_block(mood).quotes
        } else {
            &block.quotes
        };
        if let Some(&line) = self.dice.pick(quotes)
            && block.lang.is_none()
            && self.is_rested(line)
            && library.lines[line].fits(opened, &said)
            && self
                .dice
                .chance(if block.quotes.is_empty() { 0.03 } else { 0.16 } * fame)
        {
            let wait = self.dice.skewed(50.0, 0.8).clamp(4.0, 900.0) as i64;
            self.memory.lines[line] = Some(self.memory.written);
            self.schedule(self.now + wait * MINUTE_US, Task::Quote { thread, line });
        }
        self.plan_reposts(root, opener, block.heat);
    }

    fn plan_reposts(&mut self, root: PostIndex, opener: AccountId, heat: f64) {
        let is_official = self.cast.get(opener).is_official();
        let mean = if is_official {
            0.5 + 0.5 * heat
        } else {
            0.05 + 0.05 * heat
        };
        let count = self.dice.count(mean);
        let moment = self.moment();
        for _ in 0..count {
            let friends = &self.cast.get(opener).friends;
            let by = if friends.is_empty() || self.dice.chance(0.3) {
                self.somebody(&moment)
            } else {
                self.dice.pick(friends).copied()
            };
            if let Some(by) = by
                && by != opener
            {
                let wait = self.dice.skewed(40.0, 1.0).clamp(2.0, 1_500.0) as i64;
                self.schedule(self.now + wait * MINUTE_US, Task::Repost { of: root, by });
            }
        }
    }

    /// Lines for any post of that mood, when the situation has none of its own.
    fn generic(&self, mood: Mood) -> Vec<LineId> {
        self.generic_block(mood)
            .replies
            .iter()
            .copied()
            .filter(|&line| self.is_rested(line))
            .collect()
    }

    fn generic_block(&self, mood: Mood) -> &'static Block {
        let id = match mood {
            Mood::Complaint => "_plainte",
            Mood::Question => "_question",
            Mood::Thanks | Mood::Joy => "_joie",
            Mood::Joke => "_rire",
            Mood::Worry => "_souci",
            Mood::Plain => "_divers",
        };
        let library: &'static Library = self.library;
        library
            .blocks
            .iter()
            .find(|it| it.id == id)
            .expect("a test finds each of them")
    }

    /// When a service gets to it.
    fn office_time(&mut self, service: &str, moment: &Moment) -> i64 {
        let hours = if LATE_SERVICES.contains(&service) {
            LATE_OFFICE
        } else {
            OFFICE
        };
        let wait = self.dice.skewed(24.0, 0.6).clamp(4.0, 150.0) as i64;
        if hours.contains(&moment.hour()) {
            return self.now + wait * MINUTE_US;
        }
        let days = i64::from(moment.hour() >= hours.end);
        let opening = i64::from(hours.start) * 60 + wait;
        at_local(model::time::from_micros(self.now), days, opening).max(self.now + wait * MINUTE_US)
    }

    pub(super) fn answer(&mut self, thread: ThreadId, parent: PostIndex, line: LineId) {
        let root = self.threads[thread].root;
        if !self.posts[parent as usize].is_alive || !self.posts[root as usize].is_alive {
            return;
        }
        let moment = self.moment();
        let library = self.library;
        let speaker = library.lines[line].speaker;
        let Some(author) = self.speaker(thread, parent, speaker, &moment) else {
            return;
        };
        if self.memory.said.contains(&(author, line)) && speaker != Speaker::Service {
            return;
        }
        let block_id = self.threads[thread].block;
        let block = &library.blocks[block_id];
        let mut bindings = self.threads[thread].bindings.clone();
        let mood = if speaker == Speaker::Service {
            Mood::Plain
        } else {
            softened(block.mood)
        };
        let brief = Brief {
            author,
            block,
            line,
            is_reply: true,
            mood,
        };
        let Some(typed) = self.write(brief, &mut bindings, &moment) else {
            return;
        };
        let text = self.addressed(&typed.text, author, parent);
        let post = NewPost {
            author,
            text: text.into(),
            lang: self.claimed_lang(author, block),
            reply_to: Some((parent, root)),
            ..NewPost::default()
        };
        let likes = self.likes(author, block, false) * 0.45;
        let index = self.publish(post, likes);
        let thread_state = &mut self.threads[thread];
        thread_state.bindings = bindings;
        if !thread_state.speakers.contains(&author) {
            thread_state.speakers.push(author);
        }
        self.regret(index, author, block_id, &typed, &moment);
        self.plan_answers(thread, index, line, &moment);
    }

    fn plan_answers(&mut self, thread: ThreadId, parent: PostIndex, line: LineId, moment: &Moment) {
        let library = self.library;
        for &next in &library.lines[line].answers {
            let (chance, median) = match library.lines[next].speaker {
                Speaker::Back => (0.75, 9.0),
                Speaker::Other => (0.55, 13.0),
                Speaker::Service => (0.8, 18.0),
            };
            if !self.is_rested(next) || !self.dice.chance(chance) {
                continue;
            }
            self.memory.lines[next] = Some(self.memory.written);
            let wait = self.dice.skewed(median, 0.7).clamp(0.8, 400.0);
            let mut at = self.now + (wait * MINUTE_US as f64) as i64;
            if library.lines[next].speaker == Speaker::Service {
                let service = library.blocks[self.threads[thread].block]
                    .service
                    .unwrap_or("");
                at = at.max(self.office_time(service, moment) - HOUR_US);
            }
            self.schedule(
                at,
                Task::Answer {
                    thread,
                    parent,
                    line: next,
                },
            );
        }
    }

    /// Who says a line of a thread.
    fn speaker(
        &mut self,
        thread: ThreadId,
        parent: PostIndex,
        speaker: Speaker,
        moment: &Moment,
    ) -> Option<AccountId> {
        let state = &self.threads[thread];
        let block = &self.library.blocks[state.block];
        let author = match speaker {
            Speaker::Back => self.answered(parent, state.opener),
            Speaker::Service => self.cast.find(block.service?)?,
            Speaker::Other => {
                let speakers = state.speakers.clone();
                self.passer_by(parent, &speakers, block.lang, moment)?
            }
        };
        (!self.away[author as usize]).then_some(author)
    }

    /// Whom a post answered: they are who speaks next.
    fn answered(&self, post: PostIndex, opener: AccountId) -> AccountId {
        self.posts[post as usize]
            .parent
            .map_or(opener, |it| self.posts[it as usize].author)
    }

    /// A friend of the author more often than not, else anybody awake.
    fn passer_by(
        &mut self,
        parent: PostIndex,
        speakers: &[AccountId],
        lang: Option<&'static str>,
        moment: &Moment,
    ) -> Option<AccountId> {
        let cast = self.cast.clone();
        let author = self.posts[parent as usize].author;
        for _ in 0..8 {
            let chosen = if lang.is_some() {
                Some(self.dice.below(cast.accounts.len()) as AccountId)
            } else if self.dice.chance(0.55) {
                self.dice.pick(&cast.get(author).friends).copied()
            } else {
                self.somebody(moment)
            };
            if let Some(chosen) = chosen
                && !speakers.contains(&chosen)
                && !cast.get(chosen).is_official()
                && (lang.is_none() || cast.get(chosen).lang == lang)
            {
                return Some(chosen);
            }
        }
        None
    }

    /// Some people begin with the name of whom they answer.
    fn addressed(&self, text: &str, author: AccountId, parent: PostIndex) -> String {
        let account = self.cast.get(author);
        let target = &self.cast.get(self.posts[parent as usize].author).handle;
        let is_habit = account.is_official() || author.is_multiple_of(4);
        if is_habit && !text.contains('@') {
            format!("@{target} {text}")
        } else {
            text.to_owned()
        }
    }

    pub(super) fn quote(&mut self, thread: ThreadId, line: LineId) {
        let root = self.threads[thread].root;
        if !self.posts[root as usize].is_alive {
            return;
        }
        let moment = self.moment();
        let speakers = self.threads[thread].speakers.clone();
        let block = &self.library.blocks[self.threads[thread].block];
        let Some(author) = self.passer_by(root, &speakers, block.lang, &moment) else {
            return;
        };
        if self.away[author as usize] {
            return;
        }
        let mut bindings = self.threads[thread].bindings.clone();
        let brief = Brief {
            author,
            block,
            line,
            is_reply: true,
            mood: softened(block.mood),
        };
        let Some(typed) = self.write(brief, &mut bindings, &moment) else {
            return;
        };
        let post = NewPost {
            author,
            text: typed.text.clone().into(),
            lang: self.claimed_lang(author, block),
            quote_of: Some(root),
            ..NewPost::default()
        };
        let likes = self.likes(author, block, false);
        let index = self.publish(post, likes);
        let block_id = self.threads[thread].block;
        self.regret(index, author, block_id, &typed, &moment);
    }

    pub(super) fn repost(&mut self, of: PostIndex, by: AccountId) {
        if !self.posts[of as usize].is_alive || self.away[by as usize] {
            return;
        }
        let post = NewPost {
            author: by,
            repost_of: Some(of),
            ..NewPost::default()
        };
        self.publish(post, 0.0);
    }

    pub(super) fn count(&mut self, post: PostIndex, share: f64) {
        let known = &mut self.posts[post as usize];
        let likes = (known.likes * share) as u32;
        let figures = Figures {
            likes: likes.max(known.figures.likes),
            ..known.figures
        };
        if known.is_alive && figures != Figures::default() {
            known.figures = figures;
            self.emit(Happening::Counts { post, figures });
        }
    }
}

/// People who answer are less carried away than who began.
const fn softened(mood: Mood) -> Mood {
    match mood {
        Mood::Question => Mood::Plain,
        other => other,
    }
}
