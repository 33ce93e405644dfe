//! The commands and their keys as people read them: one table behind the help sheet, the settings and
//! the scripts.

use std::collections::BTreeMap;

use i18n::Words;
use model::{Command, Prefs};

/// Commands that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Everywhere,
    /// In a column.
    Reading,
    /// From one column to another.
    Columns,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Everywhere, Self::Reading, Self::Columns];

    #[must_use]
    pub fn label(self, words: Words) -> String {
        match self {
            Self::Everywhere => words.keys_everywhere(),
            Self::Reading => words.keys_reading(),
            Self::Columns => words.keys_columns(),
        }
    }

    /// Its commands, in their order.
    pub fn commands(self) -> impl Iterator<Item = Command> {
        Command::ALL
            .into_iter()
            .filter(move |it| group(*it) == self)
    }
}

const fn group(command: Command) -> Group {
    match command {
        Command::Find
        | Command::Help
        | Command::GoHome
        | Command::GoListen
        | Command::GoSources
        | Command::GoSearch
        | Command::GoLists
        | Command::GoStatus
        | Command::GoSettings
        | Command::Undo
        | Command::SaveQuery => Group::Everywhere,
        Command::Next
        | Command::Previous
        | Command::Open
        | Command::Back
        | Command::ShowNew
        | Command::Relevant
        | Command::OffTopic
        | Command::LeaveAfter
        | Command::LeaveBefore => Group::Reading,
        Command::ColumnBefore
        | Command::ColumnAfter
        | Command::Pause
        | Command::PauseAll
        | Command::MoveColumn
        | Command::AddColumn => Group::Columns,
    }
}

/// What a command does, as a person asks for it.
#[must_use]
pub fn label(words: Words, command: Command) -> String {
    match command {
        Command::Find => words.key_find(),
        Command::Help => words.key_help(),
        Command::GoHome => words.key_go_home(),
        Command::GoListen => words.key_go_listen(),
        Command::GoSources => words.key_go_sources(),
        Command::GoSearch => words.key_go_search(),
        Command::GoLists => words.key_go_lists(),
        Command::GoStatus => words.key_go_status(),
        Command::GoSettings => words.key_go_settings(),
        Command::Next => words.key_next(),
        Command::Previous => words.key_previous(),
        Command::Open => words.key_open(),
        Command::Back => words.key_back(),
        Command::ColumnBefore => words.key_column_before(),
        Command::ColumnAfter => words.key_column_after(),
        Command::ShowNew => words.key_show_new(),
        Command::Pause => words.key_pause(),
        Command::PauseAll => words.key_pause_all(),
        Command::MoveColumn => words.key_move_column(),
        Command::AddColumn => words.key_add_column(),
        Command::Undo => words.key_undo(),
        Command::LeaveAfter => words.key_leave_after(),
        Command::LeaveBefore => words.key_leave_before(),
        Command::SaveQuery => words.key_save_query(),
        Command::Relevant => words.key_relevant(),
        Command::OffTopic => words.key_off_topic(),
    }
}

/// A person's keys with the command of each, for scripts.
#[must_use]
pub fn table(prefs: &Prefs) -> BTreeMap<&str, &'static str> {
    Command::ALL
        .into_iter()
        .map(|it| (prefs.key(it), it.as_str()))
        .collect()
}

/// A key as engraved on keyboards: for each key of a sequence, those held together.
#[must_use]
pub fn caps(words: Words, key: &str) -> Vec<Vec<String>> {
    key.split(' ')
        .map(|chord| {
            // The sign + is a key too: a chord is parted after its modifiers only.
            let (modifier, bare) = ["Ctrl+", "Shift+"]
                .into_iter()
                .find_map(|it| chord.strip_prefix(it).map(|bare| (Some(it), bare)))
                .unwrap_or((None, chord));
            let held = modifier.map(|it| match it {
                "Ctrl+" => words.key_cap_ctrl(),
                _ => words.key_cap_shift(),
            });
            held.into_iter().chain([cap(words, bare)]).collect()
        })
        .collect()
}

fn cap(words: Words, key: &str) -> String {
    match key {
        "ArrowLeft" => "←".to_owned(),
        "ArrowRight" => "→".to_owned(),
        "Enter" => words.key_cap_enter(),
        "Escape" => words.key_cap_escape(),
        "End" => words.key_cap_end(),
        "Home" => words.key_cap_home(),
        other => other.to_uppercase(),
    }
}

/// Why a key was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing a shortcut can be.
    NotAKey,
    /// Another command has it, or begins with it.
    Taken(Command),
}

/// What a person typed for each command, read: the keys that differ from the usual ones.
///
/// # Errors
/// The refusal of each that cannot be.
pub fn read(
    typed: &BTreeMap<Command, String>,
) -> Result<BTreeMap<Command, String>, BTreeMap<Command, Refusal>> {
    let wanted: BTreeMap<Command, String> = Command::ALL
        .into_iter()
        .map(|command| {
            let typed = typed.get(&command).map_or("", |it| it.trim());
            let key = if typed.is_empty() || !command.is_remappable() {
                command.default_key().to_owned()
            } else {
                normal(typed)
            };
            (command, key)
        })
        .collect();
    let mut refused = BTreeMap::new();
    for (&command, key) in &wanted {
        if !command.is_remappable() {
            continue;
        }
        let other = wanted
            .iter()
            .find(|(it, other)| **it != command && is_in_the_way(key, other));
        if !model::is_key(key) {
            refused.insert(command, Refusal::NotAKey);
        } else if let Some((&other, _)) = other
            // Of two in each other's way, the one that was changed is the one to say it.
            && (key != command.default_key() || wanted[&other] == other.default_key())
        {
            refused.insert(command, Refusal::Taken(other));
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    Ok(wanted
        .into_iter()
        .filter(|(command, key)| key != command.default_key())
        .collect())
}

/// The same key, or one that begins the other's sequence.
fn is_in_the_way(a: &str, b: &str) -> bool {
    a == b
        || a.strip_prefix(b)
            .or_else(|| b.strip_prefix(a))
            .is_some_and(|rest| rest.starts_with(' '))
}

/// A key as the table writes it: `P` and `maj+p` are `Shift+P`, `G  A` is `g a`.
fn normal(typed: &str) -> String {
    let chord = |it: &str| {
        let lower = it.to_lowercase();
        let held = ["shift+", "maj+"]
            .into_iter()
            .find_map(|prefix| lower.strip_prefix(prefix));
        match held {
            Some(bare) if !bare.is_empty() => format!("Shift+{}", bare.to_uppercase()),
            _ => lower,
        }
    };
    typed
        .split_whitespace()
        .map(chord)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
