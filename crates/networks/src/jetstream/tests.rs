use std::{collections::VecDeque, time::Duration};

use model::{DropReason, GoneWhy, PostKind, seam::ManualClock, time};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite;

use super::*;
use crate::{
    bluesky::stream::Wire as _,
    egress::{
        Message,
        tests::world::{Stage, Turn, answer, egress_to},
    },
};

const DID: &str = "did:plc:aaaabbbbccccdddd";
/// 2026-07-04T14:38:08Z.
const T0: i64 = 1_783_175_888_000_000;

fn at(us: i64) -> Timestamp {
    time::from_micros(us)
}

fn commit(operation: &str, rkey: &str, record: Option<Value>) -> Value {
    let mut commit = json!({ "rev": "3mo", "operation": operation,
        "collection": "app.bsky.feed.post", "rkey": rkey });
    if let Some(record) = record {
        commit["record"] = record;
        commit["cid"] = "bafyreia".into();
    }
    commit
}

#[expect(clippy::needless_pass_by_value, reason = "calls read better")]
fn v1(us: i64, kind: &str, member: Value) -> String {
    json!({ "did": DID, "time_us": us, "kind": kind, kind: member }).to_string()
}

fn v1_post(us: i64, rkey: &str) -> String {
    v1(
        us,
        "commit",
        commit("create", rkey, Some(json!({ "text": rkey }))),
    )
}

fn v2(kind: &str, seq: u64, us: i64, members: &Value) -> String {
    let mut payload = json!({
        "$type": format!("network.bsky.jetstream.subscribeEvents#{kind}"),
        "seq": seq, "did": DID, "time": at(us).to_string(),
    });
    for (name, value) in members.as_object().unwrap() {
        payload[name] = value.clone();
    }
    json!({ "$type": "message", "payload": payload }).to_string()
}

fn v2_post(seq: u64, us: i64, rkey: &str) -> String {
    v2(
        "commit",
        seq,
        us,
        &commit("create", rkey, Some(json!({ "text": rkey }))),
    )
}

fn v2_info(name: &str) -> String {
    json!({ "$type": "message", "payload": {
        "$type": "network.bsky.jetstream.subscribeEvents#info", "name": name } })
    .to_string()
}

#[track_caller]
fn event(decoded: Decoded) -> Event {
    match decoded.told {
        Told::Event(event) => *event,
        other => panic!("{other:?}"),
    }
}

#[test]
fn both_versions_tell_the_same_events() {
    let record = json!({ "text": "bonjour", "createdAt": "2026-07-04T14:38:00Z" });
    let member = |name: &str, value: Value| json!({ name: value });
    let cases = [
        ("commit", commit("create", "3a", Some(record.clone()))),
        ("commit", commit("update", "3a", Some(record))),
        ("commit", commit("delete", "3a", None)),
        (
            "identity",
            json!({ "did": DID, "handle": "ana.example", "seq": 1, "time": "x" }),
        ),
        (
            "account",
            json!({ "active": false, "did": DID, "seq": 2, "status": "deleted" }),
        ),
    ];
    let mut events = Vec::new();
    for (kind, value) in cases {
        let first = decode_v1(&v1(T0, kind, value.clone()), at(T0));
        let nested = if kind == "commit" {
            value
        } else {
            member(kind, value)
        };
        let second = decode_v2(&v2(kind, 9, T0, &nested), at(T0));
        assert_eq!((first.at, first.seq), (Some(at(T0)), None));
        assert_eq!((second.at, second.seq), (Some(at(T0)), Some(9)));
        assert_eq!(first.told, second.told);
        events.push(event(first));
    }
    let [
        Event::Post(created),
        Event::Post(updated),
        Event::Gone {
            target,
            why: GoneWhy::Deleted,
        },
        Event::Identity { handle, .. },
        Event::Account {
            active: false,
            author,
            ..
        },
    ] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!((created.edited_at, updated.edited_at), (None, Some(at(T0))));
    assert_eq!(created.text.as_raw(), "bonjour");
    assert_eq!(created.kind, PostKind::Post);
    assert_eq!(created.at.id, target.id);
    assert_eq!(&**handle, "ana.example");
    assert_eq!(&**author, DID);
}

