//! The HTTP boundary. Every request passes the rules of misbehaviour, but those that set or audit them.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{
        ConnectInfo, DefaultBodyLimit, Path, Query, Request, State, connect_info::Connected,
    },
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
    serve::{IncomingStream, Listener},
};
use serde::{Deserialize, Serialize};
use tokio::net::{TcpListener, TcpStream};

use crate::{
    faults::{Budget, Fragile, Rule},
    media, page, press,
    sandbox::Shared,
    wire,
};

mod stream;

/// Rules are a few hundred bytes.
const BODY_BYTES_MAX: usize = 64 << 10;
/// As the contract says.
const PROFILES_MAX: usize = 50;
/// Lines of the ledger sent in one go.
const TRUTH_CHUNK: usize = 500;

type App = State<Arc<Shared>>;

pub(crate) async fn serve(shared: Arc<Shared>, listener: TcpListener) -> std::io::Result<()> {
    let stop = shared.stop.clone();
    let service = router(shared).into_make_service_with_connect_info::<Budget>();
    axum::serve(Door(listener), service)
        .with_graceful_shutdown(stop.cancelled_owned())
        .await
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/api/v1/network", get(network))
        .route("/api/v1/stream", get(stream::open))
        .route("/api/v1/posts/{id}", get(one_post))
        .route("/api/v1/profiles", get(profiles))
        .route("/media/{name}", get(picture))
        .route("/press/{paper}/feed.xml", get(feed))
        .route("/press/{paper}/{id}", get(article))
        .route("/@{handle}/{id}", get(post_page))
        .layer(middleware::from_fn_with_state(shared.clone(), misbehave))
        .route("/api/v1/truth", get(truth))
        .route("/api/v1/faults", post(faults))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(shared)
}

/// A listener whose connections can be cut at a byte.
struct Door(TcpListener);

impl Listener for Door {
    type Io = Fragile<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (connection, address) = Listener::accept(&mut self.0).await;
        // Frames are small and awaited; a refusal to send them at once is only slower.
        let _ = connection.set_nodelay(true);
        (Fragile::new(connection), address)
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Door>> for Budget {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().budget.clone()
    }
}

