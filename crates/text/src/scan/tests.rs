use super::Scanner;
use crate::token::tests::post;
use crate::{TokenKind, term_hash, tokenise};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// What holds for every text: the scanner finds what the tokeniser finds.
#[track_caller]
pub(crate) fn assert_same(scanner: &mut Scanner, text: &str) {
    let tokens = tokenise(text);
    let scanned = scanner.scan(text);
    let (mut n_parts, mut last_pos) = (0, u32::MAX);
    for (term, token) in scanned.terms.iter().zip(&tokens.tokens) {
        let folded = scanned.folded(term);
        assert_eq!(
            (folded, term.start, term.end, term.pos, term.kind),
            (&*token.term, token.start, token.end, token.pos, token.kind),
            "{text:?}"
        );
        assert_eq!(term.hash, term_hash(folded), "{text:?}");
        // All parts of a tag but the first are words that are not counted.
        n_parts += u32::from(term.kind == TokenKind::TagPart && term.pos != last_pos);
        last_pos = term.pos;
        assert_eq!(term.word + n_parts, term.pos, "{text:?}");
        let mut head = [0; 8];
        let n_bytes = folded.len().min(8);
        head[..n_bytes].copy_from_slice(&folded.as_bytes()[..n_bytes]);
        assert_eq!(term.head, u64::from_le_bytes(head), "{text:?}");
    }
    assert_eq!(scanned.terms.len(), tokens.tokens.len(), "{text:?}");
    assert_eq!(scanned.end_pos, tokens.end_pos, "{text:?}");
}

#[track_caller]
fn check(text: &str) {
    assert_same(&mut Scanner::new(), text);
}

#[test]
fn french_is_scanned_as_it_is_tokenised() {
    for text in [
        "",
        " ",
        "L'été à l’hôpital : où qu'il soit, aujourd’hui…",
        "Saint-Aubin-du-Cormier, porte-parole, c'hoar, c’hoar, cʼhoar",
        "ŒUVRE œuvre Æther Straße İstanbul ıI ẞ ŉ ĳ Ǆ ﬁn",
        "« Guillemets » “anglais” ‘simples’ 3,5 3.5 10\u{202f}000\u{a0}€ 17h30 ½ Ⅷ",
        "#SaintAubin #saint_aubin #JO2024 #Été #ÉTÉ #été2024 #14Juillet #12 #_ ## #a#b &#x (#oui)",
        "#SNCFConnect2026 #日本 #قدس #Ёлка l'#eau #eau: #eau:// #eau/ é#eau _#eau #éa·b #a½ #½a",
        "@lea, @Lea_B! @lea. @lea.fr @lea@pouet.bzh @lea/liste @lea-b a@b .@lea RT@lea @léa @ @@ @_",
        "@lea\u{a0}: @leaé @lea: @lea:/ @lea:// !@lea (@lea) éa@lea @lea… $AB $5 100$ $AB.fr",
        "fin.La suite fin.»oui fin.😀 etc... M.Durand,maire ville.fr/plan-vélo?x=y http://localhost:80/a",
        "https://www.ville.fr/r%C3%A9forme_2026/%FF http:/ http:// www. a.b.c 1.2 .fr fr. é.fr .é",
        "مُحَمَّد، السلام عليكم ـ ـــ مرحـبا שָׁלוֹם עולם ที่นี่ ภาษาไทย हिन्दी में 한국어 서울 東京タワー カﾞ",
        "👍🏽👍 👨‍👩‍👧🇫🇷1️⃣❤️❤🏴󠁧󠁢󠁥󠁮󠁧󠁿 ©2026 ™ ℹ️ 😂😂 a😂b 😂#tag 😂@lea",
        "\u{301}a \u{301} b\u{301} \u{600} a \u{600}\u{301} d\u{d4e} e \r\n\u{301}x\r\n\u{200b} \u{ad}y\u{ad} \u{0} z\u{0}",
        "\u{fe0f} a \u{200d} b \u{20e3} 1\u{20e3} \u{feff}c ＃ＡＢ ＠ＬＥＡ ａ＠ｂ ＡＢＣ。１２３",
    ] {
        check(text);
        check(&text.nfd().collect::<String>());
        check(&text.to_uppercase());
    }
}

#[test]
fn links_and_handles_are_scanned_as_they_are_tokenised() {
    const DOMAINS: [&str; 22] = [
        "ville.fr",
        "www.ville.fr",
        "www.fr",
        "M.Ville.FR",
        "a-b.c--d.bzh",
        "-a.fr",
        "a-.fr",
        "a..fr",
        "fr",
        "a.fr.",
        "a_b.fr",
        "a.b_c.fr",
        "t.co",
        "T.co",
        "presse.example",
        "localhost",
        "10.0.0.1",
        "ville.frr",
        "été.fr",
        "xn--t-9fa.fr",
        "a.b.c.d.e.f.g.com",
        "ville.xn--p1ai",
    ];
    const TAILS: [&str; 24] = [
        "",
        "/",
        "/a",
        "/plan-velo_2026/Aubin.html",
        "/a.",
        "/a,",
        "/a-",
        "/a+",
        "/a=",
        "//",
        "/a?",
        "/a?b=c&d",
        "?b=c",
        "/a?b=c.",
        "/a?b=%C3%A9",
        "/%C3%A9",
        "/é",
        "/a#b",
        "/a(b)",
        ":80/a",
        "/@lea",
        "/$AB",
        "/a?b?c",
        "/a\u{301}",
    ];
    let long = format!("{}.fr", "a".repeat(63));
    let longer = format!("{}.fr", "a".repeat(64));
    for domain in DOMAINS.into_iter().chain([&*long, &longer]) {
        check(&format!("vers @{domain} @lea@{domain}"));
        for tail in TAILS {
            for start in [
                "https://",
                "http://",
                "HTTPS://",
                "(https://",
                "https:/",
                "",
            ] {
                check(&format!("{start}{domain}{tail}"));
                check(&format!(
                    "voir {start}{domain}{tail} @{domain}{tail}\n\u{301} #a{start}{domain}"
                ));
            }
        }
    }
    check(&format!("https://ville.fr/{}", "a/".repeat(300)));
    check(&format!("@{}fr", "a.".repeat(150)));
}

