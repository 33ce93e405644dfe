use super::{LANGS, PATTERNS};
use crate::lang::{letters, words};
use proptest::prelude::*;

/// Each pattern looked for at each place.
fn naive(text: &str) -> [f32; LANGS] {
    let mut scores = [0.0; LANGS];
    for (tags, patterns, weight) in letters::PATTERNS {
        for pattern in patterns.split('|') {
            let starts = text.char_indices().map(|(at, _)| at);
            let found = starts.filter(|at| text[*at..].starts_with(pattern)).count();
            for lang in tags.iter().filter_map(|tag| words::index_of(tag)) {
                scores[lang] += weight * found as f32;
            }
        }
    }
    scores
}

#[track_caller]
fn check(text: &str) {
    let mut scores = [0.0; LANGS];
    PATTERNS.add(text, &mut scores);
    for (actual, expect) in scores.into_iter().zip(naive(text)) {
        assert!(
            (actual - expect).abs() < 0.01,
            "{actual} and {expect}: {text}"
        );
    }
}

#[test]
fn patterns_that_overlap_count_each() {
    check(" eaux oiseaux c'hoar nguyễn straße ");
    check(" eeeeaaaauuuu l·l·l ");
    check("");
}

proptest! {
    #[test]
    fn patterns_are_found_at_every_place(text in "[a-uœéèàçñùßąłơế' ]{0,60}") {
        check(&text);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text);
    }
}
