//! Home: what happened since one left, and what waits now. Calm when nothing does.
//!
//! Each card stands alone: one that could not be read says so in its own place.

mod side;
mod todo;

use engine::{HomeView, Part, Rising, Subject, WatchView};
use i18n::{factor, number};
use maud::{Markup, html};
use model::Role;
use report::{Watch, WatchPeak};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        chip::{self, Tone},
        figure,
        icon::{self, Icon},
        post::{self, Place},
        text::{self, Styled},
    },
};

/// From how many times its habit on something is marked as unusual, and as a spike.
const UNUSUAL: f64 = 2.0;
const SPIKE: f64 = 3.0;
/// Posts shown in full, and words that rise: what one reads over a coffee.
const NOTABLE_MAX: usize = 4;
const RISING_MAX: usize = 6;
/// Of what was said about a subject, enough to know whether to open it.
const SENTENCE_CHARS: usize = 280;

#[must_use]
pub fn page(cx: &Cx, view: &HomeView) -> Markup {
    let words = cx.words;
    let waiting = view.todo.as_ref().map_or(0, |it| it.len() as u64);
    let top = html! {
        h1 { (words.home_hello(&view.greeting_name)) }
        p class="top-said soft not-s" {
            (words.home_when(&cx.dates.day_first(view.now), &cx.dates.clock(view.now)))
            @if view.todo.is_some() { " " (words.home_waiting(waiting)) }
        }
        span class="grow" {}
    };
    let body = html! {
        div class="scroll home" {
            div class="home-main" {
                (todo::card(cx, view))
                (watch_card(cx, view))
                div class="home-duo" {
                    (rising_card(cx, view))
                    (notable_card(cx, view))
                }
            }
            aside class="home-side" aria-label=(words.home_aside()) { (side::cards(cx, view)) }
        }
    };
    shell::page(cx, Section::Home, &words.home_title(), &top, &body)
}

/// A card's content, or the word that it could not be read.
fn part<T>(cx: &Cx, part: &Part<T>, draw: impl FnOnce(&T) -> Markup) -> Markup {
    match part {
        Some(part) => draw(part),
        None => html! {
            div class="card-err" {
                (icon::icon(Icon::TriangleAlert))
                p class="grow" { b { (cx.words.home_card_error()) "." } " " (cx.words.home_card_error_text()) }
                (button::link("/", Look::Quiet, Some(Icon::RefreshCw), &cx.words.reload()))
            }
        },
    }
}

fn watch_card(cx: &Cx, view: &HomeView) -> Markup {
    let words = cx.words;
    html! {
        section class="panel home-card" aria-labelledby="home-since" {
            div class="home-h home-h-t" {
                h2 id="home-since" { (words.home_since(&cx.dates.moment(view.since))) }
                @if let Some(watch) = &view.watch { p class="xs muted" { (said(cx, watch)) } }
            }
            (part(cx, &view.watch, |watch| horizon(cx, view, watch)))
            (part(cx, &view.subjects, |subjects| self::subjects(cx, subjects)))
        }
    }
}

fn said(cx: &Cx, watch: &WatchView) -> String {
    let words = cx.words;
    words.home_two(
        &words.home_since_total(watch.total),
        &words.home_since_questions(watch.questions),
    )
}

fn horizon(cx: &Cx, view: &HomeView, watch: &WatchView) -> Markup {
    if watch.total == 0 {
        let since = cx.dates.moment(view.since);
        return html! { p class="soft home-quiet" { (cx.words.home_quiet(&since)) } };
    }
    let slots: Vec<_> = watch.slots.iter().map(|it| (it.from, it.count)).collect();
    let peaks: Vec<_> = watch
        .peaks
        .iter()
        .map(|it| WatchPeak {
            at: it.at,
            title: &it.title,
        })
        .collect();
    figure::watch(
        cx,
        &Watch {
            since: view.since,
            now: view.now,
            slots: &slots,
            absences: &watch.absences,
            peaks: &peaks,
        },
    )
}

fn subjects(cx: &Cx, subjects: &[Subject]) -> Markup {
    html! {
        @if !subjects.is_empty() {
            ul class="home-trio" { @for it in subjects { (subject(cx, it)) } }
        }
    }
}