#[test]
fn time_of_witness_goes_before_a_time_imported() {
    let witnessed = json!({ "witnessedAt": at(T0 + 5).to_string(), "sync": {} });
    let decoded = decode_v2(&v2("sync", 3, T0, &witnessed), at(T0));
    assert_eq!(
        decoded,
        Decoded {
            at: Some(at(T0 + 5)),
            seq: Some(3),
            told: Told::Nothing
        }
    );
}

#[test]
fn messages_of_no_post_are_told_apart() {
    let told = |message: &str| decode_v1(message, at(T0)).told;
    let like = json!({ "rev": "3", "operation": "create", "collection": "app.bsky.feed.like",
        "rkey": "3a", "cid": "c", "record": {} });
    assert_eq!(told(&v1(T0, "commit", like)), Told::Nothing);
    let unknown = [
        v1(T0, "nouveau", json!({})),
        v1(T0, "commit", commit("merge", "3a", None)),
    ];
    for message in unknown {
        assert_eq!(
            told(&message),
            Told::Dropped(DropReason::Unknown),
            "{message}"
        );
    }
    let malformed = [
        String::new(),
        "<html>".into(),
        "{}".into(),
        "[".repeat(100_000),
        v1(T0, "commit", json!(null)),
        v1(T0, "commit", json!({})),
        v1(T0, "commit", commit("create", "3a", None)),
        v1(
            T0,
            "commit",
            commit("create", "3/a", Some(json!({ "text": "a" }))),
        ),
        v1(T0, "account", json!({})),
        v1_post(T0, "3a").replace(DID, "nobody"),
        v1_post(T0, "3a").replace(&T0.to_string(), "\"hier\""),
    ];
    for message in malformed {
        assert_eq!(
            told(&message),
            Told::Dropped(DropReason::Malformed),
            "{message:.80}"
        );
    }
    let empty = v1(
        T0,
        "commit",
        commit("create", "3a", Some(json!({ "text": "" }))),
    );
    assert_eq!(told(&empty), Told::Dropped(DropReason::Incomplete));
    let vast = json!({ "text": "é".repeat(500_000) });
    let vast = v1(T0, "commit", commit("create", "3a", Some(vast)));
    assert_eq!(told(&vast), Told::Dropped(DropReason::TooLarge));
}

#[test]
fn frames_of_version_2_that_carry_no_event_are_told_apart() {
    let told = |message: &str| decode_v2(message, at(T0)).told;
    assert_eq!(
        told(&v2_info("OutdatedCursor")),
        Told::Info("OutdatedCursor".into())
    );
    let error = json!({ "$type": "error", "error": "ConsumerTooSlow", "message": "adieu" });
    assert_eq!(
        told(&error.to_string()),
        Told::Error {
            name: "ConsumerTooSlow".into(),
            message: "adieu".into()
        }
    );
    for (message, reason) in [
        (json!({ "$type": "message" }), DropReason::Malformed),
        (
            json!({ "$type": "message", "payload": {} }),
            DropReason::Malformed,
        ),
        (
            json!({ "$type": "message", "payload": { "$type": "x#nouveau" } }),
            DropReason::Unknown,
        ),
        (json!({ "$type": "nouveau" }), DropReason::Unknown),
        (json!({}), DropReason::Malformed),
    ] {
        assert_eq!(
            told(&message.to_string()),
            Told::Dropped(reason),
            "{message}"
        );
    }
}

fn position(host: &str, us: i64) -> Position {
    Position {
        us,
        ..Position::start(host.into(), "f".into())
    }
}

fn wire(version: WireVersion, resumed: Option<&Position>, expect: Expect) -> JetstreamWire {
    let start = Position::start("here".into(), "f".into());
    JetstreamWire::new(version, None, start, resumed, expect)
}

fn read(wire: &mut JetstreamWire, message: &str) -> (Vec<Event>, Option<NetError>) {
    let mut out = VecDeque::new();
    let message = Message::Text(message.into());
    let end = wire.read(message, at(T0 + 1_000_000), &mut out).err();
    (out.into(), end)
}

#[test]
fn clamp_of_the_cursor_is_told_as_a_gap() {
    let resumed = position("here", T0);
    let expect = Expect::Again(resumed.latest_again("here"));
    let first = |us| {
        read(
            &mut wire(WireVersion::V1, Some(&resumed), expect),
            &v1_post(us, "3a"),
        )
        .0
    };
    // What we heard last comes again, or something before it: nothing is missing.
    for us in [T0 - 1_500_000, T0] {
        let events = first(us);
        assert!(matches!(events[..], [Event::Post(_)]), "{events:?}");
    }
    let events = first(T0 + 500_000);
    let [gap, Event::Post(_)] = &events[..] else {
        panic!("{events:?}");
    };
    let expect = Event::Gap {
        from: Some(at(T0)),
        to: Some(at(T0 + 500_000)),
        cause: Cause::LookBack,
    };
    assert_eq!(*gap, expect);
}

