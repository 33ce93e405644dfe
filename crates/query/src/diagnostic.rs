//! What is wrong or doubtful in a query: where, why, and what would mend it.
//!
//! The interface translates from [`Code::as_str`] and [`Code::args`]; `Display` is the English of
//! logs and of the command line.

use std::{fmt, ops::Range};

use crate::{DEPTH_MAX, LENGTH_MAX_CHARS, NEAR_WORDS_MAX, PREFIX_LETTERS_MIN, TERMS_MAX};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The query works, perhaps not as meant.
    Warning,
    /// The query cannot be used.
    Error,
}

impl Severity {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A remark on a stretch of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    pub code: Code,
    /// Bytes of the source, on character boundaries; may be empty (a place where something lacks).
    pub span: Range<usize>,
    pub fix: Option<Fix>,
}

/// A change that would answer the remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub span: Range<usize>,
    pub replacement: String,
}

impl Fix {
    /// The source with this change made.
    #[must_use]
    pub fn apply(&self, source: &str) -> String {
        let before = source.get(..self.span.start).unwrap_or(source);
        let after = source.get(self.span.end..).unwrap_or("");
        format!("{before}{}{after}", self.replacement)
    }
}

/// What a remark says, with what its sentence needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// There is nothing to seek.
    Empty,
    TooLong {
        chars: usize,
    },
    TooDeep,
    TooManyTerms {
        count: usize,
    },
    UnclosedQuote,
    EmptyQuotes,
    UnclosedParenthesis,
    UnopenedParenthesis,
    EmptyGroup,
    /// An operator with nothing before it.
    NothingBefore {
        operator: Box<str>,
    },
    /// An operator with nothing after it.
    NothingAfter {
        operator: Box<str>,
    },
    /// A `-` with a space after it.
    LoneMinus,
    /// A part that only excludes: alone it would match nearly everything.
    OnlyExcludes,
    /// `and`, `ou`, `NON`…: a plain word where an operator was perhaps meant.
    PerhapsOperator {
        word: Box<str>,
        operator: Box<str>,
    },
    /// `&&`, `||`, `!`, `^`: other tools' signs.
    ForeignSign {
        sign: Box<str>,
    },
    /// `+word`: terms side by side are all required already.
    NeedlessPlus,
    /// Punctuation standing alone is not sought.
    Punctuation {
        sign: Box<str>,
    },
    /// Signs that make no searchable word, where one is due.
    NothingSearchable {
        written: Box<str>,
    },
    PrefixTooShort {
        written: Box<str>,
    },
    /// A `*` outside quotes with no word before it.
    LoneStar,
    /// A `*` elsewhere than at the end of a word.
    StarInside,
    /// Quotes that hold only `*`.
    OnlyStars,
    NotAHandle {
        written: Box<str>,
    },
    NotATag {
        written: Box<str>,
    },
    UnknownField {
        name: Box<str>,
        closest: Option<&'static str>,
    },
    MissingValue {
        name: Box<str>,
    },
    UnknownLanguage {
        written: Box<str>,
    },
    UnknownNetwork {
        written: Box<str>,
    },
    /// Part of the language, not of this version.
    NotYet {
        operator: Box<str>,
    },
    /// `NEAR` without its number, or with one that cannot be read.
    NearDistance {
        operator: &'static str,
    },
    NearTooFar {
        words: Box<str>,
    },
    /// `NEAR` accepts words, phrases, prefixes, tags, handles, and groups of these joined by OR.
    NearOperand {
        operator: &'static str,
    },
}

impl Code {
    /// Every identifier [`Self::as_str`] gives, for those who must have a message for each.
    pub const IDS: [&'static str; 33] = [
        "empty",
        "too-long",
        "too-deep",
        "too-many-terms",
        "unclosed-quote",
        "empty-quotes",
        "unclosed-parenthesis",
        "unopened-parenthesis",
        "empty-group",
        "nothing-before",
        "nothing-after",
        "lone-minus",
        "only-excludes",
        "perhaps-operator",
        "foreign-sign",
        "needless-plus",
        "punctuation",
        "nothing-searchable",
        "prefix-too-short",
        "lone-star",
        "star-inside",
        "only-stars",
        "not-a-handle",
        "not-a-tag",
        "unknown-field",
        "unknown-field-closest",
        "missing-value",
        "unknown-language",
        "unknown-network",
        "not-yet",
        "near-distance",
        "near-too-far",
        "near-operand",
    ];

