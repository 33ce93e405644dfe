//! Recorded posts, heard as if they were said now: JSON Lines, plain, gzip or zstd, of posts (one of
//! `{"id","network","author","created_at","lang","kind","text","ref"}` a line) or of what a Jetstream
//! sent. Which one is told by each line.
//!
//! The file is read as a stream: memory holds one batch of lines, however large the file or what it
//! expands to. Dates are kept as recorded; only the pace is ours.

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use model::{Checkpoint, Event, Network as NetworkId, seam::Clock};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tokio::{task::JoinHandle, time::Instant};

mod line;

use crate::{EventStream, Fut, Kind, Listen, Mode, NetError, Network, Retention};
use line::Line;

pub use line::decode;

/// The longest line read: four times the largest post of any network, with its markup.
const LINE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Lines read at once, and the distance between two marks.
const BATCH_LINES: usize = 200;
/// A batch also ends after so many bytes, so that a file of long lines stays small in memory.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// What tells a file from another: the hash of so much of its beginning.
const HEAD_BYTES: u64 = 64 * 1024;
/// The longest silence that is replayed: a night in a recording must not look like a failure.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// How fast a recording is played.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speed {
    /// As fast as it is taken in.
    Max,
    /// So many times faster than it was recorded.
    Times(f64),
}

/// A recording to be heard.
pub struct Replay {
    path: PathBuf,
    speed: Speed,
    clock: Arc<dyn Clock>,
}

impl Replay {
    /// Prepares to play a file; nothing is opened yet.
    ///
    /// # Errors
    /// When the speed is not a positive number.
    pub fn new(
        path: impl Into<PathBuf>,
        speed: Speed,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, NetError> {
        if let Speed::Times(times) = speed
            && !(times.is_finite() && times > 0.0)
        {
            return Err(NetError::new(
                Kind::Invalid,
                format!("a speed of {times} is not one"),
            ));
        }
        Ok(Self {
            path: path.into(),
            speed,
            clock,
        })
    }

    async fn start(&self, from: Option<Checkpoint>) -> Result<Box<dyn EventStream>, NetError> {
        let path = self.path.clone();
        let from = from.and_then(|it| Position::read(&it));
        let opened = tokio::task::spawn_blocking(move || Reader::open(&path, from)).await;
        let shown = self.path.display();
        let reader = match opened {
            Ok(Ok(reader)) => reader,
            Ok(Err(error)) => {
                let kind = if error.kind() == io::ErrorKind::NotFound {
                    Kind::Gone
                } else {
                    Kind::Invalid
                };
                return Err(
                    NetError::new(kind, format!("`{shown}` could not be read")).because(error)
                );
            }
            Err(error) => {
                return Err(NetError::new(Kind::Transient, "the reader stopped").because(error));
            }
        };
        Ok(Box::new(Stream {
            shown: shown.to_string(),
            clock: Arc::clone(&self.clock),
            pace: Pace {
                speed: self.speed,
                last: None,
                due: None,
            },
            state: State::Idle(Box::new(reader)),
            queue: VecDeque::new(),
            failed: None,
        }))
    }
}

impl Network for Replay {
    fn id(&self) -> NetworkId {
        NetworkId::Replay
    }

    fn listen(&self) -> Option<&dyn Listen> {
        Some(self)
    }

    fn retention(&self) -> Retention {
        Retention::default()
    }
}

impl Listen for Replay {
    fn mode(&self) -> Mode {
        Mode::File
    }

    fn open<'a>(&'a self, from: Option<Checkpoint>) -> Fut<'a, Box<dyn EventStream>> {
        Box::pin(self.start(from))
    }
}

/// What a checkpoint holds: the lines done, of which file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Position {
    lines: u64,
    /// Length and hash of the beginning of the file: it may have grown since.
    head: (u64, [u8; 32]),
}

