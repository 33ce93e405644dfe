//! Facts about the page: strips, toasts, and what stands where nothing is (yet).

use engine::Trouble;
use maud::{Markup, html};
use model::SourceState;

use super::{
    icon::{Icon, icon, small},
    progress,
    words::{rich, rich_with},
};
use crate::Cx;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripTone {
    Warn,
    Danger,
    Info,
    Ok,
}

/// A page-level fact with at most one action.
#[must_use]
pub fn strip(tone: StripTone, sign: Icon, text: &Markup, action: &Markup) -> Markup {
    let class = match tone {
        StripTone::Warn => "strip",
        StripTone::Danger => "strip strip-danger",
        StripTone::Info => "strip strip-info",
        StripTone::Ok => "strip strip-ok",
    };
    html! { div class=(class) { (icon(sign)) p class="grow" { (text) } (action) } }
}

/// Strips about sources one by one; more of them would push the columns away, and say one thing.
const TROUBLES_MAX: usize = 2;
/// Names in the sentence about several.
const NAMES_MAX: usize = 3;

/// The sources that do not speak: each with its own strip while they are few, then all in one.
#[must_use]
pub fn troubles(cx: &Cx, all: &[Trouble]) -> Markup {
    let is_silent = |it: &&Trouble| {
        use SourceState::{Connecting, Stopped, Waiting};
        matches!(it.state, Waiting { .. } | Stopped { .. } | Connecting)
    };
    let silent: Vec<&Trouble> = all.iter().filter(is_silent).collect();
    if silent.len() <= TROUBLES_MAX {
        return html! { @for it in all { (trouble(cx, it)) } };
    }
    let is_stopped = |it: &&Trouble| matches!(it.state, SourceState::Stopped { .. });
    let (tone, sign) = if silent.iter().any(is_stopped) {
        (StripTone::Danger, Icon::Unplug)
    } else {
        (StripTone::Warn, Icon::WifiOff)
    };
    let names: Vec<&str> = silent
        .iter()
        .take(NAMES_MAX)
        .map(|it| it.name.as_str())
        .collect();
    let n_more = silent.len() - names.len();
    let text = cx
        .words
        .troubles(silent.len() as u64, n_more as u64, &names.join(", "));
    let action = html! {
        a class="btn btn-s" href="/sources?sort=state" { (cx.words.troubles_see()) }
    };
    html! {
        (strip(tone, sign, &rich(&text), &action))
        @for it in all.iter().filter(|it| !is_silent(it)) { (trouble(cx, it)) }
    }
}

/// A source that does not speak: since when, what happens next, what becomes of what is missed.
#[must_use]
pub fn trouble(cx: &Cx, trouble: &Trouble) -> Markup {
    let (words, dates) = (cx.words, &cx.dates);
    let name = trouble.name.as_str();
    let (tone, sign, text) = match trouble.state {
        SourceState::Waiting {
            cause,
            since,
            retry_at,
        } => {
            let (since, wait) = (dates.moment(since), dates.until(retry_at));
            let text = if wait.as_secs() == 0 {
                words.trouble_waiting_now(name, &since)
            } else if cause == model::Cause::RateLimited {
                words.trouble_rate_limited(name, &since, &dates.duration(wait))
            } else {
                words.trouble_waiting(name, &since, &dates.duration(wait))
            };
            (StripTone::Warn, Icon::WifiOff, text)
        }
        SourceState::Stopped { cause, since } => {
            let text =
                words.trouble_stopped(name, &dates.moment(since), &super::table::cause(cx, cause));
            (StripTone::Danger, Icon::Unplug, text)
        }
        SourceState::Connecting => (
            StripTone::Info,
            Icon::RefreshCw,
            words.trouble_connecting(name),
        ),
        SourceState::CatchingUp => {
            return strip(
                StripTone::Info,
                Icon::Hourglass,
                &html! { (words.catching_up()) },
                &html! {},
            );
        }
        SourceState::Off | SourceState::Live | SourceState::Finished => return html! {},
    };
    let action = html! {
        a class="btn btn-s" href={ "/sources/" (trouble.source) } { (words.trouble_see()) }
    };
    strip(tone, sign, &rich(&text), &action)
}

/// The strip scripts show when the link to us is lost.
#[must_use]
pub fn lost_link(cx: &Cx) -> Markup {
    const SLOT: &str = "{delay}";
    let delay = html! { span data-delay {} };
    html! {
        div class="strip" id="lost" role="status" hidden {
            (icon(Icon::WifiOff))
            p class="grow" {
                span data-when="later" { (rich_with(&cx.words.lost_link(SLOT), SLOT, &delay)) }
                span data-when="now" hidden { (rich(&cx.words.lost_link_now())) }
            }
            button class="btn btn-s" type="button" data-retry { (cx.words.retry_now()) }
        }
    }
}

/// Something done, with the way back. Scripts run the ring down and then take the notice away; it
/// waits while pointed at or focused, and without script it stays.
#[must_use]
pub fn toast(text: &str, undo: &Markup) -> Markup {
    html! { div class="toasts" data-toasts { (notice(text, undo)) } }
}

/// The notice itself, in the flow of a page.
#[must_use]
pub fn notice(text: &str, undo: &Markup) -> Markup {
    html! {
        div class="toast" role="status" data-toast {
            (progress::ring(1.0))
            p class="grow" { (text) }
            (undo)
        }
    }
}

/// Nothing here: why, and what to do.
#[must_use]
pub fn empty(sign: Icon, title: &str, text: &str, action: &Markup) -> Markup {
    html! {
        div class="empty" data-empty {
            span class="empty-i" { (icon(sign)) }
            p class="empty-t" { (title) }
            p { (text) }
            (action)
        }
    }
}

/// The shape of what is on its way.
#[must_use]
pub fn skeleton(label: &str, rows: usize) -> Markup {
    html! {
        div role="status" aria-busy="true" {
            span class="vh" { (label) }
            @for _ in 0..rows { div class="skel" aria-hidden="true" { i {} i {} i {} i {} } }
        }
    }
}

/// A column that could not be read. The link asks for the page again; scripts take this column of it.
#[must_use]
pub fn failed(cx: &Cx) -> Markup {
    html! {
        div class="empty" data-unread {
            span class="empty-i" { (icon(Icon::TriangleAlert)) }
            p class="empty-t" { (cx.words.column_error_title()) }
            p { (cx.words.column_error_text()) }
            a class="btn" href=(cx.here) data-recover { (small(Icon::RefreshCw)) (cx.words.part_retry()) }
        }
    }
}
