//! What a feed already gave: ids change, dates lie, and each item must come once for each of its texts.
//!
//! An item is one we know when it has the same id; or the same link, and the same title or date (or no
//! id to contradict it); or the same title and date. It is emitted when it is new or when its text or
//! title changed, always under the reference it had first.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use model::Post;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Item, entry::bounded_id, xml::ITEMS_MAX};
use crate::sanitise;

/// Items remembered. Twice what is read of a document, so that those before our eyes are never forgotten.
const KNOWN_MAX: usize = 2 * ITEMS_MAX;
/// How much of the text stands for the title of an item without one.
const TITLE_BYTES_MAX: usize = 256;

/// What an item can be recognised by: hashes, 0 where it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Keys {
    id: u64,
    link: u64,
    title: u64,
    /// Microseconds since 1970; `None` when it claims no date.
    date: Option<i64>,
    content: u64,
}

impl Keys {
    pub(super) fn new(
        id: Option<&str>,
        link: Option<&str>,
        title: &str,
        text: &str,
        date: Option<Timestamp>,
    ) -> Self {
        let named = if title.is_empty() {
            sanitise::cut(text, TITLE_BYTES_MAX)
        } else {
            title
        };
        Self {
            id: id.map_or(0, |it| hash(&[it])),
            link: link.map_or(0, |it| hash(&[it])),
            title: hash(&[named]),
            date: date.map(Timestamp::as_microsecond),
            content: hash(&[title, text]),
        }
    }

    /// The id of an item that has none: by its title and date.
    pub(super) fn by_title(&self) -> Box<str> {
        let date = self.date.unwrap_or_default();
        format!("title:{:016x}:{date}", self.title).into()
    }

    /// The version of the item, as a post's `rev`.
    pub(super) fn rev(&self) -> Box<str> {
        format!("{:016x}", self.content).into()
    }
}

fn hash(texts: &[&str]) -> u64 {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize()[..8]);
    u64::from_le_bytes(bytes).max(1)
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    id: u64,
    link: u64,
    title: u64,
    date: Option<i64>,
    content: u64,
    /// The reference it was emitted under.
    host: Box<str>,
    at: Box<str>,
    created_us: i64,
    edited_us: i64,
    /// The poll that saw it last.
    seen: u64,
}

/// The items a feed gave, bounded, the last seen kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Memory {
    polls: u64,
    known: Vec<Known>,
}

/// The keys that name one item only, in one document.
struct Unique {
    ids: HashSet<u64>,
    links: HashSet<u64>,
}

impl Memory {
    /// The posts that are new or changed, oldest first; all of `items` are known from now on.
    pub(super) fn sift(&mut self, items: Vec<Item>, received: Timestamp) -> Vec<Post> {
        self.polls += 1;
        let unique = Unique::among(&items);
        let items: Vec<Item> = items.into_iter().map(|it| unique.renamed(it)).collect();
        let places = self.recognise(&items);
        let mut posts = Vec::new();
        let mut fresh: HashSet<u64> = HashSet::new();
        for (item, place) in items.into_iter().zip(places) {
            match place {
                Place::Known(at) => posts.extend(self.known[at].update(item, self.polls, received)),
                // The same item twice in the document.
                Place::Double => {}
                Place::New => {
                    let post = &item.post;
                    if fresh.insert(hash(&[&post.at.host, &post.at.id])) {
                        self.known.push(Known::new(&item, self.polls));
                        posts.push(item.post);
                    }
                }
            }
        }
        self.forget();
        posts.sort_by_key(|it| it.created_at);
        posts
    }

