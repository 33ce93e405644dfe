//! Hashtags.

use super::chars::{after, before, is_hash_sign, is_hashtag_char, is_hashtag_letter, run};
use super::{Entity, EntityKind};

/// Every hashtag, links not considered.
pub(super) fn find(text: &str, entities: &mut Vec<Entity>) {
    let mut from = 0;
    while let Some(sign) = text[from..].find(is_hash_sign).map(|it| from + it) {
        let start = sign + after(text, sign).map_or(1, char::len_utf8);
        let end = run(text, start, is_hashtag_char);
        from = end;
        if is_boundary(before(text, sign)) && is_name(&text[start..end], &text[end..]) {
            let kind = EntityKind::Hashtag { name: start..end };
            entities.push(Entity {
                range: sign..end,
                kind,
            });
        }
    }
}

/// Variation selectors are marks, yet they end an emoji and not a word.
fn is_boundary(before: Option<char>) -> bool {
    before.is_none_or(|c| matches!(c, '\u{FE0E}' | '\u{FE0F}') || !(is_hashtag_char(c) || c == '&'))
}

fn is_name(name: &str, rest: &str) -> bool {
    // `#️⃣` is an emoji; `##` and `#http://` are no tags.
    !name.starts_with(['\u{FE0F}', '\u{20E3}'])
        && name.contains(is_hashtag_letter)
        && !rest.starts_with(is_hash_sign)
        && !rest.starts_with("://")
}
