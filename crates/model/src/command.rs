//! What a key can do, for the help sheet and for those who choose other keys.

/// What a person can ask for by a key. Digits, which focus columns, are not here: they stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// Search and commands.
    Find,
    /// The sheet of shortcuts.
    Help,
    GoHome,
    GoListen,
    GoSources,
    GoSearch,
    GoLists,
    GoStatus,
    GoSettings,
    Next,
    Previous,
    Open,
    Back,
    ColumnBefore,
    ColumnAfter,
    ShowNew,
    Pause,
    PauseAll,
    MoveColumn,
    AddColumn,
    Undo,
    LeaveAfter,
    LeaveBefore,
    SaveQuery,
    /// Of a sample: it is the matter, or it is not.
    Relevant,
    OffTopic,
}

impl Command {
    pub const ALL: [Self; 26] = [
        Self::Find,
        Self::Help,
        Self::GoHome,
        Self::GoListen,
        Self::GoSources,
        Self::GoSearch,
        Self::GoLists,
        Self::GoStatus,
        Self::GoSettings,
        Self::Next,
        Self::Previous,
        Self::Open,
        Self::Back,
        Self::ColumnBefore,
        Self::ColumnAfter,
        Self::ShowNew,
        Self::Pause,
        Self::PauseAll,
        Self::MoveColumn,
        Self::AddColumn,
        Self::Undo,
        Self::LeaveAfter,
        Self::LeaveBefore,
        Self::SaveQuery,
        Self::Relevant,
        Self::OffTopic,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Help => "help",
            Self::GoHome => "go_home",
            Self::GoListen => "go_listen",
            Self::GoSources => "go_sources",
            Self::GoSearch => "go_search",
            Self::GoLists => "go_lists",
            Self::GoStatus => "go_status",
            Self::GoSettings => "go_settings",
            Self::Next => "next",
            Self::Previous => "previous",
            Self::Open => "open",
            Self::Back => "back",
            Self::ColumnBefore => "column_before",
            Self::ColumnAfter => "column_after",
            Self::ShowNew => "show_new",
            Self::Pause => "pause",
            Self::PauseAll => "pause_all",
            Self::MoveColumn => "move_column",
            Self::AddColumn => "add_column",
            Self::Undo => "undo",
            Self::LeaveAfter => "leave_after",
            Self::LeaveBefore => "leave_before",
            Self::SaveQuery => "save_query",
            Self::Relevant => "relevant",
            Self::OffTopic => "off_topic",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    /// The key it has when nobody chose another, as browsers name keys: `j`, `Shift+P`, `Ctrl+k`;
    /// two keys one after the other are apart by a space.
    #[must_use]
    pub const fn default_key(self) -> &'static str {
        match self {
            Self::Find => "Ctrl+k",
            Self::Help => "?",
            Self::GoHome => "g a",
            Self::GoListen => "g v",
            Self::GoSources => "g o",
            Self::GoSearch => "g r",
            Self::GoLists => "g i",
            Self::GoStatus => "g t",
            Self::GoSettings => "g p",
            Self::Next => "j",
            Self::Previous => "k",
            Self::Open => "Enter",
            Self::Back => "Escape",
            Self::ColumnBefore => "ArrowLeft",
            Self::ColumnAfter => "ArrowRight",
            Self::ShowNew => ".",
            Self::Pause => "p",
            Self::PauseAll => "Shift+P",
            Self::MoveColumn => "m",
            Self::AddColumn => "n",
            Self::Undo => "z",
            Self::LeaveAfter => "Ctrl+End",
            Self::LeaveBefore => "Ctrl+Home",
            Self::SaveQuery => "Ctrl+s",
            Self::Relevant => "+",
            Self::OffTopic => "-",
        }
    }

    /// Whether a person may give it another key: letters and signs alone can be in the way of a
    /// screen reader or of another layout; the others are what everybody knows them by.
    #[must_use]
    pub fn is_remappable(self) -> bool {
        is_key(self.default_key())
    }
}

/// Whether `key` can be chosen: one letter or sign, with or without Shift, or two one after the
/// other. No digit (they focus columns) and no other modifier: those are the browser's, or AltGr.
#[must_use]
pub fn is_key(key: &str) -> bool {
    let one = |key: &str| {
        let bare = key.strip_prefix("Shift+").unwrap_or(key);
        let mut chars = bare.chars();
        let is_sign = |it: char| !it.is_control() && !it.is_whitespace() && !it.is_ascii_digit();
        chars.next().is_some_and(is_sign) && chars.next().is_none()
    };
    match key.split_once(' ') {
        Some((first, second)) => one(first) && one(second),
        None => one(key),
    }
}

#[cfg(test)]
mod tests;
