//! Links, hashtags, mentions and the like, found in plain text.
//!
//! [`extract`] reads a text as all our networks together would: it knows `@user` (X, Instagram),
//! `@user@host` (Mastodon) and domain handles (`@lea.bsky.social`, Bluesky). The [`twitter`] module
//! has that one network's exact rules. Links and hashtags follow the published twitter-text rules
//! in both; everything is hand-scanned, forward only, in time linear in the text.

mod cashtag;
mod chars;
mod hashtag;
mod mention;
mod tld;
mod url;

pub mod twitter;

#[cfg(test)]
mod tests;

use std::ops::Range;

/// Something in a text that a network would make clickable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Bytes of the text, sign included.
    pub range: Range<usize>,
    pub kind: EntityKind,
}

/// What an entity is; inner ranges are bytes of the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityKind {
    /// A link, with or without its scheme.
    Url {
        host: Range<usize>,
        /// Path, without query and fragment; may be empty.
        path: Range<usize>,
    },
    /// `name` is the tag without its sign.
    Hashtag { name: Range<usize> },
    /// `@user`, `@user@host`, or a domain handle such as `@lea.bsky.social`: then `host` is the
    /// whole handle and `user` its first label.
    Mention {
        user: Range<usize>,
        host: Option<Range<usize>>,
    },
    /// `@user/slug`; `slug` is without the slash.
    List {
        user: Range<usize>,
        slug: Range<usize>,
    },
    /// `$ABC`; `name` is without the sign.
    Cashtag { name: Range<usize> },
}

/// The entities of a text, in order, without overlaps: of two, the one that starts first stays.
#[must_use]
pub fn extract(text: &str) -> Vec<Entity> {
    let mut entities: Vec<Entity> = url::find(text, url::Rules::Open)
        .into_iter()
        .filter(|link| !link.is_probably_prose(text))
        .map(url::Link::into_entity)
        .collect();
    entities.extend(hashtag::find(text));
    entities.extend(mention::find(text));
    entities.extend(cashtag::find(text));
    without_overlaps(entities)
}

/// Orders by place; the sort is stable, so of two entities at one place the first listed stays.
fn without_overlaps(mut entities: Vec<Entity>) -> Vec<Entity> {
    entities.sort_by_key(|it| it.range.start);
    let mut end = 0;
    entities.retain(|it| {
        let is_clear = it.range.start >= end;
        if is_clear {
            end = it.range.end;
        }
        is_clear
    });
    entities
}
