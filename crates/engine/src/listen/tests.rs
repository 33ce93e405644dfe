use super::*;

#[test]
fn change_against_the_habit_says_nothing_when_it_knows_nothing() {
    assert_eq!(change(10, [0; 4]), Change24h::Unknown);
    assert_eq!(
        change(10, [9, 0, 0, 0]),
        Change24h::Unknown,
        "one week is no habit"
    );
    assert_eq!(
        change(10, [2, 3, 2, 2]),
        Change24h::Unknown,
        "too few to compare"
    );
    assert_eq!(change(102, [100, 100, 90, 110]), Change24h::Stable);
    assert_eq!(change(118, [100, 100, 100, 0]), Change24h::Percent(18));
    assert_eq!(change(42, [10, 10, 10, 10]), Change24h::Times(4.2));
    assert_eq!(change(0, [10, 10, 10, 10]), Change24h::Percent(-100));
}

#[test]
fn networks_of_a_query_are_known_only_when_it_is_confined() {
    let of = |text: &str| networks_of(query::parse(text).valid().unwrap());
    assert_eq!(of("network:press"), Some(vec![model::Network::Press]));
    assert_eq!(
        of("colis network:bluesky"),
        Some(vec![model::Network::Bluesky])
    );
    assert_eq!(of("colis"), None);
    assert_eq!(of("colis OR network:press"), None);
    assert_eq!(of("colis -network:press"), None);
}
