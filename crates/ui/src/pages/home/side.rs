//! The side of Home: how the sources are, what was not heard, what is unread.

use engine::{GapView, HomeView, SourceView, UNREAD_MAX, Unread};
use i18n::number;
use maud::{Markup, html};
use model::SourceState;

use super::part;
use crate::{
    Cx,
    kit::{
        chip,
        icon::{self, Icon},
        words::age,
    },
    pages::listen::is_live,
};

/// Lines of each card; its page has the others.
const LINES_MAX: usize = 8;

pub(super) fn cards(cx: &Cx, view: &HomeView) -> Markup {
    let words = cx.words;
    html! {
        section class="panel home-card" aria-labelledby="home-columns" {
            div class="home-h" { h2 id="home-columns" class="grow" { (words.home_columns()) } a class="sm" href="/listen" { (words.home_open_listen()) } }
            (part(cx, &view.columns, |columns| self::columns(cx, columns)))
        }
        section class="panel home-card" aria-labelledby="home-sources" {
            div class="home-h" { h2 id="home-sources" class="grow" { (words.home_sources()) } a class="sm" href="/sources" { (words.home_all()) } }
            (part(cx, &view.sources, |sources| self::sources(cx, sources)))
        }
        section class="panel home-card" aria-labelledby="home-gaps" {
            div class="home-h" { h2 id="home-gaps" { (words.home_gaps()) } }
            (part(cx, &view.gaps, |gaps| html! {
                @if gaps.is_empty() {
                    p class="sm soft" { (words.home_gaps_none(&cx.dates.moment(view.since))) }
                } @else {
                    ul class="lines sm" { @for it in gaps.iter().take(LINES_MAX) { (gap(cx, view, it)) } }
                }
            }))
        }
    }
}

fn columns(cx: &Cx, columns: &[Unread]) -> Markup {
    if columns.is_empty() {
        return html! { p class="sm soft" { (cx.words.home_columns_empty()) } };
    }
    html! {
        @for board in columns.chunk_by(|a, b| a.board == b.board) {
            @if board.len() < columns.len() { h3 class="lines-h" { (board[0].board_name) } }
            ul class="lines sm" { @for it in board.iter().take(LINES_MAX) { (column(cx, it)) } }
        }
    }
}

fn column(cx: &Cx, it: &Unread) -> Markup {
    let words = cx.words;
    let (shown, said) = if it.unread >= UNREAD_MAX {
        (
            format!("{}+", number(cx.locale(), UNREAD_MAX)),
            words.home_unread_many(UNREAD_MAX),
        )
    } else {
        (number(cx.locale(), it.unread), words.home_unread(it.unread))
    };
    html! {
        li class="row" {
            a class="grow trunc" href={ "/listen/" (it.board) "#" (it.column) } { (it.title) }
            @if it.unread == 0 { span class="xs muted" { (said) } }
            @else { span class="count count-f" title=(said) { (shown) span class="vh" { " (" (said) ")" } } }
        }
    }
}

fn sources(cx: &Cx, sources: &[SourceView]) -> Markup {
    let words = cx.words;
    let count =
        |keep: fn(SourceState) -> bool| sources.iter().filter(|it| keep(it.state)).count() as u64;
    let (fine, off) = (count(is_live), count(|it| it == SourceState::Off));
    let last = sources.iter().filter_map(|it| it.last_event_at).max();
    let troubled = sources
        .iter()
        .filter(|it| !is_live(it.state) && it.state != SourceState::Off);
    html! {
        @if sources.is_empty() { p class="sm soft" { (words.home_sources_none()) } }
        ul class="lines sm" {
            @if fine > 0 {
                li class="row" {
                    span class="c-ok" { (icon::small(Icon::CircleCheck)) }
                    span class="grow" { (words.home_sources_fine(fine)) }
                    @if let Some(at) = last { span class="muted" { (age(cx, at)) } }
                }
            }
            @for it in troubled.take(LINES_MAX) {
                li class="row" {
                    a class="grow trunc" href={ "/sources/" (it.id) } { (it.name) }
                    (chip::source_state(cx, it.state))
                }
            }
            @if off > 0 {
                li class="row" {
                    span class="muted" { (icon::small(Icon::CirclePause)) }
                    span class="grow" { (words.home_sources_off(off)) }
                }
            }
        }
    }
}

fn gap(cx: &Cx, view: &HomeView, it: &GapView) -> Markup {
    let (words, dates, gap) = (cx.words, &cx.dates, &it.gap);
    let from = dates.moment(gap.from);
    let when = match gap.to {
        Some(to) => words.home_gap_length(
            &from,
            &dates.duration(to.duration_since(gap.from).unsigned_abs()),
        ),
        None => words.home_gap_open(&from),
    };
    let is_open = gap.to.is_none_or(|to| to > view.now);
    html! {
        li class="row" {
            span class={ @if is_open { "c-warn" } @else { "muted" } } { (icon::small(Icon::TriangleAlert)) }
            a class="grow trunc" href={ "/sources/" (gap.source) } { (it.source_name) }
            span class="muted" { (when) }
        }
    }
}
