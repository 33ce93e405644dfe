//! Where terms are written: a list, and one stretch of memory for all folded forms.

use crate::fold::fold_into;
use crate::hash::{BLOCK_BYTES, hash_bytes};
use crate::token::TokenKind;
use std::ops::Range;

/// A longer term is cut: nobody searches for one, and index keys have limits.
pub(crate) const TERM_BYTES_MAX: usize = 512;

/// One searchable term at one place, as [`Token`](crate::Token) but without memory of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScannedTerm {
    /// [`term_hash`](crate::term_hash) of the folded term.
    pub hash: u64,
    /// The first eight bytes of the folded term as a number, the first byte the lowest; zeros stand
    /// for those it has not.
    pub head: u64,
    /// Where the folded term is in the scanner's memory: start and end.
    pub folded: (u32, u32),
    /// Byte offset in the scanned text, on a grapheme boundary; `end` likewise.
    pub start: u32,
    pub end: u32,
    /// Word position; several terms may share one.
    pub pos: u32,
    /// The number of the word: as `pos`, but that a tag is one word, whatever its parts.
    pub word: u32,
    pub kind: TokenKind,
}

/// The terms of one text.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    pub(crate) list: Vec<ScannedTerm>,
    /// The folded forms, end to end, up to `used`; what follows is room.
    pub(crate) folded: Vec<u8>,
    pub(crate) used: usize,
    /// The next free position.
    pub(crate) pos: u32,
    /// Whether a term of a link is among them.
    pub(crate) has_link: bool,
    /// Positions of parts of tags that are no words of their own.
    pub(crate) n_parts: u32,
    /// Where one form is folded before it is written.
    form: String,
}

impl Terms {
    /// Forgets all terms; the first bytes of the memory are the caller's to write.
    pub(crate) fn start(&mut self, bytes: usize) -> &mut [u8] {
        self.list.clear();
        (self.used, self.pos, self.n_parts) = (0, 0, 0);
        self.has_link = false;
        self.reserve(bytes);
        self.used = bytes;
        &mut self.folded[..bytes]
    }

    /// Makes room for so many bytes and a block more.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        let need = self.used + bytes + BLOCK_BYTES;
        if self.folded.len() < need {
            self.folded.resize(need, 0);
        }
    }

    pub(crate) fn write(&mut self, form: &str) {
        self.reserve(form.len());
        self.folded[self.used..self.used + form.len()].copy_from_slice(form.as_bytes());
        self.used += form.len();
    }

    /// Writes the folded form of a text.
    pub(crate) fn fold(&mut self, text: &str) {
        let mut form = std::mem::take(&mut self.form);
        form.clear();
        fold_into(text, &mut form);
        self.write(&form);
        self.form = form;
    }

    /// Adds a term whose folded form has been written. Whether there was something to add: a lone
    /// tatweel or accent folds to nothing.
    pub(crate) fn push(
        &mut self,
        folded: Range<usize>,
        range: Range<usize>,
        pos: u32,
        kind: TokenKind,
    ) -> bool {
        let form = &self.folded[folded.clone()];
        let form = &form[..floor_char_boundary(form, TERM_BYTES_MAX)];
        if form.is_empty() || range.is_empty() {
            return false;
        }
        self.has_link |= matches!(kind, TokenKind::Host | TokenKind::UrlPart);
        self.list.push(ScannedTerm {
            hash: hash_bytes(form),
            head: head(form),
            folded: (offset(folded.start), offset(folded.start + form.len())),
            start: offset(range.start),
            end: offset(range.end),
            pos,
            word: self.word(),
            kind,
        });
        true
    }

    /// The number of the next word.
    #[inline]
    pub(crate) const fn word(&self) -> u32 {
        self.pos.wrapping_sub(self.n_parts)
    }

    /// The folded form at a place where one was written.
    pub(crate) fn form(&self, folded: (u32, u32)) -> &str {
        form(&self.folded, folded)
    }
}

/// The first bytes of a form, as [`ScannedTerm::head`] has them.
pub(crate) fn head(form: &[u8]) -> u64 {
    let bytes = form.iter().take(size_of::<u64>()).rev();
    bytes.fold(0, |head, byte| head << 8 | u64::from(*byte))
}

/// The folded form at a place of the memory where one was written.
pub(crate) fn form(memory: &[u8], (start, end): (u32, u32)) -> &str {
    std::str::from_utf8(&memory[start as usize..end as usize])
        .expect("whole characters are written")
}

fn floor_char_boundary(form: &[u8], at: usize) -> usize {
    let is_inside = |byte: &u8| *byte & 0xC0 == 0x80;
    let mut at = at.min(form.len());
    while form.get(at).is_some_and(is_inside) {
        at -= 1;
    }
    at
}

/// An offset in the memory of folded forms or in a text: the text is cut to a length whose forms
/// fit as well.
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("texts are cut to fit")
}
