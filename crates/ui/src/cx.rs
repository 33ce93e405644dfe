//! What every page needs to know of who reads it.

use std::sync::Arc;

use engine::Workspace;
use i18n::{Dates, Words};
use jiff::{Timestamp, tz::TimeZone};
use model::{Locale, Prefs, Role, Theme};

/// Turns the address of a stranger's picture into one of ours.
pub type PictureUrl = Arc<dyn Fn(&str) -> String + Send + Sync>;

/// The reader of a page: words, dates, colours, rights.
#[derive(Clone)]
pub struct Cx {
    pub words: Words,
    pub dates: Dates,
    pub theme: Theme,
    /// The rest of what this person prefers.
    pub prefs: Prefs,
    pub nonce: String,
    /// Path and query of this page, to come back to.
    pub here: String,
    pub picture_url: PictureUrl,
    /// `None` before sign-in.
    pub member: Option<Member>,
}

/// Someone signed in, as the shell shows them.
#[derive(Clone)]
pub struct Member {
    pub name: String,
    pub role: Role,
    pub org_name: String,
    pub org_kind: String,
    /// How many sources are live, of how many.
    pub live: Live,
    /// All the organisations of this person, the current one among them.
    pub workspaces: Vec<Workspace>,
}

/// How much of what should be heard is heard now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Live {
    pub live: usize,
    pub total: usize,
}

impl Cx {
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.words.locale()
    }

    /// Whether the reader may do what `role` may.
    #[must_use]
    pub fn can(&self, role: Role) -> bool {
        self.member.as_ref().is_some_and(|it| it.role >= role)
    }

    /// The reader behind a request of someone signed in.
    #[must_use]
    pub fn member(cx: &web::Cx, live: Live) -> Self {
        let media = cx.media.clone();
        Self {
            words: Words::new(cx.locale),
            dates: Dates::new(cx.locale, cx.time_zone.clone(), cx.now),
            theme: cx.theme,
            prefs: cx.prefs.clone(),
            nonce: cx.nonce.as_str().to_owned(),
            here: cx.here.clone(),
            picture_url: Arc::new(move |remote| media.url(remote)),
            member: Some(Member {
                name: cx.member_name.clone(),
                role: cx.actor.role,
                org_name: cx.org_name.clone(),
                org_kind: cx.org_kind.clone(),
                live,
                workspaces: Vec::new(),
            }),
        }
    }

    /// The same reader, who also works elsewhere.
    #[must_use]
    pub fn working_in(mut self, workspaces: Vec<Workspace>) -> Self {
        if let Some(member) = &mut self.member {
            member.workspaces = workspaces;
        }
        self
    }

    /// The reader of a page before sign-in.
    #[must_use]
    pub fn visitor(visitor: &web::Visitor, here: &str) -> Self {
        Self::stranger(
            visitor.locale,
            visitor.theme,
            visitor.nonce.as_str(),
            visitor.now,
            here,
        )
    }

    pub(crate) fn stranger(
        locale: Locale,
        theme: Theme,
        nonce: &str,
        now: Timestamp,
        here: &str,
    ) -> Self {
        Self {
            words: Words::new(locale),
            dates: Dates::new(locale, TimeZone::UTC, now),
            theme,
            prefs: Prefs::default(),
            nonce: nonce.to_owned(),
            here: here.to_owned(),
            // No page before sign-in shows a stranger's picture.
            picture_url: Arc::new(|_| String::new()),
            member: None,
        }
    }
}
