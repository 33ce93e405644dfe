use std::{collections::BTreeSet, future::Future, sync::LazyLock, time::Duration};

use futures_util::StreamExt;
use jiff::Timestamp;
use model::seam::ManualClock;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::{Handle, Sandbox, Settings, World, media::PICTURES};

fn start() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

/// Played once: every test begins at the same noon.
static WORLD: LazyLock<World> = LazyLock::new(|| {
    World::generate(&Settings {
        days: 2,
        ..Settings::new(11, start())
    })
});

/// Serves two days of past, none of live, while `visit` looks.
async fn visit<F: Future<Output = ()>>(visit: impl FnOnce(Handle) -> F) {
    visit_with(usize::MAX, |handle, _| visit(handle)).await;
}

async fn visit_with<F: Future<Output = ()>>(
    retention_events: usize,
    visit: impl FnOnce(Handle, Arc<ManualClock>) -> F,
) {
    let mut world = WORLD.clone();
    world.settings.retention_events = retention_events;
    let clock = Arc::new(ManualClock::at(start()));
    let stop = CancellationToken::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let sandbox = Sandbox::open(world, listener, clock.clone(), None, stop.clone()).unwrap();
    let handle = sandbox.handle();
    let visit = async {
        visit(handle, clock).await;
        stop.cancel();
    };
    let (ran, ()) = tokio::join!(sandbox.run(), visit);
    ran.unwrap();
}

async fn connect(handle: &Handle) -> TcpStream {
    TcpStream::connect(handle.base_url().strip_prefix("http://").unwrap())
        .await
        .unwrap()
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.body))
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|it| it.split_once(": "));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

async fn ask(handle: &Handle, request: &str, headers: &str, body: &str) -> Answer {
    let mut connection = connect(handle).await;
    let length = body.len();
    let head = format!(
        "{request} HTTP/1.1\r\nhost: sim\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    connection
        .write_all((head + body).as_bytes())
        .await
        .unwrap();
    let mut bytes = Vec::new();
    connection.read_to_end(&mut bytes).await.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|it| it.parse().ok())
        .unwrap_or(0);
    let body = if head.to_lowercase().contains("transfer-encoding: chunked") {
        unchunk(body)
    } else {
        body.to_owned()
    };
    Answer {
        status,
        head: head.to_owned(),
        body,
    }
}

fn unchunk(mut rest: &str) -> String {
    let mut out = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap();
        out.push_str(&after[..size]);
        rest = after[size..].trim_start_matches("\r\n");
    }
    out
}

async fn get_path(handle: &Handle, path: &str) -> Answer {
    ask(handle, &format!("GET {path}"), "", "").await
}

async fn set_faults(handle: &Handle, rules: Value) -> u16 {
    ask(
        handle,
        "POST /api/v1/faults",
        "",
        &json!({ "rules": rules }).to_string(),
    )
    .await
    .status
}

async fn stream(handle: &Handle, query: &str) -> WebSocketStream<TcpStream> {
    let url = format!(
        "{}/api/v1/stream{query}",
        handle.base_url().replace("http", "ws")
    );
    client_async(url, connect(handle).await).await.unwrap().0
}

/// Everything until the `live` frame, which is left out.
async fn past(socket: &mut WebSocketStream<TcpStream>) -> Vec<String> {
    let mut frames = Vec::new();
    while let Some(Ok(message)) = socket.next().await {
        let Message::Text(text) = message else {
            continue;
        };
        if text.contains("\"kind\":\"live\"") {
            break;
        }
        frames.push(text.to_string());
    }
    frames
}

#[tokio::test]
async fn network_tells_where_it_stands() {
    visit(async |handle| {
        let network = get_path(&handle, "/api/v1/network").await.json();
        assert_eq!(network["city"], "Aubrelac");
        assert_eq!(network["first_seq"], 1);
        assert_eq!(network["last_seq"], handle.last_seq());
        assert_eq!(network["now"], "2026-11-22T12:00:00.000000Z");
    })
    .await;
}

