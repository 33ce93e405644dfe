use super::*;

#[test]
fn ids_are_opaque_and_found_again() {
    let mut ledger = Ledger::new(7);
    for _ in 0..500 {
        ledger.push(Happening::Post(Box::default()), Timestamp::UNIX_EPOCH);
    }
    let ids: std::collections::BTreeSet<String> = (0..500).map(|it| ledger.post_id(it)).collect();
    assert_eq!(ids.len(), 500);
    for index in [0, 1, 250, 499] {
        assert_eq!(ledger.find(&ledger.post_id(index)), Some(index));
    }
    assert_eq!(ledger.find("nope"), None);
    assert_eq!(ledger.find("zzzzzzzzzzzzz"), None);
}

#[test]
fn versions_and_ends_are_kept() {
    let mut ledger = Ledger::new(7);
    let at = Timestamp::UNIX_EPOCH;
    ledger.push(
        Happening::Post(Box::new(NewPost {
            text: "un".into(),
            ..NewPost::default()
        })),
        at,
    );
    ledger.push(
        Happening::Edit {
            post: 0,
            text: "deux".into(),
        },
        at,
    );
    ledger.push(Happening::Delete { post: 0 }, at);
    assert_eq!(&*ledger.post(0).post.text, "un");
    assert_eq!(ledger.post(0).text(), "deux");
    assert!(ledger.post(0).is_deleted);
    assert_eq!((ledger.first_seq(2), ledger.last_seq()), (2, 3));
    assert_eq!((ledger.first_seq(0), ledger.first_seq(usize::MAX)), (4, 1));
    assert!(ledger.event(0).is_none() && ledger.event(1).is_some() && ledger.event(4).is_none());
}

#[test]
fn accounts_leave_and_come_back() {
    let mut ledger = Ledger::new(7);
    ledger.push(
        Happening::Account {
            account: 3,
            active: false,
        },
        Timestamp::UNIX_EPOCH,
    );
    assert!(ledger.is_away(3));
    ledger.push(
        Happening::Account {
            account: 3,
            active: true,
        },
        Timestamp::UNIX_EPOCH,
    );
    assert!(!ledger.is_away(3));
}
