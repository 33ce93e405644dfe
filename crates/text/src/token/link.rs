//! The terms of a link: its host and the words of its path. The query is left out: it holds
//! identifiers and the marks of trackers (`utm_source=twitter` must not match `twitter`).

use super::class::{self, Class};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// How many parent domains are terms too; real hosts have one or two, hostile ones a hundred.
const PARENTS_MAX: usize = 4;

/// The host without `www.`, then its parents that still have a dot, longest first.
pub(crate) fn hosts(text: &str, host: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
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
    let dots = bare.bytes().filter(|it| *it == b'.').count();
    let parents = bare
        .match_indices('.')
        .take(dots.saturating_sub(1))
        .map(move |(at, _)| bare_start + at + 1);
    let end = host.end;
    std::iter::once(bare_start)
        .chain(parents.take(PARENTS_MAX))
        .map(move |start| start..end)
}

/// Calls back with the words of a path and their places. One written in percent-encoding gives its
/// decoded words, each over the whole of the encoded stretch; what does not decode to UTF-8 gives
/// none.
pub(super) fn path_words(
    text: &str,
    path: &Range<usize>,
    decoded: &mut Vec<u8>,
    mut found: impl FnMut(&str, Range<usize>),
) {
    let mut at = path.start;
    for stretch in text[path.clone()].split(is_path_sign) {
        let range = at..at + stretch.len();
        at = range.end + 1;
        if !stretch.contains('%') {
            words(stretch, |it| {
                let place = range.start + it.start..range.start + it.end;
                found(&stretch[it], place);
            });
            continue;
        }
        decoded.clear();
        percent_decode(stretch, decoded);
        if let Ok(decoded) = std::str::from_utf8(decoded) {
            words(decoded, |it| found(&decoded[it], range.clone()));
        }
    }
}

fn is_path_sign(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric() && c != '%'
}

fn percent_decode(stretch: &str, decoded: &mut Vec<u8>) {
    let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
    let bytes = stretch.as_bytes();
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
}

/// Calls back with the places of the words of a text without entities.
fn words(text: &str, found: impl FnMut(Range<usize>)) {
    match class::ascii_graphemes(text) {
        Some(graphemes) => words_of(graphemes, found),
        None => words_of(text.grapheme_indices(true), found),
    }
}

fn words_of<'t>(
    graphemes: impl Iterator<Item = (usize, &'t str)>,
    mut found: impl FnMut(Range<usize>),
) {
    let mut word: Option<Range<usize>> = None;
    for (start, grapheme) in graphemes {
        let range = start..start + grapheme.len();
        match Class::of(grapheme) {
            Class::Word => match &mut word {
                Some(word) => word.end = range.end,
                None => word = Some(range),
            },
            Class::Ideograph => {
                word.take().into_iter().for_each(&mut found);
                found(range);
            }
            Class::Invisible => {}
            Class::Emoji | Class::Other => word.take().into_iter().for_each(&mut found),
        }
    }
    word.into_iter().for_each(found);
}
