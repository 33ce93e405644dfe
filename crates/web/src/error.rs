//! What a request could not get. The page that says it is drawn by `ui`, from the [`Failure`] that
//! travels in the response's extensions; scripts get problem JSON (RFC 9457).

use axum::response::{IntoResponse, Response};
use engine::ErrorKind;
use http::{HeaderValue, StatusCode, header};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("not signed in")]
    SignedOut { next: String },
    #[error("the request came from another site")]
    CrossSite,
    #[error("no such page")]
    NotFound,
    /// The request is not one our pages send.
    #[error("{0}")]
    BadRequest(String),
    #[error("the body is too large")]
    TooLarge,
    #[error(transparent)]
    Engine(#[from] engine::Error),
}

/// A failure on its way to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub status: StatusCode,
    /// Stable, for scripts and translations.
    pub code: &'static str,
    /// One sentence, safe to show; empty for internal failures.
    pub detail: String,
    /// Names an internal failure in the log.
    pub incident: Option<String>,
    pub retry_after_s: Option<u64>,
}

impl Error {
    fn failure(&self) -> Failure {
        let (status, code) = match self {
            Self::SignedOut { .. } => (StatusCode::UNAUTHORIZED, "signed_out"),
            Self::CrossSite => (StatusCode::FORBIDDEN, "cross_site"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::BadRequest(_) => (StatusCode::BAD_REQUEST, "bad_request"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::Engine(error) => engine_status(error),
        };
        let internal = matches!(self, Self::Engine(it) if it.kind() != ErrorKind::User);
        let retry_after_s = match self {
            Self::Engine(engine::Error::Throttled { retry_after_s }) => Some(*retry_after_s),
            _ => None,
        };
        let detail = if internal {
            String::new()
        } else {
            self.to_string()
        };
        Failure {
            status,
            code,
            detail,
            incident: internal.then(incident),
            retry_after_s,
        }
    }
}

fn engine_status(error: &engine::Error) -> (StatusCode, &'static str) {
    use engine::Error as E;
    match error {
        E::NotFound => (StatusCode::NOT_FOUND, "not_found"),
        E::Forbidden { .. } => (StatusCode::FORBIDDEN, "forbidden"),
        E::Conflict => (StatusCode::CONFLICT, "conflict"),
        E::Query(_) => (StatusCode::UNPROCESSABLE_ENTITY, "query"),
        E::Invalid { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        E::Credentials => (StatusCode::UNAUTHORIZED, "credentials"),
        E::Throttled { .. } => (StatusCode::TOO_MANY_REQUESTS, "throttled"),
        E::AlreadySetUp => (StatusCode::CONFLICT, "already_set_up"),
        E::TooMany(_) => (StatusCode::UNPROCESSABLE_ENTITY, "too_many"),
        E::Network(_) => (StatusCode::BAD_GATEWAY, "network"),
        E::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, "store"),
        E::Archive(_) => (StatusCode::SERVICE_UNAVAILABLE, "archive"),
        E::Bug(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
    }
}

/// A short name for a failure, the same in the log and on the page.
fn incident() -> String {
    let mut random = [0; 6];
    // Without randomness the incident is still logged, under a name that isn't unique.
    let _ = getrandom::fill(&mut random);
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::SignedOut { next } = &self {
            let mut response = StatusCode::SEE_OTHER.into_response();
            let target = format!("/sign-in?next={}", percent(next));
            if let Ok(value) = HeaderValue::from_str(&target) {
                response.headers_mut().insert(header::LOCATION, value);
            }
            response.extensions_mut().insert(self.failure());
            return response;
        }
        let failure = self.failure();
        if let Some(incident) = &failure.incident {
            let chain = chain(&self);
            tracing::error!(
                incident,
                error = chain,
                "request failed, incident {incident}: {chain}"
            );
        }
        let problem = serde_json::json!({
            "type": "about:blank",
            "status": failure.status.as_u16(),
            "code": failure.code,
            "detail": failure.detail,
            "incident": failure.incident,
        });
        let mut response = (failure.status, problem.to_string()).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = failure.retry_after_s {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(failure);
        response
    }
}

fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// Percent-encodes all but unreserved characters and the slash.
fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
