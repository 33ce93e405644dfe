use super::fold;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

#[track_caller]
fn check(text: &str, expect: &str) {
    assert_eq!(fold(text), expect, "{text}");
}

#[test]
fn latin_words_lose_case_and_accents() {
    check("Élève", "eleve");
    check("E\u{301}LE\u{300}VE", "eleve");
    check("ÇA MARCHE À NOËL", "ca marche a noel");
    check("Plougoñv, Ker-Añjela", "plougonv, ker-anjela");
    check("ŁÓDŹ", "lodz");
    check("Tiếng Việt", "tieng viet");
}

#[test]
fn letters_without_decomposition_are_spelled_out() {
    check("Œuvre d’Æthelred", "oeuvre d'aethelred");
    check("STRAẞE Straße STRASSE", "strasse strasse strasse");
    check("Ørsted Þór Đà", "orsted thor da");
}

#[test]
fn turkish_i_folds_to_i() {
    check("İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul");
}

#[test]
fn compatibility_forms_become_plain() {
    check("ﬁn ＡＢＣ１２ ² ℡ ㎏", "fin abc12 2 tel kg");
    check("ﾊﾟﾝ", "パン");
}

#[test]
fn invisible_characters_disappear() {
    check("hô\u{ad}pi\u{200b}tal\u{feff}", "hopital");
    check("❤\u{fe0f}", "❤");
    check("می\u{200c}خواهم", "ميخواهم");
}

#[test]
fn greek_and_cyrillic_keep_their_letters() {
    check("ΌΔΟΣ οδός", "οδοσ οδοσ");
    check("Ёлка Йод ЙОД", "елка йод йод");
    check("и\u{306}", "й");
}

#[test]
fn arabic_and_hebrew_lose_their_vowel_signs() {
    check("مُحَمَّد", "محمد");
    check("الســـلام", "السلام");
    check("أحمد إسلام آمال", "احمد اسلام امال");
    check("مدرسة", "مدرسه");
    check("שָׁלוֹם", "שלום");
}

#[test]
fn other_scripts_keep_their_signs() {
    check("हिन्दी", "हिन्दी");
    check("ภาษาไทย", "ภาษาไทย");
    check("がぎぐ", "がぎぐ");
    check("한국어", "한국어");
}

#[test]
fn every_character_folds_once_for_all() {
    for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let once = fold(&c.to_string());
        assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
    }
}

#[test]
fn every_composed_letter_folds_as_its_decomposition() {
    for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let text = c.to_string();
        assert_eq!(
            fold(&text),
            fold(&text.nfd().collect::<String>()),
            "U+{:04X}",
            u32::from(c)
        );
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn folding_ignores_normal_forms(text in any::<String>()) {
        let expect = fold(&text);
        prop_assert_eq!(fold(&text.nfc().collect::<String>()), expect.clone());
        prop_assert_eq!(fold(&text.nfd().collect::<String>()), expect.clone());
        prop_assert_eq!(fold(&text.nfkd().collect::<String>()), expect);
    }

    #[test]
    fn folding_ignores_case_of_european_letters(text in "[a-zà-öø-ÿœ α-ωά-ώ а-яё0-9'#@-]{0,40}") {
        prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
    }

    #[test]
    fn folding_joins_at_spaces(left in any::<String>(), right in any::<String>()) {
        // A letter keeps the marks that may start `right` from combining with the space.
        let right = format!("x{right}");
        let joined = format!("{left} {right}");
        prop_assert_eq!(fold(&joined), format!("{} {}", fold(&left), fold(&right)));
    }
}
