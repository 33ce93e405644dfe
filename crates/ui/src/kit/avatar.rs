//! Who speaks, in a circle: initials and a colour that stays theirs. Pictures of strangers are not
//! fetched for it.

use maud::{Markup, html};
use model::{Author, Network};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{icon, text, words};
use crate::Cx;

/// As many colours as `--av1` to `--av6`.
const COLOURS: u64 = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Normal,
    Medium,
    Small,
}

/// An author with the network they speak on.
#[must_use]
pub fn author(cx: &Cx, author: &Author, network: Network) -> Markup {
    let name = if author.name.is_empty() {
        &author.handle
    } else {
        &author.name
    };
    html! {
        span class={ "av av" (colour(&author.id)) } {
            span aria-hidden="true" { (initials(name.as_raw())) }
            span class="av-net" {
                (icon::network(network))
                span class="vh" { (words::network_name(cx, network)) }
            }
        }
    }
}

/// One of us; the name is written beside it.
#[must_use]
pub fn person(name: &str, size: Size) -> Markup {
    let class = match size {
        Size::Normal => "",
        Size::Medium => " av-m",
        Size::Small => " av-s",
    };
    html! { span class={ "av" (class) " av" (colour(name)) } aria-hidden="true" { (initials(name)) } }
}

/// The first signs of the first two words that begin with a letter or a figure, in capitals.
#[must_use]
pub fn initials(name: &str) -> String {
    let name = text::plain(name);
    let shown: String = name
        .split_whitespace()
        .filter_map(|word| {
            word.trim_start_matches(|c: char| !c.is_alphanumeric())
                .graphemes(true)
                .next()
        })
        .take(2)
        .flat_map(str::chars)
        .flat_map(char::to_uppercase)
        .collect();
    if shown.is_empty() {
        "?".to_owned()
    } else {
        shown
    }
}

/// A number from 1 to [`COLOURS`] that depends on the identity alone (FNV-1a).
fn colour(id: &str) -> u64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash % COLOURS + 1
}

#[cfg(test)]
mod tests {
    use super::{COLOURS, colour, initials};

    #[test]
    fn initials_come_from_two_words_at_most() {
        assert_eq!(initials("Collectif des quais"), "CD");
        assert_eq!(initials("brume"), "B");
        assert_eq!(initials("« Élodie » (la vraie)"), "ÉL");
        assert_eq!(initials("\u{202e}evil"), "E");
        assert_eq!(initials("🎉🎉"), "?");
        assert_eq!(initials(""), "?");
        assert_eq!(initials("北京 大学"), "北大");
    }

    #[test]
    fn colour_is_one_of_the_palette() {
        for id in ["", "did:plc:a", "did:plc:b", "https://example.org/@c"] {
            assert!((1..=COLOURS).contains(&colour(id)));
        }
    }
}
