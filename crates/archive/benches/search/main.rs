//! How fast the past is searched, on made posts: `cargo xtask bench archive [--posts N]`.
//!
//! Plain tantivy with its default analyser, SQLite's FTS5 and PostgreSQL's GIN do the same work in the
//! same run: on a shared machine only the ratio says something.

#[path = "../../../matcher/benches/load/chance.rs"]
mod chance;
mod clock;
mod plain;
mod sql;
#[path = "../../../matcher/benches/load/words.rs"]
mod words;
#[path = "../../../matcher/benches/load/workload.rs"]
mod workload;

use std::{
    collections::HashSet,
    io::Write as _,
    path::Path,
    time::{Duration, Instant},
};

use archive::{Answer, Ask, Change, Facet, From, House, Stop};
use jiff::{Timestamp, tz::TimeZone};
use model::{Post, PostId, time};
use query::{Atom, Doc, Expr, Facts, Needle};
use text::Scanner;
use uuid::Uuid;

use clock::Spent;
use workload::{Line, World};

const SEED: u64 = 20_261_122;
const NOW_US: i64 = 1_795_000_000_000_000;
const DAY_US: i64 = 86_400_000_000;
const DAYS: i64 = 30;
const QUERIES: usize = 200;
/// Posts told to the index at once, as the product does.
const BATCH: usize = 2_000;
/// Times each query is asked; the first is left out.
const ROUNDS: usize = 4;
/// Posts made, indexed, committed and thrown away at once: engines work on their own threads, and must
/// not do so while nobody looks at the clock.
const PAGE: usize = 100_000;

#[expect(clippy::disallowed_methods, reason = "a bench is its own program")]
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let posts = args.iter().position(|it| it == "--posts");
    let n_posts = posts.and_then(|at| args.get(at + 1)?.parse().ok());
    let n_posts: usize = n_posts.unwrap_or(1_000_000);
    let with_sql = !args.iter().any(|it| it == "--no-sql");
    let folder = tempfile::tempdir().expect("a folder");
    let world = World::new(SEED);
    let exprs = questions(&world);
    say(&format!("{n_posts} posts, {} boolean queries", exprs.len()));

    let (plain_at, house_at) = (folder.path().join("plain"), folder.path().join("house"));
    let plain = plain::index(&world, n_posts, &plain_at);
    let (house, ours) = index(&world, n_posts, &house_at);
    clock::tell(n_posts, &ours, &plain);
    plain::tell_size("ours", &house_at, n_posts);
    plain::tell_size("plain tantivy", &plain_at, n_posts);
    if args.iter().any(|it| it == "--only-index") {
        return;
    }
    let usage = house.usage().expect("usage");
    say(&format!(
        "size: {:.0} bytes a post, {} segments",
        usage.bytes as f64 / usage.posts as f64,
        usage.segments
    ));
    let ours = measure(&exprs, |expr| answer(&house, expr, Work::Timeline).count);
    tell("count and timeline of 30 days", &ours);
    let page = measure(&exprs, |expr| answer(&house, expr, Work::Page).count);
    tell("the same with facets and a page", &page);
    let preview = measure(&exprs, |expr| preview(&house, expr));
    tell("preview of an edited query", &preview);
    if with_sql {
        sql::compare(&world, n_posts, &exprs, &ours, folder.path());
    }
}

pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
}

/// When the post of a number was posted: they come evenly over the days.
pub(crate) fn at(number: usize, n_posts: usize) -> i64 {
    let share = number as f64 / n_posts as f64;
    NOW_US - DAYS * DAY_US + (share * (DAYS * DAY_US) as f64) as i64
}

/// All posts in pages, each with the number of its first.
pub(crate) fn pages(world: &World, n_posts: usize) -> impl Iterator<Item = (usize, Vec<Line>)> {
    let starts = (0..n_posts).step_by(PAGE);
    starts.map(move |first| {
        let n = PAGE.min(n_posts - first);
        (first, world.posts(n, SEED + 1 + first as u64))
    })
}

/// Queries of words alone, as other engines understand them too.
fn questions(world: &World) -> Vec<Expr> {
    let sources = world.queries(20 * QUERIES, SEED);
    let exprs = sources
        .iter()
        .filter_map(|it| query::parse(it).valid().cloned());
    exprs.filter(of_words).take(QUERIES).collect()
}

fn of_words(expr: &Expr) -> bool {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().all(of_words),
        Expr::Not(inner) => of_words(inner),
        Expr::Term(term) => {
            let is_word = |it: &Atom| matches!(it, Atom::Word(Needle::Whole(_)));
            term.as_exact().is_none() && matches!(term.atoms(), [it] if is_word(it))
        }
        Expr::Near(_) | Expr::Filter(_) => false,
    }
}

