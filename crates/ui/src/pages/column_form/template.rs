//! Templates of columns: each only prepares the text of a query, so that a column is always one.

use model::Locale;
use query::Spelling;

use crate::kit::query::spelling;

/// What a column is usually made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    Query,
    Source,
    Author,
    List,
    Tags,
    Press,
}

impl Template {
    pub const ALL: [Self; 6] = [
        Self::Query,
        Self::Source,
        Self::Author,
        Self::List,
        Self::Tags,
        Self::Press,
    ];

    /// Its name in addresses and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Source => "source",
            Self::Author => "author",
            Self::List => "list",
            Self::Tags => "tags",
            Self::Press => "press",
        }
    }

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    /// The query of a column on `value`; `None` while there is nothing to follow.
    #[must_use]
    pub fn text(self, locale: Locale, value: &str) -> Option<String> {
        let value = value.trim();
        let is_french = spelling(locale) == Spelling::French;
        let text = match self {
            Self::Query => value.to_owned(),
            Self::Source => format!("source:{}", quoted(value)),
            Self::Author => {
                let handle = value.trim_start_matches('@');
                let field = if is_french { "de" } else { "from" };
                if handle.is_empty() {
                    String::new()
                } else {
                    format!("{field}:@{handle}")
                }
            }
            Self::List => format!(
                "{}:{}",
                if is_french { "liste" } else { "list" },
                quoted(value)
            ),
            Self::Tags => tags(value).join(if is_french { " OU " } else { " OR " }),
            Self::Press => {
                let press = if is_french {
                    "réseau:presse"
                } else {
                    "network:press"
                };
                return Some(if value.is_empty() {
                    press.to_owned()
                } else {
                    format!("{press} ({value})")
                });
            }
        };
        (!value.is_empty() && !text.is_empty()).then_some(text)
    }

    /// The name of a column on `value`, when its author gives none.
    #[must_use]
    pub fn title(self, value: &str, press: &str) -> String {
        let value = value.trim();
        match self {
            Self::Query | Self::Source | Self::List => value.to_owned(),
            Self::Author => format!("@{}", value.trim_start_matches('@')),
            Self::Tags => tags(value).join(", "),
            Self::Press if value.is_empty() => press.to_owned(),
            Self::Press => format!("{press}, {value}"),
        }
    }
}

/// A name in quotes; those it holds would end it early.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', " "))
}

fn tags(value: &str) -> Vec<String> {
    value
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|it| it.trim_start_matches('#'))
        .filter(|it| !it.is_empty())
        .map(|it| format!("#{it}"))
        .collect()
}

#[cfg(test)]
mod tests;