async fn misbehave(
    State(shared): App,
    ConnectInfo(budget): ConnectInfo<Budget>,
    request: Request,
    next: Next,
) -> Response {
    let mishap = shared.faults.on_request();
    if let Some(delay) = mishap.delay {
        tokio::select! {
            () = tokio::time::sleep(delay) => {}
            () = shared.stop.cancelled() => {}
        }
    }
    if let Some(bytes) = mishap.cut {
        budget.limit(bytes);
    }
    let Some((status, retry_after)) = mishap.status else {
        return next.run(request).await;
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = refusal(status, "the rules in force say so");
    if let Some(seconds) = retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

#[derive(Serialize)]
struct ErrorWire<'a> {
    error: &'a str,
}

fn refusal(status: StatusCode, error: &str) -> Response {
    (status, axum::Json(ErrorWire { error })).into_response()
}

fn json(body: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

async fn network(State(shared): App) -> Response {
    #[derive(Serialize)]
    struct Network<'a> {
        name: &'a str,
        city: &'a str,
        now: String,
        first_seq: u64,
        last_seq: u64,
    }
    let ledger = shared.ledger();
    axum::Json(Network {
        name: "Aubrelac",
        city: "Aubrelac",
        now: wire::instant(shared.clock.now()),
        first_seq: ledger.first_seq(shared.settings.retention_events),
        last_seq: ledger.last_seq(),
    })
    .into_response()
}

async fn one_post(State(shared): App, Path(id): Path<String>) -> Response {
    let ledger = shared.ledger();
    match ledger.find(&id) {
        None => refusal(StatusCode::NOT_FOUND, "no such post"),
        Some(index) if ledger.post(index).is_deleted => refusal(StatusCode::GONE, "deleted"),
        Some(index) => json(wire::post(shared.view(&ledger), index)),
    }
}

async fn profiles(State(shared): App, Query(asked): Query<Vec<(String, String)>>) -> Response {
    let handles: Vec<String> = asked
        .into_iter()
        .filter(|(key, _)| key == "handle")
        .map(|(_, it)| it)
        .collect();
    if handles.len() > PROFILES_MAX {
        return refusal(StatusCode::BAD_REQUEST, "at most 50 handles");
    }
    let ledger = shared.ledger();
    json(wire::profiles(shared.view(&ledger), &handles))
}

async fn picture(Path(name): Path<String>) -> Response {
    const CACHE: &str = "public, max-age=86400, immutable";
    match name.strip_suffix(".svg").and_then(media::picture) {
        None => refusal(StatusCode::NOT_FOUND, "no such picture"),
        Some(svg) => (
            [
                (header::CONTENT_TYPE, "image/svg+xml"),
                (header::CACHE_CONTROL, CACHE),
            ],
            svg,
        )
            .into_response(),
    }
}

async fn feed(State(shared): App, Path(paper): Path<String>, headers: HeaderMap) -> Response {
    let ledger = shared.ledger();
    let Some(feed) = press::feed(shared.view(&ledger), &paper) else {
        return refusal(StatusCode::NOT_FOUND, "no such paper");
    };
    let given = |name: HeaderName| headers.get(name).and_then(|it| it.to_str().ok());
    let is_known = match given(header::IF_NONE_MATCH) {
        Some(tag) => tag == feed.etag,
        None => given(header::IF_MODIFIED_SINCE) == Some(&feed.last_modified),
    };
    let validators = [
        (header::ETAG, feed.etag),
        (header::LAST_MODIFIED, feed.last_modified),
    ];
    if is_known {
        (StatusCode::NOT_MODIFIED, validators).into_response()
    } else {
        (
            validators,
            [(header::CONTENT_TYPE, feed.content_type)],
            feed.xml,
        )
            .into_response()
    }
}

/// Pages hold what strangers wrote: nothing in them may run or be fetched from elsewhere.
fn html(page: Option<String>) -> Response {
    const POLICY: &str =
        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'";
    match page {
        None => refusal(StatusCode::NOT_FOUND, "no such page"),
        Some(page) => (
            [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CONTENT_SECURITY_POLICY, POLICY),
            ],
            page,
        )
            .into_response(),
    }
}

async fn post_page(State(shared): App, Path((handle, id)): Path<(String, String)>) -> Response {
    let ledger = shared.ledger();
    html(page::post(shared.view(&ledger), &handle, &id))
}

async fn article(State(shared): App, Path((paper, id)): Path<(String, String)>) -> Response {
    let ledger = shared.ledger();
    html(page::article(shared.view(&ledger), &paper, &id))
}

/// The whole ledger as it is now, a chunk at a time: it can be tens of megabytes.
async fn truth(State(shared): App) -> Response {
    let last = shared.ledger().last_seq();
    let chunks = futures_util::stream::iter((1..=last).step_by(TRUTH_CHUNK).map(move |from| {
        let ledger = shared.ledger();
        let view = shared.view(&ledger);
        let mut lines = String::new();
        for seq in from..=last.min(from + TRUTH_CHUNK as u64 - 1) {
            if let Some(event) = ledger.event(seq) {
                lines.push_str(&wire::frame(view, seq, event));
                lines.push('\n');
            }
        }
        Ok::<Bytes, std::convert::Infallible>(lines.into())
    }));
    let body = axum::body::Body::from_stream(chunks);
    ([(header::CONTENT_TYPE, "application/jsonl")], body).into_response()
}

async fn faults(State(shared): App, body: Bytes) -> Response {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Rules {
        rules: Vec<Rule>,
    }
    let rules: Rules = match serde_json::from_slice(&body) {
        Ok(rules) => rules,
        Err(why) => return refusal(StatusCode::BAD_REQUEST, &why.to_string()),
    };
    match shared.faults.replace(rules.rules) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(why) => refusal(StatusCode::BAD_REQUEST, &why.to_string()),
    }
}

#[cfg(test)]
mod tests;
