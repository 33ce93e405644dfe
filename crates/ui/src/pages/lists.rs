//! Lists of authors: what they hold, which queries call them; making and changing one.

use engine::ListView;
use maud::{Markup, html};
use model::{ListId, Role};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        dialog,
        field::{self, Kind, Select, Text},
        icon::{self, Icon},
        state,
        table::{self, Data, Head},
        text,
    },
};

/// Accounts of a list shown in its line; its form has the others.
const HANDLES_SHOWN: usize = 6;
/// The choice that makes a new list.
pub const NEW: &str = "new";

/// What was just done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Removed { id: ListId, name: String },
    Added { handle: String, name: String },
}

pub struct Lists<'a> {
    pub lists: &'a [ListView],
    pub done: Option<&'a Done>,
}

#[must_use]
pub fn page(cx: &Cx, view: &Lists<'_>) -> Markup {
    let words = cx.words;
    let new = html! {
        @if cx.can(Role::Editor) { a class="btn btn-p" href="/lists/new" data-dialog { (icon::small(Icon::Plus)) (words.list_new()) } }
    };
    let top = html! { h1 { (words.lists_title()) } span class="grow" {} @if !view.lists.is_empty() { (new) } };
    let body = html! {
        div class="scroll" { div class="page" {
            p class="page-intro" { (words.lists_intro()) }
            @if view.lists.is_empty() {
                section class="panel" { (state::empty(Icon::Users, &words.lists_empty_title(), &words.lists_empty_text(), &new)) }
            } @else {
                section class="panel" { (rows(cx, view.lists)) }
            }
        } }
        @if let Some(done) = view.done { (said(cx, done)) }
    };
    shell::page(cx, Section::Lists, &words.lists_title(), &top, &body)
}

fn said(cx: &Cx, done: &Done) -> Markup {
    let words = cx.words;
    match done {
        Done::Removed { id, name } => state::toast(
            &words.list_removed(name),
            &html! {
                form method="post" action={ "/lists/" (id) "/restore" } {
                    button class="btn btn-s" type="submit" { (icon::small(Icon::RotateCcw)) (words.list_restore()) }
                }
            },
        ),
        Done::Added { handle, name } => {
            state::toast(&words.list_added(&at(handle), name), &html! {})
        }
    }
}

fn rows(cx: &Cx, lists: &[ListView]) -> Markup {
    let words = cx.words;
    let labels = [
        words.lists_col_name(),
        words.lists_col_accounts(),
        words.lists_col_used(),
        words.lists_col_actions(),
    ];
    let heads = [
        Head::text(&labels[0]),
        Head::text(&labels[1]),
        Head::figure(&labels[2]),
        Head::text(&labels[3]),
    ];
    let rows = lists
        .iter()
        .map(|it| {
            let used = i18n::number(cx.locale(), it.used_by);
            vec![
                html! { b { (it.name) } },
                handles(cx, it),
                html! { (used) },
                actions(cx, it),
            ]
        })
        .collect();
    table::data(
        cx,
        &Data {
            caption: &words.lists_caption(),
            heads: &heads,
            rows,
            order: None,
            csv: None,
        },
    )
}

fn handles(cx: &Cx, list: &ListView) -> Markup {
    let words = cx.words;
    let n = |it: usize| u64::try_from(it).unwrap_or(u64::MAX);
    let left = list.handles.len().saturating_sub(HANDLES_SHOWN);
    html! {
        span class="soft" { (words.list_count(n(list.handles.len()))) }
        @if !list.handles.is_empty() {
            div class="handles" {
                @for it in list.handles.iter().take(HANDLES_SHOWN) { bdi class="chip" { (at(it)) } }
                @if left > 0 { span class="soft" { (words.list_more(n(left))) } }
            }
        }
    }
}

fn actions(cx: &Cx, list: &ListView) -> Markup {
    let words = cx.words;
    let column = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("kind", "list")
        .append_pair("value", &list.name)
        .finish();
    html! {
        @if cx.can(Role::Editor) {
            div class="row" {
                a class="ib" href={ "/columns/new?" (column) } data-dialog aria-label=(words.list_column(&list.name)) title=(words.list_column(&list.name)) { (icon::small(Icon::Binoculars)) }
                a class="ib" href={ "/lists/" (list.id) "/edit" } data-dialog aria-label=(words.list_edit(&list.name)) title=(words.list_edit(&list.name)) { (icon::small(Icon::PenLine)) }
                form method="post" action={ "/lists/" (list.id) "/remove" } { (button::icon_submit(Icon::Trash2, &words.list_remove(&list.name), false)) }
            }
        }
    }
}

