//! A post by itself, its pictures, and asking a source for what it missed.

use model::{
    Author, Cause, Gap, GapId, Media, MediaKind, Network, OrgId, Post, PostId, RemoteRef, SourceId,
    Untrusted,
};
use store::{
    coverage, org,
    post::{Incoming, save_many},
    source::{self, Source},
};

use super::*;

/// When the house stands.
const NOW_US: i64 = 1_790_000_000_000_000;
const MINUTE_US: i64 = 60_000_000;

fn seams() -> Seams {
    Seams {
        clock: Arc::new(ManualClock::at(time::from_micros(NOW_US))),
        entropy: Arc::new(SeededEntropy::new(8)),
    }
}

fn picture(name: &str, alt: &str) -> Media {
    Media {
        kind: MediaKind::Image,
        url: Some(format!("https://pictures.example/{name}.png").into()),
        alt: Untrusted::new(alt.to_owned()),
        poster: None,
        width: Some(640),
        height: Some(360),
    }
}

fn post(text: &str, media: Vec<Media>) -> Post {
    Post {
        media,
        ..Post::new(
            RemoteRef::new(Network::Bluesky, "at://one"),
            Author {
                name: Untrusted::new("Ada <b>".to_owned()),
                ..Author::new("did:plc:ada", Untrusted::new("ada.example".to_owned()))
            },
            time::from_micros(NOW_US - MINUTE_US),
            Untrusted::new(text.to_owned()),
        )
    }
}

impl House {
    async fn org(&self) -> OrgId {
        let mut tx = self.db.read().await.unwrap();
        org::list(&mut tx).await.unwrap()[0].id
    }

