use i18n::{Dates, Words};
use jiff::tz::TimeZone;
use model::Locale;

use super::Horizon;

fn read(locale: Locale) -> (Words, Dates) {
    let now = "2026-11-12T08:52:00Z".parse().unwrap();
    (
        Words::new(locale),
        Dates::new(locale, TimeZone::get("Europe/Paris").unwrap(), now),
    )
}

fn ramp() -> [u64; 24] {
    std::array::from_fn(|at| at as u64 * 10)
}

/// The number after `name="` in each element of class `class`.
fn attribute(svg: &str, class: &str, name: &str) -> Vec<f64> {
    svg.split('<')
        .filter(|element| element.contains(&format!("class=\"{class}\"")))
        .map(|element| {
            let from = element.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
            element[from..].split('"').next().unwrap().parse().unwrap()
        })
        .collect()
}

#[test]
fn bars_keep_to_their_box_and_to_their_order() {
    let (words, dates) = read(Locale::Fr);
    let svg = Horizon {
        hours: &ramp(),
        alert: false,
    }
    .svg(words, &dates);
    let heights = attribute(&svg, "hz-bar", "height");
    assert_eq!(heights.len(), 23);
    assert!(heights.is_sorted(), "{heights:?}");
    assert!(heights[0] > 0.0, "an hour without message is still drawn");
    assert_eq!(attribute(&svg, "hz-now", "height"), [19.0]);
    assert_eq!(attribute(&svg, "hz-now", "x"), [128.0]);
    assert!(
        attribute(&svg, "hz-bar", "y")
            .into_iter()
            .all(|y| (6.0..25.0).contains(&y))
    );
}

#[test]
fn alert_marks_the_last_two_hours() {
    let (words, dates) = read(Locale::Fr);
    let svg = Horizon {
        hours: &ramp(),
        alert: true,
    }
    .svg(words, &dates);
    assert_eq!(svg.matches("hz-alert").count(), 2);
    assert_eq!(svg.matches("hz-now").count(), 0);
}

#[test]
fn any_count_can_be_drawn() {
    let (words, dates) = read(Locale::En);
    let mut hours = [0; 24];
    assert!(
        Horizon {
            hours: &hours,
            alert: false
        }
        .svg(words, &dates)
        .contains("No message in 24 hours")
    );
    hours[3] = u64::MAX;
    hours[4] = u64::MAX;
    let svg = Horizon {
        hours: &hours,
        alert: false,
    }
    .svg(words, &dates);
    assert!(
        attribute(&svg, "hz-bar", "height")
            .into_iter()
            .all(|height| height <= 19.0)
    );
}

#[test]
fn sentence_and_table_say_what_the_picture_shows() {
    let (words, dates) = read(Locale::Fr);
    let mut hours = ramp();
    hours[5] = 1_200;
    let horizon = Horizon {
        hours: &hours,
        alert: false,
    };
    assert_eq!(
        horizon
            .sentence(words, &dates)
            .replace(['\u{a0}', '\u{202f}'], " "),
        "3 910 messages en 24 heures ; au plus 1 200, entre 15 h et 16 h"
    );
    let table = horizon.table(words, &dates, "Patinoire");
    assert_eq!(
        table.caption,
        "Messages par heure, Patinoire, 24\u{a0}dernières heures".replace('\u{a0}', " ")
    );
    assert_eq!(table.rows.len(), 24);
    assert_eq!(table.rows[0], ["9\u{a0}h", "230"]);
    assert_eq!(table.rows[23], ["hier à 10\u{a0}h", "0"]);
}
