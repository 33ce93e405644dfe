//! A query under construction: blocks and text that are always equal, what they find, and why.
//!
//! The address holds the whole draft: every change of a block, every preview and every tab is a page
//! of its own, so that Back undoes without script. Scripts swap the parts in place.

use engine::{BoardTab, Judged, PreviewView, SavedQuery, Tab};
use maud::{Markup, html};
use model::{BoardId, Network, QueryId, Role};
use query::Blocks;

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        chip::{self, Tone},
        field::{self, Kind, Select, Text},
        icon::{self, Icon},
        query::{self as field_query, Checked},
        state::{self, StripTone},
    },
};

mod clauses;
mod edit;
mod preview;
mod samples;
mod template;
mod versions;
mod why;

pub use edit::{parse as parse_edit, slot as parse_slot};
pub use preview::preview;
pub use template::{Answers, Start, Template, TemplateForm, start, template_page};
pub use versions::{VersionsPage, versions};
pub(crate) use why::{Why, facts_told, why};

/// How far back the preview looks. The figures of the page are of so many days.
pub const DAYS: u8 = 30;

/// Which query is under construction.
#[derive(Clone, Copy)]
pub enum Which<'a> {
    /// One that is not saved yet, and the boards its column may be on.
    New {
        board: BoardId,
        boards: &'a [BoardTab],
    },
    Saved(&'a SavedQuery),
}

impl Which<'_> {
    /// The page's path, where its forms go.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::New { .. } => "/queries/new".to_owned(),
            Self::Saved(saved) => format!("/queries/{}", saved.id),
        }
    }

    const fn saved(&self) -> Option<QueryId> {
        match self {
            Self::New { .. } => None,
            Self::Saved(saved) => Some(saved.id),
        }
    }
}

/// What a person just did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Saved,
    /// This version came back; the one before is `undo`.
    Returned {
        to: u64,
        undo: u64,
    },
}

pub struct Builder<'a> {
    pub which: Which<'a>,
    pub title: &'a str,
    pub checked: &'a Checked,
    /// Nothing while the text has an error.
    pub blocks: Option<&'a Blocks>,
    /// What differs from what is saved, the name included.
    pub n_changes: u64,
    pub tab: Tab,
    pub preview: &'a PreviewView,
    pub judged: &'a Judged,
    pub offers: &'a [Offer],
    /// Those that are heard here.
    pub networks: &'a [Network],
    /// Saving was refused: what is wrong is said.
    pub refused: Option<&'a Refused>,
    pub done: Option<Done>,
}

/// Something to set aside, with what that would cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub text: String,
    /// Posts of the preview's stretch that would no longer be found.
    pub removes: u64,
}

/// Why a query was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    Query,
    Title(String),
    Other(String),
}

#[must_use]
pub fn page(cx: &Cx, view: &Builder<'_>) -> Markup {
    let words = cx.words;
    let title = match view.which {
        Which::New { .. } => words.builder_new_title(),
        Which::Saved(saved) => saved.name.clone(),
    };
    let body = html! {
        @if let Some(done) = view.done { (said(cx, view, done)) }
        vigie-builder data-changes=(view.n_changes) data-copied=(words.builder_copied()) data-undone=(words.builder_undone("{text}")) {
            div class="split qb" {
                (construction(cx, view))
                section class="panel qb-r" id="qb-preview" data-swap aria-label=(words.builder_preview(DAYS.into())) aria-busy="false" { (preview(cx, view)) }
            }
            p class="vh" role="status" data-say {}
        }
    };
    shell::page(cx, Section::Listen, &title, &top(cx, view, &title), &body)
}

fn top(cx: &Cx, view: &Builder<'_>, title: &str) -> Markup {
    let words = cx.words;
    let path = view.which.path();
    let back = match view.which {
        Which::New { board, .. } => format!("/listen/{board}"),
        Which::Saved(saved) => format!("/listen/{}#{}", saved.board, saved.column),
    };
    html! {
        // What Enter presses in any field: the same page with what was typed. It is the first button
        // of the form on the page, before the one that saves.
        button class="vh" type="submit" form="qb" tabindex="-1" aria-hidden="true" { (words.builder_refresh()) }
        nav class="crumb" aria-label=(words.builder_crumb()) {
            a href=(back) { (words.listen_title()) } (icon::tiny(Icon::ChevronRight))
        }
        h1 { (title) }
        span id="qb-changes" data-swap class="row" {
            @if view.n_changes > 0 { (chip::with_icon(Tone::Warn, Icon::PenLine, &words.builder_changes(view.n_changes))) }
        }
        span class="grow" {}
        @if view.which.saved().is_some() {
            a class="btn btn-q btn-i" href={ (path) "/versions" } data-dialog title=(words.builder_versions()) { (icon::small(Icon::History)) span class="not-s" { (words.builder_versions()) } span class="vh only-s" { (words.builder_versions()) } }
        }
        @if cx.can(Role::Editor) {
            a class="btn" href=(if view.which.saved().is_some() { path.as_str() } else { back.as_str() }) data-leave { (words.builder_cancel()) }
            button class="btn btn-p" type="submit" form="qb" formmethod="post" formaction=(path) data-command="save_query" aria-keyshortcuts="Control+S" {
                @if view.which.saved().is_some() { (words.builder_save()) } @else { (words.builder_create()) }
                kbd class="kbd not-s" aria-hidden="true" { "Ctrl S" }
            }
        }
    }
}

