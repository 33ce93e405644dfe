use model::{Lang, MediaKind, PostKind, SpanKind};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    Kind, Profiles as _,
    egress::tests::world::{Site, answer, egress_to},
};

const DID: &str = "did:plc:aaaabbbbccccdddd";

fn received() -> Timestamp {
    "2026-07-04T14:38:10Z".parse().unwrap()
}

fn post(record: &Value) -> Result<model::Post, DropReason> {
    post_from_record(DID, "3kabc", "bafyreia", &record.to_string(), received())
}

#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "calls read better")]
fn kept(record: Value) -> model::Post {
    post(&record).unwrap()
}

#[test]
fn post_has_all_its_parts() {
    let post = kept(json!({
        "$type": "app.bsky.feed.post",
        "text": "Lé musée #Ouvert par @ana → ici",
        "createdAt": "2026-07-04T14:38:00.123456789Z",
        "langs": ["fr", "fr-FR", "en", "klingon", 3],
        "facets": [
            { "index": { "byteStart": 32, "byteEnd": 35 }, "features": [
                { "$type": "app.bsky.richtext.facet#other" },
                { "$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/é" }] },
            { "index": { "byteStart": 11, "byteEnd": 18 }, "features": [
                { "$type": "app.bsky.richtext.facet#tag", "tag": "Ouvert" }] },
            { "index": { "byteStart": 23, "byteEnd": 27 }, "features": [
                { "$type": "app.bsky.richtext.facet#mention", "did": "did:plc:ana" }] },
        ],
    }));
    assert_eq!(
        &*post.at.id,
        "at://did:plc:aaaabbbbccccdddd/app.bsky.feed.post/3kabc"
    );
    assert_eq!(post.at.rev.as_deref(), Some("bafyreia"));
    assert_eq!(
        post.url.as_deref(),
        Some("https://bsky.app/profile/did:plc:aaaabbbbccccdddd/post/3kabc")
    );
    assert_eq!(post.created_at.to_string(), "2026-07-04T14:38:00.123456Z");
    assert_eq!(&*post.author.id, DID);
    assert!(post.author.handle.is_empty());
    assert_eq!(post.langs, [Lang::FRENCH, Lang::ENGLISH]);
    let text = post.text.as_raw();
    let spans: Vec<_> = post
        .spans
        .iter()
        .map(|it| (&text[it.range.clone()], it.kind.clone()))
        .collect();
    assert_eq!(
        spans,
        [
            ("#Ouvert", SpanKind::Tag("Ouvert".into())),
            ("@ana", SpanKind::Mention("did:plc:ana".into())),
            ("ici", SpanKind::Link("https://example.org/%C3%A9".into())),
        ]
    );
    let raw: Value = serde_json::from_str(&post.raw).unwrap();
    assert_eq!(raw["langs"][4], 3);
}

#[test]
fn facets_that_cannot_be_true_are_left_out() {
    let tag = |start: i64, end: i64| {
        json!({ "index": { "byteStart": start, "byteEnd": end },
                "features": [{ "$type": "app.bsky.richtext.facet#tag", "tag": "x" }] })
    };
    let link = |uri: &str| {
        json!({ "index": { "byteStart": 0, "byteEnd": 2 },
                "features": [{ "$type": "app.bsky.richtext.facet#link", "uri": uri }] })
    };
    let spans = |facets: Value| {
        let post = kept(json!({ "text": "éé abc", "facets": facets }));
        post.spans
            .iter()
            .map(|it| it.range.clone())
            .collect::<Vec<_>>()
    };
    // Inside a character, past the end, inverted, empty, negative.
    for facet in [
        tag(1, 4),
        tag(0, 3),
        tag(0, 99),
        tag(4, 2),
        tag(2, 2),
        tag(-1, 2),
    ] {
        assert!(spans(json!([facet])).is_empty(), "{facet}");
    }
    // Overlapping: the first to start stays.
    assert_eq!(
        spans(json!([tag(5, 8), tag(0, 6), tag(6, 8)])),
        [0..6, 6..8]
    );
    for uri in [
        "javascript:alert(1)",
        "data:text/html,x",
        "/x",
        "at://did:plc:a/b/c",
        "",
    ] {
        assert!(spans(json!([link(uri)])).is_empty(), "{uri}");
    }
    for wrong in [json!(null), json!({}), json!("x"), json!([null, 1, {}, []])] {
        assert!(spans(wrong).is_empty());
    }
}

