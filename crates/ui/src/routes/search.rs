//! The archive searched, and what may go on while one types.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, Uri, header},
    response::{IntoResponse as _, Redirect, Response},
};
use engine::{Completion, CompletionKind, ExportFormat, ExportId};
use i18n::{Words, number};
use model::Role;
use serde::{Deserialize, Serialize};
use web::{App, Error, Form, Path, Query, file_body};

use super::{html, queries::Text, reader};
use crate::{
    kit::query::{Checked, wire},
    pages::search::{self, Asked, Become, Search},
};

pub(super) async fn page(State(app): State<App>, cx: web::Cx, uri: Uri) -> Result<Response, Error> {
    let asked = Asked::read(uri.query().unwrap_or_default());
    let reader = reader(&app, &cx).await?;
    let view = if asked.is_empty() {
        None
    } else {
        Some(
            app.engine
                .search(&cx.actor, &asked.ask(reader.dates.zone()), cx.locale)
                .await?,
        )
    };
    let parsed = view
        .as_ref()
        .map_or_else(|| query::parse(""), |it| it.parsed.clone());
    let checked = Checked::of(cx.locale, &asked.text, parsed);
    let page = search::page(
        &reader,
        &Search {
            asked: &asked,
            checked: &checked,
            view: view.as_ref(),
            exports: &app.engine.exports(&cx.actor).await?,
        },
    );
    Ok(html(page))
}

/// A search on its way to become a query or a column, whole: what is ticked and which days are chosen
/// go with its text. What they cannot say is told first.
pub(super) async fn save(State(app): State<App>, cx: web::Cx, uri: Uri) -> Result<Response, Error> {
    cx.actor.require(Role::Editor)?;
    let sent = uri.query().unwrap_or_default();
    let (asked, to) = (Asked::read(sent), Become::read(sent));
    let reader = reader(&app, &cx).await?;
    let ask = asked.ask(reader.dates.zone());
    let written = app
        .engine
        .search_written(&cx.actor, &ask, cx.locale)
        .await?;
    if written.left_out.is_empty() {
        return Ok(Redirect::to(&to.begin(&written.text)).into_response());
    }
    let page = search::left_out(&reader, &written, to, &asked.address());
    Ok(html(page))
}

/// What a text means as a search: dates are allowed.
pub(super) async fn check(
    State(app): State<App>,
    cx: web::Cx,
    Query(asked): Query<Text>,
) -> Result<Response, Error> {
    let parsed = app.engine.check_search(&cx.actor, &asked.text)?;
    let checked = Checked::of(cx.locale, &asked.text, parsed);
    Ok(Json(wire(Words::new(cx.locale), &checked)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Typing {
    #[serde(default)]
    text: String,
    /// Where the cursor is, in UTF-16 units as browsers count.
    #[serde(default)]
    at: usize,
}

#[derive(Serialize)]
struct Proposal {
    from: usize,
    to: usize,
    text: String,
    kind: String,
    count: String,
}

pub(super) async fn complete(
    State(app): State<App>,
    cx: web::Cx,
    Query(typing): Query<Typing>,
) -> Result<Response, Error> {
    let at = byte_at(&typing.text, typing.at);
    let found = app.engine.complete(&cx.actor, &typing.text, at).await?;
    let words = Words::new(cx.locale);
    let proposals: Vec<Proposal> = found
        .into_iter()
        .map(|it| Proposal {
            from: utf16_at(&typing.text, it.replaces.start),
            to: utf16_at(&typing.text, it.replaces.end),
            kind: kind(words, &it),
            count: it.count.map_or_else(String::new, |n| number(cx.locale, n)),
            text: it.text,
        })
        .collect();
    Ok(Json(proposals).into_response())
}

/// The byte of a place in UTF-16 units; the end for one past it.
fn byte_at(text: &str, at: usize) -> usize {
    let mut units = 0;
    for (byte, c) in text.char_indices() {
        if units >= at {
            return byte;
        }
        units += c.len_utf16();
    }
    text.len()
}

fn utf16_at(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |it| it.encode_utf16().count())
}

fn kind(words: Words, it: &Completion) -> String {
    match it.kind {
        CompletionKind::Field => words.search_kind_field(),
        CompletionKind::Author => words.search_kind_author(),
        CompletionKind::Tag => words.search_kind_tag(),
        CompletionKind::Source => words.search_kind_source(),
        CompletionKind::List => words.search_kind_list(),
        CompletionKind::Account => words.search_kind_account(),
        CompletionKind::Query => words.search_kind_query(),
        CompletionKind::Lang => words.search_kind_lang(),
        CompletionKind::Network => words.search_kind_network(),
    }
}

pub(super) async fn exports(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    let all = app.engine.exports(&cx.actor).await?;
    Ok(html(search::exports(&reader(&app, &cx).await?, &all)))
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    /// The search, as its address says it.
    asked: String,
    format: String,
}

pub(super) async fn export(
    State(app): State<App>,
    cx: web::Cx,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Error> {
    let format = match wanted.format.as_str() {
        "jsonl" => ExportFormat::JsonLines,
        _ => ExportFormat::Csv,
    };
    let reader = reader(&app, &cx).await?;
    let ask = Asked::read(&wanted.asked).ask(reader.dates.zone());
    app.engine.export_start(&cx.actor, &ask, format).await?;
    Ok(Redirect::to("/search/exports").into_response())
}

pub(super) async fn export_cancel(
    State(app): State<App>,
    cx: web::Cx,
    Path(export): Path<ExportId>,
) -> Result<Response, Error> {
    app.engine.export_cancel(&cx.actor, export).await?;
    Ok(Redirect::to("/search/exports").into_response())
}

pub(super) async fn export_file(
    State(app): State<App>,
    cx: web::Cx,
    Path(export): Path<ExportId>,
) -> Result<Response, Error> {
    let (path, name) = app.engine.export_file(&cx.actor, export).await?;
    let kind = if name.ends_with(".csv") {
        "text/csv; charset=utf-8"
    } else {
        "application/jsonl; charset=utf-8"
    };
    let mut response = file_body(&path).await?.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(named) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    Ok(response)
}
