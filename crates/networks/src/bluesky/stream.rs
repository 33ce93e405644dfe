//! What both wires share once connected: a queue of events, marks in time, an honest end.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use jiff::Timestamp;
use model::{Checkpoint, DropReason, Event, seam::Clock};

use crate::{
    EventStream, Fut, NetError,
    egress::{Message, Socket},
};

/// A mark at least every so many events: what a crash makes us hear again stays small.
const MARK_EVENTS: u32 = 500;
/// A mark at least every second of the stream's time.
const MARK_STREAM_US: i64 = 1_000_000;
/// A quiet line is marked after so long, so that its last event is not heard again at each restart.
const MARK_QUIET: Duration = Duration::from_secs(1);
/// Events older than this are the past; servers themselves are a second or two behind.
const LAG_US: i64 = 10_000_000;
/// A backlog comes at full speed: a line quiet for so long has none left.
const QUIET_US: i64 = 5_000_000;

/// One wire: messages in, events out.
pub(crate) trait Wire: Send {
    /// Decodes one message. An error ends the stream, after what was pushed to `out`.
    fn read(
        &mut self,
        message: Message,
        now: Timestamp,
        out: &mut VecDeque<Event>,
    ) -> Result<(), NetError>;

    /// Steps over a message that could not even be received, so that it is not met for ever.
    fn skip(&mut self, reason: DropReason, out: &mut VecDeque<Event>);

    /// The time of the latest event, by the network's clock.
    fn heard_at(&self) -> Option<Timestamp>;

    /// Where to resume to hear all that was not pushed yet.
    fn checkpoint(&self) -> Option<Checkpoint>;
}

/// An open stream of one wire.
pub(crate) struct Pump<W> {
    socket: Socket,
    wire: W,
    clock: Arc<dyn Clock>,
    queue: VecDeque<Event>,
    unmarked: u32,
    marked_at: Option<Timestamp>,
    lag: Lag,
    end: End,
}

enum End {
    Open,
    /// To be told once the queue is empty.
    Failed(NetError),
    Told,
}

/// How far behind the present the latest event was, when it came.
struct Lag {
    us: i64,
    measured_at: Timestamp,
}

impl<W: Wire> Pump<W> {
    /// `first` are events to tell before any other; `from` is the time of the checkpoint resumed.
    pub(crate) fn new(
        socket: Socket,
        wire: W,
        clock: Arc<dyn Clock>,
        first: Vec<Event>,
        from: Option<Timestamp>,
    ) -> Self {
        let now = clock.now();
        Self {
            socket,
            wire,
            clock,
            queue: first.into(),
            unmarked: 0,
            marked_at: None,
            lag: Lag {
                us: from.map_or(0, |it| now.as_microsecond() - it.as_microsecond()),
                measured_at: now,
            },
            end: End::Open,
        }
    }

    async fn receive(&mut self) {
        let received = if self.unmarked > 0 {
            match tokio::time::timeout(MARK_QUIET, self.socket.next()).await {
                Ok(received) => received,
                Err(_) => return self.mark(),
            }
        } else {
            self.socket.next().await
        };
        let now = self.clock.now();
        let end = match received {
            Ok(message) => self.wire.read(message, now, &mut self.queue).err(),
            Err(error) => {
                if let Some(reason) = error.drop_reason() {
                    self.wire.skip(reason, &mut self.queue);
                }
                Some(error.into())
            }
        };
        self.unmarked += 1;
        if let Some(heard_at) = self.wire.heard_at() {
            self.lag = Lag {
                us: now.as_microsecond() - heard_at.as_microsecond(),
                measured_at: now,
            };
        }
        if end.is_some() || self.is_mark_due() {
            self.mark();
        }
        if let Some(error) = end {
            self.end = End::Failed(error);
        }
    }

    fn is_mark_due(&self) -> bool {
        let (Some(heard_at), Some(marked_at)) = (self.wire.heard_at(), self.marked_at) else {
            return self.marked_at.is_none();
        };
        let passed = heard_at.as_microsecond() - marked_at.as_microsecond();
        self.unmarked >= MARK_EVENTS || passed >= MARK_STREAM_US
    }

    fn mark(&mut self) {
        self.unmarked = 0;
        if let Some(checkpoint) = self.wire.checkpoint() {
            self.marked_at = self.wire.heard_at();
            self.queue.push_back(Event::Mark(checkpoint));
        }
    }
}

impl<W: Wire> EventStream for Pump<W> {
    fn next<'a>(&'a mut self) -> Fut<'a, Option<Event>> {
        Box::pin(async move {
            loop {
                if let Some(event) = self.queue.pop_front() {
                    return Ok(Some(event));
                }
                match std::mem::replace(&mut self.end, End::Told) {
                    End::Open => self.end = End::Open,
                    End::Failed(error) => return Err(error),
                    End::Told => return Ok(None),
                }
                self.receive().await;
            }
        })
    }

    fn is_catching_up(&self) -> bool {
        let quiet = self.clock.now().as_microsecond() - self.lag.measured_at.as_microsecond();
        self.lag.us > LAG_US && quiet < QUIET_US
    }
}
