//! The ledger of truth: everything ever sent, in order, whatever became of it on the wire.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::{
    dice::mix,
    event::{AccountId, Event, EventKind, Figures, Happening, NewPost, PostIndex},
};

#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) at: Timestamp,
    pub(crate) text: Box<str>,
}

/// A post through its life.
#[derive(Clone, Debug)]
pub(crate) struct PostRecord {
    pub(crate) post: NewPost,
    pub(crate) created_at: Timestamp,
    /// After the first text, which is `post.text`.
    pub(crate) edits: Vec<Version>,
    pub(crate) is_deleted: bool,
    pub(crate) figures: Figures,
    /// How many people its poll was shown to.
    pub(crate) crowd: u32,
}

impl PostRecord {
    pub(crate) fn text(&self) -> &str {
        self.edits.last().map_or(&self.post.text, |it| &it.text)
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    seed: u64,
    events: Vec<Event>,
    posts: Vec<PostRecord>,
    /// Posts with an article, oldest first.
    articles: Vec<PostIndex>,
    away: Vec<AccountId>,
    by_number: HashMap<u64, PostIndex>,
}

impl Ledger {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            ..Self::default()
        }
    }

    /// Writes down what happened; its sequence number is the new [`Ledger::last_seq`].
    pub(crate) fn push(&mut self, what: Happening, at: Timestamp) {
        let kind = match what {
            Happening::Post(post) => {
                let index = self.posts.len() as PostIndex;
                self.by_number.insert(self.post_number(index), index);
                if post.article.is_some() {
                    self.articles.push(index);
                }
                self.posts.push(PostRecord {
                    post: *post,
                    created_at: at,
                    edits: Vec::new(),
                    is_deleted: false,
                    figures: Figures::default(),
                    crowd: 0,
                });
                EventKind::Post(index)
            }
            Happening::Edit { post, text } => {
                let edits = &mut self.posts[post as usize].edits;
                edits.push(Version { at, text });
                EventKind::Edit(post, edits.len() as u32)
            }
            Happening::Delete { post } => {
                self.posts[post as usize].is_deleted = true;
                EventKind::Delete(post)
            }
            Happening::Account { account, active } => {
                self.away.retain(|it| *it != account);
                if !active {
                    self.away.push(account);
                }
                EventKind::Account { account, active }
            }
            Happening::Counts { post, figures } => {
                self.posts[post as usize].figures = figures;
                EventKind::Counts { post, figures }
            }
            Happening::Votes { post, crowd } => {
                self.posts[post as usize].crowd = crowd;
                EventKind::Votes { post, crowd }
            }
        };
        self.events.push(Event { at, kind });
    }

    /// The sequence number of the newest event; 0 when nothing ever happened.
    pub(crate) fn last_seq(&self) -> u64 {
        self.events.len() as u64
    }

    /// The oldest sequence number kept when only `keep` events are.
    pub(crate) fn first_seq(&self, keep: usize) -> u64 {
        self.last_seq().saturating_sub(keep as u64) + 1
    }

    /// The event of that sequence number, from 1.
    pub(crate) fn event(&self, seq: u64) -> Option<&Event> {
        self.events.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }

    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    pub(crate) fn post(&self, index: PostIndex) -> &PostRecord {
        &self.posts[index as usize]
    }

    pub(crate) fn posts(&self) -> &[PostRecord] {
        &self.posts
    }

    pub(crate) fn is_away(&self, account: AccountId) -> bool {
        self.away.contains(&account)
    }

    /// A paper's newest articles, newest first.
    pub(crate) fn articles_of(&self, author: AccountId, n_max: usize) -> Vec<PostIndex> {
        let is_theirs = |it: &&PostIndex| {
            let record = self.post(**it);
            record.post.author == author && !record.is_deleted
        };
        self.articles
            .iter()
            .rev()
            .filter(is_theirs)
            .copied()
            .take(n_max)
            .collect()
    }

    /// The same for the same events: tells whether a world is played as it was.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut hash = mix(self.seed);
        let mut add = |number: u64| hash = mix(hash.rotate_left(5) ^ number);
        for event in &self.events {
            add(event.at.as_microsecond().cast_unsigned());
            match &event.kind {
                EventKind::Post(index) => {
                    let post = &self.post(*index).post;
                    add(u64::from(post.author));
                    post.text.bytes().for_each(|it| add(u64::from(it)));
                }
                EventKind::Edit(index, version) => {
                    add(u64::from(*index) << 32 | u64::from(*version));
                }
                EventKind::Delete(index) => add(!u64::from(*index)),
                EventKind::Account { account, active } => {
                    add(u64::from(*account) << 1 | u64::from(*active));
                }
                EventKind::Counts { post, figures } => {
                    add(u64::from(*post) << 32 | u64::from(figures.likes));
                }
                EventKind::Votes { post, crowd } => {
                    add(u64::from(*post) << 32 | u64::from(*crowd));
                }
            }
        }
        hash
    }

    /// What a post is called outside: opaque, the same for the same seed.
    pub(crate) fn post_id(&self, index: PostIndex) -> String {
        let number = self.post_number(index);
        (0..ID_LETTERS)
            .rev()
            .map(|at| char::from(LETTERS[(number >> (at * 5)) as usize & 31]))
            .collect()
    }

    /// A one-to-one spreading of the index: no two posts share a number.
    fn post_number(&self, index: PostIndex) -> u64 {
        mix((u64::from(index) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ mix(self.seed))
    }

    /// The post of that id.
    pub(crate) fn find(&self, id: &str) -> Option<PostIndex> {
        if id.len() != ID_LETTERS {
            return None;
        }
        let number = id.bytes().try_fold(0_u64, |number, letter| {
            let value = LETTERS.iter().position(|it| *it == letter)?;
            Some(number << 5 | value as u64)
        })?;
        let index = *self.by_number.get(&number)?;
        // The first letter has spare bits: only one spelling is an id.
        (self.post_id(index) == id).then_some(index)
    }
}

/// No letter that is read for another.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Sixty-five bits in fives: a whole number fits.
const ID_LETTERS: usize = 13;

#[cfg(test)]
mod tests;
