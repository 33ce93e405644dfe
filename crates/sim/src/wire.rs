//! The JSON of the protocol, made from the ledger. Absolute addresses need the base URL of this run.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::{
    cast::{Account, Cast},
    event::{Event, EventKind, Figures, Image, Poll, PostIndex},
    ledger::{Ledger, PostRecord},
    media,
};

/// What rendering needs to see.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) base: &'a str,
    pub(crate) cast: &'a Cast,
    pub(crate) ledger: &'a Ledger,
}

#[derive(Serialize)]
struct Frame<'a> {
    seq: u64,
    at: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<PostWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delete: Option<DeleteWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<AccountWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<CountsWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<GapWire>,
}

#[derive(Serialize)]
struct DeleteWire {
    id: String,
}

#[derive(Serialize)]
struct AccountWire<'a> {
    handle: &'a str,
    active: bool,
}

#[derive(Serialize)]
struct CountsWire {
    id: String,
    replies: u32,
    reposts: u32,
    likes: u32,
}

#[derive(Serialize)]
struct GapWire {
    from: u64,
    to: u64,
}

#[derive(Serialize)]
struct AuthorWire<'a> {
    handle: &'a str,
    name: &'a str,
    avatar: String,
    bio: &'a str,
    followers: u32,
}

#[derive(Serialize)]
struct TargetWire<'a> {
    id: String,
    handle: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
}

#[derive(Serialize)]
struct MediaWire {
    kind: &'static str,
    url: String,
    alt: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    poster: Option<String>,
    width: u32,
    height: u32,
}

#[derive(Serialize)]
struct CardWire<'a> {
    url: String,
    title: &'a str,
    description: &'a str,
}

#[derive(Serialize)]
struct PollWire<'a> {
    choices: Vec<ChoiceWire<'a>>,
    voters: u64,
    ends_at: String,
}

#[derive(Serialize)]
struct ChoiceWire<'a> {
    label: &'a str,
    votes: u64,
}

#[derive(Serialize)]
struct FiguresWire {
    replies: u32,
    reposts: u32,
    likes: u32,
}

#[derive(Serialize)]
struct PostWire<'a> {
    id: String,
    author: AuthorWire<'a>,
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    edited_at: Option<String>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<TargetWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repost_of: Option<TargetWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote_of: Option<TargetWire<'a>>,
    media: Vec<MediaWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<CardWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    poll: Option<PollWire<'a>>,
    counts: FiguresWire,
    url: String,
}

/// RFC 3339 with microseconds, always.
pub(crate) fn instant(at: Timestamp) -> String {
    format!("{at:.6}")
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("these types hold strings and numbers only")
}

/// A frame of the stream, and a line of the ledger of truth.
pub(crate) fn frame(view: View<'_>, seq: u64, event: &Event) -> String {
    let mut frame = empty(seq, event.at, "");
    match &event.kind {
        EventKind::Post(index) => {
            frame.kind = "post";
            frame.post = Some(view.post(*index, 0, 0, Figures::default()));
        }
        EventKind::Edit(index, version) => {
            let record = view.ledger.post(*index);
            frame.kind = "edit";
            frame.post = Some(view.post(*index, *version as usize, record.crowd, record.figures));
        }
        EventKind::Delete(index) => {
            frame.kind = "delete";
            frame.delete = Some(DeleteWire {
                id: view.ledger.post_id(*index),
            });
        }
        EventKind::Account { account, active } => {
            frame.kind = "account";
            frame.account = Some(AccountWire {
                handle: &view.cast.get(*account).handle,
                active: *active,
            });
        }
        EventKind::Counts { post, figures } => {
            frame.kind = "counts";
            let Figures {
                replies,
                reposts,
                likes,
            } = *figures;
            frame.counts = Some(CountsWire {
                id: view.ledger.post_id(*post),
                replies,
                reposts,
                likes,
            });
        }
        // The words are those of the first version: nobody edits a poll that runs.
        EventKind::Votes { post, crowd } => {
            frame.kind = "edit";
            frame.post = Some(view.post(*post, 0, *crowd, view.ledger.post(*post).figures));
        }
    }
    json(&frame)
}

/// Tells that the past asked for was sent whole.
pub(crate) fn live(seq: u64, at: Timestamp) -> String {
    json(&empty(seq, at, "live"))
}

/// Tells which events are no longer kept.
pub(crate) fn gap(from: u64, to: u64, at: Timestamp) -> String {
    json(&Frame {
        gap: Some(GapWire { from, to }),
        ..empty(to, at, "gap")
    })
}

fn empty<'a>(seq: u64, at: Timestamp, kind: &'static str) -> Frame<'a> {
    Frame {
        seq,
        at: instant(at),
        kind,
        post: None,
        delete: None,
        account: None,
        counts: None,
        gap: None,
    }
}

