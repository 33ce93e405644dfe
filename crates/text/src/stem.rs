//! What the forms of a word have in common: `patinoire` and `patinoires` are one word to a reader.
//!
//! The Snowball rules for French and English, on folded words: a word of a query and a word of a
//! post lose their accents first, like everywhere else.

use std::borrow::Cow;

use rust_stemmers::Algorithm;

/// The languages whose inflection we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stemmer {
    French,
    English,
}

/// The stem of a folded word. Only compared with other stems; it may be no word at all.
#[must_use]
pub fn stem(folded: &str, language: Stemmer) -> Cow<'_, str> {
    match language {
        Stemmer::French => {
            rust_stemmers::Stemmer::create(Algorithm::French).stem(without_mute_ending(folded))
        }
        Stemmer::English => rust_stemmers::Stemmer::create(Algorithm::English).stem(folded),
    }
}

/// The rules know participles by the accent that folding took away, and keep the `s` of `perdus` for
/// the sake of `bus`: here `vaccinee` (vaccinée) is `vaccine` and `perdus` is `perdu`.
fn without_mute_ending(folded: &str) -> &str {
    /// Shorter words in `-us` and `-is` are seldom plurals: `bus`, `puis`.
    const PLURAL_BYTES_MIN: usize = 5;
    let Some(singular) = folded.strip_suffix('s') else {
        return folded
            .strip_suffix("ee")
            .map_or(folded, |root| &folded[..=root.len()]);
    };
    if let Some(root) = singular.strip_suffix("ee") {
        return &folded[..=root.len()];
    }
    if singular.ends_with(['u', 'i']) && folded.len() >= PLURAL_BYTES_MIN {
        return singular;
    }
    folded
}

#[cfg(test)]
mod tests;
