//! Asking one feed, again and again: conditional requests, moves, refusals, and what is remembered
//! between two looks.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::Timestamp;
use model::{Checkpoint, DropReason, Event, FailReason, Network as NetworkId, seam::Clock};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{
    NotAFeed, decode,
    memory::Memory,
    pace::{self, EVERY_FIRST, EVERY_MAX, EVERY_MIN, EVERY_OWN_MIN},
    xml::Rhythm,
};
use crate::{
    EventStream, Fut, Kind, Listen, Mode, NetError, Network, Retention,
    egress::{Egress, Fetched, GetOptions, reason_of},
};

const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, \
                      application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";
/// A refusal is asked again after an hour: sites that refuse a reader often mend it.
const REFUSED_RETRY: Duration = Duration::from_secs(60 * 60);
/// A checkpoint holds the identities of two thousand items; anything larger is not one of ours.
const CHECKPOINT_BYTES_MAX: usize = 2 * 1024 * 1024;
/// What validators weigh at most; longer ones are not worth sending back.
const VALIDATOR_BYTES_MAX: usize = 1024;

/// Which feed, and how often.
#[derive(Clone, Debug)]
pub struct Settings {
    pub url: Box<str>,
    /// Asked this often, whatever the feed says; only loopback may be asked more than every 5 minutes.
    pub every: Option<Duration>,
}

/// A listener to one feed; each [`Listen::open`] is one look at it.
pub struct Feed {
    url: Url,
    every: Option<Duration>,
    egress: Egress,
    clock: Arc<dyn Clock>,
    /// Seconds until the next look, as the last one told.
    next_s: AtomicU64,
}

