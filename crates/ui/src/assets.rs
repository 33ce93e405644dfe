//! What `build.rs` made, embedded: every address names its content, so it may be kept for ever.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// One file, as it is and packed.
pub(crate) struct Asset {
    pub(crate) name: &'static str,
    pub(crate) mime: &'static str,
    pub(crate) plain: &'static [u8],
    pub(crate) gzip: Option<&'static [u8]>,
    pub(crate) brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Every embedded file with its content, for tools that write pages to disk.
pub fn embedded() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    ASSETS.iter().map(|it| (it.name, it.plain))
}

pub(crate) async fn serve(
    axum::extract::Path(name): axum::extract::Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(asset) = ASSETS.iter().find(|it| it.name == name) else {
        return web::Error::NotFound.into_response();
    };
    let (bytes, encoding) = packed(asset, &headers);
    let mut response = (StatusCode::OK, Body::from(bytes)).into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    out.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The smallest form the browser says it can read.
fn packed(asset: &Asset, headers: &HeaderMap) -> (&'static [u8], Option<&'static str>) {
    let accepts = |coding: &str| {
        headers
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|it| it.to_str().ok())
            .any(|it| {
                it.split(',').any(|part| {
                    let (name, quality) = part.split_once(';').unwrap_or((part, ""));
                    name.trim() == coding
                        && !quality.replace(' ', "").starts_with("q=0;")
                        && quality.trim() != "q=0"
                })
            })
    };
    match (asset.brotli, asset.gzip) {
        (Some(bytes), _) if accepts("br") => (bytes, Some("br")),
        (_, Some(bytes)) if accepts("gzip") => (bytes, Some("gzip")),
        _ => (asset.plain, None),
    }
}

#[cfg(test)]
mod tests;
