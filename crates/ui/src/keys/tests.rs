use std::collections::{BTreeMap, BTreeSet};

use model::{Command, Locale};
use proptest::prelude::*;

use super::*;

fn typed(keys: &[(Command, &str)]) -> BTreeMap<Command, String> {
    keys.iter().map(|&(it, key)| (it, key.to_owned())).collect()
}

#[test]
fn every_command_is_in_one_group() {
    let shown: Vec<Command> = Group::ALL.into_iter().flat_map(Group::commands).collect();
    assert_eq!(shown.len(), Command::ALL.len());
    assert_eq!(
        shown.into_iter().collect::<BTreeSet<_>>(),
        BTreeSet::from(Command::ALL)
    );
}

#[test]
fn keys_are_shown_as_engraved() {
    let words = Words::new(Locale::Fr);
    let shown = |key| {
        caps(words, key)
            .into_iter()
            .map(|it| it.join("+"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(shown("j"), "J");
    assert_eq!(shown("Shift+P"), "Maj+P");
    assert_eq!(shown("g a"), "G A");
    assert_eq!(shown("Ctrl+End"), "Ctrl+Fin");
    assert_eq!(shown("+"), "+");
}

#[test]
fn usual_keys_are_accepted_and_nothing_is_kept_of_them() {
    assert_eq!(read(&BTreeMap::new()), Ok(BTreeMap::new()));
    let usual: BTreeMap<_, _> = Command::ALL
        .into_iter()
        .map(|it| (it, it.default_key().to_owned()))
        .collect();
    assert_eq!(read(&usual), Ok(BTreeMap::new()));
}

#[test]
fn a_key_is_read_however_it_is_written() {
    for written in ["Shift+S", "shift+s", "Maj+S", " MAJ+s "] {
        let read = read(&typed(&[(Command::Pause, written)])).unwrap();
        assert_eq!(read[&Command::Pause], "Shift+S", "{written}");
    }
    let read = read(&typed(&[(Command::GoHome, "G  H")])).unwrap();
    assert_eq!(read[&Command::GoHome], "g h");
}

#[test]
fn two_commands_can_swap_their_keys() {
    let read = read(&typed(&[(Command::Next, "k"), (Command::Previous, "j")])).unwrap();
    assert_eq!(
        read,
        typed(&[(Command::Next, "k"), (Command::Previous, "j")])
    );
}

#[test]
fn keys_in_each_others_way_are_refused_where_they_were_changed() {
    let refused = |keys: &[_]| read(&typed(keys)).unwrap_err();
    assert_eq!(
        refused(&[(Command::Pause, "j")]),
        BTreeMap::from([(Command::Pause, Refusal::Taken(Command::Next))])
    );
    // G begins the sequences.
    let taken = refused(&[(Command::Pause, "g")]);
    assert!(matches!(taken[&Command::Pause], Refusal::Taken(_)) && taken.len() == 1);
    let both = refused(&[(Command::Pause, "y"), (Command::Next, "y")]);
    assert_eq!(both.len(), 2);
}

#[test]
fn what_is_no_key_is_refused() {
    for bad in ["1", "Ctrl+J", "ab", "g a b"] {
        let refused = read(&typed(&[(Command::Pause, bad)])).unwrap_err();
        assert_eq!(refused[&Command::Pause], Refusal::NotAKey, "{bad}");
    }
}

proptest! {
    /// Whatever is accepted leaves each command reachable by a key of its own.
    #[test]
    fn accepted_keys_are_all_reachable(keys in prop::collection::vec((prop::sample::select(Command::ALL.to_vec()), "[a-kA-K.?]|Shift\\+[A-K]|[a-d] [a-d]"), 0..8)) {
        let typed: BTreeMap<Command, String> = keys.into_iter().collect();
        if let Ok(keys) = read(&typed) {
            let prefs = Prefs { keys, ..Prefs::default() };
            let table = table(&prefs);
            prop_assert_eq!(table.len(), Command::ALL.len());
            for a in table.keys() {
                for b in table.keys().filter(|it| *it != a) {
                    prop_assert!(!is_in_the_way(a, b), "{} and {}", a, b);
                }
            }
        }
    }
}
