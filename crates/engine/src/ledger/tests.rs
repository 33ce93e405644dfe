use std::cell::Cell;

use model::time;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn at(second: i64) -> Timestamp {
    time::from_micros(1_700_000_000_000_000 + second * 1_000_000)
}

fn source() -> SourceId {
    SourceId::from_uuid(Uuid::from_u128(1))
}

/// Hands out gap ids in order.
#[derive(Default)]
struct Ids(Cell<u128>);

impl Ids {
    fn next(&self) -> GapId {
        self.0.set(self.0.get() + 1);
        GapId::from_uuid(Uuid::from_u128(self.0.get()))
    }
}

fn gap(n: u128) -> GapId {
    GapId::from_uuid(Uuid::from_u128(n))
}

#[test]
fn outage_of_a_stream_that_resumes_is_a_gap_then_refilled() {
    let ids = Ids::default();
    let mut ledger = Ledger::new(source(), None, None);
    assert_eq!(ledger.begin(at(0), || ids.next()), []);
    assert_eq!(
        ledger.opened(at(1), false),
        [Entry::Listened {
            from: at(1),
            to: at(1)
        }]
    );
    assert_eq!(
        ledger.alive(at(6)),
        Some(Entry::Listened {
            from: at(1),
            to: at(6)
        })
    );
    let lost = ledger.lost(at(9), Cause::Disconnected, || ids.next());
    assert!(matches!(&lost[..], [Entry::Open(it)] if it.from == at(6) && it.to.is_none()));
    assert_eq!(
        ledger.lost(at(12), Cause::Disconnected, || ids.next()),
        [],
        "the same gap goes on"
    );
    assert_eq!(
        ledger.opened(at(60), true),
        [
            Entry::Close {
                gap: gap(1),
                to: at(60)
            },
            Entry::Listened {
                from: at(60),
                to: at(60)
            }
        ]
    );
    assert_eq!(
        ledger.caught_up(at(61))[0],
        Entry::Refilled {
            gap: gap(1),
            at: at(61)
        }
    );
}

#[test]
fn outage_of_a_stream_without_resume_stays_a_gap() {
    let ids = Ids::default();
    let mut ledger = Ledger::new(source(), Some(at(0)), None);
    ledger.begin(at(100), || ids.next());
    ledger.opened(at(101), false);
    assert!(
        !ledger
            .caught_up(at(102))
            .iter()
            .any(|it| matches!(it, Entry::Refilled { .. }))
    );
}

#[test]
fn stretch_the_network_no_longer_has_is_never_called_refilled() {
    let ids = Ids::default();
    let mut ledger = Ledger::new(source(), Some(at(0)), None);
    ledger.begin(at(1_000), || ids.next());
    ledger.opened(at(1_001), true);
    let entries = ledger.not_kept(
        Some(at(0)),
        Some(at(400)),
        Cause::LookBack,
        at(1_002),
        ids.next(),
    );
    assert!(
        matches!(&entries[0], Entry::Open(it) if it.cause == Cause::LookBack && it.from == at(0))
    );
    assert_eq!(
        entries[1],
        Entry::Close {
            gap: gap(2),
            to: at(400)
        }
    );
    assert!(
        !ledger
            .caught_up(at(1_003))
            .iter()
            .any(|it| matches!(it, Entry::Refilled { .. }))
    );
}

#[test]
fn polls_in_a_row_make_one_stretch() {
    let mut ledger = Ledger::new(source(), None, None);
    ledger.opened(at(0), false);
    ledger.caught_up(at(1));
    assert_eq!(
        ledger.opened(at(300), true),
        [Entry::Listened {
            from: at(1),
            to: at(300)
        }]
    );
}

