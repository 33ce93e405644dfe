//! Random queries and posts that meet often: words are drawn from a small stock.

use model::{
    Author, Card, Lang, Media, MediaKind, Network, Poll, Post, PostKind, RemoteRef, Span, SpanKind,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use query::{Compare, Comparison, Expr, Facts, Filter, Handle, Has, Is, Name, Near, Term, Url};

#[path = "../../../query/src/tests/generate/shapes.rs"]
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
    "bureau de poste",
    "bureau * poste",
    "* perdu",
    "colis *",
    "* *  colis *",
    "col*",
    "colis perdu*",
    "l'hôp*",
    "p?ste",
    "col?s perd*",
    "#colis",
    "#SaintAubin",
    "#sai*",
    "#saint?ubin",
    "@lea",
    "@le*",
    "@lea@example.org",
    "example.org",
    "news.example.org",
    "https://example.org/colis",
    "图书馆",
    "🎉",
    "10:30",
    "saint aubin",
    "la la la",
    "anticonstitutionnellementanticonst*",
    "straße",
    "cœur",
];

/// What posts are made of.
const PIECES: [&str; 42] = [
    "la",
    "Poste",
    "colis",
    "colis",
    "perdus",
    "perdu",
    "hopital",
    "L'HÔPITAL",
    "l’hôpital",
    "public",
    "porte-parole",
    "bureau",
    "de",
    "bureaux",
    "losing",
    "lost parcels",
    "#colis",
    "#SaintAubin",
    "#saintaubin",
    "#Saint_Aubin",
    "@lea",
    "@Leo",
    "@lea@example.org",
    "https://example.org/colis",
    "https://www.example.org/colis/perdu?utm=la",
    "news.example.org",
    "图书馆",
    "🎉",
    "👩‍👩‍👧",
    "10:30",
    "saint aubin",
    "—",
    "anticonstitutionnellementanticonstitutionnellement",
    "STRASSE",
    "coeur",
    "مكتبة",
    "ספרייה",
    "ห้องสมุด",
    "İstanbul",
    "C++",
    "?",
    "\u{200b}",
];

fn term() -> impl Strategy<Value = Term> {
    let stock = select(PHRASES.as_slice()).prop_map(str::to_owned);
    let words = vec(select(PIECES.as_slice()), 1..3).prop_map(|it| it.join(" "));
    let any = prop_oneof![
        9 => stock, 3 => words,
        1 => r#"[a-zA-Zéœß'’#@*?:~^+!«"&/. -]{1,10}"#,
        1 => "\\PC{1,8}",
    ];
    let exact = select(
        [
            "Poste",
            "la Poste",
            "C++",
            "L'HÔPITAL",
            "l’hôpital",
            "Colis",
            "#colis",
            "İ",
        ]
        .as_slice(),
    );
    let stem = select(["perdus~", "bureau~", "lost parcel~", "losing~", "colis~"].as_slice());
    prop_oneof![
        8 => any.prop_filter_map("nothing to seek", |it| Term::new(&it)),
        1 => exact.prop_filter_map("no words", Term::exact),
        1 => stem.prop_filter_map("no words", |it| match query::parse(&format!("\"{it}\"")).valid().or(query::parse(it).valid()) {
            Some(Expr::Term(term)) => Some(term.clone()),
            _ => None,
        }),
    ]
}

const HANDLES: [&str; 6] = [
    "lea",
    "@Lea.example.org",
    "lea@example.org",
    "did:plc:lea",
    "leo",
    "Ouest (France)",
];
const NAMES: [&str; 3] = ["Élus", "presse locale", "Veille"];
const ADDRESSES: [&str; 7] = [
    "example.org",
    "https://www.example.org/colis",
    "example.org/colis/perdu",
    "colis",
    "org",
    "colis perdu",
    "perdu",
];

fn filter() -> impl Strategy<Value = Filter> {
    let handle = || select(HANDLES.as_slice()).prop_filter_map("a handle", Handle::new);
    let name = || select(NAMES.as_slice()).prop_filter_map("a name", Name::new);
    let url = || select(ADDRESSES.as_slice()).prop_filter_map("an address", Url::new);
    let comparisons = [
        Comparison::Less,
        Comparison::AtMost,
        Comparison::Equal,
        Comparison::AtLeast,
        Comparison::More,
    ];
    let bound = select([0, 1, 10, 5_000_000_000].as_slice());
    let compare = (select(comparisons.to_vec()), bound)
        .prop_map(|(comparison, bound)| Compare { comparison, bound })
        .boxed();
    let day = jiff::civil::date(2026, 1, 1);
    prop_oneof![
        handle().prop_map(Filter::From),
        handle().prop_map(Filter::To),
        handle().prop_map(Filter::Mentions),
        url().prop_map(Filter::Url),
        url().prop_map(Filter::Site),
        name().prop_map(Filter::Source),
        name().prop_map(Filter::Account),
        name().prop_map(Filter::List),
        name().prop_map(Filter::Query),
        select([Lang::FRENCH, Lang::ENGLISH, Lang::BRETON].as_slice()).prop_map(Filter::Lang),
        select(Network::ALL.as_slice()).prop_map(Filter::Network),
        select(Has::ALL.as_slice()).prop_map(Filter::Has),
        select(Is::ALL.as_slice()).prop_map(Filter::Is),
        compare.clone().prop_map(Filter::Followers),
        compare.prop_map(Filter::Engagement),
        Just(Filter::Since(day)),
        Just(Filter::Until(day)),
    ]
}