fn index(world: &World, n_posts: usize, path: &Path) -> (House, Spent) {
    let house = House::create(path).expect("an index");
    let mut spent = Spent::default();
    let mut scanner = Scanner::new();
    for (first, lines) in pages(world, n_posts) {
        let posts: Vec<Post> = (first..)
            .zip(&lines)
            .map(|(number, line)| Post {
                created_at: time::from_micros(at(number, n_posts)),
                ..workload::post(line)
            })
            .collect();
        spent.on(|| {
            for (number, batch) in (first..).step_by(BATCH).zip(posts.chunks(BATCH)) {
                let changes: Vec<Change> = (number..)
                    .zip(batch)
                    .map(|(number, post)| change(number, post, &mut scanner))
                    .collect();
                house.apply(&changes).expect("indexed");
            }
            house.commit(0).expect("committed");
        });
    }
    // Merges go on beside: they are no waiting, but work.
    spent.work_on(|| house.close().expect("closed"));
    (house, spent)
}

fn change(number: usize, post: &Post, scanner: &mut Scanner) -> Change {
    let facts = Facts {
        lang: post.langs.first().copied(),
        ..Facts::default()
    };
    Change {
        seq: 0,
        post: id(number, post.created_at),
        at: post.created_at,
        new_at: None,
        doc: Some(Doc::read(post, facts, scanner)),
    }
}

/// As the product makes them: time, then chance.
fn id(number: usize, at: Timestamp) -> PostId {
    let millis = at.as_millisecond().unsigned_abs();
    let mut chance = chance::Chance::new(SEED ^ number as u64);
    let (a, b) = (chance.next(), chance.next());
    let high = millis << 16 | 0x7000 | a & 0xFFF;
    let low = b >> 2 | 1 << 63;
    PostId::from_uuid(Uuid::from_u64_pair(high, low))
}

#[derive(Clone, Copy)]
enum Work {
    Timeline,
    Page,
    Samples,
}

fn answer(house: &House, expr: &Expr, work: Work) -> Answer {
    let bounds: Vec<i64> = (0..=DAYS)
        .map(|day| NOW_US - (DAYS - day) * DAY_US)
        .collect();
    let stop = Stop::at(Instant::now() + Duration::from_secs(60));
    let (wanted, facets, samples) = match work {
        Work::Timeline => (0, &[][..], 0),
        Work::Page => (30, &Facet::ALL[..], 0),
        Work::Samples => (0, &[][..], 96),
    };
    let ask = Ask {
        expr,
        since: Some(time::from_micros(bounds[0])),
        until: Some(time::from_micros(NOW_US)),
        chosen: &[],
        zone: &TimeZone::UTC,
        now: time::from_micros(NOW_US),
        bounds: &bounds,
        from: From::First,
        wanted,
        samples,
        facets,
        values: 10,
        stop: &stop,
    };
    let mut verify = |_: &[PostId]| Ok(HashSet::new());
    house.search(&ask, &mut verify).expect("an answer")
}

/// What the builder asks for each edit: both versions, what is rejected, what is nearly found.
fn preview(house: &House, expr: &Expr) -> u64 {
    let now = answer(house, expr, Work::Samples).count;
    if let Expr::And(parts) = expr {
        let asked = parts.iter().filter(|it| !matches!(it, Expr::Not(_)));
        if let Some(saved) = Expr::and(asked.cloned()) {
            answer(house, &saved, Work::Samples);
            answer(
                house,
                &Expr::And(vec![saved, Expr::Not(Box::new(expr.clone()))]),
                Work::Samples,
            );
        }
        let others = (0..parts.len()).filter_map(|out| {
            let rest = parts.iter().enumerate().filter(|(at, _)| *at != out);
            Expr::and(rest.map(|(_, it)| it.clone()))
        });
        if let Some(near) = Expr::or(others) {
            answer(house, &near, Work::Samples);
        }
    }
    now
}

/// What each question took, in milliseconds, warm; and what it answered.
pub(crate) struct Measured {
    pub(crate) millis: Vec<f64>,
    pub(crate) per_query: Vec<f64>,
    pub(crate) counts: Vec<u64>,
}

pub(crate) fn measure(exprs: &[Expr], mut ask: impl FnMut(&Expr) -> u64) -> Measured {
    let mut measured = Measured {
        millis: Vec::new(),
        per_query: Vec::new(),
        counts: Vec::new(),
    };
    for expr in exprs {
        measured.counts.push(ask(expr));
        let times = (1..ROUNDS).map(|_| {
            let started = Instant::now();
            ask(expr);
            started.elapsed().as_secs_f64() * 1e3
        });
        let times: Vec<f64> = times.collect();
        measured.per_query.push(share(&times, 0.5));
        measured.millis.extend(times);
    }
    measured
}

pub(crate) fn share(of: &[f64], share: f64) -> f64 {
    let mut sorted = of.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = (sorted.len() as f64 * share) as usize;
    sorted
        .get(at.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

pub(crate) fn tell(what: &str, measured: &Measured) {
    let found: u64 = measured.counts.iter().sum();
    say(&format!(
        "{what}: p50 {:.3} ms, p95 {:.2} ms, most {:.1} ms ({} posts found by a query on average)",
        share(&measured.millis, 0.5),
        share(&measured.millis, 0.95),
        share(&measured.millis, 1.0),
        found / measured.counts.len().max(1) as u64
    ));
}
