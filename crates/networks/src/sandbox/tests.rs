use std::sync::Arc;

use jiff::Timestamp;
use model::{
    Cause, Checkpoint, Counts, DropReason, Event, GoneWhy, MediaKind, Network as NetworkId,
    PostKind, RemoteRef,
    seam::{Clock, ManualClock},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message as Sent;

use super::{Heard, Position, Sandbox, Told, decode};
use crate::{
    EventStream, Kind, Listen as _, Profiles as _,
    egress::tests::world::{Site, Stage, Turn, answer, egress_to},
};

fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at(now()))
}

/// A frame of the wire, as `docs/sandbox-api.md` tells it.
fn frame(seq: u64, kind: &str, member: Value) -> String {
    let mut frame = json!({ "seq": seq, "at": "2026-11-21T11:59:59.500000Z", "kind": kind });
    if !member.is_null() {
        let name = if kind == "edit" { "post" } else { kind };
        frame[name] = member;
    }
    frame.to_string()
}

fn post(id: &str) -> Value {
    json!({
        "id": id,
        "author": { "handle": "ana", "name": "Ana Le Goff", "avatar": "http://127.0.0.1:1/media/ana.svg",
                    "bio": "J'aime la glace", "followers": 12 },
        "created_at": "2026-11-21T11:58:00.250000Z",
        "text": "La patinoire est fermée ?",
        "lang": "fr",
        "media": [{ "kind": "image", "url": "http://127.0.0.1:1/media/p.svg", "alt": "La porte", "width": 600, "height": 400 }],
        "card": { "url": "http://127.0.0.1:1/press/1", "title": "Panne", "description": "Le froid manque" },
        "counts": { "replies": 1, "reposts": 2, "likes": 3 },
        "url": "http://127.0.0.1:1/@ana/1"
    })
}

fn event(text: &str) -> Event {
    match decode(text, now()).unwrap().told {
        Told::Event(event) => *event,
        other => panic!("{other:?}"),
    }
}

fn reference(id: &str) -> RemoteRef {
    RemoteRef::new(NetworkId::Sandbox, id)
}

#[test]
fn post_is_read_whole() {
    let Event::Post(it) = event(&frame(1, "post", post("p1"))) else {
        panic!("a post")
    };
    assert_eq!(it.at, reference("p1"));
    assert_eq!(
        (it.author.handle.as_raw(), it.author.name.as_raw()),
        ("ana", "Ana Le Goff")
    );
    assert_eq!((&*it.author.id, it.author.followers), ("ana", Some(12)));
    assert_eq!(
        it.author.avatar.as_deref(),
        Some("http://127.0.0.1:1/media/ana.svg")
    );
    assert_eq!(it.created_at, "2026-11-21T11:58:00.25Z".parse().unwrap());
    assert_eq!((it.edited_at, &it.kind), (None, &PostKind::Post));
    assert_eq!(it.text.as_raw(), "La patinoire est fermée ?");
    assert_eq!(it.langs, [model::Lang::FRENCH]);
    assert_eq!(it.url.as_deref(), Some("http://127.0.0.1:1/@ana/1"));
    assert_eq!(
        (
            it.media[0].kind,
            it.media[0].alt.as_raw(),
            it.media[0].width
        ),
        (MediaKind::Image, "La porte", Some(600))
    );
    assert_eq!(it.card.as_ref().unwrap().title.as_raw(), "Panne");
    assert_eq!(
        it.counts,
        Counts {
            replies: Some(1),
            reposts: Some(2),
            likes: Some(3)
        }
    );
    assert_eq!(serde_json::from_str::<Value>(&it.raw).unwrap(), post("p1"));
}

