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

pub(crate) use chars::is_hashtag_char;
pub(crate) use mention::{HOST_BYTES_MAX, USER_BYTES_MAX};
pub(crate) use tld::is_tld;
pub(crate) use url::LABEL_BYTES_MAX;

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
    let mut entities = Vec::new();
    Extractor::default().extract(text, &mut entities);
    entities
}

/// Extracts from one text after the other, with memory that it keeps.
#[derive(Debug, Default)]
pub(crate) struct Extractor {
    links: Vec<url::Link>,
}

impl Extractor {
    /// As [`extract`], onto an empty list.
    pub(crate) fn extract(&mut self, text: &str, entities: &mut Vec<Entity>) {
        if !text.bytes().any(is_sign) {
            return;
        }
        self.links.clear();
        url::find(text, url::Rules::Open, &mut self.links);
        let links = self.links.drain(..);
        entities.extend(
            links
                .filter(|link| !link.is_probably_prose(text))
                .map(url::Link::into_entity),
        );
        hashtag::find(text, entities);
        mention::find(text, entities);
        cashtag::find(text, entities);
        without_overlaps(entities);
    }
}

/// Bytes without which there is no entity: the signs, the dot of a domain, the colon of a scheme,
/// and the first byte of the full-width signs.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'#' | b'@' | b'$' | b'.' | b':' | 0xEF)
}

/// Orders by place; the sort is stable, so of two entities at one place the first listed stays.
fn without_overlaps(entities: &mut Vec<Entity>) {
    entities.sort_by_key(|it| it.range.start);
    let mut end = 0;
    entities.retain(|it| {
        let is_clear = it.range.start >= end;
        if is_clear {
            end = it.range.end;
        }
        is_clear
    });
}
