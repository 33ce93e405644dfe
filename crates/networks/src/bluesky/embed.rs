//! What hangs below a post: pictures, a video, the preview of a link, another post.

use model::{Card, Media, MediaKind, RemoteRef, Untrusted};
use serde_json::Value;

use super::{
    POST,
    record::{list, strong_reference, untrusted, web_url},
};

/// The protocol's ceiling for a gallery.
const MEDIA_MAX: usize = 20;
/// Descriptions longer than this are cut: the network's own application stops at 2,000 characters.
const ALT_BYTES_MAX: usize = 10_000;
/// A picture cannot be wider or higher than this in any format the network takes.
const PIXELS_MAX: u64 = 65_535;

/// What an embed holds, all kinds together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Embed {
    pub(super) media: Vec<Media>,
    pub(super) card: Option<Card>,
    pub(super) quoted: Option<RemoteRef>,
}

impl Embed {
    pub(super) fn is_empty(&self) -> bool {
        self.media.is_empty() && self.card.is_none() && self.quoted.is_none()
    }
}

/// Reads the `embed` member of a post by `did`; unknown kinds are an empty embed.
pub(super) fn read(did: &str, embed: &Value) -> Embed {
    let mut it = Embed::default();
    match kind(embed) {
        "app.bsky.embed.record" => it.quoted = embed.get("record").and_then(quoted),
        "app.bsky.embed.recordWithMedia" => {
            if let Some(media) = embed.get("media") {
                read_media(did, media, &mut it);
            }
            it.quoted = embed
                .get("record")
                .and_then(|it| it.get("record"))
                .and_then(quoted);
        }
        _ => read_media(did, embed, &mut it),
    }
    it
}

fn read_media(did: &str, embed: &Value, into: &mut Embed) {
    match kind(embed) {
        "app.bsky.embed.images" => into.media = images(did, list(embed, "images")),
        "app.bsky.embed.gallery" => into.media = images(did, list(embed, "items")),
        "app.bsky.embed.video" => into.media.extend(video(did, embed)),
        "app.bsky.embed.external" => into.card = embed.get("external").and_then(card),
        _ => {}
    }
}

fn kind(value: &Value) -> &str {
    value.get("$type").and_then(Value::as_str).unwrap_or("")
}

/// The quoted post. Lists, feeds and starter packs are embedded the same way and are no posts.
fn quoted(value: &Value) -> Option<RemoteRef> {
    strong_reference(value).filter(|it| it.id.split('/').nth(3) == Some(POST))
}

fn images(did: &str, items: &[Value]) -> Vec<Media> {
    items
        .iter()
        .take(MEDIA_MAX)
        .filter_map(|item| {
            let cid = blob_cid(item.get("image")?)?;
            let url = format!("https://cdn.bsky.app/img/feed_fullsize/plain/{did}/{cid}");
            Some(media(MediaKind::Image, url, item))
        })
        .collect()
}

fn video(did: &str, embed: &Value) -> Option<Media> {
    let cid = blob_cid(embed.get("video")?)?;
    let did = did.replace(':', "%3A");
    let part = |name| format!("https://video.bsky.app/watch/{did}/{cid}/{name}");
    Some(Media {
        poster: Some(part("thumbnail.jpg").into()),
        ..media(MediaKind::Video, part("playlist.m3u8"), embed)
    })
}

fn media(kind: MediaKind, url: String, item: &Value) -> Media {
    let side = |name| {
        item.get("aspectRatio")
            .and_then(|it| it.get(name))
            .and_then(Value::as_u64)
            .filter(|it| (1..=PIXELS_MAX).contains(it))
            .and_then(|it| u32::try_from(it).ok())
    };
    Media {
        kind,
        url: Some(url.into()),
        alt: capped(item.get("alt")),
        poster: None,
        width: side("width"),
        height: side("height"),
    }
}

/// The CID of a blob, in its present or its first form; only what can stand in an address.
fn blob_cid(blob: &Value) -> Option<&str> {
    blob.get("ref")
        .and_then(|it| it.get("$link"))
        .or_else(|| blob.get("cid"))
        .and_then(Value::as_str)
        .filter(|it| {
            (1..=128).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric())
        })
}

fn card(external: &Value) -> Option<Card> {
    Some(Card {
        url: external
            .get("uri")
            .and_then(Value::as_str)
            .and_then(web_url)?,
        title: capped(external.get("title")),
        description: capped(external.get("description")),
    })
}

fn capped(value: Option<&Value>) -> Untrusted {
    let text = value.and_then(Value::as_str).unwrap_or("");
    untrusted(&text[..text.floor_char_boundary(ALT_BYTES_MAX)])
}
