//! One source: what it gave, what was set aside and why, when it was heard and when it was not.

use engine::{DropView, SourceDetail, SourceView};
use i18n::number;
use maud::{Markup, html};
use model::{Gap, Role, SourceState};
use report::{CoverageBar, Stretch, StretchKind, Table};

use super::{
    shell::{self, Section},
    sources,
};
use crate::{
    Cx,
    kit::{
        chip,
        disclosure::disclosure,
        figure,
        icon::{self, Icon},
        state::{self, StripTone},
        table::{self, Data, Head},
        words::{moment, rich},
    },
};

#[must_use]
pub fn page(cx: &Cx, view: &SourceDetail) -> Markup {
    let words = cx.words;
    let source = &view.source;
    let top = html! {
        a class="ib" href="/sources" aria-label=(words.back_to_sources()) title=(words.back_to_sources()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (source.name) }
        span class="not-s" { (chip::source_state(cx, source.state)) }
        span class="grow" {}
        @if cx.can(Role::Admin) { (actions(cx, view)) }
    };
    let body = html! {
        div class="scroll" tabindex="0" { div class="page" {
            @if let Some(moved) = &view.moved_to {
                (state::strip(StripTone::Info, Icon::ArrowRightLeft, &rich(&words.source_moved(moved)), &html! {}))
            }
            section class="panel panel-b stack" {
                div class="only-s" { (chip::source_state(cx, source.state)) }
                div class="kpis" {
                    p { span class="kpi-v" { (number(cx.locale(), source.received)) } br; span class="kpi-k" { (words.source_col_received()) } }
                    p { span class="kpi-v" { (number(cx.locale(), source.dropped)) } br; span class="kpi-k" { (words.source_col_dropped()) } }
                    p { span class="kpi-v" { (number(cx.locale(), source.open_gaps)) } br; span class="kpi-k" { (words.source_open_gaps()) } }
                }
                dl class="dl" {
                    dt { (words.source_kind()) } dd { (sources::kind(cx, &source.kind)) }
                    dt { (words.source_address_shown()) } dd { code class="code-in" { (source.address) } }
                    dt { (words.source_listened()) } dd { time datetime=(source.created_at) { (cx.dates.exact(source.created_at)) } }
                    dt { (words.source_last_event()) }
                    dd { @match source.last_event_at { Some(at) => time datetime=(at) title=(cx.dates.exact(at)) { (cx.dates.ago(at)) }, None => (words.source_never()) } }
                    @if let Some(moved) = &view.moved_to { dt { (words.source_moved_to()) } dd { code class="code-in" { (moved) } } }
                    @if let Some(error) = &source.last_error { dt { (words.source_last_error()) } dd { (failure(cx, source, error)) } }
                }
            }
            (coverage(cx, view))
            (drops(cx, view))
        } }
    };
    shell::page(cx, Section::Sources, &source.name, &top, &body)
}

/// A failure in the reader's words, with the exact ones for who runs the server.
fn failure(cx: &Cx, source: &SourceView, error: &str) -> Markup {
    html! {
        (table::failure(cx, source.last_reason))
        (disclosure(&cx.words.source_failure_detail(), &html! { p class="sm soft" lang="en" { bdi { (error) } } }))
    }
}

fn actions(cx: &Cx, view: &SourceDetail) -> Markup {
    let words = cx.words;
    let source = &view.source;
    let (enabled, sign, label) = if source.state == SourceState::Off {
        ("true", Icon::Play, words.source_resume())
    } else {
        ("false", Icon::Pause, words.source_pause())
    };
    html! {
        form method="post" action={ "/sources/" (source.id) "/enabled" } {
            input type="hidden" name="enabled" value=(enabled);
            button class="btn btn-i" type="submit" title=(label) { (icon::small(sign)) span class="not-s" { (label) } span class="vh only-s" { (label) } }
        }
        form method="post" action={ "/sources/" (source.id) "/remove" } {
            button class="btn btn-q btn-i" type="submit" title=(words.source_remove()) {
                (icon::small(Icon::Trash2)) span class="not-s" { (words.source_remove()) } span class="vh only-s" { (words.source_remove()) }
            }
        }
    }
}

