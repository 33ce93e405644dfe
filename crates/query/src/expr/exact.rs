//! The very writing that `raw:` asks for.

use std::ops::Range;

/// Words in their very writing. Case and accents count; what keyboards choose by themselves does
/// not: the form of an apostrophe, the kind of a blank, accents in one code point or in two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exact {
    /// Signs right before the first word.
    before: Box<str>,
    /// From the first word to the last.
    words: Box<str>,
    /// Signs right after the last word, such as the plus signs of `C++`.
    after: Box<str>,
}

impl Exact {
    /// `words` are the bytes of `written` from the first word to the last.
    pub(crate) fn new(written: &str, words: Range<usize>) -> Self {
        let part = |range| plain(written.get(range).unwrap_or_default()).into();
        Self {
            before: part(0..words.start),
            after: part(words.end..written.len()),
            words: part(words),
        }
    }

    /// Whether the bytes `at` of `text`, where the words were found, are written so.
    #[must_use]
    pub fn is_at(&self, text: &str, at: Range<usize>) -> bool {
        let part = |range| text.get(range).unwrap_or_default();
        *plain(part(at.clone())) == *self.words
            && (self.before.is_empty() || plain(part(0..at.start)).ends_with(&*self.before))
            && (self.after.is_empty() || plain(part(at.end..text.len())).starts_with(&*self.after))
    }
}

/// Composed, with one kind of blank and one kind of apostrophe.
fn plain(text: &str) -> String {
    let usual = |c: char| match c {
        '’' | 'ʼ' | '＇' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    text::compose(text).chars().map(usual).collect()
}
