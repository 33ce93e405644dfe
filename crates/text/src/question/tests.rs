use super::is_question;

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
