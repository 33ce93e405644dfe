//! Random queries, whole and broken, through the parser, and random posts through the matcher,
//! held against what must be true; then hostile queries, against their limits of time and memory:
//! `cargo xtask fuzz`.
//!
//! The same seed gives the same run. A finding is a panic that names the input.

use std::{
    ops::Range,
    process::ExitCode,
    time::{Duration, Instant},
};

use matcher::{Input, Matcher, QueryKey, Scratch};
use model::{Author, Counts, Lang, Network, Post, PostKind, RemoteRef, Untrusted};
use query::{Doc, Expr, Facts, Parsed, Purpose, Setting, Severity, Spelling};

/// Queries held at once: enough for several under one anchor.
const QUERIES: usize = 48;
/// Posts held against them before they change.
const POSTS: usize = 64;

/// What sources and posts are made of, so that they meet.
const WORDS: [&str; 24] = [
    "colis",
    "Colis",
    "perdu",
    "perdus",
    "l'hôpital",
    "L’HOPITAL",
    "poste",
    "la",
    "bureau",
    "de",
    "图书馆",
    "🎉",
    "👩‍🚒",
    "#colis",
    "#ColisPerdu",
    "@lea",
    "@lea@example.org",
    "https://example.org/a?b=c",
    "example.org",
    "17h30",
    "C++",
    "ﬁn",
    "straße",
    "İzmir",
];
const SIGNS: [&str; 46] = [
    "AND",
    "ET",
    "OR",
    "OU",
    "NOT",
    "SAUF",
    "NEAR/2",
    "ONEAR/1",
    "NEAR",
    "(",
    ")",
    "((",
    "))",
    "\"",
    "«",
    "»",
    "“",
    "-",
    "–",
    "*",
    "?",
    "~",
    "~2",
    "^3",
    "&&",
    "|",
    "!",
    "+",
    "lang:",
    "langue:fr",
    "from:",
    "to:lea",
    "à:",
    "a:image",
    "has:",
    "is:question",
    "followers:>",
    "1k",
    "engagement:>=2",
    "since:2026-01-01",
    "durant:7j",
    "raw:",
    "query:",
    "list:",
    "url:",
    "site:",
];
const BLANKS: [&str; 6] = [" ", "", "\u{a0}", "\n", "\u{200b}", "　"];

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn character(&mut self) -> char {
        let ranges: [Range<u32>; 4] = [0..0x80, 0x80..0x800, 0x2000..0x3100, 0..0x11_0000];
        let range = ranges[self.below(ranges.len())].clone();
        let code = range.start + (self.roll() as u32) % (range.end - range.start);
        char::from_u32(code).unwrap_or('\u{fffd}')
    }
}

fn source(dice: &mut Dice) -> String {
    let mut source = String::new();
    for _ in 0..dice.below(12) {
        match dice.below(16) {
            0 => source.push(dice.character()),
            1..=7 => source.push_str(dice.pick(&WORDS)),
            _ => source.push_str(dice.pick(&SIGNS)),
        }
        source.push_str(
            BLANKS[if dice.below(4) > 0 {
                0
            } else {
                dice.below(BLANKS.len())
            }],
        );
    }
    source
}

fn text(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..dice.below(14) {
        match dice.below(12) {
            0 => text.push(dice.character()),
            1 => text.push_str(dice.pick(&SIGNS)),
            _ => text.push_str(dice.pick(&WORDS)),
        }
        text.push_str(dice.pick(&BLANKS));
    }
    text
}

