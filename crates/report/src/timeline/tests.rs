use i18n::{Dates, Words};
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use model::Locale;

use super::{Scale, Timeline, Unit};

/// Thursday 12 November 2026, midnight in Paris.
fn today() -> Timestamp {
    Timestamp::from_second(1_794_438_000).unwrap()
}

fn days(counts: &[u64]) -> Vec<(Timestamp, u64)> {
    let first = i64::try_from(counts.len()).unwrap() - 1;
    let day = |(at, n): (usize, &u64)| {
        let back = (first - i64::try_from(at).unwrap()) * 24;
        (today().checked_sub(back.hours()).unwrap(), *n)
    };
    counts.iter().enumerate().map(day).collect()
}

fn dates(locale: Locale) -> Dates {
    let now = today().checked_add(9.hours()).unwrap();
    Dates::new(locale, TimeZone::get("Europe/Paris").unwrap(), now)
}

fn of<'a>(bars: &'a [(Timestamp, u64)], before: Option<&'a [u64]>) -> Timeline<'a> {
    Timeline {
        bars,
        before,
        unit: Unit::Day,
    }
}

#[test]
fn sentence_tells_the_whole_the_peak_and_the_saved_version() {
    let bars = days(&[3, 40, 5]);
    let (words, dates) = (Words::new(Locale::En), dates(Locale::En));
    assert_eq!(
        of(&bars, None).sentence(words, &dates),
        "48 posts; at most 40, 11\u{a0}Nov"
    );
    assert_eq!(
        of(&bars, Some(&[3, 50, 6])).sentence(words, &dates),
        "48 posts; at most 40, 11\u{a0}Nov. The saved version finds 59."
    );
    assert_eq!(of(&[], None).sentence(words, &dates), "No post");
}

#[test]
fn table_has_the_same_figures_newest_first() {
    let bars = days(&[3, 40]);
    let table = of(&bars, Some(&[4, 50])).table(Words::new(Locale::En), &dates(Locale::En));
    assert_eq!(table.head, ["Day", "Posts", "Saved version"]);
    assert_eq!(
        table.rows,
        [["today", "40", "50"], ["11\u{a0}Nov", "3", "4"]]
    );
    let alone = of(&bars, None).table(Words::new(Locale::En), &dates(Locale::En));
    assert_eq!(alone.head.len(), 2);
}

#[test]
fn bars_ghosts_and_a_peak_are_drawn_and_nothing_is_for_nothing() {
    let bars = days(&[3, 0, 2, 60]);
    let svg = of(&bars, Some(&[4, 0, 2, 70])).svg(Words::new(Locale::Fr), &dates(Locale::Fr));
    let n = |class: &str| svg.matches(&format!("class=\"{class}\"")).count();
    assert_eq!((n("tl-bar"), n("ch-ghost"), n("ch-high")), (2, 3, 1));
    assert!(svg.contains(">60, aujourd’hui<"), "{svg}");
    let calm = days(&[3, 4, 2, 4]);
    let svg = of(&calm, None).svg(Words::new(Locale::Fr), &dates(Locale::Fr));
    assert!(!svg.contains("ch-high") && !svg.contains("ch-ghost"));
}

#[test]
fn scale_is_of_a_few_round_numbers() {
    let lines = |highest| Scale::of(highest).lines().collect::<Vec<_>>();
    assert_eq!(lines(4), [0, 1, 2, 3, 4]);
    assert_eq!(lines(162), [0, 50, 100, 150]);
    assert_eq!(lines(1_000), [0, 200, 400, 600, 800, 1_000]);
    assert_eq!(lines(u64::MAX)[0], 0);
    for highest in 4..5_000 {
        let lines = lines(highest);
        assert!((2..=6).contains(&lines.len()), "{highest}: {lines:?}");
        assert!(lines.iter().all(|it| *it <= highest));
    }
}

#[test]
fn bars_stay_within_the_picture() {
    for counts in [vec![], vec![0], vec![u64::MAX, 1], vec![7; 400]] {
        let bars = days(&counts);
        let svg = of(&bars, None).svg(Words::new(Locale::En), &dates(Locale::En));
        for (_, rest) in svg.match_indices("<rect").map(|(at, _)| svg.split_at(at)) {
            let figure = |name: &str| -> f64 {
                let from = rest.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
                let text: String = rest[from..]
                    .chars()
                    .take_while(|it| it.is_ascii_digit() || *it == '.')
                    .collect();
                text.parse().unwrap()
            };
            assert!(figure("x") + figure("width") <= 100.01);
            assert!(figure("y") >= 29.9 && figure("y") + figure("height") <= 164.01);
        }
    }
}