/// Any query of the shapes the parser makes, exclusions alone included.
pub(crate) fn any_expr() -> impl Strategy<Value = Expr> {
    shapes::expr(term(), filter(), 2)
}

/// A post and what is known beside it.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) post: Post,
    pub(crate) facts: Facts,
    /// What it is found out to be written in, if someone asks.
    pub(crate) lang: Option<Lang>,
}

pub(crate) fn any_sample() -> impl Strategy<Value = Sample> {
    let words = || vec(select(PIECES.as_slice()), 0..14).prop_map(|it| it.join(" "));
    let texts = prop_oneof![9 => words(), 1 => "\\PC{0,40}"];
    let langs = select([Lang::FRENCH, Lang::ENGLISH, Lang::BRETON].as_slice());
    let names = || vec(select(NAMES.as_slice()), 0..2);
    let shape = (
        texts,
        option::of(words()),
        option::weighted(0.3, words()),
        select(Network::ALL.as_slice()),
        vec((0..60_usize, 1..8_usize, 0..5_usize), 0..3),
        0..64_u32,
    );
    let known = (
        vec(langs.clone(), 0..2),
        option::of(langs.clone()),
        option::of(langs),
        names(),
        names(),
        names(),
    );
    (shape, known).prop_map(|((text, title, card, network, spans, odds), known)| {
        let (claimed, told, found, sources, accounts, lists) = known;
        let mut post = post(&text);
        post.at.network = network;
        post.langs = claimed;
        post.title = title.as_deref().map(Into::into);
        post.card = card.map(|it| Card {
            url: "https://www.example.org/colis/perdu".into(),
            title: it.as_str().into(),
            description: "la Poste".into(),
        });
        post.spans = spans.into_iter().filter_map(|it| span(&text, it)).collect();
        vary(&mut post, odds);
        let folded = |names: Vec<&str>| {
            names
                .into_iter()
                .filter_map(Name::new)
                .map(|it| it.folded().into())
                .collect()
        };
        let facts = Facts {
            lang: told,
            sources: folded(sources),
            accounts: folded(accounts),
            lists: folded(lists),
            ours: odds % 5 == 0,
            ..Facts::default()
        };
        Sample {
            post,
            facts,
            lang: found,
        }
    })
}

fn span(text: &str, (at, len, kind): (usize, usize, usize)) -> Option<Span> {
    let start = text.floor_char_boundary(at);
    let end = text.floor_char_boundary(start + len);
    let kinds = [
        SpanKind::Link("https://example.org/musee".into()),
        SpanKind::Mention("lea@example.org".into()),
        SpanKind::Mention("did:plc:lea".into()),
        SpanKind::Tag("Colis".into()),
        SpanKind::Tag("saintaubin".into()),
    ];
    (start < end).then(|| Span {
        range: start..end,
        kind: kinds[kind].clone(),
    })
}

/// Gives a post some of what posts may have, as the bits of `odds` say.
fn vary(post: &mut Post, odds: u32) {
    let other = || RemoteRef::new(Network::Bluesky, "at://did:plc:lea/app.bsky.feed.post/1");
    post.kind = match odds % 8 {
        0 => PostKind::Reply {
            to: other(),
            root: None,
        },
        1 => PostKind::Repost { of: other() },
        2 => PostKind::Quote { of: other() },
        _ => PostKind::Post,
    };
    if odds.is_multiple_of(3) {
        post.answered = vec!["Léa".into(), "mairie.saintaubin.fr".into()];
    }
    if odds & 8 != 0 {
        post.author.followers = Some(u64::from(odds) * 400_000_000);
        post.counts.likes = Some(u64::from(odds % 12));
        post.counts.replies = Some(1);
    }
    if odds & 16 != 0 {
        let kind = if odds & 1 == 0 {
            MediaKind::Image
        } else {
            MediaKind::Video
        };
        let alt = if odds & 2 == 0 { "" } else { "un colis perdu" };
        post.media.push(Media {
            kind,
            url: None,
            alt: alt.into(),
            poster: None,
            width: None,
            height: None,
        });
    }
    if odds & 32 != 0 {
        post.url = Some("https://news.example.org/colis/perdu".into());
        post.poll = Some(Poll {
            choices: Vec::new(),
            voters: None,
            ends_at: None,
            is_multiple: false,
        });
        post.author.handle = "lea".into();
        post.at.host = "example.org".into();
    }
}

/// A plain post by `@lea` on Bluesky.
pub(crate) fn post(text: &str) -> Post {
    Post {
        langs: vec![Lang::FRENCH],
        ..Post::new(
            RemoteRef::new(Network::Bluesky, "1"),
            Author::new("did:plc:lea", "lea.example.org"),
            model::time::from_micros(0),
            text,
        )
    }
}
