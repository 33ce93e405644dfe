//! Processor time of the thread, and medians of turns.

use std::{fs, hint::black_box};

/// Seconds this thread has run for, to some milliseconds: turns are far longer.
pub(super) fn cpu_seconds() -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat");
    let told = told.expect("the kernel tells how long threads have run");
    let nanoseconds = told.split(' ').next().and_then(|it| it.parse::<u64>().ok());
    nanoseconds.expect("a number") as f64 / 1e9
}

/// What the turns of each engine took.
#[derive(Default)]
pub(super) struct Turns(Vec<(&'static str, Vec<f64>)>);

impl Turns {
    pub(super) fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = cpu_seconds();
        let done = black_box(work());
        let seconds = cpu_seconds() - start;
        match self.0.iter_mut().find(|(it, _)| *it == name) {
            Some((_, turns)) => turns.push(seconds),
            None => self.0.push((name, vec![seconds])),
        }
        done
    }

    pub(super) fn median(&self, name: &str) -> f64 {
        let turns = self.0.iter().find(|(it, _)| *it == name);
        median(turns.map(|(_, turns)| turns.clone()).unwrap_or_default())
    }
}

pub(super) fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or(f64::NAN)
}