#[tokio::test]
async fn stream_sends_the_whole_past_in_order() {
    visit(async |handle| {
        let all = past(&mut stream(&handle, "?cursor=0").await).await;
        assert_eq!(all, handle.truth(1, usize::MAX));
        let some = past(&mut stream(&handle, "?cursor=100").await).await;
        assert_eq!(some, all[100..]);
        assert!(past(&mut stream(&handle, "").await).await.is_empty());
        assert!(
            past(&mut stream(&handle, "?cursor=99999999").await)
                .await
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn stream_goes_on_with_the_present() {
    visit_with(usize::MAX, async |handle, clock| {
        let mut socket = stream(&handle, "").await;
        assert!(past(&mut socket).await.is_empty());
        let last = handle.last_seq();
        clock.advance(Duration::from_secs(30));
        let frame = socket.next().await.unwrap().unwrap().into_text().unwrap();
        assert_eq!(handle.truth(last + 1, 1), [frame.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn a_cursor_too_old_is_told_of_the_gap() {
    visit_with(50, async |handle, _| {
        let last = handle.last_seq();
        let frames = past(&mut stream(&handle, "?cursor=3").await).await;
        let gap: Value = serde_json::from_str(&frames[0]).unwrap();
        assert_eq!(
            (&gap["kind"], &gap["gap"]),
            (&json!("gap"), &json!({ "from": 4, "to": last - 50 }))
        );
        assert_eq!(frames[1..], handle.truth(last - 49, usize::MAX));
    })
    .await;
}

#[tokio::test]
async fn frames_hold_what_the_contract_says() {
    visit(async |handle| {
        let mut kinds = BTreeSet::new();
        for line in handle.truth(1, usize::MAX) {
            let frame: Value = serde_json::from_str(&line).unwrap();
            let kind = frame["kind"].as_str().unwrap().to_owned();
            let member = if kind == "edit" { "post" } else { &kind };
            assert!(frame[member].is_object(), "{line}");
            assert!(
                frame["at"]
                    .as_str()
                    .is_some_and(|it| it.len() == 27 && it.ends_with('Z')),
                "{line}"
            );
            if member == "post" {
                let post = &frame["post"];
                for key in [
                    "id",
                    "author",
                    "created_at",
                    "text",
                    "media",
                    "counts",
                    "url",
                ] {
                    assert!(!post[key].is_null(), "{key} in {line}");
                }
                // An `edit` of a poll tells of votes, never of words.
                let is_reworded = kind == "edit" && post["poll"].is_null();
                assert_eq!(post["edited_at"].is_string(), is_reworded, "{line}");
                assert!(
                    post["author"]["avatar"]
                        .as_str()
                        .is_some_and(|it| it.starts_with(handle.base_url()))
                );
            }
            kinds.insert(kind);
        }
        assert!(
            kinds.is_superset(
                &["post", "counts", "edit", "delete"]
                    .map(str::to_owned)
                    .into()
            ),
            "{kinds:?}"
        );
    })
    .await;
}

/// The ids of a post that stands and of one that is deleted.
fn some_posts(handle: &Handle) -> (Value, String) {
    let frames: Vec<Value> = handle
        .truth(1, usize::MAX)
        .iter()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    let gone: BTreeSet<&str> = frames
        .iter()
        .filter_map(|it| it["delete"]["id"].as_str())
        .collect();
    let stands = |it: &&Value| {
        it["kind"] == "post"
            && it["post"]["text"] != ""
            && !gone.contains(it["post"]["id"].as_str().unwrap())
    };
    let standing = frames.iter().find(stands).unwrap()["post"].clone();
    (standing, (*gone.first().unwrap()).to_owned())
}

#[tokio::test]
async fn posts_are_given_one_by_one() {
    visit(async |handle| {
        let (standing, gone) = some_posts(&handle);
        let path = format!("/api/v1/posts/{}", standing["id"].as_str().unwrap());
        let given = get_path(&handle, &path).await;
        assert_eq!(
            (given.status, &given.json()["text"]),
            (200, &standing["text"])
        );
        assert_eq!(
            get_path(&handle, &format!("/api/v1/posts/{gone}"))
                .await
                .status,
            410
        );
        assert_eq!(get_path(&handle, "/api/v1/posts/nope").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn profiles_are_found_by_handle() {
    visit(async |handle| {
        let found = get_path(
            &handle,
            "/api/v1/profiles?handle=aubrelac&handle=nobody&handle=fanal",
        )
        .await
        .json();
        let names: Vec<&str> = found["profiles"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|it| it["name"].as_str())
            .collect();
        assert_eq!(names, ["Ville d'Aubrelac", "Le Fanal aubrelacois"]);
        let many = format!("/api/v1/profiles?{}", "handle=a&".repeat(51));
        assert_eq!(get_path(&handle, &many).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn pictures_are_served() {
    visit(async |handle| {
        for name in [PICTURES[0].name, "av-0000002a", "em-ville"] {
            let picture = get_path(&handle, &format!("/media/{name}.svg")).await;
            assert_eq!(
                (picture.status, picture.header("content-type")),
                (200, Some("image/svg+xml"))
            );
        }
        assert_eq!(get_path(&handle, "/media/nope.svg").await.status, 404);
        assert_eq!(get_path(&handle, "/media/lac.png").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn feeds_are_read_again_only_when_they_changed() {
    visit(async |handle| {
        assert_eq!(handle.feeds().len(), 3);
        for (name, url) in handle.feeds() {
            let path = url.strip_prefix(handle.base_url()).unwrap();
            let feed = get_path(&handle, path).await;
            assert_eq!(feed.status, 200);
            assert!(
                feed.body.contains(&format!("<title>{name}</title>")),
                "{}",
                feed.body
            );
            assert!(
                feed.body.contains("<item>") || feed.body.contains("<entry>"),
                "{}",
                feed.body
            );
            let tag = format!("if-none-match: {}\r\n", feed.header("etag").unwrap());
            assert_eq!(
                ask(&handle, &format!("GET {path}"), &tag, "").await.status,
                304
            );
            let date = format!(
                "if-modified-since: {}\r\n",
                feed.header("last-modified").unwrap()
            );
            assert_eq!(
                ask(&handle, &format!("GET {path}"), &date, "").await.status,
                304
            );
            assert_eq!(
                ask(
                    &handle,
                    &format!("GET {path}"),
                    "if-none-match: \"x\"\r\n",
                    ""
                )
                .await
                .status,
                200
            );
        }
        assert_eq!(
            get_path(&handle, "/press/aubrelac/feed.xml").await.status,
            404
        );
    })
    .await;
}

#[tokio::test]
async fn pages_show_posts_and_articles() {
    visit(async |handle| {
        let (standing, _) = some_posts(&handle);
        let path = standing["url"]
            .as_str()
            .unwrap()
            .strip_prefix(handle.base_url())
            .unwrap();
        let page = get_path(&handle, path).await;
        assert_eq!(page.status, 200);
        assert!(
            page.body
                .contains(&page::escape(standing["text"].as_str().unwrap())),
            "{}",
            page.body
        );
        assert!(
            page.header("content-security-policy")
                .is_some_and(|it| it.contains("default-src 'none'"))
        );
        let feed = get_path(&handle, "/press/batelier_libre/feed.xml")
            .await
            .body;
        let link = feed
            .split("<item>")
            .nth(1)
            .and_then(|it| it.split("<link>").nth(1))
            .and_then(|it| it.split('<').next());
        let article = get_path(
            &handle,
            link.unwrap().strip_prefix(handle.base_url()).unwrap(),
        )
        .await;
        assert_eq!(article.status, 200);
        assert!(article.body.contains("<h1>"));
        assert_eq!(get_path(&handle, "/@aubrelac/nope").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn truth_is_the_same_whatever_is_sent() {
    visit(async |handle| {
        assert_eq!(
            set_faults(&handle, json!([{ "kind": "status", "status": 500 }])).await,
            204
        );
        let truth = get_path(&handle, "/api/v1/truth").await;
        assert_eq!(truth.status, 200);
        assert_eq!(
            truth.body.lines().collect::<Vec<_>>(),
            handle.truth(1, usize::MAX)
        );
    })
    .await;
}

#[tokio::test]
async fn requests_are_refused_as_the_rules_say() {
    visit(async |handle| {
        let rules = json!([{ "kind": "status", "status": 429, "retry_after": 7, "times": 2 }]);
        assert_eq!(set_faults(&handle, rules).await, 204);
        let refused = get_path(&handle, "/api/v1/network").await;
        assert_eq!(
            (refused.status, refused.header("retry-after")),
            (429, Some("7"))
        );
        assert_eq!(get_path(&handle, "/media/lac.svg").await.status, 429);
        assert_eq!(get_path(&handle, "/api/v1/network").await.status, 200);
        assert_eq!(
            set_faults(&handle, json!([{ "kind": "status", "status": 503 }])).await,
            204
        );
        let url = format!("{}/api/v1/stream", handle.base_url().replace("http", "ws"));
        assert!(client_async(url, connect(&handle).await).await.is_err());
        assert_eq!(set_faults(&handle, json!([])).await, 204);
        assert_eq!(get_path(&handle, "/api/v1/network").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn rules_that_make_no_sense_are_refused() {
    visit(async |handle| {
        assert_eq!(
            set_faults(&handle, json!([{ "kind": "duplicate", "one_in": 0 }])).await,
            400
        );
        assert_eq!(
            set_faults(&handle, json!([{ "kind": "mystery" }])).await,
            400
        );
        let large = " ".repeat(BODY_BYTES_MAX + 1);
        assert_eq!(
            ask(&handle, "POST /api/v1/faults", "", &large).await.status,
            413
        );
    })
    .await;
}

#[tokio::test]
async fn answers_are_cut_at_the_byte() {
    visit(async |handle| {
        assert_eq!(
            set_faults(
                &handle,
                json!([{ "kind": "cut", "after_bytes": 300, "times": 2 }])
            )
            .await,
            204
        );
        let mut connection = connect(&handle).await;
        connection
            .write_all(b"GET /media/lac.svg HTTP/1.1\r\nhost: sim\r\n\r\n")
            .await
            .unwrap();
        let mut bytes = Vec::new();
        connection.read_to_end(&mut bytes).await.ok();
        assert_eq!(bytes.len(), 300);
        // A stream too, in the middle of a frame.
        let mut socket = stream(&handle, "?cursor=0").await;
        let mut last = None;
        while let Some(message) = socket.next().await {
            last = Some(message.is_err());
        }
        assert_eq!(last, Some(true));
    })
    .await;
}

#[tokio::test]
async fn frames_are_doubled_shuffled_and_mixed_with_garbage() {
    visit(async |handle| {
        let truth = handle.truth(1, usize::MAX);
        let rules = json!([
            { "kind": "duplicate", "one_in": 5 },
            { "kind": "shuffle", "window": 6 },
            { "kind": "garbage", "one_in": 9 },
        ]);
        assert_eq!(set_faults(&handle, rules).await, 204);
        let sent = past(&mut stream(&handle, "?cursor=0").await).await;
        assert!(sent.len() > truth.len());
        let frames: Vec<&String> = sent.iter().filter(|it| truth.contains(it)).collect();
        assert!(frames.windows(2).any(|it| it[0] == it[1]));
        let distinct: BTreeSet<&String> = frames.iter().copied().collect();
        assert_eq!(distinct, truth.iter().collect());
        assert!(frames.iter().copied().ne(truth.iter()));
        assert!(frames.len() < sent.len());
    })
    .await;
}

#[tokio::test]
async fn answers_wait_as_the_rules_say() {
    visit(async |handle| {
        assert_eq!(
            set_faults(
                &handle,
                json!([{ "kind": "delay", "ms": 60_000, "times": 1 }])
            )
            .await,
            204
        );
        let slow = tokio::time::timeout(
            Duration::from_millis(150),
            get_path(&handle, "/api/v1/network"),
        );
        assert!(slow.await.is_err());
        assert_eq!(get_path(&handle, "/api/v1/network").await.status, 200);
    })
    .await;
}
