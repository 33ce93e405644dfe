//! A picture of figures with its table: whoever cannot use the one has the other.

use maud::{Markup, html};
use report::Table;

use super::{disclosure::disclosure, table};
use crate::Cx;

/// `picture` is an SVG that names itself; the table opens under it.
#[must_use]
pub fn chart(cx: &Cx, picture: &Markup, twin: &Table) -> Markup {
    html! {
        figure class="stack" {
            (picture)
            (disclosure(&cx.words.view_as_table(), &table::figures(twin)))
        }
    }
}
