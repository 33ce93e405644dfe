//! One source: what it gave, what was set aside and why, when it was heard and when it was not.

use engine::{DropView, SourceDetail};
use i18n::number;
use maud::{Markup, html};
use model::{Gap, Role, SourceState};
use report::{CoverageBar, Stretch, StretchKind};

use super::{
    shell::{self, Section},
    sources,
};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        chip, figure,
        icon::{self, Icon},
        table,
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
        (chip::source_state(cx, source.state))
        span class="grow" {}
        @if cx.can(Role::Admin) { (actions(cx, view)) }
    };
    let body = html! {
        div class="scroll" tabindex="0" { div class="page" {
            section class="panel panel-b stack" {
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
                    @if let Some(error) = &source.last_error { dt { (words.source_last_error()) } dd lang="en" { bdi { (error) } } }
                }
            }
            (coverage(cx, view))
            (drops(cx, &view.drops))
        } }
    };
    shell::page(cx, Section::Sources, &source.name, &top, &body)
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
        a class="btn btn-q btn-i" href={ "/sources/" (source.id) "/remove" } data-dialog title=(words.source_remove()) {
            (icon::small(Icon::Trash2)) span class="not-s" { (words.source_remove()) } span class="vh only-s" { (words.source_remove()) }
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
    figure::coverage(cx, &bar, &sentence)
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
    html! {
        div class="tbl-box" {
            table class="tbl tbl-cards" {
                caption { (words.source_gap_caption(&view.source.name)) }
                thead { tr {
                    th scope="col" { (words.source_gap_from()) }
                    th scope="col" { (words.source_gap_to()) }
                    th scope="col" class="r" { (words.source_gap_length()) }
                    th scope="col" { (words.source_gap_cause()) }
                    th scope="col" { (words.source_gap_refill()) }
                } }
                tbody { @for gap in &view.gaps { (gap_row(cx, view, gap)) } }
            }
        }
    }
}

fn gap_row(cx: &Cx, view: &SourceDetail, gap: &Gap) -> Markup {
    let words = cx.words;
    let length = gap
        .to
        .unwrap_or(view.now)
        .duration_since(gap.from)
        .unsigned_abs();
    html! {
        tr {
            th scope="row" { (moment(cx, gap.from)) }
            td data-label=(words.source_gap_to()) {
                @match gap.to { Some(to) => (moment(cx, to)), None => (chip::chip(chip::Tone::Warn, &words.source_gap_ongoing())) }
            }
            td class="r" data-label=(words.source_gap_length()) { (cx.dates.duration(length)) }
            td data-label=(words.source_gap_cause()) { (table::cause(cx, gap.cause)) }
            td data-label=(words.source_gap_refill()) {
                @match gap.refilled_at {
                    Some(at) => (chip::with_icon(chip::Tone::Ok, Icon::Check, &words.source_gap_refilled(&cx.dates.moment(at)))),
                    None => span class="muted" { (words.source_gap_not_refilled()) },
                }
            }
        }
    }
}

fn drops(cx: &Cx, drops: &[DropView]) -> Markup {
    let words = cx.words;
    html! {
        section class="panel" {
            div class="panel-h" { h2 { (words.source_drops()) } span class="sm muted" { (words.source_drops_text()) } }
            @if drops.is_empty() {
                p class="panel-b sm soft" { (words.source_drops_none()) }
            } @else {
                div class="tbl-box" {
                    table class="tbl tbl-cards" {
                        caption class="vh" { (words.source_drops_text()) }
                        thead { tr {
                            th scope="col" { (words.source_drop_reason()) }
                            th scope="col" class="r" { (words.source_drop_times()) }
                            th scope="col" { (words.source_drop_sample()) }
                        } }
                        tbody { @for it in drops { (drop_row(cx, it)) } }
                    }
                }
            }
        }
    }
}

fn drop_row(cx: &Cx, it: &DropView) -> Markup {
    let (name, text) = table::drop_reason(cx, it.reason);
    html! {
        tr {
            th scope="row" { (name) p class="xs muted" { (text) } }
            td class="r" { (cx.words.source_drop_count(it.count)) p class="xs muted" { (cx.words.source_drop_last(&cx.dates.ago(it.last_at))) } }
            td { @if !it.sample.is_empty() { div class="sample" tabindex="0" { bdi { (crate::kit::text::plain(&it.sample)) } } } }
        }
    }
}

/// Asked before a source is removed: what it would say next is lost.
#[must_use]
pub fn remove(cx: &Cx, view: &SourceDetail) -> Markup {
    let words = cx.words;
    let source = &view.source;
    let title = words.source_remove_title(&source.name);
    let back = format!("/sources/{}", source.id);
    let body = html! {
        div class="scroll" { div class="page page-n" { div class="panel panel-b stack" data-dialog-content {
            h2 class="dialog-h" { (title) }
            p { (words.source_remove_text()) }
            p class="soft" { (rich(&words.source_received(&number(cx.locale(), source.received)))) }
            form class="form-foot" method="post" action={ (back) "/remove" } {
                a class="btn btn-q" href=(back) data-cancel { (words.cancel()) }
                (button::submit(Look::Danger, Some(Icon::Trash2), &words.source_remove_action(&source.name)))
            }
        } } }
    };
    shell::page(
        cx,
        Section::Sources,
        &title,
        &shell::heading(&words.source_remove()),
        &body,
    )
}
