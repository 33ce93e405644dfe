//! Sources: what is listened to, since when, and what was missed.

use std::cmp::Ordering;

use engine::SourceView;
use i18n::number;
use jiff::Timestamp;
use maud::{Markup, html};
use model::{Role, SourceId, SourceState};
use report::Table;

use super::{
    listen::is_live,
    shell::{self, Section},
};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        chip,
        icon::{self, Icon},
        state,
        table::{self, Data, Order},
        words::age,
    },
};

/// From this many sources on, one looks for them.
const FILTER_FROM: usize = 8;
/// Lines of the page; beyond, one narrows the list.
const SHOWN_MAX: usize = 100;

/// Something just done, said at the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Added(String),
    /// It can be put back.
    Removed {
        id: SourceId,
        name: String,
    },
}

/// What the list can be put in the order of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Key {
    #[default]
    Name,
    State,
    Received,
    Last,
    Dropped,
    Gaps,
}

impl Key {
    const ALL: [Self; 6] = [
        Self::Name,
        Self::State,
        Self::Received,
        Self::Last,
        Self::Dropped,
        Self::Gaps,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::State => "state",
            Self::Received => "received",
            Self::Last => "last",
            Self::Dropped => "dropped",
            Self::Gaps => "gaps",
        }
    }
}

/// Which sources to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    #[default]
    All,
    Live,
    /// Those that should be heard and are not.
    Troubled,
    Off,
}

impl Only {
    const ALL: [Self; 4] = [Self::All, Self::Live, Self::Troubled, Self::Off];

    const fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Live => "live",
            Self::Troubled => "troubled",
            Self::Off => "off",
        }
    }

    fn keeps(self, state: SourceState) -> bool {
        let troubled = !is_live(state) && state != SourceState::Off;
        match self {
            Self::All => true,
            Self::Live => is_live(state),
            Self::Troubled => troubled,
            Self::Off => state == SourceState::Off,
        }
    }
}

/// What a reader asked of the list; a word nobody knows asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub key: Key,
    pub descending: bool,
    pub only: Only,
    pub text: String,
}

impl Asked {
    #[must_use]
    pub fn new(sort: &str, order: &str, only: &str, text: &str) -> Self {
        let known = |it: &Key| it.as_str() == sort;
        Self {
            key: Key::ALL.into_iter().find(known).unwrap_or_default(),
            descending: order == "desc",
            only: Only::ALL
                .into_iter()
                .find(|it| it.as_str() == only)
                .unwrap_or_default(),
            text: text.trim().to_owned(),
        }
    }

    const fn narrows(&self) -> bool {
        !self.text.is_empty() || !matches!(self.only, Only::All)
    }

    /// The sources asked for, in the order asked for.
    #[must_use]
    pub fn of<'a>(&self, all: &'a [SourceView]) -> Vec<&'a SourceView> {
        let text = self.text.to_lowercase();
        let says = |it: &str| it.to_lowercase().contains(&text);
        let mut kept: Vec<&SourceView> = all
            .iter()
            .filter(|it| self.only.keeps(it.state))
            .filter(|it| text.is_empty() || says(&it.name) || says(&it.address))
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

    fn compare(&self, a: &SourceView, b: &SourceView) -> Ordering {
        match self.key {
            Key::Name => by_name(a, b),
            Key::State => rank(a.state).cmp(&rank(b.state)),
            Key::Received => a.received.cmp(&b.received),
            Key::Last => a.last_event_at.cmp(&b.last_event_at),
            Key::Dropped => a.dropped.cmp(&b.dropped),
            Key::Gaps => a.open_gaps.cmp(&b.open_gaps),
        }
    }

    /// The page's address with what was asked, but for the order.
    fn path(&self) -> String {
        if !self.narrows() {
            return "/sources".to_owned();
        }
        let asked = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("text", &self.text)
            .append_pair("only", self.only.as_str())
            .finish();
        format!("/sources?{asked}")
    }
}

