//! What a query text means, while it is typed, and the page where a query is built.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse as _, Redirect, Response},
};
use engine::{Judged, PreviewAsk, PreviewView, SavedQuery, SearchAsk, Tab};
use i18n::Words;
use jiff::{SignedDuration, Timestamp};
use model::{BoardId, Network, PostId, QueryId, Role};
use query::{Blocks, Edit, Slot};
use serde::Deserialize;
use web::{App, Error, Form, Path, Query};

use super::{door::sentence, file, html, id, reader, refused};
use crate::{
    kit::query::{Checked, spelling, wire},
    pages::{
        builder::{
            self, Answers, Builder, DAYS, Done, Offer, Refused, Start, Template, TemplateForm,
            VersionsPage, Which, parse_edit, parse_slot,
        },
        queries::{self, Queries},
    },
};

#[derive(Deserialize)]
pub(super) struct Text {
    #[serde(default)]
    pub(super) text: String,
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

#[derive(Deserialize)]
pub(super) struct Listed {
    #[serde(default)]
    sort: String,
    #[serde(default)]
    order: String,
    #[serde(default)]
    text: String,
}

/// Every saved query.
pub(super) async fn list(
    State(app): State<App>,
    cx: web::Cx,
    Query(asked): Query<Listed>,
) -> Result<Response, Error> {
    let all = app.engine.queries(&cx.actor, cx.locale).await?;
    let view = Queries {
        queries: &all,
        asked: &queries::Asked::new(&asked.sort, &asked.order, &asked.text),
    };
    Ok(html(queries::page(&reader(&app, &cx).await?, &view)))
}

/// The whole list as a file.
pub(super) async fn list_file(State(app): State<App>, cx: web::Cx) -> Result<Response, Error> {
    let all = app.engine.queries(&cx.actor, cx.locale).await?;
    let reader = reader(&app, &cx).await?;
    Ok(file("queries", &queries::file(&reader, &all)))
}

/// A draft as an address or a form says it.
#[derive(Debug, Default)]
struct Drafted {
    text: Option<String>,
    title: Option<String>,
    board: Option<String>,
    template: Option<Template>,
    answers: Answers,
    tab: Tab,
    version: u64,
    /// What is typed in the fields of blocks, and the button pressed.
    edits: Vec<Edit>,
    /// The text with a proposed correction.
    fixed: Option<String>,
    saved: bool,
    returned: Option<u64>,
}

impl Drafted {
    /// Reads what a form sends, in an address or in a body.
    fn read(sent: &[u8]) -> Self {
        let mut drafted = Self::default();
        for (name, value) in url::form_urlencoded::parse(sent) {
            match &*name {
                "text" => drafted.text = Some(value.into_owned()),
                "title" => drafted.title = Some(value.into_owned()),
                "board" => drafted.board = Some(value.into_owned()),
                "template" => drafted.template = Template::parse(&value),
                "main" => drafted.answers.main = value.into_owned(),
                "also" => drafted.answers.also = value.into_owned(),
                "not" => drafted.answers.not = value.into_owned(),
                "tab" => drafted.tab = tab(&value),
                "version" => drafted.version = value.parse().unwrap_or_default(),
                "fixed" => drafted.fixed = Some(value.into_owned()),
                "saved" => drafted.saved = true,
                "returned" => drafted.returned = value.parse().ok(),
                "edit" => drafted.edits.extend(parse_edit(&value)),
                name => {
                    let slot = name.strip_prefix("add-").and_then(parse_slot);
                    let typed = slot.filter(|_| !value.trim().is_empty());
                    drafted
                        .edits
                        .extend(typed.map(|it| Edit::Add(it, value.into_owned())));
                }
            }
        }
        drafted
    }

