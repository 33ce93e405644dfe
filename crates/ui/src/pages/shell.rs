//! What surrounds a page: head, sidebar (a rail on tablets, a bar on phones), landmarks.

use i18n::Words;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::{Command, Density, Role, Theme};

use super::find;
use crate::{
    Cx, Live, Member,
    assets::{APP_CSS, APP_JS, BG_DARK, BG_LIGHT, FONT_UI, ICON_192, MARK_SVG},
    keys,
    kit::{
        avatar::{self, Size},
        button,
        icon::{self, Icon},
    },
};

/// The places of the product. What does not exist is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Home,
    Listen,
    Sources,
    Search,
    Queries,
    Lists,
    Status,
    Help,
    Settings,
    Find,
    /// The site map, on phones.
    More,
    /// Pages of no section (errors, about).
    None,
}

/// A place of the bars: where it is and what people call it.
pub(crate) struct Place {
    pub(crate) section: Section,
    pub(crate) href: &'static str,
    pub(crate) sign: Icon,
    pub(crate) label: String,
    /// What a key calls it.
    pub(crate) command: Option<Command>,
}

impl Place {
    const fn new(section: Section, href: &'static str, sign: Icon, label: String) -> Self {
        Self {
            section,
            href,
            sign,
            label,
            command: None,
        }
    }

    fn on(mut self, command: Command) -> Self {
        self.command = Some(command);
        self
    }
}

/// What one opens every day, in the order of the bars.
pub(crate) fn daily(words: Words) -> [Place; 3] {
    [
        Place::new(Section::Home, "/", Icon::House, words.nav_home()).on(Command::GoHome),
        Place::new(
            Section::Listen,
            "/listen",
            Icon::Binoculars,
            words.nav_listen(),
        )
        .on(Command::GoListen),
        Place::new(
            Section::Sources,
            "/sources",
            Icon::SatelliteDish,
            words.nav_sources(),
        )
        .on(Command::GoSources),
    ]
}

/// What one opens when needed; how the server is concerns those who run it.
pub(crate) fn deeper(cx: &Cx) -> Vec<Place> {
    let words = cx.words;
    let search = Place::new(
        Section::Search,
        "/search",
        Icon::Archive,
        words.search_title(),
    )
    .on(Command::GoSearch);
    let queries = Place::new(
        Section::Queries,
        "/queries",
        Icon::ListFilter,
        words.queries_title(),
    );
    let lists =
        Place::new(Section::Lists, "/lists", Icon::List, words.nav_lists()).on(Command::GoLists);
    let status = Place::new(
        Section::Status,
        "/status",
        Icon::Activity,
        words.nav_status(),
    )
    .on(Command::GoStatus);
    let help = Place::new(
        Section::Help,
        "/help",
        Icon::CircleQuestionMark,
        words.nav_help(),
    );
    let status = cx.can(Role::Admin).then_some(status);
    [Some(search), Some(queries), Some(lists), status, Some(help)]
        .into_iter()
        .flatten()
        .collect()
}

pub(crate) fn settings(words: Words) -> Place {
    Place::new(
        Section::Settings,
        "/settings",
        Icon::Settings2,
        words.nav_settings(),
    )
    .on(Command::GoSettings)
}

/// A page behind the door: `top` is the header's content with the `h1`, `body` the work area.
#[must_use]
pub fn page(cx: &Cx, section: Section, title: &str, top: &Markup, body: &Markup) -> Markup {
    let Some(member) = &cx.member else {
        return bare(cx, title, body);
    };
    let words = cx.words;
    document(
        cx,
        &words.page_title(title, &member.org_name),
        &html! {
            a class="skip" href="#content" { (words.skip_to_content()) }
            div class="app" {
                (sidebar(cx, member, section))
                div class="main" {
                    header class="top" {
                        (top)
                        @if section != Section::Find {
                            a class="ib only-s top-find" href="/find" data-find aria-label=(words.nav_find()) title=(words.nav_find()) { (icon::icon(Icon::Search)) }
                        }
                    }
                    (updated(cx))
                    main id="content" class="flow" { (body) }
                }
                (bottom(words, section))
            }
            (find::palette(words))
        },
    )
}

fn sidebar(cx: &Cx, member: &Member, section: Section) -> Markup {
    let words = cx.words;
    html! {
        nav class="nav" aria-label=(words.nav_main()) {
            (workspace(words, member))
            a class="find" href="/find" data-find title=(words.nav_find()) {
                (icon::small(Icon::Search)) span class="grow txt" { (words.nav_find()) } kbd class="kbd" aria-hidden="true" { "Ctrl K" }
            }
            ul class="nav-list" { @for place in &daily(words) { (nav_item(place, section)) } }
            ul class="nav-list" { @for place in &deeper(cx) { (nav_item(place, section)) } }
            div class="nav-foot" {
                ul class="nav-list" { (nav_item(&settings(words), section)) }
                (live_state(cx, member.live))
                (me(words, member))
            }
        }
    }
}