impl Position {
    fn read(checkpoint: &Checkpoint) -> Option<Self> {
        let bytes: &[u8; 48] = checkpoint.0.as_slice().try_into().ok()?;
        let (lines, rest) = bytes.split_first_chunk::<8>()?;
        let (length, hash) = rest.split_first_chunk::<8>()?;
        let head = (u64::from_le_bytes(*length), hash.try_into().ok()?);
        Some(Self {
            lines: u64::from_le_bytes(*lines),
            head,
        })
    }

    fn write(&self) -> Checkpoint {
        let mut bytes = Vec::with_capacity(48);
        bytes.extend_from_slice(&self.lines.to_le_bytes());
        bytes.extend_from_slice(&self.head.0.to_le_bytes());
        bytes.extend_from_slice(&self.head.1);
        Checkpoint(bytes)
    }
}

/// The lines of a file, decompressed as they are read.
struct Reader {
    input: Box<dyn BufRead + Send>,
    position: Position,
    line: Vec<u8>,
}

/// What one look into the file gave.
struct Batch {
    events: Vec<(Option<Timestamp>, Event)>,
    is_last: bool,
    /// Why there is no more, when it is not because the file ends.
    failed: Option<io::Error>,
}

impl Reader {
    fn open(path: &Path, from: Option<Position>) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let head = head_of(&mut file, HEAD_BYTES)?;
        let known = match &from {
            // The file may have grown: as much of it as was there must be the same.
            Some(Position {
                head: (length, _), ..
            }) => Some(head_of(&mut file, *length)?),
            None => None,
        };
        let mut magic = [0; 4];
        let read = file.read(&mut magic)?;
        file.seek(SeekFrom::Start(0))?;
        let file = BufReader::with_capacity(128 * 1024, file);
        let input: Box<dyn BufRead + Send> = match &magic[..read] {
            [0x1f, 0x8b, ..] => {
                Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file)))
            }
            [0x28, 0xb5, 0x2f, 0xfd] => Box::new(BufReader::new(zstd::Decoder::with_buffer(file)?)),
            _ => Box::new(file),
        };
        let mut reader = Self {
            input,
            position: Position { lines: 0, head },
            line: Vec::new(),
        };
        // Another file under the same name is read from its beginning.
        let done = from
            .filter(|it| known == Some(it.head))
            .map_or(0, |it| it.lines);
        while reader.position.lines < done {
            if !reader.skip_line()? {
                break;
            }
        }
        Ok(reader)
    }

    /// Reads and decodes the next lines.
    fn batch(&mut self, received: Timestamp) -> Batch {
        let mut batch = Batch {
            events: Vec::new(),
            is_last: false,
            failed: None,
        };
        let mut bytes = 0;
        for _ in 0..BATCH_LINES {
            match self.next_line() {
                Ok(None) => {
                    batch.is_last = true;
                    break;
                }
                Ok(Some(line)) => {
                    bytes += line.len();
                    batch.events.extend(line.decode(received));
                }
                Err(error) => {
                    batch.is_last = true;
                    batch.failed = Some(error);
                    break;
                }
            }
            if bytes > BATCH_BYTES {
                break;
            }
        }
        batch
            .events
            .push((None, Event::Mark(self.position.write())));
        batch
    }

    /// The next line without its end; longer ones than [`LINE_BYTES_MAX`] are passed over.
    fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let mut is_too_long = false;
        let mut is_something = false;
        loop {
            let available = match self.input.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() {
                if !is_something {
                    return Ok(None);
                }
                break;
            }
            is_something = true;
            let end = available.iter().position(|byte| *byte == b'\n');
            let part = &available[..end.unwrap_or(available.len())];
            if self.line.len() + part.len() > LINE_BYTES_MAX {
                is_too_long = true;
            } else if !is_too_long {
                self.line.extend_from_slice(part);
            }
            let consumed = end.map_or(available.len(), |end| end + 1);
            self.input.consume(consumed);
            if end.is_some() {
                break;
            }
        }
        self.position.lines += 1;
        Ok(Some(if is_too_long {
            Line::TooLong(&self.line)
        } else {
            Line::Whole(&self.line)
        }))
    }

    fn skip_line(&mut self) -> io::Result<bool> {
        Ok(self.next_line()?.is_some())
    }
}

