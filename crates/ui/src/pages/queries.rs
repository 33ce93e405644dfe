//! Saved queries: what each asks, where it is shown, who changed it last and how much it brings.

use std::cmp::Ordering;

use engine::QueryLine;
use i18n::number;
use maud::{Markup, html};
use model::Role;
use report::Table;

use super::{
    shell::{self, Section},
    sources::moment,
};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        figure,
        icon::{self, Icon},
        query, state,
        table::{self, Data, Order},
        words::age,
    },
};

/// From this many queries on, one looks for them.
const FILTER_FROM: usize = 8;
/// Lines of the page; beyond, one narrows the list.
const SHOWN_MAX: usize = 100;

/// What the list can be put in the order of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Key {
    #[default]
    Name,
    Place,
    Changed,
    Count,
}

impl Key {
    const ALL: [Self; 4] = [Self::Name, Self::Place, Self::Changed, Self::Count];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Place => "place",
            Self::Changed => "changed",
            Self::Count => "count",
        }
    }
}

/// What a reader asked of the list; a word nobody knows asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub key: Key,
    pub descending: bool,
    pub text: String,
}

impl Asked {
    #[must_use]
    pub fn new(sort: &str, order: &str, text: &str) -> Self {
        let known = |it: &Key| it.as_str() == sort;
        Self {
            key: Key::ALL.into_iter().find(known).unwrap_or_default(),
            descending: order == "desc",
            text: text.trim().to_owned(),
        }
    }

    /// The queries asked for, in the order asked for.
    #[must_use]
    pub fn of<'a>(&self, all: &'a [QueryLine]) -> Vec<&'a QueryLine> {
        let text = text::fold(&self.text);
        let says = |it: &str| text::fold(it).contains(&text);
        let mut kept: Vec<&QueryLine> = all
            .iter()
            .filter(|it| text.is_empty() || says(&it.name) || says(&it.text))
            .collect();
        kept.sort_by(|a, b| {
            let order = self.compare(a, b);
            let order = if self.descending {
                order.reverse()
            } else {
                order
            };
            // Equal ones stay in one order, whatever the way.
            order.then_with(|| by_name(a, b))
        });
        kept
    }

    fn compare(&self, a: &QueryLine, b: &QueryLine) -> Ordering {
        let place = |it: &QueryLine| it.places.first().map(|it| text::fold(&it.board_name));
        match self.key {
            Key::Name => by_name(a, b),
            Key::Place => place(a).cmp(&place(b)),
            Key::Changed => a.changed_at.cmp(&b.changed_at),
            Key::Count => a.count_24h().cmp(&b.count_24h()),
        }
    }

    /// The page's address with what was asked, but for the order.
    fn path(&self) -> String {
        if self.text.is_empty() {
            return "/queries".to_owned();
        }
        let asked = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("text", &self.text)
            .finish();
        format!("/queries?{asked}")
    }
}

fn by_name(a: &QueryLine, b: &QueryLine) -> Ordering {
    let name = |it: &QueryLine| text::fold(&it.name);
    name(a).cmp(&name(b)).then(a.id.cmp(&b.id))
}

pub struct Queries<'a> {
    pub queries: &'a [QueryLine],
    pub asked: &'a Asked,
}

#[must_use]
pub fn page(cx: &Cx, view: &Queries<'_>) -> Markup {
    let words = cx.words;
    let can_add = cx.can(Role::Editor);
    let new = words.builder_new_title();
    let top = html! {
        h1 { (words.queries_title()) }
        span class="grow" {}
        @if can_add && !view.queries.is_empty() { a class="btn btn-i" href="/queries/new" { (icon::small(Icon::Plus)) span class="not-s" { (new) } span class="vh only-s" { (new) } } }
    };
    let body = html! {
        div class="scroll" { div class="page page-w" {
            p class="page-intro" { (words.queries_intro()) }
            section class="panel" {
                @if view.queries.is_empty() {
                    (state::empty(Icon::ListFilter, &words.queries_empty_title(), &words.queries_empty_text(), &html! {
                        @if can_add { (button::link("/queries/new", Look::Primary, Some(Icon::Plus), &new)) }
                    }))
                } @else {
                    @if view.queries.len() >= FILTER_FROM || !view.asked.text.is_empty() { (filter(cx, view.asked)) }
                    (listed(cx, view))
                }
            }
        } }
    };
    shell::page(cx, Section::Queries, &words.queries_title(), &top, &body)
}