fn by_name(a: &SourceView, b: &SourceView) -> Ordering {
    let name = |it: &SourceView| it.name.to_lowercase();
    name(a).cmp(&name(b)).then(a.id.cmp(&b.id))
}

/// What needs someone first.
const fn rank(state: SourceState) -> u8 {
    match state {
        SourceState::Stopped { .. } => 0,
        SourceState::Waiting { .. } => 1,
        SourceState::Connecting => 2,
        SourceState::CatchingUp => 3,
        SourceState::Live => 4,
        SourceState::Finished => 5,
        SourceState::Off => 6,
    }
}

pub struct Sources<'a> {
    pub sources: &'a [SourceView],
    pub asked: &'a Asked,
    pub done: Option<&'a Done>,
}

#[must_use]
pub fn page(cx: &Cx, view: &Sources<'_>) -> Markup {
    let words = cx.words;
    let can_add = cx.can(Role::Admin);
    let top = html! {
        h1 { (words.sources_title()) }
        span class="grow" {}
        @if can_add && !view.sources.is_empty() { a class="btn btn-i" href="/sources/new" { (icon::small(Icon::Plus)) span class="not-s" { (words.source_add()) } span class="vh only-s" { (words.source_add()) } } }
    };
    let body = html! {
        div class="scroll" { div class="page page-w" {
            @if let Some(Done::Added(name)) = view.done {
                (state::strip(state::StripTone::Ok, Icon::CircleCheck, &html! { (words.source_added(name)) }, &html! {}))
            }
            p class="page-intro" { (words.sources_intro()) }
            section class="panel" {
                @if view.sources.is_empty() {
                    (state::empty(Icon::SatelliteDish, &words.sources_empty_title(), &words.sources_empty_text(), &html! {
                        @if can_add { (button::link("/sources/new", Look::Primary, Some(Icon::Plus), &words.source_add())) }
                    }))
                } @else {
                    @if view.sources.len() >= FILTER_FROM || view.asked.narrows() { (filters(cx, view.asked)) }
                    (listed(cx, view))
                }
            }
        } }
        @if let Some(Done::Removed { id, name }) = view.done {
            (state::toast(&words.source_removed(name), &html! {
                form method="post" action={ "/sources/" (id) "/restore" } {
                    button class="btn btn-s" type="submit" { (icon::small(Icon::RotateCcw)) (words.source_restore()) }
                }
            }))
        }
    };
    shell::page(cx, Section::Sources, &words.sources_title(), &top, &body)
}

fn filters(cx: &Cx, asked: &Asked) -> Markup {
    let words = cx.words;
    let said = |it: Only| match it {
        Only::All => words.sources_only_all(),
        Only::Live => words.sources_only_live(),
        Only::Troubled => words.sources_only_troubled(),
        Only::Off => words.sources_only_off(),
    };
    let order = Order {
        path: "/sources",
        key: asked.key.as_str(),
        descending: asked.descending,
    };
    let state = html! {
        div class="field" {
            label class="lbl" for="only" { (words.source_col_state()) }
            select class="input" id="only" name="only" {
                @for it in Only::ALL { option value=(it.as_str()) selected[it == asked.only] { (said(it)) } }
            }
        }
    };
    table::narrow(cx, order, &words.sources_filter(), &asked.text, &state)
}

