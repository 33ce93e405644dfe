//! Opening what a command works on: the data folder, the store, the engine.

use std::{
    fs::{File, TryLockError},
    path::Path,
    time::Duration,
};

use anyhow::Context as _;
use engine::{ArchiveSettings, Engine, Keep, Settings};
use networks::egress::{self, Egress};
use store::Db;

use crate::{
    config::{self, Config},
    exit::{Blame as _, user_error},
    system,
};

/// Connections that read beside the writer: pages are many small reads.
const READERS: u32 = 4;
/// Says who asks, to the sites that are read.
const USER_AGENT: &str = concat!(
    "Vigie/",
    env!("CARGO_PKG_VERSION"),
    " (social listening, self-hosted)"
);
const DAY: Duration = Duration::from_secs(24 * 3600);
const HOUR: Duration = Duration::from_secs(3600);

/// Holds the data folder for one listening process at a time.
pub(crate) struct FolderLock(
    #[expect(dead_code, reason = "held for its lock, freed on drop")] File,
);

/// Makes the folder, for this user only, and locks it.
pub(crate) fn lock(dir: &Path) -> anyhow::Result<FolderLock> {
    make_private(dir)?;
    let path = dir.join("vigie.lock");
    let file = File::create(&path)
        .with_context(|| format!("creating {}", path.display()))
        .user("choose a data folder you can write to, with --data or `data.dir`")?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock(file)),
        Err(TryLockError::WouldBlock) => Err(user_error(
            format!("Vigie already runs on {}", dir.display()),
            "stop it, or name another folder with --data",
        )),
        Err(TryLockError::Error(error)) => Err(error)
            .context("locking the data folder")
            .user("use a local disk"),
    }
}

fn make_private(dir: &Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(dir)
        .with_context(|| format!("creating the data folder {}", dir.display()))
        .user("choose another with --data or `data.dir`")
}

pub(crate) async fn store(config: &Config) -> anyhow::Result<Db> {
    let url = config.database_url()?;
    if let Some(file) = url.strip_prefix("sqlite:")
        && let Some(dir) = Path::new(file).parent()
        && !dir.as_os_str().is_empty()
    {
        make_private(dir)?;
    }
    let db = Db::open(&store::Config {
        url,
        readers: READERS,
    })
    .await
    .map_err(|error| match error.kind() {
        store::Kind::Transient | store::Kind::Full => Err::<Db, _>(error)
            .unavailable("check that the database answers and that the disk has room")
            .err()
            .unwrap_or_else(|| anyhow::anyhow!("the store failed")),
        store::Kind::Bug => error.into(),
        _ => Err::<Db, _>(error)
            .user("check `database.url` and the data folder")
            .err()
            .unwrap_or_else(|| anyhow::anyhow!("the store failed")),
    })?;
    for warning in db.warnings() {
        tracing::warn!("{warning}");
    }
    Ok(db)
}

/// Where what was heard stays searchable, and how much of it.
pub(crate) fn archive(config: &Config) -> ArchiveSettings {
    const GB: u64 = 1_000_000_000;
    let settings = &config.archive;
    ArchiveSettings {
        folder: settings.enabled.then(|| config.data.dir.join("archive")),
        kept: (settings.keep_days > 0).then(|| DAY * settings.keep_days),
        bytes_max: (settings.max_gb > 0).then(|| u64::from(settings.max_gb) * GB),
    }
}

/// The engine over `db`, not started. `also_private` are addresses this command itself opened.
pub(crate) async fn engine(
    config: &Config,
    db: Db,
    also_private: &[String],
) -> anyhow::Result<Engine> {
    let allowed_private = config
        .egress
        .allow_private
        .iter()
        .chain(also_private)
        .map(|it| it.parse())
        .collect::<Result<_, _>>()
        .context("reading `egress.allow_private`")
        .user("it takes host:port, such as 127.0.0.1:4000")?;
    let egress = Egress::new(egress::Settings {
        allowed_private,
        ..egress::Settings::new(USER_AGENT)
    });
    let settings = Settings {
        keep: match config.listen.keep {
            config::Keep::Matched => Keep::Matched,
            config::Keep::All => Keep::All,
        },
        unmatched_kept: DAY * config.listen.unmatched_days,
        matched_kept: DAY * config.listen.matched_days,
        session_idle: HOUR * config.session.idle_hours,
        session_max: DAY * config.session.max_days,
        archive: archive(config),
    };
    Ok(Engine::open(db, egress, system::seams(), settings).await?)
}
