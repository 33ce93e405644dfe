//! The one way out: every request and every WebSocket of the product leaves through [`Egress`].
//!
//! Addresses come from posts, feeds and people, so each is a lever to turn this server against the
//! network it stands in. What holds, for every request, redirect and connection:
//!
//! - http, https, ws or wss; no user name or password; a port of the open web;
//! - a host given as an address must be a global one; a host given as a name is resolved once, by us,
//!   and refused whole if one of its addresses is not global; the connection goes to those very
//!   addresses, so a name that changes its mind (DNS rebinding) changes nothing;
//! - redirects are followed by us, each checked like the first address, never from https to http, and
//!   credentials stay at the origin they were meant for;
//! - no proxy of the environment, one deadline for the whole, byte limits before and after
//!   decompression;
//! - what cannot be decided is refused.
//!
//! The operator's list ([`Settings::allowed_private`]) opens exact `host:port` pairs of the house.
//!
//! Certificates are checked against the roots compiled in, so that the answer is the same on every
//! machine and in an empty container.

mod address;
mod error;
mod fetch;
mod resolve;
mod socket;
mod target;

use std::{sync::Arc, time::Duration};

use http::HeaderMap;

pub use address::is_global;
pub(crate) use error::reason_of;
pub use error::{Error, Refusal};
pub use fetch::Fetched;
pub use resolve::{Resolve, SystemResolver};
pub use socket::{Message, Socket};
pub use target::{HostPort, HostPortError};

use crate::feed::Turns;

/// Ports people serve the web on. Others are databases, mail and consoles.
pub const OPEN_PORTS: [u16; 7] = [80, 443, 8000, 8008, 8080, 8443, 8888];

/// A site that takes longer to accept a connection will not serve us in time either.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// One look at a page or feed: long enough for a slow site, short enough to never hold a worker.
const DEADLINE: Duration = Duration::from_secs(15);
/// The largest feeds in the wild are some 5 MB.
const BODY_MAX: usize = 8 * 1024 * 1024;
/// Real sites need two or three; five leaves room for a move within a move.
const REDIRECTS_MAX: usize = 5;
/// Above the largest message of any network we read (5 MB on the AT Protocol's firehose).
const MESSAGE_MAX: usize = 6 * 1024 * 1024;
/// Servers we know ping every 30 seconds; three silent turns mean that the line is dead.
const IDLE_MAX: Duration = Duration::from_secs(90);

/// What the operator decides about the way out.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Says who asks, with an address to complain to.
    pub user_agent: Box<str>,
    /// Places of the house that may be reached although they are not global, or on an unusual port.
    pub allowed_private: Vec<HostPort>,
    /// Ports reachable on the open web.
    pub ports: Vec<u16>,
}

impl Settings {
    /// The open web on its usual ports, and nothing of the house.
    #[must_use]
    pub fn new(user_agent: impl Into<Box<str>>) -> Self {
        Self {
            user_agent: user_agent.into(),
            allowed_private: Vec::new(),
            ports: OPEN_PORTS.to_vec(),
        }
    }
}

/// How one address is fetched.
#[derive(Clone, Debug)]
pub struct GetOptions {
    /// Sent with the request. Marked sensitive, or a well-known credential: to the first origin only.
    pub headers: HeaderMap,
    /// Bytes of body accepted, on the wire and once decompressed.
    pub body_max: usize,
    /// For everything: names, connections, redirects, the last byte.
    pub deadline: Duration,
    pub redirects_max: usize,
}

impl Default for GetOptions {
    fn default() -> Self {
        Self {
            headers: HeaderMap::new(),
            body_max: BODY_MAX,
            deadline: DEADLINE,
            redirects_max: REDIRECTS_MAX,
        }
    }
}

/// How a WebSocket is opened and watched.
#[derive(Clone, Debug)]
pub struct SocketOptions {
    pub headers: HeaderMap,
    /// Subprotocols offered; when there are any, the server must take one.
    pub subprotocols: Vec<&'static str>,
    /// Bytes of one message accepted.
    pub message_max: usize,
    /// For name, connection, TLS and handshake.
    pub deadline: Duration,
    /// Silence after which the line is taken for dead; a ping is sent at half of it.
    pub idle_max: Duration,
}

impl Default for SocketOptions {
    fn default() -> Self {
        Self {
            headers: HeaderMap::new(),
            subprotocols: Vec::new(),
            message_max: MESSAGE_MAX,
            deadline: DEADLINE,
            idle_max: IDLE_MAX,
        }
    }
}

/// The way out. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Egress(Arc<Inner>);

struct Inner {
    settings: Settings,
    resolver: Arc<dyn Resolve>,
    /// For the open web: its resolver lets global addresses through only.
    open: reqwest::Client,
    /// For the pairs of the operator's list, and used for nothing else.
    listed: reqwest::Client,
    /// For WebSockets: the same trust, without HTTP/2.
    tls: Arc<rustls::ClientConfig>,
    /// Whose turn it is at each host: politeness between sources.
    turns: Turns,
}

impl Egress {
    /// The way out, with the names of the system's resolver.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self::with_resolver(settings, Arc::new(SystemResolver))
    }

    /// The way out, with names resolved elsewhere.
    #[must_use]
    pub fn with_resolver(mut settings: Settings, resolver: Arc<dyn Resolve>) -> Self {
        // What could not stand in a header would make every request fail.
        settings.user_agent = settings
            .user_agent
            .chars()
            .filter(|it| matches!(it, ' '..='~'))
            .collect();
        let tls = client_tls();
        let open = fetch::client(&settings, &tls, resolve::Guard::open(Arc::clone(&resolver)));
        let listed = fetch::client(
            &settings,
            &tls,
            resolve::Guard::listed(Arc::clone(&resolver)),
        );
        Self(Arc::new(Inner {
            settings,
            resolver,
            open,
            listed,
            tls: Arc::new(tls),
            turns: Turns::default(),
        }))
    }

    pub(crate) fn turns(&self) -> &Turns {
        &self.0.turns
    }

    /// Whether `url` could be asked for, before any name is resolved.
    ///
    /// # Errors
    /// The reason why it never will be.
    pub fn check(&self, url: &str) -> Result<(), Error> {
        target::Target::parse(url, &self.0.settings).map(drop)
    }

    /// Fetches `url`, following redirects. Any status is an answer; the caller reads it.
    ///
    /// # Errors
    /// What was refused, failed, or went over a limit.
    pub async fn get(&self, url: &str, options: &GetOptions) -> Result<Fetched, Error> {
        tokio::time::timeout(options.deadline, fetch::follow(&self.0, url, options))
            .await
            .unwrap_or(Err(Error::Deadline(options.deadline)))
    }

    /// Opens a WebSocket. A server that answers otherwise is an [`Error::Status`]; redirects are not
    /// followed.
    ///
    /// # Errors
    /// What was refused or failed.
    pub async fn websocket(&self, url: &str, options: &SocketOptions) -> Result<Socket, Error> {
        tokio::time::timeout(options.deadline, socket::connect(&self.0, url, options))
            .await
            .unwrap_or(Err(Error::Deadline(options.deadline)))
    }
}

/// TLS 1.2 and 1.3 by ring, trusting the roots compiled in.
fn client_tls() -> rustls::ClientConfig {
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring supports the versions rustls holds safe")
        .with_root_certificates(roots)
        .with_no_client_auth()
}

#[cfg(test)]
pub(crate) mod tests;