#[test]
fn video_comes_with_its_still_and_a_poll_with_its_answers() {
    let mut sent = post("p1");
    sent["media"] = json!([{ "kind": "video", "url": "http://127.0.0.1:1/@ana/1", "alt": "La glace",
                             "poster": "http://127.0.0.1:1/media/p.svg", "width": 600, "height": 400 }]);
    let label = |n: usize| json!({ "label": format!("choix {n}"), "votes": n });
    let choices: Vec<Value> = (0..20).map(label).collect();
    sent["poll"] = json!({ "choices": choices, "voters": 7, "ends_at": "2026-11-22T12:00:00Z", "multiple": true });
    let Event::Post(it) = event(&frame(1, "post", sent.clone())) else {
        panic!("a post")
    };
    assert_eq!(
        (it.media[0].kind, it.media[0].poster.as_deref()),
        (MediaKind::Video, Some("http://127.0.0.1:1/media/p.svg"))
    );
    let poll = it.poll.unwrap();
    assert_eq!(
        (poll.choices.len(), poll.voters, poll.is_multiple),
        (12, Some(7), true)
    );
    assert_eq!(
        (poll.choices[3].label.as_raw(), poll.choices[3].votes),
        ("choix 3", Some(3))
    );
    assert_eq!(poll.ends_at, "2026-11-22T12:00:00Z".parse().ok());

    sent["media"][0]["poster"] = json!("javascript:alert(1)");
    sent["poll"] = json!({ "choices": [{ "label": "Oui" }, { "label": "Non" }] });
    let Event::Post(it) = event(&frame(2, "post", sent)) else {
        panic!("a post")
    };
    assert_eq!(it.media[0].poster, None);
    let poll = it.poll.unwrap();
    assert_eq!((poll.choices[0].votes, poll.ends_at), (None, None));
}

#[test]
fn edits_answers_reposts_and_quotes_are_told_apart() {
    let kind = |name: &str, target: Value| {
        let mut post = post("p2");
        post[name] = target;
        let Event::Post(it) = event(&frame(1, "post", post)) else {
            panic!("a post")
        };
        assert_eq!(it.answered.len(), usize::from(name == "reply_to"));
        it.kind
    };
    assert_eq!(
        kind(
            "reply_to",
            json!({ "id": "p1", "handle": "léo", "root": "p0" })
        ),
        PostKind::Reply {
            to: reference("p1"),
            root: Some(reference("p0"))
        }
    );
    assert_eq!(
        kind("reply_to", json!({ "id": "p1", "handle": "léo" })),
        PostKind::Reply {
            to: reference("p1"),
            root: None
        }
    );
    assert_eq!(
        kind("repost_of", json!({ "id": "p1", "handle": "léo" })),
        PostKind::Repost {
            of: reference("p1")
        }
    );
    assert_eq!(
        kind("quote_of", json!({ "id": "p1", "handle": "léo" })),
        PostKind::Quote {
            of: reference("p1")
        }
    );
    let mut edited = post("p1");
    edited["edited_at"] = "2026-11-21T11:59:00Z".into();
    let Event::Post(it) = event(&frame(2, "edit", edited)) else {
        panic!("a post")
    };
    assert_eq!(it.edited_at, Some("2026-11-21T11:59:00Z".parse().unwrap()));
    assert_ne!(it.at.rev, None);
}

#[test]
fn other_kinds_become_events() {
    assert_eq!(
        event(&frame(1, "delete", json!({ "id": "p1" }))),
        Event::Gone {
            target: reference("p1"),
            why: GoneWhy::Deleted
        }
    );
    assert_eq!(
        event(&frame(
            1,
            "account",
            json!({ "handle": "ana", "active": false })
        )),
        Event::Account {
            network: NetworkId::Sandbox,
            host: "".into(),
            author: "ana".into(),
            active: false
        }
    );
    assert_eq!(
        event(&frame(
            1,
            "counts",
            json!({ "id": "p1", "replies": 4, "reposts": 5, "likes": 6 })
        )),
        Event::Counts {
            at: reference("p1"),
            counts: Counts {
                replies: Some(4),
                reposts: Some(5),
                likes: Some(6)
            }
        }
    );
    assert_eq!(
        decode(&frame(9, "live", Value::Null), now()).unwrap().told,
        Told::Live
    );
    assert_eq!(
        decode(&frame(9, "gap", json!({ "from": 1, "to": 9 })), now())
            .unwrap()
            .told,
        Told::Gap
    );
}

#[test]
fn frames_that_tell_nothing_say_why() {
    let reason = |text: &str| decode(text, now()).unwrap_err();
    for text in [
        "",
        "{",
        "[]",
        "null",
        "{\"seq\":1}",
        "{\"seq\":-1,\"kind\":\"post\"}",
        &frame(1, "post", Value::Null),
        &frame(1, "delete", json!({})),
    ] {
        assert_eq!(reason(text), DropReason::Malformed, "{text}");
    }
    assert_eq!(reason(&frame(1, "dance", json!({}))), DropReason::Unknown);
    let without = |name: &str, value: Value| {
        let mut post = post("p1");
        post[name] = value;
        post["media"] = json!([]);
        frame(1, "post", post)
    };
    assert_eq!(
        reason(&without("text", "  ".into())),
        DropReason::Incomplete
    );
    assert_eq!(reason(&without("id", "".into())), DropReason::Incomplete);
    let Event::Post(it) = event(&without("created_at", "9999-12-31T00:00:00Z".into())) else {
        panic!("a post")
    };
    assert_eq!(it.created_at, now());
}

