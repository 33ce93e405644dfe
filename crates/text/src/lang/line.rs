//! What is left of a post to tell its language by: its words, in lower case, between single spaces.

use crate::entity::{self, EntityKind};
use crate::fold::is_invisible;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer texts are not read to the end: the language shows long before.
const TEXT_BYTES_MAX: usize = 8 * 1024;
/// Nor is more than this kept: the library's time goes with it.
const LINE_BYTES_MAX: usize = 1_000;

/// The words of a text without links, mentions and tags, between single spaces; one space at either
/// end. Apostrophes stay inside words, all alike.
pub(super) struct Line(String);

impl Line {
    /// A leading `RT` is how posts were once shared, in every language. When nothing is left but the tags, their parts are read: `#JourDeFête` is French.
    pub(super) fn of(text: &str) -> Self {
        let text = &text[..text.floor_char_boundary(TEXT_BYTES_MAX)];
        let text = text.strip_prefix("RT ").unwrap_or(text);
        let entities = entity::extract(text);
        let mut line = Self(String::from(" "));
        let mut at = 0;
        for it in &entities {
            if !matches!(it.kind, EntityKind::Cashtag { .. }) {
                line.push(&text[at..it.range.start]);
                at = it.range.end;
            }
        }
        line.push(&text[at..]);
        if line.is_empty() {
            for it in &entities {
                if let EntityKind::Hashtag { name } = &it.kind {
                    line.push(&spaced(&text[name.clone()]));
                }
            }
        }
        line
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.len() <= 1
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Every word, and the parts around its apostrophes with the apostrophe on them.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.0.split_ascii_whitespace().flat_map(|word| {
            let has_parts = word.contains('\'');
            let apostrophes = word.match_indices('\'').map(|(at, _)| at);
            let parts = apostrophes.flat_map(move |at| [&word[..=at], &word[at..]]);
            let bare = word
                .split('\'')
                .filter(move |it| has_parts && it.chars().count() > 1);
            std::iter::once(word).chain(parts).chain(bare)
        })
    }

    /// Adds the words of a stretch of text.
    fn push(&mut self, text: &str) {
        if text.chars().all(is_composed) {
            self.push_chars(text.chars());
        } else {
            self.push_chars(text.nfc());
        }
    }

    fn push_chars(&mut self, chars: impl Iterator<Item = char>) {
        let mut room = LINE_BYTES_MAX.saturating_sub(self.0.len());
        let mut edge = self.0.ends_with(' ').then_some(Edge::Blank);
        for c in chars.filter(|c| !is_invisible(*c)) {
            if room == 0 {
                break;
            }
            if c.is_ascii() {
                room -= 1;
                self.push_char(c.to_ascii_lowercase(), &mut edge);
            } else {
                for c in c.to_lowercase().take(room) {
                    room -= 1;
                    self.push_char(c, &mut edge);
                }
            }
        }
        if edge != Some(Edge::Blank) {
            self.0.push(' ');
        }
    }

    fn push_char(&mut self, c: char, edge: &mut Option<Edge>) {
        if is_letter(c) {
            if edge.take() == Some(Edge::Apostrophe) {
                self.0.push('\'');
            }
            self.0.push(c);
        } else if edge.is_none() && is_mark(c) {
            self.0.push(c);
        } else if edge.is_none() && is_apostrophe(c) {
            *edge = Some(Edge::Apostrophe);
        } else if *edge != Some(Edge::Blank) {
            *edge = Some(Edge::Blank);
            self.0.push(' ');
        }
    }
}

/// What stands after the last letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// A space has been written.
    Blank,
    /// Written if a letter follows, or else a space instead.
    Apostrophe,
}

/// Letters with their accents, and punctuation: a text of these alone is composed as it is.
fn is_composed(c: char) -> bool {
    c < FIRST_MARK || matches!(c, '\u{2010}'..='\u{2027}')
}

/// A tag with a space before each capital and for each underscore.
fn spaced(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 8);
    let mut was_small = false;
    for c in name.chars() {
        if was_small && c.is_uppercase() {
            spaced.push(' ');
        }
        was_small = c.is_lowercase();
        spaced.push(c);
    }
    spaced
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_mark(c)
}

fn is_mark(c: char) -> bool {
    c >= FIRST_MARK && is_combining_mark(c)
}

const FIRST_MARK: char = '\u{300}';

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '＇')
}
