//! The queries of all organisations held against posts. The one place that knows which engine
//! evaluates: the matcher finds the queries that a post satisfies, the evaluator then says why. So
//! no mention is without its reason, whatever two words the matcher may take for one.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use matcher::{Census, Input, Matcher, QueryKey, Scratch, Snapshot};
use model::{Lang, OrgId, Post, QueryId, SourceId};
use query::{Doc, Expr, Facts, Match};

use crate::knowledge::Knowledge;

/// One in so many posts is counted, so that the matcher knows which words are common: counting costs
/// as much as matching.
const COUNTED_EVERY: u32 = 32;
/// Posts counted before the matcher files its queries anew by what they show, and again each time
/// their number has doubled up to the last of these: half an hour of a whole network, or a month of a
/// town.
const COUNTS_TOLD: [u32; 6] = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000];

/// With fewer queries it makes no difference how they are filed, and counts take 8 MiB.
const COUNTED_FOR_QUERIES: usize = 500;

/// A query as it is held against posts.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) id: QueryId,
    pub(crate) expr: Arc<Expr>,
}

/// One state of all queries; a batch is matched against one state.
#[derive(Clone, Debug, Default)]
pub(crate) struct QuerySet {
    version: u64,
    orgs: HashMap<OrgId, OrgQueries>,
    knowledge: HashMap<OrgId, Arc<Knowledge>>,
}

/// The queries of one organisation, as they were when the state was made.
#[derive(Clone, Debug, Default)]
struct OrgQueries {
    snapshot: Arc<Snapshot>,
    all: Arc<Queries>,
}

/// The queries of one organisation. Whoever finds a key in an older snapshot may find another query
/// there, or none: what is then said of that query is true, and the batch is matched again.
#[derive(Debug, Default)]
struct Queries {
    matcher: Matcher,
    slots: RwLock<Slots>,
    census: Mutex<Counted>,
    is_compacting: AtomicBool,
}

/// Queries by the matcher's keys.
#[derive(Debug, Default)]
struct Slots {
    by_key: Vec<Option<Held>>,
    keys: HashMap<QueryId, u32>,
    free: Vec<u32>,
    /// Those the matcher has no place for, since nothing of them can be looked up: held against each
    /// post by the evaluator.
    apart: BTreeSet<u32>,
}

#[derive(Debug, Default)]
struct Counted {
    census: Census,
    n_seen: u32,
    n_counted: u32,
}

/// A query that matched, and why.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) query: QueryId,
    pub(crate) why: Match,
}

impl QuerySet {
    #[must_use]
    pub(crate) const fn version(&self) -> u64 {
        self.version
    }

    /// A post with all that is known of it, as queries of `org` see it.
    #[must_use]
    pub(crate) fn doc(
        &self,
        org: OrgId,
        post: &Post,
        lang: Option<Lang>,
        source: Option<SourceId>,
    ) -> Doc {
        Doc::with_facts(post, self.facts(org, post, lang, source))
    }

    fn facts(
        &self,
        org: OrgId,
        post: &Post,
        lang: Option<Lang>,
        source: Option<SourceId>,
    ) -> Facts {
        match self.knowledge.get(&org) {
            Some(knowledge) => knowledge.facts(post, lang, source),
            None => Facts {
                lang,
                ..Facts::default()
            },
        }
    }

    /// The queries of `org` that `post` matches. `lang` is asked only if some query wants to know.
    #[must_use]
    pub(crate) fn matches(
        &self,
        org: OrgId,
        post: &Post,
        lang: &dyn Fn() -> Option<Lang>,
        source: Option<SourceId>,
        scratch: &mut Scratch,
    ) -> Vec<Hit> {
        let Some(queries) = self.orgs.get(&org) else {
            return Vec::new();
        };
        let facts = self.facts(org, post, None, source);
        let input = Input {
            post,
            facts: &facts,
            lang,
        };
        let mut found = Vec::new();
        queries.snapshot.matches(scratch, input, &mut found);
        let slots = queries.all.slots();
        let mut keys: Vec<u32> = found.into_iter().map(QueryKey::number).collect();
        keys.extend(&slots.apart);
        if keys.is_empty() {
            return Vec::new();
        }
        keys.sort_unstable();
        let held = keys
            .into_iter()
            .filter_map(|it| slots.by_key.get(it as usize)?.as_ref());
        let facts = Facts {
            lang: lang(),
            ..facts
        };
        let doc = Doc::with_facts(post, facts);
        held.filter_map(|it| query::evaluate(&it.expr, &doc).map(|why| Hit { query: it.id, why }))
            .collect()
    }

    /// Counts the words of some of the posts that come by. Whether it is time to
    /// [tell](Matching::tell_counts) the matcher.
    pub(crate) fn count(&self, org: OrgId, post: &Post) -> bool {
        let Some(queries) = self.orgs.get(&org) else {
            return false;
        };
        if queries.snapshot.size().n_queries < COUNTED_FOR_QUERIES {
            return false;
        }
        let mut counted = queries.all.counted();
        counted.n_seen = counted.n_seen.wrapping_add(1);
        if !counted.n_seen.is_multiple_of(COUNTED_EVERY) {
            return false;
        }
        let facts = Facts::default();
        counted.census.count(Input::known(post, &facts));
        counted.n_counted = counted.n_counted.saturating_add(1);
        COUNTS_TOLD.contains(&counted.n_counted)
    }
}

