use model::{Lang, Network};
use query::{Edit, Filter, Form, Is, Slot};

use super::{ALL_FORMS, form_slug, parse, slot, slot_slug};

#[test]
fn places_and_forms_are_read_as_they_are_written() {
    for it in [
        Slot::Group(0),
        Slot::Group(12),
        Slot::Facts(3),
        Slot::Without,
    ] {
        assert_eq!(slot(&slot_slug(it)), Some(it));
    }
    for form in ALL_FORMS {
        let written = format!("form:g2:7:{}", form_slug(form));
        assert_eq!(parse(&written), Some(Edit::Form(Slot::Group(2), 7, form)));
    }
}

#[test]
fn buttons_are_understood() {
    assert_eq!(parse("remove:w:0"), Some(Edit::Remove(Slot::Without, 0)));
    let typed = "a : b".to_owned();
    assert_eq!(
        parse("add:g1:a : b"),
        Some(Edit::Add(Slot::Group(1), typed))
    );
    assert_eq!(
        parse("network:bluesky"),
        Some(Edit::Network(Network::Bluesky))
    );
    assert_eq!(
        parse("require:lang:fr"),
        Some(Edit::Require(Filter::Lang(Lang::FRENCH)))
    );
    assert_eq!(
        parse("exclude:is:repost"),
        Some(Edit::Exclude(Filter::Is(Is::Repost)))
    );
    assert_eq!(
        parse("form:f0:0:word"),
        Some(Edit::Form(Slot::Facts(0), 0, Form::Word))
    );
}

#[test]
fn what_no_button_sends_is_nothing() {
    for written in [
        "",
        "remove",
        "remove:g:0",
        "remove:é0:0",
        "form:g0:0:x",
        "network:x1",
        "require:mot",
        "exclude:(",
        "burn:g0:0",
    ] {
        assert_eq!(parse(written), None, "{written}");
    }
}
