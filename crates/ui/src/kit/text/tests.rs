use model::{Locale, Network, Span, SpanKind, Theme};

use super::{Styled, folding, host, line, name, plain, web_address};
use crate::{Cx, samples};

fn cx() -> Cx {
    samples::cx(Locale::En, Theme::Light)
}

#[track_caller]
fn check(text: &str, spans: &[Span], marks: &[(usize, usize)], expect: &str) {
    let marks: Vec<_> = marks.iter().map(|&(start, end)| start..end).collect();
    let styled = Styled {
        text,
        spans,
        marks: &marks,
        network: Network::Bluesky,
    };
    assert_eq!(line(&cx(), &styled).into_string(), expect);
}

fn link(range: std::ops::Range<usize>, to: &str) -> Span {
    Span {
        range,
        kind: SpanKind::Link(to.into()),
    }
}

const ODD: &str = r#"<span class="odd" role="img" aria-label="Invisible character neutralised" title="Invisible character neutralised">·</span>"#;

#[test]
fn marks_are_joined_and_kept_within_the_text() {
    check("a rink b", &[], &[(2, 6)], "a <mark>rink</mark> b");
    check(
        "rink rink",
        &[],
        &[(5, 9), (0, 4)],
        "<mark>rink</mark> <mark>rink</mark>",
    );
    check("abcdef", &[], &[(0, 3), (2, 5)], "<mark>abcde</mark>f");
    check("abc", &[], &[(2, 9)], "abc");
    check("é", &[], &[(1, 2)], "é");
    check("abc", &[], &[(2, 1)], "abc");
}

#[test]
fn link_says_where_it_goes() {
    check(
        "see example.org/x now",
        &[link(4..17, "https://example.org/x")],
        &[],
        r#"see <a href="https://example.org/x" rel="noopener noreferrer nofollow ugc" target="_blank"><bdi>example.org/x</bdi></a> now"#,
    );
    let shown = |text: &str, to: &str| {
        let spans = [link(0..text.len(), to)];
        let styled = Styled {
            text,
            spans: &spans,
            marks: &[],
            network: Network::Bluesky,
        };
        line(&cx(), &styled).into_string().contains("tx-host")
    };
    assert!(!shown(
        "https://www.example.org/a…",
        "https://example.org/a/b"
    ));
    assert!(!shown("Example.org", "https://example.org/"));
    assert!(shown("click here", "https://example.org/"));
    assert!(shown("example.org.evil.example/x", "https://example.org/"));
    assert!(shown("example.org", "https://example.org.evil.example/"));
    assert!(shown("bank.example", "https://evil.example/bank.example"));
    assert!(
        shown("аpple.example", "https://xn--pple-43d.example/"),
        "a Cyrillic letter in the name"
    );
}

#[test]
fn mark_inside_a_link_stays_inside() {
    check(
        "go #rink",
        &[link(3..8, "https://rink.example/")],
        &[(0, 8)],
        "<mark>go </mark><a href=\"https://rink.example/\" rel=\"noopener noreferrer nofollow ugc\" target=\"_blank\"><bdi><mark>#rink</mark></bdi></a><span class=\"tx-host\">\u{a0}(rink.example)</span>",
    );
}

#[test]
fn spans_that_overlap_or_overflow_are_ignored() {
    let spans = [
        link(0..3, "https://a.example/"),
        link(2..5, "https://b.example/"),
        link(4..99, "https://c.example/"),
    ];
    let styled = Styled {
        text: "abcdef",
        spans: &spans,
        marks: &[],
        network: Network::Bluesky,
    };
    let html = line(&cx(), &styled).into_string();
    assert_eq!(html.matches("<a ").count(), 1, "{html}");
}

#[test]
fn what_cannot_be_seen_is_shown_once_a_run() {
    check("a\u{202e}b", &[], &[], &format!("a{ODD}b"));
    check(
        &format!("a{}b", "\u{200b}".repeat(10_000)),
        &[],
        &[],
        &format!("a{ODD}b"),
    );
    check("a\u{0}\u{7f}\u{9b}b", &[], &[], &format!("a{ODD}b"));
    check("line\r\nnext\u{2028}end\tx", &[], &[], "line\nnext\nend x");
}

#[test]
fn joiners_of_emoji_and_scripts_are_kept() {
    let family = "👨\u{200d}👩\u{200d}👧";
    check(family, &[], &[], family);
    let scotland = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
    check(scotland, &[], &[], scotland);
    check("می\u{200c}خواهم", &[], &[], "می\u{200c}خواهم");
    check("pay\u{200d}pal", &[], &[], &format!("pay{ODD}pal"));
    check("x\u{e0041}\u{e0042}", &[], &[], &format!("x{ODD}"));
}

#[test]
fn piled_marks_are_cut() {
    let zalgo = format!("Z{}", "\u{301}".repeat(100));
    let html = line(&cx(), &Styled::plain(&zalgo, &[])).into_string();
    assert_eq!(html.chars().filter(|&c| c == '\u{301}').count(), 8);
    assert_eq!(plain(&zalgo).chars().count(), 9);
    let vietnamese = "Tiê\u{301}ng Viê\u{323}t";
    assert_eq!(plain(vietnamese), vietnamese);
}

#[test]
fn name_is_isolated_and_on_one_line() {
    assert_eq!(
        name(&cx(), "a\nb <i>").into_string(),
        "<bdi>a b &lt;i&gt;</bdi>"
    );
}

#[test]
fn only_web_addresses_without_credentials_are_followed() {
    assert_eq!(
        host("https://www.Example.org:8443/x").as_deref(),
        Some("example.org")
    );
    assert_eq!(
        host("http://münchen.example").as_deref(),
        Some("xn--mnchen-3ya.example")
    );
    for bad in [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a:b@c.example",
        "//c.example",
        "",
        "mailto:a@b.example",
    ] {
        assert!(web_address(bad).is_none(), "{bad}");
    }
}

#[test]
fn long_text_folds_at_a_space_and_loses_nothing() {
    let text = "mot ".repeat(400);
    let html = folding(&cx(), &Styled::plain(&text, &[]), "tx", None).into_string();
    assert!(html.contains("<details"), "{html}");
    assert_eq!(html.matches("mot").count(), 400);
    let short = "mot ".repeat(100);
    assert!(
        !folding(&cx(), &Styled::plain(&short, &[]), "tx", None)
            .into_string()
            .contains("<details")
    );
    let lines = "a\n".repeat(60);
    assert!(
        folding(&cx(), &Styled::plain(&lines, &[]), "tx", None)
            .into_string()
            .contains("<details")
    );
}

#[test]
fn enormous_text_is_cut_in_bounded_time() {
    let text = "\u{300}é<&>".repeat(200_000);
    let html = folding(&cx(), &Styled::plain(&text, &[]), "tx", None).into_string();
    assert!(html.len() < 400_000, "{}", html.len());
}
