//! Dates as people write them in feeds: the standards, and what is called so.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Time},
};

/// Longer texts are not dates.
const DATE_BYTES_MAX: usize = 80;

/// Reads a date in any of the ways seen in feeds; one without a zone is taken for UTC.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > DATE_BYTES_MAX {
        return None;
    }
    if let Ok(at) = text.parse() {
        return Some(at);
    }
    epoch(text).or_else(|| words(text))
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Timestamp> {
    /// The year 5138 in seconds; in milliseconds, 1973.
    const SECONDS_MAX: i64 = 100_000_000_000;
    if text.len() < 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) || text.len() > 13 {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    if number < SECONDS_MAX {
        Timestamp::from_second(number).ok()
    } else {
        Timestamp::from_millisecond(number).ok()
    }
}

/// What the words of a date said so far.
#[derive(Default)]
struct Found {
    date: Option<Date>,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<Time>,
    afternoon: Option<bool>,
    /// Seconds east of Greenwich.
    offset: Option<i32>,
}

fn words(text: &str) -> Option<Timestamp> {
    let mut found = Found::default();
    const BETWEEN: [char; 8] = [' ', ',', '(', ')', '\t', '\n', '\u{a0}', '\u{202f}'];
    for word in text.split(BETWEEN).filter(|it| !it.is_empty()) {
        match word.split_once(['T', 't']) {
            Some((date, time))
                if date.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':') =>
            {
                found.word(date)?;
                found.word(time)?;
            }
            _ => found.word(word)?,
        }
    }
    found.instant()
}

impl Found {
    /// Takes one word in; `None` when it cannot be part of a date.
    fn word(&mut self, word: &str) -> Option<()> {
        let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
        if starts_with_digit && word.contains(':') {
            return self.clock(word);
        }
        if let Some(offset) = offset(word).filter(|_| self.time.is_some()) {
            self.offset = self.offset.or(Some(offset));
            return Some(());
        }
        if let Some((hour, minute)) = word.split_once('h').filter(|_| starts_with_digit) {
            let minute = if minute.is_empty() { "00" } else { minute };
            return self.clock(&format!("{hour}:{minute}"));
        }
        if starts_with_digit {
            if word.contains(['-', '/', '.']) && word.len() >= 6 {
                self.date = Some(calendar(word)?);
                return Some(());
            }
            return self.number(word.trim_end_matches(['.', ',']));
        }
        let lower = word.trim_end_matches('.').to_lowercase();
        match lower.as_str() {
            "am" => self.afternoon = Some(false),
            "pm" => self.afternoon = Some(true),
            _ => {
                // Names of days say nothing new, and are often wrong.
                if let Some(month) = month(&lower) {
                    self.month = self.month.or(Some(month));
                }
            }
        }
        Some(())
    }

    fn clock(&mut self, word: &str) -> Option<()> {
        let zone = word.find(['+', '-', 'Z', 'z']).unwrap_or(word.len());
        let (clock, zone) = word.split_at(zone);
        let (clock, half) = match clock.to_ascii_lowercase() {
            it if it.ends_with("am") => (clock[..clock.len() - 2].to_owned(), Some(false)),
            it if it.ends_with("pm") => (clock[..clock.len() - 2].to_owned(), Some(true)),
            it => (it, None),
        };
        let mut parts = clock.split([':', '.', ',']);
        let hour: i8 = parts.next()?.parse().ok()?;
        let minute: i8 = parts.next()?.parse().ok()?;
        let second: i8 = parts.next().unwrap_or("0").parse().ok()?;
        // 24:00 for midnight, 60 for a leap second.
        self.time = Time::new(if hour == 24 { 0 } else { hour }, minute, second.min(59), 0).ok();
        self.time?;
        if half.is_some() {
            self.afternoon = half;
        }
        if !zone.is_empty() {
            self.offset = Some(offset(zone)?);
        }
        Some(())
    }

