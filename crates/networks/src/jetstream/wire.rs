//! The JSON of both versions, and what each message means.
//!
//! Version 1 is one object an event, `{"did", "time_us", "kind", "commit": {…}}`; version 2 wraps it,
//! `{"$type": "message", "payload": {"$type": "…#commit", "seq", "did", "time", …}}`, and may end with
//! an error frame.

use std::{borrow::Cow, collections::VecDeque};

use jiff::Timestamp;
use model::{Cause, Checkpoint, DropReason, Event, time};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    WireVersion,
    checkpoint::Position,
    inflate::{Inflate, MESSAGE_BYTES_MAX},
    lost,
};
use crate::{
    Kind, NetError,
    bluesky::{self, Heard, RecordKey, What, stream::Wire},
    egress::Message,
    sanitise::sample,
};

/// How far is stepped over something that cannot be received; told as a gap.
const SKIP_US: i64 = 1_000_000;

/// One message understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// When the instance met the event, by its clock.
    pub at: Option<Timestamp>,
    /// The instance's number of the event, on version 2.
    pub seq: Option<u64>,
    pub told: Told,
}

/// What a message tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    Event(Box<Event>),
    /// Known, and none of our business (a like, a follow, a repository's state).
    Nothing,
    Dropped(DropReason),
    /// A word of the server about the stream itself.
    Info(Box<str>),
    /// The server's last word before it closes.
    Error {
        name: Box<str>,
        message: Box<str>,
    },
}

impl Decoded {
    const fn dropped(reason: DropReason) -> Self {
        Self {
            at: None,
            seq: None,
            told: Told::Dropped(reason),
        }
    }
}

#[derive(Deserialize)]
struct V1<'a> {
    #[serde(borrow)]
    did: Cow<'a, str>,
    time_us: i64,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    commit: Option<Commit<'a>>,
    #[serde(borrow)]
    identity: Option<Identity<'a>>,
    account: Option<Account>,
}

#[derive(Deserialize)]
struct V2Frame<'a> {
    #[serde(borrow, rename = "$type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<Cow<'a, str>>,
    #[serde(borrow)]
    message: Option<Cow<'a, str>>,
}

/// What all payloads of version 2 may have; a commit's own members stand beside these.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct V2<'a> {
    #[serde(borrow, rename = "$type")]
    kind: Cow<'a, str>,
    seq: Option<u64>,
    #[serde(borrow)]
    did: Option<Cow<'a, str>>,
    #[serde(borrow)]
    time: Option<Cow<'a, str>>,
    /// Never moved by the operator, unlike `time`; absent on older servers.
    #[serde(borrow)]
    witnessed_at: Option<Cow<'a, str>>,
    #[serde(borrow)]
    identity: Option<Identity<'a>>,
    account: Option<Account>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Commit<'a> {
    #[serde(borrow)]
    operation: Cow<'a, str>,
    #[serde(borrow)]
    collection: Cow<'a, str>,
    #[serde(borrow)]
    rkey: Cow<'a, str>,
    #[serde(borrow)]
    cid: Option<Cow<'a, str>>,
    #[serde(borrow)]
    record: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Identity<'a> {
    #[serde(borrow)]
    handle: Option<Cow<'a, str>>,
}

#[derive(Clone, Copy, Deserialize)]
struct Account {
    active: bool,
}

/// Reads one message of version 1. `received` bounds the dates posts claim.
#[must_use]
pub fn decode_v1(message: &str, received: Timestamp) -> Decoded {
    let Ok(it) = serde_json::from_str::<V1<'_>>(message) else {
        return Decoded::dropped(DropReason::Malformed);
    };
    let told = match &*it.kind {
        "commit" => commit(&it.did, it.commit.as_ref(), received),
        "identity" => identity(&it.did, it.identity.as_ref(), received),
        "account" => account(&it.did, it.account, received),
        _ => Told::Dropped(DropReason::Unknown),
    };
    Decoded {
        at: Some(time::from_micros(it.time_us)),
        seq: None,
        told,
    }
}

