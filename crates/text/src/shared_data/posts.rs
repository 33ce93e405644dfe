//! Real posts: whatever people write, tokens are sound; and what they find is what SQLite finds.

use super::{path, read};
use crate::scan::tests::assert_same;
use crate::token::tests::assert_sound;
use crate::{Scanner, TokenKind, Tokens, tokenise};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};

/// One in so many posts of the large stream is checked in full; soundness checks cost more than
/// the tokeniser.
const STREAM_STEP: usize = 7;

#[test]
fn real_posts_are_tokenised_soundly() {
    let Some(dir) = path("bluesky_posts") else {
        return;
    };
    let mut counts = BTreeMap::new();
    for name in [
        "one_news_account_posts.jsonl",
        "topic_search_posts_pseudonymised.jsonl",
    ] {
        let file = std::fs::File::open(dir.join(name)).expect("opens");
        count_all(BufReader::new(file), 1, &mut counts);
    }
    assert!(counts[&TokenKind::Word] > 250_000, "{counts:?}");
    assert!(counts[&TokenKind::Hashtag] > 200, "{counts:?}");
    assert!(counts[&TokenKind::Host] > 500, "{counts:?}");
    assert!(counts[&TokenKind::Emoji] > 300, "{counts:?}");
}

#[test]
fn the_stream_is_tokenised_soundly() {
    let Some(path) = path("streams/replay_posts.jsonl.gz") else {
        return;
    };
    let file = std::fs::File::open(path).expect("opens");
    let mut counts = BTreeMap::new();
    count_all(
        BufReader::new(flate2::read::GzDecoder::new(file)),
        STREAM_STEP,
        &mut counts,
    );
    assert!(counts[&TokenKind::Word] > 300_000, "{counts:?}");
    assert!(counts[&TokenKind::Mention] > 10_000, "{counts:?}");
    assert!(counts[&TokenKind::TagPart] > 5_000, "{counts:?}");
}

/// Each sample of Unicode's own test, alone and among words: no term cuts a grapheme.
#[test]
fn graphemes_of_the_unicode_suite_stay_whole() {
    let Some(suite) = read("unicode15/GraphemeBreakTest.txt") else {
        return;
    };
    let mut scanner = Scanner::new();
    let mut run = 0;
    for line in suite.lines() {
        let sample = line.split('#').next().unwrap_or_default();
        let hex = sample
            .split(['÷', '×', ' ', '\t'])
            .filter(|it| !it.is_empty());
        let sample: String = hex
            .map(|it| u32::from_str_radix(it, 16).ok().and_then(char::from_u32))
            .map(|it| it.expect("a character"))
            .collect();
        for text in [
            format!("x{sample}y"),
            format!("mot {sample} mot"),
            format!("#{sample}a @{sample}b.fr/{sample}"),
            sample,
        ] {
            assert_sound(&text, &tokenise(&text));
            assert_same(&mut scanner, &text);
        }
        run += 1;
    }
    assert!(run > 600, "only {run} samples");
}

#[test]
fn the_french_suite_is_scanned_as_it_is_tokenised() {
    let Some(corpus) = read("search_fr/corpus.jsonl") else {
        return;
    };
    let mut counts = BTreeMap::new();
    count_all(corpus.as_bytes(), 1, &mut counts);
    assert!(counts[&TokenKind::Word] > 1_000, "{counts:?}");
}

fn count_all(lines: impl BufRead, step: usize, counts: &mut BTreeMap<TokenKind, usize>) {
    let mut scanner = Scanner::new();
    for line in lines.lines().step_by(step) {
        let post: Value = serde_json::from_str(&line.expect("reads")).expect("JSON");
        let text = post["text"].as_str().unwrap_or_default();
        let tokens = tokenise(text);
        assert_sound(text, &tokens);
        assert_same(&mut scanner, text);
        for token in tokens.tokens {
            *counts.entry(token.kind).or_default() += 1;
        }
    }
}

/// The words, prefixes and phrases of the French search suite find exactly the posts that SQLite's
/// full-text search finds, but for those whose answer depends on choices of ours.
#[test]
fn words_phrases_and_prefixes_find_what_sqlite_finds() {
    let (Some(corpus), Some(suite)) = (
        read("search_fr/corpus.jsonl"),
        read("search_fr/queries_dev.json"),
    ) else {
        return;
    };
    let posts: Vec<(String, Tokens)> = corpus.lines().map(post).collect();
    let suite: Value = serde_json::from_str(&suite).expect("JSON");
    let mut run = 0;
    for case in suite["queries"].as_array().expect("queries") {
        let Some(search) = Search::of(&case["ast"]) else {
            continue;
        };
        let (expected, dont_care) = (ids(&case["expected"]), ids(&case["dont_care"]));
        run += 1;
        for (id, tokens) in &posts {
            if !dont_care.contains(&id.as_str()) {
                let is_expected = expected.contains(&id.as_str());
                assert_eq!(
                    search.finds(tokens),
                    is_expected,
                    "{} in {id}",
                    case["query"]
                );
            }
        }
    }
    assert!(
        run >= 15,
        "only {run} queries are words, phrases or prefixes"
    );
}

fn post(line: &str) -> (String, Tokens) {
    let post: Value = serde_json::from_str(line).expect("JSON");
    let text = post["text"].as_str().expect("a text");
    (
        post["id"].as_str().expect("an id").to_owned(),
        tokenise(text),
    )
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect()
}

/// Terms at consecutive positions; the last may be a prefix.
struct Search {
    terms: Vec<Box<str>>,
    is_prefix: bool,
}

impl Search {
    fn of(ast: &Value) -> Option<Self> {
        let prefix = ast["prefix"].as_str();
        let text = ast.as_str().or(prefix).or(ast["phrase"].as_str())?;
        let terms = tokenise(text)
            .tokens
            .into_iter()
            .map(|it| it.term)
            .collect();
        Some(Self {
            terms,
            is_prefix: prefix.is_some(),
        })
    }

    fn finds(&self, tokens: &Tokens) -> bool {
        (0..tokens.end_pos).any(|start| {
            (start..)
                .zip(&self.terms)
                .all(|(pos, term)| self.is_at(tokens, pos, term))
        })
    }

    fn is_at(&self, tokens: &Tokens, pos: u32, term: &str) -> bool {
        let first = tokens.tokens.partition_point(|it| it.pos < pos);
        let here = tokens.tokens[first..].iter().take_while(|it| it.pos == pos);
        here.filter(|it| matches!(it.kind, TokenKind::Word | TokenKind::TagWord))
            .any(|it| {
                if self.is_prefix {
                    it.term.starts_with(term)
                } else {
                    *it.term == *term
                }
            })
    }
}