#[test]
fn replies_and_quotes_tell_what_they_answer() {
    let reference = |rkey: &str| json!({ "uri": format!("at://did:plc:ana/app.bsky.feed.post/{rkey}"), "cid": "bafyreib" });
    let quote = json!({ "$type": "app.bsky.embed.record", "record": reference("3q") });
    let reply = json!({ "parent": reference("3p"), "root": reference("3r") });
    let expect = |rkey: &str| RemoteRef {
        network: Network::Bluesky,
        host: "".into(),
        id: format!("at://did:plc:ana/app.bsky.feed.post/{rkey}").into(),
        rev: Some("bafyreib".into()),
    };
    let quoting = kept(json!({ "text": "", "embed": quote }));
    assert_eq!(quoting.kind, PostKind::Quote { of: expect("3q") });
    let replying = kept(json!({ "text": "a", "reply": reply, "embed": quote }));
    let kind = PostKind::Reply {
        to: expect("3p"),
        root: Some(expect("3r")),
    };
    assert_eq!(replying.kind, kind);
    // A list is embedded like a post, and is none; a reply to nothing is a post.
    let list = json!({ "uri": "at://did:plc:ana/app.bsky.graph.list/3l", "cid": "bafyreib" });
    let embed = json!({ "$type": "app.bsky.embed.record", "record": list });
    assert_eq!(
        kept(json!({ "text": "a", "embed": embed })).kind,
        PostKind::Post
    );
    let nothing = json!({ "parent": { "uri": "https://example.org" } });
    assert_eq!(
        kept(json!({ "text": "a", "reply": nothing })).kind,
        PostKind::Post
    );
}

#[test]
fn media_and_cards_of_all_kinds_are_seen() {
    let blob = |cid: &str| json!({ "$type": "blob", "ref": { "$link": cid }, "mimeType": "x/y" });
    let images = json!({ "$type": "app.bsky.embed.images", "images": [
        { "image": blob("bafkreia"), "alt": "un chat", "aspectRatio": { "width": 4, "height": 3 } },
        { "image": { "cid": "bafkreib", "mimeType": "image/jpeg" }, "alt": "" },
        { "image": blob("../../x"), "alt": "adresse forgée" },
        { "alt": "sans image" },
    ] });
    let post = kept(json!({ "text": "", "embed": images }));
    let urls: Vec<_> = post
        .media
        .iter()
        .map(|it| it.url.as_deref().unwrap())
        .collect();
    assert_eq!(
        urls,
        [
            "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:aaaabbbbccccdddd/bafkreia",
            "https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:aaaabbbbccccdddd/bafkreib",
        ]
    );
    assert_eq!(post.media[0].alt.as_raw(), "un chat");
    assert_eq!(
        (post.media[0].width, post.media[0].height),
        (Some(4), Some(3))
    );
    assert_eq!((post.media[1].width, post.media[1].height), (None, None));

    let gallery = json!({ "$type": "app.bsky.embed.gallery", "items": [
        { "$type": "app.bsky.embed.gallery#image", "image": blob("bafkreic"), "alt": "b" }] });
    assert_eq!(kept(json!({ "embed": gallery })).media[0].alt.as_raw(), "b");

    let video = json!({ "$type": "app.bsky.embed.video", "video": blob("bafkreid"), "alt": "v" });
    let quoted = json!({ "uri": "at://did:plc:ana/app.bsky.feed.post/3q", "cid": "c" });
    let both = json!({ "$type": "app.bsky.embed.recordWithMedia",
        "media": video, "record": { "$type": "app.bsky.embed.record", "record": quoted } });
    let post = kept(json!({ "text": "", "embed": both }));
    assert_eq!(post.media[0].kind, MediaKind::Video);
    assert_eq!(
        post.media[0].url.as_deref(),
        Some("https://video.bsky.app/watch/did%3Aplc%3Aaaaabbbbccccdddd/bafkreid/playlist.m3u8")
    );
    assert!(matches!(post.kind, PostKind::Quote { .. }));

    let external = |uri: &str| {
        json!({ "text": "a", "embed": { "$type": "app.bsky.embed.external",
            "external": { "uri": uri, "title": "T", "description": "D" } } })
    };
    let card = kept(external("https://example.org/x")).card.unwrap();
    assert_eq!(
        (&*card.url, card.title.as_raw()),
        ("https://example.org/x", "T")
    );
    assert_eq!(kept(external("javascript:alert(1)")).card, None);
}

