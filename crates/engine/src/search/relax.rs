//! A search that found nothing: which of its parts kept everything out?

use query::{Expr, Spelling};

use super::{Asked, Question, Relaxed, Unanswered};
use crate::{Engine, Error};

/// Parts tried at most: each is a question of its own.
const TRIED_MAX: usize = 12;

impl Engine {
    /// The part whose removal finds most.
    pub(super) async fn what_helps(
        &self,
        question: &Question,
        asked: &Asked,
        spelling: Spelling,
    ) -> Result<Option<Relaxed>, Unanswered> {
        let mut best: Option<Relaxed> = None;
        for (part, rest) in without_one(&asked.expr).into_iter().take(TRIED_MAX) {
            let count = Asked {
                chosen: asked.chosen.clone(),
                ..Asked::count(rest.clone(), asked.since, asked.until)
            };
            let answer = match self.ask(question, count).await {
                Ok(answer) => answer,
                // What was found so far helps, too.
                Err(Error::Archive(archive::Error::TooSlow)) => break,
                Err(error) => return Err(error.into()),
            };
            if answer.count > best.as_ref().map_or(0, |it| it.count) {
                best = Some(Relaxed {
                    without: query::print(&part, spelling),
                    text: query::print(&rest, spelling),
                    count: answer.count,
                });
            }
        }
        Ok(best)
    }
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
