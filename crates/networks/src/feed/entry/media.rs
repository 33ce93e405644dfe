//! The pictures, sounds and films that go with an item, wherever the feed put them.

use feed_rs::model as theirs;
use model::{Media, MediaKind, Untrusted};
use url::Url;

use super::{TITLE_BYTES_MAX, line};
use crate::{
    feed::xml::Extras,
    sanitise::{self, Plain},
};

/// Media of one item worth showing.
const MEDIA_MAX: usize = 8;

/// The media of an item, each once. A picture only illustrates: it comes where nothing else does.
pub(super) fn of(
    entry: &theirs::Entry,
    extras: &Extras,
    plain: &Plain,
    base: Option<&Url>,
    title_text: impl Fn(&theirs::Text) -> String,
) -> Vec<Media> {
    let mut gallery = Gallery {
        base,
        media: Vec::new(),
    };
    for object in &entry.media {
        let alt = object.title.as_ref().map(&title_text).unwrap_or_default();
        for content in &object.content {
            let Some(url) = &content.url else { continue };
            let mime = content.content_type.as_ref().map(ToString::to_string);
            gallery.push(&Found {
                mime: mime.as_deref(),
                alt: &alt,
                width: content.width,
                height: content.height,
                ..Found::at(url.as_str())
            });
        }
    }
    for (url, mime) in &extras.enclosures {
        gallery.push(&Found {
            mime: mime.as_deref(),
            ..Found::at(url)
        });
    }
    for link in &entry.links {
        // Attachments of JSON feeds come as links with a type.
        let is_attachment = link.rel.is_none() && link.media_type.is_some();
        if is_attachment || link.rel.as_deref() == Some("enclosure") {
            gallery.push(&Found {
                mime: link.media_type.as_deref(),
                alt: link.title.as_deref().unwrap_or_default(),
                ..Found::at(&link.href)
            });
        }
    }
    // A player's address is nothing to show.
    if gallery.media.iter().all(|it| it.kind == MediaKind::Other)
        && let Some(picture) = illustration(entry, extras, plain)
    {
        gallery.push(&Found {
            mime: Some("image"),
            ..picture
        });
    }
    gallery.media
}

/// Several sizes of one picture, or the many pictures of an article: one is enough.
fn illustration<'a>(
    entry: &'a theirs::Entry,
    extras: &'a Extras,
    plain: &'a Plain,
) -> Option<Found<'a>> {
    if let Some(it) = extras.thumbnails.iter().max_by_key(|it| it.width) {
        return Some(Found {
            width: it.width,
            height: it.height,
            ..Found::at(&it.url)
        });
    }
    if let Some(it) = entry
        .media
        .iter()
        .flat_map(|it| &it.thumbnails)
        .map(|it| &it.image)
        .next()
    {
        return Some(Found {
            width: it.width,
            height: it.height,
            ..Found::at(&it.uri)
        });
    }
    let it = plain.images.first()?;
    Some(Found {
        alt: &it.alt,
        width: it.width,
        height: it.height,
        ..Found::at(&it.url)
    })
}

struct Found<'a> {
    url: &'a str,
    mime: Option<&'a str>,
    alt: &'a str,
    width: Option<u32>,
    height: Option<u32>,
}

impl<'a> Found<'a> {
    const fn at(url: &'a str) -> Self {
        Self {
            url,
            mime: None,
            alt: "",
            width: None,
            height: None,
        }
    }

    fn kind(&self) -> MediaKind {
        let kind = self
            .mime
            .unwrap_or_default()
            .split('/')
            .next()
            .unwrap_or_default();
        let path = self.url.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let extension = name.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase());
        match (kind, extension.as_deref().unwrap_or_default()) {
            ("image", _) | (_, "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg") => {
                MediaKind::Image
            }
            ("video", _) | (_, "mp4" | "m4v" | "webm" | "mov" | "m3u8") => MediaKind::Video,
            ("audio", _) | (_, "mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav" | "flac") => {
                MediaKind::Audio
            }
            _ => MediaKind::Other,
        }
    }
}

struct Gallery<'a> {
    base: Option<&'a Url>,
    media: Vec<Media>,
}

impl Gallery<'_> {
    fn push(&mut self, found: &Found<'_>) {
        let Some(url) = sanitise::web_url(found.url, self.base) else {
            return;
        };
        let is_known = self.media.iter().any(|it| it.url.as_deref() == Some(&*url));
        if is_known || self.media.len() >= MEDIA_MAX {
            return;
        }
        self.media.push(Media {
            kind: found.kind(),
            url: Some(url),
            alt: Untrusted::new(line(found.alt, TITLE_BYTES_MAX)),
            poster: None,
            width: found.width,
            height: found.height,
        });
    }
}
