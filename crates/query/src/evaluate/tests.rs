use jiff::tz::TimeZone;
use model::{Card, Counts, Lang, Media, MediaKind, Network, PostKind, RemoteRef, Span, SpanKind};

use crate::{
    Doc, Facts, Field, Name, SPANS_MAX, evaluate,
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

#[test]
fn one_letter_left_open_is_any_one() {
    check(
        "organi?ation",
        &["Organisation", "#organization", "organi\u{304}ṡation"],
        &["organiation", "organissation", "organisations"],
    );
    check(
        "perdu?",
        &["perdus", "Perdue", "#perdus"],
        &["perdu", "perdues", "perdu ?"],
    );
    check("bure?u*", &["bureaucratie", "bureau"], &["bureu", "burau"]);
    check("#col?s", &["#Colis"], &["colis"]);
    check(
        "\"bureau? de poste\"",
        &["bureaux de poste"],
        &["bureau de poste"],
    );
}

#[test]
fn tilde_finds_the_forms_of_a_word_in_the_language_of_the_post() {
    let holds = |source: &str, text: &str, lang| {
        evaluate(&meaning(source), &Doc::new(&post(text), Some(lang))).is_some()
    };
    let (fr, en, br) = (Lang::FRENCH, Lang::ENGLISH, Lang::BRETON);
    assert!(holds("patinoire~", "les Patinoires", fr));
    assert!(holds("vacciné~", "elles sont vaccinées", fr));
    assert!(holds("hôpital~", "nos hôpitaux", fr));
    assert!(!holds("patinoire~", "la patineuse", fr));
    assert!(holds("library~", "two libraries", en));
    assert!(!holds("library~", "two libraries", fr), "not English here");
    assert!(holds("patinoire~", "patinoire", br));
    assert!(!holds("patinoire~", "patinoires", br));
    assert!(holds("\"bureau~ de poste\"", "des bureaux de poste", fr));
    assert!(holds("colis~ NEAR/1 perdu~", "colis postal perdus", fr));
    let mut silent = post("two libraries, deux patinoires");
    silent.langs.clear();
    for either in ["library~", "patinoire~"] {
        assert!(evaluate(&meaning(either), &Doc::new(&silent, None)).is_some());
    }
}

#[test]
fn exact_writing_counts_case_accents_and_signs() {
    check(
        "raw:\"La Poste\"",
        &["à La Poste !", "La\u{a0}Poste", "« La\u{202f}Poste »"],
        &["la poste", "LA POSTE", "La-Poste", "#LaPoste"],
    );
    check(
        "raw:Hôpital",
        &["Hôpital", "Ho\u{302}pital"],
        &["Hopital", "hôpital"],
    );
    check("raw:l'été", &["l’été", "l'été"], &["L'été", "l'ete"]);
    check("raw:C++", &["du C++, oui"], &["du C", "du c++", "C#", "C+"]);
    check("raw:.NET", &["le .NET"], &["le NET", ".net"]);
    check("raw:#LaPoste", &["#LaPoste"], &["#laposte", "LaPoste"]);
    check("raw:B*", &["plan B*"], &["plan B", "Bus"]);
    check(
        "raw:Poste NEAR/1 ferme",
        &["Poste bien ferme"],
        &["poste ferme"],
    );
    assert_eq!(spans("raw:C++", "du C++ !"), ["C"]);
}

#[test]
fn addressee_is_who_is_answered_or_named_first() {
    check(
        "to:mairie",
        &["@mairie bonjour", "@lea @mairie bonjour"],
        &["bonjour @mairie", "mairie"],
    );
    let mut it = post("bonjour");
    let to = RemoteRef::new(Network::Bluesky, "at://did:plc:mairie/app.bsky.feed.post/1");
    it.kind = PostKind::Reply { to, root: None };
    assert!(holds("à:did:plc:mairie", &it));
    assert!(!holds("to:mairie", &it), "nobody told us its handle");
    it.answered = vec!["Mairie.example.org".into()];
    assert!(holds("to:mairie.example.org", &it));
    assert!(holds("to:mairie", &it), "as `from:` names it");
    assert!(!holds("to:example", &it));
}

#[test]
fn mentions_are_found_by_handle_or_id() {
    check("mentions:lea", &["bonjour @Lea"], &["lea", "@tom"]);
    let mut it = post("bonjour Léa");
    it.spans = vec![Span {
        range: 8..12,
        kind: SpanKind::Mention("did:plc:lea".into()),
    }];
    assert!(holds("mentionne:did:plc:lea", &it));
    assert!(!holds("mentions:lea", &it));
}

#[test]
fn what_a_post_carries_can_be_asked() {
    let mut it = post("voir");
    for what in ["image", "video", "link", "media", "poll", "alt"] {
        assert!(!holds(&format!("has:{what}"), &it), "{what}");
    }
    it.media.push(Media {
        kind: MediaKind::Image,
        url: None,
        alt: "une affiche".into(),
        poster: None,
        width: None,
        height: None,
    });
    it.poll = Some(model::Poll {
        choices: Vec::new(),
        voters: None,
        ends_at: None,
        is_multiple: false,
    });
    for (carried, absent) in [
        ("image", "video"),
        ("media", "link"),
        ("alt", "link"),
        ("poll", "video"),
    ] {
        assert!(
            holds(&format!("has:{carried} -has:{absent}"), &it),
            "{carried}"
        );
    }
    it.media[0].kind = MediaKind::Video;
    it.media[0].alt = "".into();
    assert!(holds("a:vidéo -a:image -a:alt", &it));
    assert!(holds("has:link", &post("voir example.org")));
}

#[test]
fn what_a_post_is_can_be_asked() {
    let mut it = post("voir");
    for what in ["reply", "repost", "quote", "ours", "question", "press"] {
        assert!(!holds(&format!("is:{what}"), &it), "{what}");
    }
    assert!(holds("is:question", &post("C’est ouvert ?")));
    let of = it.at.clone();
    it.kind = PostKind::Quote { of: of.clone() };
    assert!(holds("is:quote -is:repost -is:reply", &it));
    it.kind = PostKind::Repost { of: of.clone() };
    assert!(holds("is:repost -is:quote", &it));
    it.kind = PostKind::Reply { to: of, root: None };
    assert!(holds("is:reply -is:quote", &it));
    it.at.network = Network::Press;
    assert!(holds("est:presse", &it));
}

#[test]
fn figures_are_compared_once_they_are_known() {
    let mut it = post("x");
    for unknown in [
        "followers:>=0",
        "followers:<5",
        "engagement:>=0",
        "engagement:=0",
    ] {
        assert!(!holds(unknown, &it), "{unknown}");
    }
    it.author.followers = Some(1_000);
    it.counts = Counts {
        replies: Some(1),
        reposts: None,
        likes: Some(49),
    };
    for true_now in [
        "followers:>=1k",
        "followers:<=1000",
        "followers:=1000",
        "engagement:=50",
        "engagement:>49",
        "engagement:<51",
    ] {
        assert!(holds(true_now, &it), "{true_now}");
    }
    for false_now in ["followers:>1000", "followers:<1k", "engagement:>50"] {
        assert!(!holds(false_now, &it), "{false_now}");
    }
}

#[test]
fn facts_of_the_house_are_compared_by_name() {
    let folded = |it: &str| vec![Name::new(it).unwrap().folded().into()];
    let facts = Facts {
        sources: folded("Ouest-France"),
        accounts: folded("Mairie"),
        lists: folded("Nos élus"),
        ours: true,
        ..Facts::default()
    };
    let doc = Doc::with_facts(&post("x"), facts);
    let holds = |source: &str| evaluate(&meaning(source), &doc).is_some();
    for known in [
        "source:ouest-france",
        "compte:MAIRIE",
        "list:\"nos elus\"",
        "is:ours",
    ] {
        assert!(holds(known), "{known}");
    }
    for other in ["source:france", "account:lea", "list:elus"] {
        assert!(!holds(other), "{other}");
    }
}

#[test]
fn days_are_those_of_the_readers() {
    let mut it = post("x");
    it.created_at = "2026-03-01T23:30:00Z".parse().unwrap();
    let at = |zone: Option<TimeZone>, now: Option<&str>| {
        let now = now.map(|it| it.parse().unwrap());
        Doc::with_facts(
            &it,
            Facts {
                zone,
                now,
                ..Facts::default()
            },
        )
    };
    let holds = |source: &str, doc: &Doc| evaluate(&meaning(source), doc).is_some();
    let utc = at(None, Some("2026-03-03T23:30:00Z"));
    assert!(holds("since:2026-03-01 until:2026-03-01", &utc));
    assert!(!holds("since:2026-03-02", &utc));
    assert!(holds("within:2d", &utc));
    assert!(!holds("within:47h", &utc));
    let paris = at(Some(TimeZone::get("Europe/Paris").unwrap()), None);
    assert!(holds("since:2026-03-02 until:2026-03-02", &paris));
    assert!(
        holds("within:1h", &paris),
        "a live query sees posts at once"
    );
}

#[test]
fn site_is_where_a_post_was_published() {
    let mut it = post("x");
    it.url = Some("https://www.example.org/news/1".into());
    for there in [
        "site:example.org",
        "site:example",
        "site:example.org/news",
        "site:news",
    ] {
        assert!(holds(there, &it), "{there}");
    }
    assert!(!holds("site:example.com", &it) && !holds("url:example.org", &it));
}

fn holds(source: &str, it: &model::Post) -> bool {
    evaluate(&meaning(source), &Doc::new(it, None)).is_some()
}
