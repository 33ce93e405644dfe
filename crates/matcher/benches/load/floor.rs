//! What no engine that reads raw posts can do without: words, their hashes, a look at a table.

use model::Post;
use query::{Atom, Expr, Needle, Term};
use text::{Scanner, term_hash};

/// Cuts at what is no letter or digit in ASCII, lowers ASCII, hashes: less than any tokeniser of
/// ours must do.
pub(super) fn tokenise(posts: &[Post]) -> u64 {
    let mut sum = 0;
    for post in posts {
        words(post.text.as_raw(), |hash| sum ^= hash);
    }
    sum
}

/// What our scanner does with the same texts.
pub(super) fn scan(posts: &[Post]) -> u64 {
    let mut scanner = Scanner::new();
    let mut sum = 0;
    for post in posts {
        for term in scanner.scan(post.text.as_raw()).terms {
            sum ^= term.hash;
        }
    }
    sum
}

#[inline]
fn words(text: &str, mut each: impl FnMut(u64)) {
    const WORD_BYTES_MAX: usize = 64;
    let mut lowered = [0_u8; WORD_BYTES_MAX];
    let is_sign = |byte: &u8| !(byte.is_ascii_alphanumeric() || *byte >= 0x80);
    for word in text.as_bytes().split(is_sign).filter(|it| !it.is_empty()) {
        let word = &word[..word.len().min(WORD_BYTES_MAX)];
        let lowered = &mut lowered[..word.len()];
        lowered.copy_from_slice(word);
        lowered.make_ascii_lowercase();
        if let Ok(word) = std::str::from_utf8(lowered) {
            each(term_hash(word));
        }
    }
}

/// The hashes of all words of all queries, half of the places empty.
pub(super) struct Table(Box<[u64]>);

impl Table {
    pub(super) fn new(exprs: &[Expr]) -> Self {
        let mut hashes = Vec::new();
        exprs.iter().for_each(|it| collect(it, &mut hashes));
        hashes.sort_unstable();
        hashes.dedup();
        let mut places = vec![0; (2 * hashes.len()).next_power_of_two()];
        let mask = places.len() - 1;
        for hash in hashes {
            let mut at = hash as usize & mask;
            while places[at] != 0 {
                at = (at + 1) & mask;
            }
            places[at] = hash;
        }
        Self(places.into())
    }

    /// The same as [`tokenise`], and one look-up a word.
    pub(super) fn probe(&self, posts: &[Post]) -> u64 {
        let mut found = 0;
        let mask = self.0.len() - 1;
        for post in posts {
            words(post.text.as_raw(), |hash| {
                let mut at = hash as usize & mask;
                while self.0[at] != 0 && self.0[at] != hash {
                    at = (at + 1) & mask;
                }
                found += u64::from(self.0[at] == hash);
            });
        }
        found
    }
}

fn collect(expr: &Expr, hashes: &mut Vec<u64>) {
    let mut term = |term: &Term| {
        for atom in term.atoms() {
            if let Atom::Word(Needle::Whole(word)) | Atom::Tag(Needle::Whole(word)) = atom {
                hashes.push(term_hash(word));
            }
        }
    };
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|it| collect(it, hashes)),
        Expr::Not(inner) => collect(inner, hashes),
        Expr::Near(near) => near.left.iter().chain(&near.right).for_each(term),
        Expr::Term(it) => term(it),
        Expr::Filter(_) => {}
    }
}
