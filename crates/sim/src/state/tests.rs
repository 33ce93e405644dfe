use super::*;

fn settings() -> Settings {
    Settings::new(1, Timestamp::UNIX_EPOCH)
}

#[test]
fn state_written_is_read_back() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sandbox.json");
    assert_eq!(Saved::read(&path).unwrap(), None);
    let mut saved = Saved::new(&settings(), 7);
    saved.sent = 12;
    saved.segments.push(Segment {
        first: 1,
        at_us: 5,
        show_us: 0,
        speed: 40.0,
    });
    saved.write(&path).unwrap();
    assert_eq!(Saved::read(&path).unwrap(), Some(saved));
    assert_eq!(Settings::saved(&path).unwrap(), Some(settings()));
}

#[test]
fn another_world_is_refused() {
    let saved = Saved::new(&settings(), 7);
    let other = Settings {
        seed: 2,
        ..settings()
    };
    assert!(matches!(
        saved.check(&other, 7, Path::new("x")),
        Err(StateError::OtherWorld { .. })
    ));
    let faster = Settings {
        speed: 3.0,
        ..settings()
    };
    assert!(saved.check(&faster, 7, Path::new("x")).is_ok());
}

#[test]
fn a_strange_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sandbox.json");
    std::fs::write(&path, "{\"version\":1").unwrap();
    assert!(matches!(
        Saved::read(&path),
        Err(StateError::Malformed { .. })
    ));
}

#[test]
fn scenes_belong_to_the_last_stretch_begun() {
    let mut saved = Saved::new(&settings(), 7);
    for first in [1, 10] {
        saved.segments.push(Segment {
            first,
            at_us: 0,
            show_us: 0,
            speed: 1.0,
        });
    }
    assert_eq!(saved.segment(9).map(|it| it.first), Some(1));
    assert_eq!(saved.segment(10).map(|it| it.first), Some(10));
    assert_eq!(saved.segment(0), None);
}

#[test]
fn another_version_of_the_past_is_refused() {
    let refused = Saved::new(&settings(), 7).check(&settings(), 8, Path::new("x"));
    assert!(matches!(refused, Err(StateError::OtherPast { .. })));
}
