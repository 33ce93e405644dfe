//! Holds one query against one post: the definition of what every operator means, and the oracle
//! of faster matchers.
//!
//! Cost: each term scans the terms of each field once, so O(terms of the query × terms of the
//! post); a phrase or `NEAR` adds the places it tries. Nothing of the query is tokenised. For a
//! post of 30 words and a query of 10 terms that is about 300 short string comparisons.

use text::TokenKind;

use model::{Lang, MediaKind, Network};

use crate::{
    Atom, Compare, Doc, Expr, Field, Filter, Handle, Has, Is, Name, Near, Needle, Term, Url,
    doc::{Called, HiddenLink, Kind, Place, Section, Target, Word},
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
        Expr::Near(near) => per_section(doc, spans, |section| {
            near_occurrences(near, section, &doc.langs)
        }),
        Expr::Term(term) => {
            per_section(doc, spans, |section| occurrences(term, section, &doc.langs))
        }
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
        let places = &section.places;
        spans.extend(find(section).into_iter().map(|it| FieldSpan {
            field: section.field,
            start: places[it.first].start,
            end: places[it.last].end,
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

impl Occurrence {
    const fn at(position: usize) -> Self {
        Self {
            first: position,
            last: position,
        }
    }
}

/// Every place where the atoms of a term follow each other, in order, and are written as asked.
fn occurrences(term: &Term, section: &Section, langs: &[Lang]) -> Vec<Occurrence> {
    let n_atoms = term.atoms().len();
    let rows = section.places.windows(n_atoms).enumerate();
    let matching = rows.filter(|(_, places)| {
        let atoms = term.atoms().iter().zip(*places);
        atoms
            .into_iter()
            .all(|(atom, place)| is_at(atom, section.word(place), langs))
            && is_written(term, places, section)
    });
    matching
        .map(|(first, _)| Occurrence {
            first,
            last: first + n_atoms - 1,
        })
        .collect()
}

/// Whether what stands at one position is what an atom asks for.
fn is_at(atom: &Atom, word: Word<'_>, langs: &[Lang]) -> bool {
    let among = |kinds: &[TokenKind], finds: &dyn Fn(&str) -> bool| {
        word.terms()
            .any(|(kind, term)| kinds.contains(&kind) && finds(term))
    };
    let by = |needle: &Needle, kinds| among(kinds, &|term| needle.finds(term));
    match atom {
        Atom::Any => true,
        Atom::Word(needle) => by(needle, &WORDS),
        Atom::Tag(needle) => by(needle, &[TokenKind::Hashtag]),
        Atom::Mention(needle) => by(needle, &[TokenKind::Mention]),
        Atom::Stem(stems) => among(&WORDS, &|term| stems.finds(term, langs)),
        Atom::Url(url) => word.link().is_some_and(|it| url_matches(url, it)),
    }
}

/// Whether the words have the writing that `raw:` asks for.
fn is_written(term: &Term, places: &[Place], section: &Section) -> bool {
    let (Some(exact), Some(first), Some(last)) = (term.as_exact(), places.first(), places.last())
    else {
        return true;
    };
    exact.is_at(&section.text, first.start as usize..last.end as usize)
}

/// Where a plain word is found: in the text and as a whole tag, not in handles, links or parts of
/// tags.
const WORDS: [TokenKind; 4] = [
    TokenKind::Word,
    TokenKind::TagWord,
    TokenKind::Ideograph,
    TokenKind::Emoji,
];

/// The occurrences of either side that are near enough to one of the other.
fn near_occurrences(near: &Near, section: &Section, langs: &[Lang]) -> Vec<Occurrence> {
    let side = |terms: &[Term]| {
        let mut found: Vec<_> = terms
            .iter()
            .flat_map(|it| occurrences(it, section, langs))
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
        Filter::From(handle) => is_called(handle, &doc.author),
        Filter::To(handle) => {
            doc.answers.iter().any(|it| **it == *handle.as_str())
                || per_section(doc, spans, |section| addressed(handle, section))
        }
        Filter::Mentions(handle) => {
            let written = per_section(doc, spans, |section| mentions(handle, section));
            written || doc.mentioned.iter().any(|it| **it == *handle.as_str())
        }
        Filter::Lang(lang) => doc.langs.contains(lang),
        Filter::Network(network) => doc.network == *network,
        Filter::Source(name) => is_among(name, &doc.facts.sources),
        Filter::Account(name) => is_among(name, &doc.facts.accounts),
        Filter::List(name) => is_among(name, &doc.facts.lists),
        Filter::Url(url) => leads_to(url, doc, spans),
        Filter::Site(url) => url_matches(url, &doc.site),
        Filter::Has(has) => carries(*has, doc),
        Filter::Is(is) => is_such(*is, doc),
        Filter::Followers(compare) => compares(*compare, doc.followers),
        Filter::Engagement(compare) => compares(*compare, doc.engagement),
        Filter::Since(day) => doc.day >= *day,
        Filter::Until(day) => doc.day <= *day,
        Filter::Within(within) => doc
            .facts
            .now
            .is_none_or(|now| now.duration_since(doc.created_at) <= within.duration()),
        Filter::Query(_) => false,
    }
}

fn is_among(name: &Name, names: &[Box<str>]) -> bool {
    names.iter().any(|it| **it == *name.folded())
}

fn compares(compare: Compare, figure: Option<u64>) -> bool {
    figure.is_some_and(|it| compare.holds(it))
}

fn leads_to(url: &Url, doc: &Doc, spans: &mut Vec<FieldSpan>) -> bool {
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

pub(crate) fn carries(has: Has, doc: &Doc) -> bool {
    match has {
        Has::Image => doc.media.contains(&MediaKind::Image),
        Has::Video => doc.media.contains(&MediaKind::Video),
        Has::Audio => doc.media.contains(&MediaKind::Audio),
        Has::OtherMedia => doc.media.contains(&MediaKind::Other),
        Has::Media => !doc.media.is_empty(),
        Has::Poll => doc.has_poll,
        Has::Alt => doc
            .sections
            .iter()
            .any(|it| matches!(it.field, Field::Alt(_))),
        Has::Link => doc.links().next().is_some(),
    }
}

pub(crate) fn is_such(is: Is, doc: &Doc) -> bool {
    match is {
        Is::Reply => doc.kind == Kind::Reply,
        Is::Repost => doc.kind == Kind::Repost,
        Is::Quote => doc.kind == Kind::Quote,
        Is::Ours => doc.facts.ours,
        Is::Question => doc.is_question,
        Is::Press => doc.network == Network::Press,
    }
}

fn is_mention(handle: &Handle, word: Word<'_>) -> bool {
    word.mentions()
        .any(|it| it.strip_prefix('@') == Some(handle.as_str()))
}

fn mentions(handle: &Handle, section: &Section) -> Vec<Occurrence> {
    let words = section.words().enumerate();
    let mentions = words.filter(|(_, it)| is_mention(handle, *it));
    mentions.map(|(at, _)| Occurrence::at(at)).collect()
}

/// The mentions a text begins with say to whom it speaks.
fn addressed(handle: &Handle, section: &Section) -> Vec<Occurrence> {
    if section.field != Field::Text {
        return Vec::new();
    }
    let first = first_mentions(section).enumerate();
    let ours = first.filter(|(_, it)| is_mention(handle, *it));
    ours.map(|(at, _)| Occurrence::at(at)).collect()
}

/// The mentions at the beginning of a text.
pub(crate) fn first_mentions(section: &Section) -> impl Iterator<Item = Word<'_>> {
    section
        .words()
        .take_while(|it| it.mentions().next().is_some())
}

fn links(url: &Url, section: &Section) -> Vec<Occurrence> {
    let words = section.words().enumerate();
    let links = words.filter(|(_, it)| it.link().is_some_and(|link| url_matches(url, link)));
    links.map(|(at, _)| Occurrence::at(at)).collect()
}

/// `user` is whoever bears that name on any server; `user@host` and ids are one person.
fn is_called(handle: &Handle, names: &Called) -> bool {
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
