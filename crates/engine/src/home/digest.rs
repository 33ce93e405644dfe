//! What was said, in short: the words that rise, the posts that say it best, those most noticed. Pure:
//! computed from a sample of what was said lately and in the week before.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use model::{PostId, QueryId};
use store::mention::Said;
use text::TokenKind;

use crate::{Rising, counts::HOUR_US};

/// Rising words shown.
const RISING_MAX: usize = 6;
/// A word that few posts or people say rises by accident.
const RISING_POSTS_MIN: usize = 4;
const RISING_AUTHORS_MIN: usize = 3;
/// How far above its habit a word must be, in deviations of a count around that habit.
const RISING_DEVIATIONS: f64 = 3.0;
/// Shorter words are seldom subjects; tags are, whatever their length.
const WORD_CHARS_MIN: usize = 4;
/// Sentences taken for one subject.
const SENTENCES: usize = 2;
/// A post shorter than this says too little for others, a longer one is not a sentence.
const SENTENCE_CHARS: std::ops::RangeInclusive<usize> = 30..=300;
/// Two posts that share more of their words than this say the same.
const SAME: f64 = 0.5;
/// Most noticed posts shown.
const NOTABLE_MAX: usize = 3;

/// Where a mention is, to be read whole.
pub(super) type MentionKey = (QueryId, u64);

/// One post of a sample with the words it says.
pub(super) struct Read<'a> {
    pub(super) said: &'a Said,
    /// Folded, each once.
    words: HashSet<Box<str>>,
}

/// Each post once, with its words.
pub(super) fn read(sample: &[Said]) -> Vec<Read<'_>> {
    let mut known: HashSet<PostId> = HashSet::new();
    let fresh = sample.iter().filter(|it| known.insert(it.post));
    fresh
        .map(|said| Read {
            said,
            words: words_of(&said.text).map(|(word, _)| word).collect(),
        })
        .collect()
}

/// The words that can be a subject, folded, and as written.
fn words_of(text: &str) -> impl Iterator<Item = (Box<str>, &str)> {
    let tokens = text::tokenise(text).tokens.into_iter();
    tokens.filter_map(move |token| {
        let is_subject = match token.kind {
            TokenKind::Hashtag => !text::lang::is_calendar(token.term.trim_start_matches('#')),
            TokenKind::Word => {
                token.term.chars().count() >= WORD_CHARS_MIN
                    && token.term.chars().all(char::is_alphabetic)
                    && !text::lang::is_grammar(&token.term)
                    && !text::lang::is_calendar(&token.term)
            }
            _ => false,
        };
        let written = text.get(token.start as usize..token.end as usize)?;
        is_subject.then_some((token.term, written))
    })
}

