//! The networks there are, and their names in addresses and queries.

use std::fmt;

/// A network a post can come from. The slug is stored, shown in URLs and used by `network:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Network {
    Bluesky,
    Mastodon,
    X,
    Facebook,
    Instagram,
    Threads,
    Linkedin,
    /// Press and sites, heard through feeds.
    Press,
    /// The simulated network of `vigie demo`.
    Sandbox,
    /// A recorded file whose origin is not one of the others.
    Replay,
}

impl Network {
    pub const ALL: [Self; 10] = [
        Self::Bluesky,
        Self::Mastodon,
        Self::X,
        Self::Facebook,
        Self::Instagram,
        Self::Threads,
        Self::Linkedin,
        Self::Press,
        Self::Sandbox,
        Self::Replay,
    ];

    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Bluesky => "bluesky",
            Self::Mastodon => "mastodon",
            Self::X => "x",
            Self::Facebook => "facebook",
            Self::Instagram => "instagram",
            Self::Threads => "threads",
            Self::Linkedin => "linkedin",
            Self::Press => "press",
            Self::Sandbox => "sandbox",
            Self::Replay => "replay",
        }
    }

    /// Reads a slug or a usual other name, in any case (`twitter` is X, `presse` is press).
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        match name.as_str() {
            "twitter" => Some(Self::X),
            "presse" | "rss" => Some(Self::Press),
            _ => Self::ALL.into_iter().find(|it| it.slug() == name),
        }
    }

    /// The name people read; the same in French and English but for the last three, which the
    /// interface translates.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bluesky => "Bluesky",
            Self::Mastodon => "Mastodon",
            Self::X => "X",
            Self::Facebook => "Facebook",
            Self::Instagram => "Instagram",
            Self::Threads => "Threads",
            Self::Linkedin => "LinkedIn",
            Self::Press => "Press",
            Self::Sandbox => "Sandbox",
            Self::Replay => "Replay",
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}
