use std::{path::Path, sync::LazyLock};

use jiff::SignedDuration;
use model::seam::ManualClock;

use super::*;

fn start() -> Timestamp {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

fn settings() -> Settings {
    Settings {
        days: 1,
        ..Settings::new(3, start())
    }
}

/// Played once: every test begins with the same morning.
static WORLD: LazyLock<World> = LazyLock::new(|| World::generate(&settings()));

async fn open(clock: &Arc<ManualClock>, state: Option<&Path>) -> Result<Sandbox, Error> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    Sandbox::open(
        WORLD.clone(),
        listener,
        clock.clone(),
        state.map(Path::to_owned),
        CancellationToken::new(),
    )
}

/// Runs a sandbox while `visit` looks at it, then stops it.
async fn while_running<F: Future<Output = ()>>(sandbox: Sandbox, visit: impl FnOnce(Handle) -> F) {
    let handle = sandbox.handle();
    let stop = handle.0.stop.clone();
    let visit = async {
        visit(handle).await;
        stop.cancel();
    };
    let (ran, ()) = tokio::join!(sandbox.run(), visit);
    ran.unwrap();
}

/// The whole truth, wherever it was served.
fn truth(handle: &Handle) -> Vec<String> {
    handle
        .truth(1, usize::MAX)
        .into_iter()
        .map(|it| it.replace(handle.base_url(), ""))
        .collect()
}

#[tokio::test]
async fn live_goes_on_as_the_clock_moves() {
    let clock = Arc::new(ManualClock::at(start()));
    let sandbox = open(&clock, None).await.unwrap();
    while_running(sandbox, async |handle| {
        let past = handle.last_seq();
        clock.advance(Duration::from_secs(30));
        handle.reached(past + 5).await;
        let at = |line: &String| {
            let frame: serde_json::Value = serde_json::from_str(line).unwrap();
            frame["at"].as_str().unwrap().parse::<Timestamp>().unwrap()
        };
        for line in handle.truth(past + 1, 5) {
            assert!(
                (start()..=start() + SignedDuration::from_secs(30)).contains(&at(&line)),
                "{line}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_second_run_goes_on_from_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sandbox.json");
    let clock = Arc::new(ManualClock::at(start()));
    let mut sent = Vec::new();
    for _ in 0..3 {
        let sandbox = open(&clock, Some(&path)).await.unwrap();
        let handle = sandbox.handle();
        while_running(sandbox, async |handle| {
            assert!(
                truth(&handle).starts_with(&sent),
                "what was sent does not stay as it was sent"
            );
            let last = handle.last_seq();
            clock.advance(Duration::from_secs(20));
            handle.reached(last + 3).await;
        })
        .await;
        let before = sent.len();
        sent = truth(&handle);
        assert!(sent.len() > before);
        // Off for a day: nothing happens meanwhile.
        clock.advance(Duration::from_secs(86_400));
        let sandbox = open(&clock, Some(&path)).await.unwrap();
        assert!(
            truth(&sandbox.handle()) == sent,
            "time off changed what was sent"
        );
    }
}

#[tokio::test]
async fn time_off_is_not_made_up_for() {
    let clock = Arc::new(ManualClock::at(start()));
    let sandbox = open(&clock, None).await.unwrap();
    while_running(sandbox, async |handle| {
        let past = handle.last_seq();
        clock.advance(Duration::from_secs(10));
        handle.reached(past + 1).await;
        let before = handle.last_seq();
        clock.advance(Duration::from_secs(8 * 3_600));
        // Played at its pace from the moment the machine woke up.
        while handle.last_seq() < before + 3 {
            clock.advance(Duration::from_secs(1));
            tokio::task::yield_now().await;
            tokio::time::timeout(LOOK_AGAIN, handle.reached(before + 3))
                .await
                .ok();
        }
        assert!(
            handle.last_seq() < before + 200,
            "{} events at once",
            handle.last_seq() - before
        );
    })
    .await;
}

#[tokio::test]
async fn another_worlds_state_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sandbox.json");
    let other = Settings {
        seed: 99,
        ..settings()
    };
    Saved::new(&other, 0).write(&path).unwrap();
    let clock = Arc::new(ManualClock::at(start()));
    assert!(matches!(
        open(&clock, Some(&path)).await,
        Err(Error::State(StateError::OtherWorld { .. }))
    ));
}

#[tokio::test]
async fn only_loopback_is_served() {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let clock = Arc::new(ManualClock::at(start()));
    let opened = Sandbox::open(
        WORLD.clone(),
        listener,
        clock,
        None,
        CancellationToken::new(),
    );
    assert!(matches!(opened, Err(Error::NotLoopback(_))));
}

#[tokio::test]
async fn a_state_that_cannot_be_written_stops_the_sandbox() {
    let clock = Arc::new(ManualClock::at(start()));
    let missing = Path::new("/nonexistent-folder/sandbox.json");
    let sandbox = open(&clock, Some(missing)).await.unwrap();
    clock.advance(Duration::from_secs(20));
    assert!(matches!(
        sandbox.run().await,
        Err(Error::State(StateError::Io { .. }))
    ));
}
