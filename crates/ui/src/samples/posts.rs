//! What people of the city say.

use engine::{Explained, MentionView};
use model::{
    Author, Card, Counts, Lang, Media, MediaKind, Network, Poll, PollChoice, Post, PostId,
    PostKind, RemoteRef, Span, SpanKind, Untrusted,
};
use query::{Blocks, Doc, Field, FieldSpan};

use super::{ago, sample_id};

/// Someone speaking, with what matters for a sample.
struct Said<'a> {
    network: Network,
    name: &'a str,
    handle: &'a str,
    minutes: i64,
    text: &'a str,
    /// Words to highlight, as written in the text.
    found: &'a [&'a str],
    counts: [u64; 3],
}

fn post(said: &Said<'_>) -> Post {
    let some = |n: u64| (n > 0).then_some(n);
    Post {
        langs: vec![Lang::FRENCH],
        url: Some(format!("https://social.example/{}/{}", said.handle, said.minutes).into()),
        counts: Counts {
            replies: some(said.counts[0]),
            reposts: some(said.counts[1]),
            likes: some(said.counts[2]),
        },
        ..Post::new(
            RemoteRef::new(said.network, format!("{}-{}", said.handle, said.minutes)),
            Author {
                name: said.name.into(),
                ..Author::new(said.handle, said.handle)
            },
            ago(said.minutes),
            said.text,
        )
    }
}

fn spans(text: &str, found: &[&str], field: Field) -> Vec<FieldSpan> {
    found
        .iter()
        .filter_map(|word| {
            let start = text.find(word)?;
            Some(FieldSpan {
                field,
                start: u32::try_from(start).ok()?,
                end: u32::try_from(start + word.len()).ok()?,
            })
        })
        .collect()
}

fn mention(seq: u64, said: &Said<'_>) -> MentionView {
    MentionView {
        seq,
        post_id: sample_id!(PostId, seq),
        post: post(said),
        lang: Some(Lang::FRENCH),
        spans: spans(said.text, said.found, Field::Text),
        received_at: ago(said.minutes),
        context: None,
        ours: false,
        question: said.text.contains('?'),
        foreign: false,
    }
}

/// One mention of every form a post takes.
#[must_use]
pub fn mentions() -> Vec<MentionView> {
    vec![
        with_picture(),
        answering(),
        linking(),
        quoting(),
        filming(),
        reposting(),
        in_arabic(),
        asking_everyone(),
        showing_several(),
        ours(),
        going_on(),
    ]
}

fn with_picture() -> MentionView {
    let mut view = mention(
        40,
        &Said {
            network: Network::Bluesky,
            name: "Collectif des quais",
            handle: "collectifdesquais.example",
            minutes: 2,
            text: "Le sentier du bord de lac est rouvert entre le pont aux Grives et l’île aux Peupliers. Merci aux agents de #Aubrelac !",
            found: &["#Aubrelac"],
            counts: [4, 11, 63],
        },
    );
    view.post.media.push(Media {
        kind: MediaKind::Image,
        url: Some("https://pictures.example/quay.jpg".into()),
        alt: "Sentier sablonneux le long du lac au lever du jour, pont de pierre au fond".into(),
        poster: None,
        width: Some(640),
        height: Some(360),
    });
    view
}

/// A post on the network that others answer, quote and pass on.
fn elsewhere() -> RemoteRef {
    RemoteRef {
        network: Network::Mastodon,
        host: "quais.example".into(),
        id: "1".into(),
        rev: None,
    }
}

fn answering() -> MentionView {
    let mut view = mention(
        39,
        &Said {
            network: Network::Mastodon,
            name: "Brume",
            handle: "brume@quais.example",
            minutes: 6,
            text: "@mairie la collecte des bacs jaunes est-elle bien décalée à vendredi à cause du 11 novembre ? Rien sur le calendrier de la rue des Bateliers.",
            found: &["@mairie"],
            counts: [0, 0, 3],
        },
    );
    view.post.kind = PostKind::Reply {
        to: elsewhere(),
        root: None,
    };
    view.post.spans = vec![Span {
        range: 0..7,
        kind: SpanKind::Mention("https://quais.example/@mairie".into()),
    }];
    view.context = Some(Box::new(post(&Said {
        network: Network::Mastodon,
        name: "Ville d’Aubrelac",
        handle: "mairie@quais.example",
        minutes: 50,
        text: "La collecte des déchets change cette semaine.",
        found: &[],
        counts: [0, 0, 0],
    })));
    view
}

