use crate::tests::{codes, meaning, shape};

#[test]
fn quotes_of_all_keyboards_make_phrases() {
    for source in [
        "\"bureau de poste\"",
        "“bureau de poste”",
        "”bureau de poste“",
        "„bureau de poste“",
        "«\u{a0}bureau de poste\u{a0}»",
        "«\u{202f}bureau\u{202f}de poste\u{202f}»",
        "»bureau de poste«",
        "＂bureau　de　poste＂",
        "« bureau \"de\" poste »",
    ] {
        assert_eq!(shape(source), "bureau+de+poste", "{source}");
    }
}

#[test]
fn full_width_signs_work() {
    assert_eq!(
        shape("（colis　OR　＃poste）　－perdu＊"),
        "(and (or colis #poste) (not perdu*))"
    );
    assert_eq!(shape("ｌang：fr colis"), "(and lang:fr colis)");
}

#[test]
fn blanks_of_all_widths_separate() {
    assert_eq!(
        shape("colis\u{a0}perdu\u{202f}\u{200b}hier\n\tsoir\u{feff}"),
        "(and colis perdu hier soir)"
    );
}

#[test]
fn minus_excludes_in_all_its_forms() {
    for minus in ["-", "－", "−", "–", "—"] {
        assert_eq!(
            shape(&format!("colis {minus}perdu")),
            "(and colis (not perdu))",
            "{minus}"
        );
    }
    assert_eq!(
        shape("colis -\"bureau de poste\" -(a OR b)"),
        "(and colis (not bureau+de+poste) (not (or a b)))"
    );
    assert_eq!(shape("porte-parole"), "porte+parole");
}

#[test]
fn lone_minus_is_an_error_that_knows_two_ways_out() {
    assert_eq!(codes("colis - perdu"), ["E lone-minus [-]"]);
    assert_eq!(fixed("colis - perdu"), "colis -perdu");
    assert_eq!(fixed("colis -"), "colis ");
}

#[test]
fn words_in_several_tokens_are_phrases() {
    assert_eq!(shape("l'hôpital"), "l+hopital");
    assert_eq!(shape("L’Hôpital"), "l+hopital");
    assert_eq!(shape("图书馆"), "图+书+馆");
    assert_eq!(shape("10:30"), "10+30");
    assert_eq!(shape("🎉"), "🎉");
}

#[test]
fn prefix_wants_three_letters() {
    assert_eq!(shape("vac*"), "vac*");
    assert_eq!(shape("l'hôp*"), "l+hop*");
    assert_eq!(shape("#sai*"), "#sai*");
    assert_eq!(codes("va*"), ["E prefix-too-short [*]"]);
    assert_eq!(codes("l'h*"), ["E prefix-too-short [*]"]);
    assert_eq!(fixed("va*"), "va");
}

#[test]
fn misplaced_stars_are_told() {
    assert_eq!(codes("*"), ["E lone-star [*]"]);
    assert_eq!(codes("vac*in"), ["E star-inside [*]"]);
    assert_eq!(codes("*vaccin"), ["E star-inside [*]"]);
    assert_eq!(codes("vaccin**"), ["E star-inside [*]"]);
    assert_eq!(codes("l'*"), ["E star-inside [*]"]);
    assert_eq!(codes("\"la poste\"*"), ["E star-inside [*]"]);
    assert_eq!(codes("\"* *\""), ["E only-stars [\"* *\"]"]);
    assert_eq!(shape("\"bureau * poste\""), "bureau+_+poste");
    assert_eq!(shape("\"bureau* de poste\""), "bureau*+de+poste");
}

#[test]
fn tags_and_handles_are_read_as_networks_read_them() {
    assert_eq!(shape("#Saint_Aubin"), "#saint_aubin");
    assert_eq!(shape("@Lea"), "@lea");
    assert_eq!(shape("@lea@Example.org"), "@lea@example.org");
    assert_eq!(shape("@lea.bsky.social"), "@lea.bsky.social");
    assert_eq!(codes("#12"), ["E not-a-tag [#12]"]);
    assert_eq!(fixed("#12"), "12");
    assert_eq!(codes("@é"), ["E not-a-handle [@é]"]);
}

#[test]
fn fields_are_read_in_both_languages() {
    assert_eq!(
        shape("from:@Lea de:lea@example.org"),
        "(and from:lea from:lea@example.org)"
    );
    assert_eq!(shape("LANG:FR langue:br"), "(and lang:fr lang:br)");
    assert_eq!(
        shape("network:twitter réseau:presse reseau:rss"),
        "(and network:x network:press network:press)"
    );
    assert_eq!(
        shape("url:https://www.Example.org/Le-Colis"),
        "url:example.org/le/colis"
    );
    assert_eq!(shape("url:\"musée municipal\""), "url:/musee/municipal");
    assert_eq!(shape("from:\"Ouest France\""), "from:ouest france");
}

