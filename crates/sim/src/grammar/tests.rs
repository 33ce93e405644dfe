use super::*;

#[track_caller]
fn check(template: &str, is_she: bool, expect: &str) {
    let nodes = parse(template).unwrap();
    let mut dice = Dice::new(1, "test");
    let text = expand(&nodes, is_she, &mut dice, &mut |name, _, _| match name {
        "pont" => "le pont Neuf".to_owned(),
        "lac" => "le lac".to_owned(),
        "berges" => "les berges".to_owned(),
        "ile" => "l'île".to_owned(),
        other => format!("<{other}>"),
    });
    assert_eq!(text, expect);
}

#[test]
fn slots_contract_with_their_preposition() {
    check(
        "{à pont}, {de pont}, {.pont}, {^pont}",
        false,
        "au pont Neuf, du pont Neuf, pont Neuf, Le pont Neuf",
    );
    check(
        "{à berges}, {de berges}, {.berges}",
        false,
        "aux berges, des berges, berges",
    );
    check("{à ile}, {de ile}, {.ile}", false, "à l'île, de l'île, île");
}

#[test]
fn gender_and_choice_are_resolved() {
    check("je suis {~venu|venue}", true, "je suis venue");
    check("je suis {~venu|venue}", false, "je suis venu");
    check("[a|a] [[b|b]c|bc]", false, "a bc");
    check("{2-2} fois", false, "2 fois");
}

#[test]
fn ways_are_counted() {
    let count = |template: &str| ways(&parse(template).unwrap());
    assert_eq!(count("a {rue}"), 1.0);
    assert_eq!(count("[a|b] [c|d|e]"), 6.0);
    assert_eq!(count("[a|[b|c] [d|e]]"), 5.0);
}

#[test]
fn malformed_templates_are_refused() {
    assert_eq!(parse("[a|b"), Err(GrammarError::Open('[')));
    assert_eq!(parse("a]"), Err(GrammarError::Stray(']')));
    assert_eq!(parse("{rue"), Err(GrammarError::Open('{')));
    assert_eq!(parse("{}"), Err(GrammarError::Slot(String::new())));
    assert_eq!(parse("{~a}"), Err(GrammarError::Slot("~a".to_owned())));
}

#[test]
fn choices_all_come_out() {
    let nodes = parse("[a|b|c]").unwrap();
    let mut dice = Dice::new(7, "test");
    let seen: std::collections::BTreeSet<String> = (0..100)
        .map(|_| expand(&nodes, false, &mut dice, &mut |_, _, _| String::new()))
        .collect();
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["a", "b", "c"]);
}
