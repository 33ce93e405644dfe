//! The organisation's settings, its members, and the way to other organisations.

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use engine::{MemberView, NewMember, OrgSettings};
use model::{MemberId, OrgId, Role};
use serde::Deserialize;
use web::{App, Error, Form, Path, Query};

use super::{door, html, id, reader, refused};
use crate::{
    Cx,
    pages::organisation::{self, Form as Which, Organisation, Refused},
};

#[derive(Default, Deserialize)]
pub(super) struct Said {
    /// What was done: `saved`, `added`, `removed`, `role`.
    done: Option<String>,
    name: Option<String>,
}

pub(super) async fn page(
    State(app): State<App>,
    cx: web::Cx,
    Query(said): Query<Said>,
) -> Result<Response, Error> {
    let reader = reader(&app, &cx).await?;
    let done = sentence(&reader, &said);
    Ok(html(
        drawn(&app, &cx, &reader, done.as_deref(), None).await?,
    ))
}

fn sentence(reader: &Cx, said: &Said) -> Option<String> {
    let words = reader.words;
    let name = said.name.as_deref().unwrap_or_default();
    Some(match said.done.as_deref()? {
        "saved" => words.org_saved(),
        "added" => words.org_member_added(name),
        "removed" => words.org_member_removed(name),
        "role" => words.org_member_role(name),
        _ => return None,
    })
}

async fn drawn(
    app: &App,
    cx: &web::Cx,
    reader: &Cx,
    done: Option<&str>,
    refused: Option<&Refused>,
) -> Result<maud::Markup, Error> {
    let settings = app.engine.org_settings(&cx.actor).await?;
    let members = app.engine.members(&cx.actor).await?;
    let workspaces = app.engine.workspaces(&cx.actor).await?;
    let view = Organisation {
        settings: &settings,
        members: &members,
        workspaces: &workspaces,
        done,
        refused,
    };
    Ok(organisation::page(reader, &view))
}

