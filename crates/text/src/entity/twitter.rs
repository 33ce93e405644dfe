//! The extraction rules of X, as its twitter-text library publishes and tests them.

use super::chars::{after, is_at_sign, is_directional, is_space, run};
use super::mention::{is_cut_short, is_user_char, list_slug, may_start};
use super::{Entity, EntityKind, cashtag, hashtag, url, without_overlaps};
use std::ops::Range;

/// The longest name that X links; what follows is text.
const USER_BYTES_MAX: usize = 20;

/// Every link, with or without a scheme.
#[must_use]
pub fn urls(text: &str) -> Vec<Entity> {
    let mut links = Vec::new();
    url::find(text, url::Rules::Published, &mut links);
    links.into_iter().map(url::Link::into_entity).collect()
}

/// Every hashtag that is not part of a link.
#[must_use]
pub fn hashtags(text: &str) -> Vec<Entity> {
    let mut entities = urls(text);
    hashtag::find(text, &mut entities);
    without_overlaps(&mut entities);
    entities.retain(|it| matches!(it.kind, EntityKind::Hashtag { .. }));
    entities
}

/// Every cashtag.
#[must_use]
pub fn cashtags(text: &str) -> Vec<Entity> {
    let mut entities = Vec::new();
    cashtag::find(text, &mut entities);
    entities
}

/// Every `@user`, never a list.
#[must_use]
pub fn mentions(text: &str) -> Vec<Entity> {
    let mut entities = mentions_or_lists(text);
    for it in &mut entities {
        if let EntityKind::List { user, .. } = &it.kind {
            let user = user.clone();
            it.range.end = user.end;
            it.kind = EntityKind::Mention { user, host: None };
        }
    }
    entities
}

/// Every `@user` and `@user/list`.
#[must_use]
pub fn mentions_or_lists(text: &str) -> Vec<Entity> {
    let mut entities = Vec::new();
    let mut from = 0;
    while let Some(sign) = text[from..].find(is_at_sign).map(|it| from + it) {
        let start = sign + after(text, sign).map_or(1, char::len_utf8);
        from = start;
        let user_end = user_end(text, start);
        if user_end == start || !may_start(text, sign) {
            continue;
        }
        let (end, kind) = match list_slug(text, user_end) {
            Some(slug) => (
                slug.end,
                EntityKind::List {
                    user: start..user_end,
                    slug,
                },
            ),
            None => (
                user_end,
                EntityKind::Mention {
                    user: start..user_end,
                    host: None,
                },
            ),
        };
        from = end;
        if !is_cut_short(text, end) {
            entities.push(Entity {
                range: sign..end,
                kind,
            });
        }
    }
    entities
}

/// The name of the user whom the text answers, when it opens with one.
#[must_use]
pub fn reply(text: &str) -> Option<Range<usize>> {
    let sign = run(text, 0, |c| is_space(c) || is_directional(c));
    let start = sign + after(text, sign).filter(|c| is_at_sign(*c))?.len_utf8();
    let end = user_end(text, start);
    (end > start && !is_cut_short(text, end)).then_some(start..end)
}

fn user_end(text: &str, start: usize) -> usize {
    run(text, start, is_user_char).min(start + USER_BYTES_MAX)
}
