//! Signing in and out, and the first run.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use engine::SignedIn;
use i18n::Words;
use model::Locale;
use serde::Deserialize;
use web::{App, Error, Form, Query, Visitor};

use super::{html, refused};
use crate::{
    Cx,
    pages::door::{self, FirstRun, SignIn, SignInProblem},
};

/// Where most of our readers are.
const TIME_ZONE: &str = "Europe/Paris";
/// As many characters as the engine lets people type for a name.
const NAME_CHARS_MAX: u64 = 80;
const PASSWORD_CHARS_MIN: u64 = 12;
const PASSWORD_CHARS_MAX: u64 = 1_024;

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

pub(super) async fn sign_in_page(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Next>,
) -> Result<Response, Error> {
    if !app.engine.is_set_up().await? {
        return Ok(Redirect::to("/first-run").into_response());
    }
    let view = SignIn {
        next: local(&asked.next).to_owned(),
        ..SignIn::default()
    };
    Ok(html(door::sign_in(
        &Cx::visitor(&visitor, "/sign-in"),
        &view,
    )))
}

#[derive(Deserialize)]
pub(super) struct Credentials {
    login: String,
    password: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn sign_in(
    State(app): State<App>,
    visitor: Visitor,
    Form(asked): Form<Credentials>,
) -> Result<Response, Error> {
    let next = local(&asked.next).to_owned();
    let problem = match app
        .engine
        .sign_in(&asked.login, asked.password, visitor.ip)
        .await
    {
        Ok(signed_in) => return Ok(enter(&app, &signed_in, &next)),
        Err(engine::Error::Credentials) => SignInProblem::Unknown,
        Err(engine::Error::Throttled { retry_after_s }) => SignInProblem::Wait(retry_after_s),
        Err(error) => return Err(error.into()),
    };
    let status = match problem {
        SignInProblem::Unknown => StatusCode::UNPROCESSABLE_ENTITY,
        SignInProblem::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
    };
    let view = SignIn {
        login: asked.login,
        next,
        problem: Some(problem),
    };
    Ok((
        status,
        html(door::sign_in(&Cx::visitor(&visitor, "/sign-in"), &view)),
    )
        .into_response())
}

/// Opens the session in the browser and remembers language and colours for the next sign-in page.
pub(super) fn enter(app: &App, signed_in: &SignedIn, next: &str) -> Response {
    let mut response = Redirect::to(next).into_response();
    let cookies = [
        web::session_cookie(app, &signed_in.token, signed_in.lifetime.as_secs()),
        web::locale_cookie(signed_in.locale),
        web::theme_cookie(signed_in.theme),
    ];
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

pub(super) async fn sign_out(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    app.engine.sign_out(cx.session()).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, web::clear_session(&app));
    headers.insert(
        "clear-site-data",
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

pub(super) async fn first_run_page(
    State(app): State<App>,
    visitor: Visitor,
) -> Result<Response, Error> {
    if app.engine.is_set_up().await? {
        return Ok(Redirect::to("/").into_response());
    }
    let view = FirstRun {
        time_zone: TIME_ZONE.to_owned(),
        ..FirstRun::default()
    };
    Ok(html(door::first_run(
        &Cx::visitor(&visitor, "/first-run"),
        &view,
    )))
}

#[derive(Deserialize)]
pub(super) struct House {
    org_name: String,
    #[serde(default)]
    org_kind: String,
    time_zone: String,
    name: String,
    login: String,
    password: String,
    #[serde(default)]
    locale: String,
}

pub(super) async fn first_run(
    State(app): State<App>,
    visitor: Visitor,
    Form(asked): Form<House>,
) -> Result<Response, Error> {
    let locale = Locale::parse(&asked.locale).unwrap_or(visitor.locale);
    let mut cx = Cx::visitor(&visitor, "/first-run");
    cx.words = Words::new(locale);
    let tried = app
        .engine
        .set_up(engine::FirstRun {
            org_name: asked.org_name.clone(),
            org_kind: asked.org_kind.clone(),
            time_zone: asked.time_zone.clone(),
            login: asked.login.clone(),
            name: asked.name.clone(),
            password: asked.password,
            locale,
        })
        .await;
    match tried {
        Ok(signed_in) => {
            app.engine
                .board_add(&signed_in.actor, &cx.words.no_board_name(), true)
                .await?;
            // Nothing is heard yet: the first thing to do is to listen to something.
            Ok(enter(&app, &signed_in, "/sources"))
        }
        Err(engine::Error::AlreadySetUp) => Ok(Redirect::to("/sign-in").into_response()),
        Err(engine::Error::Invalid { field, problem }) => {
            let view = FirstRun {
                org_name: asked.org_name,
                org_kind: asked.org_kind,
                time_zone: asked.time_zone,
                name: asked.name,
                login: asked.login,
                error: Some((field, sentence(cx.words, field, problem))),
            };
            Ok(refused(door::first_run(&cx, &view)))
        }
        Err(error) => Err(error.into()),
    }
}

/// What a field was refused for, in the reader's language.
pub(super) fn sentence(words: Words, field: &str, problem: &str) -> String {
    match problem {
        "is empty" => words.field_required(),
        "is too long" if field == "password" => words.field_too_long(PASSWORD_CHARS_MAX),
        "is too long" => words.field_too_long(NAME_CHARS_MAX),
        "is too short" => words.field_too_short(PASSWORD_CHARS_MIN),
        "is too easy to guess" => words.field_weak(),
        "has a space in it" => words.field_space(),
        "is listened to already" => words.field_known(),
        "is taken" => words.field_taken(),
        "is the last administrator's" => words.field_last_admin(),
        "is not a known time zone" => words.field_zone_unknown(),
        "is out of range" if field == "keep_posts_days" => words.org_keep_bad(),
        other => words.field_refused(other),
    }
}

/// A path of ours to go to after signing in; anything else would let a link send people elsewhere.
fn local(next: &str) -> &str {
    let is_ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\n', '\r', '\t'])
        && next.chars().all(|c| c.is_ascii_graphic());
    if is_ours { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_our_own_paths_are_followed() {
        assert_eq!(local("/listen/brd_1?x=1#y"), "/listen/brd_1?x=1#y");
        for elsewhere in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "javascript:alert(1)",
            "/é",
        ] {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
    }
}