#[test]
fn records_that_make_no_post_say_why() {
    let why = |record: Value| post(&record).unwrap_err();
    assert_eq!(why(json!({})), DropReason::Incomplete);
    assert_eq!(why(json!({ "text": "" })), DropReason::Incomplete);
    assert_eq!(why(json!({ "text": 3 })), DropReason::Incomplete);
    assert_eq!(why(json!([])), DropReason::Malformed);
    assert_eq!(
        why(json!({ "text": "é".repeat(40_000) })),
        DropReason::TooLarge
    );
    assert_eq!(
        why(json!({ "text": "a", "x": "é".repeat(600_000) })),
        DropReason::TooLarge
    );
    let from_text = |text: &str| post_from_record(DID, "3k", "c", text, received()).unwrap_err();
    assert_eq!(from_text("{"), DropReason::Malformed);
    assert_eq!(from_text(&"[".repeat(200_000)), DropReason::Malformed);
}

#[test]
fn dates_that_lie_are_replaced_by_ours() {
    for claimed in ["9999-12-31T23:59:59Z", "1066-10-14T09:00:00Z", "demain", ""] {
        let post = kept(json!({ "text": "a", "createdAt": claimed }));
        assert_eq!(post.created_at, received(), "{claimed}");
    }
    let post = kept(json!({ "text": "a", "createdAt": "2026-07-04T16:38:00+02:00" }));
    assert_eq!(post.created_at.to_string(), "2026-07-04T14:38:00Z");
}

#[test]
fn null_characters_become_spaces_and_ranges_stay_true() {
    let post = kept(json!({ "text": "a\0#b", "facets": [
        { "index": { "byteStart": 2, "byteEnd": 4 },
          "features": [{ "$type": "app.bsky.richtext.facet#tag", "tag": "b" }] }] }));
    assert_eq!(post.text.as_raw(), "a #b");
    assert_eq!(post.spans[0].range, 2..4);
}

#[test]
fn events_of_no_concern_and_forged_names_are_told_apart() {
    let put = |did: &'static str, collection, rkey| Heard {
        did,
        what: What::Put {
            replaced: false,
            key: RecordKey { collection, rkey },
            cid: "c",
            record: r#"{"text":"a"}"#,
        },
    };
    let told = |heard| event(&heard, received());
    assert!(matches!(
        told(put(DID, POST, "3k")),
        Ok(Some(Event::Post(_)))
    ));
    assert_eq!(told(put(DID, "app.bsky.feed.like", "3k")), Ok(None));
    for rkey in ["", ".", "..", "a/b", "a b", "é", "a?b"] {
        assert_eq!(
            told(put(DID, POST, rkey)),
            Err(DropReason::Malformed),
            "{rkey}"
        );
    }
    for did in [
        "",
        "did:",
        "did:plc:",
        "plc:abc",
        "did:plc:a/b",
        "did:PLC:a",
        "did:plc:a:",
    ] {
        assert_eq!(
            told(put(did, POST, "3k")),
            Err(DropReason::Malformed),
            "{did}"
        );
    }
}

