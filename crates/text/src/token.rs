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

pub(crate) use class::Class;
pub(crate) use link::hosts;

use crate::entity::{Entity, EntityKind, Extractor};
use crate::terms::Terms;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// What lies beyond is not read (no connector lets such a post in): offsets are 32 bits wide, in
/// the text and in its folded forms, which may be many times as long.
pub(crate) const TEXT_BYTES_MAX: usize = 1 << 25;

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
    let mut reader = Reader::default();
    reader.read(text, 0);
    let terms = &reader.terms;
    let tokens = terms.list.iter().map(|it| Token {
        term: terms.form(it.folded).into(),
        start: it.start,
        end: it.end,
        pos: it.pos,
        kind: it.kind,
    });
    Tokens {
        tokens: tokens.collect(),
        end_pos: terms.pos,
        entities: reader.entities,
    }
}

/// Reads texts, or stretches of one that nothing runs across, into terms; keeps its memory.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub(crate) terms: Terms,
    extractor: Extractor,
    /// Of the last text read.
    entities: Vec<Entity>,
    bounds: Bounds,
    parts: Vec<Range<usize>>,
    decoded: Vec<u8>,
}

impl Reader {
    /// Reads the stretch of a text that starts at `base`, after what has been read of it.
    pub(crate) fn read(&mut self, text: &str, base: usize) {
        match class::ascii_graphemes(text) {
            Some(graphemes) => self.read_graphemes(text, base, graphemes),
            None => self.read_graphemes(text, base, text.grapheme_indices(true)),
        }
    }

    fn read_graphemes<'t>(
        &mut self,
        text: &'t str,
        base: usize,
        mut graphemes: impl Iterator<Item = (usize, &'t str)>,
    ) {
        let mut entities = std::mem::take(&mut self.entities);
        entities.clear();
        self.extractor.extract(text, &mut entities);
        let mut bounds = std::mem::take(&mut self.bounds);
        let mut writer = Writer {
            text,
            base,
            terms: &mut self.terms,
            parts: &mut self.parts,
            decoded: &mut self.decoded,
            word: None,
        };
        let mut marked = entities.iter().filter_map(Marked::of).peekable();
        while let Some((start, grapheme)) = graphemes.next() {
            let end = start + grapheme.len();
            // A grapheme may, in odd scripts, swallow the sign of the next entity: then it is text.
            while marked.next_if(|it| it.range.start < start).is_some() {}
            let Some(it) = marked.next_if(|it| it.range.start < end) else {
                writer.grapheme(start, grapheme);
                continue;
            };
            bounds.0.clear();
            bounds.0.extend([start, end]);
            while bounds.0.last().is_some_and(|end| *end < it.range.end)
                && let Some((start, grapheme)) = graphemes.next()
            {
                bounds.0.push(start + grapheme.len());
            }
            writer.end_word();
            writer.entity(it.entity, &bounds);
        }
        writer.end_word();
        self.entities = entities;
        self.bounds = bounds;
    }

