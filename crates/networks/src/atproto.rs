//! The AT Protocol's own firehose: `com.atproto.sync.subscribeRepos` of a relay or of one server.
//!
//! Each message is two DAG-CBOR values, a header and a body; the body of a commit carries the changed
//! records as a small archive (CAR). A record is taken only if its bytes hash to the CID the commit
//! names. Signatures and the tree of the repository are not checked: the relay or server we chose is
//! trusted for what it says, like a Jetstream instance is.
//!
//! Resuming is by sequence number, which counts on one host only.

mod car;
mod frame;
mod json;

use std::{collections::VecDeque, sync::Arc, time::Duration};

use jiff::Timestamp;
use model::{Cause, Checkpoint, DropReason, Event, Network as NetworkId, seam::Clock, time};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    EventStream, Fut, Kind, Listen, Mode, NetError, Network, Profiles, Retention,
    bluesky::{
        self, AppView, Heard,
        endpoint::{host_of, socket_url},
        stream::{Pump, Wire},
    },
    egress::{Egress, Message, SocketOptions},
    sanitise::sample,
};
use frame::{Body, Frame};

/// A public relay, heard without a key.
pub const PUBLIC: &str = "wss://relay1.us-east.bsky.network/xrpc/com.atproto.sync.subscribeRepos";

/// How far back relays let us resume.
const LOOK_BACK: Duration = Duration::from_secs(72 * 60 * 60);

/// What is heard, and from where.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address of the subscription, [`PUBLIC`] for one.
    pub endpoint: Box<str>,
    /// Accounts; none for all. Picked here: the firehose has no filter.
    pub dids: Vec<Box<str>>,
    /// Whether reposts are heard too.
    pub reposts: bool,
    /// Where names behind ids are found.
    pub appview: Option<Box<str>>,
}

impl Settings {
    /// Posts of everyone.
    #[must_use]
    pub fn new(endpoint: impl Into<Box<str>>) -> Self {
        Self {
            endpoint: endpoint.into(),
            dids: Vec::new(),
            reposts: false,
            appview: None,
        }
    }
}

/// A listener to one relay or server.
pub struct Firehose {
    settings: Settings,
    url: Url,
    egress: Egress,
    clock: Arc<dyn Clock>,
    appview: Option<AppView>,
}

impl Firehose {
    /// Prepares a listener; nothing is connected yet.
    ///
    /// # Errors
    /// When the settings can never work.
    pub fn new(
        settings: Settings,
        egress: Egress,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, NetError> {
        let url = socket_url(&settings.endpoint, &egress)?;
        let appview = AppView::optional(settings.appview.as_deref(), &egress)?;
        Ok(Self {
            settings,
            url,
            egress,
            clock,
            appview,
        })
    }

    async fn connect(&self, from: Option<Checkpoint>) -> Result<Box<dyn EventStream>, NetError> {
        let host = host_of(&self.url);
        let mut first = Vec::new();
        let mut resumed = None;
        if let Some(checkpoint) = from {
            match Position::read(&checkpoint) {
                Some(position) if position.host == host => resumed = Some(position),
                // Numbers of another host, or of another version of this program, mean nothing here.
                other => first.push(Event::Gap {
                    from: other.map(|it| it.at()),
                    to: Some(self.clock.now()),
                    cause: Cause::LookBack,
                }),
            }
        }
        let mut url = self.url.clone();
        if let Some(position) = &resumed {
            url.query_pairs_mut()
                .append_pair("cursor", &position.seq.to_string());
        }
        let socket = self
            .egress
            .websocket(url.as_str(), &SocketOptions::default())
            .await?;
        let resumed_at = resumed.as_ref().map(Position::at);
        let wire = FirehoseWire {
            dids: self.settings.dids.clone(),
            reposts: self.settings.reposts,
            host,
            position: resumed,
            resumed_at,
            lost: false,
        };
        let clock = Arc::clone(&self.clock);
        Ok(Box::new(Pump::new(socket, wire, clock, first, resumed_at)))
    }
}

/// The latest event heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    host: Box<str>,
    seq: i64,
    /// Microseconds since 1970, by the host's clock.
    us: i64,
}

impl Position {
    fn read(checkpoint: &Checkpoint) -> Option<Self> {
        serde_json::from_slice(&checkpoint.0).ok()
    }

    fn write(&self) -> Checkpoint {
        Checkpoint(serde_json::to_vec(self).expect("plain members always serialise"))
    }

    fn at(&self) -> Timestamp {
        time::from_micros(self.us)
    }
}

/// One connection's decoder.
struct FirehoseWire {
    dids: Vec<Box<str>>,
    reposts: bool,
    host: Box<str>,
    position: Option<Position>,
    resumed_at: Option<Timestamp>,
    /// The host said that it starts later than we asked; told with the first event's time.
    lost: bool,
}

impl FirehoseWire {
    fn is_wanted(&self, did: &str) -> bool {
        self.dids.is_empty() || self.dids.iter().any(|it| **it == *did)
    }

