//! Holds one query against one post: the definition of what every operator means, and the oracle
//! of faster matchers.
//!
//! Cost: each term scans the terms of each field once, so O(terms of the query × terms of the
//! post); a phrase or `NEAR` adds the places it tries. Nothing of the query is tokenised. For a
//! post of 30 words and a query of 10 terms that is about 300 short string comparisons.

use text::TokenKind;

use crate::{
    Atom, Doc, Expr, Field, Filter, Handle, Near, Needle, Term, Url,
    doc::{Names, Section, Target},
};

/// Highlights kept per match: more would colour the whole text and explain nothing.
pub const SPANS_MAX: usize = 64;

/// Why a post matched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// Where the terms that made it true stand: sorted, without overlaps, at most [`SPANS_MAX`].
    /// Empty when only filters decided. Excluded terms are never here.
    pub spans: Vec<FieldSpan>,
}

/// Bytes of a field's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldSpan {
    pub field: Field,
    pub start: u32,
    pub end: u32,
}

/// Whether the post satisfies the query, and why.
#[must_use]
pub fn evaluate(expr: &Expr, doc: &Doc) -> Option<Match> {
    let mut spans = Vec::new();
    holds(expr, doc, &mut spans).then(|| Match {
        spans: merge(spans),
    })
}

/// Adds the spans of what held to `spans`, and nothing if the whole does not hold.
fn holds(expr: &Expr, doc: &Doc, spans: &mut Vec<FieldSpan>) -> bool {
    let before = spans.len();
    let held = match expr {
        Expr::And(parts) => parts.iter().all(|it| holds(it, doc, spans)),
        // All branches, not the first alone: each that holds is a reason to show.
        Expr::Or(parts) => parts
            .iter()
            .fold(false, |any, it| holds(it, doc, spans) || any),
        Expr::Not(inner) => {
            let excluded = holds(inner, doc, spans);
            spans.truncate(before);
            !excluded
        }
        Expr::Near(near) => per_section(doc, spans, |section| near_occurrences(near, section)),
        Expr::Term(term) => per_section(doc, spans, |section| occurrences(term, section)),
        Expr::Filter(filter) => filter_holds(filter, doc, spans),
    };
    if !held {
        spans.truncate(before);
    }
    held
}

fn per_section(
    doc: &Doc,
    spans: &mut Vec<FieldSpan>,
    find: impl Fn(&Section) -> Vec<Occurrence>,
) -> bool {
    let mut any = false;
    for section in &doc.sections {
        for it in find(section) {
            any = true;
            spans.push(FieldSpan {
                field: section.field,
                start: it.start,
                end: it.end,
            });
        }
    }
    any
}

/// Where a term stands: positions `first..=last`, bytes `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Occurrence {
    first: u32,
    last: u32,
    start: u32,
    end: u32,
}

/// Every place where the atoms of a term follow each other, sorted by first position.
fn occurrences(term: &Term, section: &Section) -> Vec<Occurrence> {
    let atoms = term.atoms();
    let Some(skipped) = atoms.iter().position(|it| *it != Atom::Any) else {
        return Vec::new();
    };
    // Wildcards at the front only need so many positions before.
    let words_before = u32::try_from(skipped).unwrap_or(u32::MAX);
    let mut found = anywhere(&atoms[skipped], section);
    found.retain(|it| it.first >= words_before);
    for it in &mut found {
        it.first -= words_before;
    }
    for atom in &atoms[skipped + 1..] {
        found = found
            .iter()
            .flat_map(|so_far| extended(*so_far, atom, section))
            .collect();
        // Several ways to the same words count once: the number of ways can be exponential.
        found.sort_unstable();
        found.dedup();
    }
    found
}

fn anywhere(atom: &Atom, section: &Section) -> Vec<Occurrence> {
    if let Atom::Url(url) = atom {
        let links = section
            .links
            .iter()
            .filter(|it| url_matches(url, &it.target));
        return links
            .map(|it| Occurrence {
                first: it.pos,
                last: it.pos,
                start: it.start,
                end: it.end,
            })
            .collect();
    }
    let places = section
        .places
        .iter()
        .filter(|it| atom_matches(atom, it.kind, &it.term));
    places
        .map(|it| Occurrence {
            first: it.first,
            last: it.last,
            start: it.start,
            end: it.end,
        })
        .collect()
}

/// The ways to go on from `so_far` with `atom` at the next position.
fn extended(so_far: Occurrence, atom: &Atom, section: &Section) -> Vec<Occurrence> {
    let next = so_far.last + 1;
    if next >= section.end_pos {
        return Vec::new();
    }
    match atom {
        Atom::Any => vec![Occurrence {
            last: next,
            ..so_far
        }],
        Atom::Url(url) => {
            let links = section
                .links
                .iter()
                .filter(|it| it.pos == next && url_matches(url, &it.target));
            links
                .map(|it| Occurrence {
                    last: next,
                    end: it.end,
                    ..so_far
                })
                .collect()
        }
        Atom::Word(_) | Atom::Tag(_) | Atom::Mention(_) => {
            let places = section
                .at(next)
                .iter()
                .filter(|it| atom_matches(atom, it.kind, &it.term));
            places
                .map(|it| Occurrence {
                    last: it.last,
                    end: it.end,
                    ..so_far
                })
                .collect()
        }
    }
}

