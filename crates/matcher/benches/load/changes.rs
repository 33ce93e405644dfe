//! What a change costs while posts are matched, and what it costs those who match.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use matcher::{Input, Matcher, QueryKey, Scratch};
use model::Post;
use query::{Expr, Facts};

use crate::{
    measure::{cpu_seconds, median},
    say,
};

/// A hundred changes a second.
const EVERY: Duration = Duration::from_millis(10);
/// Changes made one after the other to see what one takes: so many that layers fold several times.
const N_CHANGES: u32 = 4_000;
/// Turns with and without changes.
const ROUNDS: usize = 3;
/// What a turn takes at least, in seconds: so many that a hundred changes are made meanwhile.
const TURN: f64 = 1.0;

/// Tells both, for a matcher that holds `exprs` under the keys `0..`.
pub(super) fn measure(matcher: &Matcher, exprs: &[Expr], posts: &[Post]) {
    let n = exprs.len() as u32;
    let mut took: Vec<f64> = (0..N_CHANGES)
        .map(|at| {
            // Some new, some in the place of an old one, some gone.
            let key = QueryKey::new((at * 7_919) % (n + N_CHANGES)).expect("few enough");
            let expr = &exprs[(at * 31 % n) as usize];
            let start = Instant::now();
            if at % 5 == 0 {
                matcher.remove(key);
            } else {
                matcher
                    .insert(key, expr)
                    .expect("few name nothing to look for");
            }
            let _visible = matcher.snapshot();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    took.sort_by(f64::total_cmp);
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    let start = Instant::now();
    matcher.compact();
    let compaction = start.elapsed().as_secs_f64();
    let n_passes = (TURN / hold(matcher, posts, 1)).ceil() as usize;
    let (mut quiet, mut busy) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        matcher.compact();
        quiet.push(hold(matcher, posts, n_passes));
        busy.push(hold_among_changes(matcher, exprs, posts, n_passes));
    }
    say(&format!(
        "{:>9} changes: visible after {:.3} ms (median), {:.3} ms (p99), {:.2} ms (longest); \
         compaction {compaction:.2} s; throughput with 100 changes a second {:.3} of that without",
        N_CHANGES,
        at(0.5),
        at(0.99),
        at(1.0),
        median(quiet) / median(busy),
    ));
}

/// [`hold`] while another thread makes changes.
fn hold_among_changes(matcher: &Matcher, exprs: &[Expr], posts: &[Post], n_passes: usize) -> f64 {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let changes = scope.spawn(|| {
            for (at, expr) in (0_u32..).zip(exprs.iter().cycle()) {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let key = QueryKey::new(at * 7_919 % exprs.len() as u32).expect("few enough");
                matcher
                    .insert(key, expr)
                    .expect("few name nothing to look for");
                thread::park_timeout(EVERY);
            }
        });
        let busy = hold(matcher, posts, n_passes);
        is_over.store(true, Ordering::Relaxed);
        changes.join().expect("changes do not panic");
        busy
    })
}

/// Seconds to hold all posts so many times, each against the state of its moment.
fn hold(matcher: &Matcher, posts: &[Post], n_passes: usize) -> f64 {
    let (mut scratch, mut keys, facts) = (Scratch::default(), Vec::new(), Facts::default());
    let mut snapshot = matcher.snapshot();
    let start = cpu_seconds();
    for post in std::iter::repeat_n(posts, n_passes).flatten() {
        matcher.refresh(&mut snapshot);
        keys.clear();
        let snapshot = Arc::as_ref(&snapshot);
        snapshot.matches(&mut scratch, Input::known(post, &facts), &mut keys);
    }
    cpu_seconds() - start
}
