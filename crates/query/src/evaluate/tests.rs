use model::{Card, Lang, Media, MediaKind, Network, Span, SpanKind};

use crate::{
    Doc, Field, SPANS_MAX, evaluate,
    tests::{matches, meaning, post, spans},
};

#[track_caller]
fn check(source: &str, found_in: &[&str], not_in: &[&str]) {
    for text in found_in {
        assert!(matches(source, text), "`{source}` should find `{text}`");
    }
    for text in not_in {
        assert!(
            !matches(source, text),
            "`{source}` should not find `{text}`"
        );
    }
}

#[test]
fn word_is_found_whatever_its_case_and_accents() {
    check(
        "hôpital",
        &[
            "L'HÔPITAL public",
            "l’hopital",
            "#Hôpital",
            "un ho\u{302}pital",
            "(hôpital)",
            "l'hôpital-école",
        ],
        &[
            "hôpitaux",
            "@hopital",
            "https://hopital.example.org/hopital",
            "#HôpitalPublic",
        ],
    );
    check("oeuvre", &["une ŒUVRE", "œuvre"], &["manœuvre"]);
}

#[test]
fn phrase_is_adjacent_words_in_order() {
    check(
        "\"bureau de poste\"",
        &[
            "le bureau de poste.",
            "BUREAU DE POSTE",
            "bureau, de : poste",
        ],
        &[
            "bureau poste",
            "poste de bureau",
            "bureau de la poste",
            "#bureaudeposte",
        ],
    );
    check(
        "\"bureau * poste\"",
        &["bureau de poste", "bureau 🎉 poste"],
        &["bureau poste", "bureau de la poste"],
    );
    check("\"* poste\"", &["la poste"], &["poste"]);
    check("\"poste *\"", &["poste ouverte"], &["la poste"]);
    check("\"bur* de poste\"", &["bureaux de poste"], &["de poste"]);
    check(
        "\"la #poste ferme\"",
        &["la #Poste ferme"],
        &["la poste ferme"],
    );
    check(
        "\"vive #SaintAubin demain\"",
        &["vive #saintaubin demain", "vive #SaintAubin demain"],
        &["vive #SaintAubin"],
    );
}

#[test]
fn word_of_several_tokens_is_a_phrase() {
    check(
        "l'hôpital",
        &["à l’hôpital"],
        &["l est à hôpital", "hôpital"],
    );
    check(
        "porte-parole",
        &["le porte-parole", "porte parole"],
        &["porte", "porteparole"],
    );
    check("图书馆", &["在图书馆看书"], &["图馆书"]);
    check("🎉", &["bravo🎉"], &["bravo"]);
}

#[test]
fn prefix_finds_beginnings() {
    check(
        "vaccin*",
        &["vaccin", "vaccination", "Vaccinés", "#vaccinodrome"],
        &["vacci", "revaccin"],
    );
    check("#saint*", &["#SaintAubin"], &["saintaubin"]);
}

#[test]
fn tag_wants_its_sign() {
    check(
        "#colis",
        &["mon #Colis", "＃colis"],
        &["mon colis", "#colisperdu"],
    );
    check("saintaubin", &["#SaintAubin"], &["saint aubin"]);
}

#[test]
fn handle_without_host_is_anywhere_and_with_it_there_only() {
    check(
        "@lea",
        &["merci @Lea", "@lea@example.org", "@lea.example.org"],
        &["lea", "@leaa", "@lea_b"],
    );
    check(
        "@lea@example.org",
        &["@lea@example.org"],
        &["@lea", "@lea@example.com"],
    );
    check("@lea.bsky.social", &["@lea.bsky.social !"], &["@lea"]);
}

#[test]
fn logic_combines() {
    check("a1 b1 OR c1", &["b1 x a1", "c1"], &["a1", "b1"]);
    check(
        "a1 (b1 OR c1) -d1",
        &["a1 b1", "c1 a1"],
        &["a1", "a1 b1 d1"],
    );
}

#[test]
fn near_counts_the_words_between() {
    check(
        "hausse NEAR/2 salaires",
        &[
            "hausse des salaires",
            "salaires en forte hausse",
            "hausse salaires",
        ],
        &["hausse brutale de nos salaires", "hausse"],
    );
    check(
        "hausse ONEAR/2 salaires",
        &["hausse des salaires"],
        &["salaires en hausse"],
    );
    check("a1 NEAR/0 b1", &["a1 b1", "b1 a1"], &["a1 x b1"]);
    check("a1 NEAR/3 a1", &["a1 x a1"], &["a1"]);
    check(
        "\"bureau de poste\" NEAR/1 poste",
        &["bureau de poste : poste"],
        &["bureau de poste"],
    );
    check(
        "(vaccin* OR \"pass sanitaire\") NEAR/1 obligat*",
        &["vaccination obligatoire", "obligation du pass sanitaire"],
        &["obligation sanitaire"],
    );
}

#[test]
fn reasons_are_the_terms_that_held() {
    assert_eq!(
        spans("colis OR perdu OR absent", "Colis #perdu, colis!"),
        ["Colis", "#perdu", "colis"]
    );
    assert_eq!(spans("colis -(perdu vole)", "colis perdu"), ["colis"]);
    assert_eq!(spans("colis OR (perdu absent)", "colis perdu"), ["colis"]);
    assert_eq!(
        spans(
            "\"l'hôpital public\" NEAR/1 ferme",
            "L’hôpital public va bien ; l'hôpital public ferme"
        ),
        ["l'hôpital public", "ferme"]
    );
    assert_eq!(spans("lang:fr", "colis"), [""; 0]);
}

