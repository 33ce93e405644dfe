//! The meaning of a query, without places: what is printed, evaluated and compiled.

mod exact;
mod filter;
mod needle;

pub use exact::Exact;
pub use filter::{Compare, Comparison, Filter, Handle, Has, Is, Name, Url, Within};
pub use needle::{Needle, Pattern, Stems};

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
    exact: Option<Exact>,
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
    /// A word in any of its forms, where [`Atom::Word`] would be found.
    Stem(Stems),
    /// A link written in the text.
    Url(Url),
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

impl Expr {
    /// Words, tags, handles and filters: what [`crate::TERMS_MAX`] limits.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        let words = |it: &Term| it.atoms().iter().filter(|it| **it != Atom::Any).count();
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().map(Self::n_terms).sum(),
            Self::Not(inner) => inner.n_terms(),
            Self::Near(near) => near.left.iter().chain(&near.right).map(words).sum(),
            Self::Term(term) => words(term),
            Self::Filter(_) => 1,
        }
    }

    /// Whether `wanted` is true of any filter in it.
    #[must_use]
    pub fn any_filter(&self, wanted: &dyn Fn(&Filter) -> bool) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|it| it.any_filter(wanted)),
            Self::Not(inner) => inner.any_filter(wanted),
            Self::Filter(filter) => wanted(filter),
            Self::Near(_) | Self::Term(_) => false,
        }
    }
}

impl Atom {
    /// Whether its last letter is left open: `perdu?`.
    pub(crate) fn ends_open(&self) -> bool {
        matches!(self.needle(), Some(Needle::Pattern(it)) if it.ends_open())
    }

    pub(crate) const fn needle(&self) -> Option<&Needle> {
        match self {
            Self::Word(it) | Self::Tag(it) | Self::Mention(it) => Some(it),
            Self::Any | Self::Stem(_) | Self::Url(_) => None,
        }
    }

    pub(crate) const fn needle_mut(&mut self) -> Option<&mut Needle> {
        match self {
            Self::Word(it) | Self::Tag(it) | Self::Mention(it) => Some(it),
            Self::Any | Self::Stem(_) | Self::Url(_) => None,
        }
    }
}

impl Term {
    /// Reads the inside of a pair of quotes. `None` if there is nothing to seek in it or a `*` or
    /// `?` is misplaced.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let written = term::tidy(text);
        let read = term::read(&written);
        (read.problems.is_empty() && read.seeks()).then(|| Self::from_parts(&written, read.atoms))
    }

    /// Reads the value of `raw:`: adjacent words in this very writing. `None` if there is no word
    /// in it.
    #[must_use]
    pub fn exact(text: &str) -> Option<Self> {
        let written = term::tidy(text);
        let (atoms, bytes) = term::read_exact(&written)?;
        Some(Self {
            exact: Some(Exact::new(&written, bytes)),
            atoms: atoms.into(),
            written: written.into(),
        })
    }

    pub(crate) fn from_parts(written: &str, atoms: Vec<Atom>) -> Self {
        Self {
            written: written.into(),
            atoms: atoms.into(),
            exact: None,
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

    /// For `raw:`: how what the atoms find has to be written.
    #[must_use]
    pub const fn as_exact(&self) -> Option<&Exact> {
        self.exact.as_ref()
    }
}
