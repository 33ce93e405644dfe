//! A search that found nothing: which of its parts kept everything out?

use query::{Expr, Spelling};

use super::{Asked, Question, Relaxed, SearchAsk, Unanswered, Without, chosen};
use crate::{Engine, Error, Facet};

/// Parts of the query tried at most: each is a question of its own.
const TRIED_MAX: usize = 12;

impl Engine {
    /// The part whose removal finds most: one of the query, a facet, or the dates. Of equals the first.
    pub(super) async fn what_helps(
        &self,
        question: &Question,
        asked: &Asked,
        ask: &SearchAsk,
        spelling: Spelling,
    ) -> Result<Option<Relaxed>, Unanswered> {
        let mut best: Option<Relaxed> = None;
        for (without, count) in without_each(asked, ask, spelling) {
            let answer = match self.ask(question, count).await {
                Ok(answer) => answer,
                // What was found so far helps, too.
                Err(Error::Archive(archive::Error::TooSlow)) => break,
                Err(error) => return Err(error.into()),
            };
            let count = answer.count;
            if count > best.as_ref().map_or(0, |it| it.count) {
                best = Some(Relaxed { without, count });
            }
        }
        Ok(best)
    }
}

/// Each part of a search, and the question that is left without it.
fn without_each(asked: &Asked, ask: &SearchAsk, spelling: Spelling) -> Vec<(Without, Asked)> {
    let whole = Asked {
        chosen: asked.chosen.clone(),
        ..Asked::count((*asked.expr).clone(), asked.since, asked.until)
    };
    let mut each = Vec::new();
    for (part, rest) in without_one(&asked.expr).into_iter().take(TRIED_MAX) {
        let without = Without::Part {
            written: query::print(&part, spelling),
            rest: query::print(&rest, spelling),
        };
        let expr = std::sync::Arc::new(rest);
        each.push((
            without,
            Asked {
                expr,
                ..whole.clone()
            },
        ));
    }
    for facet in Facet::ALL {
        let others = ask.chosen.iter().filter(|(it, _)| *it != facet);
        let others: Vec<_> = others.cloned().collect();
        if others.len() < ask.chosen.len() {
            let chosen = chosen(&others);
            each.push((
                Without::Facet(facet),
                Asked {
                    chosen,
                    ..whole.clone()
                },
            ));
        }
    }
    if asked.since.is_some() || asked.until.is_some() {
        let always = Asked {
            since: None,
            until: None,
            ..whole
        };
        each.push((Without::Dates, always));
    }
    each
}

/// Each required part of a query, and the query without it.
pub(super) fn without_one(expr: &Expr) -> Vec<(Expr, Expr)> {
    let Expr::And(parts) = expr else {
        return Vec::new();
    };
    let each = parts.iter().enumerate().filter_map(|(at, part)| {
        let others = parts.iter().enumerate().filter(|(other, _)| *other != at);
        let rest = Expr::and(others.map(|(_, it)| it.clone()))?;
        asks(&rest).then(|| (part.clone(), rest))
    });
    each.collect()
}

/// Whether something is asked for, not only excluded.
fn asks(expr: &Expr) -> bool {
    match expr {
        Expr::And(parts) => parts.iter().any(asks),
        Expr::Or(parts) => parts.iter().all(asks),
        Expr::Not(_) => false,
        Expr::Near(_) | Expr::Term(_) | Expr::Filter(_) => true,
    }
}
