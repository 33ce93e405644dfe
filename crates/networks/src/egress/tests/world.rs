//! Servers on loopback that behave as told, and names that resolve as told.

use std::{
    collections::HashMap,
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{Arc, Mutex},
};

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_tungstenite::{
    accept_hdr_async,
    tungstenite::{
        self,
        handshake::server::{Request, Response},
    },
};

use crate::egress::{Egress, Resolve, Settings};

/// A way out that may reach these places of the house.
pub(crate) fn egress_to(places: &[SocketAddr]) -> Egress {
    Egress::new(settings_for(places))
}

pub(crate) fn settings_for(places: &[SocketAddr]) -> Settings {
    let mut settings = Settings::new("vigie-test");
    settings.allowed_private = places
        .iter()
        .map(|it| it.to_string().parse().unwrap())
        .collect();
    settings
}

#[expect(
    clippy::disallowed_methods,
    reason = "servers of the test end with the test's runtime"
)]
pub(crate) fn spawn(work: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(work);
}

/// Somebody who must never be called.
pub(crate) struct Canary {
    listeners: Vec<std::net::TcpListener>,
    pub(crate) port: u16,
}

impl Canary {
    /// Listens on the same port of every loopback address there is here.
    pub(crate) fn new() -> Self {
        let first = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = first.local_addr().unwrap().port();
        let mut listeners = vec![first];
        // Machines without IPv6 have no such address to be called at.
        listeners.extend(std::net::TcpListener::bind(("::1", port)));
        for listener in &listeners {
            listener.set_nonblocking(true).unwrap();
        }
        Self { listeners, port }
    }

    #[track_caller]
    pub(crate) fn assert_not_called(&self) {
        for listener in &self.listeners {
            let called = listener.accept();
            assert_eq!(
                called.map(|it| it.1).map_err(|it| it.kind()),
                Err(io::ErrorKind::WouldBlock)
            );
        }
    }
}

/// What a site heard: the head of each request.
pub(crate) type Log = Arc<Mutex<Vec<String>>>;

/// A web site of one function: the target asked for to the bytes of the answer, connection and all.
pub(crate) struct Site {
    pub(crate) at: SocketAddr,
    pub(crate) heard: Log,
}

impl Site {
    pub(crate) async fn new(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let heard = Log::default();
        let log = Arc::clone(&heard);
        let answer = Arc::new(answer);
        spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let head = read_head(&mut stream).await;
                let target = head.split(' ').nth(1).unwrap_or("").to_owned();
                log.lock().unwrap().push(head);
                let bytes = answer(&target);
                // The client may have gone; that is what some tests are about.
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
        });
        Self { at, heard }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    pub(crate) fn heads(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

pub(crate) async fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8(head).unwrap()
}

pub(crate) fn answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    [head.as_bytes(), body].concat()
}

pub(crate) fn redirect(code: u16, to: &str) -> Vec<u8> {
    answer(&format!("{code} Moved"), &[("location", to)], b"")
}

/// Names that resolve to what the test says, one answer after the other; the last one stays.
#[derive(Default)]
pub(crate) struct Names {
    answers: Mutex<HashMap<String, Vec<Vec<IpAddr>>>>,
    pub(crate) asked: Mutex<Vec<String>>,
}

impl Names {
    pub(crate) fn with(self, name: &str, answers: &[&[&str]]) -> Self {
        let answers = answers
            .iter()
            .map(|it| it.iter().map(|it| it.parse().unwrap()).collect())
            .collect();
        self.answers
            .lock()
            .unwrap()
            .insert(name.to_owned(), answers);
        self
    }
}

impl Resolve for Names {
    fn resolve<'a>(
        &'a self,
        host: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        self.asked.lock().unwrap().push(host.to_owned());
        let mut answers = self.answers.lock().unwrap();
        let answer = match answers.get_mut(host) {
            None => Err(io::ErrorKind::NotFound.into()),
            Some(list) if list.len() > 1 => Ok(list.remove(0)),
            Some(list) => Ok(list[0].clone()),
        };
        Box::pin(async move { answer })
    }
}

/// What a scripted server does with one connection.
pub(crate) enum Turn {
    /// Answers over plain HTTP.
    Http(Vec<u8>),
    /// Shakes hands, sends these, and keeps the line open.
    Say(Vec<tungstenite::Message>),
    /// Shakes hands, sends these, then these bytes as they are, and keeps the line open.
    SayThenRaw(Vec<tungstenite::Message>, Vec<u8>),
    /// Shakes hands, sends these, and closes.
    SayAndClose(Vec<tungstenite::Message>),
}

/// A server that plays one turn a connection; further connections wait for ever.
pub(crate) struct Stage {
    pub(crate) at: SocketAddr,
    pub(crate) heard: Log,
}

impl Stage {
    pub(crate) async fn new(turns: Vec<Turn>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let heard = Log::default();
        let log = Arc::clone(&heard);
        spawn(async move {
            for turn in turns {
                let (stream, _) = listener.accept().await.unwrap();
                spawn(play(stream, turn, Arc::clone(&log)));
            }
            std::future::pending::<()>().await;
        });
        Self { at, heard }
    }

    /// What was asked for, connection by connection: path and query.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

async fn play(mut stream: TcpStream, turn: Turn, log: Log) {
    let (messages, raw, closes) = match turn {
        Turn::Http(answer) => {
            let head = read_head(&mut stream).await;
            let target = head.split(' ').nth(1).unwrap();
            log.lock().unwrap().push(target.to_owned());
            stream.write_all(&answer).await.unwrap();
            stream.shutdown().await.unwrap();
            return;
        }
        Turn::Say(messages) => (messages, vec![], false),
        Turn::SayThenRaw(messages, raw) => (messages, raw, false),
        Turn::SayAndClose(messages) => (messages, vec![], true),
    };
    #[expect(clippy::result_large_err, reason = "the form the library asks for")]
    let shake = |request: &Request, mut response: Response| {
        log.lock().unwrap().push(request.uri().to_string());
        if let Some(offered) = request.headers().get("sec-websocket-protocol") {
            let taken = offered.clone();
            response
                .headers_mut()
                .insert("sec-websocket-protocol", taken);
        }
        Ok(response)
    };
    let mut socket = accept_hdr_async(stream, shake).await.unwrap();
    for message in messages {
        // The client may have heard enough.
        let _ = socket.send(message).await;
    }
    let _ = socket.get_mut().write_all(&raw).await;
    if closes {
        let _ = socket.close(None).await;
    }
    while let Some(Ok(_)) = socket.next().await {}
}
