use super::*;

#[test]
fn sqlite_codes_are_sorted_by_what_to_do() {
    let kinds = [
        (5, Kind::Transient),
        (517, Kind::Transient), // busy, the snapshot moved on
        (6, Kind::Transient),
        (10, Kind::Transient),
        (1034, Kind::Transient), // fsync failed
        (11, Kind::Corrupt),
        (26, Kind::Corrupt),
        (13, Kind::Full),
        (8, Kind::Refused),
        (14, Kind::Refused),
        (1, Kind::Bug),
        (275, Kind::Bug), // a CHECK we broke
    ];
    for (code, kind) in kinds {
        assert_eq!(kind_of_sqlite(code), kind, "{code}");
    }
}

#[test]
fn postgres_codes_are_sorted_by_what_to_do() {
    let kinds = [
        ("40001", Kind::Transient),
        ("40P01", Kind::Transient),
        ("57014", Kind::Transient),
        ("57P01", Kind::Transient),
        ("55P03", Kind::Transient),
        ("08006", Kind::Transient),
        ("53300", Kind::Transient),
        ("53100", Kind::Full),
        ("28P01", Kind::Refused),
        ("3D000", Kind::Refused),
        ("42501", Kind::Refused),
        ("XX001", Kind::Corrupt),
        ("42601", Kind::Bug),
        ("23514", Kind::Bug),
        ("", Kind::Bug),
    ];
    for (code, kind) in kinds {
        assert_eq!(kind_of_sqlstate(code), kind, "{code}");
    }
}

#[test]
fn full_disk_below_the_driver_is_full() {
    let io = std::io::Error::from(std::io::ErrorKind::StorageFull);
    assert_eq!(kind_of(&sqlx::Error::Io(io)), Kind::Full);
}

#[test]
fn message_names_what_was_done_and_leaves_the_why_to_the_chain() {
    let error = Error::doing("save posts")(sqlx::Error::PoolTimedOut);
    assert_eq!(error.to_string(), "could not save posts");
    assert_eq!(error.kind(), Kind::Transient);
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(
        source.to_string(),
        "pool timed out while waiting for an open connection"
    );
}
