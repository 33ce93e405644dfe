//! The archive, asked: what was heard, by the same queries as live, with counts, a timeline and facets.
//!
//! The archive answers with ids. Posts are read from the store, where what was deleted since is missing,
//! and held against the query once more to say why each was found.

mod complete;
mod explain;
mod export;
mod preview;
mod relax;
mod timeline;
mod view;
mod written;

pub use archive::Facet;
pub(crate) use explain::opened_blocks;
pub(crate) use export::Exports;
pub use view::{
    Bar, Completion, CompletionKind, Cursor, Explained, ExportFormat, ExportId, ExportState,
    ExportView, FacetValue, FoundPosts, FromPlace, Outline, PreviewAsk, PreviewView, Relaxed,
    SearchAsk, SearchTrouble, SearchView, Step, Tab, Without,
};
pub use written::Written;

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};

use archive::{Answer, Chosen, From, House, Key, Stop};
use jiff::{Timestamp, tz::TimeZone};
use model::{Locale, OrgId, PostId, Role};
use query::{Expr, Facts, Parsed, Purpose, Setting};
use store::post;

use crate::{
    Actor, Engine, Error,
    archiving::{Askable, grounded},
    listen::spelling,
    matching::QuerySet,
};
use explain::Why;
use timeline::Bars;

/// How long a person waits for an answer before being told that there is none.
const DEADLINE: Duration = Duration::from_secs(2);
/// Posts of one page.
const PAGE_MAX: u16 = 100;
/// Values shown of a facet, beside those chosen.
const VALUES_MAX: usize = 10;
/// Values looked through for our own accounts among all that posts name.
const NAMED_MAX: usize = 1_000;

/// Everything one question needs, whoever asks it.
pub(crate) struct Question {
    pub(crate) org: OrgId,
    pub(crate) house: Arc<House>,
    pub(crate) queries: Arc<QuerySet>,
    pub(crate) zone: TimeZone,
    pub(crate) now: Timestamp,
    stop: Stop,
}

/// Whoever waits for the answer goes away: nobody works on it any more.
impl Drop for Question {
    fn drop(&mut self) {
        self.stop.give_up();
    }
}

/// What is asked of the index.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) expr: Arc<Expr>,
    pub(crate) since: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
    pub(crate) chosen: Vec<Chosen>,
    pub(crate) bounds: Vec<i64>,
    pub(crate) from: From,
    pub(crate) wanted: usize,
    pub(crate) samples: usize,
    pub(crate) facets: bool,
}

impl Asked {
    /// How many posts match.
    pub(crate) fn count(expr: Expr, since: Option<Timestamp>, until: Option<Timestamp>) -> Self {
        Self {
            expr: Arc::new(expr),
            since,
            until,
            chosen: Vec::new(),
            bounds: Vec::new(),
            from: From::First,
            wanted: 0,
            samples: 0,
            facets: false,
        }
    }
}

/// Why there is no answer, and is no error.
pub(crate) enum Unanswered {
    Trouble(SearchTrouble),
    Failed(Error),
}

impl std::convert::From<Error> for Unanswered {
    fn from(error: Error) -> Self {
        match error {
            Error::Archive(archive::Error::TooSlow) => Self::Trouble(SearchTrouble::TooSlow),
            other => Self::Failed(other),
        }
    }
}

impl std::convert::From<store::Error> for Unanswered {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl Engine {
    /// Searches what was heard.
    pub async fn search(
        &self,
        actor: &Actor,
        ask: &SearchAsk,
        locale: Locale,
    ) -> Result<SearchView, Error> {
        actor.require(Role::Viewer)?;
        let (parsed, opened) = self.read_search(actor.org, &ask.text);
        let Some(expr) = opened else {
            return Ok(SearchView {
                parsed,
                found: None,
                trouble: None,
            });
        };
        let (found, trouble) = match self.find_posts(actor, ask, expr, locale).await {
            Ok(found) => (Some(found), None),
            Err(Unanswered::Trouble(trouble)) => (None, Some(trouble)),
            Err(Unanswered::Failed(error)) => return Err(error),
        };
        Ok(SearchView {
            parsed,
            found,
            trouble,
        })
    }

