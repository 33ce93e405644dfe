//! How the network is told to misbehave. The ledger of truth knows nothing of it.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use serde::Deserialize;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::dice::Dice;

/// More would be a mistake in a test.
pub(crate) const RULES_MAX: usize = 16;
/// Frames held back to shuffle them.
const WINDOW_MAX: usize = 1_000;
/// Longer than any client waits.
const DELAY_MS_MAX: u64 = 120_000;

/// One way to misbehave. `times` counts requests; without it the rule holds until replaced.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Rule {
    /// Requests are refused with this status.
    Status {
        status: u16,
        retry_after: Option<u64>,
        times: Option<u32>,
    },
    /// The connection is cut after so many bytes of the answer, head included, even inside a frame.
    Cut {
        after_bytes: u32,
        times: Option<u32>,
    },
    /// Requests wait that long for their answer.
    Delay { ms: u64, times: Option<u32> },
    /// One frame of the stream in so many is sent twice.
    Duplicate { one_in: u32 },
    /// Frames of the stream are held back and shuffled by so many.
    Shuffle { window: usize },
    /// Before one frame of the stream in so many comes something that is no frame.
    Garbage { one_in: u32 },
}

/// Why rules are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    #[error("more than {RULES_MAX} rules")]
    TooMany,
    #[error("{0} is no status an answer can have")]
    Status(u16),
    #[error("`one_in` and `window` are at least 1, `window` at most {WINDOW_MAX}")]
    Count,
    #[error("a delay is at most {DELAY_MS_MAX} ms")]
    Delay,
}

/// What becomes of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Mishap {
    pub(crate) status: Option<(u16, Option<u64>)>,
    pub(crate) cut: Option<u32>,
    pub(crate) delay: Option<Duration>,
}

/// The rules in force.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Rule>>);

