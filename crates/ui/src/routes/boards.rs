//! Making, renaming, sharing, moving and removing boards.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use engine::BoardTab;
use model::{BoardId, Role};
use serde::Deserialize;
use web::{App, Error, Form, Path};

use super::{door::sentence, html, id, listen::after_removal, reader, refused};
use crate::pages::board_form::{self, BoardForm};

#[derive(Deserialize)]
pub(super) struct Typed {
    name: String,
    /// Absent when it is not this person's choice.
    shared: Option<bool>,
}

async fn tab(app: &App, cx: &web::Cx, board: BoardId) -> Result<BoardTab, Error> {
    let boards = app.engine.boards(&cx.actor).await?;
    boards
        .into_iter()
        .find(|it| it.id == board)
        .ok_or(Error::NotFound)
}

pub(super) async fn new_page(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    cx.actor.require(Role::Editor)?;
    let view = BoardForm {
        board: None,
        name: "",
        shared: true,
        error: None,
        refusal: None,
    };
    Ok(html(board_form::page(&reader(&app, &cx).await?, &view)))
}

pub(super) async fn add(
    State(app): State<App>,
    cx: web::Cx,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let shared = typed.shared.unwrap_or(true);
    match app.engine.board_add(&cx.actor, &typed.name, shared).await {
        Ok(board) => Ok(Redirect::to(&format!("/listen/{board}")).into_response()),
        Err(error) => again(&app, &cx, None, &typed, error).await,
    }
}

pub(super) async fn edit_page(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
) -> Result<Response, Error> {
    cx.actor.require(Role::Editor)?;
    let board = tab(&app, &cx, id(&board)?).await?;
    let view = BoardForm {
        name: &board.name,
        shared: board.shared,
        board: Some(&board),
        error: None,
        refusal: None,
    };
    Ok(html(board_form::page(&reader(&app, &cx).await?, &view)))
}

pub(super) async fn edit(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let board = tab(&app, &cx, id(&board)?).await?;
    let mut done = app
        .engine
        .board_rename(&cx.actor, board.id, &typed.name)
        .await;
    if let (Ok(()), Some(shared)) = (&done, typed.shared.filter(|it| *it != board.shared)) {
        done = app.engine.board_share(&cx.actor, board.id, shared).await;
    }
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/listen/{}", board.id)).into_response()),
        Err(error) => again(&app, &cx, Some(&board), &typed, error).await,
    }
}

/// The form with what was wrong; failures that are not the person's go on.
async fn again(
    app: &App,
    cx: &web::Cx,
    board: Option<&BoardTab>,
    typed: &Typed,
    error: engine::Error,
) -> Result<Response, Error> {
    let reader = reader(app, cx).await?;
    let words = reader.words;
    let (error, refusal) = match error {
        engine::Error::Invalid {
            field: "board",
            problem: "is the last one",
        } => (None, Some(words.board_last())),
        engine::Error::Invalid { field, problem } => (Some(sentence(words, field, problem)), None),
        engine::Error::TooMany(n) => (None, Some(words.too_many_boards(n))),
        error => return Err(error.into()),
    };
    let view = BoardForm {
        board,
        name: &typed.name,
        shared: typed.shared.unwrap_or(true),
        error: error.as_deref(),
        refusal: refusal.as_deref(),
    };
    let page = board_form::page(&reader, &view);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, refused(page)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Position {
    position: usize,
}

pub(super) async fn shift(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
    Form(asked): Form<Position>,
) -> Result<Response, Error> {
    let board: BoardId = id(&board)?;
    app.engine
        .board_move(&cx.actor, board, asked.position)
        .await?;
    Ok(Redirect::to(&format!("/listen/{board}")).into_response())
}

/// Removes at once; the page that follows has the way back.
pub(super) async fn remove(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
) -> Result<Response, Error> {
    let board = tab(&app, &cx, id(&board)?).await?;
    match app.engine.board_remove(&cx.actor, board.id).await {
        Ok(()) => Ok(after_removal(None, &board.id.to_string(), &board.name).into_response()),
        Err(error @ engine::Error::Invalid { .. }) => {
            let typed = Typed {
                name: board.name.clone(),
                shared: Some(board.shared),
            };
            again(&app, &cx, Some(&board), &typed, error).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn restore(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
) -> Result<Response, Error> {
    let board: BoardId = id(&board)?;
    app.engine.board_restore(&cx.actor, board).await?;
    Ok(Redirect::to(&format!("/listen/{board}")).into_response())
}
