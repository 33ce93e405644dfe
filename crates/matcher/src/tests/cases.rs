//! Cases by hand, in the ways people write.

use super::{
    generate::{Sample, post},
    meaning,
    properties::found,
};
use crate::{Matcher, QueryKey, Scratch};

/// Holds a query against texts that satisfy it and texts that do not.
#[track_caller]
fn check(source: &str, satisfied: &[&str], not: &[&str]) {
    let matcher = Matcher::default();
    matcher.insert(QueryKey(5), &meaning(source)).unwrap();
    let mut scratch = Scratch::default();
    for (texts, keys) in [(satisfied, &[5][..]), (not, &[][..])] {
        for text in texts {
            let sample = Sample {
                post: post(text),
                facts: query::Facts::default(),
                lang: None,
            };
            assert_eq!(
                found(&matcher, &mut scratch, &sample),
                keys,
                "`{source}` and `{text}`"
            );
        }
    }
}

#[test]
fn elisions_hyphens_and_apostrophes() {
    check(
        "hôpital",
        &["L'hôpital", "l’hopital", "à l'HÔPITAL."],
        &["hospitalier"],
    );
    check(
        "l'hôpital",
        &["L’hôpital !", "l hopital"],
        &["à l'ancien hôpital"],
    );
    check(
        "porte-parole",
        &["Le porte-parole", "porte parole", "PORTE‑PAROLE"],
        &["parole porte"],
    );
    check("\"c'est l'été\"", &["C’est l’été"], &["c'est bien l'été"]);
}

#[test]
fn letters_of_other_keyboards() {
    check("cœur", &["coeur", "CŒUR"], &["cour"]);
    check("ex æquo", &["ex-aequo", "æquo ex"], &["aequo"]);
    check("straße", &["STRASSE", "Straße"], &["strate"]);
    check("istanbul", &["İstanbul", "ISTANBUL"], &["instable"]);
}

#[test]
fn tags_are_one_word() {
    check(
        "#SaintAubin",
        &["#saintaubin", "vu à #SaintAubin."],
        &["saint aubin", "saintaubin"],
    );
    check(
        "saintaubin",
        &["#SaintAubin", "SaintAubin"],
        &["saint aubin"],
    );
    check(
        "colis*",
        &["#ColisPerdu", "colissimo"],
        &["@colissimo", "https://colis.fr/colis"],
    );
}

#[test]
fn other_scripts() {
    check("مكتبة", &["في المكتبة مَكْتَبَة", "مكتبه"], &["كتاب"]);
    check("ספרייה", &["סִפְרִיָּה ספרייה"], &["ספר"]);
    check("ห้องสมุด", &["ไปห้องสมุดกัน"], &["ห้องครัว"]);
    check("图书馆", &["我去图书馆"], &["书图馆"]);
}

#[test]
fn emoji_are_words() {
    check("👩‍👩‍👧", &["la famille 👩‍👩‍👧!"], &["👩 👧"]);
    check("❤", &["j'❤️ Brest"], &["💔"]);
    check("\"👍🏽 merci\"", &["👍🏽 merci"], &["merci 👍🏽"]);
}

#[test]
fn words_near_each_other() {
    check(
        "eau NEAR/2 fuite",
        &["fuite d'eau", "eau : une grosse fuite"],
        &["eau et puis la fuite"],
    );
    check("eau ONEAR/2 fuite", &["eau, une fuite"], &["fuite d'eau"]);
    check(
        "(eau OR gaz) NEAR/0 coup*",
        &["gaz coupé", "coupure eau"],
        &["gaz et coupure"],
    );
    check(
        "\"hôtel * ville\"",
        &["hôtel de ville"],
        &["hôtel ville", "hôtel de la ville"],
    );
}
