//! The page of a query, in its states.

use std::{collections::BTreeMap, time::Duration};

use engine::{
    Bar, BoardTab, Judged, MentionView, Outline, Precision, PreviewView, Proposal, QueryLine,
    QueryPlace, SavedQuery, SearchTrouble, Tab, VersionView, Versions,
};
use jiff::{SignedDuration, ToSpan as _};
use maud::Markup;
use model::{BoardId, ColumnId, Network, QueryId};
use query::Blocks;

use super::{ago, explained, now, rink, sample_id};
use crate::{
    Cx,
    kit::query::{Checked, spelling},
    pages::{
        builder::{
            self, Builder, Done, Offer, Refused, Start, Template, TemplateForm, VersionsPage, Which,
        },
        queries::{self, Queries},
    },
};

/// Posts a day of a skating rink, a month long, before the breakdown and on its day.
const DAYS: [u64; 30] = [
    31, 28, 36, 58, 64, 30, 27, 29, 34, 33, 61, 72, 35, 30, 26, 31, 38, 66, 70, 41, 29, 33, 30, 35,
    62, 68, 32, 30, 47, 162,
];
const SAVED: &str = "(patinoire~ OR \"piste de glace\" OR #PatinoireDesIles OR patin*) AND (Saint-Aubin OR @SaintAubin OR \"les Îles\") NOT Saint-Aubin-des-Ormes";
const EDITED: &str = "(patinoire~ OR \"piste de glace\" OR #PatinoireDesIles OR patin*) AND (Saint-Aubin OR @SaintAubin OR \"les Îles\") AND lang:fr NOT (Saint-Aubin-des-Ormes OR hockey OR roller OR is:repost)";

fn saved(cx: &Cx) -> SavedQuery {
    SavedQuery {
        id: sample_id!(QueryId, 2),
        name: "Patinoire des Îles".to_owned(),
        text: in_words_of(cx, SAVED),
        version: 4,
        column: sample_id!(ColumnId, 2),
        board: sample_id!(BoardId, 1),
    }
}

/// As the reader writes it: their words for operators, their language for French.
fn in_words_of(cx: &Cx, text: &str) -> String {
    let text = text.replace("lang:fr", &format!("lang:{}", cx.locale().as_str()));
    Blocks::read(&text).map_or_else(String::new, |it| it.text(spelling(cx.locale())))
}

/// What a query on the rink finds in a month, or a share of it in percent.
#[must_use]
pub fn rink_outline(share: u64) -> Outline {
    let day = |back: i64| {
        now()
            .checked_sub((back * 24).hours())
            .unwrap_or_else(|_| now())
    };
    let timeline: Vec<Bar> = (0..30_i64)
        .rev()
        .zip(DAYS)
        .map(|(back, n)| Bar {
            at: day(back),
            count: n * share / 100,
        })
        .collect();
    let count = timeline.iter().map(|it| it.count).sum();
    Outline {
        count,
        per_hour: 1.9,
        timeline,
    }
}

fn preview(samples: Vec<MentionView>) -> PreviewView {
    PreviewView {
        parsed: query::parse(EDITED),
        now: Some(rink_outline(81)),
        before: Some(rink_outline(100)),
        rejected: 368,
        near: 41,
        samples: explained(EDITED, samples),
        took: Duration::from_millis(38),
        archived: 41_380,
        trouble: None,
    }
}

fn judged(samples: &[MentionView], precision: Precision) -> Judged {
    let said = samples.iter().skip(1).take(2).enumerate();
    let words: BTreeMap<_, _> = said.map(|(at, it)| (it.post_id, at == 0)).collect();
    Judged {
        words,
        precision,
        missed: 0,
        proposals: vec![Proposal {
            text: "patin à roulettes".to_owned(),
            off_topic: 3,
        }],
    }
}

