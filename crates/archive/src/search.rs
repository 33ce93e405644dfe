//! One question to the index of an organisation, over all its segments.

use std::{
    cmp::Reverse,
    collections::HashSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use jiff::{Timestamp, tz::TimeZone};
use model::{PostId, time};
use query::Expr;
use uuid::Uuid;

use crate::{
    docs::{Docs, Gather},
    error::{Error, Result},
    facet::Facet,
    house::House,
    month::Part,
    plan::{Limit, Plan, Setting},
    sift::Sieve,
    stop::{Pace, Stop},
    tally::{Page, Timeline, Values},
};

/// Threads that work on one question: more do not help one person and take from the others.
const THREADS_MAX: usize = 4;
/// What one thread does alone before others are started: most questions are answered by then.
const ALONE: Duration = Duration::from_millis(1);
/// Posts held against the query at once: a page of the store.
const CHECKED_AT_ONCE: usize = 400;

/// Holds posts against the query itself: the ids of those that match. What it fails by is told on.
pub type Verify<'v> = dyn FnMut(&[PostId]) -> std::result::Result<HashSet<PostId>, String> + 'v;

/// A question.
pub struct Ask<'a> {
    /// With saved queries in the place of their names.
    pub expr: &'a Expr,
    /// From this moment on.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    pub chosen: &'a [Chosen],
    /// Where days begin.
    pub zone: &'a TimeZone,
    pub now: Timestamp,
    /// The boundaries of the timeline's bars in microseconds, in order.
    pub bounds: &'a [i64],
    pub from: From,
    /// Posts of the page.
    pub wanted: usize,
    /// Posts drawn by lot, the same for the same question.
    pub samples: usize,
    pub facets: &'a [Facet],
    /// Values shown of each facet.
    pub values: usize,
    pub stop: &'a Stop,
}

/// Values of a facet of which a post must have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub facet: Facet,
    pub values: Vec<String>,
}

/// The place of a post in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub(crate) at: i64,
    id: u128,
}

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// At the newest post.
    First,
    /// Below this post.
    Before(Key),
    /// Above this post, as far as the page reaches.
    After(Key),
}

/// Facets with their values and how many posts have each.
pub type FacetCounts = Vec<(Facet, Vec<(String, u64)>)>;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub count: u64,
    /// When the oldest and the newest of them were posted, in microseconds.
    pub span: Option<(i64, i64)>,
    /// One number less than boundaries were given.
    pub bars: Vec<u64>,
    /// In the order asked: values with their counts, the commonest first, those chosen always.
    pub facets: FacetCounts,
    /// Newest first.
    pub page: Vec<Key>,
    /// Whether there are more posts in the direction of the page.
    pub has_more: bool,
    pub samples: Vec<PostId>,
    /// Posts that had to be held against the query itself.
    pub checked: u64,
}

impl Key {
    #[must_use]
    pub fn new(at: Timestamp, post: PostId) -> Self {
        Self {
            at: at.as_microsecond(),
            id: post.as_uuid().as_u128(),
        }
    }

    pub(crate) const fn from_parts(at: i64, high: u64, low: u64) -> Self {
        Self {
            at,
            id: (high as u128) << 64 | low as u128,
        }
    }

    #[must_use]
    pub fn at(&self) -> Timestamp {
        time::from_micros(self.at)
    }

    #[must_use]
    pub const fn post(&self) -> PostId {
        PostId::from_uuid(Uuid::from_u128(self.id))
    }
}

/// What was found in one segment.
struct Found {
    part: Part,
    /// Without the values chosen.
    docs: Docs,
    /// What may match and has to be checked.
    open: Vec<u32>,
    /// For each facet with chosen values, the posts that have one.
    chosen: Vec<Docs>,
}

/// What one segment adds to the answer.
struct Counted {
    count: u64,
    span: Option<(i64, i64)>,
    bars: Vec<u64>,
    page: Page,
    /// By the number that lots are drawn by.
    samples: Vec<(u64, u128)>,
    values: Vec<Option<Values>>,
}

impl House {
    /// Answers a question.
    ///
    /// # Errors
    /// [`Error::TooSlow`] when its time is over; otherwise when the index or `verify` fails.
    pub fn search(&self, ask: &Ask<'_>, verify: &mut Verify<'_>) -> Result<Answer> {
        let question = Question::new(ask);
        let months = self.months();
        let months: Vec<Arc<[Part]>> = months.iter().map(|(_, it)| it.parts()).collect();
        let parts: Vec<&Part> = months.iter().flat_map(|it| it.iter()).collect();
        let size = |it: &&Part| it.segment.max_doc();
        let found = in_parallel(&parts, size, ask.stop, |it| question.find(it))?;
        let mut found: Vec<Found> = found.into_iter().flatten().collect();
        let checked = question.check(&mut found, verify)?;
        let size = |it: &Found| it.part.segment.max_doc();
        let counted = in_parallel(&found, size, ask.stop, |it| question.count(it))?;
        let answer = question.sum_up(counted)?;
        Ok(Answer { checked, ..answer })
    }
}