    /// The text with what was asked of its blocks; one with an error has none to change.
    fn text_or(&self, cx: &web::Cx, saved: &str) -> String {
        let text = self.fixed.as_deref().or(self.text.as_deref());
        let text = text.unwrap_or(saved);
        let Some(blocks) = Blocks::read(text).filter(|_| !self.edits.is_empty()) else {
            return text.to_owned();
        };
        let edited = self.edits.iter().fold(blocks, |it, edit| it.edited(edit));
        edited.text(spelling(cx.locale))
    }
}

fn tab(name: &str) -> Tab {
    match name {
        "rejected" => Tab::Rejected,
        "near" => Tab::Near,
        _ => Tab::Found,
    }
}

pub(super) async fn page(
    State(app): State<App>,
    cx: web::Cx,
    Path(query): Path<String>,
    uri: Uri,
) -> Result<Response, Error> {
    let drafted = Drafted::read(uri.query().unwrap_or_default().as_bytes());
    let saved = app
        .engine
        .saved_query(&cx.actor, id(&query)?, cx.locale)
        .await?;
    let done = match drafted.returned {
        Some(to) => Some(Done::Returned {
            to,
            undo: saved.version.saturating_sub(1),
        }),
        None => drafted.saved.then_some(Done::Saved),
    };
    let title = drafted.title.clone().unwrap_or_else(|| saved.name.clone());
    let text = drafted.text_or(&cx, &saved.text);
    let drawn = Draft {
        which: Which::Saved(&saved),
        title: &title,
        text: &text,
        tab: drafted.tab,
        refused: None,
        done,
    };
    Ok(html(drawn.page(&app, &cx).await?))
}

/// A query on its way to its page.
struct Draft<'a> {
    which: Which<'a>,
    title: &'a str,
    text: &'a str,
    tab: Tab,
    refused: Option<(Refused, Vec<query::Diagnostic>)>,
    done: Option<Done>,
}

impl Draft<'_> {
    async fn page(&self, app: &App, cx: &web::Cx) -> Result<maud::Markup, Error> {
        let saved = match self.which {
            Which::Saved(saved) => Some(saved),
            Which::New { .. } => None,
        };
        let parsed = app.engine.check_query(&cx.actor, self.text).await?;
        let mut checked = Checked::of(cx.locale, self.text, parsed);
        if let Some((Refused::Query, diagnostics)) = &self.refused {
            checked.diagnostics.clone_from(diagnostics);
            checked.reads = None;
        }
        let blocks = Blocks::read(self.text);
        let judged = match saved {
            Some(saved) => app.engine.judged(&cx.actor, saved.id, self.text).await?,
            None => Judged::default(),
        };
        let preview = self.preview(app, cx, saved).await?;
        let offers = offers(app, cx, &preview, self.text, &judged).await?;
        let view = Builder {
            which: self.which,
            title: self.title,
            checked: &checked,
            blocks: blocks.as_ref(),
            n_changes: n_changes(saved, self.title, self.text, blocks.as_ref()),
            tab: self.tab,
            preview: &preview,
            judged: &judged,
            offers: &offers,
            networks: &networks(app, cx).await?,
            refused: self.refused.as_ref().map(|it| &it.0),
            done: self.done,
        };
        Ok(builder::page(&reader(app, cx).await?, &view))
    }

    async fn preview(
        &self,
        app: &App,
        cx: &web::Cx,
        saved: Option<&SavedQuery>,
    ) -> Result<PreviewView, Error> {
        let ask = PreviewAsk {
            text: self.text.to_owned(),
            saved: saved.map(|it| it.id),
            days: DAYS,
            tab: self.tab,
        };
        Ok(app.engine.preview(&cx.actor, &ask, cx.locale).await?)
    }
}

/// How many things differ from what is saved: the name, each part that came or went; or the text as a
/// whole when its parts do not tell.
fn n_changes(saved: Option<&SavedQuery>, title: &str, text: &str, blocks: Option<&Blocks>) -> u64 {
    let (name, before) = saved.map_or(("", ""), |it| (it.name.as_str(), it.text.as_str()));
    let renamed = u64::from(title.trim() != name);
    let parts = match (blocks, Blocks::read(before)) {
        (Some(now), Some(then)) if *now == then => 0,
        (Some(now), Some(then)) => (then.changes_to(now).len() as u64).max(1),
        _ => u64::from(text != before),
    };
    renamed + parts
}

