use super::{Token, TokenKind, Tokens, tokenise};
use crate::fold::fold;
use proptest::prelude::*;
use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// `pos:term=term pos:term…`, all the forms at one position joined by `=`.
fn shown(tokens: &Tokens) -> String {
    let mut line = String::new();
    let mut last = None;
    for token in &tokens.tokens {
        if last == Some(token.pos) {
            write!(line, "={}", token.term).expect("writes to memory");
        } else {
            let gap = if last.is_some() { " " } else { "" };
            write!(line, "{gap}{}:{}", token.pos, token.term).expect("writes to memory");
        }
        last = Some(token.pos);
    }
    line
}

#[track_caller]
fn check(text: &str, expect: &str) {
    let tokens = tokenise(text);
    assert_sound(text, &tokens);
    assert_eq!(shown(&tokens), expect, "{text}");
}

/// Kinds and slices of the text, one token each.
#[track_caller]
fn check_spans(text: &str, expect: &[(TokenKind, &str)]) {
    let tokens = tokenise(text);
    assert_sound(text, &tokens);
    let actual: Vec<_> = tokens
        .tokens
        .iter()
        .map(|it| (it.kind, slice(text, it)))
        .collect();
    assert_eq!(actual, expect, "{text}");
}

fn slice<'t>(text: &'t str, token: &Token) -> &'t str {
    &text[token.start as usize..token.end as usize]
}

/// What holds for every text.
#[track_caller]
pub(crate) fn assert_sound(text: &str, tokens: &Tokens) {
    let mut bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    bounds.push(text.len());
    let is_bound = |at: u32| bounds.binary_search(&(at as usize)).is_ok();
    let mut last = (0, 0);
    let mut next_pos = 0;
    for token in &tokens.tokens {
        assert!(token.start < token.end, "{token:?} is empty in {text:?}");
        assert!(
            is_bound(token.start) && is_bound(token.end),
            "{token:?} cuts a grapheme of {text:?}"
        );
        assert!(
            (token.pos, token.start) >= last,
            "{token:?} is out of order in {text:?}"
        );
        assert!(token.pos <= next_pos, "{token:?} leaves a hole in {text:?}");
        assert!(!token.term.is_empty(), "{token:?} has no term in {text:?}");
        last = (token.pos, token.start);
        next_pos = token.pos + 1;
    }
    assert_eq!(tokens.end_pos, next_pos, "{text:?}");
}

#[test]
fn words_are_folded_and_numbered() {
    check("La mairie est fermée.", "0:la 1:mairie 2:est 3:fermee");
    check("ŒUVRE d'Æ\u{327}ther", "0:oeuvre 1:d 2:aether");
    check("", "");
    check(" … !? ", "");
}

#[test]
fn apostrophes_and_hyphens_split() {
    for apostrophe in ["'", "’", "ʼ", "‘", "`", "＇"] {
        check(&format!("l{apostrophe}hôpital"), "0:l 1:hopital");
        check(&format!("c{apostrophe}hoar"), "0:c 1:hoar");
    }
    check("aujourd’hui", "0:aujourd 1:hui");
    for hyphen in ["-", "‐", "‑", "–"] {
        check(&format!("porte{hyphen}parole"), "0:porte 1:parole");
    }
    check("M.Durand,maire", "0:m 1:durand 2:maire");
    check("snake_case", "0:snake 1:case");
}

#[test]
fn numbers_split_at_their_signs() {
    check("3,5 3.5 10 000 €", "0:3 1:5 2:3 3:5 4:10 5:000");
    check("17h30 le 12/07", "0:17h30 1:le 2:12 3:07");
    check("1er ½ Ⅷ ①", "0:1er 1:1⁄2 2:viii 3:1");
}

#[test]
fn invisible_characters_split_nothing() {
    check("hô\u{ad}pital", "0:hopital");
    check("hô\u{200b}pital \u{2060}", "0:hopital");
    check_spans(
        "a\u{ad} b",
        &[(TokenKind::Word, "a"), (TokenKind::Word, "b")],
    );
}

