use model::{Cause, GoneWhy};
use networks::{Kind, Mode, NetError};

use super::*;
use crate::{
    ColumnView, LiveFeed, News, Outcome,
    live::BACKLOG_MAX,
    testing::{House, Opening, Scripted, at, hear, house, post, source, start},
};

fn file(events: Vec<Event>) -> Scripted {
    Scripted::new(Mode::File, vec![Opening::Says(events, Some(Ok(())))])
}

fn says(id: &str, text: &str) -> Event {
    Event::Post(Box::new(post(id, text)))
}

async fn column(house: &House, query: &str) -> model::ColumnId {
    house
        .engine
        .column_add(&house.actor, house.board, "Colonne", query)
        .await
        .unwrap()
}

async fn shown(house: &House, id: model::ColumnId) -> ColumnView {
    house
        .engine
        .column(&house.actor, id, model::Locale::Fr)
        .await
        .unwrap()
}

fn texts(column: &ColumnView) -> Vec<&str> {
    column
        .mentions
        .iter()
        .map(|it| it.post.text.as_raw())
        .collect()
}

#[tokio::test]
async fn post_that_matches_is_shown_once_with_the_reason() {
    let house = house(Keep::Matched).await;
    let id = column(&house, "patinoire OU colis").await;
    let heard = vec![
        says("1", "La patinoire est fermée"),
        says("2", "Rien à voir"),
        says("1", "La patinoire est fermée"),
        says("3", "Où est mon colis ?"),
    ];
    hear(&house, &file(heard)).await;
    let column = shown(&house, id).await;
    assert_eq!(
        texts(&column),
        ["Où est mon colis ?", "La patinoire est fermée"]
    );
    let why = column.mentions[1].spans[0];
    assert_eq!(
        &"La patinoire est fermée"[why.start as usize..why.end as usize],
        "patinoire"
    );
    let mut tx = house.engine.db.read().await.unwrap();
    let stored = post::recent(&mut tx, house.actor.org, None, 10)
        .await
        .unwrap();
    assert_eq!(stored.len(), 2, "what no query asked for is not kept");
}

#[tokio::test]
async fn deleted_post_leaves_everywhere_and_stays_away() {
    let house = house(Keep::All).await;
    let id = column(&house, "colis").await;
    let gone = |id: &str| Event::Gone {
        target: at(id),
        why: GoneWhy::Deleted,
    };
    hear(
        &house,
        &file(vec![
            says("1", "colis perdu"),
            gone("1"),
            says("1", "colis perdu"),
            gone("2"),
            says("2", "colis effacé avant d’arriver"),
            says("3", "colis reçu"),
        ]),
    )
    .await;
    assert_eq!(texts(&shown(&house, id).await), ["colis reçu"]);
}

#[tokio::test]
async fn edited_post_matches_as_it_reads_now() {
    let house = house(Keep::Matched).await;
    let parcels = column(&house, "colis").await;
    let rink = column(&house, "patinoire").await;
    let mut edited = post("1", "la patinoire rouvre");
    edited.at.rev = Some("2".into());
    edited.edited_at = Some(start());
    hear(
        &house,
        &file(vec![says("1", "un colis"), Event::Post(Box::new(edited))]),
    )
    .await;
    assert_eq!(texts(&shown(&house, parcels).await), [""; 0]);
    assert_eq!(texts(&shown(&house, rink).await), ["la patinoire rouvre"]);
}

#[tokio::test]
async fn account_that_leaves_takes_its_posts_along() {
    let house = house(Keep::All).await;
    let id = column(&house, "colis").await;
    let left = Event::Account {
        network: model::Network::Sandbox,
        host: "".into(),
        author: "did:lea".into(),
        active: false,
    };
    hear(
        &house,
        &file(vec![says("1", "colis"), says("2", "colis"), left]),
    )
    .await;
    assert_eq!(shown(&house, id).await.mentions.len(), 0);
}

