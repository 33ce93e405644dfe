//! One entry of a feed to a post.

use std::time::SystemTime;

use feed_rs::model as theirs;
use jiff::Timestamp;
use model::{
    Author, Counts, DropReason, Lang, Network, Post, PostKind, RemoteRef, Untrusted, time,
};
use sha2::{Digest as _, Sha256};
use url::Url;

mod media;

use super::{Format, Item, date, memory::Keys, xml::Extras};
use crate::sanitise::{self, Plain};

/// A title: longer ones are texts in the wrong place.
const TITLE_BYTES_MAX: usize = 2 * 1024;
/// Names of people and papers.
const NAME_BYTES_MAX: usize = 256;
/// The post's identity is an index key in the store: longer ids are replaced by their hash.
const ID_BYTES_MAX: usize = 512;
/// The item kept as evidence.
const RAW_BYTES_MAX: usize = 256 * 1024;
/// An item is said to be edited when its own dates are further apart than a slow publishing system.
const EDITED_AFTER_US: i64 = 60_000_000;

/// What all items of a feed share.
pub(super) struct Publication {
    pub(super) format: Format,
    pub(super) title: String,
    /// Host of the site, without `www.`.
    pub(super) host: Box<str>,
    pub(super) base: Option<Url>,
    pub(super) lang: Option<Lang>,
    pub(super) avatar: Option<Box<str>>,
    pub(super) received: Timestamp,
    /// The path of the feed: tells it from others of the same site.
    pub(super) path: String,
}

/// What is known of one item beside what the reader made of it.
pub(super) struct Evidence<'a> {
    pub(super) raw: &'a str,
    pub(super) extras: Extras,
}

/// A parser with our reading of dates: theirs refuses many that people write.
pub(super) fn reader(base: Option<&Url>) -> feed_rs::parser::Parser {
    feed_rs::parser::Builder::new()
        .base_uri(base)
        .sanitize_content(false)
        // Missing ids are our affair: theirs are random when there is no link.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|text| date::parse(text).map(|at| SystemTime::from(at).into()))
        .build()
}

impl Publication {
    /// The post in an entry, or why there is none.
    pub(super) fn item(
        &self,
        entry: theirs::Entry,
        evidence: Evidence<'_>,
    ) -> Result<Item, DropReason> {
        let Evidence { raw, extras } = evidence;
        let base = entry
            .base
            .as_deref()
            .and_then(|it| Url::parse(it).ok())
            .or_else(|| self.base.clone());
        let title = entry
            .title
            .as_ref()
            .map(|it| self.title_text(it))
            .unwrap_or_default();
        let plain = self.body(&entry, base.as_ref());
        let media = media::of(&entry, &extras, &plain, base.as_ref(), |it| {
            self.title_text(it)
        });
        if title.is_empty() && plain.text.is_empty() && media.is_empty() {
            return Err(DropReason::Incomplete);
        }
        let (link, author_of_link) = self.link(&entry, &extras);
        let published = entry
            .published
            .or(entry.updated)
            .map(|it| micros(it.timestamp_micros()));
        let updated = entry.updated.map(|it| micros(it.timestamp_micros()));
        let created_at = published.map_or(self.received, |it| time::plausible(it, self.received));
        let edited_at = updated
            .map(|it| time::plausible(it, self.received))
            .filter(|it| it.as_microsecond() - created_at.as_microsecond() > EDITED_AFTER_US);
        let own_id = sanitise::plain(entry.id.trim());
        let own_id = Some(&*own_id).filter(|it| !it.is_empty());
        let keys = Keys::new(own_id, link.as_deref(), &title, &plain.text, published);
        let lang = extras
            .language
            .or(entry.language)
            .as_deref()
            .and_then(Lang::parse)
            .or(self.lang);
        let post = Post {
            at: RemoteRef {
                network: Network::Press,
                host: self.host.clone(),
                id: self.id(own_id, link.as_deref(), &keys),
                rev: Some(keys.rev()),
            },
            author: self.author(extras.source, author_of_link),
            created_at,
            edited_at,
            kind: PostKind::Article,
            title: (!title.is_empty()).then(|| Untrusted::new(title)),
            text: Untrusted::new(plain.text),
            spans: plain.spans,
            langs: lang.into_iter().collect(),
            url: link,
            media,
            card: None,
            poll: None,
            counts: Counts::default(),
            answered: Vec::new(),
            raw: self.raw(raw),
        };
        let byline = entry
            .authors
            .into_iter()
            .filter_map(|it| it.name)
            .find_map(|it| {
                let name = line(&super::xml_person_name(&it), NAME_BYTES_MAX);
                (!name.is_empty()).then_some(name)
            });
        Ok(Item { post, byline, keys })
    }

    /// A title is plain in RSS, and HTML all the same half of the time; Atom says which.
    pub(super) fn title_text(&self, text: &theirs::Text) -> String {
        let is_html = text.content_type.as_str() != "text/plain"
            || (self.format != Format::Atom && sanitise::looks_like_html(&text.content));
        if is_html {
            line(
                &sanitise::to_text(&text.content, None).text,
                TITLE_BYTES_MAX,
            )
        } else {
            line(&text.content, TITLE_BYTES_MAX)
        }
    }

