//! The scanner: what [`tokenise`](crate::tokenise) finds, hashed and into memory that is kept, for
//! whoever reads thousands of posts a second.
//!
//! ```text
//! L’été à #Aubin , porte-parole 👩‍🚀 https://ville.fr vélo.fr
//! └─────── plain ─────────────┘ └ hard ┘ └── plain ─┘ └ hard ┘
//! ```
//!
//! First the whole text is lowered, and each byte marked as an ASCII letter or not, sixteen at a time
//! ([`letters`]). A word in ASCII then ends where the marks say, and its folded form stands in the
//! lowered text already.
//!
//! Nothing runs across an ASCII blank: no word, no entity, no grapheme (but for a mark that stands
//! on the blank itself). So a text is read chunk by chunk. In a chunk of [`Plain`] characters, words
//! are read off in one pass: by their marks while they are ASCII, by table otherwise; tags and names
//! are read there too where they are simple, and so are links ([`domain`]). Whatever is not plain or
//! could be part of any other link makes its chunk hard: it is read again, from its start, by the
//! tokeniser. That the two agree is a property test.

mod domain;
mod letters;

#[cfg(test)]
pub(crate) mod tests;

use crate::entity::USER_BYTES_MAX;
use crate::hash::{BLOCK_BYTES, hash_block, hash_bytes, kept};
use crate::plain::{Entry, InTag, Plain, TABLE, Table};
use crate::terms::{self, ScannedTerm, TERM_BYTES_MAX};
use crate::token::{Reader, TEXT_BYTES_MAX, TokenKind};
use letters::{Marks, Shape};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Reads texts one after the other, into buffers that it keeps.
#[derive(Debug)]
pub struct Scanner {
    reader: Reader,
    /// The text, then zeros: so that a block can be read anywhere in it.
    source: Vec<u8>,
    marks: Marks,
    table: &'static Table,
}

/// A text, scanned; valid until the scanner reads the next.
#[derive(Clone, Copy, Debug)]
pub struct Scanned<'s> {
    /// Sorted by position, then start.
    pub terms: &'s [ScannedTerm],
    /// The position after the last.
    pub end_pos: u32,
    /// Whether a term of a link is among the terms.
    pub has_link: bool,
    folded: &'s [u8],
}

impl<'s> Scanned<'s> {
    /// A term as it is compared.
    #[must_use]
    pub fn folded(&self, term: &ScannedTerm) -> &'s str {
        terms::form(self.folded, term.folded)
    }

    /// The bytes of [`Self::folded`], which cost nothing.
    #[must_use]
    pub fn folded_bytes(&self, term: &ScannedTerm) -> &'s [u8] {
        &self.folded[term.folded.0 as usize..term.folded.1 as usize]
    }
}

/// Folding at most doubles a plain character: two bytes may become four.
const FOLDED_GROWTH_MAX: usize = 2;

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// A scanner with empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self {
            reader: Reader::default(),
            source: Vec::new(),
            marks: Marks::default(),
            table: &TABLE,
        }
    }

    /// The terms of a text: those of [`tokenise`](crate::tokenise), in the same order.
    pub fn scan(&mut self, text: &str) -> Scanned<'_> {
        let text = &text[..text.floor_char_boundary(TEXT_BYTES_MAX)];
        self.source.clear();
        self.source.extend_from_slice(text.as_bytes());
        let room = (text.len() + BLOCK_BYTES).next_multiple_of(BLOCK_BYTES);
        self.source.resize(room, 0);
        let lowered = self.reader.terms.start(room);
        self.marks.read(&self.source, lowered);
        let mut at = 0;
        loop {
            let mut pass = Pass {
                text,
                source: &self.source,
                marks: &self.marks,
                table: self.table,
                reader: &mut self.reader,
            };
            let Some(hard) = pass.plain_chunks(at) else {
                break;
            };
            // The blank before comes along: a mark may stand on it.
            let start = hard.saturating_sub(1);
            at = hard_end(text, hard);
            self.reader.read(&text[start..at], start);
        }
        self.scanned()
    }

    /// The text that was read last.
    #[must_use]
    pub fn scanned(&self) -> Scanned<'_> {
        let terms = &self.reader.terms;
        Scanned {
            terms: &terms.list,
            end_pos: terms.pos,
            has_link: terms.has_link,
            folded: &terms.folded,
        }
    }
}

