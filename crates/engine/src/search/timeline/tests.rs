use super::*;

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn starts(bars: &Bars) -> Vec<String> {
    let bounds = bars.bounds.iter();
    bounds
        .map(|it| {
            let at = model::time::from_micros(*it).to_zoned(paris());
            at.strftime("%d %H:%M").to_string()
        })
        .collect()
}

#[test]
fn days_begin_where_the_house_is() {
    // The night the clocks go back has 25 hours.
    let bars = Bars::new(
        at("2026-10-23T10:00:00Z"),
        at("2026-10-27T10:00:00Z"),
        &paris(),
    );
    assert_eq!(bars.step, Step::Day);
    assert_eq!(
        starts(&bars),
        [
            "23 12:00", "24 00:00", "25 00:00", "26 00:00", "27 00:00", "27 11:00"
        ]
    );
    let hours = bars
        .bounds
        .windows(2)
        .map(|it| (it[1] - it[0]) / 3_600_000_000);
    assert_eq!(hours.collect::<Vec<_>>(), [12, 24, 25, 24, 11]);
}

#[test]
fn short_stretches_go_by_hours() {
    let bars = Bars::new(
        at("2026-10-25T00:30:00Z"),
        at("2026-10-25T03:30:00Z"),
        &paris(),
    );
    assert_eq!(bars.step, Step::Hour);
    assert_eq!(
        starts(&bars),
        ["25 02:30", "25 02:00", "25 03:00", "25 04:00", "25 04:30"]
    );
}

#[test]
fn empty_bars_at_the_beginning_go_if_so_wanted() {
    let (since, until) = (at("2026-10-20T00:00:00Z"), at("2026-10-25T00:00:00Z"));
    let bars = || Bars::new(since, until, &TimeZone::UTC);
    let counts = [0, 0, 3, 0, 1];
    let trimmed = bars().filled(&counts, true);
    assert_eq!(trimmed.bars.len(), 3);
    assert_eq!(trimmed.since, at("2026-10-22T00:00:00Z"));
    assert_eq!(bars().filled(&counts, false).bars.len(), 5);
}
