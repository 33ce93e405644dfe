//! The query language, from the same table the parser reads.

use maud::{Markup, html};
use model::Locale;
use query::reference::{Both, OPERATORS, Status};

use super::shell::{self, Section};
use crate::Cx;

#[must_use]
pub fn page(cx: &Cx) -> Markup {
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
        &shell::heading(&words.help_title()),
        &body,
    )
}

const fn read(cx: &Cx, both: Both) -> &'static str {
    match cx.words.locale() {
        Locale::Fr => both.french,
        Locale::En => both.english,
    }
}
