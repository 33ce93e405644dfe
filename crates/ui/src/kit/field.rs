//! Things to fill: a visible label, a hint, and an error that says what to do, linked to the field.

use maud::{Markup, html};

use super::icon::{Icon, icon, tiny};
use crate::Cx;

/// A field to write in.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub value: &'a str,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    pub kind: Kind,
    pub is_optional: bool,
    /// The first field of a page made for filling it.
    pub focus: bool,
}

/// What a field holds, for keyboards and password managers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Login,
    Password,
    NewPassword,
    PersonName,
    Organisation,
    Url,
    /// A number, typed with figures.
    Figure,
}

impl Kind {
    const fn attributes(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => ("text", "off"),
            Self::Login => ("text", "username"),
            Self::Password => ("password", "current-password"),
            Self::NewPassword => ("password", "new-password"),
            Self::PersonName => ("text", "name"),
            Self::Organisation => ("text", "organization"),
            Self::Url => ("url", "off"),
            Self::Figure => ("text", "off"),
        }
    }
}

/// Ids of the hint and of the error, as `aria-describedby` wants them.
fn described(name: &str, hint: bool, error: bool) -> Option<String> {
    let ids: Vec<String> = [
        hint.then(|| format!("{name}-hint")),
        error.then(|| format!("{name}-error")),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[must_use]
pub fn text(cx: &Cx, field: &Text<'_>) -> Markup {
    let (kind, complete) = field.kind.attributes();
    html! {
        div class="field" {
            label class="lbl" for=(field.name) {
                (field.label)
                @if field.is_optional { " " span class="lbl-opt" { (cx.words.optional()) } }
            }
            @if let Some(hint) = field.hint { p class="hint" id={ (field.name) "-hint" } { (hint) } }
            input class={ "input" @if field.kind == Kind::Figure { " input-n" } } id=(field.name) name=(field.name) type=(kind) autocomplete=(complete)
                value=[(kind != "password").then_some(field.value)] required[!field.is_optional]
                inputmode=[matches!(field.kind, Kind::Figure).then_some("numeric")]
                autocapitalize=[matches!(field.kind, Kind::Login | Kind::Url).then_some("none")]
                aria-invalid=[field.error.map(|_| "true")] autofocus[field.focus]
                aria-describedby=[described(field.name, field.hint.is_some(), field.error.is_some())];
            (error(field.name, field.error))
        }
    }
}

/// One choice of many, in a list.
pub struct Select<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    /// Values with their words.
    pub choices: &'a [(&'a str, String)],
    pub chosen: &'a str,
}

#[must_use]
pub fn select(field: &Select<'_>) -> Markup {
    html! {
        div class="field" {
            label class="lbl" for=(field.name) { (field.label) }
            @if let Some(hint) = field.hint { p class="hint" id={ (field.name) "-hint" } { (hint) } }
            select class="input" id=(field.name) name=(field.name)
                aria-invalid=[field.error.map(|_| "true")]
                aria-describedby=[described(field.name, field.hint.is_some(), field.error.is_some())] {
                @for (value, text) in field.choices { option value=(value) selected[*value == field.chosen] { (text) } }
            }
            (error(field.name, field.error))
        }
    }
}

/// Several lines of text.
#[must_use]
pub fn area(cx: &Cx, field: &Text<'_>) -> Markup {
    html! {
        div class="field" {
            label class="lbl" for=(field.name) {
                (field.label)
                @if field.is_optional { " " span class="lbl-opt" { (cx.words.optional()) } }
            }
            @if let Some(hint) = field.hint { p class="hint" id={ (field.name) "-hint" } { (hint) } }
            textarea class="input" id=(field.name) name=(field.name) rows="4" required[!field.is_optional]
                autocomplete="off" aria-invalid=[field.error.map(|_| "true")]
                aria-describedby=[described(field.name, field.hint.is_some(), field.error.is_some())] { (field.value) }
            (error(field.name, field.error))
        }
    }
}

/// Something on or off. Its form sends `1`, or nothing.
#[must_use]
pub fn switch(name: &str, label: &str, hint: Option<&str>, on: bool) -> Markup {
    html! {
        label class="sw" {
            input class="sw-in" type="checkbox" role="switch" name=(name) value="1" checked[on];
            span class="sw-i" aria-hidden="true" {}
            span class="grow" { (label) @if let Some(hint) = hint { span class="hint" { (hint) } } }
        }
    }
}

/// One of several that may all be chosen.
#[must_use]
pub fn check(name: &str, value: &str, label: &str, on: bool) -> Markup {
    html! {
        label class="ck" { input type="checkbox" name=(name) value=(value) checked[on]; span { (label) } }
    }
}

/// The sentence under a field that was refused.
#[must_use]
pub fn error(name: &str, message: Option<&str>) -> Markup {
    html! {
        @if let Some(message) = message {
            p class="err" id={ (name) "-error" } { (tiny(Icon::CircleAlert)) (message) }
        }
    }
}

/// What a whole form was refused for.
#[must_use]
pub fn form_error(message: Option<&str>) -> Markup {
    html! {
        @if let Some(message) = message {
            div class="err-box" role="alert" { (icon(Icon::CircleAlert)) p { (message) } }
        }
    }
}

/// One choice of a few, all in sight.
#[must_use]
pub fn segments(
    name: &str,
    label: &str,
    choices: &[(&str, String, Option<Icon>)],
    chosen: &str,
) -> Markup {
    html! {
        fieldset class="field" {
            legend class="lbl" { (label) }
            div class="seg" {
                @for (value, text, sign) in choices {
                    label class="seg-o" {
                        input type="radio" name=(name) value=(value) checked[*value == chosen];
                        @if let Some(sign) = sign { (tiny(*sign)) }
                        span { (text) }
                    }
                }
            }
        }
    }
}
