//! The boards as tabs, and what can be done with the current one.

use engine::{BoardTab, BoardView};
use maud::{Markup, html};
use model::Role;

use crate::{
    Cx,
    kit::{
        button,
        icon::{self, Icon},
    },
};

pub(super) fn tabs(cx: &Cx, board: &BoardView) -> Markup {
    let words = cx.words;
    let can_edit = cx.can(Role::Editor);
    html! {
        nav class={ "tabs" @if board.boards.len() < 2 { " not-s" } } aria-label=(words.boards_label()) data-boards {
            @for tab in &board.boards {
                a class="tab" href={ "/listen/" (tab.id) } aria-current=[(tab.id == board.id).then_some("page")]
                    draggable=[can_edit.then_some("true")] data-board=(tab.id) data-title=(tab.name) {
                    @if !tab.shared { span title=(words.board_private_title()) { (icon::tiny(Icon::Lock)) span class="vh" { (words.board_private()) " " } } }
                    (tab.name)
                }
            }
        }
        @if can_edit {
            (button::menu(&words.board_menu(&board.name), &menu(cx, board)))
        }
    }
}

fn menu(cx: &Cx, board: &BoardView) -> Markup {
    let words = cx.words;
    let at = board
        .boards
        .iter()
        .position(|it: &BoardTab| it.id == board.id)
        .unwrap_or(0);
    let to = |position: usize, sign: Icon, label: &str| {
        html! {
            form method="post" action={ "/boards/" (board.id) "/move" } {
                input type="hidden" name="position" value=(position);
                button class="menu-it" type="submit" { (icon::small(sign)) (label) }
            }
        }
    };
    html! {
        a class="menu-it" href="/boards/new" data-dialog { (icon::small(Icon::Plus)) (words.board_add()) }
        a class="menu-it" href={ "/boards/" (board.id) "/edit" } data-dialog { (icon::small(Icon::PenLine)) (words.board_edit()) }
        @if board.boards.len() > 1 {
            button class="menu-it" type="button" hidden data-grab-tab title=(words.board_grab(&board.name)) { (icon::small(Icon::ArrowRightLeft)) (words.board_move()) kbd class="kbd" aria-hidden="true" { "M" } }
        }
        @if at > 0 { (to(at - 1, Icon::ArrowLeft, &words.board_left())) }
        @if at + 1 < board.boards.len() { (to(at + 1, Icon::ArrowRight, &words.board_right())) }
        @if board.boards.len() > 1 {
            (button::menu_post(&format!("/boards/{}/remove", board.id), Icon::Trash2, &words.board_remove(), true))
        }
    }
}
