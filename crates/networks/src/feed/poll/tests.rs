use std::{
    future::pending,
    io::Write as _,
    sync::{Arc, Mutex},
    time::Duration,
};

use flate2::{Compression, write::GzEncoder};
use model::{
    Checkpoint, DropReason, Event, FailReason,
    seam::{Clock, ManualClock},
};
use tokio::{io::AsyncWriteExt as _, net::TcpListener};

use super::{Feed, Look, Settings, moved_to};
use crate::{
    EventStream as _, Kind, Listen as _, Mode, NetError,
    egress::tests::world::{Site, answer, egress_to, read_head, redirect, spawn},
};

const ONE: &str = "<item><guid>urn:article:un</guid><title>Un</title></item>";
const TWO: &str = "<item><guid>urn:article:deux</guid><title>Deux</title></item>";

fn rss(items: &str) -> String {
    format!("<rss version='2.0'><channel><title>Le Journal</title>{items}</channel></rss>")
}

fn ok(headers: &[(&str, &str)], items: &str) -> Vec<u8> {
    answer("200 OK", headers, rss(items).as_bytes())
}

/// A site that gives one answer after the other, whatever it is asked; the last one stays.
async fn site(answers: Vec<Vec<u8>>) -> Site {
    let answers = Mutex::new(answers);
    Site::new(move |_| {
        let mut answers = answers.lock().unwrap();
        if answers.len() > 1 {
            answers.remove(0)
        } else {
            answers[0].clone()
        }
    })
    .await
}

fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at("2026-11-21T12:00:00Z".parse().unwrap()))
}

fn feed(site: &Site) -> Feed {
    let settings = Settings {
        url: site.url("/flux.xml").into(),
        every: None,
    };
    Feed::new(settings, egress_to(&[site.at]), clock()).unwrap()
}

/// All a look gives, and how it ends.
async fn drain(mut look: Look) -> (Vec<Event>, Option<NetError>) {
    let mut events = Vec::new();
    loop {
        match look.next().await {
            Ok(Some(event)) => events.push(event),
            Ok(None) => return (events, None),
            Err(error) => return (events, Some(error)),
        }
    }
}

/// A look that goes well: the titles it gave, and what to remember.
async fn titles(feed: &Feed, from: Option<Checkpoint>) -> (Vec<String>, Checkpoint) {
    let (events, failed) = drain(feed.look(from).await.unwrap()).await;
    assert!(failed.is_none(), "{failed:?}");
    let mut titles = Vec::new();
    let mut mark = None;
    for event in events {
        match event {
            Event::Post(post) => titles.push(post.title.unwrap().into_raw()),
            Event::Mark(checkpoint) => mark = Some(checkpoint),
            other => panic!("{other:?}"),
        }
    }
    (titles, mark.expect("a look ends with a mark"))
}

