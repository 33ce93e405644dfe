use super::*;

/// A day that brought `count` in its full hours, after weeks that brought `weeks`.
fn day(count: u64, weeks: [u64; 4]) -> Day {
    let at_three = |n: u64| {
        let mut hours = [0; HOURS];
        hours[3] = n;
        hours
    };
    Day {
        hourly: at_three(count),
        weeks: weeks.map(at_three),
        elapsed: 0.5,
    }
}

#[test]
fn change_against_the_habit_says_nothing_when_it_knows_nothing() {
    let change = |count, weeks| day(count, weeks).change();
    assert_eq!(change(10, [0; 4]), Change24h::Unknown);
    assert_eq!(
        change(10, [9, 0, 0, 0]),
        Change24h::Unknown,
        "one week is no habit"
    );
    assert_eq!(
        change(10, [2, 3, 2, 2]),
        Change24h::Unknown,
        "too few to compare"
    );
    assert_eq!(change(102, [100, 100, 90, 110]), Change24h::Stable);
    assert_eq!(change(118, [100, 100, 100, 0]), Change24h::Percent(18));
    assert_eq!(change(42, [10, 10, 10, 10]), Change24h::Times(4.2));
    assert_eq!(change(0, [10, 10, 10, 10]), Change24h::Percent(-100));
}

#[test]
fn running_hour_is_compared_with_as_much_of_it() {
    let mut half = day(0, [0; 4]);
    half.hourly[23] = 10;
    for week in &mut half.weeks {
        week[23] = 20;
    }
    assert_eq!(half.habit(), Some(10.0));
    assert_eq!(half.change(), Change24h::Stable);
    assert_eq!(half.hourly_habit().unwrap()[23], 20.0);
}
