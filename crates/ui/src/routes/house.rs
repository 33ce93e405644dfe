//! A person's own settings, help, and the pages about the product itself.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Redirect, Response},
};
use model::{Locale, Theme};
use serde::Deserialize;
use web::{App, Error, Form, Query};

use super::{html, reader};
use crate::pages::{about, help, kit, more, settings};

#[derive(Deserialize)]
pub(super) struct Saved {
    saved: Option<String>,
}

pub(super) async fn settings_page(
    State(app): State<App>,
    cx: web::Cx,
    Query(said): Query<Saved>,
) -> Result<Response, Error> {
    let reader = reader(&app, &cx).await?;
    let time_zone = cx.time_zone.iana_name().unwrap_or("UTC");
    let view = settings::Settings {
        login: &cx.login,
        time_zone,
        saved: said.saved.is_some(),
    };
    Ok(html(settings::page(&reader, &view)))
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    theme: Option<String>,
    locale: Option<String>,
}

pub(super) async fn settings(
    State(app): State<App>,
    cx: web::Cx,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Error> {
    let theme = chosen
        .theme
        .as_deref()
        .and_then(Theme::parse)
        .unwrap_or(cx.theme);
    let locale = chosen
        .locale
        .as_deref()
        .and_then(Locale::parse)
        .unwrap_or(cx.locale);
    let prefs = model::Prefs {
        theme,
        locale,
        ..cx.prefs
    };
    app.engine.set_prefs(&cx.actor, &prefs).await?;
    let mut response = Redirect::to("/settings?saved=1").into_response();
    for cookie in [web::locale_cookie(locale), web::theme_cookie(theme)] {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

pub(super) async fn help(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    Ok(html(help::page(&reader(&app, &cx).await?)))
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
