//! Whether a post asks something: for those who answer people.

use crate::entity::{self, EntityKind};

/// Whether a text asks a question, in any language: a question mark that ends a clause, outside
/// links. What is asked without the mark (`quelqu'un sait si c'est ouvert`) is not recognised:
/// without the mark one cannot tell asking from telling, and false alarms cost more here.
#[must_use]
pub fn is_question(text: &str) -> bool {
    if !text.contains(is_mark) {
        return false;
    }
    let entities = entity::extract(text);
    let in_link = |at: usize| {
        let links = entities
            .iter()
            .filter(|it| matches!(it.kind, EntityKind::Url { .. }));
        links.into_iter().any(|it| it.range.contains(&at))
    };
    let mut asked = false;
    let mut before = None;
    for (at, sign) in text.char_indices() {
        // A mark within a word is an address, or an apostrophe lost on its way (`l?été`).
        let after = text[at + sign.len_utf8()..].chars().next();
        let is_inside =
            after.is_some_and(char::is_alphanumeric) && before.is_some_and(char::is_alphanumeric);
        asked |= is_mark(sign) && !is_inside && !in_link(at);
        before = Some(sign);
    }
    asked
}

/// The question marks of the scripts people post in.
const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '?' | '？' | '؟' | '⁇' | '⁈' | '⁉' | '❓' | '❔' | '՞' | '፧'
    )
}

#[cfg(test)]
mod tests;
