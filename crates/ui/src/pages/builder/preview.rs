//! What a query finds: figures, the timeline beside the saved version's, and samples in three tabs.

use engine::{Outline, Precision, Tab};
use i18n::{decimal, number, percent, signed_percent};
use maud::{Markup, html};
use report::{Timeline, Unit};

use super::{Builder, DAYS, Offer, samples};
use crate::{
    Cx,
    kit::{
        figure,
        icon::{self, Icon},
        state::{self, StripTone},
        words::rich,
    },
    pages::search,
};

/// From so many posts an hour on, nobody reads what a query finds.
const BROAD_PER_HOUR: f32 = 2_000.0;
/// Rates below it are told as less than it.
const RATE_MIN: f32 = 0.1;

pub(super) const fn slug(tab: Tab) -> &'static str {
    match tab {
        Tab::Found => "found",
        Tab::Rejected => "rejected",
        Tab::Near => "near",
    }
}

/// The panel's content; what scripts fetch again while one types.
#[must_use]
pub fn preview(cx: &Cx, view: &Builder<'_>) -> Markup {
    let words = cx.words;
    html! {
        div class="panel-h" {
            h2 { (words.builder_preview(DAYS.into())) }
            span class="soft sm grow not-s" { @if view.preview.now.is_some() { (took(cx, view)) } }
            @if view.preview.now.is_some() { (shows(cx)) }
        }
        @match &view.preview.now {
            Some(now) => { (figures(cx, view, now)) (posts(cx, view, now)) },
            None => { (nothing(cx, view)) },
        }
    }
}

/// How long the preview took, and over how many posts.
fn took(cx: &Cx, view: &Builder<'_>) -> String {
    let ms = u64::try_from(view.preview.took.as_millis()).unwrap_or(u64::MAX);
    let shown = number(cx.locale(), ms.max(1));
    cx.words
        .builder_took(&shown, &number(cx.locale(), view.preview.archived))
}

/// Why there is no preview.
fn nothing(cx: &Cx, view: &Builder<'_>) -> Markup {
    let words = cx.words;
    if let Some(trouble) = view.preview.trouble {
        return search::trouble(cx, trouble, &cx.here);
    }
    if view.checked.text.trim().is_empty() {
        return state::empty(
            Icon::Lightbulb,
            &words.builder_start_title(),
            &words.builder_start_text(),
            &html! {},
        );
    }
    state::empty(
        Icon::CircleAlert,
        &words.builder_error_title(),
        &words.builder_error_text(),
        &html! {},
    )
}

/// Chart or table: both are in the page, the style sheet shows the one chosen.
fn shows(cx: &Cx) -> Markup {
    let words = cx.words;
    let way = |value: &str, sign: Icon, label: String, on: bool| {
        html! {
            label class="seg-o" { input type="radio" name="show" value=(value) checked[on]; (icon::tiny(sign)) span { (label) } }
        }
    };
    html! {
        span class="seg seg-s" role="radiogroup" aria-label=(words.builder_show()) {
            (way("chart", Icon::ChartNoAxesColumn, words.builder_chart(), true))
            (way("table", Icon::Table, words.builder_table(), false))
        }
    }
}

fn figures(cx: &Cx, view: &Builder<'_>, now: &Outline) -> Markup {
    let words = cx.words;
    let before = view.preview.before.as_ref().filter(|_| view.n_changes > 0);
    let counts = before.map(counts_of);
    let bars: Vec<_> = now.timeline.iter().map(|it| (it.at, it.count)).collect();
    let timeline = Timeline {
        bars: &bars,
        before: counts.as_deref(),
        unit: Unit::Day,
    };
    html! {
        div class="qb-n" {
            dl class="kpis" {
                (kpi(&number(cx.locale(), now.count), &words.builder_found(now.count)))
                @if let Some(change) = before.and_then(|it| change(cx, it.count, now.count)) { (kpi(&change, &words.builder_change())) }
                (precision(cx, view.judged.precision))
                (kpi(&rate(cx, now.per_hour), &words.builder_rate()))
            }
            @if view.judged.missed > 0 {
                (state::strip(StripTone::Warn, Icon::TriangleAlert, &rich(&words.builder_missed(view.judged.missed)), &html! {}))
            }
            @if now.per_hour > BROAD_PER_HOUR {
                @let count = number(cx.locale(), rounded(now.per_hour));
                (state::strip(StripTone::Warn, Icon::TriangleAlert, &rich(&words.builder_broad(&count)), &html! {}))
            }
            (figure::timeline(cx, &timeline))
        }
    }
}

