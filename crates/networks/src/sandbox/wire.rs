//! The sandbox's JSON to events.

use jiff::Timestamp;
use model::{
    Author, Card, Counts, DropReason, Event, GoneWhy, Lang, Media, MediaKind, Network, Poll,
    PollChoice, Post, PostKind, RemoteRef, Span, SpanKind, Untrusted, time,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use text::entity::{Entity, EntityKind, extract};

use crate::sanitise::{plain, web_url};

/// Answers a poll may have: what a column can show, and more than any network allows.
const CHOICES_MAX: usize = 12;

/// One frame of the stream, understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub seq: u64,
    pub at: Timestamp,
    pub told: Told,
}

/// What a frame tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    Event(Box<Event>),
    /// What comes between the cursor and this frame's number is no longer kept.
    Gap,
    /// The past asked for was sent whole.
    Live,
}

#[derive(Deserialize)]
struct FrameWire<'a> {
    seq: u64,
    at: Option<&'a str>,
    kind: &'a str,
    #[serde(borrow)]
    post: Option<&'a RawValue>,
    delete: Option<DeleteWire>,
    account: Option<AccountWire>,
    counts: Option<FiguresOfWire>,
}

#[derive(Deserialize)]
struct DeleteWire {
    id: Box<str>,
}

#[derive(Deserialize)]
struct AccountWire {
    handle: Box<str>,
    active: bool,
}

#[derive(Deserialize)]
struct FiguresOfWire {
    id: Box<str>,
    #[serde(flatten)]
    figures: FiguresWire,
}

#[derive(Clone, Copy, Default, Deserialize)]
struct FiguresWire {
    replies: Option<u64>,
    reposts: Option<u64>,
    likes: Option<u64>,
}

#[derive(Deserialize)]
struct AuthorWire {
    handle: Box<str>,
    #[serde(default)]
    name: String,
    avatar: Option<String>,
    followers: Option<u64>,
}

#[derive(Deserialize)]
struct PostWire {
    id: Box<str>,
    author: AuthorWire,
    created_at: Option<String>,
    edited_at: Option<String>,
    #[serde(default)]
    text: String,
    lang: Option<String>,
    reply_to: Option<TargetWire>,
    repost_of: Option<TargetWire>,
    quote_of: Option<TargetWire>,
    #[serde(default)]
    media: Vec<MediaWire>,
    card: Option<CardWire>,
    poll: Option<PollWire>,
    #[serde(default)]
    counts: FiguresWire,
    url: Option<String>,
}

#[derive(Deserialize)]
struct TargetWire {
    id: Box<str>,
    root: Option<Box<str>>,
    /// Whose it is.
    #[serde(default)]
    handle: Box<str>,
}

#[derive(Deserialize)]
struct MediaWire {
    kind: String,
    url: String,
    #[serde(default)]
    alt: String,
    poster: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
}

#[derive(Deserialize)]
struct CardWire {
    url: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    description: String,
}

#[derive(Deserialize)]
struct PollWire {
    choices: Vec<ChoiceWire>,
    voters: Option<u64>,
    ends_at: Option<String>,
    #[serde(default)]
    multiple: bool,
}

#[derive(Deserialize)]
struct ChoiceWire {
    label: String,
    votes: Option<u64>,
}

#[derive(Deserialize)]
struct ProfilesWire {
    profiles: Vec<AuthorWire>,
}

/// Reads one frame of the stream. `received` bounds the dates that posts claim.
///
/// # Errors
/// Why the frame tells us nothing.
pub fn decode(text: &str, received: Timestamp) -> Result<Frame, DropReason> {
    let frame: FrameWire<'_> = serde_json::from_str(text).map_err(|_| DropReason::Malformed)?;
    let (seq, at) = (frame.seq, date(frame.at).unwrap_or(received));
    let told = match frame.kind {
        "post" | "edit" => post(frame.post.ok_or(DropReason::Malformed)?, received)?,
        "delete" => {
            let DeleteWire { id } = frame.delete.ok_or(DropReason::Malformed)?;
            Event::Gone {
                target: reference(id, None),
                why: GoneWhy::Deleted,
            }
        }
        "account" => {
            let AccountWire { handle, active } = frame.account.ok_or(DropReason::Malformed)?;
            Event::Account {
                network: Network::Sandbox,
                host: "".into(),
                author: handle,
                active,
            }
        }
        "counts" => {
            let FiguresOfWire { id, figures } = frame.counts.ok_or(DropReason::Malformed)?;
            Event::Counts {
                at: reference(id, None),
                counts: figures.into(),
            }
        }
        "gap" => {
            return Ok(Frame {
                seq,
                at,
                told: Told::Gap,
            });
        }
        "live" => {
            return Ok(Frame {
                seq,
                at,
                told: Told::Live,
            });
        }
        _ => return Err(DropReason::Unknown),
    };
    Ok(Frame {
        seq,
        at,
        told: Told::Event(Box::new(told)),
    })
}

/// The authors in an answer about profiles; `None` when it is something else.
pub(super) fn profiles(body: &[u8]) -> Option<Vec<Author>> {
    let ProfilesWire { profiles } = serde_json::from_slice(body).ok()?;
    Some(profiles.into_iter().map(Author::from).collect())
}