/// The line of when the source was heard.
#[must_use]
pub fn coverage_figure(cx: &Cx, view: &SourceDetail) -> Markup {
    let words = cx.words;
    let stretches: Vec<Stretch> = view
        .listened
        .iter()
        .map(|&(from, to)| Stretch {
            from,
            to,
            kind: StretchKind::Listened,
        })
        .chain(view.gaps.iter().map(|gap| Stretch {
            from: gap.from,
            to: gap.to.unwrap_or(view.now),
            kind: if gap.refilled_at.is_some() {
                StretchKind::Refilled
            } else {
                StretchKind::Gap
            },
        }))
        .collect();
    // Before the source existed there was nothing to miss.
    let since = view.since.max(view.source.created_at).min(view.now);
    let bar = CoverageBar {
        since,
        now: view.now,
        stretches: &stretches,
    };
    let n_gaps = view
        .gaps
        .iter()
        .filter(|it| it.refilled_at.is_none())
        .count();
    let sentence = words.source_coverage_label(
        &i18n::percent(cx.locale(), bar.percent_heard()),
        &cx.dates.exact(since),
        u64::try_from(n_gaps).unwrap_or(u64::MAX),
    );
    figure::coverage(cx, &bar, &sentence, &stretch_table(cx, view, &stretches))
}

/// The stretches of the picture in rows, newest first.
fn stretch_table(cx: &Cx, view: &SourceDetail, stretches: &[Stretch]) -> Table {
    let words = cx.words;
    let mut newest: Vec<&Stretch> = stretches.iter().collect();
    newest.sort_by_key(|it| std::cmp::Reverse(it.from));
    let rows = newest.into_iter().map(|it| {
        let kind = match it.kind {
            StretchKind::Listened => words.source_coverage_listened(),
            StretchKind::Gap => words.source_coverage_gap(),
            StretchKind::Refilled => words.source_coverage_refilled(),
        };
        vec![
            cx.dates.moment(it.from),
            cx.dates.moment(it.to),
            cx.dates
                .duration(it.to.duration_since(it.from).unsigned_abs()),
            kind,
        ]
    });
    Table {
        caption: words.source_coverage_caption(&view.source.name),
        head: vec![
            words.source_gap_from(),
            words.source_gap_to(),
            words.source_gap_length(),
            words.source_coverage(),
        ],
        rows: rows.collect(),
    }
}

fn coverage(cx: &Cx, view: &SourceDetail) -> Markup {
    let words = cx.words;
    html! {
        section class="panel" {
            div class="panel-h" { h2 { (words.source_coverage()) } span class="sm muted" { (words.source_coverage_text()) } }
            div class="panel-b" { (coverage_figure(cx, view)) }
            @if view.gaps.is_empty() { p class="panel-b sm soft" { (words.source_gaps_none()) } } @else { (gaps(cx, view)) }
        }
    }
}

fn gaps(cx: &Cx, view: &SourceDetail) -> Markup {
    let words = cx.words;
    let labels = gap_labels(cx);
    let [from, to, length, cause, refill] = &labels;
    table::data(
        cx,
        &Data {
            caption: &words.source_gap_caption(&view.source.name),
            heads: &[
                Head::text(from),
                Head::text(to),
                Head::figure(length),
                Head::text(cause),
                Head::text(refill),
            ],
            rows: view.gaps.iter().map(|it| gap_row(cx, view, it)).collect(),
            order: None,
            csv: Some(&format!("/sources/{}/gaps.csv", view.source.id)),
        },
    )
}

fn gap_labels(cx: &Cx) -> [String; 5] {
    let words = cx.words;
    [
        words.source_gap_from(),
        words.source_gap_to(),
        words.source_gap_length(),
        words.source_gap_cause(),
        words.source_gap_refill(),
    ]
}

