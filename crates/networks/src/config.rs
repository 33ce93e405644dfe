//! The kinds of source there are and their settings: a closed list, stored as JSON.

use std::{fs::File, io::Read as _, sync::Arc, time::Duration};

use model::{Checkpoint, seam::Clock};
use serde::{Deserialize, Serialize};

use crate::{
    Kind, NetError, Network, atproto,
    egress::Egress,
    feed::{self, Feed},
    jetstream,
    replay::Replay,
    sandbox::Sandbox,
};

pub use crate::replay::Speed;

/// Dictionaries are about 100 kB; a file ten times that is something else.
const DICTIONARY_BYTES_MAX: u64 = 1024 * 1024;
/// Where names behind Bluesky's ids are found.
const APPVIEW: &str = "https://public.api.bsky.app";

/// Jetstream servers open to all, without a key: the two of the new service, then those of the old one.
pub const PUBLIC_JETSTREAMS: [&str; 6] = [
    jetstream::PUBLIC,
    "wss://jetstream.us-west.bsky.network/xrpc/network.bsky.jetstream.subscribeEvents",
    "wss://jetstream1.us-east.bsky.network/subscribe",
    "wss://jetstream2.us-east.bsky.network/subscribe",
    "wss://jetstream1.us-west.bsky.network/subscribe",
    "wss://jetstream2.us-west.bsky.network/subscribe",
];

/// One source's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SourceConfig {
    Jetstream {
        url: String,
        #[serde(default = "posts")]
        collections: Vec<String>,
        #[serde(default)]
        dids: Vec<String>,
        #[serde(default = "yes")]
        compress: bool,
        /// A file with the zstd dictionary that version 1 servers expect clients to bring along.
        #[serde(default)]
        dictionary: Option<String>,
        /// Where handles and names are asked for; none: authors stay ids.
        #[serde(default)]
        appview: Option<String>,
    },
    Firehose {
        url: String,
        #[serde(default)]
        appview: Option<String>,
    },
    Feed {
        url: String,
        /// Asked this often instead of as the feed says; for feeds of one's own house.
        #[serde(default)]
        every_seconds: Option<u32>,
    },
    Sandbox {
        url: String,
    },
    Replay {
        path: String,
        speed: Speed,
    },
}

fn posts() -> Vec<String> {
    vec![crate::bluesky::POST.to_owned()]
}

const fn yes() -> bool {
    true
}

impl SourceConfig {
    /// All public posts of Bluesky, or of what another Jetstream server hears.
    #[must_use]
    pub fn bluesky(url: Option<String>) -> Self {
        Self::Jetstream {
            // A private server's ids mean nothing to the public directory of names.
            appview: url
                .as_deref()
                .is_none_or(|it| PUBLIC_JETSTREAMS.contains(&it))
                .then(|| APPVIEW.to_owned()),
            url: url.unwrap_or_else(|| jetstream::PUBLIC.to_owned()),
            collections: posts(),
            dids: Vec::new(),
            compress: true,
            dictionary: None,
        }
    }

    /// The same server, compressed with a dictionary of one's own; only version 1 asks for it.
    #[must_use]
    pub fn with_dictionary(mut self, path: String) -> Self {
        if let Self::Jetstream { dictionary, .. } = &mut self {
            *dictionary = Some(path);
        }
        self
    }

    #[must_use]
    pub fn feed(url: String) -> Self {
        Self::Feed {
            url,
            every_seconds: None,
        }
    }

    /// A feed of one's own, asked as often as one likes.
    #[must_use]
    pub fn feed_every(url: String, seconds: u32) -> Self {
        Self::Feed {
            url,
            every_seconds: Some(seconds),
        }
    }

    #[must_use]
    pub fn firehose(url: String) -> Self {
        Self::Firehose { url, appview: None }
    }

    #[must_use]
    pub fn sandbox(url: String) -> Self {
        Self::Sandbox { url }
    }

    #[must_use]
    pub fn replay(path: String, speed: Speed) -> Self {
        Self::Replay { path, speed }
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// When a newer program wrote it, or somebody by hand.
    pub fn from_json(json: &str) -> Result<Self, NetError> {
        serde_json::from_str(json).map_err(|it| {
            NetError::new(
                Kind::Invalid,
                format!("the source's settings cannot be read: {it}"),
            )
        })
    }

    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("texts, lists and finite numbers have a JSON form")
    }

