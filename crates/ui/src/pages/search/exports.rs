//! The exports a person started: how far each is, and its file.

use engine::{ExportFormat, ExportState, ExportView};
use i18n::number;
use maud::{Markup, html};

use super::is_running;
use crate::{
    Cx,
    kit::{
        button,
        icon::{self, Icon},
        progress, state,
        words::moment,
    },
    pages::shell::{self, Section},
};

#[must_use]
pub fn exports(cx: &Cx, all: &[ExportView]) -> Markup {
    let words = cx.words;
    let title = words.search_exports();
    let top = html! {
        a class="ib" href="/search" aria-label=(words.search_exports_back()) title=(words.search_exports_back()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (title) }
    };
    let body = html! {
        div class="scroll" { div class="page page-n" { div class="panel panel-b" data-dialog-content {
            h2 class="dialog-h dialog-only" { (title) }
            p class="soft sm" { (words.search_exports_text()) }
            vigie-again data-again[all.iter().any(is_running)] {
                div id="exports" data-swap {
                    @if all.is_empty() { (state::empty(Icon::Download, &title, &words.search_exports_none(), &html! {})) }
                    ul class="exports" { @for it in all { li class="export" { (one(cx, it)) } } }
                }
            }
        } } }
    };
    shell::page(cx, Section::Search, &title, &top, &body)
}

fn one(cx: &Cx, it: &ExportView) -> Markup {
    let words = cx.words;
    let (done, of) = (number(cx.locale(), it.done), number(cx.locale(), it.of));
    let name = match it.format {
        ExportFormat::Csv => words.search_export_csv_name(),
        ExportFormat::JsonLines => words.search_export_json_name(),
    };
    let path = format!("/search/exports/{}", it.id);
    html! {
        div class="grow" {
            p { b { (name) } " " span class="soft sm" { (moment(cx, it.started_at)) } }
            code class="code-in" { (it.text) }
            @match it.state {
                ExportState::Running => {
                    @let label = words.search_export_running(&done, &of);
                    (progress::bar(&label, it.done, it.of))
                    p class="soft sm" { (label) }
                },
                ExportState::Ready => p class="sm c-ok" { (words.search_export_ready(it.done)) },
                ExportState::Cancelled => p class="soft sm" { (words.search_export_cancelled()) },
                ExportState::Failed => p class="sm c-danger" { (words.search_export_failed()) },
            }
        }
        @match it.state {
            ExportState::Running => form method="post" action={ (path) "/cancel" } { (button::small_submit(Some(Icon::X), &words.search_export_cancel())) },
            ExportState::Ready => a class="btn btn-s" href={ (path) "/file" } download { (icon::small(Icon::Download)) (words.search_export_download()) },
            ExportState::Cancelled | ExportState::Failed => {},
        }
    }
}