/// Reads one message of version 2.
#[must_use]
pub fn decode_v2(message: &str, received: Timestamp) -> Decoded {
    let Ok(frame) = serde_json::from_str::<V2Frame<'_>>(message) else {
        return Decoded::dropped(DropReason::Malformed);
    };
    match (&*frame.kind, frame.payload) {
        ("message", Some(payload)) => decode_v2_payload(payload.get(), received),
        ("error", _) => Decoded {
            at: None,
            seq: None,
            told: Told::Error {
                name: frame.error.unwrap_or_default().into(),
                message: frame.message.unwrap_or_default().into(),
            },
        },
        ("message", None) => Decoded::dropped(DropReason::Malformed),
        _ => Decoded::dropped(DropReason::Unknown),
    }
}

fn decode_v2_payload(payload: &str, received: Timestamp) -> Decoded {
    let Ok(it) = serde_json::from_str::<V2<'_>>(payload) else {
        return Decoded::dropped(DropReason::Malformed);
    };
    let kind = it.kind.rsplit_once('#').map_or("", |(_, kind)| kind);
    let did = it.did.as_deref().unwrap_or("");
    let told = match kind {
        "commit" => match serde_json::from_str::<Commit<'_>>(payload) {
            Ok(it) => commit(did, Some(&it), received),
            Err(_) => Told::Dropped(DropReason::Malformed),
        },
        "identity" => identity(did, it.identity.as_ref(), received),
        "account" => account(did, it.account, received),
        "sync" => Told::Nothing,
        "info" => Told::Info(it.name.unwrap_or_default().into()),
        _ => Told::Dropped(DropReason::Unknown),
    };
    Decoded {
        at: it
            .witnessed_at
            .or(it.time)
            .and_then(|it| it.parse().ok())
            .map(time::truncate),
        seq: it.seq,
        told,
    }
}

fn commit(did: &str, commit: Option<&Commit<'_>>, received: Timestamp) -> Told {
    let Some(it) = commit else {
        return Told::Dropped(DropReason::Malformed);
    };
    let key = RecordKey {
        collection: &it.collection,
        rkey: &it.rkey,
    };
    let what = match (&*it.operation, &it.cid, it.record) {
        (operation @ ("create" | "update"), Some(cid), Some(record)) => What::Put {
            replaced: operation == "update",
            key,
            cid,
            record: record.get(),
        },
        ("create" | "update", _, _) => return Told::Dropped(DropReason::Malformed),
        ("delete", _, _) => What::Delete { key },
        _ => return Told::Dropped(DropReason::Unknown),
    };
    tell(did, what, received)
}

fn identity(did: &str, identity: Option<&Identity<'_>>, received: Timestamp) -> Told {
    let Some(it) = identity else {
        return Told::Dropped(DropReason::Malformed);
    };
    let handle = it.handle.as_deref();
    tell(did, What::Identity { handle }, received)
}

fn account(did: &str, account: Option<Account>, received: Timestamp) -> Told {
    let Some(Account { active }) = account else {
        return Told::Dropped(DropReason::Malformed);
    };
    tell(did, What::Account { active }, received)
}

fn tell(did: &str, what: What<'_>, received: Timestamp) -> Told {
    match bluesky::event(&Heard { did, what }, received) {
        Ok(Some(event)) => Told::Event(Box::new(event)),
        Ok(None) => Told::Nothing,
        Err(reason) => Told::Dropped(reason),
    }
}

/// What the first event after resuming tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expect {
    /// Nothing: the server itself says when it starts later.
    Nothing,
    /// The last event heard comes again, so the first one is no later than this.
    Again(Timestamp),
    /// We resumed by number: a first event later than this is of another archive with the same
    /// address, where the number means another time.
    Near(Timestamp),
    /// What we asked for is surely no longer held.
    Lost,
}

/// One connection's decoder.
pub(super) struct JetstreamWire {
    version: WireVersion,
    inflate: Option<Inflate>,
    position: Position,
    heard: bool,
    resumed_at: Option<Timestamp>,
    expect: Expect,
}

impl JetstreamWire {
    /// `start` names the instance and filter; `resumed` is the checkpoint we come from.
    pub(super) fn new(
        version: WireVersion,
        inflate: Option<Inflate>,
        start: Position,
        resumed: Option<&Position>,
        expect: Expect,
    ) -> Self {
        Self {
            version,
            inflate,
            position: start,
            heard: false,
            resumed_at: resumed.map(Position::at),
            expect,
        }
    }

