use model::{Locale, Theme};

use super::*;
use crate::testing::house;

#[tokio::test]
async fn preferences_are_kept_with_the_person() {
    let house = house(crate::Keep::All).await;
    let usual = Prefs {
        locale: Locale::Fr,
        ..Prefs::default()
    };
    assert_eq!(house.engine.prefs(&house.actor).await.unwrap(), usual);
    let wanted = Prefs {
        theme: Theme::Dark,
        locale: Locale::En,
        density: Density::Compact,
        announce: Announce::Summary,
        undo_secs: 30,
        single_keys: false,
        keys: [(Command::Pause, "u".to_owned())].into(),
    };
    house.engine.set_prefs(&house.actor, &wanted).await.unwrap();
    assert_eq!(house.engine.prefs(&house.actor).await.unwrap(), wanted);
    let who = house.engine.authenticate(&house.signed_in.token).await;
    assert_eq!(who.unwrap().unwrap().prefs, wanted);
}

#[test]
fn keys_that_cannot_work_are_refused() {
    let with = |command, key: &str| {
        checked(&Prefs {
            keys: [(command, key.to_owned())].into(),
            ..Prefs::default()
        })
    };
    assert_eq!(with(Command::Pause, "u").unwrap().key(Command::Pause), "u");
    assert!(with(Command::Pause, "p").unwrap().keys.is_empty());
    for (command, key) in [
        (Command::Pause, "j"),
        (Command::Pause, "g"),
        (Command::Pause, "1"),
        (Command::Pause, "Ctrl+p"),
        (Command::Find, "f"),
    ] {
        assert!(with(command, key).is_err(), "{command:?} {key}");
    }
    let swapped = Prefs {
        keys: [
            (Command::Next, "k".to_owned()),
            (Command::Previous, "j".to_owned()),
        ]
        .into(),
        ..Prefs::default()
    };
    assert!(checked(&swapped).is_ok());
    let hasty = Prefs {
        undo_secs: 4,
        ..Prefs::default()
    };
    assert!(checked(&hasty).is_err());
}

#[test]
fn what_cannot_be_read_is_as_usual() {
    for json in ["", "{}", "[]", r#"{"undo_secs":900,"keys":{"pause":3}}"#] {
        assert_eq!(from_json(json), Prefs::default(), "{json}");
    }
}