/// A figure in large type with its words, read the other way round.
fn kpi(figure: &str, label: &str) -> Markup {
    html! { div class="kpi" { dt class="kpi-k" { (label) } dd class="kpi-v" { (figure) } } }
}

/// The saved version's bars; both timelines are of the same days.
fn counts_of(outline: &Outline) -> Vec<u64> {
    outline.timeline.iter().map(|it| it.count).collect()
}

/// Percent more or less; nothing when there was nothing.
fn change(cx: &Cx, before: u64, now: u64) -> Option<String> {
    let (from, to) = (i128::from(before), i128::from(now));
    let percent = ((to - from) * 100).checked_div(from)?;
    Some(signed_percent(
        cx.locale(),
        i64::try_from(percent).unwrap_or(i64::MAX),
    ))
}

fn precision(cx: &Cx, precision: Precision) -> Markup {
    let words = cx.words;
    let shown = |it: u8| percent(cx.locale(), it.into());
    match (precision.percent(), precision.between()) {
        (Some(share), Some((low, high))) if precision.is_small() => {
            let label = words.builder_precise_few(precision.judged, &shown(low), &shown(high));
            kpi(&shown(share), &label)
        }
        (Some(share), _) => kpi(&shown(share), &words.builder_precise(precision.judged)),
        (None, _) => kpi("–", &words.builder_precise_none()),
    }
}

fn rate(cx: &Cx, per_hour: f32) -> String {
    if per_hour > 0.0 && per_hour < RATE_MIN {
        return format!("<\u{a0}{}", decimal(cx.locale(), RATE_MIN.into()));
    }
    let shown = if per_hour >= 10.0 {
        number(cx.locale(), rounded(per_hour))
    } else {
        decimal(cx.locale(), per_hour.into())
    };
    format!("≈\u{a0}{shown}")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rate is not negative, and one past 2^64 is told as that"
)]
fn rounded(per_hour: f32) -> u64 {
    per_hour.round() as u64
}

fn posts(cx: &Cx, view: &Builder<'_>, now: &Outline) -> Markup {
    let words = cx.words;
    let preview = view.preview;
    let tabs = [
        (Tab::Found, words.builder_tab_found(), now.count),
        (
            Tab::Rejected,
            words.builder_tab_rejected(),
            preview.rejected,
        ),
        (Tab::Near, words.builder_tab_near(), preview.near),
    ];
    html! {
        div class="lt" {
            nav class="lt-n" aria-label=(words.builder_tabs()) {
                @for (tab, label, count) in &tabs {
                    a class="lt-a" href=(address(view, *tab)) id={ "tab-" (slug(*tab)) } aria-current=[(*tab == view.tab).then_some("true")] data-load {
                        (label) " " span class="count" { (number(cx.locale(), *count)) }
                    }
                }
            }
            span class="lt-e soft sm not-s" { (icon::small(Icon::ListFilter)) (words.builder_varied()) }
        }
        div class="qb-s" {
            @if preview.samples.is_empty() { (none(cx, view.tab)) }
            @for it in &preview.samples { (samples::sample(cx, view, it)) }
            @if view.tab == Tab::Found { @for it in view.offers { (offer(cx, it)) } }
        }
    }
}

fn none(cx: &Cx, tab: Tab) -> Markup {
    let words = cx.words;
    let text = match tab {
        Tab::Found => words.builder_found_none(),
        Tab::Rejected => words.builder_rejected_none(),
        Tab::Near => words.builder_near_none(),
    };
    state::empty(
        Icon::Binoculars,
        &words.builder_nothing_title(),
        &text,
        &html! {},
    )
}

/// The same draft with other posts under it.
fn address(view: &Builder<'_>, tab: Tab) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("text", &view.checked.text)
        .append_pair("title", view.title)
        .append_pair("tab", slug(tab))
        .finish();
    format!("{}?{query}", view.which.path())
}

/// Words that judgements say to leave out, and what that would cost.
fn offer(cx: &Cx, offer: &Offer) -> Markup {
    let words = cx.words;
    html! {
        div class="offer" {
            (icon::small(Icon::Lightbulb))
            p class="grow" { (rich(&words.builder_proposal(offer.removes, &offer.text))) }
            button class="btn btn-s" type="submit" form="qb" name="edit" value={ "add:w:" (offer.text) } { (words.builder_proposal_add()) }
        }
    }
}
