//! Where pages are: every route, and what a failed request looks like.

use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts as _, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use maud::Markup;
use web::{App, Error, Failure, Visitor};

use crate::{
    Cx, Live, assets,
    pages::fault::{self, Fault},
};

mod boards;
mod columns;
mod door;
mod find;
mod home;
mod house;
mod installed;
mod listen;
mod lists;
mod organisation;
mod posts;
mod queries;
mod search;
mod settings;
mod sources;
mod status;

/// The whole interface, behind the boundary's own layers.
pub fn router(app: &App) -> Router {
    let pages = Router::new()
        .route("/", get(home::page))
        .route("/sign-in", get(door::sign_in_page).post(door::sign_in))
        .route("/sign-out", post(door::sign_out))
        .route(
            "/first-run",
            get(door::first_run_page).post(door::first_run),
        )
        .merge(listening())
        .route("/sources", get(sources::list).post(sources::add))
        .route("/sources.csv", get(sources::list_file))
        .route("/sources/new", get(sources::new_page))
        .route("/sources/{source}", get(sources::one))
        .route("/sources/{source}/gaps.csv", get(sources::gaps_file))
        .route("/sources/{source}/drops.csv", get(sources::drops_file))
        .route("/sources/{source}/enabled", post(sources::enable))
        .route("/sources/{source}/remove", post(sources::remove))
        .route("/sources/{source}/restore", post(sources::restore))
        .route("/settings", get(settings::page).post(settings::save))
        .route("/settings/keys", post(settings::keys))
        .route(
            "/settings/organisation",
            get(organisation::page).post(organisation::save),
        )
        .route("/settings/members", post(organisation::add))
        .route(
            "/settings/members/{member}/role",
            post(organisation::set_role),
        )
        .route(
            "/settings/members/{member}/remove",
            get(organisation::remove_page).post(organisation::remove),
        )
        .route("/workspaces", post(organisation::add_workspace))
        .route("/workspaces/{org}", post(organisation::switch))
        .route("/find", get(find::page))
        .route("/status", get(status::page))
        .route("/status/purge", post(status::purge))
        .route("/status.csv", get(status::tasks_file))
        .route("/help", get(house::help))
        .route("/help/queries", get(house::help_queries))
        .route("/help/keys", get(house::help_keys))
        .route("/about", get(house::about))
        .route("/more", get(house::more))
        .route("/kit", get(house::kit))
        .fallback(|| async { Error::NotFound })
        .layer(middleware::from_fn_with_state(app.clone(), draw_failures))
        .route("/offline/{locale}", get(installed::offline))
        .route("/manifest/{locale}", get(installed::manifest))
        .route("/sw.js", get(installed::worker))
        .route("/assets/{name}", get(assets::serve))
        .route(
            "/favicon.ico",
            get(|| async { Redirect::permanent(assets::MARK_SVG) }),
        );
    web::router(app, pages)
}

/// Boards, their columns and posts, and what queries are made of.
fn listening() -> Router<App> {
    Router::new()
        .route("/listen", get(listen::first).post(listen::add_board))
        .route("/listen/{board}", get(listen::board))
        .route("/listen/{board}/live", get(listen::live))
        .route("/listen/{board}/pause", post(listen::pause_all))
        .route(
            "/listen/{board}/columns/new",
            get(columns::new_page).post(columns::add),
        )
        .route("/boards/new", get(boards::new_page).post(boards::add))
        .route(
            "/boards/{board}/edit",
            get(boards::edit_page).post(boards::edit),
        )
        .route("/boards/{board}/move", post(boards::shift))
        .route("/boards/{board}/remove", post(boards::remove))
        .route("/boards/{board}/restore", post(boards::restore))
        .route("/columns/new", get(columns::new_beside))
        .route("/columns/{column}", get(columns::older))
        .route(
            "/columns/{column}/edit",
            get(columns::edit_page).post(columns::edit),
        )
        .route("/columns/{column}/pause", post(columns::pause))
        .route(
            "/columns/{column}/move",
            get(columns::move_page).post(columns::shift),
        )
        .route("/columns/{column}/remove", post(columns::remove))
        .route("/columns/{column}/restore", post(columns::restore))
        .route("/columns/{column}/seen", post(columns::seen))
        .route("/columns/{column}/posts/{seq}", get(posts::alone))
        .route(
            "/columns/{column}/posts/{seq}/pictures/{n}",
            get(posts::picture),
        )
        .route("/lists", get(lists::all))
        .route("/lists/new", get(lists::new_page).post(lists::create))
        .route("/lists/add", get(lists::add_page).post(lists::add))
        .route(
            "/lists/{list}/edit",
            get(lists::edit_page).post(lists::edit),
        )
        .route("/lists/{list}/remove", post(lists::remove))
        .route("/lists/{list}/restore", post(lists::restore))
        .route("/gaps/{gap}/fill", post(listen::fill))
        .route("/queries", get(queries::list))
        .route("/queries.csv", get(queries::list_file))
        .route("/queries/check", get(queries::check))
        .route("/queries/new", get(queries::new_page).post(queries::create))
        .route("/queries/{query}", get(queries::page).post(queries::save))
        .route("/queries/{query}/judge", post(queries::judge))
        .route("/queries/{query}/versions", get(queries::versions))
        .route("/queries/{query}/return", post(queries::bring_back))
        .route("/search", get(search::page))
        .route("/search/save", get(search::save))
        .route("/search/check", get(search::check))
        .route("/search/complete", get(search::complete))
        .route("/search/exports", get(search::exports).post(search::export))
        .route(
            "/search/exports/{export}/cancel",
            post(search::export_cancel),
        )
        .route("/search/exports/{export}/file", get(search::export_file))
}

