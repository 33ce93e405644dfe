//! One source's loop: open, read, hand over to ingest, wait, open again. It never touches the store:
//! everything it learns goes through ingest, in order, so that the ledger and the data agree.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use jiff::Timestamp;
use model::{Cause, Checkpoint, Event, FailReason, OrgId, SourceId, SourceState, seam::Seams};
use networks::{EventStream, Kind, Listen, Mode, NetError, Network};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{
    ledger::Ledger,
    live::{Change, Hub},
    supervisor::{Backoff, Outcome},
};

/// How often a quiet but healthy stream is written down as listened to. A crash loses at most this
/// much of the ledger, on the safe side: a short gap is reported, never hidden.
const ALIVE_EVERY: Duration = Duration::from_secs(5);
/// A stream must hold this long before its next failure counts as a first one.
const STEADY_AFTER: Duration = Duration::from_secs(60);
/// The longest error text kept for the Sources page.
const ERROR_CHARS_MAX: usize = 300;

/// What ingest receives, in order.
#[derive(Debug)]
pub(crate) enum Inbound {
    Report {
        org: OrgId,
        source: SourceId,
        what: What,
    },
    /// Answered once everything before it is stored.
    Barrier(oneshot::Sender<()>),
}

#[derive(Debug)]
pub(crate) enum What {
    /// What the store knows of the source's past; always first.
    Known {
        ledger: Box<Ledger>,
        at: Timestamp,
    },
    Event(Event),
    /// The line is open: the current gap has an end. `resumes`: what was missed will be read.
    Opened {
        at: Timestamp,
        resumes: bool,
    },
    /// What was missed has been read: the gap closed last is refilled.
    CaughtUp {
        at: Timestamp,
    },
    /// Still listening.
    Alive {
        at: Timestamp,
    },
    /// The line is cut, or could not be opened: a gap begins.
    Lost {
        at: Timestamp,
        cause: Cause,
        reason: FailReason,
        error: String,
    },
    /// A person or the end of the file stopped it: no gap follows.
    Ended {
        at: Timestamp,
    },
}

/// The state of every listener, for the pages.
#[derive(Clone, Default)]
pub(crate) struct States(Arc<RwLock<HashMap<SourceId, SourceState>>>);

impl States {
    pub(crate) fn get(&self, source: SourceId) -> Option<SourceState> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&source)
            .copied()
    }

    pub(crate) fn put(&self, source: SourceId, state: SourceState) {
        self.set(source, state);
    }

    /// True when it changed.
    fn set(&self, source: SourceId, state: SourceState) -> bool {
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(source, state)
            != Some(state)
    }

    pub(crate) fn forget(&self, source: SourceId) {
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&source);
    }
}

/// A listener, ready to run.
pub(crate) struct Listener {
    pub(crate) org: OrgId,
    pub(crate) source: SourceId,
    pub(crate) network: Box<dyn Network>,
    pub(crate) seams: Seams,
    pub(crate) states: States,
    pub(crate) hub: Hub,
    pub(crate) inbound: mpsc::Sender<Inbound>,
    pub(crate) stop: CancellationToken,
}

/// Why reading one opened stream ended.
enum End {
    /// A person or the process stopped it, or ingest is gone.
    Stopped,
    /// The stream came to its end.
    Finished,
    Failed(NetError),
}

impl Listener {
    /// Listens until stopped, finished or refused for good.
    pub(crate) async fn run(&self, mut checkpoint: Option<Checkpoint>) -> Outcome {
        let Some(listen) = self.network.listen() else {
            return Outcome::Done;
        };
        let mut backoff = Backoff::new(self.seams.entropy.clone());
        loop {
            // Between two polls that go well nothing changed for those who watch.
            if self.states.get(self.source) != Some(SourceState::Live) {
                self.become_state(SourceState::Connecting);
            }
            let opened_at = self.seams.now();
            let end = self.once(listen, &mut checkpoint).await;
            let wait = match end {
                End::Stopped => {
                    self.send(What::Ended {
                        at: self.seams.now(),
                    })
                    .await;
                    return Outcome::Done;
                }
                End::Finished => match listen.mode() {
                    Mode::File => {
                        self.send(What::Ended {
                            at: self.seams.now(),
                        })
                        .await;
                        self.become_state(SourceState::Finished);
                        return Outcome::Done;
                    }
                    Mode::Poll { min } => {
                        backoff.reset();
                        self.become_state(SourceState::Live);
                        min
                    }
                    Mode::Stream { .. } => {
                        let error =
                            NetError::new(Kind::Transient, "the network closed the connection");
                        self.fail(&error, opened_at, &mut backoff).await
                    }
                },
                End::Failed(error) => {
                    if error.kind == Kind::CursorTooOld {
                        checkpoint = None;
                    }
                    let wait = self.fail(&error, opened_at, &mut backoff).await;
                    if matches!(error.kind, Kind::Gone | Kind::Refused | Kind::Invalid) {
                        let since = self.seams.now();
                        self.become_state(SourceState::Stopped {
                            cause: error.cause(),
                            since,
                        });
                        return Outcome::Done;
                    }
                    wait
                }
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = self.stop.cancelled() => {
                    self.send(What::Ended { at: self.seams.now() }).await;
                    return Outcome::Done;
                }
            }
        }
    }

