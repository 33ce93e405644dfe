//! One address read over HTTP: redirects, decompression and limits are ours, not the client's.

use std::{
    io::{self, Write},
    time::Duration,
};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use url::Url;

use super::{
    CONNECT_MAX, Error, GetOptions, Inner, Refusal, Settings, is_global,
    resolve::{Guard, PrivateAddress, Unresolved},
    target::{Target, refused},
};

/// Connections kept open to a host between two polls.
const IDLE_PER_HOST: usize = 1;
/// How long such a connection is kept: polls closer than this share it.
const IDLE_KEPT: Duration = Duration::from_secs(30);

/// An answer, whatever its status.
#[derive(Clone, Debug)]
pub struct Fetched {
    pub status: StatusCode,
    /// As sent, without those that spoke of the encoding we undid.
    pub headers: HeaderMap,
    /// Where the answer came from, after all redirects.
    pub url: Url,
    /// Where the address has moved for good: the last one reached by permanent redirects alone.
    pub permanent_url: Option<Url>,
    /// Decompressed.
    pub body: Bytes,
}

/// A client that does nothing by itself: no proxy, no redirect, no decompression.
pub(super) fn client(
    settings: &Settings,
    tls: &rustls::ClientConfig,
    guard: Guard,
) -> reqwest::Client {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where clients are made"
    )]
    let builder = reqwest::Client::builder();
    builder
        .user_agent(&*settings.user_agent)
        .tls_backend_preconfigured(tls.clone())
        .dns_resolver(std::sync::Arc::new(guard))
        .no_proxy()
        .no_gzip()
        .referer(false)
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT_MAX)
        .pool_max_idle_per_host(IDLE_PER_HOST)
        .pool_idle_timeout(IDLE_KEPT)
        .build()
        .expect("the TLS configuration is ours and the user agent is plain ASCII")
}

/// Fetches `url` and what it redirects to. The caller holds the deadline.
pub(super) async fn follow(
    egress: &Inner,
    url: &str,
    options: &GetOptions,
) -> Result<Fetched, Error> {
    let mut target = Target::parse(url, &egress.settings)?;
    let mut headers = options.headers.clone();
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    let mut permanent_url = None;
    let mut only_permanent = true;
    for _ in 0..=options.redirects_max {
        let response = send(egress, &target, headers.clone()).await?;
        let Some(location) = redirect_of(&response) else {
            return read(response, target.url, permanent_url, options.body_max).await;
        };
        let next = next_target(&target, &location, &egress.settings)?;
        only_permanent &= matches!(response.status().as_u16(), 301 | 308);
        if only_permanent {
            permanent_url = Some(next.url.clone());
        }
        if next.url.origin() != target.url.origin() {
            drop_credentials(&mut headers);
        }
        target = next;
    }
    Err(Error::Redirects(options.redirects_max))
}

async fn send(
    egress: &Inner,
    target: &Target,
    headers: HeaderMap,
) -> Result<reqwest::Response, Error> {
    if target.is_websocket() {
        return Err(refused(target.url.as_str(), Refusal::Scheme));
    }
    let client = if target.listed {
        &egress.listed
    } else {
        &egress.open
    };
    let response = client
        .get(target.url.clone())
        .headers(headers)
        .send()
        .await
        .map_err(|it| failure(target, it))?;
    // The resolver let no private address through; this holds if a client ever stops asking it.
    if !target.listed && response.remote_addr().is_some_and(|it| !is_global(it.ip())) {
        return Err(refused(target.url.as_str(), Refusal::Private));
    }
    Ok(response)
}

/// Where an answer sends us, when it is a redirect one can follow.
fn redirect_of(response: &reqwest::Response) -> Option<String> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = response.headers().get(header::LOCATION)?;
    // Some servers send raw UTF-8 here; the parser encodes it.
    Some(String::from_utf8_lossy(location.as_bytes()).into_owned())
}

pub(super) fn next_target(
    from: &Target,
    location: &str,
    settings: &Settings,
) -> Result<Target, Error> {
    let url = from
        .url
        .join(location)
        .map_err(|_| refused(location, Refusal::Invalid))?;
    if from.url.scheme() == "https" && url.scheme() != "https" {
        return Err(refused(url.as_str(), Refusal::Downgrade));
    }
    Target::parse(url.as_str(), settings)
}