fn at(handle: &str) -> String {
    format!("@{}", text::plain(handle))
}

/// Making or changing a list.
pub struct ListForm<'a> {
    /// `None` makes one.
    pub id: Option<ListId>,
    pub name: &'a str,
    /// One a line.
    pub handles: &'a str,
    pub name_error: Option<&'a str>,
    pub handles_error: Option<&'a str>,
}

#[must_use]
pub fn form(cx: &Cx, view: &ListForm<'_>) -> Markup {
    let words = cx.words;
    let (title, action, send) = match view.id {
        None => (
            words.list_new(),
            "/lists/new".to_owned(),
            words.list_create(),
        ),
        Some(id) => (
            words.list_edit_title(),
            format!("/lists/{id}/edit"),
            words.list_save(),
        ),
    };
    let called = if view.name.trim().is_empty() {
        words.list_name_sample()
    } else {
        view.name.to_owned()
    };
    let (name, hint) = (words.list_name(), words.list_name_hint(&called));
    let (handles, handles_hint) = (words.list_handles(), words.list_handles_hint());
    let body = html! {
        form class="form" method="post" action=(action) {
            (field::text(cx, &Text { name: "name", label: &name, value: view.name, hint: Some(&hint), error: view.name_error, kind: Kind::Plain, is_optional: false, focus: true }))
            (field::area(cx, &Text { name: "handles", label: &handles, value: view.handles, hint: Some(&handles_hint), error: view.handles_error, kind: Kind::Plain, is_optional: true, focus: false }))
            (foot(cx, &send))
        }
    };
    framed(cx, &title, &body)
}

/// Adding an account to a list, or to a new one.
pub struct AddForm<'a> {
    pub handle: &'a str,
    pub lists: &'a [ListView],
    pub chosen: &'a str,
    pub name: &'a str,
    pub error: Option<&'a str>,
}

#[must_use]
pub fn add(cx: &Cx, view: &AddForm<'_>) -> Markup {
    let words = cx.words;
    let title = words.list_add_title(&at(view.handle));
    let ids: Vec<String> = view.lists.iter().map(|it| it.id.to_string()).collect();
    let choices: Vec<(&str, String)> = ids
        .iter()
        .zip(view.lists)
        .map(|(id, it)| (id.as_str(), it.name.clone()))
        .chain([(NEW, words.list_add_new())])
        .collect();
    let (which, name) = (words.list_add_which(), words.list_name());
    let body = html! {
        form class="form" method="post" action="/lists/add" {
            input type="hidden" name="handle" value=(view.handle);
            @if view.lists.is_empty() {
                input type="hidden" name="list" value=(NEW);
            } @else {
                (field::select(&Select { name: "list", label: &which, hint: None, error: None, choices: &choices, chosen: view.chosen }))
            }
            div class=[(!view.lists.is_empty()).then_some("when-new")] {
                (field::text(cx, &Text { name: "name", label: &name, value: view.name, hint: None, error: view.error, kind: Kind::Plain, is_optional: !view.lists.is_empty(), focus: false }))
            }
            (foot(cx, &words.list_add_save()))
        }
    };
    framed(cx, &title, &body)
}

fn foot(cx: &Cx, send: &str) -> Markup {
    html! {
        div class="form-foot" {
            a class="btn btn-q" href="/lists" data-cancel { (cx.words.cancel()) }
            (button::submit(Look::Primary, None, send))
        }
    }
}

fn framed(cx: &Cx, title: &str, body: &Markup) -> Markup {
    let back = cx.words.lists_title();
    let top = html! {
        a class="ib" href="/lists" aria-label=(back) title=(back) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (title) }
    };
    let content =
        html! { div class="scroll" { div class="page page-n" { (dialog::content(title, body)) } } };
    shell::page(cx, Section::Lists, title, &top, &content)
}
