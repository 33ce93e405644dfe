use std::{collections::BTreeSet, time::Duration};

use model::{Author, Media, MediaKind, Post, RemoteRef, Span, SpanKind};
use proptest::{
    collection::vec, prelude::*, sample::select, strategy::ValueTree as _, test_runner::TestRunner,
};

use super::*;
use crate::{
    FromPlace, OrgSettings,
    search::tests::{archive_all, archived},
    testing::{House, post, start},
};

const TEXTS: [&str; 6] = [
    "la patinoire est fermée ce matin #Glace",
    "où est mon colis perdu ? #colis #Glace",
    "colis à la patinoire @mairie",
    "the rink is closed this morning",
    "@mairie merci pour la patinoire #colis",
    "rien à voir, vraiment rien #rien",
];
/// One name that several people bear, on a network with servers and on others.
const AUTHORS: [(Network, &str, &str); 6] = [
    (Network::Sandbox, "", "lea"),
    (Network::Mastodon, "quais.example", "lea"),
    (Network::Mastodon, "ville.example", "lea"),
    (Network::Bluesky, "", "lea.bsky.example"),
    (Network::Bluesky, "", "marc.bsky.example"),
    (Network::Press, "gazette.example", ""),
];
const QUERIES: [&str; 5] = [
    "patinoire OR colis",
    "colis",
    "patinoire~ -matin",
    "\"la patinoire\" OR rink OR #rien",
    "merci OR rien OR is:question",
];
const POSTS: usize = 90;
const ASKS: u32 = 120;

fn media(kind: MediaKind) -> Media {
    Media {
        kind,
        url: None,
        alt: "".into(),
        poster: None,
        width: None,
        height: None,
    }
}

fn any_post() -> impl Strategy<Value = Post> {
    let kinds = [
        MediaKind::Image,
        MediaKind::Video,
        MediaKind::Audio,
        MediaKind::Other,
    ];
    let author = select(AUTHORS.as_slice());
    let kinds = vec(select(kinds.to_vec()), 0..3);
    (select(TEXTS.as_slice()), author, kinds, 0..20_u64).prop_map(
        |(text, (network, host, handle), kinds, days)| {
            let mut post = post("", text);
            post.at = RemoteRef::new(network, "");
            post.at.host = host.into();
            let id = format!("id:{network:?}:{host}:{handle}");
            post.author = Author::new(id, handle);
            post.media = kinds.into_iter().map(media).collect();
            let back = Duration::from_secs(days * 86_400);
            post.created_at = post.created_at.checked_sub(back).unwrap();
            if let Some(at) = text.find("@mairie") {
                let kind = SpanKind::Mention("mairie".into());
                let range = at..at + "@mairie".len();
                post.spans = vec![Span { range, kind }];
            }
            post
        },
    )
}

/// A house that heard posts of all kinds.
async fn heard(runner: &mut TestRunner) -> House {
    let house = archived().await;
    let (engine, actor) = (&house.engine, &house.actor);
    let known = engine.org_settings(actor).await.unwrap();
    let wanted = OrgSettings {
        own_accounts: vec!["mairie".to_owned()],
        ..known
    };
    engine.set_org_settings(actor, &wanted).await.unwrap();
    let posts = vec(any_post(), POSTS).new_tree(runner).unwrap().current();
    let numbered = posts.into_iter().enumerate().map(|(n, post)| Post {
        at: RemoteRef {
            id: n.to_string().into(),
            ..post.at
        },
        ..post
    });
    house.hear(numbered.collect()).await;
    archive_all(&house).await;
    house
}

fn ask(text: &str) -> SearchAsk {
    SearchAsk {
        text: text.to_owned(),
        page: 100,
        ..SearchAsk::default()
    }
}

async fn found(house: &House, ask: &SearchAsk) -> BTreeSet<String> {
    let search = house.engine.search(&house.actor, ask, Locale::Fr).await;
    let found = search.unwrap().found.expect("an answer");
    found
        .posts
        .iter()
        .map(|it| it.mention.post.at.id.to_string())
        .collect()
}