#[test]
fn reasons_are_limited() {
    let text = "colis x ".repeat(SPANS_MAX * 2);
    assert_eq!(spans("colis", &text).len(), SPANS_MAX);
}

#[test]
fn fields_are_searched_apart() {
    let mut it = post("le texte");
    it.title = Some("Le titre".into());
    it.media.push(Media {
        kind: MediaKind::Image,
        url: None,
        alt: "une affiche".into(),
        poster: None,
        width: None,
        height: None,
    });
    it.card = Some(Card {
        url: "https://example.org/a".into(),
        title: "La carte".into(),
        description: "postale".into(),
    });
    let doc = Doc::new(&it, None);
    let fields = |source: &str| {
        evaluate(&meaning(source), &doc)
            .map(|it| it.spans.iter().map(|it| it.field).collect::<Vec<_>>())
    };
    assert_eq!(fields("titre texte"), Some(vec![Field::Title, Field::Text]));
    assert_eq!(
        fields("affiche carte postale"),
        Some(vec![
            Field::Alt(0),
            Field::CardTitle,
            Field::CardDescription
        ])
    );
    assert_eq!(fields("\"carte postale\""), None);
    assert_eq!(fields("titre NEAR/9 texte"), None);
}

#[test]
fn author_is_found_by_handle_or_id() {
    let mut it = post("x");
    it.at.network = Network::Mastodon;
    it.at.host = "example.org".into();
    it.author.handle = "Lea".into();
    it.author.id = "https://example.org/users/lea".into();
    let holds =
        |source: &str, it: &model::Post| evaluate(&meaning(source), &Doc::new(it, None)).is_some();
    for source in [
        "from:lea",
        "de:@LEA",
        "from:lea@example.org",
        "from:https://example.org/users/lea",
    ] {
        assert!(holds(source, &it), "{source}");
    }
    for source in ["from:le", "from:lea@example.com", "from:tom"] {
        assert!(!holds(source, &it), "{source}");
    }
    it.at.network = Network::Bluesky;
    it.author.handle = "lea.example.org".into();
    assert!(holds("from:lea", &it) && holds("from:@lea.example.org", &it));
    it.at.network = Network::Instagram;
    assert!(!holds("from:lea", &it), "a dot is part of the name there");
    it.author.handle = "lea@example.com".into();
    assert!(holds("from:lea", &it));
    assert!(holds("from:lea@example.com", &it));
    assert!(!holds("from:lea@example.org", &it));
}

#[test]
fn decided_language_wins_over_claims() {
    let it = post("demat");
    let holds = |lang| evaluate(&meaning("lang:br"), &Doc::new(&it, lang)).is_some();
    assert!(holds(Some(Lang::BRETON)));
    assert!(!holds(Some(Lang::FRENCH)));
    assert!(!holds(None));
    assert!(evaluate(&meaning("lang:fr"), &Doc::new(&it, None)).is_some());
}

#[test]
fn network_is_the_one_it_came_from() {
    check("network:bluesky", &["x"], &[]);
    check("network:mastodon", &[], &["x"]);
}

#[test]
fn url_is_a_host_with_its_subdomains_or_words_of_an_address() {
    check(
        "url:example.org",
        &[
            "voir https://example.org/x",
            "voir www.example.org",
            "http://news.example.org/",
        ],
        &[
            "https://badexample.org/",
            "https://example.org.evil.com/",
            "example",
        ],
    );
    check(
        "url:example.org/musee",
        &["https://www.example.org/musee/horaires"],
        &["https://example.org/actus/musee"],
    );
    check(
        "url:horaires",
        &[
            "https://example.org/musee/horaires",
            "https://horaires.example.org",
        ],
        &["horaires"],
    );
    check("example.org", &["https://example.org/x"], &["x"]);
    assert_eq!(
        spans("url:example.org", "voir https://example.org/x ici")
            .concat()
            .find("example.org"),
        Some(0)
    );
}

#[test]
fn links_behind_the_text_count() {
    let mut it = post("voir ici");
    it.spans = vec![Span {
        range: 5..8,
        kind: SpanKind::Link("https://www.example.org/musee".into()),
    }];
    let why = evaluate(&meaning("url:example.org/musee"), &Doc::new(&it, None)).unwrap();
    assert_eq!(
        why.spans
            .iter()
            .map(|it| (it.start, it.end))
            .collect::<Vec<_>>(),
        [(5, 8)]
    );
    it.spans.clear();
    it.card = Some(Card {
        url: "https://example.org/x".into(),
        title: "".into(),
        description: "".into(),
    });
    assert_eq!(
        evaluate(&meaning("url:example.org"), &Doc::new(&it, None))
            .unwrap()
            .spans,
        []
    );
}

#[test]
fn spans_of_the_network_complete_the_text() {
    let mut it = post("merci @lea pour #ça");
    it.spans = vec![
        Span {
            range: 6..10,
            kind: SpanKind::Mention("lea@example.org".into()),
        },
        Span {
            range: 16..20,
            kind: SpanKind::Tag("ça🎉".into()),
        },
    ];
    let doc = Doc::new(&it, None);
    for source in [
        "@lea@example.org",
        "@lea",
        "#ca",
        "\"@lea@example.org pour\"",
    ] {
        assert!(evaluate(&meaning(source), &doc).is_some(), "{source}");
    }
    it.spans[0].kind = SpanKind::Mention("did:plc:lea".into());
    assert!(evaluate(&meaning("@lea@example.org"), &Doc::new(&it, None)).is_none());
}
