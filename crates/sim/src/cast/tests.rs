use super::*;
use crate::library::library;

#[test]
fn everybody_has_a_handle_of_their_own() {
    let cast = Cast::generate(1, library());
    let handles: BTreeSet<&str> = cast.accounts.iter().map(|it| &*it.handle).collect();
    assert_eq!(handles.len(), cast.accounts.len());
    assert!(cast.accounts.len() >= INHABITANTS);
    for account in &cast.accounts {
        let fit = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '.';
        assert!(account.handle.chars().all(fit), "{}", account.handle);
        assert!(
            (3..=32).contains(&account.handle.len()),
            "{}",
            account.handle
        );
        assert_eq!(
            cast.find(&account.handle).map(|it| &cast.get(it).name),
            Some(&account.name)
        );
    }
}

#[test]
fn inhabitants_have_friends_both_ways() {
    let cast = Cast::generate(2, library());
    for (id, account) in cast
        .accounts
        .iter()
        .enumerate()
        .filter(|(_, it)| !it.is_official())
    {
        assert!(!account.friends.is_empty(), "{}", account.handle);
        for &friend in &account.friends {
            assert!(cast.get(friend).friends.contains(&(id as AccountId)));
        }
    }
}

#[test]
fn every_language_has_its_speakers() {
    let cast = Cast::generate(3, library());
    for lang in ["en", "br", "zh", "ar"] {
        let speakers = cast
            .accounts
            .iter()
            .filter(|it| it.lang == Some(lang))
            .count();
        assert!(speakers >= 8, "{lang}: {speakers}");
    }
}

#[test]
fn official_accounts_are_all_read() {
    let cast = Cast::generate(4, library());
    let officials = cast.accounts.iter().filter(|it| it.is_official()).count();
    assert_eq!(officials, library().list("comptes").len());
    for handle in [
        "aubrelac",
        "patinoire_glycines",
        "musee_bateliers",
        "ladiligence",
        "diligence_client",
    ] {
        assert!(cast.find(handle).is_some(), "{handle}");
    }
}
