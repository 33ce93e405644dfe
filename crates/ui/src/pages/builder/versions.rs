//! The versions a query had: who wrote each, when, what it changed, and the way back to it.

use engine::{SavedQuery, VersionView, Versions};
use maud::{Markup, html};
use model::Role;
use query::Changed;

use super::clauses;
use crate::{
    Cx,
    kit::{
        button,
        chip::{self, Tone},
        icon::{self, Icon},
        query as field_query,
        words::moment,
    },
    pages::shell::{self, Section},
};

pub struct VersionsPage<'a> {
    pub saved: &'a SavedQuery,
    pub versions: &'a Versions,
}

#[must_use]
pub fn versions(cx: &Cx, view: &VersionsPage<'_>) -> Markup {
    let words = cx.words;
    let title = words.versions_title(&view.saved.name);
    let path = format!("/queries/{}", view.saved.id);
    let top = html! {
        a class="ib" href=(path) aria-label=(words.versions_back()) title=(words.versions_back()) { (icon::icon(Icon::ArrowLeft)) }
        h1 { (title) }
    };
    let body = html! {
        div class="scroll" { div class="page page-n" { div class="panel panel-b" data-dialog-content data-dialog-wide {
            h2 class="dialog-h dialog-only" { (title) }
            p class="soft sm" { (words.versions_text()) }
            ol class="versions" { @for version in &view.versions.versions { li class="version" { (one(cx, view.saved, version)) } } }
            @if let Some(older) = view.versions.older {
                p { a class="btn btn-s" href={ (path) "/versions?before=" (older) } { (words.versions_older()) } }
            }
        } } }
    };
    shell::page(cx, Section::Listen, &title, &top, &body)
}

fn one(cx: &Cx, saved: &SavedQuery, version: &VersionView) -> Markup {
    let words = cx.words;
    let is_now = version.version == saved.version;
    let by = version.by.clone().unwrap_or_else(|| words.version_vigie());
    html! {
        div class="row wrap" {
            h2 { (words.version_title(version.version)) }
            @if is_now { (chip::chip(Tone::Accent, &words.version_now())) }
            span class="soft sm grow" { (by) ", " (moment(cx, version.at)) }
            @if !is_now && cx.can(Role::Editor) {
                form method="post" action={ "/queries/" (saved.id) "/return" } {
                    input type="hidden" name="to" value=(version.version);
                    input type="hidden" name="version" value=(saved.version);
                    (button::small_submit(Some(Icon::RotateCcw), &words.version_return()))
                }
            }
        }
        @if let Some(name) = &version.renamed_from { p class="soft sm" { (words.version_renamed(name)) } }
        @if version.version == 1 {
            p class="soft sm" { (words.version_first()) }
        } @else if !version.changes.is_empty() {
            ul class="changes" { @for it in &version.changes { li { (changed(cx, it)) } } }
        } @else if version.renamed_from.is_none() {
            p class="soft sm" { (words.version_same()) }
        }
        code class="code" { (field_query::coloured(&version.text)) }
    }
}

/// A part that came or went: a sign, and the same in words for who does not see it.
fn changed(cx: &Cx, it: &Changed) -> Markup {
    let words = cx.words;
    let (label, rule) = clauses::told(cx, &it.part);
    let (sign, said) = if it.added {
        (Icon::Plus, words.version_added())
    } else {
        (Icon::Minus, words.version_removed())
    };
    html! {
        span class={ "term" @if it.excluded { " term-not" } @if !it.added { " term-gone" } } {
            span class="term-l" {
                (icon::tiny(sign)) span class="vh" { (said) " " }
                span dir="auto" { (label) } @if let Some(rule) = rule { " " small { (rule) } }
                @if it.excluded { " " small { (words.version_excluded()) } }
            }
        }
    }
}
