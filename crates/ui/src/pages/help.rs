//! Help: its topics, the query language from the table the parser reads, and the keys from the table
//! that scripts obey.

use i18n::Words;
use maud::{Markup, html};
use model::{Command, Locale};
use query::reference::{Both, OPERATORS, Status};

use super::shell::{self, Section};
use crate::{
    Cx,
    keys::{self, Group},
    kit::{
        button,
        icon::{self, Icon},
    },
};

/// What can be learnt, one line each.
#[must_use]
pub fn home(cx: &Cx) -> Markup {
    let words = cx.words;
    let topic = |href: &str, sign, title: String, text: String| {
        html! {
            a class="panel topic" href=(href) {
                span class="topic-i" { (icon::icon(sign)) }
                span { b { (title) } span class="soft sm" { (text) } }
            }
        }
    };
    let body = html! {
        div class="scroll" { div class="page page-n" {
            p class="page-intro" { (words.help_home_intro()) }
            (topic("/help/queries", Icon::Binoculars, words.help_topic_queries(), words.help_topic_queries_text()))
            (topic("/help/keys", Icon::Keyboard, words.help_topic_keys(), words.help_topic_keys_text()))
            section class="panel panel-b stack" id="live" { h2 { (words.help_topic_live()) } p class="soft" { (words.help_topic_live_text()) } }
            section class="panel panel-b stack" id="safe" { h2 { (words.help_topic_safe()) } p class="soft" { (words.help_topic_safe_text()) } }
            section class="panel panel-b stack" id="builder" { h2 { (words.help_topic_builder()) } p class="soft" { (words.help_topic_builder_text()) } }
            section class="panel panel-b stack" id="archive" { h2 { (words.help_topic_archive()) } p class="soft" { (words.help_topic_archive_text()) } }
            (topic("/about", Icon::Info, words.help_topic_about(), words.help_topic_about_text()))
        } }
    };
    shell::page(
        cx,
        Section::Help,
        &words.help_home_title(),
        &shell::heading(&words.help_home_title()),
        &body,
    )
}

/// The query language.
#[must_use]
pub fn queries(cx: &Cx) -> Markup {
    let words = cx.words;
    let body = html! {
        div class="scroll" tabindex="0" role="group" aria-label=(words.help_title()) { div class="page" {
            p class="page-intro" { (words.help_intro()) }
            section class="panel" {
                div class="tbl-box" {
                    table class="tbl tbl-cards" {
                        caption class="vh" { (words.help_caption()) }
                        thead { tr {
                            th scope="col" { (words.help_write()) }
                            th scope="col" { (words.help_finds()) }
                            th scope="col" { (words.help_example()) }
                        } }
                        tbody { @for operator in OPERATORS.iter().filter(|it| it.status == Status::Ready) { tr {
                            th scope="row" { code class="code-in" { (read(cx, operator.syntax)) } }
                            td { (i18n::typeset(cx.locale(), read(cx, operator.meaning))) }
                            td { code class="code-in" { (read(cx, operator.example)) } }
                        } } }
                    }
                }
            }
            section class="prose" {
                h2 { (words.help_tips()) }
                ul {
                    li { (words.help_tip_accents()) }
                    li { (words.help_tip_operators()) }
                    li { (words.help_tip_order()) }
                    li { (words.help_tip_explain()) }
                }
            }
        } }
    };
    shell::page(
        cx,
        Section::Help,
        &words.help_title(),
        &back(words, &words.help_title()),
        &body,
    )
}

const fn read(cx: &Cx, both: Both) -> &'static str {
    match cx.words.locale() {
        Locale::Fr => both.french,
        Locale::En => both.english,
    }
}

/// The heading of a page under Help.
fn back(words: Words, title: &str) -> Markup {
    html! {
        (button::icon_link("/help", Icon::ArrowLeft, &words.help_home_title()))
        (shell::heading(title))
    }
}

/// The sheet of shortcuts; opens over any page on `?`.
#[must_use]
pub fn keys(cx: &Cx) -> Markup {
    let words = cx.words;
    let body = html! {
        div class="scroll" { div class="page" {
            div class="panel panel-b stack" data-dialog-content data-dialog-wide {
                h2 class="dialog-h dialog-only" { (words.keys_title()) }
                p class="soft" { (if cx.prefs.single_keys { words.keys_text() } else { words.keys_off() }) }
                div class="sheet" { @for group in Group::ALL { (group_table(cx, group)) } }
                p class="sm" { a href="/settings#keys" { (words.keys_change()) } }
            }
        } }
    };
    shell::page(
        cx,
        Section::Help,
        &words.keys_title(),
        &back(words, &words.keys_title()),
        &body,
    )
}

fn group_table(cx: &Cx, group: Group) -> Markup {
    let words = cx.words;
    let row = |key: &Markup, action: &str| {
        html! { tr { th scope="row" { (action) } td class="r" { (key) } } }
    };
    let digits = html! { (button::kbd("1")) " – " (button::kbd("9")) };
    html! {
        table class="tbl tbl-keys" {
            caption { (group.label(words)) }
            thead class="vh" { tr { th scope="col" { (words.keys_col_action()) } th scope="col" { (words.keys_col_key()) } } }
            tbody {
                @for command in group.commands() { (row(&caps(words, shown(cx, command)), &keys::label(words, command))) }
                @if group == Group::Columns { (row(&digits, &words.keys_digits())) }
            }
        }
    }
}

fn shown(cx: &Cx, command: Command) -> &str {
    cx.prefs.key(command)
}

/// A key as engraved.
pub(crate) fn caps(words: Words, key: &str) -> Markup {
    html! {
        span class="caps" {
            @for (at, chord) in keys::caps(words, key).iter().enumerate() {
                @if at > 0 { " " span class="xs muted" { (words.keys_then()) } " " }
                @for (at, cap) in chord.iter().enumerate() { @if at > 0 { " + " } (button::kbd(cap)) }
            }
        }
    }
}
