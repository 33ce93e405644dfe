//! Who lives in Aubrelac: the accounts of the city, and its inhabitants with their characters, habits
//! and relations. A pure function of the seed.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    dice::{Dice, mix},
    event::AccountId,
    grammar,
    library::{Library, Mood},
    voice::{Style, Voice},
};

/// How many people live on the network, institutions apart.
const INHABITANTS: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    Teen,
    Young,
    Adult,
    Parent,
    Elder,
}

impl Age {
    /// The word content uses.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Teen => "ado",
            Self::Young => "jeune",
            Self::Adult => "adulte",
            Self::Parent => "parent",
            Self::Elder => "ancien",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Inhabitant,
    /// An institution, by the word content uses (`service`, `press`, `shop`, `club`, `fake`).
    Official(&'static str),
}

#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) handle: Box<str>,
    pub(crate) name: Box<str>,
    pub(crate) bio: Box<str>,
    pub(crate) avatar: Box<str>,
    pub(crate) followers: u32,
    pub(crate) kind: Kind,
    pub(crate) is_she: bool,
    pub(crate) age: Age,
    pub(crate) district: &'static str,
    /// A bit for each subject of interest.
    pub(crate) interests: u64,
    pub(crate) voice: Voice,
    /// The language spoken first, when it is not French.
    pub(crate) lang: Option<&'static str>,
    /// What the account says its language is.
    pub(crate) claims: Option<&'static str>,
    pub(crate) friends: Vec<AccountId>,
    /// How much they write, against others.
    pub(crate) activity: f64,
    /// How much each hour is theirs.
    pub(crate) wakefulness: [f64; 24],
}

impl Account {
    pub(crate) const fn is_official(&self) -> bool {
        matches!(self.kind, Kind::Official(_))
    }