    /// A stable identifier.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too-long",
            Self::TooDeep => "too-deep",
            Self::TooManyTerms { .. } => "too-many-terms",
            Self::UnclosedQuote => "unclosed-quote",
            Self::EmptyQuotes => "empty-quotes",
            Self::UnclosedParenthesis => "unclosed-parenthesis",
            Self::UnopenedParenthesis => "unopened-parenthesis",
            Self::EmptyGroup => "empty-group",
            Self::NothingBefore { .. } => "nothing-before",
            Self::NothingAfter { .. } => "nothing-after",
            Self::LoneMinus => "lone-minus",
            Self::OnlyExcludes => "only-excludes",
            Self::PerhapsOperator { .. } => "perhaps-operator",
            Self::ForeignSign { .. } => "foreign-sign",
            Self::NeedlessPlus => "needless-plus",
            Self::Punctuation { .. } => "punctuation",
            Self::NothingSearchable { .. } => "nothing-searchable",
            Self::PrefixTooShort { .. } => "prefix-too-short",
            Self::LoneStar => "lone-star",
            Self::StarInside => "star-inside",
            Self::OnlyStars => "only-stars",
            Self::NotAHandle { .. } => "not-a-handle",
            Self::NotATag { .. } => "not-a-tag",
            Self::UnknownField { closest: None, .. } => "unknown-field",
            Self::UnknownField {
                closest: Some(_), ..
            } => "unknown-field-closest",
            Self::MissingValue { .. } => "missing-value",
            Self::UnknownLanguage { .. } => "unknown-language",
            Self::UnknownNetwork { .. } => "unknown-network",
            Self::NotYet { .. } => "not-yet",
            Self::NearDistance { .. } => "near-distance",
            Self::NearTooFar { .. } => "near-too-far",
            Self::NearOperand { .. } => "near-operand",
        }
    }

    /// The values a message may name, limits included.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLong { chars } => {
                vec![
                    ("chars", chars.to_string()),
                    ("max", LENGTH_MAX_CHARS.to_string()),
                ]
            }
            Self::TooDeep => vec![("max", DEPTH_MAX.to_string())],
            Self::TooManyTerms { count } => {
                vec![("count", count.to_string()), ("max", TERMS_MAX.to_string())]
            }
            Self::NothingBefore { operator }
            | Self::NothingAfter { operator }
            | Self::NotYet { operator } => {
                vec![("operator", operator.to_string())]
            }
            Self::NearDistance { operator } | Self::NearOperand { operator } => {
                vec![("operator", (*operator).to_owned())]
            }
            Self::PerhapsOperator { word, operator } => {
                vec![
                    ("word", word.to_string()),
                    ("operator", operator.to_string()),
                ]
            }
            Self::ForeignSign { sign } | Self::Punctuation { sign } => {
                vec![("sign", sign.to_string())]
            }
            Self::NothingSearchable { written }
            | Self::NotAHandle { written }
            | Self::NotATag { written }
            | Self::UnknownLanguage { written }
            | Self::UnknownNetwork { written } => vec![("written", written.to_string())],
            Self::PrefixTooShort { written } => {
                vec![
                    ("written", written.to_string()),
                    ("min", PREFIX_LETTERS_MIN.to_string()),
                ]
            }
            Self::UnknownField { name, closest } => {
                let mut args = vec![("name", name.to_string())];
                args.extend(closest.map(|it| ("closest", it.to_owned())));
                args
            }
            Self::MissingValue { name } => vec![("name", name.to_string())],
            Self::NearTooFar { words } => {
                vec![
                    ("words", words.to_string()),
                    ("max", NEAR_WORDS_MAX.to_string()),
                ]
            }
            Self::Empty
            | Self::UnclosedQuote
            | Self::EmptyQuotes
            | Self::UnclosedParenthesis
            | Self::UnopenedParenthesis
            | Self::EmptyGroup
            | Self::LoneMinus
            | Self::OnlyExcludes
            | Self::NeedlessPlus
            | Self::LoneStar
            | Self::StarInside
            | Self::OnlyStars => Vec::new(),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sentence) = self.sentence() {
            return f.write_str(sentence);
        }
        f.write_str(&self.filled_sentence())
    }
}

