use super::*;

#[test]
fn wish_of_the_instant_another_is_met_stays_open() {
    let mut wishes = Wishes::default();
    assert!(!wishes.is_open());
    wishes.ask();
    let begun = wishes;
    wishes.ask();
    wishes.meet(begun);
    assert!(wishes.is_open(), "asked for after the purge began");
    wishes.meet(wishes);
    assert!(!wishes.is_open());
}