#[test]
fn long_words_and_tags_are_scanned_as_they_are_tokenised() {
    for letter in ["a", "é", "日", "я", "aé", "a1", "ＡB"] {
        for count in (1..40).chain([100, 200, 255, 256, 257, 511, 512, 513, 2_000]) {
            let word = letter.repeat(count);
            check(&word);
            check(&format!("x {word} y"));
            check(&format!("#{word} @{word} {word}.fr/{word}"));
        }
    }
}

/// The only way to know that nothing is allocated is that the buffers stay where they are.
#[test]
fn buffers_are_kept() {
    let text = "Été à #SaintAubin : @lea@pouet.bzh voir https://m.ville.fr/r%C3%A9/b 👍🏽";
    let mut scanner = Scanner::new();
    let places = |scanner: &mut Scanner| {
        let scanned = scanner.scan(text);
        (scanned.terms.as_ptr(), scanned.folded.as_ptr())
    };
    let first = places(&mut scanner);
    for _ in 0..3 {
        assert_eq!(places(&mut scanner), first);
    }
}

// What posts are made of, and then what breaks scanners.
const WORDS: &[&str] = &[
    "été",
    "Œuvre",
    "l'eau",
    "l’eau",
    "porte-parole",
    "İI",
    "ß",
    "مرحبا",
    "مُحَمَّد",
    "שלום",
    "שָׁ",
    "ไทย",
    "ที่",
    "東京",
    "タワー",
    "カﾞ",
    "한국",
    "\u{1112}\u{1161}",
    "हिन्दी",
    "Ёлка",
    "ΟΔΌΣ",
    "việt",
];
const EMOJI: &[&str] = &[
    "😂",
    "👍🏽",
    "👨\u{200d}👩\u{200d}👧",
    "🇫🇷",
    "🇫",
    "1️⃣",
    "❤️",
    "❤",
    "©",
    "\u{1f3fb}",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
];
const MARKS: &[&str] = &[
    "\u{301}",
    "\u{327}",
    "\u{200d}",
    "\u{200b}",
    "\u{ad}",
    "\u{fe0f}",
    "\u{20e3}",
    "\u{600}",
    "\u{d4e}",
    "\u{110bd}",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{0}",
    "\u{1b}",
    "\u{94d}",
    "\u{640}",
    "\u{2028}",
];
const SIGNS: &[&str] = &[
    "#", "@", "＃", "＠", ".", "/", ":", "://", "-", "_", "'", "’", "ʼ", "(", ")", "&", "$", "!",
    "?", "…", "»", "·", "%",
];
const ENTITIES: &[&str] = &[
    "http://",
    "https://",
    "www.",
    ".fr",
    ".com",
    "#Saint",
    "#JO2024",
    "@lea",
    "@lea_b",
    "@pouet.bzh",
    "RT ",
    "ville.fr/a",
    " https://www.ville.fr/a-b/c?d=e ",
    " @lea.bsky.social ",
    "%C3%A9",
    "$AB",
    "localhost",
];
const BLANKS: &[&str] = &[
    " ", " ", " ", "\n", "\t", "\r\n", "\u{a0}", "\u{3000}", "\u{b}",
];

fn piece() -> impl Strategy<Value = String> {
    let one_of = |pieces| prop::sample::select(pieces).prop_map(str::to_owned);
    prop_oneof![
        4 => one_of(BLANKS),
        3 => one_of(WORDS),
        2 => one_of(EMOJI),
        2 => one_of(MARKS),
        3 => one_of(SIGNS),
        2 => one_of(ENTITIES),
        3 => "[a-zA-Z0-9]{1,20}",
        1 => "[Ａ-ｚ０-９]{1,3}",
        1 => any::<String>(),
    ]
}

fn hostile_post() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16 * ProptestConfig::default().cases))]

    #[test]
    fn posts_are_scanned_as_they_are_tokenised(posts in prop::collection::vec(prop_oneof![post(), hostile_post()], 1..4)) {
        let mut scanner = Scanner::new();
        for post in posts {
            assert_same(&mut scanner, &post);
        }
    }

    /// Two characters of any kind, in the places where it matters what stands beside.
    #[test]
    fn neighbours_are_scanned_as_they_are_tokenised(a in any::<char>(), b in any::<char>(), sign in "[ #@.:/a'_]") {
        let mut scanner = Scanner::new();
        for text in [
            format!("a{a}{b}c {a}{b} c"),
            format!("{a}{sign}{b}"),
            format!("{sign}{a}{sign}x{b} {sign}c{a}"),
            format!("x {a} {b}x{sign}com"),
        ] {
            assert_same(&mut scanner, &text);
        }
    }
}
