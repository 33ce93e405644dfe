//! Cross-site requests change nothing: an unsafe method must come from our own pages.
//!
//! Browsers say where a request comes from in `Sec-Fetch-Site` (all since 2023); for those that don't,
//! `Origin` must be our host. A client that sends neither is not a browser and has no ambient cookie
//! to abuse, but it is refused as well: the API will have tokens.

use axum::{extract::Request, middleware::Next, response::IntoResponse, response::Response};
use http::{Method, header};

use crate::Error;

pub(crate) async fn same_origin_only(request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || is_same_origin(&request) {
        next.run(request).await
    } else {
        Error::CrossSite.into_response()
    }
}

fn is_same_origin(request: &Request) -> bool {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|it| it.to_str().ok());
    let origin = headers.get(header::ORIGIN).and_then(|it| it.to_str().ok());
    let origin_is_ours = match (origin, host) {
        (Some(origin), Some(host)) => {
            origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"))
                == Some(host)
        }
        _ => false,
    };
    match headers
        .get("sec-fetch-site")
        .and_then(|it| it.to_str().ok())
    {
        Some("same-origin") => origin.is_none() || origin_is_ours,
        Some(_) => false,
        None => origin_is_ours,
    }
}
