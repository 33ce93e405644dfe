//! `vigie bench match`: how many posts a second are held against a file of queries.
//!
//! Posts are read and decoded before; from the raw text on everything counts. Seconds are of the
//! matching threads' own processor time, where the kernel tells it.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead as _, BufReader},
    path::Path,
    process::ExitCode,
    time::Instant,
};

use anyhow::Context as _;
use matcher::{Census, Input, Matcher, QueryKey, Refused, Scratch, Snapshot};
use model::Post;
use query::{Doc, Expr, Facts};
use serde_json::json;

use crate::{
    cli::{BenchMatch, CheckEngine},
    exit::{Blame as _, Kind},
    query_command::{CorpusLine, post},
};

/// The posts that anchors are chosen by are every so many-th, so that at most so many are counted.
const SAMPLE_POSTS: usize = 20_000;
/// Queries that cannot be held, named one by one; more are only counted.
const REFUSED_SHOWN: usize = 10;

/// A file of posts, decoded.
struct Posts {
    ids: Vec<String>,
    posts: Vec<Post>,
}

/// A file of queries, read.
struct Queries {
    /// By number, which is the key of the matcher.
    ids: Vec<String>,
    exprs: Vec<Expr>,
    /// Those valid but not held.
    not_held: BTreeSet<u32>,
    n_refused: usize,
    seconds: f64,
}

/// What came of holding all posts against all queries once.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    /// Posts per second of processor time, the mean of the threads'.
    posts_per_second: f64,
    /// The same for all threads together, by the clock on the wall.
    posts_per_second_wall: f64,
}

pub(crate) fn run(bench: &BenchMatch) -> anyhow::Result<ExitCode> {
    let posts = read_posts(&bench.posts)?;
    let mut queries = read_queries(&bench.queries)?;
    let start = cpu_seconds();
    let matcher = build(&posts, &mut queries);
    let build_seconds = cpu_seconds() - start;
    let snapshot = matcher.snapshot();
    let mut runs: Vec<Run> = (0..bench.runs.max(1))
        .map(|_| time(&snapshot, &posts, bench.threads.max(1)))
        .collect();
    runs.sort_by(|a, b| a.posts_per_second.total_cmp(&b.posts_per_second));
    let median = runs.get(runs.len() / 2).copied().unwrap_or_default();
    let (n_matches, checksum) = sum_up(&snapshot, &posts, &queries);
    let check = bench
        .check
        .map(|CheckEngine::Naive| check(&snapshot, &posts, &queries, bench.sample));
    let size = snapshot.size();
    let told = json!({
        "posts": posts.posts.len(),
        "queries": queries.exprs.len(),
        "refused_queries": queries.n_refused,
        "threads": bench.threads.max(1),
        "runs": runs.len(),
        "posts_per_second": median.posts_per_second.round(),
        "posts_per_second_wall": median.posts_per_second_wall.round(),
        "read_seconds": queries.seconds,
        "build_seconds": build_seconds,
        "bytes_per_query": size.bytes as f64 / size.n_queries.max(1) as f64,
        "matches": n_matches,
        "checksum": format!("{checksum:016x}"),
        "checked_posts": check.as_ref().map(|it| it.n_posts),
        "differences": check.as_ref().map(|it| &it.differences),
    });
    if bench.json {
        crate::print(&format!("{told}\n"));
    } else if let Some(figures) = told.as_object() {
        for (name, value) in figures.iter().filter(|(_, it)| !it.is_null()) {
            crate::print(&format!("{name:<22} {value}\n"));
        }
    }
    let is_right = check.is_none_or(|it| it.differences.is_empty());
    Ok(if is_right {
        ExitCode::SUCCESS
    } else {
        Kind::Bug.code()
    })
}