/// A question, planned once for all segments.
struct Question<'a> {
    ask: &'a Ask<'a>,
    /// The first and the last microsecond of what it can find.
    span: (i64, i64),
    plan: Plan,
    is_exact: bool,
    /// For each facet with chosen values, the posts that have one.
    chosen: Vec<Plan>,
}

impl<'a> Question<'a> {
    fn new(ask: &'a Ask<'a>) -> Self {
        let setting = Setting {
            zone: ask.zone,
            now: ask.now,
        };
        let plan = Plan::new(ask.expr, &setting);
        let chosen = ask.chosen.iter().map(|it| {
            let values = it.values.iter();
            Plan::Or(
                values
                    .map(|value| Plan::with_value(it.facet, value))
                    .collect(),
            )
        });
        Self {
            ask,
            span: plan.span(),
            is_exact: plan.is_exact(),
            plan,
            chosen: chosen.collect(),
        }
    }

    /// What one segment holds of it; nothing if no post of it is of the time asked for.
    fn find(&self, part: &Part) -> Result<Option<Found>> {
        let (oldest, newest) = part.columns.span();
        let (first, last) = self.range();
        if newest < first || last < oldest {
            return Ok(None);
        }
        let is_within = first <= oldest && newest <= last;
        let alive = part.segment.alive_bitset();
        let sieve = Sieve::new(part, self.ask.stop);
        let find = |plan: &Plan, limit| -> Result<Docs> {
            let mut docs = sieve.find(plan, limit)?;
            if !is_within {
                docs.retain(|it| (first..=last).contains(&part.columns.at(it)));
            }
            if let Some(alive) = alive {
                docs.retain(|it| alive.is_alive(it));
            }
            Ok(docs)
        };
        let docs = find(&self.plan, Limit::Sure)?;
        let open = if self.is_exact {
            Vec::new()
        } else {
            let possible = find(&self.plan, Limit::Possible)?;
            possible.iter().filter(|it| !docs.contains(*it)).collect()
        };
        if docs.is_empty() && open.is_empty() {
            return Ok(None);
        }
        let chosen = self.chosen.iter().map(|it| find(it, Limit::Sure));
        Ok(Some(Found {
            chosen: chosen.collect::<Result<_>>()?,
            part: part.clone(),
            docs,
            open,
        }))
    }

    /// The first and the last microsecond asked for.
    fn range(&self) -> (i64, i64) {
        let first = self.ask.since.map_or(i64::MIN, Timestamp::as_microsecond);
        let until = self.ask.until.map(Timestamp::as_microsecond);
        let (from, to) = self.span;
        let last = until.map_or(i64::MAX, |it| it.saturating_sub(1));
        (first.max(from), last.min(to))
    }

    /// Holds what may match against the query itself. How many posts that were.
    fn check(&self, found: &mut [Found], verify: &mut Verify<'_>) -> Result<u64> {
        let mut n_checked = 0;
        for found in found {
            let open = std::mem::take(&mut found.open);
            let columns = &found.part.columns;
            let mut matching = Vec::new();
            for docs in open.chunks(CHECKED_AT_ONCE) {
                self.ask.stop.check()?;
                let ids: Vec<PostId> = docs.iter().map(|it| columns.key(*it).post()).collect();
                let holding = verify(&ids).map_err(Error::Verify)?;
                n_checked += docs.len() as u64;
                let pairs = docs.iter().zip(&ids);
                let held = pairs.filter(|(_, id)| holding.contains(*id));
                matching.extend(held.map(|(doc, _)| *doc));
            }
            if !matching.is_empty() {
                found.docs.extend(&matching, found.part.segment.max_doc());
            }
        }
        Ok(n_checked)
    }

    fn count(&self, found: &Found) -> Result<Counted> {
        let segment = &found.part.segment;
        let max_doc = segment.max_doc();
        // For each facet what is found by all else: its own values are a choice among these.
        let but = |left_out: Option<usize>| {
            let others = found.chosen.iter().enumerate();
            let others: Vec<&Docs> = others
                .filter(|(at, _)| Some(*at) != left_out)
                .map(|(_, it)| it)
                .collect();
            (!others.is_empty()).then(|| {
                let mut docs = Gather::new(found.docs.len() as u64, max_doc);
                let by_all = |it: &u32| others.iter().all(|docs| docs.contains(*it));
                docs.extend(found.docs.iter().filter(by_all));
                docs.finish()
            })
        };
        let by_all = but(None);
        let docs = by_all.as_ref().unwrap_or(&found.docs);
        let mut counted = self.count_docs(&found.part, docs)?;
        for facet in self.ask.facets {
            let own = self.ask.chosen.iter().position(|it| it.facet == *facet);
            let by_others = own.and_then(|it| but(Some(it)));
            let docs = match own {
                Some(_) => by_others.as_ref().unwrap_or(&found.docs),
                None => docs,
            };
            let values = Values::count(segment, *facet, docs, self.ask.stop)?;
            counted.values.push(values);
        }
        Ok(counted)
    }