#[test]
fn info_of_an_outdated_cursor_is_told_as_a_gap_once() {
    let resumed = position("here", T0 - 1_000_000);
    let mut wire = wire(WireVersion::V2, Some(&resumed), Expect::Nothing);
    assert_eq!(read(&mut wire, &v2_info("OutdatedCursor")).0, []);
    let events = read(&mut wire, &v2_post(5, T0, "3a")).0;
    assert!(
        matches!(events[..], [Event::Gap { .. }, Event::Post(_)]),
        "{events:?}"
    );
    let events = read(&mut wire, &v2_post(6, T0, "3b")).0;
    assert!(matches!(events[..], [Event::Post(_)]), "{events:?}");
}

#[test]
fn number_of_another_archive_is_forgotten_and_the_time_kept() {
    let mut resumed = position("here", T0);
    resumed.seq = Some(99);
    let mut wire = wire(WireVersion::V2, Some(&resumed), Expect::Nothing);
    let (events, end) = read(&mut wire, &v2_info("FutureCursor"));
    assert_eq!(events, []);
    assert_eq!(end.unwrap().kind, Kind::Transient);
    let next = Position::read(&wire.checkpoint().unwrap()).unwrap();
    assert_eq!((next.seq, next.us), (None, T0));
}

#[test]
fn number_that_leads_to_another_time_is_forgotten_too() {
    let mut resumed = position("here", T0 - 120_000_000);
    resumed.seq = Some(99);
    let expect = Expect::Near(resumed.latest_by_number());
    let mut near = wire(WireVersion::V2, Some(&resumed), expect);
    let (events, end) = read(&mut near, &v2_post(99, T0 - 61_000_000, "3a"));
    assert!(end.is_none());
    assert!(matches!(events[..], [Event::Post(_)]), "{events:?}");
    let mut far = wire(WireVersion::V2, Some(&resumed), expect);
    let (events, end) = read(&mut far, &v2_post(99, T0, "3a"));
    assert_eq!(events, []);
    assert_eq!(end.unwrap().kind, Kind::Transient);
    let next = Position::read(&far.checkpoint().unwrap()).unwrap();
    assert_eq!((next.seq, next.us), (None, T0 - 120_000_000));
}

#[test]
fn error_frame_ends_the_stream() {
    let mut wire = wire(WireVersion::V2, None, Expect::Nothing);
    let frame = json!({ "$type": "error", "error": "ConsumerTooSlow", "message": "a\u{7}b" });
    let (_, end) = read(&mut wire, &frame.to_string());
    let end = end.unwrap();
    assert_eq!(end.kind, Kind::Transient);
    assert_eq!(
        end.message,
        "Jetstream ended the stream: ConsumerTooSlow (a b)"
    );
}

#[test]
fn message_that_cannot_be_received_is_stepped_over() {
    let mut wire = wire(WireVersion::V2, None, Expect::Nothing);
    let mut out = VecDeque::new();
    wire.skip(DropReason::NotUtf8, &mut out);
    assert!(matches!(out.make_contiguous(), [Event::Dropped { .. }]));
    assert_eq!(wire.checkpoint(), None);
    read(&mut wire, &v2_post(5, T0, "3a"));
    out.clear();
    wire.skip(DropReason::TooLarge, &mut out);
    let gap = Event::Gap {
        from: Some(at(T0)),
        to: Some(at(T0 + 1_000_000)),
        cause: Cause::Overload,
    };
    assert_eq!(out[1], gap);
    let next = Position::read(&wire.checkpoint().unwrap()).unwrap();
    assert_eq!((next.seq, next.exact), (None, true));
    // Resumed after it, and not before.
    assert_eq!(next.cursor_us("here"), T0 + 1_000_000);
}

#[test]
fn time_of_the_far_future_does_not_become_the_place_to_resume() {
    let mut wire = wire(WireVersion::V1, None, Expect::Nothing);
    read(&mut wire, &v1_post(i64::MAX, "3a"));
    let next = Position::read(&wire.checkpoint().unwrap()).unwrap();
    assert_eq!(next.us, T0 + 1_000_000);
}

