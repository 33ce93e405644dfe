//! What a person decides for themselves: colours, language; and how they are known here.

use maud::{Markup, html};
use model::{Role, Theme};

use super::{
    door,
    shell::{self, Section},
};
use crate::{
    Cx,
    kit::{
        avatar::{self, Size},
        button::{self, Look},
        chip, field,
        icon::Icon,
        state::{self, StripTone},
    },
};

pub struct Settings<'a> {
    pub login: &'a str,
    pub time_zone: &'a str,
    pub saved: bool,
}

#[must_use]
pub fn page(cx: &Cx, view: &Settings<'_>) -> Markup {
    let words = cx.words;
    let themes = [
        ("system", words.settings_theme_system(), Some(Icon::Monitor)),
        ("light", words.settings_theme_light(), Some(Icon::Sun)),
        ("dark", words.settings_theme_dark(), Some(Icon::Moon)),
    ];
    let theme = match cx.theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let body = html! {
        div class="scroll" {
            div class="page page-n" {
                @if view.saved { (state::strip(StripTone::Ok, Icon::CircleCheck, &html! { (words.settings_saved()) }, &html! {})) }
                (me(cx, view))
                section class="panel" {
                    div class="panel-h" { h2 { (words.settings_appearance()) } }
                    vigie-settings {
                        form class="form panel-b" method="post" action="/settings" {
                            (field::segments("theme", &words.settings_theme(), &themes, theme))
                            (door::language(cx))
                            div class="form-foot" { (button::submit(Look::Primary, None, &words.save())) }
                        }
                    }
                }
                (keyboard(cx))
                p class="sm" { a href="/about" { (words.about_title()) } }
            }
        }
    };
    shell::page(
        cx,
        Section::Settings,
        &words.settings_title(),
        &shell::heading(&words.settings_title()),
        &body,
    )
}

fn me(cx: &Cx, view: &Settings<'_>) -> Markup {
    let words = cx.words;
    let Some(member) = &cx.member else {
        return html! {};
    };
    let role = match member.role {
        Role::Viewer => words.role_viewer(),
        Role::Editor => words.role_editor(),
        Role::Admin => words.role_admin(),
    };
    html! {
        section class="panel" {
            div class="panel-h" { h2 { (words.settings_me()) } }
            div class="panel-b row wrap" {
                (avatar::person(&member.name, Size::Normal))
                div class="grow" {
                    p { b { (member.name) } " " (chip::chip(chip::Tone::Plain, &role)) }
                    p class="sm muted" { (view.login) ", " (member.org_name) ". " (words.settings_timezone(view.time_zone)) }
                }
                (button::post("/sign-out", Look::Plain, Some(Icon::LogOut), &words.sign_out()))
            }
        }
    }
}

fn keyboard(cx: &Cx) -> Markup {
    let words = cx.words;
    let keys: [(&[&str], String); 6] = [
        (&["."], words.key_show_new()),
        (&["J"], words.key_next()),
        (&["K"], words.key_previous()),
        (&["P"], words.key_pause()),
        (&["Maj", "P"], words.key_pause_all()),
        (&["1", "9"], words.key_column()),
    ];
    html! {
        section class="panel" {
            div class="panel-h" { h2 { (words.keys_title()) } span class="sm muted" { (words.keys_text()) } }
            table class="tbl" {
                caption class="vh" { (words.keys_title()) }
                thead class="vh" { tr { th scope="col" { (words.keys_col_key()) } th scope="col" { (words.keys_col_action()) } } }
                tbody { @for (keys, action) in &keys { tr {
                    th scope="row" { @for (at, key) in keys.iter().enumerate() {
                        @if at > 0 { (if *key == "9" { " – " } else { " + " }) }
                        kbd class="kbd" { (if *key == "Maj" { words.key_shift() } else { (*key).to_owned() }) }
                    } }
                    td { (action) }
                } } }
            }
        }
    }
}
