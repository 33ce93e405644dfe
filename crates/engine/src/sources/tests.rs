use model::FailReason;
use networks::{Kind, Mode, NetError};

use super::*;
use crate::testing::{House, Opening, Scripted, hear, house, source};

async fn names(house: &House) -> Vec<String> {
    let all = house.engine.sources(&house.actor).await.unwrap();
    all.into_iter().map(|it| it.name).collect()
}

fn gazette() -> SourceConfig {
    SourceConfig::feed("https://gazette.example/feed.xml".to_owned())
}

#[tokio::test]
async fn source_removed_comes_back_within_a_day_unless_it_was_added_again() {
    let house = house(crate::Keep::All).await;
    let (engine, actor) = (&house.engine, &house.actor);
    let add = || engine.add_source(actor, Some("Gazette".to_owned()), gazette());
    let first = add().await.unwrap();
    engine.remove_source(actor, first).await.unwrap();
    assert_eq!(names(&house).await, [""; 0]);
    let gone = engine.source(actor, first).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    engine.restore_source(actor, first).await.unwrap();
    assert_eq!(names(&house).await, ["Gazette"]);
    let twice = engine.restore_source(actor, first).await;
    assert!(matches!(twice, Err(Error::NotFound)), "it is there");

    engine.remove_source(actor, first).await.unwrap();
    let second = add().await.unwrap();
    let back = engine.restore_source(actor, first).await;
    assert!(matches!(back, Err(Error::Conflict)));
    engine.remove_source(actor, second).await.unwrap();
    house.clock.advance(Duration::from_secs(25 * 3_600));
    engine.purge().await.unwrap();
    let late = engine.restore_source(actor, second).await;
    assert!(matches!(late, Err(Error::NotFound)), "a day is over");
}

#[tokio::test]
async fn failure_is_told_by_its_name_and_in_its_own_words() {
    let house = house(crate::Keep::All).await;
    let error = NetError::new(Kind::Gone, "the server answered 410");
    let network = Scripted::new(Mode::File, vec![Opening::Fails(error)]);
    hear(&house, &network).await;
    let id = source(&house).await;
    let told = house.engine.source(&house.actor, id).await.unwrap().source;
    assert_eq!(told.last_reason, Some(FailReason::Gone));
    assert_eq!(told.last_error.as_deref(), Some("the server answered 410"));
}
