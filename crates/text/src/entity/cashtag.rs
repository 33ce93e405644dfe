//! Cashtags: `$ABC`, `$ABC.XY`.

use super::chars::{before, is_directional, is_punct, is_space, run};
use super::{Entity, EntityKind};

/// Longest symbol and longest suffix that X links.
const SYMBOL_LETTERS_MAX: usize = 6;
const SUFFIX_LETTERS_MAX: usize = 2;

/// Every cashtag.
pub(super) fn find(text: &str, entities: &mut Vec<Entity>) {
    for (sign, _) in text.match_indices('$') {
        let is_free = before(text, sign).is_none_or(|c| is_space(c) || is_directional(c));
        if is_free && let Some(end) = name_end(text, sign + 1) {
            let kind = EntityKind::Cashtag {
                name: sign + 1..end,
            };
            entities.push(Entity {
                range: sign..end,
                kind,
            });
        }
    }
}

fn name_end(text: &str, start: usize) -> Option<usize> {
    let symbol_end = run(text, start, |c| c.is_ascii_alphabetic());
    if !(1..=SYMBOL_LETTERS_MAX).contains(&(symbol_end - start)) {
        return None;
    }
    if text[symbol_end..].starts_with(['.', '_']) {
        let suffix_end = run(text, symbol_end + 1, |c| c.is_ascii_alphabetic());
        let suffix_len = suffix_end - symbol_end - 1;
        if (1..=SUFFIX_LETTERS_MAX).contains(&suffix_len) && ends(text, suffix_end) {
            return Some(suffix_end);
        }
    }
    ends(text, symbol_end).then_some(symbol_end)
}

fn ends(text: &str, at: usize) -> bool {
    text[at..]
        .chars()
        .next()
        .is_none_or(|c| is_space(c) || is_punct(c))
}
