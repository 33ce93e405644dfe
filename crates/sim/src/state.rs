//! What is kept between two runs: what the world was made from, and when each stretch of live was
//! shown. Everything else is played again.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::settings::Settings;

/// The only layout there has been.
const VERSION: u32 = 1;
/// Far more runs than a demo folder will see; beyond it the file is not ours.
const FILE_BYTES_MAX: u64 = 4 << 20;

/// A stretch of live between two pauses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Segment {
    /// The first scene of the stretch, counted from 1 since live began.
    pub(crate) first: u64,
    /// The real instant at which the stretch begins.
    pub(crate) at_us: i64,
    /// The show time at that instant.
    pub(crate) show_us: i64,
    pub(crate) speed: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Saved {
    version: u32,
    seed: u64,
    start_us: i64,
    days: u32,
    /// Of the past as it was played: another version of this program may play it otherwise.
    past: u64,
    /// How many scenes of live were sent, or were about to be.
    pub(crate) sent: u64,
    pub(crate) segments: Vec<Segment>,
}

/// Why the state file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    #[error("cannot read or write `{path}`")]
    Io {
        path: Box<Path>,
        #[source]
        source: std::io::Error,
    },
    #[error("`{path}` is not a sandbox's state")]
    Malformed {
        path: Box<Path>,
        #[source]
        source: serde_json::Error,
    },
    #[error("`{path}` is {bytes} bytes, not a sandbox's state")]
    TooLarge { path: Box<Path>, bytes: u64 },
    #[error("`{path}` is of version {version}, this program reads version {VERSION}")]
    Version { path: Box<Path>, version: u32 },
    #[error("`{path}` was written by a version that told the city's past otherwise")]
    OtherPast { path: Box<Path> },
    #[error("`{path}` belongs to another world (seed {seed}, start {start})")]
    OtherWorld {
        path: Box<Path>,
        seed: u64,
        start: Timestamp,
    },
}

impl Saved {
    pub(crate) fn new(settings: &Settings, past: u64) -> Self {
        Self {
            version: VERSION,
            seed: settings.seed,
            start_us: settings.start.as_microsecond(),
            days: settings.days(),
            past,
            sent: 0,
            segments: Vec::new(),
        }
    }

    /// Reads the file, if there is one.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, StateError> {
        let io = |source| StateError::Io {
            path: path.into(),
            source,
        };
        let bytes = match std::fs::metadata(path) {
            Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(other) => return Err(io(other)),
            Ok(it) if it.len() > FILE_BYTES_MAX => {
                return Err(StateError::TooLarge {
                    path: path.into(),
                    bytes: it.len(),
                });
            }
            Ok(_) => std::fs::read(path).map_err(io)?,
        };
        let saved: Self =
            serde_json::from_slice(&bytes).map_err(|source| StateError::Malformed {
                path: path.into(),
                source,
            })?;
        if saved.version != VERSION {
            return Err(StateError::Version {
                path: path.into(),
                version: saved.version,
            });
        }
        Ok(Some(saved))
    }

    /// Replaces the file whole: a crash leaves the old one or the new one.
    pub(crate) fn write(&self, path: &Path) -> Result<(), StateError> {
        let io = |source| StateError::Io {
            path: path.into(),
            source,
        };
        let bytes = serde_json::to_vec(self).map_err(|source| StateError::Malformed {
            path: path.into(),
            source,
        })?;
        let next = path.with_extension("next");
        std::fs::write(&next, bytes).map_err(io)?;
        std::fs::rename(&next, path).map_err(io)
    }

    /// The same world must be played again, or sequence numbers would mean other things.
    pub(crate) fn check(
        &self,
        settings: &Settings,
        past: u64,
        path: &Path,
    ) -> Result<(), StateError> {
        let own = (self.seed, self.start(), self.days);
        if own != (settings.seed, settings.start, settings.days()) {
            let (seed, start) = (self.seed, self.start());
            return Err(StateError::OtherWorld {
                path: path.into(),
                seed,
                start,
            });
        }
        if self.past != past {
            return Err(StateError::OtherPast { path: path.into() });
        }
        Ok(())
    }

    fn start(&self) -> Timestamp {
        model::time::from_micros(self.start_us)
    }

    /// The stretch that a scene of live belongs to.
    pub(crate) fn segment(&self, scene: u64) -> Option<&Segment> {
        self.segments.iter().rev().find(|it| it.first <= scene)
    }
}

impl Settings {
    /// What the world of this state file was made from; `None` when there is no file yet.
    pub fn saved(path: &Path) -> Result<Option<Self>, StateError> {
        let saved = Saved::read(path)?;
        Ok(saved.map(|it| Self {
            days: it.days,
            ..Self::new(it.seed, it.start())
        }))
    }
}

#[cfg(test)]
mod tests;
