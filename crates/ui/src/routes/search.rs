//! The archive searched, and what may go on while one types.

use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse as _, Response},
};
use engine::{Completion, CompletionKind};
use i18n::{Words, number};
use serde::{Deserialize, Serialize};
use web::{App, Error, Query};

use super::{html, queries::Text, reader};
use crate::{
    kit::query::{Checked, wire},
    pages::search::{self, Asked, Search},
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
            exports: &[],
        },
    );
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
