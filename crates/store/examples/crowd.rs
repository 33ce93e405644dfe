//! Fills a house with as many mentions as a large organisation has, for the benches: `crowd URL N`.
//!
//! The first query matches every post, each other one post in three, until there are N mentions of
//! posts spread over the last thirty days. The house and its queries must exist already.

use std::{process::ExitCode, sync::Arc};

use jiff::Timestamp;
use model::{
    Author, Counts, Network, OrgId, Post, PostId, QueryId, RemoteRef,
    seam::{ManualClock, Seams, SeededEntropy},
};
use store::{Config, Db, mention, mention::NewMention, org, post, post::Incoming, query};

const BATCH: u64 = 2_000;
/// One post in so many is matched by each query but the first.
const SHARE: u64 = 3;
const SPAN_US: i64 = 30 * 24 * 3_600_000_000;
const AUTHORS: u64 = 20_000;
const WORDS: [&str; 12] = [
    "ville",
    "musée",
    "patinoire",
    "colis",
    "bus",
    "école",
    "mairie",
    "hôpital",
    "match",
    "pluie",
    "marché",
    "lecture",
];

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program of its own: its arguments, and its answer to the bench"
)]
fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (Some(url), Some(n)) = (args.next(), args.next().and_then(|it| it.parse().ok())) else {
        eprintln!("usage: crowd URL MENTIONS");
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    match runtime.block_on(fill(url, n)) {
        Ok(n_posts) => {
            println!("{n_posts}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Answers how many posts it took.
async fn fill(url: String, n_wanted: u64) -> store::Result<u64> {
    let db = Db::open(&Config { url, readers: 1 }).await?;
    let now = now();
    let seams = Seams {
        clock: Arc::new(ManualClock::at(now)),
        entropy: Arc::new(SeededEntropy::new(1)),
    };
    let mut tx = db.read().await?;
    let org = org::list(&mut tx).await?.first().expect("a house").id;
    let queries: Vec<QueryId> = query::list(&mut tx, org)
        .await?
        .iter()
        .map(|it| it.id)
        .collect();
    drop(tx);
    let a_post = 1.0 + (queries.len() - 1) as f64 / SHARE as f64;
    // Each query may get one less than its share.
    let n_posts = (n_wanted as f64 / a_post).ceil() as u64 + SHARE;
    let mut n_mentions = 0;
    for first in (0..n_posts).step_by(usize::try_from(BATCH).expect("a small number")) {
        let numbers = first..(first + BATCH).min(n_posts);
        let posts: Vec<Post> = numbers.map(|n| post(n, n_posts, now)).collect();
        n_mentions += save(&db, org, &seams, (first, &posts), &queries).await?;
    }
    assert!(n_mentions >= n_wanted, "{n_mentions} of {n_wanted}");
    db.close().await;
    Ok(n_posts)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a bench is of today: pages look at the last 24 hours"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

async fn save(
    db: &Db,
    org: OrgId,
    seams: &Seams,
    (first, posts): (u64, &[Post]),
    queries: &[QueryId],
) -> store::Result<u64> {
    let batch: Vec<Incoming<'_>> = posts
        .iter()
        .map(|post| Incoming {
            id: PostId::from_uuid(seams.uuid()),
            post,
            lang: None,
            source: None,
        })
        .collect();
    let mut mentions = Vec::new();
    for (at, incoming) in (first..).zip(&batch) {
        let is_wanted = |nth: u64| nth == 0 || (at + nth).is_multiple_of(SHARE);
        let wanted = (0..).zip(queries).filter(|(nth, _)| is_wanted(*nth));
        mentions.extend(wanted.map(|(_, query)| NewMention {
            query: *query,
            post: incoming.id,
            spans: r#"[["text",0,5]]"#,
        }));
    }
    let mut tx = db.write().await?;
    post::save_many(&mut tx, org, seams.clock.now(), &batch).await?;
    mention::insert_many(&mut tx, org, seams.clock.now(), &mentions).await?;
    tx.commit().await?;
    Ok(mentions.len() as u64)
}

/// The `n`th of `of` posts, oldest first.
fn post(n: u64, of: u64, now: Timestamp) -> Post {
    let back = SPAN_US * i64::try_from(of - n).unwrap_or(0) / i64::try_from(of).unwrap_or(1);
    let word = |at: u64| WORDS[usize::try_from((n * 7 + at * at) % 12).unwrap_or(0)];
    let text: Vec<&str> = (0..8 + n % 20).map(word).collect();
    let author = n * 31 % AUTHORS;
    Post {
        counts: Counts {
            replies: Some(n % 5),
            reposts: Some(n % 3),
            likes: Some(n % 17),
        },
        ..Post::new(
            RemoteRef::new(Network::Bluesky, format!("crowd:{n}")),
            Author {
                id: format!("did:crowd:{author}").into(),
                handle: format!("voix{author}.example").as_str().into(),
                name: format!("Voix {author}").as_str().into(),
                avatar: None,
                followers: Some(author),
            },
            model::time::from_micros(now.as_microsecond() - back),
            text.join(" ").as_str(),
        )
    }
}
