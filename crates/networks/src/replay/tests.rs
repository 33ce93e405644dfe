use std::{fs, io::Write as _, path::PathBuf, sync::Arc, time::Duration};

use jiff::Timestamp;
use model::{
    Checkpoint, DropReason, Event, Network as NetworkId, PostKind,
    seam::{Clock, ManualClock},
};
use proptest::prelude::*;
use tempfile::TempDir;
use tokio::time::Instant;

use super::{LINE_BYTES_MAX, Position, Replay, Speed, WAIT_MAX, decode};
use crate::{Kind, Listen as _, NetError};

mod shared_data;

fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at(now()))
}

fn line(n: usize) -> String {
    format!(
        "{{\"id\":\"tw:{n}\",\"network\":\"twitter\",\"author\":\"ana\",\"created_at\":\"2022-03-08T11:48:07+00:00\",\
             \"lang\":\"fr\",\"kind\":\"normal\",\"text\":\"message {n}\",\"ref\":null}}\n"
    )
}

fn lines(n: usize) -> String {
    (0..n).map(line).collect()
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// All events of a file, and how it ended.
async fn play(
    path: PathBuf,
    speed: Speed,
    from: Option<Checkpoint>,
) -> (Vec<Event>, Option<NetError>) {
    let replay = Replay::new(path, speed, clock()).unwrap();
    let mut stream = replay.open(from).await.unwrap();
    let mut events = Vec::new();
    loop {
        match stream.next().await {
            Ok(Some(event)) => events.push(event),
            Ok(None) => return (events, None),
            Err(error) => return (events, Some(error)),
        }
    }
}

fn ids(events: &[Event]) -> Vec<usize> {
    let ids = events.iter().filter_map(|event| match event {
        Event::Post(post) => Some(post.at.id.strip_prefix("tw:").unwrap().parse().unwrap()),
        _ => None,
    });
    ids.collect()
}

fn dropped(events: &[Event]) -> Vec<DropReason> {
    let dropped = events.iter().filter_map(|event| match event {
        Event::Dropped { reason, .. } => Some(*reason),
        _ => None,
    });
    dropped.collect()
}

#[tokio::test]
async fn file_is_played_whatever_its_compression() {
    let folder = Folder::new();
    let text = lines(450);
    let two_members = [
        gzip(&text.as_bytes()[..1000]),
        gzip(&text.as_bytes()[1000..]),
    ]
    .concat();
    let files = [
        folder.file("a.jsonl", text.as_bytes()),
        folder.file("a.jsonl.gz", &gzip(text.as_bytes())),
        folder.file("two.gz", &two_members),
        folder.file(
            "a.jsonl.zst",
            &zstd::encode_all(text.as_bytes(), 3).unwrap(),
        ),
        folder.file("no-last-end", text.trim_end().as_bytes()),
        folder.file("windows", text.replace('\n', "\r\n").as_bytes()),
        folder.file("bom", format!("\u{feff}{text}\n\n").as_bytes()),
    ];
    for path in files {
        let shown = path.display().to_string();
        let (events, failed) = play(path, Speed::Max, None).await;
        assert!(failed.is_none(), "{shown}");
        assert_eq!(ids(&events), (0..450).collect::<Vec<_>>(), "{shown}");
        assert_eq!(dropped(&events), [], "{shown}");
    }
}

#[tokio::test]
async fn marks_resume_exactly() {
    let folder = Folder::new();
    let path = folder.file("a.jsonl.gz", &gzip(lines(1_000).as_bytes()));
    let (events, _) = play(path.clone(), Speed::Max, None).await;
    let mut before = Vec::new();
    let mut n_marks = 0;
    for (at, event) in events.iter().enumerate() {
        let Event::Mark(mark) = event else { continue };
        before = ids(&events[..at]);
        let (after, failed) = play(path.clone(), Speed::Max, Some(mark.clone())).await;
        assert!(failed.is_none());
        assert_eq!(
            [before.clone(), ids(&after)].concat(),
            (0..1_000).collect::<Vec<_>>()
        );
        n_marks += 1;
    }
    assert_eq!(before.len(), 1_000, "the end is marked");
    assert!(n_marks >= 5, "{n_marks} marks");
}

#[tokio::test]
async fn file_that_grew_goes_on_and_another_file_starts_over() {
    let folder = Folder::new();
    let path = folder.file("a.jsonl", lines(10).as_bytes());
    let (events, _) = play(path.clone(), Speed::Max, None).await;
    let Some(Event::Mark(mark)) = events.last() else {
        panic!("a mark")
    };
    folder.file("a.jsonl", lines(15).as_bytes());
    let (grown, _) = play(path.clone(), Speed::Max, Some(mark.clone())).await;
    assert_eq!(ids(&grown), [10, 11, 12, 13, 14]);
    folder.file("a.jsonl", lines(3).replace("message", "autre").as_bytes());
    let (other, _) = play(path.clone(), Speed::Max, Some(mark.clone())).await;
    assert_eq!(ids(&other), [0, 1, 2]);
    let (nonsense, _) = play(path, Speed::Max, Some(Checkpoint(vec![1; 7]))).await;
    assert_eq!(ids(&nonsense), [0, 1, 2]);
}

#[tokio::test]
async fn bad_lines_are_counted_and_passed_over() {
    let folder = Folder::new();
    let mut bytes = line(0).into_bytes();
    bytes.extend_from_slice(
        b"not json\n\xff\xfe\x00\n{}\n[]\n{\"id\":\"x\",\"network\":\"twitter\",\"text\":\"\"}\n",
    );
    bytes.extend(std::iter::repeat_n(b'x', LINE_BYTES_MAX + 1));
    bytes.push(b'\n');
    bytes.extend_from_slice(line(1).as_bytes());
    let (events, failed) = play(folder.file("a", &bytes), Speed::Max, None).await;
    assert!(failed.is_none());
    assert_eq!(ids(&events), [0, 1]);
    assert_eq!(
        dropped(&events),
        [
            DropReason::Malformed,
            DropReason::NotUtf8,
            DropReason::Malformed,
            DropReason::Malformed,
            DropReason::Incomplete,
            DropReason::TooLarge
        ]
    );
}

#[tokio::test]
async fn bomb_is_one_line_too_long() {
    let folder = Folder::new();
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(line(0).as_bytes()).unwrap();
    for _ in 0..32 {
        out.write_all(&[b'a'; 1 << 20]).unwrap();
    }
    out.write_all(b"\n").unwrap();
    out.write_all(line(1).as_bytes()).unwrap();
    let (events, failed) = play(
        folder.file("bomb.gz", &out.finish().unwrap()),
        Speed::Max,
        None,
    )
    .await;
    assert!(failed.is_none());
    assert_eq!(
        (ids(&events), dropped(&events)),
        (vec![0, 1], vec![DropReason::TooLarge])
    );
}

#[tokio::test]
async fn damaged_file_gives_what_it_holds_and_says_so() {
    let folder = Folder::new();
    let mut bytes = gzip(lines(3_000).as_bytes());
    bytes.truncate(bytes.len() / 2);
    let (events, failed) = play(folder.file("cut.gz", &bytes), Speed::Max, None).await;
    assert!(!ids(&events).is_empty());
    assert_eq!(failed.unwrap().kind, Kind::Invalid);
    let missing = Replay::new(folder.0.path().join("absent"), Speed::Max, clock()).unwrap();
    assert_eq!(missing.open(None).await.err().unwrap().kind, Kind::Gone);
    let not_a_file = Replay::new(folder.0.path(), Speed::Max, clock()).unwrap();
    assert_eq!(
        not_a_file.open(None).await.err().unwrap().kind,
        Kind::Invalid
    );
}

#[tokio::test(start_paused = true)]
async fn pace_is_the_recorded_one_times_the_speed_with_nights_cut_short() {
    let folder = Folder::new();
    let at = |n: usize, time: &str| line(n).replace("11:48:07", time);
    let text = [
        at(0, "11:00:00"),
        at(1, "11:00:20"),
        at(2, "11:00:10"),
        at(3, "11:00:40"),
        at(4, "23:00:00"),
    ]
    .concat();
    let replay = Replay::new(
        folder.file("a", text.as_bytes()),
        Speed::Times(10.0),
        clock(),
    )
    .unwrap();
    let mut stream = replay.open(None).await.unwrap();
    let start = Instant::now();
    let mut waited = Vec::new();
    while let Some(event) = stream.next().await.unwrap() {
        if matches!(event, Event::Post(_)) {
            // The clock of the test moves by whole milliseconds.
            waited.push(start.elapsed().as_millis() / 10 * 10);
        }
    }
    let night = WAIT_MAX.as_millis();
    assert_eq!(waited, [0, 2_000, 2_000, 4_000, 4_000 + night]);
}

#[tokio::test(start_paused = true)]
async fn event_waited_for_is_not_lost_when_the_wait_is_given_up() {
    let folder = Folder::new();
    let text = [
        line(0),
        line(1).replace("11:48:07", "11:49:07"),
        line(2).replace("11:48:07", "11:50:07"),
    ]
    .concat();
    let replay = Replay::new(
        folder.file("a", text.as_bytes()),
        Speed::Times(60.0),
        clock(),
    )
    .unwrap();
    let mut stream = replay.open(None).await.unwrap();
    let start = Instant::now();
    let mut events = Vec::new();
    while events.last().is_none_or(|it| !matches!(it, Event::Mark(_))) {
        if let Ok(event) = tokio::time::timeout(Duration::from_millis(30), stream.next()).await {
            events.extend(event.unwrap());
        }
    }
    assert_eq!(ids(&events), [0, 1, 2]);
    assert!(
        start.elapsed() < Duration::from_secs(3),
        "waiting again is not waiting longer"
    );
}

#[test]
fn recorded_posts_are_read() {
    let post = |line: &str| match decode(line.as_bytes(), now()) {
        Some((said_at, Event::Post(post))) => (said_at, *post),
        other => panic!("{other:?}"),
    };
    let (said_at, it) = post(&line(7));
    assert_eq!(said_at, "2022-03-08T11:48:07Z".parse().ok());
    assert_eq!(
        (it.at.network, &*it.at.host, &*it.at.id),
        (NetworkId::X, "", "tw:7")
    );
    assert_eq!(
        (it.author.handle.as_raw(), it.text.as_raw()),
        ("ana", "message 7")
    );
    assert_eq!(
        (it.created_at, &it.kind),
        (said_at.unwrap(), &PostKind::Post)
    );
    assert_eq!(it.langs, [model::Lang::FRENCH]);
    assert_eq!(it.url.as_deref(), Some("https://x.com/i/status/7"));
    let kind = |kind: &str, target: &str| {
        post(&line(7).replace("normal", kind).replace("null", target))
            .1
            .kind
    };
    let of = |kind: PostKind| match kind {
        PostKind::Reply { to: it, root: None }
        | PostKind::Repost { of: it }
        | PostKind::Quote { of: it } => it.id.into_string(),
        other => panic!("{other:?}"),
    };
    assert!(matches!(kind("reply", "\"5\""), PostKind::Reply { .. }));
    assert!(matches!(kind("retweet", "\"5\""), PostKind::Repost { .. }));
    assert!(matches!(kind("quoting", "\"5\""), PostKind::Quote { .. }));
    assert_eq!(of(kind("reply", "\"5\"")), "tw:5");
    assert_eq!(of(kind("reply", "\"at://x/y/z\"")), "at://x/y/z");
    assert_eq!(kind("reply", "null"), PostKind::Post);
    let (said_at, it) = post(
        r#"{"id":"te:1","network":"usenet","author":null,"created_at":null,"lang":null,"kind":null,"text":"a\u0000b","ref":null}"#,
    );
    assert_eq!((said_at, it.created_at), (None, now()));
    assert_eq!(
        (it.at.network, &*it.at.host, it.text.as_raw()),
        (NetworkId::Replay, "usenet", "ab")
    );
    let (_, it) = post(
        r#"{"id":"at://did:plc:abc/app.bsky.feed.post/3k","network":"bluesky","author":"news","text":"x"}"#,
    );
    assert_eq!(
        (&*it.author.id, it.url.as_deref()),
        (
            "did:plc:abc",
            Some("https://bsky.app/profile/did:plc:abc/post/3k")
        )
    );
}

#[test]
fn jetstream_messages_are_read() {
    let delete = r#"{"did":"did:plc:abc","time_us":1790000000000000,"kind":"commit","commit":{"rev":"r","operation":"delete","collection":"app.bsky.feed.post","rkey":"3k"}}"#;
    let Some((Some(at), Event::Gone { target, .. })) = decode(delete.as_bytes(), now()) else {
        panic!("gone")
    };
    assert_eq!(at.as_microsecond(), 1_790_000_000_000_000);
    assert_eq!(&*target.id, "at://did:plc:abc/app.bsky.feed.post/3k");
    let like = delete.replace("feed.post", "feed.like");
    assert_eq!(decode(like.as_bytes(), now()), None);
}

#[test]
fn speeds_that_are_none_are_refused() {
    for times in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(
            Replay::new("a", Speed::Times(times), clock()).is_err(),
            "{times}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_line_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let _ = decode(&bytes, now());
    }

    #[test]
    fn positions_read_back(lines in any::<u64>(), length in any::<u64>(), hash in any::<[u8; 32]>()) {
        let position = Position { lines, head: (length, hash) };
        prop_assert_eq!(Position::read(&position.write()), Some(position));
    }
}
