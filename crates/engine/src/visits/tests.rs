use super::*;
use crate::testing::house;

async fn stretches(house: &crate::testing::House) -> Vec<(i64, i64)> {
    let mut tx = house.engine.db.read().await.unwrap();
    let start = crate::testing::start();
    let minutes = |it: Timestamp| it.duration_since(start).as_secs() / 60;
    visit::of(&mut tx, house.actor.org, house.actor.member, 9)
        .await
        .unwrap()
        .iter()
        .map(|it| (minutes(it.from_at), minutes(it.to_at)))
        .collect()
}

#[tokio::test]
async fn pages_in_a_row_are_one_visit_and_a_meeting_ends_it() {
    let house = house(crate::Keep::All).await;
    let minute = Duration::from_secs(60);
    for _ in 0..4 {
        house.engine.visit(&house.actor).await.unwrap();
        house.clock.advance(minute / 2);
    }
    assert_eq!(stretches(&house).await, [(0, 1)]);
    house.clock.advance(20 * minute);
    house.engine.visit(&house.actor).await.unwrap();
    assert_eq!(stretches(&house).await, [(0, 22)]);
    house.clock.advance(31 * minute);
    house.engine.visit(&house.actor).await.unwrap();
    assert_eq!(stretches(&house).await, [(53, 53), (0, 22)]);
}
