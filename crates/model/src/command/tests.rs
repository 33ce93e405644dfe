use std::collections::BTreeSet;

use super::*;

#[test]
fn names_read_back_and_no_two_commands_share_a_key() {
    for command in Command::ALL {
        assert_eq!(Command::parse(command.as_str()), Some(command));
    }
    let keys: BTreeSet<&str> = Command::ALL.iter().map(|it| it.default_key()).collect();
    assert_eq!(keys.len(), Command::ALL.len());
}

#[test]
fn single_keys_can_be_chosen_and_the_browsers_cannot() {
    for key in ["j", "é", ".", "?", "Shift+P", "g a", "+"] {
        assert!(is_key(key), "{key}");
    }
    for key in [
        "", " ", "1", "g 1", "Ctrl+k", "Enter", "ab", "g a b", "\u{7}",
    ] {
        assert!(!is_key(key), "{key}");
    }
    assert!(Command::Pause.is_remappable() && !Command::Find.is_remappable());
}