    fn number(&mut self, word: &str) -> Option<()> {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic()); // 1st, 2nd, 1er
        let number: i16 = digits.parse().ok()?;
        match digits.len() {
            4 => self.year = Some(number),
            1 | 2 if self.day.is_none() => self.day = i8::try_from(number).ok(),
            2 => self.year = Some(two_digit_year(number)),
            _ => return None,
        }
        Some(())
    }

    fn instant(self) -> Option<Timestamp> {
        let date = match self.date {
            Some(date) => date,
            None => Date::new(self.year?, self.month?, self.day.unwrap_or(1)).ok()?,
        };
        let time = self.time.unwrap_or(Time::midnight());
        let time = match (self.afternoon, time.hour()) {
            (Some(true), 1..=11) => time.with().hour(time.hour() + 12).build().ok()?,
            (Some(false), 12) => time.with().hour(0).build().ok()?,
            _ => time,
        };
        let at = DateTime::from_parts(date, time);
        let utc = at
            .checked_sub(SignedDuration::from_secs(self.offset.unwrap_or(0).into()))
            .ok()?;
        utc.to_zoned(jiff::tz::TimeZone::UTC)
            .ok()
            .map(|it| it.timestamp())
    }
}

const fn two_digit_year(number: i16) -> i16 {
    if number < 70 {
        2000 + number
    } else {
        1900 + number
    }
}

/// `2026-11-21`, `21/11/2026`, `11/21/2026` where the day cannot be a month, `2026-11`.
fn calendar(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let named = |part: &str| month(&part.to_lowercase());
    match parts.as_slice() {
        [year, month] if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
        }
        [year, month, day] if year.len() == 4 => {
            let month = month.parse().ok().or_else(|| named(month))?;
            Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
        }
        [day, month, year] => {
            let number: i16 = year.parse().ok()?;
            let year = if year.len() == 2 {
                two_digit_year(number)
            } else {
                number
            };
            let day: i8 = day.parse().ok()?;
            let month = month.parse().ok().or_else(|| named(month))?;
            // Day first, as most of the world; the other way when that is the only one possible.
            Date::new(year, month, day)
                .or_else(|_| Date::new(year, day, month))
                .ok()
        }
        _ => None,
    }
}

/// English and French names, whole or cut.
fn month(word: &str) -> Option<i8> {
    Some(match word {
        "jan" | "january" | "janv" | "janvier" => 1,
        "feb" | "february" | "fev" | "fév" | "févr" | "fevrier" | "février" => 2,
        "mar" | "march" | "mars" => 3,
        "apr" | "april" | "avr" | "avril" => 4,
        "may" | "mai" => 5,
        "jun" | "june" | "juin" => 6,
        "jul" | "july" | "juil" | "juillet" => 7,
        "aug" | "august" | "aou" | "aoû" | "aout" | "août" => 8,
        "sep" | "sept" | "september" | "septembre" => 9,
        "oct" | "october" | "octobre" => 10,
        "nov" | "november" | "novembre" => 11,
        "dec" | "december" | "déc" | "decembre" | "décembre" => 12,
        _ => return None,
    })
}

/// `+0100`, `+01:00`, `-05`, and the names of the mail standard and of Europe.
fn offset(word: &str) -> Option<i32> {
    const HOUR: i32 = 3600;
    let named = match word {
        "Z" | "z" | "UT" | "UTC" | "GMT" | "WET" => Some(0),
        "CET" | "MET" | "BST" | "WEST" => Some(1),
        "CEST" | "MEST" | "EET" => Some(2),
        "EEST" | "MSK" => Some(3),
        "EST" | "CDT" => Some(-5),
        "EDT" => Some(-4),
        "CST" | "MDT" => Some(-6),
        "MST" | "PDT" => Some(-7),
        "PST" => Some(-8),
        "JST" => Some(9),
        _ => None,
    };
    if let Some(hours) = named {
        return Some(hours * HOUR);
    }
    let word = word
        .strip_prefix("GMT")
        .or_else(|| word.strip_prefix("UTC"))
        .unwrap_or(word);
    let sign = match word.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes): (i32, i32) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then_some(sign * (hours * HOUR + minutes * 60))
}
