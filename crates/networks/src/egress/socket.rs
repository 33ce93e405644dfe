//! A WebSocket to a checked address, watched for silence.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use http::{HeaderValue, header};
use tokio::{net::TcpStream, time::Instant};
use tokio_tungstenite::{
    Connector, MaybeTlsStream, WebSocketStream, client_async_tls_with_config,
    tungstenite::{
        self, Utf8Bytes,
        client::IntoClientRequest as _,
        error::CapacityError,
        handshake::client::Request,
        protocol::{CloseFrame, WebSocketConfig},
    },
};
use url::Host;

use super::{
    CONNECT_MAX, Error, Inner, Refusal, SocketOptions,
    resolve::{self, PrivateAddress},
    target::{Target, refused},
};

/// How much of a refusal's body is kept: enough for a name and a sentence.
const STATUS_BODY_MAX: usize = 1024;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    Text(Utf8Bytes),
    Binary(Bytes),
}

/// An open WebSocket; dropping it closes the connection.
pub struct Socket {
    inner: WebSocketStream<MaybeTlsStream<TcpStream>>,
    message_max: usize,
    idle_max: Duration,
    heard_at: Instant,
    pinged: bool,
}

impl Socket {
    /// The next message. Cancel-safe: a dropped future loses none.
    ///
    /// # Errors
    /// Why there will be no other; the socket is of no use any more.
    pub async fn next(&mut self) -> Result<Message, Error> {
        loop {
            let wait = if self.pinged {
                self.idle_max
            } else {
                self.idle_max / 2
            };
            match tokio::time::timeout_at(self.heard_at + wait, self.inner.next()).await {
                Ok(Some(Ok(message))) => {
                    self.heard_at = Instant::now();
                    self.pinged = false;
                    match message {
                        tungstenite::Message::Text(text) => return Ok(Message::Text(text)),
                        tungstenite::Message::Binary(bytes) => return Ok(Message::Binary(bytes)),
                        tungstenite::Message::Close(frame) => return Err(closed(frame)),
                        // Pongs are sent by the reader itself.
                        tungstenite::Message::Ping(_)
                        | tungstenite::Message::Pong(_)
                        | tungstenite::Message::Frame(_) => {}
                    }
                }
                Ok(Some(Err(error))) => return Err(self.failure(error)),
                Ok(None) => return Err(closed(None)),
                Err(_) if self.pinged => return Err(Error::Idle(self.idle_max)),
                Err(_) => {
                    self.pinged = true;
                    self.ping().await?;
                }
            }
        }
    }

    async fn ping(&mut self) -> Result<(), Error> {
        let deadline = self.heard_at + self.idle_max;
        let ping = tungstenite::Message::Ping(Bytes::new());
        match tokio::time::timeout_at(deadline, self.inner.send(ping)).await {
            Ok(sent) => sent.map_err(|it| self.failure(it)),
            Err(_) => Err(Error::Idle(self.idle_max)),
        }
    }

    fn failure(&self, error: tungstenite::Error) -> Error {
        match error {
            tungstenite::Error::Capacity(CapacityError::MessageTooLong { .. }) => {
                Error::TooLarge(self.message_max)
            }
            tungstenite::Error::Utf8(_) => Error::NotUtf8,
            tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed => {
                closed(None)
            }
            other => Error::Broken(other.into()),
        }
    }
}

fn closed(frame: Option<CloseFrame>) -> Error {
    match frame {
        Some(frame) => Error::Closed {
            code: Some(frame.code.into()),
            reason: printable(&frame.reason),
        },
        None => Error::Closed {
            code: None,
            reason: "".into(),
        },
    }
}

/// Connects to a checked address and shakes hands. The caller holds the deadline.
pub(super) async fn connect(
    egress: &Inner,
    url: &str,
    options: &SocketOptions,
) -> Result<Socket, Error> {
    let target = Target::parse(url, &egress.settings)?;
    if !target.is_websocket() {
        return Err(refused(url, Refusal::Scheme));
    }
    let request = request(&target, egress, options)?;
    let stream = dial(egress, &target).await?;
    let config = WebSocketConfig::default()
        .max_message_size(Some(options.message_max))
        .max_frame_size(Some(options.message_max));
    let tls = Connector::Rustls(egress.tls.clone());
    let (inner, _) = client_async_tls_with_config(request, stream, Some(config), Some(tls))
        .await
        .map_err(|it| refusal(&target, it))?;
    Ok(Socket {
        inner,
        message_max: options.message_max,
        idle_max: options.idle_max,
        heard_at: Instant::now(),
        pinged: false,
    })
}

fn request(target: &Target, egress: &Inner, options: &SocketOptions) -> Result<Request, Error> {
    let invalid = || refused(target.url.as_str(), Refusal::Invalid);
    let mut request = target
        .url
        .as_str()
        .into_client_request()
        .map_err(|_| invalid())?;
    let headers = request.headers_mut();
    headers.extend(options.headers.clone());
    let agent = HeaderValue::from_str(&egress.settings.user_agent).map_err(|_| invalid())?;
    headers.insert(header::USER_AGENT, agent);
    if !options.subprotocols.is_empty() {
        let offered = options.subprotocols.join(", ");
        let offered = HeaderValue::from_str(&offered).map_err(|_| invalid())?;
        headers.insert(header::SEC_WEBSOCKET_PROTOCOL, offered);
    }
    Ok(request)
}

/// Connects to the first address that answers.
async fn dial(egress: &Inner, target: &Target) -> Result<TcpStream, Error> {
    let found = match &target.host {
        Host::Ipv4(address) => vec![(*address).into()],
        Host::Ipv6(address) => vec![(*address).into()],
        Host::Domain(name) => resolve::addresses(&*egress.resolver, name, target.listed)
            .await
            .map_err(|source| {
                if source.is::<PrivateAddress>() {
                    refused(target.url.as_str(), Refusal::Private)
                } else {
                    Error::Resolve {
                        host: target.host.to_string().into(),
                        source,
                    }
                }
            })?,
    };
    let mut last = None;
    for address in found {
        let address = SocketAddr::new(address, target.port);
        match tokio::time::timeout(CONNECT_MAX, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                // Messages are small and awaited; a lost option costs some milliseconds only.
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Ok(Err(error)) => last = Some(error),
            Err(_) => last = Some(std::io::ErrorKind::TimedOut.into()),
        }
    }
    Err(Error::Connect {
        host: target.host.to_string().into(),
        source: last
            .unwrap_or_else(|| std::io::ErrorKind::NotFound.into())
            .into(),
    })
}

/// What a failed handshake means: the server's answer where there was one.
fn refusal(target: &Target, error: tungstenite::Error) -> Error {
    match error {
        tungstenite::Error::Http(response) => Error::Status {
            status: response.status(),
            retry_after: response
                .headers()
                .get(header::RETRY_AFTER)
                .and_then(|it| it.to_str().ok()?.parse().ok())
                .map(Duration::from_secs),
            body: printable(&String::from_utf8_lossy(
                response.body().as_deref().unwrap_or_default(),
            )),
        },
        other => Error::Connect {
            host: target.host.to_string().into(),
            source: other.into(),
        },
    }
}

fn printable(text: &str) -> Box<str> {
    text.chars()
        .filter(|it| !it.is_control())
        .take(STATUS_BODY_MAX)
        .collect()
}