#[test]
fn tags_are_found_whole_and_by_parts() {
    check("#Ys demain", "0:#ys=ys 1:demain");
    check(
        "vive #SaintAubin demain",
        "0:vive 1:#saintaubin=saintaubin=saint 2:aubin 3:demain",
    );
    check("#saint_aubin", "0:#saint_aubin=saintaubin=saint 1:aubin");
    check(
        "#SNCFConnect2026",
        "0:#sncfconnect2026=sncfconnect2026=sncf 1:connect 2:2026",
    );
    check("#14Juillet", "0:#14juillet=14juillet=14 1:juillet");
    check(
        "#ÉlectionsÉté",
        "0:#electionsete=electionsete=elections 1:ete",
    );
    check("#ALERTE", "0:#alerte=alerte");
    check("#12", "0:12");
    check("#日本", "0:#日本=日本=日 1:本");
    check("＃ＡＢ", "0:#ab=ab");
}

#[test]
fn spans_of_tags_cover_what_they_name() {
    check_spans(
        "a #SaintAubin",
        &[
            (TokenKind::Word, "a"),
            (TokenKind::Hashtag, "#SaintAubin"),
            (TokenKind::TagWord, "SaintAubin"),
            (TokenKind::TagPart, "Saint"),
            (TokenKind::TagPart, "Aubin"),
        ],
    );
}

#[test]
fn mentions_take_every_form() {
    check("@Lea bonjour", "0:@lea 1:bonjour");
    check("@Lea@Pouet.bzh bonjour", "0:@lea=@lea@pouet.bzh 1:bonjour");
    check(
        "@lea.bsky.social bonjour",
        "0:@lea=@lea.bsky.social 1:bonjour",
    );
    check("@ville/presse_locale", "0:@ville 1:presse 2:locale");
    check("info@ville.fr", "0:info 1:ville 2:fr");
}

#[test]
fn links_take_one_position() {
    check(
        "voir https://www.ville.fr/plan-vélo?utm=x ici",
        "0:voir 1:ville.fr=plan=velo 2:ici",
    );
    check(
        "https://m.presse.example/a",
        "0:m.presse.example=presse.example=a",
    );
    check("ville.fr/r%C3%A9forme_2026/%FF", "0:ville.fr=reforme=2026");
    check(
        "http://a.b.c.d.e.f.g.fr",
        "0:a.b.c.d.e.f.g.fr=b.c.d.e.f.g.fr=c.d.e.f.g.fr=d.e.f.g.fr=e.f.g.fr",
    );
    check_spans(
        "(WWW.Ville.fr/a)",
        &[(TokenKind::Host, "Ville.fr"), (TokenKind::UrlPart, "a")],
    );
}

#[test]
fn emoji_are_one_token_a_sequence() {
    check("bien 👍🏽👍 oui", "0:bien 1:👍🏽 2:👍 3:oui");
    check("❤️❤❤︎", "0:❤ 1:❤ 2:❤");
    check("👨‍👩‍👧🇫🇷1️⃣🏴󠁧󠁢󠁥󠁮󠁧󠁿🤷‍♀️", "0:👨‍👩‍👧 1:🇫🇷 2:1⃣ 3:🏴󠁧󠁢󠁥󠁮󠁧󠁿 4:🤷‍♀");
    check("©2026 ™ ℹ️", "0:2026 1:ℹ");
}

#[test]
fn unspaced_scripts_give_a_token_a_grapheme() {
    check("東京タワー", "0:東 1:京 2:タ 3:ワ 4:ー");
    check("iPhone手机2台", "0:iphone 1:手 2:机 3:2 4:台");
    check("ﾊﾟﾝ", "0:パ 1:ン");
    check("ที่นี่", "0:ที่ 1:นี่");
    check("서울 시청", "0:서울 1:시청");
    check(&"서울 시청".nfd().collect::<String>(), "0:서울 1:시청");
}

#[test]
fn other_scripts_are_words() {
    check("مُحَمَّد، السلام", "0:محمد 1:السلام");
    check("שָׁלוֹם עולם", "0:שלום 1:עולם");
    check("Ёлка, ΟΔΌΣ", "0:елка 1:οδοσ");
    check("हिन्दी में", "0:हिन्दी 1:में");
}

#[test]
fn breton_words_are_found() {
    check(
        "Brezhoneg eo yezh ar vro, ma c’hoar-me; Añjela ha Plougoñv",
        "0:brezhoneg 1:eo 2:yezh 3:ar 4:vro 5:ma 6:c 7:hoar 8:me 9:anjela 10:ha 11:plougonv",
    );
}

#[test]
fn graphemes_around_signs_stay_whole() {
    check_spans(
        "#\u{301}tag",
        &[
            (TokenKind::Hashtag, "#\u{301}tag"),
            (TokenKind::TagWord, "tag"),
        ],
    );
    check_spans("@lea\u{20e0}", &[(TokenKind::Mention, "@lea\u{20e0}")]);
    check_spans(
        "\u{600}#tag",
        &[
            (TokenKind::Hashtag, "\u{600}#tag"),
            (TokenKind::TagWord, "tag"),
        ],
    );
}

