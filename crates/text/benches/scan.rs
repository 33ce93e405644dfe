//! What reading a post costs: `cargo bench -p text`.
//!
//! CPU time of this thread, medians of interleaved rounds, over generated posts like those of the
//! matcher's workload (130 bytes, 20 words, mostly French and English) and, where
//! `VIGIE_TEST_DATA` or `../shared/data` is, over real ones. The floor is the least a matcher
//! could do: split at what is no ASCII letter nor above ASCII, lower-case ASCII, hash. Machines
//! differ and are busy: the ratios to the floor of the same run are what to compare.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use text::Scanner;

/// Enough posts that no branch predictor learns them by heart.
const POSTS: usize = 40_000;
const ROUNDS: usize = 7;

fn main() {
    run("generated", &generated());
    match real() {
        Some(posts) => run("real", &posts),
        None => println!("real: no test data"),
    }
}

type Task<'t> = (&'t str, Box<dyn FnMut(&str) -> u64>);

fn run(name: &str, posts: &[String]) {
    let bytes: usize = posts.iter().map(String::len).sum();
    let mut scanner = Scanner::new();
    let terms: usize = posts.iter().map(|it| scanner.scan(it).terms.len()).sum();
    let count = posts.len() as f64;
    println!(
        "{name}: {} posts, {:.1} bytes and {:.1} terms each",
        posts.len(),
        bytes as f64 / count,
        terms as f64 / count
    );
    let mut tasks: [Task<'_>; 4] = [
        ("floor", Box::new(floor)),
        (
            "scan",
            Box::new(move |post| {
                scanner
                    .scan(post)
                    .terms
                    .iter()
                    .fold(0, |sum, it| sum ^ it.hash)
            }),
        ),
        (
            "tokenise",
            Box::new(|post| text::tokenise(post).tokens.len() as u64),
        ),
        (
            "detect",
            Box::new(|post| text::lang::detect(post).map_or(0, |it| it.confidence as u64)),
        ),
    ];
    let mut nanoseconds = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        for ((_, task), times) in tasks.iter_mut().zip(&mut nanoseconds) {
            times.push(measure(task, posts));
        }
    }
    let medians = nanoseconds.map(|mut it| {
        it.sort_by(f64::total_cmp);
        it[ROUNDS / 2]
    });
    for ((task, _), ns) in tasks.iter().zip(medians) {
        println!(
            "  {task:<9} {ns:8.0} ns/post {:9.0} posts/s {:6.2} of the floor's speed",
            1e9 / ns,
            medians[0] / ns
        );
    }
}

/// The nanoseconds of a post, over as many posts as it takes for the clock's ticks (4 ms) to be
/// small.
fn measure(task: &mut dyn FnMut(&str) -> u64, posts: &[String]) -> f64 {
    const ENOUGH_NANOSECONDS: u64 = 200_000_000;
    const STRETCH: usize = 500;
    let start = cpu_nanoseconds();
    let mut count = 0;
    for stretch in posts.chunks_exact(STRETCH).cycle() {
        for post in stretch {
            black_box(task(black_box(post)));
        }
        count += STRETCH;
        let spent = cpu_nanoseconds() - start;
        if spent > ENOUGH_NANOSECONDS {
            return spent as f64 / count as f64;
        }
    }
    f64::NAN
}

/// What this thread has had of a processor.
fn cpu_nanoseconds() -> u64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells");
    let first = stat.split(' ').next().and_then(|it| it.parse().ok());
    first.expect("a number comes first")
}

fn floor(post: &str) -> u64 {
    let (mut sum, mut hash) = (0, 0_u64);
    for byte in post.bytes() {
        if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3);
        } else if hash != 0 {
            sum ^= hash;
            hash = 0;
        }
    }
    sum ^ hash
}

fn real() -> Option<Vec<String>> {
    #[expect(
        clippy::disallowed_methods,
        reason = "benches have no configuration but the environment"
    )]
    let root = std::env::var("VIGIE_TEST_DATA").map_or_else(
        |_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let file = std::fs::File::open(root.join("streams/replay_posts.jsonl.gz")).ok()?;
    let lines = BufReader::new(flate2::read::GzDecoder::new(file)).lines();
    let text = |line: std::io::Result<String>| {
        let post: serde_json::Value =
            serde_json::from_str(&line.expect("reads")).expect("a post a line");
        post["text"].as_str().unwrap_or_default().to_owned()
    };
    // The file is sorted by network: every third line shows all of it.
    Some(lines.step_by(3).map(text).take(POSTS).collect())
}

/// Numbers from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.roll(from.len())]
    }
}

fn generated() -> Vec<String> {
    let mut dice = Dice(2026);
    let words = [
        vocabulary(&mut dice, 20_000, &LATIN),
        vocabulary(&mut dice, 5_000, &CYRILLIC),
        vocabulary(&mut dice, 5_000, &ARABIC),
    ];
    (0..POSTS).map(|_| post(&mut dice, &words)).collect()
}

const LATIN: [&str; 44] = [
    "a", "e", "i", "o", "u", "é", "ou", "on", "en", "an", "er", "re", "le", "la", "de", "ti",
    "men", "com", "pro", "ver", "ch", "tr", "s", "t", "r", "n", "l", "m", "p", "qu", "è", "ai",
    "eau", "ç", "st", "ing", "th", "ly", "ed", "à", "or", "al", "is", "us",
];
const CYRILLIC: [&str; 16] = [
    "а", "о", "и", "е", "на", "ст", "пр", "ов", "к", "л", "р", "ть", "ы", "я", "м", "д",
];
const ARABIC: [&str; 16] = [
    "ا", "ل", "م", "ن", "و", "ي", "ر", "ت", "ال", "ب", "د", "س", "ه", "ف", "ق", "ع",
];

fn vocabulary(dice: &mut Dice, words: usize, syllables: &[&str]) -> Vec<String> {
    let word = |dice: &mut Dice| {
        (0..1 + dice.roll(4))
            .map(|_| dice.pick(syllables))
            .collect()
    };
    (0..words).map(|_| word(dice)).collect()
}

/// Nine in ten posts are in Latin letters; frequent words are frequent.
fn post(dice: &mut Dice, words: &[Vec<String>; 3]) -> String {
    let words = &words[[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2][dice.roll(20)]];
    let mut post = String::new();
    for at in 0..14 + dice.roll(12) {
        let rank = dice.roll(words.len()) * dice.roll(1_000) / 1_000;
        let word = &words[rank * dice.roll(1_000) / 1_000];
        let before = match dice.roll(100) {
            0..3 => " #",
            3..5 => " @",
            5..8 => " l'",
            8 => "-",
            9..12 => ", ",
            12 => " « ",
            13..15 => ". ",
            _ => " ",
        };
        post.push_str(if at == 0 { "" } else { before });
        if at == 0 || dice.roll(20) == 0 {
            let mut letters = word.chars();
            post.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            post.push_str(letters.as_str());
        } else {
            post.push_str(word);
        }
    }
    match dice.roll(20) {
        0 => post.push_str(" https://www.ville.example/actus/plan-velo?id=12"),
        1..3 => post.push_str(" 😂😂"),
        3..6 => post.push_str(" !"),
        _ => post.push('.'),
    }
    post
}
