//! A mention alone, and its pictures.

use axum::{extract::State, response::Response};
use engine::MentionView;
use model::ColumnId;
use web::{App, Error, Path};

use super::{html, id, reader};
use crate::{
    kit::post::pictures_of,
    pages::post::{self, Alone, PicturePage},
};

/// The mention of that number in a column, and where the column is.
async fn found(
    app: &App,
    cx: &web::Cx,
    column: ColumnId,
    seq: u64,
) -> Result<(MentionView, String), Error> {
    let board = app.engine.board_of(&cx.actor, column).await?;
    let older = app
        .engine
        .older(&cx.actor, column, seq.saturating_add(1), cx.locale)
        .await?;
    let mention = older
        .mentions
        .into_iter()
        .next()
        .filter(|it| it.seq == seq)
        .ok_or(Error::NotFound)?;
    Ok((mention, format!("/listen/{board}#{column}")))
}

pub(super) async fn alone(
    State(app): State<App>,
    cx: web::Cx,
    Path((column, seq)): Path<(String, u64)>,
) -> Result<Response, Error> {
    let column = id(&column)?;
    let (mention, back) = found(&app, &cx, column, seq).await?;
    let why = app
        .engine
        .post_why(&cx.actor, column, mention.post_id, cx.locale)
        .await?;
    let view = Alone {
        column,
        mention: &mention,
        why: Some(&why),
        back: &back,
    };
    Ok(html(post::page(&reader(&app, &cx).await?, &view)))
}

pub(super) async fn picture(
    State(app): State<App>,
    cx: web::Cx,
    Path((column, seq, n)): Path<(String, u64, usize)>,
) -> Result<Response, Error> {
    let column = id(&column)?;
    let (mention, back) = found(&app, &cx, column, seq).await?;
    let reader = reader(&app, &cx).await?;
    let pictures = pictures_of(&reader, &mention.post);
    let at = n
        .checked_sub(1)
        .filter(|it| *it < pictures.len())
        .ok_or(Error::NotFound)?;
    let alone = Alone {
        column,
        mention: &mention,
        why: None,
        back: &back,
    };
    let view = PicturePage {
        alone,
        pictures: &pictures,
        at,
    };
    Ok(html(post::picture(&reader, &view)))
}
