//! Killed without warning, again and again, in the middle of its work: nothing the file holds is lost,
//! nothing is doubled.

use std::{
    collections::{BTreeMap, HashSet},
    path::{Path, PathBuf},
    process::Stdio,
};

use engine::{Actor, SearchAsk};
use model::{Locale, OrgId, QueryId, Role, seam::Entropy, seam::SeededEntropy};
use store::{Db, mention, post};

use crate::vigie::{command, db, engine, is_fast, set_up};

/// Kills the whole test makes at least.
const KILLS_MIN: usize = 50;
/// Kills that `cargo xtask test --fast` has time for.
const KILLS_FAST: usize = 10;
/// Lines of the recorded file.
const LINES: usize = 6_000;
/// Times the archive of a house is killed while it is built.
const REBUILDS: usize = 5;
/// Runs that write the archive of a house anew where posts of it changed, each killed in a merge if it can be.
const MERGING_RUNS: usize = 24;
/// Of the merges of all houses, at least so many are killed.
const MERGE_KILLS_MIN: usize = 25;
/// The same with `--fast`.
const MERGE_KILLS_FAST: usize = 4;
/// At most so many houses are made to kill that many.
const HOUSES_MAX: usize = 6;
/// A merge is killed when it has written one of so many files, which are those of a part of an index.
const PART_FILES: u64 = 5;
/// A build is killed when it has written at most so many files.
const FILES_MAX: u64 = 14;
/// A run killed after at most so many new mentions.
const STEP_MAX: u64 = 160;

struct House {
    org: OrgId,
    query: QueryId,
}

/// What the file truly says: id to text, with the last version of what is repeated.
fn record(path: &Path) -> BTreeMap<String, String> {
    let mut truth = BTreeMap::new();
    let mut lines = String::new();
    for n in 0..LINES {
        // One line in seven comes twice, as networks do.
        let id = if n % 7 == 6 { n - 3 } else { n };
        let text = if id % 3 == 0 {
            format!("colis {id} en retard")
        } else {
            format!("beau temps {id}")
        };
        lines.push_str(&line(id, &text));
        truth.insert(format!("p:{id}"), text);
    }
    std::fs::write(path, lines).unwrap();
    truth
}

/// Another version of one post in three: parts of the archive that hold the older ones must be written anew.
fn change(path: &Path, truth: &mut BTreeMap<String, String>) {
    let mut lines = String::new();
    for id in (0..LINES).step_by(3) {
        if let Some(text) = truth.get_mut(&format!("p:{id}")) {
            text.push_str(" encore");
            lines.push_str(&line(id, text));
        }
    }
    std::fs::write(path, lines).unwrap();
}

fn line(id: usize, text: &str) -> String {
    let (minute, second) = (id / 60 % 60, id % 60);
    format!(
        "{{\"id\":\"p:{id}\",\"network\":\"bluesky\",\"author\":\"lea\",\"created_at\":\"2026-10-01T10:{minute:02}:{second:02}+00:00\",\"lang\":\"fr\",\"kind\":\"normal\",\"text\":\"{text}\",\"ref\":null}}\n"
    )
}

async fn house(dir: &Path) -> House {
    let engine = engine(dir).await;
    let signed_in = set_up(&engine).await;
    let board = engine
        .board_add(&signed_in.actor, "Ville", true)
        .await
        .unwrap();
    engine
        .column_add(&signed_in.actor, board, "Colis", "colis")
        .await
        .unwrap();
    let view = engine
        .board(&signed_in.actor, Some(board), Locale::Fr)
        .await
        .unwrap();
    engine.close().await;
    House {
        org: signed_in.actor.org,
        query: view.columns[0].query,
    }
}

async fn seq(db: &Db, org: OrgId) -> u64 {
    let mut tx = db.read().await.unwrap();
    mention::max_seq(&mut tx, org).await.unwrap()
}

