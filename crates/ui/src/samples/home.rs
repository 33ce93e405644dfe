//! A morning after an eventful night, and a calm one.

use engine::{HomeView, Peak, Rising, Slot, Subject, Todo, Unread, WatchView};
use jiff::{SignedDuration, Timestamp};
use model::{BoardId, Cause, ColumnId, Network, SourceId};

use super::{ago, all_sources, gap_view, mentions, now, rink, sample_id};

/// From 18 h yesterday to 9 h 52.
const SINCE_MIN: i64 = 15 * 60 + 52;
const SLOTS: i64 = 60;

/// Messages a slot: an evening, a night, a power cut at ten to five, a rink that breaks down.
const NIGHT: [u64; 60] = [
    9, 15, 11, 14, 12, 26, 22, 28, 14, 12, 22, 17, 15, 15, 14, 13, 2, 1, 2, 2, 1, 2, 2, 2, 1, 2, 2,
    1, 1, 0, 2, 1, 2, 1, 1, 1, 2, 1, 2, 1, 1, 1, 12, 11, 10, 1, 1, 9, 9, 8, 8, 14, 8, 14, 20, 27,
    36, 41, 46, 44,
];

/// The morning of the design's pictures.
#[must_use]
pub fn home() -> HomeView {
    let since = ago(SINCE_MIN);
    HomeView {
        since,
        now: now(),
        greeting_name: "Camille".to_owned(),
        todo: Some(vec![
            Todo::Spike {
                column: sample_id!(ColumnId, 2),
                board: sample_id!(BoardId, 1),
                title: "Patinoire des Îles".to_owned(),
                since: ago(132),
                count: 102,
                factor: 4.2,
            },
            Todo::SourceStopped {
                source: sample_id!(SourceId, 5),
                name: "Le Lac libre".to_owned(),
                network: Network::Press,
                since: ago(1_500),
                cause: Cause::Refused,
            },
            Todo::Gap(gap_view()),
        ]),
        watch: Some(watch(since)),
        subjects: Some(subjects()),
        rising: Some(rising()),
        notable: Some(
            mentions()
                .into_iter()
                .take(2)
                .map(|it| (sample_id!(ColumnId, 2), it))
                .collect(),
        ),
        gaps: Some(vec![gap_view()]),
        columns: Some(columns()),
        sources: Some(all_sources()),
    }
}

/// A morning when nothing waits.
#[must_use]
pub fn calm_home() -> HomeView {
    let since = ago(SINCE_MIN);
    let mut watch = watch(since);
    for slot in &mut watch.slots {
        slot.count /= 20;
    }
    watch.total = watch.slots.iter().map(|it| it.count).sum();
    watch.questions = 0;
    watch.peaks.clear();
    HomeView {
        todo: Some(Vec::new()),
        watch: Some(watch),
        subjects: Some(Vec::new()),
        rising: Some(Vec::new()),
        notable: Some(Vec::new()),
        gaps: Some(Vec::new()),
        ..home()
    }
}

/// The first day: nothing to hear, nothing to follow.
#[must_use]
pub fn first_home() -> HomeView {
    HomeView {
        todo: Some(vec![Todo::NoSource, Todo::NoColumn(None)]),
        watch: Some(WatchView {
            total: 0,
            questions: 0,
            slots: Vec::new(),
            absences: Vec::new(),
            peaks: Vec::new(),
        }),
        columns: Some(Vec::new()),
        sources: Some(Vec::new()),
        ..calm_home()
    }
}

/// A morning when the store fails: every part says so.
#[must_use]
pub fn failed_home() -> HomeView {
    HomeView {
        todo: None,
        watch: None,
        subjects: None,
        rising: None,
        notable: None,
        gaps: None,
        columns: None,
        sources: None,
        ..home()
    }
}

fn watch(since: Timestamp) -> WatchView {
    let slot = SignedDuration::from_secs(SINCE_MIN * 60 / SLOTS);
    let starts = std::iter::successors(Some(since), |at| at.checked_add(slot).ok());
    WatchView {
        total: NIGHT.iter().sum(),
        questions: 31,
        slots: starts
            .zip(NIGHT)
            .map(|(from, count)| Slot { from, count })
            .collect(),
        absences: vec![(ago(10 * 60 + 22), ago(4 * 60 + 22))],
        peaks: vec![
            peak(14, "Patinoire des Îles", 4.2),
            peak(282, "Quai Est", 3.0),
        ],
    }
}

fn peak(minutes: i64, title: &str, factor: f32) -> Peak {
    Peak {
        at: ago(minutes),
        title: title.to_owned(),
        factor,
    }
}

fn subjects() -> Vec<Subject> {
    let all = mentions();
    let told = [
        ("Patinoire des Îles", 184, Some(4.2), rink()),
        ("Quai Est", 38, Some(2.1), vec![all[0].clone()]),
        ("Musée des Mariniers", 26, None, vec![all[1].clone()]),
    ];
    (2_u64..)
        .zip(told)
        .map(|(n, (title, count, factor, mut sentences))| {
            sentences.truncate(2);
            Subject {
                column: sample_id!(ColumnId, n),
                board: sample_id!(BoardId, 1),
                title: title.to_owned(),
                count,
                factor,
                sentences,
            }
        })
        .collect()
}

fn rising() -> Vec<Rising> {
    let wave = [
        0, 0, 0, 0, 0, 1, 1, 1, 2, 1, 2, 2, 2, 3, 2, 2, 2, 1, 2, 3, 2, 3, 3, 3,
    ];
    let ending = |last: [u64; 2]| {
        let mut hourly = [0; 24];
        hourly[22..].copy_from_slice(&last);
        hourly
    };
    [
        ("groupe froid", None, ending([40, 72])),
        ("remboursement", Some(8.7), ending([21, 40])),
        ("vigilance crue", Some(18.1), wave),
        ("film de la gabare", Some(21.0), wave),
    ]
    .into_iter()
    .map(|(term, habit, hourly)| Rising {
        term: term.to_owned(),
        count: hourly.iter().sum(),
        habit,
        hourly,
    })
    .collect()
}

fn columns() -> Vec<Unread> {
    [
        (1, 1, "Au quotidien", "Aubrelac, mentions", 43),
        (2, 1, "Au quotidien", "Patinoire des Îles", 1_000),
        (3, 1, "Au quotidien", "Musée des Mariniers", 0),
        (4, 2, "Événements", "Marché de Noël", 7),
    ]
    .into_iter()
    .map(|(column, board, board_name, title, unread)| Unread {
        column: sample_id!(ColumnId, column),
        board: sample_id!(BoardId, board),
        board_name: board_name.to_owned(),
        title: title.to_owned(),
        unread,
    })
    .collect()
}
