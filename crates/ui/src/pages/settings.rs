//! What a person decides for themselves: colours, language, density, announcements, keys; and how they
//! are known here.

use std::collections::BTreeMap;

use i18n::Words;
use maud::{Markup, html};
use model::{Announce, Command, Density, Prefs, Role, Theme};

use super::{
    door, help,
    shell::{self, Section},
};
use crate::{
    Cx,
    keys::{self, Group, Refusal},
    kit::{
        avatar::{self, Size},
        button::{self, Look},
        chip,
        field::{self, Kind, Text},
        icon::Icon,
        state::{self, StripTone},
        tabs::{Tab, tabs},
    },
};

/// A code typed for a key: `Shift+` and a letter, twice, with room for a slip.
const KEY_CHARS_MAX: u64 = 20;

pub struct Settings<'a> {
    pub login: &'a str,
    pub time_zone: &'a str,
    /// What was just kept, said at the top.
    pub saved: Option<Saved>,
    /// What was typed where the time to undo was refused.
    pub undo_refused: Option<&'a str>,
    pub keys_refused: Option<&'a KeysRefused>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Prefs,
    Keys,
}

/// Keys as typed, with what was wrong with some.
#[derive(Clone, Debug, Default)]
pub struct KeysRefused {
    pub typed: BTreeMap<Command, String>,
    pub refused: BTreeMap<Command, Refusal>,
}

/// The pages of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Me,
    Organisation,
}

#[must_use]
pub fn page(cx: &Cx, view: &Settings<'_>) -> Markup {
    let words = cx.words;
    let body = html! {
        div class="scroll" {
            div class="page page-n" {
                @match view.saved {
                    Some(Saved::Prefs) => (said(&words.settings_saved())),
                    Some(Saved::Keys) => (said(&words.settings_keys_saved())),
                    None => {}
                }
                (me(cx, view))
                (appearance(cx))
                (comfort(cx, view))
                (keyboard(cx, view))
            }
        }
    };
    framed(cx, Place::Me, &body)
}

/// A page of settings with the tabs of all.
pub(crate) fn framed(cx: &Cx, place: Place, body: &Markup) -> Markup {
    let words = cx.words;
    let (me, org) = (words.settings_tab_me(), words.settings_tab_org());
    let all = [
        Tab {
            href: "/settings",
            label: &me,
            count: None,
            current: place == Place::Me,
        },
        Tab {
            href: "/settings/organisation",
            label: &org,
            count: None,
            current: place == Place::Organisation,
        },
    ];
    let title = match place {
        Place::Me => words.settings_title(),
        Place::Organisation => format!("{}, {org}", words.settings_title()),
    };
    let top = html! {
        h1 { (words.settings_title()) }
        (tabs(cx, &words.settings_nav(), &all))
        span class="grow" {}
    };
    shell::page(cx, Section::Settings, &title, &top, body)
}

/// Something was kept.
pub(crate) fn said(text: &str) -> Markup {
    state::strip(
        StripTone::Ok,
        Icon::CircleCheck,
        &html! { (text) },
        &html! {},
    )
}

fn me(cx: &Cx, view: &Settings<'_>) -> Markup {
    let words = cx.words;
    let Some(member) = &cx.member else {
        return html! {};
    };
    html! {
        section class="panel" {
            div class="panel-h" { h2 { (words.settings_me()) } }
            div class="panel-b row wrap" {
                (avatar::person(&member.name, Size::Normal))
                div class="grow" {
                    p { b { (member.name) } " " (chip::chip(chip::Tone::Plain, &role(words, member.role))) }
                    p class="sm muted" { (view.login) ", " (member.org_name) ". " (words.settings_timezone(view.time_zone)) }
                }
                (button::post("/sign-out", Look::Plain, Some(Icon::LogOut), &words.sign_out()))
            }
        }
    }
}

/// What a role is called.
pub(crate) fn role(words: Words, role: Role) -> String {
    match role {
        Role::Viewer => words.role_viewer(),
        Role::Editor => words.role_editor(),
        Role::Admin => words.role_admin(),
    }
}