    fn body(&self, entry: &theirs::Entry, base: Option<&Url>) -> Plain {
        let content = entry
            .content
            .as_ref()
            .and_then(|it| Some((it.body.as_deref()?, it.content_type.as_str())));
        let summary = entry
            .summary
            .as_ref()
            .map(|it| (&*it.content, it.content_type.as_str()));
        let described = entry.media.iter().find_map(|it| it.description.as_ref());
        let described = described.map(|it| (&*it.content, it.content_type.as_str()));
        let texts = [content, summary, described];
        let mut images = Vec::new();
        for (text, kind) in texts.into_iter().flatten() {
            let is_html = kind != "text/plain"
                || (self.format != Format::Atom && sanitise::looks_like_html(text));
            let mut plain = if is_html {
                sanitise::to_text(text, base)
            } else {
                sanitise::lines(text)
            };
            images.append(&mut plain.images);
            if !plain.text.is_empty() {
                plain.images = images;
                return plain;
            }
        }
        Plain {
            images,
            ..Plain::default()
        }
    }

    /// Where a person reads the item, and the site it leads to when the feed only gathers links.
    fn link(&self, entry: &theirs::Entry, extras: &Extras) -> (Option<Box<str>>, Option<String>) {
        let base = self.base.as_ref();
        let is_page = |link: &&theirs::Link| {
            matches!(link.rel.as_deref(), None | Some("alternate"))
                && link.target.is_none()
                && link
                    .media_type
                    .as_deref()
                    .is_none_or(|it| it.contains("html"))
        };
        let candidates = entry.links.iter().filter(is_page).map(|it| &*it.href);
        let permalink =
            Some(&*entry.id).filter(|it| it.starts_with("http://") || it.starts_with("https://"));
        let original = extras.original_link.as_deref();
        let link = original.into_iter().chain(candidates).chain(permalink);
        let Some(link) = link.into_iter().find_map(|it| sanitise::web_url(it, base)) else {
            return (None, None);
        };
        match unwrapped(&link) {
            Some(target) => {
                let host = Url::parse(&target).ok().and_then(|it| site_host(&it));
                (Some(target), host.map(String::from))
            }
            None => (Some(link), None),
        }
    }

    /// The paper: the feed's, or who published first when the feed gathers others' items.
    fn author(&self, source: Option<(String, Option<String>)>, linked: Option<String>) -> Author {
        let source = source.map(|(name, address)| {
            let address = address.and_then(|it| sanitise::web_url(&it, self.base.as_ref()));
            let host = address
                .and_then(|it| Url::parse(&it).ok())
                .and_then(|it| site_host(&it));
            (line(&name, NAME_BYTES_MAX), host.map(String::from))
        });
        let (name, host) = match (source, linked) {
            (Some((name, Some(host))), _) if *host != *self.host => (name, host),
            (_, Some(host)) if *host != *self.host => (host.clone(), host),
            _ => {
                return Author {
                    id: self.host.clone(),
                    handle: Untrusted::new(&*self.host),
                    name: Untrusted::new(self.title.clone()),
                    avatar: self.avatar.clone(),
                    followers: None,
                };
            }
        };
        Author {
            name: Untrusted::new(name),
            ..Author::new(host.clone(), Untrusted::new(host))
        }
    }

    /// The item's own id, else its link, else its title and date. A short id (`17`) is only unique in
    /// its feed, and a site has many.
    fn id(&self, own: Option<&str>, link: Option<&str>, keys: &Keys) -> Box<str> {
        const SHORT: usize = 12;
        match (own, link) {
            (Some(own), _) if own.len() < SHORT && !own.contains(':') => {
                format!("{own}@{}", &digest(&[&self.path])[..8]).into()
            }
            (Some(own), _) => bounded_id(own),
            (None, Some(link)) => bounded_id(link),
            (None, None) => keys.by_title(),
        }
    }

    fn raw(&self, raw: &str) -> Box<str> {
        let item = sanitise::cut(raw, RAW_BYTES_MAX);
        let value = match (
            self.format,
            serde_json::from_str::<Box<serde_json::value::RawValue>>(item),
        ) {
            (Format::Json, Ok(item)) => {
                serde_json::json!({ "format": self.format.name(), "item": item })
            }
            _ => serde_json::json!({ "format": self.format.name(), "item": item }),
        };
        value.to_string().into()
    }
}

/// An id short enough for an index.
pub(super) fn bounded_id(id: &str) -> Box<str> {
    if id.len() > ID_BYTES_MAX {
        format!("sha256:{}", digest(&[id])).into()
    } else {
        id.into()
    }
}

/// One line of text, without controls.
pub(super) fn line(text: &str, max: usize) -> String {
    let plain = sanitise::plain(text);
    let words: Vec<&str> = plain.split_whitespace().collect();
    sanitise::cut(&words.join(" "), max).trim_end().to_owned()
}

/// The host of a site as people say it: lower case, without `www.` and without its port.
pub(super) fn site_host(url: &Url) -> Option<Box<str>> {
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).into())
}

/// The address inside a link of Google Alerts, which leads through Google.
fn unwrapped(link: &str) -> Option<Box<str>> {
    let url = Url::parse(link).ok()?;
    let host = url.host_str()?;
    let is_google = host
        .strip_prefix("www.")
        .unwrap_or(host)
        .starts_with("google.");
    if !is_google || url.path() != "/url" {
        return None;
    }
    let target = url
        .query_pairs()
        .find(|(name, _)| matches!(&**name, "url" | "q"))?
        .1;
    sanitise::web_url(&target, None)
}

fn micros(us: i64) -> Timestamp {
    time::from_micros(us)
}

/// The SHA-256 of some texts, told apart, in hexadecimal.
pub(super) fn digest(texts: &[&str]) -> String {
    use std::fmt::Write as _;
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher
        .finalize()
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
