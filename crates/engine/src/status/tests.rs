use super::*;
use crate::testing::{house, post, start};

#[test]
fn rates_count_full_slots_and_forget_old_ones() {
    let rates = Rates::default();
    let after = |seconds| start() + Duration::from_secs(seconds);
    for seconds in (0..400).step_by(10) {
        rates.note(after(seconds), 20, None);
    }
    assert_eq!(rates.per_second(after(400), MINUTE_SLOTS), 2.0);
    assert_eq!(rates.per_second(after(400), SLOTS), 2.0);
    assert_eq!(rates.per_second(after(430), MINUTE_SLOTS), 1.0);
    assert_eq!(rates.per_second(after(4_000), SLOTS), 0.0);
    assert_eq!(rates.lag(), None);
    rates.note(after(400), 1, Some(after(370)));
    assert_eq!(rates.lag(), Some(Duration::from_secs(30)));
}

#[tokio::test]
async fn status_tells_what_was_stored_and_where() {
    let house = house(crate::Keep::All).await;
    house.hear(vec![post("p1", "un"), post("p2", "deux")]).await;
    house.clock.advance(Duration::from_secs(15));
    let status = house.engine.status(&house.actor).await.unwrap();
    assert_eq!((status.ingest.posts, status.ingest.queue), (2, 0));
    assert_eq!(status.ingest.lag, Some(Duration::ZERO));
    assert!(status.ingest.rate_1m > 0.0);
    assert_eq!(status.database.kind, "SQLite");
    assert_eq!(status.database.migration, store::schema_version());
    assert!(status.database.size_bytes > 100_000);
    assert!(status.disk_free.is_some());
    assert_eq!(status.started_at, start());
    let editor = Actor {
        role: Role::Editor,
        ..house.actor
    };
    assert!(matches!(
        house.engine.status(&editor).await,
        Err(Error::Forbidden { .. })
    ));
}
