//! Bluesky's Jetstream: the whole network's posts as JSON over a WebSocket, without a key.
//!
//! Two wires exist (see [`WireVersion`]); the address tells which. Neither knows keywords: we hear
//! all posts and keep what matches.
//!
//! Resuming. Version 1 resumes by time and silently starts later when it no longer holds what was
//! asked for; so we ask for two seconds more than we need, and when the last event heard does not come
//! again, what lies between was lost and is told as a gap. Version 2 resumes by sequence number, which
//! counts on one instance only: on another instance, or when the number is refused or leads elsewhere,
//! we resume by time, and the server says itself when it had to start later.

mod checkpoint;
mod inflate;
mod wire;

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use jiff::Timestamp;
use model::{Cause, Checkpoint, Event, Network as NetworkId, seam::Clock};
use url::Url;

use crate::{
    EventStream, Fut, Kind, Listen, Mode, NetError, Network, Profiles, Retention,
    bluesky::{
        self, AppView,
        endpoint::{host_of, socket_url},
        stream::Pump,
    },
    egress::{self, Egress, GetOptions, Socket, SocketOptions},
};
use checkpoint::Position;
use inflate::Inflate;
use wire::{Expect, JetstreamWire};

pub use wire::{Decoded, Told, decode_v1, decode_v2};

/// A public instance, heard without a key.
pub const PUBLIC: &str =
    "wss://jetstream.us-east.bsky.network/xrpc/network.bsky.jetstream.subscribeEvents";

/// How far back version 1 lets us resume.
const LOOK_BACK: std::time::Duration = std::time::Duration::from_secs(36 * 60 * 60);
/// Limits of the servers on their filters.
const COLLECTIONS_MAX: usize = 100;
const DIDS_MAX: usize = 10_000;
/// Dictionaries in use weigh 64 and 110 kB.
const DICTIONARY_BYTES_MAX: usize = 1024 * 1024;
/// The subprotocol of version 2.
const V2_SUBPROTOCOL: &str = "xrpc.v1.json";
const V2_PATH: &str = "/xrpc/network.bsky.jetstream.subscribeEvents";

/// The form of the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireVersion {
    /// `/subscribe`, on all instances and their clones.
    V1,
    /// `/xrpc/network.bsky.jetstream.subscribeEvents`, since August 2026.
    V2,
}

/// Which compression is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compression {
    Off,
    /// zstd with the dictionary the server hands out (version 2 only; version 1 is left plain).
    Served,
    /// zstd with this dictionary, which version 1 servers expect clients to bring along.
    Dictionary(Arc<[u8]>),
}

/// What is heard, and from where.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address of the subscription, [`PUBLIC`] for one.
    pub endpoint: Box<str>,
    /// `None`: as the address's path tells.
    pub wire: Option<WireVersion>,
    /// Collections (`app.bsky.feed.post`) or prefixes (`app.bsky.feed.*`); none for all.
    pub collections: Vec<Box<str>>,
    /// Accounts; none for all.
    pub dids: Vec<Box<str>>,
    pub compression: Compression,
    /// Where names behind ids are found.
    pub appview: Option<Box<str>>,
}

impl Settings {
    /// Posts of everyone, compressed where the server provides for it.
    ///
    /// Reposts carry no text that a query could match, and double the traffic: they are heard when
    /// named in `collections`.
    #[must_use]
    pub fn new(endpoint: impl Into<Box<str>>) -> Self {
        Self {
            endpoint: endpoint.into(),
            wire: None,
            collections: vec![bluesky::POST.into()],
            dids: Vec::new(),
            compression: Compression::Served,
            appview: None,
        }
    }
}

/// A listener to one Jetstream instance.
pub struct Jetstream {
    settings: Settings,
    url: Url,
    version: WireVersion,
    egress: Egress,
    clock: Arc<dyn Clock>,
    appview: Option<AppView>,
    /// The dictionary the server handed out last; asked for again when the server has another.
    served: Mutex<Option<Arc<[u8]>>>,
}

