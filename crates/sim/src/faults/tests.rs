use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn rules(json: &str) -> Vec<Rule> {
    serde_json::from_str(json).unwrap()
}

#[test]
fn rules_are_read_as_documented() {
    let read = rules(
        r#"[{"kind":"status","status":429,"retry_after":2,"times":3},{"kind":"cut","after_bytes":10,"times":1},
            {"kind":"delay","ms":5,"times":1},{"kind":"duplicate","one_in":2},{"kind":"shuffle","window":4},
            {"kind":"garbage","one_in":3}]"#,
    );
    assert_eq!(read.len(), 6);
    assert_eq!(
        read[0],
        Rule::Status {
            status: 429,
            retry_after: Some(2),
            times: Some(3)
        }
    );
    assert!(Faults::default().replace(read).is_ok());
}

#[test]
fn impossible_rules_are_refused() {
    let faults = Faults::default();
    assert_eq!(
        faults.replace(vec![Rule::Duplicate { one_in: 0 }]),
        Err(RuleError::Count)
    );
    assert_eq!(
        faults.replace(vec![Rule::Shuffle { window: 5_000 }]),
        Err(RuleError::Count)
    );
    let ok = Rule::Status {
        status: 200,
        retry_after: None,
        times: None,
    };
    assert_eq!(faults.replace(vec![ok]), Err(RuleError::Status(200)));
    assert_eq!(
        faults.replace(vec![Rule::Garbage { one_in: 1 }; 17]),
        Err(RuleError::TooMany)
    );
}

#[test]
fn times_run_out() {
    let faults = Faults::default();
    faults
        .replace(rules(r#"[{"kind":"status","status":500,"times":2}]"#))
        .unwrap();
    let seen: Vec<bool> = (0..4)
        .map(|_| faults.on_request().status.is_some())
        .collect();
    assert_eq!(seen, [true, true, false, false]);
}

fn run(rules: Vec<Rule>, frames: usize) -> Vec<Piece> {
    let faults = Faults::default();
    faults.replace(rules).unwrap();
    let mut disorder = Disorder::new(1);
    let mut out: Vec<Piece> = (0..frames)
        .flat_map(|it| disorder.pass(format!("{{\"seq\":{it}}}"), &faults))
        .collect();
    out.extend(disorder.release(&faults));
    out
}

#[test]
fn without_rules_frames_pass_in_order() {
    let expected: Vec<Piece> = (0..9)
        .map(|it| Piece::Text(format!("{{\"seq\":{it}}}")))
        .collect();
    assert_eq!(run(Vec::new(), 9), expected);
}

#[test]
fn duplicates_come_one_in_so_many() {
    assert_eq!(run(vec![Rule::Duplicate { one_in: 3 }], 9).len(), 12);
}

#[test]
fn shuffling_loses_nothing_and_changes_the_order() {
    let plain = run(Vec::new(), 50);
    let mut shuffled = run(vec![Rule::Shuffle { window: 8 }], 50);
    assert_ne!(shuffled, plain);
    let key = |it: &Piece| match it {
        Piece::Text(text) => text.clone(),
        Piece::Bytes(_) => String::new(),
    };
    shuffled.sort_by_key(key);
    let mut plain = plain;
    plain.sort_by_key(key);
    assert_eq!(shuffled, plain);
}

#[test]
fn garbage_comes_beside_the_frames() {
    let out = run(vec![Rule::Garbage { one_in: 2 }], 40);
    assert_eq!(out.len(), 60);
    let is_frame = |it: &&Piece| matches!(it, Piece::Text(text) if text.starts_with("{\"seq\":") && text.len() < 12 && text.ends_with('}'));
    assert_eq!(out.iter().filter(is_frame).count(), 40);
}

#[tokio::test]
async fn a_fragile_connection_breaks_at_the_byte() {
    let (near, mut far) = tokio::io::duplex(64);
    let mut near = Fragile::new(near);
    near.write_all(b"abc").await.unwrap();
    near.budget.limit(4);
    assert!(near.write_all(b"defghij").await.is_err());
    drop(near);
    let mut read = String::new();
    far.read_to_string(&mut read).await.unwrap();
    assert_eq!(read, "abcdefg");
}