fn gap_length(view: &SourceDetail, gap: &Gap) -> std::time::Duration {
    gap.to
        .unwrap_or(view.now)
        .duration_since(gap.from)
        .unsigned_abs()
}

fn gap_row(cx: &Cx, view: &SourceDetail, gap: &Gap) -> Vec<Markup> {
    let words = cx.words;
    vec![
        moment(cx, gap.from),
        html! { @match gap.to { Some(to) => (moment(cx, to)), None => (chip::chip(chip::Tone::Warn, &words.source_gap_ongoing())) } },
        html! { (cx.dates.duration(gap_length(view, gap))) },
        html! { (table::cause(cx, gap.cause)) },
        html! {
            @match gap.refilled_at {
                Some(at) => (chip::with_icon(chip::Tone::Ok, Icon::Check, &words.source_gap_refilled(&cx.dates.moment(at)))),
                None => span class="muted" { (words.source_gap_not_refilled()) },
            }
        },
    ]
}

/// The gaps as a file: lengths in seconds, dates as machines write them.
#[must_use]
pub fn gaps_file(cx: &Cx, view: &SourceDetail) -> Table {
    let [from, to, _, cause, refill] = gap_labels(cx);
    let date = |at: Option<jiff::Timestamp>| at.map(sources::moment).unwrap_or_default();
    let rows = view.gaps.iter().map(|it| {
        vec![
            date(Some(it.from)),
            date(it.to),
            gap_length(view, it).as_secs().to_string(),
            table::cause(cx, it.cause),
            date(it.refilled_at),
        ]
    });
    Table {
        caption: cx.words.source_gap_caption(&view.source.name),
        head: vec![from, to, cx.words.source_gap_seconds(), cause, refill],
        rows: rows.collect(),
    }
}

fn drops(cx: &Cx, view: &SourceDetail) -> Markup {
    let words = cx.words;
    let labels = drop_labels(cx);
    let [reason, times, sample] = &labels;
    html! {
        section class="panel" {
            div class="panel-h" { h2 { (words.source_drops()) } span class="sm muted" { (words.source_drops_text()) } }
            @if view.drops.is_empty() {
                p class="panel-b sm soft" { (words.source_drops_none()) }
            } @else {
                (table::data(cx, &Data {
                    caption: &words.source_drops_caption(&view.source.name),
                    heads: &[Head::text(reason), Head::figure(times), Head::text(sample)],
                    rows: view.drops.iter().map(|it| drop_row(cx, it)).collect(),
                    order: None,
                    csv: Some(&format!("/sources/{}/drops.csv", view.source.id)),
                }))
            }
        }
    }
}

fn drop_labels(cx: &Cx) -> [String; 3] {
    let words = cx.words;
    [
        words.source_drop_reason(),
        words.source_drop_times(),
        words.source_drop_sample(),
    ]
}

fn drop_row(cx: &Cx, it: &DropView) -> Vec<Markup> {
    let (name, text) = table::drop_reason(cx, it.reason);
    vec![
        html! { (name) p class="xs muted" { (text) } },
        html! { (cx.words.source_drop_count(it.count)) p class="xs muted" { (cx.words.source_drop_last(&cx.dates.ago(it.last_at))) } },
        html! { @if !it.sample.is_empty() { div class="sample" tabindex="0" role="group" aria-label=(cx.words.source_drop_sample()) { bdi { (crate::kit::text::plain(&it.sample)) } } } },
    ]
}

/// What was set aside as a file.
#[must_use]
pub fn drops_file(cx: &Cx, view: &SourceDetail) -> Table {
    let [reason, times, sample] = drop_labels(cx);
    let rows = view.drops.iter().map(|it| {
        vec![
            table::drop_reason(cx, it.reason).0,
            it.count.to_string(),
            it.sample.clone(),
            sources::moment(it.last_at),
        ]
    });
    Table {
        caption: cx.words.source_drops_caption(&view.source.name),
        head: vec![reason, times, sample, cx.words.source_last_event()],
        rows: rows.collect(),
    }
}
