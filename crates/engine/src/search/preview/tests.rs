use super::*;
use crate::{
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
    let mut ids: Vec<String> = samples.map(|it| it.post.at.id.to_string()).collect();
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
        .map(|it| it.post.author.id.clone())
        .collect();
    assert_eq!((view.samples.len(), authors.len()), (12, 11));
}
