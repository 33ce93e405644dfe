use super::{surface::*, *};
use crate::library::ShortForm;

#[track_caller]
fn check_short(text: &str, from: &'static str, to: &'static str, expect: &str) {
    let form = ShortForm {
        from,
        capitalised: crate::grammar::capital(from),
        to,
    };
    assert_eq!(replace_phrase(text, &form), expect);
}

#[test]
fn whole_words_are_shortened_only() {
    check_short(
        "Pourquoi pas, pourquoipas",
        "pourquoi",
        "pk",
        "Pk pas, pourquoipas",
    );
    check_short("c'est bon, c'est", "c'est", "c", "c bon, c");
    check_short(
        "@pourquoi #pourquoi",
        "pourquoi",
        "pk",
        "@pourquoi #pourquoi",
    );
    check_short("rien", "pourquoi", "pk", "rien");
}

#[test]
fn protected_words_are_left_alone() {
    let text = "Écoute @Écho #Été https://sim.example/É";
    let mut dice = Dice::new(3, "t");
    assert_eq!(
        strip_accents(text, 1.0, &mut dice),
        "Ecoute @Écho #Été https://sim.example/É"
    );
    assert_eq!(shout("oui @non"), "OUI @non");
}

#[test]
fn apostrophes_are_dropped_inside_words() {
    assert_eq!(
        drop_apostrophes("j'ai vu l'Ondine qu'il"),
        "jai vu l'Ondine quil"
    );
}

#[test]
fn a_slip_changes_one_word() {
    let mut dice = Dice::new(5, "t");
    for _ in 0..200 {
        let out = slip("la patinoire est encore fermée", &mut dice);
        let Some(out) = out else { continue };
        let changed = out
            .split(' ')
            .zip("la patinoire est encore fermée".split(' '))
            .filter(|(a, b)| a != b)
            .count();
        assert_eq!(changed, 1, "{out}");
    }
}

#[test]
fn names_keep_their_capital_after_a_lead() {
    assert_eq!(lead("Le bus est passé", "Bon,"), "Bon, le bus est passé");
    assert_eq!(
        lead("Aubrelac est belle", "Bon,"),
        "Bon, Aubrelac est belle"
    );
    assert_eq!(lead("J'ai vu", "Bonjour,"), "Bonjour, j'ai vu");
}

#[test]
fn spacing_follows_the_habit() {
    assert_eq!(respace("Ah bon ? Oui !", ""), "Ah bon? Oui!");
    assert_eq!(respace("Ah bon ?", "\u{202f}"), "Ah bon\u{202f}?");
}

#[test]
fn official_voice_leaves_the_words() {
    let library = crate::library::library();
    let tone = Tone {
        mood: Mood::Plain,
        is_addressed: false,
        is_reply: true,
        is_evening: false,
        tags: &[],
    };
    let mut dice = Dice::new(9, "t");
    let typed = Voice::official().types("La patinoire rouvre samedi.", tone, library, &mut dice);
    assert_eq!(
        typed,
        Typed {
            text: "La patinoire rouvre samedi.".into(),
            meant: None,
            plain: "La patinoire rouvre samedi.".into(),
        }
    );
}

#[test]
fn lines_break_between_sentences_only() {
    assert_eq!(
        break_lines("Un. Deux. Trois ? Oui"),
        "Un.\nDeux. Trois ?\nOui"
    );
    assert_eq!(break_lines("« Non. » dit-il"), "« Non. » dit-il");
}
