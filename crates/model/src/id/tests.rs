use super::*;

#[test]
fn id_shown_and_read_back_is_the_same() {
    let id = QueryId::from_uuid(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001));
    assert_eq!(id.to_string(), "qry_01920000000070008000000000000001");
    assert_eq!(id.to_string().parse(), Ok(id));
}

#[test]
fn id_of_another_type_is_refused() {
    assert_eq!(
        "col_01920000000070008000000000000001".parse::<QueryId>(),
        Err(IdError::Prefix("qry"))
    );
    assert_eq!("qry_zz".parse::<QueryId>(), Err(IdError::Digits("qry")));
    assert_eq!(
        "qry_{1920000000070008000000000000001}".parse::<QueryId>(),
        Err(IdError::Digits("qry"))
    );
}
