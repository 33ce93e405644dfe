//! What can be asked of a post as a whole.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
};

use jiff::{SignedDuration, civil::Date};
use model::{Lang, Network};

use crate::term;

/// Something true of a post as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    From(Handle),
    /// In answer to this account, or addressed to it by its first words.
    To(Handle),
    Mentions(Handle),
    Lang(Lang),
    Network(Network),
    /// Received by this source.
    Source(Name),
    /// Received by this account of ours.
    Account(Name),
    /// Published by an account of this list.
    List(Name),
    /// Leads to this address.
    Url(Url),
    /// Published at this address.
    Site(Url),
    Has(Has),
    Is(Is),
    Followers(Compare),
    Engagement(Compare),
    /// Published on this day or later.
    Since(Date),
    /// Published on this day or before.
    Until(Date),
    /// Published in the stretch of time that ends now.
    Within(Within),
    /// Another saved query. Stands for it in what is printed; [`crate::Expr::open`] puts the other
    /// query in its place before anything is evaluated, and what is left of them holds for no post.
    Query(Name),
}

/// What a post carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Has {
    Image,
    Video,
    Audio,
    Link,
    /// Anything that is shown or played: a picture, a film, a sound, another file.
    Media,
    /// A medium that is no picture, film or sound.
    OtherMedia,
    Poll,
    /// A description of a picture, film or sound.
    Alt,
}

impl Has {
    pub const ALL: [Self; 8] = [
        Self::Image,
        Self::Video,
        Self::Audio,
        Self::Link,
        Self::Media,
        Self::OtherMedia,
        Self::Poll,
        Self::Alt,
    ];
}

/// What a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Is {
    Reply,
    Repost,
    Quote,
    /// Published by an account of ours.
    Ours,
    Question,
    Press,
}

impl Is {
    pub const ALL: [Self; 6] = [
        Self::Reply,
        Self::Repost,
        Self::Quote,
        Self::Ours,
        Self::Question,
        Self::Press,
    ];
}

/// A figure held against a bound. A figure nobody told us compares with nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Compare {
    pub comparison: Comparison,
    pub bound: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

impl Comparison {
    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::AtLeast => ">=",
            Self::More => ">",
        }
    }
}

impl Compare {
    #[must_use]
    pub const fn holds(self, figure: u64) -> bool {
        match self.comparison {
            Comparison::Less => figure < self.bound,
            Comparison::AtMost => figure <= self.bound,
            Comparison::Equal => figure == self.bound,
            Comparison::AtLeast => figure >= self.bound,
            Comparison::More => figure > self.bound,
        }
    }
}

/// A stretch of time in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Within {
    hours: u32,
}

impl Within {
    /// Ten years: longer than any archive of posts, and no overflow anywhere.
    const HOURS_MAX: u32 = 10 * 366 * 24;

    /// `None` for no time at all and for more than ten years.
    #[must_use]
    pub fn new(hours: u32) -> Option<Self> {
        (1..=Self::HOURS_MAX)
            .contains(&hours)
            .then_some(Self { hours })
    }

    #[must_use]
    pub const fn hours(self) -> u32 {
        self.hours
    }

    #[must_use]
    pub fn duration(self) -> SignedDuration {
        SignedDuration::from_hours(self.hours.into())
    }
}

/// The name people gave to a source, a list, an account of ours, a saved query. Names that differ
/// by case, accents or blanks only are one.
#[derive(Clone, Debug)]
pub struct Name {
    written: Box<str>,
    folded: Box<str>,
}

impl Name {
    /// `None` if nothing is written.
    #[must_use]
    pub fn new(written: &str) -> Option<Self> {
        let written = term::tidy(written);
        let folded = term::tidy(&text::fold(&written));
        (!folded.is_empty()).then(|| Self {
            written: written.into(),
            folded: folded.into(),
        })
    }

    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// What names are compared by.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded.cmp(&other.folded)
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded.hash(state);
    }
}

/// An author as a person names them: folded, without the leading `@`. Without a host it is whoever
/// bears that name anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Handle(Box<str>);

impl Handle {
    /// Reads `lea`, `@lea`, `lea@host`, `@lea.bsky.social` or a network's id of a profile.
    #[must_use]
    pub fn new(written: &str) -> Option<Self> {
        let folded = term::tidy(&text::fold(written));
        let name = folded.trim_start_matches(|c: char| c == '@' || c.is_whitespace());
        // Folding makes a star of its look-alikes, and a handle has no beginnings.
        (!name.is_empty() && !name.contains('*')).then(|| Self(name.into()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Part of an address: a host with its subdomains, words of a path, or both.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Url {
    pub(crate) written: Box<str>,
    /// `example.org`, without `www.`; also stands for `news.example.org`.
    pub host: Option<Box<str>>,
    /// Folded words: right after the host if there is one, else anywhere in the address, a label
    /// of the host included if there is one word only.
    pub parts: Box<[Box<str>]>,
}

impl Url {
    /// Reads `example.org`, `https://www.example.org/news` or `news`. `None` if nothing is left to
    /// seek.
    #[must_use]
    pub fn new(written: &str) -> Option<Self> {
        term::read_url(&term::tidy(written))
    }

    /// Reads a link that a network gave, as it is.
    #[must_use]
    pub fn of_link(address: &str) -> Option<Self> {
        term::read_url(address)
    }

    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }
}
