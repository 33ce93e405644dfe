//! The use cases: hear, match, show. Owns every transaction; takes an [`Actor`] wherever somebody asks.
//!
//! ```text
//! source ─> listener ─> ingest ─> store ─> hub ─> live feeds
//!              │           └─ matching (queries against posts)
//!              └─ ledger (what was listened to, what was not)
//! ```
//!
//! Not here: HTTP, markup, SQL, network protocols.

mod actor;
mod archiving;
mod boards;
mod builder;
mod core;
mod counts;
mod error;
mod feed;
mod find;
mod gaps;
mod home;
mod house;
mod ingest;
mod knowledge;
mod ledger;
mod lens;
mod listen;
mod listener;
mod lists;
mod live;
mod matching;
mod metrics;
mod organisation;
mod picture;
mod prefs;
mod profiles;
mod queries;
mod retention;
mod sample;
mod saved;
mod search;
mod settings;
mod sources;
mod spans;
mod status;
mod supervisor;
mod view;
mod visits;

#[cfg(test)]
mod testing;

pub use actor::Actor;
pub use archiving::ArchiveView;
pub use builder::{Judged, PostWhy, Precision, Proposal, SavedQuery, VersionView, Versions};
pub use core::Engine;
pub use error::{Error, ErrorKind};
pub use feed::{LiveFeed, NewMentions, News};
pub use find::{Found, Place};
pub use gaps::{GapFill, NoFill};
pub use home::{HomeView, Part, Peak, Rising, Slot, Subject, Todo, UNREAD_MAX, Unread, WatchView};
pub use house::{Authenticated, FirstRun, SessionKey, SignedIn};
pub use listen::Older;
pub use lists::ListView;
pub use live::{Change, Heard, Watch};
pub use networks::SourceConfig;
pub use organisation::{MemberView, NewMember, OrgSettings, Workspace};
pub use saved::{QueryLine, QueryPlace};
pub use search::{
    Bar, Completion, CompletionKind, Cursor, Explained, ExportFormat, ExportId, ExportState,
    ExportView, Facet, FacetValue, FoundPosts, FromPlace, Outline, PreviewAsk, PreviewView,
    Relaxed, SearchAsk, SearchTrouble, SearchView, Step, Tab, Without, Written,
};
pub use settings::{ArchiveSettings, Keep, Settings};
pub use status::{DatabaseView, IngestView, StatusView};
pub use supervisor::{Outcome, TaskReport};
pub use view::{
    BoardTab, BoardView, Change24h, ColumnView, DropView, GapView, MentionView, Seen, SourceDetail,
    SourceView, Trouble, cause_of,
};

/// Names people give, in characters.
const NAME_CHARS_MAX: usize = 80;

/// A name a person gave, without the spaces around it.
fn named(field: &'static str, name: &str) -> Result<String, Error> {
    let name = name.trim();
    let problem = match name.chars().count() {
        0 => "is empty",
        n if n > NAME_CHARS_MAX => "is too long",
        _ => return Ok(name.to_owned()),
    };
    Err(Error::Invalid { field, problem })
}
