//! What is wrong or doubtful in a query: where, why, and what would mend it.
//!
//! The interface has a message for each [`Code`]; `Display` is the English of logs.

use std::{fmt, ops::Range};

use crate::{
    DEPTH_MAX, LENGTH_MAX_CHARS, NEAR_WORDS_MAX, OPENED_TERMS_MAX, PREFIX_LETTERS_MIN,
    QUERIES_DEPTH_MAX, TERMS_MAX,
};

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
    /// `has:` or `is:` with a value they do not have.
    UnknownValue {
        name: Box<str>,
        written: Box<str>,
    },
    /// `followers:` or `engagement:` without a comparison that can be read.
    NotAFigure {
        name: Box<str>,
        written: Box<str>,
    },
    NotADate {
        written: Box<str>,
    },
    NotADuration {
        written: Box<str>,
    },
    /// No source, list, account of ours or saved query has this name.
    UnknownName {
        field: &'static str,
        written: Box<str>,
    },
    /// A saved query that ends up asking for itself.
    QueryCycle {
        name: Box<str>,
    },
    /// Saved queries within each other past the limit.
    QueriesTooDeep {
        name: Box<str>,
    },
    /// With the saved queries it names, the query is larger than the limit.
    QueriesTooLarge {
        count: usize,
    },
    /// A live query of figures alone: every post would have to be kept.
    FiguresAlone,
    /// Found by whoever knows the stream: it matches so much of it, so many posts a day.
    Hot {
        percent: u64,
        a_day: u64,
    },
    /// Dates in a query that sees each post as it is published.
    SearchOnly {
        operator: Box<str>,
    },
    /// Known to the language, and closed until it is known how often it is right.
    NotYet {
        operator: Box<str>,
    },
    /// A `?` that is neither in a word nor alone.
    StrayQuestion,
    /// `colis?` at the end of what reads like a question.
    PerhapsQuestion {
        written: Box<str>,
    },
    /// `w?` or `?ord`: too few known letters.
    PatternTooOpen {
        written: Box<str>,
    },
    /// `~` elsewhere than after a word.
    StemOperand,
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
    pub const IDS: [&'static str; 48] = [
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
        "unknown-value",
        "not-a-figure",
        "not-a-date",
        "not-a-duration",
        "unknown-name",
        "query-cycle",
        "queries-too-deep",
        "queries-too-large",
        "figures-alone",
        "hot",
        "search-only",
        "not-yet",
        "stray-question",
        "perhaps-question",
        "pattern-too-open",
        "stem-operand",
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
            Self::UnknownValue { .. } => "unknown-value",
            Self::NotAFigure { .. } => "not-a-figure",
            Self::NotADate { .. } => "not-a-date",
            Self::NotADuration { .. } => "not-a-duration",
            Self::UnknownName { .. } => "unknown-name",
            Self::QueryCycle { .. } => "query-cycle",
            Self::QueriesTooDeep { .. } => "queries-too-deep",
            Self::QueriesTooLarge { .. } => "queries-too-large",
            Self::FiguresAlone => "figures-alone",
            Self::Hot { .. } => "hot",
            Self::SearchOnly { .. } => "search-only",
            Self::NotYet { .. } => "not-yet",
            Self::StrayQuestion => "stray-question",
            Self::PerhapsQuestion { .. } => "perhaps-question",
            Self::PatternTooOpen { .. } => "pattern-too-open",
            Self::StemOperand => "stem-operand",
            Self::NearDistance { .. } => "near-distance",
            Self::NearTooFar { .. } => "near-too-far",
            Self::NearOperand { .. } => "near-operand",
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
            Self::FiguresAlone => {
                "figures grow after a post is published: add a term that says which posts to watch"
            }
            Self::StrayQuestion => "`?` stands for one letter, within a word or at its end",
            Self::StemOperand => "`~` goes right after a word, with nothing between",
            Self::OnlyStars => "expected at least one word between the quotation marks",
            _ => return None,
        })
    }

    /// The English of what names a value.
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
            Self::Hot { percent, a_day } => format!(
                "this finds {percent} % of what is heard, about {a_day} posts a day, and each is stored"
            ),
            Self::PerhapsQuestion { written } => {
                format!(
                    "`{written}` is searched as a word with one more letter: without `?` if this is a question"
                )
            }
            Self::PatternTooOpen { written } => format!(
                "`{written}` is too open: write at least {PREFIX_LETTERS_MIN} letters beside `?`, the first among them"
            ),
            Self::NearDistance { operator } => {
                format!("expected how many words may stand between, as in `{operator}/5`")
            }
            Self::NearTooFar { words } => {
                format!("{words} words between, at most {NEAR_WORDS_MAX} are allowed")
            }
            Self::NearOperand { operator } => format!(
                "`{operator}` goes between words, phrases, tags or handles, or groups of these joined by `OR`"
            ),
            other => other.field_sentence(),
        }
    }

    /// The English of what is about a field or its value.
    fn field_sentence(&self) -> String {
        match self {
            Self::MissingValue { name } => format!("expected a value right after `{name}:`"),
            Self::UnknownLanguage { written } => {
                format!("`{written}` is not a language code such as `fr`, `en` or `br`")
            }
            Self::UnknownNetwork { written } => format!("`{written}` is not a network"),
            Self::UnknownValue { name, written } => format!("`{name}:` has no value `{written}`"),
            Self::NotAFigure { name, written } => {
                format!("`{written}` is not a comparison such as `{name}:>1000`")
            }
            Self::NotADate { written } => {
                format!("`{written}` is not a date such as `2026-01-31`")
            }
            Self::NotADuration { written } => {
                format!("`{written}` is not a duration such as `7d` or `36h`, of ten years at most")
            }
            Self::UnknownName { field, written } => {
                format!("nothing here is called `{written}` for `{field}:`")
            }
            Self::QueryCycle { name } => format!("the query `{name}` ends up asking for itself"),
            Self::QueriesTooDeep { name } => format!(
                "the query `{name}` names queries that name queries, more than {QUERIES_DEPTH_MAX} deep"
            ),
            Self::QueriesTooLarge { count } => format!(
                "{count} terms with the saved queries it names, at most {OPENED_TERMS_MAX} are allowed"
            ),
            Self::SearchOnly { operator } => format!(
                "`{operator}:` is for searches: a column sees each post when it is published"
            ),
            Self::NotYet { operator } => {
                format!("`{operator}:` stays closed until it is known how often it is right")
            }
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
