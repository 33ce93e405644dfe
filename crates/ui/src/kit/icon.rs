//! Drawings of the sprite. Decorative: a control with only an icon carries its name itself.

use maud::{Markup, html};
use model::Network;

use crate::assets::SPRITE_SVG;

include!(concat!(env!("OUT_DIR"), "/icons.rs"));

/// 18 px, beside text of the interface.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    drawn("i", icon.id())
}

/// 15 px, in buttons.
#[must_use]
pub fn small(icon: Icon) -> Markup {
    drawn("i i-s", icon.id())
}

/// 13 px, in small type.
#[must_use]
pub fn tiny(icon: Icon) -> Markup {
    drawn("i i-xs", icon.id())
}

/// The mark that names a network.
#[must_use]
pub fn network(network: Network) -> Markup {
    match network {
        Network::Bluesky => drawn("n", "n-bluesky"),
        Network::Mastodon => drawn("n", "n-mastodon"),
        Network::X => drawn("n", "n-x"),
        Network::Facebook => drawn("n", "n-facebook"),
        Network::Instagram => drawn("n", "n-instagram"),
        Network::Threads => drawn("n", "n-threads"),
        Network::Linkedin => drawn("n", "n-linkedin"),
        Network::Press => tiny(Icon::Rss),
        Network::Sandbox => tiny(Icon::Castle),
        Network::Replay => tiny(Icon::History),
    }
}

/// Where the sprite has `icon`, for scripts that draw.
#[must_use]
pub fn address(icon: Icon) -> String {
    format!("{SPRITE_SVG}#{}", icon.id())
}

fn drawn(class: &str, id: &str) -> Markup {
    html! { svg class=(class) aria-hidden="true" { use href={ (SPRITE_SVG) "#" (id) } {} } }
}

/// The house's own sign: a lantern over the line.
#[must_use]
pub fn mark(large: bool) -> Markup {
    html! {
        svg class={ "mark" @if large { " mark-l" } } viewBox="0 0 32 32" aria-hidden="true" {
            rect class="mark-tile" width="32" height="32" rx="9" {}
            path class="mark-line" d="M6 21.5h20" {}
            path class="mark-lamp" d="M10.5 18.5a5.5 5.5 0 0 1 11 0z" {}
            path class="mark-rays" d="M16 6.5v3M7.9 9.6l2 2M24.1 9.6l-2 2" {}
            path class="mark-line mark-sea" d="M10 25h12" {}
        }
    }
}
