//! Boards, and the stream that keeps one up to date.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};
use engine::{BoardView, GapFill, News};
use maud::Markup;
use model::BoardId;
use serde::Deserialize;
use serde_json::json;
use web::{App, Error, Form, LiveEvent, Path, Query};

use super::{html, id, reader};
use crate::{
    Cx, Live,
    pages::listen::{self, Listen},
};

/// What a redirect says was just done.
#[derive(Deserialize)]
pub(super) struct Done {
    /// The column or the board taken away, and what it was called.
    removed: Option<String>,
    /// Whether a source could be asked for what it missed.
    asked: Option<bool>,
    name: Option<String>,
}

impl Done {
    fn told(self) -> Option<listen::Done> {
        let name = self.name?;
        if let Some(can) = self.asked {
            return Some(listen::Done::Asked { can, source: name });
        }
        let id = self.removed?;
        let column = id.parse().map(|id| listen::Done::Column {
            id,
            title: name.clone(),
        });
        column
            .or_else(|_| id.parse().map(|id| listen::Done::Board { id, name }))
            .ok()
    }
}

#[derive(Deserialize)]
pub(super) struct Where {
    column: String,
    source: String,
}

/// Asks a source for what it missed, and says whether it can tell it.
pub(super) async fn fill(
    State(app): State<App>,
    cx: web::Cx,
    Path(gap): Path<String>,
    Form(at): Form<Where>,
) -> Result<Response, Error> {
    let board = app.engine.board_of(&cx.actor, id(&at.column)?).await?;
    let can = app.engine.gap_fill(&cx.actor, id(&gap)?).await? == GapFill::Asked;
    let told = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("asked", if can { "true" } else { "false" })
        .append_pair("name", &at.source)
        .finish();
    Ok(Redirect::to(&format!("/listen/{board}?{told}")).into_response())
}

/// Where to go after something was taken away: the page says so, with the way back.
pub(super) fn after_removal(board: Option<BoardId>, id: &str, name: &str) -> Redirect {
    let done = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("removed", id)
        .append_pair("name", name)
        .finish();
    match board {
        Some(board) => Redirect::to(&format!("/listen/{board}?{done}")),
        None => Redirect::to(&format!("/listen?{done}")),
    }
}

pub(super) async fn first(
    State(app): State<App>,
    cx: web::Cx,
    done: Query<Done>,
) -> Result<Response, Error> {
    if app.engine.boards(&cx.actor).await?.is_empty() {
        return Ok(html(listen::no_board(&reader(&app, &cx).await?)));
    }
    show(&app, &cx, None, done.0).await
}

pub(super) async fn board(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
    done: Query<Done>,
) -> Result<Response, Error> {
    show(&app, &cx, Some(id(&board)?), done.0).await
}

async fn show(
    app: &App,
    cx: &web::Cx,
    board: Option<BoardId>,
    done: Done,
) -> Result<Response, Error> {
    let board = app.engine.board(&cx.actor, board, cx.locale).await?;
    let told = done.told();
    Ok(html(drawn(
        &Cx::member(cx, live_of(&board)),
        &board,
        told.as_ref(),
    )))
}

fn drawn(cx: &Cx, board: &BoardView, done: Option<&listen::Done>) -> Markup {
    listen::page(cx, &Listen { board, done })
}

pub(super) const fn live_of(board: &BoardView) -> Live {
    Live {
        live: board.sources_live,
        total: board.sources_total,
    }
}

#[derive(Deserialize)]
pub(super) struct NewBoard {
    name: String,
}

pub(super) async fn add_board(
    State(app): State<App>,
    cx: web::Cx,
    Form(asked): Form<NewBoard>,
) -> Result<Response, Error> {
    let board = app.engine.board_add(&cx.actor, &asked.name, true).await?;
    Ok(Redirect::to(&format!("/listen/{board}")).into_response())
}

#[derive(Deserialize)]
pub(super) struct Pause {
    pub(super) paused: bool,
}

pub(super) async fn pause_all(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
    Form(asked): Form<Pause>,
) -> Result<Response, Error> {
    let board: BoardId = id(&board)?;
    app.engine.pause_all(&cx.actor, board, asked.paused).await?;
    Ok(Redirect::to(&format!("/listen/{board}")).into_response())
}

#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    after: u64,
}

/// The stream of a board. `Last-Event-ID` wins over the address: it is the browser's own memory.
pub(super) async fn live(
    State(app): State<App>,
    cx: web::Cx,
    Path(board): Path<String>,
    Query(asked): Query<After>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let after = web::last_event_id(&headers).unwrap_or(asked.after);
    let feed = app
        .engine
        .live(&cx.actor, id(&board)?, after, cx.locale)
        .await?;
    Ok(web::stream(app, cx, feed, |cx, news| {
        event(&Cx::member(cx, Live::default()), news)
    }))
}

/// News as the page's script reads it.
fn event(cx: &Cx, news: &News) -> LiveEvent {
    match news {
        News::Mentions { columns, seq } => {
            let columns: Vec<_> = columns
                .iter()
                .map(|it| {
                    let column = it.column.to_string();
                    let html = listen::arrivals(cx, &column, &it.mentions).into_string();
                    json!({ "id": column, "html": html })
                })
                .collect();
            LiveEvent {
                name: "mentions",
                data: json!({ "columns": columns }).to_string(),
                id: Some(*seq),
            }
        }
        News::Gone(posts) => {
            let posts: Vec<String> = posts.iter().map(ToString::to_string).collect();
            LiveEvent {
                name: "gone",
                data: json!({ "posts": posts }).to_string(),
                id: None,
            }
        }
        News::Sources | News::Board => LiveEvent {
            name: "changed",
            data: "{}".to_owned(),
            id: None,
        },
        News::Resync { seq } => LiveEvent {
            name: "resync",
            data: "{}".to_owned(),
            id: Some(*seq),
        },
    }
}
