//! `vigie archive`: what makes the past searchable, from the command line.

use std::process::ExitCode;

use anyhow::Context as _;
use engine::{ArchiveView, Engine};
use serde_json::json;

use crate::{cli::Archive, config::Config, exit::user_error, house, source_command};

pub(crate) async fn run(mut config: Config, command: Archive) -> anyhow::Result<ExitCode> {
    let (Archive::Status { data, .. } | Archive::Rebuild { data } | Archive::Purge { data }) =
        &command;
    if let Some(dir) = &data.data {
        config.data.dir.clone_from(dir);
    }
    if !config.archive.enabled {
        return Err(user_error(
            "there is no archive",
            "set `archive.enabled` in the configuration",
        ));
    }
    // A server at work writes to the archive: one at a time.
    let _lock = match command {
        Archive::Status { .. } => None,
        Archive::Rebuild { .. } | Archive::Purge { .. } => Some(house::lock(&config.data.dir)?),
    };
    let db = house::store(&config).await?;
    let engine = house::engine(&config, db, &[]).await?;
    match command {
        Archive::Status { json, .. } => status(&engine, json).await,
        Archive::Rebuild { .. } => rebuild(&engine).await,
        Archive::Purge { .. } => {
            for org in engine.archive_orgs().await? {
                engine
                    .archive_purge(org)
                    .await
                    .context("purging the archive")?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn status(engine: &Engine, as_json: bool) -> anyhow::Result<ExitCode> {
    let operator = source_command::operator(engine).await?;
    let look = engine.archive_look(operator.org).await;
    let view = look.context("looking at the archive")?;
    if as_json {
        let ArchiveView {
            posts,
            bytes,
            oldest_month,
            pending,
            error,
            ..
        } = &view;
        crate::print(&format!(
            "{:#}\n",
            json!({
                "posts": posts, "bytes": bytes, "oldest_month": oldest_month, "pending": pending,
                "error": error,
            })
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let mut lines = format!(
        "posts    {}\nbytes    {}\nfrom     {}\npending  {}\n",
        view.posts,
        view.bytes,
        view.oldest_month.as_deref().unwrap_or("-"),
        view.pending
    );
    if let Some(error) = &view.error {
        lines.push_str(&format!("error    {error}\n"));
    }
    crate::print(&lines);
    Ok(ExitCode::SUCCESS)
}

async fn rebuild(engine: &Engine) -> anyhow::Result<ExitCode> {
    for org in engine.archive_orgs().await? {
        let mut tell = |done: u64, of: u64| {
            tracing::info!(org.id = %org, done, of, "archive: {done} of {of} posts");
        };
        let built = engine.archive_build_now(org, &mut tell).await;
        let posts = built.context("building the archive")?;
        crate::print(&format!("{org}: {posts} posts\n"));
    }
    Ok(ExitCode::SUCCESS)
}