/// Removes what was meant for another origin.
fn drop_credentials(headers: &mut HeaderMap) {
    let secret: Vec<_> = headers
        .iter()
        .filter(|(name, value)| {
            value.is_sensitive()
                || **name == header::AUTHORIZATION
                || **name == header::COOKIE
                || **name == header::PROXY_AUTHORIZATION
        })
        .map(|(name, _)| name.clone())
        .collect();
    for name in secret {
        headers.remove(name);
    }
}

async fn read(
    mut response: reqwest::Response,
    url: Url,
    permanent_url: Option<Url>,
    body_max: usize,
) -> Result<Fetched, Error> {
    // Said at once, no byte need be read.
    if response
        .content_length()
        .is_some_and(|it| it > u64::try_from(body_max).unwrap_or(u64::MAX))
    {
        return Err(Error::TooLarge(body_max));
    }
    let status = response.status();
    let mut headers = std::mem::take(response.headers_mut());
    let encoding = headers.remove(header::CONTENT_ENCODING);
    let mut body = Body::new(encoding.as_ref(), body_max)?;
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|it| Error::Broken(it.without_url().into()))?
    {
        body.push(&chunk)?;
    }
    if encoding.is_some() {
        headers.remove(header::CONTENT_LENGTH);
    }
    Ok(Fetched {
        status,
        headers,
        url,
        permanent_url,
        body: body.finish()?,
    })
}

/// A body being received, counted on the wire and once decompressed.
struct Body {
    sink: Sink,
    wire: usize,
    max: usize,
}

enum Sink {
    Plain(Capped),
    Gzip(Box<MultiGzDecoder<Capped>>),
}

impl Body {
    fn new(encoding: Option<&HeaderValue>, max: usize) -> Result<Self, Error> {
        let capped = Capped {
            bytes: Vec::new(),
            max,
        };
        let name = encoding.map_or(&b""[..], HeaderValue::as_bytes);
        let sink = match name.to_ascii_lowercase().as_slice() {
            b"" | b"identity" => Sink::Plain(capped),
            b"gzip" | b"x-gzip" => Sink::Gzip(Box::new(MultiGzDecoder::new(capped))),
            _ => {
                let what = "the server used an encoding it was not offered";
                return Err(Error::Broken(what.into()));
            }
        };
        Ok(Self { sink, wire: 0, max })
    }

    fn push(&mut self, chunk: &[u8]) -> Result<(), Error> {
        self.wire = self.wire.saturating_add(chunk.len());
        if self.wire > self.max {
            return Err(Error::TooLarge(self.max));
        }
        match &mut self.sink {
            Sink::Plain(sink) => sink.write_all(chunk),
            Sink::Gzip(sink) => sink.write_all(chunk),
        }
        .map_err(|it| self.failed(it))
    }

    fn finish(mut self) -> Result<Bytes, Error> {
        if let Sink::Gzip(sink) = &mut self.sink
            && self.wire > 0
        {
            sink.try_finish().map_err(|it| self.failed(it))?;
        }
        let bytes = match self.sink {
            Sink::Plain(mut sink) => std::mem::take(&mut sink.bytes),
            Sink::Gzip(mut sink) => std::mem::take(&mut sink.get_mut().bytes),
        };
        Ok(bytes.into())
    }

    fn failed(&self, error: io::Error) -> Error {
        if error.kind() == io::ErrorKind::FileTooLarge {
            Error::Bomb(self.max)
        } else {
            Error::Broken(error.into())
        }
    }
}

/// Memory that refuses to grow past its limit.
struct Capped {
    bytes: Vec<u8>,
    max: usize,
}

impl Write for Capped {
    fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
        if chunk.len() > self.max - self.bytes.len() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(chunk);
        Ok(chunk.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Tells our own refusals apart from failures, within what the client wraps them in.
fn failure(target: &Target, error: reqwest::Error) -> Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(it) = cause {
        if it.is::<PrivateAddress>() {
            return refused(target.url.as_str(), Refusal::Private);
        }
        if it.is::<Unresolved>() {
            return Error::Resolve {
                host: target.host.to_string().into(),
                source: error.without_url().into(),
            };
        }
        cause = it.source();
    }
    if error.is_connect() {
        return Error::Connect {
            host: target.host.to_string().into(),
            source: error.without_url().into(),
        };
    }
    Error::Broken(error.without_url().into())
}
