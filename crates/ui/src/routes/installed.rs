//! What makes Vigie an application of the device: its manifest, its service worker, and the page shown
//! without a link. All public: none of it says who reads.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use i18n::Words;
use model::Locale;
use serde_json::json;
use web::{App, Error, Path, Visitor};

use super::html;
use crate::{
    Cx,
    assets::{BG_LIGHT, ICON_192, ICON_512, ICON_MASKABLE, MARK_SVG, SERVICE_WORKER},
    pages::fault::{self, Fault},
};

pub(super) async fn offline(
    State(_): State<App>,
    visitor: Visitor,
    Path(locale): Path<String>,
) -> Result<Response, Error> {
    let mut cx = Cx::visitor(&visitor, "/");
    cx.words = Words::new(Locale::parse(&locale).ok_or(Error::NotFound)?);
    Ok(html(fault::page(&cx, &Fault::Offline)))
}

pub(super) async fn manifest(Path(locale): Path<String>) -> Result<Response, Error> {
    let locale = Locale::parse(&locale).ok_or(Error::NotFound)?;
    let words = Words::new(locale);
    let icon = |src: &str, sizes: &str, mime: &str, purpose: &str| json!({ "src": src, "sizes": sizes, "type": mime, "purpose": purpose });
    let shortcut = |name: String, url: &str| json!({ "name": name, "url": url });
    let manifest = json!({
        "id": "/",
        "name": words.app_name(),
        "short_name": words.app_name(),
        "description": words.app_description(),
        "lang": locale.as_str(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": BG_LIGHT,
        "theme_color": BG_LIGHT,
        "icons": [
            icon(MARK_SVG, "any", "image/svg+xml", "any"),
            icon(ICON_192, "192x192", "image/png", "any"),
            icon(ICON_512, "512x512", "image/png", "any"),
            icon(ICON_MASKABLE, "512x512", "image/png", "maskable"),
        ],
        "shortcuts": [
            shortcut(words.nav_listen(), "/listen"),
            shortcut(words.nav_find(), "/find"),
        ],
    });
    Ok(typed("application/manifest+json", manifest.to_string()))
}

/// At the root, so that it serves every page. Browsers ask for it anew on their own.
pub(super) async fn worker() -> Response {
    typed("text/javascript; charset=utf-8", SERVICE_WORKER)
}

fn typed(mime: &'static str, body: impl Into<axum::body::Body>) -> Response {
    let mut response = body.into().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
