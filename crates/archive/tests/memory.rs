//! Questions made to hurt take no more memory than they may. A program apart: it counts what the allocator of
//! the whole program is asked for, by all threads.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use archive::{Ask, Change, Error, Facet, From, House, Stop};
use jiff::tz::TimeZone;
use model::{Author, Network, Post, PostId, RemoteRef, time};
use peak_alloc::PeakAlloc;
use query::{Doc, Expr, Term};
use uuid::Uuid;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// What one question may take.
const BYTES_MAX: usize = 100 << 20;
/// Far more time than questions have: what they took of memory by then is the worst they can.
const TIME: Duration = Duration::from_secs(120);

const POSTS: usize = 30_000;
/// Of each post: all words begin alike, and a phrase of beginnings has all of them in each of its spots.
const WORDS: usize = 60;
/// Different ones.
const VOCABULARY: usize = 5_000;
const NOW_US: i64 = 1_770_000_000_000_000;

fn post(number: usize) -> Post {
    let words = (0..WORDS).map(|it| format!("con{}", (number * 31 + it * 7) % VOCABULARY));
    Post::new(
        RemoteRef::new(Network::Bluesky, ""),
        Author::new(&*format!("auteur{number}"), &*format!("auteur{number}")),
        // Two months, so that there is more than one segment.
        time::from_micros(NOW_US - (number % 2) as i64 * 40 * 86_400_000_000),
        words.collect::<Vec<_>>().join(" ").as_str(),
    )
}

fn house(folder: &std::path::Path) -> House {
    let house = House::create(&folder.join("house")).expect("an index");
    for first in (0..POSTS).step_by(1_000) {
        let changes = (first..first + 1_000).map(|number| {
            let post = post(number);
            Change {
                seq: 0,
                post: PostId::from_uuid(Uuid::from_u128(number as u128)),
                at: post.created_at,
                new_at: None,
                doc: Some(Doc::new(&post, None)),
            }
        });
        let changes: Vec<Change> = changes.collect();
        house.apply(&changes).expect("indexed");
    }
    house.commit(0).expect("committed");
    house.close().expect("closed");
    house
}

fn meaning(source: &str) -> Expr {
    query::parse(source).valid().expect("a query").clone()
}

fn word(number: usize) -> Expr {
    Expr::Term(Term::new(&format!("con{number}")).expect("a word"))
}

#[test]
fn hostile_questions_take_little_memory() {
    // An archive that is large enough takes a third of a fast run's time.
    if std::env::var_os("VIGIE_TEST_FAST").is_some() {
        eprintln!("skipped: a fast run does not measure the memory of hostile questions");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    let questions = [
        (true, meaning("con*")),
        (true, Expr::Or((0..VOCABULARY).map(word).collect())),
        (true, Expr::And((0..VOCABULARY).map(word).collect())),
        (
            true,
            Expr::Or((0..2_000).map(|it| Expr::Not(Box::new(word(it)))).collect()),
        ),
        (true, meaning("con* NEAR/100 con1*")),
        // More places than may be kept: it says so rather than take them.
        (false, meaning("\"con* con* con* con* con*\"")),
        (
            false,
            meaning("\"con* con1* con2*\" OR \"con3* con* con4*\" OR \"con* con*\""),
        ),
    ];
    for (is_answered, expr) in &questions {
        let before = ALLOCATOR.current_usage();
        ALLOCATOR.reset_peak_usage();
        let stop = Stop::at(Instant::now() + TIME);
        let ask = Ask {
            expr,
            since: None,
            until: None,
            chosen: &[],
            zone: &TimeZone::UTC,
            now: time::from_micros(NOW_US),
            bounds: &[NOW_US - 50 * 86_400_000_000, NOW_US + 1],
            from: From::First,
            wanted: 100,
            samples: 100,
            facets: &Facet::ALL,
            values: 10,
            stop: &stop,
        };
        let answer = house.search(&ask, &mut |_| Ok(HashSet::new()));
        let bytes = ALLOCATOR.peak_usage() - before;
        match answer {
            Ok(_) => assert!(is_answered, "{expr:?}"),
            Err(Error::TooSlow) => assert!(!is_answered, "{expr:?}"),
            Err(error) => panic!("{error}"),
        }
        assert!(bytes < BYTES_MAX, "{bytes} bytes");
    }
}