impl Feed {
    /// Prepares a listener; nothing is asked yet.
    ///
    /// # Errors
    /// When the address can never be asked.
    pub fn new(
        settings: Settings,
        egress: Egress,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, NetError> {
        let Settings { url, every } = settings;
        egress.check(&url)?;
        let invalid = || {
            NetError::new(
                Kind::Invalid,
                format!("`{url}` is not the address of a feed"),
            )
        };
        let url = Url::parse(&url).map_err(|it| invalid().because(it))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid());
        }
        let min = if is_loopback(&url) {
            EVERY_OWN_MIN
        } else {
            EVERY_MIN
        };
        let every = every.map(|it| it.clamp(min, EVERY_MAX));
        let next_s = AtomicU64::new(every.unwrap_or(EVERY_FIRST).as_secs());
        Ok(Self {
            url,
            every,
            egress,
            clock,
            next_s,
        })
    }

    async fn look(&self, from: Option<Checkpoint>) -> Result<Look, NetError> {
        let state = from.and_then(|it| State::read(&it, &self.url));
        let mut state = state.unwrap_or_else(|| State::new(&self.url));
        if let Some(moved) = state.moved.clone() {
            match self.look_at(moved, state.clone()).await {
                Ok(look) if look.failed.is_none() => return Ok(look),
                // Told to wait, we wait: the old address leads to the same site.
                Err(error) if error.kind == Kind::RateLimited => return Err(error),
                // A move that leads nowhere any more is taken back.
                Ok(_) | Err(_) => state.forget_move(),
            }
        }
        self.look_at(self.url.to_string(), state).await
    }

    async fn look_at(&self, address: String, mut state: State) -> Result<Look, NetError> {
        let turn = self.turn(&address).await;
        let options = GetOptions {
            headers: state.headers(),
            ..GetOptions::default()
        };
        let fetched = self.egress.get(&address, &options).await;
        drop(turn);
        let now = self.clock.now();
        let fetched = match fetched {
            Ok(fetched) => fetched,
            Err(error) => {
                let sample = address.into();
                let dropped = error
                    .drop_reason()
                    .map(|reason| Event::Dropped { reason, sample });
                return Ok(Look {
                    queue: dropped.into_iter().collect(),
                    failed: Some(error.into()),
                });
            }
        };
        match fetched.status {
            StatusCode::NOT_MODIFIED => {
                state.note_move(&fetched);
                let answer = pace::Answer {
                    news: 0,
                    headers: &fetched.headers,
                    rhythm: state.rhythm(),
                    now,
                };
                self.plan(&mut state, &answer);
                Ok(Look {
                    queue: VecDeque::from([state.mark()]),
                    failed: None,
                })
            }
            StatusCode::OK => self.read(state, fetched, now).await,
            status => Err(refusal(status, &fetched.headers, now)),
        }
    }

    async fn read(
        &self,
        mut state: State,
        fetched: Fetched,
        now: Timestamp,
    ) -> Result<Look, NetError> {
        let content_type = fetched
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|it| it.to_str().ok());
        let content_type = content_type.map(str::to_owned);
        let (body, base) = (fetched.body.clone(), fetched.url.clone());
        let decoded =
            tokio::task::spawn_blocking(move || decode(&body, content_type.as_deref(), &base, now))
                .await;
        let decoded = decoded.map_err(|error| {
            NetError::new(Kind::Transient, "the feed's reader stopped").because(error)
        })?;
        let feed = match decoded {
            Ok(feed) => feed,
            Err(NotAFeed { sample, announced }) => {
                let queue = VecDeque::from([Event::Dropped {
                    reason: DropReason::NotAFeed,
                    sample,
                }]);
                let what = match announced {
                    Some(feed) => format!("the page is not a feed; it announces one at {feed}"),
                    None => "the page is not a feed".to_owned(),
                };
                let failed = NetError::new(Kind::Transient, what).named(FailReason::NotAFeed);
                return Ok(Look {
                    queue,
                    failed: Some(failed),
                });
            }
        };
        let mut queue: VecDeque<Event> = VecDeque::new();
        queue.extend(
            feed.dropped
                .into_iter()
                .map(|(reason, sample)| Event::Dropped { reason, sample }),
        );
        let posts = state.memory.sift(feed.items, now);
        let answer = pace::Answer {
            news: posts.len(),
            headers: &fetched.headers,
            rhythm: feed.rhythm,
            now,
        };
        self.plan(&mut state, &answer);
        queue.extend(posts.into_iter().map(|it| Event::Post(Box::new(it))));
        state.note_move(&fetched);
        state.note_validators(&fetched.headers);
        state.note_rhythm(feed.rhythm);
        queue.push_back(state.mark());
        Ok(Look {
            queue,
            failed: None,
        })
    }

    /// Feeds of this machine are asked without ceremony; other hosts in turn.
    async fn turn(&self, address: &str) -> Option<super::turns::Turn> {
        let url = Url::parse(address).ok().filter(|it| !is_loopback(it))?;
        Some(self.egress.turns().take(url.host_str()?).await)
    }

    fn plan(&self, state: &mut State, answer: &pace::Answer<'_>) {
        let next = self
            .every
            .unwrap_or_else(|| pace::next(Duration::from_secs(state.every_s), answer));
        state.every_s = next.as_secs();
        self.next_s.store(next.as_secs(), Ordering::Relaxed);
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// What an answer that is neither the feed nor "unchanged" means for the source.
fn refusal(status: StatusCode, headers: &HeaderMap, now: Timestamp) -> NetError {
    let asked = pace::retry_after(headers, now);
    let (kind, retry_after) = match status {
        StatusCode::GONE => (Kind::Gone, None),
        StatusCode::TOO_MANY_REQUESTS => (Kind::RateLimited, asked.or(Some(EVERY_FIRST))),
        StatusCode::SERVICE_UNAVAILABLE if asked.is_some() => (Kind::RateLimited, asked),
        status if status.is_client_error() => (Kind::Transient, asked.or(Some(REFUSED_RETRY))),
        _ => (Kind::Transient, asked),
    };
    let mut error =
        NetError::new(kind, format!("the site answered {status}")).named(reason_of(status));
    error.retry_after = retry_after;
    error
}

impl Network for Feed {
    fn id(&self) -> NetworkId {
        NetworkId::Press
    }

    fn listen(&self) -> Option<&dyn Listen> {
        Some(self)
    }

    fn retention(&self) -> Retention {
        Retention::default()
    }
}

impl Listen for Feed {
    fn mode(&self) -> Mode {
        Mode::Poll {
            min: Duration::from_secs(self.next_s.load(Ordering::Relaxed)),
        }
    }

    fn open<'a>(&'a self, from: Option<Checkpoint>) -> Fut<'a, Box<dyn EventStream>> {
        Box::pin(async { Ok(Box::new(self.look(from).await?) as Box<dyn EventStream>) })
    }
}

