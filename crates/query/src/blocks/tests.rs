use model::{Lang, Network};
use proptest::prelude::*;

use super::{Blocks, Edit, Form, Slot, form_of};
use crate::{
    Doc, Expr, Filter, Is, Spelling, Term, evaluate, parse, print,
    tests::generate::{any_expr, any_facts, any_post, asking_expr},
};

const RINK: &str = r#"(patinoire~ OR "piste de glace" OR #PatinoireDesIles) AND ("Saint-Aubin" OR @SaintAubin) AND lang:fr NOT (hockey OR roller) NOT is:repost"#;

fn word(text: &str) -> Expr {
    Expr::Term(Term::new(text).unwrap())
}

/// Blocks as a person would read them out.
fn told(blocks: &Blocks) -> String {
    let part = |it: &Expr| print(it, Spelling::English);
    let all = |parts: &[Expr]| parts.iter().map(part).collect::<Vec<_>>().join(" | ");
    let groups = blocks.groups.iter().map(|it| all(it));
    let facts = blocks.facts.iter().map(|it| format!("= {}", all(it)));
    let without = (!blocks.without.is_empty()).then(|| format!("- {}", all(&blocks.without)));
    groups
        .chain(facts)
        .chain(without)
        .collect::<Vec<_>>()
        .join("\n")
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(told(&Blocks::read(source).unwrap()), expected);
}

#[track_caller]
fn check_edit(source: &str, edit: &Edit, expected: &str) {
    let blocks = Blocks::read(source).unwrap().edited(edit);
    assert_eq!(blocks.text(Spelling::English), expected);
}

#[test]
fn query_of_alternatives_context_and_exclusions_is_three_blocks() {
    check(
        RINK,
        "patinoire~ | \"piste de glace\" | #PatinoireDesIles\nSaint-Aubin | @SaintAubin\n= lang:fr\n- hockey | roller | is:repost",
    );
}

#[test]
fn nested_part_stays_one_part_of_its_block() {
    check("(a AND b OR c) d NOT (e f)", "a AND b | c\nd\n- e AND f");
    check("a OR NOT b", "a | NOT b");
    check("a NEAR/3 b", "a NEAR/3 b");
}

#[test]
fn text_that_is_being_filled_has_blocks_and_broken_text_has_none() {
    assert_eq!(Blocks::read(" "), Some(Blocks::default()));
    check("-hockey", "- hockey");
    assert_eq!(Blocks::read("(a OR"), None);
    assert_eq!(Blocks::default().text(Spelling::French), "");
}

#[test]
fn typed_words_are_one_expression_and_commas_part_alternatives() {
    let add = |slot, text: &str| Edit::Add(slot, text.to_owned());
    check_edit(
        "a",
        &add(Slot::Group(0), "piste de glace"),
        "a OR \"piste de glace\"",
    );
    check_edit(
        "a",
        &add(Slot::Without, "hockey, roller derby"),
        "a NOT (hockey OR \"roller derby\")",
    );
    check_edit("a", &add(Slot::Group(1), "b OU c"), "a AND (b OR c)");
    check_edit("a", &add(Slot::Group(0), "a"), "a");
    check_edit("a", &add(Slot::Facts(0), "langue:fr"), "a AND lang:fr");
    check_edit("a", &add(Slot::Group(0), "?!"), "a");
    check_edit("", &add(Slot::Group(0), "patin*"), "patin*");
}

#[test]
fn last_part_of_a_block_takes_the_block_with_it() {
    check_edit("a AND b", &Edit::Remove(Slot::Group(1), 0), "a");
    check_edit("a NOT b", &Edit::Remove(Slot::Without, 0), "a");
    check_edit("a", &Edit::Remove(Slot::Group(0), 7), "a");
    // What is left of a group may be several requirements.
    check_edit(
        "(a AND b OR c) d",
        &Edit::Remove(Slot::Group(0), 1),
        "a AND b AND d",
    );
}

