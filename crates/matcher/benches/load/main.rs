//! How many posts a second are held against how many queries: `cargo bench -p matcher`.
//!
//! All engines of a line run in turns in one process, on the same posts, and are compared by their
//! medians: on a shared machine only ratios of one run mean something. Seconds are of the thread's
//! own processor time. `--write FOLDER` writes the workload instead, for `vigie bench match`;
//! `--sizes 1k,10k`, `--posts N`, `--training N` and `--rounds N` make it smaller.

mod chance;
mod changes;
mod floor;
mod measure;
mod words;
mod workload;

use std::{fs, io::Write as _, path::Path, sync::Arc};

use matcher::{Census, Input, Matcher, QueryKey, Scratch, Snapshot};
use model::Post;
use query::{Expr, Facts};

use measure::{Turns, cpu_seconds};
use workload::{Line, World, post};

const SEED: u64 = 20_260;
const N_POSTS: usize = 200_000;
/// Posts that anchors are chosen by; none of them is matched.
const N_TRAINING: usize = 100_000;
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Turns of each engine.
const ROUNDS: usize = 7;

struct Options {
    sizes: Vec<usize>,
    n_posts: usize,
    n_training: usize,
    rounds: usize,
    write: Option<String>,
    /// For callgrind and perf: match, time nothing.
    only_match: bool,
}

fn options() -> Options {
    #[expect(clippy::disallowed_methods, reason = "a bench reads its own options")]
    let args: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        let at = args.iter().position(|it| it == name)?;
        args.get(at + 1).cloned()
    };
    let number = |it: &str| {
        it.replace('k', "000")
            .replace('M', "000000")
            .parse()
            .expect("a number")
    };
    let only_match = args.iter().any(|it| it == "--only-match");
    let rounds = if only_match { 1 } else { ROUNDS };
    Options {
        sizes: value("--sizes")
            .map_or_else(|| SIZES.to_vec(), |it| it.split(',').map(number).collect()),
        n_posts: value("--posts").map_or(N_POSTS, |it| number(&it)),
        n_training: value("--training").map_or(N_TRAINING, |it| number(&it)),
        rounds: value("--rounds").map_or(rounds, |it| number(&it)),
        write: value("--write"),
        only_match,
    }
}

fn main() {
    let options = options();
    let world = World::new(SEED);
    let lines = world.posts(options.n_posts, SEED + 1);
    let n_queries = options.sizes.iter().copied().max().unwrap_or_default();
    let sources = world.queries(n_queries, SEED + 2);
    if let Some(folder) = &options.write {
        write(Path::new(folder), &lines, &sources);
        return;
    }
    describe(&lines, &sources);
    let mut census = Census::default();
    let facts = Facts::default();
    for line in world.posts(options.n_training, SEED + 3) {
        census.count(Input::known(&post(&line), &facts));
    }
    let posts: Vec<Post> = lines.iter().map(post).collect();
    let start = cpu_seconds();
    let exprs: Vec<Expr> = sources.iter().map(|it| meaning(it)).collect();
    say(&format!(
        "read {n_queries} queries in {:.2} s",
        cpu_seconds() - start
    ));
    for size in &options.sizes {
        run(&options, &posts, &exprs[..*size], &census);
    }
}