fn appearance(cx: &Cx) -> Markup {
    let words = cx.words;
    let themes = [
        (
            Theme::System.as_str(),
            words.settings_theme_system(),
            Some(Icon::Monitor),
        ),
        (
            Theme::Light.as_str(),
            words.settings_theme_light(),
            Some(Icon::Sun),
        ),
        (
            Theme::Dark.as_str(),
            words.settings_theme_dark(),
            Some(Icon::Moon),
        ),
    ];
    let densities = [
        (
            Density::Comfort.as_str(),
            words.settings_density_comfort(),
            Some(Icon::Menu),
        ),
        (
            Density::Compact.as_str(),
            words.settings_density_compact(),
            Some(Icon::Rows3),
        ),
    ];
    html! {
        section class="panel" id="appearance" {
            div class="panel-h" { h2 { (words.settings_appearance()) } }
            vigie-settings {
                form class="form panel-b" method="post" action="/settings" {
                    (field::segments("theme", &words.settings_theme(), &themes, cx.theme.as_str()))
                    (field::segments("density", &words.settings_density(), &densities, cx.prefs.density.as_str()))
                    div class="stack" {
                        (door::language(cx))
                        p class="hint" { (words.settings_language_text()) }
                    }
                    div class="form-foot" { (button::submit(Look::Primary, None, &words.save())) }
                }
            }
        }
    }
}

fn comfort(cx: &Cx, view: &Settings<'_>) -> Markup {
    let words = cx.words;
    let prefs = &cx.prefs;
    let (min, max) = (
        u64::from(*Prefs::UNDO_SECS.start()),
        u64::from(*Prefs::UNDO_SECS.end()),
    );
    let kept = prefs.undo_secs.to_string();
    let (label, hint) = (words.settings_undo(), words.settings_undo_hint(min, max));
    let error = view
        .undo_refused
        .is_some()
        .then(|| words.settings_undo_bad(min, max));
    html! {
        section class="panel" id="comfort" {
            div class="panel-h" { h2 { (words.settings_comfort()) } }
            form class="form panel-b" method="post" action="/settings" {
                // A switch that is off sends nothing: this says that the switches were there.
                input type="hidden" name="part" value="comfort";
                (field::switch("announce", &words.settings_announce(), Some(&words.settings_announce_hint()), prefs.announce == Announce::Summary))
                (field::switch("single_keys", &words.settings_single_keys(), Some(&words.settings_single_keys_hint()), prefs.single_keys))
                (field::text(cx, &Text {
                    name: "undo_secs",
                    label: &label,
                    value: view.undo_refused.unwrap_or(&kept),
                    hint: Some(&hint),
                    error: error.as_deref(),
                    kind: Kind::Figure,
                    is_optional: false,
                    focus: false,
                }))
                div class="form-foot" { (button::submit(Look::Primary, None, &words.save())) }
            }
        }
    }
}

fn keyboard(cx: &Cx, view: &Settings<'_>) -> Markup {
    let words = cx.words;
    html! {
        section class="panel" id="keys" {
            div class="panel-h" { h2 { (words.keys_title()) } a class="sm more-s" href="/help/keys" { (words.help_home_title()) } }
            form class="form panel-b" method="post" action="/settings/keys" {
                p class="soft sm" id="keys-hint" { (words.settings_keys_text()) }
                @for group in Group::ALL {
                    table class="tbl tbl-keys tbl-fix" {
                        caption { (group.label(words)) }
                        thead class="vh" { tr {
                            th scope="col" { (words.keys_col_action()) }
                            th scope="col" { (words.settings_keys_usual()) }
                            th scope="col" { (words.settings_keys_yours()) }
                        } }
                        tbody { @for command in group.commands() { (key_row(cx, view, command)) } }
                    }
                }
                div class="form-foot" {
                    button class="btn btn-q" type="submit" name="reset" value="1" { (words.settings_keys_reset()) }
                    (button::submit(Look::Primary, None, &words.save()))
                }
            }
        }
    }
}

fn key_row(cx: &Cx, view: &Settings<'_>, command: Command) -> Markup {
    let words = cx.words;
    let name = format!("key_{}", command.as_str());
    let own = cx.prefs.keys.get(&command).map_or("", String::as_str);
    let typed = view
        .keys_refused
        .and_then(|it| it.typed.get(&command))
        .map_or(own, String::as_str);
    let error = view
        .keys_refused
        .and_then(|it| it.refused.get(&command))
        .map(|it| match it {
            Refusal::NotAKey => words.settings_keys_bad(typed),
            Refusal::Taken(other) => words.settings_keys_taken(typed, &keys::label(words, *other)),
        });
    let described = if error.is_some() {
        format!("keys-hint {name}-error")
    } else {
        "keys-hint".to_owned()
    };
    html! {
        tr {
            th scope="row" { label for=[command.is_remappable().then_some(&name)] { (keys::label(words, command)) } }
            td { (help::caps(words, command.default_key())) }
            td {
                @if command.is_remappable() {
                    input class="input input-key" id=(name) name=(name) type="text" value=(typed) maxlength=(KEY_CHARS_MAX)
                        autocomplete="off" autocapitalize="none" spellcheck="false"
                        aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=(described);
                    (field::error(&name, error.as_deref()))
                }
            }
        }
    }
}
