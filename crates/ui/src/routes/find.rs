//! Search and commands: what the interface offers and what the organisation has, by name.

use axum::{extract::State, response::Response};
use engine::{Found, Place};
use maud::Markup;
use serde::Deserialize;
use web::{App, Error, Query};

use super::{html, reader};
use crate::{
    kit::icon::Icon,
    pages::find::{self, Act, Entry, Find, Group},
};

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    /// The results alone, for the palette.
    part: Option<String>,
}

pub(super) async fn page(
    State(app): State<App>,
    cx: web::Cx,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let reader = reader(&app, &cx).await?;
    let mut entries = find::own(&reader);
    entries.extend(theirs(&app, &cx, &asked.q).await?);
    let view = Find {
        text: &asked.q,
        entries,
    };
    let drawn: Markup = if asked.part.is_some() {
        find::results(&reader, &view)
    } else {
        find::page(&reader, &view)
    };
    Ok(html(drawn))
}

/// What the organisation has under these names.
async fn theirs(app: &App, cx: &web::Cx, text: &str) -> Result<Vec<Entry>, Error> {
    let found = app.engine.find(&cx.actor, text, cx.locale).await?;
    Ok(found.into_iter().map(entry).collect())
}

fn entry(it: Found) -> Entry {
    let (group, sign, href) = match it.place {
        Place::Board(board) => (Group::Boards, Icon::Binoculars, format!("/listen/{board}")),
        Place::Column { board, column } => (
            Group::Columns,
            Icon::Table,
            format!("/listen/{board}#{column}"),
        ),
        Place::Query(query) => (
            Group::Queries,
            Icon::ListFilter,
            format!("/queries/{query}"),
        ),
        Place::Source(source) => (
            Group::Sources,
            Icon::SatelliteDish,
            format!("/sources/{source}"),
        ),
        Place::List(list) => (Group::Lists, Icon::List, format!("/lists#{list}")),
    };
    Entry {
        group,
        label: it.title,
        detail: (!it.detail.is_empty()).then_some(it.detail),
        sign,
        act: Act::Open(href),
    }
}
