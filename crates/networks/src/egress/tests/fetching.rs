//! Redirects, limits, decompression.

use std::io::Write as _;

use http::{HeaderValue, header};
use tokio::{io::AsyncWriteExt as _, net::TcpListener};
use url::Url;

use super::{
    world::{self, Canary, Site, answer, egress_to, read_head, redirect, spawn},
    *,
};
use crate::egress::{fetch, target::Target};

fn small() -> GetOptions {
    GetOptions {
        body_max: 10_000,
        ..GetOptions::default()
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A site that answers everything with this.
async fn site_of(bytes: Vec<u8>) -> Site {
    Site::new(move |_| bytes.clone()).await
}

#[tokio::test]
async fn answer_comes_with_status_headers_and_body() {
    let site = site_of(answer("404 Not Found", &[("etag", "\"a\"")], b"rien")).await;
    let egress = egress_to(&[site.at]);
    let mut options = small();
    options
        .headers
        .insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"b\""));
    let fetched = egress.get(&site.url("/x?y"), &options).await.unwrap();
    assert_eq!(fetched.status, 404);
    assert_eq!(fetched.headers[header::ETAG], "\"a\"");
    assert_eq!(&fetched.body[..], b"rien");
    assert_eq!(fetched.url.as_str(), site.url("/x?y"));
    assert_eq!(fetched.permanent_url, None);
    let head = site.heads().remove(0);
    assert!(head.starts_with("GET /x?y HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("user-agent: vigie-test\r\n"), "{head}");
    assert!(head.contains("if-none-match: \"b\"\r\n"), "{head}");
    assert!(head.contains("accept-encoding: gzip\r\n"), "{head}");
}

#[tokio::test]
async fn redirect_into_the_house_is_refused_at_every_hop() {
    let canary = Canary::new();
    let port = canary.port;
    for code in [301, 302, 303, 307, 308] {
        for hop in 1..=5_usize {
            let site = Site::new(move |target| {
                let n: usize = target.trim_start_matches('/').parse().unwrap();
                if n == hop {
                    redirect(code, &format!("http://127.0.0.1:{port}/"))
                } else {
                    redirect(code, &format!("/{}", n + 1))
                }
            })
            .await;
            let mut settings = world::settings_for(&[site.at]);
            settings.ports.push(port);
            let egress = Egress::new(settings);
            let fetched = egress.get(&site.url("/1"), &small()).await;
            let is_private = matches!(
                fetched,
                Err(Error::Refused {
                    why: Refusal::Private,
                    ..
                })
            );
            assert!(is_private, "{code} at hop {hop}: {fetched:?}");
            assert_eq!(site.heads().len(), hop);
        }
    }
    canary.assert_not_called();
}

#[tokio::test]
async fn redirect_to_another_scheme_or_form_is_refused() {
    for to in [
        "file:///etc/passwd",
        "ftp://example.org/",
        "ws://example.org/",
        "javascript:alert(1)",
        "http://a:b@example.org/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://[",
    ] {
        let site = site_of(redirect(302, to)).await;
        let fetched = egress_to(&[site.at]).get(&site.url("/"), &small()).await;
        assert!(
            matches!(fetched, Err(Error::Refused { .. })),
            "{to}: {fetched:?}"
        );
    }
}

#[test]
fn redirect_from_https_to_http_is_refused() {
    let settings = Settings::new("vigie-test");
    let from = Target::parse("https://example.org/a", &settings).unwrap();
    let next = |to| fetch::next_target(&from, to, &settings);
    let refused = next("http://example.org/b");
    assert!(matches!(
        refused,
        Err(Error::Refused {
            why: Refusal::Downgrade,
            ..
        })
    ));
    assert_eq!(
        next("//other.example/b").unwrap().url.as_str(),
        "https://other.example/b"
    );
    assert_eq!(
        next("../c?d").unwrap().url.as_str(),
        "https://example.org/c?d"
    );
}

#[tokio::test]
async fn endless_redirects_stop() {
    let site = site_of(redirect(302, "/")).await;
    let fetched = egress_to(&[site.at]).get(&site.url("/"), &small()).await;
    assert!(matches!(fetched, Err(Error::Redirects(5))), "{fetched:?}");
    assert_eq!(site.heads().len(), 6);
    let none = GetOptions {
        redirects_max: 0,
        ..small()
    };
    let fetched = egress_to(&[site.at]).get(&site.url("/"), &none).await;
    assert!(matches!(fetched, Err(Error::Redirects(0))), "{fetched:?}");
}

#[tokio::test]
async fn only_permanent_redirects_are_remembered() {
    let site = Site::new(|target| match target {
        "/301" => redirect(301, "/308"),
        "/308" => redirect(308, "/end"),
        "/301-302" => redirect(301, "/302"),
        "/302" => redirect(302, "/301"),
        _ => answer("200 OK", &[], b""),
    })
    .await;
    let egress = egress_to(&[site.at]);
    for (from, permanent) in [
        ("/end", None),
        ("/301", Some("/end")),
        ("/308", Some("/end")),
        ("/302", None),
        ("/301-302", Some("/302")),
    ] {
        let fetched = egress.get(&site.url(from), &small()).await.unwrap();
        assert_eq!(fetched.url.as_str(), site.url("/end"));
        let permanent = permanent.map(|it| Url::parse(&site.url(it)).unwrap());
        assert_eq!(fetched.permanent_url, permanent, "{from}");
    }
}

#[tokio::test]
async fn credentials_stay_at_their_origin() {
    let other = site_of(answer("200 OK", &[], b"")).await;
    let away = other.url("/");
    let site = Site::new(move |target| match target {
        "/" => redirect(302, "/same"),
        _ => redirect(302, &away),
    })
    .await;
    let mut options = small();
    let mut secret = HeaderValue::from_static("s");
    secret.set_sensitive(true);
    options.headers.insert("x-key", secret);
    for (name, value) in [
        ("authorization", "s"),
        ("cookie", "s"),
        ("accept", "text/html"),
    ] {
        options
            .headers
            .insert(name, HeaderValue::from_static(value));
    }
    let egress = egress_to(&[site.at, other.at]);
    egress.get(&site.url("/"), &options).await.unwrap();
    let has = |head: &str, name: &str| head.contains(&format!("\r\n{name}: "));
    for head in site.heads() {
        for name in ["x-key", "authorization", "cookie", "accept"] {
            assert!(has(&head, name), "{name}: {head}");
        }
    }
    let head = other.heads().remove(0);
    for name in ["x-key", "authorization", "cookie", "referer"] {
        assert!(!has(&head, name), "{name}: {head}");
    }
    assert!(has(&head, "accept"), "{head}");
}

#[tokio::test]
async fn compressed_body_is_given_plain() {
    let encoded = [("content-encoding", "gzip")];
    let plain = "é".repeat(2_000);
    let two_members = [gzip(plain.as_bytes()), gzip(b"fin")].concat();
    let site = site_of(answer("200 OK", &encoded, &two_members)).await;
    let fetched = egress_to(&[site.at])
        .get(&site.url("/"), &small())
        .await
        .unwrap();
    assert_eq!(fetched.body, format!("{plain}fin"));
    assert!(!fetched.headers.contains_key(header::CONTENT_ENCODING));
    assert!(!fetched.headers.contains_key(header::CONTENT_LENGTH));
    let site = site_of(answer("200 OK", &encoded, b"")).await;
    let fetched = egress_to(&[site.at])
        .get(&site.url("/"), &small())
        .await
        .unwrap();
    assert!(fetched.body.is_empty());
}

#[tokio::test]
async fn compressed_body_that_is_not_is_an_error() {
    let whole = gzip(b"bonjour");
    for (encoding, body) in [
        ("gzip", &b"not gzip"[..]),
        ("gzip", &whole[..whole.len() - 3]),
        ("br", b"x"),
    ] {
        let site = site_of(answer("200 OK", &[("content-encoding", encoding)], body)).await;
        let fetched = egress_to(&[site.at]).get(&site.url("/"), &small()).await;
        assert!(
            matches!(fetched, Err(Error::Broken(_))),
            "{encoding}: {fetched:?}"
        );
    }
}

#[tokio::test]
async fn bomb_stops_at_the_limit() {
    let bomb = gzip(&vec![0; 9_000_000]);
    assert!(bomb.len() < 10_000);
    let site = site_of(answer("200 OK", &[("content-encoding", "gzip")], &bomb)).await;
    let error = egress_to(&[site.at])
        .get(&site.url("/"), &small())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Bomb(10_000)), "{error:?}");
    assert_eq!(error.drop_reason(), Some(model::DropReason::Bomb));
}

