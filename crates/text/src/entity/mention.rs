//! Mentions as the networks write them: `@user`, `@user@host`, `@handle.that.is.a.domain`.

use super::chars::{after, before, is_at_sign, is_latin_accent, is_spaced_letter, run};
use super::tld;
use super::{Entity, EntityKind};
use std::ops::Range;

/// No network allows longer names (Mastodon 30, Telegram 32, YouTube 30); longer runs are noise.
const USER_BYTES_MAX: usize = 64;
/// A domain name has at most 253 bytes (RFC 1035).
const HOST_BYTES_MAX: usize = 253;
/// How long a list's name may be on X.
pub(super) const SLUG_BYTES_MAX: usize = 25;

/// Every mention, links not considered.
pub(super) fn find(text: &str) -> Vec<Entity> {
    let mut entities = Vec::new();
    let mut from = 0;
    while let Some(sign) = text[from..].find(is_at_sign).map(|it| from + it) {
        let start = sign + after(text, sign).map_or(1, char::len_utf8);
        from = start;
        // After a letter it is the middle of an e-mail address.
        if !may_start(text, sign) || before(text, sign).is_some_and(is_spaced_letter) {
            continue;
        }
        if let Some(entity) = read(text, sign, start) {
            from = entity.range.end;
            entities.push(entity);
        }
    }
    entities
}

fn read(text: &str, sign: usize, start: usize) -> Option<Entity> {
    let plain_end = run(text, start, is_user_char);
    let dotted_end = trimmed(text, start, run(text, start, is_host_char));
    if plain_end == start {
        return None;
    }
    if let Some(host) = remote_host(text, start, dotted_end) {
        let kind = EntityKind::Mention {
            user: start..dotted_end,
            host: Some(host.clone()),
        };
        return Some(Entity {
            range: sign..host.end,
            kind,
        });
    }
    if is_domain(&text[start..dotted_end]) && !is_cut_short(text, dotted_end) {
        let label_end = run(text, start, |c| c != '.');
        let kind = EntityKind::Mention {
            user: start..label_end,
            host: Some(start..dotted_end),
        };
        return Some(Entity {
            range: sign..dotted_end,
            kind,
        });
    }
    if plain_end - start > USER_BYTES_MAX || is_cut_short(text, plain_end) {
        return None;
    }
    let kind = list_slug(text, plain_end).map_or(
        EntityKind::Mention {
            user: start..plain_end,
            host: None,
        },
        |slug| EntityKind::List {
            user: start..plain_end,
            slug,
        },
    );
    let end = match &kind {
        EntityKind::List { slug, .. } => slug.end,
        _ => plain_end,
    };
    Some(Entity {
        range: sign..end,
        kind,
    })
}

/// The host in `user@host`, when the name reaches the sign whole.
fn remote_host(text: &str, start: usize, user_end: usize) -> Option<Range<usize>> {
    let is_name = user_end - start <= USER_BYTES_MAX && !text[start..].starts_with(['.', '-']);
    let host_start = user_end + after(text, user_end).filter(|c| is_at_sign(*c))?.len_utf8();
    let host_end = trimmed(text, host_start, run(text, host_start, is_host_char));
    let host = &text[host_start..host_end];
    let is_last = !is_cut_short(text, host_end);
    (is_name && is_last && is_domain(host)).then_some(host_start..host_end)
}

/// Whether this is a domain name and not a word, a full stop and the next sentence: the last label
/// exists, and is not capitalised after a small letter (`@lea.Me voici`).
fn is_domain(name: &str) -> bool {
    let Some((rest, last)) = name.rsplit_once('.') else {
        return false;
    };
    let is_label = |it: &str| !(it.is_empty() || it.starts_with('-') || it.ends_with('-'));
    let is_sentence = last.starts_with(|c: char| c.is_ascii_uppercase())
        && rest.ends_with(|c: char| c.is_ascii_lowercase());
    name.len() <= HOST_BYTES_MAX
        && !name.contains('_')
        && rest.split('.').all(is_label)
        && !is_sentence
        && (tld::is_tld(last) || tld::has_private_tld(last))
}

/// The name of a list in `@user/slug`, given where the user's name ends.
pub(super) fn list_slug(text: &str, user_end: usize) -> Option<Range<usize>> {
    let rest = text[user_end..].strip_prefix('/')?;
    rest.starts_with(|c: char| c.is_ascii_alphabetic())
        .then(|| {
            let is_slug_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            let start = user_end + 1;
            start..run(text, start, is_slug_char).min(start + SLUG_BYTES_MAX)
        })
}

/// Whether what follows shows that this was no mention: `@a@`, `@aé`, `@http://`.
pub(super) fn is_cut_short(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    rest.starts_with(|c| is_at_sign(c) || is_latin_accent(c)) || rest.starts_with("://")
}

/// Whether a mention may start at this sign: not inside a word or an e-mail address, except after
/// `RT`.
pub(super) fn may_start(text: &str, sign: usize) -> bool {
    let is_glue = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '_' | '!' | '#' | '$' | '%' | '&' | '*' | '@' | '＠')
    };
    if before(text, sign).is_none_or(|c| !is_glue(c)) {
        return true;
    }
    let head = &text.as_bytes()[..sign];
    head.len().checked_sub(2).is_some_and(|at| {
        head[at..].eq_ignore_ascii_case(b"rt")
            && head[..at].last().is_none_or(|b| {
                !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'+' | b'~' | b'.' | b'-'))
            })
    })
}

pub(super) fn is_user_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_host_char(c: char) -> bool {
    is_user_char(c) || matches!(c, '.' | '-')
}

/// Leaves out the dots and hyphens that end a run.
fn trimmed(text: &str, start: usize, end: usize) -> usize {
    start + text[start..end].trim_end_matches(['.', '-']).len()
}