/// The words said more than they used to be. `before` is a sample of what was said over
/// `days_before` days before the last one.
pub(super) fn rising(
    lately: &[&Read<'_>],
    before: &[Read<'_>],
    days_before: f64,
    now: Timestamp,
) -> Vec<Rising> {
    let mut counted: HashMap<&str, Vec<&Said>> = HashMap::new();
    for post in lately {
        for word in &post.words {
            counted.entry(word).or_default().push(post.said);
        }
    }
    let mut usual: HashMap<&str, usize> = HashMap::new();
    for word in before.iter().flat_map(|it| &it.words) {
        *usual.entry(word).or_default() += 1;
    }
    let mut rising: Vec<(f64, &str, Rising)> = Vec::new();
    for (word, posts) in counted {
        let authors: HashSet<&str> = posts.iter().map(|it| it.author.as_str()).collect();
        if posts.len() < RISING_POSTS_MIN || authors.len() < RISING_AUTHORS_MIN {
            continue;
        }
        let habit = usual.get(word).map(|n| *n as f64 / days_before);
        let expected = habit.unwrap_or(0.0);
        let deviations = (posts.len() as f64 - expected) / (expected + 1.0).sqrt();
        if deviations < RISING_DEVIATIONS {
            continue;
        }
        let risen = Rising {
            term: as_written(word, &posts),
            count: posts.len() as u64,
            habit,
            hourly: hourly(&posts, now),
        };
        rising.push((deviations, word, risen));
    }
    rising.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    // A tag and the word it is made of are one subject: the stronger stands for both.
    let mut shown = HashSet::new();
    rising.retain(|(_, word, _)| shown.insert(word.trim_start_matches('#').to_owned()));
    rising.truncate(RISING_MAX);
    rising.into_iter().map(|(_, _, it)| it).collect()
}

/// The way most posts write a folded word.
fn as_written(word: &str, posts: &[&Said]) -> String {
    let mut ways: HashMap<String, usize> = HashMap::new();
    for said in posts {
        let mut written = words_of(&said.text).filter(|(folded, _)| &**folded == word);
        if let Some((_, written)) = written.next() {
            *ways.entry(written.to_lowercase()).or_default() += 1;
        }
    }
    let most = ways
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    most.map_or_else(|| word.to_owned(), |(written, _)| written)
}

fn hourly(posts: &[&Said], now: Timestamp) -> [u64; 24] {
    let mut hours = [0; 24];
    let running = now.as_microsecond().div_euclid(HOUR_US);
    for said in posts {
        let back = running - said.posted_at.as_microsecond().div_euclid(HOUR_US);
        let index = usize::try_from(23 - back).ok();
        if let Some(hour) = index.and_then(|it| hours.get_mut(it)) {
            *hour += 1;
        }
    }
    hours
}

/// The posts that say best what the others say: those made of the words most of them share, and the
/// second one of other words than the first.
pub(super) fn sentences(posts: &[&Read<'_>]) -> Vec<MentionKey> {
    let mut shared: HashMap<&str, usize> = HashMap::new();
    for word in posts.iter().flat_map(|it| &it.words) {
        *shared.entry(word).or_default() += 1;
    }
    let weight = |it: &&Read<'_>| {
        let all: usize = it.words.iter().map(|word| shared[&**word] - 1).sum();
        // By the square root, so that neither the shortest nor the longest always wins.
        all as f64 / (it.words.len().max(1) as f64).sqrt()
    };
    let is_sentence = |it: &&&Read<'_>| {
        it.said.kind != "repost" && SENTENCE_CHARS.contains(&it.said.text.chars().count())
    };
    let mut ranked: Vec<(f64, &Read<'_>)> = posts
        .iter()
        .filter(is_sentence)
        .map(|it| (weight(it), *it))
        .collect();
    ranked.sort_by(|a, b| {
        let newest = b.1.said.posted_at.cmp(&a.1.said.posted_at);
        b.0.total_cmp(&a.0).then(newest)
    });
    let mut taken: Vec<&Read<'_>> = Vec::new();
    for (_, post) in ranked {
        if taken.iter().all(|it| overlap(it, post) <= SAME) {
            taken.push(post);
        }
        if taken.len() == SENTENCES {
            break;
        }
    }
    taken.iter().map(|it| key(it.said)).collect()
}

/// How much of their words two posts share, 0 to 1.
fn overlap(a: &Read<'_>, b: &Read<'_>) -> f64 {
    let n_shared = a.words.intersection(&b.words).count();
    let n_all = a.words.len() + b.words.len() - n_shared;
    if n_all == 0 {
        return 1.0;
    }
    n_shared as f64 / n_all as f64
}

/// The posts people answered, passed on and liked most, one for each author.
pub(super) fn notable<'a>(posts: impl Iterator<Item = &'a Said>) -> Vec<MentionKey> {
    // An answer costs more than passing on, which costs more than a like.
    let weight = |it: &Said| {
        3 * it.replies.unwrap_or(0) + 2 * it.reposts.unwrap_or(0) + it.likes.unwrap_or(0)
    };
    let mut ranked: Vec<&Said> = posts
        .filter(|it| weight(it) > 0 && it.kind != "repost")
        .collect();
    ranked.sort_by_key(|it| (std::cmp::Reverse(weight(it)), it.posted_at));
    let mut authors = HashSet::new();
    ranked.retain(|it| authors.insert(it.author.as_str()));
    ranked.truncate(NOTABLE_MAX);
    ranked.into_iter().map(key).collect()
}

fn key(said: &Said) -> MentionKey {
    (said.query, said.seq)
}

#[cfg(test)]
mod tests;