async fn failure(feed: &Feed, from: Option<Checkpoint>) -> NetError {
    match feed.look(from).await {
        Err(error) => error,
        Ok(look) => drain(look).await.1.expect("the look fails"),
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .find_map(|line| {
            line.split_once(": ")
                .filter(|it| it.0.eq_ignore_ascii_case(name))
        })
        .map(|it| it.1)
}

#[tokio::test]
async fn unchanged_feed_is_asked_with_what_it_said_and_gives_nothing() {
    let site = site(vec![
        ok(
            &[
                ("etag", "\"v1\""),
                ("last-modified", "Fri, 20 Nov 2026 10:00:00 GMT"),
            ],
            ONE,
        ),
        answer("304 Not Modified", &[], b""),
        ok(&[("etag", "\"v2\"")], &format!("{TWO}{ONE}")),
        answer("304 Not Modified", &[], b""),
    ])
    .await;
    let feed = feed(&site);
    let (first, mark) = titles(&feed, None).await;
    assert_eq!(first, ["Un"]);
    let (second, mark) = titles(&feed, Some(mark)).await;
    assert_eq!(second, [""; 0]);
    let (third, mark) = titles(&feed, Some(mark)).await;
    assert_eq!(third, ["Deux"]);
    titles(&feed, Some(mark)).await;
    let heads = site.heads();
    assert_eq!(header(&heads[0], "if-none-match"), None);
    assert_eq!(header(&heads[1], "if-none-match"), Some("\"v1\""));
    assert_eq!(
        header(&heads[1], "if-modified-since"),
        Some("Fri, 20 Nov 2026 10:00:00 GMT")
    );
    assert_eq!(header(&heads[3], "if-none-match"), Some("\"v2\""));
    assert_eq!(header(&heads[3], "if-modified-since"), None);
    assert!(
        header(&heads[0], "accept")
            .unwrap()
            .contains("application/rss+xml")
    );
}

#[tokio::test]
async fn permanent_move_is_remembered_and_temporary_is_not() {
    for (code, expect) in [
        (301, "/neuf.xml"),
        (308, "/neuf.xml"),
        (302, "/flux.xml"),
        (307, "/flux.xml"),
    ] {
        let site = Site::new(move |target| match target {
            "/flux.xml" => redirect(code, "/neuf.xml"),
            _ => ok(&[], ONE),
        })
        .await;
        let feed = feed(&site);
        let (_, mark) = titles(&feed, None).await;
        let moved = (expect == "/neuf.xml").then(|| site.url(expect));
        assert_eq!(moved_to(&site.url("/flux.xml"), &mark), moved, "{code}");
        assert_eq!(moved_to(&site.url("/autre.xml"), &mark), None, "{code}");
        let (again, _) = titles(&feed, Some(mark)).await;
        assert_eq!(again, [""; 0]);
        let third = site.heads()[2].clone();
        assert!(
            third.starts_with(&format!("GET {expect} ")),
            "{code}: {third}"
        );
    }
}

#[tokio::test]
async fn move_that_leads_nowhere_is_taken_back() {
    let moves = Mutex::new(true);
    let site = Site::new(move |target| {
        let mut moves = moves.lock().unwrap();
        match (target, *moves) {
            ("/flux.xml", true) => redirect(301, "/neuf.xml"),
            ("/flux.xml", false) => ok(&[], TWO),
            (_, true) => {
                *moves = false;
                ok(&[], ONE)
            }
            (_, false) => answer("404 Not Found", &[], b""),
        }
    })
    .await;
    let feed = feed(&site);
    let (first, mark) = titles(&feed, None).await;
    assert_eq!(first, ["Un"]);
    let (second, mark) = titles(&feed, Some(mark)).await;
    assert_eq!(second, ["Deux"]);
    titles(&feed, Some(mark)).await;
    let targets: Vec<String> = site
        .heads()
        .iter()
        .map(|it| it.split(' ').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(
        targets,
        [
            "/flux.xml",
            "/neuf.xml",
            "/neuf.xml",
            "/flux.xml",
            "/flux.xml"
        ]
    );
}

#[tokio::test]
async fn move_to_a_page_that_is_no_feed_is_not_believed() {
    let site = Site::new(|target| match target {
        "/flux.xml" => redirect(301, "/portail"),
        _ => answer("200 OK", &[], b"<html><body>Identifiez-vous</body></html>"),
    })
    .await;
    let feed = feed(&site);
    let (events, failed) = drain(feed.look(None).await.unwrap()).await;
    let [
        Event::Dropped {
            reason: DropReason::NotAFeed,
            sample,
        },
    ] = events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert!(sample.contains("Identifiez-vous"));
    assert_eq!(failed.unwrap().kind, Kind::Transient);
}

#[tokio::test]
async fn page_that_announces_a_feed_says_which() {
    let site = site(vec![answer(
        "200 OK",
        &[],
        b"<link rel=alternate type=application/rss+xml href=/rss>",
    )])
    .await;
    let error = failure(&feed(&site), None).await;
    assert_eq!(
        error.message,
        format!(
            "the page is not a feed; it announces one at {}",
            site.url("/rss")
        )
    );
}

#[tokio::test]
async fn refusals_mean_what_they_say() {
    type Case = (
        &'static str,
        &'static [(&'static str, &'static str)],
        Kind,
        Option<u64>,
    );
    let cases: [Case; 9] = [
        ("410 Gone", &[], Kind::Gone, None),
        (
            "429 Too Many Requests",
            &[("retry-after", "120")],
            Kind::RateLimited,
            Some(120),
        ),
        (
            "429 Too Many Requests",
            &[("retry-after", "Sat, 21 Nov 2026 12:10:00 GMT")],
            Kind::RateLimited,
            Some(600),
        ),
        ("429 Too Many Requests", &[], Kind::RateLimited, Some(900)),
        (
            "503 Service Unavailable",
            &[("retry-after", "60")],
            Kind::RateLimited,
            Some(60),
        ),
        ("503 Service Unavailable", &[], Kind::Transient, None),
        ("500 Internal Server Error", &[], Kind::Transient, None),
        ("404 Not Found", &[], Kind::Transient, Some(3600)),
        ("403 Forbidden", &[], Kind::Transient, Some(3600)),
    ];
    for (status, headers, kind, wait) in cases {
        let site = site(vec![answer(status, headers, b"<html>no</html>")]).await;
        let error = failure(&feed(&site), None).await;
        assert_eq!(error.kind, kind, "{status}");
        assert_eq!(error.retry_after, wait.map(Duration::from_secs), "{status}");
        assert!(error.message.contains(&status[..3]), "{}", error.message);
    }
}

#[tokio::test]
async fn bomb_is_dropped_and_the_source_goes_on() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..64 {
        gzip.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let bomb = answer(
        "200 OK",
        &[("content-encoding", "gzip")],
        &gzip.finish().unwrap(),
    );
    let site = site(vec![bomb, ok(&[], ONE)]).await;
    let feed = feed(&site);
    let (events, failed) = drain(feed.look(None).await.unwrap()).await;
    assert!(
        matches!(
            events.as_slice(),
            [Event::Dropped {
                reason: DropReason::Bomb,
                ..
            }]
        ),
        "{events:?}"
    );
    assert_eq!(failed.unwrap().kind, Kind::Transient);
    assert_eq!(titles(&feed, None).await.0, ["Un"]);
}

#[tokio::test]
async fn body_cut_short_is_a_failure_and_nothing_is_remembered() {
    let mut cut = ok(&[("etag", "\"v1\"")], ONE);
    cut.truncate(cut.len() - 10);
    let site = site(vec![cut]).await;
    assert_eq!(failure(&feed(&site), None).await.kind, Kind::Transient);
}

#[tokio::test(start_paused = true)]
async fn body_that_never_ends_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_head(&mut stream).await;
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n<rss version='2.0'>";
        stream.write_all(head).await.unwrap();
        pending::<()>().await;
    });
    let settings = Settings {
        url: format!("http://{at}/").into(),
        every: None,
    };
    let feed = Feed::new(settings, egress_to(&[at]), clock()).unwrap();
    assert_eq!(failure(&feed, None).await.kind, Kind::Transient);
}

