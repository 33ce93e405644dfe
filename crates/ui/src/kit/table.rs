//! Figures and lists in rows, and the words for what they hold.

use maud::{Markup, html};
use model::{Cause, DropReason};
use report::Table;

use crate::Cx;

/// A table of `report`: the first column names its row, the others are figures.
#[must_use]
pub fn figures(table: &Table) -> Markup {
    html! {
        div class="tbl-box" tabindex="0" role="region" aria-label=(table.caption) {
            table class="tbl" {
                caption { (table.caption) }
                thead { tr { @for (at, head) in table.head.iter().enumerate() {
                    th scope="col" class=[(at > 0).then_some("r")] { (head) }
                } } }
                tbody { @for row in &table.rows { tr { @for (at, cell) in row.iter().enumerate() {
                    @if at == 0 { th scope="row" { (cell) } } @else { td class="r" { (cell) } }
                } } } }
            }
        }
    }
}

/// Why a stretch was not heard.
#[must_use]
pub fn cause(cx: &Cx, cause: Cause) -> String {
    let words = cx.words;
    match cause {
        Cause::Stopped => words.cause_stopped(),
        Cause::Disconnected => words.cause_disconnected(),
        Cause::RateLimited => words.cause_rate_limited(),
        Cause::LookBack => words.cause_look_back(),
        Cause::Refused => words.cause_refused(),
        Cause::Overload => words.cause_overload(),
    }
}

/// Why something received was set aside: a name and a sentence.
#[must_use]
pub fn drop_reason(cx: &Cx, reason: DropReason) -> (String, String) {
    let words = cx.words;
    match reason {
        DropReason::Malformed => (words.drop_malformed(), words.drop_malformed_text()),
        DropReason::TooLarge => (words.drop_too_large(), words.drop_too_large_text()),
        DropReason::NotUtf8 => (words.drop_not_utf8(), words.drop_not_utf8_text()),
        DropReason::Incomplete => (words.drop_incomplete(), words.drop_incomplete_text()),
        DropReason::NotAFeed => (words.drop_not_a_feed(), words.drop_not_a_feed_text()),
        DropReason::Bomb => (words.drop_bomb(), words.drop_bomb_text()),
        DropReason::Unknown => (words.drop_unknown(), words.drop_unknown_text()),
    }
}
