use crate::{LENGTH_MAX_CHARS, Spelling, TERMS_MAX, parse, print, tests::meaning};

#[track_caller]
fn check(source: &str, french: &str, english: &str) {
    let expr = meaning(source);
    assert_eq!(print(&expr, Spelling::French), french);
    assert_eq!(print(&expr, Spelling::English), english);
}

#[test]
fn operators_are_spelled_in_the_language_asked() {
    check(
        "a (b OU c) SAUF d ET (e NEAR/2 f) lang:fr réseau:rss from:@Lea",
        "a ET (b OU c) SAUF d ET e NEAR/2 f ET langue:fr ET réseau:press ET de:lea",
        "a AND (b OR c) NOT d AND e NEAR/2 f AND lang:fr AND network:press AND from:lea",
    );
}

#[test]
fn parentheses_are_kept_where_they_matter_only() {
    check(
        "((a) OR (b AND c)) -(d e)",
        "(a OU b ET c) SAUF (d ET e)",
        "(a OR b AND c) NOT (d AND e)",
    );
    check("-(-a) b", "SAUF SAUF a ET b", "NOT NOT a AND b");
    check(
        "c -(a NEAR/2 b)",
        "c SAUF (a NEAR/2 b)",
        "c NOT (a NEAR/2 b)",
    );
    check(
        "(a OR b) ONEAR/0 \"c d\"",
        "(a OU b) ONEAR/0 \"c d\"",
        "(a OR b) ONEAR/0 \"c d\"",
    );
}

#[test]
fn words_keep_their_writing() {
    check(
        "Hôpital « La\u{a0}Poste » Vaccin*",
        "Hôpital ET \"La Poste\" ET Vaccin*",
        "Hôpital AND \"La Poste\" AND Vaccin*",
    );
}

#[test]
fn quotes_are_kept_where_they_matter_only() {
    check("\"colis\"", "colis", "colis");
    check(
        "\"ET\" \"et\" \"NON\"",
        "\"ET\" ET \"et\" ET \"NON\"",
        "\"ET\" AND \"et\" AND \"NON\"",
    );
    check(
        "\"lang:fr\" \"-5\" \"quoi !\"",
        "\"lang:fr\" ET \"-5\" ET \"quoi !\"",
        "\"lang:fr\" AND \"-5\" AND \"quoi !\"",
    );
    check(
        "from:\"Ouest (France)\"",
        "de:\"ouest (france)\"",
        "from:\"ouest (france)\"",
    );
}

#[test]
fn fields_and_their_values_are_spelled_in_the_language_asked() {
    check(
        "to:@Lea mentions:tom has:video is:ours followers:>10k within:14d since:2026-01-31",
        "à:lea ET mentionne:tom ET a:vidéo ET est:nous ET abonnés:>10000 ET durant:14j ET depuis:2026-01-31",
        "to:lea AND mentions:tom AND has:video AND is:ours AND followers:>10000 AND within:14d AND since:2026-01-31",
    );
    check(
        "raw:\"La Poste\" raw:C++ \"bureau~ de poste\" Élu?s list:\"Nos élus\" query:Colis within:36h",
        "exact:\"La Poste\" ET exact:C++ ET \"bureau~ de poste\" ET Élu?s ET liste:\"Nos élus\" ET requête:Colis ET durant:36h",
        "raw:\"La Poste\" AND raw:C++ AND \"bureau~ de poste\" AND Élu?s AND list:\"Nos élus\" AND query:Colis AND within:36h",
    );
}

#[test]
fn query_of_the_greatest_size_still_reads_back() {
    for source in [
        vec!["abcdefg"; TERMS_MAX].join(" "),
        format!("a{}", " -b".repeat(TERMS_MAX - 1)),
        vec!["réseau:x"; TERMS_MAX - 60].join(" "),
        vec!["réseau:rss"; TERMS_MAX - 130].join(" "),
        vec!["url:a-b.fr"; TERMS_MAX - 130].join(" "),
        vec!["durant:9w"; TERMS_MAX - 130].join(" "),
        vec!["followers:>9m"; TERMS_MAX - 240].join(" "),
    ] {
        let expr = meaning(&source);
        for spelling in [Spelling::French, Spelling::English] {
            let printed = print(&expr, spelling);
            assert!(
                printed.chars().count() <= LENGTH_MAX_CHARS,
                "{} characters",
                printed.chars().count()
            );
            assert_eq!(parse(&printed).valid(), Some(&expr));
        }
    }
}
