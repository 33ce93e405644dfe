//! The search page, in its states.

use engine::{
    Bar, Cursor, ExportFormat, ExportState, ExportView, Facet, FacetValue, FoundPosts, Relaxed,
    SearchTrouble, SearchView, Step, Without, Written,
};
use jiff::ToSpan as _;
use maud::Markup;

use super::{ago, explained, mentions, now, rink};
use crate::{
    Cx,
    kit::query::Checked,
    pages::search::{self, Asked, Become, Search, Show},
};

/// Posts a day of a month.
const DAYS: [u64; 30] = [
    12, 9, 14, 22, 26, 11, 10, 13, 12, 15, 24, 31, 12, 11, 9, 14, 16, 27, 30, 18, 12, 14, 11, 15,
    26, 29, 14, 13, 20, 71,
];

fn facet(facet: Facet, values: &[(&str, u64)]) -> (Facet, Vec<FacetValue>) {
    let value = |(at, (value, count)): (usize, &(&str, u64))| FacetValue {
        value: (*value).to_owned(),
        count: *count,
        chosen: facet == Facet::Lang && at == 0,
    };
    (facet, values.iter().enumerate().map(value).collect())
}

fn found() -> FoundPosts {
    let day = |back: i64| {
        now()
            .checked_sub((back * 24).hours())
            .unwrap_or_else(|_| now())
    };
    let timeline: Vec<Bar> = (0..30_i64)
        .rev()
        .zip(DAYS)
        .map(|(back, count)| Bar {
            at: day(back),
            count,
        })
        .collect();
    let mut posts = mentions();
    posts.extend(rink());
    let last = posts.last().map(|it| Cursor {
        at: it.post.created_at,
        post: it.post_id,
    });
    FoundPosts {
        count: timeline.iter().map(|it| it.count).sum(),
        since: day(29),
        until: now(),
        step: Step::Day,
        timeline,
        facets: vec![
            facet(
                Facet::Network,
                &[("bluesky", 212), ("mastodon", 148), ("press", 61)],
            ),
            facet(
                Facet::Author,
                &[
                    ("collectif.quais", 31),
                    ("brume@quais.example", 22),
                    ("gazette", 19),
                    ("nadege.traiteur", 12),
                    ("theo_l_ex", 9),
                    ("ines.en.loire", 7),
                    ("romane.file", 4),
                ],
            ),
            facet(Facet::Tag, &[("saintaubin", 88), ("patinoire", 41)]),
            facet(Facet::Lang, &[("fr", 501), ("en", 22), ("br", 4)]),
            facet(Facet::Media, &[("image", 133), ("video", 17)]),
        ],
        posts: explained("patinoire SAUF hockey", posts),
        older: last,
        newer: None,
        per_hour: 0.8,
        helps: None,
    }
}

fn view(found: Option<FoundPosts>, trouble: Option<SearchTrouble>) -> SearchView {
    SearchView {
        parsed: query::parse("patinoire"),
        found,
        trouble,
    }
}

fn export(id: u64, state: ExportState, done: u64) -> ExportView {
    ExportView {
        id,
        text: "patinoire OR piscine".to_owned(),
        format: ExportFormat::Csv,
        started_at: ago(3),
        done,
        of: 41_380,
        state,
    }
}

/// Nothing found: a part of the text helps, or a facet.
fn nothing_found() -> [FoundPosts; 2] {
    let none = FoundPosts {
        count: 0,
        timeline: Vec::new(),
        facets: Vec::new(),
        posts: Vec::new(),
        older: None,
        helps: Some(Relaxed {
            without: Without::Part {
                written: "hockey".to_owned(),
                rest: "patinoire".to_owned(),
            },
            count: 18,
        }),
        ..found()
    };
    let none_ticked = FoundPosts {
        helps: Some(Relaxed {
            without: Without::Facet(Facet::Lang),
            count: 41,
        }),
        ..none.clone()
    };
    [none, none_ticked]
}

fn left_out(cx: &Cx, asked: &Asked) -> Markup {
    let written = Written {
        text: "patinoire".to_owned(),
        left_out: vec![(Facet::Tag, "c++".to_owned())],
    };
    search::left_out(cx, &written, Become::Query, &asked.address())
}

pub(super) fn search_pages(cx: &Cx) -> Vec<(&'static str, Markup)> {
    let asked = Asked {
        chosen: vec![(Facet::Lang, "fr".to_owned())],
        ..Asked::of("patinoire SAUF hockey")
    };
    let broken = Asked::of("(patinoire OU");
    let [none, none_ticked] = nothing_found();
    let exports = [
        export(3, ExportState::Running, 12_000),
        export(2, ExportState::Ready, 41_380),
        export(1, ExportState::Cancelled, 900),
    ];
    let draw = |asked: &Asked, view: Option<&SearchView>| {
        let checked = Checked::new(cx.locale(), &asked.text);
        search::page(
            cx,
            &Search {
                asked,
                checked: &checked,
                view,
                exports: &exports[..1],
            },
        )
    };
    let table = Asked {
        show: Show::Table,
        ..asked.clone()
    };
    let building = SearchTrouble::Building {
        done: 120_000,
        of: 410_000,
    };
    vec![
        ("search", draw(&asked, Some(&view(Some(found()), None)))),
        (
            "search-table",
            draw(&table, Some(&view(Some(found()), None))),
        ),
        ("search-start", draw(&Asked::default(), None)),
        ("search-none", draw(&asked, Some(&view(Some(none), None)))),
        (
            "search-none-ticked",
            draw(&asked, Some(&view(Some(none_ticked), None))),
        ),
        ("search-left-out", left_out(cx, &asked)),
        ("search-broken", draw(&broken, Some(&view(None, None)))),
        (
            "search-building",
            draw(&asked, Some(&view(None, Some(building)))),
        ),
        (
            "search-slow",
            draw(&asked, Some(&view(None, Some(SearchTrouble::TooSlow)))),
        ),
        (
            "search-off",
            draw(&asked, Some(&view(None, Some(SearchTrouble::Disabled)))),
        ),
        ("search-exports", search::exports(cx, &exports)),
    ]
}
