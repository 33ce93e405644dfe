//! Cases a person can read, and counts against a plain count.

use std::collections::BTreeMap;

use model::{Author, Lang, Network, RemoteRef, time};
use proptest::{prop_assert_eq, test_runner::TestCaseError};
use query::{Expr, evaluate};

use super::{
    DAY_US, NOW_US, World, doc,
    generate::{Sample, post},
    meaning, numbers, plain,
};
use crate::{Ask, Chosen, Facet, Stop};

fn sample(text: &str) -> Sample {
    Sample {
        post: post(text),
        facts: query::Facts::default(),
        lang: Some(Lang::FRENCH),
    }
}

pub(crate) fn world(texts: &[&str]) -> World {
    let mut world = World::new();
    let changes: Vec<_> = (1..)
        .zip(texts)
        .map(|(number, it)| world.put(number, sample(it)))
        .collect();
    world.commit(&changes);
    world
}

#[track_caller]
fn check(texts: &[&str], query: &str, expected: &[u128]) {
    let world = world(texts);
    let answer = world.ask(&meaning(query)).unwrap();
    assert_eq!(numbers(&answer), expected.iter().copied().collect());
}

#[test]
fn phrase_with_any_word_finds_that_distance_only() {
    let texts = [
        "le bureau de poste",
        "le bureau poste",
        "bureau de la poste",
    ];
    check(&texts, "\"bureau * poste\"", &[1]);
}

#[test]
fn near_counts_words_between() {
    let texts = ["colis a b perdu", "colis a b c perdu", "perdu a colis"];
    check(&texts, "colis NEAR/2 perdu", &[1, 3]);
    check(&texts, "colis ONEAR/2 perdu", &[1]);
    check(&texts, "(colis OR b) NEAR/1 perd*", &[1, 2, 3]);
}

#[test]
fn forms_are_those_of_the_language_of_the_post() {
    let mut world = World::new();
    let mut changes = Vec::new();
    for (number, text, lang) in [
        (1, "des colis perdus", Lang::FRENCH),
        (2, "des colis perdus", Lang::BRETON),
    ] {
        let mut sample = sample(text);
        sample.lang = Some(lang);
        changes.push(world.put(number, sample));
    }
    world.commit(&changes);
    let found = |query| numbers(&world.ask(&meaning(query)).unwrap());
    assert_eq!(found("perdu~"), [1].into());
    assert_eq!(found("\"colis perdu~\""), [1].into());
    assert_eq!(found("perdus~"), [1, 2].into());
}

#[test]
fn exact_writing_is_checked_and_excludes_only_what_is_written_so() {
    let texts = ["La Poste ferme", "la poste ferme"];
    check(&texts, "raw:\"La Poste\"", &[1]);
    check(&texts, "poste NOT raw:\"La Poste\"", &[2]);
}

/// Counts, facets and bars of a query against the posts themselves.
pub(crate) fn check_counts(
    world: &World,
    expr: &Expr,
    bounds: Vec<i64>,
) -> Result<(), TestCaseError> {
    let mut bounds: Vec<i64> = bounds.into_iter().map(|it| NOW_US + it * DAY_US).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let chosen = [Chosen {
        facet: Facet::Lang,
        values: vec!["fr".into(), "br".into()],
    }];
    let stop = Stop::at(std::time::Instant::now() + std::time::Duration::from_secs(20));
    let answer = world
        .ask_with(&Ask {
            chosen: &chosen,
            bounds: &bounds,
            facets: &Facet::ALL,
            values: 1_000,
            ..plain(expr, &stop)
        })
        .unwrap();
    let held: Vec<_> = world
        .posts
        .values()
        .map(doc)
        .filter(|it| evaluate(expr, it).is_some())
        .collect();
    let speaks = |doc: &query::Doc| {
        let langs = doc.langs();
        langs.contains(&Lang::FRENCH) || langs.contains(&Lang::BRETON)
    };
    let kept: Vec<_> = held.iter().filter(|it| speaks(it)).collect();
    prop_assert_eq!(answer.count, kept.len() as u64);
    for (at, bar) in answer.bars.iter().enumerate() {
        let within = bounds[at]..bounds[at + 1];
        let n = kept
            .iter()
            .filter(|it| within.contains(&it.created_at().as_microsecond()));
        prop_assert_eq!(*bar, n.count() as u64);
    }
    for (facet, values) in &answer.facets {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for doc in &held {
            // Those chosen are a choice among what all else finds.
            if *facet != Facet::Lang && !speaks(doc) {
                continue;
            }
            for value in crate::entry::values(*facet, doc) {
                *counts.entry(value.to_owned()).or_default() += 1;
            }
        }
        if *facet == Facet::Lang {
            counts.entry("fr".into()).or_default();
            counts.entry("br".into()).or_default();
        }
        let told: BTreeMap<String, u64> = values.iter().cloned().collect();
        prop_assert_eq!(told, counts, "{:?}", facet);
    }
    Ok(())
}

