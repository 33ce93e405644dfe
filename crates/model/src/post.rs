//! One public message received, in the form all networks are decoded to.

use std::ops::Range;

use jiff::Timestamp;

use crate::{Lang, Network, Untrusted};

/// A network's own reference, opaque outside its connector.
///
/// `host` tells instances of one network apart (a Mastodon server, a feed's site; `""` where there is
/// one network only). `rev` names a version of the same post (a CID, an edit date).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RemoteRef {
    pub network: Network,
    pub host: Box<str>,
    pub id: Box<str>,
    pub rev: Option<Box<str>>,
}

impl RemoteRef {
    /// A reference where the network is one, to no version in particular.
    pub fn new(network: Network, id: impl Into<Box<str>>) -> Self {
        Self {
            network,
            host: "".into(),
            id: id.into(),
            rev: None,
        }
    }
}

/// Someone's profile on a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The network's id of the profile (a DID, an account URL); never shown.
    pub id: Box<str>,
    /// What people write after `@`, without it. Empty while unknown (a Bluesky DID not resolved yet).
    pub handle: Untrusted,
    pub name: Untrusted,
    /// Where the picture is, fetched only through our own proxy.
    pub avatar: Option<Box<str>>,
    pub followers: Option<u64>,
}

impl Author {
    /// A profile of which no more is known.
    pub fn new(id: impl Into<Box<str>>, handle: impl Into<Untrusted>) -> Self {
        Self {
            id: id.into(),
            handle: handle.into(),
            name: Untrusted::default(),
            avatar: None,
            followers: None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostKind {
    Post,
    Reply {
        to: RemoteRef,
        root: Option<RemoteRef>,
    },
    Repost {
        of: RemoteRef,
    },
    Quote {
        of: RemoteRef,
    },
    /// An article or item of a feed.
    Article,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    Image,
    Video,
    Audio,
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    pub kind: MediaKind,
    /// Absolute URL, fetched only through our own proxy. `None` where the network gives no address.
    pub url: Option<Box<str>>,
    /// The author's description; empty when there is none.
    pub alt: Untrusted,
    /// A still of a video, fetched as a picture is.
    pub poster: Option<Box<str>>,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// The preview of a link, as the network or the author made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub url: Box<str>,
    pub title: Untrusted,
    pub description: Untrusted,
}

/// A question with the answers to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    pub choices: Vec<PollChoice>,
    /// How many people voted; fewer than the votes where several answers may be theirs.
    pub voters: Option<u64>,
    pub ends_at: Option<Timestamp>,
    pub is_multiple: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollChoice {
    pub label: Untrusted,
    /// `None` while the network keeps it to itself.
    pub votes: Option<u64>,
}

/// What a stretch of the text stands for. Byte range of [`Post::text`], on character boundaries,
/// sorted, never overlapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub range: Range<usize>,
    pub kind: SpanKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// A link; the URL is absolute http or https.
    Link(Box<str>),
    /// A mention; the id or handle the network gave.
    Mention(Box<str>),
    /// A hashtag, without the sign.
    Tag(Box<str>),
}

/// Figures the network gave; they grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub replies: Option<u64>,
    pub reposts: Option<u64>,
    pub likes: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub at: RemoteRef,
    pub author: Author,
    /// As claimed, already made plausible by the connector (`time::plausible`).
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub kind: PostKind,
    /// Press items have one; posts seldom.
    pub title: Option<Untrusted>,
    /// Plain text; markup was turned into text and spans by the connector.
    pub text: Untrusted,
    pub spans: Vec<Span>,
    /// Languages the author or the network claimed.
    pub langs: Vec<Lang>,
    /// Where a person can read it on its network; http or https.
    pub url: Option<Box<str>>,
    pub media: Vec<Media>,
    pub card: Option<Card>,
    pub poll: Option<Poll>,
    pub counts: Counts,
    /// What those are called whom it answers (handles, without `@`, or ids), as far as the network
    /// told or ingest found out.
    pub answered: Vec<Box<str>>,
    /// The record as received, kept as evidence: JSON.
    pub raw: Box<str>,
}

impl Post {
    /// A post of text alone, that answers nothing.
    pub fn new(
        at: RemoteRef,
        author: Author,
        created_at: Timestamp,
        text: impl Into<Untrusted>,
    ) -> Self {
        Self {
            at,
            author,
            created_at,
            edited_at: None,
            kind: PostKind::Post,
            title: None,
            text: text.into(),
            spans: Vec::new(),
            langs: Vec::new(),
            url: None,
            media: Vec::new(),
            card: None,
            poll: None,
            counts: Counts::default(),
            answered: Vec::new(),
            raw: "{}".into(),
        }
    }
}
