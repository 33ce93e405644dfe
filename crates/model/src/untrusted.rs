//! Text from outside, which no page shows by accident.

use std::fmt;

/// Text a stranger wrote. It has no `Display`: a page escapes it or sanitises it, never a third way.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Untrusted(String);

impl Untrusted {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as it came. The caller escapes it before it reaches a page, a log or a header.
    #[must_use]
    pub fn as_raw(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn into_raw(self) -> String {
        self.0
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