/// A new query with this text, that finds what `preview` says.
fn fresh(cx: &Cx, text: &str, preview: &PreviewView) -> Markup {
    let checked = Checked::new(cx.locale(), text);
    let blocks = Blocks::read(text);
    let boards = [BoardTab {
        id: sample_id!(BoardId, 1),
        name: "Ville au quotidien".to_owned(),
        shared: true,
        mine: true,
        owner: None,
    }];
    builder::page(
        cx,
        &Builder {
            which: Which::New {
                board: boards[0].id,
                boards: &boards,
            },
            title: "",
            checked: &checked,
            blocks: blocks.as_ref(),
            n_changes: u64::from(!text.is_empty()),
            tab: Tab::Found,
            preview,
            judged: &Judged::default(),
            offers: &[],
            networks: &NETWORKS,
            refused: None,
            done: None,
        },
    )
}

const NETWORKS: [Network; 5] = [
    Network::Bluesky,
    Network::Mastodon,
    Network::Facebook,
    Network::Instagram,
    Network::Press,
];

/// The saved query under a draft.
struct Draft {
    text: String,
    tab: Tab,
    n_changes: u64,
    preview: PreviewView,
    judged: Judged,
    refused: Option<Refused>,
    done: Option<Done>,
}

impl Draft {
    fn of(text: &str) -> Self {
        let samples = rink();
        let precision = Precision {
            relevant: 30,
            judged: 32,
        };
        Self {
            text: text.to_owned(),
            tab: Tab::Found,
            n_changes: 3,
            judged: judged(&samples, precision),
            preview: preview(samples),
            refused: None,
            done: None,
        }
    }

    fn page(&self, cx: &Cx) -> Markup {
        let saved = saved(cx);
        let checked = Checked::new(cx.locale(), &self.text);
        let blocks = Blocks::read(&self.text);
        let offers = [Offer {
            text: "patin à roulettes".to_owned(),
            removes: 23,
        }];
        builder::page(
            cx,
            &Builder {
                which: Which::Saved(&saved),
                title: &saved.name,
                checked: &checked,
                blocks: blocks.as_ref(),
                n_changes: self.n_changes,
                tab: self.tab,
                preview: &self.preview,
                judged: &self.judged,
                offers: &offers,
                networks: &NETWORKS,
                refused: self.refused.as_ref(),
                done: self.done,
            },
        )
    }
}

fn nothing(trouble: Option<SearchTrouble>) -> PreviewView {
    PreviewView {
        parsed: query::parse(""),
        now: None,
        before: None,
        rejected: 0,
        near: 0,
        samples: Vec::new(),
        took: Duration::ZERO,
        archived: 0,
        trouble,
    }
}

pub(super) fn builder_pages(cx: &Cx) -> Vec<(&'static str, Markup)> {
    let board = sample_id!(BoardId, 1);
    let template = TemplateForm {
        board,
        template: Template::City,
    };
    let building = nothing(Some(SearchTrouble::Building {
        done: 120_000,
        of: 410_000,
    }));
    let mut pages = draft_pages(cx);
    pages.extend([
        ("query-new", fresh(cx, "", &nothing(None))),
        ("query-building", fresh(cx, "patinoire", &building)),
        ("query-start", builder::start(cx, &Start { board })),
        ("query-template", builder::template_page(cx, &template)),
        ("query-versions", versions_page(cx)),
        ("queries", queries_page(cx, &queries(), "")),
        ("queries-none", queries_page(cx, &queries(), "canari")),
        ("queries-empty", queries_page(cx, &[], "")),
    ]);
    pages
}

