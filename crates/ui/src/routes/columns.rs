//! Adding, changing, pausing and removing columns.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use engine::{ColumnView, FromPlace, SearchAsk};
use model::{BoardId, ColumnId};
use serde::Deserialize;
use web::{App, Error, Form, Path, Query};

use super::{
    door::sentence,
    html, id,
    listen::{Pause, after_removal, live_of},
    reader, refused,
};
use crate::{
    Cx,
    kit::query::{Checked, message},
    pages::{
        column_form::{self, ColumnForm, Move, Template, TemplateForm, Which},
        listen,
    },
};

/// Posts of the archive read on at once: as many as a page of mentions.
const ARCHIVE_PAGE: u16 = 50;
/// The longest title a column takes: proposed ones are cut to it.
const TITLE_CHARS_MAX: usize = 80;

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
    /// A template's name, and what it is about.
    kind: Option<String>,
    #[serde(default)]
    value: String,
}

/// What a new column begins from.
#[derive(Deserialize)]
pub(super) struct From {
    kind: Option<String>,
    #[serde(default)]
    value: String,
    /// The column that asked, whose board gets the new one.
    near: Option<String>,
}

pub(super) async fn new_page(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
    Query(from): Query<From>,
) -> Result<Response, Error> {
    let board: BoardId = id(&board)?;
    cx.actor.require(model::Role::Editor)?;
    let known = app.engine.boards(&cx.actor).await?;
    if !known.iter().any(|it| it.id == board) {
        return Err(Error::NotFound);
    }
    begun(&app, &cx, board, &from).await
}

/// The same from anywhere: on the board of the column that asked, else on the first.
pub(super) async fn new_beside(
    State(app): State<App>,
    cx: web::Cx,
    Query(from): Query<From>,
) -> Result<Response, Error> {
    cx.actor.require(model::Role::Editor)?;
    let board = match from.near.as_deref().and_then(|it| it.parse().ok()) {
        Some(column) => app.engine.board_of(&cx.actor, column).await?,
        None => {
            let boards = app.engine.boards(&cx.actor).await?;
            boards.first().ok_or(Error::NotFound)?.id
        }
    };
    begun(&app, &cx, board, &from).await
}

async fn begun(app: &App, cx: &web::Cx, board: BoardId, from: &From) -> Result<Response, Error> {
    let reader = reader(app, cx).await?;
    let Some(template) = from.kind.as_deref().and_then(Template::parse) else {
        return Ok(html(column_form::gallery(&reader, board)));
    };
    if template == Template::Query {
        let checked = Checked::new(cx.locale, &from.value);
        return Ok(html(form(&reader, Which::New(board), "", &checked, None)));
    }
    let choices = choices(app, cx, template).await?;
    let view = TemplateForm {
        board,
        template,
        title: "",
        value: &from.value,
        choices: &choices,
        error: None,
    };
    Ok(html(column_form::from_template(&reader, &view)))
}

/// What a template chooses among.
async fn choices(app: &App, cx: &web::Cx, template: Template) -> Result<Vec<String>, Error> {
    Ok(match template {
        Template::Source => {
            let sources = app.engine.sources(&cx.actor).await?;
            sources.into_iter().map(|it| it.name).collect()
        }
        Template::List => {
            let lists = app.engine.lists(&cx.actor).await?;
            lists.into_iter().map(|it| it.name).collect()
        }
        Template::Query | Template::Author | Template::Tags | Template::Press => Vec::new(),
    })
}

pub(super) async fn add(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let board: BoardId = id(&board)?;
    if let Some(template) = typed.kind.as_deref().and_then(Template::parse) {
        return add_from(&app, &cx, board, template, &typed).await;
    }
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

/// A column from a template: its query is written for the person.
async fn add_from(
    app: &App,
    cx: &web::Cx,
    board: BoardId,
    template: Template,
    typed: &Typed,
) -> Result<Response, Error> {
    let reader = reader(app, cx).await?;
    let words = reader.words;
    let message = match template.text(cx.locale, &typed.value) {
        None => words.template_empty(),
        Some(text) => {
            let mut title = typed.title.trim().to_owned();
            if title.is_empty() {
                title = template.title(&typed.value, &words.template_press());
                title = title.chars().take(TITLE_CHARS_MAX).collect();
            }
            match app.engine.column_add(&cx.actor, board, &title, &text).await {
                Ok(column) => {
                    return Ok(Redirect::to(&format!("/listen/{board}#{column}")).into_response());
                }
                Err(engine::Error::Query(found)) => found
                    .first()
                    .map_or_else(|| words.template_empty(), |it| message(words, &it.code)),
                Err(engine::Error::Invalid { field, problem }) => sentence(words, field, problem),
                Err(engine::Error::TooMany(n)) => words.too_many_columns(n),
                Err(error) => return Err(error.into()),
            }
        }
    };
    let choices = choices(app, cx, template).await?;
    let view = TemplateForm {
        board,
        template,
        title: &typed.title,
        value: &typed.value,
        choices: &choices,
        error: Some(&message),
    };
    let page = column_form::from_template(&reader, &view);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, refused(page)).into_response())
}