/// The events of a stream until it ends or fails, and how.
async fn drain(stream: &mut dyn EventStream) -> (Vec<Event>, Kind) {
    let mut events = Vec::new();
    loop {
        match stream.next().await {
            Ok(Some(event)) => events.push(event),
            Ok(None) => panic!("a stream has no end of its own"),
            Err(error) => return (events, error.kind),
        }
    }
}

fn marks(events: &[Event]) -> Vec<u64> {
    let marks = events.iter().filter_map(|event| match event {
        Event::Mark(checkpoint) => Position::read(checkpoint).map(|it| it.seq),
        _ => None,
    });
    marks.collect()
}

fn ids(events: &[Event]) -> Vec<&str> {
    let ids = events.iter().filter_map(|event| match event {
        Event::Post(post) => Some(&*post.at.id),
        _ => None,
    });
    ids.collect()
}

async fn play(frames: &[String], from: Option<Checkpoint>) -> (Vec<Event>, Stage) {
    let messages = frames.iter().map(|it| Sent::text(it.clone())).collect();
    let stage = Stage::new(vec![Turn::SayAndClose(messages)]).await;
    let sandbox = Sandbox::new(
        &format!("http://{}", stage.at),
        egress_to(&[stage.at]),
        clock(),
    )
    .unwrap();
    let mut stream = sandbox.open(from).await.unwrap();
    let (events, kind) = drain(&mut *stream).await;
    assert_eq!(kind, Kind::Transient);
    (events, stage)
}

#[tokio::test]
async fn stream_is_resumed_after_the_last_mark() {
    let frames = [
        frame(1, "post", post("p1")),
        frame(2, "post", post("p2")),
        frame(6, "post", post("p6")),
        frame(6, "live", Value::Null),
    ];
    let (events, stage) = play(&frames, None).await;
    assert_eq!(ids(&events), ["p1", "p2", "p6"]);
    assert_eq!(stage.targets(), ["/api/v1/stream?cursor=0"]);
    let mark = events.into_iter().rev().find_map(|it| match it {
        Event::Mark(checkpoint) => Some(checkpoint),
        _ => None,
    });
    let (events, stage) = play(&[frame(7, "post", post("p7"))], mark).await;
    assert_eq!(stage.targets(), ["/api/v1/stream?cursor=6"]);
    assert_eq!((ids(&events), marks(&events)), (vec!["p7"], vec![7]));
}

#[tokio::test]
async fn catching_up_ends_with_the_frame_that_says_so() {
    let messages = vec![
        Sent::text(frame(1, "post", post("p1"))),
        Sent::text(frame(1, "live", Value::Null)),
        Sent::text(frame(2, "post", post("p2"))),
    ];
    let stage = Stage::new(vec![Turn::Say(messages)]).await;
    let sandbox = Sandbox::new(
        &format!("http://{}", stage.at),
        egress_to(&[stage.at]),
        clock(),
    )
    .unwrap();
    let mut stream = sandbox.open(None).await.unwrap();
    assert!(matches!(stream.next().await, Ok(Some(Event::Post(_)))));
    assert!(stream.is_catching_up());
    assert!(matches!(stream.next().await, Ok(Some(Event::Mark(_)))));
    assert!(matches!(stream.next().await, Ok(Some(Event::Post(_)))));
    assert!(!stream.is_catching_up());
    // A quiet line is marked.
    let Ok(Some(Event::Mark(mark))) = stream.next().await else {
        panic!("a mark")
    };
    assert_eq!(Position::read(&mark).unwrap().seq, 2);
}

#[tokio::test]
async fn what_is_no_longer_kept_is_a_gap() {
    let from = Position {
        seq: 3,
        at: "2026-11-01T00:00:00Z".parse().ok(),
    };
    let (events, _) = play(
        &[
            frame(99, "gap", json!({ "from": 4, "to": 99 })),
            frame(100, "post", post("p100")),
        ],
        Some(from.write()),
    )
    .await;
    let at = "2026-11-21T11:59:59.5Z".parse().ok();
    assert_eq!(
        events[0],
        Event::Gap {
            from: from.at,
            to: at,
            cause: Cause::LookBack
        }
    );
    assert_eq!(marks(&events), [99, 100]);
}

