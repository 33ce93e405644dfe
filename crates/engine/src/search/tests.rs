use std::time::Duration;

use super::*;
use crate::{
    ArchiveSettings, Keep,
    testing::{House, at, house_with, post},
};

/// A house with an archive.
pub(crate) async fn archived() -> House {
    house_with(Keep::All, |dir| ArchiveSettings {
        folder: Some(dir.join("archive")),
        ..ArchiveSettings::default()
    })
    .await
}

/// Opens, builds and takes in all that was heard.
pub(crate) async fn archive_all(house: &House) {
    for _ in 0..3 {
        house.engine.archive_all().await.unwrap();
    }
}

fn ask(text: &str) -> SearchAsk {
    SearchAsk {
        text: text.to_owned(),
        page: 10,
        ..SearchAsk::default()
    }
}

async fn search(house: &House, ask: &SearchAsk) -> SearchView {
    let search = house.engine.search(&house.actor, ask, Locale::Fr);
    search.await.unwrap()
}

async fn found(house: &House, text: &str) -> Vec<String> {
    let view = search(house, &ask(text)).await;
    let posts = view.found.expect("an answer").posts;
    posts
        .iter()
        .map(|it| it.mention.post.at.id.to_string())
        .collect()
}

#[tokio::test]
async fn what_is_heard_is_found_changed_and_forgotten() {
    let house = archived().await;
    house.engine.archive_all().await.unwrap();
    house.engine.archive_all().await.unwrap();
    house
        .hear(vec![
            post("1", "la patinoire ferme"),
            post("2", "la piscine"),
            post("3", "un colis"),
        ])
        .await;
    house.engine.archive_all().await.unwrap();
    assert_eq!(found(&house, "patinoire").await, ["1"]);
    let view = search(&house, &ask("patinoire OR piscine"))
        .await
        .found
        .unwrap();
    assert_eq!(view.count, 2);
    assert_eq!(view.timeline.iter().map(|it| it.count).sum::<u64>(), 2);
    assert_eq!(view.posts[0].mention.spans.len(), 1);

    let mut edited = post("1", "la patinoire ouvre");
    edited.edited_at = Some(crate::testing::start());
    house.hear(vec![edited]).await;
    let mut tx = house.engine.db.write().await.unwrap();
    let gone = post::Gone {
        target: at("2"),
        why: model::GoneWhy::Deleted,
    };
    post::remove(&mut tx, house.actor.org, &[gone], crate::testing::start())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    house.engine.archive_all().await.unwrap();
    assert_eq!(found(&house, "ouvre").await, ["1"]);
    assert!(found(&house, "ferme OR piscine").await.is_empty());
    let status = async || {
        let status = house.engine.archive_status(&house.actor).await;
        status.unwrap().unwrap()
    };
    let before = status().await;
    assert_eq!((before.posts, before.pending, before.gone), (2, 0, 2));
    house.engine.ask_archive_purge(&house.actor).await.unwrap();
    assert!(status().await.is_purging);
    house.engine.archive_all().await.unwrap();
    let after = status().await;
    assert_eq!((after.posts, after.gone, after.is_purging), (2, 0, false));
    assert_eq!(found(&house, "ouvre").await, ["1"]);
}

#[tokio::test]
async fn index_that_is_lost_is_built_from_the_store() {
    let house = archived().await;
    let posts = (0..25)
        .map(|it| post(&it.to_string(), "un colis"))
        .collect();
    house.hear(posts).await;
    assert!(matches!(
        search(&house, &ask("colis")).await.trouble,
        Some(SearchTrouble::Building { .. })
    ));
    archive_all(&house).await;
    assert_eq!(search(&house, &ask("colis")).await.found.unwrap().count, 25);
    let mut n_told = 0;
    let mut tell = |_, _| n_told += 1;
    let built = house.engine.archive_build_now(house.actor.org, &mut tell);
    assert_eq!(built.await.unwrap(), 25);
    assert!(n_told > 0);
    assert_eq!(search(&house, &ask("colis")).await.found.unwrap().count, 25);
}