#[test]
fn word_changes_what_it_stands_for_and_phrases_do_not() {
    let form = |form| Edit::Form(Slot::Group(0), 0, form);
    check_edit("patinoire", &form(Form::Forms), "patinoire~");
    check_edit("patinoire~", &form(Form::Beginning), "patinoire*");
    check_edit("patinoire*", &form(Form::Word), "patinoire");
    check_edit("\"la poste\"", &form(Form::Forms), "\"la poste\"");
    // Two letters are too few to begin a word with.
    check_edit("de", &form(Form::Beginning), "de");
}

#[test]
fn facts_are_switched_on_and_off() {
    let french = Edit::Require(Filter::Lang(Lang::FRENCH));
    check_edit("a", &french, "a AND lang:fr");
    check_edit("a lang:fr", &french, "a");
    let reposts = Edit::Exclude(Filter::Is(Is::Repost));
    check_edit("a NOT b", &reposts, "a NOT (b OR is:repost)");
    check_edit("a NOT is:repost", &reposts, "a");
}

#[test]
fn network_is_set_aside_or_left_out_of_those_chosen() {
    let bluesky = Edit::Network(Network::Bluesky);
    check_edit("a", &bluesky, "a NOT network:bluesky");
    check_edit("a NOT network:bluesky", &bluesky, "a");
    check_edit(
        "a (network:bluesky OR network:x)",
        &bluesky,
        "a AND network:x",
    );
    check_edit(
        "a network:x",
        &bluesky,
        "a AND (network:x OR network:bluesky)",
    );
    let blocks = Blocks::read("a network:x").unwrap();
    assert!(blocks.hears(Network::X) && !blocks.hears(Network::Bluesky));
}

#[test]
fn changes_are_the_parts_added_and_taken_away() {
    let told = |from: &str, to: &str| {
        let (from, to) = (Blocks::read(from).unwrap(), Blocks::read(to).unwrap());
        let changes = from.changes_to(&to).into_iter().map(|it| {
            let sign = if it.added { "+" } else { "-" };
            let without = if it.excluded { "not " } else { "" };
            format!("{sign}{without}{}", print(&it.part, Spelling::English))
        });
        changes.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told("a b", "a b"), "");
    assert_eq!(
        told("(a OR b) NOT c", "a lang:fr NOT d"),
        "-b +lang:fr -not c +not d"
    );
    assert_eq!(told("a NOT (b OR c)", "a NOT b"), "-not c");
    assert_eq!(told("a b", "a OR b"), "");
}