/// `lea` of one network, `lea.exemple.org` of another who is called `lea` too, and someone else.
fn namesakes() -> World {
    let mut world = World::new();
    let mut changes = Vec::new();
    for (number, network, handle) in [
        (7, Network::Mastodon, "lea"),
        (14, Network::Bluesky, "lea.exemple.org"),
        (21, Network::Bluesky, "leo.exemple.org"),
        (28, Network::Bluesky, "lea.exemple.org"),
    ] {
        let mut sample = sample("un colis");
        sample.post.at = RemoteRef::new(network, "");
        sample.post.author = Author::new(handle, handle);
        changes.push(world.put(number, sample));
    }
    world.commit(&changes);
    world
}

#[test]
fn chosen_author_is_no_namesake() {
    let world = namesakes();
    let expr = meaning("from:lea");
    let stop = Stop::at(std::time::Instant::now() + std::time::Duration::from_secs(20));
    let found = |author: &str| {
        let chosen = [Chosen {
            facet: Facet::Author,
            values: vec![author.into()],
        }];
        let ask = Ask {
            chosen: &chosen,
            wanted: 10,
            ..plain(&expr, &stop)
        };
        numbers(&world.ask_with(&ask).unwrap())
    };
    assert_eq!(numbers(&world.ask(&expr).unwrap()), [7, 14, 28].into());
    assert_eq!(found("lea"), [7].into());
    assert_eq!(found("lea.exemple.org"), [14, 28].into());
    assert_eq!(found("leo.exemple.org"), [].into());
    assert_eq!(found("nobody"), [].into());
}

#[test]
fn authors_are_known_by_their_one_name() {
    let world = namesakes();
    let stop = Stop::at(std::time::Instant::now() + std::time::Duration::from_secs(20));
    let known = |start| world.house.known(Facet::Author, start, 10, &stop).unwrap();
    let named = |name: &str, n| (name.to_owned(), n);
    assert_eq!(known("leo"), [named("leo.exemple.org", 1)]);
    // Those who are called so by another name count for the bare name as well.
    let all = [named("lea", 3), named("lea.exemple.org", 2)];
    assert_eq!(known("lea"), all);
    assert_eq!(known("x"), []);
}

#[test]
fn tags_are_known_by_their_letters() {
    let world = world(&["#Colis perdu", "un #colis", "#colisee", "colis"]);
    let stop = Stop::at(std::time::Instant::now() + std::time::Duration::from_secs(20));
    let known = world.house.known(Facet::Tag, "col", 10, &stop).unwrap();
    assert_eq!(known, [("colis".to_owned(), 2), ("colisee".to_owned(), 1)]);
}

#[test]
fn posts_of_one_group_are_told_apart() {
    let mut world = World::new();
    // Ids that end alike, in one month.
    let alike = [7, 7 + 7 * 65_536, 7 + 14 * 65_536];
    let changes: Vec<_> = alike
        .iter()
        .map(|it| world.put(*it, sample("un colis")))
        .collect();
    world.commit(&changes);
    let changes = [world.remove(alike[1])];
    world.commit(&changes);
    let found = numbers(&world.ask(&meaning("colis")).unwrap());
    assert_eq!(found, [alike[0], alike[2]].into());
}

