use engine::{Cursor, Facet, FromPlace};
use jiff::{Timestamp, civil::date, tz::TimeZone};
use proptest::{collection::vec, prelude::*, sample::select};

use super::{Asked, Become, CHOSEN_MAX, Show};

fn asked() -> impl Strategy<Value = Asked> {
    let day =
        (0..9_000_i32).prop_map(|it| date(2010, 1, 1).saturating_add(jiff::Span::new().days(it)));
    let cursor = (0..2_000_000_000_i64, any::<u128>()).prop_map(|(at, id)| Cursor {
        at: Timestamp::from_second(at).unwrap(),
        post: format!("pst_{id:032x}").parse().unwrap(),
    });
    let place = prop_oneof![
        Just(FromPlace::First),
        cursor.clone().prop_map(FromPlace::Before),
        cursor.prop_map(FromPlace::After),
    ];
    let chosen = vec((select(Facet::ALL.as_slice()), "\\PC{1,12}"), 0..6);
    (
        "\\PC{0,40}",
        proptest::option::of(day.clone()),
        proptest::option::of(day),
        chosen,
        place,
        select([Show::Posts, Show::Table].as_slice()),
    )
        .prop_map(|(text, since, until, mut chosen, place, show)| {
            let mut known = std::collections::HashSet::new();
            chosen.retain(|it| known.insert(it.clone()));
            Asked {
                text,
                since,
                until,
                chosen,
                place,
                show,
            }
        })
}

proptest! {
    /// What is saved is all that is asked.
    #[test]
    fn search_on_its_way_to_be_saved_is_read_back(asked in asked()) {
        for to in [Become::Query, Become::Column] {
            let address = asked.saved_as(to);
            let query = address.strip_prefix("/search/save?").unwrap();
            let saved = Asked {
                place: FromPlace::First,
                show: Show::Posts,
                ..asked.clone()
            };
            prop_assert_eq!((Become::read(query), Asked::read(query)), (to, saved));
        }
    }

    /// What one sends a colleague is what they get.
    #[test]
    fn address_is_read_back_the_same(asked in asked()) {
        let address = asked.address();
        let query = address.strip_prefix("/search?").unwrap();
        prop_assert_eq!(Asked::read(query), asked);
    }

    #[test]
    fn any_address_is_read(query in "\\PC{0,80}") {
        let asked = Asked::read(&query);
        prop_assert!(asked.chosen.len() <= CHOSEN_MAX);
    }
}

#[test]
fn last_day_is_within_what_is_asked() {
    let asked = Asked {
        since: Some(date(2026, 10, 24)),
        until: Some(date(2026, 10, 25)),
        ..Asked::of("mot")
    };
    let ask = asked.ask(&TimeZone::get("Europe/Paris").unwrap());
    let (since, until) = (ask.since.unwrap(), ask.until.unwrap());
    assert_eq!(since.to_string(), "2026-10-23T22:00:00Z");
    // The night the clocks go back has an hour more.
    assert_eq!(until.to_string(), "2026-10-25T23:00:00Z");
}

#[test]
fn leaving_a_page_of_results_begins_at_the_first() {
    let cursor = Cursor {
        at: Timestamp::UNIX_EPOCH,
        post: format!("pst_{:032x}", 0).parse().unwrap(),
    };
    let asked = Asked {
        place: FromPlace::Before(cursor),
        chosen: vec![(Facet::Lang, "fr".to_owned())],
        since: Some(date(2026, 1, 1)),
        ..Asked::of("mot")
    };
    assert!(asked.address().contains("before="));
    for other in [
        asked.whole_time(),
        asked.whole_facets(),
        asked.instead("autre"),
    ] {
        assert!(!other.contains("before="), "{other}");
    }
    assert_eq!(asked.whole_time(), "/search?q=mot&lang=fr");
    assert_eq!(asked.whole_facets(), "/search?q=mot&since=2026-01-01");
    assert_eq!(
        asked.without_facet(Facet::Lang),
        "/search?q=mot&since=2026-01-01"
    );
    assert_eq!(
        Asked::read("until=demain&before=x&network=").address(),
        "/search?q="
    );
}
