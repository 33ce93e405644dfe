//! Sixteen bytes of ASCII letters at once, in plain arithmetic: each byte of a word of 64 bits is a
//! lane of its own, and no lane carries into the next.

use crate::hash::{BLOCK_BYTES, kept};

/// The ASCII letters and digits with which a block starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    /// The block in lower case; what follows the letters means nothing.
    pub(super) lowered: [u8; BLOCK_BYTES],
    pub(super) count: usize,
    /// The top bit of each byte that is a capital or a digit.
    capitals: u128,
    digits: u128,
}

/// How capitals and digits stand in a tag's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `mairie`, `Mairie`, `MAIRIE`.
    OnePart,
    Mixed,
}

impl Letters {
    #[inline]
    pub(super) fn of(block: [u8; BLOCK_BYTES]) -> Self {
        let block = u128::from_le_bytes(block);
        let low = Lanes::of(block as u64);
        let high = Lanes::of((block >> 64) as u64);
        let join = |low: u64, high: u64| u128::from(low) | u128::from(high) << 64;
        let others = !join(low.letters | low.digits, high.letters | high.digits) & TOPS;
        Self {
            lowered: join(low.lowered, high.lowered).to_le_bytes(),
            count: (others.trailing_zeros() / 8) as usize,
            capitals: join(low.capitals, high.capitals),
            digits: join(low.digits, high.digits),
        }
    }

    /// How a tag splits whose name is these letters.
    pub(super) fn shape(&self) -> Shape {
        let all = TOPS & kept(self.count);
        let capitals = self.capitals & all;
        let is_even = capitals & !0x80 == 0 || capitals == all;
        if is_even && self.digits & all == 0 {
            Shape::OnePart
        } else {
            Shape::Mixed
        }
    }
}

const TOPS: u128 = 0x8080_8080_8080_8080_8080_8080_8080_8080;

/// What the eight bytes of a word are: the top bit of each byte tells.
struct Lanes {
    lowered: u64,
    letters: u64,
    capitals: u64,
    digits: u64,
}

impl Lanes {
    #[inline]
    fn of(word: u64) -> Self {
        let tops = all(0x80);
        let ascii = !word & tops;
        let bits = word & !tops;
        let small = bits | all(0x20);
        let at_least = |lanes: u64, from: u8| lanes.wrapping_add(all(0x80 - from));
        let letters = at_least(small, b'a') & !at_least(small, b'z' + 1) & ascii;
        Self {
            // The top bit of a letter, two places down, is the bit of small letters.
            lowered: word | letters >> 2,
            letters,
            capitals: letters & !(word << 2),
            digits: at_least(bits, b'0') & !at_least(bits, b'9' + 1) & ascii,
        }
    }
}

/// The same byte in each lane.
#[inline]
const fn all(byte: u8) -> u64 {
    byte as u64 * 0x0101_0101_0101_0101
}