#[tokio::test]
async fn pages_go_down_and_up_again() {
    let house = archived().await;
    let posts = (0..25).map(|it| {
        let mut post = post(&format!("{it:02}"), "un colis");
        post.created_at = post
            .created_at
            .checked_sub(Duration::from_secs(it))
            .unwrap();
        post
    });
    house.hear(posts.collect()).await;
    archive_all(&house).await;
    let page = async |place| {
        let ask = SearchAsk {
            place,
            ..ask("colis")
        };
        let found = search(&house, &ask).await.found.unwrap();
        let ids: Vec<String> = found
            .posts
            .iter()
            .map(|it| it.mention.post.at.id.to_string())
            .collect();
        (ids, found.older, found.newer)
    };
    let (first, older, newer) = page(FromPlace::First).await;
    assert_eq!((first.len(), &*first[0], newer), (10, "00", None));
    let (second, older, newer) = page(FromPlace::Before(older.unwrap())).await;
    assert_eq!(
        (second.len(), &*second[0], newer.is_some()),
        (10, "10", true)
    );
    let (third, last, _) = page(FromPlace::Before(older.unwrap())).await;
    assert_eq!((third.len(), last), (5, None));
    let (again, _, _) = page(FromPlace::After(newer.unwrap())).await;
    assert_eq!(again, first);
    let cursor = older.unwrap();
    assert_eq!(cursor.to_string().parse(), Ok(cursor));
}

#[tokio::test]
async fn nothing_found_says_which_part_keeps_all_out() {
    let house = archived().await;
    house
        .hear(vec![post("1", "un colis perdu"), post("2", "un colis")])
        .await;
    archive_all(&house).await;
    let helps = async |ask: SearchAsk| search(&house, &ask).await.found.unwrap().helps.unwrap();
    let part = Without::Part {
        written: "patinoire".to_owned(),
        rest: "colis ET perdu".to_owned(),
    };
    let missing = ask("colis patinoire perdu");
    let relaxed = |without, count| Relaxed { without, count };
    assert_eq!(helps(missing).await, relaxed(part, 1));

    let ticked = SearchAsk {
        chosen: vec![
            (Facet::Lang, "br".into()),
            (Facet::Network, "sandbox".into()),
        ],
        ..ask("colis")
    };
    let lang = Without::Facet(Facet::Lang);
    assert_eq!(helps(ticked.clone()).await, relaxed(lang.clone(), 2));
    // Both keep everything out: neither alone helps.
    let far = SearchAsk {
        until: Some(Timestamp::UNIX_EPOCH),
        ..ticked
    };
    assert_eq!(search(&house, &far).await.found.unwrap().helps, None);
    let early = SearchAsk {
        chosen: Vec::new(),
        ..far
    };
    assert_eq!(helps(early).await, relaxed(Without::Dates, 2));
}

#[tokio::test]
async fn facets_narrow_what_is_found() {
    let house = archived().await;
    house
        .hear(vec![
            post("1", "un colis #perdu"),
            post("2", "un colis #trouvé"),
        ])
        .await;
    archive_all(&house).await;
    let narrowed = SearchAsk {
        chosen: vec![(Facet::Tag, "perdu".into())],
        ..ask("colis")
    };
    let found = search(&house, &narrowed).await.found.unwrap();
    assert_eq!(found.count, 1);
    let (_, tags) = found
        .facets
        .iter()
        .find(|(it, _)| *it == Facet::Tag)
        .unwrap();
    let tags: Vec<_> = tags
        .iter()
        .map(|it| (&*it.value, it.count, it.chosen))
        .collect();
    assert_eq!(tags, [("perdu", 1, true), ("trouve", 1, false)]);
}

#[tokio::test]
async fn house_without_archive_says_so() {
    let house = crate::testing::house(Keep::All).await;
    let view = search(&house, &ask("colis")).await;
    assert_eq!(view.trouble, Some(SearchTrouble::Disabled));
    let view = search(&house, &ask("(colis")).await;
    assert!(view.found.is_none() && view.trouble.is_none());
}
