//! What must hold of every query, every post and every order of changes.

use proptest::{collection::vec, prelude::*, sample::Index};
use query::{Expr, Filter, Within, print};

use super::{
    World,
    generate::{Sample, any_expr, any_sample},
    id, numbers, plain,
};
use crate::{Ask, Change, Error, From, House, Key, Stop};

/// Queries of the language, some within the last days.
fn any_question() -> impl Strategy<Value = Expr> {
    let within = (1..3_000_u32).prop_filter_map("no time", Within::new);
    prop_oneof![
        6 => any_expr(),
        1 => (any_expr(), within).prop_filter_map("empty", |(expr, within)| {
            Expr::and([expr, Expr::Filter(Filter::Within(within))])
        }),
    ]
}

#[derive(Clone, Debug)]
enum Step {
    Put(Index, Box<Sample>),
    Remove(Index),
    Commit,
    Purge,
    Reopen,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        10 => (any::<Index>(), any_sample()).prop_map(|(at, it)| Step::Put(at, Box::new(it))),
        3 => any::<Index>().prop_map(Step::Remove),
        1 => Just(Step::Commit),
        1 => Just(Step::Purge),
        1 => Just(Step::Reopen),
    ]
}

/// Posts are drawn from few numbers, so that changes meet.
const POSTS: usize = 30;

fn apply(world: &mut World, pending: &mut Vec<Change>, step: Step) {
    match step {
        Step::Put(at, sample) => {
            let change = world.put(at.index(POSTS) as u128 + 1, *sample);
            pending.push(change);
        }
        Step::Remove(at) => {
            let change = world.remove(at.index(POSTS) as u128 + 1);
            pending.push(change);
        }
        Step::Commit => world.commit(&std::mem::take(pending)),
        Step::Purge => {
            world.house.purge().unwrap();
        }
        Step::Reopen => {
            // What was applied and not committed is lost, as in a crash, and told again.
            world.house.apply(pending).unwrap();
            world.house.abandon();
            world.house.close().unwrap();
            world.house = House::open(&world.path()).unwrap();
        }
    }
}

/// A case writes to the disk many times: fewer of them, with more queries each.
fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: (ProptestConfig::default().cases / 16).max(4),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn archive_finds_what_the_evaluator_finds(
        steps in vec(any_step(), 10..50),
        exprs in vec(any_question(), 60),
    ) {
        let mut world = World::new();
        let mut pending = Vec::new();
        for step in steps {
            apply(&mut world, &mut pending, step);
        }
        world.commit(&pending);
        // Told again, as after a crash between the index and the store.
        world.commit(&pending);
        for expr in &exprs {
            let answer = world.ask(expr).unwrap();
            let expected = world.expected(expr);
            prop_assert_eq!(
                &numbers(&answer), &expected, "{}", print(expr, query::Spelling::English)
            );
            prop_assert_eq!(answer.count, expected.len() as u64);
        }
    }

    #[test]
    fn paging_either_way_visits_each_post_once(
        samples in vec(any_sample(), 1..40),
        expr in any_expr(),
        size in 1..7_usize,
    ) {
        let mut world = World::new();
        let changes: Vec<Change> =
            (1..).zip(samples).map(|(number, it)| world.put(number, it)).collect();
        world.commit(&changes);
        let stop = Stop::at(std::time::Instant::now() + std::time::Duration::from_secs(20));
        let ask = |from| Ask { from, wanted: size, ..plain(&expr, &stop) };
        let mut down: Vec<Key> = Vec::new();
        let mut from = From::First;
        loop {
            let answer = world.ask_with(&ask(from)).unwrap();
            down.extend(&answer.page);
            if !answer.has_more {
                break;
            }
            from = From::Before(*answer.page.last().unwrap());
        }
        let mut expected: Vec<Key> = world
            .expected(&expr)
            .into_iter()
            .map(|it| Key::new(World::at(it), id(it)))
            .collect();
        expected.sort_unstable_by(|a, b| b.cmp(a));
        prop_assert_eq!(&down, &expected);
        // Up again, from the last.
        let Some(last) = down.last() else { return Ok(()) };
        let mut up = vec![*last];
        loop {
            let answer = world.ask_with(&ask(From::After(*up.last().unwrap()))).unwrap();
            up.extend(answer.page.iter().rev());
            if !answer.has_more {
                break;
            }
        }
        up.reverse();
        prop_assert_eq!(up, expected);
    }

    #[test]
    fn facets_and_bars_add_up(
        samples in vec(any_sample(), 0..40),
        expr in any_expr(),
        bounds in vec(-200_i64..20, 0..8),
    ) {
        let mut world = World::new();
        let changes: Vec<Change> =
            (1..).zip(samples).map(|(number, it)| world.put(number, it)).collect();
        world.commit(&changes);
        super::cases::check_counts(&world, &expr, bounds)?;
    }
}

#[test]
fn index_that_was_not_finished_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("house");
    let house = House::create(&path).unwrap();
    house.close().unwrap();
    let opened = House::open(&path);
    assert!(matches!(opened, Err(Error::NotBuilt { .. })));
}