#[tokio::test]
async fn new_query_finds_what_was_stored_before_it_and_edits_start_over() {
    let house = house(Keep::All).await;
    let heard = (0..24)
        .map(|n| {
            says(
                &n.to_string(),
                if n % 2 == 0 { "un colis" } else { "la crue" },
            )
        })
        .collect();
    hear(&house, &file(heard)).await;
    let id = column(&house, "colis").await;
    let before = shown(&house, id).await;
    assert_eq!(before.mentions.len(), 12);
    let edit = |text: &'static str, version| {
        house
            .engine
            .column_edit(&house.actor, id, "Crue", text, version)
    };
    edit("crue", before.query_version).await.unwrap();
    let after = shown(&house, id).await;
    assert!(
        after
            .mentions
            .iter()
            .all(|it| it.post.text.as_raw() == "la crue")
    );
    assert_eq!(after.mentions.len(), 12);
    assert!(matches!(
        edit("colis", before.query_version).await,
        Err(Error::Conflict)
    ));
    assert!(matches!(
        edit("(crue", after.query_version).await,
        Err(Error::Query(_))
    ));
    assert_eq!(
        shown(&house, id).await.mentions.len(),
        12,
        "the last good query is at work"
    );
}

#[tokio::test]
async fn what_was_not_kept_is_counted_with_its_reason() {
    let house = house(Keep::All).await;
    let dropped = |sample: &str| Event::Dropped {
        reason: DropReason::Malformed,
        sample: sample.into(),
    };
    hear(
        &house,
        &file(vec![dropped("{\"a\""), says("1", "ok"), dropped("garbage")]),
    )
    .await;
    let id = source(&house).await;
    let detail = house.engine.source(&house.actor, id).await.unwrap();
    assert_eq!(detail.source.received, 1);
    assert_eq!(
        (detail.drops[0].count, detail.drops[0].sample.as_str()),
        (2, "garbage")
    );
}

#[tokio::test]
async fn cut_stream_resumes_from_its_mark_and_the_ledger_says_so() {
    let house = house(Keep::All).await;
    let mark = Checkpoint(b"after 1".to_vec());
    let refused = NetError::new(Kind::Gone, "it is gone for good");
    let scripted = Scripted::new(
        Mode::Stream {
            resume: Some(Duration::from_secs(3_600)),
        },
        vec![
            Opening::Says(
                vec![says("1", "un"), Event::Mark(mark.clone())],
                Some(Err(NetError::new(Kind::Transient, "cut"))),
            ),
            Opening::Fails(NetError::new(Kind::Transient, "still away")),
            Opening::Says(vec![says("2", "deux")], Some(Err(refused))),
        ],
    );
    assert_eq!(hear(&house, &scripted).await, Outcome::Done);
    assert_eq!(
        *scripted.opened_with.lock().unwrap(),
        [None, Some(mark.clone()), Some(mark.clone())]
    );
    let id = source(&house).await;
    let mut tx = house.engine.db.read().await.unwrap();
    assert_eq!(
        source::checkpoint(&mut tx, house.actor.org, id)
            .await
            .unwrap(),
        Some(mark)
    );
    assert_eq!(
        post::recent(&mut tx, house.actor.org, None, 10)
            .await
            .unwrap()
            .len(),
        2
    );
    drop(tx);
    let detail = house.engine.source(&house.actor, id).await.unwrap();
    let causes: Vec<(Cause, bool, bool)> = detail
        .gaps
        .iter()
        .map(|it| (it.cause, it.to.is_some(), it.refilled_at.is_some()))
        .collect();
    assert_eq!(causes.len(), 2, "{causes:?}");
    assert!(
        causes.contains(&(Cause::Disconnected, true, true)),
        "the outage was caught up: {causes:?}"
    );
    assert!(
        causes.contains(&(Cause::Refused, false, false)),
        "the refusal lasts: {causes:?}"
    );
    assert_eq!(
        detail.source.last_error.as_deref(),
        Some("it is gone for good")
    );
}

async fn news(feed: &mut LiveFeed) -> News {
    tokio::time::timeout(Duration::from_secs(30), feed.next())
        .await
        .expect("news in time")
        .expect("the engine lives")
}