fn linking() -> MentionView {
    let mut view = mention(
        38,
        &Said {
            network: Network::Sandbox,
            name: "Nadège, traiteur",
            handle: "nadege",
            minutes: 21,
            text: "Marché de samedi : je serai place du Minage et pas sur le quai. À samedi, Aubrelac ! aubrelac.example/marches",
            found: &["Aubrelac"],
            counts: [7, 2, 38],
        },
    );
    let at = view
        .post
        .text
        .as_raw()
        .find("aubrelac.example")
        .unwrap_or(0);
    let end = view.post.text.as_raw().len();
    view.post.spans = vec![Span {
        range: at..end,
        kind: SpanKind::Link("https://aubrelac.example/marches".into()),
    }];
    view.post.card = Some(Card {
        url: "https://aubrelac.example/marches".into(),
        title: "Les marchés d’Aubrelac".into(),
        description: "Jours, lieux et producteurs de la saison.".into(),
    });
    view
}

fn quoting() -> MentionView {
    let mut view = mention(
        37,
        &Said {
            network: Network::Bluesky,
            name: "Théo L.",
            handle: "theo.example",
            minutes: 34,
            text: "Trois semaines que le lampadaire devant l’école des Tilleuls clignote. Aubrelac, vous attendez quoi ?",
            found: &["Aubrelac"],
            counts: [0, 1, 0],
        },
    );
    view.post.kind = PostKind::Quote { of: elsewhere() };
    view.post.edited_at = Some(ago(30));
    view.context = closing();
    view
}

fn filming() -> MentionView {
    let mut view = mention(
        36,
        &Said {
            network: Network::Sandbox,
            name: "Inès",
            handle: "ines",
            minutes: 58,
            text: "Dernière glisse avant la fermeture de la patinoire, ça va manquer à Aubrelac.",
            found: &["Aubrelac", "patinoire"],
            counts: [12, 9, 148],
        },
    );
    let alt = "Deux enfants patinent main dans la main".into();
    view.post.media.push(Media {
        kind: MediaKind::Video,
        url: None,
        alt,
        poster: Some("https://pictures.example/rink.jpg".into()),
        width: None,
        height: None,
    });
    view
}

fn reposting() -> MentionView {
    let mut view = mention(
        35,
        &Said {
            network: Network::Bluesky,
            name: "Romane",
            handle: "romane.example",
            minutes: 75,
            text: "",
            found: &[],
            counts: [0, 0, 0],
        },
    );
    view.post.kind = PostKind::Repost { of: elsewhere() };
    view.context = closing();
    view
}

/// The rink says that it is closed.
fn closing() -> Option<Box<Post>> {
    Some(Box::new(post(&Said {
        network: Network::Bluesky,
        name: "Patinoire des Îles",
        handle: "patinoire.example",
        minutes: 95,
        text: "Fermeture exceptionnelle aujourd’hui : notre groupe froid est en panne. Les techniciens sont sur place, point à 12 h.",
        found: &[],
        counts: [0, 0, 0],
    })))
}

fn in_arabic() -> MentionView {
    let mut view = mention(
        34,
        &Said {
            network: Network::Mastodon,
            name: "سلمى",
            handle: "salma@lac.example",
            minutes: 130,
            text: "هل المتحف مفتوح يوم الأحد في #Aubrelac ؟",
            found: &["#Aubrelac"],
            counts: [1, 0, 4],
        },
    );
    view.lang = Lang::parse("ar");
    view.post.langs = view.lang.into_iter().collect();
    view.foreign = true;
    view
}