/// The first blank after `from` that is a grapheme of its own, or but for marks after it.
fn hard_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(blank) = bytes[at..].iter().position(|it| kind(*it) == Kind::Blank) {
        let blank = at + blank;
        let before = text[..blank].chars().next_back();
        // Some signs of Arabic and Indic scripts swallow the blank that follows.
        let is_swallowed = before.is_some_and(|c| {
            let pair = &text[blank - c.len_utf8()..=blank];
            !c.is_ascii() && pair.graphemes(true).count() == 1
        });
        if !is_swallowed {
            return blank;
        }
        at = blank + 1;
    }
    text.len()
}

/// What a byte starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letter,
    /// What no word, entity or grapheme runs across.
    Blank,
    /// Any other ASCII character.
    Break,
    Dot,
    Colon,
    Dollar,
    Hash,
    At,
    /// The end of the text, or a character zero.
    Zero,
    /// A character that is not ASCII.
    Far,
}

const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Far; 256];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        kinds[at] = match byte {
            0 => Kind::Zero,
            b'\t'..=b'\r' | b' ' => Kind::Blank,
            b'.' => Kind::Dot,
            b':' => Kind::Colon,
            b'$' => Kind::Dollar,
            b'#' => Kind::Hash,
            b'@' => Kind::At,
            _ if byte.is_ascii_alphanumeric() => Kind::Letter,
            _ => Kind::Break,
        };
        at += 1;
    }
    kinds
};

#[inline]
fn kind(byte: u8) -> Kind {
    KINDS[usize::from(byte)]
}

/// The chunk being read has to be read again, by the tokeniser.
struct Hard;

/// What is known of a folded form without its letters; see [`ScannedTerm`].
#[derive(Clone, Copy)]
struct Form {
    hash: u64,
    head: u64,
}

impl Form {
    /// Of the first `len` bytes of a block.
    #[inline]
    fn of_block(block: [u8; BLOCK_BYTES], len: usize) -> Self {
        let block = u128::from_le_bytes(block) & kept(len);
        Self {
            hash: hash_block(block, len),
            head: block as u64,
        }
    }
}

/// Where a chunk starts, and what there was before it.
struct Mark {
    at: usize,
    terms: usize,
    used: usize,
    pos: u32,
    n_parts: u32,
}

/// One way through the plain chunks of a text.
struct Pass<'p> {
    text: &'p str,
    source: &'p [u8],
    marks: &'p Marks,
    table: &'static Table,
    reader: &'p mut Reader,
}

