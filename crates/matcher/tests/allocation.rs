//! Matching takes no memory of its own once its buffers have grown. A program apart: it counts what
//! the allocator of the whole program is asked for.

use matcher::{Census, Input, Matcher, QueryKey, Scratch};
use model::{
    Author, Counts, Lang, Network, Post, PostKind, RemoteRef, Untrusted, time::from_micros,
};
use query::Facts;

/// Every kind of thing that a text shows, in letters of several scripts.
const TEXTS: [&str; 14] = [
    "Fuite d'eau rue de la Ville, l’été à Aubrelac : merci aux équipes !",
    "Panne générale du tramway ce matin. Encore une panne, toujours une panne.",
    "#SaintAubin #panne_de_courant #été2026 à l'Hôtel de Ville",
    "Voir https://www.ville.fr/plan-v%C3%A9lo?utm_source=x et ville.fr/sorties, ou www.presse.example",
    "@lea @lea@pouet.bzh @camille.bsky.social bonjour à tous",
    "Vaccination : les vaccins arrivent, vaccinez-vous",
    "La Poste est fermée, la poste a brûlé, LA POSTE",
    "👩‍🚀 👍🏽 🇫🇷 quelle journée 🎉🎉",
    "El ayuntamiento abre mañana; straße, İstanbul, œuvre, æther",
    "Мэрия закрыта сегодня из-за аварии",
    "今日は市役所が休みです。東京都庁",
    "البلدية مغلقة اليوم",
    "C'est fini.La suite demain, 3,5 km à 17h30 pour 5€ $VIG",
    "",
];

/// All families of operators but those that may take memory: see the crate's invariants.
const QUERIES: [&str; 15] = [
    "fuite OR inondation OR panne",
    "panne AND (tramway OR bus) NOT concours",
    "\"hôtel de ville\" OR \"une * panne\"",
    "fuite NEAR/5 ville",
    "merci ONEAR/3 équipes",
    "vaccin* NOT vaccinodrome",
    "#saintaubin OR #panne_de_courant",
    "@lea OR mentions:camille.bsky.social",
    "from:marie OR from:pierre.example",
    "has:link (voir OR suite)",
    "m?rie OR мэрия OR \"市役所\" OR 🎉",
    "lang:fr merci has:link",
    "is:reply OR poste",
    "followers:>10 panne",
    "network:bluesky été NOT lang:en",
];

fn post(number: usize) -> Post {
    let handle = ["marie.example", "pierre.example", "paul.example"][number % 3];
    Post {
        at: RemoteRef {
            network: Network::Bluesky,
            host: "".into(),
            id: number.to_string().into(),
            rev: None,
        },
        author: Author {
            id: format!("did:plc:{number:024}").into(),
            handle: handle.into(),
            name: Untrusted::default(),
            avatar: None,
            followers: Some(number as u64),
        },
        created_at: from_micros(0),
        edited_at: None,
        kind: PostKind::Post,
        title: None,
        text: [
            TEXTS[number % TEXTS.len()],
            TEXTS[number / TEXTS.len() % TEXTS.len()],
        ]
        .join("\n")
        .as_str()
        .into(),
        spans: Vec::new(),
        langs: vec![Lang::FRENCH],
        url: None,
        media: Vec::new(),
        card: None,
        poll: None,
        counts: Counts::default(),
        answered: vec!["mairie.example".into()],
        raw: "".into(),
    }
}

#[test]
fn matching_takes_no_memory_once_it_has_grown() {
    let posts: Vec<Post> = (0..TEXTS.len() * TEXTS.len()).map(post).collect();
    let facts = Facts::default();
    let mut census = Census::default();
    for post in &posts {
        census.count(Input::known(post, &facts));
    }
    let matcher = Matcher::new(census.frequencies().clone());
    for (number, source) in (0..).zip(QUERIES) {
        let parsed = query::parse(source);
        let expr = parsed.valid().expect("it is a query");
        let key = QueryKey::new(number).expect("it is small");
        matcher.insert(key, expr).expect("few name nothing");
        // So that several layers are held: what was there is folded into the base.
        if number == 9 {
            matcher.compact();
        }
    }
    let snapshot = matcher.snapshot();
    let (mut scratch, mut keys) = (Scratch::default(), Vec::new());
    let mut found = [0_usize; QUERIES.len()];
    let mut pass = || {
        for post in &posts {
            keys.clear();
            snapshot.matches(&mut scratch, Input::known(post, &facts), &mut keys);
            for key in &keys {
                found[key.number() as usize] += 1;
            }
        }
    };
    pass();
    let taken = allocation_counter::measure(pass);
    assert_eq!(taken.count_total, 0, "{taken:?}");
    for (source, found) in QUERIES.iter().zip(found) {
        assert!(found > 0, "`{source}` finds nothing, so it shows nothing");
    }
}
