//! Language identification on rows whose language is known: measured, with floors a little under
//! what is reached.

use super::{path, read};
use crate::lang::detect;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{BufRead, BufReader};

/// One in so many posts of the stream, and rows of the large languages.
const STREAM_STEP: usize = 12;
const ROW_STEP: usize = 3;

/// How many rows were right, and what the others were taken for.
#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
    wrong: BTreeMap<String, usize>,
}

/// By kind of row and language.
#[derive(Default)]
struct Tallies(BTreeMap<(String, String), Tally>);

impl Tallies {
    fn add(&mut self, kind: &str, lang: &str, text: &str) {
        let actual = detect(text).map_or_else(|| "none".to_owned(), |it| it.lang.to_string());
        for key in [lang, "all"] {
            let tally = self.0.entry((kind.to_owned(), key.to_owned())).or_default();
            tally.all += 1;
            if actual == lang {
                tally.right += 1;
            } else {
                *tally.wrong.entry(actual.clone()).or_default() += 1;
            }
        }
    }

    #[track_caller]
    fn check(&self, kind: &str, lang: &str, floor: f64) {
        let tally = &self.0[&(kind.to_owned(), lang.to_owned())];
        let share = tally.right as f64 / tally.all as f64;
        assert!(
            share >= floor,
            "{kind} {lang}: {share:.3} of {}\n{}",
            tally.all,
            self.report()
        );
    }

    fn report(&self) -> String {
        let mut report = String::new();
        for ((kind, lang), tally) in &self.0 {
            let share = tally.right as f64 / tally.all as f64;
            let mut wrong: Vec<_> = tally.wrong.iter().collect();
            wrong.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            wrong.truncate(6);
            writeln!(
                report,
                "{kind} {lang} {share:.3} of {} {wrong:?}",
                tally.all
            )
            .expect("writes to memory");
        }
        report
    }
}

#[test]
fn rows_of_many_languages_are_told_apart() {
    let Some(rows) = read("langid/lid_dev.tsv") else {
        return;
    };
    let mut tallies = Tallies::default();
    let is_small = |row: &str| row.contains("\tUDHR\t");
    let rows = rows.lines().skip(1).enumerate();
    for (_, row) in rows.filter(|(at, row)| at % ROW_STEP == 0 || is_small(row)) {
        let fields: Vec<&str> = row.splitn(4, '\t').collect();
        let [lang, _, kind, text] = fields[..] else {
            panic!("{row}");
        };
        tallies.add(kind, lang, text);
    }
    eprint!("{}", tallies.report());
    // "sentence" rows are the small languages', "sentences" the large ones'.
    tallies.check("sentence", "br", 0.95);
    tallies.check("sentence", "all", 0.80);
    tallies.check("sentences", "fr", 0.98);
    tallies.check("sentences", "en", 0.98);
    tallies.check("sentences", "all", 0.94);
    tallies.check("word-pairs", "fr", 0.68);
    tallies.check("word-pairs", "all", 0.52);
}

#[test]
fn tweets_are_told_apart() {
    let Some(dir) = path("umsab") else {
        return;
    };
    let mut tallies = Tallies::default();
    for (name, lang) in [
        ("french", "fr"),
        ("english", "en"),
        ("spanish", "es"),
        ("arabic", "ar"),
    ] {
        let file = std::fs::read_to_string(dir.join(name).join("train_text.txt")).expect("reads");
        for text in file.lines() {
            tallies.add("tweets", lang, text);
        }
    }
    eprint!("{}", tallies.report());
    tallies.check("tweets", "fr", 0.97);
    tallies.check("tweets", "en", 0.99);
    tallies.check("tweets", "es", 0.96);
    tallies.check("tweets", "ar", 0.98);
}

/// Posts that are only a link or a name count as failures here, as do the few in a language that
/// is not their author's.
#[test]
fn streamed_posts_are_told_apart() {
    let Some(path) = path("streams/replay_posts.jsonl.gz") else {
        return;
    };
    let file = std::fs::File::open(path).expect("opens");
    let mut tallies = Tallies::default();
    for line in BufReader::new(flate2::read::GzDecoder::new(file))
        .lines()
        .step_by(STREAM_STEP)
    {
        let post: serde_json::Value = serde_json::from_str(&line.expect("reads")).expect("JSON");
        let field = |name: &str| post[name].as_str().unwrap_or_default();
        tallies.add(field("network"), field("lang"), field("text"));
    }
    eprint!("{}", tallies.report());
    tallies.check("twitter", "fr", 0.96);
    tallies.check("twitter", "en", 0.93);
    tallies.check("bluesky", "en", 0.99);
}
