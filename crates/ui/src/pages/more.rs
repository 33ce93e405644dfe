//! The site map: all there is, on one page. On phones it opens as a sheet from the bar.

use maud::{Markup, html};

use super::shell::{self, Place, Section};
use crate::{
    Cx,
    kit::{
        dialog,
        icon::{self, Icon},
    },
};

#[must_use]
pub fn page(cx: &Cx) -> Markup {
    let words = cx.words;
    let settings = [shell::settings(words)];
    let map = html! {
        div class="map" {
            (group(&words.nav_daily(), &shell::daily(words)))
            (group(&words.nav_deeper(), &shell::deeper(cx)))
            section {
                h2 { (words.nav_account()) }
                ul {
                    @for place in &settings { (item(place.href, place.sign, &place.label)) }
                    (item("/settings/organisation", Icon::Building2, &words.nav_organisation()))
                    (item("/find", Icon::Search, &words.nav_find()))
                    (item("/help/keys", Icon::Keyboard, &words.nav_keys()))
                    (item("/about", Icon::Info, &words.about_title()))
                    li {
                        form method="post" action="/sign-out" {
                            button class="map-it" type="submit" { (icon::icon(Icon::LogOut)) (words.sign_out()) }
                        }
                    }
                }
            }
        }
    };
    let body = html! {
        div class="scroll" { div class="page" {
            p class="page-intro" { (words.more_text()) }
            (dialog::content(&words.more_title(), &map))
        } }
    };
    shell::page(
        cx,
        Section::More,
        &words.more_title(),
        &shell::heading(&words.more_title()),
        &body,
    )
}

fn group(title: &str, places: &[Place]) -> Markup {
    html! {
        section {
            h2 { (title) }
            ul { @for place in places { (item(place.href, place.sign, &place.label)) } }
        }
    }
}

fn item(href: &str, sign: Icon, label: &str) -> Markup {
    html! { li { a class="map-it" href=(href) { (icon::icon(sign)) (label) } } }
}
