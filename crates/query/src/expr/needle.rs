//! What a word, tag or handle of a query is compared with.

use model::Lang;
use text::Stemmer;

/// A folded term to find.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Needle {
    /// This very term.
    Whole(Box<str>),
    /// Every term that begins so.
    Prefix(Box<str>),
    /// Every term of this shape.
    Pattern(Pattern),
}

impl Needle {
    /// Whether a folded term of a post is one of those sought.
    #[must_use]
    pub fn finds(&self, term: &str) -> bool {
        match self {
            Self::Whole(it) => **it == *term,
            Self::Prefix(it) => term.starts_with(&**it),
            Self::Pattern(it) => it.finds(term),
        }
    }

    /// As queries write it, folded: `wom?n`, `vaccin*`.
    #[must_use]
    pub fn shape(&self) -> String {
        match self {
            Self::Whole(it) => it.to_string(),
            Self::Prefix(it) => format!("{it}*"),
            Self::Pattern(it) => it.0.to_string(),
        }
    }
}

/// A folded term with letters left open: `?` is any one character, `*` at its end any number of
/// them. It begins with a known character.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern(Box<str>);

impl Pattern {
    pub(crate) fn new(shape: &str) -> Self {
        Self(shape.into())
    }

    /// What every term of this shape begins with; never empty.
    #[must_use]
    pub fn known_start(&self) -> &str {
        self.0.split(['?', '*']).next().unwrap_or_default()
    }

    pub(crate) fn ends_open(&self) -> bool {
        self.0.ends_with('?')
    }

    /// How many letters and digits are known.
    pub(crate) fn n_known(&self) -> usize {
        self.0.chars().filter(|c| c.is_alphanumeric()).count()
    }

    #[must_use]
    pub fn finds(&self, term: &str) -> bool {
        let mut rest = term.chars();
        for wanted in self.0.chars() {
            match wanted {
                // At the end only: the parser makes no other.
                '*' => return true,
                '?' if rest.next().is_some() => {}
                _ if rest.next() == Some(wanted) => {}
                _ => return false,
            }
        }
        rest.next().is_none()
    }
}

/// A word and what its forms have in common, in the languages whose inflection we know.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stems {
    /// Folded, as it was written.
    pub word: Box<str>,
    pub french: Box<str>,
    pub english: Box<str>,
}

impl Stems {
    pub(crate) fn of(word: &str) -> Self {
        Self {
            french: text::stem(word, Stemmer::French).into(),
            english: text::stem(word, Stemmer::English).into(),
            word: word.into(),
        }
    }

    /// Whether a folded word of a post is a form of this one. In a post of no known language both
    /// inflections count; in one of another language the word is sought as it was written.
    #[must_use]
    pub fn finds(&self, term: &str, langs: &[Lang]) -> bool {
        let speaks = |lang| langs.is_empty() || langs.contains(&lang);
        *self.word == *term
            || speaks(Lang::FRENCH) && *text::stem(term, Stemmer::French) == *self.french
            || speaks(Lang::ENGLISH) && *text::stem(term, Stemmer::English) == *self.english
    }
}
