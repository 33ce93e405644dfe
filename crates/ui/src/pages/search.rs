//! The archive searched: one field, facets, a timeline, posts or a table. The address holds all that is
//! asked, so that a search can be sent to a colleague, who sees what their own rights allow.

use engine::{
    ExportState, ExportView, Facet, FoundPosts, SearchTrouble, SearchView, Step, Without,
};
use i18n::number;
use maud::{Markup, html};
use report::{Timeline, Unit};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        figure,
        icon::{self, Icon},
        progress,
        query::{self, Checked},
        state,
        words::rich,
    },
};

mod asked;
mod exports;
mod facets;
mod left_out;
mod results;

pub use asked::{Asked, Become, Show};
pub use exports::exports;
pub use left_out::left_out;

/// Less is shown as zero, in the one decimal there is.
const RATE_MIN: f32 = 0.1;
/// What somebody who has searched nothing yet might try.
const EXAMPLE_FR: &str = "(patinoire~ OU piscine) SAUF hockey";
const EXAMPLE_EN: &str = "(rink OR pool) NOT hockey";

pub struct Search<'a> {
    pub asked: &'a Asked,
    pub checked: &'a Checked,
    /// Nothing until something is asked.
    pub view: Option<&'a SearchView>,
    /// Those of the reader, the newest first.
    pub exports: &'a [ExportView],
}

#[must_use]
pub fn page(cx: &Cx, view: &Search<'_>) -> Markup {
    let words = cx.words;
    let found = view.view.and_then(|it| it.found.as_ref());
    let top = html! {
        h1 { (words.search_title()) }
        span class="grow" {}
        @if !view.exports.is_empty() { a class="btn btn-q btn-i" href="/search/exports" data-dialog title=(words.search_exports()) { (icon::small(Icon::Download)) span class="not-s" { (words.search_exports()) } span class="vh only-s" { (words.search_exports()) } } }
        // Of the search as it is now: what is ticked is saved with it.
        span class="row" id="search-saves" data-swap { @if found.is_some() { (saves(cx, view.asked)) } }
    };
    let body = html! {
        vigie-search {
            div class="srch" {
                (ask(cx, view))
                @match found {
                    Some(found) => {
                        (facets::facets(cx, view.asked, found))
                        section class="panel srch-r" id="search-results" data-swap aria-label=(words.search_results()) {
                            (when(cx, view.asked, found))
                            (results::results(cx, view.asked, found))
                        }
                    },
                    None => section class="panel srch-r srch-w" id="search-results" data-swap aria-label=(words.search_results()) { (nothing(cx, view)) },
                }
            }
        }
    };
    shell::page(cx, Section::Search, &words.search_title(), &top, &body)
}

/// The field with its remarks. It is the form of everything: facets and dates belong to it.
fn ask(cx: &Cx, view: &Search<'_>) -> Markup {
    let words = cx.words;
    let asked = view.asked;
    html! {
        form class="srch-q panel" id="search" method="get" action="/search" role="search" {
            (query::line(cx, view.checked, &query::Line {
                name: "q", label: &words.search_label(), hint: &words.search_hint(), placeholder: &words.search_placeholder(),
                check: "/search/check", complete: "/search/complete",
            }))
            (button::submit(Look::Primary, Some(Icon::Search), &words.search_do()))
            @if asked.show == Show::Table { input type="hidden" name="show" value=(Show::Table.as_str()); }
        }
    }
}

/// What can become of a search.
fn saves(cx: &Cx, asked: &Asked) -> Markup {
    let words = cx.words;
    let can_edit = cx.can(model::Role::Editor);
    let export = |format: &str, label: String| {
        html! {
            form method="post" action="/search/exports" {
                input type="hidden" name="asked" value=(asked.query());
                input type="hidden" name="format" value=(format);
                button class="menu-it" type="submit" { (icon::small(Icon::Download)) (label) }
            }
        }
    };
    html! {
        @if can_edit {
            a class="btn btn-i" href=(asked.saved_as(Become::Query)) title=(words.search_save_query()) { (icon::small(Icon::Save)) span class="not-s" { (words.search_save_query()) } span class="vh only-s" { (words.search_save_query()) } }
        }
        (button::menu(&words.search_more(), &html! {
            @if can_edit { (button::menu_link(&asked.saved_as(Become::Column), Icon::Binoculars, &words.search_save_column())) }
            (export("csv", words.search_export_csv()))
            (export("jsonl", words.search_export_json()))
        }))
    }
}

/// How many come, in the unit that has a figure to show; nothing where none has.
fn rate(cx: &Cx, per_hour: f32) -> String {
    let shown = |rate: f32| i18n::decimal(cx.locale(), rate.into());
    let per_day = per_hour * 24.0;
    if per_hour >= RATE_MIN {
        cx.words.search_rate(&shown(per_hour))
    } else if per_day >= RATE_MIN {
        cx.words.search_rate_day(&shown(per_day))
    } else {
        String::new()
    }
}

