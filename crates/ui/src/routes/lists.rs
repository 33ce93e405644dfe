//! Lists of authors.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use engine::ListView;
use i18n::Words;
use model::{ListId, Role};
use serde::Deserialize;
use web::{App, Error, Form, Path, Query};

use super::{door::sentence, html, id, reader, refused};
use crate::pages::lists::{self, AddForm, Done, ListForm, Lists, NEW};

/// What a redirect says was just done.
#[derive(Deserialize)]
pub(super) struct Said {
    removed: Option<String>,
    added: Option<String>,
    name: Option<String>,
}

impl Said {
    fn done(self) -> Option<Done> {
        let name = self.name?;
        if let Some(handle) = self.added {
            return Some(Done::Added { handle, name });
        }
        let id = self.removed?.parse().ok()?;
        Some(Done::Removed { id, name })
    }
}

fn to_lists(pairs: &[(&str, &str)]) -> Response {
    let said = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    Redirect::to(&format!("/lists?{said}")).into_response()
}

pub(super) async fn all(
    State(app): State<App>,
    cx: web::Cx,
    Query(said): Query<Said>,
) -> Result<Response, Error> {
    let found = app.engine.lists(&cx.actor).await?;
    let done = said.done();
    let view = Lists {
        lists: &found,
        done: done.as_ref(),
    };
    Ok(html(lists::page(&reader(&app, &cx).await?, &view)))
}

#[derive(Deserialize)]
pub(super) struct Typed {
    name: String,
    #[serde(default)]
    handles: String,
}

impl Typed {
    fn handles(&self) -> Vec<String> {
        self.handles
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

pub(super) async fn new_page(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    cx.actor.require(Role::Editor)?;
    let view = ListForm {
        id: None,
        name: "",
        handles: "",
        name_error: None,
        handles_error: None,
    };
    Ok(html(lists::form(&reader(&app, &cx).await?, &view)))
}

pub(super) async fn create(
    State(app): State<App>,
    cx: web::Cx,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let handles = typed.handles();
    match app.engine.list_add(&cx.actor, &typed.name, handles).await {
        Ok(_) => Ok(Redirect::to("/lists").into_response()),
        Err(error) => again(&app, &cx, None, &typed, error).await,
    }
}

async fn one(app: &App, cx: &web::Cx, list: ListId) -> Result<ListView, Error> {
    let lists = app.engine.lists(&cx.actor).await?;
    lists
        .into_iter()
        .find(|it| it.id == list)
        .ok_or(Error::NotFound)
}

pub(super) async fn edit_page(
    State(app): State<App>,
    cx: web::Cx,
    Path(list): Path<String>,
) -> Result<Response, Error> {
    cx.actor.require(Role::Editor)?;
    let list = one(&app, &cx, id(&list)?).await?;
    let view = ListForm {
        id: Some(list.id),
        name: &list.name,
        handles: &list.handles.join("\n"),
        name_error: None,
        handles_error: None,
    };
    Ok(html(lists::form(&reader(&app, &cx).await?, &view)))
}

pub(super) async fn edit(
    State(app): State<App>,
    cx: web::Cx,
    Path(list): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let list: ListId = id(&list)?;
    let handles = typed.handles();
    match app
        .engine
        .list_edit(&cx.actor, list, &typed.name, handles)
        .await
    {
        Ok(()) => Ok(Redirect::to("/lists").into_response()),
        Err(error) => again(&app, &cx, Some(list), &typed, error).await,
    }
}

/// The form with what was wrong; failures that are not the person's go on.
async fn again(
    app: &App,
    cx: &web::Cx,
    list: Option<ListId>,
    typed: &Typed,
    error: engine::Error,
) -> Result<Response, Error> {
    let reader = reader(app, cx).await?;
    let (field, message) = wrong(reader.words, error)?;
    let is_name = field == "name";
    let view = ListForm {
        id: list,
        name: &typed.name,
        handles: &typed.handles,
        name_error: is_name.then_some(message.as_str()),
        handles_error: (!is_name).then_some(message.as_str()),
    };
    let page = lists::form(&reader, &view);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, refused(page)).into_response())
}

/// The field a refusal is about, and what to say under it.
fn wrong(words: Words, error: engine::Error) -> Result<(&'static str, String), Error> {
    match error {
        engine::Error::Invalid {
            field,
            problem: "is taken",
        } => Ok((field, words.list_taken())),
        engine::Error::Invalid { field, problem } => Ok((field, sentence(words, field, problem))),
        engine::Error::TooMany(n) => Ok(("handles", words.too_many_lists(n))),
        error => Err(error.into()),
    }
}

/// Removes at once; the page that follows has the way back.
pub(super) async fn remove(
    State(app): State<App>,
    cx: web::Cx,
    Path(list): Path<String>,
) -> Result<Response, Error> {
    let list = one(&app, &cx, id(&list)?).await?;
    app.engine.list_remove(&cx.actor, list.id).await?;
    Ok(to_lists(&[
        ("removed", &list.id.to_string()),
        ("name", &list.name),
    ]))
}

pub(super) async fn restore(
    State(app): State<App>,
    cx: web::Cx,
    Path(list): Path<String>,
) -> Result<Response, Error> {
    app.engine.list_restore(&cx.actor, id(&list)?).await?;
    Ok(Redirect::to("/lists").into_response())
}

#[derive(Deserialize)]
pub(super) struct Whom {
    handle: String,
}

pub(super) async fn add_page(
    State(app): State<App>,
    cx: web::Cx,
    Query(whom): Query<Whom>,
) -> Result<Response, Error> {
    cx.actor.require(Role::Editor)?;
    let found = app.engine.lists(&cx.actor).await?;
    let view = AddForm {
        handle: &whom.handle,
        lists: &found,
        chosen: "",
        name: "",
        error: None,
    };
    Ok(html(lists::add(&reader(&app, &cx).await?, &view)))
}

#[derive(Deserialize)]
pub(super) struct Added {
    handle: String,
    list: String,
    #[serde(default)]
    name: String,
}

pub(super) async fn add(
    State(app): State<App>,
    cx: web::Cx,
    Form(asked): Form<Added>,
) -> Result<Response, Error> {
    let found = app.engine.lists(&cx.actor).await?;
    let (done, name) = if asked.list == NEW {
        let handles = vec![asked.handle.clone()];
        let made = app.engine.list_add(&cx.actor, &asked.name, handles).await;
        (made.map(|_| ()), asked.name.trim().to_owned())
    } else {
        let list: ListId = id(&asked.list)?;
        let list = found
            .iter()
            .find(|it| it.id == list)
            .ok_or(Error::NotFound)?;
        let mut handles = list.handles.clone();
        handles.push(asked.handle.clone());
        let done = app
            .engine
            .list_edit(&cx.actor, list.id, &list.name, handles)
            .await;
        (done, list.name.clone())
    };
    match done {
        Ok(()) => Ok(to_lists(&[("added", &asked.handle), ("name", &name)])),
        Err(error) => {
            let reader = reader(&app, &cx).await?;
            let (_, message) = wrong(reader.words, error)?;
            let view = AddForm {
                handle: &asked.handle,
                lists: &found,
                chosen: &asked.list,
                name: &asked.name,
                error: Some(&message),
            };
            let page = lists::add(&reader, &view);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, refused(page)).into_response())
        }
    }
}
