//! The meaning of a query, without places: what is printed, evaluated and compiled.

use model::{Lang, Network};

use crate::term;

/// What a post must satisfy. Cheap to compare; two equal expressions print alike.
///
/// [`crate::parse`] makes `And` and `Or` of at least two parts and never puts an `And` directly in
/// an `And` nor an `Or` in an `Or`; use [`Expr::and`] and [`Expr::or`] to keep to that.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Near(Near),
    /// Something that stands at a place of a field.
    Term(Term),
    /// Something true of the post as a whole.
    Filter(Filter),
}

/// Words, or a word, tag, handle, prefix: atoms that follow each other in one field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// As the person wrote it, without the quotes; what the printer prints.
    written: Box<str>,
    atoms: Box<[Atom]>,
}

/// One of the adjacent things of a [`Term`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Atom {
    /// `*` alone within quotes: any one word.
    Any,
    /// A word, an emoji, an ideogram: in the text or as a whole tag (`#Colis`, not `#ColisPerdu`),
    /// not in a handle or a link.
    Word(Needle),
    /// A hashtag; the needle begins with `#`.
    Tag(Needle),
    /// A mention; the needle begins with `@`.
    Mention(Needle),
    /// A link written in the text.
    Url(Url),
}

/// A folded term, whole or as a beginning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Needle {
    pub term: Box<str>,
    pub prefix: bool,
}

/// Two sides with at most `words_max` words between them in one field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Near {
    /// Alternatives; at least one.
    pub left: Vec<Term>,
    /// Alternatives; at least one.
    pub right: Vec<Term>,
    pub words_max: u16,
    /// Whether the left side comes first.
    pub ordered: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    From(Handle),
    Lang(Lang),
    Network(Network),
    Url(Url),
}

/// An author as a person names them: folded, without the leading `@`. Without a host it is whoever
/// bears that name anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Handle(Box<str>);

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

impl Expr {
    /// All of `parts`, with nested `And`s opened and a single part given back as it is.
    /// `None` if there is none.
    #[must_use]
    pub fn and(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 {
            Some(Self::And(flat))
        } else {
            flat.pop()
        }
    }

    /// One of `parts`, with nested `Or`s opened and a single part given back as it is.
    /// `None` if there is none.
    #[must_use]
    pub fn or(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 {
            Some(Self::Or(flat))
        } else {
            flat.pop()
        }
    }
}

impl Term {
    /// Reads the inside of a pair of quotes. `None` if there is nothing to seek in it or a `*` is
    /// misplaced.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let written = term::tidy(text);
        let read = term::read(&written);
        (read.problems.is_empty() && read.seeks()).then(|| Self {
            written: written.into(),
            atoms: read.atoms.into(),
        })
    }

    pub(crate) fn from_parts(written: &str, atoms: Vec<Atom>) -> Self {
        Self {
            written: written.into(),
            atoms: atoms.into(),
        }
    }

    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    #[must_use]
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms
    }
}

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

impl Url {
    /// Reads `example.org`, `https://www.example.org/news` or `news`. `None` if nothing is left to
    /// seek.
    #[must_use]
    pub fn new(written: &str) -> Option<Self> {
        term::read_url(&term::tidy(written))
    }

    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }
}
