//! When a line can be said without sounding odd, and by whom: read from its own words, so that nobody
//! wishes good night at noon and no schoolboy speaks of his daughter.

use crate::cast::Age;

/// The moments and the people a line fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tact {
    /// A bit for each hour.
    hours: u32,
    /// A bit for each day, Monday first.
    days: u8,
    ages: Ages,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ages {
    Any,
    /// Has a house, a job, a past.
    Grown,
    /// Has children at home.
    Parent,
    Elder,
    /// Goes to school.
    Teen,
}

const ALL_HOURS: u32 = (1 << 24) - 1;
const WEEKDAYS: u8 = 0b001_1111;

/// From an hour to another, both included, over midnight if need be.
const HOURS: [(&str, u8, u8); 15] = [
    ("commence bien", 6, 12),
    ("ce matin", 6, 14),
    ("ce midi", 11, 16),
    ("cet après-midi", 12, 19),
    ("ce soir", 15, 2),
    ("cette nuit", 21, 10),
    ("bonne nuit", 20, 2),
    ("premier neurone", 6, 11),
    ("pause déj", 11, 15),
    ("pyjama", 19, 10),
    ("se lever sur", 6, 10),
    ("dernier rayon", 16, 21),
    ("au four", 10, 21),
    ("croissant", 6, 17),
    ("repris trois fois", 11, 22),
];

const ON_WEEKDAYS: [&str; 14] = [
    "au boulot",
    "au bureau",
    "télétravail",
    "réunion à",
    "lycée",
    "en cours",
    "contrôle",
    "cantine",
    "collège",
    "pédibus",
    "sortie d'école",
    "classe",
    "télétravaille",
    "cours d'eps",
];

const PARENT: [&str; 12] = [
    "ma fille",
    "mon fils",
    "mes enfants",
    "mes gosses",
    "notre ado",
    "mes filles",
    "ma compagne",
    "la poussette",
    "une poussette",
    "mes deux",
    "bébé",
    "les devoirs",
];

const GROWN: [&str; 13] = [
    "mon mari",
    "ma femme",
    "mes géraniums",
    "la voiture",
    "au boulot",
    "au bureau",
    "télétravail",
    "pare-brise",
    "mon médecin",
    "nos impôts",
    "mon chef",
    "ma collègue",
    "chauffagiste",
];

const ELDER: [&str; 9] = [
    "petits-enfants",
    "petit-fils",
    "petite-fille",
    "mes genoux",
    "de mon temps",
    "à mon époque",
    "mon docteur",
    "ma canne",
    "j'ai connu",
];

const TEEN: [&str; 7] = [
    "mon lycée",
    "la prof d",
    "au cdi",
    "bac blanc",
    "en perm",
    "stage de 3e",
    "mon reuf",
];

impl Tact {
    pub(super) fn of(text: &str) -> Self {
        let text = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|it| text.contains(it));
        let hours = HOURS
            .iter()
            .filter(|(words, ..)| text.contains(words))
            .fold(ALL_HOURS, |hours, &(_, from, to)| hours & range(from, to));
        // Two moments in one line ("ce matin… ce soir") leave no hour: it is then a story of the day.
        let hours = if hours == 0 { range(15, 23) } else { hours };
        let ages = if has(&TEEN) {
            Ages::Teen
        } else if has(&ELDER) {
            Ages::Elder
        } else if has(&PARENT) {
            Ages::Parent
        } else if has(&GROWN) {
            Ages::Grown
        } else {
            Ages::Any
        };
        Self {
            hours,
            days: if has(&ON_WEEKDAYS) { WEEKDAYS } else { 0x7f },
            ages,
        }
    }

    /// Whether the line can be said at that hour of that day (0 is Monday).
    pub(crate) const fn is_timely(self, hour: u8, weekday: usize) -> bool {
        self.hours >> hour & 1 == 1 && self.days >> weekday & 1 == 1
    }

    /// Whether somebody of that age can say it.
    pub(crate) const fn is_for(self, age: Age) -> bool {
        match self.ages {
            Ages::Any => true,
            Ages::Grown => matches!(age, Age::Adult | Age::Parent | Age::Elder),
            Ages::Parent => matches!(age, Age::Adult | Age::Parent),
            Ages::Elder => matches!(age, Age::Elder),
            Ages::Teen => matches!(age, Age::Teen),
        }
    }
}

const fn range(from: u8, to: u8) -> u32 {
    let mut hours = 0;
    let mut hour = from;
    loop {
        hours |= 1 << hour;
        if hour == to {
            return hours;
        }
        hour = (hour + 1) % 24;
    }
}

#[cfg(test)]
mod tests;
