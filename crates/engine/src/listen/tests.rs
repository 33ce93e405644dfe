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

#[test]
fn column_that_cannot_be_read_keeps_its_place_and_its_name() {
    let id = ColumnId::from_uuid(uuid::Uuid::from_u128(7));
    let record = board::Column {
        id,
        org: OrgId::from_uuid(uuid::Uuid::from_u128(1)),
        board: BoardId::from_uuid(uuid::Uuid::from_u128(2)),
        query: QueryId::from_uuid(uuid::Uuid::from_u128(3)),
        name: "Patinoire".to_owned(),
        position: 0,
        paused: true,
        created_at: Timestamp::UNIX_EPOCH,
    };
    let view = failed(record, &Error::Bug("the store said no"));
    assert!(view.failed);
    assert_eq!((view.id, view.title.as_str()), (id, "Patinoire"));
    assert!(view.paused, "its pause goes on");
    assert!(view.mentions.is_empty() && view.older.is_none());
}
