//! Press and sites, through their feeds: RSS 0.9 to 2.0, Atom, JSON Feed.
//!
//! [`decode`] is pure: the bytes of a document in, posts of [`model::Network::Press`] out. Each item is
//! read on its own, so that a broken one costs itself and nothing else. [`Feed`] polls one address,
//! politely, and emits each item once for each of its versions.
//!
//! The paper is the author of its items: its name is the feed's title, its handle the host of its site.
//! What is deliberately not here: push (WebSub) and past pages (RFC 5005).

use std::panic;

use jiff::Timestamp;
use model::{DropReason, Lang, Post};
use serde_json::{Value, json};
use url::Url;

mod charset;
mod date;
mod discover;
mod entry;
mod json;
mod memory;
mod pace;
mod poll;
mod tree;
mod turns;
mod xml;

use entry::{Evidence, Publication};
use memory::Keys;
use xml::{Part, Parts, Rhythm};

pub use poll::{Feed, Settings, moved_to};
pub(crate) use turns::Turns;

use crate::sanitise;
use xml::person_name as xml_person_name;

/// The family of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RSS 0.91 to 0.94.
    Rss0,
    /// RSS 0.9 and 1.0, in RDF.
    Rss1,
    Rss2,
    Atom,
    Json,
}

impl Format {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rss0 => "rss 0.9x",
            Self::Rss1 => "rss 1.0",
            Self::Rss2 => "rss 2.0",
            Self::Atom => "atom",
            Self::Json => "json feed",
        }
    }
}

/// A feed as it was understood.
#[derive(Debug)]
pub struct Decoded {
    pub format: Format,
    /// What the publication calls itself; never empty.
    pub title: String,
    pub site: Option<Box<str>>,
    /// In the order of the document.
    pub items: Vec<Item>,
    /// Hubs that would push (WebSub).
    pub hubs: Vec<Box<str>>,
    pub dropped: Vec<(DropReason, Box<str>)>,
    rhythm: Rhythm,
}

/// One item of a feed.
#[derive(Debug)]
pub struct Item {
    pub post: Post,
    /// Who wrote it, where the feed says so.
    pub byline: Option<String>,
    keys: Keys,
}

/// What was received is not a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAFeed {
    /// Its beginning.
    pub sample: Box<str>,
    /// The feed that the page announces, where it is a page.
    pub announced: Option<Box<str>>,
}

/// Reads a feed. `base` is the address it came from, `received` when.
///
/// # Errors
/// When it is no feed at all; items that could not be read are in [`Decoded::dropped`].
pub fn decode(
    bytes: &[u8],
    content_type: Option<&str>,
    base: &Url,
    received: Timestamp,
) -> Result<Decoded, NotAFeed> {
    let text = charset::decode(bytes, content_type);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    let parts = if text.starts_with('{') {
        json::split(text)
    } else {
        xml::split(text)
    };
    let head = parts
        .format
        .and_then(|format| Some((format, read(&parts.head, base)?)));
    let Some((format, head)) = head else {
        return Err(NotAFeed {
            sample: sanitise::sample(text.as_bytes()),
            announced: discover::announced_feed(text, base),
        });
    };
    Ok(assemble(parts, format, &head, base, received))
}

fn assemble(
    parts: Parts,
    format: Format,
    head: &feed_rs::model::Feed,
    base: &Url,
    received: Timestamp,
) -> Decoded {
    let is_site =
        |link: &&feed_rs::model::Link| matches!(link.rel.as_deref(), None | Some("alternate"));
    let sites = head.links.iter().filter(is_site);
    let site = sites
        .filter_map(|it| sanitise::web_url(&it.href, Some(base)))
        .next();
    let site_url = site.as_deref().and_then(|it| Url::parse(it).ok());
    let host = site_url
        .as_ref()
        .and_then(entry::site_host)
        .or_else(|| entry::site_host(base));
    let host = host.unwrap_or_default();
    let pictures = head.icon.iter().chain(&head.logo);
    let mut publication = Publication {
        format,
        title: String::new(),
        base: Some(base.clone()),
        lang: head.language.as_deref().and_then(Lang::parse),
        avatar: pictures
            .filter_map(|it| sanitise::web_url(&it.uri, Some(base)))
            .next(),
        received,
        path: base[url::Position::BeforePath..].to_owned(),
        host,
    };
    let title = head
        .title
        .as_ref()
        .map(|it| publication.title_text(it))
        .unwrap_or_default();
    publication.title = if title.is_empty() {
        publication.host.to_string()
    } else {
        title
    };
    let mut dropped = parts.dropped;
    let mut items = Vec::new();
    for Part {
        document,
        raw,
        extras,
    } in parts.items
    {
        let entry = read(&document, base).and_then(|it| it.entries.into_iter().next());
        let item = match entry {
            Some(entry) => publication.item(entry, Evidence { raw: &raw, extras }),
            None => Err(DropReason::Malformed),
        };
        match item {
            Ok(item) => items.push(item),
            Err(reason) => dropped.push((reason, sanitise::sample(raw.as_bytes()))),
        }
    }
    let hubs = parts
        .hubs
        .iter()
        .filter_map(|it| sanitise::web_url(it, Some(base)))
        .collect();
    Decoded {
        format,
        title: publication.title,
        site,
        items,
        hubs,
        dropped,
        rhythm: parts.rhythm,
    }
}

/// Reads one small document. A reader that panics loses that document only: it is not ours, and what
/// it reads was written by strangers.
fn read(document: &str, base: &Url) -> Option<feed_rs::model::Feed> {
    let parsed = panic::catch_unwind(|| entry::reader(Some(base)).parse(document.as_bytes()));
    parsed.ok()?.ok()
}

/// What is understood of a feed, for a person to read.
#[must_use]
pub fn inspect_json(
    bytes: &[u8],
    content_type: Option<&str>,
    base: &Url,
    received: Timestamp,
) -> Value {
    let dropped = |(reason, sample): &(DropReason, Box<str>)| json!({ "reason": reason.as_str(), "sample": sample });
    match decode(bytes, content_type, base, received) {
        Err(NotAFeed { sample, announced }) => json!({
            "format": null,
            "items": [],
            "dropped": [dropped(&(DropReason::NotAFeed, sample))],
            "announced_feed": announced,
        }),
        Ok(feed) => json!({
            "format": feed.format.name(),
            "title": feed.title,
            "site": feed.site,
            "every_seconds": feed.rhythm.every.map(|it| it.as_secs()),
            "hubs": feed.hubs,
            "items": feed.items.iter().map(item_json).collect::<Vec<_>>(),
            "dropped": feed.dropped.iter().map(dropped).collect::<Vec<_>>(),
        }),
    }
}

fn item_json(item: &Item) -> Value {
    let post = &item.post;
    let media = |it: &model::Media| {
        json!({
            "kind": format!("{:?}", it.kind).to_lowercase(),
            "url": it.url,
            "alt": it.alt.as_raw(),
            "width": it.width,
            "height": it.height,
        })
    };
    json!({
        "id": post.at.id,
        "host": post.at.host,
        "url": post.url,
        "title": post.title.as_ref().map(model::Untrusted::as_raw),
        "text": post.text.as_raw(),
        "date": post.created_at.to_string(),
        "edited": post.edited_at.map(|it| it.to_string()),
        "author": item.byline,
        "publication": { "name": post.author.name.as_raw(), "handle": post.author.handle.as_raw() },
        "media": post.media.iter().map(media).collect::<Vec<_>>(),
        "lang": post.langs.first().map(Lang::as_str),
    })
}

#[cfg(test)]
mod tests;
