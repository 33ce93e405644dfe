//! Running the binary, and looking into what it stored.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

use engine::{Engine, FirstRun, Keep, Settings, SignedIn};
use jiff::Timestamp;
use model::{
    Locale,
    seam::{ManualClock, Seams, SeededEntropy},
};
use networks::egress::{self, Egress};
use store::Db;

/// The binary under test, with an environment of its own.
#[expect(
    clippy::disallowed_methods,
    reason = "the whole-app tests run the real binary"
)]
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
    command
        .args(args)
        .env_clear()
        .env("TZ", "UTC")
        .stdin(Stdio::null());
    command
}

/// Whether only a part of what takes long is wanted, as `cargo xtask test --fast` says.
pub(crate) fn is_fast() -> bool {
    std::env::var_os("VIGIE_TEST_FAST").is_some()
}

pub(crate) fn run(args: &[&str]) -> Output {
    command(args).output().unwrap()
}

/// Runs with `input` on standard input.
pub(crate) fn run_with(args: &[&str], input: &[u8]) -> Output {
    use std::io::Write as _;
    let mut child = command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) async fn db(dir: &Path) -> Db {
    let url = format!("sqlite:{}", dir.join("vigie.db").display());
    Db::open(&store::Config { url, readers: 1 }).await.unwrap()
}

pub(crate) async fn engine(dir: &Path) -> Engine {
    let day = std::time::Duration::from_secs(24 * 3_600);
    let start = Timestamp::from_second(1_790_000_000).unwrap();
    let seams = Seams {
        clock: std::sync::Arc::new(ManualClock::at(start)),
        entropy: std::sync::Arc::new(SeededEntropy::new(11)),
    };
    let settings = Settings {
        keep: Keep::All,
        unmatched_kept: 10_000 * day,
        matched_kept: 10_000 * day,
        session_idle: day,
        session_max: 7 * day,
        archive: engine::ArchiveSettings {
            folder: Some(dir.join("archive")),
            ..engine::ArchiveSettings::default()
        },
    };
    let egress = Egress::new(egress::Settings::new("test"));
    Engine::open(db(dir).await, egress, seams, settings)
        .await
        .unwrap()
}

/// A house with its administrator.
pub(crate) async fn set_up(engine: &Engine) -> SignedIn {
    engine
        .set_up(FirstRun {
            org_name: "Aubrelac".to_owned(),
            org_kind: "Ville".to_owned(),
            time_zone: "Europe/Paris".to_owned(),
            login: "camille".to_owned(),
            name: "Camille R.".to_owned(),
            password: "correct horse battery".to_owned(),
            locale: Locale::Fr,
        })
        .await
        .unwrap()
}
