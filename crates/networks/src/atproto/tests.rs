use std::collections::BTreeMap;

use ipld_core::ipld::Ipld;
use model::{GoneWhy, PostKind, seam::ManualClock};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite;

use super::{car::Car, *};
use crate::egress::tests::world::{Stage, Turn, egress_to};

/// Test archives and frames, written by the library's encoder: the oracle of the decoder's framing.
pub(super) mod build {
    use std::collections::BTreeMap;

    use cid::{Cid, multihash::Multihash};
    use ipld_core::ipld::Ipld;
    use serde::Serialize;
    use sha2::{Digest as _, Sha256};

    pub(crate) fn map<const N: usize>(members: [(&str, Ipld); N]) -> Ipld {
        let members: BTreeMap<String, Ipld> = members
            .into_iter()
            .map(|(k, v)| (k.to_owned(), v))
            .collect();
        Ipld::Map(members)
    }

    pub(crate) fn cbor(value: &impl Serialize) -> Vec<u8> {
        serde_ipld_dagcbor::to_vec(value).unwrap()
    }

    pub(crate) fn cid_of(block: &[u8]) -> Cid {
        let digest = Sha256::digest(block);
        Cid::new_v1(0x71, Multihash::wrap(0x12, &digest).unwrap())
    }

    pub(crate) fn varint(mut number: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        loop {
            let low = u8::try_from(number & 0x7f).unwrap();
            number >>= 7;
            if number == 0 {
                bytes.push(low);
                return bytes;
            }
            bytes.push(low | 0x80);
        }
    }

    pub(crate) fn car(blocks: &[(Cid, Vec<u8>)]) -> Vec<u8> {
        let header = cbor(&map([
            ("roots", Ipld::List(vec![])),
            ("version", Ipld::Integer(1)),
        ]));
        let mut bytes = varint(header.len() as u64);
        bytes.extend(header);
        for (cid, block) in blocks {
            let cid = cid.to_bytes();
            bytes.extend(varint((cid.len() + block.len()) as u64));
            bytes.extend(cid);
            bytes.extend(block);
        }
        bytes
    }

    pub(crate) fn frame(kind: &str, body: &Ipld) -> Vec<u8> {
        let header = map([
            ("op", Ipld::Integer(1)),
            ("t", Ipld::String(kind.to_owned())),
        ]);
        let mut bytes = cbor(&header);
        bytes.extend(cbor(body));
        bytes
    }

    pub(crate) struct Put<'a> {
        pub(crate) action: &'a str,
        pub(crate) path: &'a str,
        pub(crate) record: Option<Ipld>,
    }

    pub(crate) fn commit(seq: i64, did: &str, puts: &[Put<'_>]) -> Vec<u8> {
        let mut blocks = Vec::new();
        let mut ops = Vec::new();
        for put in puts {
            let cid = put.record.as_ref().map(|record| {
                let block = cbor(record);
                let cid = cid_of(&block);
                blocks.push((cid, block));
                cid
            });
            ops.push(map([
                ("action", Ipld::String(put.action.to_owned())),
                ("path", Ipld::String(put.path.to_owned())),
                ("cid", cid.map_or(Ipld::Null, Ipld::Link)),
            ]));
        }
        commit_of(seq, did, ops, car(&blocks))
    }

    pub(crate) fn commit_of(seq: i64, did: &str, ops: Vec<Ipld>, blocks: Vec<u8>) -> Vec<u8> {
        frame(
            "#commit",
            &map([
                ("seq", Ipld::Integer(seq.into())),
                ("repo", Ipld::String(did.to_owned())),
                ("rev", Ipld::String("3mptbyp".to_owned())),
                ("time", Ipld::String("2026-07-04T14:38:07.517Z".to_owned())),
                ("tooBig", Ipld::Bool(false)),
                ("blocks", Ipld::Bytes(blocks)),
                ("ops", Ipld::List(ops)),
            ]),
        )
    }

    pub(crate) fn post(text: &str) -> Ipld {
        map([
            ("$type", Ipld::String("app.bsky.feed.post".to_owned())),
            ("text", Ipld::String(text.to_owned())),
            (
                "createdAt",
                Ipld::String("2026-07-04T14:38:00.000Z".to_owned()),
            ),
        ])
    }
}

use build::{Put, map};

const DID: &str = "did:plc:aaaabbbbccccdddd";

