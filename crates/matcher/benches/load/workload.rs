//! A stream of posts and the queries of many community managers, made from a seed.
//!
//! Posts are about 130 bytes, 19 words and 22 terms; nearly half are about one of 120,000 topics,
//! some of which are on everybody's lips. Queries of some 175 characters are about those topics:
//! lists of brands, a brand with a context, with exclusions, phrases, `NEAR`, hot words, lists of
//! authors; a third excludes words, one in eight wants a language, one in eleven has a prefix, one in
//! twelve a writing. Two in 20,000 name nothing to look for. Lengths and shares are chosen so that a
//! post satisfies about 0.7 of a thousand queries, 1.6 of ten thousand and 12 of a hundred thousand:
//! what streams and queries of people do.

use std::fmt::Write as _;

use model::{Author, Lang, Network, Post, RemoteRef};

use crate::{
    chance::Chance,
    words::{Syllables, TONGUES, Tongue, Vocabulary, zipf},
};

const N_TOPICS: usize = 120_000;
const CONTEXT_WORDS: usize = 12;
/// Posts that are about a topic.
const TOPICAL: f64 = 0.45;

/// One post of the stream.
pub(super) struct Line {
    pub(super) author: String,
    pub(super) lang: &'static str,
    pub(super) text: String,
}

/// The line as a connector would hand it over.
pub(super) fn post(line: &Line) -> Post {
    Post {
        langs: Lang::parse(line.lang).into_iter().collect(),
        raw: "".into(),
        ..Post::new(
            RemoteRef::new(Network::Bluesky, ""),
            Author::new(line.author.as_str(), line.author.as_str()),
            model::time::from_micros(0),
            line.text.as_str(),
        )
    }
}

/// All that posts and queries are made from.
pub(super) struct World {
    vocabularies: Vec<Vocabulary>,
    topics: Vec<Topic>,
    popularity: Vec<f64>,
}