#[test]
fn identity_tells_only_names_one_can_be_called_by() {
    let told = |handle| {
        let heard = Heard {
            did: DID,
            what: What::Identity { handle },
        };
        event(&heard, received()).unwrap().is_some()
    };
    for handle in ["ana.example", "a.b.c.org", "xn--ls8h.test", "8.cn"] {
        assert!(told(Some(handle)), "{handle}");
    }
    for handle in [
        "handle.invalid",
        "",
        "ana",
        "ana..org",
        "-a.org",
        "a.8",
        "é.org",
        "a_b.org",
    ] {
        assert!(!told(Some(handle)), "{handle}");
    }
    assert!(!told(None));
}

#[test]
fn repost_tells_what_it_passes_on() {
    let record = json!({ "subject": { "uri": "at://did:plc:ana/app.bsky.feed.post/3p", "cid": "c" },
        "createdAt": "2026-07-04T14:38:00Z" });
    let post = record::repost(DID, "3k", "d", &record.to_string(), received()).unwrap();
    let PostKind::Repost { of } = post.kind else {
        panic!("{post:?}");
    };
    assert_eq!(&*of.id, "at://did:plc:ana/app.bsky.feed.post/3p");
    assert_eq!(
        &*post.at.id,
        "at://did:plc:aaaabbbbccccdddd/app.bsky.feed.repost/3k"
    );
    assert!(post.text.is_empty());
    let nothing = record::repost(DID, "3k", "d", "{}", received());
    assert_eq!(nothing, Err(DropReason::Incomplete));
}

#[tokio::test]
async fn profiles_are_resolved_by_batch() {
    let body = json!({ "profiles": [
        { "did": "did:plc:a", "handle": "ana.example", "displayName": "Ana\u{0}",
          "avatar": "https://cdn.example/a", "followersCount": 12, "unknown": {} },
        { "did": "did:plc:b", "handle": "handle.invalid" },
        { "did": "did:plc:nobody-asked", "handle": "x.example" },
    ] })
    .to_string();
    let site = Site::new(move |_| answer("200 OK", &[], body.as_bytes())).await;
    let appview = AppView::new(&site.url("/"), egress_to(&[site.at])).unwrap();
    let ids: Vec<Box<str>> = ["did:plc:a", "did:plc:b", "not a did"]
        .map(Into::into)
        .into();
    let found = appview.resolve(&ids).await.unwrap();
    let [author] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(
        (&*author.id, author.handle.as_raw()),
        ("did:plc:a", "ana.example")
    );
    assert_eq!(author.name.as_raw(), "Ana ");
    assert_eq!(author.avatar.as_deref(), Some("https://cdn.example/a"));
    assert_eq!(author.followers, Some(12));
    let head = site.heads().remove(0);
    let target = "/xrpc/app.bsky.actor.getProfiles?actors=did%3Aplc%3Aa&actors=did%3Aplc%3Ab";
    assert!(head.starts_with(&format!("GET {target} ")), "{head}");
    assert!(appview.resolve(&[]).await.unwrap().is_empty());
    assert_eq!(site.heads().len(), 1);
}

#[tokio::test]
async fn profiles_refused_say_when_to_come_back() {
    let limited = answer("429 Too Many Requests", &[("retry-after", "30")], b"");
    for (bytes, kind) in [
        (limited, Kind::RateLimited),
        (answer("502 Bad Gateway", &[], b"<html>"), Kind::Transient),
        (answer("200 OK", &[], b"<html>"), Kind::Transient),
    ] {
        let site = Site::new(move |_| bytes.clone()).await;
        let appview = AppView::new(&site.url("/"), egress_to(&[site.at])).unwrap();
        let error = appview.resolve(&["did:plc:a".into()]).await.unwrap_err();
        assert_eq!(error.kind, kind);
        let is_limited = kind == Kind::RateLimited;
        assert_eq!(error.retry_after.is_some(), is_limited);
    }
}

