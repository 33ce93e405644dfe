//! Sentences and moments on a page.

use i18n::Rich;
use jiff::Timestamp;
use maud::{Markup, html};
use model::Network;

use crate::Cx;

/// A sentence with its emphasis.
#[must_use]
pub fn rich(rich: &Rich) -> Markup {
    html! { @for (bold, text) in rich.parts() { @if bold { b { (text) } } @else { (text) } } }
}

/// A sentence where `slot` stands for a piece of markup.
#[must_use]
pub fn rich_with(rich: &Rich, slot: &str, piece: &Markup) -> Markup {
    html! {
        @for (bold, text) in rich.parts() {
            @if bold { b { (with(text, slot, piece)) } } @else { (with(text, slot, piece)) }
        }
    }
}

fn with(text: &str, slot: &str, piece: &Markup) -> Markup {
    match text.split_once(slot) {
        Some((before, after)) => html! { (before) (piece) (after) },
        None => html! { (text) },
    }
}

/// How old something is; the exact date on hover, and for machines.
#[must_use]
pub fn age(cx: &Cx, at: Timestamp) -> Markup {
    html! { time datetime=(at) title=(cx.dates.exact(at)) data-age { (cx.dates.age(at)) } }
}

/// A moment in words that do not age.
#[must_use]
pub fn moment(cx: &Cx, at: Timestamp) -> Markup {
    html! { time datetime=(at) title=(cx.dates.exact(at)) { (cx.dates.moment(at)) } }
}

/// What people call a network.
#[must_use]
pub fn network_name(cx: &Cx, network: Network) -> String {
    match network {
        Network::Press => cx.words.network_press(),
        Network::Sandbox => cx.words.network_sandbox(),
        Network::Replay => cx.words.network_replay(),
        _ => network.name().to_owned(),
    }
}
