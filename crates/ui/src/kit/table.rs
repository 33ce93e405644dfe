//! Figures and lists in rows, and the words for what they hold.

use maud::{Markup, html};
use model::{Cause, DropReason, FailReason};
use report::Table;

use super::{
    button::{self, Look},
    icon::{Icon, tiny},
};
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

/// Rows people sort: the first column names its row.
pub struct Data<'a> {
    pub caption: &'a str,
    pub heads: &'a [Head<'a>],
    /// As many cells as heads.
    pub rows: Vec<Vec<Markup>>,
    pub order: Option<Order<'a>>,
    /// Where the same rows are as a file.
    pub csv: Option<&'a str>,
}

pub struct Head<'a> {
    pub label: &'a str,
    /// Set against the right edge, as figures are read.
    pub figure: bool,
    /// Its name in addresses, where the rows can be put in its order.
    pub key: Option<&'a str>,
}

impl<'a> Head<'a> {
    #[must_use]
    pub const fn text(label: &'a str) -> Self {
        Self {
            label,
            figure: false,
            key: None,
        }
    }

    #[must_use]
    pub const fn figure(label: &'a str) -> Self {
        Self {
            figure: true,
            ..Self::text(label)
        }
    }

    #[must_use]
    pub const fn sorted_by(self, key: &'a str) -> Self {
        Self {
            key: Some(key),
            ..self
        }
    }
}

/// The order the rows are in, and the address that changes it.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// The page's path, perhaps with what else was asked; the order is in `sort` and `order`.
    pub path: &'a str,
    pub key: &'a str,
    pub descending: bool,
}

/// The heads of a table that can be sorted by each of its columns.
pub fn heads<'a, K: Copy>(
    labels: &'a [String],
    keys: &[K],
    name: fn(K) -> &'static str,
    is_figure: fn(K) -> bool,
) -> Vec<Head<'a>> {
    let columns = labels.iter().zip(keys);
    let heads = columns.map(|(label, key)| {
        let head = if is_figure(*key) {
            Head::figure(label)
        } else {
            Head::text(label)
        };
        head.sorted_by(name(*key))
    });
    heads.collect()
}

/// The form above a long table that narrows it to rows with `text`, and by `others`, in the order it has.
#[must_use]
pub fn narrow(cx: &Cx, order: Order<'_>, label: &str, text: &str, others: &Markup) -> Markup {
    html! {
        form class="filters" method="get" action=(order.path) role="search" {
            div class="field" {
                label class="lbl" for="text" { (label) }
                input class="input" type="search" id="text" name="text" value=(text) autocomplete="off";
            }
            (others)
            input type="hidden" name="sort" value=(order.key);
            input type="hidden" name="order" value=(if order.descending { "desc" } else { "asc" });
            (button::submit(Look::Plain, Some(Icon::Search), &cx.words.sources_filter_action()))
        }
    }
}

/// A table with its caption, its order and its file. Sorting is a link, so it works without script and
/// has an address.
#[must_use]
pub fn data(cx: &Cx, table: &Data<'_>) -> Markup {
    html! {
        @if let Some(order) = table.order { (order_menu(cx, table.heads, order)) }
        div class="tbl-box" tabindex="0" role="region" aria-label=(table.caption) {
            table class="tbl tbl-cards" {
                caption { (table.caption) }
                thead { tr { @for head in table.heads { (head_cell(cx, head, table.order)) } } }
                tbody { @for row in &table.rows { tr { @for (head, (at, cell)) in table.heads.iter().zip(row.iter().enumerate()) {
                    @if at == 0 { th scope="row" { (cell) } }
                    @else { td class=[head.figure.then_some("r")] data-label=(head.label) { (cell) } }
                } } } }
            }
        }
        @if let Some(href) = table.csv {
            p class="tbl-foot" { a href=(href) download { (tiny(Icon::Download)) (cx.words.table_csv()) } }
        }
    }
}

