//! Both Bluesky wires against the reference server, run for real on this machine.
//!
//! `VIGIE_TEST_ATPROTO` describes the servers: `{"pds", "firehose", "jetstream"}` and more. Each test
//! makes an account of its own, so that tests may share the servers.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use model::{Checkpoint, Event, GoneWhy, SpanKind, seam::Clock, time};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use crate::{
    EventStream, Kind, Listen,
    atproto::{self, Firehose},
    egress::{self, Egress},
    jetstream::{self, Compression, Jetstream},
};

/// The servers are on this machine: what has not come by then never will.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Servers {
    pds: String,
    firehose: String,
    jetstream: String,
}

/// The servers; `None`, said on stderr, where there are none (a failure where they are promised).
#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration but the environment"
)]
fn servers() -> Option<Servers> {
    if let Ok(description) = std::env::var("VIGIE_TEST_ATPROTO") {
        return Some(serde_json::from_str(&description).unwrap());
    }
    assert!(
        std::env::var("REQUIRE_ATPROTO").is_err(),
        "VIGIE_TEST_ATPROTO is not set"
    );
    eprintln!("skipped: no AT Protocol servers");
    None
}

impl Servers {
    fn egress(&self) -> Egress {
        let mut settings = egress::Settings::new("vigie-test");
        for url in [&self.firehose, &self.jetstream] {
            let url = Url::parse(url).unwrap();
            let place = format!("{}:{}", url.host().unwrap(), url.port().unwrap());
            settings.allowed_private.push(place.parse().unwrap());
        }
        Egress::new(settings)
    }

    fn firehose(&self) -> Firehose {
        let settings = atproto::Settings::new(&*self.firehose);
        Firehose::new(settings, self.egress(), Arc::new(WallClock)).unwrap()
    }

    fn jetstream(&self) -> Jetstream {
        let mut settings = jetstream::Settings::new(&*self.jetstream);
        settings.compression = Compression::Off;
        Jetstream::new(settings, self.egress(), Arc::new(WallClock)).unwrap()
    }
}

struct WallClock;

impl Clock for WallClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "real servers are on the real time"
    )]
    fn now(&self) -> Timestamp {
        time::truncate(Timestamp::now())
    }
}

/// Someone on the server.
struct Account {
    http: reqwest::Client,
    pds: String,
    token: String,
    did: String,
    /// The first label of the handle, which no other account has.
    name: String,
}

impl Account {
    async fn new(servers: &Servers) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let since = WallClock.now().as_millisecond() % 1_000_000_000;
        let count = COUNT.fetch_add(1, Ordering::SeqCst);
        let name = format!("v{since}-{count}");
        #[expect(
            clippy::disallowed_methods,
            reason = "the account's own way to its server, not the product's"
        )]
        let http = reqwest::Client::builder()
            .no_proxy()
            .tls_backend_preconfigured(egress::tests::tls())
            .build()
            .unwrap();
        let mut it = Self {
            http,
            pds: servers.pds.clone(),
            token: String::new(),
            did: String::new(),
            name: name.clone(),
        };
        let made = it
            .call(
                "com.atproto.server.createAccount",
                json!({ "handle": format!("{name}.test"), "email": format!("{name}@mail.test"),
                        "password": "correct horse" }),
            )
            .await;
        it.token = made["accessJwt"].as_str().unwrap().to_owned();
        it.did = made["did"].as_str().unwrap().to_owned();
        it
    }

    async fn call(&self, method: &str, body: Value) -> Value {
        let url = format!("{}/xrpc/{method}", self.pds);
        let mut request = self.http.post(url);
        if !body.is_null() {
            request = request
                .header("content-type", "application/json")
                .body(body.to_string());
        }
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "{method}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// Puts a post under this name; its CID.
    async fn post(&self, name: &str, text: &str) -> String {
        let end = text.len();
        let record = json!({
            "$type": "app.bsky.feed.post",
            "text": text,
            "createdAt": WallClock.now().to_string(),
            "langs": ["fr"],
            "facets": [{ "index": { "byteStart": 0, "byteEnd": end }, "features": [
                { "$type": "app.bsky.richtext.facet#tag", "tag": "essai" }] }],
        });
        let body = json!({ "repo": self.did, "collection": "app.bsky.feed.post",
            "rkey": rkey(name), "record": record });
        let made = self.call("com.atproto.repo.putRecord", body).await;
        made["cid"].as_str().unwrap().to_owned()
    }

    async fn delete(&self, name: &str) {
        let rkey = rkey(name);
        let body = json!({ "repo": self.did, "collection": "app.bsky.feed.post", "rkey": rkey });
        self.call("com.atproto.repo.deleteRecord", body).await;
    }

    fn uri(&self, name: &str) -> String {
        format!("at://{}/app.bsky.feed.post/{}", self.did, rkey(name))
    }
}

/// A record key of the form posts must have (13 characters of a certain 32) that shows its name.
fn rkey(name: &str) -> String {
    format!("3{name:2<12}")
}

/// The first event for which `pick` answers.
async fn until<T>(
    what: &str,
    stream: &mut dyn EventStream,
    pick: impl Fn(&Event) -> Option<T>,
) -> T {
    let search = async {
        loop {
            let event = stream.next().await.unwrap().unwrap();
            if let Some(found) = pick(&event) {
                return found;
            }
        }
    };
    tokio::time::timeout(PATIENCE, search)
        .await
        .unwrap_or_else(|_| panic!("not heard: {what}"))
}