#[test]
fn gap_left_open_by_a_crash_is_closed_by_the_next_session() {
    let left = Gap {
        id: gap(9),
        source: source(),
        from: at(0),
        to: None,
        cause: Cause::Disconnected,
        refilled_at: None,
    };
    let mut ledger = Ledger::new(source(), Some(at(0)), Some(left));
    assert_eq!(
        ledger.begin(at(500), || gap(10)),
        [],
        "no second gap over the first"
    );
    assert_eq!(
        ledger.opened(at(501), true)[0],
        Entry::Close {
            gap: gap(9),
            to: at(501)
        }
    );
}

#[derive(Clone, Debug)]
enum Step {
    Opened(bool),
    Alive,
    CaughtUp,
    Lost,
}

proptest! {
    /// Whatever a source goes through, each second is listened to, in a gap, or before the first
    /// opening: no stretch longer than the tolerance is left unsaid.
    #[test]
    fn every_second_is_accounted_for(steps in proptest::collection::vec((1_i64..60, prop_oneof![
        any::<bool>().prop_map(Step::Opened), Just(Step::Alive), Just(Step::CaughtUp), Just(Step::Lost),
    ]), 1..60)) {
        let ids = Ids::default();
        let mut ledger = Ledger::new(source(), None, None);
        let mut entries = ledger.opened(at(0), false);
        let (mut now, mut connected) = (0, true);
        for (pause, step) in steps {
            // While connected something proves it often; that is what the listener's tick is for.
            for second in 1..pause {
                if connected {
                    entries.extend(ledger.alive(at(now + second)));
                }
            }
            now += pause;
            match step {
                Step::Opened(resumes) if !connected => {
                    entries.extend(ledger.opened(at(now), resumes));
                    connected = true;
                }
                Step::Alive | Step::Opened(_) if connected => entries.extend(ledger.alive(at(now))),
                Step::CaughtUp if connected => entries.extend(ledger.caught_up(at(now))),
                Step::Lost => {
                    entries.extend(ledger.lost(at(now), Cause::Disconnected, || ids.next()));
                    connected = false;
                }
                _ => {}
            }
        }
        let mut said = vec![false; usize::try_from(now).unwrap() + 1];
        let mut open: Option<(GapId, Timestamp)> = None;
        let second = |it: Timestamp| usize::try_from(it.duration_since(at(0)).as_secs()).unwrap();
        for entry in entries {
            match entry {
                Entry::Listened { from, to } => said[second(from)..=second(to)].fill(true),
                Entry::Open(gap) => {
                    prop_assert!(open.is_none(), "two gaps open at once");
                    open = Some((gap.id, gap.from));
                }
                Entry::Close { gap, to } => {
                    let (id, from) = open.take().expect("a closed gap was open");
                    prop_assert_eq!(id, gap);
                    said[second(from)..=second(to)].fill(true);
                }
                Entry::Refilled { .. } => {}
            }
        }
        if let Some((_, from)) = open {
            said[second(from)..].fill(true);
        }
        let unsaid = said.iter().filter(|it| !**it).count();
        prop_assert_eq!(unsaid, 0);
    }
}

#[test]
fn gap_asked_for_later_is_refilled_once_the_past_is_read_again() {
    let ids = Ids::default();
    let missed = Gap {
        id: gap(9),
        source: source(),
        from: at(10),
        to: Some(at(20)),
        cause: Cause::Disconnected,
        refilled_at: None,
    };
    let mut ledger = Ledger::new(source(), Some(at(100)), None);
    ledger.refills(missed.clone());
    assert_eq!(ledger.begin(at(101), || ids.next()), []);
    ledger.opened(at(102), true);
    let refilled = Entry::Refilled {
        gap: missed.id,
        at: at(110),
    };
    assert_eq!(ledger.caught_up(at(110))[0], refilled);

    // The network says that it lost part of it: the gap stays.
    let mut ledger = Ledger::new(source(), Some(at(100)), None);
    ledger.refills(missed);
    ledger.opened(at(102), true);
    let until = Some(at(15));
    ledger.not_kept(None, until, Cause::LookBack, at(103), ids.next());
    let told = ledger.caught_up(at(110));
    assert!(matches!(told[..], [Entry::Listened { .. }]), "{told:?}");
}