#[test]
fn unknown_fields_are_errors_with_the_closest_name() {
    assert_eq!(codes("form:lea"), ["E unknown-field-closest [form:lea]"]);
    assert_eq!(fixed("form:lea"), "from:lea");
    assert_eq!(fixed("langues:fr"), "langue:fr");
    assert_eq!(codes("bonjour:monde"), ["E unknown-field [bonjour:monde]"]);
    assert_eq!(fixed("bonjour:monde"), "\"bonjour:monde\"");
    assert_eq!(fixed("Alerte: colis"), "Alerte colis");
}

#[test]
fn text_with_a_colon_is_text() {
    assert_eq!(shape("17:30"), "17+30");
    assert_eq!(shape("https://example.org/colis"), "<example.org/colis>");
}

#[test]
fn values_are_checked() {
    assert_eq!(codes("lang:xx"), ["E unknown-language [xx]"]);
    assert_eq!(fixed("lang:français"), "lang:fr");
    assert_eq!(codes("network:minitel"), ["E unknown-network [minitel]"]);
    assert_eq!(fixed("network:blue"), "network:bluesky");
    assert_eq!(codes("lang:"), ["E missing-value [lang:]"]);
    assert_eq!(fixed("colis lang: fr"), "colis lang:fr");
    assert_eq!(fixed("colis lang: OR perdu"), "colis  OR perdu");
    assert_eq!(codes("from:\"\""), ["E missing-value [from:\"\"]"]);
    assert_eq!(codes("from:(lea OR tom)"), ["E missing-value [from:]"]);
    assert_eq!(codes("from:le*"), ["E star-inside [*]"]);
}

#[test]
fn operators_not_measured_are_refused_by_name() {
    assert_eq!(codes("colis tone:x"), ["E not-yet [tone:x]"]);
    assert_eq!(codes("colis ton:x"), ["E not-yet [ton:x]"]);
    assert_eq!(codes("colis lieu:\"x y\""), ["E not-yet [lieu:\"x y\"]"]);
}

#[test]
fn values_of_both_languages_are_the_same() {
    for (french, english) in [
        ("de:lea", "from:lea"),
        ("à:lea", "to:lea"),
        ("À:lea", "to:lea"),
        ("mentionne:lea", "mentions:lea"),
        ("langue:br", "lang:br"),
        ("réseau:presse", "network:press"),
        ("reseau:presse", "network:press"),
        ("compte:mairie", "account:Mairie"),
        ("liste:\"nos élus\"", "list:\"Nos elus\""),
        ("a:vidéo", "has:video"),
        ("A:video", "has:video"),
        ("a:sondage", "has:poll"),
        ("est:réponse", "is:reply"),
        ("est:nous", "is:ours"),
        ("abonnés:≥10k", "followers:>=10000"),
        ("abonnes:＞１０００", "followers:>1000"),
        ("requête:\"Colis perdus\"", "query:\"colis perdus\""),
        ("depuis:2026-01-31", "since:2026-01-31"),
        ("jusque:2026-01-31", "until:2026-01-31"),
        ("durant:7j", "within:1w"),
        ("durant:2s", "within:14d"),
        ("exact:Google+", "raw:Google+"),
    ] {
        assert_eq!(meaning(french), meaning(english), "{french}");
    }
}

#[test]
fn values_are_mended() {
    for (source, code, mended) in [
        ("has:vidoe", "E unknown-value [vidoe]", "has:video"),
        ("is:réponce", "E unknown-value [réponce]", "is:réponse"),
        ("a:mairie", "E unknown-value [mairie]", "à:mairie"),
        (
            "followers:1000",
            "E not-a-figure [1000]",
            "followers:>=1000",
        ),
        ("followers:> 1000", "E not-a-figure [>]", "followers:>1000"),
        (
            "followers:10..50",
            "E not-a-figure [10..50]",
            "followers:>=10 followers:<=50",
        ),
        (
            "since:31/12/2026",
            "E not-a-date [31/12/2026]",
            "since:2026-12-31",
        ),
        (
            "since:2026/12/31",
            "E not-a-date [2026/12/31]",
            "since:2026-12-31",
        ),
        ("since:2026-02-30", "E not-a-date [2026-02-30]", ""),
        ("within:7", "E not-a-duration [7]", "within:7d"),
        ("within:11111111111d", "E not-a-duration [11111111111d]", ""),
        (
            "followers:>99999999999999999999",
            "E not-a-figure [>99999999999999999999]",
            "",
        ),
    ] {
        assert_eq!(codes(source), [code]);
        assert_eq!(fixed(source), mended);
    }
}

#[test]
fn one_letter_may_be_left_open() {
    assert_eq!(shape("organi?ation"), "organi?ation");
    assert_eq!(shape("organi？ation"), "organi?ation");
    assert_eq!(shape("Élu?s*"), "elu?s*");
    assert_eq!(shape("#col?s"), "#col?s");
    assert_eq!(shape("\"bureau? de poste\""), "bureau?+de+poste");
    assert_eq!(shape("perdu??"), "perdu??");
    assert_eq!(codes("?elle"), ["E pattern-too-open [?]"]);
    assert_eq!(codes("a?b"), ["E pattern-too-open [a?b]"]);
    assert_eq!(fixed("a?b"), "");
    assert_eq!(codes("perdu?!"), ["E stray-question [?!]"]);
    assert_eq!(fixed("perdu?!"), "perdu");
    assert_eq!(codes("https://example.org/a?b=c"), [""; 0]);
}

