//! What a query text means, while it is typed.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use i18n::Words;
use serde::Deserialize;
use web::{App, Error, Query};

use crate::kit::query::{Checked, wire};

#[derive(Deserialize)]
pub(super) struct Text {
    #[serde(default)]
    text: String,
}

pub(super) async fn check(
    State(app): State<App>,
    cx: web::Cx,
    Query(asked): Query<Text>,
) -> Result<Response, Error> {
    let parsed = app.engine.check_query(&cx.actor, &asked.text).await?;
    let checked = Checked::of(cx.locale, &asked.text, parsed);
    Ok(Json(wire(Words::new(cx.locale), &checked)).into_response())
}
