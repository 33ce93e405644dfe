//! One column of a board: its header, its bars, its posts.

use engine::{BoardView, Change24h, ColumnView, GapView, MentionView};
use maud::{Markup, html};
use model::{Cause, Role};

use super::Below;
use crate::{
    Cx,
    kit::{
        button, chip,
        disclosure::disclosure,
        figure,
        icon::{self, Icon},
        state, table,
        words::rich,
    },
};

/// As many as fill a column while its posts are on their way.
const SKELETONS: usize = 6;
/// Gaps told one by one above a column.
const GAPS_SHOWN: usize = 2;

pub(super) fn column(cx: &Cx, board: &BoardView, view: &ColumnView, at: usize) -> Markup {
    let words = cx.words;
    html! {
        section class="panel col" id=(view.id) tabindex="-1" aria-label=(words.column_label(&view.title))
            data-column=(view.id) data-query=(view.query) data-title=(view.title) data-paused=(view.paused) data-seen={ "/columns/" (view.id) "/seen" } {
            (header(cx, board, view, at))
            (held(cx, view))
            div id={ "gaps-" (view.id) } data-region { (gaps(cx, view)) }
            (feed(cx, view, &view.mentions, view.older))
        }
    }
}

fn header(cx: &Cx, board: &BoardView, view: &ColumnView, at: usize) -> Markup {
    let words = cx.words;
    let (pause, sign, label) = if view.paused {
        ("false", Icon::Play, words.column_resume(&view.title))
    } else {
        ("true", Icon::Pause, words.column_pause(&view.title))
    };
    let can_edit = cx.can(Role::Editor);
    let edit = format!("/columns/{}/edit", view.id);
    let alert = matches!(view.change, Change24h::Times(_));
    html! {
        header class="col-h" id={ "head-" (view.id) } data-region draggable=[can_edit.then_some("true")] {
            div class="col-t" {
                h2 class="trunc" title=[(!view.failed).then(|| words.column_query(&view.query_text))] { (view.title) }
                @if can_edit {
                    form method="post" action={ "/columns/" (view.id) "/pause" } data-pause=(pause) {
                        input type="hidden" name="paused" value=(pause);
                        (button::icon_submit(sign, &label, view.paused))
                    }
                    a class="ib" href=(edit) data-dialog aria-label=(words.column_edit(&view.title)) title=(words.column_edit(&view.title)) {
                        (icon::small(Icon::SlidersHorizontal))
                    }
                }
                (button::menu(&words.column_menu(&view.title), &menu(cx, board, view, at)))
            }
            @if !view.failed { div class="col-n" {
                p { (rich(&words.column_count(&i18n::number(cx.locale(), view.count_24h)))) " " (chip::change(cx, view.change)) }
                (figure::horizon(cx, &view.hourly, alert))
            } }
        }
    }
}

fn menu(cx: &Cx, board: &BoardView, view: &ColumnView, at: usize) -> Markup {
    let words = cx.words;
    let moved = format!("/columns/{}/move", view.id);
    let to = |position: usize, sign: Icon, label: &str| {
        html! {
            form method="post" action=(moved) {
                input type="hidden" name="board" value=(board.id);
                input type="hidden" name="position" value=(position);
                button class="menu-it" type="submit" { (icon::small(sign)) (label) }
            }
        }
    };
    html! {
        @if cx.can(Role::Editor) {
            button class="menu-it" type="button" hidden data-grab title=(words.column_grab(&view.title)) { (icon::small(Icon::ArrowRightLeft)) (words.column_move_here()) kbd class="kbd" aria-hidden="true" { "M" } }
            @if at > 0 { (to(at - 1, Icon::ArrowLeft, &words.column_left())) }
            @if at + 1 < board.columns.len() { (to(at + 1, Icon::ArrowRight, &words.column_right())) }
            @if board.boards.len() > 1 {
                a class="menu-it" href=(moved) data-dialog { (icon::small(Icon::FolderInput)) (words.column_move()) }
            }
        }
        @if !view.failed { (button::menu_link(&format!("/queries/{}", view.query), Icon::Lightbulb, &words.builder_open())) }
        (button::menu_link(&format!("/columns/{}", view.id), Icon::Table, &words.view_as_table()))
        @if cx.can(Role::Editor) {
            (button::menu_post(&format!("/columns/{}/remove", view.id), Icon::Trash2, &words.column_remove(), true))
        }
    }
}

/// The bar of a paused column. Scripts write how many wait.
fn held(cx: &Cx, view: &ColumnView) -> Markup {
    let words = cx.words;
    let waiting = words.paused_waiting(2);
    let (label, rest): (Vec<_>, Vec<_>) = waiting.parts().partition(|(bold, _)| *bold);
    let join =
        |parts: Vec<(bool, &str)>| parts.into_iter().map(|(_, text)| text).collect::<String>();
    html! {
        div id={ "held-" (view.id) } data-region {
            @if view.paused {
                div class="held" {
                    (icon::small(Icon::Pause))
                    span class="grow" { b { (join(label)) } span data-waiting=(join(rest).replacen('2', "{n}", 1)) {} }
                    @if cx.can(Role::Editor) {
                        form method="post" action={ "/columns/" (view.id) "/pause" } data-pause="false" {
                            input type="hidden" name="paused" value="false";
                            button class="btn btn-s" type="submit" { (words.resume()) }
                        }
                    }
                }
            }
        }
    }
}

