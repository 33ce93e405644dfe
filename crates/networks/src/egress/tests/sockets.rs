//! WebSockets: what comes through, what ends them, what is refused.

use futures_util::{SinkExt as _, StreamExt as _};
use http::HeaderValue;
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
};
use tokio_tungstenite::{
    WebSocketStream, accept_async, accept_hdr_async,
    tungstenite::{
        self,
        handshake::server::{Request, Response},
    },
};

use super::{
    world::{Canary, Site, answer, egress_to, redirect, spawn},
    *,
};

/// Opens a socket to a server that does this with it.
async fn socket_to<F>(
    options: SocketOptions,
    serve: impl FnOnce(WebSocketStream<TcpStream>) -> F + Send + 'static,
) -> Socket
where
    F: Future<Output = ()> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        serve(accept_async(stream).await.unwrap()).await;
    });
    let url = format!("ws://{at}/");
    egress_to(&[at]).websocket(&url, &options).await.unwrap()
}

#[tokio::test]
async fn messages_come_in_order_and_pings_do_not() {
    let mut socket = socket_to(SocketOptions::default(), |mut it| async move {
        for message in [
            tungstenite::Message::text("un"),
            tungstenite::Message::Ping("?".into()),
            tungstenite::Message::binary(vec![2]),
        ] {
            it.send(message).await.unwrap();
        }
        // The pong of the client, then the end.
        assert!(it.next().await.unwrap().unwrap().is_pong());
        it.close(None).await.unwrap();
    })
    .await;
    assert_eq!(socket.next().await.unwrap(), Message::Text("un".into()));
    assert_eq!(
        socket.next().await.unwrap(),
        Message::Binary(vec![2].into())
    );
    let end = socket.next().await.unwrap_err();
    assert!(matches!(end, Error::Closed { code: None, .. }), "{end:?}");
}

#[tokio::test]
async fn closing_tells_code_and_reason() {
    let mut socket = socket_to(SocketOptions::default(), |mut it| async move {
        let frame = tungstenite::protocol::CloseFrame {
            code: 1008.into(),
            reason: "trop\u{7} lent".into(),
        };
        it.close(Some(frame)).await.unwrap();
    })
    .await;
    let end = socket.next().await.unwrap_err();
    assert_eq!(
        end.to_string(),
        "the server closed the connection (1008: trop lent)"
    );
}

#[tokio::test]
async fn cut_line_is_an_error() {
    let mut socket = socket_to(SocketOptions::default(), |it| async move { drop(it) }).await;
    let end = socket.next().await.unwrap_err();
    assert!(
        matches!(end, Error::Broken(_) | Error::Closed { .. }),
        "{end:?}"
    );
}

#[tokio::test]
async fn message_over_the_limit_is_too_large() {
    let options = SocketOptions {
        message_max: 1000,
        ..SocketOptions::default()
    };
    let mut socket = socket_to(options, |mut it| async move {
        it.send(tungstenite::Message::binary(vec![0; 1001]))
            .await
            .unwrap();
        std::future::pending::<()>().await;
    })
    .await;
    let end = socket.next().await.unwrap_err();
    assert!(matches!(end, Error::TooLarge(1000)), "{end:?}");
}

#[tokio::test]
async fn text_that_is_not_utf8_is_told_apart() {
    let mut socket = socket_to(SocketOptions::default(), |mut it| async move {
        it.get_mut()
            .write_all(&[0x81, 2, 0xc3, 0x28])
            .await
            .unwrap();
        std::future::pending::<()>().await;
    })
    .await;
    let end = socket.next().await.unwrap_err();
    assert!(matches!(end, Error::NotUtf8), "{end:?}");
}

#[tokio::test]
async fn silent_line_is_pinged_then_given_up() {
    let options = SocketOptions {
        idle_max: Duration::from_millis(200),
        ..SocketOptions::default()
    };
    // Accepts, then neither reads nor writes.
    let mut socket = socket_to(options, |it| async move {
        let _kept = it;
        std::future::pending::<()>().await;
    })
    .await;
    let end = socket.next().await.unwrap_err();
    assert!(matches!(end, Error::Idle(_)), "{end:?}");
}