/// Where a feed moved for good, if it did: it is asked there since.
#[must_use]
pub fn moved_to(url: &str, checkpoint: &Checkpoint) -> Option<String> {
    State::read(checkpoint, &Url::parse(url).ok()?)?.moved
}

/// What one look gave.
struct Look {
    queue: VecDeque<Event>,
    failed: Option<NetError>,
}

impl EventStream for Look {
    fn next<'a>(&'a mut self) -> Fut<'a, Option<Event>> {
        Box::pin(async move {
            if let Some(event) = self.queue.pop_front() {
                return Ok(Some(event));
            }
            self.failed.take().map_or(Ok(None), Err)
        })
    }
}

/// What is remembered of a feed between two looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    /// The address it is about: a source given another address starts over.
    url: String,
    /// Where the feed moved for good.
    moved: Option<String>,
    etag: Option<String>,
    last_modified: Option<String>,
    every_s: u64,
    /// The publisher's wishes, for the answers that do not repeat them.
    wished_s: Option<u64>,
    skip_hours: u32,
    skip_days: u8,
    memory: Memory,
}

impl State {
    fn new(url: &Url) -> Self {
        Self {
            url: url.to_string(),
            moved: None,
            etag: None,
            last_modified: None,
            every_s: EVERY_FIRST.as_secs(),
            wished_s: None,
            skip_hours: 0,
            skip_days: 0,
            memory: Memory::default(),
        }
    }

    fn read(checkpoint: &Checkpoint, url: &Url) -> Option<Self> {
        let json = zstd::bulk::decompress(&checkpoint.0, CHECKPOINT_BYTES_MAX).ok()?;
        let state: Self = serde_json::from_slice(&json).ok()?;
        (state.url == url.as_str()).then_some(state)
    }

    fn mark(&self) -> Event {
        let json = serde_json::to_vec(self).expect("numbers and texts have a JSON form");
        let level = zstd::DEFAULT_COMPRESSION_LEVEL;
        Event::Mark(Checkpoint(
            zstd::bulk::compress(&json, level).expect("memory is what is written to"),
        ))
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(ACCEPT));
        let validators = [
            (header::IF_NONE_MATCH, &self.etag),
            (header::IF_MODIFIED_SINCE, &self.last_modified),
        ];
        for (name, value) in validators {
            if let Some(value) = value
                .as_deref()
                .and_then(|it| HeaderValue::from_str(it).ok())
            {
                headers.insert(name, value);
            }
        }
        headers
    }

    /// Back to the address we were given; what the other one said does not hold there.
    fn forget_move(&mut self) {
        (self.moved, self.etag, self.last_modified) = (None, None, None);
    }

    fn note_move(&mut self, fetched: &Fetched) {
        let Some(url) = &fetched.permanent_url else {
            return;
        };
        if self.moved.as_deref() != Some(url.as_str()) {
            tracing::info!(
                feed.from = self.url,
                feed.to = url.as_str(),
                "a feed moved for good"
            );
            self.moved = Some(url.to_string());
        }
    }

    fn note_validators(&mut self, headers: &HeaderMap) {
        let kept = |name| {
            let value = headers.get(name)?.to_str().ok()?;
            (value.len() <= VALIDATOR_BYTES_MAX).then(|| value.to_owned())
        };
        self.etag = kept(header::ETAG);
        self.last_modified = kept(header::LAST_MODIFIED);
    }

    fn note_rhythm(&mut self, rhythm: Rhythm) {
        self.wished_s = rhythm.every.map(|it| it.as_secs());
        (self.skip_hours, self.skip_days) = (rhythm.skip_hours, rhythm.skip_days);
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm {
            every: self.wished_s.map(Duration::from_secs),
            skip_hours: self.skip_hours,
            skip_days: self.skip_days,
        }
    }
}

#[cfg(test)]
mod tests;