#[test]
fn checkpoint_is_read_as_written_and_nothing_else_is() {
    let mut position = position("a.example:1", T0);
    for (seq, exact) in [(None, false), (Some(7), false), (None, true)] {
        (position.seq, position.exact) = (seq, exact);
        assert_eq!(Position::read(&position.write()), Some(position.clone()));
    }
    for foreign in [&b""[..], b"12", b"{}", &[0xff]] {
        assert_eq!(Position::read(&Checkpoint(foreign.into())), None);
    }
}

/// A dictionary trained on messages like ours, and its id.
fn dictionary() -> Vec<u8> {
    let samples: Vec<_> = (0..2_000)
        .map(|it| v1_post(T0 + it * 7_919, &format!("3k{it}")))
        .collect();
    zstd::dict::from_samples(&samples, 16 * 1024).unwrap()
}

fn deflate(dictionary: &[u8], message: &[u8]) -> Vec<u8> {
    let mut compressor = zstd::bulk::Compressor::with_dictionary(3, dictionary).unwrap();
    compressor.compress(message).unwrap()
}

#[test]
fn message_compressed_with_the_dictionary_is_read() {
    let dictionary = dictionary();
    let inflate = Inflate::new(&dictionary).unwrap();
    let message = v1_post(T0, "3abc");
    let packed = deflate(&dictionary, message.as_bytes());
    assert!(
        packed.len() < message.len() / 2,
        "{} of {}",
        packed.len(),
        message.len()
    );
    assert_eq!(inflate.message(&packed).unwrap(), message);
    assert_eq!(inflate.message(b"not zstd"), Err(DropReason::Malformed));
    assert_eq!(
        inflate.message(&packed[..packed.len() - 2]),
        Err(DropReason::Malformed)
    );
    let not_utf8 = deflate(&dictionary, &[b'a', 0xff]);
    assert_eq!(inflate.message(&not_utf8), Err(DropReason::NotUtf8));
    let bomb = deflate(&dictionary, &vec![b' '; 50_000_000]);
    assert!(bomb.len() < 10_000);
    assert_eq!(inflate.message(&bomb), Err(DropReason::Bomb));
    for foreign in [&b""[..], &dictionary[..6], &[0; 100]] {
        assert!(Inflate::new(foreign).is_none());
    }
}

/// Everything a connector tells until it waits or ends.
async fn hear(stream: &mut dyn EventStream, n_events: usize) -> Vec<Event> {
    let mut events = Vec::new();
    while events.len() < n_events {
        match stream.next().await {
            Ok(Some(event)) => events.push(event),
            other => panic!("{other:?} after {events:?}"),
        }
    }
    events
}

fn texts(events: &[Event]) -> Vec<&str> {
    let mut texts = Vec::new();
    for event in events {
        if let Event::Post(post) = event {
            texts.push(post.text.as_raw());
        }
    }
    texts
}

fn last_mark(events: &[Event]) -> Checkpoint {
    let mark = |it: &Event| match it {
        Event::Mark(mark) => Some(mark.clone()),
        _ => None,
    };
    events.iter().rev().find_map(mark).unwrap()
}

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(at(T0 + 1_000_000)))
}

fn text(message: impl Into<String>) -> tungstenite::Message {
    tungstenite::Message::text(message.into())
}

const V1: &str = "/subscribe";

fn listener(stage: &Stage, path: &str, change: impl FnOnce(&mut Settings)) -> Jetstream {
    let mut settings = Settings::new(format!("ws://{}{path}", stage.at));
    settings.compression = Compression::Off;
    change(&mut settings);
    Jetstream::new(settings, egress_to(&[stage.at]), clock()).unwrap()
}

#[tokio::test]
async fn version_1_is_asked_and_resumed_by_time() {
    let stage = Stage::new(vec![
        Turn::Say(vec![text(v1_post(T0, "a"))]),
        Turn::Say(vec![text(v1_post(T0, "a")), text(v1_post(T0 + 9, "b"))]),
    ])
    .await;
    let jetstream = listener(&stage, V1, |it| {
        it.collections.push("app.bsky.feed.repost".into());
        it.dids.push(DID.into());
    });
    let mut stream = jetstream.open(None).await.unwrap();
    let heard = hear(&mut *stream, 2).await;
    assert_eq!(texts(&heard), ["a"]);
    drop(stream);
    let mut stream = jetstream.open(Some(last_mark(&heard))).await.unwrap();
    // The mark after the second event comes once the line is quiet.
    let heard = hear(&mut *stream, 4).await;
    assert_eq!(texts(&heard), ["a", "b"]);
    assert_eq!(Position::read(&last_mark(&heard)).unwrap().us, T0 + 9);
    let asked = "/subscribe?wantedCollections=app.bsky.feed.post\
                 &wantedCollections=app.bsky.feed.repost&wantedDids=did%3Aplc%3Aaaaabbbbccccdddd";
    let resumed = format!("{asked}&cursor={}", T0 - 2_000_000);
    assert_eq!(stage.targets(), [asked, &resumed]);
}