fn draft_pages(cx: &Cx) -> Vec<(&'static str, Markup)> {
    let edited = in_words_of(cx, EDITED);
    let on = |tab| Draft {
        tab,
        ..Draft::of(&edited)
    };
    let small = Precision {
        relevant: 4,
        judged: 5,
    };
    let near = Draft {
        tab: Tab::Near,
        ..Draft::of(&in_words_of(cx, SAVED))
    };
    let returned = Draft {
        n_changes: 0,
        done: Some(Done::Returned { to: 3, undo: 4 }),
        judged: judged(&rink(), small),
        ..Draft::of(&in_words_of(cx, SAVED))
    };
    let broken = Draft {
        preview: nothing(None),
        refused: Some(Refused::Query),
        ..Draft::of("patinoire ET (glace OU")
    };
    let broad = Draft {
        preview: PreviewView {
            now: Some(Outline {
                per_hour: 3_200.0,
                ..rink_outline(100)
            }),
            ..preview(Vec::new())
        },
        judged: Judged {
            missed: 2,
            ..Judged::default()
        },
        ..Draft::of("patinoire")
    };
    vec![
        ("query", on(Tab::Found).page(cx)),
        ("query-rejected", on(Tab::Rejected).page(cx)),
        ("query-near", near.page(cx)),
        ("query-saved", returned.page(cx)),
        ("query-broken", broken.page(cx)),
        ("query-broad", broad.page(cx)),
    ]
}

/// The saved queries of the house.
#[must_use]
pub fn queries() -> Vec<QueryLine> {
    let line = |n: u64, name: &str, text: &str, counts: &[u64]| {
        let mut hourly = [0; 24];
        hourly
            .iter_mut()
            .rev()
            .zip(counts)
            .for_each(|(hour, n)| *hour = *n);
        QueryLine {
            id: sample_id!(QueryId, n),
            name: name.to_owned(),
            text: text.to_owned(),
            changed_at: ago(i64::try_from(n).unwrap_or_default() * 700),
            changed_by: Some("Camille R.".to_owned()),
            places: vec![QueryPlace {
                board: sample_id!(BoardId, 1),
                board_name: "Ville au quotidien".to_owned(),
                column: sample_id!(ColumnId, n),
            }],
            named_by: Vec::new(),
            hourly,
        }
    };
    vec![
        QueryLine {
            changed_by: None,
            ..line(3, "Inondation", "crue OR inondation~", &[0, 0, 1])
        },
        line(2, "Patinoire des Îles", SAVED, &[41, 38, 22, 9, 4, 2, 1]),
        QueryLine {
            named_by: vec!["Veille scolaire".to_owned()],
            ..line(1, "École et cantine", "école~ OR cantine", &[3, 5, 2, 0, 1])
        },
    ]
}

fn queries_page(cx: &Cx, all: &[QueryLine], text: &str) -> Markup {
    let asked = queries::Asked::new("count", "desc", text);
    let view = Queries {
        queries: all,
        asked: &asked,
    };
    queries::page(cx, &view)
}

fn versions_page(cx: &Cx) -> Markup {
    let saved = saved(cx);
    let blocks = |text: &str| Blocks::read(text).unwrap_or_default();
    let narrow = "(patinoire~ OR patin*) AND (Saint-Aubin OR hockey)";
    let hours = |n: i64| {
        let back = SignedDuration::from_hours(n);
        ago(0).checked_sub(back).unwrap_or_else(|_| now())
    };
    let version = |version, text: &str, by: Option<&str>, at| VersionView {
        version,
        name: saved.name.clone(),
        text: in_words_of(cx, text),
        by: by.map(str::to_owned),
        at,
        changes: Vec::new(),
        renamed_from: None,
    };
    let versions = Versions {
        versions: vec![
            VersionView {
                changes: blocks(narrow).changes_to(&blocks(SAVED)),
                ..version(4, SAVED, Some("Camille R."), hours(2))
            },
            VersionView {
                changes: blocks("patinoire").changes_to(&blocks(narrow)),
                ..version(3, narrow, Some("Hugo T."), hours(30))
            },
            VersionView {
                renamed_from: Some("Glace".to_owned()),
                ..version(2, "patinoire", Some("Camille R."), hours(90))
            },
            version(1, "patinoire", None, hours(400)),
        ],
        older: None,
    };
    let page = VersionsPage {
        saved: &saved,
        versions: &versions,
    };
    builder::versions(cx, &page)
}
