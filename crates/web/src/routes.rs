//! What every answer goes through, and the routes that draw no page.

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::get};

use crate::{App, BODY_BYTES_MAX, csrf, headers, media, ops};

/// Wraps the pages with what every answer goes through, and adds the routes that draw nothing.
pub fn router(app: &App, pages: Router<App>) -> Router {
    pages
        .route("/media", get(media::picture))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ops::ready))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(middleware::from_fn(csrf::same_origin_only))
        .layer(middleware::from_fn_with_state(app.clone(), headers::secure))
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .with_state(app.clone())
}
