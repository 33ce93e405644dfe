//! What is listened to.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use engine::SourceConfig;
use model::SourceId;
use serde::Deserialize;
use web::{App, Error, Form, Path, Query};

use super::{door::sentence, html, id, reader, refused};
use crate::pages::{
    source,
    sources::{self, Done, Refused, Sources},
};

#[derive(Deserialize)]
pub(super) struct Said {
    added: Option<String>,
    removed: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    cx: web::Cx,
    Query(said): Query<Said>,
) -> Result<Response, Error> {
    let all = app.engine.sources(&cx.actor).await?;
    let reader = reader(&app, &cx).await?;
    // Only the name of a source that is there is said: an address must not put words in our mouth.
    let added = said
        .added
        .and_then(|it| it.parse::<SourceId>().ok())
        .and_then(|added| all.iter().find(|it| it.id == added))
        .map(|it| Done::Added(it.name.clone()));
    let done = added.or(said
        .removed
        .map(|name| Done::Removed(name.chars().take(80).collect())));
    Ok(html(sources::page(
        &reader,
        &Sources {
            sources: &all,
            refused: None,
            done: done.as_ref(),
        },
    )))
}

#[derive(Deserialize)]
pub(super) struct NewSource {
    kind: String,
    #[serde(default, rename = "feed-address")]
    feed_address: String,
    #[serde(default, rename = "feed-name")]
    feed_name: String,
    #[serde(default, rename = "firehose-address")]
    firehose_address: String,
    #[serde(default, rename = "firehose-name")]
    firehose_name: String,
}

pub(super) async fn add(
    State(app): State<App>,
    cx: web::Cx,
    Form(asked): Form<NewSource>,
) -> Result<Response, Error> {
    let (config, address, name) = match asked.kind.as_str() {
        "jetstream" => (
            SourceConfig::bluesky(None),
            String::new(),
            "Bluesky".to_owned(),
        ),
        "feed" => {
            let address = asked.feed_address.trim().to_owned();
            (
                SourceConfig::feed(address.clone()),
                address,
                asked.feed_name,
            )
        }
        "firehose" => {
            let address = asked.firehose_address.trim().to_owned();
            (
                SourceConfig::firehose(address.clone()),
                address,
                asked.firehose_name,
            )
        }
        other => return Err(Error::BadRequest(format!("no source of kind `{other}`"))),
    };
    match app
        .engine
        .add_source(&cx.actor, Some(name.clone()), config)
        .await
    {
        Ok(added) => Ok(Redirect::to(&format!("/sources?added={added}")).into_response()),
        Err(error) => {
            let reader = reader(&app, &cx).await?;
            let words = reader.words;
            let message = match &error {
                engine::Error::Invalid { field, problem } => sentence(words, field, problem),
                engine::Error::Network(why) => words.field_unreachable(&why.to_string()),
                engine::Error::TooMany(n) => words.too_many_sources(*n),
                _ => return Err(error.into()),
            };
            let all = app.engine.sources(&cx.actor).await?;
            let answer = Refused {
                kind: asked.kind,
                address,
                name,
                message,
            };
            Ok(refused(sources::page(
                &reader,
                &Sources {
                    sources: &all,
                    refused: Some(&answer),
                    done: None,
                },
            )))
        }
    }
}

pub(super) async fn one(
    State(app): State<App>,
    cx: web::Cx,
    Path(source): Path<String>,
) -> Result<Response, Error> {
    let view = app.engine.source(&cx.actor, id(&source)?).await?;
    Ok(html(source::page(&reader(&app, &cx).await?, &view)))
}

#[derive(Deserialize)]
pub(super) struct Enabled {
    enabled: bool,
}

pub(super) async fn enable(
    State(app): State<App>,
    cx: web::Cx,
    Path(source): Path<String>,
    Form(asked): Form<Enabled>,
) -> Result<Response, Error> {
    let source: SourceId = id(&source)?;
    app.engine
        .set_source_enabled(&cx.actor, source, asked.enabled)
        .await?;
    Ok(Redirect::to(&format!("/sources/{source}")).into_response())
}

pub(super) async fn remove_page(
    State(app): State<App>,
    cx: web::Cx,
    Path(source): Path<String>,
) -> Result<Response, Error> {
    cx.actor.require(model::Role::Admin)?;
    let view = app.engine.source(&cx.actor, id(&source)?).await?;
    Ok(html(source::remove(&reader(&app, &cx).await?, &view)))
}

pub(super) async fn remove(
    State(app): State<App>,
    cx: web::Cx,
    Path(source): Path<String>,
) -> Result<Response, Error> {
    let view = app.engine.source(&cx.actor, id(&source)?).await?;
    app.engine.remove_source(&cx.actor, view.source.id).await?;
    let said = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("removed", &view.source.name)
        .finish();
    Ok(Redirect::to(&format!("/sources?{said}")).into_response())
}