struct Topic {
    name: String,
    tongue: usize,
    context: Vec<String>,
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let vocabularies: Vec<Vocabulary> = TONGUES
            .iter()
            .map(|it| Vocabulary::of(it, &mut chance))
            .collect();
        let syllables: Vec<Syllables> = TONGUES.iter().map(Tongue::syllables).collect();
        let topics = (0..N_TOPICS)
            .map(|_| Topic::new(&vocabularies, &syllables, &mut chance))
            .collect();
        Self {
            vocabularies,
            topics,
            popularity: zipf(N_TOPICS),
        }
    }

    fn topic(&self, chance: &mut Chance) -> &Topic {
        let at = chance.share();
        let rank = self.popularity.partition_point(|it| *it < at);
        &self.topics[rank.min(N_TOPICS - 1)]
    }

    /// `n` posts; other seeds give other posts about the same topics.
    pub(super) fn posts(&self, n: usize, seed: u64) -> Vec<Line> {
        let mut chance = Chance::new(seed);
        (0..n).map(|_| self.post(&mut chance)).collect()
    }

    fn post(&self, chance: &mut Chance) -> Line {
        let topic = chance.of(TOPICAL).then(|| self.topic(chance));
        let tongue = topic.map_or_else(|| Tongue::pick(chance), |it| it.tongue);
        let mut words: Vec<String> = Vec::new();
        for _ in 0..chance.between(7, 24) {
            words.push(self.word(tongue, chance));
        }
        let put = |words: &mut Vec<String>, chance: &mut Chance, word: String| {
            let at = chance.below(words.len() + 1);
            words.insert(at, word);
        };
        if let Some(topic) = topic {
            let name = if chance.of(0.5) {
                tag(&topic.name)
            } else {
                topic.name.clone()
            };
            put(&mut words, chance, name);
            if chance.of(0.3) {
                let word = topic.context[chance.below(CONTEXT_WORDS)].clone();
                put(&mut words, chance, word);
            }
        }
        if chance.of(0.06) {
            let name = author(chance);
            put(&mut words, chance, format!("@{name}"));
        }
        if chance.of(0.06) {
            let word = self.word(tongue, chance);
            words.push(format!("https://exemple{}.org/{word}", chance.below(900)));
        }
        if chance.of(0.08) {
            words.push(chance.one(&["🎉", "😂", "❤️", "👍🏽", "🔥"]).to_owned());
        }
        for _ in 0..3 {
            if chance.of(0.84) {
                let word = self.word(tongue, chance);
                words.push(tag(&word));
            }
        }
        Line {
            author: author(chance),
            lang: TONGUES[tongue].code,
            text: sentence(words),
        }
    }

    fn word(&self, tongue: usize, chance: &mut Chance) -> String {
        let word = self.vocabularies[tongue].pick(chance);
        match TONGUES[tongue].code {
            "fr" if word.starts_with(['a', 'e', 'é', 'i', 'o', 'u', 'h']) && chance.of(0.3) => {
                let article = chance.one(&["l'", "d'", "l’", "qu'"]);
                format!("{article}{word}")
            }
            _ if chance.of(0.01) => format!("{word}-{}", self.vocabularies[tongue].pick(chance)),
            _ => word.to_owned(),
        }
    }

    /// `n` queries, in the language that people type.
    pub(super) fn queries(&self, n: usize, seed: u64) -> Vec<String> {
        let mut chance = Chance::new(seed);
        (0..n).map(|at| self.query(at, &mut chance)).collect()
    }

    fn query(&self, at: usize, chance: &mut Chance) -> String {
        const NOTHING_TO_SEEK_EVERY: usize = 10_000;
        /// The one query that most posts satisfy.
        const HOTTEST_AT: usize = 500;
        if at % NOTHING_TO_SEEK_EVERY == NOTHING_TO_SEEK_EVERY - 1 {
            return "lang:br OR lang:nl".to_owned();
        }
        if at == HOTTEST_AT {
            return "de OR la OR the".to_owned();
        }
        // Queries are about what people talk of, but less so: most brands are small.
        let topic = if chance.of(0.008) {
            self.topic(chance)
        } else {
            &self.topics[chance.below(N_TOPICS)]
        };
        let mut query = self.asked(topic, chance);
        if chance.of(0.08) {
            let _ = write!(query, " raw:{}", capitalised(&topic.name));
        }
        if chance.of(0.30) {
            for _ in 0..chance.between(1, 8) {
                let _ = write!(query, " -{}", self.any_word(topic, chance));
            }
        }
        if chance.of(0.12) {
            let _ = write!(query, " lang:{}", TONGUES[topic.tongue].code);
        }
        query
    }

    /// What a query looks for, by the shares of the families.
    fn asked(&self, topic: &Topic, chance: &mut Chance) -> String {
        let name = self.name(topic, chance);
        let context = |n: usize, chance: &mut Chance| {
            let words = (0..n).map(|_| topic.context[chance.below(CONTEXT_WORDS)].clone());
            words.collect::<Vec<_>>().join(" OR ")
        };
        let share = chance.share();
        if share < 0.28 {
            let n = chance.between(7, 22);
            let mut names = vec![name, tag(&topic.name)];
            for _ in 0..n {
                let other = &self.topics[chance.below(N_TOPICS)];
                names.push(self.name(other, chance));
            }
            format!("({})", names.join(" OR "))
        } else if share < 0.60 {
            let n = chance.between(11, 22);
            format!("{name} ({})", context(n, chance))
        } else if share < 0.72 {
            let more = if chance.of(0.5) {
                context(1, chance)
            } else {
                String::new()
            };
            format!(
                "{name} {} {more}",
                topic.context[chance.below(CONTEXT_WORDS)]
            )
        } else if share < 0.82 {
            let excluded = context(chance.between(3, 10), chance);
            format!("{name} NOT ({excluded})")
        } else if share < 0.87 {
            format!(
                "\"{} {}\"",
                topic.name,
                topic.context[chance.below(CONTEXT_WORDS)]
            )
        } else if share < 0.92 {
            let words = context(chance.between(2, 6), chance);
            format!("{name} NEAR/{} ({words})", chance.between(2, 8))
        } else if share < 0.962 {
            context(chance.between(3, 8), chance)
        } else if share < 0.965 {
            let hot = &self.vocabularies[topic.tongue].words[chance.between(100, 1_500)];
            let lang = if chance.of(0.5) {
                TONGUES[topic.tongue].code
            } else {
                "fr"
            };
            format!("{hot} lang:{lang}")
        } else if share < 0.985 {
            let authors: Vec<String> = (0..chance.between(5, 20))
                .map(|_| format!("from:{}", author(chance)))
                .collect();
            authors.join(" OR ")
        } else {
            let (a, b, c) = (context(3, chance), context(2, chance), context(2, chance));
            format!("({name} ({a})) OR ({} ({b}) -({c}))", tag(&topic.name))
        }
    }

    /// A topic as a query writes it: now and then as a prefix.
    fn name(&self, topic: &Topic, chance: &mut Chance) -> String {
        let n_chars = topic.name.chars().count();
        if n_chars >= 7 && chance.of(0.03) {
            let kept: String = topic
                .name
                .chars()
                .take(chance.between(6, n_chars - 1))
                .collect();
            return format!("{kept}*");
        }
        topic.name.clone()
    }

    fn any_word(&self, topic: &Topic, chance: &mut Chance) -> String {
        let words = &self.vocabularies[topic.tongue].words;
        // A word people think of: neither `the` nor one that nobody uses.
        words[chance.between(100, 6_000.min(words.len() - 1))].clone()
    }
}

impl Topic {
    fn new(vocabularies: &[Vocabulary], syllables: &[Syllables], chance: &mut Chance) -> Self {
        let tongue = Tongue::pick(chance);
        let words = &vocabularies[tongue].words;
        let share = chance.share();
        let name = if share < 0.50 {
            words[chance.between(words.len() / 3, words.len() - 1)].clone()
        } else if share < 0.96 {
            syllables[tongue].invent(chance, 10_000)
                + chance.one(&["o", "ia", "ex", "ix", "um", "is"])
        } else {
            words[chance.between(4_000, 12_000)].clone()
        };
        let context =
            (0..CONTEXT_WORDS).map(|_| words[chance.between(900, words.len() / 3)].clone());
        let context = context.collect();
        Self {
            name,
            tongue,
            context,
        }
    }
}

fn author(chance: &mut Chance) -> String {
    format!("auteur{}.exemple.org", chance.below(50_000))
}

fn tag(word: &str) -> String {
    let kept: String = word.chars().filter(|it| it.is_alphanumeric()).collect();
    format!("#{kept}")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Words with the signs between them that people put.
fn sentence(words: Vec<String>) -> String {
    let mut text = String::new();
    for (at, word) in words.into_iter().enumerate() {
        match at {
            0 => text += &capitalised(&word),
            _ => {
                text += match at % 9 {
                    5 => ", ",
                    8 => ". ",
                    _ => " ",
                };
                text += &word;
            }
        }
    }
    text
}
