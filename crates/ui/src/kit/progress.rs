//! How much of a whole: a bar, a ring. The words beside it say the same.

use maud::{Markup, html};

/// The ring's length: 100, so that a part is a percentage.
const RING: f64 = 100.0;

/// A bar; `label` says of what, in words that hold the figures.
#[must_use]
pub fn bar(label: &str, done: u64, total: u64) -> Markup {
    html! { progress class="load" aria-label=(label) value=(done.min(total)) max=(total.max(1)) {} }
}

/// A small ring, `part` of it drawn, beside words that say how much.
#[must_use]
pub fn ring(part: f64) -> Markup {
    let drawn = part.clamp(0.0, 1.0) * RING;
    html! {
        svg class="ring" viewBox="0 0 18 18" aria-hidden="true" {
            circle class="ring-b" cx="9" cy="9" r="7" {}
            circle class="ring-p" cx="9" cy="9" r="7" pathLength=(RING) stroke-dasharray={ (drawn) " " (RING) } {}
        }
    }
}