    /// Opens the stream once and reads it to its end. `checkpoint` follows what was read.
    async fn once(&self, listen: &dyn Listen, checkpoint: &mut Option<Checkpoint>) -> End {
        let opened = tokio::select! {
            opened = listen.open(checkpoint.clone()) => opened,
            () = self.stop.cancelled() => return End::Stopped,
        };
        let mut stream = match opened {
            Ok(stream) => stream,
            Err(error) => return End::Failed(error),
        };
        let resumes = checkpoint.is_some() && listen.mode() != Mode::Stream { resume: None };
        if !self
            .send(What::Opened {
                at: self.seams.now(),
                resumes,
            })
            .await
        {
            return End::Stopped;
        }
        self.read(stream.as_mut(), checkpoint).await
    }

    async fn read(&self, stream: &mut dyn EventStream, checkpoint: &mut Option<Checkpoint>) -> End {
        let mut alive = tokio::time::interval(ALIVE_EVERY);
        alive.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
        let mut caught_up = false;
        loop {
            if !stream.is_catching_up() && !caught_up {
                caught_up = true;
                self.send(What::CaughtUp {
                    at: self.seams.now(),
                })
                .await;
            }
            self.become_state(if caught_up {
                SourceState::Live
            } else {
                SourceState::CatchingUp
            });
            let next = tokio::select! {
                biased;
                () = self.stop.cancelled() => return End::Stopped,
                next = stream.next() => next,
                _ = alive.tick() => {
                    if caught_up && !self.send(What::Alive { at: self.seams.now() }).await {
                        return End::Stopped;
                    }
                    continue;
                }
            };
            match next {
                Ok(Some(event)) => {
                    if let Event::Mark(mark) = &event {
                        *checkpoint = Some(mark.clone());
                    }
                    if !self.send(What::Event(event)).await {
                        return End::Stopped;
                    }
                }
                Ok(None) => {
                    self.send(What::CaughtUp {
                        at: self.seams.now(),
                    })
                    .await;
                    return End::Finished;
                }
                Err(error) => return End::Failed(error),
            }
        }
    }

    /// Writes the failure down and says how long to wait.
    async fn fail(
        &self,
        error: &NetError,
        opened_at: Timestamp,
        backoff: &mut Backoff,
    ) -> Duration {
        let now = self.seams.now();
        if now.duration_since(opened_at).unsigned_abs() >= STEADY_AFTER {
            backoff.reset();
        }
        let wait = backoff.next().max(error.retry_after.unwrap_or_default());
        let cause = error.cause();
        tracing::warn!(
            source.id = %self.source, network = %self.network.id(), %error, retry_ms = wait.as_millis(),
            "source {} failed: {error}", self.source
        );
        let text: String = error.to_string().chars().take(ERROR_CHARS_MAX).collect();
        self.send(What::Lost {
            at: now,
            cause,
            reason: error.reason,
            error: text,
        })
        .await;
        let retry_at = now.checked_add(wait).unwrap_or(now);
        self.become_state(SourceState::Waiting {
            cause,
            since: now,
            retry_at,
        });
        wait
    }

    fn become_state(&self, state: SourceState) {
        if self.states.set(self.source, state) {
            self.hub.announce(Change::Source {
                org: self.org,
                source: self.source,
            });
        }
    }

    /// Hands over to ingest, waiting while it is busy (back-pressure). False when ingest is gone.
    async fn send(&self, what: What) -> bool {
        self.inbound
            .send(Inbound::Report {
                org: self.org,
                source: self.source,
                what,
            })
            .await
            .is_ok()
    }
}