#[tokio::test]
async fn version_1_resumed_elsewhere_goes_back_further() {
    let stage = Stage::new(vec![Turn::Say(vec![text(v1_post(T0 + 9_000_000, "a"))])]).await;
    let jetstream = listener(&stage, V1, |_| {});
    let mut there = position("elsewhere", T0);
    there.filter = jetstream.filter_key();
    let mut stream = jetstream.open(Some(there.write())).await.unwrap();
    // Nine seconds later by another clock may be the same event: no gap is claimed.
    let heard = hear(&mut *stream, 2).await;
    assert!(
        matches!(heard[..], [Event::Post(_), Event::Mark(_)]),
        "{heard:?}"
    );
    assert!(stage.targets()[0].ends_with(&format!("&cursor={}", T0 - 10_000_000)));
}

#[tokio::test]
async fn version_1_under_another_filter_claims_a_gap_only_past_the_look_back() {
    let hour = 3_600_000_000;
    for (age_hours, is_gap) in [(35, false), (37, true)] {
        let stage = Stage::new(vec![Turn::Say(vec![text(v1_post(T0, "a"))])]).await;
        let jetstream = listener(&stage, V1, |_| {});
        let before = position(&stage.at.to_string(), T0 - age_hours * hour);
        let mut stream = jetstream.open(Some(before.write())).await.unwrap();
        assert!(stream.is_catching_up());
        let heard = hear(&mut *stream, 2).await;
        assert_eq!(matches!(heard[0], Event::Gap { .. }), is_gap, "{heard:?}");
        assert!(!stream.is_catching_up());
    }
}

#[tokio::test]
async fn version_2_is_asked_and_resumed_by_number() {
    let stage = Stage::new(vec![
        Turn::Say(vec![text(v2_post(41, T0, "a"))]),
        Turn::Say(vec![text(v2_post(41, T0, "a"))]),
    ])
    .await;
    let jetstream = listener(&stage, V2_PATH, |_| {});
    let mut stream = jetstream.open(None).await.unwrap();
    let heard = hear(&mut *stream, 2).await;
    let mut again = jetstream.open(Some(last_mark(&heard))).await.unwrap();
    assert_eq!(texts(&hear(&mut *again, 2).await), ["a"]);
    let asked = format!(
        "{V2_PATH}?collections=app.bsky.feed.post&kinds=commit&kinds=identity&kinds=account"
    );
    let resumed = format!("{asked}&cursor=41");
    assert_eq!(stage.targets(), [asked, resumed]);
}

#[tokio::test]
async fn version_2_that_holds_no_such_number_is_resumed_by_time_with_a_gap() {
    let refusal = br#"{"error":"CursorTooOld","message":"floor 100"}"#;
    let stage = Stage::new(vec![
        Turn::Http(answer("400 Bad Request", &[], refusal)),
        Turn::Say(vec![
            text(v2_info("OutdatedCursor")),
            text(v2_post(100, T0, "a")),
        ]),
    ])
    .await;
    let jetstream = listener(&stage, V2_PATH, |_| {});
    let mut before = position(&stage.at.to_string(), T0 - 5_000_000);
    before.seq = Some(3);
    let mut stream = jetstream.open(Some(before.write())).await.unwrap();
    let heard = hear(&mut *stream, 3).await;
    let gap = lost(Some(at(T0 - 5_000_000)), at(T0));
    assert_eq!(heard[0], gap);
    assert_eq!(texts(&heard), ["a"]);
    let [first, second] = &stage.targets()[..] else {
        panic!("two attempts");
    };
    assert!(first.ends_with("&cursor=3"), "{first}");
    assert!(
        second.ends_with(&format!("&cursor={}", T0 - 7_000_000)),
        "{second}"
    );
}

