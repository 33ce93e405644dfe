use super::{detect, detect_with_claims};
use model::Lang;
use proptest::prelude::*;

#[track_caller]
fn check(lang: &str, texts: &[&str]) {
    for text in texts {
        let actual = detect(text).map(|it| it.lang.to_string());
        assert_eq!(actual.as_deref(), Some(lang), "{text}");
    }
}

#[track_caller]
fn check_none(texts: &[&str]) {
    for text in texts {
        assert_eq!(detect(text), None, "{text}");
    }
}

#[test]
fn short_french_posts_are_french() {
    check(
        "fr",
        &[
            "Merci beaucoup !",
            "c'est ouvert demain ?",
            "jsuis trop fatigué mdr",
            "Toujours pas de colis, 3 semaines que j'attends",
            "PTDR la patinoire est encore en panne",
            "À bientôt",
            "pk le bus 12 passe pas svp",
            "Il fait un temps de chien, vivement l’été",
            "En réunion à la mairie",
        ],
    );
}

#[test]
fn short_english_posts_are_english() {
    check(
        "en",
        &[
            "Thank you so much!",
            "where is my parcel?",
            "im so tired lol",
            "The museum is closed today",
            "can't wait for the weekend",
            "What a lovely exhibition, well done everyone",
        ],
    );
}

#[test]
fn breton_posts_are_breton() {
    check(
        "br",
        &[
            "Demat d'an holl !",
            "Brav eo an amzer hiziv",
            "Trugarez vras deoc'h",
            "Petra zo nevez e Breizh ?",
            "N'eus ket a vus hiziv, re fall eo an amzer",
            "Un abadenn nevez e brezhoneg a vo disul da noz",
            "Me zo o vont d’ar skol gant ma breur",
            "Kenavo ar c'hentañ",
            "Bloavezh mat ha yec'hed d'an holl",
        ],
    );
}

#[test]
fn other_languages_of_europe_are_known() {
    check(
        "es",
        &["Muchas gracias por todo", "¿Dónde está la biblioteca?"],
    );
    check("pt", &["Muito obrigado, não sabia disso"]);
    check("it", &["Grazie mille, è stata una bella giornata"]);
    check("de", &["Das Museum ist heute leider nicht geöffnet"]);
    check("nl", &["Het is vandaag niet zo leuk weer"]);
    check("ca", &["Moltes gràcies a tots, fins demà"]);
    check("eu", &["Eskerrik asko guztioi, bihar arte"]);
}

#[test]
fn scripts_decide_alone() {
    check("zh", &["我今天在图书馆看书", "博物馆开门了！"]);
    check("ja", &["図書館はどこですか", "今日はとても寒い"]);
    check("ko", &["오늘 도서관에 갔어요"]);
    check("ar", &["شكرا جزيلا على المساعدة", "المتحف مغلق اليوم"]);
    check("fa", &["امروز هوا خیلی سرد است"]);
    check("ur", &["آپ کا بہت شکریہ، یہ اچھا ہے"]);
    check("ru", &["Спасибо большое, всё работает"]);
    check("uk", &["Дякую, сьогодні дуже гарна погода і їжа"]);
    check("el", &["Ευχαριστώ πολύ"]);
    check("he", &["תודה רבה לכולם"]);
    check("th", &["ขอบคุณมากครับ"]);
    check("hy", &["Շնորհակալություն"]);
}

#[test]
fn links_names_and_tags_are_no_evidence() {
    check(
        "fr",
        &[
            "@the_great_one merci pour tout https://www.example.com/this-is-what-we-have",
            "RT @lea@pouet.bzh: encore une fois c'est raté #FollowFriday #TheBest",
        ],
    );
    check_none(&[
        "https://www.ville.fr/toutes-les-actualites @lea",
        "RT @lea: https://t.co/abc",
    ]);
}

#[test]
fn tags_count_when_there_is_nothing_else() {
    check("fr", &["#JourDeLaTerre #AvecVous #PourLesEnfants"]);
}

#[test]
fn the_larger_script_wins_in_a_mixed_post() {
    check("zh", &["今天去了 Paris 的博物馆，很好看"]);
    check("fr", &["Je mange des 寿司 avec des amis ce soir"]);
}

#[test]
fn no_evidence_is_no_language() {
    check_none(&[
        "",
        " ",
        "😂😂😂",
        "👍🏽 12:30 !!!",
        "17 000 €",
        "...",
        "\u{fe0f}\u{200d}",
        "\u{301}",
    ]);
}

#[test]
fn claims_help_doubtful_texts_only() {
    let claim = |text, tags: &[&str]| {
        let claims: Vec<Lang> = tags.iter().filter_map(|it| Lang::parse(it)).collect();
        detect_with_claims(text, &claims).map(|it| it.lang.to_string())
    };
    assert_eq!(claim("Paris Brest", &["fr"]).as_deref(), Some("fr"));
    assert_eq!(claim("Brav !", &["br"]).as_deref(), Some("br"));
    assert_eq!(
        claim("Le musée est fermé, c'est dommage", &["en"]).as_deref(),
        Some("fr")
    );
    assert_eq!(claim("今日", &["ja"]).as_deref(), Some("ja"));
    assert_eq!(claim("شكرا", &["fr"]).as_deref(), Some("ar"));
    assert_eq!(claim("😂", &["fr"]), None);
}

#[test]
fn more_text_makes_more_sure() {
    let sure = |text| detect(text).map_or(0.0, |it| it.confidence);
    let (short, long) = ("le chat", "le chat est dans la rue avec les autres");
    assert!(sure(short) < sure(long), "{} {}", sure(short), sure(long));
}

#[test]
fn very_long_texts_are_read_in_part() {
    let text = "Bonjour à tous et merci ! ".repeat(50_000);
    assert_eq!(detect(&text).map(|it| it.lang), Some(Lang::FRENCH));
}

proptest! {
    #[test]
    fn any_text_has_a_sound_answer(text in any::<String>(), claims in prop::collection::vec("[a-z]{2,3}", 0..3)) {
        let claims: Vec<Lang> = claims.iter().filter_map(|it| Lang::parse(it)).collect();
        if let Some(it) = detect_with_claims(&text, &claims) {
            prop_assert!((0.0..=1.0).contains(&it.confidence), "{it:?}");
        }
    }

    #[test]
    fn case_and_normal_form_change_nothing(text in "[a-zà-ÿœñ' ]{0,60}") {
        use unicode_normalization::UnicodeNormalization;
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(detect(&decomposed), detect(&text));
        if !text.contains(['ÿ', 'ß']) {
            prop_assert_eq!(detect(&text.to_uppercase()), detect(&text));
        }
    }
}