fn run(options: &Options, posts: &[Post], exprs: &[Expr], census: &Census) {
    let start = cpu_seconds();
    let matcher = Matcher::new(census.frequencies().clone());
    matcher.update(|edit| {
        for (number, expr) in (0..).zip(exprs) {
            let key = QueryKey::new(number).expect("few enough");
            edit.insert(key, expr)
                .expect("few name nothing to look for");
        }
    });
    let build_seconds = cpu_seconds() - start;
    let snapshot = matcher.snapshot();
    let size = snapshot.size();
    if options.only_match {
        for _ in 0..options.rounds {
            let (n, sum) = match_all(&snapshot, posts);
            say(&format!("{n} matches, {sum:016x}"));
        }
        return;
    }
    let table = floor::Table::new(exprs);
    // The more is found, the fewer posts do for a turn of a second.
    let posts = &posts[..posts.len().min(4_000_000_000 / (exprs.len() + 20_000))];
    let mut turns = Turns::default();
    let mut total = (0, 0);
    for _ in 0..options.rounds {
        turns.time("floor", || floor::tokenise(posts));
        turns.time("scan", || floor::scan(posts));
        turns.time("probe", || table.probe(posts));
        total = turns.time("match", || match_all(&snapshot, posts));
    }
    let n = posts.len() as f64;
    let per_post = |name| turns.median(name) / n;
    say(&format!(
        "{:>9} queries {:>7.0} posts/s | of floor {:.3} of scan {:.3} of probe {:.3} | floor {:.0} scan {:.0} probe {:.0} ns \
         match {:.0} ns | {:.2} matches a post, {:.1} ns each over scan | {:.0} B/query, built in {:.2} s | {} matches, {:016x}",
        exprs.len(),
        1.0 / per_post("match"),
        per_post("floor") / per_post("match"),
        per_post("scan") / per_post("match"),
        per_post("probe") / per_post("match"),
        per_post("floor") * 1e9,
        per_post("scan") * 1e9,
        per_post("probe") * 1e9,
        per_post("match") * 1e9,
        total.0 as f64 / n,
        (per_post("match") - per_post("scan")) * 1e9 / (total.0 as f64 / n),
        size.bytes as f64 / size.n_queries as f64,
        build_seconds,
        total.0,
        total.1,
    ));
    changes::measure(&matcher, exprs, posts);
}

/// The number of pairs found, and a sum over them whatever their order.
#[inline(never)] // Callgrind counts what this function does.
fn match_all(snapshot: &Arc<Snapshot>, posts: &[Post]) -> (u64, u64) {
    let (mut scratch, mut keys) = (Scratch::default(), Vec::new());
    let facts = Facts::default();
    let (mut n, mut sum) = (0, 0_u64);
    for (at, post) in (0_u64..).zip(posts) {
        keys.clear();
        let lang = || post.langs.first().copied();
        let input = Input {
            post,
            facts: &facts,
            lang: &lang,
        };
        snapshot.matches(&mut scratch, input, &mut keys);
        n += keys.len() as u64;
        for key in &keys {
            let pair = at << 32 | u64::from(key.number());
            sum = sum.wrapping_add(pair.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23));
        }
    }
    (n, sum)
}

fn describe(lines: &[Line], sources: &[String]) {
    let n = lines.len() as f64;
    let bytes: usize = lines.iter().map(|it| it.text.len()).sum();
    let (mut terms, mut words) = (0, 0);
    let mut scanner = text::Scanner::new();
    for line in lines {
        let scanned = scanner.scan(&line.text);
        terms += scanned.terms.len();
        words += scanned.end_pos;
    }
    let chars: usize = sources.iter().map(|it| it.chars().count()).sum();
    say(&format!(
        "{} posts of {:.1} bytes, {:.1} words, {:.1} terms; queries of {:.0} characters",
        lines.len(),
        bytes as f64 / n,
        f64::from(words) / n,
        terms as f64 / n,
        chars as f64 / sources.len() as f64,
    ));
}

fn write(folder: &Path, lines: &[Line], sources: &[String]) {
    let mut posts = String::new();
    for (at, line) in lines.iter().enumerate() {
        let Line { author, lang, text } = line;
        let line =
            serde_json::json!({"id": at.to_string(), "author": author, "lang": lang, "text": text});
        posts += &format!("{line}\n");
    }
    let queries: String = sources
        .iter()
        .enumerate()
        .map(|(at, it)| format!("{at}\t{it}\n"))
        .collect();
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join("posts.jsonl"), posts))
        .and_then(|()| fs::write(folder.join("queries.tsv"), queries))
        .expect("the folder can be written");
}

fn meaning(source: &str) -> Expr {
    let parsed = query::parse(source);
    let valid = parsed.valid();
    valid
        .unwrap_or_else(|| panic!("`{source}`: {:?}", parsed.diagnostics))
        .clone()
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
