//! From a query to what the index can say of it.
//!
//! Most of the language is exact. What is not (`raw:`, a phrase that begins or ends with any word, an
//! address of many words) is held between bounds: the posts that surely match, and those that may. A
//! plan has the two by itself: an exclusion of what may match excludes only what surely does.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use query::{Compare, Expr, Filter, Handle, Name, Within};

use crate::{
    facet::Facet,
    find::{Find, Row, Spot},
    terms::{self, kind},
};

/// What the index is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    Nothing,
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Fact(String),
    /// By the one name that no other has.
    Author(String),
    Find(Find),
    Figure(Figure, Compare),
    /// From the first moment to the last, in microseconds.
    Time(i64, i64),
    /// Between nothing and this.
    Maybe(Box<Self>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    Followers,
    Engagement,
}

/// When and where a question is asked.
pub(crate) struct Setting<'a> {
    pub(crate) zone: &'a TimeZone,
    pub(crate) now: Timestamp,
}

/// Which of the two bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// The posts that surely match.
    Sure,
    /// Those that may.
    Possible,
}

impl Limit {
    pub(crate) const fn opposite(self) -> Self {
        match self {
            Self::Sure => Self::Possible,
            Self::Possible => Self::Sure,
        }
    }
}

impl Plan {
    pub(crate) fn new(expr: &Expr, setting: &Setting<'_>) -> Self {
        let all = |parts: &[Expr]| parts.iter().map(|it| Self::new(it, setting)).collect();
        match expr {
            Expr::And(parts) => Self::And(all(parts)),
            Expr::Or(parts) => Self::Or(all(parts)),
            Expr::Not(inner) => Self::Not(Box::new(Self::new(inner, setting))),
            Expr::Term(term) => {
                let (row, is_all) = Row::of(term);
                Self::Find(Find::Row(row)).if_exact(is_all)
            }
            Expr::Near(near) => match Find::near(near) {
                (find, true) => Self::Find(find),
                (find, false) => Self::Maybe(Box::new(both_sides(find))),
            },
            Expr::Filter(filter) => Self::of_filter(filter, setting),
        }
    }

    fn of_filter(filter: &Filter, setting: &Setting<'_>) -> Self {
        let fact = |kind, text: &str| Self::Fact(terms::term(kind, text));
        let handle = |kind, it: &Handle| fact(kind, it.as_str());
        let name = |kind, it: &Name| fact(kind, it.folded());
        let link = |url, kind, words| {
            let (term, is_all) = terms::link_term(url, kind, words);
            Self::Fact(term).if_exact(is_all)
        };
        match filter {
            Filter::From(it) => handle(kind::FROM, it),
            Filter::To(it) => handle(kind::TO, it),
            Filter::Mentions(it) => handle(kind::MENTIONS, it),
            Filter::Lang(it) => fact(kind::LANG, it.as_str()),
            Filter::Network(it) => fact(kind::NETWORK, it.slug()),
            Filter::Source(it) => name(kind::SOURCE, it),
            Filter::Account(it) => name(kind::ACCOUNT, it),
            Filter::List(it) => name(kind::LIST, it),
            Filter::Url(it) => link(it, kind::LINK, kind::LINK_WORDS),
            Filter::Site(it) => link(it, kind::SITE, kind::SITE_WORDS),
            Filter::Has(it) => {
                let (kind, name) = terms::of_has(*it);
                fact(kind, name)
            }
            Filter::Is(it) => fact(kind::IS, terms::is_name(*it)),
            Filter::Followers(it) => Self::Figure(Figure::Followers, *it),
            Filter::Engagement(it) => Self::Figure(Figure::Engagement, *it),
            Filter::Since(day) => Self::Time(start_of(*day, setting.zone), i64::MAX),
            Filter::Until(day) => {
                let end = day
                    .tomorrow()
                    .map_or(i64::MAX, |it| start_of(it, setting.zone));
                Self::Time(i64::MIN, end.saturating_sub(1))
            }
            Filter::Within(it) => Self::Time(oldest_within(*it, setting.now), i64::MAX),
            // Opened before; what is left of them holds for no post.
            Filter::Query(_) => Self::Nothing,
        }
    }

    /// The posts with a value of a facet.
    pub(crate) fn with_value(facet: Facet, value: &str) -> Self {
        let fact = |kind| Self::Fact(terms::term(kind, value));
        match facet {
            Facet::Network => fact(kind::NETWORK),
            Facet::Account => fact(kind::ACCOUNT),
            Facet::Author => Self::Author(value.to_owned()),
            Facet::Tag => {
                let spot = Spot::Term(terms::term(kind::TAG, &format!("#{value}")));
                Self::Find(Find::Row(Row(vec![spot])))
            }
            Facet::Lang => fact(kind::LANG),
            Facet::Media => fact(kind::MEDIA),
        }
    }

    fn if_exact(self, is_exact: bool) -> Self {
        if is_exact {
            self
        } else {
            Self::Maybe(Box::new(self))
        }
    }

    /// Whether it says exactly what was asked.
    pub(crate) fn is_exact(&self) -> bool {
        match self {
            Self::Maybe(_) => false,
            Self::And(parts) | Self::Or(parts) => parts.iter().all(Self::is_exact),
            Self::Not(inner) => inner.is_exact(),
            _ => true,
        }
    }

    /// The first and the last moment of what it can find.
    pub(crate) fn span(&self) -> (i64, i64) {
        match self {
            Self::Time(first, last) => (*first, *last),
            Self::And(parts) => parts
                .iter()
                .map(Self::span)
                .fold((i64::MIN, i64::MAX), |(first, last), it| {
                    (first.max(it.0), last.min(it.1))
                }),
            _ => (i64::MIN, i64::MAX),
        }
    }

    /// Whether more than single terms must be looked up before anything is known of it.
    pub(crate) fn is_dear(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::is_dear),
            Self::Not(inner) | Self::Maybe(inner) => inner.is_dear(),
            Self::Author(_) => true,
            Self::Find(Find::Row(Row(spots))) => !matches!(spots.as_slice(), [Spot::Term(_)]),
            Self::Find(_) => true,
            Self::Nothing | Self::Fact(_) | Self::Figure(..) | Self::Time(..) => false,
        }
    }
}

/// Both sides of a `NEAR`, however far apart.
fn both_sides(find: Find) -> Plan {
    match find {
        Find::Near { left, right, .. } => {
            let any_of = |rows: Vec<Row>| {
                let rows = rows.into_iter().map(|it| Plan::Find(Find::Row(it)));
                Plan::Or(rows.collect())
            };
            Plan::And(vec![any_of(left), any_of(right)])
        }
        row @ Find::Row(_) => Plan::Find(row),
    }
}

/// The first microsecond of a day where the readers are.
fn start_of(day: Date, zone: &TimeZone) -> i64 {
    let start = day.to_zoned(zone.clone());
    start.map_or(i64::MAX, |it| micros_from(it.timestamp()))
}

/// The first moment, in whole microseconds, that is not before `at`.
fn micros_from(at: Timestamp) -> i64 {
    let micros = at.as_microsecond();
    let is_after = at.as_nanosecond() > i128::from(micros) * 1_000;
    micros + i64::from(is_after)
}

fn oldest_within(within: Within, now: Timestamp) -> i64 {
    let oldest = now.checked_sub(within.duration());
    oldest.map_or(i64::MIN, micros_from)
}
