//! The simulated network of `vigie demo`, heard as any other: a WebSocket with sequence numbers, over
//! real HTTP on loopback. Its wire is told in `docs/sandbox-api.md`.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use model::{
    Author, Cause, Checkpoint, DropReason, Event, FailReason, Network as NetworkId, seam::Clock,
};
use url::Url;

mod wire;

use crate::{
    EventStream, Fut, Kind, Listen, Mode, NetError, Network, Profiles, Retention,
    egress::{Egress, GetOptions, Message, Socket, SocketOptions},
    sanitise::sample,
};

pub use wire::{Frame, Told, decode};

/// The past that a sandbox is born with. What it no longer keeps, it tells.
const LOOK_BACK: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How many profiles one question may be about.
const PROFILES_MAX: usize = 50;
/// Frames out of order that are waited for: past this, those missing were lost on the way.
const AHEAD_MAX: usize = 256;
/// A mark at least every so many events: what a crash makes us hear again stays small.
const MARK_EVENTS: u32 = 200;
/// A quiet line is marked after so long, so that its last event is not heard again at each restart.
const MARK_QUIET: Duration = Duration::from_secs(1);
/// The largest answer about profiles: 50 of them, with long names.
const PROFILES_BYTES_MAX: usize = 1024 * 1024;

/// A listener to a sandbox.
pub struct Sandbox {
    base: Url,
    egress: Egress,
    clock: Arc<dyn Clock>,
}

impl Sandbox {
    /// Prepares a listener to the sandbox at `base`; nothing is connected yet.
    ///
    /// # Errors
    /// When `base` is not the address of a site, or may not be reached.
    pub fn new(base: &str, egress: Egress, clock: Arc<dyn Clock>) -> Result<Self, NetError> {
        egress.check(base)?;
        let invalid = || {
            NetError::new(
                Kind::Invalid,
                format!("`{base}` is not the address of a sandbox"),
            )
        };
        let url = Url::parse(base).map_err(|it| invalid().because(it))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid());
        }
        Ok(Self {
            base: url,
            egress,
            clock,
        })
    }

    async fn connect(&self, from: Option<Checkpoint>) -> Result<Box<dyn EventStream>, NetError> {
        // The sandbox has a past made to be read: heard for the first time, it is read from the start.
        let position = from.and_then(|it| Position::read(&it)).unwrap_or_default();
        let mut url = self.path("/api/v1/stream");
        let scheme = if url.scheme() == "https" { "wss" } else { "ws" };
        url.set_scheme(scheme)
            .map_err(|()| NetError::new(Kind::Invalid, "the address has no scheme"))?;
        url.query_pairs_mut()
            .append_pair("cursor", &position.seq.to_string());
        let socket = self
            .egress
            .websocket(url.as_str(), &SocketOptions::default())
            .await?;
        Ok(Box::new(Stream {
            socket,
            clock: Arc::clone(&self.clock),
            queue: VecDeque::new(),
            heard: Heard::after(&position),
            unmarked: 0,
            is_live: false,
            failed: None,
        }))
    }

    fn path(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url.set_query(None);
        url
    }

    async fn ask_profiles(&self, handles: &[Box<str>]) -> Result<Vec<Author>, NetError> {
        let mut url = self.path("/api/v1/profiles");
        for handle in handles.iter().take(PROFILES_MAX) {
            url.query_pairs_mut().append_pair("handle", handle);
        }
        let options = GetOptions {
            body_max: PROFILES_BYTES_MAX,
            ..GetOptions::default()
        };
        let answer = self.egress.get(url.as_str(), &options).await?;
        if !answer.status.is_success() {
            let what = format!("the sandbox answered {} about profiles", answer.status);
            return Err(NetError::new(Kind::Transient, what));
        }
        wire::profiles(&answer.body).ok_or_else(|| {
            NetError::new(
                Kind::Transient,
                "the sandbox answered something else than profiles",
            )
            .named(FailReason::Unreadable)
        })
    }
}

impl Network for Sandbox {
    fn id(&self) -> NetworkId {
        NetworkId::Sandbox
    }

    fn listen(&self) -> Option<&dyn Listen> {
        Some(self)
    }

    fn profiles(&self) -> Option<&dyn Profiles> {
        Some(self)
    }

    fn retention(&self) -> Retention {
        Retention::default()
    }
}

impl Listen for Sandbox {
    fn mode(&self) -> Mode {
        Mode::Stream {
            resume: Some(LOOK_BACK),
        }
    }

    fn open<'a>(&'a self, from: Option<Checkpoint>) -> Fut<'a, Box<dyn EventStream>> {
        Box::pin(self.connect(from))
    }

    /// Its past is short: hearing a moment again is hearing all of it again.
    fn since(&self, _at: Timestamp) -> Option<Checkpoint> {
        Some(Position::default().write())
    }
}

impl Profiles for Sandbox {
    fn batch_max(&self) -> usize {
        PROFILES_MAX
    }

    fn resolve<'a>(&'a self, ids: &'a [Box<str>]) -> Fut<'a, Vec<Author>> {
        Box::pin(self.ask_profiles(ids))
    }
}

