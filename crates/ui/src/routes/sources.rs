//! What is listened to.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use engine::{SourceConfig, SourceDetail};
use model::{Role, SourceId};
use serde::Deserialize;
use web::{App, Error, Form, Path, Query};

use super::{door::sentence, file, html, id, reader, refused};
use crate::{
    Cx,
    kit::table,
    pages::{
        source,
        source_new::{self, NewKind, Typed},
        sources::{self, Asked, Done, Sources},
    },
};

/// Names in addresses are cut: they are said back on the page.
const SAID_CHARS_MAX: usize = 80;

#[derive(Deserialize)]
pub(super) struct Said {
    added: Option<String>,
    removed: Option<String>,
    name: Option<String>,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    order: String,
    #[serde(default)]
    only: String,
    #[serde(default)]
    text: String,
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
    let removed = said.removed.and_then(|it| it.parse().ok()).zip(said.name);
    let removed = removed.map(|(id, name)| Done::Removed {
        id,
        name: name.chars().take(SAID_CHARS_MAX).collect(),
    });
    let done = added.or(removed);
    let text: String = said.text.chars().take(SAID_CHARS_MAX).collect();
    Ok(html(sources::page(
        &reader,
        &Sources {
            sources: &all,
            asked: &Asked::new(&said.sort, &said.order, &said.only, &text),
            done: done.as_ref(),
        },
    )))
}

/// The whole list as a file.
pub(super) async fn list_file(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    let all = app.engine.sources(&cx.actor).await?;
    let reader = reader(&app, &cx).await?;
    Ok(file("sources", &sources::file(&reader, &all)))
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    kind: String,
}

pub(super) async fn new_page(
    State(app): State<App>,
    cx: web::Cx,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Error> {
    cx.actor.require(Role::Admin)?;
    let reader = reader(&app, &cx).await?;
    if let Some(kind) = NewKind::named(&chosen.kind) {
        return Ok(html(source_new::describe(&reader, kind, &Typed::default())));
    }
    let all = app.engine.sources(&cx.actor).await?;
    let bluesky = NewKind::Bluesky.as_str();
    let hears_bluesky = all.iter().any(|it| it.kind == bluesky);
    Ok(html(source_new::choose(&reader, hears_bluesky)))
}

#[derive(Deserialize)]
pub(super) struct NewSource {
    kind: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    name: String,
}

pub(super) async fn add(
    State(app): State<App>,
    cx: web::Cx,
    Form(asked): Form<NewSource>,
) -> Result<Response, Error> {
    let Some(kind) = NewKind::named(&asked.kind) else {
        let said = format!("no source of kind `{}`", asked.kind);
        return Err(Error::BadRequest(said));
    };
    let address = asked.address.trim().to_owned();
    let (config, name) = match kind {
        NewKind::Bluesky => {
            let name = asked.name.trim();
            let name = if name.is_empty() { "Bluesky" } else { name };
            (SourceConfig::bluesky(None), name.to_owned())
        }
        NewKind::Feed => (SourceConfig::feed(address.clone()), asked.name),
        NewKind::Firehose => (SourceConfig::firehose(address.clone()), asked.name),
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
                engine::Error::Network(why) => {
                    words.field_unreachable(&table::failure(&reader, Some(why.reason)))
                }
                engine::Error::TooMany(n) => words.too_many_sources(*n),
                _ => return Err(error.into()),
            };
            let typed = Typed {
                address,
                name,
                error: Some(message),
            };
            Ok(refused(source_new::describe(&reader, kind, &typed)))
        }
    }
}

/// A source, and who looks at it.
async fn shown(app: &App, cx: &web::Cx, source: &str) -> Result<(Cx, SourceDetail), Error> {
    let view = app.engine.source(&cx.actor, id(source)?).await?;
    Ok((reader(app, cx).await?, view))
}

/// The gaps of a source as a file.
pub(super) async fn gaps_file(
    State(app): State<App>,
    cx: web::Cx,
    Path(source): Path<String>,
) -> Result<Response, Error> {
    let (reader, view) = shown(&app, &cx, &source).await?;
    Ok(file("gaps", &source::gaps_file(&reader, &view)))
}

/// What a source gave and was set aside, as a file.
pub(super) async fn drops_file(
    State(app): State<App>,
    cx: web::Cx,
    Path(source): Path<String>,
) -> Result<Response, Error> {
    let (reader, view) = shown(&app, &cx, &source).await?;
    Ok(file("set-aside", &source::drops_file(&reader, &view)))
}

pub(super) async fn one(
    State(app): State<App>,
    cx: web::Cx,
    Path(source): Path<String>,
) -> Result<Response, Error> {
    let (reader, view) = shown(&app, &cx, &source).await?;
    Ok(html(source::page(&reader, &view)))
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

/// Removes at once; the page that follows has the way back.
pub(super) async fn remove(
    State(app): State<App>,
    cx: web::Cx,
    Path(source): Path<String>,
) -> Result<Response, Error> {
    let view = app.engine.source(&cx.actor, id(&source)?).await?;
    app.engine.remove_source(&cx.actor, view.source.id).await?;
    let said = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("removed", &view.source.id.to_string())
        .append_pair("name", &view.source.name)
        .finish();
    Ok(Redirect::to(&format!("/sources?{said}")).into_response())
}

pub(super) async fn restore(
    State(app): State<App>,
    cx: web::Cx,
    Path(source): Path<String>,
) -> Result<Response, Error> {
    let source: SourceId = id(&source)?;
    app.engine.restore_source(&cx.actor, source).await?;
    Ok(Redirect::to(&format!("/sources/{source}")).into_response())
}
