//! Some of what was heard lately, matched or not, in memory only: it tells who writes a query how
//! much of the stream it would take.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use matcher::{Input, Matcher, QueryKey, Scratch};
use model::{OrgId, Post, SourceId};
use query::{Code, Diagnostic, Expr, Severity};

use crate::{ingest::language, matching::QuerySet};

/// Posts kept of each organisation: about 2 MB.
const POSTS_MAX: usize = 2_000;
/// Posts taken of one batch, so that the sample is of more than the last seconds.
const AT_ONCE: usize = 20;
/// With fewer posts nothing can be said of rates.
const POSTS_MIN: usize = 200;
/// A query that matches more of the stream is told to be hot, as per cent: nobody reads so much, and
/// each match is written.
const HOT_PERCENT: usize = 5;

/// Shared by ingest and whoever asks.
#[derive(Clone, Default)]
pub(crate) struct Sample(Arc<Mutex<HashMap<OrgId, Kept>>>);

/// What is kept for one organisation.
#[derive(Clone, Default)]
struct Kept {
    posts: VecDeque<Heard>,
    n_heard: u64,
    /// When the first post was heard, and the last.
    heard: Option<(Timestamp, Timestamp)>,
}

impl Kept {
    /// Posts heard a day, as things go.
    fn a_day(&self) -> f64 {
        const SECONDS_A_DAY: f64 = 86_400.0;
        let seconds = self.heard.map_or(0.0, |(first, last)| {
            last.duration_since(first).as_secs_f64()
        });
        self.n_heard as f64 / seconds.max(1.0) * SECONDS_A_DAY
    }
}

#[derive(Clone)]
struct Heard {
    /// Without its evidence.
    post: Arc<Post>,
    source: SourceId,
}

impl Sample {
    /// Takes some posts of a batch.
    pub(crate) fn take<'a>(
        &self,
        org: OrgId,
        batch: impl ExactSizeIterator<Item = (SourceId, &'a Post)>,
        at: Timestamp,
    ) {
        let step = batch.len().div_ceil(AT_ONCE).max(1);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.entry(org).or_default();
        kept.n_heard += batch.len() as u64;
        kept.heard = Some((kept.heard.map_or(at, |(first, _)| first), at));
        for (source, post) in batch.step_by(step) {
            if kept.posts.len() == POSTS_MAX {
                kept.posts.pop_front();
            }
            let post = Arc::new(Post {
                raw: "".into(),
                ..post.clone()
            });
            kept.posts.push_back(Heard { post, source });
        }
    }

    fn of(&self, org: OrgId) -> Kept {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&org).cloned().unwrap_or_default()
    }

    /// A warning about a query that would match much of what is heard.
    pub(crate) fn doubt(
        &self,
        org: OrgId,
        queries: &QuerySet,
        expr: &Expr,
        len: usize,
    ) -> Option<Diagnostic> {
        let kept = self.of(org);
        let heard = &kept.posts;
        let key = QueryKey::new(0)?;
        let matcher = Matcher::default();
        if heard.len() < POSTS_MIN || matcher.insert(key, expr).is_err() {
            return None;
        }
        let snapshot = matcher.snapshot();
        let (mut scratch, mut found) = (Scratch::default(), Vec::new());
        for it in heard {
            let facts = queries.facts(org, &it.post, Some(it.source));
            let lang = || language(&it.post);
            let input = Input {
                post: &it.post,
                facts: &facts,
                lang: &lang,
            };
            snapshot.matches(&mut scratch, input, &mut found);
        }
        let percent = found.len() * 100 / heard.len();
        let a_day = kept.a_day() * found.len() as f64 / heard.len() as f64;
        (percent > HOT_PERCENT).then_some(Diagnostic {
            severity: Severity::Warning,
            code: Code::Hot {
                percent: percent as u64,
                a_day: a_day as u64,
            },
            span: 0..len,
            fix: None,
        })
    }
}

#[cfg(test)]
mod tests;
