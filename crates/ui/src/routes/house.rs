//! Help, the site map, and the pages about the product itself.

use axum::{extract::State, response::Response};
use web::{App, Error};

use super::{html, reader};
use crate::pages::{about, help, kit, more};

pub(super) async fn help(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    Ok(html(help::home(&reader(&app, &cx).await?)))
}

pub(super) async fn help_queries(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    Ok(html(help::queries(&reader(&app, &cx).await?)))
}

pub(super) async fn help_keys(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    Ok(html(help::keys(&reader(&app, &cx).await?)))
}

pub(super) async fn about(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    Ok(html(about::page(
        &reader(&app, &cx).await?,
        env!("CARGO_PKG_VERSION"),
    )))
}

pub(super) async fn more(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    Ok(html(more::page(&reader(&app, &cx).await?)))
}

pub(super) async fn kit(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    Ok(html(kit::page(&reader(&app, &cx).await?)))
}