    fn is_collection_wanted(&self, collection: &str) -> bool {
        collection == bluesky::POST || (self.reposts && collection == bluesky::REPOST)
    }

    fn advance(&mut self, seq: i64, at: Timestamp, out: &mut VecDeque<Event>) {
        if std::mem::take(&mut self.lost) {
            out.push_back(Event::Gap {
                from: self.resumed_at,
                to: Some(at),
                cause: Cause::LookBack,
            });
        }
        self.position = Some(Position {
            host: self.host.clone(),
            seq,
            us: at.as_microsecond(),
        });
    }

    fn tell(&self, heard: &Heard<'_>, received: Timestamp, out: &mut VecDeque<Event>) {
        match bluesky::event(heard, received) {
            Ok(event) => out.extend(event),
            Err(reason) => out.push_back(dropped(reason, heard.did.as_bytes())),
        }
    }

    fn commit(&self, commit: &frame::Commit<'_>, now: Timestamp, out: &mut VecDeque<Event>) {
        if !self.is_wanted(commit.repo) {
            return;
        }
        if commit.too_big {
            // An old relay left the records out; which ones is not said.
            out.push_back(dropped(DropReason::TooLarge, commit.repo.as_bytes()));
            return;
        }
        let wanted = |collection: &str| self.is_collection_wanted(collection);
        for change in commit.changes(wanted) {
            match change {
                Ok(change) => self.tell(&change.heard(commit.repo), now, out),
                Err(reason) => out.push_back(dropped(reason, commit.repo.as_bytes())),
            }
        }
    }
}

fn dropped(reason: DropReason, what: &[u8]) -> Event {
    Event::Dropped {
        reason,
        sample: sample(what),
    }
}

impl Wire for FirehoseWire {
    fn read(
        &mut self,
        message: Message,
        now: Timestamp,
        out: &mut VecDeque<Event>,
    ) -> Result<(), NetError> {
        let bytes = match &message {
            Message::Binary(bytes) => bytes,
            Message::Text(text) => {
                out.push_back(dropped(DropReason::Malformed, text.as_bytes()));
                return Ok(());
            }
        };
        let frame = match Frame::decode(bytes) {
            Ok(frame) => frame,
            Err(reason) => {
                out.push_back(dropped(reason, bytes));
                return Ok(());
            }
        };
        if let Some(seq) = frame.seq() {
            let at = frame.at().unwrap_or(now);
            self.advance(seq, time::plausible(at, now), out);
        }
        match frame.body {
            Body::Commit(commit) => self.commit(&commit, now, out),
            Body::Identity(it) if self.is_wanted(it.did) => {
                self.tell(&it.heard(), now, out);
            }
            Body::Account(it) if self.is_wanted(it.did) => {
                self.tell(&it.heard(), now, out);
            }
            Body::Identity(_) | Body::Account(_) | Body::Sync(_) => {}
            Body::Info(info) if info.name == "OutdatedCursor" => self.lost = true,
            Body::Info(_) => out.push_back(dropped(DropReason::Unknown, b"#info")),
            Body::Error(error) => return Err(failure(&error)),
        }
        Ok(())
    }

    fn skip(&mut self, reason: DropReason, out: &mut VecDeque<Event>) {
        out.push_back(dropped(reason, b""));
        if let Some(position) = &mut self.position {
            position.seq = position.seq.saturating_add(1);
        }
    }

    fn heard_at(&self) -> Option<Timestamp> {
        self.position.as_ref().map(Position::at)
    }

    fn checkpoint(&self) -> Option<Checkpoint> {
        self.position.as_ref().map(Position::write)
    }
}

/// What the host's last word means.
fn failure(error: &frame::ErrorBody<'_>) -> NetError {
    let name = sample(error.error.as_bytes());
    let message = sample(error.message.unwrap_or_default().as_bytes());
    let kind = match &*name {
        // Our number is of another life of this host: what lies between cannot be had.
        "FutureCursor" => Kind::CursorTooOld,
        _ => Kind::Transient,
    };
    NetError::new(kind, format!("the firehose ended: {name} ({message})"))
}

impl Network for Firehose {
    fn id(&self) -> NetworkId {
        NetworkId::Bluesky
    }

    fn listen(&self) -> Option<&dyn Listen> {
        Some(self)
    }

    fn profiles(&self) -> Option<&dyn Profiles> {
        self.appview.as_ref().map(|it| it as &dyn Profiles)
    }

    fn retention(&self) -> Retention {
        Retention::default()
    }
}

impl Listen for Firehose {
    fn mode(&self) -> Mode {
        Mode::Stream {
            resume: Some(LOOK_BACK),
        }
    }

    fn open<'a>(&'a self, from: Option<Checkpoint>) -> Fut<'a, Box<dyn EventStream>> {
        Box::pin(self.connect(from))
    }
}

#[cfg(test)]
mod tests;
