//! Listen: a board of live columns.

use engine::{BoardView, Change24h, ColumnView, Cursor, MentionView, Seen};
use jiff::Timestamp;
use maud::{Markup, html};
use model::{Announce, BoardId, ColumnId, Role, SourceState};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        figure,
        icon::{self, Icon},
        post::{self, Place},
        state::{self, StripTone},
        words::rich,
    },
};

mod column;
mod tabs;

pub use column::gap_row;

/// From so many times its habit a column is a spike.
const SPIKE_TIMES: f32 = 3.0;
/// Spikes told at once: past that, everything is a spike and columns say it themselves.
const SPIKES_MAX: usize = 2;

/// What a person just did, and the way back where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing was taken away: a source was asked for what it missed, if it can tell it.
    Asked {
        can: bool,
        source: String,
    },
    Column {
        id: ColumnId,
        title: String,
    },
    Board {
        id: BoardId,
        name: String,
    },
}

/// A board as its page shows it.
pub struct Listen<'a> {
    pub board: &'a BoardView,
    pub done: Option<&'a Done>,
}

#[must_use]
pub fn page(cx: &Cx, view: &Listen<'_>) -> Markup {
    let words = cx.words;
    let board = view.board;
    let can_edit = cx.can(Role::Editor);
    let add = format!("/listen/{}/columns/new", board.id);
    let announce = (cx.prefs.announce == Announce::Summary)
        .then(|| words.announce("{title}", 2).replacen('2', "{n}", 1));
    let top = html! {
        h1 { (words.listen_title()) }
        (tabs::tabs(cx, board))
        span class="grow" {}
        @if can_edit && !board.columns.is_empty() { (pause_all(cx, board)) }
        @if can_edit {
            a class="btn btn-i" href=(add) data-dialog data-command="add_column" title=(words.column_add_title()) { (icon::small(Icon::Plus)) span class="not-s" { (words.column_add()) } span class="vh only-s" { (words.column_add_title()) } }
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
            vigie-live src={ "/listen/" (board.id) "/live" } after=(board.seq) data-gone=(words.post_deleted()) data-announce=[announce] {
                div class="deck" { @for (at, view) in board.columns.iter().enumerate() { (column::column(cx, board, view, at)) } }
            }
        }
        @if let Some(done) = view.done { (said(cx, done)) }
        // What scripts did, for those who do not see it; posts are never in it.
        p id="said" class="vh" role="status" {}
        (post::acts::template(cx))
        (super::post::viewer(cx))
        (column::spares(cx))
    };
    shell::page(
        cx,
        Section::Listen,
        &format!("{}, {}", words.listen_title(), board.name),
        &top,
        &body,
    )
}

fn pause_all(cx: &Cx, board: &BoardView) -> Markup {
    let (pause, sign, label) = if board.columns.iter().all(|it| it.paused) {
        ("false", Icon::Play, cx.words.resume_all())
    } else {
        ("true", Icon::Pause, cx.words.pause_all())
    };
    html! {
        form id="pause-all" data-region method="post" action={ "/listen/" (board.id) "/pause" } data-pause-all=(pause) {
            input type="hidden" name="paused" value=(pause);
            button class="btn btn-q btn-i" type="submit" title=(label) aria-keyshortcuts="Shift+P" { (icon::small(sign)) span class="not-s" { (label) } span class="vh only-s" { (label) } }
        }
    }
}