fn subject(cx: &Cx, subject: &Subject) -> Markup {
    let times = subject.factor.map_or(1.0, f64::from);
    let (class, sign) = match times {
        it if it >= SPIKE => ("trio-i trio-d", Icon::Siren),
        it if it >= UNUSUAL => ("trio-i trio-w", Icon::TrendingUp),
        _ => ("trio-i trio-a", Icon::MessageCircle),
    };
    html! {
        li {
            h3 class="trio-h" {
                span class=(class) { (icon::small(sign)) }
                a class="trunc" href={ "/listen/" (subject.board) "#" (subject.column) } { (subject.title) }
            }
            p class="xs muted" {
                (cx.words.home_subject_count(subject.count))
                @if times >= UNUSUAL { ", " (factor(cx.locale(), times)) }
            }
            @for it in &subject.sentences {
                p class="trio-p clamp2" lang=[it.lang.as_ref().map(model::Lang::as_str)] dir="auto" {
                    (text::line(cx, &Styled::plain(beginning(it.post.text.as_raw()), &[])))
                }
            }
        }
    }
}

/// The beginning of a text, on a character boundary; the style sheet shows where it is cut.
fn beginning(raw: &str) -> &str {
    raw.char_indices()
        .nth(SENTENCE_CHARS)
        .map_or(raw, |(at, _)| &raw[..at])
}

fn rising_card(cx: &Cx, view: &HomeView) -> Markup {
    let words = cx.words;
    html! {
        section class="panel home-card" aria-labelledby="home-rising" {
            div class="home-h" {
                h2 id="home-rising" class="grow" { (words.home_rising()) }
                p class="xs muted" { (words.home_rising_scope()) }
            }
            (part(cx, &view.rising, |rising| html! {
                @if rising.is_empty() {
                    p class="soft sm" { (words.home_rising_empty()) }
                } @else {
                    ul class="lines" { @for it in rising.iter().take(RISING_MAX) { (rise(cx, it)) } }
                }
            }))
        }
    }
}

fn rise(cx: &Cx, it: &Rising) -> Markup {
    let words = cx.words;
    let times = it.habit.filter(|&habit| habit > 0.0).map(|habit| {
        #[expect(clippy::cast_precision_loss, reason = "a count of a day's posts")]
        let count = it.count as f64;
        count / habit
    });
    let mark = match times {
        None => chip::chip(Tone::Fanal, &words.home_rising_new()),
        Some(times) => {
            let shown = factor(cx.locale(), times);
            let tone = match times {
                it if it >= SPIKE => Tone::Danger,
                it if it >= UNUSUAL => Tone::Warn,
                _ => Tone::Plain,
            };
            html! { span title=(words.home_rising_factor_title(&shown)) { (chip::chip(tone, &shown)) } }
        }
    };
    let is_spike = times.is_none_or(|it| it >= SPIKE);
    html! {
        li class="rise" {
            @if cx.can(Role::Editor) {
                a class="rise-t trunc" href=(follow(&it.term)) data-dialog title=(words.home_rising_follow(&it.term)) { bdi { (it.term) } }
            } @else {
                span class="rise-t trunc" { bdi { (it.term) } }
            }
            b { (number(cx.locale(), it.count)) }
            span class="rise-c" { (mark) }
            (figure::horizon(cx, &it.hourly, is_spike))
        }
    }
}

/// Where a column that follows `term` is begun.
fn follow(term: &str) -> String {
    let text = format!("\"{}\"", term.replace('"', " "));
    let asked = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("kind", "query")
        .append_pair("value", &text)
        .finish();
    format!("/columns/new?{asked}")
}

fn notable_card(cx: &Cx, view: &HomeView) -> Markup {
    let words = cx.words;
    html! {
        section class="panel home-card home-notable" aria-labelledby="home-notable" {
            div class="home-h" {
                h2 id="home-notable" class="grow" { (words.home_notable()) }
                a class="sm" href="/listen" { (words.home_open_listen()) }
            }
            (part(cx, &view.notable, |notable| html! {
                @if notable.is_empty() {
                    p class="soft sm home-none" { (words.home_notable_empty(&cx.dates.moment(view.since))) }
                }
                @for (column, it) in notable.iter().take(NOTABLE_MAX) {
                    (post::mention(cx, it, Place { column: &column.to_string(), is_new: false, seam: None }))
                }
            }))
        }
    }
}
