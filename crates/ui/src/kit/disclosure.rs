//! More, for who asks.

use maud::{Markup, html};

use super::icon::{Icon, tiny};

/// A line that opens onto the rest; works without script.
#[must_use]
pub fn disclosure(label: &str, body: &Markup) -> Markup {
    html! {
        details class="more" {
            summary class="more-s" { span class="more-i" { (tiny(Icon::ChevronDown)) } (label) }
            div class="more-b" { (body) }
        }
    }
}
