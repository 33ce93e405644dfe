//! What every handler shares: the engine, the settings, the makers of picture addresses.

use std::{net::SocketAddr, sync::Arc};

use engine::Engine;

use crate::MediaLinks;

/// What the operator decides about the HTTP boundary.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach us, without a trailing slash (`https://vigie.example.org`); decides whether
    /// cookies are `Secure`.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
}

impl Settings {
    /// Whether browsers reach us over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|it| it.starts_with("https://"))
    }
}

/// Shared by all handlers.
#[derive(Clone)]
pub struct App {
    pub engine: Engine,
    pub settings: Arc<Settings>,
    pub media: MediaLinks,
}

impl App {
    /// `media_key` signs picture addresses; it may change between runs.
    #[must_use]
    pub fn new(engine: Engine, settings: Settings, media_key: [u8; 32]) -> Self {
        Self {
            engine,
            settings: Arc::new(settings),
            media: MediaLinks::new(media_key),
        }
    }

    /// The address to hold against attempts: the peer, or what a trusted proxy says of it.
    pub(crate) fn client_ip(
        &self,
        peer: Option<SocketAddr>,
        headers: &http::HeaderMap,
    ) -> std::net::IpAddr {
        let peer = peer.map_or(
            std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED),
            |it| it.ip(),
        );
        if !self.settings.trusted_proxies.contains(&peer) {
            return peer;
        }
        // The right-most address is the one our own proxy added; what stands before it is hearsay.
        headers
            .get("x-forwarded-for")
            .and_then(|it| it.to_str().ok())
            .and_then(|it| it.rsplit(',').next())
            .and_then(|it| it.trim().parse().ok())
            .unwrap_or(peer)
    }
}
