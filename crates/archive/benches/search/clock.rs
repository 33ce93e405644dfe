//! What indexing took: the time until it was durable, and the work of all threads.

use std::time::{Duration, Instant};

use crate::say;

#[derive(Default)]
pub(crate) struct Spent {
    time: Duration,
    /// Of all threads, if the system tells.
    work: Option<Duration>,
}

impl Spent {
    pub(crate) fn on(&mut self, task: impl FnOnce()) {
        let started = Instant::now();
        self.work_on(task);
        self.time += started.elapsed();
    }

    /// For what nobody waits for.
    pub(crate) fn work_on(&mut self, task: impl FnOnce()) {
        let before = work();
        task();
        let done = work().zip(before).map(|(after, before)| after - before);
        self.work = done.map(|it| it + self.work.unwrap_or_default());
    }
}

pub(crate) fn tell(n_posts: usize, ours: &Spent, plain: &Spent) {
    let rate = |it: &Spent| n_posts as f64 / it.time.as_secs_f64();
    say(&format!(
        "indexing: {:.0} posts/s, plain tantivy {:.0} posts/s, ratio {:.2}",
        rate(ours),
        rate(plain),
        rate(ours) / rate(plain)
    ));
    let Some((ours, plain)) = ours.work.zip(plain.work) else {
        return;
    };
    let micros = |it: Duration| it.as_secs_f64() * 1e6 / n_posts as f64;
    say(&format!(
        "  work of all threads: {:.1} µs a post, plain tantivy {:.1} µs, ratio {:.2}",
        micros(ours),
        micros(plain),
        micros(plain) / micros(ours)
    ));
}

/// What all threads of this process worked so far.
fn work() -> Option<Duration> {
    /// Fields after the name, which may hold anything: work done, then done for it by the system.
    const FIRST_FIELD: usize = 11;
    /// Ticks a second, as Linux tells them to programs on every machine.
    const TICKS: u64 = 100;
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = told.rsplit_once(')')?;
    let fields = fields.split_whitespace().skip(FIRST_FIELD).take(2);
    let ticks: u64 = fields.filter_map(|it| it.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 1_000 / TICKS))
}