#[test]
fn months_that_are_forgotten_stay_so() {
    let texts: Vec<String> = (0..20).map(|it| format!("colis numero{it}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut world = world(&texts);
    let before = world.ask(&meaning("colis")).unwrap().count;
    let kept_from = time::from_micros(NOW_US - 20 * DAY_US);
    assert!(!world.house.forget_before(kept_from).unwrap().is_empty());
    let after = world.ask(&meaning("colis")).unwrap();
    assert!(after.count > 0 && after.count < before);
    let old = (1..=20).find(|it| !numbers(&after).contains(it)).unwrap();
    let change = world.put(old, sample("colis encore"));
    world.commit(&[change]);
    assert_eq!(world.ask(&meaning("colis")).unwrap().count, after.count);
}

#[test]
fn purge_leaves_no_term_of_what_is_gone() {
    let mut world = World::new();
    let mut canary = sample("un colis zzcanari");
    canary.post.author.handle = "zzcanari".into();
    // Written together, so that one goes and the other stays.
    let changes = [world.put(1, sample("un autre colis")), world.put(8, canary)];
    world.commit(&changes);
    assert_eq!(world.ask(&meaning("zzcanari")).unwrap().count, 1);
    // Columns keep values as they are; dictionaries of terms share letters, so they are read.
    assert!(files(&world).iter().any(|it| holds(it, b"zzcanari")));
    assert_eq!(n_terms(&world, "zzcanari"), 2);
    let change = world.remove(8);
    world.commit(&[change]);
    assert_eq!(world.ask(&meaning("zzcanari")).unwrap().count, 0);
    assert!(world.house.purge().unwrap());
    assert!(!files(&world).iter().any(|it| holds(it, b"zzcanari")));
    assert_eq!(n_terms(&world, "zzcanari"), 0);
    assert_eq!(world.ask(&meaning("colis")).unwrap().count, 1);
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|it| it == wanted)
}

/// Everything the index has on disk.
fn files(world: &World) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    let mut folders = vec![world.path()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(std::fs::read(path).unwrap());
            }
        }
    }
    files
}

/// Terms with a text in them, in every dictionary that is on disk.
fn n_terms(world: &World, wanted: &str) -> usize {
    let mut n = 0;
    for (_, month) in world.house.months() {
        for part in month.parts().iter() {
            let segment = &part.segment;
            for field in [month.fields.places, month.fields.facts] {
                let index = segment.inverted_index(field).unwrap();
                let mut terms = index.terms().stream().unwrap();
                while let Some((term, _)) = terms.next() {
                    n += usize::from(term[1..] == *wanted.as_bytes());
                }
            }
        }
    }
    n
}

/// Months stay open as long as the program runs, however many there are.
#[cfg(target_os = "linux")]
#[test]
fn months_that_are_open_hold_no_file_handle() {
    let texts: Vec<String> = (0..20).map(|it| format!("colis numero{it}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let world = world(&texts);
    world.house.close().unwrap();
    assert!(world.house.months().len() > 3);
    assert_eq!(world.ask(&meaning("colis")).unwrap().count, 20);
    let path = world.path();
    let handles = std::fs::read_dir("/proc/self/fd").unwrap();
    let files = handles.filter_map(|it| std::fs::read_link(it.unwrap().path()).ok());
    assert_eq!(files.filter(|it| it.starts_with(&path)).count(), 0);
}

#[test]
fn samples_are_the_same_for_the_same_question() {
    let texts: Vec<String> = (0..40).map(|it| format!("colis numero{it}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let world = world(&texts);
    let expr = meaning("colis");
    let draw = || {
        let stop = Stop::at(std::time::Instant::now() + std::time::Duration::from_secs(20));
        let ask = Ask {
            samples: 7,
            ..plain(&expr, &stop)
        };
        world.ask_with(&ask).unwrap().samples
    };
    assert_eq!(draw().len(), 7);
    assert_eq!(draw(), draw());
}
