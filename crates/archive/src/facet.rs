//! What posts found can be counted by.

/// What posts found can be counted by, each a list of values in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    Network,
    /// Accounts that posts name; whoever asks knows which are ours.
    Account,
    Author,
    Tag,
    Lang,
    Media,
}

impl Facet {
    pub const ALL: [Self; 6] = [
        Self::Network,
        Self::Account,
        Self::Author,
        Self::Tag,
        Self::Lang,
        Self::Media,
    ];

    /// What its column of the index is called, and so do addresses and links call it.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Account => "account",
            Self::Author => "author",
            Self::Tag => "tag",
            Self::Lang => "lang",
            Self::Media => "media",
        }
    }

    #[must_use]
    pub fn parse(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.slug() == slug)
    }
}