fn filter(cx: &Cx, asked: &Asked) -> Markup {
    let order = Order {
        path: "/queries",
        key: asked.key.as_str(),
        descending: asked.descending,
    };
    let label = cx.words.queries_filter();
    table::narrow(cx, order, &label, &asked.text, &html! {})
}

fn listed(cx: &Cx, view: &Queries<'_>) -> Markup {
    let words = cx.words;
    let kept = view.asked.of(view.queries);
    if kept.is_empty() {
        return state::empty(
            Icon::Search,
            &words.queries_none_title(),
            &words.queries_none_text(),
            &button::link("/queries", Look::Plain, None, &words.queries_none_action()),
        );
    }
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let (labels, path) = (heads(cx), view.asked.path());
    let caption = words.queries_listed(
        count(kept.len().min(SHOWN_MAX)),
        &number(cx.locale(), count(kept.len())),
    );
    let is_figure = |it| matches!(it, Key::Changed | Key::Count);
    let heads = table::heads(&labels, &Key::ALL, Key::as_str, is_figure);
    html! {
        (table::data(cx, &Data {
            caption: &caption,
            heads: &heads,
            rows: kept.iter().take(SHOWN_MAX).map(|it| row(cx, it)).collect(),
            order: Some(Order { path: &path, key: view.asked.key.as_str(), descending: view.asked.descending }),
            csv: Some("/queries.csv"),
        }))
        @if kept.len() > SHOWN_MAX { p class="panel-b sm soft" { (words.queries_too_many()) } }
    }
}

fn heads(cx: &Cx) -> [String; 4] {
    let words = cx.words;
    [
        words.queries_col_name(),
        words.queries_col_place(),
        words.queries_col_changed(),
        words.queries_col_count(),
    ]
}

fn row(cx: &Cx, it: &QueryLine) -> Vec<Markup> {
    let words = cx.words;
    vec![
        html! {
            div class="qy-n" {
                a href={ "/queries/" (it.id) } { (it.name) }
                code class="qy-t clamp2" { (query::coloured(&it.text)) }
            }
        },
        html! {
            ul class="qy-p" {
                @for place in &it.places { li { a href={ "/listen/" (place.board) "#" (place.column) } { (place.board_name) } } }
                @for name in &it.named_by { li class="xs muted" { (words.queries_named_by(name)) } }
            }
        },
        html! {
            (age(cx, it.changed_at))
            @if let Some(by) = &it.changed_by { " " span class="qy-by xs muted" { (by) } }
        },
        html! {
            div class="qy-c" {
                b { (number(cx.locale(), it.count_24h())) }
                (figure::horizon(cx, &it.hourly, false))
            }
        },
    ]
}

/// The list as a file: figures bare, dates as machines write them.
#[must_use]
pub fn file(cx: &Cx, queries: &[QueryLine]) -> Table {
    let words = cx.words;
    let [name, place, changed, count] = heads(cx);
    let rows = queries.iter().map(|it| {
        let boards: Vec<&str> = it.places.iter().map(|it| &*it.board_name).collect();
        vec![
            it.name.clone(),
            it.text.clone(),
            boards.join(", "),
            moment(it.changed_at),
            it.changed_by.clone().unwrap_or_default(),
            it.count_24h().to_string(),
        ]
    });
    Table {
        caption: words.queries_title(),
        head: vec![
            name,
            words.builder_title(),
            place,
            changed,
            words.queries_col_by(),
            count,
        ],
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests;
