use std::collections::BTreeSet;

use super::{Stemmer, stem};
use crate::fold;

#[track_caller]
fn one(language: Stemmer, forms: &[&str]) {
    let folded: Vec<String> = forms.iter().map(|it| fold(it)).collect();
    let stems: BTreeSet<_> = folded.iter().map(|it| stem(it, language)).collect();
    assert_eq!(stems.len(), 1, "{forms:?}: {stems:?}");
}

#[track_caller]
fn apart(language: Stemmer, a: &str, b: &str) {
    let (a, b) = (fold(a), fold(b));
    assert_ne!(stem(&a, language), stem(&b, language));
}

#[test]
fn forms_of_a_french_word_have_one_stem() {
    for forms in [
        &["patinoire", "patinoires"][..],
        &[
            "vaccin",
            "vaccins",
            "vacciné",
            "vaccinée",
            "vaccinées",
            "vacciner",
            "vaccinant",
        ],
        &["hôpital", "hôpitaux"],
        &["perdu", "perdue", "perdus", "perdues"],
        &["choisi", "choisie", "choisis", "choisies"],
        &["ami", "amie", "amies"],
        &["fermé", "fermée", "fermés", "fermées", "fermer"],
        &["municipal", "municipale", "municipales", "municipaux"],
    ] {
        one(Stemmer::French, forms);
    }
    apart(Stemmer::French, "patinoire", "patine");
    apart(Stemmer::French, "poste", "posture");
    apart(Stemmer::French, "bus", "bu");
}

#[test]
fn forms_of_an_english_word_have_one_stem() {
    for forms in [
        &["library", "libraries"][..],
        &["close", "closed", "closes", "closing"],
        &["parcel", "parcels"],
    ] {
        one(Stemmer::English, forms);
    }
    apart(Stemmer::English, "post", "poster");
}

#[test]
fn word_of_another_script_is_its_own_stem() {
    for language in [Stemmer::French, Stemmer::English] {
        assert_eq!(stem("图书馆", language), "图书馆");
        assert_eq!(stem("библиотека", language), "библиотека");
    }
}
