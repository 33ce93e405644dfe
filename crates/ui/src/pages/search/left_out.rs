//! What of a search no query can say, told before it becomes one.

use engine::Written;
use maud::{Markup, html};

use super::{Become, facets};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        icon::Icon,
    },
    pages::shell::{self, Section},
};

/// The query that is left, and the way on or back to the search at `back`.
#[must_use]
pub fn left_out(cx: &Cx, written: &Written, to: Become, back: &str) -> Markup {
    let words = cx.words;
    let title = words.search_left_title();
    let top = html! {
        (button::icon_link(back, Icon::ArrowLeft, &words.search_exports_back()))
        h1 { (title) }
    };
    let body = html! {
        div class="scroll" { div class="page page-n" { div class="panel panel-b stack" data-dialog-content {
            h2 class="dialog-h dialog-only" { (title) }
            p { (words.search_left_text()) }
            ul class="q-list" {
                @for (facet, value) in &written.left_out {
                    li { (facets::title(cx, *facet)) " " bdi { (facets::label(cx, *facet, value)) } }
                }
            }
            p { (words.search_left_rest()) " " code class="code-in" { (written.text) } }
            div class="form-foot" {
                a class="btn btn-q" href=(back) data-cancel { (words.cancel()) }
                (button::link(&to.begin(&written.text), Look::Primary, Some(Icon::ArrowRight), &words.search_left_go()))
            }
        } } }
    };
    shell::page(cx, Section::Search, &title, &top, &body)
}
