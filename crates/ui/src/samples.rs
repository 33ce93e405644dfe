//! Values for the kit's page, for tests and for pictures of pages: a fictional city's morning.

use std::sync::Arc;

use engine::{
    BoardTab, BoardView, Change24h, ColumnView, DropView, GapView, MentionView, Seen, SourceDetail,
    SourceView, Trouble,
};
use i18n::{Dates, Words};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use model::{
    Author, BoardId, Card, Cause, ColumnId, Counts, DropReason, Gap, GapId, Lang, Locale, Media,
    MediaKind, Network, Post, PostId, PostKind, QueryId, RemoteRef, Role, SourceId, SourceState,
    Span, SpanKind, Theme, Untrusted,
};
use query::{Field, FieldSpan};

use crate::{
    Cx, Live, Member,
    assets::QUAY_SVG,
    kit::query::Checked,
    pages::{
        about,
        column_form::{self, ColumnForm, Which},
        door::{self, FirstRun, SignIn, SignInProblem},
        fault::{self, Fault},
        help, kit,
        listen::{self, Listen, Older, Removed},
        settings::{self, Settings},
        source,
        sources::{self, Done, Refused, Sources},
    },
};

/// Thursday 12 November 2026, 9:52 in Paris.
const NOW_S: i64 = 1_794_473_520;

/// An id made of a number, the same on every run.
macro_rules! sample_id {
    ($type:ident, $n:expr) => {
        format!("{}{:032x}", sample_prefix(stringify!($type)), $n)
            .parse::<$type>()
            .expect("a prefix and 32 digits")
    };
}

const fn sample_prefix(name: &str) -> &'static str {
    match name.as_bytes() {
        b"PostId" => "pst_",
        b"QueryId" => "qry_",
        b"BoardId" => "brd_",
        b"ColumnId" => "col_",
        b"SourceId" => "src_",
        _ => "gap_",
    }
}

#[must_use]
pub fn now() -> Timestamp {
    Timestamp::from_second(NOW_S).expect("a date jiff can hold")
}

fn ago(minutes: i64) -> Timestamp {
    now()
        .checked_sub(SignedDuration::from_mins(minutes))
        .unwrap_or_else(|_| now())
}

/// A reader of the samples.
#[must_use]
pub fn cx(locale: Locale, theme: Theme) -> Cx {
    Cx {
        words: Words::new(locale),
        dates: Dates::new(
            locale,
            TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC),
            now(),
        ),
        theme,
        nonce: "sample".to_owned(),
        here: "/listen".to_owned(),
        picture_url: picture_url(),
        member: Some(Member {
            name: "Camille R.".to_owned(),
            role: Role::Admin,
            org_name: "Aubrelac".to_owned(),
            org_kind: match locale {
                Locale::Fr => "Ville",
                Locale::En => "City",
            }
            .to_owned(),
            live: Live { live: 4, total: 5 },
        }),
    }
}

/// All pictures of samples are the one we drew.
#[must_use]
pub fn picture_url() -> crate::PictureUrl {
    Arc::new(|_| QUAY_SVG.to_owned())
}

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
        at: RemoteRef {
            network: said.network,
            host: "".into(),
            id: format!("{}-{}", said.handle, said.minutes).into(),
            rev: None,
        },
        author: Author {
            id: said.handle.into(),
            handle: said.handle.into(),
            name: said.name.into(),
            avatar: None,
            followers: None,
        },
        created_at: ago(said.minutes),
        edited_at: None,
        kind: PostKind::Post,
        title: None,
        text: said.text.into(),
        spans: Vec::new(),
        langs: vec![Lang::FRENCH],
        url: Some(format!("https://social.example/{}/{}", said.handle, said.minutes).into()),
        media: Vec::new(),
        card: None,
        counts: Counts {
            replies: some(said.counts[0]),
            reposts: some(said.counts[1]),
            likes: some(said.counts[2]),
        },
        raw: "{}".into(),
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
    }
}