    /// Reads the one tag of a text at a place, sign included, whose characters are a grapheme each.
    pub(crate) fn tag(&mut self, text: &str, tag: Range<usize>, name_start: usize) {
        let chars = text[tag.clone()].char_indices();
        self.bounds.0.clear();
        self.bounds.0.extend(chars.map(|(at, _)| tag.start + at));
        self.bounds.0.push(tag.end);
        let mut writer = Writer {
            text,
            base: 0,
            terms: &mut self.terms,
            parts: &mut self.parts,
            decoded: &mut self.decoded,
            word: None,
        };
        writer.tag(&(name_start..tag.end), &self.bounds);
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
#[derive(Debug, Default)]
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
    /// Where `text` starts in the whole of what is read.
    base: usize,
    terms: &'t mut Terms,
    parts: &'t mut Vec<Range<usize>>,
    decoded: &'t mut Vec<u8>,
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
                self.word(range, TokenKind::Ideograph);
            }
            Class::Emoji => {
                self.end_word();
                let start = self.terms.used;
                class::emoji_parts(grapheme).for_each(|it| self.terms.write(it));
                self.push(start, range, TokenKind::Emoji);
                self.terms.pos += 1;
            }
            Class::Other => self.end_word(),
        }
    }

    fn end_word(&mut self) {
        if let Some(range) = self.word.take() {
            self.word(range, TokenKind::Word);
        }
    }

    /// A word takes a position if something is left of it once folded.
    fn word(&mut self, range: Range<usize>, kind: TokenKind) {
        let start = self.terms.used;
        self.terms.fold(&self.text[range.clone()]);
        if self.push(start, range, kind) {
            self.terms.pos += 1;
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
        let start = self.terms.used;
        self.terms.write("#");
        self.terms.fold(&self.text[name.clone()]);
        self.push(start, bounds.all(), TokenKind::Hashtag);
        self.parts.clear();
        tag::parts(self.text, bounds, name.start, self.parts);
        // The parts are written end to end: together they are the word.
        let (list_start, word_start) = (self.terms.list.len(), self.terms.used);
        let pos = self.terms.pos;
        for part in self.parts.iter() {
            let start = self.terms.used;
            self.terms.fold(&self.text[part.clone()]);
            let range = self.base + part.start..self.base + part.end;
            if self.terms.push(
                start..self.terms.used,
                range,
                self.terms.pos,
                TokenKind::TagPart,
            ) {
                self.terms.pos += 1;
                self.terms.n_parts += 1;
            }
        }
        self.close_tag(list_start, word_start, pos);
    }

    /// Puts the word of a tag before its parts, or instead of the only one.
    fn close_tag(&mut self, list_start: usize, word_start: usize, pos: u32) {
        let (Some(first), Some(last)) = (
            self.terms.list.get(list_start).copied(),
            self.terms.list[list_start..].last().copied(),
        ) else {
            self.terms.pos += 1;
            return;
        };
        let range = first.start as usize..last.end as usize;
        let is_single = self.terms.list.len() == list_start + 1;
        if is_single {
            self.terms.list.truncate(list_start);
        }
        let word = word_start..self.terms.used;
        if self.terms.push(word, range, pos, TokenKind::TagWord) {
            self.terms.list[list_start..].rotate_right(1);
        }
        // One of the positions is that of the tag itself.
        self.terms.n_parts -= 1;
    }

    fn mention(&mut self, user: &Range<usize>, host: Option<&Range<usize>>, bounds: &Bounds) {
        let start = self.terms.used;
        self.terms.write("@");
        self.terms.fold(&self.text[user.clone()]);
        self.push(start, bounds.all(), TokenKind::Mention);
        if let Some(host) = host {
            let start = self.terms.used;
            self.terms.write("@");
            // A domain handle is all host.
            if host.start != user.start {
                self.terms.fold(&self.text[user.clone()]);
                self.terms.write("@");
            }
            self.terms.fold(&self.text[host.clone()]);
            self.push(start, bounds.all(), TokenKind::Mention);
        }
        self.terms.pos += 1;
    }

    fn link(&mut self, host: &Range<usize>, path: &Range<usize>, bounds: &Bounds) {
        for range in hosts(self.text, host) {
            let start = self.terms.used;
            self.terms.fold(&self.text[range.clone()]);
            self.push(start, bounds.widen(&range), TokenKind::Host);
        }
        let mut decoded = std::mem::take(self.decoded);
        let text = self.text;
        link::path_words(text, path, &mut decoded, |word, range| {
            let start = self.terms.used;
            self.terms.fold(word);
            self.push(start, bounds.widen(&range), TokenKind::UrlPart);
        });
        *self.decoded = decoded;
        self.terms.pos += 1;
    }

    /// Adds the term whose folded form was written from `start` on. Whether there was something to
    /// add.
    fn push(&mut self, start: usize, range: Range<usize>, kind: TokenKind) -> bool {
        let range = self.base + range.start..self.base + range.end;
        self.terms
            .push(start..self.terms.used, range, self.terms.pos, kind)
    }
}