/// One run of the binary; killed once `until` mentions are stored. True when it came to its end first.
async fn run(dir: &Path, file: &Path, db: &Db, org: OrgId, until: u64) -> bool {
    let mut child = command(&[
        "replay",
        file.to_str().unwrap(),
        "--data",
        dir.to_str().unwrap(),
    ])
    .env("VIGIE__LISTEN__KEEP", "all")
    .env("VIGIE__LISTEN__UNMATCHED_DAYS", "100000")
    .env("VIGIE__LISTEN__MATCHED_DAYS", "100000")
    .stdout(Stdio::null())
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            let mut said = String::new();
            std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
            assert!(status.success(), "{status}: {said}");
            return true;
        }
        if seq(db, org).await >= until {
            child.kill().unwrap();
            child.wait().unwrap();
            return false;
        }
        tokio::task::yield_now().await;
    }
}

async fn check(db: &Db, house: &House, truth: &BTreeMap<String, String>) {
    let mut tx = db.read().await.unwrap();
    let mut stored = BTreeMap::new();
    let mut before = None;
    loop {
        let page = post::recent(&mut tx, house.org, before, 500).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.key());
        for it in page {
            let id = it.post.at.id.to_string();
            assert!(
                stored.insert(id.clone(), it.post.text.into_raw()).is_none(),
                "{id} is stored twice"
            );
        }
    }
    assert_eq!(stored.len(), truth.len());
    assert_eq!(&stored, truth);
    let mut seen = HashSet::new();
    let mut before = None;
    loop {
        let page = mention::page(&mut tx, house.org, house.query, before, 500)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.seq);
        for it in &page {
            assert!(
                seen.insert(it.post.post.at.id.to_string()),
                "a mention is doubled"
            );
        }
    }
    let wanted: HashSet<String> = truth
        .iter()
        .filter(|(_, text)| text.contains("colis"))
        .map(|(id, _)| id.clone())
        .collect();
    assert_eq!(seen, wanted);
    assert!(
        store::doctor::integrity_check(&mut tx)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn killed_at_random_points_nothing_is_lost_and_nothing_is_doubled() {
    let random = SeededEntropy::new(2026);
    let (kills_min, merge_kills_min) = if is_fast() {
        eprintln!("thinned: {KILLS_FAST} kills of {KILLS_MIN}");
        (KILLS_FAST, MERGE_KILLS_FAST)
    } else {
        (KILLS_MIN, MERGE_KILLS_MIN)
    };
    let (mut n_kills, mut n_merges_killed, mut n_houses) = (0, 0, 0);
    // On another machine merges may be over sooner: they are looked for in more houses.
    while n_kills < kills_min || n_merges_killed < merge_kills_min && n_houses < HOUSES_MAX {
        n_houses += 1;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("posts.jsonl");
        let mut truth = record(&file);
        let data = dir.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let house = house(&data).await;
        let db = db(&data).await;
        loop {
            let mut bytes = [0; 8];
            random.fill(&mut bytes);
            let step = u64::from_le_bytes(bytes) % STEP_MAX;
            let until = seq(&db, house.org).await + step;
            if run(&data, &file, &db, house.org, until).await {
                break;
            }
            n_kills += 1;
        }
        check(&db, &house, &truth).await;
        change(&file, &mut truth);
        assert!(run(&data, &file, &db, house.org, u64::MAX).await);
        check(&db, &house, &truth).await;
        let n_merges = kill_merges(&data, &db, house.org, &random).await;
        n_merges_killed += n_merges;
        n_kills += n_merges;
        check_archive(&data, &house, &truth).await;
        n_kills += kill_rebuilds(&data, &random).await;
        check_archive(&data, &house, &truth).await;
        db.close().await;
    }
    assert!(
        n_merges_killed >= merge_kills_min,
        "only {n_merges_killed} merges were killed"
    );
    eprintln!("{n_kills} kills, {n_merges_killed} of them in a merge");
}

/// What the archive finds once it has taken in what is left to take in.
async fn check_archive(data: &Path, house: &House, truth: &BTreeMap<String, String>) {
    let engine = engine(data).await;
    let (org, member) = engine.first_admin().await.unwrap().unwrap();
    let actor = Actor {
        org,
        member,
        role: Role::Admin,
    };
    engine.archive_purge(house.org).await.unwrap();
    for word in ["colis", "beau", "encore", "retard OR temps"] {
        let ask = SearchAsk {
            text: word.to_owned(),
            ..SearchAsk::default()
        };
        let view = engine.search(&actor, &ask, Locale::Fr).await.unwrap();
        let texts = truth.values();
        let expected = texts.filter(|it| word.split(" OR ").any(|word| it.contains(word)));
        let found = view.found.expect("the archive answers");
        assert_eq!(found.count, expected.count() as u64, "{word}");
    }
    engine.close().await;
}

/// Writes anew the parts of the archive that hold older versions of posts, killed in the midst of it. How many
/// merges were killed.
async fn kill_merges(data: &Path, db: &Db, org: OrgId, random: &SeededEntropy) -> usize {
    let mut n_killed = 0;
    let n_runs = if is_fast() {
        MERGE_KILLS_FAST + 2
    } else {
        MERGING_RUNS
    };
    for _ in 0..n_runs {
        let mut bytes = [0; 8];
        random.fill(&mut bytes);
        let until = 1 + u64::from_le_bytes(bytes) % PART_FILES;
        let mut before = HashSet::new();
        let mut is_settled = false;
        let args = ["archive", "purge", "--data", data.to_str().unwrap()];
        let mut child = command(&args).stdout(Stdio::null()).spawn().unwrap();
        let is_over = loop {
            let now = parts(&data.join("archive"));
            if !is_settled {
                // Once all is taken in, nothing but merges makes new parts.
                let mut tx = db.read().await.unwrap();
                is_settled = store::archive::backlog(&mut tx, org).await.unwrap().1 == 0;
                before = parts(&data.join("archive"));
            } else if now.difference(&before).count() as u64 >= until {
                child.kill().unwrap();
                child.wait().unwrap();
                break false;
            }
            if child.try_wait().unwrap().is_some() {
                break true;
            }
            tokio::task::yield_now().await;
        };
        if is_over {
            break;
        }
        // One that was over when the kill came is in the list of its index.
        let after = parts(&data.join("archive"));
        let lists = lists(&data.join("archive"));
        let is_open = |file: &&String| {
            let part = file.split('.').next().unwrap_or_default();
            !lists.contains(part)
        };
        let has_open = after.difference(&before).any(|it| is_open(&it));
        n_killed += usize::from(has_open);
    }
    n_killed
}

/// Names of the files of the archive that hold a part of an index: a number, a dot and what is in it.
fn parts(folder: &Path) -> HashSet<String> {
    let files = files(folder).into_iter();
    let names = files.filter_map(|it| it.file_name()?.to_str().map(str::to_owned));
    names
        .filter(|it| {
            it.split_once('.')
                .is_some_and(|(part, _)| part.len() == PART_NAME)
        })
        .collect()
}

/// Characters by which tantivy calls a part.
const PART_NAME: usize = 32;

/// What all indexes of the archive say they consist of. tantivy writes numbers of parts with dashes there.
fn lists(folder: &Path) -> String {
    let files = files(folder).into_iter();
    let lists = files.filter(|it| it.ends_with("meta.json"));
    let lists = lists.map(|it| std::fs::read_to_string(it).unwrap());
    lists.map(|it| it.replace('-', "")).collect()
}

/// Builds the archive anew, killed after some of its files were written; the next run ends it. How many
/// times it was killed.
async fn kill_rebuilds(data: &Path, random: &SeededEntropy) -> usize {
    let mut n_kills = 0;
    for _ in 0..REBUILDS {
        let mut bytes = [0; 8];
        random.fill(&mut bytes);
        let until = u64::from_le_bytes(bytes) % FILES_MAX;
        let args = ["archive", "rebuild", "--data", data.to_str().unwrap()];
        let mut child = command(&args).stdout(Stdio::null()).spawn().unwrap();
        let is_over = loop {
            if child.try_wait().unwrap().is_some() {
                break true;
            }
            if files(&data.join("archive")).len() as u64 >= until {
                child.kill().unwrap();
                child.wait().unwrap();
                break false;
            }
            tokio::task::yield_now().await;
        };
        n_kills += usize::from(!is_over);
    }
    let args = ["archive", "rebuild", "--data", data.to_str().unwrap()];
    assert!(
        command(&args)
            .stdout(Stdio::null())
            .status()
            .unwrap()
            .success()
    );
    n_kills
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let entries = entries.flatten().map(|it| it.path());
    entries
        .flat_map(|it| if it.is_dir() { files(&it) } else { vec![it] })
        .collect()
}