impl Faults {
    pub(crate) fn replace(&self, rules: Vec<Rule>) -> Result<(), RuleError> {
        if rules.len() > RULES_MAX {
            return Err(RuleError::TooMany);
        }
        rules.iter().try_for_each(check)?;
        *self.lock() = rules;
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Rule>> {
        // A list of rules is whole at every step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the rules do to the request that just came. The first rule of each kind with times left counts.
    pub(crate) fn on_request(&self) -> Mishap {
        let mut mishap = Mishap::default();
        for rule in self.lock().iter_mut() {
            match rule {
                Rule::Delay { ms, times } => {
                    if mishap.delay.is_none() && spend(times) {
                        mishap.delay = Some(Duration::from_millis(*ms));
                    }
                }
                Rule::Status {
                    status,
                    retry_after,
                    times,
                } => {
                    if mishap.status.is_none() && spend(times) {
                        mishap.status = Some((*status, *retry_after));
                    }
                }
                Rule::Cut { after_bytes, times } => {
                    if mishap.cut.is_none() && spend(times) {
                        mishap.cut = Some(*after_bytes);
                    }
                }
                Rule::Duplicate { .. } | Rule::Shuffle { .. } | Rule::Garbage { .. } => {}
            }
        }
        mishap
    }

    fn window(&self) -> usize {
        let found = self.lock().iter().find_map(|it| match it {
            Rule::Shuffle { window } => Some(*window),
            _ => None,
        });
        found.unwrap_or(1)
    }

    fn one_in(&self) -> (Option<u32>, Option<u32>) {
        let rules = self.lock();
        let duplicate = rules.iter().find_map(|it| match it {
            Rule::Duplicate { one_in } => Some(*one_in),
            _ => None,
        });
        let garbage = rules.iter().find_map(|it| match it {
            Rule::Garbage { one_in } => Some(*one_in),
            _ => None,
        });
        (duplicate, garbage)
    }
}

/// Takes one of the times left; without a count there always is one.
const fn spend(times: &mut Option<u32>) -> bool {
    match times {
        None => true,
        Some(0) => false,
        Some(left) => {
            *left -= 1;
            true
        }
    }
}

fn check(rule: &Rule) -> Result<(), RuleError> {
    match *rule {
        Rule::Status { status, .. } if !(400..600).contains(&status) => {
            Err(RuleError::Status(status))
        }
        Rule::Delay { ms, .. } if ms > DELAY_MS_MAX => Err(RuleError::Delay),
        Rule::Duplicate { one_in: 0 } | Rule::Garbage { one_in: 0 } => Err(RuleError::Count),
        Rule::Shuffle { window } if !(1..=WINDOW_MAX).contains(&window) => Err(RuleError::Count),
        _ => Ok(()),
    }
}

/// What leaves on a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Bytes(Vec<u8>),
}

/// One stream's own disorder: frames go in as they should leave, pieces come out as they do.
#[derive(Debug)]
pub(crate) struct Disorder {
    held: Vec<String>,
    seen: u64,
    dice: Dice,
}

impl Disorder {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            held: Vec::new(),
            seen: 0,
            dice: Dice::new(seed, "disorder"),
        }
    }

    pub(crate) const fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// Takes a frame; gives what may leave now.
    pub(crate) fn pass(&mut self, frame: String, faults: &Faults) -> Vec<Piece> {
        self.held.push(frame);
        if self.held.len() >= faults.window() {
            self.release(faults)
        } else {
            Vec::new()
        }
    }

    /// Lets all that is held leave.
    pub(crate) fn release(&mut self, faults: &Faults) -> Vec<Piece> {
        let mut held = std::mem::take(&mut self.held);
        for last in (1..held.len()).rev() {
            held.swap(last, self.dice.below(last + 1));
        }
        let (duplicate, garbage) = faults.one_in();
        let mut out = Vec::with_capacity(held.len());
        for frame in held {
            self.seen += 1;
            if garbage.is_some_and(|it| self.seen.is_multiple_of(u64::from(it))) {
                out.push(self.garbage(&frame));
            }
            if duplicate.is_some_and(|it| self.seen.is_multiple_of(u64::from(it))) {
                out.push(Piece::Text(frame.clone()));
            }
            out.push(Piece::Text(frame));
        }
        out
    }

    /// Something a decoder must survive.
    fn garbage(&mut self, frame: &str) -> Piece {
        let half = frame
            .char_indices()
            .map(|(at, _)| at)
            .nth(frame.chars().count() / 2)
            .unwrap_or(0);
        match self.dice.below(7) {
            0 => Piece::Text(frame[..half].to_owned()),
            1 => Piece::Text(String::new()),
            2 => Piece::Text("<html><body><h1>502 Bad Gateway</h1></body></html>".to_owned()),
            3 => Piece::Text("[".repeat(2_000)),
            4 => Piece::Text(
                r#"{"seq":-1,"at":"hier","kind":"post","post":{"id":null,"text":["?"]}}"#
                    .to_owned(),
            ),
            5 => Piece::Text(
                r#"{"seq":18446744073709551615,"at":"9999-12-31T23:59:59Z","kind":"mystery"}"#
                    .to_owned(),
            ),
            _ => Piece::Bytes(vec![0xff, 0xfe, 0x00, 0xc3, 0x28]),
        }
    }
}

/// How many bytes a connection may still write; negative is no limit.
#[derive(Clone, Debug)]
pub(crate) struct Budget(Arc<AtomicI64>);

impl Budget {
    pub(crate) fn unlimited() -> Self {
        Self(Arc::new(AtomicI64::new(-1)))
    }

    pub(crate) fn limit(&self, bytes: u32) {
        self.0.store(i64::from(bytes), Ordering::SeqCst);
    }
}

/// A connection that breaks when its budget is spent.
#[derive(Debug)]
pub(crate) struct Fragile<S> {
    inner: S,
    pub(crate) budget: Budget,
}

impl<S> Fragile<S> {
    pub(crate) fn new(inner: S) -> Self {
        Self {
            inner,
            budget: Budget::unlimited(),
        }
    }
}

fn broken() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::ConnectionReset, "cut as the rules ask")
}

impl<S: AsyncRead + Unpin> AsyncRead for Fragile<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Fragile<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let left = self.budget.0.load(Ordering::SeqCst);
        if left == 0 {
            return Poll::Ready(Err(broken()));
        }
        let allowed = usize::try_from(left).map_or(buf.len(), |left| left.min(buf.len()));
        let written = std::task::ready!(Pin::new(&mut self.inner).poll_write(cx, &buf[..allowed]))?;
        if left > 0 {
            self.budget.0.fetch_sub(written as i64, Ordering::SeqCst);
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests;
