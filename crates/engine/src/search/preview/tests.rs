use model::{Span as Place, SpanKind};
use query::Slot;

use super::*;
use crate::{
    OrgSettings,
    search::tests::{archive_all, archived},
    testing::{House, post},
};

fn ask(text: &str, tab: Tab) -> PreviewAsk {
    PreviewAsk {
        text: text.to_owned(),
        saved: None,
        days: 30,
        tab,
    }
}

async fn preview(house: &House, ask: &PreviewAsk) -> PreviewView {
    let preview = house.engine.preview(&house.actor, ask, Locale::Fr);
    preview.await.unwrap()
}

fn ids(view: &PreviewView) -> Vec<String> {
    let samples = view.samples.iter();
    let mut ids: Vec<String> = samples
        .map(|it| it.mention.post.at.id.to_string())
        .collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn preview_tells_found_rejected_and_near() {
    let house = archived().await;
    let posts = [
        ("1", "un colis perdu"),
        ("2", "un colis perdu et retrouvé"),
        ("3", "un colis livré"),
        ("4", "une clé perdue, perdu"),
        ("5", "la patinoire"),
    ];
    let posts = posts.map(|(id, text)| post(id, text));
    house.hear(posts.into()).await;
    archive_all(&house).await;
    house.clock.advance(Duration::from_secs(60));
    let text = "colis perdu NOT retrouvé";
    let view = preview(&house, &ask(text, Tab::Found)).await;
    let now = view.now.as_ref().unwrap();
    assert_eq!((now.count, view.rejected, view.near), (1, 1, 2));
    assert_eq!(view.archived, 5);
    assert_eq!(now.timeline.iter().map(|it| it.count).sum::<u64>(), 1);
    assert_eq!(ids(&view), ["1"]);
    assert_eq!(
        ids(&preview(&house, &ask(text, Tab::Rejected)).await),
        ["2"]
    );
    let near = preview(&house, &ask(text, Tab::Near)).await;
    assert_eq!(ids(&near), ["3", "4"]);
}

#[tokio::test]
async fn preview_compares_with_the_saved_version() {
    let house = archived().await;
    house
        .hear(vec![post("1", "un colis"), post("2", "la patinoire")])
        .await;
    archive_all(&house).await;
    house.clock.advance(Duration::from_secs(60));
    let engine = &house.engine;
    let column = engine
        .column_add(&house.actor, house.board, "Colis", "colis")
        .await
        .unwrap();
    let saved = engine
        .column(&house.actor, column, Locale::Fr)
        .await
        .unwrap()
        .query;
    let asked = PreviewAsk {
        saved: Some(saved),
        ..ask("colis OR patinoire", Tab::Found)
    };
    let view = preview(&house, &asked).await;
    assert_eq!(
        (view.now.unwrap().count, view.before.unwrap().count),
        (2, 1)
    );
}

#[tokio::test]
async fn samples_are_of_many_authors() {
    let house = archived().await;
    let mut posts: Vec<_> = (0..60)
        .map(|it| post(&it.to_string(), "un colis"))
        .collect();
    for it in 60..70 {
        let mut other = post(&it.to_string(), "un colis");
        other.author.id = format!("did:{it}").into();
        posts.push(other);
    }
    house.hear(posts).await;
    archive_all(&house).await;
    house.clock.advance(Duration::from_secs(60));
    let view = preview(&house, &ask("colis", Tab::Found)).await;
    let authors: HashSet<_> = view
        .samples
        .iter()
        .map(|it| it.mention.post.author.id.clone())
        .collect();
    assert_eq!((view.samples.len(), authors.len()), (12, 11));
}

#[tokio::test]
async fn samples_say_which_parts_only_the_house_knows_to_be_true() {
    let house = archived().await;
    let (engine, actor) = (&house.engine, &house.actor);
    let known = engine.org_settings(actor).await.unwrap();
    let wanted = OrgSettings {
        own_accounts: vec!["mairie".to_owned(), "lea".to_owned()],
        ..known
    };
    engine.set_org_settings(actor, &wanted).await.unwrap();
    let on_list = vec!["lea".to_owned()];
    engine.list_add(actor, "Presse", on_list).await.unwrap();
    let added = engine.column_add(actor, house.board, "Colis", "colis");
    let column = added.await.unwrap();
    crate::testing::source(&house).await;
    engine.renew_knowledge(actor.org).await.unwrap();
    let mut said = post("1", "@mairie un colis");
    said.spans = vec![Place {
        range: 0..7,
        kind: SpanKind::Mention("mairie".into()),
    }];
    house.hear(vec![said]).await;
    archive_all(&house).await;
    house.clock.advance(Duration::from_secs(60));
    let facts = [
        "list:presse",
        "account:mairie",
        "is:ours",
        "source:scripted",
        "query:colis",
    ];
    for fact in facts {
        let slots = async |text: &str, tab| {
            let view = preview(&house, &ask(text, tab)).await;
            let sample = view.samples.into_iter().next().expect("it is found");
            let each = sample
                .reasons
                .into_iter()
                .map(|it| (it.slot, it.spans.len()));
            each.collect::<Vec<_>>()
        };
        let is_words = usize::from(fact == "query:colis");
        let fact_slot = (Slot::Facts(0), is_words);
        let with = slots(&format!("un AND {fact}"), Tab::Found).await;
        assert_eq!(with, [(Slot::Group(0), 1), fact_slot], "{fact}");
        let without = slots(&format!("un NOT {fact}"), Tab::Rejected).await;
        assert_eq!(without, [(Slot::Group(0), 1), (Slot::Without, is_words)]);
    }
    // The same of a mention in its column.
    let view = engine.column(actor, column, Locale::Fr).await.unwrap();
    let edit = engine.column_edit(actor, column, "Colis", "colis AND list:presse", 1);
    edit.await.unwrap();
    let mention = &view.mentions[0];
    let why = engine.post_why(actor, column, mention.post_id, Locale::Fr);
    let why = why.await.unwrap();
    assert_eq!(
        (why.query, &*why.text),
        (view.query, "colis ET liste:presse")
    );
    let slots: Vec<Slot> = why.reasons.iter().map(|it| it.slot).collect();
    assert_eq!(slots, [Slot::Group(0), Slot::Facts(0)]);
}
