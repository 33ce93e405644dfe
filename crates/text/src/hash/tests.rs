use super::{BLOCK_BYTES, ascii_hash, hash_block, hash_bytes, kept, term_hash};
use crate::fold;
use proptest::prelude::*;
use std::collections::HashMap;

#[test]
fn short_strings_do_not_collide() {
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789#@éèàа";
    let mut seen = HashMap::new();
    let ones: Vec<String> = letters.chars().map(String::from).collect();
    let mut terms = ones.clone();
    for a in &ones {
        for b in &ones {
            terms.push(format!("{a}{b}"));
            terms.extend(ones.iter().map(|c| format!("{a}{b}{c}")));
        }
    }
    terms.extend((0..200).map(|len| "a".repeat(len)));
    terms.extend((0..200_000).map(|it| format!("marque{it}")));
    terms.sort();
    terms.dedup();
    for term in terms {
        let hash = term_hash(&term);
        if let Some(other) = seen.insert(hash, term.clone()) {
            panic!("{term} and {other} are both {hash:x}");
        }
    }
}

/// Tables take some bits of a hash: each bit must be fair, and each byte too.
#[test]
fn bits_are_fair() {
    const TERMS: u32 = 100_000;
    let mut ones = [0_u32; 64];
    let mut low = [0_u32; 256];
    let mut high = [0_u32; 256];
    for it in 0..TERMS {
        let hash = term_hash(&format!("mot{it}"));
        for (bit, count) in ones.iter_mut().enumerate() {
            *count += (hash >> bit & 1) as u32;
        }
        low[(hash & 255) as usize] += 1;
        high[(hash >> 56) as usize] += 1;
    }
    for (bit, count) in ones.iter().enumerate() {
        assert!(
            count.abs_diff(TERMS / 2) < TERMS / 100,
            "bit {bit}: {count}"
        );
    }
    for count in low.iter().chain(&high) {
        // Six standard deviations around 390.
        assert!(count.abs_diff(TERMS / 256) < 120, "{count}");
    }
}

proptest! {
    #[test]
    fn short_is_the_same_without_a_branch(text in "[a-zà-ÿ]{0,8}", after in any::<[u8; BLOCK_BYTES]>()) {
        let mut block = after;
        block[..text.len()].copy_from_slice(text.as_bytes());
        let block = u128::from_le_bytes(block) & kept(text.len());
        prop_assert_eq!(hash_block(block, text.len()), hash_bytes(text.as_bytes()));
    }

    #[test]
    fn ascii_is_hashed_as_it_folds(text in prop_oneof!["[ -~]{0,40}", "[@-Z_é]{0,40}"]) {
        let expected = text.is_ascii().then(|| term_hash(&fold(&text)));
        prop_assert_eq!(ascii_hash(&text), expected);
    }

    #[test]
    fn every_byte_counts(mut bytes in prop::collection::vec(1_u8..128, 1..80), at in any::<prop::sample::Index>()) {
        let before = hash_bytes(&bytes);
        let at = at.index(bytes.len());
        bytes[at] ^= 1;
        prop_assert_ne!(hash_bytes(&bytes), before);
        prop_assert_ne!(hash_bytes(&bytes[1..]), hash_bytes(&bytes));
    }
}
