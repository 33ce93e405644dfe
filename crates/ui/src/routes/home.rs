//! Today: what happened since one left, and what waits.

use axum::{extract::State, response::Response};
use web::{App, Error};

use super::{html, reader};
use crate::pages::home;

pub(super) async fn page(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    let view = app.engine.home(&cx.actor, cx.locale).await?;
    Ok(html(home::page(&reader(&app, &cx).await?, &view)))
}
