//! What posts found can be counted by.

/// What posts found can be counted by, each a list of values in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    Network,
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

    /// Its column of the index.
    pub(crate) const fn column(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Account => "account",
            Self::Author => "author",
            Self::Tag => "tag",
            Self::Lang => "lang",
            Self::Media => "media",
        }
    }
}
