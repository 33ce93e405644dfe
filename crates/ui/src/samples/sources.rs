//! What is listened to, and how it goes.

use engine::{DropView, GapView, SourceDetail, SourceView, Trouble};
use jiff::SignedDuration;
use model::{Cause, DropReason, FailReason, Gap, GapId, Network, SourceId, SourceState};

use super::{ago, now, sample_id};

/// A source in each state a reader should know about.
#[must_use]
pub fn troubles() -> Vec<Trouble> {
    let retry_at = now()
        .checked_add(SignedDuration::from_secs(8))
        .unwrap_or_else(|_| now());
    [
        (
            "La Gazette des quais",
            Network::Press,
            SourceState::Waiting {
                cause: Cause::Disconnected,
                since: ago(11),
                retry_at,
            },
        ),
        (
            "Bluesky",
            Network::Bluesky,
            SourceState::Waiting {
                cause: Cause::RateLimited,
                since: ago(3),
                retry_at,
            },
        ),
        (
            "Le Lac libre",
            Network::Press,
            SourceState::Stopped {
                cause: Cause::Refused,
                since: ago(1_500),
            },
        ),
        ("lac.example", Network::Bluesky, SourceState::Connecting),
    ]
    .into_iter()
    .zip(1_u64..)
    .map(|((name, network, state), n)| Trouble {
        source: sample_id!(SourceId, n),
        name: name.to_owned(),
        network,
        state,
    })
    .collect()
}

/// A stretch not heard that goes on.
#[must_use]
pub fn gap_view() -> GapView {
    GapView {
        gap: gap(1, 11, None, Cause::Disconnected, false),
        source_name: "La Gazette des quais".to_owned(),
        network: Network::Press,
    }
}

fn gap(n: u64, from: i64, to: Option<i64>, cause: Cause, refilled: bool) -> Gap {
    Gap {
        id: sample_id!(GapId, n),
        source: sample_id!(SourceId, 1),
        from: ago(from),
        to: to.map(ago),
        cause,
        refilled_at: refilled.then(|| ago(to.unwrap_or(0))),
    }
}

/// Name, kind, network, address, state, received, set aside.
type Listened = (
    &'static str,
    &'static str,
    Network,
    &'static str,
    SourceState,
    u64,
    u64,
);

fn states() -> [Listened; 5] {
    let retry_at = now()
        .checked_add(SignedDuration::from_secs(8))
        .unwrap_or_else(|_| now());
    [
        (
            "Bluesky",
            "jetstream",
            Network::Bluesky,
            "wss://jetstream.example/subscribe",
            SourceState::Live,
            1_284_530,
            212,
        ),
        (
            "La Gazette des quais",
            "feed",
            Network::Press,
            "https://gazette.example/rss.xml",
            SourceState::Waiting {
                cause: Cause::Disconnected,
                since: ago(11),
                retry_at,
            },
            1_204,
            3,
        ),
        (
            "Aubrelac, bac à sable",
            "sandbox",
            Network::Sandbox,
            "http://127.0.0.1:9000",
            SourceState::CatchingUp,
            48_113,
            0,
        ),
        (
            "lac.example",
            "firehose",
            Network::Bluesky,
            "wss://lac.example",
            SourceState::Off,
            9_310,
            0,
        ),
        (
            "Le Lac libre",
            "feed",
            Network::Press,
            "https://laclibre.example/atom.xml",
            SourceState::Stopped {
                cause: Cause::Refused,
                since: ago(1_500),
            },
            87,
            1,
        ),
    ]
}

/// A source of each kind, each in another state.
#[must_use]
pub fn all_sources() -> Vec<SourceView> {
    states()
        .into_iter()
        .zip(1_u64..)
        .map(
            |((name, kind, network, address, state, received, dropped), n)| SourceView {
                id: sample_id!(SourceId, n),
                name: name.to_owned(),
                kind: kind.to_owned(),
                network,
                address: address.to_owned(),
                enabled: state != SourceState::Off,
                state,
                received,
                last_event_at: Some(ago(i64::try_from(n).unwrap_or(0) * 7 - 7)),
                last_reason: fails(state).then_some(FailReason::Silent),
                last_error: fails(state)
                    .then(|| "gazette.example did not answer within 10 s".to_owned()),
                dropped,
                open_gaps: u64::from(matches!(state, SourceState::Waiting { .. })),
                created_at: ago(60 * 24 * 12),
            },
        )
        .collect()
}

const fn fails(state: SourceState) -> bool {
    matches!(
        state,
        SourceState::Waiting { .. } | SourceState::Stopped { .. }
    )
}

/// More feeds than a page shows.
#[must_use]
pub fn many_sources() -> Vec<SourceView> {
    let press = all_sources().swap_remove(1);
    let feed = |n: u64| SourceView {
        id: sample_id!(SourceId, n + 10),
        name: format!("Gazette du canton {n}"),
        state: SourceState::Live,
        received: n * 37 % 1_000,
        open_gaps: 0,
        last_error: None,
        last_reason: None,
        ..press.clone()
    };
    all_sources()
        .into_iter()
        .chain((1..=120).map(feed))
        .collect()
}

/// A source that had a rough week.
#[must_use]
pub fn source_detail() -> SourceDetail {
    let day = 60 * 24;
    SourceDetail {
        source: all_sources().swap_remove(1),
        moved_to: Some("https://gazette.example/actualites.xml".to_owned()),
        drops: vec![
            DropView {
                reason: DropReason::NotAFeed,
                count: 2,
                sample: "<!doctype html><html><head><title>503 Service Unavailable</title>"
                    .to_owned(),
                last_at: ago(12),
            },
            DropView {
                reason: DropReason::Incomplete,
                count: 1,
                sample: "{\"title\":\"\"}".to_owned(),
                last_at: ago(day * 2),
            },
        ],
        listened: vec![
            (ago(day * 7), ago(day * 5)),
            (ago(day * 5 - 90), ago(day)),
            (ago(day - 35), ago(11)),
        ],
        gaps: vec![
            gap(1, 11, None, Cause::Disconnected, false),
            gap(2, day, Some(day - 35), Cause::Stopped, true),
            gap(3, day * 5, Some(day * 5 - 90), Cause::RateLimited, false),
        ],
        since: ago(day * 7),
        now: now(),
    }
}
