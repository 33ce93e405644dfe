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

mod stream;

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

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(at(T0 + 1_000_000)))
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