/// How much was found, and when: the timeline, and two dates that say the same.
fn when(cx: &Cx, asked: &Asked, found: &FoundPosts) -> Markup {
    let words = cx.words;
    let bars: Vec<_> = found.timeline.iter().map(|it| (it.at, it.count)).collect();
    let timeline = Timeline {
        bars: &bars,
        before: None,
        unit: match found.step {
            Step::Hour => Unit::Hour,
            Step::Day => Unit::Day,
        },
    };
    let date = |name: &str, label: String, value: Option<jiff::civil::Date>| {
        html! {
            label class="when-d" { span class="lbl" { (label) } input class="input" type="date" name=(name) form="search" value=[value]; }
        }
    };
    // Nothing found has no rate and no picture; its dates can be changed.
    let is_some = found.count > 0;
    html! {
        div class="panel-h" {
            h2 { (words.search_count(found.count)) }
            span class="soft sm grow" { (rate(cx, found.per_hour)) }
            @if is_some { (shows(cx, asked)) }
        }
        @if !bars.is_empty() {
            section class="when" aria-label=(words.search_timeline()) {
                @if is_some {
                    vigie-brush data-label=(words.search_brush()) data-from=(words.search_brush_from()) data-to=(words.search_brush_to()) {
                        div data-days=(days(cx, &bars)) { (figure::timeline(cx, &timeline)) }
                    }
                }
                div class="when-f" {
                    (date("since", words.search_since(), asked.since))
                    (date("until", words.search_until(), asked.until))
                    button class="btn btn-s" type="submit" form="search" { (words.search_facets_apply()) }
                    @if asked.since.is_some() || asked.until.is_some() {
                        a class="btn btn-s btn-q" href=(asked.whole_time()) data-load { (words.search_whole()) }
                    }
                }
            }
        }
    }
}

/// The day of each bar, for the script that turns a place on the timeline into dates.
fn days(cx: &Cx, bars: &[(jiff::Timestamp, u64)]) -> String {
    let days: Vec<String> = bars
        .iter()
        .map(|(at, _)| cx.dates.date(*at).to_string())
        .collect();
    days.join(" ")
}

fn shows(cx: &Cx, asked: &Asked) -> Markup {
    let words = cx.words;
    let way = |show: Show, sign: Icon, label: String| {
        html! {
            a class="seg-o" href=(asked.showing(show)) aria-current=[(asked.show == show).then_some("true")] data-load { (icon::tiny(sign)) span { (label) } }
        }
    };
    html! {
        nav class="seg seg-s" aria-label=(words.search_show()) {
            (way(Show::Posts, Icon::MessageCircle, words.search_posts()))
            (way(Show::Table, Icon::Table, words.search_table()))
        }
    }
}

/// Why there are no results to show.
fn nothing(cx: &Cx, view: &Search<'_>) -> Markup {
    let words = cx.words;
    let trouble_seen = view.view.and_then(|it| it.trouble);
    if let Some(seen) = trouble_seen {
        return trouble(cx, seen, &cx.here);
    }
    if view.view.is_some() {
        return state::empty(
            Icon::CircleAlert,
            &words.search_error_title(),
            &words.search_error_text(),
            &html! {},
        );
    }
    let example = match cx.locale() {
        model::Locale::Fr => EXAMPLE_FR,
        model::Locale::En => EXAMPLE_EN,
    };
    let href = Asked::of(example).address();
    state::empty(
        Icon::Archive,
        &words.search_start_title(),
        &words.search_start_text(),
        &html! { a class="btn" href=(href) data-load { (words.search_start_example(example)) } },
    )
}

/// Why the archive does not answer, what is safe, and what to do.
#[must_use]
pub fn trouble(cx: &Cx, trouble: SearchTrouble, again: &str) -> Markup {
    let words = cx.words;
    let retry = html! { a class="btn" href=(again) data-load { (icon::small(Icon::RefreshCw)) (words.search_retry()) } };
    match trouble {
        SearchTrouble::Building { done, of } => {
            let (shown, whole) = (number(cx.locale(), done), number(cx.locale(), of));
            let label = words.search_building_progress(&shown, &whole);
            state::empty(
                Icon::Hourglass,
                &words.search_building_title(),
                &words.search_building_text(&shown, &whole),
                &html! { (progress::bar(&label, done, of)) (retry) },
            )
        }
        SearchTrouble::TooSlow => state::empty(
            Icon::Hourglass,
            &words.search_slow_title(),
            &words.search_slow_text(),
            &retry,
        ),
        SearchTrouble::Disabled => state::empty(
            Icon::Archive,
            &words.search_off_title(),
            &words.search_off_text(),
            &html! {},
        ),
    }
}

/// Nothing answers: the part whose removal finds most is proposed, be it of the text, ticked, or dates.
fn none(cx: &Cx, asked: &Asked, found: &FoundPosts) -> Markup {
    let words = cx.words;
    let has_dates = asked.since.is_some() || asked.until.is_some();
    let help = found.helps.as_ref().map(|helps| {
        let (part, href) = match &helps.without {
            Without::Part { written, rest } => (written.clone(), asked.instead(rest)),
            Without::Facet(facet) => (ticked(cx, asked, *facet), asked.without_facet(*facet)),
            Without::Dates => (words.search_part_dates(), asked.whole_time()),
        };
        (helps.count, part, href)
    });
    let are_dates = found
        .helps
        .as_ref()
        .is_some_and(|it| it.without == Without::Dates);
    html! {
        div class="empty" data-empty {
            span class="empty-i" { (icon::icon(Icon::Binoculars)) }
            p class="empty-t" { (words.search_none_title()) }
            @match &help {
                Some((count, part, href)) => {
                    p { (rich(&words.search_none_helps(*count, part))) }
                    a class="btn" href=(href) data-load { (words.search_none_help(part)) }
                },
                None => p { (words.search_none_text()) },
            }
            @if has_dates && !are_dates { a class="btn" href=(asked.whole_time()) data-load { (words.search_none_dates()) } }
        }
    }
}

/// What is ticked of a facet, in the reader's words.
fn ticked(cx: &Cx, asked: &Asked, facet: Facet) -> String {
    let values = asked.chosen.iter().filter(|(it, _)| *it == facet);
    let named: Vec<String> = values.map(|(_, it)| facets::label(cx, facet, it)).collect();
    cx.words
        .search_part_facet(&facets::title(cx, facet), &named.join(", "))
}

/// Whether an export still writes.
const fn is_running(export: &ExportView) -> bool {
    matches!(export.state, ExportState::Running)
}