fn now() -> Timestamp {
    "2026-07-04T14:38:10Z".parse().unwrap()
}

fn wire() -> FirehoseWire {
    FirehoseWire {
        dids: vec![],
        reposts: false,
        host: "relay.example".into(),
        position: None,
        resumed_at: None,
        lost: false,
    }
}

/// What a fresh wire tells of these frames, and how it ends.
fn told(frames: &[Vec<u8>]) -> (Vec<Event>, Option<NetError>, FirehoseWire) {
    let mut wire = wire();
    let mut out = VecDeque::new();
    for frame in frames {
        let message = Message::Binary(frame.clone().into());
        if let Err(error) = wire.read(message, now(), &mut out) {
            return (out.into(), Some(error), wire);
        }
    }
    (out.into(), None, wire)
}

#[track_caller]
fn check_dropped(frame: Vec<u8>, expect: DropReason) {
    let (events, end, _) = told(&[frame]);
    assert!(end.is_none());
    let [Event::Dropped { reason, .. }] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!(*reason, expect);
}

#[test]
fn commit_create_update_and_delete_tell_posts_and_gone() {
    let frame = build::commit(
        7,
        DID,
        &[
            Put {
                action: "create",
                path: "app.bsky.feed.post/3a",
                record: Some(build::post("un")),
            },
            Put {
                action: "update",
                path: "app.bsky.feed.post/3b",
                record: Some(build::post("deux")),
            },
            Put {
                action: "create",
                path: "app.bsky.feed.like/3c",
                record: Some(build::post("x")),
            },
            Put {
                action: "delete",
                path: "app.bsky.feed.post/3d",
                record: None,
            },
        ],
    );
    let (events, end, wire) = told(&[frame]);
    assert!(end.is_none());
    let [
        Event::Post(first),
        Event::Post(second),
        Event::Gone { target, why },
    ] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!(first.text.as_raw(), "un");
    assert_eq!(first.kind, PostKind::Post);
    assert_eq!(
        &*first.at.id,
        "at://did:plc:aaaabbbbccccdddd/app.bsky.feed.post/3a"
    );
    assert!(first.at.rev.as_deref().unwrap().starts_with("bafyrei"));
    assert_eq!(second.text.as_raw(), "deux");
    assert_eq!(
        &*target.id,
        "at://did:plc:aaaabbbbccccdddd/app.bsky.feed.post/3d"
    );
    assert_eq!(*why, GoneWhy::Deleted);
    let position = Position::read(&wire.checkpoint().unwrap()).unwrap();
    assert_eq!(position.seq, 7);
    assert_eq!(position.at().to_string(), "2026-07-04T14:38:07.517Z");
}

#[test]
fn block_that_is_not_what_its_cid_names_is_dropped() {
    let block = build::cbor(&build::post("vrai"));
    let cid = build::cid_of(&block);
    let forged = build::cbor(&build::post("faux"));
    let op = map([
        ("action", Ipld::String("create".into())),
        ("path", Ipld::String("app.bsky.feed.post/3a".into())),
        ("cid", Ipld::Link(cid)),
    ]);
    let frame = |blocks: &[_]| build::commit_of(1, DID, vec![op.clone()], build::car(blocks));
    check_dropped(frame(&[(cid, forged)]), DropReason::Malformed);
    check_dropped(frame(&[]), DropReason::Incomplete);
}