/// What judgements propose to set aside, with how many posts that would remove.
async fn offers(
    app: &App,
    cx: &web::Cx,
    preview: &PreviewView,
    text: &str,
    judged: &Judged,
) -> Result<Vec<Offer>, Error> {
    let mut offers = Vec::new();
    if preview.now.is_none() {
        return Ok(offers);
    }
    let since = cx
        .now
        .checked_sub(SignedDuration::from_hours(24 * i64::from(DAYS)))
        .ok();
    for proposal in &judged.proposals {
        let Some(removed) = Blocks::read(text).map(|it| {
            let one = Edit::Add(Slot::Group(it.groups.len()), proposal.text.clone());
            it.edited(&one).text(query::Spelling::English)
        }) else {
            continue;
        };
        let ask = count_of(removed, since);
        let found = app.engine.search(&cx.actor, &ask, cx.locale).await?.found;
        // The judged posts may be older than the preview looks back.
        let removes = found.map_or(0, |it| it.count).max(proposal.off_topic);
        offers.push(Offer {
            text: proposal.text.clone(),
            removes,
        });
    }
    Ok(offers)
}

/// How many posts a query finds since a moment, without any of them.
fn count_of(text: String, since: Option<Timestamp>) -> SearchAsk {
    SearchAsk {
        text,
        since,
        page: 1,
        ..SearchAsk::default()
    }
}

/// The networks that sources here hear.
async fn networks(app: &App, cx: &web::Cx) -> Result<Vec<Network>, Error> {
    let sources = app.engine.sources(&cx.actor).await?;
    let heard = |network: &Network| sources.iter().any(|it| it.network == *network);
    Ok(Network::ALL.into_iter().filter(heard).collect())
}

/// The board a new query's column goes on: the one asked for, else the first.
async fn board_for(
    app: &App,
    cx: &web::Cx,
    asked: Option<&str>,
) -> Result<(BoardId, Vec<engine::BoardTab>), Error> {
    let boards = app.engine.boards(&cx.actor).await?;
    let asked: Option<BoardId> = asked.and_then(|it| it.parse().ok());
    let chosen = boards
        .iter()
        .find(|it| Some(it.id) == asked)
        .or(boards.first());
    let board = chosen.ok_or(Error::NotFound)?.id;
    Ok((board, boards))
}

pub(super) async fn new_page(
    State(app): State<App>,
    cx: web::Cx,
    uri: Uri,
) -> Result<Response, Error> {
    cx.actor.require(Role::Editor)?;
    let drafted = Drafted::read(uri.query().unwrap_or_default().as_bytes());
    let (board, boards) = board_for(&app, &cx, drafted.board.as_deref()).await?;
    let answered = !drafted.answers.main.trim().is_empty();
    let (text, title) = match drafted.template {
        Some(template) if answered && drafted.text.is_none() => (
            template.text(&drafted.answers, spelling(cx.locale)),
            Template::title(&drafted.answers),
        ),
        Some(template) if drafted.text.is_none() => {
            let view = TemplateForm { board, template };
            return Ok(html(builder::template_page(
                &reader(&app, &cx).await?,
                &view,
            )));
        }
        None if drafted.text.is_none() => {
            return Ok(html(builder::start(
                &reader(&app, &cx).await?,
                &Start { board },
            )));
        }
        _ => (
            drafted.text_or(&cx, ""),
            drafted.title.clone().unwrap_or_default(),
        ),
    };
    let drawn = Draft {
        which: Which::New {
            board,
            boards: &boards,
        },
        title: &title,
        text: &text,
        tab: drafted.tab,
        refused: None,
        done: None,
    };
    Ok(html(drawn.page(&app, &cx).await?))
}

pub(super) async fn create(
    State(app): State<App>,
    cx: web::Cx,
    body: String,
) -> Result<Response, Error> {
    let drafted = Drafted::read(body.as_bytes());
    let (board, boards) = board_for(&app, &cx, drafted.board.as_deref()).await?;
    let text = drafted.text_or(&cx, "");
    let title = drafted.title.clone().unwrap_or_default();
    match app.engine.column_add(&cx.actor, board, &title, &text).await {
        Ok(column) => {
            let column = app.engine.column(&cx.actor, column, cx.locale).await?;
            Ok(Redirect::to(&format!("/queries/{}?saved=1", column.query)).into_response())
        }
        Err(error) => {
            let which = Which::New {
                board,
                boards: &boards,
            };
            again(&app, &cx, which, (&title, &text), error).await
        }
    }
}

