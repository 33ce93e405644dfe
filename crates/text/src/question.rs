//! Whether a post asks something: for those who answer people.

use crate::entity::{self, EntityKind};
use std::cell::LazyCell;

/// Whether a text asks a question, in any language: a question mark that ends a clause, outside
/// links. What is asked without the mark (`quelqu'un sait si c'est ouvert`) is not recognised:
/// without the mark one cannot tell asking from telling, and false alarms cost more here.
#[must_use]
pub fn is_question(text: &str) -> bool {
    // Most posts have none: bytes are looked at faster than characters.
    let may_begin_mark = |it: u8| it == b'?' || it >= FIRST_FAR_BYTE;
    if !text.bytes().any(may_begin_mark) || !text.contains(is_mark) {
        return false;
    }
    let entities = LazyCell::new(|| entity::extract(text));
    let in_link = |at: usize| {
        let mut links = entities
            .iter()
            .filter(|it| matches!(it.kind, EntityKind::Url { .. }));
        links.any(|it| it.range.contains(&at))
    };
    let mut before = None;
    text.char_indices().any(|(at, sign)| {
        let after = text[at + sign.len_utf8()..].chars().next();
        let is_asking = is_mark(sign) && {
            // A mark within a word is an address, or an apostrophe lost on its way (`l?été`).
            let is_inside = after.is_some_and(char::is_alphanumeric)
                && before.is_some_and(char::is_alphanumeric);
            // No link ends with one, and most stand at an end: links are seldom looked for.
            !is_inside && (after.is_none_or(char::is_whitespace) || !in_link(at))
        };
        before = Some(sign);
        is_asking
    })
}

/// No mark beyond ASCII begins with a lower byte; French letters do.
const FIRST_FAR_BYTE: u8 = 0xD5;

/// The question marks of the scripts people post in.
const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '?' | '？' | '؟' | '⁇' | '⁈' | '⁉' | '❓' | '❔' | '՞' | '፧'
    )
}

#[cfg(test)]
mod tests;