    /// Which known item each is, if any; each known item is recognised once, by the strongest key.
    fn recognise(&self, items: &[Item]) -> Vec<Place> {
        let mut places: Vec<Place> = items.iter().map(|_| Place::New).collect();
        let mut taken = vec![false; self.known.len()];
        let index = |key: fn(&Known) -> u64| -> HashMap<u64, Vec<usize>> {
            let mut map: HashMap<u64, Vec<usize>> = HashMap::new();
            for (n, known) in self.known.iter().enumerate() {
                map.entry(key(known)).or_default().push(n);
            }
            map.remove(&0);
            map
        };
        let ids = index(|it| it.id);
        let links = index(|it| it.link);
        let titles = index(|it| it.title);
        type Pass<'a> = (
            &'a HashMap<u64, Vec<usize>>,
            fn(&Keys) -> u64,
            fn(&Keys, &Known) -> bool,
        );
        let passes: [Pass<'_>; 3] = [
            (&ids, |it| it.id, |_, _| true),
            (
                &links,
                |it| it.link,
                |keys, known| {
                    let same_date = keys.date.is_some() && keys.date == known.date;
                    keys.id == 0 || known.id == 0 || keys.title == known.title || same_date
                },
            ),
            (
                &titles,
                |it| it.title,
                |keys, known| keys.date.is_some() && keys.date == known.date,
            ),
        ];
        for (index, key, agrees) in passes {
            for (item, place) in items.iter().zip(&mut places) {
                if !matches!(place, Place::New) {
                    continue;
                }
                let candidates = index.get(&key(&item.keys)).map_or(&[][..], Vec::as_slice);
                let candidates = candidates
                    .iter()
                    .copied()
                    .filter(|n| agrees(&item.keys, &self.known[*n]));
                // The last seen is the one that this item continues.
                let Some(n) = candidates.max_by_key(|n| (!taken[*n], self.known[*n].seen)) else {
                    continue;
                };
                if !taken[n] {
                    taken[n] = true;
                    *place = Place::Known(n);
                } else if item.keys.id != 0 && item.keys.id == self.known[n].id {
                    *place = Place::Double;
                }
            }
        }
        places
    }

    fn forget(&mut self) {
        if self.known.len() > KNOWN_MAX {
            self.known.sort_by_key(|it| std::cmp::Reverse(it.seen));
            self.known.truncate(KNOWN_MAX);
        }
    }
}

enum Place {
    Known(usize),
    Double,
    New,
}

impl Unique {
    /// Some feeds give all items the same id, or the same link: those name nothing.
    fn among(items: &[Item]) -> Self {
        let mut ids: HashMap<u64, HashSet<(u64, u64)>> = HashMap::new();
        let mut links: HashMap<u64, HashSet<u64>> = HashMap::new();
        for Item { keys, .. } in items {
            ids.entry(keys.id)
                .or_default()
                .insert((keys.link, keys.title));
            links.entry(keys.link).or_default().insert(keys.title);
        }
        let once = |count: usize| count == 1;
        Self {
            ids: ids
                .into_iter()
                .filter(|(key, of)| *key != 0 && once(of.len()))
                .map(|(key, _)| key)
                .collect(),
            links: links
                .into_iter()
                .filter(|(key, of)| *key != 0 && once(of.len()))
                .map(|(key, _)| key)
                .collect(),
        }
    }

    /// The item without the keys that others share, under a reference that is its own.
    fn renamed(&self, mut item: Item) -> Item {
        let keys = &mut item.keys;
        let shares_link = keys.link != 0 && !self.links.contains(&keys.link);
        let shares_id = keys.id != 0 && !self.ids.contains(&keys.id);
        if shares_link {
            keys.link = 0;
        }
        if shares_id {
            keys.id = 0;
        }
        if shares_id || (shares_link && keys.id == 0) {
            item.post.at.id = match &item.post.url {
                Some(url) if keys.link != 0 => bounded_id(url),
                _ => keys.by_title(),
            };
        }
        item
    }
}

impl Known {
    fn new(item: &Item, seen: u64) -> Self {
        let Item { post, keys, .. } = item;
        Self {
            id: keys.id,
            link: keys.link,
            title: keys.title,
            date: keys.date,
            content: keys.content,
            host: post.at.host.clone(),
            at: post.at.id.clone(),
            created_us: post.created_at.as_microsecond(),
            edited_us: post.edited_at.map_or(i64::MIN, Timestamp::as_microsecond),
            seen,
        }
    }

    /// Takes in what the item is called now; gives the post when it says something else than before.
    fn update(&mut self, item: Item, seen: u64, received: Timestamp) -> Option<Post> {
        let Item { mut post, keys, .. } = item;
        let changed = self.content != keys.content;
        (self.id, self.link, self.title) = (keys.id, keys.link, keys.title);
        (self.date, self.content, self.seen) = (keys.date.or(self.date), keys.content, seen);
        if !changed {
            return None;
        }
        // Versions are told apart by their date, so it must grow, whatever the feed says.
        let said = post.edited_at.map_or(i64::MIN, Timestamp::as_microsecond);
        let edited = if said > self.edited_us.max(self.created_us) {
            said
        } else {
            received.as_microsecond()
        };
        self.edited_us = edited.max(self.edited_us.max(self.created_us).saturating_add(1));
        post.at.host.clone_from(&self.host);
        post.at.id.clone_from(&self.at);
        post.created_at = model::time::from_micros(self.created_us);
        post.edited_at = Some(model::time::from_micros(self.edited_us));
        Some(post)
    }
}

#[cfg(test)]
mod tests;