/// What a checkpoint holds: all events up to this one were heard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Position {
    seq: u64,
    at: Option<Timestamp>,
}

impl Position {
    fn read(checkpoint: &Checkpoint) -> Option<Self> {
        let text = std::str::from_utf8(&checkpoint.0).ok()?;
        let (seq, at) = text.split_once(' ').unwrap_or((text, ""));
        Some(Self {
            seq: seq.parse().ok()?,
            at: at.parse().ok(),
        })
    }

    fn write(&self) -> Checkpoint {
        let at = self.at.map(|it| it.to_string()).unwrap_or_default();
        Checkpoint(format!("{} {at}", self.seq).into_bytes())
    }
}

/// Which sequence numbers were heard. Frames may come twice and out of order; the checkpoint must
/// never be past one that is still to come.
#[derive(Debug)]
struct Heard {
    /// All up to this one.
    whole: u64,
    /// Heard past the first that is missing.
    ahead: BTreeSet<u64>,
    /// The time of the last event of the stream.
    at: Option<Timestamp>,
}

impl Heard {
    const fn after(position: &Position) -> Self {
        Self {
            whole: position.seq,
            ahead: BTreeSet::new(),
            at: position.at,
        }
    }

    /// Takes a number in; whether it is heard for the first time.
    fn take(&mut self, seq: u64, at: Timestamp) -> bool {
        if seq <= self.whole || !self.ahead.insert(seq) {
            return false;
        }
        self.at = self.at.max(Some(at));
        if self.ahead.len() > AHEAD_MAX {
            self.whole = self.ahead.first().map_or(self.whole, |first| first - 1);
        }
        self.advance();
        true
    }

    /// All up to `seq` was sent, or never will be.
    fn settle(&mut self, seq: u64) {
        self.whole = seq;
        self.ahead = self.ahead.split_off(&seq.saturating_add(1));
        self.advance();
    }

    fn advance(&mut self) {
        while let Some(first) = self
            .ahead
            .first()
            .copied()
            .filter(|it| *it <= self.whole + 1)
        {
            self.ahead.pop_first();
            self.whole = first;
        }
    }

    const fn position(&self) -> Position {
        Position {
            seq: self.whole,
            at: self.at,
        }
    }
}

struct Stream {
    socket: Socket,
    clock: Arc<dyn Clock>,
    queue: VecDeque<Event>,
    heard: Heard,
    unmarked: u32,
    is_live: bool,
    /// Why the line ended, told once the queue is empty.
    failed: Option<NetError>,
}

impl Stream {
    async fn receive(&mut self) {
        let received = if self.unmarked > 0 {
            match tokio::time::timeout(MARK_QUIET, self.socket.next()).await {
                Ok(received) => received,
                Err(_) => return self.mark(),
            }
        } else {
            self.socket.next().await
        };
        match received {
            Ok(Message::Text(text)) => self.read(&text),
            Ok(Message::Binary(bytes)) => {
                let sample = sample(&bytes);
                self.queue.push_back(Event::Dropped {
                    reason: DropReason::Unknown,
                    sample,
                });
            }
            Err(error) => {
                if let Some(reason) = error.drop_reason() {
                    self.queue.push_back(Event::Dropped {
                        reason,
                        sample: error.to_string().into(),
                    });
                }
                self.mark();
                self.failed = Some(error.into());
            }
        }
        if self.unmarked >= MARK_EVENTS {
            self.mark();
        }
    }

    fn read(&mut self, text: &str) {
        let Frame { seq, at, told } = match decode(text, self.clock.now()) {
            Ok(frame) => frame,
            Err(reason) => {
                self.queue.push_back(Event::Dropped {
                    reason,
                    sample: sample(text.as_bytes()),
                });
                return;
            }
        };
        match told {
            Told::Event(event) => {
                if self.heard.take(seq, at) {
                    self.unmarked += 1;
                    self.queue.push_back(*event);
                }
            }
            Told::Gap => {
                // Who has heard nothing yet has missed nothing.
                if self.heard.at.is_some() {
                    let (from, to) = (self.heard.at, Some(at));
                    let cause = Cause::LookBack;
                    self.queue.push_back(Event::Gap { from, to, cause });
                }
                self.heard.settle(seq);
                self.mark();
            }
            Told::Live => {
                self.is_live = true;
                self.heard.settle(seq);
                self.mark();
            }
        }
    }

    fn mark(&mut self) {
        self.unmarked = 0;
        let checkpoint = self.heard.position().write();
        self.queue.push_back(Event::Mark(checkpoint));
    }
}

impl EventStream for Stream {
    fn next<'a>(&'a mut self) -> Fut<'a, Option<Event>> {
        Box::pin(async move {
            loop {
                if let Some(event) = self.queue.pop_front() {
                    return Ok(Some(event));
                }
                if let Some(error) = self.failed.take() {
                    return Err(error);
                }
                self.receive().await;
            }
        })
    }

    fn is_catching_up(&self) -> bool {
        !self.is_live
    }
}

#[cfg(test)]
mod tests;
