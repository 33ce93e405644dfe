//! One stream of server-sent events: what arrived, drawn by whoever knows how.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use engine::{LiveFeed, News};
use futures_util::stream;
use http::HeaderMap;

use crate::{App, Cx};

/// How often the session behind an open stream is checked: a revoked one ends within this time.
const SESSION_CHECK_EVERY: Duration = Duration::from_secs(5);
/// Keeps proxies from closing a quiet stream.
const KEEP_ALIVE_EVERY: Duration = Duration::from_secs(15);
/// What a browser waits before it opens a lost stream again.
const RETRY: Duration = Duration::from_secs(1);

/// One event for the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveEvent {
    pub name: &'static str,
    pub data: String,
    /// Where to resume after this event.
    pub id: Option<u64>,
}

/// The sequence number after which a browser wants to resume, if it says so.
#[must_use]
pub fn last_event_id(headers: &HeaderMap) -> Option<u64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

/// Answers with `feed`, each piece of news drawn by `draw`, until the session or the process ends.
pub fn stream<F>(app: App, cx: Cx, feed: LiveFeed, draw: F) -> Response
where
    F: Fn(&Cx, &News) -> LiveEvent + Send + Sync + 'static,
{
    let mut check = tokio::time::interval(SESSION_CHECK_EVERY);
    check.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    let stopping = app.engine.stopping();
    let start = (app, cx, feed, draw, check, stopping);
    let events = stream::unfold(
        start,
        |(app, mut cx, mut feed, draw, mut check, stopping)| async move {
            let news = loop {
                tokio::select! {
                    () = stopping.cancelled() => return None,
                    _ = check.tick() => {
                        if !app.engine.is_signed_in(cx.session()).await {
                            return None;
                        }
                    }
                    news = feed.next() => break news?,
                }
            };
            cx.now = app.engine.seams().now();
            let drawn = draw(&cx, &news);
            let mut event = Event::default()
                .event(drawn.name)
                .data(drawn.data)
                .retry(RETRY);
            if let Some(id) = drawn.id {
                event = event.id(id.to_string());
            }
            Some((
                Ok::<_, Infallible>(event),
                (app, cx, feed, draw, check, stopping),
            ))
        },
    );
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE_EVERY))
        .into_response()
}