/// The page again with what was typed, when the person can do something about it.
async fn again(
    app: &App,
    cx: &web::Cx,
    form: Which,
    typed: Vec<(&'static str, String)>,
    error: engine::Error,
) -> Result<Response, Error> {
    let reader = reader(app, cx).await?;
    let words = reader.words;
    let (field, message) = match error {
        engine::Error::Invalid { field, problem } => (field, door::sentence(words, field, problem)),
        engine::Error::TooMany(n) => ("own_accounts", words.field_too_many(n)),
        other => return Err(other.into()),
    };
    let back = Refused {
        form,
        field,
        message,
        typed,
    };
    Ok(refused(drawn(app, cx, &reader, None, Some(&back)).await?))
}

/// Back to the page, which says what was done.
fn done(what: &str, name: &str) -> Response {
    let said = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("done", what)
        .append_pair("name", name)
        .finish();
    Redirect::to(&format!("/settings/organisation?{said}")).into_response()
}

#[derive(Deserialize)]
pub(super) struct Identity {
    org_name: String,
    #[serde(default)]
    org_kind: String,
    time_zone: String,
    #[serde(default)]
    own_accounts: String,
    #[serde(default)]
    keep_posts_days: String,
}

pub(super) async fn save(
    State(app): State<App>,
    cx: web::Cx,
    Form(asked): Form<Identity>,
) -> Result<Response, Error> {
    let days = asked.keep_posts_days.trim();
    let wanted = OrgSettings {
        name: asked.org_name.clone(),
        kind: asked.org_kind.clone(),
        timezone: asked.time_zone.clone(),
        own_accounts: asked.own_accounts.lines().map(str::to_owned).collect(),
        // What is no number is refused as one that is out of range.
        keep_posts_days: (!days.is_empty()).then(|| days.parse().unwrap_or(0)),
    };
    match app.engine.set_org_settings(&cx.actor, &wanted).await {
        Ok(()) => Ok(done("saved", "")),
        Err(error) => {
            let typed = vec![
                ("org_name", asked.org_name),
                ("org_kind", asked.org_kind),
                ("time_zone", asked.time_zone),
                ("own_accounts", asked.own_accounts),
                ("keep_posts_days", asked.keep_posts_days),
            ];
            again(&app, &cx, Which::Identity, typed, error).await
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Newcomer {
    name: String,
    login: String,
    role: String,
    password: String,
}

pub(super) async fn add(
    State(app): State<App>,
    cx: web::Cx,
    Form(asked): Form<Newcomer>,
) -> Result<Response, Error> {
    let newcomer = NewMember {
        login: asked.login.clone(),
        name: asked.name.clone(),
        role: role(&asked.role)?,
        password: asked.password,
    };
    match app.engine.member_add(&cx.actor, newcomer).await {
        Ok(_) => Ok(done("added", &asked.name)),
        Err(error) => {
            let typed = vec![
                ("name", asked.name),
                ("login", asked.login),
                ("role", asked.role),
            ];
            again(&app, &cx, Which::Member, typed, error).await
        }
    }
}

fn role(name: &str) -> Result<Role, Error> {
    Role::parse(name).ok_or_else(|| Error::BadRequest("no such role".to_owned()))
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    role: String,
}

pub(super) async fn set_role(
    State(app): State<App>,
    cx: web::Cx,
    Path(member): Path<String>,
    Form(asked): Form<Chosen>,
) -> Result<Response, Error> {
    let member = find(&app, &cx, &member).await?;
    match app
        .engine
        .member_set_role(&cx.actor, member.id, role(&asked.role)?)
        .await
    {
        Ok(()) => Ok(done("role", &member.name)),
        Err(error) => again(&app, &cx, Which::Role, Vec::new(), error).await,
    }
}

async fn find(app: &App, cx: &web::Cx, shown: &str) -> Result<MemberView, Error> {
    let member: MemberId = id(shown)?;
    let all = app.engine.members(&cx.actor).await?;
    all.into_iter()
        .find(|it| it.id == member)
        .ok_or(Error::NotFound)
}

pub(super) async fn remove_page(
    State(app): State<App>,
    cx: web::Cx,
    Path(member): Path<String>,
) -> Result<Response, Error> {
    let reader = reader(&app, &cx).await?;
    if !reader.can(Role::Admin) {
        return Err(engine::Error::Forbidden {
            needed: Role::Admin,
        }
        .into());
    }
    let member = find(&app, &cx, &member).await?;
    Ok(html(organisation::remove(&reader, &member)))
}

pub(super) async fn remove(
    State(app): State<App>,
    cx: web::Cx,
    Path(member): Path<String>,
) -> Result<Response, Error> {
    let member = find(&app, &cx, &member).await?;
    match app.engine.member_remove(&cx.actor, member.id).await {
        Ok(()) => Ok(done("removed", &member.name)),
        Err(error) => again(&app, &cx, Which::Role, Vec::new(), error).await,
    }
}

#[derive(Deserialize)]
pub(super) struct NewWorkspace {
    new_name: String,
    #[serde(default)]
    new_kind: String,
}

pub(super) async fn add_workspace(
    State(app): State<App>,
    cx: web::Cx,
    Form(asked): Form<NewWorkspace>,
) -> Result<Response, Error> {
    // It begins in the zone of the one it is made from; its own settings change that.
    let zone = app.engine.org_settings(&cx.actor).await?.timezone;
    match app
        .engine
        .workspace_add(&cx.actor, &asked.new_name, &asked.new_kind, &zone)
        .await
    {
        Ok(org) => enter(&app, &cx, org).await,
        Err(error) => {
            let typed = vec![("new_name", asked.new_name), ("new_kind", asked.new_kind)];
            again(&app, &cx, Which::Workspace, typed, error).await
        }
    }
}

pub(super) async fn switch(
    State(app): State<App>,
    cx: web::Cx,
    Path(org): Path<String>,
) -> Result<Response, Error> {
    enter(&app, &cx, id(&org)?).await
}

async fn enter(app: &App, cx: &web::Cx, org: OrgId) -> Result<Response, Error> {
    let signed_in = app
        .engine
        .workspace_switch(&cx.actor, cx.session(), org)
        .await?;
    Ok(door::enter(app, &signed_in, "/"))
}
