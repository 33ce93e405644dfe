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
        let room = LINE_BYTES_MAX.saturating_sub(self.0.len());
        let seen = text.nfc().filter(|c| !is_invisible(*c));
        let mut chars = seen.flat_map(char::to_lowercase).take(room).peekable();
        while let Some(c) = chars.next() {
            let ends_word = self.0.ends_with(' ');
            if is_letter(c) || !ends_word && is_combining_mark(c) {
                self.0.push(c);
            } else if is_apostrophe(c)
                && !ends_word
                && chars.peek().is_some_and(|it| is_letter(*it))
            {
                self.0.push('\'');
            } else if !ends_word {
                self.0.push(' ');
            }
        }
        if !self.0.ends_with(' ') {
            self.0.push(' ');
        }
    }
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
    c.is_alphabetic() && !is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '＇')
}
