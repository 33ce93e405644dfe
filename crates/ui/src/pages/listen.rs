//! Listen: a board of live columns.

use engine::{BoardView, ColumnView, GapView, MentionView, Seen};
use maud::{Markup, html};
use model::{Role, SourceState};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        chip, figure,
        icon::{self, Icon},
        post::{self, Place},
        state::{self, StripTone},
        table,
        words::rich,
    },
};

/// A column taken away a moment ago: enough to put it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    pub title: String,
    pub text: String,
}

/// A board as its page shows it.
pub struct Listen<'a> {
    pub board: &'a BoardView,
    pub removed: Option<&'a Removed>,
}

#[must_use]
pub fn page(cx: &Cx, view: &Listen<'_>) -> Markup {
    let words = cx.words;
    let board = view.board;
    let can_edit = cx.can(Role::Editor);
    let all_paused = !board.columns.is_empty() && board.columns.iter().all(|it| it.paused);
    let (pause, sign, label) = if all_paused {
        ("false", Icon::Play, words.resume_all())
    } else {
        ("true", Icon::Pause, words.pause_all())
    };
    let add = format!("/listen/{}/columns/new", board.id);
    let top = html! {
        h1 { (words.listen_title()) }
        nav class={ "tabs" @if board.boards.len() < 2 { " not-s" } } aria-label=(words.boards_label()) {
            @for tab in &board.boards {
                a class="tab" href={ "/listen/" (tab.id) } aria-current=[(tab.id == board.id).then_some("page")] { (tab.name) }
            }
        }
        span class="grow" {}
        @if can_edit && !board.columns.is_empty() {
            form id="pause-all" data-region method="post" action={ "/listen/" (board.id) "/pause" } data-pause-all=(pause) {
                input type="hidden" name="paused" value=(pause);
                button class="btn btn-q btn-i" type="submit" title=(label) aria-keyshortcuts="Shift+P" { (icon::small(sign)) span class="not-s" { (label) } span class="vh only-s" { (label) } }
            }
        }
        @if can_edit {
            a class="btn btn-i" href=(add) data-dialog title=(words.column_add_title()) { (icon::small(Icon::Plus)) span class="not-s" { (words.column_add()) } span class="vh only-s" { (words.column_add_title()) } }
        }
    };
    let body = html! {
        (strips(cx, board))
        @if board.columns.is_empty() {
            (state::empty(Icon::Binoculars, &words.board_empty_title(), &words.board_empty_text(), &html! {
                @if can_edit { a class="btn btn-p" href=(add) data-dialog { (icon::small(Icon::Plus)) (words.column_add_title()) } }
            }))
        } @else {
            (chips(cx, board))
            vigie-live src={ "/listen/" (board.id) "/live" } after=(board.seq) data-gone=(words.post_deleted()) {
                div class="deck" { @for view in &board.columns { (column(cx, view)) } }
            }
        }
        @if let Some(removed) = view.removed { (undo(cx, board, removed)) }
        // What scripts did, for those who do not see it; posts are never in it.
        p id="said" class="vh" role="status" {}
        (post::acts::template(cx))
        (super::post::viewer(cx))
    };
    shell::page(
        cx,
        Section::Listen,
        &format!("{}, {}", words.listen_title(), board.name),
        &top,
        &body,
    )
}

fn strips(cx: &Cx, board: &BoardView) -> Markup {
    html! {
        div class="strips" {
            (state::lost_link(cx))
            div id="troubles" class="stack" data-region hidden[board.troubles.is_empty() && !board.catching_up] {
                @for it in &board.troubles { (state::trouble(cx, it)) }
                @if board.catching_up {
                    (state::strip(StripTone::Info, Icon::Hourglass, &html! { (cx.words.catching_up()) }, &html! {}))
                }
            }
        }
    }
}

fn chips(cx: &Cx, board: &BoardView) -> Markup {
    html! {
        nav class="chips" aria-label=(cx.words.columns_label()) {
            @for (at, view) in board.columns.iter().enumerate() {
                a class="chip-col" href={ "#" (view.id) } aria-current=[(at == 0).then_some("true")] {
                    (view.title) span class="count count-f" data-chip=(view.id) hidden {}
                }
            }
        }
    }
}