fn head_of(file: &mut File, length: u64) -> io::Result<(u64, [u8; 32])> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    let read = Read::by_ref(file)
        .take(length.min(HEAD_BYTES))
        .read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok((read as u64, Sha256::digest(&head).into()))
}

struct Stream {
    shown: String,
    clock: Arc<dyn Clock>,
    pace: Pace,
    state: State,
    queue: VecDeque<(Option<Timestamp>, Event)>,
    failed: Option<io::Error>,
}

enum State {
    Idle(Box<Reader>),
    /// Reading goes on even if nobody waits for it: nothing read is lost.
    Reading(JoinHandle<(Box<Reader>, Batch)>),
    Done,
}

impl Stream {
    /// Fills the queue; `false` at the end of the file.
    async fn fill(&mut self) -> Result<bool, NetError> {
        if let State::Idle(_) = self.state {
            let State::Idle(mut reader) = std::mem::replace(&mut self.state, State::Done) else {
                return Ok(false);
            };
            let now = self.clock.now();
            self.state = State::Reading(tokio::task::spawn_blocking(move || {
                let batch = reader.batch(now);
                (reader, batch)
            }));
        }
        let State::Reading(reading) = &mut self.state else {
            return Ok(false);
        };
        let read = reading.await;
        self.state = State::Done;
        let (reader, batch) = read.map_err(|error| {
            NetError::new(
                Kind::Transient,
                format!("the reader of `{}` stopped", self.shown),
            )
            .because(error)
        })?;
        self.queue.extend(batch.events);
        self.failed = batch.failed;
        if !batch.is_last {
            self.state = State::Idle(reader);
        }
        Ok(true)
    }
}

impl EventStream for Stream {
    fn next<'a>(&'a mut self) -> Fut<'a, Option<Event>> {
        Box::pin(async move {
            loop {
                if let Some((said_at, _)) = self.queue.front() {
                    self.pace.wait(*said_at).await;
                    return Ok(self.queue.pop_front().map(|(_, event)| event));
                }
                if let Some(error) = self.failed.take() {
                    let what = format!(
                        "`{}` is damaged: it could not be read to its end",
                        self.shown
                    );
                    return Err(NetError::new(Kind::Invalid, what).because(error));
                }
                if !self.fill().await? {
                    return Ok(None);
                }
            }
        })
    }

    fn is_catching_up(&self) -> bool {
        self.pace.speed == Speed::Max
    }
}

/// When the next event is due.
struct Pace {
    speed: Speed,
    /// When the latest event was said.
    last: Option<Timestamp>,
    /// When what is at the head of the queue may leave.
    due: Option<(Timestamp, Instant)>,
}

impl Pace {
    /// Waits until an event said at `said_at` is due. Cancel-safe: asked again, it waits for the rest.
    async fn wait(&mut self, said_at: Option<Timestamp>) {
        let (Speed::Times(times), Some(said_at)) = (self.speed, said_at) else {
            return;
        };
        let due = match self.due {
            Some((of, due)) if of == said_at => due,
            _ => {
                let due = Instant::now() + wait_between(self.last, said_at, times);
                self.due = Some((said_at, due));
                due
            }
        };
        tokio::time::sleep_until(due).await;
        self.last = self.last.max(Some(said_at));
        self.due = None;
    }
}

fn wait_between(last: Option<Timestamp>, said_at: Timestamp, times: f64) -> Duration {
    let Some(last) = last else {
        return Duration::ZERO;
    };
    let recorded = Duration::try_from(said_at.duration_since(last)).unwrap_or(Duration::ZERO);
    Duration::try_from_secs_f64(recorded.as_secs_f64() / times)
        .unwrap_or(WAIT_MAX)
        .min(WAIT_MAX)
}

#[cfg(test)]
mod tests;