fn construction(cx: &Cx, view: &Builder<'_>) -> Markup {
    let words = cx.words;
    html! {
        section class="panel qb-l" aria-label=(words.builder_title()) {
            div class="panel-h" {
                h2 class="grow" { (words.builder_title()) }
                span class="row" data-undoing hidden {
                    button class="ib" type="button" data-undo disabled aria-label=(words.builder_undo()) title=(words.builder_undo()) { (icon::small(Icon::Undo2)) }
                    button class="ib" type="button" data-redo disabled aria-label=(words.builder_redo()) title=(words.builder_redo()) { (icon::small(Icon::Redo2)) }
                }
                (ways(cx))
            }
            form class="qb-f" id="qb" method="get" action=(view.which.path()) {
                input type="hidden" name="tab" value=(preview::slug(view.tab));
                @if let Which::Saved(saved) = view.which { input type="hidden" name="version" value=(saved.version); }
                (refusal(cx, view))
                (name(cx, view))
                div id="qb-blocks" class="qb-b" data-swap { (clauses::clauses(cx, view)) }
                div class="qb-t" {
                    (field_query::field_called(cx, view.checked, view.refused == Some(&Refused::Query), &words.builder_text()))
                    div class="row" {
                        button class="btn btn-s not-js" type="submit" { (icon::small(Icon::RefreshCw)) (words.builder_refresh()) }
                        button class="btn btn-s btn-q" type="button" data-copy hidden { (icon::small(Icon::Copy)) (words.builder_copy()) }
                    }
                }
            }
        }
    }
}

/// Blocks and text, or the text alone. The choice stays in the page: it changes nothing.
fn ways(cx: &Cx) -> Markup {
    let words = cx.words;
    let way = |value: &str, label: String, on: bool| {
        html! {
            label class="seg-o" { input type="radio" name="way" value=(value) checked[on]; span { (label) } }
        }
    };
    html! {
        span class="seg seg-s" role="radiogroup" aria-label=(words.builder_mode()) {
            (way("blocks", words.builder_mode_blocks(), true))
            (way("text", words.builder_mode_text(), false))
        }
    }
}

fn refusal(cx: &Cx, view: &Builder<'_>) -> Markup {
    html! {
        @if let Some(Refused::Other(message)) = view.refused { (field::form_error(Some(message))) }
        @if !cx.can(Role::Editor) {
            (state::strip(StripTone::Info, Icon::Info, &html! { (cx.words.builder_read_only()) }, &html! {}))
        }
    }
}

/// The name, and for a new query the board of its column.
fn name(cx: &Cx, view: &Builder<'_>) -> Markup {
    let words = cx.words;
    let (label, hint) = (words.builder_name(), words.builder_name_hint());
    let error = match view.refused {
        Some(Refused::Title(message)) => Some(message.as_str()),
        _ => None,
    };
    let is_new = view.which.saved().is_none();
    html! {
        (field::text(cx, &Text {
            name: "title", label: &label, value: view.title, hint: is_new.then_some(hint.as_str()), error,
            kind: Kind::Plain, is_optional: false, focus: false,
        }))
        @if let Which::New { board, boards } = view.which {
            @if boards.len() > 1 {
                @let ids: Vec<String> = boards.iter().map(|it| it.id.to_string()).collect();
                @let choices: Vec<(&str, String)> = ids.iter().zip(boards).map(|(id, it)| (id.as_str(), it.name.clone())).collect();
                (field::select(&Select { name: "board", label: &words.builder_board(), hint: None, error: None, choices: &choices, chosen: &board.to_string() }))
            } @else {
                input type="hidden" name="board" value=(board);
            }
        }
    }
}

fn said(cx: &Cx, view: &Builder<'_>, done: Done) -> Markup {
    let words = cx.words;
    match done {
        Done::Saved => state::toast(&words.builder_saved(), &html! {}),
        Done::Returned { to, undo } => {
            let Which::Saved(saved) = view.which else {
                return html! {};
            };
            let back = html! {
                form method="post" action={ "/queries/" (saved.id) "/return" } {
                    input type="hidden" name="to" value=(undo);
                    input type="hidden" name="version" value=(saved.version);
                    (button::submit(Look::Plain, None, &words.undo()))
                }
            };
            state::toast(&words.builder_returned(to), &back)
        }
    }
}