    /// How likely they are to be in that mood.
    pub(crate) const fn leaning(&self, mood: Mood) -> f64 {
        match (self.voice.style, mood) {
            (Style::Angry, Mood::Complaint) => 4.0,
            (Style::Angry, Mood::Thanks | Mood::Joy) => 0.2,
            (Style::Ironic, Mood::Complaint | Mood::Joke)
            | (Style::Elder, Mood::Thanks | Mood::Question) => 1.8,
            (Style::Punster, Mood::Joke) => 4.0,
            (Style::Keen, Mood::Joy | Mood::Thanks) => 3.0,
            (Style::Keen, Mood::Complaint) => 0.2,
            (Style::Careful, Mood::Thanks) | (Style::Teen, Mood::Joke) => 1.6,
            _ => 1.0,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Cast {
    pub(crate) accounts: Vec<Account>,
    by_handle: BTreeMap<Box<str>, AccountId>,
}

impl Cast {
    pub(crate) fn generate(seed: u64, library: &Library) -> Self {
        let mut accounts: Vec<Account> = library
            .list("comptes")
            .iter()
            .filter_map(|line| official(line))
            .collect();
        let mut taken: BTreeSet<Box<str>> = accounts.iter().map(|it| it.handle.clone()).collect();
        let mut names: BTreeSet<Box<str>> = BTreeSet::new();
        let mut dice = Dice::new(seed, "cast");
        let n_officials = accounts.len();
        while accounts.len() < n_officials + INHABITANTS {
            let mut account = inhabitant(accounts.len() - n_officials, library, &mut dice);
            if names.insert(account.name.clone()) {
                account.handle = free_handle(&account.handle, &mut taken, &mut dice);
                accounts.push(account);
            }
        }
        befriend(&mut accounts, n_officials, &mut dice);
        let by_handle = accounts
            .iter()
            .zip(0..)
            .map(|(account, id)| (account.handle.clone(), id))
            .collect();
        Self {
            accounts,
            by_handle,
        }
    }

    pub(crate) fn get(&self, id: AccountId) -> &Account {
        &self.accounts[id as usize]
    }

    pub(crate) fn find(&self, handle: &str) -> Option<AccountId> {
        self.by_handle.get(handle).copied()
    }
}

/// Reads `handle | name | kind | followers | emblem | bio`.
fn official(line: &'static str) -> Option<Account> {
    let mut parts = line.split('|').map(str::trim);
    let (handle, name, kind) = (parts.next()?, parts.next()?, parts.next()?);
    let followers = parts.next()?.parse().ok()?;
    let (emblem, bio) = (parts.next()?, parts.next()?);
    Some(Account {
        handle: handle.into(),
        name: name.into(),
        bio: bio.into(),
        avatar: format!("em-{emblem}").into(),
        followers,
        kind: Kind::Official(kind),
        is_she: true,
        age: Age::Adult,
        district: "Aubrelac",
        interests: u64::MAX,
        voice: Voice::official(),
        lang: None,
        claims: Some("fr"),
        friends: Vec::new(),
        activity: 0.0,
        wakefulness: wakefulness(11.0),
    })
}

/// Where the speakers of other languages stand among the inhabitants, by turn.
fn language(number: usize) -> Option<&'static str> {
    match number % 40 {
        3 => Some("en"),
        17 if number % 80 < 40 => Some("en"),
        11 => Some("br"),
        23 => Some("zh"),
        31 => Some("ar"),
        _ => None,
    }
}

fn inhabitant(number: usize, library: &Library, dice: &mut Dice) -> Account {
    const AGES: [Age; 5] = [Age::Teen, Age::Young, Age::Adult, Age::Parent, Age::Elder];
    let lang = language(number);
    let age = if lang == Some("zh") {
        Age::Young
    } else {
        AGES[dice.weighted(&[0.11, 0.2, 0.27, 0.24, 0.18]).unwrap_or(2)]
    };
    let style = style(age, dice);
    let is_she = dice.chance(0.53);
    let (name, handle) = name(age, is_she, lang, library, dice);
    let district = dice
        .pick(library.list("quartier"))
        .copied()
        .unwrap_or("le centre");
    let mut voice = Voice::of(style, dice);
    if lang.is_some() {
        voice = Voice::of(Style::Plain, dice);
    }
    let interests = (0..5).fold(0, |bits, _| {
        bits | 1 << dice.below(library.topic_count().max(1))
    });
    let peak_hour = match age {
        Age::Teen => 20.0,
        Age::Elder => 10.0,
        Age::Young => 21.5,
        Age::Adult | Age::Parent => [8.0, 12.5, 18.5, 21.0][dice.below(4)],
    };
    Account {
        handle: handle.into(),
        name: name.into(),
        bio: bio(age, is_she, district, library, dice).into(),
        avatar: format!("av-{:08x}", mix(dice.next()) as u32).into(),
        followers: dice.skewed(70.0, 1.1).min(9_000.0) as u32,
        kind: Kind::Inhabitant,
        is_she,
        age,
        district,
        interests,
        voice,
        lang,
        claims: match dice.below(20) {
            0 => Some("en"),
            1..=4 => None,
            _ => Some("fr"),
        },
        friends: Vec::new(),
        activity: dice.skewed(1.0, 0.7).min(5.0),
        wakefulness: wakefulness(peak_hour),
    }
}

/// How much each hour belongs to somebody who is most awake at that one.
fn wakefulness(peak_hour: f64) -> [f64; 24] {
    std::array::from_fn(|hour| {
        let gap = (hour as f64 - peak_hour).abs();
        let gap = gap.min(24.0 - gap);
        0.25 + 1.5 * (-gap * gap / 18.0).exp()
    })
}

fn style(age: Age, dice: &mut Dice) -> Style {
    let from: &[Style] = match age {
        Age::Teen => &[
            Style::Teen,
            Style::Teen,
            Style::Teen,
            Style::Sms,
            Style::Plain,
        ],
        Age::Young => &[
            Style::Plain,
            Style::Plain,
            Style::Sms,
            Style::Teen,
            Style::Ironic,
            Style::Keen,
            Style::Elliptic,
            Style::Punster,
        ],
        Age::Adult => &[
            Style::Plain,
            Style::Plain,
            Style::Plain,
            Style::Careful,
            Style::Telegraphic,
            Style::Punster,
            Style::Angry,
            Style::Ironic,
            Style::Elliptic,
            Style::Sms,
        ],
        Age::Parent => &[
            Style::Plain,
            Style::Plain,
            Style::Plain,
            Style::Careful,
            Style::Telegraphic,
            Style::Sms,
            Style::Keen,
            Style::Ironic,
        ],
        Age::Elder => &[
            Style::Elder,
            Style::Elder,
            Style::Careful,
            Style::Careful,
            Style::Plain,
            Style::Angry,
            Style::Punster,
        ],
    };
    dice.pick(from).copied().unwrap_or(Style::Plain)
}

/// A name to show and what the handle is made from.
fn name(
    age: Age,
    is_she: bool,
    lang: Option<&str>,
    library: &Library,
    dice: &mut Dice,
) -> (String, String) {
    let list = match (lang, age, is_she) {
        (Some("en"), _, true) => "prenom_en_f",
        (Some("en"), ..) => "prenom_en_m",
        (Some("br"), _, true) => "prenom_br_f",
        (Some("br"), ..) => "prenom_br_m",
        (Some("zh"), _, true) => "prenom_zh_f",
        (Some("zh"), ..) => "prenom_zh_m",
        (Some("ar"), _, true) => "prenom_ar_f",
        (Some("ar"), ..) => "prenom_ar_m",
        (_, Age::Teen, true) => "prenom_f_ado",
        (_, Age::Teen, false) => "prenom_m_ado",
        (_, Age::Elder, true) => "prenom_f_ancien",
        (_, Age::Elder, false) => "prenom_m_ancien",
        (_, _, true) => "prenom_f",
        (_, _, false) => "prenom_m",
    };
    // Names in other scripts come with the Latin letters their owner writes them with.
    let entry = dice.pick(library.list(list)).copied().unwrap_or("Camille");
    let (first, latin) = entry.split_once('=').unwrap_or((entry, entry));
    let initial = char::from(b"ABCDEFGHJKLMNOPRSTVWYZ"[dice.below(22)]);
    let pseudonyms = match (dice.chance(0.35), is_she) {
        (true, true) => "pseudo_f",
        (true, false) => "pseudo_m",
        (false, _) => "pseudo",
    };
    let pseudonym = dice
        .pick(library.list(pseudonyms))
        .copied()
        .unwrap_or("brume");
    let shown = match dice.below(20) {
        _ if latin != first => first.to_owned(),
        0..=9 => format!("{first} {initial}."),
        10..=11 => first.to_owned(),
        12 => first.to_lowercase(),
        13 if age == Age::Elder => format!("{} {initial}.", first.to_uppercase()),
        13 => format!(
            "{first} {}",
            dice.pick(library.list("emoji_nom"))
                .copied()
                .unwrap_or("🌿")
        ),
        _ if lang.is_none() => pseudonym.to_owned(),
        _ => first.to_owned(),
    };
    let base = if latin == first {
        shown.as_str()
    } else {
        latin
    };
    let mut handle = slug(base, ["_", ".", ""][dice.below(3)]);
    if handle.len() < HANDLE_LETTERS_MIN || dice.chance(0.3) {
        let tail = match dice.below(4) {
            0 => format!("_{}", dice.between(60, 99)),
            1 => format!("{}", dice.between(10, 92)),
            2 => "_aubrelac".to_owned(),
            _ => format!(
                "_{}",
                slug(
                    dice.pick(library.list("suffixe")).copied().unwrap_or("lac"),
                    ""
                )
            ),
        };
        handle.push_str(&tail);
    }
    (shown, handle)
}

/// A shorter handle gets something after it.
const HANDLE_LETTERS_MIN: usize = 5;

/// Small ASCII letters and figures, words joined.
pub(crate) fn slug(text: &str, joint: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for letter in text.to_lowercase().chars() {
        let plain = match letter {
            'à' | 'â' | 'ä' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            other => other,
        };
        if plain == 'œ' {
            out.push_str("oe");
        } else if plain.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push_str(joint);
            }
            out.push(plain);
            gap = false;
        } else {
            gap = true;
        }
    }
    out
}

