use super::*;

#[test]
fn a_seed_always_means_the_same() {
    let mut dice = Dice::new(42, "test");
    let drawn: Vec<usize> = (0..8).map(|_| dice.below(100)).collect();
    let mut again = Dice::new(42, "test");
    assert_eq!(drawn, (0..8).map(|_| again.below(100)).collect::<Vec<_>>());
    let mut other = Dice::new(42, "other");
    assert_ne!(drawn, (0..8).map(|_| other.below(100)).collect::<Vec<_>>());
}

#[test]
fn draws_stay_in_bounds_and_reach_them() {
    let mut dice = Dice::new(1, "test");
    let drawn: Vec<i64> = (0..1_000).map(|_| dice.between(-2, 3)).collect();
    assert_eq!(
        (drawn.iter().min(), drawn.iter().max()),
        (Some(&-2), Some(&3))
    );
    assert_eq!(
        (dice.below(0), dice.below(1), dice.between(5, 5)),
        (0, 0, 5)
    );
}

#[test]
fn weights_are_kept() {
    let mut dice = Dice::new(1, "test");
    let mut seen = [0; 3];
    for _ in 0..4_000 {
        seen[dice.weighted(&[1.0, 0.0, 3.0]).unwrap()] += 1;
    }
    assert_eq!(seen[1], 0);
    assert!((850..1_150).contains(&seen[0]), "{seen:?}");
    assert_eq!(dice.weighted(&[0.0, -1.0]), None);
}

#[test]
fn counts_have_their_mean() {
    let mut dice = Dice::new(1, "test");
    let total: usize = (0..4_000).map(|_| dice.count(0.25)).sum();
    assert!((900..1_100).contains(&total), "{total}");
}