/// Whether a term of that kind in a text is what an atom asks for; links are compared apart.
fn atom_matches(atom: &Atom, kind: TokenKind, term: &str) -> bool {
    let (needle, is_kind) = match atom {
        Atom::Word(needle) => (
            needle,
            matches!(
                kind,
                TokenKind::Word
                    | TokenKind::TagWord
                    | TokenKind::TagPart
                    | TokenKind::Ideograph
                    | TokenKind::Emoji
            ),
        ),
        Atom::Tag(needle) => (needle, kind == TokenKind::Hashtag),
        Atom::Mention(needle) => (needle, kind == TokenKind::Mention),
        Atom::Any | Atom::Url(_) => return false,
    };
    is_kind && needle_matches(needle, term)
}

fn needle_matches(needle: &Needle, term: &str) -> bool {
    if needle.prefix {
        term.starts_with(&*needle.term)
    } else {
        *needle.term == *term
    }
}

/// The occurrences of either side that are near enough to one of the other.
fn near_occurrences(near: &Near, section: &Section) -> Vec<Occurrence> {
    let side = |terms: &[Term]| {
        let mut found: Vec<_> = terms
            .iter()
            .flat_map(|it| occurrences(it, section))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let (left, right) = (side(&near.left), side(&near.right));
    let mut found = pairs(&left, &right, near.words_max);
    if !near.ordered {
        found.extend(pairs(&right, &left, near.words_max));
    }
    found
}

/// Pairs of which the second begins after the end of the first with at most `words_max` between;
/// `after` is sorted by first position.
fn pairs(before: &[Occurrence], after: &[Occurrence], words_max: u16) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for first in before {
        let from = after.partition_point(|it| it.first <= first.last);
        let reach = first
            .last
            .saturating_add(1)
            .saturating_add(u32::from(words_max));
        let seconds = after[from..].iter().take_while(|it| it.first <= reach);
        let paired = found.len();
        found.extend(seconds.copied());
        if found.len() > paired {
            found.push(*first);
        }
    }
    found
}

fn filter_holds(filter: &Filter, doc: &Doc, spans: &mut Vec<FieldSpan>) -> bool {
    match filter {
        Filter::From(handle) => is_author(handle, &doc.author),
        Filter::Lang(lang) => doc.langs.contains(lang),
        Filter::Network(network) => doc.network == *network,
        Filter::Url(url) => {
            let written = per_section(doc, spans, |section| {
                anywhere(&Atom::Url(url.clone()), section)
            });
            let hidden = doc.links.iter().filter(|it| url_matches(url, &it.target));
            let mut any = written;
            for link in hidden {
                any = true;
                let bytes = link.bytes.map(|(start, end)| FieldSpan {
                    field: Field::Text,
                    start,
                    end,
                });
                spans.extend(bytes);
            }
            any
        }
    }
}

/// `user` is whoever bears that name on any server; `user@host` and ids are one person.
fn is_author(handle: &Handle, names: &Names) -> bool {
    let wanted = handle.as_str();
    let user = names
        .handle
        .split_once('@')
        .map_or(&*names.handle, |(user, _host)| user);
    let called = [
        Some(&*names.id),
        Some(&*names.handle),
        names.full.as_deref(),
        Some(user),
    ];
    called.into_iter().flatten().any(|it| it == wanted)
}

/// `example.org` is also `news.example.org`; words after the host are the first of the path;
/// without a host they may stand anywhere in the address, and one word may be a label of the host.
fn url_matches(url: &Url, target: &Target) -> bool {
    let Some(wanted) = url.host.as_deref() else {
        let in_path = target
            .parts
            .windows(url.parts.len().max(1))
            .any(|it| *it == *url.parts);
        let in_host = match (&*url.parts, &target.host) {
            ([word], Some(host)) => host.split('.').any(|label| *label == **word),
            _ => false,
        };
        return in_path || in_host;
    };
    let host_matches = target.host.as_deref().is_some_and(|host| {
        host.strip_suffix(wanted)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    host_matches && target.parts.starts_with(&url.parts)
}

/// Sorts, joins what overlaps or touches in one field, and cuts to the limit.
fn merge(mut spans: Vec<FieldSpan>) -> Vec<FieldSpan> {
    spans.sort_unstable();
    let mut merged: Vec<FieldSpan> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.field == span.field && span.start <= last.end => {
                last.end = last.end.max(span.end)
            }
            _ => merged.push(span),
        }
    }
    merged.truncate(SPANS_MAX);
    merged
}

#[cfg(test)]
mod tests;