#[tokio::test]
async fn version_2_is_heard_compressed_with_the_dictionary_served() {
    let dictionary = dictionary();
    let id = Inflate::new(&dictionary).unwrap().dictionary_id();
    let packed = deflate(&dictionary, v2_post(1, T0, "a").as_bytes());
    let served = || Turn::Http(answer("200 OK", &[], &dictionary));
    let unknown = br#"{"error":"UnknownZstdDictionary"}"#;
    let stage = Stage::new(vec![
        served(),
        Turn::Say(vec![tungstenite::Message::binary(packed.clone())]),
        // The server has trained another one since.
        Turn::Http(answer("400 Bad Request", &[], unknown)),
        served(),
        Turn::Say(vec![tungstenite::Message::binary(packed)]),
    ])
    .await;
    let jetstream = listener(&stage, V2_PATH, |it| it.compression = Compression::Served);
    for _ in 0..2 {
        let mut stream = jetstream.open(None).await.unwrap();
        assert_eq!(texts(&hear(&mut *stream, 2).await), ["a"]);
    }
    let targets = stage.targets();
    let dictionary_path = "/xrpc/network.bsky.jetstream.getZstdDictionary";
    assert_eq!([&*targets[0], &*targets[3]], [dictionary_path; 2]);
    for n in [1, 2, 4] {
        assert!(
            targets[n].contains(&format!("zstdDictionary={id}")),
            "{}",
            targets[n]
        );
    }
}

#[tokio::test]
async fn version_2_without_a_dictionary_is_heard_plain() {
    let stage = Stage::new(vec![
        Turn::Http(answer("404 Not Found", &[], b"")),
        Turn::Say(vec![text(v2_post(1, T0, "a"))]),
    ])
    .await;
    let jetstream = listener(&stage, V2_PATH, |it| it.compression = Compression::Served);
    let mut stream = jetstream.open(None).await.unwrap();
    assert_eq!(texts(&hear(&mut *stream, 2).await), ["a"]);
    assert!(!stage.targets()[1].contains("zstdDictionary"));
}

#[tokio::test]
async fn version_1_without_a_dictionary_is_heard_plain() {
    let stage = Stage::new(vec![Turn::Say(vec![text(v1_post(T0, "a"))])]).await;
    let jetstream = listener(&stage, V1, |it| it.compression = Compression::Served);
    let mut stream = jetstream.open(None).await.unwrap();
    assert_eq!(texts(&hear(&mut *stream, 2).await), ["a"]);
    assert!(!stage.targets()[0].contains("compress"));
}

#[tokio::test]
async fn version_1_is_heard_compressed_with_the_dictionary_brought_along() {
    let dictionary = dictionary();
    let packed = deflate(&dictionary, v1_post(T0, "a").as_bytes());
    let stage = Stage::new(vec![Turn::Say(vec![tungstenite::Message::binary(packed)])]).await;
    let jetstream = listener(&stage, V1, |it| {
        it.compression = Compression::Dictionary(dictionary.into());
    });
    let mut stream = jetstream.open(None).await.unwrap();
    assert_eq!(texts(&hear(&mut *stream, 2).await), ["a"]);
    assert!(stage.targets()[0].ends_with("&compress=true"));
}

#[tokio::test]
async fn bad_messages_are_counted_and_the_stream_goes_on() {
    let stage = Stage::new(vec![Turn::Say(vec![
        text("<html>"),
        tungstenite::Message::binary(vec![1, 2, 3]),
        text(" ".repeat(3 * 1024 * 1024)),
        text(v1_post(T0, "a")),
    ])])
    .await;
    let jetstream = listener(&stage, V1, |_| {});
    let mut stream = jetstream.open(None).await.unwrap();
    let heard = hear(&mut *stream, 4).await;
    let reasons: Vec<_> = heard
        .iter()
        .filter_map(|it| match it {
            Event::Dropped { reason, .. } => Some(*reason),
            _ => None,
        })
        .collect();
    use DropReason::{Malformed, TooLarge};
    assert_eq!(reasons, [Malformed, Malformed, TooLarge]);
    assert_eq!(texts(&heard), ["a"]);
}

