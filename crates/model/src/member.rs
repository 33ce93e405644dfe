//! People of the house: their roles and how they like their pages.

use std::collections::BTreeMap;

use crate::Command;

/// What a member may do in an organisation. Each role includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads boards and sources.
    Viewer,
    /// Also changes queries, columns and boards.
    Editor,
    /// Also changes sources, members and settings.
    Admin,
}

impl Role {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Viewer, Self::Editor, Self::Admin]
            .into_iter()
            .find(|it| it.as_str() == name)
    }
}

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    #[default]
    Fr,
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|it| it.as_str() == primary)
    }
}

/// The colours a person chose; `System` follows the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

/// How close together things stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Density {
    #[default]
    Comfort,
    Compact,
}

impl Density {
    pub const ALL: [Self; 2] = [Self::Comfort, Self::Compact];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comfort => "comfort",
            Self::Compact => "compact",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

/// What a screen reader is told of live columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Announce {
    #[default]
    Off,
    /// One sentence with the counts, every 30 seconds at most.
    Summary,
}

impl Announce {
    pub const ALL: [Self; 2] = [Self::Off, Self::Summary];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Summary => "summary",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

/// How a person likes their pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefs {
    pub theme: Theme,
    pub locale: Locale,
    pub density: Density,
    pub announce: Announce,
    /// How long an undo is offered, in seconds: [`Prefs::UNDO_SECS`].
    pub undo_secs: u8,
    /// Whether keys without a modifier do anything.
    pub single_keys: bool,
    /// Only those that differ from [`Command::default_key`].
    pub keys: BTreeMap<Command, String>,
}

impl Prefs {
    /// Long enough for a hand that trembles (60), short enough to be over (5).
    pub const UNDO_SECS: std::ops::RangeInclusive<u8> = 5..=60;

    /// The key of a command: the person's own, or the usual one.
    #[must_use]
    pub fn key(&self, command: Command) -> &str {
        self.keys
            .get(&command)
            .map_or(command.default_key(), String::as_str)
    }
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            locale: Locale::default(),
            density: Density::default(),
            announce: Announce::default(),
            undo_secs: 12,
            single_keys: true,
            keys: BTreeMap::new(),
        }
    }
}
