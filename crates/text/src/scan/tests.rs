use super::Scanner;
use crate::token::tests::post;
use crate::{term_hash, tokenise};
use proptest::prelude::*;

/// What holds for every text: the scanner finds what the tokeniser finds.
#[track_caller]
pub(crate) fn assert_same(scanner: &mut Scanner, text: &str) {
    let tokens = tokenise(text);
    let scanned = scanner.scan(text);
    for (term, token) in scanned.terms.iter().zip(&tokens.tokens) {
        let folded = scanned.folded(term);
        assert_eq!(
            (folded, term.start, term.end, term.pos, term.kind),
            (&*token.term, token.start, token.end, token.pos, token.kind),
            "{text:?}"
        );
        assert_eq!(term.hash, term_hash(folded), "{text:?}");
    }
    assert_eq!(scanned.terms.len(), tokens.tokens.len(), "{text:?}");
    assert_eq!(scanned.end_pos, tokens.end_pos, "{text:?}");
}

proptest! {
    #[test]
    fn posts_are_scanned_as_they_are_tokenised(posts in prop::collection::vec(post(), 1..4)) {
        let mut scanner = Scanner::new();
        for post in posts {
            assert_same(&mut scanner, &post);
        }
    }
}