#[tokio::test]
async fn text_that_is_not_utf8_is_counted_and_not_met_again() {
    let stage = Stage::new(vec![
        Turn::SayThenRaw(vec![text(v1_post(T0, "a"))], vec![0x81, 2, 0xc3, 0x28]),
        Turn::Say(vec![]),
    ])
    .await;
    let jetstream = listener(&stage, V1, |_| {});
    let mut stream = jetstream.open(None).await.unwrap();
    let heard = hear(&mut *stream, 5).await;
    let [
        Event::Post(_),
        Event::Mark(_),
        Event::Dropped {
            reason: DropReason::NotUtf8,
            ..
        },
        Event::Gap {
            cause: Cause::Overload,
            ..
        },
        Event::Mark(mark),
    ] = &heard[..]
    else {
        panic!("{heard:?}");
    };
    assert_eq!(stream.next().await.unwrap_err().kind, Kind::Transient);
    assert!(stream.next().await.unwrap().is_none());
    let _again = jetstream.open(Some(mark.clone())).await.unwrap();
    assert!(stage.targets()[1].ends_with(&format!("&cursor={}", T0 + 1_000_000)));
}

#[tokio::test]
async fn end_of_the_line_comes_after_a_mark_of_all_that_was_heard() {
    let messages = (0..4).map(|n| text(v1_post(T0 + n, "a"))).collect();
    let stage = Stage::new(vec![Turn::SayAndClose(messages)]).await;
    let jetstream = listener(&stage, V1, |_| {});
    let mut stream = jetstream.open(None).await.unwrap();
    let heard = hear(&mut *stream, 6).await;
    assert!(matches!(heard[5], Event::Mark(_)), "{heard:?}");
    assert_eq!(Position::read(&last_mark(&heard)).unwrap().us, T0 + 3);
    assert_eq!(stream.next().await.unwrap_err().kind, Kind::Transient);
    assert!(stream.next().await.unwrap().is_none());
}

#[tokio::test]
async fn marks_come_each_second_of_the_stream_and_each_500_events() {
    let steady = (0..20).map(|n| text(v1_post(T0 + n * 250_000, "a")));
    let dense = (0..1_200).map(|n| text(v1_post(T0 + 5_000_000 + n, "b")));
    let n_events = 20 + 1_200;
    let stage = Stage::new(vec![Turn::SayAndClose(steady.chain(dense).collect())]).await;
    let jetstream = listener(&stage, V1, |_| {});
    let mut stream = jetstream.open(None).await.unwrap();
    let mut heard = Vec::new();
    while let Ok(Some(event)) = stream.next().await {
        heard.push(event);
    }
    assert_eq!(texts(&heard).len(), n_events);
    let unmarked = heard
        .split(|it| matches!(it, Event::Mark(_)))
        .map(<[_]>::len);
    let unmarked: Vec<_> = unmarked.collect();
    assert_eq!(unmarked, [1, 4, 4, 4, 4, 4, 500, 500, 199, 0]);
}

#[tokio::test]
async fn checkpoint_nobody_can_read_is_a_gap() {
    let stage = Stage::new(vec![Turn::Say(vec![])]).await;
    let jetstream = listener(&stage, V1, |_| {});
    let foreign = Checkpoint(b"?".to_vec());
    let mut stream = jetstream.open(Some(foreign)).await.unwrap();
    assert_eq!(
        hear(&mut *stream, 1).await,
        [lost(None, at(T0 + 1_000_000))]
    );
}

#[tokio::test]
async fn catching_up_ends_with_the_present_or_with_silence() {
    let stage = Stage::new(vec![Turn::Say(vec![text(v1_post(T0 - 60_000_000, "a"))])]).await;
    let clock = clock();
    let settings = Settings::new(format!("ws://{}{V1}", stage.at));
    let jetstream = Jetstream::new(settings, egress_to(&[stage.at]), clock.clone()).unwrap();
    let mut stream = jetstream.open(None).await.unwrap();
    assert!(!stream.is_catching_up());
    hear(&mut *stream, 1).await;
    assert!(stream.is_catching_up());
    clock.advance(Duration::from_secs(6));
    assert!(!stream.is_catching_up());
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let why = |endpoint: &str, change: fn(&mut Settings)| {
        let mut settings = Settings::new(endpoint);
        change(&mut settings);
        let egress = Egress::new(egress::Settings::new("vigie-test"));
        Jetstream::new(settings, egress, clock())
            .err()
            .map(|it| it.kind)
    };
    assert_eq!(why(PUBLIC, |_| {}), None);
    assert_eq!(why("ws://127.0.0.1/subscribe", |_| {}), Some(Kind::Refused));
    assert_eq!(
        why("https://example.org/subscribe", |_| {}),
        Some(Kind::Invalid)
    );
    assert_eq!(why("jetstream", |_| {}), Some(Kind::Refused));
    let many = |it: &mut Settings| it.collections = vec!["a.b.c".into(); 101];
    assert_eq!(why(PUBLIC, many), Some(Kind::Invalid));
    let appview = |it: &mut Settings| it.appview = Some("http://10.0.0.1/".into());
    assert_eq!(why(PUBLIC, appview), Some(Kind::Refused));
}

