//! Small facts: a word, a count, a state. Never colour alone.

use engine::Change24h;
use i18n::{factor, number, signed_percent};
use maud::{Markup, html};
use model::SourceState;

use super::icon::{Icon, tiny};
use crate::Cx;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Accent,
    Ok,
    Warn,
    Danger,
    /// What is new.
    Fanal,
    /// What no person wrote.
    Bot,
}

#[must_use]
pub fn chip(tone: Tone, label: &str) -> Markup {
    html! { span class=(class(tone)) { (label) } }
}

#[must_use]
pub fn with_icon(tone: Tone, sign: Icon, label: &str) -> Markup {
    html! { span class=(class(tone)) { (tiny(sign)) (label) } }
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "chip",
        Tone::Accent => "chip chip-acc",
        Tone::Ok => "chip chip-ok",
        Tone::Warn => "chip chip-warn",
        Tone::Danger => "chip chip-danger",
        Tone::Fanal => "chip chip-fanal",
        Tone::Bot => "chip chip-bot",
    }
}

/// A number that waits for someone.
#[must_use]
pub fn count(cx: &Cx, n: u64, fresh: bool) -> Markup {
    html! { span class={ "count" @if fresh { " count-f" } } { (number(cx.locale(), n)) } }
}

/// A number that should not have waited so long.
#[must_use]
pub fn late(cx: &Cx, n: u64) -> Markup {
    html! { span class="count count-d" { (number(cx.locale(), n)) } }
}

/// The last 24 hours against the habit; nothing while there is too little past to say.
#[must_use]
pub fn change(cx: &Cx, change: Change24h) -> Markup {
    let (tone, label) = match change {
        Change24h::Unknown => return html! {},
        Change24h::Stable => {
            return html! { span class="chip" title=(cx.words.change_stable_title()) { (cx.words.change_stable()) } };
        }
        Change24h::Percent(percent) => {
            (Tone::Plain, signed_percent(cx.locale(), i64::from(percent)))
        }
        Change24h::Times(times) => (Tone::Danger, factor(cx.locale(), f64::from(times))),
    };
    html! { span class=(class(tone)) title=(cx.words.change_percent_title(&label)) { (label) } }
}

/// The life of a listener in a word.
#[must_use]
pub fn source_state(cx: &Cx, state: SourceState) -> Markup {
    let words = cx.words;
    match state {
        SourceState::Off => with_icon(Tone::Plain, Icon::CirclePause, &words.state_off()),
        SourceState::Connecting => {
            with_icon(Tone::Accent, Icon::RefreshCw, &words.state_connecting())
        }
        SourceState::CatchingUp => {
            with_icon(Tone::Accent, Icon::Hourglass, &words.state_catching_up())
        }
        SourceState::Live => with_icon(Tone::Ok, Icon::CircleCheck, &words.state_live()),
        SourceState::Waiting { retry_at, .. } => {
            let wait = cx.dates.until(retry_at);
            let label = if wait.as_secs() == 0 {
                words.state_waiting_now()
            } else {
                words.state_waiting(&cx.dates.duration(wait))
            };
            with_icon(Tone::Warn, Icon::WifiOff, &label)
        }
        SourceState::Stopped { .. } => {
            with_icon(Tone::Danger, Icon::Unplug, &words.state_stopped())
        }
        SourceState::Finished => with_icon(Tone::Plain, Icon::Check, &words.state_finished()),
    }
}
