//! A search written as one query: what was ticked and which days were chosen, in operators of the
//! language, so that it can be saved whole.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use model::{Lang, Locale, Network, Role};
use query::{Atom, Blocks, Expr, Filter, Handle, Has, Name, Needle, Term};

use super::{Asked, Question, SearchAsk, Unanswered};
use crate::{Actor, Engine, Error, Facet, listen::spelling};

use super::DEADLINE;

/// A search as a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// In the reader's spelling.
    pub text: String,
    /// Values ticked that no operator can name.
    pub left_out: Vec<(Facet, String)>,
}

impl Engine {
    /// Writes a search as one query that finds the same posts, so that a column or a saved query can
    /// begin with it. A text with an error stays as it is, alone.
    pub async fn search_written(
        &self,
        actor: &Actor,
        ask: &SearchAsk,
        locale: Locale,
    ) -> Result<Written, Error> {
        actor.require(Role::Viewer)?;
        let Some(asked) = self.read_search(actor.org, &ask.text).0.valid().cloned() else {
            return Ok(Written {
                text: ask.text.clone(),
                left_out: ask.chosen.clone(),
            });
        };
        let question = match self.question(actor.org, DEADLINE) {
            Ok(question) => Some(question),
            // Nothing has been found to tell authors apart by.
            Err(Unanswered::Trouble(_)) => None,
            Err(Unanswered::Failed(error)) => return Err(error),
        };
        let mut parts = vec![asked];
        let mut left_out = Vec::new();
        for facet in Facet::ALL {
            let values = ask.chosen.iter().filter(|(it, _)| *it == facet);
            let mut any = Vec::new();
            for (_, value) in values {
                match (of_value(facet, value), &question) {
                    (Some(expr), Some(question)) if facet == Facet::Author => {
                        any.push(self.of_author(question, value, expr).await?);
                    }
                    (Some(expr), _) => any.push(expr),
                    (None, _) => left_out.push((facet, value.clone())),
                }
            }
            parts.extend(Expr::or(any));
        }
        let known = self.matching.current();
        let zone = known.knowledge(actor.org).and_then(|it| it.zone().cloned());
        parts.extend(days(ask, &zone.unwrap_or(TimeZone::UTC)));
        let whole = Expr::and(parts);
        Ok(Written {
            // In the order of the blocks that the query will be shown in.
            text: Blocks::of(whole.as_ref()).text(spelling(locale)),
            left_out,
        })
    }

    /// `from:` finds whoever bears a name on any server. Where that has found more people than the one
    /// ticked, the networks of this one are asked for as well.
    async fn of_author(&self, question: &Question, value: &str, from: Expr) -> Result<Expr, Error> {
        let all = Asked::count(from.clone(), None, None);
        let ticked = Asked {
            chosen: super::chosen(&[(Facet::Author, value.to_owned())]),
            facets: true,
            ..all.clone()
        };
        let ticked = self.ask(question, ticked).await?;
        if self.ask(question, all).await?.count == ticked.count {
            return Ok(from);
        }
        let counts = ticked.facets.into_iter();
        let of_networks = counts.filter(|(it, _)| *it == Facet::Network);
        let networks = of_networks.flat_map(|(_, values)| values).map(|it| it.0);
        let networks = Expr::or(networks.filter_map(|it| of_value(Facet::Network, &it)));
        Ok(Expr::and([Some(from.clone()), networks].into_iter().flatten()).unwrap_or(from))
    }
}

/// The operator that a value of a facet is; nothing if it cannot be written.
fn of_value(facet: Facet, value: &str) -> Option<Expr> {
    let filter = match facet {
        Facet::Network => Filter::Network(Network::parse(value)?),
        Facet::Account => Filter::Account(Name::new(value)?),
        Facet::Author => Filter::From(Handle::new(value).filter(|it| it.as_str() == value)?),
        Facet::Tag => return tag(value),
        Facet::Lang => Filter::Lang(Lang::parse(value)?),
        Facet::Media => Filter::Has(match value {
            "image" => Has::Image,
            "video" => Has::Video,
            "audio" => Has::Audio,
            "other" => Has::OtherMedia,
            _ => return None,
        }),
    };
    Some(Expr::Filter(filter))
}

/// Networks take for tags what nobody could type after a `#`.
fn tag(value: &str) -> Option<Expr> {
    let term = Term::new(&format!("#{value}"))?;
    let is_it = matches!(term.atoms(), [Atom::Tag(Needle::Whole(it))] if it.strip_prefix('#') == Some(value));
    is_it.then_some(Expr::Term(term))
}

/// The days of a search, the last one included.
fn days(ask: &SearchAsk, zone: &TimeZone) -> impl Iterator<Item = Expr> {
    let day = |at: Timestamp| -> Date { at.to_zoned(zone.clone()).date() };
    let last = |at: Timestamp| Timestamp::from_microsecond(at.as_microsecond() - 1).ok();
    let since = ask.since.map(|it| Filter::Since(day(it)));
    let until = ask.until.and_then(last).map(|it| Filter::Until(day(it)));
    [since, until].into_iter().flatten().map(Expr::Filter)
}

#[cfg(test)]
mod tests;