/// Whose lookout this is: a menu of organisations for who works in several, else the way to its
/// settings.
fn workspace(words: Words, member: &Member) -> Markup {
    let name = html! {
        (icon::mark(false))
        span class="grow txt" { b { (member.org_name) } @if !member.org_kind.is_empty() { small { (member.org_kind) } } }
    };
    if member.workspaces.len() < 2 {
        return html! { a class="ws" href="/settings/organisation" title=(words.nav_organisation()) { (name) } };
    }
    html! {
        details class="menu ws-w" {
            summary class="ws" title=(words.nav_workspaces()) { (name) span class="txt" { (icon::small(Icon::ChevronsUpDown)) } }
            div class="menu-list" {
                p class="menu-t" { (words.nav_workspaces()) }
                @for it in &member.workspaces {
                    @if it.current {
                        a class="menu-it" href="/settings/organisation" aria-current="true" { span class="grow" { (it.name) } (icon::small(Icon::Check)) }
                    } @else {
                        form method="post" action={ "/workspaces/" (it.org) } { button class="menu-it" type="submit" { span class="grow" { (it.name) } } }
                    }
                }
                div class="menu-sep" {}
                (button::menu_link("/settings/organisation", Icon::Building2, &words.nav_organisation()))
            }
        }
    }
}

/// Who reads, with what concerns them alone, and the way to the shortcuts.
fn me(words: Words, member: &Member) -> Markup {
    html! {
        div class="me" {
            details class="menu me-w" {
                summary class="me-it" title=(words.nav_account()) {
                    (avatar::person(&member.name, Size::Medium))
                    span class="grow trunc txt" { (member.name) }
                    span class="vh" { ", " (words.nav_account()) }
                }
                div class="menu-list" {
                    (button::menu_link("/settings", Icon::SlidersHorizontal, &words.nav_account()))
                    (button::menu_link("/help/keys", Icon::Keyboard, &words.nav_keys()))
                    (button::menu_link("/about", Icon::Info, &words.about_title()))
                    div class="menu-sep" {}
                    (button::menu_post("/sign-out", Icon::LogOut, &words.sign_out(), false))
                }
            }
            a class="me-k not-m" href="/help/keys" data-dialog data-command=(Command::Help.as_str()) aria-label=(words.nav_keys()) title=(words.nav_keys()) { kbd class="kbd" aria-hidden="true" { "?" } }
        }
    }
}

/// The bar of phones: what one opens every day, and the site map.
fn bottom(words: Words, section: Section) -> Markup {
    let [mut home, listen, sources] = daily(words);
    home.label = words.nav_home_phone();
    let more = Place::new(Section::More, "/more", Icon::Menu, words.nav_more());
    let places = [home, listen, sources, more];
    let shown = places.iter().any(|it| it.section == section);
    html! {
        nav class="bottom" aria-label=(words.nav_main_phone()) {
            @for place in &places {
                @let is_here = place.section == section || (place.section == Section::More && !shown && section != Section::None);
                a class="bottom-it" href=(place.href) data-dialog[place.section == Section::More]
                    aria-current=[is_here.then_some(if place.section == section { "page" } else { "true" })] {
                    (icon::icon(place.sign)) (place.label)
                }
            }
        }
    }
}

fn nav_item(place: &Place, section: Section) -> Markup {
    html! {
        li {
            a class="nav-it" href=(place.href) title=(place.label) data-command=[place.command.map(Command::as_str)] aria-current=[(place.section == section).then_some("page")] {
                (icon::icon(place.sign)) span class="txt" { (place.label) }
            }
        }
    }
}

/// What scripts show when the server has become another version.
fn updated(cx: &Cx) -> Markup {
    html! {
        div class="strip strip-info strip-top" id="updated" role="status" hidden {
            (icon::icon(Icon::RefreshCw))
            p class="grow" { (cx.words.updated_text()) }
            (button::small_link(&cx.here, None, &cx.words.updated_action()))
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
    let prefs = &cx.prefs;
    let density = (prefs.density == Density::Compact).then_some(Density::Compact.as_str());
    let keys = cx.member.is_some().then(|| {
        serde_json::to_string(&keys::table(prefs)).expect("a map of text to text is JSON")
    });
    html! {
        (DOCTYPE)
        html lang=(words.locale().as_str()) data-theme=[theme] data-density=[density] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                (bars(cx.theme))
                title { (title) }
                link rel="preload" href=(FONT_UI) as="font" type="font/woff2" crossorigin;
                link rel="stylesheet" href=(APP_CSS);
                link rel="icon" href=(MARK_SVG) type="image/svg+xml";
                link rel="apple-touch-icon" href=(ICON_192);
                link rel="manifest" href={ "/manifest/" (words.locale().as_str()) };
                script type="module" src=(APP_JS) nonce=(cx.nonce) {}
            }
            // What scripts need to know and to say: units of ages, keys, the time to undo.
            body data-now=(words.now()) data-day=(words.unit_day()) data-undo-secs=(prefs.undo_secs)
                data-keys=[keys] data-single-keys=[(!prefs.single_keys).then_some("off")] data-announce=(prefs.announce.as_str()) {
                (body)
                template id="close-button" {
                    form class="dialog-x" method="dialog" { button class="ib" data-cancel aria-label=(words.close()) title=(words.close()) { (icon::small(Icon::X)) } }
                }
            }
        }
    }
}

/// The colour of the system's bars around an installed application.
fn bars(theme: Theme) -> Markup {
    html! {
        @match theme {
            Theme::System => {
                meta name="theme-color" content=(BG_LIGHT) media="(prefers-color-scheme: light)";
                meta name="theme-color" content=(BG_DARK) media="(prefers-color-scheme: dark)";
            }
            Theme::Light => { meta name="theme-color" content=(BG_LIGHT); }
            Theme::Dark => { meta name="theme-color" content=(BG_DARK); }
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