impl Code {
    /// The English of what needs no value.
    const fn sentence(&self) -> Option<&'static str> {
        Some(match self {
            Self::Empty => "nothing to look for: type at least one word",
            Self::UnclosedQuote => "this quotation mark is never closed",
            Self::EmptyQuotes => "nothing between the quotation marks",
            Self::UnclosedParenthesis => "this parenthesis is never closed",
            Self::UnopenedParenthesis => "this parenthesis was never opened",
            Self::EmptyGroup => "nothing between the parentheses",
            Self::LoneMinus => "expected the word to exclude right after `-`, without a space",
            Self::OnlyExcludes => {
                "this only excludes and would match nearly everything: add a term to look for"
            }
            Self::NeedlessPlus => {
                "`+` has no meaning here: terms side by side are all required already"
            }
            Self::LoneStar => "a lone `*` means any one word within quotation marks only",
            Self::StarInside => "`*` is allowed at the end of a word only",
            Self::OnlyStars => "expected at least one word between the quotation marks",
            _ => return None,
        })
    }

    /// The English of what names a value; the same list as in [`Self::args`].
    fn filled_sentence(&self) -> String {
        match self {
            Self::TooLong { chars } => format!(
                "{chars} characters, at most {LENGTH_MAX_CHARS} are allowed: split the query"
            ),
            Self::TooDeep => {
                format!("more than {DEPTH_MAX} parentheses or exclusions within each other")
            }
            Self::TooManyTerms { count } => {
                format!("{count} terms, at most {TERMS_MAX} are allowed: split the query")
            }
            Self::NothingBefore { operator } => format!("expected a term before `{operator}`"),
            Self::NothingAfter { operator } => format!("expected a term after `{operator}`"),
            Self::PerhapsOperator { word, operator } => {
                format!("`{word}` is searched as a word: the operator is written `{operator}`")
            }
            Self::ForeignSign { sign } => format!("`{sign}` is not a sign of this language"),
            Self::Punctuation { sign } => {
                format!("`{sign}` is punctuation and is not searched")
            }
            Self::NothingSearchable { written } => format!("no searchable word in `{written}`"),
            Self::PrefixTooShort { written } => format!(
                "`{written}` is too short: write at least {PREFIX_LETTERS_MIN} letters before `*`"
            ),
            Self::NotAHandle { written } => format!("`{written}` is not a handle"),
            Self::NotATag { written } => format!("`{written}` is not a hashtag"),
            Self::UnknownField {
                name,
                closest: None,
            } => format!("`{name}:` is unknown: put it in quotation marks to search it as text"),
            Self::UnknownField {
                name,
                closest: Some(closest),
            } => {
                format!("`{name}:` is unknown: did you mean `{closest}:`?")
            }
            Self::MissingValue { name } => format!("expected a value right after `{name}:`"),
            Self::UnknownLanguage { written } => {
                format!("`{written}` is not a language code such as `fr`, `en` or `br`")
            }
            Self::UnknownNetwork { written } => format!("`{written}` is not a network"),
            Self::NotYet { operator } => format!("`{operator}` is not available yet"),
            Self::NearDistance { operator } => {
                format!("expected how many words may stand between, as in `{operator}/5`")
            }
            Self::NearTooFar { words } => {
                format!("{words} words between, at most {NEAR_WORDS_MAX} are allowed")
            }
            Self::NearOperand { operator } => format!(
                "`{operator}` goes between words, phrases, tags or handles, or groups of these joined by `OR`"
            ),
            other => other.as_str().to_owned(),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at byte {}: {}",
            self.severity.as_str(),
            self.span.start,
            self.code
        )
    }
}

#[cfg(test)]
mod tests;
