//! ASCII letters, found and lowered for a whole text at once. The loop has no branch and no sum, so
//! that the compiler makes one step of sixteen bytes where a processor has wide registers.

use crate::hash::{BLOCK_BYTES, kept};

/// Which bytes of a text are ASCII letters or digits: those are zero here.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<u8>);

/// How capitals and digits stand in a tag's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `mairie`, `Mairie`, `MAIRIE`.
    OnePart,
    Mixed,
}

impl Marks {
    /// Marks a text, and writes it with its ASCII letters in lower case; both are whole blocks.
    pub(super) fn read(&mut self, text: &[u8], lowered: &mut [u8]) {
        self.0.resize(text.len(), 0);
        let blocks = text.as_chunks().0.iter();
        let marks = self.0.as_chunks_mut().0;
        for ((text, lowered), marks) in blocks.zip(lowered.as_chunks_mut().0).zip(marks) {
            read_block(text, lowered, marks);
        }
    }

    /// How many letters and digits follow each other from a place on, up to a block.
    #[inline]
    pub(super) fn letters(&self, at: usize) -> usize {
        let marks: Option<&[u8; BLOCK_BYTES]> = self.0[at..].first_chunk();
        let marks = u128::from_le_bytes(*marks.expect("a block of zeros follows the text"));
        (marks.trailing_zeros() / 8) as usize
    }
}

#[inline]
fn read_block(
    text: &[u8; BLOCK_BYTES],
    lowered: &mut [u8; BLOCK_BYTES],
    marks: &mut [u8; BLOCK_BYTES],
) {
    for at in 0..BLOCK_BYTES {
        let byte = text[at];
        let small = byte | 0x20;
        let is_letter = small.wrapping_sub(b'a') < 26;
        let is_digit = byte.wrapping_sub(b'0') < 10;
        lowered[at] = if is_letter { small } else { byte };
        marks[at] = if is_letter | is_digit { 0 } else { u8::MAX };
    }
}

impl Shape {
    /// How a tag splits whose name is the first `count` bytes of a block, all ASCII letters and
    /// digits; `lowered` is the same in lower case.
    #[inline]
    pub(super) fn of(block: [u8; BLOCK_BYTES], lowered: [u8; BLOCK_BYTES], count: usize) -> Self {
        /// What tells a small letter from a capital, and a letter from a digit.
        const SMALL: u128 = u128::from_le_bytes([0x20; BLOCK_BYTES]);
        const LETTER: u128 = u128::from_le_bytes([0x40; BLOCK_BYTES]);
        let (block, lowered) = (u128::from_le_bytes(block), u128::from_le_bytes(lowered));
        let name = kept(count);
        let capitals = (block ^ lowered) & name;
        let digits = !lowered & LETTER & name;
        let is_even = capitals & !0xFF == 0 || capitals == SMALL & name;
        if is_even && digits == 0 {
            Self::OnePart
        } else {
            Self::Mixed
        }
    }
}