fn post(raw: &RawValue, received: Timestamp) -> Result<Event, DropReason> {
    let wire: PostWire = serde_json::from_str(raw.get()).map_err(|_| DropReason::Malformed)?;
    let is_empty = wire.text.trim().is_empty() && wire.media.is_empty() && wire.repost_of.is_none();
    if wire.id.is_empty() || wire.author.handle.is_empty() || is_empty {
        return Err(DropReason::Incomplete);
    }
    let believed = |it: Option<String>| date(it.as_deref()).map(|it| time::plausible(it, received));
    let edited_at = believed(wire.edited_at);
    let media = wire.media.into_iter().map(|it| Media {
        kind: match &*it.kind {
            "image" => MediaKind::Image,
            "video" => MediaKind::Video,
            "audio" => MediaKind::Audio,
            _ => MediaKind::Other,
        },
        url: web_url(&it.url, None),
        alt: Untrusted::new(plain(&it.alt)),
        poster: it.poster.as_deref().and_then(|it| web_url(it, None)),
        width: it.width,
        height: it.height,
    });
    let card = wire.card.and_then(|it| {
        Some(Card {
            url: web_url(&it.url, None)?,
            title: Untrusted::new(plain(&it.title)),
            description: Untrusted::new(plain(&it.description)),
        })
    });
    let text = plain(&wire.text);
    let answered = wire.reply_to.iter().map(|it| it.handle.clone());
    Ok(Event::Post(Box::new(Post {
        at: reference(wire.id, edited_at.map(|it| it.to_string().into())),
        author: wire.author.into(),
        created_at: believed(wire.created_at).unwrap_or_else(|| time::truncate(received)),
        edited_at,
        answered: answered.filter(|it| !it.is_empty()).collect(),
        kind: kind(wire.repost_of, wire.reply_to, wire.quote_of),
        title: None,
        spans: spans(&text),
        text: Untrusted::new(text),
        langs: wire
            .lang
            .as_deref()
            .and_then(Lang::parse)
            .into_iter()
            .collect(),
        url: wire.url.as_deref().and_then(|it| web_url(it, None)),
        media: media.collect(),
        card,
        poll: wire.poll.map(Poll::from),
        counts: wire.counts.into(),
        raw: raw.get().into(),
    })))
}

/// The wire has plain text: what stands out in it is found as any network would.
fn spans(text: &str) -> Vec<Span> {
    let kind = |it: &Entity| match &it.kind {
        EntityKind::Url { .. } => {
            let written = &text[it.range.clone()];
            let whole = if written.contains("://") {
                written.to_owned()
            } else {
                format!("https://{written}")
            };
            web_url(&whole, None).map(SpanKind::Link)
        }
        EntityKind::Hashtag { name } => Some(SpanKind::Tag(text[name.clone()].into())),
        EntityKind::Mention { user, .. } => Some(SpanKind::Mention(text[user.clone()].into())),
        EntityKind::List { .. } | EntityKind::Cashtag { .. } => None,
    };
    let span = |it: Entity| {
        Some(Span {
            kind: kind(&it)?,
            range: it.range,
        })
    };
    extract(text).into_iter().filter_map(span).collect()
}

fn date(text: Option<&str>) -> Option<Timestamp> {
    text?.parse().ok()
}

fn kind(
    repost: Option<TargetWire>,
    reply: Option<TargetWire>,
    quote: Option<TargetWire>,
) -> PostKind {
    match (repost, reply, quote) {
        (Some(of), _, _) => PostKind::Repost {
            of: reference(of.id, None),
        },
        (None, Some(to), _) => PostKind::Reply {
            to: reference(to.id, None),
            root: to.root.map(|it| reference(it, None)),
        },
        (None, None, Some(of)) => PostKind::Quote {
            of: reference(of.id, None),
        },
        (None, None, None) => PostKind::Post,
    }
}

fn reference(id: Box<str>, rev: Option<Box<str>>) -> RemoteRef {
    RemoteRef {
        network: Network::Sandbox,
        host: "".into(),
        id,
        rev,
    }
}

impl From<PollWire> for Poll {
    fn from(wire: PollWire) -> Self {
        let choice = |it: ChoiceWire| PollChoice {
            label: Untrusted::new(plain(&it.label)),
            votes: it.votes,
        };
        Self {
            choices: wire
                .choices
                .into_iter()
                .take(CHOICES_MAX)
                .map(choice)
                .collect(),
            voters: wire.voters,
            ends_at: date(wire.ends_at.as_deref()).map(time::truncate),
            is_multiple: wire.multiple,
        }
    }
}

impl From<FiguresWire> for Counts {
    fn from(wire: FiguresWire) -> Self {
        Self {
            replies: wire.replies,
            reposts: wire.reposts,
            likes: wire.likes,
        }
    }
}

impl From<AuthorWire> for Author {
    fn from(wire: AuthorWire) -> Self {
        Self {
            avatar: wire.avatar.as_deref().and_then(|it| web_url(it, None)),
            handle: Untrusted::new(plain(&wire.handle)),
            name: Untrusted::new(plain(&wire.name)),
            followers: wire.followers,
            id: wire.handle,
        }
    }
}
