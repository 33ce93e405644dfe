//! Search and commands: what the interface offers and what the organisation has, by name.

use axum::{extract::State, response::Response};
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
    let mut entries = find::own(reader.words);
    entries.extend(theirs(&app, &cx).await?);
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

/// What the organisation has, by its names.
async fn theirs(app: &App, cx: &web::Cx) -> Result<Vec<Entry>, Error> {
    let entry = |group, label: String, sign, href: String| Entry {
        group,
        label,
        detail: None,
        sign,
        act: Act::Open(href),
    };
    let mut all = Vec::new();
    for it in app.engine.boards(&cx.actor).await? {
        let href = format!("/listen/{}", it.id);
        all.push(entry(Group::Boards, it.name, Icon::Binoculars, href));
    }
    for it in app.engine.sources(&cx.actor).await? {
        let href = format!("/sources/{}", it.id);
        all.push(entry(Group::Sources, it.name, Icon::SatelliteDish, href));
    }
    for it in app.engine.lists(&cx.actor).await? {
        all.push(entry(
            Group::Lists,
            it.name,
            Icon::List,
            "/lists".to_owned(),
        ));
    }
    Ok(all)
}