/// A site whose answer never ends: it repeats `chunk`, at this pace.
async fn endless_site(chunk: &'static [u8], pace: Option<Duration>) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_head(&mut stream).await;
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n\r\n<";
        stream.write_all(head).await.unwrap();
        let mut pace = pace.map(tokio::time::interval);
        while stream.write_all(chunk).await.is_ok() {
            if let Some(pace) = &mut pace {
                pace.tick().await;
            }
        }
    });
    at
}

#[tokio::test]
async fn endless_body_stops_at_the_limit() {
    let at = endless_site(&[b' '; 1000], None).await;
    let error = egress_to(&[at])
        .get(&format!("http://{at}/"), &small())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::TooLarge(10_000)), "{error:?}");
    assert_eq!(error.drop_reason(), Some(model::DropReason::TooLarge));
}

#[tokio::test]
async fn body_announced_too_large_is_not_read() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_head(&mut stream).await;
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 10001\r\n\r\n";
        stream.write_all(head).await.unwrap();
        std::future::pending::<()>().await;
    });
    let fetched = egress_to(&[at])
        .get(&format!("http://{at}/"), &small())
        .await;
    assert!(
        matches!(fetched, Err(Error::TooLarge(10_000))),
        "{fetched:?}"
    );
}

#[tokio::test]
async fn user_agent_that_no_header_can_hold_is_cut_down() {
    let site = site_of(answer("200 OK", &[], b"")).await;
    let mut settings = world::settings_for(&[site.at]);
    settings.user_agent = "vigie\r\nx: é y".into();
    let egress = Egress::new(settings);
    egress.get(&site.url("/"), &small()).await.unwrap();
    let head = site.heads().remove(0);
    assert!(head.contains("user-agent: vigiex:  y\r\n"), "{head}");
}