/// One mention of every form a post takes.
#[must_use]
pub fn mentions() -> Vec<MentionView> {
    let mut all = Vec::new();
    let mut with_picture = mention(
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
    with_picture.post.media.push(Media {
        kind: MediaKind::Image,
        url: Some("https://pictures.example/quay.jpg".into()),
        alt: "Sentier sablonneux le long du lac au lever du jour, pont de pierre au fond".into(),
        width: Some(640),
        height: Some(360),
    });
    all.push(with_picture);

    let mut reply = mention(
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
    let target = RemoteRef {
        network: Network::Mastodon,
        host: "quais.example".into(),
        id: "1".into(),
        rev: None,
    };
    reply.post.kind = PostKind::Reply {
        to: target.clone(),
        root: None,
    };
    reply.post.spans = vec![Span {
        range: 0..7,
        kind: SpanKind::Mention("https://quais.example/@mairie".into()),
    }];
    reply.context = Some(Box::new(post(&Said {
        network: Network::Mastodon,
        name: "Ville d’Aubrelac",
        handle: "mairie@quais.example",
        minutes: 50,
        text: "La collecte des déchets change cette semaine.",
        found: &[],
        counts: [0, 0, 0],
    })));
    all.push(reply);

    let mut linked = mention(
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
    let at = linked
        .post
        .text
        .as_raw()
        .find("aubrelac.example")
        .unwrap_or(0);
    let end = linked.post.text.as_raw().len();
    linked.post.spans = vec![Span {
        range: at..end,
        kind: SpanKind::Link("https://aubrelac.example/marches".into()),
    }];
    linked.post.card = Some(Card {
        url: "https://aubrelac.example/marches".into(),
        title: "Les marchés d’Aubrelac".into(),
        description: "Jours, lieux et producteurs de la saison.".into(),
    });
    all.push(linked);

    let mut quoting = mention(
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
    quoting.post.kind = PostKind::Quote { of: target.clone() };
    quoting.post.edited_at = Some(ago(30));
    quoting.context = reply_context();
    all.push(quoting);

    let mut video = mention(
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
    video.post.media.push(Media {
        kind: MediaKind::Video,
        url: None,
        alt: "Deux enfants patinent main dans la main".into(),
        width: None,
        height: None,
    });
    all.push(video);

    let mut repost = mention(
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
    repost.post.kind = PostKind::Repost { of: target };
    repost.context = reply_context();
    all.push(repost);
    all.push(in_arabic());
    all
}

fn reply_context() -> Option<Box<Post>> {
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

fn hourly(seed: u64, scale: u64, spike: bool) -> [u64; 24] {
    std::array::from_fn(|hour| {
        let hour = hour as u64;
        let wave = [
            4, 3, 2, 1, 1, 1, 1, 4, 9, 13, 12, 11, 14, 16, 13, 11, 12, 15, 17, 14, 11, 8, 7, 9,
        ];
        let base = wave[usize::try_from(hour).unwrap_or(0)] * scale + (hour * seed) % 3;
        match (spike, hour) {
            (true, 22) => 60,
            (true, 23) => 98,
            (true, _) => base / 6,
            (false, _) => base,
        }
    })
}

fn column(n: u64, title: &str, query_text: &str, mentions: Vec<MentionView>) -> ColumnView {
    let hourly = hourly(n + 2, 2, false);
    ColumnView {
        id: sample_id!(ColumnId, n),
        query: sample_id!(QueryId, n),
        title: title.to_owned(),
        query_text: query_text.to_owned(),
        query_version: 1,
        paused: false,
        count_24h: hourly.iter().sum(),
        hourly,
        change: Change24h::Stable,
        older: mentions.last().map(|it| it.seq),
        mentions,
        seen: None,
        gaps: Vec::new(),
    }
}

/// A board on an ordinary morning: a live column, a paused one, a quiet one, the press.
#[must_use]
pub fn board() -> BoardView {
    let mut first = column(
        1,
        "Aubrelac, mentions",
        "aubrelac OU #aubrelac OU @mairie",
        mentions(),
    );
    first.seen = Some(Seen {
        seq: 38,
        at: ago(70),
    });
    first.change = Change24h::Percent(18);
    let rink: Vec<MentionView> = RINK
        .iter()
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
        .collect();
    let mut second = column(2, "Patinoire des Îles", "patinoire", rink);
    second.paused = true;
    second.hourly = hourly(1, 1, true);
    second.count_24h = second.hourly.iter().sum();
    second.change = Change24h::Times(4.2);
    let mut third = column(
        3,
        "Musée des Bateliers",
        "\"musée des bateliers\" SAUF concours",
        Vec::new(),
    );
    third.hourly = [0; 24];
    third.count_24h = 0;
    third.change = Change24h::Unknown;
    let mut fourth = column(4, "Presse et sites", "aubrelac réseau:press", press());
    fourth.older = None;
    fourth.gaps = vec![gap_view()];
    BoardView {
        id: sample_id!(BoardId, 1),
        name: "Au quotidien".to_owned(),
        boards: vec![
            BoardTab {
                id: sample_id!(BoardId, 1),
                name: "Au quotidien".to_owned(),
            },
            BoardTab {
                id: sample_id!(BoardId, 2),
                name: "Culture et sport".to_owned(),
            },
            BoardTab {
                id: sample_id!(BoardId, 3),
                name: "Évènements".to_owned(),
            },
        ],
        columns: vec![first, second, third, fourth],
        troubles: troubles().into_iter().take(1).collect(),
        sources_live: 4,
        sources_total: 5,
        catching_up: false,
        seq: 140,
    }
}

/// A source in each state a reader should know about.
#[must_use]
pub fn troubles() -> Vec<Trouble> {
    let retry_at = now()
        .checked_add(SignedDuration::from_secs(8))
        .unwrap_or_else(|_| now());
    [
        (
            "La Gazette des quais",
            Network::Press,
            SourceState::Waiting {
                cause: Cause::Disconnected,
                since: ago(11),
                retry_at,
            },
        ),
        (
            "Bluesky",
            Network::Bluesky,
            SourceState::Waiting {
                cause: Cause::RateLimited,
                since: ago(3),
                retry_at,
            },
        ),
        (
            "Le Lac libre",
            Network::Press,
            SourceState::Stopped {
                cause: Cause::Refused,
                since: ago(1_500),
            },
        ),
        ("lac.example", Network::Bluesky, SourceState::Connecting),
    ]
    .into_iter()
    .zip(1_u64..)
    .map(|((name, network, state), n)| Trouble {
        source: sample_id!(SourceId, n),
        name: name.to_owned(),
        network,
        state,
    })
    .collect()
}

/// A stretch not heard that goes on.
#[must_use]
pub fn gap_view() -> GapView {
    GapView {
        gap: gap(1, 11, None, Cause::Disconnected, false),
        source_name: "La Gazette des quais".to_owned(),
        network: Network::Press,
    }
}

fn gap(n: u64, from: i64, to: Option<i64>, cause: Cause, refilled: bool) -> Gap {
    Gap {
        id: sample_id!(GapId, n),
        source: sample_id!(SourceId, 1),
        from: ago(from),
        to: to.map(ago),
        cause,
        refilled_at: refilled.then(|| ago(to.unwrap_or(0))),
    }
}

/// A source of each kind, each in another state.
#[must_use]
pub fn all_sources() -> Vec<SourceView> {
    let retry_at = now()
        .checked_add(SignedDuration::from_secs(8))
        .unwrap_or_else(|_| now());
    let states = [
        (
            "Bluesky",
            "jetstream",
            Network::Bluesky,
            "wss://jetstream.example/subscribe",
            SourceState::Live,
            1_284_530,
            212,
        ),
        (
            "La Gazette des quais",
            "feed",
            Network::Press,
            "https://gazette.example/rss.xml",
            SourceState::Waiting {
                cause: Cause::Disconnected,
                since: ago(11),
                retry_at,
            },
            1_204,
            3,
        ),
        (
            "Aubrelac, bac à sable",
            "sandbox",
            Network::Sandbox,
            "http://127.0.0.1:9000",
            SourceState::CatchingUp,
            48_113,
            0,
        ),
        (
            "lac.example",
            "firehose",
            Network::Bluesky,
            "wss://lac.example",
            SourceState::Off,
            9_310,
            0,
        ),
        (
            "Le Lac libre",
            "feed",
            Network::Press,
            "https://laclibre.example/atom.xml",
            SourceState::Stopped {
                cause: Cause::Refused,
                since: ago(1_500),
            },
            87,
            1,
        ),
    ];
    states
        .into_iter()
        .zip(1_u64..)
        .map(
            |((name, kind, network, address, state, received, dropped), n)| SourceView {
                id: sample_id!(SourceId, n),
                name: name.to_owned(),
                kind: kind.to_owned(),
                network,
                address: address.to_owned(),
                enabled: state != SourceState::Off,
                state,
                received,
                last_event_at: Some(ago(i64::try_from(n).unwrap_or(0) * 7 - 7)),
                last_error: matches!(
                    state,
                    SourceState::Waiting { .. } | SourceState::Stopped { .. }
                )
                .then(|| "gazette.example did not answer within 10 s".to_owned()),
                dropped,
                open_gaps: u64::from(matches!(state, SourceState::Waiting { .. })),
                created_at: ago(60 * 24 * 12),
            },
        )
        .collect()
}

/// A source that had a rough week.
#[must_use]
pub fn source_detail() -> SourceDetail {
    let day = 60 * 24;
    SourceDetail {
        source: all_sources().swap_remove(1),
        drops: vec![
            DropView {
                reason: DropReason::NotAFeed,
                count: 2,
                sample: "<!doctype html><html><head><title>503 Service Unavailable</title>"
                    .to_owned(),
                last_at: ago(12),
            },
            DropView {
                reason: DropReason::Incomplete,
                count: 1,
                sample: "{\"title\":\"\"}".to_owned(),
                last_at: ago(day * 2),
            },
        ],
        listened: vec![
            (ago(day * 7), ago(day * 5)),
            (ago(day * 5 - 90), ago(day)),
            (ago(day - 35), ago(11)),
        ],
        gaps: vec![
            gap(1, 11, None, Cause::Disconnected, false),
            gap(2, day, Some(day - 35), Cause::Stopped, true),
            gap(3, day * 5, Some(day * 5 - 90), Cause::RateLimited, false),
        ],
        since: ago(day * 7),
        now: now(),
    }
}

/// Every page with its samples, by name.
#[must_use]
pub fn pages(cx: &Cx) -> Vec<(&'static str, String)> {
    let stranger = Cx {
        member: None,
        ..cx.clone()
    };
    let board = board();
    let empty = BoardView {
        columns: Vec::new(),
        troubles: Vec::new(),
        ..board.clone()
    };
    let removed = Removed {
        title: "Marché".to_owned(),
        text: "marché".to_owned(),
    };
    let all = all_sources();
    let refused = Refused {
        kind: "feed".to_owned(),
        address: "gazette".to_owned(),
        name: String::new(),
        message: cx.words.field_url_bad(),
    };
    let wrong_sign_in = SignIn {
        login: "camille".to_owned(),
        next: "/listen".to_owned(),
        problem: Some(SignInProblem::Unknown),
    };
    let house = FirstRun {
        time_zone: "Europe/Paris".to_owned(),
        ..FirstRun::default()
    };
    let weak = FirstRun {
        error: Some(("password", cx.words.field_weak())),
        ..house.clone()
    };
    let fault = |fault| fault::page(cx, &fault);
    let drawn = [
        (
            "listen",
            listen::page(
                cx,
                &Listen {
                    board: &board,
                    removed: None,
                },
            ),
        ),
        (
            "listen-removed",
            listen::page(
                cx,
                &Listen {
                    board: &board,
                    removed: Some(&removed),
                },
            ),
        ),
        (
            "listen-empty",
            listen::page(
                cx,
                &Listen {
                    board: &empty,
                    removed: None,
                },
            ),
        ),
        ("no-board", listen::no_board(cx)),
        (
            "column",
            listen::older(
                cx,
                &Older {
                    board: &board,
                    column: &board.columns[0],
                    older: None,
                },
            ),
        ),
        (
            "older",
            listen::older(
                cx,
                &Older {
                    board: &board,
                    column: &board.columns[1],
                    older: Some((&board.columns[1].mentions, None)),
                },
            ),
        ),
        ("column-new", column_page(cx, &board, "", false)),
        (
            "column-refused",
            column_page(cx, &board, "patinoire ET (glace OU", true),
        ),
        (
            "sources",
            sources::page(
                cx,
                &Sources {
                    sources: &all,
                    refused: None,
                    done: None,
                },
            ),
        ),
        (
            "sources-empty",
            sources::page(
                cx,
                &Sources {
                    sources: &[],
                    refused: None,
                    done: None,
                },
            ),
        ),
        (
            "sources-refused",
            sources::page(
                cx,
                &Sources {
                    sources: &all,
                    refused: Some(&refused),
                    done: Some(&Done::Added("Bluesky".to_owned())),
                },
            ),
        ),
        ("source", source::page(cx, &source_detail())),
        ("source-remove", source::remove(cx, &source_detail())),
        (
            "settings",
            settings::page(
                cx,
                &Settings {
                    login: "camille",
                    time_zone: "Europe/Paris",
                    saved: true,
                },
            ),
        ),
        ("help", help::page(cx)),
        ("about", about::page(cx, "1.0.0")),
        ("kit", kit::page(cx)),
        ("sign-in", door::sign_in(&stranger, &SignIn::default())),
        ("sign-in-refused", door::sign_in(&stranger, &wrong_sign_in)),
        ("first-run", door::first_run(&stranger, &house)),
        ("first-run-refused", door::first_run(&stranger, &weak)),
        ("not-found", fault(Fault::NotFound)),
        ("forbidden", fault(Fault::Forbidden)),
        ("bad-request", fault(Fault::BadRequest)),
        ("conflict", fault(Fault::Conflict)),
        ("unavailable", fault(Fault::Unavailable)),
        ("offline", fault(Fault::Offline)),
        (
            "internal",
            fault(Fault::Internal("a1b2c3d4e5f6".to_owned())),
        ),
        ("fault-stranger", fault::page(&stranger, &Fault::NotFound)),
    ];
    drawn
        .into_iter()
        .map(|(name, markup)| (name, markup.into_string()))
        .collect()
}

fn column_page(cx: &Cx, board: &BoardView, text: &str, refused: bool) -> maud::Markup {
    let checked = Checked::new(cx.locale(), text);
    let which = if refused {
        Which::Known {
            board: board.id,
            column: board.columns[1].id,
            version: 1,
        }
    } else {
        Which::New(board.id)
    };
    column_form::page(
        cx,
        &ColumnForm {
            which,
            title: "Patinoire",
            checked: &checked,
            refused,
            title_error: None,
            error: None,
        },
    )
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
        width: None,
        height: None,
    });
    view.post.media.push(Media {
        kind: MediaKind::Video,
        url: Some(text.into()),
        alt: text.into(),
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
    ];
    view.spans = vec![FieldSpan {
        field: Field::Text,
        start: 0,
        end: u32::try_from(text.len()).unwrap_or(0),
    }];
    let mut quoted = view.post.clone();
    quoted.kind = PostKind::Post;
    let of = view.post.at.clone();
    view.post.kind = PostKind::Quote { of };
    view.context = Some(Box::new(quoted));
    view
}
