//! What could not be shown: the fact, what is safe, what to do.

use maud::{Markup, html};

use super::shell::{self, Section};
use crate::{
    Cx,
    kit::{
        button::{self, Look},
        icon::{self, Icon},
    },
};

/// What went wrong, as a reader needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    NotFound,
    Forbidden,
    BadRequest,
    Conflict,
    Unavailable,
    /// With the name of the incident in the log.
    Internal(String),
    Offline,
}

#[must_use]
pub fn page(cx: &Cx, fault: &Fault) -> Markup {
    let words = cx.words;
    let (sign, title, text) = match fault {
        Fault::NotFound => (
            Icon::Compass,
            words.error_not_found_title(),
            words.error_not_found_text(),
        ),
        Fault::Forbidden => (
            Icon::Lock,
            words.error_forbidden_title(),
            words.error_forbidden_text(),
        ),
        Fault::BadRequest => (
            Icon::CircleAlert,
            words.error_bad_request_title(),
            words.error_bad_request_text(),
        ),
        Fault::Conflict => (
            Icon::RefreshCw,
            words.error_conflict_title(),
            words.error_conflict_text(),
        ),
        Fault::Unavailable => (
            Icon::Hourglass,
            words.error_unavailable_title(),
            words.error_unavailable_text(),
        ),
        Fault::Internal(_) => (
            Icon::ServerCrash,
            words.error_internal_title(),
            words.error_internal_text(),
        ),
        Fault::Offline => (
            Icon::WifiOff,
            words.error_offline_title(),
            words.error_offline_text(),
        ),
    };
    let body = html! {
        div class="fault" {
            span class="empty-i" { (icon::icon(sign)) }
            h1 { (title) }
            p class="soft" { (text) }
            @if *fault == Fault::Offline {
                ul class="facts" data-offline {
                    li { (icon::small(Icon::SatelliteDish)) (words.error_offline_safe()) }
                    li { (icon::small(Icon::Server)) (words.error_offline_down()) }
                    li { (icon::small(Icon::RefreshCw)) (words.error_offline_next()) }
                }
            }
            @if let Fault::Internal(id) = fault { p class="sm" { code class="code-in" { (words.error_internal_id(id)) } } }
            @match fault {
                // The address is still that of the page asked for: an empty one asks again.
                Fault::Offline | Fault::Unavailable => (button::link("", Look::Primary, Some(Icon::RefreshCw), &words.error_retry())),
                _ => (button::link("/", Look::Primary, None, &words.nav_home())),
            }
        }
    };
    if cx.member.is_some() {
        shell::page(cx, Section::None, &title, &html! {}, &body)
    } else {
        shell::bare(cx, &title, &html! { (shell::sea()) (body) })
    }
}
