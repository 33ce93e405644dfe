//! A record of `app.bsky.feed.post` or `app.bsky.feed.repost` turned into a post.
//!
//! Records are written by anyone: servers check little, so each member is read for what it is and
//! left out when it is not what it should be. Only what makes a post (an object with a text or a
//! medium) is demanded.

use jiff::Timestamp;
use model::{
    Author, DropReason, Lang, Network, Post, PostKind, RemoteRef, Span, SpanKind, Untrusted, time,
};
use serde_json::Value;
use url::Url;

use super::{POST, REPOST, embed, reference};

/// The protocol's own limit is 3,000 bytes; twenty times that is not a post but an attack.
const TEXT_BYTES_MAX: usize = 64 * 1024;
/// Kept as evidence whole; real records stay below 20 kB.
const RECORD_BYTES_MAX: usize = 256 * 1024;
/// A text of 3,000 bytes holds no more links than this that one could tell apart.
const SPANS_MAX: usize = 500;
/// The protocol allows three.
const LANGS_MAX: usize = 8;
/// Longer names of things are not names.
const REFERENCE_BYTES_MAX: usize = 8 * 1024;

/// The post a record of `app.bsky.feed.post` stands for. `record` is its JSON.
///
/// # Errors
/// Why it is not kept: not JSON, too large, or nothing in it.
pub fn post_from_record(
    did: &str,
    rkey: &str,
    cid: &str,
    record: &str,
    received: Timestamp,
) -> Result<Post, DropReason> {
    let value = parse(record)?;
    let text = value.get("text").and_then(Value::as_str).unwrap_or("");
    if text.len() > TEXT_BYTES_MAX {
        return Err(DropReason::TooLarge);
    }
    let embed = value
        .get("embed")
        .map(|it| embed::read(did, it))
        .unwrap_or_default();
    if text.is_empty() && embed.is_empty() {
        return Err(DropReason::Incomplete);
    }
    let reply = value.get("reply");
    let kind = match reply
        .and_then(|it| it.get("parent"))
        .and_then(strong_reference)
    {
        Some(to) => PostKind::Reply {
            to,
            root: reply
                .and_then(|it| it.get("root"))
                .and_then(strong_reference),
        },
        None => embed
            .quoted
            .map_or(PostKind::Post, |of| PostKind::Quote { of }),
    };
    Ok(Post {
        kind,
        spans: spans(&value, text),
        text: untrusted(text),
        langs: langs(&value),
        url: Some(format!("https://bsky.app/profile/{did}/post/{rkey}").into()),
        media: embed.media,
        card: embed.card,
        ..bare(
            reference(did, POST, rkey, Some(cid)),
            did,
            &value,
            record,
            received,
        )
    })
}

/// The post a record of `app.bsky.feed.repost` stands for: no text, only what it passes on.
pub(super) fn repost(
    did: &str,
    rkey: &str,
    cid: &str,
    record: &str,
    received: Timestamp,
) -> Result<Post, DropReason> {
    let value = parse(record)?;
    let of = value
        .get("subject")
        .and_then(strong_reference)
        .ok_or(DropReason::Incomplete)?;
    let at = reference(did, REPOST, rkey, Some(cid));
    Ok(Post {
        kind: PostKind::Repost { of },
        ..bare(at, did, &value, record, received)
    })
}

fn parse(record: &str) -> Result<Value, DropReason> {
    if record.len() > RECORD_BYTES_MAX {
        return Err(DropReason::TooLarge);
    }
    let value: Value = serde_json::from_str(record).map_err(|_| DropReason::Malformed)?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(DropReason::Malformed)
    }
}

/// A post with what every record tells, and nothing else.
fn bare(at: RemoteRef, did: &str, value: &Value, raw: &str, received: Timestamp) -> Post {
    let claimed = value
        .get("createdAt")
        .and_then(Value::as_str)
        .and_then(|it| it.parse::<Timestamp>().ok());
    Post {
        raw: raw.into(),
        ..Post::new(
            at,
            Author::new(did, Untrusted::default()),
            time::plausible(claimed.unwrap_or(received), received),
            Untrusted::default(),
        )
    }
}

/// Text as it came, but for U+0000, which databases refuse: a space, so that byte ranges stay true.
pub(super) fn untrusted(text: &str) -> Untrusted {
    if text.contains('\0') {
        Untrusted::new(text.replace('\0', " "))
    } else {
        Untrusted::from(text)
    }
}

fn langs(value: &Value) -> Vec<Lang> {
    let mut langs = Vec::new();
    for tag in list(value, "langs").iter().take(LANGS_MAX) {
        if let Some(lang) = tag.as_str().and_then(Lang::parse)
            && !langs.contains(&lang)
        {
            langs.push(lang);
        }
    }
    langs
}

/// The facets that can be true: on character boundaries, in order, without overlap.
fn spans(value: &Value, text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = list(value, "facets")
        .iter()
        .take(SPANS_MAX)
        .filter_map(|facet| span(facet, text))
        .collect();
    spans.sort_by_key(|it| (it.range.start, it.range.end));
    let mut free_from = 0;
    spans.retain(|span| {
        let fits = span.range.start >= free_from;
        if fits {
            free_from = span.range.end;
        }
        fits
    });
    spans
}

fn span(facet: &Value, text: &str) -> Option<Span> {
    let index = facet.get("index")?;
    let start = usize::try_from(index.get("byteStart")?.as_u64()?).ok()?;
    let end = usize::try_from(index.get("byteEnd")?.as_u64()?).ok()?;
    // `get` says no to ranges that are out of the text, inverted, or cut a character.
    if text.get(start..end)?.is_empty() {
        return None;
    }
    let kind = list(facet, "features").iter().find_map(span_kind)?;
    Some(Span {
        range: start..end,
        kind,
    })
}

fn span_kind(feature: &Value) -> Option<SpanKind> {
    let text = |name| {
        feature
            .get(name)
            .and_then(Value::as_str)
            .filter(|it| !it.is_empty() && !it.contains('\0') && it.len() <= REFERENCE_BYTES_MAX)
    };
    match feature.get("$type")?.as_str()? {
        "app.bsky.richtext.facet#link" => web_url(text("uri")?).map(SpanKind::Link),
        "app.bsky.richtext.facet#mention" => Some(SpanKind::Mention(text("did")?.into())),
        "app.bsky.richtext.facet#tag" => {
            let tag = text("tag")?.trim_start_matches(['#', '＃']);
            (!tag.is_empty()).then(|| SpanKind::Tag(tag.into()))
        }
        _ => None,
    }
}

/// A `{uri, cid}` pair.
pub(super) fn strong_reference(value: &Value) -> Option<RemoteRef> {
    let text = |name| {
        value
            .get(name)
            .and_then(Value::as_str)
            .filter(|it| it.len() <= REFERENCE_BYTES_MAX && !it.contains('\0'))
    };
    let id = text("uri").filter(|it| it.starts_with("at://did:"))?;
    Some(RemoteRef {
        network: Network::Bluesky,
        host: "".into(),
        id: id.into(),
        rev: text("cid").map(Into::into),
    })
}

/// An address of the web, in its normal form.
pub(super) fn web_url(text: &str) -> Option<Box<str>> {
    let url = Url::parse(text).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && text.len() <= REFERENCE_BYTES_MAX;
    is_web.then(|| String::from(url).into())
}

/// The list member `name`, empty when it is missing or not a list.
pub(super) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
