//! Pictures of figures, each with its table.

use maud::{Markup, PreEscaped, html};
use report::{CoverageBar, Horizon, Table, Timeline, Watch};

use super::{
    chart,
    icon::{Icon, small},
    table,
};
use crate::Cx;

/// The last 24 hours on a line. The table twin is one menu item away; see [`horizon_table`].
#[must_use]
pub fn horizon(cx: &Cx, hours: &[u64; 24], alert: bool) -> Markup {
    PreEscaped(Horizon { hours, alert }.svg(cx.words, &cx.dates))
}

/// The same figures in rows.
#[must_use]
pub fn horizon_table(cx: &Cx, hours: &[u64; 24], title: &str) -> Markup {
    table::figures(
        &Horizon {
            hours,
            alert: false,
        }
        .table(cx.words, &cx.dates, title),
    )
}

/// What was said since one left, with its table one press away.
#[must_use]
pub fn watch(cx: &Cx, watch: &Watch<'_>) -> Markup {
    let label = cx.words.view_as_table();
    html! {
        figure class="chart-box" {
            (PreEscaped(watch.svg(cx.words, &cx.dates)))
            details class="twin" {
                summary class="ib" aria-label=(label) title=(label) { (small(Icon::Table)) }
                (table::figures(&watch.table(cx.words, &cx.dates)))
            }
        }
    }
}

/// What was found and when, with what another query found in dashes. The table is in the page too: the
/// choice of the one or the other is where the page puts it.
#[must_use]
pub fn timeline(cx: &Cx, timeline: &Timeline<'_>) -> Markup {
    let words = cx.words;
    html! {
        figure class="tl-box" {
            @if timeline.before.is_some() {
                figcaption class="legend" {
                    span { svg viewBox="0 0 12 18" aria-hidden="true" { rect class="tl-bar" x="0" y="3" width="12" height="12" rx="3" {} } (words.builder_legend_now()) }
                    span { svg viewBox="0 0 12 18" aria-hidden="true" { rect class="ch-ghost" x="0.5" y="3.5" width="11" height="11" rx="3" {} } (words.builder_legend_before()) }
                }
            }
            (PreEscaped(timeline.svg(words, &cx.dates)))
            div class="tl-t" { (table::figures(&timeline.table(words, &cx.dates))) }
        }
    }
}

/// When a source was heard, with what the shapes mean in words, and its stretches one press away.
#[must_use]
pub fn coverage(cx: &Cx, bar: &CoverageBar<'_>, sentence: &str, twin: &Table) -> Markup {
    let words = cx.words;
    let key = |class: &str, (y, height): (&str, &str), label: String| {
        html! { span { svg viewBox="0 0 12 18" aria-hidden="true" { rect class=(class) x="1" width="10" y=(y) height=(height) {} } (label) } }
    };
    let picture = html! {
        (PreEscaped(bar.svg(&cx.dates, sentence)))
        div class="legend" {
            (key("cov-listened", ("6", "6"), words.source_coverage_listened()))
            (key("cov-gap", ("0", "18"), words.source_coverage_gap()))
            (key("cov-refilled", ("1", "16"), words.source_coverage_refilled()))
        }
        p class="soft sm" { (sentence) }
    };
    chart::chart(cx, &picture, twin)
}
