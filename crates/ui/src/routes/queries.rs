//! What a query text means, while it is typed.

use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use i18n::Words;
use serde::Deserialize;
use web::{Error, Query};

use crate::kit::query::{Checked, wire};

#[derive(Deserialize)]
pub(super) struct Text {
    #[serde(default)]
    text: String,
}

pub(super) async fn check(cx: web::Cx, Query(asked): Query<Text>) -> Result<Response, Error> {
    Ok(Json(wire(
        Words::new(cx.locale),
        &Checked::new(cx.locale, &asked.text),
    ))
    .into_response())
}
