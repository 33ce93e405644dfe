use model::PostId;
use uuid::Uuid;

use super::*;
use crate::testing::start;

fn said(n: u128, author: u128, minutes_ago: i64, text: &str) -> Said {
    Said {
        seq: u64::try_from(n).unwrap(),
        query: QueryId::from_uuid(Uuid::nil()),
        post: PostId::from_uuid(Uuid::from_u128(n)),
        posted_at: start()
            .checked_sub(jiff::SignedDuration::from_mins(minutes_ago))
            .unwrap(),
        author: author.to_string(),
        kind: "post".to_owned(),
        text: text.to_owned(),
        replies: None,
        reposts: None,
        likes: None,
    }
}

/// What rises when `lately` is said by as many people.
fn risen(lately: &[&str], before: &[&str]) -> Vec<Rising> {
    let of = |texts: &[&str], from: u128| -> Vec<Said> {
        (from..)
            .zip(texts)
            .map(|(n, text)| said(n, n, 30, text))
            .collect()
    };
    let (lately, before) = (of(lately, 1), of(before, 1_000));
    let lately = read(&lately);
    rising(
        &lately.iter().collect::<Vec<_>>(),
        &read(&before),
        6.0,
        start(),
    )
}

#[test]
fn word_rises_against_its_habit_and_is_shown_as_people_write_it() {
    let now = ["Épicerie fermée"; 12];
    let told = risen(&now, &["la patinoire est fermée"; 60]);
    assert_eq!(told.len(), 1, "a usual word does not rise: {told:?}");
    assert_eq!((told[0].term.as_str(), told[0].count), ("épicerie", 12));
    assert_eq!(told[0].habit, None);
    assert_eq!(told[0].hourly.iter().sum::<u64>(), 12);
    let usual = risen(&["épicerie"; 20], &["épicerie"; 12]);
    assert_eq!(usual[0].habit, Some(2.0));
}

#[test]
fn grammar_short_words_and_single_voices_do_not_rise() {
    assert!(risen(&["avec nous dans le bus"; 12], &[]).is_empty());
    let calendar = [
        "Lundi 23 novembre #lundi",
        "on Monday, this week, aujourd'hui",
    ]
    .repeat(8);
    assert!(risen(&calendar, &[]).is_empty(), "the calendar");
    assert!(risen(&["patinoire"; 3], &[]).is_empty(), "too few posts");
    let one_voice: Vec<Said> = (1..=12).map(|n| said(n, 7, 5, "concours")).collect();
    let all = read(&one_voice);
    let all: Vec<&Read<'_>> = all.iter().collect();
    assert!(rising(&all, &[], 6.0, start()).is_empty());
}

#[test]
fn tag_and_its_word_are_one_subject() {
    let texts = ["#Hockey ce soir", "hockey demain"].repeat(8);
    assert_eq!(risen(&texts, &[]).len(), 1);
}

#[test]
fn same_post_in_two_columns_is_read_once() {
    let twice = [said(1, 1, 5, "bonjour"), said(1, 1, 5, "bonjour")];
    assert_eq!(read(&twice).len(), 1);
}

#[test]
fn sentences_say_what_the_others_say_and_not_the_same_thing_twice() {
    let posts = [
        said(
            1,
            1,
            9,
            "La patinoire des Îles ferme à cause du compresseur en panne",
        ),
        said(
            2,
            2,
            8,
            "La patinoire des Îles ferme : compresseur en panne, dommage",
        ),
        said(
            3,
            3,
            7,
            "Le compresseur de la patinoire sera réparé lundi matin",
        ),
        said(4, 4, 6, "patinoire"),
        said(
            5,
            5,
            5,
            "Rien à voir, je cherche un plombier dans le quartier",
        ),
    ];
    let all = read(&posts);
    let chosen: Vec<u64> = sentences(&all.iter().collect::<Vec<_>>())
        .into_iter()
        .map(|(_, seq)| seq)
        .collect();
    assert_eq!(chosen.len(), 2);
    assert!([1, 2].contains(&chosen[0]), "{chosen:?}");
    assert_eq!(chosen[1], 3, "{chosen:?}");
    assert!(sentences(&[]).is_empty());
}

#[test]
fn notable_posts_are_the_most_answered_one_for_each_author() {
    let with = |n, author, replies, likes| Said {
        replies: Some(replies),
        likes: Some(likes),
        ..said(n, author, 5, "bonjour")
    };
    let posts = [
        with(1, 1, 10, 0),
        with(2, 1, 9, 0),
        with(3, 2, 0, 20),
        with(4, 3, 0, 0),
        Said {
            kind: "repost".to_owned(),
            ..with(5, 4, 90, 90)
        },
    ];
    let chosen: Vec<u64> = notable(posts.iter()).into_iter().map(|it| it.1).collect();
    assert_eq!(chosen, [1, 3]);
}