    fn decode(&self, message: &Message, received: Timestamp) -> (Decoded, Box<str>) {
        let inflated;
        let text = match (message, &self.inflate) {
            (Message::Text(text), _) => text.as_str(),
            (Message::Binary(bytes), Some(inflate)) => match inflate.message(bytes) {
                Ok(text) => {
                    inflated = text;
                    &inflated
                }
                Err(reason) => return (Decoded::dropped(reason), sample(bytes)),
            },
            (Message::Binary(bytes), None) => {
                return (Decoded::dropped(DropReason::Malformed), sample(bytes));
            }
        };
        let decoded = if text.len() > MESSAGE_BYTES_MAX {
            Decoded::dropped(DropReason::TooLarge)
        } else {
            match self.version {
                WireVersion::V1 => decode_v1(text, received),
                WireVersion::V2 => decode_v2(text, received),
            }
        };
        let beginning = match decoded.told {
            Told::Dropped(_) => sample(text.as_bytes()),
            _ => "".into(),
        };
        (decoded, beginning)
    }

    /// Takes note of an event's time, and tells what was lost before the first one.
    fn advance(&mut self, at: Timestamp, seq: Option<u64>, out: &mut VecDeque<Event>) {
        let is_lost = match std::mem::replace(&mut self.expect, Expect::Nothing) {
            Expect::Nothing | Expect::Near(_) => false,
            Expect::Again(latest) => at > latest,
            Expect::Lost => true,
        };
        if is_lost && let Some(from) = self.resumed_at.filter(|from| *from < at) {
            out.push_back(lost(Some(from), at));
        }
        self.heard = true;
        self.position.us = self.position.us.max(at.as_microsecond());
        self.position.seq = seq.or(self.position.seq);
    }
}

impl Wire for JetstreamWire {
    fn read(
        &mut self,
        message: Message,
        now: Timestamp,
        out: &mut VecDeque<Event>,
    ) -> Result<(), NetError> {
        let (decoded, beginning) = self.decode(&message, now);
        if let Some(at) = decoded.at {
            // A time of the far future would make us resume there, and hear nothing for ever.
            let at = time::plausible(at, now);
            if matches!(self.expect, Expect::Near(latest) if at > latest) {
                return Err(self.start_by_time());
            }
            self.advance(at, decoded.seq, out);
        }
        match decoded.told {
            Told::Event(event) => out.push_back(*event),
            Told::Nothing => {}
            Told::Dropped(reason) => out.push_back(Event::Dropped {
                reason,
                sample: beginning,
            }),
            Told::Info(name) if *name == *"OutdatedCursor" => self.expect = Expect::Lost,
            Told::Info(name) if *name == *"FutureCursor" => return Err(self.start_by_time()),
            Told::Info(_) => out.push_back(Event::Dropped {
                reason: DropReason::Unknown,
                sample: sample(b"info"),
            }),
            Told::Error { name, message } => {
                let message = sample(message.as_bytes());
                let name = sample(name.as_bytes());
                return Err(NetError::new(
                    Kind::Transient,
                    format!("Jetstream ended the stream: {name} ({message})"),
                ));
            }
        }
        Ok(())
    }

    fn skip(&mut self, reason: DropReason, out: &mut VecDeque<Event>) {
        out.push_back(Event::Dropped {
            reason,
            sample: "".into(),
        });
        if self.heard {
            let from = self.position.at();
            self.position.us = self.position.us.saturating_add(SKIP_US);
            self.position.seq = None;
            self.position.exact = true;
            out.push_back(Event::Gap {
                from: Some(from),
                to: Some(self.position.at()),
                cause: Cause::Overload,
            });
        }
    }

    fn heard_at(&self) -> Option<Timestamp> {
        self.heard.then(|| self.position.at())
    }

    fn checkpoint(&self) -> Option<Checkpoint> {
        self.heard.then(|| self.position.write())
    }
}

impl JetstreamWire {
    /// The number we resumed from is not of this archive (rebuilt, restored, or one of several behind
    /// one address): the next attempt resumes by time.
    fn start_by_time(&mut self) -> NetError {
        if let Some(at) = self.resumed_at {
            self.position.us = at.as_microsecond();
            self.position.seq = None;
            self.heard = true;
        }
        NetError::new(
            Kind::Transient,
            "the instance numbers its events otherwise; resuming by time",
        )
    }
}
