//! Dates, hours and stretches of time, in the house's time zone.

use std::time::Duration;

use jiff::{Timestamp, Zoned, civil::Weekday, tz::TimeZone};
use model::Locale;

use crate::{Words, typography::NO_BREAK};

const MINUTE_S: u64 = 60;
const HOUR_S: u64 = 60 * MINUTE_S;
const DAY_S: u64 = 24 * HOUR_S;
/// From how long ago a date says more than a number of days.
const AGO_DAYS_MAX: u64 = 7;
/// A week by the hour; charts show far fewer.
const HOURS_BETWEEN_MAX: usize = 7 * 24;

const MONTHS_FR: [&str; 12] = [
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
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_SHORT_FR: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];
const MONTHS_SHORT_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// How one person reads time: their language, the house's zone, and the instant of the page.
#[derive(Clone, Debug)]
pub struct Dates {
    locale: Locale,
    zone: TimeZone,
    now: Timestamp,
}

impl Dates {
    #[must_use]
    pub const fn new(locale: Locale, zone: TimeZone, now: Timestamp) -> Self {
        Self { locale, zone, now }
    }

    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    fn local(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.zone.clone())
    }

    /// The hour: `17 h 30`, `5:30 pm`; a full French hour is `17 h`.
    #[must_use]
    pub fn clock(&self, at: Timestamp) -> String {
        let local = self.local(at);
        let (hour, minute) = (local.hour(), local.minute());
        match self.locale {
            Locale::Fr if minute == 0 => format!("{hour}{NO_BREAK}h"),
            Locale::Fr => format!("{hour}{NO_BREAK}h{NO_BREAK}{minute:02}"),
            Locale::En => {
                let half = if hour < 12 { "am" } else { "pm" };
                let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
                format!("{twelve}:{minute:02}{NO_BREAK}{half}")
            }
        }
    }

    /// The day in full: `jeudi 12 novembre`, `Thursday 12 November`; with the year when it is another.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> String {
        let local = self.local(at);
        let month = usize::try_from(local.month() - 1).unwrap_or(0);
        let (weekday, month) = match self.locale {
            Locale::Fr => (weekday_fr(local.weekday()), MONTHS_FR[month]),
            Locale::En => (weekday_en(local.weekday()), MONTHS_EN[month]),
        };
        // « 1er » is the one day of the month French writes as an ordinal.
        let ordinal = if self.locale == Locale::Fr && local.day() == 1 {
            "er"
        } else {
            ""
        };
        let year = self.other_year(&local);
        format!("{weekday} {}{ordinal} {month}{year}", local.day())
    }

    /// The day in full at the beginning of a sentence: `Jeudi 12 novembre`.
    #[must_use]
    pub fn day_first(&self, at: Timestamp) -> String {
        let day = self.day(at);
        let mut chars = day.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => day,
        }
    }

    /// Where days begin for the readers.
    #[must_use]
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The day of an instant, for machines.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> jiff::civil::Date {
        self.local(at).date()
    }

    /// Whether an instant falls on the day of the page.
    #[must_use]
    pub fn is_today(&self, at: Timestamp) -> bool {
        self.local(at).date() == self.local(self.now).date()
    }

    /// The hours of the day that are multiples of `every` between two instants: where a chart puts its
    /// feet. `every` divides a day; 24 gives the midnights.
    #[must_use]
    pub fn hours_between(&self, from: Timestamp, to: Timestamp, every: i8) -> Vec<Timestamp> {
        let mut found = Vec::new();
        let mut date = self.local(from).date();
        let last = self.local(to).date();
        while date <= last && found.len() < HOURS_BETWEEN_MAX {
            let hours = (0..24).step_by(usize::try_from(every.max(1)).unwrap_or(24));
            for hour in hours {
                // An hour that the clock skips stands where it leaps to.
                let zoned = date.at(hour, 0, 0, 0).to_zoned(self.zone.clone());
                let at = zoned.map(|it| it.timestamp());
                if let Ok(at) = at
                    && (from..=to).contains(&at)
                {
                    found.push(at);
                }
            }
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        found
    }

    /// The day in short: `12 nov.`, `12 Nov`; with the year when it is another.
    #[must_use]
    pub fn day_short(&self, at: Timestamp) -> String {
        let local = self.local(at);
        let month = usize::try_from(local.month() - 1).unwrap_or(0);
        let month = match self.locale {
            Locale::Fr => MONTHS_SHORT_FR[month],
            Locale::En => MONTHS_SHORT_EN[month],
        };
        format!("{} {month}{}", local.day(), self.other_year(&local)).replace(' ', "\u{a0}")
    }

    /// A month and its year: `novembre 2026`, `November 2026`.
    #[must_use]
    pub fn month(&self, day: jiff::civil::Date) -> String {
        let month = usize::try_from(day.month() - 1).unwrap_or(0);
        let month = match self.locale {
            Locale::Fr => MONTHS_FR[month],
            Locale::En => MONTHS_EN[month],
        };
        format!("{month} {}", day.year())
    }

    fn other_year(&self, local: &Zoned) -> String {
        if local.year() == self.local(self.now).year() {
            String::new()
        } else {
            format!(" {}", local.year())
        }
    }

    /// Day and hour in full, for titles.
    #[must_use]
    pub fn exact(&self, at: Timestamp) -> String {
        Words::new(self.locale).date_at(&self.day(at), &self.clock(at))
    }

    /// The hour alone today, « hier à 18 h » yesterday, the short day and the hour before.
    #[must_use]
    pub fn moment(&self, at: Timestamp) -> String {
        let (then, today) = (self.local(at).date(), self.local(self.now).date());
        let words = Words::new(self.locale);
        if then == today {
            self.clock(at)
        } else if today.yesterday().is_ok_and(|yesterday| then == yesterday) {
            words.yesterday_at(&self.clock(at))
        } else {
            words.date_at(&self.day_short(at), &self.clock(at))
        }
    }

    /// How old, in the space of a post's corner: `2 min`, `3 h`, `5 j`, then the date.
    #[must_use]
    pub fn age(&self, at: Timestamp) -> String {
        let age = self.since(at);
        if age.as_secs() >= AGO_DAYS_MAX * DAY_S {
            self.day_short(at)
        } else if age.as_secs() < MINUTE_S {
            Words::new(self.locale).now()
        } else {
            self.largest(age)
        }
    }

    /// How long ago in words: « il y a 2 min », then « le 12 nov. ».
    #[must_use]
    pub fn ago(&self, at: Timestamp) -> String {
        let words = Words::new(self.locale);
        let age = self.since(at);
        if age.as_secs() >= AGO_DAYS_MAX * DAY_S {
            words.on_day(&self.day_short(at))
        } else if age.as_secs() < MINUTE_S {
            words.ago_now()
        } else {
            words.ago(&self.largest(age))
        }
    }

    /// How long until `at`; zero once it is past.
    #[must_use]
    pub fn until(&self, at: Timestamp) -> Duration {
        Duration::try_from(at.duration_since(self.now)).unwrap_or(Duration::ZERO)
    }

    fn since(&self, at: Timestamp) -> Duration {
        Duration::try_from(self.now.duration_since(at)).unwrap_or(Duration::ZERO)
    }

    /// A stretch in its two largest units: `8 s`, `26 min`, `1 h 40`, `2 j 3 h`.
    #[must_use]
    pub fn duration(&self, length: Duration) -> String {
        let s = length.as_secs();
        let day = self.day_unit();
        if s < MINUTE_S {
            format!("{s}{NO_BREAK}s")
        } else if s < HOUR_S {
            format!("{}{NO_BREAK}min", s / MINUTE_S)
        } else if s < DAY_S {
            let minutes = s % HOUR_S / MINUTE_S;
            match (self.locale, minutes) {
                (_, 0) => format!("{}{NO_BREAK}h", s / HOUR_S),
                (Locale::Fr, _) => format!("{}{NO_BREAK}h{NO_BREAK}{minutes:02}", s / HOUR_S),
                (Locale::En, _) => format!("{}{NO_BREAK}h {minutes}{NO_BREAK}min", s / HOUR_S),
            }
        } else {
            match s % DAY_S / HOUR_S {
                0 => format!("{}{NO_BREAK}{day}", s / DAY_S),
                hours => format!("{}{NO_BREAK}{day} {hours}{NO_BREAK}h", s / DAY_S),
            }
        }
    }

    fn largest(&self, length: Duration) -> String {
        let s = length.as_secs();
        match s {
            0..MINUTE_S => format!("{s}{NO_BREAK}s"),
            MINUTE_S..HOUR_S => format!("{}{NO_BREAK}min", s / MINUTE_S),
            HOUR_S..DAY_S => format!("{}{NO_BREAK}h", s / HOUR_S),
            _ => format!("{}{NO_BREAK}{}", s / DAY_S, self.day_unit()),
        }
    }

    const fn day_unit(&self) -> &'static str {
        match self.locale {
            Locale::Fr => "j",
            Locale::En => "d",
        }
    }
}

const fn weekday_fr(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    }
}

const fn weekday_en(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests;
