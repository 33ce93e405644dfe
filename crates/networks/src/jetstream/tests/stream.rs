//! The connector over a real socket, against a stage that says what it is told to.

use super::*;

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