fn asking_everyone() -> MentionView {
    let mut view = mention(
        33,
        &Said {
            network: Network::Mastodon,
            name: "Roues libres",
            handle: "rouesleslibres@lac.example",
            minutes: 150,
            text: "Pour le quai Est à Aubrelac, vous préférez…",
            found: &["Aubrelac"],
            counts: [9, 4, 12],
        },
    );
    let choice = |label: &str, votes| PollChoice {
        label: label.into(),
        votes: Some(votes),
    };
    view.post.poll = Some(Poll {
        choices: vec![
            choice("Une piste à double sens", 61),
            choice("Deux bandes, une de chaque côté", 22),
            choice("Ne rien changer", 9),
        ],
        voters: Some(92),
        ends_at: Some(ago(-600)),
        is_multiple: false,
    });
    view
}

fn showing_several() -> MentionView {
    let mut view = mention(
        32,
        &Said {
            network: Network::Sandbox,
            name: "Atelier Sable et Lin",
            handle: "sable_et_lin",
            minutes: 190,
            text: "Les maquettes du musée des Bateliers sont superbes. Filez les voir avant le 30 !",
            found: &["musée des Bateliers"],
            counts: [12, 9, 148],
        },
    );
    let alts = ["La maquette d’une barque", "", "Une voile rouge repliée"];
    view.post.media = alts
        .iter()
        .zip(0..)
        .map(|(&alt, n)| Media {
            kind: MediaKind::Image,
            url: Some(format!("https://pictures.example/{n}.jpg").into()),
            alt: alt.into(),
            poster: None,
            width: Some(640),
            height: Some(360),
        })
        .collect();
    view
}

fn ours() -> MentionView {
    let mut view = mention(
        31,
        &Said {
            network: Network::Bluesky,
            name: "Ville d’Aubrelac",
            handle: "mairie.example",
            minutes: 220,
            text: "La passerelle aux Grives rouvre lundi. Plan des détours sur le site.",
            found: &[],
            counts: [19, 26, 14],
        },
    );
    view.ours = true;
    view
}

fn going_on() -> MentionView {
    let mut view = mention(
        30,
        &Said {
            network: Network::Bluesky,
            name: "Ville d’Aubrelac",
            handle: "mairie.example",
            minutes: 219,
            text: "Les vélos passent par la rue du Minage, à Aubrelac.",
            found: &["Aubrelac"],
            counts: [0, 2, 5],
        },
    );
    view.ours = true;
    view.post.kind = PostKind::Reply {
        to: elsewhere(),
        root: None,
    };
    view.context = Some(Box::new(ours().post));
    view
}

/// Items of a feed.
#[must_use]
pub fn press() -> Vec<MentionView> {
    let items = [
        (
            44,
            "La Gazette des quais",
            "Aubrelac : la patinoire privée de glace pour 48 heures",
            "La panne touche le groupe froid installé en 2011. La Ville promet un retour de la glace samedi.",
            "patinoire",
        ),
        (
            61,
            "Le Lac libre",
            "Crue : le lac en vigilance jaune jusqu’à dimanche",
            "Le niveau attendu à Aubrelac reste inférieur de 40 cm à la cote d’alerte des quais.",
            "Aubrelac",
        ),
        (
            125,
            "Radio Val Bleu",
            "Podcast : les bateliers racontés par leur musée",
            "Une série de six épisodes enregistrée dans les réserves du musée d’Aubrelac.",
            "musée",
        ),
        (
            300,
            "Roues libres, le blog",
            "Quai Est : ce qui change pour les vélos",
            "Double sens cyclable, arceaux, nouveau plan : visite guidée du chantier.",
            "",
        ),
        (
            430,
            "La Gazette des quais",
            "11 novembre : cent vingt écoliers à la cérémonie",
            "Les élèves des Tilleuls ont lu des lettres tirées des archives d’Aubrelac.",
            "Aubrelac",
        ),
    ];
    items
        .into_iter()
        .zip(0_u64..)
        .map(|((minutes, name, title, text, found), n)| {
            let mut view = mention(
                140 - n,
                &Said {
                    network: Network::Press,
                    name,
                    handle: "",
                    minutes,
                    text,
                    found: &[],
                    counts: [0, 0, 0],
                },
            );
            view.post.kind = PostKind::Article;
            view.post.title = Some(title.into());
            let found: &[&str] = if found.is_empty() { &[] } else { &[found] };
            view.spans = spans(title, found, Field::Title);
            view.spans.extend(spans(text, found, Field::Text));
            view
        })
        .collect()
}

