//! Holds one query against one post: the definition of what every operator means, and the oracle
//! of faster matchers.
//!
//! Cost: each term scans the terms of each field once, so O(terms of the query × terms of the
//! post); a phrase or `NEAR` adds the places it tries. Nothing of the query is tokenised. For a
//! post of 30 words and a query of 10 terms that is about 300 short string comparisons.

use text::TokenKind;

use crate::{
    Atom, Doc, Expr, Field, Filter, Handle, Near, Needle, Term, Url,
    doc::{HiddenLink, Names, Section, Target, Word},
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
        Expr::Or(parts) => {
            // All branches, not the first alone: each that holds is a reason to show.
            parts.iter().filter(|it| holds(it, doc, spans)).count() > 0
        }
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
    let before = spans.len();
    for section in &doc.sections {
        let words = &section.words;
        spans.extend(find(section).into_iter().map(|it| FieldSpan {
            field: section.field,
            start: words[it.first].start,
            end: words[it.last].end,
        }));
    }
    spans.len() > before
}

/// The positions `first..=last` where a term stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Occurrence {
    first: usize,
    last: usize,
}

/// Every place where the atoms of a term follow each other, in order.
fn occurrences(term: &Term, section: &Section) -> Vec<Occurrence> {
    let n_atoms = term.atoms().len();
    let places = section.words.windows(n_atoms).enumerate();
    let matching = places.filter(|(_, words)| {
        term.atoms()
            .iter()
            .zip(*words)
            .all(|(atom, word)| is_at(atom, word))
    });
    matching
        .map(|(first, _)| Occurrence {
            first,
            last: first + n_atoms - 1,
        })
        .collect()
}

/// Whether what stands at one position is what an atom asks for.
fn is_at(atom: &Atom, word: &Word) -> bool {
    let among = |needle: &Needle, kinds: &[TokenKind]| {
        word.terms
            .iter()
            .any(|(kind, term)| kinds.contains(kind) && needle_matches(needle, term))
    };
    match atom {
        Atom::Any => true,
        Atom::Word(needle) => among(needle, &WORDS),
        Atom::Tag(needle) => among(needle, &[TokenKind::Hashtag]),
        Atom::Mention(needle) => among(needle, &[TokenKind::Mention]),
        Atom::Url(url) => word.link.as_ref().is_some_and(|it| url_matches(url, it)),
    }
}

/// Where a plain word is found: in the text and as a whole tag, not in handles, links or parts of
/// tags.
const WORDS: [TokenKind; 4] = [
    TokenKind::Word,
    TokenKind::TagWord,
    TokenKind::Ideograph,
    TokenKind::Emoji,
];

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
        let reach = first.last + 1 + usize::from(words_max);
        let seconds = after[from..].iter().take_while(|it| it.first <= reach);
        let n_found = found.len();
        found.extend(seconds.copied());
        if found.len() > n_found {
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
            let leads_there = |it: &&HiddenLink| url_matches(url, &it.target);
            let written = per_section(doc, spans, |section| links(url, section));
            spans.extend(doc.links.iter().filter(leads_there).filter_map(|it| {
                it.bytes.map(|(start, end)| FieldSpan {
                    field: Field::Text,
                    start,
                    end,
                })
            }));
            written || doc.links.iter().any(|it| leads_there(&it))
        }
    }
}

fn links(url: &Url, section: &Section) -> Vec<Occurrence> {
    let words = section.words.iter().enumerate();
    let links = words.filter(|(_, it)| it.link.as_ref().is_some_and(|link| url_matches(url, link)));
    links
        .map(|(at, _)| Occurrence {
            first: at,
            last: at,
        })
        .collect()
}

/// `user` is whoever bears that name on any server; `user@host` and ids are one person.
fn is_author(handle: &Handle, names: &Names) -> bool {
    let called = [&names.id, &names.handle, &names.user]
        .into_iter()
        .chain(&names.full);
    called.into_iter().any(|it| **it == *handle.as_str())
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
                last.end = last.end.max(span.end);
            }
            _ => merged.push(span),
        }
    }
    merged.truncate(SPANS_MAX);
    merged
}

#[cfg(test)]
mod tests;
