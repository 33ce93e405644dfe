//! Adding a column, and changing one: a page that scripts show as a dialog.

use maud::{Markup, html};
use model::{BoardId, ColumnId};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        field::{self, Kind, Text},
        icon::{self, Icon},
        query::{self, Checked},
    },
};

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
