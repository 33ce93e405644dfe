//! Adding a column, from a template or a query, changing one, and moving one to another board: pages
//! that scripts show as dialogs.

use engine::{BoardTab, ColumnView};
use maud::{Markup, html};
use model::{BoardId, ColumnId};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        dialog,
        field::{self, Kind, Select, Text},
        icon::{self, Icon},
        query::{self, Checked},
    },
};

mod template;

pub use template::Template;

/// Which column the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    New(BoardId),
    /// With the version of the query the person saw.
    Known {
        board: BoardId,
        column: ColumnId,
        version: u64,
    },
}

pub struct ColumnForm<'a> {
    pub which: Which,
    pub title: &'a str,
    pub checked: &'a Checked,
    /// The form came back: what is wrong is said.
    pub refused: bool,
    pub title_error: Option<&'a str>,
    /// A refusal that no field can answer.
    pub error: Option<&'a str>,
}

#[must_use]
pub fn page(cx: &Cx, view: &ColumnForm<'_>) -> Markup {
    let words = cx.words;
    let (board, action, title, send) = match view.which {
        Which::New(board) => (
            board,
            format!("/listen/{board}/columns/new"),
            words.column_add_title(),
            words.column_create(),
        ),
        Which::Known { board, column, .. } => (
            board,
            format!("/columns/{column}/edit"),
            words.column_edit_title(),
            words.column_save(),
        ),
    };
    let back = format!("/listen/{board}");
    let (name, name_hint) = (words.column_name(), words.column_name_hint());
    let top = html! {
        a class="ib" href=(back) aria-label=(words.back_to_listen()) title=(words.back_to_listen()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (title) }
    };
    let body = html! {
        div class="scroll" { div class="page page-n" { div class="panel panel-b" data-dialog-content {
            h2 class="dialog-h dialog-only" { (title) }
            form class="form" method="post" action=(action) {
                (field::form_error(view.error))
                @if let Which::Known { version, .. } = view.which { input type="hidden" name="version" value=(version); }
                (field::text(cx, &Text { name: "title", label: &name, value: view.title, hint: Some(&name_hint), error: view.title_error, kind: Kind::Plain, is_optional: false, focus: true }))
                (query::field(cx, view.checked, view.refused))
                @if matches!(view.which, Which::Known { .. }) && view.refused && !view.checked.is_valid() {
                    p class="hint" { (words.query_column_keeps()) }
                }
                div class="form-foot" {
                    a class="btn btn-q" href=(back) data-cancel { (words.cancel()) }
                    (button::submit(Look::Primary, None, &send))
                }
            }
        } } }
    };
    shell::page(cx, Section::Listen, &title, &top, &body)
}

/// The ways to begin a column.
#[must_use]
pub fn gallery(cx: &Cx, board: BoardId) -> Markup {
    let words = cx.words;
    let title = words.template_title();
    let cards = Template::ALL.map(|it| {
        let (sign, label, text) = told(cx, it);
        html! {
            li { a class="tpl" href={ "/listen/" (board) "/columns/new?kind=" (it.as_str()) } data-dialog {
                span class="tpl-i" { (icon::icon(sign)) }
                span { b { (label) } span class="tpl-t" { (text) } }
            } }
        }
    });
    let back = format!("/listen/{board}");
    let body = html! {
        ul class="tpls" { @for card in &cards { (card) } }
        div class="form-foot" { a class="btn btn-q" href=(back) data-cancel { (words.cancel()) } }
    };
    framed(cx, &back, &title, &dialog::content(&title, &body))
}

fn told(cx: &Cx, template: Template) -> (Icon, String, String) {
    let words = cx.words;
    match template {
        Template::Query => (
            Icon::Search,
            words.template_query(),
            words.template_query_text(),
        ),
        Template::Source => (
            Icon::SatelliteDish,
            words.template_source(),
            words.template_source_text(),
        ),
        Template::Author => (
            Icon::AtSign,
            words.template_author(),
            words.template_author_text(),
        ),
        Template::List => (
            Icon::Users,
            words.template_list(),
            words.template_list_text(),
        ),
        Template::Tags => (
            Icon::Hash,
            words.template_tags(),
            words.template_tags_text(),
        ),
        Template::Press => (
            Icon::Newspaper,
            words.template_press(),
            words.template_press_text(),
        ),
    }
}

/// A template's form.
pub struct TemplateForm<'a> {
    pub board: BoardId,
    pub template: Template,
    pub title: &'a str,
    pub value: &'a str,
    /// What may be chosen, where the template chooses.
    pub choices: &'a [String],
    /// What is wrong with the value.
    pub error: Option<&'a str>,
}

