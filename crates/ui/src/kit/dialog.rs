//! What opens over a page. A dialog is a page of its own first: scripts show its content in a
//! `<dialog>` when a link marked `data-dialog` leads to it.

use maud::{Markup, html};

use super::icon::{Icon, icon};

/// The content of a form's page that also opens as a dialog. The page has its own heading; the title
/// shows in the dialog only.
#[must_use]
pub fn content(title: &str, body: &Markup) -> Markup {
    html! {
        div class="panel panel-b" data-dialog-content {
            h2 class="dialog-h dialog-only" { (title) }
            (body)
        }
    }
}

/// A question before what cannot be undone: what happens, what is safe, and a button that says it.
#[must_use]
pub fn question(sign: Icon, title: &str, text: &str, answers: &Markup) -> Markup {
    html! {
        div class="ask" {
            span class="ask-i" { (icon(sign)) }
            div class="stack grow" {
                p class="ask-t" { (title) }
                p class="soft" { (text) }
                (answers)
            }
        }
    }
}
