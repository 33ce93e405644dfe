use std::sync::Arc;

use model::{
    Network as NetworkId,
    seam::{Clock, ManualClock},
};
use proptest::prelude::*;

use super::{PUBLIC_JETSTREAMS, SourceConfig, Speed, connect, read_dictionary};
use crate::{Kind, Mode, egress::tests::world::egress_to};

fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at("2026-11-21T12:00:00Z".parse().unwrap()))
}

fn samples() -> Vec<SourceConfig> {
    let url = || "https://journal.example/flux.xml".to_owned();
    vec![
        SourceConfig::bluesky(None),
        SourceConfig::bluesky(Some("wss://jetstream.example/subscribe".to_owned())),
        SourceConfig::firehose(
            "wss://relay.example/xrpc/com.atproto.sync.subscribeRepos".to_owned(),
        ),
        SourceConfig::feed(url()),
        SourceConfig::feed_every(url(), 600),
        SourceConfig::sandbox("http://127.0.0.1:9/".to_owned()),
        SourceConfig::replay("recordings/a.jsonl.gz".to_owned(), Speed::Max),
        SourceConfig::replay("recordings/a.jsonl.gz".to_owned(), Speed::Times(10.0)),
    ]
}

#[test]
fn settings_are_stored_and_read_back() {
    for config in samples() {
        assert_eq!(SourceConfig::from_json(&config.to_json()).unwrap(), config);
        assert!(
            config
                .to_json()
                .starts_with(&format!("{{\"kind\":\"{}\"", config.kind()))
        );
    }
}

#[test]
fn settings_written_by_hand_may_be_short() {
    let read = |json: &str| SourceConfig::from_json(json).unwrap();
    assert_eq!(
        read(r#"{"kind":"feed","url":"https://a.example/f"}"#),
        SourceConfig::feed("https://a.example/f".to_owned())
    );
    assert_eq!(
        read(r#"{"kind":"replay","path":"a","speed":{"times":2}}"#),
        SourceConfig::replay("a".to_owned(), Speed::Times(2.0))
    );
    let SourceConfig::Jetstream {
        collections,
        compress,
        ..
    } = read(r#"{"kind":"jetstream","url":"wss://a.example/"}"#)
    else {
        panic!("a jetstream")
    };
    assert_eq!(
        (collections, compress),
        (vec!["app.bsky.feed.post".to_owned()], true)
    );
}

#[test]
fn settings_nobody_knows_are_refused() {
    for json in [
        "",
        "{}",
        "null",
        r#"{"kind":"myspace","url":"x"}"#,
        r#"{"kind":"feed"}"#,
        r#"{"kind":"feed","url":"x","pasword":"y"}"#,
        r#"{"kind":"replay","path":"a","speed":"fast"}"#,
        r#"{"url":"https://a.example/f"}"#,
        r#"{"kind":"feed","url":7}"#,
    ] {
        assert_eq!(
            SourceConfig::from_json(json).unwrap_err().kind,
            Kind::Invalid,
            "{json}"
        );
    }
}

#[test]
fn each_kind_connects_to_its_network() {
    let egress = egress_to(&["127.0.0.1:9".parse().unwrap()]);
    for config in samples() {
        let network = connect(&config, &egress, clock()).unwrap();
        assert_eq!(network.id(), config.network(), "{}", config.kind());
        let is_expected = match network.listen().unwrap().mode() {
            Mode::Stream { .. } => {
                matches!(config.network(), NetworkId::Bluesky | NetworkId::Sandbox)
            }
            Mode::Poll { .. } => config.network() == NetworkId::Press,
            Mode::File => config.network() == NetworkId::Replay,
        };
        assert!(is_expected, "{}", config.kind());
        assert!(config.validate(&egress, &clock()).is_ok());
        assert!(!config.address().is_empty());
    }
}

#[test]
fn settings_that_can_never_work_say_so() {
    let egress = egress_to(&[]);
    for config in [
        SourceConfig::feed("flux".to_owned()),
        SourceConfig::feed("http://192.168.1.1/flux".to_owned()),
        SourceConfig::sandbox("http://127.0.0.1:9/".to_owned()),
        SourceConfig::bluesky(Some("https://jetstream.example/subscribe".to_owned())),
        SourceConfig::firehose("relay".to_owned()),
        SourceConfig::replay("a".to_owned(), Speed::Times(0.0)),
    ] {
        let error = config.validate(&egress, &clock()).unwrap_err();
        assert!(
            matches!(error.kind, Kind::Invalid | Kind::Refused),
            "{}: {error}",
            config.to_json()
        );
    }
}

#[test]
fn public_servers_can_be_listened_to() {
    for url in PUBLIC_JETSTREAMS {
        SourceConfig::bluesky(Some(url.to_owned()))
            .validate(&egress_to(&[]), &clock())
            .unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_settings_are_survived(json in any::<String>(), kind in "jetstream|firehose|feed|sandbox|replay", name in "[a-z_]{1,8}") {
        let _ = SourceConfig::from_json(&json);
        let _ = SourceConfig::from_json(&serde_json::json!({ "kind": kind, "url": json, name: json }).to_string());
    }
}

#[test]
fn dictionary_is_read_and_what_cannot_be_one_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("good"), vec![7; 100_000]).unwrap();
    std::fs::write(path("large"), vec![7; 2 * 1024 * 1024]).unwrap();
    let read = |name: &str| read_dictionary(&path(name)).map(|it| it.len());
    assert_eq!(read("good").unwrap(), 100_000);
    assert_eq!(read("large").unwrap_err().kind, Kind::Invalid);
    assert_eq!(read("missing").unwrap_err().kind, Kind::Invalid);
    let config = SourceConfig::bluesky(None).with_dictionary(path("good"));
    assert_eq!(SourceConfig::from_json(&config.to_json()).unwrap(), config);
}