#[test]
fn hostile_texts_are_read() {
    let units = [
        "#",
        "@",
        ".",
        "\u{301}",
        "a\u{301}",
        "#aB",
        "@a@b.fr ",
        "👍\u{200d}",
        "🇫",
        "%",
        "日",
        "\u{ad}",
    ];
    for unit in units {
        let text = unit.repeat(300_000 / unit.len());
        assert_sound(&text, &tokenise(&text));
    }
}

#[test]
fn a_term_has_an_end() {
    let text = "é".repeat(10_000);
    let tokens = tokenise(&text);
    assert_eq!(tokens.tokens.len(), 1);
    assert_eq!(tokens.tokens[0].term.len(), crate::terms::TERM_BYTES_MAX);
    assert_eq!(tokens.tokens[0].end as usize, text.len());
}

/// Pieces that posts are made of, and what trips tokenisers.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        " ",
        "\n",
        "#",
        "＃",
        "@",
        "＠",
        ".",
        "/",
        "-",
        "'",
        "’",
        "_",
        "(",
        ")",
        ":",
        "http://",
        "https://",
        "www.",
        ".fr",
        ".com",
        "é",
        "e\u{301}",
        "Œ",
        "ß",
        "ñ",
        "c'h",
        "#Saint",
        "Aubin",
        "JO2024",
        "日本",
        "カﾞ",
        "ไทย",
        "مُحَمَّد",
        "ـ",
        "שָׁ",
        "한국",
        "हिन्दी",
        "👍🏽",
        "👨‍👩‍👧",
        "🇫🇷",
        "1️⃣",
        "❤️",
        "\u{200d}",
        "\u{fe0f}",
        "\u{301}",
        "\u{600}",
        "\u{ad}",
        "\u{200b}",
        "\r\n",
        "%C3%A9",
        "?",
        "$AB",
        "&",
        "\u{1f3fb}",
    ]);
    prop_oneof![6 => fixed.prop_map(str::to_owned), 2 => "[a-zA-Z0-9]{1,6}", 1 => any::<String>()]
}

pub(crate) fn post() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

fn terms(text: &str) -> Vec<(Box<str>, u32)> {
    tokenise(text)
        .tokens
        .into_iter()
        .map(|it| (it.term, it.pos))
        .collect()
}

proptest! {
    #[test]
    fn spans_are_sound(text in post()) {
        assert_sound(&text, &tokenise(&text));
    }

    #[test]
    fn terms_are_folded(text in post()) {
        for token in tokenise(&text).tokens {
            if token.kind != TokenKind::Emoji {
                prop_assert_eq!(&*fold(&token.term), &*token.term);
            }
        }
    }

    #[test]
    fn terms_ignore_normal_forms(text in "[a-zA-Zà-ÿÀ-ÝœŒñçß0-9 '’,!#@_日本カガёЙάΩ한국👍-]{0,40}") {
        prop_assert_eq!(terms(&text.nfd().collect::<String>()), terms(&text));
        prop_assert_eq!(terms(&text.nfc().collect::<String>()), terms(&text));
    }

    /// Where a link without scheme begins and ends in a mix of scripts is a matter of characters,
    /// by the published rules; so here in Latin letters.
    #[test]
    fn links_ignore_normal_forms(text in "([a-fA-Fà-ÿÀ-ÝœŒñçß0-9 '’#@_/:-]|[.]|[.](fr|com|Fr)){0,40}") {
        prop_assert_eq!(terms(&text.nfd().collect::<String>()), terms(&text));
        prop_assert_eq!(terms(&text.nfc().collect::<String>()), terms(&text));
    }

    #[test]
    fn words_ignore_case(text in "[a-zà-öø-ÿœñ0-9 '’,!а-яё-]{0,40}") {
        prop_assert_eq!(terms(&text.to_uppercase()), terms(&text));
    }

    #[test]
    fn a_line_more_shifts_what_follows(first in post(), second in post()) {
        // A line feed ends whatever there was, and starts afresh.
        let joined = format!("{first}\n{second}");
        let shift = tokenise(&first).end_pos;
        let mut expect = terms(&first);
        expect.extend(terms(&second).into_iter().map(|(term, pos)| (term, pos + shift)));
        prop_assert_eq!(terms(&joined), expect);
    }
}