fn free_handle(wanted: &str, taken: &mut BTreeSet<Box<str>>, dice: &mut Dice) -> Box<str> {
    let wanted = if wanted.is_empty() { "lac" } else { wanted };
    let mut handle: Box<str> = wanted.into();
    while !taken.insert(handle.clone()) {
        handle = format!("{wanted}{}", dice.between(2, 97)).into();
    }
    handle
}

fn bio(age: Age, is_she: bool, district: &str, library: &Library, dice: &mut Dice) -> String {
    if dice.chance(0.22) {
        return String::new();
    }
    let list = match age {
        Age::Teen => "bio_ado",
        Age::Elder => "bio_ancien",
        _ => "bio",
    };
    let template = dice.pick(library.list(list)).copied().unwrap_or("");
    let nodes = grammar::parse(template).unwrap_or_default();
    grammar::expand(&nodes, is_she, dice, &mut |name, _, dice| match name {
        "quartier" => district.to_owned(),
        other => dice
            .pick(library.list(other))
            .copied()
            .unwrap_or("")
            .to_owned(),
    })
}

/// Gives each inhabitant some friends, neighbours more often than not; friendship goes both ways.
fn befriend(accounts: &mut [Account], first: usize, dice: &mut Dice) {
    let count = accounts.len() - first;
    for me in first..accounts.len() {
        let wanted = 3 + dice.below(5);
        for _ in 0..wanted * 4 {
            let other = first + dice.below(count);
            let is_near = accounts[me].district == accounts[other].district
                || accounts[me].age == accounts[other].age;
            let (mine, theirs) = (me as AccountId, other as AccountId);
            if other == me
                || accounts[me].friends.contains(&theirs)
                || !(is_near || dice.chance(0.2))
            {
                continue;
            }
            accounts[me].friends.push(theirs);
            accounts[other].friends.push(mine);
            if accounts[me].friends.len() >= wanted {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests;
