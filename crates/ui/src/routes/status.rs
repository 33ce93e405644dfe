//! How the server is, for those who run it.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use web::{App, Error, Query};

use super::{file, html, reader};
use crate::pages::status::{self, Key, Sorted};

#[derive(Deserialize)]
pub(super) struct Asked {
    sort: Option<String>,
    order: Option<String>,
}

pub(super) async fn page(
    State(app): State<App>,
    cx: web::Cx,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let view = app.engine.status(&cx.actor).await?;
    let sorted = Sorted {
        key: asked
            .sort
            .as_deref()
            .and_then(Key::parse)
            .unwrap_or_default(),
        descending: asked.order.as_deref() == Some("desc"),
    };
    Ok(html(status::page(&reader(&app, &cx).await?, &view, sorted)))
}

/// The page that follows says that it is being done.
pub(super) async fn purge(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    app.engine.ask_archive_purge(&cx.actor).await?;
    Ok(Redirect::to("/status").into_response())
}

pub(super) async fn tasks_file(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    let view = app.engine.status(&cx.actor).await?;
    let reader = reader(&app, &cx).await?;
    Ok(file("tasks", &status::table(&reader, &view)))
}
