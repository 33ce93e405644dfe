use std::time::Duration;

use jiff::Timestamp;
use model::{Gap, OrgId, SourceId};
use uuid::Uuid;

use super::*;
use crate::testing::{House, house, start};

/// A source of the house, on a network that can go back to a moment or on a feed.
async fn new_source(house: &House, config: SourceConfig) -> SourceId {
    let id = SourceId::from_uuid(house.engine.seams.uuid());
    let record = source::Source {
        id,
        org: house.actor.org,
        kind: config.kind().to_owned(),
        name: "Source".to_owned(),
        config: config.to_json(),
        enabled: true,
        created_at: start(),
        received: 0,
        last_event_at: None,
        last_error: None,
        last_reason: None,
        last_error_at: None,
    };
    let mut tx = house.engine.db.write().await.unwrap();
    source::insert(&mut tx, &record).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Writes a gap down, an hour long if it is over, and asks to fill it.
async fn fill(house: &House, of: SourceId, change: impl FnOnce(&mut Gap)) -> GapFill {
    let mut gap = Gap {
        id: GapId::from_uuid(house.engine.seams.uuid()),
        source: of,
        from: start(),
        to: Some(start() + Duration::from_secs(3_600)),
        cause: Cause::Disconnected,
        refilled_at: None,
    };
    change(&mut gap);
    let mut tx = house.engine.db.write().await.unwrap();
    coverage::insert_gap(&mut tx, house.actor.org, &gap)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    house.engine.gap_fill(&house.actor, gap.id).await.unwrap()
}

#[tokio::test]
async fn gap_is_filled_where_the_network_can_and_refused_with_the_reason() {
    let house = house(crate::Keep::All).await;
    let sandbox = SourceConfig::sandbox("https://sandbox.example".to_owned());
    let feed = SourceConfig::feed("https://gazette.example/feed".to_owned());
    let (sandbox, feed) = (
        new_source(&house, sandbox).await,
        new_source(&house, feed).await,
    );
    let no = GapFill::CannotBeFilled;
    assert_eq!(fill(&house, sandbox, |_| ()).await, GapFill::Asked);
    let rewinds = house.engine.rewinds.lock().unwrap().len();
    assert_eq!(rewinds, 1, "the source starts again from before the gap");
    assert_eq!(
        fill(&house, feed, |it| it.to = None).await,
        GapFill::Asked,
        "the line is opened again"
    );
    assert_eq!(fill(&house, feed, |_| ()).await, no(NoFill::NoPast));
    let filled = |it: &mut Gap| it.refilled_at = it.to;
    assert_eq!(fill(&house, sandbox, filled).await, no(NoFill::Filled));
    let lost = |it: &mut Gap| it.cause = Cause::LookBack;
    assert_eq!(fill(&house, sandbox, lost).await, no(NoFill::TooOld));
    let old = |it: &mut Gap| it.from = Timestamp::UNIX_EPOCH;
    assert_eq!(fill(&house, sandbox, old).await, no(NoFill::TooOld));
    let off = house
        .engine
        .set_source_enabled(&house.actor, sandbox, false);
    off.await.unwrap();
    assert_eq!(fill(&house, sandbox, |_| ()).await, no(NoFill::SourceOff));
}

#[tokio::test]
async fn gap_of_another_organisation_is_out_of_reach() {
    let house = house(crate::Keep::All).await;
    let stranger = Actor {
        org: OrgId::from_uuid(Uuid::nil()),
        ..house.actor
    };
    let any = GapId::from_uuid(Uuid::nil());
    let asked = house.engine.gap_fill(&stranger, any).await;
    assert!(matches!(asked, Err(Error::NotFound)));
}
