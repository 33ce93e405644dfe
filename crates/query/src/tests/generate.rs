//! Random queries and posts that meet often: words are drawn from a small stock.

use jiff::civil::date;
use model::{Lang, Media, MediaKind, Network, Post, PostKind, RemoteRef, Span, SpanKind};
use proptest::{collection::vec, prelude::*, sample::select};

use super::fixture::post;
use crate::{
    Compare, Comparison, Expr, Facts, Filter, Handle, Has, Is, Name, Near, Term, Url, Within,
};

mod shapes;

/// Inside of quotes, most of it found in posts.
const PHRASES: [&str; 36] = [
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
    "perdu?",
    "bure?u*",
    "#col?s",
    "perdu~",
    "bureaux~ de poste",
    "h?pital public~",
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

/// Values of `raw:`, of which posts hold some in this writing and some in another.
const EXACT: [&str; 8] = [
    "Poste",
    "poste",
    "la Poste",
    "L'HÔPITAL",
    "l’hôpital public",
    "#colis",
    "C++",
    "bureau*",
];

fn term() -> impl Strategy<Value = Term> {
    let stock = select(PHRASES.as_slice()).prop_map(str::to_owned);
    let exact = prop_oneof![
        4 => select(EXACT.as_slice()).prop_map(str::to_owned),
        1 => "\\PC{1,8}",
    ];
    let loose =
        prop_oneof![9 => stock, 1 => r#"[a-zA-Zéœß'’#@*?:~^+!«"&/. -]{1,10}"#, 1 => "\\PC{1,8}"];
    prop_oneof![
        9 => loose.prop_filter_map("nothing to seek", |it| Term::new(&it)),
        1 => exact.prop_filter_map("nothing to seek", |it| Term::exact(&it)),
    ]
}

fn compare() -> impl Strategy<Value = Compare> {
    let comparison = select(
        [
            Comparison::Less,
            Comparison::AtMost,
            Comparison::Equal,
            Comparison::AtLeast,
            Comparison::More,
        ]
        .as_slice(),
    );
    let bound = prop_oneof![4 => 0..4_u64, 1 => Just(2_000), 1 => any::<u64>()];
    (comparison, bound).prop_map(|(comparison, bound)| Compare { comparison, bound })
}

fn name() -> impl Strategy<Value = Name> {
    let stock = select(["Élus", "La presse", "mairie", "veille n°1"].as_slice());
    prop_oneof![4 => stock.prop_map(str::to_owned), 1 => "\\PC{1,8}"]
        .prop_filter_map("no name", |it| Name::new(&it))
}

/// What is known of the post as a whole: the filters without a text of their own.
fn fact() -> impl Strategy<Value = Filter> {
    let day =
        (0..700_i64).prop_map(|days| date(1969, 6, 1).saturating_add(jiff::Span::new().days(days)));
    prop_oneof![
        name().prop_map(Filter::Source),
        name().prop_map(Filter::Account),
        name().prop_map(Filter::List),
        name().prop_map(Filter::Query),
        select(Has::ALL.as_slice()).prop_map(Filter::Has),
        select(Is::ALL.as_slice()).prop_map(Filter::Is),
        compare().prop_map(Filter::Followers),
        compare().prop_map(Filter::Engagement),
        day.clone().prop_map(Filter::Since),
        day.prop_map(Filter::Until),
        (1..2_000_u32)
            .prop_filter_map("no time", Within::new)
            .prop_map(Filter::Within),
        select([Lang::FRENCH, Lang::ENGLISH, Lang::BRETON].as_slice()).prop_map(Filter::Lang),
        select(Network::ALL.as_slice()).prop_map(Filter::Network),
    ]
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
        1 => (
            handle.prop_filter_map("no handle", |it| Handle::new(&it)),
            select([Filter::From, Filter::To, Filter::Mentions].as_slice()),
        )
            .prop_map(|(handle, filter)| filter(handle)),
        1 => (
            url.prop_filter_map("no address", |it| Url::new(&it)),
            select([Filter::Url, Filter::Site].as_slice()),
        )
            .prop_map(|(url, filter)| filter(url)),
        3 => fact(),
    ]
}

/// Any query of the shapes the parser makes, exclusions alone included.
pub(crate) fn any_expr() -> impl Strategy<Value = Expr> {
    shapes::expr(term(), filter(), 1)
}

/// A query that asks for something, as the parser wants.
pub(crate) fn asking_expr() -> impl Strategy<Value = Expr> {
    (term(), any_expr()).prop_filter_map("empty", |(asked, rest)| {
        Expr::and([rest, Expr::Term(asked)])
    })
}

/// Posts of few words, so that phrases and `NEAR` meet.
pub(crate) fn any_post() -> impl Strategy<Value = Post> {
    let words = vec(select(PIECES.as_slice()), 0..14).prop_map(|it| it.join(" "));
    let texts = prop_oneof![9 => words.clone(), 1 => "\\PC{0,40}"];
    let at = RemoteRef::new(Network::Bluesky, "at://did:plc:lea/app.bsky.feed.post/1");
    let kinds = [
        PostKind::Post,
        PostKind::Repost { of: at.clone() },
        PostKind::Quote { of: at.clone() },
        PostKind::Reply { to: at, root: None },
    ];
    let networks = select(Network::ALL.as_slice());
    let likes = prop_oneof![Just(None), (0..4_u64).prop_map(Some)];
    let media = vec(select(MEDIA.as_slice()), 0..2);
    (
        texts,
        words.clone(),
        words,
        networks,
        select(kinds.to_vec()),
        likes,
        media,
    )
        .prop_map(|(text, title, card, network, kind, likes, media)| {
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
            post.kind = kind;
            post.media = media.into_iter().map(medium).collect();
            post.counts.likes = likes;
            post.author.followers = likes.map(|it| it * 1_000);
            post
        })
}

const MEDIA: [MediaKind; 4] = [
    MediaKind::Image,
    MediaKind::Video,
    MediaKind::Audio,
    MediaKind::Other,
];

fn medium(kind: MediaKind) -> Media {
    Media {
        kind,
        url: None,
        alt: "".into(),
        poster: None,
        width: None,
        height: None,
    }
}

/// What may be known of a post.
pub(crate) fn any_facts() -> impl Strategy<Value = Facts> {
    let lang = select(
        [
            None,
            Some(Lang::FRENCH),
            Some(Lang::ENGLISH),
            Some(Lang::BRETON),
        ]
        .as_slice(),
    );
    let names = || vec(name().prop_map(|it| it.folded().into()), 0..2);
    (
        lang,
        names(),
        names(),
        names(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(lang, sources, accounts, lists, ours, late)| Facts {
            lang,
            sources,
            accounts,
            lists,
            ours,
            now: late.then(|| model::time::from_micros(86_400_000_000)),
            ..Facts::default()
        })
}

/// What people type, mistakes included.
const MISTAKES: [&str; 74] = [
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
    "colis?",
    "?mot",
    "mo?t*",
    "raw:\"La Poste\"",
    "exact:",
    "has:image",
    "a:x",
    "is:",
    "followers:>10k",
    "abonnés:5",
    "since:31/12/2026",
    "durant:7",
];

/// Sources with the mistakes people make: pieces of the language in any order.
pub(crate) fn any_source() -> impl Strategy<Value = String> {
    let soup = vec(
        (
            select(MISTAKES.as_slice()),
            select(["", " ", "\u{a0}", "\n"].as_slice()),
        ),
        0..12,
    );
    let soup = soup.prop_map(|it| {
        it.into_iter()
            .map(|(piece, blank)| format!("{piece}{blank}"))
            .collect()
    });
    let spaced = vec(select(MISTAKES.as_slice()), 0..8).prop_map(|it| it.join(" "));
    prop_oneof![4 => soup, 4 => spaced, 1 => "\\PC{0,40}", 1 => any::<String>()]
}
