//! The tokeniser: words and other searchable terms with their places.
//!
//! ```text
//! L’été #SaintAubin 3,5 km 👍🏽 @lea@pouet.bzh https://www.ville.fr/plan-vélo
//! 0:l 1:ete 2:#saintaubin=saintaubin=saint 3:aubin 4:3 5:5 6:km 7:👍🏽 8:@lea=@lea@pouet.bzh
//! 9:ville.fr=plan=velo
//! ```
//!
//! - A word is a run of letters, marks and digits of any script. Whatever else stands between two
//!   splits them: apostrophes and hyphens too (`l'hôpital`, `porte-parole`, `c'hoar` are two words
//!   each), and the signs inside numbers (`3,5` and `3.5` are `3` then `5`); `17h30` is one word.
//!   The same split on both sides makes such a query word a phrase. What is invisible (soft
//!   hyphens, joiners) splits nothing.
//! - Words take one position each; a tag takes as many as it has parts, so that phrases run through
//!   it; a mention, a link, an emoji take one. All forms of one thing share its first position.
//! - Scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) give one token a
//!   grapheme: a word of them in a query is a phrase.
//! - A cashtag and the name of a list are read as words.

mod class;
mod link;
mod tag;

#[cfg(test)]
pub(crate) mod tests;

use crate::entity::{self, Entity, EntityKind};
use crate::fold::fold;
use class::Class;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Offsets are 32 bits wide; what lies beyond is not read (no connector lets such a post in).
const TEXT_BYTES_MAX: usize = u32::MAX as usize;

/// A longer term is cut: nobody searches for one, and index keys have limits.
const TERM_BYTES_MAX: usize = 512;

/// One searchable term at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Folded; a hashtag's term starts with `#`, a mention's with `@`.
    pub term: Box<str>,
    /// Byte offset in the tokenised text, on a grapheme boundary; `end` likewise.
    pub start: u32,
    pub end: u32,
    /// Word position; several tokens may share one.
    pub pos: u32,
    pub kind: TokenKind,
}

/// What a token is a piece of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    Word,
    /// `#saintaubin`.
    Hashtag,
    /// `saintaubin`: the tag without its sign nor underscores, at the tag's position.
    TagWord,
    /// `saint`, `aubin`: the parts of a tag that has several, at consecutive positions from the
    /// tag's.
    TagPart,
    /// `@user`, and `@user@host` or the whole domain handle when there is one.
    Mention,
    /// A link's host without `www.`, then its parent domains (`m.ville.fr`: also `ville.fr`).
    Host,
    /// A word of a link's path, percent-decoded.
    UrlPart,
    /// A whole emoji sequence, without variation selectors.
    Emoji,
    /// One grapheme of a script written without spaces.
    Ideograph,
}

/// A text, tokenised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Sorted by position, then start.
    pub tokens: Vec<Token>,
    /// Sorted by start, without overlaps.
    pub entities: Vec<Entity>,
    /// The position after the last.
    pub end_pos: u32,
}

/// Splits a text into searchable terms.
#[must_use]
pub fn tokenise(text: &str) -> Tokens {
    let text = &text[..text.floor_char_boundary(TEXT_BYTES_MAX)];
    let entities = entity::extract(text);
    let mut writer = Writer {
        text,
        tokens: Vec::new(),
        pos: 0,
        word: None,
    };
    let mut marked = entities.iter().filter_map(Marked::of).peekable();
    let mut graphemes = text.grapheme_indices(true);
    while let Some((start, grapheme)) = graphemes.next() {
        let end = start + grapheme.len();
        // A grapheme may, in odd scripts, swallow the sign of the next entity: then it is text.
        while marked.next_if(|it| it.range.start < start).is_some() {}
        let Some(it) = marked.next_if(|it| it.range.start < end) else {
            writer.grapheme(start, grapheme);
            continue;
        };
        let mut bounds = vec![start, end];
        while bounds.last().is_some_and(|end| *end < it.range.end)
            && let Some((start, grapheme)) = graphemes.next()
        {
            bounds.push(start + grapheme.len());
        }
        writer.end_word();
        writer.entity(it.entity, &Bounds(bounds));
    }
    writer.end_word();
    Tokens {
        tokens: writer.tokens,
        end_pos: writer.pos,
        entities,
    }
}

/// An entity that is searched as a whole, and where.
struct Marked<'e> {
    entity: &'e Entity,
    range: Range<usize>,
}

impl<'e> Marked<'e> {
    fn of(entity: &'e Entity) -> Option<Self> {
        let range = match &entity.kind {
            EntityKind::Url { .. } | EntityKind::Hashtag { .. } | EntityKind::Mention { .. } => {
                entity.range.clone()
            }
            EntityKind::List { user, .. } => entity.range.start..user.end,
            EntityKind::Cashtag { .. } => return None,
        };
        Some(Self { entity, range })
    }
}

