use super::*;
use crate::rhythm::CLOCK_SLOTS;

fn list_name(slot: &str) -> &str {
    slot.strip_prefix("s_")
        .unwrap_or(slot)
        .trim_end_matches(|it: char| it.is_ascii_digit())
}

#[test]
fn embedded_content_is_read() {
    let read = Library::read(files::SITUATIONS, files::LISTS);
    let library = read.unwrap_or_else(|why| panic!("{why}"));
    assert!(
        library.daily.len() >= 60,
        "{} situations",
        library.daily.len()
    );
    assert!(
        library.lines.len() >= 1_500,
        "{} lines",
        library.lines.len()
    );
}

#[test]
fn every_slot_can_be_filled() {
    let library = library();
    for line in &library.lines {
        let mut names = Vec::new();
        grammar::slots(&line.nodes, &mut names);
        for name in names {
            let is_known = name.starts_with('@')
                || CLOCK_SLOTS.contains(&name)
                || !library.list(list_name(name)).is_empty();
            assert!(is_known, "no list for {{{name}}} in {:?}", line.nodes);
        }
    }
}

#[test]
fn values_that_are_templates_can_be_read() {
    for (name, values) in &library().lists {
        for value in values.iter().filter(|it| it.contains(['{', '['])) {
            assert!(grammar::parse(value).is_ok(), "[{name}] {value}");
        }
    }
}

#[test]
fn services_named_exist() {
    let library = library();
    let accounts: Vec<&str> = library
        .list("comptes")
        .iter()
        .filter_map(|it| it.split('|').next())
        .map(str::trim)
        .collect();
    let kinds: Vec<&str> = library
        .list("comptes")
        .iter()
        .filter_map(|it| it.split('|').nth(2))
        .map(str::trim)
        .collect();
    for block in &library.blocks {
        if let Some(service) = block.service {
            assert!(accounts.contains(&service), "{}: {service}", block.id);
        }
        match block.by {
            By::Inhabitant => {}
            By::Account(handle) => assert!(accounts.contains(&handle), "{}: {handle}", block.id),
            By::Kind(kind) => assert!(kinds.contains(&kind), "{}: {kind}", block.id),
        }
        let answers_need_service = block
            .replies
            .iter()
            .any(|it| library.lines[*it].speaker == Speaker::Service);
        assert!(
            !answers_need_service || block.service.is_some(),
            "{} answers for nobody",
            block.id
        );
        assert!(!block.roots.is_empty(), "{} has nothing to say", block.id);
    }
}

#[test]
fn no_line_is_written_twice() {
    let mut seen = BTreeMap::new();
    for &(file, text) in files::SITUATIONS {
        for line in text.lines().filter(|it| it.starts_with('*')) {
            let Some((_, words)) = line.split_once(' ') else {
                continue;
            };
            if words.len() > 12 {
                let before = seen.insert(words, file);
                assert!(before.is_none(), "{words} in {file} and {before:?}");
            }
        }
    }
}

#[test]
fn every_poll_has_choices_and_nothing_else_does() {
    let library = library();
    for block in &library.blocks {
        for &line in &block.roots {
            let choices = library.lines[line].source.split_once("||");
            let is_press = matches!(block.by, By::Account(_)) && block.poll_hours.is_none();
            match block.poll_hours {
                Some(hours) => {
                    let choices: Vec<&str> = choices
                        .map_or("", |it| it.1)
                        .split(" / ")
                        .map(str::trim)
                        .collect();
                    assert!(
                        (2..=4).contains(&choices.len()),
                        "{}: {choices:?}",
                        block.id
                    );
                    assert!(choices.iter().all(|it| !it.is_empty()), "{}", block.id);
                    assert!((1..=7 * 24).contains(&hours), "{}", block.id);
                }
                None => assert!(choices.is_none() || is_press, "{}", block.id),
            }
        }
    }
    assert!(library.blocks.iter().any(|it| it.id == "_lien"));
}

#[track_caller]
fn check_refused(text: &'static str, why: &str) {
    let refused = Library::read(&[("t", text)], &[])
        .map(|_| ())
        .unwrap_err()
        .to_string();
    assert!(refused.contains(why), "{refused}");
}

#[test]
fn malformed_content_is_refused_with_its_line() {
    check_refused("* hello", "t:1: a line outside a situation");
    check_refused("# a\n* {rue", "t:2: `{` is never closed");
    check_refused("# a\n*nobody hello", "no style `nobody`");
    check_refused("# a\n* x\n++ y", "an answer without the line it answers");
    check_refused("# a mood=blue", "no mood `blue`");
    check_refused("# a img=nope", "no picture `nope`");
    check_refused("## s\n# a", "a situation outside a phase");
    check_refused("## s past=monday", "expected DAY@HH:MM");
}

#[test]
fn answers_hang_under_the_line_they_answer() {
    let library = Library::read(&[("t", "# a svc=x\n* root\n= one\n++ two\n+++ bad")], &[]);
    assert!(library.is_ok());
    let library = library.unwrap_or_default();
    let one = library.blocks[0].replies[0];
    assert_eq!(library.lines[one].speaker, Speaker::Service);
    let two = library.lines[one].answers[0];
    assert_eq!(library.lines[two].speaker, Speaker::Back);
    assert_eq!(library.lines[two].answers.len(), 1);
}

#[test]
fn every_cue_is_the_word_of_a_post() {
    let library = library();
    for block in &library.blocks {
        for &line in block
            .replies
            .iter()
            .chain(&block.quotes)
            .chain(&block.edits)
        {
            for cue in &library.lines[line].cues {
                let is_found = block
                    .roots
                    .iter()
                    .any(|it| library.lines[*it].source.contains(cue));
                assert!(is_found, "{}: no post says `{cue}`", block.id);
            }
        }
    }
}

#[test]
fn stories_are_told_in_the_past_and_live() {
    let stories = &library().stories;
    assert!(stories.len() >= 6);
    for story in stories {
        assert!(
            !story.past.is_empty() && story.live.is_some(),
            "{}",
            story.name
        );
        assert!(
            story.phases.iter().any(|it| it.rate_per_hour > 0.0),
            "{}",
            story.name
        );
    }
}

#[test]
fn under_an_institution_the_service_answers_the_guest_above() {
    let text = "# a by=x svc=x\n* post\n- ask\n= answer\n++ thanks\n- other\n-- friend";
    let library = Library::read(&[("t", text)], &[]).unwrap_or_default();
    let replies = &library.blocks[0].replies;
    assert_eq!(replies.len(), 2);
    let answer = library.lines[replies[0]].answers[0];
    assert_eq!(library.lines[answer].speaker, Speaker::Service);
    let thanks = library.lines[answer].answers[0];
    assert_eq!(library.lines[thanks].speaker, Speaker::Back);
    let friend = library.lines[replies[1]].answers[0];
    assert_eq!(library.lines[friend].speaker, Speaker::Other);
}

#[test]
fn every_mood_has_something_to_say_to_anything() {
    for id in [
        "_plainte",
        "_question",
        "_joie",
        "_rire",
        "_souci",
        "_divers",
    ] {
        let block = library()
            .blocks
            .iter()
            .find(|it| it.id == id)
            .unwrap_or_else(|| panic!("no {id}"));
        assert!(block.replies.len() >= 10 && block.quotes.len() >= 5, "{id}");
    }
}
