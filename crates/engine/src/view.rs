//! What pages and the API read: complete, already permitted, without a database in sight.

use jiff::Timestamp;
use model::{
    BoardId, Cause, ColumnId, DropReason, FailReason, Gap, Lang, Network, Post, PostId, QueryId,
    SourceId, SourceState,
};
use query::FieldSpan;

/// A board with everything its page shows.
#[derive(Clone, Debug)]
pub struct BoardView {
    pub id: BoardId,
    pub name: String,
    /// All boards the reader sees, in order, for the tabs.
    pub boards: Vec<BoardTab>,
    pub columns: Vec<ColumnView>,
    /// Sources that are not live now: the strip above the columns.
    pub troubles: Vec<Trouble>,
    /// How many sources are live, and how many there are.
    pub sources_live: usize,
    pub sources_total: usize,
    pub catching_up: bool,
    /// The newest mention of the organisation: where live updates resume from.
    pub seq: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardTab {
    pub id: BoardId,
    pub name: String,
    /// Otherwise only its owner sees it.
    pub shared: bool,
    /// Whether the reader made it, and so may share it or take it back.
    pub mine: bool,
    /// Who made it, while they are here.
    pub owner: Option<String>,
}

/// A source the reader should know about.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub source: SourceId,
    pub name: String,
    pub network: Network,
    pub state: SourceState,
}

#[derive(Clone, Debug)]
pub struct ColumnView {
    pub id: ColumnId,
    pub query: QueryId,
    pub title: String,
    /// The query in the reader's spelling.
    pub query_text: String,
    pub query_version: u64,
    pub paused: bool,
    pub count_24h: u64,
    /// The last 24 hours, oldest first; the last bar is the running hour.
    pub hourly: [u64; 24],
    pub change: Change24h,
    /// The store could not tell what is in it: it is empty here, not in truth.
    pub failed: bool,
    /// Newest first.
    pub mentions: Vec<MentionView>,
    /// Pass it to [`crate::Engine::older`] for the page below; `None` at the end.
    pub older: Option<u64>,
    /// Up to where this person has read, and when.
    pub seen: Option<Seen>,
    /// Open gaps of the sources this column hears.
    pub gaps: Vec<GapView>,
}

/// The last 24 hours against the habit of the same hours of the week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change24h {
    /// Too little past to say.
    Unknown,
    Stable,
    /// Percent more or less, rounded.
    Percent(i32),
    /// So many times the habit (from twice on).
    Times(f32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub seq: u64,
    pub at: Timestamp,
}

#[derive(Clone, Debug)]
pub struct GapView {
    pub gap: Gap,
    pub source_name: String,
    pub network: Network,
}

/// A post in a column, with why it is there.
#[derive(Clone, Debug)]
pub struct MentionView {
    pub seq: u64,
    pub post_id: PostId,
    pub post: Post,
    pub lang: Option<Lang>,
    /// Matched stretches, as byte ranges of the field they name.
    pub spans: Vec<FieldSpan>,
    pub received_at: Timestamp,
    /// The post answered, quoted or reposted, when we hold it.
    pub context: Option<Box<Post>>,
    /// Said by one of the organisation's own accounts.
    pub ours: bool,
    /// Asks something.
    pub question: bool,
    /// In another language or script than the reader's pages, as far as can be told.
    pub foreign: bool,
}

/// A line of the Sources page.
#[derive(Clone, Debug)]
pub struct SourceView {
    pub id: SourceId,
    pub name: String,
    pub kind: String,
    pub network: Network,
    /// Where it listens, for people: a host, a feed's address, a file.
    pub address: String,
    pub enabled: bool,
    pub state: SourceState,
    pub received: u64,
    pub last_event_at: Option<Timestamp>,
    /// The last failure in its own words, for who runs the server.
    pub last_error: Option<String>,
    /// The same by its name, for everybody.
    pub last_reason: Option<FailReason>,
    pub dropped: u64,
    pub open_gaps: u64,
    pub created_at: Timestamp,
}

/// One source's page.
#[derive(Clone, Debug)]
pub struct SourceDetail {
    pub source: SourceView,
    /// The address it moved to for good, which is asked since.
    pub moved_to: Option<String>,
    pub drops: Vec<DropView>,
    /// When we listened, oldest first, over `since..now`.
    pub listened: Vec<(Timestamp, Timestamp)>,
    /// Newest first.
    pub gaps: Vec<Gap>,
    pub since: Timestamp,
    pub now: Timestamp,
}

#[derive(Clone, Debug)]
pub struct DropView {
    pub reason: DropReason,
    pub count: u64,
    /// The beginning of the last one, printable.
    pub sample: String,
    pub last_at: Timestamp,
}

/// What would keep a column from being complete, in one word for the page.
#[must_use]
pub const fn cause_of(state: SourceState) -> Option<Cause> {
    match state {
        SourceState::Waiting { cause, .. } | SourceState::Stopped { cause, .. } => Some(cause),
        SourceState::Off
        | SourceState::Connecting
        | SourceState::CatchingUp
        | SourceState::Live
        | SourceState::Finished => None,
    }
}
