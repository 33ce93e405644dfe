use model::{ColumnId, Locale, PostId, QueryId};
use query::Spelling;

use super::Precision;
use crate::{
    Error, Keep,
    testing::{House, house, post},
};

const RINK: &str = "patin* NOT hockey";

/// A house with a column on the rink that heard `said`.
async fn rink(said: &[&str]) -> (House, ColumnId, QueryId) {
    let house = house(Keep::Matched).await;
    let column = house
        .engine
        .column_add(&house.actor, house.board, "Patinoire", RINK)
        .await
        .unwrap();
    let posts = said
        .iter()
        .enumerate()
        .map(|(n, text)| post(&n.to_string(), text));
    house.hear(posts.collect()).await;
    let query = house
        .engine
        .column(&house.actor, column, Locale::En)
        .await
        .unwrap()
        .query;
    (house, column, query)
}

/// The post that says exactly this.
async fn said(house: &House, column: ColumnId, text: &str) -> PostId {
    let column = house.engine.column(&house.actor, column, Locale::En).await;
    let mentions = column.unwrap().mentions;
    let found = mentions.iter().find(|it| it.post.text.as_raw() == text);
    found.expect("it was heard").post_id
}

async fn judge(house: &House, query: QueryId, post: PostId, relevant: Option<bool>) {
    house
        .engine
        .judge(&house.actor, query, post, relevant)
        .await
        .unwrap();
}

#[tokio::test]
async fn versions_say_who_changed_what_and_one_comes_back_as_a_new_one() {
    let (house, column, query) = rink(&[]).await;
    let (engine, actor) = (&house.engine, &house.actor);
    engine
        .column_edit(actor, column, "Glace", "(patin* OU glace) SAUF roller", 1)
        .await
        .unwrap();
    let versions = engine
        .query_versions(actor, query, None, Locale::Fr)
        .await
        .unwrap();
    let told: Vec<_> = versions
        .versions
        .iter()
        .map(|it| (it.version, it.text.as_str(), it.by.as_deref()))
        .collect();
    let camille = Some("Camille R.");
    assert_eq!(
        told,
        [
            (2, "(patin* OU glace) SAUF roller", camille),
            (1, "patin* SAUF hockey", camille)
        ]
    );
    let changes: Vec<_> = versions.versions[0]
        .changes
        .iter()
        .map(|it| {
            (
                query::print(&it.part, Spelling::French),
                it.added,
                it.excluded,
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            ("glace".to_owned(), true, false),
            ("hockey".to_owned(), false, true),
            ("roller".to_owned(), true, true)
        ]
    );
    assert_eq!(
        versions.versions[0].renamed_from.as_deref(),
        Some("Patinoire")
    );
    assert!(versions.versions[1].changes.is_empty() && versions.older.is_none());

    let late = engine.query_return(actor, query, 1, 1).await;
    assert!(matches!(late, Err(Error::Conflict)));
    engine.query_return(actor, query, 1, 2).await.unwrap();
    let saved = engine.saved_query(actor, query, Locale::En).await.unwrap();
    assert_eq!(
        (saved.name.as_str(), saved.text.as_str(), saved.version),
        ("Patinoire", "patin* NOT hockey", 3)
    );
    assert_eq!((saved.column, saved.board), (column, house.board));
    let unknown = engine.query_return(actor, query, 9, 3).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
}

#[tokio::test]
async fn long_history_is_paged_without_a_hole() {
    let (house, column, query) = rink(&[]).await;
    let (engine, actor) = (&house.engine, &house.actor);
    for version in 1..=25 {
        let text = format!("mot{version}");
        engine
            .column_edit(actor, column, "Patinoire", &text, version)
            .await
            .unwrap();
    }
    let (mut before, mut seen) = (None, Vec::new());
    loop {
        let page = engine
            .query_versions(actor, query, before, Locale::Fr)
            .await
            .unwrap();
        assert!(
            page.versions
                .iter()
                .all(|it| it.version == 1 || !it.changes.is_empty())
        );
        seen.extend(page.versions.iter().map(|it| it.version));
        before = page.older;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(seen, (1..=26).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn precision_is_of_what_the_text_finds() {
    let all = [
        "patinoire ouverte",
        "patins à roulettes",
        "patinage artistique",
    ];
    let (house, column, query) = rink(&all).await;
    for (text, relevant) in [(all[0], true), (all[1], false), (all[2], true)] {
        let post = said(&house, column, text).await;
        judge(&house, query, post, Some(relevant)).await;
    }
    let judged = async |text: &str| {
        house
            .engine
            .judged(&house.actor, query, text)
            .await
            .unwrap()
    };
    let precision = |relevant, judged| Precision { relevant, judged };
    let now = judged(RINK).await;
    assert_eq!((now.precision, now.missed), (precision(2, 3), 0));
    let edited = judged("patin* SAUF roulettes").await;
    assert_eq!((edited.precision, edited.missed), (precision(2, 2), 0));
    let narrow = judged("patinoire").await;
    assert_eq!((narrow.precision, narrow.missed), (precision(1, 1), 1));
    let broken = judged("(patin").await;
    assert_eq!(
        (broken.precision, broken.words.len()),
        (Precision::default(), 3)
    );

    let post = said(&house, column, all[1]).await;
    judge(&house, query, post, None).await;
    assert_eq!(judged(RINK).await.precision, precision(2, 2));
}

#[tokio::test]
async fn proposals_take_off_topic_posts_and_none_that_is_the_matter() {
    let off_topic = [
        "Sortie patin à roulettes devant le gymnase",
        "Vos patins à roulettes sont au gymnase avec les enfants",
    ];
    let relevant = [
        "Stage de patin pour les enfants",
        "Le patin avec les enfants",
    ];
    let all = [off_topic, relevant].concat();
    let (house, column, query) = rink(&all).await;
    for (n, text) in all.iter().enumerate() {
        let post = said(&house, column, text).await;
        judge(&house, query, post, Some(n >= off_topic.len())).await;
    }
    let judged = house
        .engine
        .judged(&house.actor, query, RINK)
        .await
        .unwrap();
    let told: Vec<_> = judged
        .proposals
        .iter()
        .map(|it| (it.text.as_str(), it.off_topic))
        .collect();
    assert_eq!(
        told,
        [("gymnase", 2), ("roulettes", 2), ("sortie patin", 1)]
    );
    for proposal in &judged.proposals {
        let text = format!("{RINK} SAUF \"{}\"", proposal.text);
        let left = house
            .engine
            .judged(&house.actor, query, &text)
            .await
            .unwrap();
        let (before, after) = (judged.precision, left.precision);
        assert_eq!(after.relevant, before.relevant);
        assert_eq!(after.judged, before.judged - proposal.off_topic);
    }
}

#[tokio::test]
async fn unknown_posts_and_queries_of_others_are_not_judged() {
    let (house, column, query) = rink(&["patinoire"]).await;
    let post = said(&house, column, "patinoire").await;
    let (engine, actor) = (&house.engine, &house.actor);
    let nowhere = PostId::from_uuid(engine.seams.uuid());
    let unknown = engine.judge(actor, query, nowhere, Some(true)).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
    let other = QueryId::from_uuid(engine.seams.uuid());
    assert!(matches!(
        engine.judge(actor, other, post, Some(true)).await,
        Err(Error::NotFound)
    ));
    let viewer = crate::Actor {
        role: model::Role::Viewer,
        ..*actor
    };
    let refused = engine.judge(&viewer, query, post, Some(true)).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
    assert!(engine.judged(&viewer, query, RINK).await.is_ok());
}
