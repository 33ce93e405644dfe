use proptest::prelude::*;

use super::{is_mark, is_question};
use crate::entity::{self, EntityKind};

#[test]
fn mark_at_the_end_of_a_clause_asks() {
    for text in [
        "C’est ouvert demain ?",
        "Ouvert demain? Merci",
        "Is it open tomorrow?!",
        "(ouvert ?)",
        "明日は開いていますか？",
        "هل هو مفتوح؟",
        "Quelqu’un sait ❓",
        "Ça va ? https://example.org/a",
    ] {
        assert!(is_question(text), "{text}");
    }
}

#[test]
fn mark_in_a_link_or_a_word_asks_nothing() {
    for text in [
        "",
        "C’est ouvert.",
        "Plan : https://example.org/plan?jour=3",
        "l?été arrive",
        "example.org/a?b",
    ] {
        assert!(!is_question(text), "{text}");
    }
}

#[test]
fn no_mark_is_missed_by_its_first_byte() {
    for mark in ('\0'..=char::MAX).filter(|it| is_mark(*it)) {
        assert!(is_question(&format!("ouvert {mark}")), "{mark}");
    }
}

proptest! {
    /// What is asked, by looking for all links.
    #[test]
    fn mark_outside_links_and_words_asks(
        text in "([a-zé]{0,3}|[?？؟ ]{1,2}|https://|[a-z]{2}\\.fr/?|[/=&#@()\u{301}]){0,12}",
    ) {
        let entities = entity::extract(&text);
        let links = entities.iter().filter(|it| matches!(it.kind, EntityKind::Url { .. }));
        let links: Vec<_> = links.map(|it| it.range.clone()).collect();
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let is_letter = |at: Option<usize>| {
            at.and_then(|it| chars.get(it)).is_some_and(|it| it.1.is_alphanumeric())
        };
        let asked = chars.iter().enumerate().any(|(n, (at, c))| {
            let is_inside = is_letter(n.checked_sub(1)) && is_letter(Some(n + 1));
            is_mark(*c) && !is_inside && !links.iter().any(|it| it.contains(at))
        });
        prop_assert_eq!(is_question(&text), asked);
    }
}