/// The way to put rows in the order of a column: an address, a sign, and what is said of it.
struct Sort {
    href: String,
    is_current: bool,
    state: Option<&'static str>,
    sign: Icon,
    said: Option<String>,
}

impl Sort {
    fn by(cx: &Cx, head: &Head<'_>, key: &str, order: Order<'_>) -> Self {
        let words = cx.words;
        let is_current = order.key == key;
        // A first press on figures wants the largest, on names the first of the alphabet.
        let descending = if is_current {
            !order.descending
        } else {
            head.figure
        };
        let (state, sign, said) = match (is_current, order.descending) {
            (false, _) => (None, Icon::ArrowUpDown, None),
            (true, false) => (
                Some("ascending"),
                Icon::ArrowUp,
                Some(words.table_sorted_up()),
            ),
            (true, true) => (
                Some("descending"),
                Icon::ArrowDown,
                Some(words.table_sorted_down()),
            ),
        };
        let way = if descending { "desc" } else { "asc" };
        let join = if order.path.contains('?') { '&' } else { '?' };
        Self {
            href: format!("{}{join}sort={key}&order={way}", order.path),
            is_current,
            state,
            sign,
            said,
        }
    }
}

fn head_cell(cx: &Cx, head: &Head<'_>, order: Option<Order<'_>>) -> Markup {
    let class = head.figure.then_some("r");
    let (Some(key), Some(order)) = (head.key, order) else {
        return html! { th scope="col" class=[class] { (head.label) } };
    };
    let sort = Sort::by(cx, head, key, order);
    html! {
        th scope="col" class=[class] aria-sort=[sort.state] {
            a class="sort" href=(sort.href) title=(cx.words.table_sort(head.label)) {
                (head.label) (tiny(sort.sign))
                @if let Some(said) = sort.said { span class="vh" { ", " (said) } }
            }
        }
    }
}

/// The same ways for a phone, where rows are cards and there are no heads to press.
fn order_menu(cx: &Cx, heads: &[Head<'_>], order: Order<'_>) -> Markup {
    let sorts: Vec<_> = heads
        .iter()
        .filter_map(|head| Some((head.label, Sort::by(cx, head, head.key?, order))))
        .collect();
    let current = sorts.iter().find(|(_, sort)| sort.is_current);
    html! {
        div class="tbl-order only-s" {
            details class="menu" {
                summary class="btn btn-s" {
                    @if let Some((label, sort)) = current { (cx.words.table_order(label)) (tiny(sort.sign)) }
                }
                div class="menu-list" {
                    @for (label, sort) in &sorts {
                        a class="menu-it" href=(sort.href) aria-current=[sort.is_current.then_some("true")] {
                            (label)
                            @if let Some(said) = &sort.said { span class="vh" { ", " (said) } }
                            span class="grow" {} (tiny(sort.sign))
                        }
                    }
                }
            }
        }
    }
}

/// What happened when a source was read the last time; what an older version noted has no name.
#[must_use]
pub fn failure(cx: &Cx, reason: Option<FailReason>) -> String {
    let words = cx.words;
    let Some(reason) = reason else {
        return words.fail_unknown();
    };
    match reason {
        FailReason::Address => words.fail_address(),
        FailReason::Unresolved => words.fail_unresolved(),
        FailReason::Unreachable => words.fail_unreachable(),
        FailReason::Silent => words.fail_silent(),
        FailReason::Closed => words.fail_closed(),
        FailReason::Redirects => words.fail_redirects(),
        FailReason::TooLarge => words.fail_too_large(),
        FailReason::Unreadable => words.fail_unreadable(),
        FailReason::NotAFeed => words.fail_not_a_feed(),
        FailReason::RateLimited => words.fail_rate_limited(),
        FailReason::Forbidden => words.fail_forbidden(),
        FailReason::Gone => words.fail_gone(),
        FailReason::Rejected => words.fail_rejected(),
        FailReason::Unwell => words.fail_unwell(),
        FailReason::TooOld => words.fail_too_old(),
        FailReason::Settings => words.fail_settings(),
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
