//! Adding, changing, pausing and removing columns.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use model::{BoardId, ColumnId};
use serde::Deserialize;
use web::{App, Error, Form, Path, Query};

use super::{
    door::sentence,
    html, id,
    listen::{Pause, live_of},
    reader, refused,
};
use crate::{
    Cx,
    kit::query::Checked,
    pages::{
        column_form::{self, ColumnForm, Which},
        listen,
    },
};

/// What a person typed; `fixed` when they chose a proposed correction without script.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    fixed: Option<String>,
    #[serde(default)]
    version: u64,
}

pub(super) async fn new_page(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
) -> Result<Response, Error> {
    let board: BoardId = id(&board)?;
    cx.actor.require(model::Role::Editor)?;
    let known = app.engine.boards(&cx.actor).await?;
    if !known.iter().any(|it| it.id == board) {
        return Err(Error::NotFound);
    }
    let checked = Checked::new(cx.locale, "");
    Ok(html(form(
        &reader(&app, &cx).await?,
        Which::New(board),
        "",
        &checked,
        None,
    )))
}

pub(super) async fn add(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let board: BoardId = id(&board)?;
    let which = Which::New(board);
    if let Some(fixed) = &typed.fixed {
        return corrected(&app, &cx, which, &typed.title, fixed).await;
    }
    match app
        .engine
        .column_add(&cx.actor, board, &typed.title, &typed.text)
        .await
    {
        Ok(column) => Ok(Redirect::to(&format!("/listen/{board}#{column}")).into_response()),
        Err(error) => again(&app, &cx, which, &typed, error).await,
    }
}

pub(super) async fn edit_page(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
) -> Result<Response, Error> {
    cx.actor.require(model::Role::Editor)?;
    let column = app
        .engine
        .column(&cx.actor, id(&column)?, cx.locale)
        .await?;
    let board = app.engine.board_of(&cx.actor, column.id).await?;
    let which = Which::Known {
        board,
        column: column.id,
        version: column.query_version,
    };
    let checked = Checked::new(cx.locale, &column.query_text);
    Ok(html(form(
        &reader(&app, &cx).await?,
        which,
        &column.title,
        &checked,
        None,
    )))
}

pub(super) async fn edit(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let column: ColumnId = id(&column)?;
    let board = app.engine.board_of(&cx.actor, column).await?;
    let which = Which::Known {
        board,
        column,
        version: typed.version,
    };
    if let Some(fixed) = &typed.fixed {
        return corrected(&app, &cx, which, &typed.title, fixed).await;
    }
    match app
        .engine
        .column_edit(&cx.actor, column, &typed.title, &typed.text, typed.version)
        .await
    {
        Ok(()) => Ok(Redirect::to(&format!("/listen/{board}#{column}")).into_response()),
        Err(error) => again(&app, &cx, which, &typed, error).await,
    }
}

/// The form with a proposed correction made, to be sent again.
async fn corrected(
    app: &App,
    cx: &web::Cx,
    which: Which,
    title: &str,
    fixed: &str,
) -> Result<Response, Error> {
    let checked = Checked::new(cx.locale, fixed);
    Ok(html(form(
        &reader(app, cx).await?,
        which,
        title,
        &checked,
        None,
    )))
}

/// The form with what was wrong; failures that are not the person's go on.
async fn again(
    app: &App,
    cx: &web::Cx,
    which: Which,
    typed: &Typed,
    error: engine::Error,
) -> Result<Response, Error> {
    let reader = reader(app, cx).await?;
    let checked = Checked::new(cx.locale, &typed.text);
    let words = reader.words;
    let (status, problem) = match error {
        engine::Error::Query(_) => (StatusCode::UNPROCESSABLE_ENTITY, Problem::Query),
        engine::Error::Invalid { field, problem } => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Title(sentence(words, field, problem)),
        ),
        engine::Error::Conflict => (
            StatusCode::CONFLICT,
            Problem::Other(words.error_conflict_text()),
        ),
        engine::Error::TooMany(n) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Other(words.too_many_columns(n)),
        ),
        error => return Err(error.into()),
    };
    let page = form(&reader, which, &typed.title, &checked, Some(&problem));
    Ok((status, refused(page)).into_response())
}

enum Problem {
    Query,
    Title(String),
    Other(String),
}

fn form(
    cx: &Cx,
    which: Which,
    title: &str,
    checked: &Checked,
    problem: Option<&Problem>,
) -> maud::Markup {
    let (title_error, error) = match problem {
        Some(Problem::Title(message)) => (Some(message.as_str()), None),
        Some(Problem::Other(message)) => (None, Some(message.as_str())),
        Some(Problem::Query) | None => (None, None),
    };
    let refused = matches!(problem, Some(Problem::Query));
    column_form::page(
        cx,
        &ColumnForm {
            which,
            title,
            checked,
            refused,
            title_error,
            error,
        },
    )
}

pub(super) async fn pause(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
    Form(asked): Form<Pause>,
) -> Result<Response, Error> {
    let column: ColumnId = id(&column)?;
    let board = app.engine.board_of(&cx.actor, column).await?;
    app.engine
        .column_pause(&cx.actor, column, asked.paused)
        .await?;
    Ok(Redirect::to(&format!("/listen/{board}#{column}")).into_response())
}

/// Removes at once; the page that follows has what it takes to put the column back.
pub(super) async fn remove(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
) -> Result<Response, Error> {
    let column = app
        .engine
        .column(&cx.actor, id(&column)?, cx.locale)
        .await?;
    let board = app.engine.column_remove(&cx.actor, column.id).await?;
    let done = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("removed_title", &column.title)
        .append_pair("removed_text", &column.query_text)
        .finish();
    Ok(Redirect::to(&format!("/listen/{board}?{done}")).into_response())
}

#[derive(Deserialize)]
pub(super) struct SeenUpTo {
    seq: u64,
}

pub(super) async fn seen(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
    Form(asked): Form<SeenUpTo>,
) -> Result<Response, Error> {
    app.engine
        .mark_seen(&cx.actor, id(&column)?, asked.seq)
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<u64>,
}

pub(super) async fn older(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
    Query(asked): Query<Before>,
) -> Result<Response, Error> {
    let column: ColumnId = id(&column)?;
    let board = app.engine.board_of(&cx.actor, column).await?;
    let board = app.engine.board(&cx.actor, Some(board), cx.locale).await?;
    let view = board
        .columns
        .iter()
        .find(|it| it.id == column)
        .ok_or(Error::NotFound)?;
    let older = match asked.before {
        Some(before) => Some(
            app.engine
                .older(&cx.actor, column, before, cx.locale)
                .await?,
        ),
        None => None,
    };
    let older = older.as_ref().map(|it| (it.mentions.as_slice(), it.older));
    let page = listen::older(
        &Cx::member(&cx, live_of(&board)),
        &listen::Older {
            board: &board,
            column: view,
            older,
        },
    );
    Ok(html(page))
}