    async fn hold(&self, post: &Post) {
        let org = self.org().await;
        let mut tx = self.db.write().await.unwrap();
        let incoming = Incoming {
            id: PostId::from_uuid(seams().uuid()),
            post,
            lang: None,
            source: None,
        };
        let at = time::from_micros(NOW_US);
        save_many(&mut tx, org, at, &[incoming]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A column that hears of ice, and the address of its newest post.
    async fn column(&self) -> (String, String) {
        let add = format!("{}/columns/new", self.board().await);
        let form = [("title", "Rink"), ("text", "ice")];
        let done = self.post(&add, &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
        let listen = self.get("/listen").await;
        let pause = listen.action("/columns/", "/pause");
        let column = pause.strip_suffix("/pause").unwrap().to_owned();
        let elements = listen.all();
        let address = elements
            .iter()
            .filter_map(|it| it.attribute("href"))
            .find(|it| it.starts_with(&format!("{column}/posts/")) && !it.contains("/pictures/"))
            .unwrap()
            .to_owned();
        (column, address)
    }

    /// A source that missed ten minutes, and still does unless `ended`.
    async fn gap(&self, enabled: bool, ended: bool) -> GapId {
        let (org, seams) = (self.org().await, seams());
        let at = time::from_micros(NOW_US - 20 * MINUTE_US);
        let source = Source {
            id: SourceId::from_uuid(seams.uuid()),
            org,
            kind: "feed".to_owned(),
            name: "Gazette".to_owned(),
            config: r#"{"url":"https://gazette.example/feed"}"#.to_owned(),
            enabled,
            created_at: at,
            received: 0,
            last_event_at: None,
            last_error: None,
            last_reason: None,
            last_error_at: None,
        };
        let gap = Gap {
            id: GapId::from_uuid(seams.uuid()),
            source: source.id,
            from: at,
            to: ended.then(|| time::from_micros(NOW_US - 10 * MINUTE_US)),
            cause: Cause::Disconnected,
            refilled_at: None,
        };
        let mut tx = self.db.write().await.unwrap();
        source::insert(&mut tx, &source).await.unwrap();
        coverage::insert_gap(&mut tx, org, &gap).await.unwrap();
        tx.commit().await.unwrap();
        gap.id
    }
}

#[tokio::test]
async fn post_stands_alone_with_why_it_is_here() {
    let house = House::open().await;
    house.hold(&post("thin ice <script>", Vec::new())).await;
    let (column, address) = house.column().await;
    let alone = house.get(&address).await;
    assert_eq!(alone.status, StatusCode::OK);
    assert!(alone.has("Ada &lt;b&gt;") && !alone.has("Ada <b>"));
    assert!(alone.has("&lt;script&gt;") && alone.has("<mark"));
    let back = alone.action("/listen/", column.trim_start_matches("/columns/"));
    let path = back.split('#').next().unwrap();
    assert_eq!(house.get(path).await.status, StatusCode::OK);

    for missing in [
        format!("{column}/posts/999"),
        format!("{column}/posts/x"),
        "/columns/x/posts/1".to_owned(),
        format!("{address}/pictures/1"),
    ] {
        assert_eq!(
            house.get(&missing).await.status,
            StatusCode::NOT_FOUND,
            "{missing}"
        );
    }
}

#[tokio::test]
async fn pictures_follow_each_other_with_their_descriptions() {
    let house = House::open().await;
    let media = vec![picture("one", "The rink & its lights"), picture("two", " ")];
    house.hold(&post("ice", media)).await;
    let (_, address) = house.column().await;
    let page = |n: &str| format!("{address}/pictures/{n}");

    let first = house.get(&page("1")).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.has("The rink &amp; its lights"), "{}", first.html);
    assert!(!first.has("rel=\"prev\""));
    let second = house.get(&first.action(&address, "/pictures/2")).await;
    assert_eq!(second.status, StatusCode::OK);
    assert!(!second.has("The rink") && !second.has("rel=\"next\""));
    assert_eq!(second.action(&address, "/pictures/1"), page("1"));
    // Pictures come by way of us: nobody's server sees who reads.
    assert!(!second.has("src=\"https://pictures.example"));

    for n in ["0", "3", "-1", "18446744073709551616"] {
        assert_eq!(
            house.get(&page(n)).await.status,
            StatusCode::NOT_FOUND,
            "{n}"
        );
    }
}

#[tokio::test]
async fn gap_is_asked_for_and_the_answer_is_said() {
    for (enabled, told, said) in [
        (true, "asked=true", "will show in its place"),
        (false, "asked=false", "Gazette &amp; co does not keep"),
    ] {
        let house = House::open().await;
        house.hold(&post("ice", Vec::new())).await;
        let (column, _) = house.column().await;
        let gap = house.gap(enabled, false).await;
        let fill = format!("/gaps/{gap}/fill");
        let form = [
            ("column", column.trim_start_matches("/columns/")),
            ("source", "Gazette & co"),
        ];
        let done = house.post(&fill, &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
        let location = done.location.unwrap();
        assert!(
            location.starts_with("/listen/") && location.contains(told),
            "{location}"
        );
        let after = house.get(&location).await;
        assert!(after.has(said), "{}", after.html);
    }
}

#[tokio::test]
async fn gap_of_nobody_is_not_found() {
    let house = House::open().await;
    house.hold(&post("ice", Vec::new())).await;
    let (column, _) = house.column().await;
    let form = [
        ("column", column.trim_start_matches("/columns/")),
        ("source", "Gazette"),
    ];
    for gap in ["x", "00000000-0000-7000-8000-000000000000"] {
        let fill = format!("/gaps/{gap}/fill");
        assert_eq!(
            house.post(&fill, &form).await.status,
            StatusCode::NOT_FOUND,
            "{gap}"
        );
    }
    let gap = house.gap(false, true).await;
    let fill = format!("/gaps/{gap}/fill");
    let nowhere = [("column", "x"), ("source", "Gazette")];
    assert_eq!(
        house.post(&fill, &nowhere).await.status,
        StatusCode::NOT_FOUND
    );
}
