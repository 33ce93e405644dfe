//! What is asked of the archive and what it answers, ready for a page.

use std::{fmt, ops::Range, str::FromStr, time::Duration};

use jiff::Timestamp;
use model::{PostId, QueryId, time};

use query::Reason;

use crate::{Facet, MentionView};

/// A question to the archive.
#[derive(Clone, Debug, Default)]
pub struct SearchAsk {
    /// In the query language.
    pub text: String,
    /// From this moment on.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// Facet values ticked: one of those of a facet, and so of every facet.
    pub chosen: Vec<(Facet, String)>,
    pub place: FromPlace,
    /// Posts wanted.
    pub page: u16,
}

/// Where a page of posts begins; newest first in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FromPlace {
    #[default]
    First,
    /// Below this post.
    Before(Cursor),
    /// Above this post.
    After(Cursor),
}

/// The place of a post in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    pub at: Timestamp,
    pub post: PostId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.as_microsecond(), self.post)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        let (at, post) = written.split_once('.').ok_or(())?;
        Ok(Self {
            at: time::from_micros(at.parse().map_err(drop)?),
            post: post.parse().map_err(drop)?,
        })
    }
}

/// One value of a facet, and how many posts have it among those found by all else that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// What [`SearchAsk::chosen`] takes.
    pub value: String,
    pub count: u64,
    pub chosen: bool,
}

/// What the archive answers.
#[derive(Clone, Debug)]
pub struct SearchView {
    /// What was understood, whatever happened.
    pub parsed: query::Parsed,
    pub found: Option<FoundPosts>,
    /// Why nothing is known, when the query is not to blame.
    pub trouble: Option<SearchTrouble>,
}

/// Why the archive does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchTrouble {
    /// It is being built: so many posts of so many are in it.
    Building { done: u64, of: u64 },
    /// It took longer than a question may.
    TooSlow,
    /// The operator keeps none.
    Disabled,
}

#[derive(Clone, Debug)]
pub struct FoundPosts {
    pub count: u64,
    /// What the timeline spans: `since` is included, `until` is not.
    pub since: Timestamp,
    pub until: Timestamp,
    pub step: Step,
    /// Oldest first, without holes.
    pub timeline: Vec<Bar>,
    /// In the order of [`Facet::ALL`], the commonest values first; those chosen are always there.
    pub facets: Vec<(Facet, Vec<FacetValue>)>,
    /// Newest first.
    pub posts: Vec<Explained>,
    /// For [`FromPlace::Before`], when there are posts below.
    pub older: Option<Cursor>,
    /// For [`FromPlace::After`], when there are posts above.
    pub newer: Option<Cursor>,
    pub per_hour: f32,
    /// When nothing was found.
    pub helps: Option<Relaxed>,
}

/// A post of the archive, and why it is shown.
#[derive(Clone, Debug)]
pub struct Explained {
    /// Its `seq` is 0; its spans are those of what was asked.
    pub mention: MentionView,
    /// The parts of the query's blocks that are true of it, what only the house knows included: lists,
    /// our accounts, sources, other queries.
    pub reasons: Vec<Reason>,
}

/// What one bar of a timeline stands for, in the house's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Hour,
    Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Where it begins.
    pub at: Timestamp,
    pub count: u64,
}

/// The search without the part whose removal finds most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxed {
    pub without: Without,
    pub count: u64,
}

/// A part of a search that can be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Without {
    /// A required part of the query, and the query that is left.
    Part {
        written: String,
        rest: String,
    },
    /// All that is ticked of a facet.
    Facet(Facet),
    Dates,
}

/// What would an edited query have caught?
#[derive(Clone, Debug)]
pub struct PreviewAsk {
    pub text: String,
    /// The query that is being edited, if it is saved.
    pub saved: Option<QueryId>,
    /// How far back.
    pub days: u8,
    pub tab: Tab,
}

/// Which posts a preview shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Found,
    /// Found but for the parts that exclude.
    Rejected,
    /// Found but for one required part.
    Near,
}

#[derive(Clone, Debug)]
pub struct PreviewView {
    pub parsed: query::Parsed,
    /// Nothing when the query has an error.
    pub now: Option<Outline>,
    /// The same of the saved version.
    pub before: Option<Outline>,
    pub rejected: u64,
    pub near: u64,
    /// Of the tab asked for, drawn for variety: of many days, authors and networks. The same question
    /// gives the same samples.
    pub samples: Vec<Explained>,
    /// How long it took, and how many posts were looked through.
    pub took: Duration,
    pub archived: u64,
    pub trouble: Option<SearchTrouble>,
}

/// How much a query finds, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    pub count: u64,
    pub per_hour: f32,
    /// Day by day in the house's time zone, oldest first, without holes.
    pub timeline: Vec<Bar>,
}

/// What a field may be completed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the text it replaces.
    pub replaces: Range<usize>,
    /// What takes their place.
    pub text: String,
    pub kind: CompletionKind,
    /// How many posts have it, where that is known.
    pub count: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    Field,
    Author,
    Tag,
    Source,
    List,
    Account,
    Query,
    Lang,
    Network,
}

/// The number of an export since the start of the process.
pub type ExportId = u64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    Csv,
    JsonLines,
}

/// One export of the person who asks.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportView {
    pub id: ExportId,
    pub text: String,
    pub format: ExportFormat,
    pub started_at: Timestamp,
    /// Posts written, of so many found.
    pub done: u64,
    pub of: u64,
    pub state: ExportState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportState {
    Running,
    Ready,
    Cancelled,
    Failed,
}
