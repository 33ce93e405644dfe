//! Who asks, and how they want to be answered.

use std::fmt;

use axum::extract::FromRequestParts;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use engine::Actor;
use http::request::Parts;
use jiff::{Timestamp, tz::TimeZone};
use model::{Locale, Prefs, Theme};

use crate::{App, Error, cookie};

/// The number used once that lets a page run its own scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    pub(crate) fn fresh(app: &App) -> Self {
        let mut random = [0; 16];
        app.engine.seams().entropy.fill(&mut random);
        Self(URL_SAFE_NO_PAD.encode(random))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For samples and tests of pages.
    #[must_use]
    pub fn fixed(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Someone who has not signed in (yet): all a public page needs.
#[derive(Clone)]
pub struct Visitor {
    pub locale: Locale,
    pub theme: Theme,
    pub nonce: Nonce,
    pub now: Timestamp,
    /// For throttling sign-in.
    pub ip: std::net::IpAddr,
}

/// Someone signed in: the context of every page behind the door.
#[derive(Clone)]
pub struct Cx {
    pub actor: Actor,
    pub member_name: String,
    pub login: String,
    pub org_name: String,
    pub org_kind: String,
    pub time_zone: TimeZone,
    /// How this person likes their pages; [`Cx::locale`] and [`Cx::theme`] are of it.
    pub prefs: Prefs,
    pub locale: Locale,
    pub theme: Theme,
    pub nonce: Nonce,
    pub now: Timestamp,
    /// Path and query of this request: where to come back to after a form.
    pub here: String,
    pub media: crate::MediaLinks,
    pub(crate) session: engine::SessionKey,
}

impl Cx {
    /// The session this request came with; ends live streams when it is revoked.
    #[must_use]
    pub fn session(&self) -> &engine::SessionKey {
        &self.session
    }
}

fn nonce(parts: &Parts) -> Nonce {
    parts
        .extensions
        .get::<Nonce>()
        .cloned()
        .unwrap_or_else(|| Nonce(String::new()))
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let peer = parts
            .extensions
            .get::<axum::extract::ConnectInfo<std::net::SocketAddr>>()
            .map(|it| it.0);
        Ok(Self {
            locale: cookie::visitor_locale(&parts.headers),
            theme: cookie::visitor_theme(&parts.headers),
            nonce: nonce(parts),
            now: app.engine.seams().now(),
            ip: app.client_ip(peer, &parts.headers),
        })
    }
}

/// Whether a person looks at a page: not a form, a stream, nor a part that a page fetches again.
fn is_page_view(parts: &Parts) -> bool {
    let accepts_html = parts
        .headers
        .get(http::header::ACCEPT)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.contains("text/html"));
    parts.method == http::Method::GET && accepts_html
}

impl FromRequestParts<App> for Cx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let here = parts
            .uri
            .path_and_query()
            .map_or("/", http::uri::PathAndQuery::as_str)
            .to_owned();
        let signed_out = || Error::SignedOut { next: here.clone() };
        let token = cookie::session_token(app, &parts.headers).ok_or_else(signed_out)?;
        let who = app
            .engine
            .authenticate(token)
            .await?
            .ok_or_else(signed_out)?;
        if is_page_view(parts)
            && let Err(error) = app.engine.visit(&who.actor).await
        {
            // Only Home would miss it: no reason to refuse the page.
            tracing::warn!(%error, "a visit was not written down: {error}");
        }
        let time_zone = TimeZone::get(&who.org_time_zone).unwrap_or(TimeZone::UTC);
        Ok(Self {
            actor: who.actor,
            member_name: who.member_name,
            login: who.login,
            org_name: who.org_name,
            org_kind: who.org_kind,
            time_zone,
            locale: who.prefs.locale,
            theme: who.prefs.theme,
            prefs: who.prefs,
            nonce: nonce(parts),
            now: app.engine.seams().now(),
            here,
            media: app.media.clone(),
            session: who.session,
        })
    }
}