    /// The name of the kind, as stored.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Jetstream { .. } => "jetstream",
            Self::Firehose { .. } => "firehose",
            Self::Feed { .. } => "feed",
            Self::Sandbox { .. } => "sandbox",
            Self::Replay { .. } => "replay",
        }
    }

    #[must_use]
    pub const fn network(&self) -> model::Network {
        match self {
            Self::Jetstream { .. } | Self::Firehose { .. } => model::Network::Bluesky,
            Self::Feed { .. } => model::Network::Press,
            Self::Sandbox { .. } => model::Network::Sandbox,
            Self::Replay { .. } => model::Network::Replay,
        }
    }

    /// Where it listens, for people; two sources with the same are one too many.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Jetstream { url, .. }
            | Self::Firehose { url, .. }
            | Self::Feed { url, .. }
            | Self::Sandbox { url } => url.clone(),
            Self::Replay { path, .. } => path.clone(),
        }
    }

    /// Where what it listens to moved for good, as far as was noted at `checkpoint`.
    #[must_use]
    pub fn moved_to(&self, checkpoint: &Checkpoint) -> Option<String> {
        match self {
            Self::Feed { url, .. } => feed::moved_to(url, checkpoint),
            Self::Jetstream { .. }
            | Self::Firehose { .. }
            | Self::Sandbox { .. }
            | Self::Replay { .. } => None,
        }
    }
}

impl SourceConfig {
    /// Whether this can be listened to at all; nothing is connected.
    ///
    /// # Errors
    /// What is wrong with the settings, in a sentence for the person who typed them.
    pub fn validate(&self, egress: &Egress, clock: &Arc<dyn Clock>) -> Result<(), NetError> {
        connect(self, egress, Arc::clone(clock)).map(drop)
    }
}

/// Reads a dictionary an operator brought.
fn read_dictionary(path: &str) -> Result<Arc<[u8]>, NetError> {
    let invalid =
        |what: &str| NetError::new(Kind::Invalid, format!("the dictionary `{path}` {what}"));
    let file = File::open(path).map_err(|it| invalid("cannot be opened").because(it))?;
    let mut bytes = Vec::new();
    file.take(DICTIONARY_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|it| invalid("cannot be read").because(it))?;
    if bytes.len() as u64 > DICTIONARY_BYTES_MAX {
        return Err(invalid("is too large to be one"));
    }
    Ok(bytes.into())
}

/// The connector for a source; nothing is connected yet.
///
/// # Errors
/// When the settings can never work.
pub fn connect(
    config: &SourceConfig,
    egress: &Egress,
    clock: Arc<dyn Clock>,
) -> Result<Box<dyn Network>, NetError> {
    let boxed = |it: &String| it.clone().into_boxed_str();
    match config {
        SourceConfig::Jetstream {
            url,
            collections,
            dids,
            compress,
            dictionary,
            appview,
        } => {
            let compression = match dictionary {
                Some(path) => jetstream::Compression::Dictionary(read_dictionary(path)?),
                None if *compress => jetstream::Compression::Served,
                None => jetstream::Compression::Off,
            };
            let settings = jetstream::Settings {
                wire: None,
                collections: collections.iter().map(boxed).collect(),
                dids: dids.iter().map(boxed).collect(),
                compression,
                appview: appview.as_ref().map(boxed),
                ..jetstream::Settings::new(url.as_str())
            };
            Ok(Box::new(jetstream::Jetstream::new(
                settings,
                egress.clone(),
                clock,
            )?))
        }
        SourceConfig::Firehose { url, appview } => {
            let settings = atproto::Settings {
                appview: appview.as_ref().map(boxed),
                ..atproto::Settings::new(url.as_str())
            };
            Ok(Box::new(atproto::Firehose::new(
                settings,
                egress.clone(),
                clock,
            )?))
        }
        SourceConfig::Feed { url, every_seconds } => {
            let every = every_seconds.map(|it| Duration::from_secs(it.into()));
            let settings = feed::Settings {
                url: boxed(url),
                every,
            };
            Ok(Box::new(Feed::new(settings, egress.clone(), clock)?))
        }
        SourceConfig::Sandbox { url } => Ok(Box::new(Sandbox::new(url, egress.clone(), clock)?)),
        SourceConfig::Replay { path, speed } => Ok(Box::new(Replay::new(path, *speed, clock)?)),
    }
}

#[cfg(test)]
mod tests;
