use super::*;

fn at(text: &str) -> Moment {
    Moment::of(text.parse::<Timestamp>().unwrap().as_microsecond(), 1)
}

#[test]
fn night_is_quieter_than_day() {
    let night = at("2026-11-18T03:00:00+01:00").activity();
    let noon = at("2026-11-18T12:30:00+01:00").activity();
    assert!(noon > night * 10.0, "{noon} {night}");
}

#[test]
fn hours_are_local() {
    assert_eq!(at("2026-07-01T10:00:00Z").hour(), 12);
    assert_eq!(at("2026-12-01T10:00:00Z").hour(), 11);
    assert_eq!(at("2026-11-22T10:00:00Z").weekday(), 6);
}

#[test]
fn days_are_counted_over_a_change_of_hour() {
    let from: Timestamp = "2026-10-24T10:00:00Z".parse().unwrap();
    let next = model::time::from_micros(at_local(from, 2, 8 * 60));
    assert_eq!(next.to_string(), "2026-10-26T07:00:00Z");
}

#[test]
fn weather_lasts_the_day() {
    assert_eq!(
        at("2026-11-18T08:00:00Z").weather,
        at("2026-11-18T20:00:00Z").weather
    );
}
