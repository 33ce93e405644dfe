//! What a search asks, as its address says it.

use std::str::FromStr as _;

use engine::{Cursor, Facet, FromPlace, SearchAsk};
use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

/// Values of facets one search may tick: more are not chosen, they are typed.
const CHOSEN_MAX: usize = 50;
/// Posts of a page.
const PAGE: u16 = 30;
/// Rows of a table: they are short.
const ROWS: u16 = 100;

/// How results are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    #[default]
    Posts,
    Table,
}

impl Show {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Table => "table",
        }
    }
}

/// A search, by its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub text: String,
    /// The first day, and the last one.
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub chosen: Vec<(Facet, String)>,
    pub place: FromPlace,
    pub show: Show,
}

impl Asked {
    /// A search for a text alone.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Reads what stands after the `?`; what is not understood is left out.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "q" => asked.text = value.into_owned(),
                "since" => asked.since = Date::from_str(&value).ok(),
                "until" => asked.until = Date::from_str(&value).ok(),
                "before" => {
                    asked.place = Cursor::from_str(&value).map_or(asked.place, FromPlace::Before);
                }
                "after" => {
                    asked.place = Cursor::from_str(&value).map_or(asked.place, FromPlace::After);
                }
                "show" if value == Show::Table.as_str() => asked.show = Show::Table,
                slug => {
                    let facet = Facet::parse(slug).filter(|_| !value.is_empty());
                    let chosen = facet.map(|it| (it, value.into_owned()));
                    if let Some(chosen) = chosen
                        && !asked.chosen.contains(&chosen)
                        && asked.chosen.len() < CHOSEN_MAX
                    {
                        asked.chosen.push(chosen);
                    }
                }
            }
        }
        asked
    }

    /// Whether there is anything to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The question to the archive; days are those of the house.
    #[must_use]
    pub fn ask(&self, zone: &TimeZone) -> SearchAsk {
        let begins = |day: Date| -> Option<Timestamp> {
            let zoned = day.to_datetime(Time::midnight()).to_zoned(zone.clone());
            zoned.ok().map(|it| it.timestamp())
        };
        SearchAsk {
            text: self.text.clone(),
            since: self.since.and_then(begins),
            until: self
                .until
                .and_then(|it| it.tomorrow().ok())
                .and_then(begins),
            chosen: self.chosen.clone(),
            place: self.place,
            page: match self.show {
                Show::Posts => PAGE,
                Show::Table => ROWS,
            },
        }
    }

    /// What stands after the `?`.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &self.text);
        for (name, date) in [("since", self.since), ("until", self.until)] {
            if let Some(date) = date {
                query.append_pair(name, &date.to_string());
            }
        }
        for (facet, value) in &self.chosen {
            query.append_pair(facet.slug(), value);
        }
        match self.place {
            FromPlace::First => {}
            FromPlace::Before(at) => drop(query.append_pair("before", &at.to_string())),
            FromPlace::After(at) => drop(query.append_pair("after", &at.to_string())),
        }
        if self.show == Show::Table {
            query.append_pair("show", self.show.as_str());
        }
        query.finish()
    }

    /// The page's address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/search?{}", self.query())
    }

    /// The same from another place in time.
    #[must_use]
    pub(super) fn at_place(&self, place: FromPlace) -> String {
        let moved = Self {
            place,
            ..self.clone()
        };
        moved.address()
    }

    pub(super) fn showing(&self, show: Show) -> String {
        let shown = Self {
            show,
            ..self.clone()
        };
        shown.address()
    }

    /// Without dates.
    pub(super) fn whole_time(&self) -> String {
        let whole = Self {
            since: None,
            until: None,
            place: FromPlace::First,
            ..self.clone()
        };
        whole.address()
    }

    /// Without facets.
    pub(super) fn whole_facets(&self) -> String {
        let whole = Self {
            chosen: Vec::new(),
            place: FromPlace::First,
            ..self.clone()
        };
        whole.address()
    }

    /// With another text.
    pub(super) fn instead(&self, text: &str) -> String {
        let other = Self {
            text: text.to_owned(),
            place: FromPlace::First,
            ..self.clone()
        };
        other.address()
    }

    /// Without what is ticked of one facet.
    pub(super) fn without_facet(&self, facet: Facet) -> String {
        let others = self.chosen.iter().filter(|(it, _)| *it != facet);
        let other = Self {
            chosen: others.cloned().collect(),
            place: FromPlace::First,
            ..self.clone()
        };
        other.address()
    }

    /// Where all that is asked becomes one query, on its way to be saved.
    pub(super) fn saved_as(&self, to: Become) -> String {
        let asked = Self {
            place: FromPlace::First,
            show: Show::default(),
            ..self.clone()
        };
        format!("/search/save?to={}&{}", to.as_str(), asked.query())
    }
}

/// What a search can become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Become {
    #[default]
    Query,
    Column,
}

impl Become {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Column => "column",
        }
    }

    /// Reads what stands after the `?` of a search on its way.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        let is_column = pairs.any(|(name, value)| name == "to" && value == Self::Column.as_str());
        if is_column { Self::Column } else { Self::Query }
    }

    /// Where it begins with a text.
    #[must_use]
    pub fn begin(self, text: &str) -> String {
        let (path, pairs) = match self {
            Self::Query => ("/queries/new", vec![("text", text)]),
            Self::Column => ("/columns/new", vec![("kind", "query"), ("value", text)]),
        };
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        format!("{path}?{query}")
    }
}

#[cfg(test)]
mod tests;