#[tokio::test]
async fn broken_items_are_told_with_the_others() {
    let site = site(vec![ok(&[], &format!("<item/>{ONE}"))]).await;
    let (events, failed) = drain(feed(&site).look(None).await.unwrap()).await;
    assert!(failed.is_none());
    let kinds: Vec<&str> = events
        .iter()
        .map(|event| match event {
            Event::Dropped { reason, .. } => reason.as_str(),
            Event::Post(_) => "post",
            Event::Mark(_) => "mark",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["incomplete", "post", "mark"]);
}

#[tokio::test]
async fn pace_follows_the_feed_and_survives_a_restart() {
    let asleep = ok(&[], ONE);
    let site = site(vec![
        asleep.clone(),
        asleep.clone(),
        ok(&[("cache-control", "max-age=7200")], ONE),
    ])
    .await;
    let poll = |feed: &Feed| match feed.mode() {
        Mode::Poll { min } => min.as_secs(),
        other => panic!("{other:?}"),
    };
    let first = feed(&site);
    assert_eq!(poll(&first), 900);
    let (_, mark) = titles(&first, None).await;
    assert_eq!(poll(&first), 450);
    let restarted = feed(&site);
    let (_, mark) = titles(&restarted, Some(mark)).await;
    assert_eq!(poll(&restarted), 675);
    titles(&restarted, Some(mark)).await;
    assert_eq!(poll(&restarted), 7200);
}

#[tokio::test]
async fn own_feed_is_asked_as_often_as_told_and_others_no_more_than_is_polite() {
    let every = |url: &str, seconds| {
        let egress = egress_to(&["127.0.0.1:9".parse().unwrap()]);
        let settings = Settings {
            url: url.into(),
            every: Some(Duration::from_secs(seconds)),
        };
        match Feed::new(settings, egress, clock()).unwrap().mode() {
            Mode::Poll { min } => min.as_secs(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(every("http://127.0.0.1:9/flux", 2), 2);
    assert_eq!(every("http://127.0.0.1:9/flux", 0), 1);
    assert_eq!(every("https://journal.example/flux", 2), 300);
    assert_eq!(every("https://journal.example/flux", 1_000_000), 86_400);
}

#[tokio::test]
async fn checkpoint_of_another_feed_or_of_nobody_starts_over() {
    let (one, two) = (
        site(vec![ok(&[("etag", "\"v1\"")], ONE)]).await,
        site(vec![ok(&[], ONE)]).await,
    );
    let (_, mark) = titles(&feed(&one), None).await;
    assert_eq!(titles(&feed(&two), Some(mark)).await.0, ["Un"]);
    assert_eq!(header(&two.heads()[0], "if-none-match"), None);
    for nonsense in [&b""[..], b"{}", b"\x28\xb5\x2f\xfd\x00\x00", &[0xff; 100]] {
        assert_eq!(
            titles(&feed(&two), Some(Checkpoint(nonsense.to_vec())))
                .await
                .0,
            ["Un"]
        );
    }
}

#[test]
fn addresses_that_cannot_be_asked_are_refused() {
    for url in [
        "",
        "flux",
        "ftp://journal.example/",
        "file:///etc/passwd",
        "http://10.0.0.1/flux",
        "wss://journal.example/",
    ] {
        let settings = Settings {
            url: url.into(),
            every: None,
        };
        let error = Feed::new(settings, egress_to(&[]), clock())
            .err()
            .unwrap_or_else(|| panic!("{url}"));
        assert!(
            matches!(error.kind, Kind::Refused | Kind::Invalid),
            "{url}: {error}"
        );
    }
}

#[tokio::test]
async fn failures_have_names_that_people_can_be_told() {
    for (status, reason) in [
        ("403 Forbidden", FailReason::Forbidden),
        ("404 Not Found", FailReason::Gone),
        ("410 Gone", FailReason::Gone),
        ("418 I'm a teapot", FailReason::Rejected),
        ("429 Too Many Requests", FailReason::RateLimited),
        ("503 Service Unavailable", FailReason::Unwell),
    ] {
        let site = site(vec![answer(status, &[], b"")]).await;
        assert_eq!(failure(&feed(&site), None).await.reason, reason, "{status}");
    }
    let page = site(vec![answer("200 OK", &[], b"<!doctype html><p>Bonjour")]).await;
    let told = failure(&feed(&page), None).await;
    assert_eq!(told.reason, FailReason::NotAFeed);
    let nobody = format!("http://{}/flux.xml", page.at);
    drop(page);
    let settings = Settings {
        url: nobody.into(),
        every: None,
    };
    let refused = Feed::new(
        settings,
        crate::egress::Egress::new(crate::egress::Settings::new("test")),
        clock(),
    );
    assert_eq!(refused.err().unwrap().reason, FailReason::Address);
}
