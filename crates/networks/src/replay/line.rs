//! One line of a recording to events.

use jiff::Timestamp;
use model::{Author, DropReason, Event, Lang, Network, Post, PostKind, RemoteRef, Untrusted, time};
use serde::Deserialize;

use crate::{
    jetstream::{self, Told},
    sanitise::{plain, sample},
};

/// A line of the file, or the beginning of one that is too long.
pub(super) enum Line<'a> {
    Whole(&'a [u8]),
    TooLong(&'a [u8]),
}

impl Line<'_> {
    pub(super) const fn len(&self) -> usize {
        match self {
            Self::Whole(bytes) | Self::TooLong(bytes) => bytes.len(),
        }
    }

    /// The event of the line, and when it was said; nothing for an empty line.
    pub(super) fn decode(&self, received: Timestamp) -> Option<(Option<Timestamp>, Event)> {
        match self {
            Self::TooLong(bytes) => Some((
                None,
                Event::Dropped {
                    reason: DropReason::TooLarge,
                    sample: sample(bytes),
                },
            )),
            Self::Whole(bytes) => decode(bytes, received),
        }
    }
}

#[derive(Deserialize)]
struct Recorded {
    id: Box<str>,
    network: Box<str>,
    author: Option<String>,
    created_at: Option<String>,
    lang: Option<String>,
    kind: Option<Box<str>>,
    text: Option<String>,
    #[serde(rename = "ref")]
    target: Option<Box<str>>,
}

/// Reads one line: a recorded post, or a message of a Jetstream of either version. `None` when the
/// line tells nothing (it is empty, or a kind of record that is none of our business).
#[must_use]
pub fn decode(line: &[u8], received: Timestamp) -> Option<(Option<Timestamp>, Event)> {
    let dropped = |reason| {
        Some((
            None,
            Event::Dropped {
                reason,
                sample: sample(line),
            },
        ))
    };
    let Ok(text) = std::str::from_utf8(line) else {
        return dropped(DropReason::NotUtf8);
    };
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return None;
    }
    match serde_json::from_str::<Recorded>(text) {
        Ok(recorded) => match recorded.post(text, received) {
            Ok((said_at, post)) => Some((said_at, Event::Post(Box::new(post)))),
            Err(reason) => dropped(reason),
        },
        Err(_) => jetstream_event(text, received).unwrap_or_else(|| dropped(DropReason::Malformed)),
    }
}

/// `None` when the line is no message of a Jetstream.
fn jetstream_event(text: &str, received: Timestamp) -> Option<Option<(Option<Timestamp>, Event)>> {
    let one = jetstream::decode_v1(text, received);
    let read = match one.told {
        Told::Dropped(DropReason::Malformed) => jetstream::decode_v2(text, received),
        _ => one,
    };
    match read.told {
        Told::Dropped(DropReason::Malformed) => None,
        Told::Dropped(reason) => Some(Some((
            None,
            Event::Dropped {
                reason,
                sample: sample(text.as_bytes()),
            },
        ))),
        Told::Event(event) => Some(Some((read.at, *event))),
        Told::Nothing | Told::Info(_) | Told::Error { .. } => Some(None),
    }
}

impl Recorded {
    fn post(self, raw: &str, received: Timestamp) -> Result<(Option<Timestamp>, Post), DropReason> {
        let text = plain(self.text.as_deref().unwrap_or_default());
        if self.id.is_empty() || text.trim().is_empty() {
            return Err(DropReason::Incomplete);
        }
        let (network, host) = match Network::parse(&self.network) {
            Some(network) => (network, "".into()),
            None => (Network::Replay, self.network),
        };
        let reference = |id: Box<str>| RemoteRef {
            network,
            host: host.clone(),
            id,
            rev: None,
        };
        let said_at = self
            .created_at
            .as_deref()
            .and_then(|it| it.parse::<Timestamp>().ok());
        // References are bare in the files, ids say where they come from (`tw:123`, `at://…`).
        let target = self.target.filter(|it| !it.is_empty()).map(|target| {
            let scheme = self.id.split_once(':').map_or("", |(scheme, _)| scheme);
            let is_bare = !scheme.is_empty() && !target.contains(':');
            reference(if is_bare {
                format!("{scheme}:{target}").into()
            } else {
                target
            })
        });
        let handle = plain(&self.author.unwrap_or_default());
        let did = self
            .id
            .strip_prefix("at://")
            .and_then(|it| it.split('/').next())
            .unwrap_or(&handle);
        let author = Author {
            name: Untrusted::new(handle.clone()),
            ..Author::new(did, Untrusted::new(handle.clone()))
        };
        let post = Post {
            url: url(network, &self.id),
            kind: match (self.kind.as_deref(), target) {
                (Some("reply"), Some(to)) => PostKind::Reply { to, root: None },
                (Some("retweet" | "repost"), Some(of)) => PostKind::Repost { of },
                (Some("quoting" | "quote"), Some(of)) => PostKind::Quote { of },
                _ => PostKind::Post,
            },
            langs: self
                .lang
                .as_deref()
                .and_then(Lang::parse)
                .into_iter()
                .collect(),
            raw: raw.into(),
            ..Post::new(
                reference(self.id),
                author,
                said_at.map_or_else(
                    || time::truncate(received),
                    |it| time::plausible(it, received),
                ),
                Untrusted::new(text),
            )
        };
        Ok((said_at, post))
    }
}

/// Where a person can read a recorded post, when its id says so.
fn url(network: Network, id: &str) -> Option<Box<str>> {
    match network {
        Network::X => {
            let number = id
                .strip_prefix("tw:")
                .filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()))?;
            Some(format!("https://x.com/i/status/{number}").into())
        }
        Network::Bluesky => {
            let (did, record) = id
                .strip_prefix("at://")?
                .split_once("/app.bsky.feed.post/")?;
            Some(format!("https://bsky.app/profile/{did}/post/{record}").into())
        }
        _ => None,
    }
}
