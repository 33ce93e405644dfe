//! A board, on an ordinary morning.

use engine::{BoardTab, BoardView, Change24h, ColumnView, MentionView, Seen};
use model::{BoardId, ColumnId, QueryId};

use super::{ago, gap_view, mentions, press, rink, sample_id, troubles};

fn hourly(seed: u64, scale: u64, spike: bool) -> [u64; 24] {
    std::array::from_fn(|hour| {
        let hour = hour as u64;
        let wave = [
            4, 3, 2, 1, 1, 1, 1, 4, 9, 13, 12, 11, 14, 16, 13, 11, 12, 15, 17, 14, 11, 8, 7, 9,
        ];
        let base = wave[usize::try_from(hour).unwrap_or(0)] * scale + (hour * seed) % 3;
        match (spike, hour) {
            (true, 22) => 60,
            (true, 23) => 98,
            (true, _) => base / 6,
            (false, _) => base,
        }
    })
}

fn column(n: u64, title: &str, query_text: &str, mentions: Vec<MentionView>) -> ColumnView {
    let hourly = hourly(n + 2, 2, false);
    ColumnView {
        id: sample_id!(ColumnId, n),
        query: sample_id!(QueryId, n),
        title: title.to_owned(),
        query_text: query_text.to_owned(),
        query_version: 1,
        paused: false,
        count_24h: hourly.iter().sum(),
        hourly,
        change: Change24h::Stable,
        failed: false,
        older: mentions.last().map(|it| it.seq),
        mentions,
        seen: None,
        gaps: Vec::new(),
    }
}

/// A board on an ordinary morning: a live column, a paused one, a quiet one, the press.
#[must_use]
pub fn board() -> BoardView {
    let mut first = column(
        1,
        "Aubrelac, mentions",
        "aubrelac OU #aubrelac OU @mairie",
        mentions(),
    );
    first.seen = Some(Seen {
        seq: 38,
        at: ago(70),
    });
    first.change = Change24h::Percent(18);
    let mut second = column(2, "Patinoire des Îles", "patinoire", rink());
    second.paused = true;
    second.hourly = hourly(1, 1, true);
    second.count_24h = second.hourly.iter().sum();
    second.change = Change24h::Times(4.2);
    let mut third = column(
        3,
        "Musée des Bateliers",
        "\"musée des bateliers\" SAUF concours",
        Vec::new(),
    );
    third.hourly = [0; 24];
    third.count_24h = 0;
    third.change = Change24h::Unknown;
    let mut fourth = column(4, "Presse et sites", "aubrelac réseau:press", press());
    fourth.older = None;
    fourth.gaps = vec![gap_view()];
    BoardView {
        id: sample_id!(BoardId, 1),
        name: "Au quotidien".to_owned(),
        boards: vec![
            BoardTab {
                id: sample_id!(BoardId, 1),
                name: "Au quotidien".to_owned(),
                shared: true,
                mine: false,
                owner: None,
            },
            BoardTab {
                id: sample_id!(BoardId, 2),
                name: "Culture et sport".to_owned(),
                shared: true,
                mine: false,
                owner: None,
            },
            BoardTab {
                id: sample_id!(BoardId, 3),
                name: "Évènements".to_owned(),
                shared: true,
                mine: false,
                owner: None,
            },
        ],
        columns: vec![first, second, third, fourth],
        troubles: troubles().into_iter().take(1).collect(),
        sources_live: 4,
        sources_total: 5,
        catching_up: false,
        seq: 140,
    }
}
