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
mod core;
mod error;
mod feed;
mod home;
mod house;
mod ingest;
mod ledger;
mod listen;
mod listener;
mod live;
mod matching;
mod metrics;
mod picture;
mod profiles;
mod retention;
mod settings;
mod sources;
mod spans;
mod supervisor;
mod view;

#[cfg(test)]
mod testing;

pub use actor::Actor;
pub use core::Engine;
pub use error::{Error, ErrorKind};
pub use feed::{LiveFeed, NewMentions, News};
pub use home::{HomeView, Part, Peak, Rising, Slot, Subject, Todo, UNREAD_MAX, Unread, WatchView};
pub use house::{Authenticated, FirstRun, SessionKey, SignedIn};
pub use listen::{Older, QueryCheck};
pub use live::{Change, Heard, Watch};
pub use networks::SourceConfig;
pub use settings::{Keep, Settings};
pub use supervisor::{Outcome, TaskReport};
pub use view::{
    BoardTab, BoardView, Change24h, ColumnView, DropView, GapView, MentionView, Seen, SourceDetail,
    SourceView, Trouble, cause_of,
};
