//! Pictures of strangers, fetched by us and served from our address: the reader's browser never meets
//! the network (no tracker learns who reads, and when), and only addresses we signed are fetched.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;
use sha2::Sha256;

use crate::{App, Cx, Error, Query};

/// The kinds of picture we pass on, by their first bytes; what the sender calls them doesn't count.
const MAGIC: [(&[u8], &str); 5] = [
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"RIFF", "image/webp"),
];
/// A signature of 128 bits: guessing one takes longer than any key lives.
const SIGNATURE_BYTES: usize = 16;

/// Makes and checks addresses of the picture proxy.
#[derive(Clone)]
pub struct MediaLinks(Hmac<Sha256>);

impl MediaLinks {
    /// # Panics
    /// Never: HMAC takes keys of any length.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        Self(Hmac::new_from_slice(&key).expect("HMAC takes keys of any length"))
    }

    /// Our address for a picture elsewhere.
    #[must_use]
    pub fn url(&self, remote: &str) -> String {
        format!(
            "/media?u={}&s={}",
            URL_SAFE_NO_PAD.encode(remote),
            self.sign(remote)
        )
    }

    fn sign(&self, remote: &str) -> String {
        let mac = self
            .0
            .clone()
            .chain_update(remote.as_bytes())
            .finalize()
            .into_bytes();
        URL_SAFE_NO_PAD.encode(&mac[..SIGNATURE_BYTES])
    }

    /// The address a link of ours stands for; `None` when we didn't sign it.
    fn open(&self, encoded: &str, signature: &str) -> Option<String> {
        let remote = String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()?;
        let given = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let mac = self.0.clone().chain_update(remote.as_bytes());
        (given.len() == SIGNATURE_BYTES && mac.verify_truncated_left(&given).is_ok())
            .then_some(remote)
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    u: String,
    s: String,
}

pub(crate) async fn picture(
    State(app): State<App>,
    _cx: Cx,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let remote = app.media.open(&asked.u, &asked.s).ok_or(Error::NotFound)?;
    let bytes = app.engine.fetch_picture(&remote).await?;
    let Some(kind) = kind_of(&bytes) else {
        return Ok(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=86400, immutable"),
    );
    // An SVG opened by itself is a document: here it can run nothing, load nothing, be nothing.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    );
    Ok(response)
}

fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let is_webp = *kind != "image/webp" || bytes.get(8..12) == Some(b"WEBP");
        return is_webp.then_some(*kind);
    }
    let start = std::str::from_utf8(bytes.get(..bytes.len().min(256))?)
        .ok()?
        .trim_start();
    (start.starts_with("<svg") || (start.starts_with("<?xml") && start.contains("<svg")))
        .then_some("image/svg+xml")
}

#[cfg(test)]
mod tests;