impl Pass<'_> {
    /// Reads chunks from a blank, or the start, up to the end: then `None`; or else up to a hard
    /// chunk, whose start is returned and of which nothing is kept.
    fn plain_chunks(&mut self, from: usize) -> Option<usize> {
        self.reserve(from);
        let mut at = from;
        let mut mark = self.mark(at);
        loop {
            let byte = self.source[at];
            let read = match kind(byte) {
                Kind::Letter => self.word(at),
                Kind::Blank => {
                    mark = self.mark(at + 1);
                    Ok(at + 1)
                }
                Kind::Break => Ok(at + 1),
                Kind::Dot => self.dot(at),
                Kind::Colon if self.source[at + 1..].starts_with(b"//") => Err(Hard),
                Kind::Dollar if self.source[at + 1].is_ascii_alphabetic() => Err(Hard),
                Kind::Colon | Kind::Dollar => Ok(at + 1),
                Kind::Hash => self.tag(at),
                Kind::At => self.mention(at),
                Kind::Zero if at >= self.text.len() => return None,
                Kind::Zero => Ok(at + 1),
                Kind::Far => self.far(at),
            };
            match read {
                // Here most words end, and another begins.
                Ok(next) if self.source[next] == b' ' => {
                    at = next + 1;
                    mark = self.mark(at);
                }
                Ok(next) => at = next,
                Err(Hard) => {
                    self.reader.terms.list.truncate(mark.terms);
                    self.reader.terms.used = mark.used;
                    self.reader.terms.pos = mark.pos;
                    self.reader.terms.n_parts = mark.n_parts;
                    match self.link(mark.at) {
                        Some(end) => at = end,
                        None => return Some(mark.at),
                    }
                }
            }
        }
    }

    #[inline]
    fn mark(&self, at: usize) -> Mark {
        let terms = &self.reader.terms;
        Mark {
            at,
            terms: terms.list.len(),
            used: terms.used,
            pos: terms.pos,
            n_parts: terms.n_parts,
        }
    }

    /// Makes room for the folded forms of what is left.
    fn reserve(&mut self, from: usize) {
        let left = self.text.len() - from;
        self.reader.terms.reserve(FOLDED_GROWTH_MAX * left);
    }

    #[inline]
    fn block(&self, at: usize) -> [u8; BLOCK_BYTES] {
        let block = self.source[at..].first_chunk();
        *block.expect("a block of zeros follows the text")
    }

    /// A block of what is folded: the text in lower case, as far as it is ASCII, then what was written
    /// after it.
    #[inline]
    fn folded(&self, at: usize) -> [u8; BLOCK_BYTES] {
        let block = self.reader.terms.folded[at..].first_chunk();
        *block.expect("a block of room follows what is written")
    }

    /// Writes the first `len` bytes of a block after the folded forms; what follows is room.
    #[inline]
    fn write<const N: usize>(&mut self, block: [u8; N], len: usize) {
        let terms = &mut self.reader.terms;
        terms.folded[terms.used..][..N].copy_from_slice(&block);
        terms.used += len;
    }

    /// Adds a term at the next position. Its places fit: the text was cut.
    #[inline]
    fn push(&mut self, form: Form, folded: Range<usize>, range: Range<usize>, kind: TokenKind) {
        let terms = &mut self.reader.terms;
        terms.list.push(ScannedTerm {
            hash: form.hash,
            head: form.head,
            folded: (folded.start as u32, folded.end as u32),
            start: range.start as u32,
            end: range.end as u32,
            pos: terms.pos,
            word: terms.word(),
            kind,
        });
    }

    /// Reads the word that starts with an ASCII letter or digit.
    #[inline]
    fn word(&mut self, start: usize) -> Result<usize, Hard> {
        let count = self.marks.letters(start);
        let end = start + count;
        if count == BLOCK_BYTES || !self.source[end].is_ascii() {
            return self.long_word(start);
        }
        let form = Form::of_block(self.folded(start), count);
        self.push(form, start..end, start..end, TokenKind::Word);
        self.reader.terms.pos += 1;
        Ok(end)
    }

    /// Reads a word of any length in any plain letters.
    fn long_word(&mut self, start: usize) -> Result<usize, Hard> {
        let folded = self.reader.terms.used;
        let end = self.fold_letters(start);
        self.end_term(folded, start..end, TokenKind::Word)?;
        Ok(end)
    }

    /// Writes the plain letters from a place on, folded; where they end.
    fn fold_letters(&mut self, start: usize) -> usize {
        let mut at = start;
        loop {
            let byte = self.source[at];
            if byte.is_ascii_alphanumeric() {
                let count = self.marks.letters(at);
                self.write(self.folded(at), count);
                at += count;
            } else if byte.is_ascii() {
                return at;
            } else {
                let (c, width) = self.far_char(at);
                let entry = self.table.get(c);
                if entry.plain != Plain::Word {
                    return at;
                }
                self.write(entry.folded, usize::from(entry.folded_len));
                at += width;
            }
        }
    }

    /// Adds the term that was written from `folded` on, and takes a position, if anything was.
    fn end_term(
        &mut self,
        folded: usize,
        range: Range<usize>,
        kind: TokenKind,
    ) -> Result<(), Hard> {
        let used = self.reader.terms.used;
        let len = used - folded;
        if len == 0 {
            return Ok(());
        }
        if len > TERM_BYTES_MAX {
            return Err(Hard);
        }
        self.push(self.form(folded..used), folded..used, range, kind);
        self.reader.terms.pos += 1;
        Ok(())
    }

    /// What is known of a folded form, by its place.
    fn form(&self, folded: Range<usize>) -> Form {
        let block = self.folded(folded.start);
        if folded.len() <= BLOCK_BYTES {
            return Form::of_block(block, folded.len());
        }
        Form {
            hash: hash_bytes(&self.reader.terms.folded[folded]),
            head: u128::from_le_bytes(block) as u64,
        }
    }

    /// The character beyond ASCII at a place, and its length.
    #[inline]
    fn far_char(&self, at: usize) -> (u32, usize) {
        let [first, second, third, fourth, ..] = self.block(at);
        let low = |byte: u8| u32::from(byte & 0x3F);
        let first = u32::from(first);
        match first {
            ..0xE0 => ((first & 0x1F) << 6 | low(second), 2),
            0xE0..0xF0 => ((first & 0x0F) << 12 | low(second) << 6 | low(third), 3),
            _ => (
                (first & 0x07) << 18 | low(second) << 12 | low(third) << 6 | low(fourth),
                4,
            ),
        }
    }

    /// Reads a character beyond ASCII, and the word that starts with it.
    fn far(&mut self, at: usize) -> Result<usize, Hard> {
        let (c, width) = self.far_char(at);
        let entry: Entry = self.table.get(c);
        let kind = match entry.plain {
            Plain::Hard => return Err(Hard),
            Plain::Break => return Ok(at + width),
            Plain::Word => return self.long_word(at),
            Plain::Ideograph => TokenKind::Ideograph,
            Plain::Emoji => TokenKind::Emoji,
        };
        let folded = self.reader.terms.used;
        self.write(entry.folded, usize::from(entry.folded_len));
        self.end_term(folded, at..at + width, kind)?;
        Ok(at + width)
    }

    /// A dot before what may begin the last label of a domain makes a link possible.
    #[inline]
    fn dot(&self, at: usize) -> Result<usize, Hard> {
        let next = self.source[at + 1];
        let is_link = if next.is_ascii() {
            next.is_ascii_alphabetic()
        } else {
            let (c, _) = self.far_char(at + 1);
            !matches!(self.table.get(c).plain, Plain::Break | Plain::Emoji)
        };
        if is_link { Err(Hard) } else { Ok(at + 1) }
    }

    /// Reads a tag of plain letters that begins and ends at ASCII signs.
    fn tag(&mut self, sign: usize) -> Result<usize, Hard> {
        let before = sign.checked_sub(1).map_or(b' ', |it| self.source[it]);
        let is_glued = before.is_ascii_alphanumeric() || matches!(before, b'_' | b'&' | b'#');
        if is_glued || !before.is_ascii() {
            return Err(Hard);
        }
        let name = sign + 1;
        let count = self.marks.letters(name);
        let end = name + count;
        let is_whole = (1..BLOCK_BYTES).contains(&count) && self.source[end].is_ascii();
        let letters = self.folded(name);
        let shape = Shape::of(self.block(name), letters, count);
        if !is_whole || self.source[end] == b'_' || shape == Shape::Mixed {
            return self.long_tag(sign);
        }
        self.ends_tag(end)?;
        let tag = Form::of_block(self.folded(sign), 1 + count);
        self.push(tag, sign..end, sign..end, TokenKind::Hashtag);
        // The word is the end of the tag.
        let word = Form::of_block(letters, count);
        self.push(word, name..end, name..end, TokenKind::TagWord);
        self.reader.terms.pos += 1;
        Ok(end)
    }

    /// What follows a name must not show that it was no tag.
    fn ends_tag(&self, end: usize) -> Result<(), Hard> {
        match self.source[end] {
            b'#' => Err(Hard),
            b':' if self.source[end + 1] == b'/' => Err(Hard),
            _ => Ok(()),
        }
    }

    /// Reads a tag of any length, in any plain letters, of one part or of several.
    fn long_tag(&mut self, sign: usize) -> Result<usize, Hard> {
        let name = sign + 1;
        let mut at = name;
        let mut has_letter = false;
        // Small letters, of which the first may be a capital.
        let mut is_one_part = true;
        loop {
            let byte = self.source[at];
            if byte.is_ascii() {
                if !(byte.is_ascii_alphanumeric() || byte == b'_') {
                    break;
                }
                let is_letter = byte.is_ascii_alphabetic();
                has_letter |= is_letter;
                is_one_part &= byte.is_ascii_lowercase() || (is_letter && at == name);
                at += 1;
            } else {
                let (c, width) = self.far_char(at);
                let entry = self.table.get(c);
                if entry.plain != Plain::Word || entry.in_tag == InTag::No {
                    return Err(Hard);
                }
                has_letter |= entry.in_tag != InTag::Sign;
                is_one_part &= entry.in_tag == InTag::Small
                    || (at == name && char::from_u32(c).is_some_and(char::is_uppercase));
                at += width;
            }
        }
        if !has_letter {
            return Err(Hard);
        }
        self.ends_tag(at)?;
        if !(is_one_part && self.one_part(sign, at)) {
            self.reader.tag(self.text, sign..at, name);
            self.reserve(at);
        }
        Ok(at)
    }

    /// Adds a tag of one part, which is its word; whether it was short enough.
    fn one_part(&mut self, sign: usize, end: usize) -> bool {
        let folded = self.reader.terms.used;
        self.write([b'#'], 1);
        self.fold_letters(sign + 1);
        let used = self.reader.terms.used;
        if !(2..=TERM_BYTES_MAX).contains(&(used - folded)) {
            self.reader.terms.used = folded;
            return false;
        }
        let (tag, word) = (self.form(folded..used), self.form(folded + 1..used));
        self.push(tag, folded..used, sign..end, TokenKind::Hashtag);
        self.push(word, folded + 1..used, sign + 1..end, TokenKind::TagWord);
        self.reader.terms.pos += 1;
        true
    }

    /// Reads a name that stands free and that no host follows.
    fn mention(&mut self, sign: usize) -> Result<usize, Hard> {
        let before = sign.checked_sub(1).map_or(b' ', |it| self.source[it]);
        let is_glued = before.is_ascii_alphanumeric()
            || matches!(
                before,
                b'_' | b'!' | b'#' | b'$' | b'%' | b'&' | b'*' | b'@'
            );
        if is_glued || !before.is_ascii() {
            return Err(Hard);
        }
        let mut at = sign + 1;
        loop {
            let count = self.marks.letters(at);
            at += count;
            if self.source[at] == b'_' {
                at += 1;
            } else if count < BLOCK_BYTES {
                break;
            }
        }
        if self.source[at] == b'.'
            && let Some(end) = self.handle(sign)
        {
            return Ok(end);
        }
        let is_open = match self.source[at] {
            b'@' | b'/' | b'-' => true,
            b'.' => !matches!(kind(self.source[at + 1]), Kind::Blank | Kind::Zero),
            b':' => self.source[at + 1] == b'/',
            next => !next.is_ascii(),
        };
        if is_open || !(1..=USER_BYTES_MAX).contains(&(at - sign - 1)) {
            return Err(Hard);
        }
        self.push(self.form(sign..at), sign..at, sign..at, TokenKind::Mention);
        self.reader.terms.pos += 1;
        Ok(at)
    }
}