#[tokio::test]
async fn slow_body_stops_at_the_deadline() {
    let at = endless_site(b" ", Some(Duration::from_millis(20))).await;
    let options = GetOptions {
        deadline: Duration::from_millis(200),
        ..small()
    };
    let fetched = egress_to(&[at])
        .get(&format!("http://{at}/"), &options)
        .await;
    assert!(matches!(fetched, Err(Error::Deadline(_))), "{fetched:?}");
}

#[tokio::test]
async fn closed_port_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    drop(listener);
    let error = egress_to(&[at])
        .get(&format!("http://{at}/"), &small())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Connect { .. }), "{error:?}");
    let error = crate::NetError::from(error);
    assert_eq!(error.kind, crate::Kind::Transient);
    assert!(error.source.is_some());
}

#[tokio::test]
async fn server_without_tls_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let clear = answer("200 OK", &[], b"clair");
            stream.write_all(&clear).await.unwrap();
        }
    });
    let egress = egress_to(&[at]);
    let fetched = egress.get(&format!("https://{at}/"), &small()).await;
    assert!(matches!(fetched, Err(Error::Connect { .. })), "{fetched:?}");
    let opened = egress
        .websocket(&format!("wss://{at}/"), &SocketOptions::default())
        .await;
    assert!(matches!(opened, Err(Error::Connect { .. })));
}