/// JSON of any shape, with the members records have.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,10}".prop_map(Value::from),
        prop_oneof![
            Just("app.bsky.embed.images"),
            Just("app.bsky.embed.recordWithMedia"),
            Just("app.bsky.embed.external"),
            Just("app.bsky.richtext.facet#link"),
            Just("app.bsky.richtext.facet#tag"),
            Just("at://did:plc:a/app.bsky.feed.post/3k"),
            Just("https://example.org/"),
        ]
        .prop_map(Value::from),
    ];
    let names = "text|facets|embed|reply|parent|root|uri|cid|record|media|images|image|ref|index|\
                 byteStart|byteEnd|features|tag|langs|createdAt|external|alt|\\$type|\\$link";
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            proptest::collection::btree_map(names, inner, 0..8)
                .prop_map(|it| Value::Object(it.into_iter().collect())),
        ]
    })
}

/// What the model says of spans holds.
fn assert_spans_hold(post: &model::Post) {
    let text = post.text.as_raw();
    let mut free_from = 0;
    for span in &post.spans {
        assert!(span.range.start >= free_from && span.range.end > span.range.start);
        assert!(text.get(span.range.clone()).is_some());
        free_from = span.range.end;
    }
}

proptest! {
    #[test]
    fn record_of_any_shape_is_read_or_dropped(mut record in any_json(), text in ".{0,40}") {
        if let Value::Object(members) = &mut record {
            members.insert("text".into(), text.into());
        }
        if let Ok(post) = post(&record) {
            assert_spans_hold(&post);
            prop_assert!(!post.text.as_raw().contains('\0'));
        }
    }

    #[test]
    fn facets_anywhere_keep_spans_true(
        text in ".{1,40}",
        ranges in proptest::collection::vec((0_u64..60, 0_u64..60), 0..12),
    ) {
        let facets: Vec<_> = ranges
            .iter()
            .map(|(start, end)| json!({
                "index": { "byteStart": start, "byteEnd": end },
                "features": [{ "$type": "app.bsky.richtext.facet#tag", "tag": "x" }],
            }))
            .collect();
        assert_spans_hold(&kept(json!({ "text": text, "facets": facets })));
    }
}

mod shared_data {
    use super::*;

    /// Every record of a post below `value`.
    fn records<'a>(value: &'a Value, into: &mut Vec<&'a Value>) {
        match value {
            Value::Object(members) => {
                if members.get("$type") == Some(&POST.into()) && members.contains_key("text") {
                    into.push(value);
                }
                members.values().for_each(|it| records(it, into));
            }
            Value::Array(items) => items.iter().for_each(|it| records(it, into)),
            _ => {}
        }
    }

    #[test]
    fn records_of_the_reference_server_are_posts_with_all_their_facets() {
        let Some(folder) = crate::shared_data::folder() else {
            return;
        };
        let mut n_records = 0;
        let mut n_spans = 0;
        for file in std::fs::read_dir(folder.join("atproto_bluesky/views")).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let views: Value = serde_json::from_slice(&bytes).unwrap();
            let mut found = Vec::new();
            records(&views, &mut found);
            for record in found {
                if record["text"] == "" && record.get("embed").is_none() {
                    continue;
                }
                let post = post(record).unwrap();
                assert_eq!(post.text.as_raw(), record["text"]);
                assert_eq!(post.spans.len(), record::list(record, "facets").len());
                n_records += 1;
                n_spans += post.spans.len();
            }
        }
        assert!(n_records > 400 && n_spans > 30, "{n_records}, {n_spans}");
    }
}
