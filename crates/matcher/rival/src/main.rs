//! Ours and mokaccino in turns, on the queries that both can hold: words and tags with `AND`, `OR`
//! and `NOT`. Mokaccino is given posts already cut into folded terms; ours starts from the text.

#[path = "../../benches/load/chance.rs"]
mod chance;
#[path = "../../benches/load/measure.rs"]
mod measure;
#[path = "../../benches/load/words.rs"]
mod words;
#[path = "../../benches/load/workload.rs"]
mod workload;

use std::io::Write as _;

use matcher::{Census, Input, Matcher, QueryKey, Scratch};
use model::Post;
use mokaccino::prelude::{CNFQueryable as _, Document, Percolator, Query};
use query::{Atom, Expr, Facts, Needle};
use text::{Scanner, TokenKind};

use measure::{Turns, cpu_seconds};
use workload::{World, post};

const SEED: u64 = 20_260;
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const N_TRAINING: usize = 50_000;
const ROUNDS: usize = 3;
/// Posts of a turn of ours; all different, since a few posts over and over are in every cache.
const OURS_POSTS: usize = 20_000;
/// Pairs of post and query in a turn of the rival, whose time grows with the queries.
const THEIRS_PAIRS: usize = 20_000_000;
/// Posts of a turn of the rival at least: fewer end before the clock has moved.
const THEIRS_POSTS_MIN: usize = 500;

fn main() {
    let world = World::new(SEED);
    let facts = Facts::default();
    let mut census = Census::default();
    for line in world.posts(N_TRAINING, SEED + 3) {
        census.count(Input::known(&post(&line), &facts));
    }
    for size in SIZES {
        // Three in five queries use these operators alone.
        let sources = world.queries(2 * size, SEED + 2);
        let read = sources
            .iter()
            .filter_map(|it| query::parse(it).valid().cloned());
        let both = read.filter_map(|it| theirs(&it).map(|theirs| (it, theirs)));
        let both: Vec<(Expr, Query)> = both.take(size).collect();
        run(&world, &census, both);
    }
}

fn run(world: &World, census: &Census, both: Vec<(Expr, Query)>) {
    let size = both.len();
    let lines = world.posts(OURS_POSTS, SEED + 1);
    let posts: Vec<Post> = lines.iter().map(post).collect();
    let n_theirs = (THEIRS_PAIRS / size).clamp(THEIRS_POSTS_MIN, OURS_POSTS);
    let terms: Vec<Vec<String>> = lines[..n_theirs].iter().map(|it| terms(&it.text)).collect();
    let matcher = Matcher::new(census.frequencies().clone());
    matcher.update(|edit| {
        for (number, (expr, _)) in (0..).zip(&both) {
            let key = QueryKey::new(number).expect("few enough");
            edit.insert(key, expr)
                .expect("all name something to look for");
        }
    });
    let start = cpu_seconds();
    let mut percolator = Percolator::default();
    for (_, query) in both {
        percolator.add_query(query);
    }
    let built = cpu_seconds() - start;
    let snapshot = matcher.snapshot();
    let facts = Facts::default();
    let hold = |posts: &[Post]| {
        let (mut scratch, mut keys, mut n) = (Scratch::default(), Vec::new(), 0);
        for post in posts {
            keys.clear();
            snapshot.matches(&mut scratch, Input::known(post, &facts), &mut keys);
            n += keys.len();
        }
        n
    };
    let (mut turns, mut found) = (Turns::default(), 0);
    for _ in 0..ROUNDS {
        turns.time("ours", || hold(&posts));
        found = turns.time("theirs", || {
            let documents = terms.iter().map(|it| document(it));
            documents.map(|it| percolator.percolate(&it).count()).sum()
        });
    }
    assert_eq!(hold(&posts[..n_theirs]), found, "both find the same");
    let ours = posts.len() as f64 / turns.median("ours");
    let theirs = n_theirs as f64 / turns.median("theirs");
    let line = format!(
        "{size:>9} queries | ours {ours:.0} posts/s, mokaccino {theirs:.0} posts/s (built in {built:.1} s): \
         {:.1} times | both {found} matches in {n_theirs} posts",
        ours / theirs,
    );
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The same query, if the rival has all its operators.
fn theirs(expr: &Expr) -> Option<Query> {
    let all = |parts: &[Expr]| parts.iter().map(theirs).collect::<Option<Vec<_>>>();
    match expr {
        Expr::And(parts) => all(parts)?.into_iter().reduce(|a, b| a & b),
        Expr::Or(parts) => all(parts)?.into_iter().reduce(|a, b| a | b),
        Expr::Not(inner) => theirs(inner).map(|it| !it),
        Expr::Term(term) if term.as_exact().is_none() => match term.atoms() {
            [Atom::Word(Needle::Whole(word)) | Atom::Tag(Needle::Whole(word))] => {
                Some("t".has_value(word.to_string()))
            }
            _ => None,
        },
        Expr::Term(_) | Expr::Near(_) | Expr::Filter(_) => None,
    }
}

fn terms(text: &str) -> Vec<String> {
    let mut scanner = Scanner::new();
    let scanned = scanner.scan(text);
    let is_sought = |kind| {
        matches!(
            kind,
            TokenKind::Word
                | TokenKind::TagWord
                | TokenKind::Hashtag
                | TokenKind::Emoji
                | TokenKind::Ideograph
        )
    };
    let terms = scanned.terms.iter().filter(|it| is_sought(it.kind));
    terms.map(|it| scanned.folded(it).to_owned()).collect()
}

fn document(terms: &[String]) -> Document {
    let each = terms.iter();
    each.fold(Document::new(), |document, it| {
        document.with_value("t", it.as_str())
    })
}