    /// What a text asks of the past, with saved queries in the place of their names.
    pub(crate) fn read_search(&self, org: OrgId, text: &str) -> (Parsed, Option<Expr>) {
        let names = self.matching.current().names(org, None);
        let setting = Setting {
            purpose: Purpose::Search,
            names: Some(&names),
            own_name: None,
        };
        let parsed = query::parse_in(text, setting);
        let opened = parsed.valid().and_then(|it| names.open(it, None).ok());
        (parsed, opened)
    }

    /// Readies a question to the archive of an organisation.
    pub(crate) fn question(&self, org: OrgId, patience: Duration) -> Result<Question, Unanswered> {
        let trouble = match self.archives.askable(org) {
            Askable::Ready(house) => {
                let queries = self.matching.current();
                let zone = queries.knowledge(org).and_then(|it| it.zone().cloned());
                return Ok(Question {
                    org,
                    house,
                    queries,
                    zone: zone.unwrap_or(TimeZone::UTC),
                    now: self.seams.now(),
                    stop: Stop::at(Instant::now() + patience),
                });
            }
            Askable::Building { done, of } => SearchTrouble::Building { done, of },
            Askable::Disabled => SearchTrouble::Disabled,
        };
        Err(Unanswered::Trouble(trouble))
    }

    async fn find_posts(
        &self,
        actor: &Actor,
        ask: &SearchAsk,
        expr: Expr,
        locale: Locale,
    ) -> Result<FoundPosts, Unanswered> {
        let question = self.question(actor.org, DEADLINE)?;
        let bars = self.bars(&question, ask.since, ask.until)?;
        let asked = Asked {
            expr: Arc::new(expr),
            since: ask.since,
            until: ask.until,
            chosen: chosen(&ask.chosen),
            bounds: bars.bounds().to_vec(),
            from: from_place(ask.place),
            wanted: usize::from(ask.page.clamp(1, PAGE_MAX)),
            samples: 0,
            facets: true,
        };
        let answer = self.ask(&question, asked.clone()).await?;
        let why = Why {
            expr: &asked.expr,
            blocks: question.opened_blocks(&ask.text),
        };
        let posts = self
            .explained(actor, &question, &why, &keys(&answer.page), locale)
            .await?;
        let helps = match answer.count {
            0 => {
                let help = self.what_helps(&question, &asked, ask, spelling(locale));
                help.await?
            }
            _ => None,
        };
        let (older, newer) = ends(&answer, asked.from);
        // Without dates, the timeline begins with the first post found.
        let bars = bars.filled(&answer.bars, ask.since.is_none());
        let hours = hours_between(bars.since, bars.until);
        Ok(FoundPosts {
            count: answer.count,
            per_hour: answer.count as f32 / hours,
            since: bars.since,
            until: bars.until,
            step: bars.step,
            timeline: bars.bars,
            facets: facets(answer.facets, ask, &question),
            posts,
            older,
            newer,
            helps,
        })
    }