/// The column that an editor means to change, and its board.
async fn to_change(app: &App, cx: &web::Cx, column: &str) -> Result<(ColumnView, BoardId), Error> {
    cx.actor.require(model::Role::Editor)?;
    let column = app.engine.column(&cx.actor, id(column)?, cx.locale).await?;
    let board = app.engine.board_of(&cx.actor, column.id).await?;
    Ok((column, board))
}

pub(super) async fn edit_page(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
) -> Result<Response, Error> {
    let (column, board) = to_change(&app, &cx, &column).await?;
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
    let checked = read(app, cx, fixed).await?;
    Ok(html(form(
        &reader(app, cx).await?,
        which,
        title,
        &checked,
        None,
    )))
}

/// A text as this house reads it.
async fn read(app: &App, cx: &web::Cx, text: &str) -> Result<Checked, Error> {
    let parsed = app.engine.check_query(&cx.actor, text).await?;
    Ok(Checked::of(cx.locale, text, parsed))
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
    let mut checked = read(app, cx, &typed.text).await?;
    let words = reader.words;
    let (status, problem) = match error {
        engine::Error::Query(diagnostics) => {
            checked.diagnostics = diagnostics;
            checked.reads = None;
            (StatusCode::UNPROCESSABLE_ENTITY, Problem::Query)
        }
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

pub(super) async fn move_page(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
) -> Result<Response, Error> {
    let (column, board) = to_change(&app, &cx, &column).await?;
    let boards = app.engine.boards(&cx.actor).await?;
    let view = Move {
        column: &column,
        board,
        boards: &boards,
    };
    Ok(html(column_form::move_page(
        &reader(&app, &cx).await?,
        &view,
    )))
}

#[derive(Deserialize)]
pub(super) struct Place {
    board: String,
    position: usize,
}

pub(super) async fn shift(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
    Form(to): Form<Place>,
) -> Result<Response, Error> {
    let (column, board): (ColumnId, BoardId) = (id(&column)?, id(&to.board)?);
    app.engine
        .column_move(&cx.actor, column, board, to.position)
        .await?;
    Ok(Redirect::to(&format!("/listen/{board}#{column}")).into_response())
}

/// Removes at once; the page that follows has the way back.
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
    Ok(after_removal(Some(board), &column.id.to_string(), &column.title).into_response())
}

pub(super) async fn restore(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
) -> Result<Response, Error> {
    let column: ColumnId = id(&column)?;
    let board = app.engine.column_restore(&cx.actor, column).await?;
    Ok(Redirect::to(&format!("/listen/{board}#{column}")).into_response())
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
pub(super) struct Below {
    before: Option<u64>,
    /// Posts of the archive below this one.
    archive: Option<String>,
    /// They are the first below the mentions.
    #[serde(default)]
    enter: String,
}

pub(super) async fn older(
    State(app): State<App>,
    cx: web::Cx,
    Path(column): Path<String>,
    Query(asked): Query<Below>,
) -> Result<Response, Error> {
    let column: ColumnId = id(&column)?;
    let board = app.engine.board_of(&cx.actor, column).await?;
    let board = app.engine.board(&cx.actor, Some(board), cx.locale).await?;
    let view = board
        .columns
        .iter()
        .find(|it| it.id == column)
        .ok_or(Error::NotFound)?;
    let reader = Cx::member(&cx, live_of(&board));
    let draw = |page| {
        let board = &board;
        let view = listen::Older {
            board,
            column: view,
            page,
        };
        html(listen::older(&reader, &view))
    };
    if let Some(cursor) = asked.archive.as_deref().and_then(|it| it.parse().ok()) {
        let ask = SearchAsk {
            text: view.query_text.clone(),
            place: FromPlace::Before(cursor),
            page: ARCHIVE_PAGE,
            ..SearchAsk::default()
        };
        let found = app.engine.search(&cx.actor, &ask, cx.locale).await?.found;
        let (posts, older) = found.map_or_else(Default::default, |it| (it.posts, it.older));
        let posts: Vec<_> = posts.into_iter().map(|it| it.mention).collect();
        return Ok(draw(listen::Page::Archive {
            posts: &posts,
            older,
            enters: !asked.enter.is_empty(),
        }));
    }
    let Some(before) = asked.before else {
        return Ok(draw(listen::Page::Newest));
    };
    let older = app
        .engine
        .older(&cx.actor, column, before, cx.locale)
        .await?;
    Ok(draw(listen::Page::Mentions(&older.mentions, older.older)))
}
