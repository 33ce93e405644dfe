//! Mentions as the networks write them: `@user`, `@user@host`, `@handle.that.is.a.domain`.

use super::chars::{after, before, is_at_sign, is_latin_accent, is_spaced_letter, run};
use super::tld;
use super::{Entity, EntityKind};
use std::ops::Range;

/// No network allows longer names (Mastodon 30, Telegram 32, YouTube 30); longer runs are noise.
pub(crate) const USER_BYTES_MAX: usize = 64;
/// A domain name has at most 253 bytes (RFC 1035).
pub(crate) const HOST_BYTES_MAX: usize = 253;
/// How long a list's name may be on X.
pub(super) const SLUG_BYTES_MAX: usize = 25;

/// Every mention, links not considered.
pub(super) fn find(text: &str, entities: &mut Vec<Entity>) {
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
}

fn read(text: &str, sign: usize, start: usize) -> Option<Entity> {
    let plain_end = run(text, start, is_user_char);
    if plain_end == start {
        return None;
    }
    let (end, kind) = remote(text, start)
        .or_else(|| handle(text, start))
        .or_else(|| plain(text, start, plain_end))?;
    Some(Entity {
        range: sign..end,
        kind,
    })
}

/// `user@host`.
fn remote(text: &str, start: usize) -> Option<(usize, EntityKind)> {
    let run_end = run(text, start, is_host_char);
    let user = start..start + text[start..run_end].trim_end_matches(['.', '-']).len();
    let host_start = user.end + after(text, user.end).filter(|c| is_at_sign(*c))?.len_utf8();
    let host = host_start..domain_end(text, host_start)?;
    if user.len() > USER_BYTES_MAX {
        return None;
    }
    let end = host.end;
    let host = Some(host);
    Some((end, EntityKind::Mention { user, host }))
}

/// `user.host`.
fn handle(text: &str, start: usize) -> Option<(usize, EntityKind)> {
    let end = domain_end(text, start)?;
    let user = start..run(text, start, |c| c != '.');
    let host = Some(start..end);
    Some((end, EntityKind::Mention { user, host }))
}

/// `user`, or `user/slug`.
fn plain(text: &str, start: usize, user_end: usize) -> Option<(usize, EntityKind)> {
    let user = start..user_end;
    if user.len() > USER_BYTES_MAX || is_cut_short(text, user_end) {
        return None;
    }
    Some(match list_slug(text, user_end) {
        Some(slug) => (slug.end, EntityKind::List { user, slug }),
        None => (user_end, EntityKind::Mention { user, host: None }),
    })
}

/// The end of the longest domain name that starts at `start`. A capital after a small letter is no
/// domain but the next sentence (`@lea.Me voici`).
fn domain_end(text: &str, start: usize) -> Option<usize> {
    let run_end = run(text, start, is_host_char).min(start + HOST_BYTES_MAX);
    let mut best = None;
    let mut at = start;
    let mut was_small = false;
    for written in text[start..run_end].split('.') {
        let label = written.trim_end_matches('-');
        let is_sentence = was_small && label.starts_with(|c: char| c.is_ascii_uppercase());
        if label.is_empty() || label.starts_with('-') || label.contains('_') || is_sentence {
            break;
        }
        let end = at + label.len();
        let is_whole = !text[end..].starts_with(is_user_char) && !is_cut_short(text, end);
        if at > start && is_whole && (tld::is_tld(label) || tld::has_private_tld(label)) {
            best = Some(end);
        }
        if label.len() < written.len() {
            break;
        }
        was_small = label.ends_with(|c: char| c.is_ascii_lowercase());
        at = end + 1;
    }
    best
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