#[must_use]
pub fn from_template(cx: &Cx, view: &TemplateForm<'_>) -> Markup {
    let words = cx.words;
    let (_, label, _) = told(cx, view.template);
    let title = format!("{} · {label}", words.column_add_title());
    let gallery = format!("/listen/{}/columns/new", view.board);
    let (name, name_hint) = (words.column_name(), words.template_name_hint());
    let body = html! {
        form class="form" method="post" action=(gallery) {
            input type="hidden" name="kind" value=(view.template.as_str());
            (value_field(cx, view))
            (field::text(cx, &Text { name: "title", label: &name, value: view.title, hint: Some(&name_hint), error: None, kind: Kind::Plain, is_optional: true, focus: false }))
            div class="form-foot" {
                a class="btn btn-q" href=(gallery) data-cancel { (words.template_back()) }
                (button::submit(Look::Primary, None, &words.column_create()))
            }
        }
    };
    framed(cx, &gallery, &title, &dialog::content(&title, &body))
}

fn value_field(cx: &Cx, view: &TemplateForm<'_>) -> Markup {
    let words = cx.words;
    let chosen = |label: &str, none: String, href: &str, add: String| {
        if view.choices.is_empty() {
            return html! { p class="hint" { (none) } a class="btn" href=(href) { (add) } };
        }
        let choices: Vec<(&str, String)> = view
            .choices
            .iter()
            .map(|it| (it.as_str(), it.clone()))
            .collect();
        field::select(&Select {
            name: "value",
            label,
            hint: None,
            error: view.error,
            choices: &choices,
            chosen: view.value,
        })
    };
    let typed = |label: &str, hint: &str, is_optional: bool| {
        field::text(
            cx,
            &Text {
                name: "value",
                label,
                value: view.value,
                hint: Some(hint),
                error: view.error,
                kind: Kind::Plain,
                is_optional,
                focus: true,
            },
        )
    };
    match view.template {
        Template::Source => chosen(
            &words.template_source_label(),
            words.template_source_none(),
            "/sources",
            words.nav_sources(),
        ),
        Template::List => chosen(
            &words.template_list_label(),
            words.template_list_none(),
            "/lists/new",
            words.list_new(),
        ),
        Template::Author => typed(
            &words.template_author_label(),
            &words.template_author_hint(),
            false,
        ),
        Template::Tags => typed(
            &words.template_tags_label(),
            &words.template_tags_hint(),
            false,
        ),
        Template::Press => typed(
            &words.template_press_label(),
            &words.template_press_hint(),
            true,
        ),
        Template::Query => html! {},
    }
}

/// Where a column may go.
pub struct Move<'a> {
    pub column: &'a ColumnView,
    pub board: BoardId,
    pub boards: &'a [BoardTab],
}

#[must_use]
pub fn move_page(cx: &Cx, view: &Move<'_>) -> Markup {
    let words = cx.words;
    let title = words.column_move_title(&view.column.title);
    let back = format!("/listen/{}#{}", view.board, view.column.id);
    let ids: Vec<String> = view.boards.iter().map(|it| it.id.to_string()).collect();
    let choices: Vec<(&str, String)> = ids
        .iter()
        .zip(view.boards)
        .filter(|(_, it)| it.id != view.board)
        .map(|(id, it)| (id.as_str(), it.name.clone()))
        .collect();
    let label = words.column_move_board();
    let places = [
        ("0", words.column_move_first()),
        (LAST, words.column_move_last()),
    ];
    let place = words.column_move_position();
    let body = html! {
        form class="form" method="post" action={ "/columns/" (view.column.id) "/move" } {
            (field::select(&Select { name: "board", label: &label, hint: None, error: None, choices: &choices, chosen: "" }))
            (field::select(&Select { name: "position", label: &place, hint: None, error: None, choices: &places, chosen: LAST }))
            div class="form-foot" {
                a class="btn btn-q" href=(back) data-cancel { (words.cancel()) }
                (button::submit(Look::Primary, None, &words.column_move_save()))
            }
        }
    };
    framed(cx, &back, &title, &dialog::content(&title, &body))
}

/// A position past the end of any board.
const LAST: &str = "999";

fn framed(cx: &Cx, back: &str, title: &str, content: &Markup) -> Markup {
    let top = html! {
        a class="ib" href=(back) aria-label=(cx.words.back_to_listen()) title=(cx.words.back_to_listen()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (title) }
    };
    let body = html! { div class="scroll" { div class="page page-n" { (content) } } };
    shell::page(cx, Section::Listen, title, &top, &body)
}
