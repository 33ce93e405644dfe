use super::*;
use crate::{
    search::tests::{archive_all, archived},
    testing::{House, post},
};

fn ask() -> SearchAsk {
    SearchAsk {
        text: "colis".to_owned(),
        ..SearchAsk::default()
    }
}

/// Waits for the end of an export.
async fn ended(house: &House, id: ExportId) -> ExportView {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    loop {
        let all = house.engine.exports(&house.actor).await.unwrap();
        let view = all.into_iter().find(|it| it.id == id).unwrap();
        if view.state != ExportState::Running {
            return view;
        }
        assert!(tokio::time::Instant::now() < deadline, "in time");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn export_holds_every_post_found() {
    let house = archived().await;
    let posts = (0..1_234).map(|it| post(&format!("{it:04}"), "un colis; \"perdu\""));
    house.hear(posts.collect()).await;
    house
        .hear(vec![post("=1", "la patinoire"), post("=2", "=colis()")])
        .await;
    archive_all(&house).await;
    let engine = &house.engine;
    for format in [ExportFormat::Csv, ExportFormat::JsonLines] {
        let id = engine
            .export_start(&house.actor, &ask(), format)
            .await
            .unwrap();
        let view = ended(&house, id).await;
        assert_eq!(
            (view.state, view.done, view.of),
            (ExportState::Ready, 1_235, 1_235)
        );
        let (path, name) = engine.export_file(&house.actor, id).await.unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        match format {
            ExportFormat::Csv => {
                assert!(name.ends_with(".csv"));
                assert_eq!(text.lines().count(), 1_236);
                assert!(text.contains("\"'=colis()\""));
            }
            ExportFormat::JsonLines => {
                assert!(name.ends_with(".jsonl"));
                assert_eq!(text.lines().count(), 1_235);
                let first: serde_json::Value =
                    serde_json::from_str(text.lines().next().unwrap()).unwrap();
                assert!(first["text"].as_str().unwrap().contains("colis"));
            }
        }
    }
}

#[tokio::test]
async fn export_that_is_cancelled_leaves_nothing() {
    let house = archived().await;
    house.hear(vec![post("1", "un colis")]).await;
    archive_all(&house).await;
    let engine = &house.engine;
    let id = engine
        .export_start(&house.actor, &ask(), ExportFormat::Csv)
        .await
        .unwrap();
    engine.export_cancel(&house.actor, id).await.unwrap();
    assert_eq!(ended(&house, id).await.state, ExportState::Cancelled);
    assert!(matches!(
        engine.export_file(&house.actor, id).await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn export_is_for_whoever_asked_and_for_a_day() {
    let house = archived().await;
    house.hear(vec![post("1", "un colis")]).await;
    archive_all(&house).await;
    let engine = &house.engine;
    let id = engine
        .export_start(&house.actor, &ask(), ExportFormat::Csv)
        .await
        .unwrap();
    ended(&house, id).await;
    let other = Actor {
        member: MemberId::from_uuid(engine.seams.uuid()),
        ..house.actor
    };
    assert!(engine.exports(&other).await.unwrap().is_empty());
    assert!(matches!(
        engine.export_file(&other, id).await,
        Err(Error::NotFound)
    ));
    let (path, _) = engine.export_file(&house.actor, id).await.unwrap();
    house.clock.advance(KEPT + Duration::from_secs(1));
    assert!(engine.exports(&house.actor).await.unwrap().is_empty());
    assert!(!path.exists());
}