/// A post as it now is.
pub(crate) fn post(view: View<'_>, index: PostIndex) -> String {
    let record = view.ledger.post(index);
    json(&view.post(index, record.edits.len(), record.crowd, record.figures))
}

/// Profiles by handle; unknown and absent accounts are left out.
pub(crate) fn profiles(view: View<'_>, handles: &[String]) -> String {
    #[derive(Serialize)]
    struct Profiles<'a> {
        profiles: Vec<AuthorWire<'a>>,
    }
    let found = handles
        .iter()
        .filter_map(|it| view.cast.find(it))
        .filter(|it| !view.ledger.is_away(*it));
    json(&Profiles {
        profiles: found.map(|it| view.author(view.cast.get(it))).collect(),
    })
}

impl<'a> PollWire<'a> {
    fn new(poll: &'a Poll, opened: Timestamp, crowd: u32) -> Self {
        let choices: Vec<_> = poll
            .choices
            .iter()
            .zip(poll.votes(crowd))
            .map(|(it, votes)| ChoiceWire {
                label: &it.label,
                votes,
            })
            .collect();
        Self {
            voters: choices.iter().map(|it| it.votes).sum(),
            choices,
            ends_at: instant(opened + SignedDuration::from_hours(poll.hours.into())),
        }
    }
}

impl<'a> View<'a> {
    fn author(self, account: &'a Account) -> AuthorWire<'a> {
        AuthorWire {
            handle: &account.handle,
            name: &account.name,
            avatar: format!("{}/media/{}.svg", self.base, account.avatar),
            bio: &account.bio,
            followers: account.followers,
        }
    }

    fn target(self, index: PostIndex, root: Option<PostIndex>) -> TargetWire<'a> {
        TargetWire {
            id: self.ledger.post_id(index),
            handle: &self.author_of(self.ledger.post(index)).handle,
            root: root.map(|it| self.ledger.post_id(it)),
        }
    }

    pub(crate) fn author_of(self, record: &PostRecord) -> &'a Account {
        self.cast.get(record.post.author)
    }

    pub(crate) fn post_url(self, index: PostIndex) -> String {
        let handle = &self.author_of(self.ledger.post(index)).handle;
        format!("{}/@{handle}/{}", self.base, self.ledger.post_id(index))
    }

    pub(crate) fn article_url(self, index: PostIndex) -> String {
        let handle = &self.author_of(self.ledger.post(index)).handle;
        format!(
            "{}/press/{handle}/{}",
            self.base,
            self.ledger.post_id(index)
        )
    }

    /// The post in one of its versions, 0 being the first, once `crowd` people saw its poll.
    fn post(self, index: PostIndex, version: usize, crowd: u32, figures: Figures) -> PostWire<'a> {
        let record = self.ledger.post(index);
        let edit = version.checked_sub(1).and_then(|it| record.edits.get(it));
        let Figures {
            replies,
            reposts,
            likes,
        } = figures;
        PostWire {
            id: self.ledger.post_id(index),
            author: self.author(self.author_of(record)),
            created_at: instant(record.created_at),
            edited_at: edit.map(|it| instant(it.at)),
            text: edit.map_or(&record.post.text, |it| &it.text),
            lang: record.post.lang,
            reply_to: record
                .post
                .reply_to
                .map(|(parent, root)| self.target(parent, Some(root))),
            repost_of: record.post.repost_of.map(|it| self.target(it, None)),
            quote_of: record.post.quote_of.map(|it| self.target(it, None)),
            media: self.media(index),
            card: self.card(index),
            poll: record
                .post
                .poll
                .as_deref()
                .map(|it| PollWire::new(it, record.created_at, crowd)),
            counts: FiguresWire {
                replies,
                reposts,
                likes,
            },
            url: self.post_url(index),
        }
    }

    /// A paper's own article, or the one that somebody links to.
    fn card(self, index: PostIndex) -> Option<CardWire<'a>> {
        let of = self.ledger.post(index).post.shared.unwrap_or(index);
        let article = self.ledger.post(of).post.article.as_deref()?;
        Some(CardWire {
            url: self.article_url(of),
            title: &article.title,
            description: &article.body,
        })
    }

    fn media(self, index: PostIndex) -> Vec<MediaWire> {
        let images = &self.ledger.post(index).post.images;
        images.iter().map(|it| self.medium(index, it)).collect()
    }

    fn medium(self, index: PostIndex, image: &Image) -> MediaWire {
        let picture = &media::PICTURES[image.index];
        let drawing = format!("{}/media/{}.svg", self.base, picture.name);
        // A video is watched on the post's own page; its still is what others show of it.
        let (kind, url, poster) = if picture.is_still {
            ("video", self.post_url(index), Some(drawing))
        } else {
            ("image", drawing, None)
        };
        MediaWire {
            kind,
            url,
            alt: if image.alt { picture.alt } else { "" },
            poster,
            width: media::WIDTH,
            height: media::HEIGHT,
        }
    }
}
