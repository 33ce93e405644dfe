//! The first line of a situation, a story or a phase: a name and `key=value`s.

use super::{Block, By, Library, Mood, Phase, Story, When, image_index};

fn pairs(rest: &'static str) -> impl Iterator<Item = Result<(&'static str, &'static str), String>> {
    rest.split_whitespace().map(|it| {
        it.split_once('=')
            .ok_or_else(|| format!("expected key=value, got `{it}`"))
    })
}

fn number<T: std::str::FromStr>(value: &str) -> Result<T, String> {
    value
        .parse()
        .map_err(|_| format!("`{value}` is not a number"))
}

fn range(value: &str) -> Result<(u8, u8), String> {
    let (low, high) = value.split_once('-').unwrap_or((value, value));
    Ok((number(low)?, number(high)?))
}

fn mood(value: &str) -> Result<Mood, String> {
    Ok(match value {
        "complaint" => Mood::Complaint,
        "question" => Mood::Question,
        "thanks" => Mood::Thanks,
        "joy" => Mood::Joy,
        "joke" => Mood::Joke,
        "worry" => Mood::Worry,
        "plain" => Mood::Plain,
        other => return Err(format!("no mood `{other}`")),
    })
}

pub(super) fn block(library: &mut Library, rest: &'static str) -> Result<Block, String> {
    let (id, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let mut it = Block {
        id,
        weight: 1.0,
        heat: 1.0,
        service_chance: 0.5,
        ..Block::default()
    };
    for pair in pairs(rest) {
        let (key, value) = pair?;
        match key {
            "mood" => it.mood = mood(value)?,
            "topic" => it.topics = library.topics(value)?,
            "h" => it.hours = Some(range(value)?),
            "d" => {
                for day in value.split(',') {
                    let day: u8 = number(day)?;
                    if !(1..=7).contains(&day) {
                        return Err(format!("no day {day}"));
                    }
                    it.days |= 1 << (day - 1);
                }
            }
            "month" => it.months = Some(range(value)?),
            "meteo" => it.weather = value.split(',').collect(),
            "w" => it.weight = number(value)?,
            "svc" => it.service = Some(value),
            "p" => it.service_chance = number(value)?,
            "heat" => it.heat = number(value)?,
            "tags" => it.tags = value.split(',').collect(),
            "img" => {
                it.images = value
                    .split(',')
                    .map(image_index)
                    .collect::<Result<_, _>>()?;
            }
            "by" => {
                it.by = value
                    .strip_prefix("any:")
                    .map_or(By::Account(value), By::Kind);
            }
            "lang" => it.lang = Some(value),
            "age" => it.ages = value.split(',').collect(),
            "at" => it.at_minutes = Some(number(value)?),
            "poll" => it.poll_hours = Some(number(value)?),
            "raw" => it.is_raw = value == "yes",
            other => return Err(format!("no key `{other}`")),
        }
    }
    Ok(it)
}

/// `-12@8:30`: twelve days before, at half past eight.
fn when(value: &str) -> Result<When, String> {
    let (day, time) = value
        .split_once('@')
        .ok_or_else(|| format!("expected DAY@HH:MM, got `{value}`"))?;
    let (hour, minute) = time
        .split_once(':')
        .ok_or_else(|| format!("expected HH:MM, got `{time}`"))?;
    Ok(When {
        day: number(day)?,
        minute: number::<i64>(hour)? * 60 + number::<i64>(minute)?,
    })
}

pub(super) fn story(rest: &'static str) -> Result<Story, String> {
    let (name, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let mut it = Story {
        name,
        every_days: 9,
        ..Story::default()
    };
    for pair in pairs(rest) {
        let (key, value) = pair?;
        match key {
            "past" => it.past = value.split(',').map(when).collect::<Result<_, _>>()?,
            "live" => it.live = Some(when(value)?),
            "every" => it.every_days = number(value)?,
            other => return Err(format!("no key `{other}`")),
        }
    }
    Ok(it)
}

pub(super) fn phase(rest: &'static str) -> Result<Phase, String> {
    let mut it = Phase {
        at_minutes: 0,
        length_minutes: 60,
        rate_per_hour: 0.0,
        blocks: Vec::new(),
    };
    for pair in pairs(rest) {
        let (key, value) = pair?;
        match key {
            "t" => it.at_minutes = number(value)?,
            "for" => it.length_minutes = number(value)?,
            "rate" => it.rate_per_hour = number(value)?,
            other => return Err(format!("no key `{other}`")),
        }
    }
    Ok(it)
}
