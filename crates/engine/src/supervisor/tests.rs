use std::sync::atomic::{AtomicU32, Ordering};

use model::seam::SeededEntropy;

use super::*;

fn supervisor() -> Supervisor {
    Supervisor::new(Arc::new(SeededEntropy::new(7)))
}

#[tokio::test(start_paused = true)]
async fn task_that_panics_is_restarted_until_done() {
    let supervisor = supervisor();
    let runs = Arc::new(AtomicU32::new(0));
    let counted = runs.clone();
    supervisor.supervise("flaky", supervisor.stopping(), move || {
        let run = counted.fetch_add(1, Ordering::SeqCst);
        async move {
            assert!(run >= 2, "the first two runs panic");
            Outcome::Done
        }
    });
    supervisor.tracker.close();
    supervisor.tracker.wait().await;
    assert_eq!(runs.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn stop_waits_for_tasks_that_listen_and_drops_those_that_do_not() {
    let polite = supervisor();
    let token = polite.stopping();
    polite.supervise("polite", polite.stopping(), move || {
        let token = token.clone();
        async move {
            token.cancelled().await;
            Outcome::Done
        }
    });
    assert!(polite.stop(Duration::from_secs(5)).await);

    let deaf = supervisor();
    deaf.supervise("deaf", deaf.stopping(), || async {
        std::future::pending::<()>().await;
        Outcome::Done
    });
    assert!(!deaf.stop(Duration::from_secs(5)).await);
}

#[test]
fn backoff_grows_to_its_cap_and_forgets_on_success() {
    let mut backoff = Backoff::new(Arc::new(SeededEntropy::new(1)));
    let waits: Vec<Duration> = (0..10).map(|_| backoff.next()).collect();
    assert!(waits[0] <= BACKOFF_MIN);
    assert!(waits.iter().all(|it| *it <= BACKOFF_MAX));
    assert!(waits[9] >= BACKOFF_MAX / 2);
    backoff.reset();
    assert!(backoff.next() <= BACKOFF_MIN);
}