#[tokio::test]
async fn quiet_line_that_answers_pings_stays_open() {
    let options = SocketOptions {
        idle_max: Duration::from_millis(200),
        ..SocketOptions::default()
    };
    let mut socket = socket_to(options, |mut it| async move {
        // Reading answers the pings; after three of them, a word.
        for _ in 0..3 {
            assert!(it.next().await.unwrap().unwrap().is_ping());
        }
        it.send(tungstenite::Message::text("là")).await.unwrap();
        std::future::pending::<()>().await;
    })
    .await;
    assert_eq!(socket.next().await.unwrap(), Message::Text("là".into()));
}

#[tokio::test]
async fn dropped_wait_loses_no_message() {
    let (tell, told) = tokio::sync::oneshot::channel();
    let mut socket = socket_to(SocketOptions::default(), |mut it| async move {
        told.await.unwrap();
        for n in 0..50 {
            it.send(tungstenite::Message::text(n.to_string()))
                .await
                .unwrap();
        }
        std::future::pending::<()>().await;
    })
    .await;
    // Nothing was sent yet: this wait is given up.
    let wait = tokio::time::timeout(Duration::from_millis(5), socket.next()).await;
    assert!(wait.is_err());
    tell.send(()).unwrap();
    let mut heard = Vec::new();
    while heard.len() < 50 {
        let wait = std::pin::pin!(socket.next());
        if let Ok(message) = tokio::time::timeout(Duration::from_micros(20), wait).await {
            heard.push(message.unwrap());
        }
    }
    let expect: Vec<_> = (0..50)
        .map(|it| Message::Text(it.to_string().into()))
        .collect();
    assert_eq!(heard, expect);
}

#[tokio::test]
async fn headers_and_subprotocol_are_offered() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (tell, told) = tokio::sync::oneshot::channel();
    spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut heard = None;
        #[expect(clippy::result_large_err, reason = "the form the library asks for")]
        let shake = |request: &Request, mut response: Response| {
            heard = Some(request.headers().clone());
            let taken = HeaderValue::from_static("xrpc.v1.json");
            response
                .headers_mut()
                .insert("sec-websocket-protocol", taken);
            Ok(response)
        };
        let _open = accept_hdr_async(stream, shake).await.unwrap();
        tell.send(heard.unwrap()).unwrap();
        std::future::pending::<()>().await;
    });
    let mut options = SocketOptions {
        subprotocols: vec!["xrpc.v1.json"],
        ..SocketOptions::default()
    };
    options
        .headers
        .insert("x-key", HeaderValue::from_static("s"));
    let opened = egress_to(&[at])
        .websocket(&format!("ws://{at}/"), &options)
        .await;
    assert!(opened.is_ok());
    let heard = told.await.unwrap();
    assert_eq!(heard["user-agent"], "vigie-test");
    assert_eq!(heard["sec-websocket-protocol"], "xrpc.v1.json");
    assert_eq!(heard["x-key"], "s");
}

#[tokio::test]
async fn refused_handshake_tells_status_and_reason() {
    let body = br#"{"error":"CursorTooOld"}"#;
    let site = Site::new(|target| match target {
        "/429" => answer("429 Too Many Requests", &[("retry-after", "7")], b""),
        _ => answer("400 Bad Request", &[], body),
    })
    .await;
    let egress = egress_to(&[site.at]);
    let open = async |path: &str| {
        let url = format!("ws://{}{path}", site.at);
        egress
            .websocket(&url, &SocketOptions::default())
            .await
            .err()
            .unwrap()
    };
    let Error::Status {
        status, body: told, ..
    } = open("/").await
    else {
        panic!("not a status");
    };
    assert_eq!((status.as_u16(), told.as_bytes()), (400, &body[..]));
    let limited = crate::NetError::from(open("/429").await);
    assert_eq!(limited.kind, crate::Kind::RateLimited);
    assert_eq!(limited.retry_after, Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn redirect_of_a_handshake_is_not_followed() {
    let canary = Canary::new();
    let to = format!("ws://127.0.0.1:{}/", canary.port);
    let site = Site::new(move |_| redirect(302, &to)).await;
    let opened = egress_to(&[site.at])
        .websocket(&format!("ws://{}/", site.at), &SocketOptions::default())
        .await;
    assert!(matches!(opened, Err(Error::Status { .. })));
    canary.assert_not_called();
}

#[tokio::test]
async fn server_that_never_shakes_hands_meets_the_deadline() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let options = SocketOptions {
        deadline: Duration::from_millis(200),
        ..SocketOptions::default()
    };
    let opened = egress_to(&[at])
        .websocket(&format!("ws://{at}/"), &options)
        .await;
    assert!(matches!(opened, Err(Error::Deadline(_))));
}