/// The values that can be ticked.
async fn values(house: &House) -> Vec<(Facet, String)> {
    let all = QUERIES
        .join(" OR ")
        .replace("patinoire~ -matin", "patinoire");
    let all = ask(&all);
    let search = house.engine.search(&house.actor, &all, Locale::Fr);
    let found = search.await.unwrap().found.unwrap();
    let each = found.facets.into_iter();
    each.flat_map(|(facet, values)| values.into_iter().map(move |it| (facet, it.value)))
        .collect()
}

/// Midnight in the house, so many days before the posts begin.
fn midnight(days: i64) -> Timestamp {
    let zone = TimeZone::get("Europe/Paris").unwrap();
    let today = start().to_zoned(zone).date();
    let day = today.checked_sub(jiff::Span::new().days(days)).unwrap();
    let zone = TimeZone::get("Europe/Paris").unwrap();
    day.to_zoned(zone).unwrap().timestamp()
}

#[tokio::test]
async fn search_written_as_a_query_finds_the_same() {
    let mut runner = TestRunner::deterministic();
    let house = heard(&mut runner).await;
    let values = values(&house).await;
    let facets: BTreeSet<Facet> = values.iter().map(|it| it.0).collect();
    assert_eq!(facets.len(), Facet::ALL.len(), "{facets:?}");
    let asks = (
        select(QUERIES.as_slice()),
        vec(select(values), 0..4),
        proptest::option::of(0..20_i64),
        proptest::option::of(0..20_i64),
        any::<bool>(),
    );
    let (mut n_narrowed, mut n_found) = (0, 0);
    for _ in 0..ASKS {
        let (text, chosen, since, until, french) = asks.new_tree(&mut runner).unwrap().current();
        let asked = SearchAsk {
            chosen,
            since: since.map(midnight),
            until: until.map(midnight),
            ..ask(text)
        };
        let locale = if french { Locale::Fr } else { Locale::En };
        let written = house.engine.search_written(&house.actor, &asked, locale);
        let written = written.await.unwrap();
        assert_eq!(written.left_out, []);
        let expected = found(&house, &asked).await;
        let saved = found(&house, &ask(&written.text)).await;
        assert_eq!(saved, expected, "{asked:?} as `{}`", written.text);
        n_narrowed += usize::from(!asked.chosen.is_empty());
        n_found += usize::from(!expected.is_empty());
        let live = house.engine.check_query(&house.actor, &written.text);
        assert!(live.await.unwrap().valid().is_some(), "`{}`", written.text);
    }
    assert!(n_narrowed > 60 && n_found > 20, "{n_narrowed}, {n_found}");
}

#[tokio::test]
async fn search_is_written_shortly_and_says_what_it_cannot_write() {
    let mut runner = TestRunner::deterministic();
    let house = heard(&mut runner).await;
    let written = async |chosen: &[(Facet, &str)], text: &str| {
        let chosen = chosen.iter().map(|(facet, it)| (*facet, (*it).to_owned()));
        let asked = SearchAsk {
            chosen: chosen.collect(),
            place: FromPlace::First,
            ..ask(text)
        };
        let written = house
            .engine
            .search_written(&house.actor, &asked, Locale::Fr);
        written.await.unwrap()
    };
    let text = async |chosen: &[(Facet, &str)]| written(chosen, "colis -perdu").await.text;
    assert_eq!(text(&[]).await, "colis SAUF perdu");
    let two = [
        (Facet::Lang, "fr"),
        (Facet::Media, "image"),
        (Facet::Lang, "en"),
    ];
    assert_eq!(
        text(&two).await,
        "colis ET (langue:fr OU langue:en) ET a:image SAUF perdu"
    );
    let marc = [(Facet::Author, "marc.bsky.example"), (Facet::Tag, "glace")];
    assert_eq!(
        text(&marc).await,
        "colis ET #glace ET de:marc.bsky.example SAUF perdu"
    );
    // Others are called so on their servers.
    assert_eq!(
        text(&[(Facet::Author, "lea")]).await,
        "colis ET de:lea ET réseau:sandbox SAUF perdu"
    );
    let odd = written(&[(Facet::Tag, "c++ ou c"), (Facet::Lang, "fr")], "colis").await;
    assert_eq!(odd.text, "colis ET langue:fr");
    assert_eq!(odd.left_out, [(Facet::Tag, "c++ ou c".to_owned())]);
    let broken = written(&[(Facet::Lang, "fr")], "(colis").await;
    assert_eq!((&*broken.text, broken.left_out.len()), ("(colis", 1));
}
