//! `vigie replay`: a recorded file through the real pipeline, as if it were live.

use std::{process::ExitCode, time::Duration};

use anyhow::Context as _;
use engine::{Actor, Engine};
use model::{SourceId, SourceState};
use networks::{SourceConfig, config::Speed};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::{
    cli::{self, ReplaySpeed},
    config::Config,
    exit::{Blame as _, user_error},
    house, serve, source_command,
};

/// How long the last batch may take to be stored after the end of the file.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) async fn run(mut config: Config, replay: cli::Replay) -> anyhow::Result<ExitCode> {
    if let Some(dir) = replay.data.data {
        config.data.dir = dir;
    }
    let path = std::fs::canonicalize(&replay.file)
        .with_context(|| format!("opening {}", replay.file.display()))
        .user("name a .jsonl file, perhaps with .gz or .zst")?;
    let path = path
        .to_str()
        .ok_or_else(|| user_error("the file's name is not UTF-8", ""))?
        .to_owned();
    let speed = match replay.speed {
        ReplaySpeed::Max => Speed::Max,
        ReplaySpeed::Times(factor) => Speed::Times(factor),
    };
    let _lock = house::lock(&config.data.dir)?;
    let db = house::store(&config).await?;
    let engine = house::engine(&config, db, &[]).await?;
    let operator = source_command::operator(&engine).await?;
    let source = source_for(&engine, &operator, SourceConfig::replay(path, speed)).await?;
    let before = engine.source(&operator, source).await?.source.received;

    let listener = if replay.serve {
        Some(serve::bind(config.http.listen, "`http.listen`").await?)
    } else {
        None
    };
    let started = std::time::Instant::now();
    engine.start().await?;
    if let Some(listener) = listener {
        tracing::info!(address = %config.http.listen, "replaying; open http://{}", config.http.listen);
        return serve::until_stopped(&config, engine, listener, CancellationToken::new()).await;
    }
    let ended = tokio::select! {
        ended = until_over(&engine, &operator, source) => ended?,
        _ = tokio::signal::ctrl_c() => None,
    };
    engine.stop(PATIENCE).await;
    let seconds = started.elapsed().as_secs_f64();
    let detail = engine.source(&operator, source).await?;
    let received = detail.source.received - before;
    let rate = if seconds > 0.0 {
        received as f64 / seconds
    } else {
        0.0
    };
    let dropped: serde_json::Map<String, serde_json::Value> = detail
        .drops
        .iter()
        .map(|it| (it.reason.to_string(), it.count.into()))
        .collect();
    if replay.json {
        crate::print(&format!(
            "{:#}\n",
            json!({
                "finished": ended == Some(SourceState::Finished), "received": received, "seconds": seconds,
                "posts_per_second": rate, "dropped": dropped,
            })
        ));
    } else {
        crate::print(&format!(
            "{received} posts in {seconds:.1} s, {rate:.0} a second\n"
        ));
        for it in &detail.drops {
            crate::print(&format!(
                "{} lines not kept: {} ({})\n",
                it.count, it.reason, it.sample
            ));
        }
    }
    match ended {
        Some(SourceState::Stopped { .. }) => Err(user_error(
            detail
                .source
                .last_error
                .unwrap_or_else(|| "the file could not be read".to_owned()),
            "one JSON object a line, as in the documentation of `vigie replay`",
        )),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// The source of this file, with the pace asked for; the one of an earlier, unfinished run is taken up.
async fn source_for(
    engine: &Engine,
    operator: &Actor,
    config: SourceConfig,
) -> anyhow::Result<SourceId> {
    let address = config.address();
    let known = engine
        .sources(operator)
        .await?
        .into_iter()
        .find(|it| it.kind == config.kind() && it.address == address);
    if let Some(known) = known {
        engine.set_source_config(operator, known.id, config).await?;
        engine.set_source_enabled(operator, known.id, true).await?;
        return Ok(known.id);
    }
    engine
        .add_source(operator, None, config)
        .await
        .user("see `vigie replay --help`")
}

/// Waits until the file is read and stored; `None` when the engine stopped before.
async fn until_over(
    engine: &Engine,
    operator: &Actor,
    source: SourceId,
) -> anyhow::Result<Option<SourceState>> {
    let mut watch = engine.watch();
    loop {
        if let Some(state @ (SourceState::Finished | SourceState::Stopped { .. })) =
            engine.source_state(source)
        {
            engine.drained().await;
            engine.set_source_enabled(operator, source, false).await?;
            return Ok(Some(state));
        }
        if watch.next().await.is_none() {
            return Ok(None);
        }
    }
}