async fn until_post(stream: &mut dyn EventStream, uri: &str) -> model::Post {
    until("the post", stream, |it| match it {
        Event::Post(post) if *post.at.id == *uri => Some((**post).clone()),
        _ => None,
    })
    .await
}

async fn until_mark(stream: &mut dyn EventStream) -> Checkpoint {
    until("a mark", stream, |it| match it {
        Event::Mark(mark) => Some(mark.clone()),
        _ => None,
    })
    .await
}

/// Posts until one is heard: the server takes a moment to listen to a new connection.
async fn until_connected(stream: &mut dyn EventStream, account: &Account) {
    for n in 0.. {
        account.post("toc", &format!("toc toc {n}")).await;
        let uri = account.uri("toc");
        let heard = tokio::time::timeout(Duration::from_secs(1), until_post(stream, &uri)).await;
        if heard.is_ok() {
            return;
        }
        assert!(n < 30, "nothing is heard");
    }
}

/// A life of posts, seen through one wire; the stream and the account, for what comes after.
async fn story(servers: &Servers, listener: &dyn Listen) -> (Box<dyn EventStream>, Account) {
    let account = Account::new(servers).await;
    let mut stream = listener.open(None).await.unwrap();
    until_connected(&mut *stream, &account).await;

    let cid = account.post("bonjour", "#essai de bon matin ☕").await;
    let post = until_post(&mut *stream, &account.uri("bonjour")).await;
    assert_eq!(post.text.as_raw(), "#essai de bon matin ☕");
    assert_eq!(post.at.rev.as_deref(), Some(&*cid));
    assert_eq!(*post.author.id, *account.did);
    assert_eq!(post.langs, [model::Lang::FRENCH]);
    assert_eq!(post.spans[0].kind, SpanKind::Tag("essai".into()));
    let raw: Value = serde_json::from_str(&post.raw).unwrap();
    assert_eq!(raw["$type"], "app.bsky.feed.post");

    let edited = account.post("bonjour", "corrigé").await;
    assert_ne!(edited, cid);
    let post = until_post(&mut *stream, &account.uri("bonjour")).await;
    assert_eq!(
        (post.text.as_raw(), post.at.rev.as_deref()),
        ("corrigé", Some(&*edited))
    );

    account.delete("bonjour").await;
    let uri = account.uri("bonjour");
    let why = until("the deletion", &mut *stream, |it| match it {
        Event::Gone { target, why } if *target.id == *uri => Some(*why),
        _ => None,
    })
    .await;
    assert_eq!(why, GoneWhy::Deleted);

    // Away while something is said; then back.
    let mark = until_mark(&mut *stream).await;
    drop(stream);
    account.post("absence", "pendant ce temps").await;
    let mut stream = listener.open(Some(mark)).await.unwrap();
    let post = until("the post of the absence", &mut *stream, |it| match it {
        Event::Gap { .. } | Event::Dropped { .. } => panic!("{it:?}"),
        Event::Post(post) if *post.at.id == *account.uri("absence") => Some(post.clone()),
        _ => None,
    })
    .await;
    assert_eq!(post.text.as_raw(), "pendant ce temps");

    for (method, body, expect) in [
        ("com.atproto.server.deactivateAccount", json!({}), false),
        ("com.atproto.server.activateAccount", Value::Null, true),
    ] {
        account.call(method, body).await;
        until("the account's state", &mut *stream, |it| match it {
            Event::Account { author, active, .. } => {
                (**author == *account.did && *active == expect).then_some(())
            }
            _ => None,
        })
        .await;
    }
    (stream, account)
}

#[tokio::test]
async fn firehose_of_a_real_server_tells_the_story() {
    let Some(servers) = servers() else {
        return;
    };
    let (mut stream, account) = story(&servers, &servers.firehose()).await;
    let handle = format!("{}b.test", account.name);
    let body = json!({ "handle": handle });
    account
        .call("com.atproto.identity.updateHandle", body)
        .await;
    until("the new handle", &mut *stream, |it| match it {
        Event::Identity {
            author,
            handle: told,
            ..
        } => (**author == *account.did && **told == *handle).then_some(()),
        _ => None,
    })
    .await;
}

#[tokio::test]
async fn jetstream_behind_a_real_server_tells_the_story() {
    // The bridge tells no handles, so the story ends here.
    let Some(servers) = servers() else {
        return;
    };
    story(&servers, &servers.jetstream()).await;
}

#[tokio::test]
async fn firehose_of_a_real_server_refuses_a_number_it_never_gave() {
    let Some(servers) = servers() else {
        return;
    };
    let url = Url::parse(&servers.firehose).unwrap();
    let host = format!("{}:{}", url.host().unwrap(), url.port().unwrap());
    let from = json!({ "host": host, "seq": 99_999_999, "us": 1_783_175_888_000_000_i64 });
    let from = Checkpoint(from.to_string().into_bytes());
    let firehose = servers.firehose();
    let mut stream = firehose.open(Some(from)).await.unwrap();
    let end = loop {
        match stream.next().await {
            Ok(Some(Event::Mark(_))) => {}
            Ok(other) => panic!("{other:?}"),
            Err(error) => break error,
        }
    };
    assert_eq!(end.kind, Kind::CursorTooOld);
}
