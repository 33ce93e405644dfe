use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use jiff::Timestamp;

use super::*;
use crate::{
    cast::Kind,
    rhythm::{Moment, zone},
    wire::{self, View},
};

fn start() -> Timestamp {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

fn settings(seed: u64, days: u32) -> Settings {
    Settings {
        days,
        ..Settings::new(seed, start())
    }
}

/// The world of a whole month, played once for all tests that only read it.
static MONTH: LazyLock<World> = LazyLock::new(|| World::generate(&settings(1, 30)));

/// Every event as it would be sent.
fn frames(world: &World) -> Vec<String> {
    let view = View {
        base: "http://127.0.0.1:1",
        cast: &world.cast,
        ledger: &world.ledger,
    };
    world
        .ledger
        .events()
        .iter()
        .zip(1..)
        .map(|(event, seq)| wire::frame(view, seq, event))
        .collect()
}

/// Texts written by inhabitants and institutions, reposts left out.
fn texts(world: &World) -> Vec<Box<str>> {
    world
        .readings()
        .filter(|it| !it.is_repost)
        .map(|it| it.text)
        .collect()
}

#[test]
fn same_seed_same_past_and_same_future() {
    let (mut one, mut two) = (
        World::generate(&settings(7, 3)),
        World::generate(&settings(7, 3)),
    );
    one.live_on(400);
    two.live_on(400);
    assert_eq!(frames(&one), frames(&two));
}

#[test]
fn another_seed_is_another_city() {
    let (one, two) = (
        World::generate(&settings(7, 2)),
        World::generate(&settings(8, 2)),
    );
    let (one, two): (HashSet<_>, HashSet<_>) = (
        texts(&one).into_iter().collect(),
        texts(&two).into_iter().collect(),
    );
    let shared = one.intersection(&two).count();
    assert!(shared * 10 < one.len(), "{shared} texts of {}", one.len());
}

#[test]
fn a_month_is_as_full_as_a_demo_needs() {
    let events = MONTH.last_seq();
    assert!((25_000..=40_000).contains(&events), "{events} events");
    let people: HashSet<_> = MONTH
        .ledger
        .posts()
        .iter()
        .map(|it| it.post.author)
        .collect();
    assert!(people.len() > 400, "{} voices", people.len());
}

#[test]
fn instants_never_go_back_and_stay_in_the_past() {
    let first = MONTH.ledger.events().first().map(|it| it.at).unwrap();
    assert!(first >= start() - jiff::SignedDuration::from_hours(30 * 24));
    for pair in MONTH.ledger.events().windows(2) {
        assert!(pair[0].at <= pair[1].at);
    }
    assert!(
        MONTH
            .ledger
            .events()
            .last()
            .is_some_and(|it| it.at < start())
    );
}

#[test]
fn answers_follow_what_they_answer() {
    let mut deleted = HashMap::new();
    let mut born = HashMap::new();
    for (event, at) in MONTH.ledger.events().iter().zip(0..) {
        match event.kind {
            EventKind::Post(index) => {
                let post = &MONTH.ledger.post(index).post;
                let targets = [
                    post.reply_to.map(|it| it.0),
                    post.reply_to.map(|it| it.1),
                    post.repost_of,
                    post.quote_of,
                    post.shared,
                ];
                for target in targets.into_iter().flatten() {
                    assert!(
                        born.contains_key(&target),
                        "post {index} is about one to come"
                    );
                    assert!(
                        !deleted.contains_key(&target),
                        "post {index} is about one deleted"
                    );
                }
                born.insert(index, at);
            }
            EventKind::Edit(index, _)
            | EventKind::Counts { post: index, .. }
            | EventKind::Votes { post: index, .. } => {
                assert!(born.contains_key(&index) && !deleted.contains_key(&index));
            }
            EventKind::Delete(index) => {
                assert!(born.contains_key(&index));
                assert!(deleted.insert(index, at).is_none(), "deleted twice");
            }
            EventKind::Account { .. } => {}
        }
    }
    assert!(deleted.len() > 50, "{} deletions", deleted.len());
}

#[test]
fn who_is_away_is_silent() {
    let mut away = HashSet::new();
    let mut n_left = 0;
    for event in MONTH.ledger.events() {
        match event.kind {
            EventKind::Account {
                account,
                active: true,
            } => assert!(away.remove(&account)),
            EventKind::Account {
                account,
                active: false,
            } => {
                n_left += 1;
                assert!(away.insert(account));
            }
            EventKind::Post(index) => {
                assert!(!away.contains(&MONTH.ledger.post(index).post.author));
            }
            _ => {}
        }
    }
    assert!(n_left >= 4, "{n_left} left");
}

#[test]
fn nights_are_quieter_than_days() {
    let mut hours = [0_u32; 24];
    for event in MONTH
        .ledger
        .events()
        .iter()
        .filter(|it| matches!(it.kind, EventKind::Post(_)))
    {
        hours[usize::try_from(event.at.to_zoned(zone()).hour()).unwrap()] += 1;
    }
    let night: u32 = hours[1..5].iter().sum();
    let evening: u32 = hours[17..21].iter().sum();
    assert!(night * 8 < evening, "{hours:?}");
    assert!(hours[10..22].iter().all(|it| *it > 300), "{hours:?}");
}

#[test]
fn all_kinds_of_posts_happen() {
    let count = |is: fn(&crate::ledger::PostRecord) -> bool| {
        MONTH.ledger.posts().iter().filter(|it| is(it)).count()
    };
    let total = MONTH.ledger.posts().len();
    let replies = count(|it| it.post.reply_to.is_some());
    assert!(replies * 100 > total * 25, "{replies} replies of {total}");
    assert!(count(|it| it.post.repost_of.is_some()) > 400);
    assert!(count(|it| it.post.quote_of.is_some()) > 80);
    assert!(count(|it| !it.edits.is_empty()) > 80);
    assert!(count(|it| !it.post.images.is_empty()) > 300);
    assert!(count(|it| it.post.images.len() > 1) > 10);
    assert!(
        count(|it| it.post.images.len() > 4) == 0,
        "networks show four at most"
    );
    for paper in ["batelier_libre", "radio_roseliere", "fanal"] {
        let paper = MONTH.cast.find(paper).unwrap();
        assert!(MONTH.ledger.articles_of(paper, 100).len() >= 12);
    }
    for lang in ["en", "br", "zh", "ar", "fr"] {
        let spoken = MONTH
            .ledger
            .posts()
            .iter()
            .filter(|it| it.post.lang == Some(lang))
            .count();
        assert!(spoken >= 12, "{spoken} in {lang}");
    }
    let deep = |it: &&crate::ledger::PostRecord| {
        it.post.reply_to.is_some_and(|(parent, root)| {
            parent != root
                && MONTH
                    .ledger
                    .post(parent)
                    .post
                    .reply_to
                    .is_some_and(|(over, root)| over != root)
        })
    };
    assert!(
        MONTH.ledger.posts().iter().filter(deep).count() > 40,
        "few conversations"
    );
}

#[test]
fn people_vote_until_a_poll_ends() {
    let mut polls: HashMap<u32, Vec<u64>> = HashMap::new();
    for event in MONTH.ledger.events() {
        match event.kind {
            EventKind::Edit(index, _) => {
                assert!(
                    MONTH.ledger.post(index).post.poll.is_none(),
                    "a poll was reworded"
                );
            }
            EventKind::Votes { post, crowd } => {
                let record = MONTH.ledger.post(post);
                let poll = record.post.poll.as_deref().unwrap();
                let votes: Vec<u64> = poll.votes(crowd).collect();
                if let Some(before) = polls.insert(post, votes.clone()) {
                    assert!(before.iter().zip(&votes).all(|(old, new)| old <= new));
                }
                let age = event.at.duration_since(record.created_at);
                assert!(age.as_hours() < poll.hours.into(), "a vote after the end");
            }
            _ => {}
        }
    }
    let asked = MONTH.ledger.posts().iter();
    let asked = asked.filter(|it| it.post.poll.is_some()).count();
    assert!((30..=240).contains(&asked), "{asked} polls");
    assert!(polls.len() * 10 > asked * 9, "{} of {asked}", polls.len());
    let most = polls.values().map(|it| it.iter().sum::<u64>()).max();
    assert!(most > Some(100), "{most:?} votes");
}

#[test]
fn polls_videos_and_links_are_told_as_the_protocol_says() {
    let sent: Vec<serde_json::Value> = frames(&MONTH)
        .iter()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    let posts = || sent.iter().filter(|it| it["post"].is_object());
    let opened: HashMap<&str, &serde_json::Value> = posts()
        .filter(|it| it["kind"] == "post" && it["post"]["poll"].is_object())
        .map(|it| (it["post"]["id"].as_str().unwrap(), &it["post"]))
        .collect();
    for post in opened.values() {
        let poll = &post["poll"];
        assert_eq!(poll["voters"], 0);
        let (opened, ends): (Timestamp, Timestamp) = (
            post["created_at"].as_str().unwrap().parse().unwrap(),
            poll["ends_at"].as_str().unwrap().parse().unwrap(),
        );
        assert!(opened < ends);
    }
    let grown = posts().filter(|it| it["kind"] == "edit" && it["post"]["poll"].is_object());
    let mut n_grown = 0;
    for frame in grown {
        let post = &frame["post"];
        let first = opened[post["id"].as_str().unwrap()];
        assert_eq!(
            (&post["text"], &post["edited_at"]),
            (&first["text"], &serde_json::Value::Null)
        );
        let choices = post["poll"]["choices"].as_array().unwrap();
        let sum: u64 = choices.iter().map(|it| it["votes"].as_u64().unwrap()).sum();
        assert_eq!(post["poll"]["voters"], sum);
        n_grown += 1;
    }
    assert!(n_grown > 3 * opened.len(), "{n_grown} times");

    let videos: Vec<_> = posts()
        .filter(|it| it["post"]["media"][0]["kind"] == "video")
        .collect();
    assert!(videos.len() > 30, "{} videos", videos.len());
    for frame in videos {
        let medium = &frame["post"]["media"][0];
        assert_eq!(medium["url"], frame["post"]["url"]);
        assert!(medium["poster"].as_str().unwrap().contains("/media/film-"));
    }

    let is_paper = |it: &serde_json::Value| {
        let id = MONTH.cast.find(it["author"]["handle"].as_str().unwrap());
        MONTH.cast.get(id.unwrap()).kind == Kind::Official("press")
    };
    let linked = posts().filter(|it| it["post"]["card"].is_object() && !is_paper(&it["post"]));
    let addresses: Vec<_> = linked
        .map(|it| it["post"]["card"]["url"].as_str().unwrap())
        .collect();
    assert!(addresses.len() > 80, "{} links", addresses.len());
    assert!(addresses.iter().all(|it| it.contains("/press/")));
}

#[test]
fn services_answer_people() {
    let is_service = |id| MONTH.cast.get(id).kind == Kind::Official("service");
    let answers = MONTH
        .ledger
        .posts()
        .iter()
        .filter(|it| it.post.reply_to.is_some() && is_service(it.post.author))
        .count();
    assert!(answers > 500, "{answers}");
}

#[test]
fn people_do_not_repeat_themselves() {
    let texts = texts(&MONTH);
    let unique: HashSet<&str> = texts.iter().map(|it| &**it).collect();
    assert!(
        unique.len() * 100 >= texts.len() * 98,
        "{} of {}",
        unique.len(),
        texts.len()
    );
    let mut by_author: HashSet<(&str, &str)> = HashSet::new();
    for record in MONTH
        .ledger
        .posts()
        .iter()
        .filter(|it| it.post.repost_of.is_none())
    {
        let author = MONTH.cast.get(record.post.author);
        if author.is_official() || record.post.text.chars().count() <= 5 {
            continue;
        }
        assert!(
            by_author.insert((&author.handle, &record.post.text)),
            "{} repeats {}",
            author.handle,
            record.post.text
        );
    }
}

/// Words in small letters without accents or signs: what a reader remembers of a sentence.
fn words(text: &str) -> Vec<String> {
    text.split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(|it| crate::cast::slug(it, ""))
        .filter(|it| !it.is_empty())
        .collect()
}

#[test]
fn a_reader_of_many_posts_does_not_see_the_machine() {
    let texts = texts(&MONTH);
    let read = &texts[texts.len() / 3..][..5_000];
    // Of two hundred posts in a row, five words together seldom come twice; names of streets and the
    // words of the day's story do.
    for window in read.chunks(200) {
        let grams: Vec<Vec<String>> = window
            .iter()
            .flat_map(|it| {
                words(it)
                    .windows(5)
                    .map(<[String]>::to_vec)
                    .collect::<Vec<_>>()
            })
            .collect();
        let distinct: HashSet<&Vec<String>> = grams.iter().collect();
        assert!(
            distinct.len() * 1_000 >= grams.len() * 970,
            "{} of {}",
            distinct.len(),
            grams.len()
        );
    }
    // Of five thousand, no sentence of some length comes often.
    let mut sentences: HashMap<String, usize> = HashMap::new();
    for text in read {
        for sentence in text.split(['.', '!', '?', '…', '\n']) {
            let sentence = words(sentence);
            if sentence.len() >= 6 {
                *sentences.entry(sentence.join(" ")).or_default() += 1;
            }
        }
    }
    let most = sentences.iter().max_by_key(|it| it.1).unwrap();
    assert!(*most.1 <= 9, "{most:?}");
}

#[test]
fn no_line_comes_back_before_it_has_rested() {
    // The director enforces it; what is seen is that opening words of posts do not come back.
    let texts = texts(&MONTH);
    let mut last: HashMap<String, usize> = HashMap::new();
    let mut close = 0;
    for (at, text) in texts.iter().enumerate() {
        let words = words(text);
        if words.len() >= 9 {
            let key = words[words.len() - 7..].join(" ");
            if last.insert(key, at).is_some_and(|before| at - before < 400) {
                close += 1;
            }
        }
    }
    assert!(close * 200 <= texts.len(), "{close} of {}", texts.len());
}

#[test]
fn posts_are_of_a_size_people_write() {
    let texts = texts(&MONTH);
    let long = texts.iter().filter(|it| it.chars().count() > 300).count();
    assert!(
        long > 5 && long * 50 < texts.len(),
        "{long} long posts of {}",
        texts.len()
    );
    assert!(texts.iter().all(|it| it.chars().count() <= 2_000));
    assert!(texts.iter().all(|it| !it.trim().is_empty()));
}

#[test]
fn nothing_of_the_grammar_shows() {
    for text in texts(&MONTH) {
        assert!(!text.contains(['{', '}', '[', ']', '|']), "{text}");
        assert!(!text.contains("  "), "{text:?}");
    }
}

#[test]
fn live_is_lively_at_any_hour() {
    for hour in ["00:30", "04:00", "17:45"] {
        let start: Timestamp = format!("2026-11-22T{hour}:00Z").parse().unwrap();
        let mut world = World::generate(&Settings {
            days: 1,
            ..Settings::new(5, start)
        });
        let past = world.last_seq();
        world.live_on(2_000);
        let posts: Vec<i64> = world.ledger.events()[past as usize..]
            .iter()
            .filter(|it| matches!(it.kind, EventKind::Post(_)))
            .map(|it| it.at.as_microsecond() - start.as_microsecond())
            .collect();
        let longest = posts.windows(2).map(|it| it[1] - it[0]).max().unwrap();
        assert!(longest <= 8_000_000, "{hour}: {longest} µs of silence");
        let mean = posts.last().unwrap() / posts.len() as i64;
        assert!(
            (1_200_000..=2_600_000).contains(&mean),
            "{hour}: a post every {mean} µs"
        );
    }
}

#[test]
fn the_ice_rink_breaks_in_the_first_minutes() {
    let mut world = World::generate(&settings(5, 1));
    let past = world.readings().count();
    world.live_on(300);
    let told = |it: &Reading| it.text.to_lowercase().contains("patinoire");
    let two_minutes = start() + jiff::SignedDuration::from_mins(2);
    let soon = world
        .readings()
        .skip(past)
        .filter(|it| it.at <= two_minutes && told(it))
        .count();
    assert!(soon >= 10, "{soon} posts");
    let announced = world
        .readings()
        .skip(past)
        .any(|it| &*it.handle == "patinoire_glycines" && told(&it) && it.at <= two_minutes);
    assert!(announced);
}

#[test]
fn weather_and_hour_are_those_of_the_story() {
    for record in MONTH
        .ledger
        .posts()
        .iter()
        .filter(|it| it.post.text.contains("bonne nuit"))
    {
        let moment = Moment::of(record.created_at.as_microsecond(), 1);
        let author = MONTH.cast.get(record.post.author);
        assert!(
            author.is_official()
                || moment.hour() >= 17
                || moment.hour() <= 6
                || record.post.reply_to.is_some()
                || record.post.text.contains("caissière"),
            "{}",
            record.post.text
        );
    }
}
