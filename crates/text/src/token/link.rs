//! The terms of a link: its host and the words of its path. The query is left out: it holds
//! identifiers and the marks of trackers (`utm_source=twitter` must not match `twitter`).

use super::class::Class;
use crate::fold::fold;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// How many parent domains are terms too; real hosts have one or two, hostile ones a hundred.
const PARENTS_MAX: usize = 4;

/// The host without `www.`, then its parents that still have a dot, longest first.
pub(super) fn hosts(text: &str, host: &Range<usize>) -> Vec<(String, Range<usize>)> {
    let name = &text[host.clone()];
    let is_www = name
        .get(..4)
        .is_some_and(|it| it.eq_ignore_ascii_case("www."));
    let bare_start = if is_www && name[4..].contains('.') {
        host.start + 4
    } else {
        host.start
    };
    let bare = &text[bare_start..host.end];
    let dots: Vec<usize> = bare.match_indices('.').map(|(at, _)| at).collect();
    let parents = dots
        .iter()
        .take(dots.len().saturating_sub(1))
        .map(|at| bare_start + at + 1);
    std::iter::once(bare_start)
        .chain(parents.take(PARENTS_MAX))
        .map(|start| (fold(&text[start..host.end]), start..host.end))
        .collect()
}

/// The words of a path. One written in percent-encoding gives its decoded words, each over the
/// whole of the encoded stretch; what does not decode to UTF-8 gives none.
pub(super) fn path_words(text: &str, path: &Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = path.start;
    for stretch in text[path.clone()].split(is_path_sign) {
        let range = at..at + stretch.len();
        at = range.end + 1;
        if !stretch.contains('%') {
            let words = words(stretch).into_iter();
            found.extend(
                words.map(|(term, it)| (term, range.start + it.start..range.start + it.end)),
            );
        } else if let Ok(decoded) = String::from_utf8(percent_decoded(stretch)) {
            found.extend(
                words(&decoded)
                    .into_iter()
                    .map(|(term, _)| (term, range.clone())),
            );
        }
    }
    found
}

fn is_path_sign(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric() && c != '%'
}

fn percent_decoded(stretch: &str) -> Vec<u8> {
    let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
    let bytes = stretch.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = digit(bytes.get(at + 1)).zip(digit(bytes.get(at + 2)));
        match pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(value) if *byte == b'%' => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    decoded
}

/// The words of a text without entities, folded, with their places.
fn words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (start, grapheme) in text.grapheme_indices(true) {
        let range = start..start + grapheme.len();
        match Class::of(grapheme) {
            Class::Word if is_open => {
                if let Some(word) = ranges.last_mut() {
                    word.end = range.end;
                }
            }
            Class::Word => {
                is_open = true;
                ranges.push(range);
            }
            Class::Ideograph => {
                is_open = false;
                ranges.push(range);
            }
            Class::Invisible => {}
            Class::Emoji | Class::Other => is_open = false,
        }
    }
    let folded = ranges.into_iter().map(|it| (fold(&text[it.clone()]), it));
    folded.filter(|(term, _)| !term.is_empty()).collect()
}