/// A page as an answer.
fn html(markup: Markup) -> Response {
    let mut response = Body::from(markup.into_string()).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response
}

/// A table as a file to keep, named after what it holds.
fn file(name: &str, table: &report::Table) -> Response {
    let mut response = Body::from(table.csv()).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    let named = format!("attachment; filename=\"vigie-{name}.csv\"");
    if let Ok(named) = HeaderValue::from_str(&named) {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    response
}

/// A page that says a form was refused.
fn refused(markup: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, html(markup)).into_response()
}

/// The reader of a page, with how much is heard.
async fn reader(app: &App, cx: &web::Cx) -> Result<Cx, Error> {
    let sources = app.engine.sources(&cx.actor).await?;
    let on = sources.iter().filter(|it| it.enabled);
    let live = on
        .clone()
        .filter(|it| crate::pages::listen::is_live(it.state))
        .count();
    let workspaces = app.engine.workspaces(&cx.actor).await?;
    let live = Live {
        live,
        total: on.count(),
    };
    Ok(Cx::member(cx, live).working_in(workspaces))
}

/// An id in a path; what is not one is a page that does not exist.
fn id<T: std::str::FromStr>(shown: &str) -> Result<T, Error> {
    shown.parse().map_err(|_| Error::NotFound)
}

/// Replaces the boundary's problem JSON by a page where a person asked for one.
async fn draw_failures(State(app): State<App>, request: Request, next: Next) -> Response {
    let accepts_html = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.contains("text/html"));
    let (parts, body) = request.into_parts();
    let asked = accepts_html.then(|| parts.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let fault = response.extensions().get::<Failure>().and_then(fault_of);
    let (Some(mut asked), Some(fault)) = (asked, fault) else {
        return response;
    };
    let Some(cx) = reader_of_failure(&app, &mut asked).await else {
        return response;
    };
    let drawn = html(fault::page(&cx, &fault)).into_body();
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, drawn)
}

/// Who reads about a failure: the person signed in, else (or when the store fails too) a visitor.
async fn reader_of_failure(app: &App, asked: &mut Parts) -> Option<Cx> {
    if let Ok(cx) = web::Cx::from_request_parts(asked, app).await
        && let Ok(reader) = reader(app, &cx).await
    {
        return Some(reader);
    }
    let visitor = Visitor::from_request_parts(asked, app).await.ok()?;
    Some(Cx::visitor(&visitor, asked.uri.path()))
}

fn fault_of(failure: &Failure) -> Option<Fault> {
    Some(match failure.status {
        StatusCode::NOT_FOUND => Fault::NotFound,
        StatusCode::FORBIDDEN => Fault::Forbidden,
        StatusCode::CONFLICT => Fault::Conflict,
        StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::TOO_MANY_REQUESTS
        | StatusCode::BAD_GATEWAY => Fault::Unavailable,
        status if status.is_server_error() => {
            Fault::Internal(failure.incident.clone().unwrap_or_default())
        }
        status if status.is_client_error() => Fault::BadRequest,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