#[tokio::test]
async fn live_page_is_told_what_arrives_and_resumes_where_it_was() {
    let house = house(Keep::All).await;
    let id = column(&house, "colis").await;
    let mut feed = house
        .engine
        .live(&house.actor, house.board, 0, model::Locale::Fr)
        .await
        .unwrap();
    hear(
        &house,
        &file(vec![says("1", "colis un"), says("2", "colis deux")]),
    )
    .await;
    let (seq, told) = loop {
        if let News::Mentions { columns, seq } = news(&mut feed).await {
            break (seq, columns);
        }
    };
    assert_eq!(told[0].column, id);
    let order: Vec<&str> = told[0]
        .mentions
        .iter()
        .map(|it| it.post.text.as_raw())
        .collect();
    assert_eq!(order, ["colis un", "colis deux"]);

    hear(&house, &file(vec![says("3", "colis trois")])).await;
    let mut resumed = house
        .engine
        .live(&house.actor, house.board, seq, model::Locale::Fr)
        .await
        .unwrap();
    match news(&mut resumed).await {
        News::Mentions { columns, .. } => {
            assert_eq!(columns[0].mentions[0].post.text.as_raw(), "colis trois");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn live_page_too_far_behind_is_told_to_start_over() {
    let house = house(Keep::All).await;
    column(&house, "colis").await;
    hear(
        &house,
        &file((0..120).map(|n| says(&n.to_string(), "colis")).collect()),
    )
    .await;
    let mut feed = house
        .engine
        .live(&house.actor, house.board, 0, model::Locale::Fr)
        .await
        .unwrap();
    assert!(matches!(news(&mut feed).await, News::Resync { seq: 120 }));
}

#[tokio::test]
async fn live_page_that_lags_behind_the_house_is_told_to_start_over_and_goes_on() {
    let house = house(Keep::All).await;
    column(&house, "colis").await;
    let mut feed = house
        .engine
        .live(&house.actor, house.board, 0, model::Locale::Fr)
        .await
        .unwrap();
    hear(&house, &file(vec![says("1", "un colis")])).await;
    assert!(matches!(
        besides_sources(&mut feed).await,
        News::Mentions { seq: 1, .. }
    ));
    // More changes than a watcher may fall behind, while the page takes none.
    hear(&house, &file(vec![says("2", "un colis")])).await;
    for _ in 0..2 * BACKLOG_MAX {
        house.engine.hub.announce(Change::Source {
            org: house.actor.org,
            source: SourceId::from_uuid(uuid::Uuid::nil()),
        });
    }
    assert!(matches!(news(&mut feed).await, News::Resync { seq: 2 }));
    for _ in 0..BACKLOG_MAX {
        assert!(matches!(news(&mut feed).await, News::Sources));
    }
    hear(&house, &file(vec![says("3", "un colis")])).await;
    match besides_sources(&mut feed).await {
        News::Mentions { columns, seq: 3 } => {
            assert_eq!(columns[0].mentions.len(), 1, "nothing is told twice");
        }
        other => panic!("{other:?}"),
    }
}

/// The next news that is not about the sources.
async fn besides_sources(feed: &mut LiveFeed) -> News {
    loop {
        match news(feed).await {
            News::Sources => {}
            other => return other,
        }
    }
}

#[tokio::test]
async fn author_known_by_id_only_is_found_by_the_name_learned_elsewhere() {
    let house = house(Keep::All).await;
    let id = column(&house, "from:lea.example").await;
    let mut nameless = post("1", "un colis");
    nameless.author.handle = Untrusted::default();
    let called = Event::Identity {
        network: model::Network::Sandbox,
        host: "".into(),
        author: "did:lea".into(),
        handle: "lea.example".into(),
    };
    let mut later = nameless.clone();
    later.at.id = "2".into();
    hear(&house, &file(vec![Event::Post(Box::new(nameless))])).await;
    assert_eq!(
        shown(&house, id).await.mentions.len(),
        0,
        "nobody knows the name yet"
    );
    hear(&house, &file(vec![called])).await;
    hear(&house, &file(vec![Event::Post(Box::new(later))])).await;
    let column = shown(&house, id).await;
    assert_eq!(column.mentions.len(), 1);
    assert_eq!(
        column.mentions[0].post.author.handle.as_raw(),
        "lea.example"
    );
}

#[tokio::test]
async fn who_is_answered_is_found_by_the_name_known_of_them() {
    let house = house(Keep::All).await;
    let before = column(&house, "to:mairie.example").await;
    let mut said = post("1", "la patinoire est fermée");
    said.author = Author::new("did:plc:mairie", "mairie.example");
    let mut asks = post("2", "et quand rouvre-t-elle ?");
    let to = RemoteRef::new(model::Network::Sandbox, "at://did:plc:mairie/post/1");
    asks.kind = PostKind::Reply { to, root: None };
    for it in [said, asks] {
        hear(&house, &file(vec![Event::Post(Box::new(it))])).await;
    }
    assert_eq!(shown(&house, before).await.mentions.len(), 1);
    let after = column(&house, "to:mairie.example").await;
    assert_eq!(
        shown(&house, after).await.mentions.len(),
        1,
        "it is kept with the post: a later query finds it too"
    );
}

#[tokio::test]
async fn posts_past_their_time_go_and_those_that_matter_stay_longer() {
    let house = house(Keep::All).await;
    let id = column(&house, "colis").await;
    hear(
        &house,
        &file(vec![says("1", "un colis"), says("2", "beau temps")]),
    )
    .await;
    house
        .clock
        .advance(house.engine.settings.unmatched_kept + Duration::from_secs(60));
    house.engine.purge().await.unwrap();
    let mut tx = house.engine.db.read().await.unwrap();
    let left: Vec<String> = post::recent(&mut tx, house.actor.org, None, 10)
        .await
        .unwrap()
        .into_iter()
        .map(|it| it.post.text.into_raw())
        .collect();
    drop(tx);
    assert_eq!(left, ["un colis"]);
    house.clock.advance(house.engine.settings.matched_kept);
    house.engine.purge().await.unwrap();
    assert_eq!(shown(&house, id).await.mentions.len(), 0);
}

#[tokio::test]
async fn random_life_of_posts_ends_as_a_plain_model_says() {
    use std::collections::{BTreeMap, BTreeSet};
    for seed in 0..20_u64 {
        let house = house(Keep::All).await;
        let id = column(&house, "colis").await;
        let random = model::seam::SeededEntropy::new(seed);
        let draw = |n: u64| {
            let mut bytes = [0; 8];
            model::seam::Entropy::fill(&random, &mut bytes);
            u64::from_le_bytes(bytes) % n
        };
        let (mut texts, mut buried) = (BTreeMap::new(), BTreeSet::new());
        let mut events = Vec::new();
        for n in 0..150_u64 {
            let key = draw(25).to_string();
            if draw(6) == 0 {
                events.push(Event::Gone {
                    target: at(&key),
                    why: GoneWhy::Deleted,
                });
                texts.remove(&key);
                buried.insert(key);
                continue;
            }
            let text = if draw(2) == 0 {
                format!("colis {n}")
            } else {
                format!("beau temps {n}")
            };
            let mut version = post(&key, &text);
            version.at.rev = Some(n.to_string().into());
            version.edited_at =
                Some(start() + jiff::SignedDuration::from_secs(i64::try_from(n).unwrap()));
            events.push(Event::Post(Box::new(version)));
            if !buried.contains(&key) {
                texts.insert(key, text);
            }
        }
        hear(&house, &file(events)).await;
        let wanted: BTreeSet<&str> = texts
            .values()
            .map(String::as_str)
            .filter(|it| it.starts_with("colis"))
            .collect();
        let column = shown(&house, id).await;
        let found: BTreeSet<&str> = column
            .mentions
            .iter()
            .map(|it| it.post.text.as_raw())
            .collect();
        assert_eq!(found, wanted, "seed {seed}");
        assert_eq!(
            column.mentions.len(),
            wanted.len(),
            "seed {seed}: a mention is doubled"
        );
    }
}

#[tokio::test]
async fn post_that_asks_for_reactions_is_found_once_it_has_them() {
    let house = house(Keep::Matched).await;
    let many = column(&house, "colis engagement:>=3").await;
    let few = column(&house, "colis -engagement:>=3").await;
    let counts = |id: &str, likes| Event::Counts {
        at: at(id),
        counts: Counts {
            likes: Some(likes),
            ..Counts::default()
        },
    };
    hear(
        &house,
        &file(vec![
            says("1", "un colis"),
            says("2", "un bus"),
            counts("1", 2),
        ]),
    )
    .await;
    assert!(texts(&shown(&house, many).await).is_empty());
    assert_eq!(texts(&shown(&house, few).await), ["un colis"]);
    hear(&house, &file(vec![counts("1", 3), counts("2", 9)])).await;
    let found = shown(&house, many).await;
    assert_eq!(texts(&found), ["un colis"]);
    assert_eq!(found.mentions[0].spans.len(), 1);
    assert!(texts(&shown(&house, few).await).is_empty());
}