/// What was not heard: the first few, and the rest behind a line, so that posts keep their place.
fn gaps(cx: &Cx, view: &ColumnView) -> Markup {
    let column = view.id.to_string();
    let rows = |gaps: &[GapView]| html! { @for gap in gaps { (gap_row(cx, gap, Some(&column))) } };
    let (first, rest) = view.gaps.split_at(view.gaps.len().min(GAPS_SHOWN));
    html! {
        (rows(first))
        @if !rest.is_empty() {
            div class="gaps-more" { (disclosure(&cx.words.gaps_more(rest.len() as u64), &rows(rest))) }
        }
    }
}

/// A stretch that was not heard, and the way to ask for it where its network keeps the past.
#[must_use]
pub fn gap_row(cx: &Cx, view: &GapView, column: Option<&str>) -> Markup {
    let (words, gap) = (cx.words, &view.gap);
    let cause = table::cause(cx, gap.cause);
    let from = cx.dates.moment(gap.from);
    let text = match gap.to {
        Some(to) => words.gap_row(&from, &cx.dates.moment(to), &view.source_name, &cause),
        None => words.gap_row_open(&from, &view.source_name, &cause),
    };
    // What the network no longer keeps is told by the cause: there is nothing to press.
    let can_ask = gap.cause != Cause::LookBack && cx.can(Role::Editor);
    html! {
        div class="gap" {
            (icon::small(Icon::TriangleAlert))
            p class="grow" { (text) " " a href={ "/sources/" (gap.source) } { (words.gap_see()) } }
            @if let Some(column) = column.filter(|_| can_ask) {
                form method="post" action={ "/gaps/" (gap.id) "/fill" } {
                    input type="hidden" name="column" value=(column);
                    input type="hidden" name="source" value=(view.source_name);
                    button class="btn btn-s" type="submit" { (words.gap_fill()) }
                }
            }
        }
    }
}

fn feed(cx: &Cx, view: &ColumnView, mentions: &[MentionView], older: Option<u64>) -> Markup {
    let words = cx.words;
    let other = words.new_messages(2).replacen('2', "{n}", 1);
    html! {
        div class="feed" tabindex="0" role="group" aria-label=(view.title) {
            button class="newbar" type="button" hidden data-new data-one=(words.new_messages(1)) data-other=(other) {
                (icon::small(Icon::ArrowUp)) span data-label {} kbd class="kbd" aria-hidden="true" { "." }
            }
            div role="feed" aria-busy="false" aria-label=(view.title) { (super::articles(cx, view, mentions)) }
            @if view.failed {
                (state::failed(cx))
            } @else if mentions.is_empty() {
                (state::empty(Icon::Binoculars, &words.column_empty_title(), &words.column_empty_text(), &html! {
                    @if cx.can(Role::Editor) {
                        a class="btn" href={ "/columns/" (view.id) "/edit" } data-dialog { (words.column_empty_action()) }
                    }
                }))
            } @else {
                (foot(cx, view, Below::mentions(mentions, older)))
            }
        }
    }
}

/// The way to what is below: older mentions, then what was heard before the query was there.
pub(super) fn foot(cx: &Cx, view: &ColumnView, below: Below) -> Markup {
    let (words, id) = (cx.words, view.id);
    html! {
        div class="feed-foot" {
            @match below {
                Below::Mentions(before) => a class="btn btn-s" data-older href={ "/columns/" (id) "?before=" (before) } { (words.older()) },
                Below::Archive(at) => a class="btn btn-s" data-older href={ "/columns/" (id) "?archive=" (at) "&enter=1" } { (icon::small(Icon::Archive)) (words.search_archive_row()) },
                Below::Deeper(at) => a class="btn btn-s" data-older href={ "/columns/" (id) "?archive=" (at) } { (words.older()) },
                Below::End => p { (words.end_of_column()) },
                Below::Bottom => p { (words.search_archive_end()) },
            }
        }
    }
}

/// What scripts put in a column when they need it, once a page: posts on their way, posts that could
/// not be read, posts that are missing between two stretches.
pub(super) fn spares(cx: &Cx) -> Markup {
    let words = cx.words;
    html! {
        template id="spare-skeleton" { (state::skeleton(&words.column_loading(), SKELETONS)) }
        template id="spare-error" {
            div class="gap" role="alert" {
                (icon::small(Icon::TriangleAlert))
                span class="grow" { (words.part_error()) }
                button class="btn btn-s" type="button" data-again { (words.part_retry()) }
            }
        }
        template id="spare-gap" {
            div class="gap gap-in" {
                (icon::small(Icon::History))
                span class="grow" { (words.missing()) }
                button class="btn btn-s" type="button" data-fill { (words.missing_fill()) }
            }
        }
        template id="spare-refused" { (state::notice(&words.move_refused("{title}"), &html! {})) }
        (moves(cx))
    }
}

/// What moves say, with places for a name and for how many there are.
fn moves(cx: &Cx) -> Markup {
    let words = cx.words;
    let slots = |said: String| said.replacen('1', "{n}", 1).replacen('2', "{of}", 1);
    html! {
        span id="moves" hidden
            data-grabbed=(words.column_grab("{title}"))
            data-moved=(slots(words.column_moved("{title}", 1, 2)))
            data-cancelled=(slots(words.column_move_cancelled("{title}", 1, 2)))
            data-tab-grabbed=(words.board_grab("{title}"))
            data-tab-moved=(slots(words.board_moved("{title}", 1, 2)))
            data-tab-cancelled=(slots(words.board_move_cancelled("{title}", 1, 2))) {}
    }
}
