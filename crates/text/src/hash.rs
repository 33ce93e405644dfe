//! The hash of a folded term: the same for a query's word and for a post's.
//!
//! ```text
//! up to 16 bytes   low, high = the bytes, zero after the last
//!                  mix(mix(low ^ SEEDS[0], high ^ SEEDS[1]) ^ length, SEEDS[2])
//! longer           the inner mix runs over 16 bytes at a time, each fed with the one before
//! ```
//!
//! `mix` is the two halves of a 128-bit product, one over the other, as in the wyhash family. Two
//! words of 64 bits without a branch: the lengths of words are what a processor cannot guess. The
//! length goes in after the first product, where it cannot undo a letter.
//!
//! Not for hostile input in need of secrecy: the seed is fixed. Whoever makes two terms collide
//! gains a candidate more, which the evaluator then refuses.

#[cfg(test)]
mod tests;

use std::hash::{BuildHasherDefault, Hasher};

/// How many bytes are hashed at once.
pub(crate) const BLOCK_BYTES: usize = 16;

/// Odd, about half of the bits set, and each with a byte (`0xff`) that no text has: so no text
/// makes a factor zero.
const SEEDS: [u64; 3] = [
    0x9e37_ff7f_4a7c_15b9,
    0xd1b5_4a32_ff19_2ed3,
    0xa0cb_9d6b_2e1f_ff87,
];

/// The hash of a term as [`fold`](crate::fold) leaves it (with its `#` or `@`, if it has one).
#[must_use]
pub fn term_hash(folded: &str) -> u64 {
    hash_bytes(folded.as_bytes())
}

/// [`term_hash`] of a term, or of its beginning, as bytes.
#[must_use]
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    hash_blocks(bytes, |block| block)
}

/// [`term_hash`] of the folded form of a text that is ASCII; `None` of any other.
#[must_use]
pub fn ascii_hash(text: &str) -> Option<u64> {
    let mut seen = 0;
    let hash = hash_blocks(text.as_bytes(), |block| {
        seen |= block;
        lowered(block)
    });
    (seen & all(0x80) == 0).then_some(hash)
}

#[inline]
fn hash_blocks(bytes: &[u8], mut each: impl FnMut(u128) -> u128) -> u64 {
    // The last block is a whole one if it can be: a term of 16 bytes costs one round.
    let last_start = bytes.len().saturating_sub(1) / BLOCK_BYTES * BLOCK_BYTES;
    let (blocks, tail) = bytes.split_at(last_start);
    let mut hash = 0;
    for block in blocks.as_chunks::<BLOCK_BYTES>().0 {
        hash = absorb(hash, each(u128::from_le_bytes(*block)));
    }
    finish(absorb(hash, each(last_block(tail))), bytes.len())
}

/// ASCII in lower case: each byte is a lane of its own, whose top bit tells whether it is a capital.
#[inline]
fn lowered(block: u128) -> u128 {
    let at_least = |byte: u8| block.wrapping_add(all(0x80 - byte));
    let capitals = at_least(b'A') & !at_least(b'Z' + 1) & all(0x80);
    block | capitals >> 2
}

/// The same byte in each lane.
#[inline]
const fn all(byte: u8) -> u128 {
    u128::from_le_bytes([byte; BLOCK_BYTES])
}

/// At most a block of bytes, zeros after the last: read as two numbers that overlap, for a copy of
/// so few bytes costs more than all the rest.
#[inline]
fn last_block(bytes: &[u8]) -> u128 {
    let len = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (low, high) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return u128::from(low) | u128::from(high) << (8 * (len - size_of::<u64>()));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (low, high) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return u128::from(low) | u128::from(high) << (8 * (len - size_of::<u32>()));
    }
    let bytes = bytes.iter().rev();
    bytes.fold(0, |block, byte| block << 8 | u128::from(*byte))
}

/// [`term_hash`] for maps whose keys are fixed: nobody can choose them to collide.
pub(crate) type BuildTermHasher = BuildHasherDefault<TermHasher>;

/// The hasher of [`BuildTermHasher`].
#[derive(Debug, Default)]
pub(crate) struct TermHasher(u64);

impl Hasher for TermHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(1) ^ hash_bytes(bytes);
    }

    /// The mark after a string tells nothing when the string is all there is.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The hash of `len` bytes, at most a block, with zeros after them.
#[inline]
pub(crate) fn hash_block(block: u128, len: usize) -> u64 {
    finish(absorb(0, block), len)
}

/// All bits of the first `len` bytes of a block.
#[inline]
pub(crate) fn kept(len: usize) -> u128 {
    const KEPT: [u128; BLOCK_BYTES + 1] = {
        let mut kept = [0; BLOCK_BYTES + 1];
        let mut len = 1;
        while len <= BLOCK_BYTES {
            kept[len] = kept[len - 1] << 8 | 0xFF;
            len += 1;
        }
        kept
    };
    KEPT[len]
}

#[inline]
fn absorb(hash: u64, block: u128) -> u64 {
    let (low, high) = (block as u64, (block >> 64) as u64);
    mix(low ^ SEEDS[0] ^ hash, high ^ SEEDS[1])
}

#[inline]
fn finish(hash: u64, len: usize) -> u64 {
    mix(hash ^ len as u64, SEEDS[2])
}

#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}
