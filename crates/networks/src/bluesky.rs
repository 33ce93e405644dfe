//! Bluesky: its records turned into posts, and names behind its ids. Pure but for [`AppView`].
//!
//! Two wires carry the same facts (`jetstream` in JSON, `atproto` in DAG-CBOR); both decode to
//! [`Heard`], which becomes an [`Event`] here, once.
//!
//! A post's id is its AT-URI, `at://DID/app.bsky.feed.post/RKEY`, and its version the record's CID.
//! The handle of the author is not on the wire: [`AppView`] finds it.

mod appview;
mod embed;
pub(crate) mod endpoint;
mod record;
pub(crate) mod stream;

use jiff::Timestamp;
use model::{DropReason, Event, GoneWhy, Network, RemoteRef};

pub use appview::{AppView, PUBLIC as PUBLIC_APPVIEW};
pub use record::post_from_record;

pub(crate) const POST: &str = "app.bsky.feed.post";
pub(crate) const REPOST: &str = "app.bsky.feed.repost";

/// The longest DID and record key the protocol allows.
const DID_BYTES_MAX: usize = 2048;
const RKEY_BYTES_MAX: usize = 512;

/// One event of the network, whichever wire it came by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heard<'a> {
    pub(crate) did: &'a str,
    pub(crate) what: What<'a>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What<'a> {
    /// A record made or replaced.
    Put {
        replaced: bool,
        key: RecordKey<'a>,
        cid: &'a str,
        /// The record as JSON.
        record: &'a str,
    },
    Delete {
        key: RecordKey<'a>,
    },
    Identity {
        handle: Option<&'a str>,
    },
    Account {
        active: bool,
    },
}

/// Where a record lies in its author's repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordKey<'a> {
    pub(crate) collection: &'a str,
    pub(crate) rkey: &'a str,
}

/// Whether the records of a collection become posts.
pub(crate) fn is_heard(collection: &str) -> bool {
    matches!(collection, POST | REPOST)
}

/// What the engine is told; `None` for what concerns no post (a like, a follow).
pub(crate) fn event(heard: &Heard<'_>, received: Timestamp) -> Result<Option<Event>, DropReason> {
    let did = heard.did;
    if !is_did(did) {
        return Err(DropReason::Malformed);
    }
    Ok(match &heard.what {
        What::Put { key, .. } | What::Delete { key } if !is_heard(key.collection) => None,
        What::Put { key, .. } | What::Delete { key } if !is_rkey(key.rkey) => {
            return Err(DropReason::Malformed);
        }
        What::Put {
            replaced,
            key,
            cid,
            record,
        } => {
            let mut post = if key.collection == REPOST {
                record::repost(did, key.rkey, cid, record, received)?
            } else {
                post_from_record(did, key.rkey, cid, record, received)?
            };
            post.edited_at = replaced.then_some(received);
            Some(Event::Post(Box::new(post)))
        }
        What::Delete { key } => Some(Event::Gone {
            target: reference(did, key.collection, key.rkey, None),
            why: GoneWhy::Deleted,
        }),
        What::Identity { handle } => {
            handle
                .filter(|it| is_handle(it))
                .map(|handle| Event::Identity {
                    network: Network::Bluesky,
                    host: "".into(),
                    author: did.into(),
                    handle: handle.into(),
                })
        }
        What::Account { active } => Some(Event::Account {
            network: Network::Bluesky,
            host: "".into(),
            author: did.into(),
            active: *active,
        }),
    })
}

/// The reference of a record: its AT-URI and, where it matters which version, its CID.
fn reference(did: &str, collection: &str, rkey: &str, cid: Option<&str>) -> RemoteRef {
    RemoteRef {
        network: Network::Bluesky,
        host: "".into(),
        id: format!("at://{did}/{collection}/{rkey}").into(),
        rev: cid.map(Into::into),
    }
}

fn is_did(text: &str) -> bool {
    let Some((method, id)) = text.strip_prefix("did:").and_then(|it| it.split_once(':')) else {
        return false;
    };
    text.len() <= DID_BYTES_MAX
        && !method.is_empty()
        && method.bytes().all(|it| it.is_ascii_lowercase())
        && !id.is_empty()
        && !id.ends_with([':', '%'])
        && id
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b"._:%-".contains(&it))
}

fn is_rkey(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
        && text.len() <= RKEY_BYTES_MAX
        && text
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b"._:~-".contains(&it))
}

/// A domain name one can be called by; `handle.invalid` is how the network says that there is none.
fn is_handle(text: &str) -> bool {
    text != "handle.invalid"
        && text.len() <= 253
        && text.contains('.')
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || it == b'-')
        })
        && text
            .rsplit('.')
            .next()
            .is_some_and(|it| it.starts_with(|it: char| it.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests;
