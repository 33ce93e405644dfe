//! Links, hashtags, mentions and the like, found in plain text.

use std::ops::Range;

/// Something in a text that a network would make clickable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Bytes of the text, sign included.
    pub range: Range<usize>,
    pub kind: EntityKind,
}

/// What an entity is; inner ranges are bytes of the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityKind {
    /// A link, with or without its scheme.
    Url {
        host: Range<usize>,
        /// Path, without query and fragment; may be empty.
        path: Range<usize>,
    },
    /// `name` is the tag without its sign.
    Hashtag { name: Range<usize> },
    /// `@user`, `@user@host` or a domain handle `@user.host` (then `host` is the whole handle).
    Mention {
        user: Range<usize>,
        host: Option<Range<usize>>,
    },
    /// `@user/slug`.
    List {
        user: Range<usize>,
        slug: Range<usize>,
    },
    /// `$ABC`; `name` is without the sign.
    Cashtag { name: Range<usize> },
}

/// The entities of a text, in order, without overlaps.
#[must_use]
pub fn extract(text: &str) -> Vec<Entity> {
    let _ = text;
    Vec::new()
}