/// The grapheme boundaries of an entity, in order: spans are widened to them.
struct Bounds(Vec<usize>);

impl Bounds {
    fn all(&self) -> Range<usize> {
        let first = self.0.first().copied().unwrap_or_default();
        first..self.0.last().copied().unwrap_or(first)
    }

    fn widen(&self, range: &Range<usize>) -> Range<usize> {
        let all = self.all();
        let after_start = self.0.partition_point(|it| *it <= range.start);
        let at_end = self.0.partition_point(|it| *it < range.end);
        let start = after_start
            .checked_sub(1)
            .and_then(|at| self.0.get(at))
            .copied();
        start.unwrap_or(all.start)..self.0.get(at_end).copied().unwrap_or(all.end)
    }
}

struct Writer<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// The next free position.
    pos: u32,
    /// The word being read.
    word: Option<Range<usize>>,
}

impl Writer<'_> {
    fn grapheme(&mut self, start: usize, grapheme: &str) {
        let range = start..start + grapheme.len();
        match Class::of(grapheme) {
            Class::Word => match &mut self.word {
                Some(word) => word.end = range.end,
                None => self.word = Some(range),
            },
            Class::Invisible => {}
            Class::Ideograph => {
                self.end_word();
                if self.push(&fold(grapheme), range, self.pos, TokenKind::Ideograph) {
                    self.pos += 1;
                }
            }
            Class::Emoji => {
                self.end_word();
                self.push(
                    &class::emoji_term(grapheme),
                    range,
                    self.pos,
                    TokenKind::Emoji,
                );
                self.pos += 1;
            }
            Class::Other => self.end_word(),
        }
    }

    fn end_word(&mut self) {
        if let Some(range) = self.word.take() {
            let term = fold(&self.text[range.clone()]);
            if self.push(&term, range, self.pos, TokenKind::Word) {
                self.pos += 1;
            }
        }
    }

    /// Writes all forms of an entity at the next position, and takes the positions it needs.
    fn entity(&mut self, entity: &Entity, bounds: &Bounds) {
        match &entity.kind {
            EntityKind::Hashtag { name } => self.tag(name, bounds),
            EntityKind::Mention { user, host } => self.mention(user, host.as_ref(), bounds),
            EntityKind::List { user, .. } => self.mention(user, None, bounds),
            EntityKind::Url { host, path } => self.link(host, path, bounds),
            EntityKind::Cashtag { .. } => {}
        }
    }

    fn tag(&mut self, name: &Range<usize>, bounds: &Bounds) {
        let tag = format!("#{}", fold(&self.text[name.clone()]));
        self.push(&tag, bounds.all(), self.pos, TokenKind::Hashtag);
        let parts = tag::parts(self.text, bounds, name.start);
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
            self.pos += 1;
            return;
        };
        let word: String = parts.iter().map(|it| it.term.as_str()).collect();
        self.push(
            &word,
            first.range.start..last.range.end,
            self.pos,
            TokenKind::TagWord,
        );
        if parts.len() == 1 {
            self.pos += 1;
            return;
        }
        for part in parts {
            self.push(&part.term, part.range, self.pos, TokenKind::TagPart);
            self.pos += 1;
        }
    }

    fn mention(&mut self, user: &Range<usize>, host: Option<&Range<usize>>, bounds: &Bounds) {
        let name = fold(&self.text[user.clone()]);
        self.push(
            &format!("@{name}"),
            bounds.all(),
            self.pos,
            TokenKind::Mention,
        );
        if let Some(host) = host {
            let is_handle = host.start == user.start;
            let host = fold(&self.text[host.clone()]);
            let whole = if is_handle {
                format!("@{host}")
            } else {
                format!("@{name}@{host}")
            };
            self.push(&whole, bounds.all(), self.pos, TokenKind::Mention);
        }
        self.pos += 1;
    }

    fn link(&mut self, host: &Range<usize>, path: &Range<usize>, bounds: &Bounds) {
        for (term, range) in link::hosts(self.text, host) {
            self.push(&term, bounds.widen(&range), self.pos, TokenKind::Host);
        }
        for (term, range) in link::path_words(self.text, path) {
            self.push(&term, bounds.widen(&range), self.pos, TokenKind::UrlPart);
        }
        self.pos += 1;
    }

    /// Whether there was something to write: a lone tatweel or accent folds to nothing.
    fn push(&mut self, term: &str, range: Range<usize>, pos: u32, kind: TokenKind) -> bool {
        let term = &term[..term.floor_char_boundary(TERM_BYTES_MAX)];
        if term.is_empty() || range.is_empty() {
            return false;
        }
        let offset = |at: usize| u32::try_from(at).expect("the text is cut to fit");
        let (start, end) = (offset(range.start), offset(range.end));
        self.tokens.push(Token {
            term: term.into(),
            start,
            end,
            pos,
            kind,
        });
        true
    }
}