#[test]
fn reasons_name_the_part_and_where_it_stands() {
    let post = crate::tests::post("La patinoire des Îles, ou le hockey");
    let blocks = Blocks::read("(patinoire OR glace) AND îles NOT hockey").unwrap();
    let reasons = blocks.reasons(&Doc::new(&post, None));
    let told: Vec<_> = reasons
        .iter()
        .map(|it| (it.slot, it.part, it.spans[0].start))
        .collect();
    assert_eq!(
        told,
        [
            (Slot::Group(0), 0, 3),
            (Slot::Group(1), 0, 17),
            (Slot::Without, 0, 30)
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_mean_what_the_text_means(expr in any_expr(), post in any_post(), facts in any_facts()) {
        let blocks = Blocks::of(Some(&expr));
        let again = blocks.expr().expect("blocks of a query are not empty");
        let doc = Doc::with_facts(&post, facts);
        prop_assert_eq!(evaluate(&again, &doc).is_some(), evaluate(&expr, &doc).is_some());
        prop_assert_eq!(again.n_terms(), expr.n_terms());
        prop_assert_eq!(Blocks::of(Some(&again)), blocks);
    }

    #[test]
    fn blocks_are_written_and_read_back_the_same(expr in asking_expr()) {
        let blocks = Blocks::of(Some(&expr));
        for spelling in [Spelling::French, Spelling::English] {
            prop_assert_eq!(Blocks::read(&blocks.text(spelling)), Some(blocks.clone()));
        }
    }

    #[test]
    fn adding_to_a_block_and_removing_it_again_changes_nothing_else(expr in asking_expr(), group in 0..4_usize) {
        let blocks = Blocks::of(Some(&expr));
        let slot = if group == 3 { Slot::Without } else { Slot::Group(group.min(blocks.groups.len())) };
        // A word no generator makes.
        let added = blocks.edited(&Edit::Add(slot, "zibeline".to_owned()));
        prop_assert_eq!(added.parts(slot).last(), Some(&word("zibeline")));
        prop_assert_eq!(added.facts.clone(), blocks.facts.clone());
        let removed = added.edited(&Edit::Remove(slot, added.parts(slot).len() - 1));
        prop_assert_eq!(removed, blocks);
    }

    #[test]
    fn removing_a_part_leaves_the_others(expr in asking_expr(), group in any::<prop::sample::Index>(), part in any::<prop::sample::Index>()) {
        let blocks = Blocks::of(Some(&expr));
        prop_assume!(!blocks.groups.is_empty());
        let slot = Slot::Group(group.index(blocks.groups.len()));
        let at = part.index(blocks.parts(slot).len());
        let mut left = blocks.clone();
        if let Slot::Group(group) = slot { left.groups[group].remove(at); }
        let removed = blocks.edited(&Edit::Remove(slot, at));
        prop_assert_eq!(removed.expr(), Blocks::of(left.expr().as_ref()).expr());
    }

    /// One change is one difference, found again whichever way one looks.
    #[test]
    fn changes_are_found_again(one in asking_expr(), two in asking_expr()) {
        let (one, two) = (Blocks::of(Some(&one)), Blocks::of(Some(&two)));
        prop_assert!(one.changes_to(&one).is_empty());
        let there = one.changes_to(&two);
        let mut back: Vec<_> = two.changes_to(&one).into_iter().map(|it| super::Changed { added: !it.added, ..it }).collect();
        for change in &there {
            let at = back.iter().position(|it| it == change);
            prop_assert!(at.is_some(), "{:?}", change);
            back.remove(at.unwrap());
        }
        prop_assert!(back.is_empty());
    }

    /// A post is found when every group and fact has a reason and nothing set aside has one.
    #[test]
    fn reasons_decide(expr in any_expr(), post in any_post(), facts in any_facts()) {
        let blocks = Blocks::of(Some(&expr));
        let doc = Doc::with_facts(&post, facts);
        let reasons = blocks.reasons(&doc);
        let has = |slot| reasons.iter().any(|it| it.slot == slot);
        let found = (0..blocks.groups.len()).all(|it| has(Slot::Group(it)))
            && (0..blocks.facts.len()).all(|it| has(Slot::Facts(it)))
            && !has(Slot::Without);
        prop_assert_eq!(found, evaluate(&expr, &doc).is_some());
    }

    #[test]
    fn form_of_a_word_is_the_only_thing_that_changes(expr in asking_expr(), form in prop::sample::select(vec![Form::Word, Form::Forms, Form::Beginning])) {
        let blocks = Blocks::of(Some(&expr));
        let changed = blocks.edited(&Edit::Form(Slot::Without, 0, form));
        prop_assert_eq!(&changed.groups, &blocks.groups);
        prop_assert_eq!(&changed.facts, &blocks.facts);
        prop_assert_eq!(changed.without.len(), blocks.without.len());
        let formed = changed.without.first().and_then(form_of);
        prop_assert!(formed == Some(form) || changed == blocks);
    }
}

#[test]
fn parsed_query_is_the_query_of_its_blocks() {
    let expr = parse(RINK).expr.unwrap();
    let again = Blocks::of(Some(&expr)).text(Spelling::English);
    assert_eq!(
        again,
        "(patinoire~ OR \"piste de glace\" OR #PatinoireDesIles) AND (Saint-Aubin OR @SaintAubin) AND lang:fr NOT (hockey OR roller OR is:repost)"
    );
}
