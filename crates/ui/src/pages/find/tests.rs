use model::{Locale, Theme};

use super::*;

fn labels(text: &str, more: &[(&str, Group)]) -> Vec<String> {
    let cx = crate::samples::cx(Locale::Fr, Theme::Light);
    let (words, mut entries) = (cx.words, own(&cx));
    entries.extend(more.iter().map(|(label, group)| Entry {
        group: *group,
        label: (*label).to_owned(),
        detail: None,
        sign: Icon::Binoculars,
        act: Act::Open("/listen".to_owned()),
    }));
    found(words, &Find { text, entries })
        .into_iter()
        .flat_map(|(_, entries)| entries)
        .map(|it| it.label)
        .collect()
}

#[test]
fn accents_and_capitals_do_not_count() {
    let more = [("Évènements d’Île", Group::Boards)];
    for text in ["evenements", "ÉVÈN", "ile even", "  évènements  "] {
        assert_eq!(labels(text, &more), ["Évènements d’Île"], "{text}");
    }
}

#[test]
fn the_beginning_of_a_name_comes_before_its_middle() {
    let more = [
        ("Grand-place du Marché", Group::Columns),
        ("Places", Group::Columns),
        ("Remplacement", Group::Sources),
    ];
    assert_eq!(
        labels("place", &more),
        ["Places", "Grand-place du Marché", "Remplacement"]
    );
}

#[test]
fn nothing_typed_offers_places_and_actions_and_nothing_found_says_so() {
    let offered = labels("", &[("Patinoire", Group::Columns)]);
    assert!(offered.iter().any(|it| it.contains("Veille")));
    assert!(!offered.iter().any(|it| it == "Patinoire"));
    assert!(labels("zzzz", &[]).is_empty());
}

#[test]
fn a_kind_can_be_asked_for_and_no_group_floods_the_others() {
    let names: Vec<String> = (0..40).map(|n| format!("Colonne {n}")).collect();
    let more: Vec<(&str, Group)> = names
        .iter()
        .map(|it| (it.as_str(), Group::Columns))
        .collect();
    let columns = labels("colonne", &more);
    assert_eq!(
        columns
            .iter()
            .filter(|it| it.starts_with("Colonne "))
            .count(),
        GROUP_MAX
    );
    assert!(labels("reglages", &[]).len() > 1);
}