#[test]
fn dictionary_in_use_on_version_1_is_read() {
    // Its bytes are not ours to keep here: given by path where they are at hand.
    #[expect(
        clippy::disallowed_methods,
        reason = "tests have no configuration but the environment"
    )]
    let Ok(path) = std::env::var("VIGIE_TEST_JETSTREAM_DICTIONARY") else {
        eprintln!("skipped: VIGIE_TEST_JETSTREAM_DICTIONARY is not set");
        return;
    };
    let dictionary = std::fs::read(path).unwrap();
    let inflate = Inflate::new(&dictionary).unwrap();
    assert_eq!(inflate.dictionary_id(), 1_612_007_021);
    let message = v1_post(T0, "3abc");
    let packed = deflate(&dictionary, message.as_bytes());
    assert_eq!(inflate.message(&packed).unwrap(), message);
}

proptest! {
    #[test]
    fn any_message_is_decoded_or_dropped(message in ".{0,200}", bytes in any::<Vec<u8>>()) {
        for version in [WireVersion::V1, WireVersion::V2] {
            let mut wire = wire(version, None, Expect::Nothing);
            prop_assert!(read(&mut wire, &message).1.is_none());
            let mut out = VecDeque::new();
            let binary = Message::Binary(bytes.clone().into());
            prop_assert!(wire.read(binary, at(T0), &mut out).is_ok());
        }
    }

    #[test]
    fn damaged_messages_never_end_the_stream(cut in 0_usize..300, at in 0_usize..300, c: char) {
        for (version, message) in [
            (WireVersion::V1, v1_post(T0, "3a")),
            (WireVersion::V2, v2_post(1, T0, "3a")),
        ] {
            let mut wire = wire(version, None, Expect::Nothing);
            let cut = message.floor_char_boundary(cut.min(message.len() - 1));
            let (events, end) = read(&mut wire, &message[..cut]);
            prop_assert!(end.is_none());
            let is_dropped = matches!(events[..], [Event::Dropped { .. }]);
            prop_assert!(is_dropped);
            let at = at.min(message.len() - 1);
            let damaged = format!("{}{c}{}", &message[..at], &message[at + 1..]);
            prop_assert!(read(&mut wire, &damaged).1.is_none());
        }
    }
}

mod shared_data {
    use super::*;

    #[test]
    fn captured_events_are_all_understood() {
        let Some(folder) = crate::shared_data::folder() else {
            return;
        };
        for (name, n_expected) in [("golden_v1.jsonl", 10), ("expected_v1.jsonl", 152)] {
            let path = folder.join("jetstream").join(name);
            let lines = std::fs::read_to_string(path).unwrap();
            let mut n_events = 0;
            for line in lines.lines() {
                let decoded = decode_v1(line, at(T0));
                assert!(decoded.at.is_some(), "{line}");
                assert!(!matches!(decoded.told, Told::Dropped(_)), "{line}");
                n_events += 1;
            }
            assert_eq!(n_events, n_expected, "{name}");
        }
    }
}

#[tokio::test]
async fn moment_of_the_past_is_heard_again_without_claiming_a_gap() {
    let stage = Stage::new(vec![Turn::Say(vec![text(v1_post(T0 + 9_000_000, "a"))])]).await;
    let jetstream = listener(&stage, V1, |_| {});
    let from = jetstream.since(time::from_micros(T0)).unwrap();
    let now = jetstream.clock.now().as_microsecond();
    assert!(now - T0 < 3_600_000_000, "the moment is within the limit");
    let mut stream = jetstream.open(Some(from)).await.unwrap();
    let heard = hear(&mut *stream, 2).await;
    assert!(
        matches!(heard[..], [Event::Post(_), Event::Mark(_)]),
        "{heard:?}"
    );
    assert!(stage.targets()[0].ends_with(&format!("&cursor={}", T0 - 2_000_000)));
}
