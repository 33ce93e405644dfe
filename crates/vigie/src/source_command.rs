//! `vigie source`: the list of what is listened to, from the command line.

use std::{path::Path, process::ExitCode};

use anyhow::Context as _;
use engine::{Actor, Engine};
use model::{Role, SourceId};
use networks::SourceConfig;
use serde_json::json;

use crate::{
    cli::{AddSource, Source},
    config::Config,
    exit::{Blame as _, user_error},
    house,
};

pub(crate) async fn run(mut config: Config, source: Source) -> anyhow::Result<ExitCode> {
    let (Source::List { data, .. } | Source::Add { data, .. } | Source::Remove { data, .. }) =
        &source;
    if let Some(dir) = &data.data {
        config.data.dir.clone_from(dir);
    }
    let db = house::store(&config).await?;
    let engine = house::engine(&config, db, &[]).await?;
    let operator = operator(&engine).await?;
    match source {
        Source::List { json, .. } => list(&engine, &operator, json).await,
        Source::Add { name, kind, .. } => add(&engine, &operator, name, kind).await,
        Source::Remove { id, .. } => {
            let id: SourceId = id.parse().user("ids are printed by `vigie source list`")?;
            engine
                .remove_source(&operator, id)
                .await
                .user("ids are printed by `vigie source list`")?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Whoever holds the data folder may do everything in the house that is in it.
pub(crate) async fn operator(engine: &Engine) -> anyhow::Result<Actor> {
    let (org, member) = engine.first_admin().await?.ok_or_else(|| {
        user_error(
            "this house has no administrator yet",
            "run `vigie serve` and open the page it names",
        )
    })?;
    Ok(Actor {
        org,
        member,
        role: Role::Admin,
    })
}

async fn list(engine: &Engine, operator: &Actor, as_json: bool) -> anyhow::Result<ExitCode> {
    let sources = engine.sources(operator).await?;
    if as_json {
        let list: Vec<_> = sources
            .iter()
            .map(|it| {
                json!({
                    "id": it.id.to_string(), "name": it.name, "kind": it.kind, "network": it.network.slug(),
                    "address": it.address, "enabled": it.enabled, "received": it.received, "dropped": it.dropped,
                    "last_event_at": it.last_event_at.map(|at| at.to_string()),
                    "last_error": it.last_error, "open_gaps": it.open_gaps,
                })
            })
            .collect();
        crate::print(&format!("{:#}\n", json!({ "sources": list })));
    } else if sources.is_empty() {
        crate::print("No source yet. `vigie source add bluesky` hears all of Bluesky.\n");
    } else {
        for it in &sources {
            let last = it
                .last_event_at
                .map_or_else(|| "never".to_owned(), |at| at.to_string());
            let on = if it.enabled { "on " } else { "off" };
            crate::print(&format!(
                "{}  {on}  {}  {}  received {}, last {last}\n",
                it.id, it.name, it.address, it.received
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn add(
    engine: &Engine,
    operator: &Actor,
    name: Option<String>,
    kind: AddSource,
) -> anyhow::Result<ExitCode> {
    let config = match kind {
        AddSource::Bluesky { url, dictionary } => {
            let config = SourceConfig::bluesky(url);
            match dictionary {
                Some(file) => config.with_dictionary(absolute(&file)?),
                None => config,
            }
        }
        AddSource::Feed { url } => SourceConfig::feed(url),
        AddSource::Firehose { url } => SourceConfig::firehose(url),
    };
    let id = engine
        .add_source(operator, name, config)
        .await
        .user("see `vigie source add --help`")?;
    crate::print(&format!("{id}\n"));
    Ok(ExitCode::SUCCESS)
}

/// The server may run in another folder than this command.
fn absolute(file: &Path) -> anyhow::Result<String> {
    let path = std::fs::canonicalize(file)
        .with_context(|| format!("opening {}", file.display()))
        .user("name a file that is there")?;
    let path = path.to_str().map(str::to_owned);
    path.ok_or_else(|| user_error("the file's name is not UTF-8", ""))
}