fn listed(cx: &Cx, view: &Sources<'_>) -> Markup {
    let words = cx.words;
    let kept = view.asked.of(view.sources);
    if kept.is_empty() {
        return state::empty(
            Icon::Search,
            &words.sources_none_title(),
            &words.sources_none_text(),
            &button::link("/sources", Look::Plain, None, &words.sources_none_action()),
        );
    }
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let (labels, path) = (heads(cx), view.asked.path());
    let caption = words.sources_listed(
        count(kept.len().min(SHOWN_MAX)),
        &number(cx.locale(), count(kept.len())),
    );
    let is_figure = |it| !matches!(it, Key::Name | Key::State);
    let heads = table::heads(&labels, &Key::ALL, Key::as_str, is_figure);
    html! {
        (table::data(cx, &Data {
            caption: &caption,
            heads: &heads,
            rows: kept.iter().take(SHOWN_MAX).map(|it| row(cx, it)).collect(),
            order: Some(Order { path: &path, key: view.asked.key.as_str(), descending: view.asked.descending }),
            csv: Some("/sources.csv"),
        }))
        @if kept.len() > SHOWN_MAX { p class="panel-b sm soft" { (words.sources_too_many()) } }
    }
}

fn heads(cx: &Cx) -> [String; 6] {
    let words = cx.words;
    [
        words.source_col_name(),
        words.source_col_state(),
        words.source_col_received(),
        words.source_col_last(),
        words.source_col_dropped(),
        words.source_col_gaps(),
    ]
}

fn row(cx: &Cx, source: &SourceView) -> Vec<Markup> {
    let words = cx.words;
    let figure = |n: u64| html! { (number(cx.locale(), n)) };
    let has_failed = source.last_error.is_some() && !is_live(source.state);
    vec![
        html! {
            div class="src-n" {
                span class="src-i" { (icon::network(source.network)) }
                span class="grow" {
                    a href={ "/sources/" (source.id) } { (source.name) }
                    span class="xs muted" { br; (kind(cx, &source.kind)) }
                }
            }
        },
        html! {
            (chip::source_state(cx, source.state))
            @if has_failed { p class="xs muted src-e" { (table::failure(cx, source.last_reason)) } }
        },
        figure(source.received),
        html! { @match source.last_event_at { Some(at) => (age(cx, at)), None => span class="muted" { (words.source_never()) } } },
        figure(source.dropped),
        html! { @if source.open_gaps > 0 { (chip::with_icon(chip::Tone::Warn, Icon::TriangleAlert, &number(cx.locale(), source.open_gaps))) } @else { (number(cx.locale(), 0)) } },
    ]
}

/// The list as a file: figures bare, dates as machines write them.
#[must_use]
pub fn file(cx: &Cx, sources: &[SourceView]) -> Table {
    let words = cx.words;
    let [name, state, received, last, dropped, gaps] = heads(cx);
    let rows = sources.iter().map(|it| {
        vec![
            it.name.clone(),
            kind(cx, &it.kind),
            it.address.clone(),
            state_word(cx, it.state),
            it.received.to_string(),
            it.last_event_at.map(moment).unwrap_or_default(),
            it.dropped.to_string(),
            it.open_gaps.to_string(),
            moment(it.created_at),
        ]
    });
    Table {
        caption: words.sources_list(),
        head: vec![
            name,
            words.source_kind(),
            words.source_address_shown(),
            state,
            received,
            last,
            dropped,
            gaps,
            words.source_listened(),
        ],
        rows: rows.collect(),
    }
}

/// A moment in a file, to the second.
pub(super) fn moment(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second())
        .unwrap_or(at)
        .to_string()
}

fn state_word(cx: &Cx, state: SourceState) -> String {
    let words = cx.words;
    match state {
        SourceState::Off => words.state_off(),
        SourceState::Connecting => words.state_connecting(),
        SourceState::CatchingUp => words.state_catching_up(),
        SourceState::Live => words.state_live(),
        SourceState::Waiting { .. } => words.state_waiting_now(),
        SourceState::Stopped { .. } => words.state_stopped(),
        SourceState::Finished => words.state_finished(),
    }
}

/// What a kind of source is called.
#[must_use]
pub fn kind(cx: &Cx, kind: &str) -> String {
    let words = cx.words;
    match kind {
        "jetstream" => words.kind_jetstream(),
        "firehose" => words.kind_firehose(),
        "feed" => words.kind_feed(),
        "sandbox" => words.kind_sandbox(),
        "replay" => words.kind_replay(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests;