fn strips(cx: &Cx, board: &BoardView) -> Markup {
    html! {
        div class="strips" {
            (state::lost_link(cx))
            div id="spikes" class="stack" data-region {
                @for view in board.columns.iter().filter(|it| spiking(it)).take(SPIKES_MAX) { (spike(cx, view)) }
            }
            div id="troubles" class="stack" data-region hidden[board.troubles.is_empty() && !board.catching_up] {
                (state::troubles(cx, &board.troubles))
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

/// Whether a column is so far above its habit that everybody should know.
fn spiking(view: &ColumnView) -> bool {
    matches!(view.change, Change24h::Times(times) if times >= SPIKE_TIMES)
}

/// Since when a column is above twice its ordinary hour, and how much came since: the size of a spike.
fn burst(hourly: &[u64; 24]) -> (usize, u64) {
    let mut sorted = *hourly;
    sorted.sort_unstable();
    let usual = sorted[12].max(1);
    let n_hours = hourly
        .iter()
        .rev()
        .take_while(|it| **it > usual.saturating_mul(2))
        .count();
    // A spike that is over is told whole: the day.
    let n_hours = if n_hours == 0 { hourly.len() } else { n_hours };
    (n_hours, hourly[hourly.len() - n_hours..].iter().sum())
}

fn spike(cx: &Cx, view: &ColumnView) -> Markup {
    let words = cx.words;
    let Change24h::Times(times) = view.change else {
        return html! {};
    };
    let (n_hours, count) = burst(&view.hourly);
    let hours = i64::try_from(n_hours).unwrap_or(24) - 1;
    let running = cx.dates.now().as_second().div_euclid(3_600) - hours;
    let since = Timestamp::from_second(running * 3_600).unwrap_or_else(|_| cx.dates.now());
    let factor = i18n::factor(cx.locale(), f64::from(times));
    let text = words.spike(
        &view.title,
        &i18n::number(cx.locale(), count),
        &cx.dates.moment(since),
        factor.trim_start_matches('×'),
    );
    state::strip(
        StripTone::Danger,
        Icon::Siren,
        &rich(&text),
        &html! {
            a class="btn btn-s" href={ "#" (view.id) } { (words.spike_see()) }
            button class="ib" type="button" hidden data-hide=(view.id) aria-label=(words.spike_hide()) title=(words.spike_hide()) { (icon::small(Icon::X)) }
        },
    )
}

fn said(cx: &Cx, done: &Done) -> Markup {
    let words = cx.words;
    let (text, action, label) = match done {
        Done::Asked { can: true, .. } => return state::toast(&words.gap_filled(), &html! {}),
        Done::Asked { can: false, source } => {
            return state::toast(&words.gap_unfilled(source), &html! {});
        }
        Done::Column { id, title } => (
            words.column_removed(title),
            format!("/columns/{id}/restore"),
            words.column_restore(),
        ),
        Done::Board { id, name } => (
            words.board_removed(name),
            format!("/boards/{id}/restore"),
            words.board_restore(),
        ),
    };
    state::toast(
        &text,
        &html! {
            form method="post" action=(action) {
                button class="btn btn-s" type="submit" { (icon::small(Icon::RotateCcw)) (label) }
            }
        },
    )
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

/// Posts of the archive below the mentions of a column; the first ones say where they begin.
fn archived(cx: &Cx, view: &ColumnView, posts: &[MentionView], enters: bool) -> Markup {
    let (column, said) = (view.id.to_string(), cx.words.search_archive_row());
    html! {
        @for (at, it) in posts.iter().enumerate() {
            @let seam = (enters && at == 0).then_some(said.as_str());
            (post::mention(cx, it, Place { column: &column, is_new: false, seam }))
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
    pub page: Page<'a>,
}

/// Which posts of a column are shown alone.
pub enum Page<'a> {
    Newest,
    /// Mentions, and the cursor below them.
    Mentions(&'a [MentionView], Option<u64>),
    /// Posts of the archive, older than the mentions.
    Archive {
        posts: &'a [MentionView],
        older: Option<Cursor>,
        /// The first ones below the mentions.
        enters: bool,
    },
}

/// What is below the posts shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    Mentions(u64),
    /// The archive, which begins below this post.
    Archive(Cursor),
    /// More of the archive.
    Deeper(Cursor),
    /// Nothing, of a column without posts.
    End,
    Bottom,
}

impl Below {
    /// Below a page of mentions.
    fn mentions(mentions: &[MentionView], older: Option<u64>) -> Self {
        let last = mentions.last().map(|it| Cursor {
            at: it.post.created_at,
            post: it.post_id,
        });
        match (older, last) {
            (Some(before), _) => Self::Mentions(before),
            (None, Some(last)) => Self::Archive(last),
            (None, None) => Self::End,
        }
    }
}

#[must_use]
pub fn older(cx: &Cx, view: &Older<'_>) -> Markup {
    let words = cx.words;
    let column = view.column;
    let (shown, below) = match view.page {
        Page::Newest => (
            articles(cx, column, &column.mentions),
            Below::mentions(&column.mentions, column.older),
        ),
        Page::Mentions(mentions, older) => (
            articles(cx, column, mentions),
            Below::mentions(mentions, older),
        ),
        Page::Archive {
            posts,
            older,
            enters,
        } => (
            archived(cx, column, posts, enters),
            older.map_or(Below::Bottom, Below::Deeper),
        ),
    };
    let is_newest = matches!(view.page, Page::Newest);
    let top = html! {
        a class="ib" href={ "/listen/" (view.board.id) "#" (column.id) } aria-label=(words.back_to_listen()) title=(words.back_to_listen()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (column.title) }
        span class="grow" {}
        @if !is_newest { (button::link(&format!("/columns/{}", column.id), Look::Quiet, Some(Icon::ArrowUp), &words.newest())) }
    };
    let body = html! {
        div class="scroll" {
            div class="page page-n" {
                p class="page-intro" { code class="code-in" { (column.query_text) } }
                section class="panel" data-column=(column.id) data-query=(column.query) aria-label=(words.column_label(&column.title)) {
                    div role="feed" aria-busy="false" aria-label=(column.title) { (shown) }
                    (column::foot(cx, column, below))
                }
                @if is_newest { section class="panel" { (figure::horizon_table(cx, &column.hourly, &column.title)) } }
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
