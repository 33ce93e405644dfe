//! Facets as checkboxes with counts: a form that works by a button, and by itself with scripts.

use engine::{Facet, FacetValue, FoundPosts};
use i18n::number;
use maud::{Markup, html};
use model::Network;

use super::Asked;
use crate::{
    Cx,
    kit::{
        icon::{self, Icon},
        text,
        words::network_name,
    },
};

/// Values in sight before one asks for more.
const SHOWN: usize = 6;

pub(super) fn facets(cx: &Cx, asked: &Asked, found: &FoundPosts) -> Markup {
    let words = cx.words;
    let n = u64::try_from(asked.chosen.len()).unwrap_or(u64::MAX);
    html! {
        aside class="panel srch-f" id="search-facets" data-swap aria-label=(words.search_facets()) {
            // Closed on phones only, where results come first.
            details class="facets" open {
                summary class="panel-h" { h2 class="grow" { (words.search_facets_n(n)) } (icon::small(Icon::ChevronDown)) }
                div class="facets-b" {
                    @for (facet, values) in &found.facets { @if !values.is_empty() { (one(cx, *facet, values)) } }
                    div class="row" {
                        button class="btn btn-s not-js" type="submit" form="search" { (words.search_facets_apply()) }
                        @if n > 0 { a class="btn btn-s btn-q" href=(asked.whole_facets()) data-load { (words.search_facets_clear()) } }
                    }
                }
            }
        }
    }
}

fn one(cx: &Cx, facet: Facet, values: &[FacetValue]) -> Markup {
    let (first, rest) = values.split_at(values.len().min(SHOWN));
    let is_open = rest.iter().any(|it| it.chosen);
    html! {
        fieldset class="facet" {
            legend { (title(cx, facet)) }
            @for it in first { (value(cx, facet, it)) }
            @if !rest.is_empty() {
                details class="more" open[is_open] {
                    summary class="more-s" { span class="more-i" { (icon::tiny(Icon::ChevronDown)) } (number(cx.locale(), u64::try_from(rest.len()).unwrap_or(u64::MAX))) " +" }
                    @for it in rest { (value(cx, facet, it)) }
                }
            }
        }
    }
}

fn value(cx: &Cx, facet: Facet, it: &FacetValue) -> Markup {
    html! {
        label class="ck facet-v" {
            input type="checkbox" form="search" name=(facet.slug()) value=(it.value) checked[it.chosen] data-facet;
            span class="grow trunc" dir="auto" { (label(cx, facet, &it.value)) } " "
            span class="facet-n" { (number(cx.locale(), it.count)) }
        }
    }
}

pub(super) fn title(cx: &Cx, facet: Facet) -> String {
    let words = cx.words;
    match facet {
        Facet::Network => words.search_facet_network(),
        Facet::Account => words.search_facet_account(),
        Facet::Author => words.search_facet_author(),
        Facet::Tag => words.search_facet_tag(),
        Facet::Lang => words.search_facet_lang(),
        Facet::Media => words.search_facet_media(),
    }
}

/// A value in the reader's words; what strangers wrote is made plain.
pub(super) fn label(cx: &Cx, facet: Facet, value: &str) -> String {
    let words = cx.words;
    match facet {
        Facet::Network => {
            Network::parse(value).map_or_else(|| value.to_owned(), |it| network_name(cx, it))
        }
        Facet::Lang => words.language(value),
        Facet::Media => match value {
            "image" => words.search_media_image(),
            "video" => words.search_media_video(),
            "audio" => words.search_media_audio(),
            _ => words.search_media_other(),
        },
        Facet::Author | Facet::Account => {
            format!("@{}", text::plain(value.trim_start_matches('@')))
        }
        Facet::Tag => format!("#{}", text::plain(value.trim_start_matches('#'))),
    }
}