pub(super) async fn save(
    State(app): State<App>,
    cx: web::Cx,
    Path(query): Path<String>,
    body: String,
) -> Result<Response, Error> {
    let drafted = Drafted::read(body.as_bytes());
    let saved = app
        .engine
        .saved_query(&cx.actor, id(&query)?, cx.locale)
        .await?;
    let title = drafted.title.clone().unwrap_or_else(|| saved.name.clone());
    let text = drafted.text_or(&cx, &saved.text);
    let edited = app
        .engine
        .column_edit(&cx.actor, saved.column, &title, &text, drafted.version)
        .await;
    match edited {
        Ok(()) => Ok(Redirect::to(&format!("/queries/{query}?saved=1")).into_response()),
        Err(error) => again(&app, &cx, Which::Saved(&saved), (&title, &text), error).await,
    }
}

/// The page with what was wrong; failures that are not the person's go on.
async fn again(
    app: &App,
    cx: &web::Cx,
    which: Which<'_>,
    (title, text): (&str, &str),
    error: engine::Error,
) -> Result<Response, Error> {
    let words = Words::new(cx.locale);
    let (status, refusal, diagnostics) = match error {
        engine::Error::Query(it) => (StatusCode::UNPROCESSABLE_ENTITY, Refused::Query, it),
        engine::Error::Invalid { field, problem } => {
            let message = sentence(words, field, problem);
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                Refused::Title(message),
                Vec::new(),
            )
        }
        engine::Error::Conflict => {
            let message = words.error_conflict_text();
            (StatusCode::CONFLICT, Refused::Other(message), Vec::new())
        }
        engine::Error::TooMany(n) => {
            let message = words.too_many_columns(n);
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                Refused::Other(message),
                Vec::new(),
            )
        }
        error => return Err(error.into()),
    };
    let drawn = Draft {
        which,
        title,
        text,
        tab: Tab::Found,
        refused: Some((refusal, diagnostics)),
        done: None,
    };
    let page = drawn.page(app, cx).await?;
    Ok((status, refused(page)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Word {
    post: String,
    word: String,
    #[serde(default)]
    back: String,
}

/// Keeps a judgement and goes back to the draft it was made on.
pub(super) async fn judge(
    State(app): State<App>,
    cx: web::Cx,
    Path(query): Path<String>,
    Form(said): Form<Word>,
) -> Result<Response, Error> {
    let (query, post): (QueryId, PostId) = (id(&query)?, id(&said.post)?);
    let relevant = match said.word.as_str() {
        "relevant" => Some(true),
        "off" => Some(false),
        _ => None,
    };
    app.engine.judge(&cx.actor, query, post, relevant).await?;
    let page = format!("/queries/{query}");
    // Only this query's own page: an address must not lead elsewhere.
    let is_own = said.back == page || said.back.starts_with(&format!("{page}?"));
    Ok(Redirect::to(if is_own { &said.back } else { &page }).into_response())
}

#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<u64>,
}

pub(super) async fn versions(
    State(app): State<App>,
    cx: web::Cx,
    Path(query): Path<String>,
    Query(asked): Query<Before>,
) -> Result<Response, Error> {
    let saved = app
        .engine
        .saved_query(&cx.actor, id(&query)?, cx.locale)
        .await?;
    let versions = app
        .engine
        .query_versions(&cx.actor, saved.id, asked.before, cx.locale)
        .await?;
    let view = VersionsPage {
        saved: &saved,
        versions: &versions,
    };
    Ok(html(builder::versions(&reader(&app, &cx).await?, &view)))
}

#[derive(Deserialize)]
pub(super) struct Return {
    to: u64,
    version: u64,
}

pub(super) async fn bring_back(
    State(app): State<App>,
    cx: web::Cx,
    Path(query): Path<String>,
    Form(asked): Form<Return>,
) -> Result<Response, Error> {
    app.engine
        .query_return(&cx.actor, id(&query)?, asked.to, asked.version)
        .await?;
    let page = format!("/queries/{query}?returned={}", asked.to);
    Ok(Redirect::to(&page).into_response())
}