/// What is said of the rink's closing.
const RINK: [(&str, &str, i64, &str, [u64; 3]); 5] = [
    (
        "Kévin D.",
        "kevind",
        9,
        "Patinoire fermée ce matin, panne de froid apparemment. Les cours de 17 h sont maintenus ou pas ?",
        [2, 0, 5],
    ),
    (
        "Inès",
        "ines",
        12,
        "Porte close à la Patinoire… on avait réservé pour l’anniversaire de Lina à 14 h, 12 enfants.",
        [6, 1, 19],
    ),
    (
        "Patinoire des Îles",
        "patinoire",
        31,
        "Fermeture exceptionnelle aujourd’hui à la Patinoire : notre groupe froid est en panne. Les techniciens sont sur place, point à 12 h.",
        [19, 26, 14],
    ),
    (
        "Romane",
        "romane",
        58,
        "Quelqu’un sait comment se faire rembourser une séance à la Patinoire d’Aubrelac ?",
        [3, 0, 2],
    ),
    (
        "Maël",
        "mael",
        83,
        "Pas de Patinoire, donc révision du bac. Merci la panne.",
        [0, 0, 11],
    ),
];

/// A column's worth on one subject.
#[must_use]
pub fn rink() -> Vec<MentionView> {
    RINK.iter()
        .zip(0_u64..)
        .map(|(&(name, handle, minutes, text, counts), n)| {
            let said = Said {
                network: Network::Sandbox,
                name,
                handle,
                minutes,
                text,
                found: &["Patinoire"],
                counts,
            };
            mention(90 - n, &said)
        })
        .collect()
}

/// Posts as the archive gives them for a query.
#[must_use]
pub fn explained(text: &str, mentions: Vec<MentionView>) -> Vec<Explained> {
    let blocks = Blocks::read(text).unwrap_or_default();
    let each = mentions.into_iter().map(|mention| Explained {
        reasons: blocks.reasons(&Doc::new(&mention.post, mention.lang)),
        mention,
    });
    each.collect()
}

/// A text a stranger could write, in the shape pages get it.
#[must_use]
pub fn said_by_a_stranger(text: &str) -> MentionView {
    let mut view = mention(
        1,
        &Said {
            network: Network::Bluesky,
            name: text,
            handle: text,
            minutes: 1,
            text,
            found: &[],
            counts: [0, 0, 0],
        },
    );
    view.post.title = Some(Untrusted::new(text));
    view.post.url = Some(text.into());
    view.post.media.push(Media {
        kind: MediaKind::Image,
        url: Some(text.into()),
        alt: text.into(),
        poster: Some(text.into()),
        width: None,
        height: None,
    });
    view.post.media.push(Media {
        kind: MediaKind::Video,
        url: Some(text.into()),
        alt: text.into(),
        poster: Some(text.into()),
        width: None,
        height: None,
    });
    view.post.card = Some(Card {
        url: text.into(),
        title: text.into(),
        description: text.into(),
    });
    view.post.spans = vec![
        Span {
            range: 0..text.len().min(4),
            kind: SpanKind::Link(text.into()),
        },
        Span {
            range: text.len().min(4)..text.len(),
            kind: SpanKind::Mention(text.into()),
        },
        // Out of the text: of no use there, but a column is proposed for it.
        Span {
            range: text.len()..text.len(),
            kind: SpanKind::Tag(text.into()),
        },
    ];
    view.spans = vec![FieldSpan {
        field: Field::Text,
        start: 0,
        end: u32::try_from(text.len()).unwrap_or(0),
    }];
    let choice = PollChoice {
        label: text.into(),
        votes: Some(1),
    };
    view.post.poll = Some(Poll {
        choices: vec![choice.clone(), choice],
        voters: None,
        ends_at: None,
        is_multiple: true,
    });
    view.foreign = true;
    view.question = true;
    view.ours = true;
    let mut quoted = view.post.clone();
    quoted.kind = PostKind::Post;
    let of = view.post.at.clone();
    view.post.kind = PostKind::Quote { of };
    view.context = Some(Box::new(quoted));
    view
}
