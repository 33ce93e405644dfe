//! The parts of a post that SQL never searches, as JSON in one column.
//!
//! What is written is compared byte for byte to tell a new version from the same one heard again,
//! so the same post always gives the same text.

use model::{
    Card, Lang, Media, MediaKind, Network, Poll, PollChoice, Post, PostKind, RemoteRef, Span,
    SpanKind, Untrusted,
};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The name of a kind in its own column.
pub(super) const fn kind_name(kind: &PostKind) -> &'static str {
    match kind {
        PostKind::Post => "post",
        PostKind::Reply { .. } => "reply",
        PostKind::Repost { .. } => "repost",
        PostKind::Quote { .. } => "quote",
        PostKind::Article => "article",
    }
}

/// What [`read`] gives back.
pub(super) struct Parts {
    pub(super) kind: PostKind,
    pub(super) spans: Vec<Span>,
    pub(super) langs: Vec<Lang>,
    pub(super) media: Vec<Media>,
    pub(super) card: Option<Card>,
    pub(super) poll: Option<Poll>,
    pub(super) answered: Vec<Box<str>>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Body {
    /// What is answered, reposted or quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Ref>,
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<Ref>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<SpanRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    langs: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    media: Vec<MediaRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<CardRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    poll: Option<PollRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answered: Vec<Box<str>>,
}

#[derive(Serialize, Deserialize)]
struct Ref {
    network: String,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    host: Box<str>,
    id: Box<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rev: Option<Box<str>>,
}

/// Start, end, kind, and what it stands for.
#[derive(Serialize, Deserialize)]
struct SpanRow(usize, usize, SpanName, Box<str>);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SpanName {
    Link,
    Mention,
    Tag,
}

#[derive(Serialize, Deserialize)]
struct MediaRow {
    kind: MediaName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    alt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    poster: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MediaName {
    Image,
    Video,
    Audio,
    Other,
}

#[derive(Serialize, Deserialize)]
struct CardRow {
    url: Box<str>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
}

#[derive(Serialize, Deserialize)]
struct PollRow {
    /// Label and votes.
    choices: Vec<(String, Option<u64>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    voters: Option<u64>,
    /// Microseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ends_at: Option<i64>,
    #[serde(default)]
    is_multiple: bool,
}

pub(super) fn write(post: &Post) -> String {
    let (to, root) = match &post.kind {
        PostKind::Post | PostKind::Article => (None, None),
        PostKind::Reply { to, root } => (Some(write_ref(to)), root.as_ref().map(write_ref)),
        PostKind::Repost { of } | PostKind::Quote { of } => (Some(write_ref(of)), None),
    };
    let body = Body {
        to,
        root,
        spans: post.spans.iter().map(write_span).collect(),
        langs: post.langs.iter().map(Lang::to_string).collect(),
        media: post.media.iter().map(write_media).collect(),
        card: post.card.as_ref().map(write_card),
        poll: post.poll.as_ref().map(write_poll),
        answered: post.answered.clone(),
    };
    serde_json::to_string(&body).expect("strings and numbers always become JSON")
}

pub(super) fn read(kind: &str, json: &str) -> Result<Parts> {
    let body: Body = serde_json::from_str(json).map_err(|why| unreadable(why.to_string()))?;
    let to = body.to.map(read_ref).transpose()?;
    let root = body.root.map(read_ref).transpose()?;
    let kind = match (kind, to) {
        ("post", None) => PostKind::Post,
        ("article", None) => PostKind::Article,
        ("reply", Some(to)) => PostKind::Reply { to, root },
        ("repost", Some(of)) => PostKind::Repost { of },
        ("quote", Some(of)) => PostKind::Quote { of },
        (kind, _) => return Err(unreadable(format!("does not fit the kind `{kind}`"))),
    };
    let langs = body
        .langs
        .iter()
        .map(|tag| Lang::parse(tag).ok_or_else(|| unreadable(format!("language `{tag}`"))));
    Ok(Parts {
        kind,
        spans: body.spans.into_iter().map(read_span).collect(),
        langs: langs.collect::<Result<_>>()?,
        media: body.media.into_iter().map(read_media).collect(),
        card: body.card.map(|it| Card {
            url: it.url,
            title: Untrusted::new(it.title),
            description: Untrusted::new(it.description),
        }),
        poll: body.poll.map(read_poll),
        answered: body.answered,
    })
}

fn unreadable(why: String) -> Error {
    Error::Unreadable {
        field: "post.body",
        why,
    }
}

fn write_ref(it: &RemoteRef) -> Ref {
    Ref {
        network: it.network.slug().to_owned(),
        host: it.host.clone(),
        id: it.id.clone(),
        rev: it.rev.clone(),
    }
}

fn read_ref(it: Ref) -> Result<RemoteRef> {
    let network = Network::parse(&it.network)
        .ok_or_else(|| unreadable(format!("network `{}`", it.network)))?;
    Ok(RemoteRef {
        network,
        host: it.host,
        id: it.id,
        rev: it.rev,
    })
}

fn write_span(it: &Span) -> SpanRow {
    let (name, what) = match &it.kind {
        SpanKind::Link(what) => (SpanName::Link, what),
        SpanKind::Mention(what) => (SpanName::Mention, what),
        SpanKind::Tag(what) => (SpanName::Tag, what),
    };
    SpanRow(it.range.start, it.range.end, name, what.clone())
}

fn read_span(SpanRow(start, end, name, what): SpanRow) -> Span {
    let kind = match name {
        SpanName::Link => SpanKind::Link(what),
        SpanName::Mention => SpanKind::Mention(what),
        SpanName::Tag => SpanKind::Tag(what),
    };
    Span {
        range: start..end,
        kind,
    }
}

fn write_media(it: &Media) -> MediaRow {
    let kind = match it.kind {
        MediaKind::Image => MediaName::Image,
        MediaKind::Video => MediaName::Video,
        MediaKind::Audio => MediaName::Audio,
        MediaKind::Other => MediaName::Other,
    };
    MediaRow {
        kind,
        url: it.url.clone(),
        alt: it.alt.as_raw().to_owned(),
        poster: it.poster.clone(),
        width: it.width,
        height: it.height,
    }
}

fn read_media(it: MediaRow) -> Media {
    let kind = match it.kind {
        MediaName::Image => MediaKind::Image,
        MediaName::Video => MediaKind::Video,
        MediaName::Audio => MediaKind::Audio,
        MediaName::Other => MediaKind::Other,
    };
    Media {
        kind,
        url: it.url,
        alt: Untrusted::new(it.alt),
        poster: it.poster,
        width: it.width,
        height: it.height,
    }
}

fn write_card(it: &Card) -> CardRow {
    CardRow {
        url: it.url.clone(),
        title: it.title.as_raw().to_owned(),
        description: it.description.as_raw().to_owned(),
    }
}

fn write_poll(it: &Poll) -> PollRow {
    let choice = |it: &PollChoice| (it.label.as_raw().to_owned(), it.votes);
    PollRow {
        choices: it.choices.iter().map(choice).collect(),
        voters: it.voters,
        ends_at: it.ends_at.map(jiff::Timestamp::as_microsecond),
        is_multiple: it.is_multiple,
    }
}

fn read_poll(it: PollRow) -> Poll {
    let choice = |(label, votes)| PollChoice {
        label: Untrusted::new(label),
        votes,
    };
    Poll {
        choices: it.choices.into_iter().map(choice).collect(),
        voters: it.voters,
        ends_at: it.ends_at.map(model::time::from_micros),
        is_multiple: it.is_multiple,
    }
}