    /// The timeline of what is asked; without dates, of all there is.
    fn bars(
        &self,
        question: &Question,
        since: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Result<Bars, Unanswered> {
        let (oldest, newest) = question
            .house
            .span()
            .unwrap_or((question.now, question.now));
        let since = since.unwrap_or(oldest);
        let last = newest.max(question.now);
        let until =
            until.unwrap_or_else(|| last.checked_add(Duration::from_micros(1)).unwrap_or(last));
        Ok(Bars::new(since, until, &question.zone))
    }

    /// Asks the index, off the async threads.
    pub(crate) async fn ask(&self, question: &Question, asked: Asked) -> Result<Answer, Error> {
        let permit = self.archives.questions.clone().acquire_owned().await;
        let (house, queries) = (question.house.clone(), question.queries.clone());
        let (db, org, now) = (self.db.clone(), question.org, question.now);
        let (zone, stop) = (question.zone.clone(), question.stop.clone());
        let runtime = tokio::runtime::Handle::current();
        let work = move || {
            let _permit = permit;
            let known = queries.knowledge(org);
            let ground =
                known.map_or_else(|| (*asked.expr).clone(), |it| grounded(&asked.expr, it));
            let ask = archive::Ask {
                expr: &ground,
                since: asked.since,
                until: asked.until,
                chosen: &asked.chosen,
                zone: &zone,
                now,
                bounds: &asked.bounds,
                from: asked.from,
                wanted: asked.wanted,
                samples: asked.samples,
                facets: if asked.facets { &Facet::ALL } else { &[] },
                values: NAMED_MAX,
                stop: &stop,
            };
            let mut verify = |ids: &[PostId]| {
                let read = async { post::get(&mut db.read().await?, org, ids).await };
                let posts = runtime.block_on(read).map_err(|it| it.to_string())?;
                let holding = posts.iter().filter(|it| {
                    let doc = doc(&queries, org, it, now);
                    query::evaluate(&asked.expr, &doc).is_some()
                });
                Ok(holding.map(|it| it.id).collect::<HashSet<_>>())
            };
            house.search(&ask, &mut verify)
        };
        let answer = tokio::task::spawn_blocking(work).await;
        Ok(answer.map_err(|_| Error::Bug("a search panicked"))??)
    }
}

/// A post as the query sees it at the moment of the question.
pub(crate) fn doc(
    queries: &QuerySet,
    org: OrgId,
    stored: &post::Stored,
    now: Timestamp,
) -> query::Doc {
    let facts = queries.facts(org, &stored.post, stored.source);
    query::Doc::with_facts(
        &stored.post,
        Facts {
            lang: stored.lang,
            now: Some(now),
            ..facts
        },
    )
}

fn keys(page: &[Key]) -> Vec<PostId> {
    page.iter().map(Key::post).collect()
}

const fn cursor(key: &Key, at: Timestamp) -> Cursor {
    Cursor {
        at,
        post: key.post(),
    }
}

fn from_place(place: FromPlace) -> From {
    let key = |it: Cursor| Key::new(it.at, it.post);
    match place {
        FromPlace::First => From::First,
        FromPlace::Before(it) => From::Before(key(it)),
        FromPlace::After(it) => From::After(key(it)),
    }
}

/// Where the pages below and above begin.
fn ends(answer: &Answer, from: From) -> (Option<Cursor>, Option<Cursor>) {
    let at = |it: &Key| cursor(it, it.at());
    let (first, last) = (answer.page.first().map(at), answer.page.last().map(at));
    match from {
        From::First => (last.filter(|_| answer.has_more), None),
        From::Before(_) => (last.filter(|_| answer.has_more), first),
        From::After(_) => (last, first.filter(|_| answer.has_more)),
    }
}

/// Hours in a stretch of time, one at least.
pub(crate) fn hours_between(since: Timestamp, until: Timestamp) -> f32 {
    let seconds = until.duration_since(since).as_secs_f32();
    (seconds / 3_600.0).max(1.0)
}

/// Values ticked, by facet.
pub(crate) fn chosen(chosen: &[(Facet, String)]) -> Vec<Chosen> {
    let mut by_facet: BTreeMap<Facet, Vec<String>> = BTreeMap::new();
    for (facet, value) in chosen {
        by_facet.entry(*facet).or_default().push(value.clone());
    }
    let all = by_facet
        .into_iter()
        .map(|(facet, values)| Chosen { facet, values });
    all.collect()
}

fn facets(
    counts: archive::FacetCounts,
    ask: &SearchAsk,
    question: &Question,
) -> Vec<(Facet, Vec<FacetValue>)> {
    let known = question.queries.knowledge(question.org);
    let is_ours = |name: &str| known.is_some_and(|it| it.own().has(name));
    let mut shown = Vec::with_capacity(counts.len());
    for (facet, (_, values)) in Facet::ALL.into_iter().zip(counts) {
        let is_chosen = |value: &str| ask.chosen.iter().any(|(f, it)| *f == facet && it == value);
        let mut all: Vec<FacetValue> = values
            .into_iter()
            // Posts name many accounts; only our own are a facet.
            .filter(|(value, _)| facet != Facet::Account || is_ours(value))
            .map(|(value, count)| FacetValue {
                chosen: is_chosen(&value),
                value,
                count,
            })
            .collect();
        let mut n = 0;
        all.retain(|it| {
            n += 1;
            n <= VALUES_MAX || it.chosen
        });
        shown.push((facet, all));
    }
    shown
}

#[cfg(test)]
pub(crate) mod tests;
