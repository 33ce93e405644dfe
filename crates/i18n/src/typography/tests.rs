use model::Locale;

use super::{Rich, isolated, typeset};

#[track_caller]
fn check(locale: Locale, plain: &str, expect: &str) {
    let shown = typeset(locale, plain)
        .replace('\u{202f}', "_")
        .replace('\u{a0}', "~");
    assert_eq!(shown, expect);
    let once = typeset(locale, plain);
    assert_eq!(
        typeset(locale, &once),
        once,
        "setting twice changes nothing"
    );
}

#[test]
fn french_spaces_follow_the_house_rules() {
    check(
        Locale::Fr,
        "Retirer « Patinoire » ?",
        "Retirer «_Patinoire_»_?",
    );
    check(
        Locale::Fr,
        "Nouvel essai dans 8 s ; rien n'est perdu",
        "Nouvel essai dans 8~s_; rien n’est perdu",
    );
    check(Locale::Fr, "Requête : eau", "Requête~: eau");
    check(Locale::Fr, "17 h 30, 61 %, 12 min", "17~h 30, 61~%, 12~min");
    check(Locale::Fr, "2 sources", "2 sources");
    check(Locale::Fr, " min", "~min");
    check(Locale::Fr, "Photo n° 14...", "Photo n°~14…");
}

#[test]
fn english_keeps_its_own_spaces() {
    check(
        Locale::En,
        "Remove it? Query: \u{201c}a\u{201d}",
        "Remove it? Query: \u{201c}a\u{201d}",
    );
    check(Locale::En, "don't, 486 in 24 h", "don’t, 486 in 24~h");
}

#[test]
fn rich_text_splits_on_its_emphasis() {
    let rich = Rich::new(typeset(Locale::Fr, "<b>486</b> en 24 h"));
    let parts: Vec<_> = rich.parts().collect();
    assert_eq!(parts, [(true, "486"), (false, " en 24\u{a0}h")]);
    assert_eq!(rich.plain(), "486 en 24\u{a0}h");
}

#[test]
fn argument_cannot_disturb_the_sentence() {
    assert_eq!(isolated("Musée"), "Musée");
    assert_eq!(isolated("a\u{202e}b\u{fdd0}c\u{0}"), "abc");
    assert_eq!(isolated("سلام"), "\u{2068}سلام\u{2069}");
    assert_eq!(
        isolated("\u{2069}سلام\u{2068}"),
        "\u{2068}سلام\u{2069}",
        "a mark of theirs does not close ours"
    );
}