#[tokio::test]
async fn who_has_heard_nothing_has_missed_nothing() {
    let frames = [
        frame(99, "gap", json!({ "from": 1, "to": 99 })),
        frame(100, "post", post("p100")),
    ];
    let (events, _) = play(&frames, None).await;
    assert_eq!(ids(&events), ["p100"]);
    assert!(!events.iter().any(|it| matches!(it, Event::Gap { .. })));
}

#[tokio::test]
async fn garbage_is_counted_and_stops_nothing() {
    let frames = [
        frame(1, "post", post("p1")),
        "{\"seq\": 2, garbage".to_owned(),
        frame(3, "post", post("p3")),
        frame(3, "live", Value::Null),
    ];
    let (events, _) = play(&frames, None).await;
    assert_eq!(ids(&events), ["p1", "p3"]);
    let dropped = events
        .iter()
        .filter(|it| {
            matches!(
                it,
                Event::Dropped {
                    reason: DropReason::Malformed,
                    ..
                }
            )
        })
        .count();
    assert_eq!(dropped, 1);
    assert_eq!(marks(&events).last(), Some(&3));
}

#[tokio::test]
async fn disorder_and_doubles_come_once_and_marks_wait_for_what_is_missing() {
    let frames: Vec<String> = [2, 1, 4, 4, 2, 5]
        .map(|n| frame(n, "post", post(&format!("p{n}"))))
        .to_vec();
    let (events, _) = play(&frames, Some(Position { seq: 0, at: None }.write())).await;
    assert_eq!(ids(&events), ["p2", "p1", "p4", "p5"]);
    assert_eq!(marks(&events).last(), Some(&2), "3 is still to come");
}

#[tokio::test]
async fn profiles_are_asked_by_their_handles() {
    let body = json!({ "profiles": [post("x")["author"], { "handle": "léo" }] }).to_string();
    let site = Site::new(move |_| answer("200 OK", &[], body.as_bytes())).await;
    let sandbox = Sandbox::new(&site.url("/"), egress_to(&[site.at]), clock()).unwrap();
    let authors = sandbox
        .resolve(&["ana".into(), "léo & co".into()])
        .await
        .unwrap();
    assert!(
        site.heads()[0].starts_with("GET /api/v1/profiles?handle=ana&handle=l%C3%A9o+%26+co "),
        "{}",
        site.heads()[0]
    );
    assert_eq!(
        authors
            .iter()
            .map(|it| it.name.as_raw())
            .collect::<Vec<_>>(),
        ["Ana Le Goff", ""]
    );
    let broken = Site::new(|_| answer("500 Oops", &[], b"")).await;
    let sandbox = Sandbox::new(&broken.url("/"), egress_to(&[broken.at]), clock()).unwrap();
    assert_eq!(
        sandbox.resolve(&["ana".into()]).await.unwrap_err().kind,
        Kind::Transient
    );
}

#[test]
fn addresses_that_are_no_sandbox_are_refused() {
    for base in ["", "sandbox", "ftp://127.0.0.1/", "http://10.0.0.1/"] {
        assert!(
            Sandbox::new(base, egress_to(&[]), clock()).is_err(),
            "{base}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = decode(&text, now());
    }

    #[test]
    fn any_shape_is_survived(kind in "post|edit|delete|account|counts|gap|live", name in "[a-z_]{2,8}", value in "[0-9a-z\"{}]{0,6}") {
        let _ = decode(&format!("{{\"seq\":1,\"kind\":\"{kind}\",\"{name}\":{value}}}"), now());
    }

    /// Whatever the order of the frames, each is taken once, and the checkpoint is never past a frame
    /// that is still to come.
    #[test]
    fn checkpoints_are_never_past_what_is_missing(order in prop::collection::vec(1u64..60, 0..200)) {
        let mut heard = Heard::after(&Position::default());
        let mut taken = std::collections::BTreeSet::new();
        for seq in order {
            prop_assert_eq!(heard.take(seq, now()), taken.insert(seq));
            let missing = (1..).find(|it| !taken.contains(it)).unwrap();
            prop_assert_eq!(heard.position().seq, missing - 1);
        }
    }

    /// Frames lost for good hold the checkpoint back for a while only.
    #[test]
    fn checkpoints_get_over_what_is_lost(lost in 1u64..50) {
        let mut heard = Heard::after(&Position::default());
        for seq in (1..1_000).filter(|it| *it != lost) {
            heard.take(seq, now());
        }
        prop_assert_eq!(heard.position().seq, 999);
        prop_assert!(heard.ahead.is_empty());
    }
}