#[test]
fn question_mark_that_ends_a_question_is_doubted() {
    assert_eq!(codes("où est mon colis?"), ["W perhaps-question [colis?]"]);
    assert_eq!(fixed("où est mon colis?"), "où est mon colis");
    assert_eq!(
        codes("\"bien ouvert?\" rue"),
        ["W perhaps-question [bien ouvert?]"]
    );
    for fine in ["perdu?", "perdu? colis", "\"quoi ?\" rue"] {
        assert_eq!(codes(fine), [""; 0], "{fine}");
    }
}

#[test]
fn tilde_after_a_word_asks_for_its_forms() {
    assert_eq!(shape("Patinoire~"), "patinoire~");
    assert_eq!(shape("patinoire～"), "patinoire~");
    assert_eq!(shape("\"bureau~ de poste\""), "bureau~+de+poste");
    assert_eq!(shape("porte-parole~"), "porte+parole~");
    for refused in ["#colis~", "@lea~", "图~", "vac*~"] {
        assert_eq!(codes(refused), ["E stem-operand [~]"], "{refused}");
    }
    assert_eq!(codes("colis~2"), ["E foreign-sign [~2]"]);
    assert_eq!(fixed("colis~2"), "colis");
    assert_eq!(codes("\"la poste\"~5"), ["E foreign-sign [~5]"]);
    assert_eq!(codes("~10"), ["E foreign-sign [~]"]);
    assert_eq!(fixed("~10"), "10");
}

#[test]
fn exact_writing_keeps_every_sign() {
    assert_eq!(shape("raw:\"La Poste\""), "raw:La Poste");
    assert_eq!(shape("raw:Google+"), "raw:Google+");
    assert_eq!(shape("raw:l?*~"), "raw:l?*~");
    assert_eq!(codes("raw:\":-)\""), ["E nothing-searchable [:-)]"]);
    assert_eq!(codes("raw:"), ["E missing-value [raw:]"]);
}

#[test]
fn signs_of_other_tools_are_errors_with_ours() {
    assert_eq!(codes("a && b"), ["E foreign-sign [&&]"]);
    assert_eq!(fixed("a && b"), "a AND b");
    assert_eq!(fixed("a | b"), "a OR b");
    assert_eq!(fixed("a !b"), "a -b");
    assert_eq!(fixed("colis^3"), "colis");
    assert_eq!(fixed("\"la poste\"^2.5"), "\"la poste\"");
    assert_eq!(fixed("a&&b"), "a AND b");
    assert_eq!(fixed("a|b"), "a OR b");
    assert_eq!(shape("R&D"), "r+d");
    assert_eq!(codes("+colis"), ["W needless-plus [+]"]);
    assert_eq!(shape("+colis +\"la poste\""), "(and colis la+poste)");
}

#[test]
fn punctuation_alone_is_left_out_with_a_warning() {
    assert_eq!(codes("Colis perdu !"), ["W punctuation [!]"]);
    assert_eq!(shape("hier , demain ?"), "(and hier demain)");
    assert_eq!(codes("« !! »"), ["E nothing-searchable [« !! »]"]);
}

#[test]
fn lower_case_operators_are_doubted_between_terms_only() {
    assert_eq!(codes("bretagne et corse"), ["W perhaps-operator [et]"]);
    assert_eq!(shape("bretagne et corse"), "(and bretagne et corse)");
    assert_eq!(fixed("bretagne et corse"), "bretagne ET corse");
    assert_eq!(fixed("(a) or (b)"), "(a) OR (b)");
    assert_eq!(fixed("colis Sauf perdu"), "colis SAUF perdu");
    assert_eq!(fixed("colis NON perdu"), "colis SAUF perdu");
    assert_eq!(fixed("colis near/3 perdu"), "colis NEAR/3 perdu");
    for fine in [
        "et",
        "et AND corse",
        "\"et\" corse",
        "bretagne \"et\" corse",
        "NON à la fermeture",
    ] {
        assert_eq!(codes(fine), [""; 0], "{fine}");
    }
}

#[test]
fn unclosed_quotation_reaches_the_end() {
    assert_eq!(codes("colis \"bureau de poste "), ["E unclosed-quote [\"]"]);
    assert_eq!(
        fixed("colis \"bureau de poste "),
        "colis \"bureau de poste\" "
    );
    assert_eq!(fixed("« bureau"), "« bureau»");
    assert_eq!(fixed("colis \""), "colis ");
    assert_eq!(codes("\"\""), ["E empty-quotes [\"\"]"]);
}

/// The source with the first fix made.
fn fixed(source: &str) -> String {
    let told = crate::parse(source).diagnostics;
    told[0]
        .fix
        .as_ref()
        .expect("a fix is proposed")
        .apply(source)
}
