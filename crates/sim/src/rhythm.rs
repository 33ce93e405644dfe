//! When people write: the hour, the day of the week, the weather of the day. Pure functions of the
//! story's clock.

use jiff::{Timestamp, Zoned, tz::TimeZone};

use crate::dice::{Dice, mix};

/// Activity through the day, local time; 1 is an ordinary hour of the day.
const HOURS: [f64; 24] = [
    0.20, 0.09, 0.05, 0.03, 0.04, 0.12, 0.42, 0.92, 1.20, 1.00, 0.95, 1.05, 1.35, 1.20, 0.90, 0.92,
    1.05, 1.28, 1.42, 1.30, 1.36, 1.28, 0.88, 0.45,
];
/// People rise later at the weekend, and write more on Friday than on Tuesday.
const DAYS: [f64; 7] = [1.0, 0.96, 1.04, 1.0, 1.08, 1.02, 0.88];

pub(crate) const MINUTE_US: i64 = 60_000_000;
pub(crate) const HOUR_US: i64 = 60 * MINUTE_US;
pub(crate) const DAY_US: i64 = 24 * HOUR_US;

/// An instant of the story as its people live it.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    local: Zoned,
    pub(crate) weather: &'static str,
}

impl Moment {
    pub(crate) fn of(story_us: i64, seed: u64) -> Self {
        let local = model::time::from_micros(story_us).to_zoned(zone());
        let weather = weather(&local, seed);
        Self { local, weather }
    }

    pub(crate) fn hour(&self) -> u8 {
        u8::try_from(self.local.hour()).unwrap_or(0)
    }

    pub(crate) fn minute_of_day(&self) -> i64 {
        i64::from(self.local.hour()) * 60 + i64::from(self.local.minute())
    }

    pub(crate) fn month(&self) -> u8 {
        u8::try_from(self.local.month()).unwrap_or(1)
    }

    /// 0 is Monday.
    pub(crate) fn weekday(&self) -> usize {
        usize::try_from(self.local.weekday().to_monday_zero_offset()).unwrap_or(0)
    }

    pub(crate) fn is_weekend(&self) -> bool {
        self.weekday() >= 5
    }

    /// How busy the network is; 1 is an ordinary hour of the day.
    pub(crate) fn activity(&self) -> f64 {
        let hour = usize::from(self.hour());
        let next = (hour + 1) % 24;
        let part = f64::from(self.local.minute()) / 60.0;
        let shift = |it: usize| {
            // Saturday and Sunday mornings begin an hour and a half late.
            if self.is_weekend() && (5..11).contains(&it) {
                HOURS[it - 1] * 0.85
            } else {
                HOURS[it]
            }
        };
        let level = shift(hour) * (1.0 - part) + shift(next) * part;
        level * DAYS[self.weekday()]
    }
}

const WEEK: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];
const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The slots the clock fills; content may use no other name for them.
#[cfg(test)]
pub(crate) const CLOCK_SLOTS: [&str; 11] = [
    "jour",
    "demain",
    "hier",
    "bientot",
    "moment",
    "tantot",
    "maintenant",
    "plustard",
    "plustot",
    "mois",
    "saison",
];

impl Moment {
    /// What people say of the time: "ce matin", "samedi", "18h30".
    pub(crate) fn tell(&self, slot: &str, dice: &mut Dice) -> Option<String> {
        let day = |ahead: usize| WEEK[(self.weekday() + ahead) % 7].to_owned();
        Some(match slot {
            "jour" => day(0),
            "demain" => day(1),
            "hier" => day(6),
            "bientot" => day(2 + dice.below(4)),
            "moment" => match self.hour() {
                5..=11 => "ce matin",
                12..=13 => "ce midi",
                14..=17 => "cet après-midi",
                18..=22 => "ce soir",
                _ => "cette nuit",
            }
            .to_owned(),
            "tantot" => match self.hour() {
                5..=11 => "cet après-midi",
                12..=16 => "ce soir",
                _ => "demain matin",
            }
            .to_owned(),
            "maintenant" => clock(self.minute_of_day() / 5 * 5),
            "plustard" => clock((self.minute_of_day() / 30 + dice.between(2, 5)) * 30),
            "plustot" => clock((self.minute_of_day() / 10 - dice.between(2, 7)) * 10),
            "mois" => MONTHS[usize::from(self.month() - 1) % 12].to_owned(),
            "saison" => match self.month() {
                12 | 1 | 2 => "l'hiver",
                3..=5 => "le printemps",
                6..=8 => "l'été",
                _ => "l'automne",
            }
            .to_owned(),
            _ => return None,
        })
    }

    /// Whether a thread keeps to what was said of it: an hour agreed on does not move.
    pub(crate) fn is_kept(slot: &str) -> bool {
        matches!(slot, "bientot" | "plustard" | "plustot")
    }
}

/// "8h", "18h30".
fn clock(minute_of_day: i64) -> String {
    let minute = minute_of_day.rem_euclid(24 * 60);
    if minute % 60 == 0 {
        format!("{}h", minute / 60)
    } else {
        format!("{}h{:02}", minute / 60, minute % 60)
    }
}

/// Where Aubrelac lives.
pub(crate) fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

/// The instant at `minute` of the local day, `days` after the day of `from`.
pub(crate) fn at_local(from: Timestamp, days: i64, minute: i64) -> i64 {
    let midnight = from
        .to_zoned(zone())
        .start_of_day()
        .unwrap_or_else(|_| from.to_zoned(zone()));
    let span = jiff::Span::new().days(days.clamp(-10_000, 10_000));
    let day = midnight.checked_add(span).unwrap_or(midnight);
    day.timestamp().as_microsecond() + minute * MINUTE_US
}

/// The weather of a day: the same all day, likely for the season.
fn weather(local: &Zoned, seed: u64) -> &'static str {
    const WINTER: [&str; 8] = [
        "pluie",
        "froid",
        "gris",
        "froid",
        "brouillard",
        "gris",
        "pluie",
        "soleil",
    ];
    const SPRING: [&str; 8] = [
        "soleil", "pluie", "doux", "gris", "vent", "doux", "soleil", "pluie",
    ];
    const SUMMER: [&str; 8] = [
        "soleil", "chaud", "soleil", "chaud", "orage", "doux", "soleil", "vent",
    ];
    const AUTUMN: [&str; 8] = [
        "pluie",
        "vent",
        "gris",
        "doux",
        "brouillard",
        "pluie",
        "soleil",
        "froid",
    ];
    let kinds = match local.month() {
        12 | 1 | 2 => WINTER,
        3..=5 => SPRING,
        6..=8 => SUMMER,
        _ => AUTUMN,
    };
    let day = mix(seed
        ^ (u64::from(local.year().unsigned_abs()) * 400
            + u64::from(local.day_of_year().unsigned_abs())));
    Dice::new(day, "weather")
        .pick(&kinds)
        .copied()
        .unwrap_or("gris")
}

#[cfg(test)]
mod tests;