fn post(dice: &mut Dice) -> Post {
    let at = RemoteRef {
        network: Network::ALL[dice.below(Network::ALL.len())],
        host: "example.org".into(),
        id: "at://did:plc:lea/post/1".into(),
        rev: None,
    };
    let kind = match dice.below(4) {
        0 => PostKind::Reply {
            to: at.clone(),
            root: None,
        },
        1 => PostKind::Quote { of: at.clone() },
        _ => PostKind::Post,
    };
    Post {
        kind,
        title: (dice.below(6) == 0).then(|| Untrusted::new(text(dice))),
        langs: [Lang::FRENCH, Lang::ENGLISH][..dice.below(3)].to_vec(),
        counts: Counts {
            likes: (dice.below(2) == 0).then(|| dice.roll() % 4),
            ..Counts::default()
        },
        raw: "".into(),
        ..Post::new(
            at,
            Author {
                followers: (dice.below(2) == 0).then(|| dice.roll() % 2_000),
                ..Author::new("did:plc:lea", "lea")
            },
            model::time::from_micros(1_790_000_000_000_000),
            Untrusted::new(text(dice)),
        )
    }
}

/// What must hold of any source.
fn check_source(source: &str) -> Parsed {
    let setting = Setting {
        purpose: Purpose::Live,
        ..Setting::default()
    };
    let parsed = query::parse_in(source, setting);
    for it in &parsed.diagnostics {
        assert!(source.get(it.span.clone()).is_some(), "{source:?}: {it:?}");
        let fix = it.fix.as_ref();
        assert!(
            fix.is_none_or(|it| source.get(it.span.clone()).is_some()),
            "{source:?}: {it:?}"
        );
    }
    let Some(expr) = parsed.valid() else {
        let is_told = parsed
            .diagnostics
            .iter()
            .any(|it| it.severity == Severity::Error);
        assert!(is_told, "{source:?} is refused in silence");
        return parsed;
    };
    for spelling in [Spelling::French, Spelling::English] {
        let printed = query::print(expr, spelling);
        assert_eq!(
            query::parse(&printed).valid(),
            Some(expr),
            "{source:?}: {printed:?}"
        );
    }
    parsed
}

fn fuzz_parser(dice: &mut Dice, executions: u64) {
    for _ in 0..executions {
        check_source(&source(dice));
    }
}

fn expr(dice: &mut Dice) -> (String, Expr) {
    loop {
        let source = source(dice);
        if let Some(expr) = query::parse(&source).valid() {
            return (source, expr.clone());
        }
    }
}

/// One execution is one post held against all queries.
fn fuzz_matcher(dice: &mut Dice, executions: u64) {
    let matcher = Matcher::default();
    let mut held: Vec<(String, Expr)> = (0..QUERIES).map(|_| expr(dice)).collect();
    let (mut scratch, mut found) = (Scratch::default(), Vec::new());
    let key = |n: usize| QueryKey::new(n as u32).expect("there are few");
    for (n, (_, expr)) in held.iter().enumerate() {
        matcher
            .insert(key(n), expr)
            .expect("the lane is long enough");
    }
    for round in 0..executions / POSTS as u64 {
        for _ in 0..POSTS {
            let post = post(dice);
            let facts = Facts {
                lang: [None, Some(Lang::FRENCH), Some(Lang::ENGLISH)][dice.below(3)],
                ours: dice.below(2) == 0,
                ..Facts::default()
            };
            found.clear();
            let snapshot = matcher.snapshot();
            snapshot.matches(&mut scratch, Input::known(&post, &facts), &mut found);
            found.sort_unstable();
            let doc = Doc::with_facts(&post, facts);
            for (n, (source, expr)) in held.iter().enumerate() {
                let expected = query::evaluate(expr, &doc).is_some();
                let matched = found.binary_search(&key(n)).is_ok();
                assert_eq!(matched, expected, "{source:?} on {:?}", post.text.as_raw());
            }
        }
        for _ in 0..8 {
            let n = dice.below(QUERIES);
            held[n] = expr(dice);
            matcher
                .insert(key(n), &held[n].1)
                .expect("the lane is long enough");
        }
        if round % 256 == 255 {
            matcher.compact();
        }
    }
}

/// Refusing or answering a query takes no longer, whatever it is.
const HOSTILE_TIME_MAX: Duration = Duration::from_millis(50);
/// The whole process, after a thousand of them.
const HOSTILE_KIB_MAX: u64 = 100 * 1024;
const HOSTILE_QUERIES: usize = 1_000;

