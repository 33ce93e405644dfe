//! Making a board, renaming it, choosing who sees it.

use engine::BoardTab;
use maud::{Markup, html};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        dialog,
        field::{self, Kind, Text},
        icon::{self, Icon},
    },
};

pub struct BoardForm<'a> {
    /// `None` makes one.
    pub board: Option<&'a BoardTab>,
    pub name: &'a str,
    pub shared: bool,
    pub error: Option<&'a str>,
    /// A refusal that no field can answer.
    pub refusal: Option<&'a str>,
}

#[must_use]
pub fn page(cx: &Cx, view: &BoardForm<'_>) -> Markup {
    let words = cx.words;
    let (title, action, send, back) = match view.board {
        None => (
            words.board_add_title(),
            "/boards/new".to_owned(),
            words.board_create(),
            "/listen".to_owned(),
        ),
        Some(board) => (
            words.board_edit_title(),
            format!("/boards/{}/edit", board.id),
            words.board_save(),
            format!("/listen/{}", board.id),
        ),
    };
    let (name, hint) = (words.board_name(), words.board_name_hint());
    let body = html! {
        form class="form" method="post" action=(action) {
            (field::form_error(view.refusal))
            (field::text(cx, &Text { name: "name", label: &name, value: view.name, hint: Some(&hint), error: view.error, kind: Kind::Plain, is_optional: false, focus: true }))
            (who(cx, view))
            div class="form-foot" {
                a class="btn btn-q" href=(back) data-cancel { (words.cancel()) }
                (button::submit(Look::Primary, None, &send))
            }
        }
    };
    let top = html! {
        a class="ib" href=(back) aria-label=(words.back_to_listen()) title=(words.back_to_listen()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (title) }
    };
    let content = html! { div class="scroll" { div class="page page-n" { (dialog::content(&title, &body)) } } };
    shell::page(cx, Section::Listen, &title, &top, &content)
}

/// Who sees the board: its maker's choice, a fact for the others.
fn who(cx: &Cx, view: &BoardForm<'_>) -> Markup {
    let words = cx.words;
    match view.board {
        Some(BoardTab {
            mine: false, owner, ..
        }) => html! {
            p class="hint" {
                @match owner {
                    Some(name) => { (words.board_whose(name)) },
                    None => { (words.board_whose_all()) },
                }
            }
        },
        None | Some(_) => field::segments(
            "shared",
            &words.board_who(),
            &[
                ("true", words.board_who_all(), Some(Icon::Users)),
                ("false", words.board_who_me(), Some(Icon::Lock)),
            ],
            if view.shared { "true" } else { "false" },
        ),
    }
}