#[test]
fn identity_account_and_sync_tell_what_they_mean() {
    let member = |name, value: &str| (name, Ipld::String(value.to_owned()));
    let at = || member("time", "2026-07-04T14:38:08Z");
    let seq = |seq| ("seq", Ipld::Integer(seq));
    let frames = [
        build::frame(
            "#identity",
            &map([
                seq(1),
                member("did", DID),
                member("handle", "a.example"),
                at(),
            ]),
        ),
        build::frame("#identity", &map([seq(2), member("did", DID), at()])),
        build::frame(
            "#account",
            &map([
                seq(3),
                member("did", DID),
                ("active", Ipld::Bool(false)),
                member("status", "deleted"),
                at(),
            ]),
        ),
        build::frame(
            "#sync",
            &map([
                seq(4),
                member("did", DID),
                ("blocks", Ipld::Bytes(vec![])),
                member("rev", "3"),
                at(),
            ]),
        ),
    ];
    let (events, end, wire) = told(&frames);
    assert!(end.is_none());
    let [
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
    assert_eq!(&**handle, "a.example");
    assert_eq!(&**author, DID);
    assert_eq!(wire.position.unwrap().seq, 4);
}

#[test]
fn outdated_cursor_tells_a_gap_up_to_the_first_event() {
    let mut wire = wire();
    wire.resumed_at = Some("2026-07-01T00:00:00Z".parse().unwrap());
    let mut out = VecDeque::new();
    let info = build::frame(
        "#info",
        &map([("name", Ipld::String("OutdatedCursor".into()))]),
    );
    wire.read(Message::Binary(info.into()), now(), &mut out)
        .unwrap();
    assert!(out.is_empty());
    let commit = build::commit(9, DID, &[]);
    for _ in 0..2 {
        wire.read(Message::Binary(commit.clone().into()), now(), &mut out)
            .unwrap();
    }
    let gap = Event::Gap {
        from: Some("2026-07-01T00:00:00Z".parse().unwrap()),
        to: Some("2026-07-04T14:38:07.517Z".parse().unwrap()),
        cause: Cause::LookBack,
    };
    assert_eq!(Vec::from(out), [gap]);
}

#[test]
fn error_frames_end_the_stream_with_their_meaning() {
    let error = |name: &str| {
        let mut frame = build::cbor(&map([("op", Ipld::Integer(-1))]));
        frame.extend(build::cbor(&map([(
            "error",
            Ipld::String(name.to_owned()),
        )])));
        told(&[frame]).1.unwrap().kind
    };
    assert_eq!(error("FutureCursor"), Kind::CursorTooOld);
    assert_eq!(error("ConsumerTooSlow"), Kind::Transient);
}

#[test]
fn message_too_large_to_receive_is_stepped_over() {
    let (_, _, mut wire) = told(&[build::commit(41, DID, &[])]);
    let mut out = VecDeque::new();
    wire.skip(DropReason::TooLarge, &mut out);
    assert!(matches!(
        out[0],
        Event::Dropped {
            reason: DropReason::TooLarge,
            ..
        }
    ));
    assert_eq!(wire.position.unwrap().seq, 42);
}

#[test]
fn unknown_kind_and_foreign_bytes_are_dropped_by_reason() {
    check_dropped(build::frame("#nouveau", &map([])), DropReason::Unknown);
    check_dropped(build::frame("#commit", &map([])), DropReason::Malformed);
    check_dropped(b"<html>".to_vec(), DropReason::Malformed);
    check_dropped(vec![], DropReason::Malformed);
    let mut trailing = build::commit(1, DID, &[]);
    trailing.push(0);
    check_dropped(trailing, DropReason::Malformed);
}

#[test]
fn nesting_bombs_are_dropped() {
    // Arrays within arrays, as a frame and as a record.
    check_dropped(vec![0x81; 1_000_000], DropReason::Malformed);
    let block = vec![0x81; 500_000];
    let cid = build::cid_of(&block);
    let op = map([
        ("action", Ipld::String("create".into())),
        ("path", Ipld::String("app.bsky.feed.post/3a".into())),
        ("cid", Ipld::Link(cid)),
    ]);
    let frame = build::commit_of(1, DID, vec![op], build::car(&[(cid, block)]));
    check_dropped(frame, DropReason::Malformed);
}

#[test]
fn car_with_absurd_lengths_is_malformed() {
    let header = build::car(&[]);
    for length in [
        &[0x05][..],
        &[0xff; 8],
        &[0xff; 30],
        &[0xff, 0xff, 0xff, 0xff, 0x7f],
    ] {
        let bytes = [&header, length].concat();
        assert!(
            matches!(Car::parse(&bytes), Err(DropReason::Malformed)),
            "{length:?}"
        );
    }
    assert!(matches!(Car::parse(&[]), Err(DropReason::Malformed)));
    let version_2 = build::cbor(&map([("version", Ipld::Integer(2))]));
    let bytes = [build::varint(version_2.len() as u64), version_2].concat();
    assert!(matches!(Car::parse(&bytes), Err(DropReason::Unknown)));
}

#[test]
fn commit_with_too_many_changes_is_too_large() {
    let put = || Put {
        action: "delete",
        path: "app.bsky.feed.post/3a",
        record: None,
    };
    let puts: Vec<_> = std::iter::repeat_with(put).take(201).collect();
    check_dropped(build::commit(1, DID, &puts), DropReason::TooLarge);
}

#[test]
fn record_of_a_megabyte_is_too_large() {
    let record = Some(build::post(&"é".repeat(600_000)));
    let put = Put {
        action: "create",
        path: "app.bsky.feed.post/3a",
        record,
    };
    check_dropped(build::commit(1, DID, &[put]), DropReason::TooLarge);
}

#[test]
fn record_dated_in_year_9999_is_dated_when_received() {
    let mut record = build::post("demain");
    if let Ipld::Map(members) = &mut record {
        members.insert(
            "createdAt".into(),
            Ipld::String("9999-12-31T23:59:59Z".into()),
        );
    }
    let put = Put {
        action: "create",
        path: "app.bsky.feed.post/3a",
        record: Some(record),
    };
    let (events, _, _) = told(&[build::commit(1, DID, &[put])]);
    let [Event::Post(post)] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!(post.created_at, now());
}

#[test]
fn only_wanted_accounts_are_heard() {
    let mut wire = wire();
    wire.dids = vec!["did:plc:other".into()];
    let put = |record| Put {
        action: "create",
        path: "app.bsky.feed.post/3a",
        record,
    };
    let mut out = VecDeque::new();
    for did in [DID, "did:plc:other"] {
        let frame = build::commit(1, did, &[put(Some(build::post("a")))]);
        wire.read(Message::Binary(frame.into()), now(), &mut out)
            .unwrap();
    }
    let [Event::Post(post)] = out.make_contiguous() else {
        panic!("{out:?}");
    };
    assert_eq!(&*post.author.id, "did:plc:other");
}

const PATH: &str = "/xrpc/com.atproto.sync.subscribeRepos";

fn listener(stage: &Stage) -> Firehose {
    let settings = Settings::new(format!("ws://{}{PATH}", stage.at));
    let clock = Arc::new(ManualClock::at(now()));
    Firehose::new(settings, egress_to(&[stage.at]), clock).unwrap()
}

fn say(n: i64) -> Turn {
    let record = Some(build::post(&n.to_string()));
    let put = Put {
        action: "create",
        path: "app.bsky.feed.post/3a",
        record,
    };
    Turn::Say(vec![tungstenite::Message::binary(build::commit(
        n,
        DID,
        &[put],
    ))])
}

#[tokio::test]
async fn firehose_is_resumed_by_number_on_its_host() {
    let stage = Stage::new(vec![say(41), say(42)]).await;
    let firehose = listener(&stage);
    let mut stream = firehose.open(None).await.unwrap();
    assert!(matches!(stream.next().await, Ok(Some(Event::Post(_)))));
    let Ok(Some(Event::Mark(mark))) = stream.next().await else {
        panic!("no mark");
    };
    let mut stream = firehose.open(Some(mark)).await.unwrap();
    assert!(matches!(stream.next().await, Ok(Some(Event::Post(_)))));
    assert_eq!(stage.targets(), [PATH, &format!("{PATH}?cursor=41")]);
}

#[tokio::test]
async fn number_of_another_host_is_a_gap() {
    let stage = Stage::new(vec![say(1)]).await;
    let elsewhere = Position {
        host: "elsewhere".into(),
        seq: 7,
        us: now().as_microsecond() - 5_000_000,
    };
    let from = Some(elsewhere.at());
    let mut stream = listener(&stage)
        .open(Some(elsewhere.write()))
        .await
        .unwrap();
    let gap = Event::Gap {
        from,
        to: Some(now()),
        cause: Cause::LookBack,
    };
    assert_eq!(stream.next().await.unwrap(), Some(gap));
    assert_eq!(stage.targets(), [PATH]);
}

/// Any value the protocol can hold, and the JSON it stands for.
fn any_value() -> impl Strategy<Value = (Ipld, Value)> {
    let leaf = prop_oneof![
        Just((Ipld::Null, Value::Null)),
        any::<bool>().prop_map(|it| (Ipld::Bool(it), it.into())),
        any::<i64>().prop_map(|it| (Ipld::Integer(it.into()), it.into())),
        ".{0,12}".prop_map(|it| (Ipld::String(it.clone()), it.into())),
        proptest::collection::vec(any::<u8>(), 0..20).prop_map(|it| {
            let shown = base64::prelude::BASE64_STANDARD_NO_PAD;
            let shown = base64::Engine::encode(&shown, &it);
            (Ipld::Bytes(it), json!({ "$bytes": shown }))
        }),
        proptest::collection::vec(any::<u8>(), 0..20).prop_map(|it| {
            let cid = build::cid_of(&it);
            (Ipld::Link(cid), json!({ "$link": cid.to_string() }))
        }),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(|items| {
                let (cbor, json): (Vec<_>, Vec<_>) = items.into_iter().unzip();
                (Ipld::List(cbor), Value::Array(json))
            }),
            proptest::collection::btree_map("[a-z$]{0,6}", inner, 0..6).prop_map(|members| {
                let mut cbor = BTreeMap::new();
                let mut json = serde_json::Map::new();
                for (name, (value, shown)) in members {
                    cbor.insert(name.clone(), value);
                    json.insert(name, shown);
                }
                (Ipld::Map(cbor), Value::Object(json))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn record_of_any_shape_is_the_json_it_stands_for((cbor, expect) in any_value()) {
        let text = json::from_dag_cbor(&build::cbor(&cbor)).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(value, expect);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = told(std::slice::from_ref(&bytes));
        let _ = Car::parse(&bytes);
        let _ = json::from_dag_cbor(&bytes);
    }

    #[test]
    fn damaged_frames_never_panic_and_never_end_the_stream(
        cut in 0_usize..400,
        at in 0_usize..400,
        byte in any::<u8>(),
    ) {
        let put = Put {
            action: "create",
            path: "app.bsky.feed.post/3a",
            record: Some(build::post("un texte")),
        };
        let whole = build::commit(1, DID, &[put]);
        let cut_short = whole[..cut.min(whole.len() - 1)].to_vec();
        let (events, end, _) = told(&[cut_short]);
        prop_assert!(end.is_none());
        let is_dropped = matches!(events[..], [Event::Dropped { .. }]);
        prop_assert!(is_dropped);
        let mut flipped = whole;
        let at = at.min(flipped.len() - 1);
        flipped[at] = byte;
        prop_assert!(told(&[flipped]).1.is_none());
    }
}

mod shared_data {
    //! The frames of the real network, and what its own servers made of them.

    use std::{fs, path::PathBuf};

    use super::*;
    use crate::shared_data::folder;

    fn jetstream_folder() -> Option<PathBuf> {
        folder().map(|it| it.join("jetstream"))
    }

    fn frames(folder: &std::path::Path) -> Vec<Vec<u8>> {
        let packed = fs::read(folder.join("frames.bin.zst")).unwrap();
        let bytes = zstd::decode_all(&packed[..]).unwrap();
        let mut rest = &bytes[..];
        let mut frames = Vec::new();
        while let Some((len, after)) = rest.split_first_chunk::<4>() {
            let len = u32::from_le_bytes(*len) as usize;
            frames.push(after[..len].to_vec());
            rest = &after[len..];
        }
        frames
    }

    /// The events of a frame in version 1's JSON, but for `time_us`, which the instance stamps.
    fn as_v1(frame: &Frame<'_>) -> Vec<Value> {
        match &frame.body {
            Body::Commit(commit) => commit
                .changes(|_| true)
                .into_iter()
                .map(|it| change_as_v1(commit, &it.unwrap()))
                .collect(),
            Body::Identity(it) => {
                let mut identity = json!({ "did": it.did, "seq": it.seq, "time": it.time });
                if let Some(handle) = it.handle {
                    identity["handle"] = handle.into();
                }
                vec![json!({ "did": it.did, "kind": "identity", "identity": identity })]
            }
            Body::Account(it) => {
                let mut account =
                    json!({ "active": it.active, "did": it.did, "seq": it.seq, "time": it.time });
                if let Some(status) = it.status {
                    account["status"] = status.into();
                }
                vec![json!({ "did": it.did, "kind": "account", "account": account })]
            }
            Body::Sync(_) | Body::Info(_) | Body::Error(_) => vec![],
        }
    }

    fn change_as_v1(commit: &frame::Commit<'_>, change: &frame::Change<'_>) -> Value {
        let mut told = json!({
            "rev": commit.rev,
            "operation": change.action,
            "collection": change.key.collection,
            "rkey": change.key.rkey,
        });
        if let Some((cid, record)) = &change.put {
            told["cid"] = cid.as_str().into();
            told["record"] = serde_json::from_str(record).unwrap();
        }
        json!({ "did": commit.repo, "kind": "commit", "commit": told })
    }

    #[test]
    fn relay_frames_tell_what_jetstream_told() {
        let Some(folder) = jetstream_folder() else {
            return;
        };
        let frames = frames(&folder);
        assert_eq!(frames.len(), 150);
        let decoded: Vec<Value> = frames
            .iter()
            .flat_map(|it| as_v1(&Frame::decode(it).unwrap()))
            .collect();
        let expected: Vec<Value> = fs::read_to_string(folder.join("expected_v1.jsonl"))
            .unwrap()
            .lines()
            .map(|line| {
                let mut event: Value = serde_json::from_str(line).unwrap();
                event.as_object_mut().unwrap().remove("time_us");
                event
            })
            .collect();
        assert_eq!(expected.len(), 152);
        let key = |it: &Value| it.to_string();
        let mut sorted = (decoded, expected);
        sorted.0.sort_by_key(key);
        sorted.1.sort_by_key(key);
        assert_eq!(sorted.0, sorted.1);
    }

    #[test]
    fn both_wires_tell_the_same_events() {
        let Some(folder) = jetstream_folder() else {
            return;
        };
        let (by_relay, end, wire) = told(&frames(&folder));
        assert!(end.is_none());
        assert_eq!(wire.position.unwrap().seq, 31_527_015_471);
        let by_jetstream: Vec<Event> = fs::read_to_string(folder.join("expected_v1.jsonl"))
            .unwrap()
            .lines()
            .filter_map(|line| match crate::jetstream::decode_v1(line, now()).told {
                crate::jetstream::Told::Event(event) => Some(*event),
                crate::jetstream::Told::Nothing => None,
                other => panic!("{other:?}"),
            })
            .filter(|it| !is_repost(it))
            .collect();
        let shown = |events: &[Event]| {
            let mut shown: Vec<_> = events
                .iter()
                .map(|it| format!("{:?}", evened(it)))
                .collect();
            shown.sort();
            shown
        };
        assert_eq!(shown(&by_relay), shown(&by_jetstream));
        assert!(by_relay.len() > 10, "{}", by_relay.len());
    }

    fn is_repost(event: &Event) -> bool {
        match event {
            Event::Post(post) => matches!(post.kind, PostKind::Repost { .. }),
            Event::Gone { target, .. } => target.id.contains("/app.bsky.feed.repost/"),
            _ => false,
        }
    }

    /// The same event with its evidence in one order of members.
    fn evened(event: &Event) -> Event {
        let mut event = event.clone();
        if let Event::Post(post) = &mut event {
            let raw: Value = serde_json::from_str(&post.raw).unwrap();
            post.raw = raw.to_string().into();
        }
        event
    }

    #[test]
    fn repository_archive_holds_the_records_its_tree_lists() {
        let Some(folder) = jetstream_folder() else {
            return;
        };
        let bytes = fs::read(folder.join("repo.car")).unwrap();
        let car = Car::parse(&bytes).unwrap();
        let list = fs::read_to_string(folder.join("car_expected_records.tsv")).unwrap();
        let mut n_records = 0;
        for line in list.lines() {
            let (path, cid) = line.split_once('\t').unwrap();
            let block = car.block(&cid.parse().unwrap()).unwrap().unwrap();
            let record: Value = serde_json::from_str(&json::from_dag_cbor(block).unwrap()).unwrap();
            assert_eq!(record["$type"], path.split_once('/').unwrap().0);
            n_records += 1;
        }
        assert!(n_records > 10);
    }

    #[test]
    fn data_model_examples_are_the_json_they_stand_for() {
        let Some(folder) = folder() else {
            return;
        };
        let examples = fs::read(folder.join("atproto_interop/data-model/data-model-fixtures.json"));
        let examples: Vec<Value> = serde_json::from_slice(&examples.unwrap()).unwrap();
        assert!(!examples.is_empty());
        for example in examples {
            let engine = base64::prelude::BASE64_STANDARD_NO_PAD;
            let encoded = example["cbor_base64"].as_str().unwrap();
            let bytes = base64::Engine::decode(&engine, encoded).unwrap();
            assert_eq!(build::cid_of(&bytes).to_string(), example["cid"]);
            let text = json::from_dag_cbor(&bytes).unwrap();
            assert_eq!(
                serde_json::from_str::<Value>(&text).unwrap(),
                example["json"]
            );
        }
    }
}
