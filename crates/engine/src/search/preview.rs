//! What an edited query would have caught, beside what its saved version caught.

use std::{
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::{Span, Timestamp};
use model::{Locale, Role};
use query::Expr;

use super::{
    Asked, Explained, Outline, PreviewAsk, PreviewView, Question, Step, Tab, Unanswered,
    explain::Why, hours_between, relax, timeline::Bars,
};
use crate::{Actor, Engine, Error, MentionView};

/// A person types on: an answer that takes longer than this is of no use.
const DEADLINE: Duration = Duration::from_secs(2);
/// Posts shown.
const SAMPLES: usize = 12;
/// Posts drawn by lot, of which those shown are chosen.
const DRAWN: usize = 8 * SAMPLES;
/// How far back a preview may look.
const DAYS_MAX: u8 = 90;
/// Required parts left out in turn for near misses: each is a question of its own.
const NEAR_PARTS_MAX: usize = 6;

/// What one version of a query finds in the days looked at.
struct Drawn {
    outline: Outline,
    samples: Vec<model::PostId>,
}

impl Engine {
    /// What an edited query would have caught, beside what its saved version caught.
    pub async fn preview(
        &self,
        actor: &Actor,
        ask: &PreviewAsk,
        locale: Locale,
    ) -> Result<PreviewView, Error> {
        actor.require(Role::Viewer)?;
        let (parsed, opened) = self.read_search(actor.org, &ask.text);
        let mut view = PreviewView {
            parsed,
            now: None,
            before: None,
            rejected: 0,
            near: 0,
            samples: Vec::new(),
            took: Duration::ZERO,
            archived: 0,
            trouble: None,
        };
        let Some(expr) = opened else {
            return Ok(view);
        };
        let begun = Instant::now();
        match self
            .fill_preview(actor, ask, &expr, locale, &mut view)
            .await
        {
            Ok(()) => {}
            Err(Unanswered::Trouble(trouble)) => view.trouble = Some(trouble),
            Err(Unanswered::Failed(error)) => return Err(error),
        }
        view.took = begun.elapsed();
        Ok(view)
    }

    async fn fill_preview(
        &self,
        actor: &Actor,
        ask: &PreviewAsk,
        expr: &Expr,
        locale: Locale,
        view: &mut PreviewView,
    ) -> Result<(), Unanswered> {
        let question = self.question(actor.org, DEADLINE)?;
        view.archived = question.house.posts();
        let days = ask.days.clamp(1, DAYS_MAX);
        let until = question.now;
        let today = until.to_zoned(question.zone.clone());
        let first = today.checked_sub(Span::new().days(i64::from(days)));
        let since = first.map_or(until, |it| it.timestamp());
        let found = self.drawn(&question, expr, since, until).await?;
        view.now = Some(found.outline);
        if let Some(saved) = ask.saved
            && let Some(before) = self.saved_expr(actor, saved).await?
        {
            let before = self.drawn(&question, &before, since, until).await?;
            view.before = Some(before.outline);
        }
        let mut shown = (expr.clone(), found.samples);
        if let Some(rejected) = rejected(expr) {
            let drawn = self.drawn(&question, &rejected, since, until).await?;
            view.rejected = drawn.outline.count;
            if ask.tab == Tab::Rejected {
                shown = (rejected, drawn.samples);
            }
        } else if ask.tab == Tab::Rejected {
            shown.1.clear();
        }
        if let Some(near) = near_misses(expr) {
            let drawn = self.drawn(&question, &near, since, until).await?;
            view.near = drawn.outline.count;
            if ask.tab == Tab::Near {
                shown = (near, drawn.samples);
            }
        } else if ask.tab == Tab::Near {
            shown.1.clear();
        }
        let (expr, ids) = shown;
        let why = Why {
            expr: &expr,
            blocks: question.opened_blocks(&ask.text),
        };
        let posts = self.explained(actor, &question, &why, &ids, locale).await?;
        view.samples = varied(posts, SAMPLES);
        Ok(())
    }

    async fn drawn(
        &self,
        question: &Question,
        expr: &Expr,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Drawn, Unanswered> {
        let bars = Bars::by(Step::Day, since, until, &question.zone);
        let asked = Asked {
            expr: Arc::new(expr.clone()),
            bounds: bars.bounds().to_vec(),
            samples: DRAWN,
            ..Asked::count(expr.clone(), Some(since), Some(until))
        };
        let answer = self.ask(question, asked).await?;
        Ok(Drawn {
            outline: Outline {
                count: answer.count,
                per_hour: answer.count as f32 / hours_between(since, until),
                timeline: bars.filled(&answer.bars, false).bars,
            },
            samples: answer.samples,
        })
    }

    /// What a saved query asks, with those it names in their places; nothing if it cannot be opened.
    async fn saved_expr(
        &self,
        actor: &Actor,
        id: model::QueryId,
    ) -> Result<Option<Expr>, Unanswered> {
        let mut tx = self.db.read().await?;
        let saved = store::query::get(&mut tx, actor.org, id).await?;
        let saved = saved.ok_or(Unanswered::Failed(Error::NotFound))?;
        Ok(self.read_search(actor.org, &saved.canonical).1)
    }
}

/// What a query would find but for the parts that exclude, and does not.
fn rejected(expr: &Expr) -> Option<Expr> {
    let Expr::And(parts) = expr else {
        return None;
    };
    let (excluding, asking): (Vec<&Expr>, Vec<&Expr>) =
        parts.iter().partition(|it| matches!(it, Expr::Not(_)));
    let excluded = excluding.iter().filter_map(|it| match it {
        Expr::Not(inner) => Some((**inner).clone()),
        _ => None,
    });
    let excluded = Expr::or(excluded)?;
    let asked = Expr::and(asking.into_iter().cloned())?;
    Expr::and([asked, excluded])
}

/// What a query would find but for one required part, and does not.
fn near_misses(expr: &Expr) -> Option<Expr> {
    let without = relax::without_one(expr).into_iter();
    let required = without.filter(|(part, _)| !matches!(part, Expr::Not(_)));
    let any = Expr::or(required.take(NEAR_PARTS_MAX).map(|(_, rest)| rest))?;
    Expr::and([any, Expr::Not(Box::new(expr.clone()))])
}

/// Posts unlike each other: of other authors, days and networks first, as long as there are any.
fn varied(mut posts: Vec<Explained>, n: usize) -> Vec<Explained> {
    let mut authors = HashSet::new();
    let mut days = HashSet::new();
    let mut networks = HashSet::new();
    let mut chosen: Vec<Explained> = Vec::with_capacity(n);
    while chosen.len() < n && !posts.is_empty() {
        let day = |it: &MentionView| it.post.created_at.as_second().div_euclid(86_400);
        let news = |it: &MentionView| {
            u8::from(!authors.contains(&it.post.author.id)) * 4
                + u8::from(!days.contains(&day(it))) * 2
                + u8::from(!networks.contains(&it.post.at.network))
        };
        // The first of the best: the order is that of the lots.
        let best = (0..posts.len())
            .rev()
            .max_by_key(|at| news(&posts[*at].mention));
        let Some(best) = best else { break };
        let post = posts.remove(best);
        let said = &post.mention;
        authors.insert(said.post.author.id.clone());
        days.insert(day(said));
        networks.insert(said.post.at.network);
        chosen.push(post);
    }
    chosen
}

#[cfg(test)]
mod tests;