fn undo(cx: &Cx, board: &BoardView, removed: &Removed) -> Markup {
    state::toast(
        &cx.words.column_removed(&removed.title),
        &html! {
            form method="post" action={ "/listen/" (board.id) "/columns/new" } {
                input type="hidden" name="title" value=(removed.title);
                input type="hidden" name="text" value=(removed.text);
                button class="btn btn-s" type="submit" { (icon::small(Icon::RotateCcw)) (cx.words.column_restore()) }
            }
        },
    )
}

/// One column with its header, its bars and its posts.
#[must_use]
pub fn column(cx: &Cx, view: &ColumnView) -> Markup {
    let words = cx.words;
    html! {
        section class="panel col" id=(view.id) tabindex="-1" aria-label=(words.column_label(&view.title))
            data-column=(view.id) data-paused=(view.paused) data-seen={ "/columns/" (view.id) "/seen" } {
            (header(cx, view))
            (held(cx, view))
            div id={ "gaps-" (view.id) } data-region { @for gap in &view.gaps { (gap_row(cx, gap)) } }
            (feed(cx, view, &view.mentions, view.older))
        }
    }
}

fn header(cx: &Cx, view: &ColumnView) -> Markup {
    let words = cx.words;
    let (pause, sign, label) = if view.paused {
        ("false", Icon::Play, words.column_resume(&view.title))
    } else {
        ("true", Icon::Pause, words.column_pause(&view.title))
    };
    let edit = format!("/columns/{}/edit", view.id);
    let alert = matches!(view.change, engine::Change24h::Times(_));
    let rows = html! {
        a class="menu-it" href={ "/columns/" (view.id) } { (icon::small(Icon::Table)) (words.view_as_table()) }
        @if cx.can(Role::Editor) {
            (button::menu_post(&format!("/columns/{}/remove", view.id), Icon::Trash2, &words.column_remove(), true))
        }
    };
    html! {
        header class="col-h" id={ "head-" (view.id) } data-region {
            div class="col-t" {
                h2 class="trunc" title=(words.column_query(&view.query_text)) { (view.title) }
                @if cx.can(Role::Editor) {
                    form method="post" action={ "/columns/" (view.id) "/pause" } data-pause=(pause) {
                        input type="hidden" name="paused" value=(pause);
                        (button::icon_submit(sign, &label, view.paused))
                    }
                    a class="ib" href=(edit) data-dialog aria-label=(words.column_edit(&view.title)) title=(words.column_edit(&view.title)) {
                        (icon::small(Icon::SlidersHorizontal))
                    }
                }
                (button::menu(&words.column_menu(&view.title), &rows))
            }
            div class="col-n" {
                p { (rich(&words.column_count(&i18n::number(cx.locale(), view.count_24h)))) " " (chip::change(cx, view.change)) }
                (figure::horizon(cx, &view.hourly, alert))
            }
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

/// A stretch that was not heard.
#[must_use]
pub fn gap_row(cx: &Cx, view: &GapView) -> Markup {
    let (words, gap) = (cx.words, &view.gap);
    let cause = table::cause(cx, gap.cause);
    let from = cx.dates.moment(gap.from);
    let text = match gap.to {
        Some(to) => words.gap_row(&from, &cx.dates.moment(to), &view.source_name, &cause),
        None => words.gap_row_open(&from, &view.source_name, &cause),
    };
    html! {
        p class="gap" {
            (icon::small(Icon::TriangleAlert))
            span { (text) " " a href={ "/sources/" (gap.source) } { (words.gap_see()) } }
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
            div role="feed" aria-busy="false" aria-label=(view.title) { (articles(cx, view, mentions)) }
            @if mentions.is_empty() {
                (state::empty(Icon::Binoculars, &words.column_empty_title(), &words.column_empty_text(), &html! {
                    @if cx.can(Role::Editor) {
                        a class="btn" href={ "/columns/" (view.id) "/edit" } data-dialog { (words.column_empty_action()) }
                    }
                }))
            } @else {
                (foot(cx, view, older))
            }
        }
    }
}

fn foot(cx: &Cx, view: &ColumnView, older: Option<u64>) -> Markup {
    html! {
        div class="feed-foot" {
            @match older {
                Some(before) => a class="btn btn-s" data-older href={ "/columns/" (view.id) "?before=" (before) } { (cx.words.older()) },
                None => p { (cx.words.end_of_column()) },
            }
        }
    }
}

/// The posts of a column, newest first; also what the live stream sends.
#[must_use]
pub fn articles(cx: &Cx, view: &ColumnView, mentions: &[MentionView]) -> Markup {
    let seam = mentions
        .iter()
        .position(|it| view.seen.is_some_and(|seen| it.seq <= seen.seq))
        .filter(|&at| at > 0);
    let column = view.id.to_string();
    html! {
        @for (at, mention) in mentions.iter().enumerate() {
            @let said = seam.filter(|&seam| seam == at).and(view.seen).map(|seen: Seen| cx.words.seam(&cx.dates.moment(seen.at)));
            @let is_new = view.seen.is_some_and(|seen| mention.seq > seen.seq);
            (post::mention(cx, mention, Place { column: &column, is_new, seam: said.as_deref() }))
        }
    }
}

/// Posts that arrived while the page is open.
#[must_use]
pub fn arrivals(cx: &Cx, column: &str, mentions: &[MentionView]) -> Markup {
    html! { @for mention in mentions.iter().rev() { (post::mention(cx, mention, Place { column, is_new: true, seam: None })) } }
}

/// One column by itself: its older posts, and its figures in rows.
pub struct Older<'a> {
    pub board: &'a BoardView,
    pub column: &'a ColumnView,
    /// `None` shows the newest.
    pub older: Option<(&'a [MentionView], Option<u64>)>,
}

#[must_use]
pub fn older(cx: &Cx, view: &Older<'_>) -> Markup {
    let words = cx.words;
    let column = view.column;
    let (mentions, next) = view.older.unwrap_or((&column.mentions, column.older));
    let top = html! {
        a class="ib" href={ "/listen/" (view.board.id) "#" (column.id) } aria-label=(words.back_to_listen()) title=(words.back_to_listen()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (column.title) }
        span class="grow" {}
        @if view.older.is_some() { (button::link(&format!("/columns/{}", column.id), Look::Quiet, Some(Icon::ArrowUp), &words.newest())) }
    };
    let body = html! {
        div class="scroll" {
            div class="page page-n" {
                p class="page-intro" { code class="code-in" { (column.query_text) } }
                section class="panel" data-column=(column.id) aria-label=(words.column_label(&column.title)) {
                    div role="feed" aria-busy="false" aria-label=(column.title) { (articles(cx, column, mentions)) }
                    (foot(cx, column, next))
                }
                @if view.older.is_none() { section class="panel" { (figure::horizon_table(cx, &column.hourly, &column.title)) } }
            }
        }
    };
    shell::page(cx, Section::Listen, &column.title, &top, &body)
}

/// Before there is any board.
#[must_use]
pub fn no_board(cx: &Cx) -> Markup {
    let words = cx.words;
    let body = html! {
        (state::empty(Icon::Binoculars, &words.no_board_title(), &words.no_board_text(), &html! {
            @if cx.can(Role::Editor) {
                form method="post" action="/listen" {
                    input type="hidden" name="name" value=(words.no_board_name());
                    (button::submit(Look::Primary, Some(Icon::Plus), &words.no_board_action()))
                }
            }
        }))
    };
    shell::page(
        cx,
        Section::Listen,
        &words.listen_title(),
        &shell::heading(&words.listen_title()),
        &body,
    )
}

/// Whether a state keeps a source from being heard.
#[must_use]
pub const fn is_live(state: SourceState) -> bool {
    matches!(
        state,
        SourceState::Live | SourceState::Finished | SourceState::CatchingUp
    )
}
