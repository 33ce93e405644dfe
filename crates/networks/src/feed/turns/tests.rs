use std::sync::Arc;

use tokio::time::Instant;

use super::{HOSTS_MAX, PAUSE, Turns};

#[tokio::test(start_paused = true)]
async fn requests_to_one_host_come_one_after_the_other_with_a_pause() {
    let turns = Arc::new(Turns::default());
    let start = Instant::now();
    let first = turns.take("a.example").await;
    assert_eq!(start.elapsed(), std::time::Duration::ZERO);
    let second = turns.take("a.example");
    let mut second = Box::pin(second);
    let waited = tokio::time::timeout(PAUSE * 10, &mut second).await;
    assert!(waited.is_err(), "the first is not over");
    let over = Instant::now();
    drop(first);
    drop(second.await);
    assert_eq!(over.elapsed(), PAUSE);
}

#[tokio::test(start_paused = true)]
async fn hosts_do_not_wait_for_each_other() {
    let turns = Turns::default();
    let start = Instant::now();
    let _first = turns.take("a.example").await;
    let _second = turns.take("b.example").await;
    assert_eq!(start.elapsed(), std::time::Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn hosts_are_forgotten_when_their_pause_is_over() {
    let turns = Turns::default();
    let busy = turns.take("busy.example").await;
    for n in 0..HOSTS_MAX * 2 {
        drop(turns.take(&format!("{n}.example")).await);
        tokio::time::advance(PAUSE * 2).await;
    }
    let hosts = turns.0.lock().unwrap();
    assert!(hosts.len() <= HOSTS_MAX, "{} hosts", hosts.len());
    assert!(hosts.contains_key("busy.example"), "one in use is kept");
    drop(busy);
}