fn read_posts(path: &Path) -> anyhow::Result<Posts> {
    let mut posts = Posts {
        ids: Vec::new(),
        posts: Vec::new(),
    };
    for (index, line) in open(path)?.lines().enumerate() {
        let line = line
            .with_context(|| format!("reading line {} of {}", index + 1, path.display()))
            .user("UTF-8 text")?;
        if line.trim().is_empty() {
            continue;
        }
        let line: CorpusLine = serde_json::from_str(&line)
            .with_context(|| format!("in line {} of {}", index + 1, path.display()))
            .user(r#"expected {"id":"…","author":"…","lang":"…","text":"…"}"#)?;
        posts.ids.push(line.id.clone());
        posts.posts.push(post(line));
    }
    Ok(posts)
}

fn read_queries(path: &Path) -> anyhow::Result<Queries> {
    let mut queries = Queries {
        ids: Vec::new(),
        exprs: Vec::new(),
        not_held: BTreeSet::new(),
        n_refused: 0,
        seconds: 0.0,
    };
    for (index, line) in open(path)?.lines().enumerate() {
        let line = line
            .with_context(|| format!("reading line {} of {}", index + 1, path.display()))
            .user("UTF-8 text")?;
        if line.trim().is_empty() {
            continue;
        }
        let (id, source) = line
            .split_once('\t')
            .with_context(|| format!("in line {} of {}", index + 1, path.display()))
            .user("expected an id, a tab, a query")?;
        let start = cpu_seconds();
        let parsed = query::parse(source);
        queries.seconds += cpu_seconds() - start;
        match parsed.valid() {
            Some(expr) => {
                queries.ids.push(id.to_owned());
                queries.exprs.push(expr.clone());
            }
            None => refuse(&mut queries.n_refused, id, &"not a valid query"),
        }
    }
    Ok(queries)
}

fn refuse(n_refused: &mut usize, id: &str, why: &dyn std::fmt::Display) {
    *n_refused += 1;
    if *n_refused <= REFUSED_SHOWN {
        tell(&format!("query {id}: {why}"));
    }
}

/// Holds all queries, anchored by what a sample of the posts shows. What is refused is left out.
fn build(posts: &Posts, queries: &mut Queries) -> Matcher {
    let mut census = Census::default();
    let facts = Facts::default();
    let every = posts.posts.len() / SAMPLE_POSTS + 1;
    for post in posts.posts.iter().step_by(every) {
        census.count(Input::known(post, &facts));
    }
    let matcher = Matcher::new(census.frequencies().clone());
    let refused: Vec<(QueryKey, Refused)> = matcher.update(|edit| {
        let keys = (0..).map_while(QueryKey::new);
        let tried = keys.zip(&queries.exprs);
        let refused = tried.filter_map(|(key, it)| Some((key, edit.insert(key, it).err()?)));
        refused.collect()
    });
    for (key, why) in refused {
        let id = &queries.ids[key.number() as usize];
        refuse(&mut queries.n_refused, id, &why);
        queries.not_held.insert(key.number());
    }
    matcher
}

/// Each thread takes every so many-th post, all of them the same queries.
fn time(snapshot: &Snapshot, posts: &Posts, threads: usize) -> Run {
    let start = Instant::now();
    let rates: Vec<f64> = std::thread::scope(|scope| {
        let work: Vec<_> = (0..threads)
            .map(|first| {
                scope.spawn(move || {
                    let mine: Vec<&Post> =
                        posts.posts.iter().skip(first).step_by(threads).collect();
                    let mut holder = Holder::new(snapshot);
                    let start = cpu_seconds();
                    for post in &mine {
                        holder.hold(post);
                    }
                    mine.len() as f64 / (cpu_seconds() - start)
                })
            })
            .collect();
        let ended = work.into_iter().map(std::thread::ScopedJoinHandle::join);
        ended
            .map(|it| it.expect("matching does not panic"))
            .collect()
    });
    Run {
        posts_per_second: rates.iter().sum::<f64>() / rates.len() as f64,
        posts_per_second_wall: posts.posts.len() as f64 / start.elapsed().as_secs_f64(),
    }
}

/// Holds posts against queries, one after the other.
struct Holder<'s> {
    snapshot: &'s Snapshot,
    scratch: Scratch,
    facts: Facts,
    found: Vec<QueryKey>,
}

impl<'s> Holder<'s> {
    fn new(snapshot: &'s Snapshot) -> Self {
        Self {
            snapshot,
            scratch: Scratch::default(),
            facts: Facts::default(),
            found: Vec::new(),
        }
    }

    fn hold(&mut self, post: &Post) -> &mut Vec<QueryKey> {
        self.found.clear();
        let input = Input::known(post, &self.facts);
        self.snapshot
            .matches(&mut self.scratch, input, &mut self.found);
        &mut self.found
    }
}

/// The number of pairs, and FNV-1a (64 bits) over a line `post<TAB>query` for each: in the order of
/// the posts in their file, those of a post in the order of the queries in theirs.
fn sum_up(snapshot: &Snapshot, posts: &Posts, queries: &Queries) -> (usize, u64) {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let (mut n, mut sum) = (0, START);
    let mut holder = Holder::new(snapshot);
    for (id, post) in posts.ids.iter().zip(&posts.posts) {
        let found = holder.hold(post);
        found.sort_unstable();
        n += found.len();
        for key in found {
            let query = &queries.ids[key.number() as usize];
            let line = id.bytes().chain(*b"\t").chain(query.bytes()).chain(*b"\n");
            sum = line.fold(sum, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(PRIME));
        }
    }
    (n, sum)
}

struct Check {
    n_posts: usize,
    /// Pairs that one engine alone finds, as `post query`.
    differences: Vec<String>,
}

/// Holds `sample` posts, spread over the file, against each query on its own.
fn check(snapshot: &Snapshot, posts: &Posts, queries: &Queries, sample: usize) -> Check {
    let every = posts.posts.len().div_ceil(sample.max(1)).max(1);
    let mut holder = Holder::new(snapshot);
    let mut check = Check {
        n_posts: 0,
        differences: Vec::new(),
    };
    for (id, post) in posts.ids.iter().zip(&posts.posts).step_by(every) {
        check.n_posts += 1;
        let found: BTreeSet<u32> = holder.hold(post).iter().map(|it| it.number()).collect();
        let doc = Doc::new(post, None);
        for (number, expr) in (0..).zip(&queries.exprs) {
            let is_found = found.contains(&number);
            let is_held = !queries.not_held.contains(&number);
            if is_held && is_found != query::evaluate(expr, &doc).is_some() {
                let query = &queries.ids[number as usize];
                check.differences.push(format!("{id} {query}"));
            }
        }
    }
    check
}

/// Seconds this thread has run for, or else seconds gone by.
fn cpu_seconds() -> f64 {
    thread_local! {
        static START: Instant = Instant::now();
    }
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|it| it.split(' ').next()?.parse::<u64>().ok());
    nanoseconds.map_or_else(
        || START.with(|it| it.elapsed().as_secs_f64()),
        |it| it as f64 / 1e9,
    )
}

/// Remarks go to the error output: what is printed is for machines too.
fn tell(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    File::open(path)
        .map(BufReader::new)
        .with_context(|| format!("opening {}", path.display()))
        .user("check the path")
}
