//! How the server is: what its operator looks at when something seems slow.

use std::time::Duration;

use engine::{ArchiveView, StatusView, TaskReport};
use i18n::{Words, bytes, decimal, number};
use maud::{Markup, html};
use model::SourceState;
use report::Table;

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button,
        chip::{self, Tone},
        icon::Icon,
        progress,
        state::{self, StripTone},
        table::{self, Data, Head, Order},
        words::moment,
    },
};

/// Below this an operator has to act: a day of a busy stream.
const DISK_FREE_MIN: u64 = 2_000_000_000;
/// From this part on, in percent, a queue fills faster than it is emptied.
const QUEUE_FULL_PERCENT: u64 = 80;

/// What the tasks are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Key {
    #[default]
    Name,
    State,
    Restarts,
    Panics,
}

impl Key {
    const ALL: [Self; 4] = [Self::Name, Self::State, Self::Restarts, Self::Panics];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::State => "state",
            Self::Restarts => "restarts",
            Self::Panics => "panics",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

/// The order the tasks were asked in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    pub key: Key,
    pub descending: bool,
}

#[must_use]
pub fn page(cx: &Cx, view: &StatusView, sorted: Sorted) -> Markup {
    let words = cx.words;
    let body = html! {
        div class="scroll" { div class="page" {
            p class="page-intro" { (words.status_intro()) }
            (verdict(cx, view))
            section class="panel" {
                div class="panel-h" { h2 { (words.status_listening()) } }
                (listening(cx, view))
            }
            section class="panel" {
                div class="panel-h" { h2 { (words.status_sources()) } span class="grow" {} a class="sm more-s" href="/sources" { (words.status_sources_see()) } }
                (sources(cx, view))
            }
            section class="panel" {
                div class="panel-h" { h2 { (words.status_server()) } }
                (server(cx, view))
            }
            section class="panel" {
                div class="panel-h" { h2 { (words.status_archive()) } span class="grow" {} (purge(cx, view.archive.as_ref())) }
                (archive(cx, view.archive.as_ref()))
            }
            section class="panel" {
                div class="panel-h" { h2 { (words.status_tasks()) } (chip::count(cx, count(view.tasks.len()), false)) }
                (tasks(cx, view, sorted))
            }
        } }
    };
    let top = html! {
        (shell::heading(&words.status_title()))
        (button::link("/status", button::Look::Quiet, Some(Icon::RefreshCw), &words.reload()))
    };
    shell::page(cx, Section::Status, &words.status_title(), &top, &body)
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// In a word whether something needs a hand, and what.
fn verdict(cx: &Cx, view: &StatusView) -> Markup {
    let words = cx.words;
    let ingest = &view.ingest;
    let shaken = view
        .tasks
        .iter()
        .filter(|(_, it)| it.restarts > 0 || it.panics > 0)
        .count();
    let mut facts = Vec::new();
    if let Some(free) = view.disk_free.filter(|it| *it < DISK_FREE_MIN) {
        let size = bytes(cx.locale(), free);
        facts.push((StripTone::Danger, words.status_disk_bad(&size)));
    }
    if ingest.queue * 100 >= ingest.queue_max * QUEUE_FULL_PERCENT {
        facts.push((StripTone::Warn, words.status_queue_bad()));
    }
    if let Some(it) = &view.archive {
        if let Some(error) = &it.error {
            facts.push((StripTone::Danger, words.status_archive_bad(error)));
        }
        if let Some((month, at)) = &it.dropped {
            let text = words.status_archive_full(&month_of(cx, month), &cx.dates.ago(*at));
            facts.push((StripTone::Warn, text));
        }
    }
    if shaken > 0 {
        facts.push((StripTone::Warn, words.status_tasks_bad(count(shaken))));
    }
    html! {
        @if facts.is_empty() { (state::strip(StripTone::Ok, Icon::CircleCheck, &html! { (words.status_well()) }, &html! {})) }
        @for (tone, text) in &facts { (state::strip(*tone, Icon::TriangleAlert, &html! { (text) }, &html! {})) }
    }
}

fn listening(cx: &Cx, view: &StatusView) -> Markup {
    let (words, locale) = (cx.words, cx.locale());
    let ingest = &view.ingest;
    let lag = ingest.lag.map(|it| short(cx, it));
    let queue = words.status_queue(ingest.queue_max);
    let figures = [
        (decimal(locale, ingest.rate_1m), words.status_rate_1()),
        (decimal(locale, ingest.rate_5m), words.status_rate_5()),
        (
            lag.clone().unwrap_or_else(|| "–".to_owned()),
            lag.map_or_else(|| words.status_lag_none(), |_| words.status_lag()),
        ),
        (
            number(locale, view.live_readers),
            words.status_readers(view.live_readers),
        ),
        (number(locale, ingest.posts), words.status_posts()),
        (number(locale, ingest.mentions), words.status_mentions()),
        (number(locale, ingest.retries), words.status_retries()),
        (number(locale, ingest.queue), queue.clone()),
    ];
    html! {
        div class="panel-b stack" {
            dl class="kpis" { @for (value, what) in &figures { div { dd class="kpi-v" { (value) } dt class="kpi-k" { (what) } } } }
            (progress::bar(&format!("{} {queue}", number(locale, ingest.queue)), ingest.queue, ingest.queue_max))
        }
    }
}

/// A delay, down to the millisecond where that is all there is.
fn short(cx: &Cx, delay: Duration) -> String {
    if delay < Duration::from_secs(1) {
        let millis = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        return format!("{}\u{a0}ms", number(cx.locale(), millis));
    }
    cx.dates.duration(delay)
}

fn sources(cx: &Cx, view: &StatusView) -> Markup {
    let words = cx.words;
    type Is = fn(SourceState) -> bool;
    let states: [(Tone, Icon, String, Is); 4] = [
        (Tone::Ok, Icon::CircleCheck, words.state_live(), |it| {
            matches!(it, SourceState::Live)
        }),
        (
            Tone::Accent,
            Icon::RefreshCw,
            words.state_connecting(),
            |it| matches!(it, SourceState::Connecting | SourceState::CatchingUp),
        ),
        (Tone::Danger, Icon::Unplug, words.state_stopped(), |it| {
            matches!(
                it,
                SourceState::Waiting { .. } | SourceState::Stopped { .. }
            )
        }),
        (Tone::Plain, Icon::CirclePause, words.state_off(), |it| {
            matches!(it, SourceState::Off | SourceState::Finished)
        }),
    ];
    let (head, figure) = (words.status_state(), words.status_sources_count());
    let rows = states
        .into_iter()
        .map(|(tone, sign, label, is)| {
            let n = view.sources.iter().filter(|it| is(it.state)).count();
            vec![
                chip::with_icon(tone, sign, &label),
                html! { (number(cx.locale(), count(n))) },
            ]
        })
        .collect();
    table::data(
        cx,
        &Data {
            caption: &words.status_sources_caption(),
            heads: &[Head::text(&head), Head::figure(&figure)],
            rows,
            order: None,
            csv: None,
        },
    )
}

fn server(cx: &Cx, view: &StatusView) -> Markup {
    let (words, locale) = (cx.words, cx.locale());
    let size = |n: Option<u64>| n.map_or_else(|| words.status_unknown(), |it| bytes(locale, it));
    let up = Duration::try_from(view.now.duration_since(view.started_at)).unwrap_or_default();
    let schema = view.database.migration.to_string();
    html! {
        dl class="dl panel-b" {
            dt { (words.status_version()) } dd { (view.version) }
            dt { (words.status_since()) } dd { (moment(cx, view.started_at)) }
            dt { (words.status_uptime()) } dd { (cx.dates.duration(up)) }
            dt { (words.status_database()) } dd { (view.database.kind) ", " (words.status_migration(&schema)) }
            dt { (words.status_size()) } dd { (bytes(locale, view.database.size_bytes)) }
            dt { (words.status_disk()) } dd { (size(view.disk_free)) }
            dt { (words.status_memory()) } dd { (size(view.memory)) }
        }
    }
}

/// What search stands on: how much there is, and how far it is while it is built.
fn archive(cx: &Cx, view: Option<&ArchiveView>) -> Markup {
    let (words, locale) = (cx.words, cx.locale());
    let Some(it) = view else {
        return html! { p class="panel-b muted" { (words.status_archive_none()) } };
    };
    let size = bytes(locale, it.bytes);
    let size = it.bytes_max.map_or_else(
        || size.clone(),
        |most| words.status_archive_of(&size, &bytes(locale, most)),
    );
    html! {
        @if let Some((done, of)) = it.building {
            @let said = words.status_archive_building(&number(locale, done), &number(locale, of));
            div class="panel-b stack" { p { (said) } (progress::bar(&said, done, of)) }
        }
        dl class="dl panel-b" {
            dt { (words.status_archive_posts()) } dd { (number(locale, it.posts)) }
            dt { (words.status_archive_size()) } dd { (size) }
            @if let Some(month) = &it.oldest_month { dt { (words.status_archive_oldest()) } dd { (month_of(cx, month)) } }
            dt { (words.status_archive_pending()) } dd { (number(locale, it.pending)) }
            dt { (words.status_archive_gone()) } dd { (number(locale, it.gone)) @if it.is_purging { " · " (words.status_archive_purging()) } }
        }
    }
}

/// What has been deleted goes from the disk once a day; here it goes now.
fn purge(cx: &Cx, view: Option<&ArchiveView>) -> Markup {
    let is_wanted = view.is_some_and(|it| it.gone > 0 && !it.is_purging);
    html! {
        @if is_wanted {
            form method="post" action="/status/purge" { (button::small_submit(Some(Icon::Trash2), &cx.words.status_archive_purge())) }
        }
    }
}

/// The name of a month that is written as `2026-11`.
fn month_of(cx: &Cx, month: &str) -> String {
    let first: Result<jiff::civil::Date, _> = format!("{month}-01").parse();
    first.map_or_else(|_| month.to_owned(), |day| cx.dates.month(day))
}

fn tasks(cx: &Cx, view: &StatusView, sorted: Sorted) -> Markup {
    let words = cx.words;
    let labels = heads(cx);
    let is_figure = |it| matches!(it, Key::Restarts | Key::Panics);
    let heads = table::heads(&labels, &Key::ALL, Key::as_str, is_figure);
    let figure = |n: u64| html! { (number(cx.locale(), n)) };
    let rows = in_order(view, sorted)
        .into_iter()
        .map(|(name, it)| {
            let (tone, sign, said) = life(words, *it);
            vec![
                html! { code class="code-in" { (name) } },
                chip::with_icon(tone, sign, &said),
                figure(it.restarts),
                figure(it.panics),
            ]
        })
        .collect();
    table::data(
        cx,
        &Data {
            caption: &words.status_tasks_caption(),
            heads: &heads,
            rows,
            order: Some(Order {
                path: "/status",
                key: sorted.key.as_str(),
                descending: sorted.descending,
            }),
            csv: Some("/status.csv"),
        },
    )
}

fn heads(cx: &Cx) -> [String; 4] {
    let words = cx.words;
    [
        words.status_task(),
        words.status_state(),
        words.status_restarts(),
        words.status_panics(),
    ]
}

fn in_order(view: &StatusView, sorted: Sorted) -> Vec<&(String, TaskReport)> {
    // They come by name: equal ones stay so.
    let mut all: Vec<&(String, TaskReport)> = view.tasks.iter().collect();
    match sorted.key {
        Key::Name => {}
        Key::State => all.sort_by_key(|(_, it)| (it.running, it.restarts == 0)),
        Key::Restarts => all.sort_by_key(|(_, it)| it.restarts),
        Key::Panics => all.sort_by_key(|(_, it)| it.panics),
    }
    if sorted.descending {
        all.reverse();
    }
    all
}

/// What a task is doing. One that ended and was never restarted is over; another waits for its turn.
fn life(words: Words, it: TaskReport) -> (Tone, Icon, String) {
    if it.running {
        (Tone::Ok, Icon::CircleCheck, words.status_running())
    } else if it.restarts > 0 || it.panics > 0 {
        (Tone::Danger, Icon::Unplug, words.status_stopped())
    } else {
        (Tone::Plain, Icon::Check, words.status_ended())
    }
}

/// The tasks as a file.
#[must_use]
pub fn table(cx: &Cx, view: &StatusView) -> Table {
    let words = cx.words;
    Table {
        caption: words.status_tasks_caption(),
        head: heads(cx).into(),
        rows: view
            .tasks
            .iter()
            .map(|(name, it)| {
                vec![
                    name.clone(),
                    life(words, *it).2,
                    it.restarts.to_string(),
                    it.panics.to_string(),
                ]
            })
            .collect(),
    }
}