/// Queries made to be expensive: deep, long, wide, full of signs; some within the limits.
fn hostile(dice: &mut Dice, number: usize) -> String {
    const SIZES: [usize; 6] = [10, 100, 499, 1_300, 10_000, 100_000];
    let size = SIZES[number % SIZES.len()];
    let repeated = |piece: &str| piece.repeat(size);
    let counted = |piece: &dyn Fn(usize) -> String| (0..size).map(piece).collect::<String>();
    let nested = || format!("{}a{}", repeated("("), repeated(")"));
    match number / SIZES.len() % 20 {
        0 => nested(),
        1 => counted(&|it| format!("mot{it} OR ")) + "fin",
        2 => counted(&|it| format!("a{it:02}* ")),
        3 => repeated("a NEAR/100 "),
        4 => format!("({}x) NEAR/100 ({}y)", repeated("a OR "), repeated("b OR ")),
        5 => repeated("*"),
        6 => format!("\"{}a\"", repeated("* ")),
        7 => repeated("-") + "a",
        8 => repeated("abc?"),
        9 => repeated("«a\""),
        10 => counted(&|it| format!("#tag{it}~ ")),
        11 => repeated("query:x "),
        12 => repeated("raw:\"a b\" "),
        13 => repeated("a.fr?"),
        14 => counted(&|it| format!("from:u{it} OR ")) + "x",
        15 => repeated("\u{301}"),
        16 => repeated("图?"),
        17 => repeated("👩‍🚒"),
        18 => repeated("(a NEAR/1 "),
        _ => (0..size).map(|_| dice.character()).collect(),
    }
}

fn fuzz_hostile(dice: &mut Dice) -> String {
    let (mut longest, mut n_valid) = (Duration::ZERO, 0);
    let said = post(dice);
    let facts = Facts::default();
    for number in 0..HOSTILE_QUERIES {
        let source = hostile(dice, number);
        // The least of some: the machine has other things to do as well.
        let times = (0..3).map(|_| {
            let started = Instant::now();
            if let Some(expr) = query::parse(&source).valid() {
                n_valid += 1;
                let matcher = Matcher::default();
                let key = QueryKey::new(0).expect("it is small");
                matcher.insert(key, expr).expect("it is the first");
                let mut found = Vec::new();
                let input = Input::known(&said, &facts);
                matcher
                    .snapshot()
                    .matches(&mut Scratch::default(), input, &mut found);
            }
            started.elapsed()
        });
        let time = times.min().unwrap_or_default();
        assert!(time <= HOSTILE_TIME_MAX, "{number}: {time:?}");
        longest = longest.max(time);
    }
    let kib = peak_kib();
    assert!(kib.is_none_or(|it| it <= HOSTILE_KIB_MAX), "{kib:?} KiB");
    format!(
        "hostile: {HOSTILE_QUERIES} queries, {} of them valid, {longest:?} at most, {} KiB at the peak",
        n_valid / 3,
        kib.map_or_else(|| "?".to_owned(), |it| it.to_string())
    )
}

/// The most memory this process had, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|it| it.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[expect(clippy::print_stdout, reason = "what a person waits for")]
#[expect(clippy::disallowed_methods, reason = "a program of its own")]
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let target = arguments.next().unwrap_or_default();
    let executions = arguments
        .next()
        .and_then(|it| it.parse().ok())
        .unwrap_or(1_000_000);
    let seed = arguments.next().and_then(|it| it.parse().ok()).unwrap_or(1);
    let mut dice = Dice(seed);
    match target.as_str() {
        "parser" => fuzz_parser(&mut dice, executions),
        "matcher" => fuzz_matcher(&mut dice, executions),
        "hostile" => {
            println!("{}", fuzz_hostile(&mut dice));
            return ExitCode::SUCCESS;
        }
        _ => {
            println!("fuzz parser|matcher|hostile [EXECUTIONS] [SEED]");
            return ExitCode::from(2);
        }
    }
    println!("{target}: {executions} executions from seed {seed}, nothing found");
    ExitCode::SUCCESS
}