    fn count_docs(&self, part: &Part, docs: &Docs) -> Result<Counted> {
        let mut timeline = Timeline::new(self.ask.bounds);
        let mut page = Page::new(self.ask.from, self.ask.wanted);
        let mut span: Option<(i64, i64)> = None;
        let mut count = 0;
        let mut pace = Pace::new(self.ask.stop);
        let mut samples = Vec::new();
        for doc in docs.iter() {
            pace.step()?;
            count += 1;
            let at = part.columns.at(doc);
            timeline.add(at);
            span = Some(span.map_or((at, at), |(from, to)| (from.min(at), to.max(at))));
            if self.ask.wanted > 0 {
                page.offer(at, || part.columns.key(doc));
            }
            if self.ask.samples > 0 {
                samples.push((part.columns.lot(doc), doc));
                if samples.len() >= 8 * self.ask.samples {
                    cut(&mut samples, self.ask.samples);
                }
            }
        }
        cut(&mut samples, self.ask.samples);
        let samples = samples
            .into_iter()
            .map(|(lot, doc)| (lot, part.columns.key(doc).id));
        Ok(Counted {
            count,
            span,
            bars: timeline.bars,
            page,
            samples: samples.collect(),
            values: Vec::new(),
        })
    }

    fn sum_up(&self, counted: Vec<Counted>) -> Result<Answer> {
        let mut answer = Answer {
            bars: vec![0; self.ask.bounds.len().saturating_sub(1)],
            facets: self.sum_values(&counted)?,
            ..Answer::default()
        };
        let mut page = Page::new(self.ask.from, self.ask.wanted);
        let mut samples = Vec::new();
        for it in counted {
            answer.count += it.count;
            for (bar, n) in answer.bars.iter_mut().zip(it.bars) {
                *bar += n;
            }
            answer.span = match (answer.span, it.span) {
                (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
                (known, new) => known.or(new),
            };
            page.absorb(it.page);
            samples.extend(it.samples);
        }
        cut(&mut samples, self.ask.samples);
        let ids = samples.into_iter().map(|(_, id)| Uuid::from_u128(id));
        answer.samples = ids.map(PostId::from_uuid).collect();
        (answer.page, answer.has_more) = page.finish();
        Ok(answer)
    }

    /// Adds up the values that any segment puts forward.
    fn sum_values(&self, counted: &[Counted]) -> Result<FacetCounts> {
        let mut all = Vec::with_capacity(self.ask.facets.len());
        for (at, facet) in self.ask.facets.iter().enumerate() {
            let own = self.ask.chosen.iter().filter(|it| it.facet == *facet);
            let chosen: HashSet<&String> = own.flat_map(|it| &it.values).collect();
            let mut names: HashSet<String> = chosen.iter().map(|it| (*it).clone()).collect();
            let columns: Vec<&Values> = counted
                .iter()
                .filter_map(|it| it.values.get(at)?.as_ref())
                .collect();
            for column in &columns {
                names.extend(column.commonest()?);
            }
            let mut values = Vec::with_capacity(names.len());
            for name in names {
                let mut n = 0;
                for column in &columns {
                    n += column.of(&name)?;
                }
                values.push((name, n));
            }
            values.sort_unstable_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
            let mut n_shown = 0;
            values.retain(|(name, _)| {
                n_shown += 1;
                n_shown <= self.ask.values || chosen.contains(name)
            });
            all.push((*facet, values));
        }
        Ok(all)
    }
}

/// Keeps the lowest lots.
fn cut<T: Ord>(samples: &mut Vec<T>, n: usize) {
    samples.sort_unstable();
    samples.truncate(n);
}

/// Works on segments side by side, the largest first; the results are in no order.
fn in_parallel<S: Sync, T: Send>(
    segments: &[S],
    size: impl Fn(&S) -> u32,
    stop: &Stop,
    work: impl Fn(&S) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let mut order: Vec<usize> = (0..segments.len()).collect();
    order.sort_by_key(|at| Reverse(size(&segments[*at])));
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(segments.len()));
    let run = || {
        while let Some(at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = work(&segments[*at]);
            if result.is_err() {
                stop.give_up();
            }
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results.push(result);
        }
    };
    let started = Instant::now();
    let mut done = Vec::with_capacity(segments.len());
    while started.elapsed() < ALONE {
        match order.get(next.fetch_add(1, Ordering::Relaxed)) {
            Some(at) => done.push(work(&segments[*at])?),
            None => return Ok(done),
        }
    }
    // Asking the system for its cores costs more than most questions.
    let n_cores = thread::available_parallelism().map_or(1, usize::from);
    let n_threads = n_cores.min(THREADS_MAX).min(segments.len());
    thread::scope(|scope| {
        for _ in 1..n_threads {
            scope.spawn(run);
        }
        run();
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut first_error = None;
    for result in results {
        match result {
            Ok(it) => done.push(it),
            // What went wrong first stopped the others.
            Err(Error::TooSlow) if first_error.is_some() => {}
            Err(error) => first_error = Some(error),
        }
    }
    first_error.map_or(Ok(done), Err)
}
