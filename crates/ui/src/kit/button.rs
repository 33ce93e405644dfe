//! Things to press. A form's button posts, a link goes; icons alone carry their name.

use maud::{Markup, html};

use super::icon::{Icon, icon, small};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Plain,
    /// One to an area.
    Primary,
    /// For what cannot be undone.
    Danger,
    Quiet,
}

impl Look {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Plain => "btn",
            Self::Primary => "btn btn-p",
            Self::Danger => "btn btn-d",
            Self::Quiet => "btn btn-q",
        }
    }
}

/// Sends the form it is in.
#[must_use]
pub fn submit(look: Look, sign: Option<Icon>, label: &str) -> Markup {
    html! { button class=(look.class()) type="submit" { @if let Some(sign) = sign { (small(sign)) } (label) } }
}

/// A quiet link beside other things.
#[must_use]
pub fn small_link(href: &str, sign: Option<Icon>, label: &str) -> Markup {
    html! { a class="btn btn-s" href=(href) { @if let Some(sign) = sign { (small(sign)) } (label) } }
}

/// Sends the form it is in, beside other things.
#[must_use]
pub fn small_submit(sign: Option<Icon>, label: &str) -> Markup {
    html! { button class="btn btn-s" type="submit" { @if let Some(sign) = sign { (small(sign)) } (label) } }
}

/// A key to press, as it is engraved.
#[must_use]
pub fn kbd(key: &str) -> Markup {
    html! { kbd class="kbd" { (key) } }
}

/// Sends a form of its own with one press and nothing to fill.
#[must_use]
pub fn post(action: &str, look: Look, sign: Option<Icon>, label: &str) -> Markup {
    html! { form method="post" action=(action) { (submit(look, sign, label)) } }
}

/// A link that looks like a button.
#[must_use]
pub fn link(href: &str, look: Look, sign: Option<Icon>, label: &str) -> Markup {
    html! { a class=(look.class()) href=(href) { @if let Some(sign) = sign { (small(sign)) } (label) } }
}

/// Sends the form it is in; drawn as an icon, named by `label`.
#[must_use]
pub fn icon_submit(sign: Icon, label: &str, pressed: bool) -> Markup {
    html! { button class={ "ib" @if pressed { " ib-on" } } type="submit" aria-label=(label) title=(label) { (small(sign)) } }
}

/// A link drawn as an icon, named by `label`.
#[must_use]
pub fn icon_link(href: &str, sign: Icon, label: &str) -> Markup {
    html! { a class="ib" href=(href) aria-label=(label) title=(label) { (icon(sign)) } }
}

/// A menu that opens without script; its items are links and forms.
#[must_use]
pub fn menu(label: &str, items: &Markup) -> Markup {
    html! {
        details class="menu" {
            summary class="ib" aria-label=(label) title=(label) { (small(Icon::Ellipsis)) }
            div class="menu-list" { (items) }
        }
    }
}

/// A menu item that goes somewhere.
#[must_use]
pub fn menu_link(href: &str, sign: Icon, label: &str) -> Markup {
    html! { a class="menu-it" href=(href) { (small(sign)) (label) } }
}

/// A menu item that does something.
#[must_use]
pub fn menu_post(action: &str, sign: Icon, label: &str, dangerous: bool) -> Markup {
    html! {
        form method="post" action=(action) {
            button class={ "menu-it" @if dangerous { " menu-it-d" } } type="submit" { (small(sign)) (label) }
        }
    }
}