impl Queries {
    fn slots(&self) -> RwLockReadGuard<'_, Slots> {
        self.slots.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn slots_mut(&self) -> RwLockWriteGuard<'_, Slots> {
        self.slots.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn counted(&self) -> std::sync::MutexGuard<'_, Counted> {
        self.census.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold(&self, all: Vec<Held>) {
        let mut slots = self.slots_mut();
        self.matcher.update(|edit| {
            for held in all {
                let key = slots.take_key(held.id);
                let number = key.number();
                if edit.insert(key, &held.expr).is_ok() {
                    slots.apart.remove(&number);
                } else {
                    edit.remove(key);
                    slots.apart.insert(number);
                }
                slots.by_key[number as usize] = Some(held);
            }
        });
    }

    fn release(&self, query: QueryId) {
        let mut slots = self.slots_mut();
        let Some(number) = slots.keys.remove(&query) else {
            return;
        };
        slots.by_key[number as usize] = None;
        slots.apart.remove(&number);
        slots.free.push(number);
        if let Some(key) = QueryKey::new(number) {
            self.matcher.remove(key);
        }
    }
}

impl Slots {
    /// The key of a query; a free one, if it has none.
    fn take_key(&mut self, query: QueryId) -> QueryKey {
        let known = self.keys.get(&query).copied();
        let number = known.or_else(|| self.free.pop()).unwrap_or_else(|| {
            self.by_key.push(None);
            (self.by_key.len() - 1) as u32
        });
        self.keys.insert(query, number);
        QueryKey::new(number).expect("memory ends before numbers do")
    }
}

/// The current state, swapped whole when a person changes a query.
#[derive(Clone, Default)]
pub(crate) struct Matching(Arc<RwLock<Arc<QuerySet>>>);

impl Matching {
    #[must_use]
    pub(crate) fn current(&self) -> Arc<QuerySet> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Replaces or adds queries; visible to the next batch.
    pub(crate) fn hold(&self, org: OrgId, held: impl IntoIterator<Item = Held>) {
        let held = held.into_iter().collect();
        self.change(org, |queries| queries.hold(held));
    }

    pub(crate) fn release(&self, org: OrgId, query: QueryId) {
        self.change(org, |queries| queries.release(query));
    }

    /// Puts what an organisation knows in place; visible to the next batch.
    pub(crate) fn know(&self, org: OrgId, knowledge: Knowledge) {
        self.replace(|next| {
            next.version += 1;
            next.knowledge.insert(org, Arc::new(knowledge));
        });
    }

    /// Files the queries of an organisation anew by the words counted so far. Takes as long as loading
    /// them did; matching and changes go on meanwhile.
    pub(crate) fn tell_counts(&self, org: OrgId) {
        if let Some(queries) = self.current().orgs.get(&org) {
            let frequencies = queries.all.counted().census.frequencies().clone();
            queries.all.matcher.set_frequencies(frequencies);
        }
        self.compact(org);
    }

    /// Whether changes have piled up, and [`Self::compact`] is worth its time.
    #[must_use]
    pub(crate) fn wants_compaction(&self, org: OrgId) -> bool {
        let set = self.current();
        let queries = set.orgs.get(&org);
        queries.is_some_and(|it| {
            !it.all.is_compacting.load(Ordering::Relaxed) && it.all.matcher.wants_compaction()
        })
    }

    /// As [`Self::tell_counts`], with what the matcher knows.
    pub(crate) fn compact(&self, org: OrgId) {
        let Some(queries) = self.current().orgs.get(&org).cloned() else {
            return;
        };
        queries.all.is_compacting.store(true, Ordering::Relaxed);
        queries.all.matcher.compact();
        queries.all.is_compacting.store(false, Ordering::Relaxed);
        // The same queries, filed otherwise: what was matched holds.
        self.replace(|next| {
            if let Some(queries) = next.orgs.get_mut(&org) {
                queries.snapshot = queries.all.matcher.snapshot();
            }
        });
    }

    /// Changes the queries of an organisation, then shows the change. In between, a batch may see
    /// some of it; it will be matched again.
    fn change(&self, org: OrgId, change: impl FnOnce(&Queries)) {
        let known = self.current().orgs.get(&org).map(|it| it.all.clone());
        let queries = known.unwrap_or_else(|| {
            let mut all = Arc::default();
            self.replace(|next| all = next.orgs.entry(org).or_default().all.clone());
            all
        });
        change(&queries);
        self.replace(|next| {
            next.version += 1;
            next.orgs.entry(org).or_default().snapshot = queries.matcher.snapshot();
        });
    }

    fn replace(&self, change: impl FnOnce(&mut QuerySet)) {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = QuerySet::clone(&current);
        change(&mut next);
        *current = Arc::new(next);
    }
}

#[cfg(test)]
mod tests;
