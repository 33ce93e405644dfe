//! What Home shows: what happened since someone left, and what waits for them now.

use jiff::Timestamp;
use model::{BoardId, Cause, ColumnId, Network, SourceId};

use crate::{GapView, MentionView, SourceView};

mod digest;
mod read;

pub(crate) use read::Homes;

/// A part of the page; `None` when it could not be read: the log has the reason, the other parts stand.
pub type Part<T> = Option<T>;

/// Everything Home shows to one person.
#[derive(Clone, Debug)]
pub struct HomeView {
    /// When this person's previous visit ended: at least 12 hours ago, at most 7 days.
    pub since: Timestamp,
    pub now: Timestamp,
    /// What this person is called.
    pub greeting_name: String,
    /// The most urgent first.
    pub todo: Part<Vec<Todo>>,
    pub watch: Part<WatchView>,
    /// The columns with most to tell, at most three.
    pub subjects: Part<Vec<Subject>>,
    /// The strongest rise first.
    pub rising: Part<Vec<Rising>>,
    /// The most noticed first, each with a column it stands in.
    pub notable: Part<Vec<(ColumnId, MentionView)>>,
    /// Stretches not heard since `since`, newest first.
    pub gaps: Part<Vec<GapView>>,
    /// In the order of the boards.
    pub columns: Part<Vec<Unread>>,
    pub sources: Part<Vec<SourceView>>,
}

/// How much was said from [`HomeView::since`] to now, over all columns this person sees.
#[derive(Clone, Debug)]
pub struct WatchView {
    pub total: u64,
    /// Of these, how many ask something.
    pub questions: u64,
    /// Equal slots, oldest first, at most 64; the last one ends now.
    pub slots: Vec<Slot>,
    /// When nobody of the team was here.
    pub absences: Vec<(Timestamp, Timestamp)>,
    /// The strongest first.
    pub peaks: Vec<Peak>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub from: Timestamp,
    pub count: u64,
}

/// A moment when a column rose well above its habit.
#[derive(Clone, Debug)]
pub struct Peak {
    pub at: Timestamp,
    /// The column's.
    pub title: String,
    /// Times the habit.
    pub factor: f32,
}

/// A column that has something to tell.
#[derive(Clone, Debug)]
pub struct Subject {
    pub column: ColumnId,
    pub board: BoardId,
    pub title: String,
    /// Since [`HomeView::since`].
    pub count: u64,
    /// Times the habit; `None` while there is too little past to say.
    pub factor: Option<f32>,
    /// Taken from what was said, at most two.
    pub sentences: Vec<MentionView>,
}

/// A word that comes up more than it used to.
#[derive(Clone, Debug)]
pub struct Rising {
    pub term: String,
    /// Posts of the last 24 hours that say it.
    pub count: u64,
    /// What 24 hours usually bring; `None` when nobody said it before.
    pub habit: Option<f64>,
    /// Oldest first; the last is the running hour.
    pub hourly: [u64; 24],
}

/// A column and what this person has not read of it.
#[derive(Clone, Debug)]
pub struct Unread {
    pub column: ColumnId,
    pub board: BoardId,
    pub board_name: String,
    pub title: String,
    /// Counted up to [`UNREAD_MAX`], which stands for "at least".
    pub unread: u64,
}

/// Beyond this a number says no more than "many", and counting costs.
pub const UNREAD_MAX: u64 = 1_000;

/// Something that waits for a person, with one way to act on it.
#[derive(Clone, Debug)]
pub enum Todo {
    /// A column is well above its habit.
    Spike {
        column: ColumnId,
        board: BoardId,
        title: String,
        since: Timestamp,
        /// Messages since then.
        count: u64,
        /// Times the habit.
        factor: f32,
    },
    /// A source gave up until someone acts.
    SourceStopped {
        source: SourceId,
        name: String,
        network: Network,
        since: Timestamp,
        cause: Cause,
    },
    /// A stretch was not heard, and was not caught up.
    Gap(GapView),
    NoSource,
    /// Of the first board, when there is one.
    NoColumn(Option<BoardId>),
}
