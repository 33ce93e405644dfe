//! Where we were on an instance.

use jiff::Timestamp;
use model::{Checkpoint, time};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Heard again on the same instance: events come in almost, not quite, the order of their times.
const OVERLAP_US: i64 = 2_000_000;
/// Heard again on another instance, which stamps the same events with its own clock.
const OVERLAP_ELSEWHERE_US: i64 = 10_000_000;
/// Further than this from its own time, a number is another archive's. Where nothing happens for so
/// long after an event that is gone, we resume by time for nothing, which costs one connection.
const NUMBER_SLACK_US: i64 = 60_000_000;
/// Bytes of the filter's digest kept: enough to tell filters apart, and short in every checkpoint.
const FILTER_KEY_BYTES: usize = 6;

/// The latest event heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    pub(super) host: Box<str>,
    /// Microseconds since 1970, by the instance's clock; 0 before the first event.
    pub(super) us: i64,
    /// Version 2's number of the event, good on this host only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) seq: Option<u64>,
    pub(super) filter: Box<str>,
    /// Set to step over something that could not be received: nothing before is heard again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) exact: bool,
}

impl Position {
    pub(super) fn start(host: Box<str>, filter: Box<str>) -> Self {
        Self {
            host,
            us: 0,
            seq: None,
            filter,
            exact: false,
        }
    }

    pub(super) fn read(checkpoint: &Checkpoint) -> Option<Self> {
        serde_json::from_slice(&checkpoint.0).ok()
    }

    pub(super) fn write(&self) -> Checkpoint {
        Checkpoint(serde_json::to_vec(self).expect("plain members always serialise"))
    }

    pub(super) fn at(&self) -> Timestamp {
        time::from_micros(self.us)
    }

    /// The time to resume from on `host`.
    pub(super) fn cursor_us(&self, host: &str) -> i64 {
        if self.exact {
            return self.us;
        }
        self.us.saturating_sub(self.overlap_us(host)).max(0)
    }

    /// By when, on `host`, the latest event must have come again unless something was lost.
    pub(super) fn latest_again(&self, host: &str) -> Timestamp {
        let slack = if *self.host == *host {
            0
        } else {
            OVERLAP_ELSEWHERE_US
        };
        time::from_micros(self.us.saturating_add(slack))
    }

    /// The latest time the event of our own number can have, or the one after it if that one is gone.
    pub(super) fn latest_by_number(&self) -> Timestamp {
        time::from_micros(self.us.saturating_add(NUMBER_SLACK_US))
    }

    fn overlap_us(&self, host: &str) -> i64 {
        if *self.host == *host {
            OVERLAP_US
        } else {
            OVERLAP_ELSEWHERE_US
        }
    }
}

/// A short name for what is wanted.
pub(super) fn filter_key(collections: &[Box<str>], dids: &[Box<str>]) -> Box<str> {
    let mut digest = Sha256::new();
    for (sign, names) in [(b'c', collections), (b'd', dids)] {
        let mut names: Vec<&str> = names.iter().map(|it| &**it).collect();
        names.sort_unstable();
        for name in names {
            digest.update([sign]);
            digest.update(name);
            digest.update([0]);
        }
    }
    digest.finalize()[..FILTER_KEY_BYTES]
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect::<String>()
        .into()
}
