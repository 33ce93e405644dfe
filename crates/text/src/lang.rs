//! The language of a post.
//!
//! Posts are short, and full of what is in no language: links, names, tags. Those are left out.
//! Then the script decides where it can; among the languages of the Latin alphabet three kinds of
//! evidence add up: [`words`] that have no meaning but grammar (`the`, `dans`, `gant`), [`letters`]
//! and endings that are typical, and the guess of a library of letter statistics (`whatlang`), which
//! is good at sentences and knows nothing of Breton. What the author's client claimed comes as a
//! prior: clients say `en` by default, so a claim helps a doubtful text and never overrules a clear
//! one.

mod calendar;
mod letters;
mod line;
mod patterns;
mod script;
mod words;

#[cfg(test)]
mod tests;

use line::Line;
use model::Lang;
use patterns::PATTERNS;
use words::{LANGS, TAGS};

/// A language and how sure we are of it, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detected {
    pub lang: Lang,
    pub confidence: f32,
}

/// The language of a text; `None` when the text gives no evidence.
#[must_use]
pub fn detect(text: &str) -> Option<Detected> {
    detect_with_claims(text, &[])
}

/// As [`detect`], with what the author's client claimed as a prior.
#[must_use]
pub fn detect_with_claims(text: &str, claims: &[Lang]) -> Option<Detected> {
    let line = Line::of(text);
    if line.is_empty() {
        return None;
    }
    if !script::is_mostly_latin(&line) {
        return script::detect(&line, claims);
    }
    Scores::of(&line, claims).best()
}

/// Whether a folded word has no meaning but grammar, or greets, in French, English or Breton.
#[must_use]
pub fn is_grammar(folded: &str) -> bool {
    words::is_grammar(folded)
}

/// Whether a folded word names a time in French or English: a day of the week, a month, a stretch of
/// time. They come and go with the calendar, whatever is spoken of.
#[must_use]
pub fn is_calendar(folded: &str) -> bool {
    calendar::WORDS.contains(&folded)
}

/// One word of a list: enough to beat letters and endings of a short text.
const WORD: f32 = 2.5;
/// A word of one or two letters says less: several languages have it, or it is an initial.
const WORD_OF_TWO: f32 = 1.6;
const WORD_OF_ONE: f32 = 0.7;
/// What the library's guess weighs when it is sure.
const GUESS: f32 = 3.0;
const GUESS_MIN: f32 = 0.3;
/// What the author's claim weighs: less than two words.
const CLAIM: f32 = 3.0;
/// The languages of most posts here; breaks ties only.
const COMMON: [(&str, f32); 2] = [("fr", 0.5), ("en", 0.5)];
/// Languages seldom met in posts, whose words or endings look like those of larger ones: they need
/// more than a hint.
const RARE: [&str; 10] = ["eo", "la", "oc", "co", "wa", "rm", "gl", "af", "az", "sq"];
const RARITY: f32 = -1.0;
/// The lead at which we are sure by half.
const HALF_SURE_LEAD: f32 = 1.5;
/// The library compares with so many languages: its time goes with them, and one that neither words
/// nor letters put among the first is not the one.
const GUESSED_AMONG: usize = 8;
/// With a larger lead the library is not asked: it takes ten times as long as all the rest.
const CLEAR_LEAD: f32 = 4.0;
/// With a smaller lead the two first are equals.
const LEAD_MIN: f32 = 0.1;
/// Below this there is no evidence to speak of.
const EVIDENCE_MIN: f32 = 0.5;

/// The evidence for each language of the Latin alphabet.
struct Scores([f32; LANGS]);

impl Scores {
    fn of(line: &Line, claims: &[Lang]) -> Self {
        let mut scores = Self([0.0; LANGS]);
        scores.add_words(line);
        scores.add_letters(line);
        if scores.lead().1 < CLEAR_LEAD {
            scores.add_guess(line);
        }
        for tag in RARE {
            scores.add(tag, RARITY);
        }
        if scores.0.iter().any(|it| *it >= EVIDENCE_MIN) {
            for (tag, weight) in COMMON {
                scores.add(tag, weight);
            }
        }
        for claim in claims {
            scores.add(claim.as_str(), CLAIM);
        }
        scores
    }

    fn add(&mut self, tag: &str, weight: f32) {
        if let Some(score) = words::index_of(tag).and_then(|index| self.0.get_mut(index)) {
            *score += weight;
        }
    }

    fn add_words(&mut self, line: &Line) {
        for form in line.forms() {
            let mut langs = words::langs_of(form);
            let weight = match form.chars().filter(|c| c.is_alphabetic()).count() {
                0 | 1 if form.is_ascii() => WORD_OF_ONE,
                0 | 1 => WORD_OF_TWO,
                2 => WORD_OF_TWO,
                _ => WORD,
            };
            while langs != 0 {
                let index = langs.trailing_zeros() as usize;
                if let Some(score) = self.0.get_mut(index) {
                    *score += weight;
                }
                langs &= langs - 1;
            }
        }
    }

    fn add_letters(&mut self, line: &Line) {
        PATTERNS.add(line.as_str(), &mut self.0);
    }

    fn add_guess(&mut self, line: &Line) {
        if let Some((tag, confidence)) = script::guess_among(line.as_str(), &self.first()) {
            self.add(tag, GUESS_MIN + GUESS * confidence);
        }
    }

    /// The languages with most evidence so far; all, when there is none.
    fn first(&self) -> Vec<usize> {
        let mut indexes: Vec<usize> = (0..LANGS).collect();
        if self.0.iter().any(|it| *it > 0.0) {
            indexes.sort_by(|a, b| self.0[*b].total_cmp(&self.0[*a]));
            indexes.truncate(GUESSED_AMONG);
        }
        indexes
    }

    /// The index of the best score, and how far before the second it is.
    fn lead(&self) -> (usize, f32) {
        let (mut best, mut first, mut second) = (0, f32::MIN, f32::MIN);
        for (index, score) in self.0.iter().copied().enumerate() {
            if score > first {
                second = first;
                (best, first) = (index, score);
            } else if score > second {
                second = score;
            }
        }
        (best, first - second)
    }

    fn best(&self) -> Option<Detected> {
        let (best, lead) = self.lead();
        let is_clear = self.0.get(best)? >= &EVIDENCE_MIN && lead >= LEAD_MIN;
        let lang = TAGS.get(best).and_then(|tag| Lang::parse(tag))?;
        let confidence = lead / (lead + HALF_SURE_LEAD);
        is_clear.then_some(Detected { lang, confidence })
    }
}