impl Jetstream {
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
        if settings.collections.len() > COLLECTIONS_MAX || settings.dids.len() > DIDS_MAX {
            let what = format!(
                "Jetstream takes {COLLECTIONS_MAX} collections and {DIDS_MAX} accounts at most"
            );
            return Err(NetError::new(Kind::Invalid, what));
        }
        let version = settings.wire.unwrap_or(if url.path() == V2_PATH {
            WireVersion::V2
        } else {
            WireVersion::V1
        });
        let appview = AppView::optional(settings.appview.as_deref(), &egress)?;
        Ok(Self {
            settings,
            url,
            version,
            egress,
            clock,
            appview,
            served: Mutex::new(None),
        })
    }

    async fn connect(&self, from: Option<Checkpoint>) -> Result<Box<dyn EventStream>, NetError> {
        let now = self.clock.now();
        let mut first = Vec::new();
        let position = match from.map(|it| Position::read(&it)) {
            Some(Some(position)) => Some(position),
            Some(None) => {
                // Written by another version of this program: we know that we missed something.
                first.push(lost(None, now));
                None
            }
            None => None,
        };
        let inflate = self.inflate().await?;
        let (socket, inflate, by_time) = self.subscribe(position.as_ref(), inflate).await?;
        let expect = position
            .as_ref()
            .map_or(Expect::Nothing, |it| self.expected(it, by_time, now));
        let resumed_at = position.as_ref().map(Position::at);
        let host = host_of(&self.url);
        let wire = JetstreamWire::new(
            self.version,
            inflate,
            Position::start(host, self.filter_key()),
            position.as_ref(),
            expect,
        );
        let clock = Arc::clone(&self.clock);
        Ok(Box::new(Pump::new(socket, wire, clock, first, resumed_at)))
    }

    /// Connects; a refused number or dictionary is tried once more without.
    async fn subscribe(
        &self,
        position: Option<&Position>,
        inflate: Option<Inflate>,
    ) -> Result<(Socket, Option<Inflate>, bool), NetError> {
        let by_time = position.is_some_and(|it| !self.resumes_by_number(it));
        let error = match self.dial(position, by_time, inflate.as_ref()).await {
            Ok(socket) => return Ok((socket, inflate, by_time)),
            Err(error) => error,
        };
        match refusal_name(&error) {
            Some("CursorTooOld") if position.is_some() && !by_time => {
                // By time the server starts at the oldest it holds, and says so.
                let socket = self.dial(position, true, inflate.as_ref()).await?;
                Ok((socket, inflate, true))
            }
            Some("UnknownZstdDictionary") => {
                *self.served.lock().unwrap_or_else(PoisonError::into_inner) = None;
                let inflate = self.inflate().await?;
                let socket = self.dial(position, by_time, inflate.as_ref()).await?;
                Ok((socket, inflate, by_time))
            }
            _ => Err(error.into()),
        }
    }

    async fn dial(
        &self,
        position: Option<&Position>,
        by_time: bool,
        inflate: Option<&Inflate>,
    ) -> Result<Socket, egress::Error> {
        let url = self.subscription_url(position, by_time, inflate);
        let subprotocols = match self.version {
            WireVersion::V1 => vec![],
            WireVersion::V2 => vec![V2_SUBPROTOCOL],
        };
        let options = SocketOptions {
            subprotocols,
            ..SocketOptions::default()
        };
        self.egress.websocket(url.as_str(), &options).await
    }

    fn subscription_url(
        &self,
        position: Option<&Position>,
        by_time: bool,
        inflate: Option<&Inflate>,
    ) -> Url {
        let (collections, dids) = match self.version {
            WireVersion::V1 => ("wantedCollections", "wantedDids"),
            WireVersion::V2 => ("collections", "dids"),
        };
        let mut url = self.url.clone();
        {
            let mut query = url.query_pairs_mut();
            for it in &self.settings.collections {
                query.append_pair(collections, it);
            }
            for it in &self.settings.dids {
                query.append_pair(dids, it);
            }
            if self.version == WireVersion::V2 {
                for it in ["commit", "identity", "account"] {
                    query.append_pair("kinds", it);
                }
            }
            match (self.version, inflate) {
                (_, None) => {}
                (WireVersion::V1, Some(_)) => {
                    query.append_pair("compress", "true");
                }
                (WireVersion::V2, Some(inflate)) => {
                    query.append_pair("zstdDictionary", &inflate.dictionary_id().to_string());
                }
            }
            if let Some(position) = position {
                let cursor = if by_time {
                    position.cursor_us(&host_of(&self.url)).to_string()
                } else {
                    position.seq.unwrap_or_default().to_string()
                };
                query.append_pair("cursor", &cursor);
            }
        }
        url
    }

    fn resumes_by_number(&self, position: &Position) -> bool {
        self.version == WireVersion::V2
            && position.seq.is_some()
            && position.host == host_of(&self.url)
    }

    /// How the first event will tell whether something was lost.
    fn expected(&self, position: &Position, by_time: bool, now: Timestamp) -> Expect {
        if !by_time {
            return Expect::Near(position.latest_by_number());
        }
        if self.version == WireVersion::V2 || position.exact {
            return Expect::Nothing;
        }
        if position.filter == self.filter_key() {
            return Expect::Again(position.latest_again(&host_of(&self.url)));
        }
        // Under another filter the first event may rightly be long after: only the documented limit
        // tells.
        let kept_from = now.checked_sub(LOOK_BACK).unwrap_or(Timestamp::MIN);
        if position.at() < kept_from {
            Expect::Lost
        } else {
            Expect::Nothing
        }
    }

    /// Names the filter, so that a checkpoint taken under another one is told apart.
    fn filter_key(&self) -> Box<str> {
        checkpoint::filter_key(&self.settings.collections, &self.settings.dids)
    }

    async fn inflate(&self) -> Result<Option<Inflate>, NetError> {
        let dictionary = match (&self.settings.compression, self.version) {
            (Compression::Off, _) | (Compression::Served, WireVersion::V1) => return Ok(None),
            (Compression::Dictionary(bytes), _) => Arc::clone(bytes),
            (Compression::Served, WireVersion::V2) => match self.served_dictionary().await? {
                Some(bytes) => bytes,
                None => return Ok(None),
            },
        };
        Inflate::new(&dictionary)
            .map(Some)
            .ok_or_else(|| NetError::new(Kind::Invalid, "the zstd dictionary is not one"))
    }

    /// The dictionary the server hands out; `None` when it has none, and we listen uncompressed.
    async fn served_dictionary(&self) -> Result<Option<Arc<[u8]>>, NetError> {
        let known = self
            .served
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if known.is_some() {
            return Ok(known);
        }
        let mut url = self.url.clone();
        let scheme = if url.scheme() == "wss" {
            "https"
        } else {
            "http"
        };
        url.set_scheme(scheme).expect("both schemes are of the web");
        url.set_path("/xrpc/network.bsky.jetstream.getZstdDictionary");
        url.set_query(None);
        let options = GetOptions {
            body_max: DICTIONARY_BYTES_MAX,
            ..GetOptions::default()
        };
        let fetched = self.egress.get(url.as_str(), &options).await?;
        if !fetched.status.is_success() {
            return Ok(None);
        }
        let bytes: Arc<[u8]> = Bytes::as_ref(&fetched.body).into();
        *self.served.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&bytes));
        Ok(Some(bytes))
    }
}

/// A stretch the network no longer keeps.
fn lost(from: Option<Timestamp>, to: Timestamp) -> Event {
    Event::Gap {
        from,
        to: Some(to),
        cause: Cause::LookBack,
    }
}

/// The name of the error a server gave with a 400.
fn refusal_name(error: &egress::Error) -> Option<&'static str> {
    let egress::Error::Status { status, body, .. } = error else {
        return None;
    };
    ["CursorTooOld", "UnknownZstdDictionary"]
        .into_iter()
        .find(|it| status.as_u16() == 400 && body.contains(it))
}

impl Network for Jetstream {
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

impl Listen for Jetstream {
    fn mode(&self) -> Mode {
        Mode::Stream {
            resume: Some(LOOK_BACK),
        }
    }

    fn open<'a>(&'a self, from: Option<Checkpoint>) -> Fut<'a, Box<dyn EventStream>> {
        Box::pin(self.connect(from))
    }

    fn since(&self, at: Timestamp) -> Option<Checkpoint> {
        // Under no filter of ours: no event need be heard again at that very moment.
        let from = Position {
            us: at.as_microsecond(),
            ..Position::start(host_of(&self.url), "".into())
        };
        Some(from.write())
    }
}

#[cfg(test)]
mod tests;
