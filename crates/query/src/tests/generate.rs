//! Random queries and posts that meet often: words are drawn from a small stock.

use model::{Lang, Network, Post, Span, SpanKind};
use proptest::{collection::vec, prelude::*, sample::select};

use super::fixture::post;
use crate::{Expr, Filter, Handle, Near, Term, Url};

/// Inside of quotes, most of it found in posts.
const PHRASES: [&str; 30] = [
    "la",
    "poste",
    "colis",
    "perdu",
    "Hôpital",
    "l'hôpital",
    "l’hôpital public",
    "porte-parole",
    "et",
    "OU",
    "NON",
    "near/3",
    "bureau de poste",
    "bureau * poste",
    "* perdu",
    "col*",
    "l'hôp*",
    "#colis",
    "#SaintAubin",
    "#sai*",
    "@lea",
    "@lea@example.org",
    "example.org",
    "图书馆",
    "🎉",
    "10:30",
    "C'est -5°",
    "saint aubin",
    "a?b",
    "lang:fr",
];

/// What posts are made of.
const PIECES: [&str; 26] = [
    "la",
    "Poste",
    "colis",
    "perdus",
    "perdu",
    "hopital",
    "L'HÔPITAL",
    "public",
    "porte-parole",
    "et",
    "ou",
    "non",
    "bureau",
    "de",
    "#colis",
    "#SaintAubin",
    "#saintaubin",
    "@lea",
    "@lea@example.org",
    "https://example.org/colis",
    "news.example.org",
    "图书馆",
    "🎉",
    "10:30",
    "saint aubin",
    "—",
];

fn term() -> impl Strategy<Value = Term> {
    let stock = select(PHRASES.as_slice()).prop_map(str::to_owned);
    prop_oneof![9 => stock, 1 => r#"[a-zA-Zéœß'’#@*?:~^+!«"&/. -]{1,10}"#, 1 => "\\PC{1,8}"]
        .prop_filter_map("nothing to seek", |it| Term::new(&it))
}

fn filter() -> impl Strategy<Value = Filter> {
    let handle = prop_oneof![
        select(
            [
                "lea",
                "@Lea.example.org",
                "lea@example.org",
                "did:plc:lea",
                "Ouest (France)"
            ]
            .as_slice()
        )
        .prop_map(str::to_owned),
        "\\PC{1,8}".prop_map(|it| it.replace(['*', '＊'], "")),
    ];
    let url = prop_oneof![
        select(
            [
                "example.org",
                "https://www.example.org/colis",
                "colis",
                "le colis"
            ]
            .as_slice()
        )
        .prop_map(str::to_owned),
        "\\PC{1,8}".prop_map(|it| it.replace(['*', '＊'], "")),
    ];
    prop_oneof![
        handle
            .prop_filter_map("no handle", |it| Handle::new(&it))
            .prop_map(Filter::From),
        url.prop_filter_map("no address", |it| Url::new(&it))
            .prop_map(Filter::Url),
        select([Lang::FRENCH, Lang::ENGLISH, Lang::BRETON].as_slice()).prop_map(Filter::Lang),
        select(Network::ALL.as_slice()).prop_map(Filter::Network),
    ]
}

fn near() -> impl Strategy<Value = Near> {
    (
        vec(term(), 1..4),
        vec(term(), 1..4),
        0..12u16,
        any::<bool>(),
    )
        .prop_map(|(left, right, words_max, ordered)| Near {
            left,
            right,
            words_max,
            ordered,
        })
}

/// Any query of the shapes the parser makes, exclusions alone included.
pub(super) fn any_expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        6 => term().prop_map(Expr::Term),
        1 => filter().prop_map(Expr::Filter),
        1 => near().prop_map(Expr::Near),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..5).prop_filter_map("empty", Expr::and),
            vec(inner.clone(), 2..5).prop_filter_map("empty", Expr::or),
            inner.prop_map(|it| Expr::Not(Box::new(it))),
        ]
    })
}

/// A query that asks for something, as the parser wants.
pub(super) fn asking_expr() -> impl Strategy<Value = Expr> {
    (term(), any_expr()).prop_filter_map("empty", |(asked, rest)| {
        Expr::and([rest, Expr::Term(asked)])
    })
}

/// Posts of few words, so that phrases and `NEAR` meet.
pub(super) fn any_post() -> impl Strategy<Value = Post> {
    let words = vec(select(PIECES.as_slice()), 0..14).prop_map(|it| it.join(" "));
    let texts = prop_oneof![9 => words.clone(), 1 => "\\PC{0,40}"];
    (texts, words.clone(), words, select(Network::ALL.as_slice())).prop_map(
        |(text, title, card, network)| {
            let mut post = post(&text);
            post.at.network = network;
            post.at.host = "example.org".into();
            post.title = Some(title.as_str().into());
            post.card = Some(model::Card {
                url: "https://www.example.org/colis/perdu".into(),
                title: card.as_str().into(),
                description: "".into(),
            });
            let link = SpanKind::Link("https://example.org/musee".into());
            post.spans = text
                .find("la")
                .map(|at| Span {
                    range: at..at + 2,
                    kind: link,
                })
                .into_iter()
                .collect();
            post
        },
    )
}

/// Sources with the mistakes people make: pieces of the language in any order.
pub(super) fn any_source() -> impl Strategy<Value = String> {
    const PIECES: [&str; 62] = [
        "a",
        "colis",
        "poste",
        "perdu*",
        "vi*",
        "l'hôpital",
        "et",
        "Or",
        "non",
        "near/2",
        "AND",
        "ET",
        "OR",
        "OU",
        "NOT",
        "SAUF",
        "NEAR/3",
        "ONEAR/0",
        "NEAR",
        "NEAR/999",
        "NEAR/2f",
        "(",
        ")",
        "（",
        "-",
        "–",
        "+",
        "!",
        "\"",
        "“",
        "”",
        "« ",
        " »",
        "\"la poste\"",
        "\"\"",
        "()",
        "*",
        "**",
        "te*st",
        "#tag",
        "#",
        "#12",
        "@lea",
        "@",
        "@é",
        "from:lea",
        "de:",
        "lang:fr",
        "lang:xx",
        "langue: fr",
        "network:rss",
        "réseau:blue",
        "url:example.org",
        "site:x",
        "form:lea",
        "foo:bar",
        "mot~",
        "quoi?",
        ",",
        "&&",
        "a^2",
        "https://example.org/a?b",
    ];
    let soup = vec(
        (
            select(PIECES.as_slice()),
            select(["", " ", "\u{a0}", "\n"].as_slice()),
        ),
        0..12,
    );
    let soup = soup.prop_map(|it| {
        it.into_iter()
            .map(|(piece, blank)| format!("{piece}{blank}"))
            .collect()
    });
    let spaced = vec(select(PIECES.as_slice()), 0..8).prop_map(|it| it.join(" "));
    prop_oneof![4 => soup, 4 => spaced, 1 => "\\PC{0,40}", 1 => any::<String>()]
}
