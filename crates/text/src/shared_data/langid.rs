//! Language identification on rows whose language is known.

use super::{path, read};
use crate::lang::detect;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{BufRead, BufReader};

/// Right and all, and what the wrong ones were taken for.
#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
    wrong: BTreeMap<String, usize>,
}

impl Tally {
    fn add(&mut self, expect: &str, text: &str) {
        let actual = detect(text).map_or_else(|| "-".to_owned(), |it| it.lang.to_string());
        self.all += 1;
        if actual == expect {
            self.right += 1;
        } else {
            *self.wrong.entry(actual).or_default() += 1;
        }
    }

    fn share(&self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

#[test]
fn rows_of_many_languages_are_told_apart() {
    let Some(rows) = read("langid/lid_dev.tsv") else {
        return;
    };
    let mut tallies: BTreeMap<(String, String), Tally> = BTreeMap::new();
    for row in rows.lines().skip(1) {
        let mut fields = row.splitn(4, '\t');
        let (Some(lang), Some(_), Some(kind), Some(text)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            panic!("{row}")
        };
        tallies
            .entry((kind.to_owned(), lang.to_owned()))
            .or_default()
            .add(lang, text);
        tallies
            .entry((kind.to_owned(), "*".to_owned()))
            .or_default()
            .add(lang, text);
    }
    report(&tallies);
}

#[test]
fn tweets_are_told_apart() {
    let Some(dir) = path("umsab") else { return };
    let mut tallies: BTreeMap<(String, String), Tally> = BTreeMap::new();
    for (name, tag) in [
        ("french", "fr"),
        ("english", "en"),
        ("spanish", "es"),
        ("portuguese", "pt"),
        ("italian", "it"),
        ("german", "de"),
        ("arabic", "ar"),
    ] {
        for part in ["train", "val"] {
            let file = std::fs::File::open(dir.join(name).join(format!("{part}_text.txt")))
                .expect("opens");
            for line in BufReader::new(file).lines() {
                let line = line.expect("reads");
                tallies
                    .entry(("tweets".to_owned(), tag.to_owned()))
                    .or_default()
                    .add(tag, &line);
            }
        }
    }
    let file = std::fs::File::open(path("streams/replay_posts.jsonl.gz").unwrap()).expect("opens");
    for line in BufReader::new(flate2::read::GzDecoder::new(file))
        .lines()
        .step_by(11)
    {
        let post: serde_json::Value = serde_json::from_str(&line.expect("reads")).expect("JSON");
        let tag = post["lang"].as_str().unwrap_or_default();
        let kind = format!(
            "stream {} {}",
            post["network"].as_str().unwrap(),
            post["kind"].as_str().unwrap()
        );
        tallies
            .entry((kind, tag.to_owned()))
            .or_default()
            .add(tag, post["text"].as_str().unwrap_or_default());
    }
    report(&tallies);
}

fn report(tallies: &BTreeMap<(String, String), Tally>) {
    for ((kind, lang), tally) in tallies {
        let mut wrong: Vec<_> = tally.wrong.iter().collect();
        wrong.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        let mut line = format!("{kind:16} {lang:3} {:.3} of {:5}", tally.share(), tally.all);
        for (tag, n) in wrong.into_iter().take(8) {
            write!(line, " {tag}:{n}").expect("writes to memory");
        }
        eprintln!("{line}");
    }
}
