//! What this is, in which version, and whose work it stands on.

use maud::{Markup, html};

use super::shell::{self, Section};
use crate::Cx;

#[must_use]
pub fn page(cx: &Cx, version: &str) -> Markup {
    let words = cx.words;
    let body = html! {
        div class="scroll" tabindex="0" { div class="page page-n" { div class="panel panel-b prose" {
            p { (words.about_text()) }
            p { (words.about_version(version)) br; (words.about_licence()) }
            h2 { (words.about_credits()) }
            ul { li { (words.about_fonts()) } li { (words.about_icons()) } }
        } } }
    };
    shell::page(
        cx,
        Section::None,
        &words.about_title(),
        &shell::heading(&words.about_title()),
        &body,
    )
}
