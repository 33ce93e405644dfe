use super::*;

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
