//! What surrounds a page: head, sidebar (a rail on tablets, a bar on phones), landmarks.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::Theme;

use crate::{
    Cx, Live,
    assets::{APP_CSS, APP_JS, FONT_UI, MARK_SVG},
    kit::{
        avatar::{self, Size},
        icon::{self, Icon},
    },
};

/// The places of the product, in the order of the bars. What does not exist is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Listen,
    Sources,
    Help,
    Settings,
    /// Pages of no section (errors, about).
    None,
}

struct Place {
    section: Section,
    href: &'static str,
    sign: Icon,
    label: String,
}

/// A page behind the door: `top` is the header's content with the `h1`, `body` the work area.
#[must_use]
pub fn page(cx: &Cx, section: Section, title: &str, top: &Markup, body: &Markup) -> Markup {
    let Some(member) = &cx.member else {
        return bare(cx, title, body);
    };
    let words = cx.words;
    let daily = [
        place(
            Section::Listen,
            "/listen",
            Icon::Binoculars,
            words.nav_listen(),
        ),
        place(
            Section::Sources,
            "/sources",
            Icon::SatelliteDish,
            words.nav_sources(),
        ),
    ];
    let deeper = [
        place(
            Section::Help,
            "/help/queries",
            Icon::CircleQuestionMark,
            words.nav_help(),
        ),
        place(
            Section::Settings,
            "/settings",
            Icon::Settings2,
            words.nav_settings(),
        ),
    ];
    document(
        cx,
        &words.page_title(title, &member.org_name),
        &html! {
            a class="skip" href="#content" { (words.skip_to_content()) }
            div class="app" {
                nav class="nav" aria-label=(words.nav_main()) {
                    a class="ws" href="/listen" {
                        (icon::mark(false))
                        span class="grow txt" { b { (member.org_name) } @if !member.org_kind.is_empty() { small { (member.org_kind) } } }
                    }
                    ul class="nav-list" { @for place in &daily { (nav_item(place, section)) } }
                    div class="nav-foot" {
                        ul class="nav-list" { @for place in &deeper { (nav_item(place, section)) } }
                        (live_state(cx, member.live))
                        div class="me" {
                            a class="me-it" href="/settings" title=(words.nav_me(&member.name)) {
                                (avatar::person(&member.name, Size::Medium))
                                span class="grow trunc txt" { (member.name) }
                            }
                            form method="post" action="/sign-out" {
                                button class="ib" type="submit" aria-label=(words.sign_out()) title=(words.sign_out()) { (icon::small(Icon::LogOut)) }
                            }
                        }
                    }
                }
                div class="main" {
                    header class="top" { (top) }
                    main id="content" class="flow" { (body) }
                }
                nav class="bottom" aria-label=(words.nav_main_phone()) {
                    @for place in daily.iter().chain(&deeper) {
                        a class="bottom-it" href=(place.href) aria-current=[(place.section == section).then_some("page")] {
                            (icon::icon(place.sign)) (place.label)
                        }
                    }
                }
            }
        },
    )
}

const fn place(section: Section, href: &'static str, sign: Icon, label: String) -> Place {
    Place {
        section,
        href,
        sign,
        label,
    }
}

fn nav_item(place: &Place, section: Section) -> Markup {
    html! {
        li {
            a class="nav-it" href=(place.href) title=(place.label) aria-current=[(place.section == section).then_some("page")] {
                (icon::icon(place.sign)) span class="txt" { (place.label) }
            }
        }
    }
}

/// Whether what should be heard is heard; leads to the sources.
#[must_use]
pub fn live_state(cx: &Cx, live: Live) -> Markup {
    let words = cx.words;
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let (beacon, label) = match (live.live, live.total) {
        (_, 0) => ("beacon beacon-off", words.live_empty()),
        (0, _) => ("beacon beacon-bad", words.live_none()),
        (live, total) if live >= total => ("beacon", words.live_all(count(total))),
        (live, total) => ("beacon", words.live_some(count(live), count(total))),
    };
    html! {
        a class="live" id="live-state" data-region href="/sources" title=(label) {
            span class=(beacon) aria-hidden="true" {} span class="txt" { (label) }
        }
    }
}

/// A page without bars, for those who are not signed in.
#[must_use]
pub fn bare(cx: &Cx, title: &str, body: &Markup) -> Markup {
    document(
        cx,
        &cx.words.page_title_bare(title),
        &html! {
            a class="skip" href="#content" { (cx.words.skip_to_content()) }
            main id="content" class="lone" { (body) }
        },
    )
}

fn document(cx: &Cx, title: &str, body: &Markup) -> Markup {
    let words = cx.words;
    let theme = match cx.theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    html! {
        (DOCTYPE)
        html lang=(words.locale().as_str()) data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) }
                link rel="preload" href=(FONT_UI) as="font" type="font/woff2" crossorigin;
                link rel="stylesheet" href=(APP_CSS);
                link rel="icon" href=(MARK_SVG) type="image/svg+xml";
                script type="module" src=(APP_JS) nonce=(cx.nonce) {}
            }
            // What the script that keeps ages true writes.
            body data-now=(words.now()) data-day=(words.unit_day()) { (body) }
        }
    }
}

/// A line of the top bar: the page's name.
#[must_use]
pub fn heading(title: &str) -> Markup {
    html! { h1 { (title) } span class="grow" {} }
}

/// The line of the horizon, far off: what a page has behind it before sign-in.
#[must_use]
pub fn sea() -> Markup {
    PreEscaped(
        r#"<svg class="sea" viewBox="0 0 1200 300" preserveAspectRatio="none" aria-hidden="true"><path class="sea-1" d="M0 90h1200v210H0z"/><path class="sea-2" d="M0 170c160-26 300-26 460 0s300 26 440 0 200-22 300-6v136H0z"/><path class="sea-line" d="M0 90h1200"/></svg>"#
            .to_owned(),
    )
}
