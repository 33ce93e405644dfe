//! The queries of all organisations held against posts. The one place that knows which engine
//! evaluates: the matcher finds which queries match, the naive evaluator then says why.
//!
//! A state of all queries never changes: a batch is matched against one state, a change makes the
//! next. Cost of a change: the matcher's, and a copy of the organisation's table of queries.

mod queries;

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, atomic::Ordering},
};

use matcher::{Input, QueryKey, Scratch};
use model::{Lang, OrgId, Post, QueryId, SourceId};
use query::{Doc, Expr, Facts, Match, Names};

pub(crate) use queries::Held;

use crate::knowledge::Knowledge;
use queries::{Kept, Queries};

/// One immutable state of all queries; a batch is matched against one state.
#[derive(Clone, Default)]
pub(crate) struct QuerySet {
    version: u64,
    by_org: HashMap<OrgId, Queries>,
    knowledge: HashMap<OrgId, Arc<Knowledge>>,
}

/// A query that matched, and why.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) query: QueryId,
    pub(crate) why: Match,
}

/// What the queries of an organisation say of a post.
#[derive(Default)]
pub(crate) struct Understood {
    pub(crate) hits: Vec<Hit>,
    /// Whether a query may match once the figures of the post have grown.
    pub(crate) may_grow: bool,
}

impl Understood {
    /// Whether a query has a use for the post, now or one day.
    pub(crate) fn is_wanted(&self) -> bool {
        self.may_grow || !self.hits.is_empty()
    }
}

/// What matching a row of posts needs, kept from one to the next.
#[derive(Default)]
pub(crate) struct Reader {
    scratch: Scratch,
    keys: Vec<QueryKey>,
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
        let facts = self.facts(org, post, source);
        Doc::with_facts(post, Facts { lang, ..facts })
    }

    /// What `org` knows of a post beside its language.
    #[must_use]
    pub(crate) fn facts(&self, org: OrgId, post: &Post, source: Option<SourceId>) -> Facts {
        let knowledge = self.knowledge.get(&org);
        knowledge
            .map(|it| it.facts(post, source))
            .unwrap_or_default()
    }

    /// What `org` knows beside its posts.
    #[must_use]
    pub(crate) fn knowledge(&self, org: OrgId) -> Option<&Knowledge> {
        self.knowledge.get(&org).map(|it| &**it)
    }

    /// What the queries of `org` say of `post`. `lang` decides its language, if that is wanted.
    #[must_use]
    pub(crate) fn understand(
        &self,
        org: OrgId,
        reader: &mut Reader,
        post: &Post,
        source: SourceId,
        lang: &dyn Fn() -> Option<Lang>,
    ) -> Understood {
        let Some(queries) = self.by_org.get(&org).filter(|it| !it.is_empty()) else {
            return Understood::default();
        };
        let facts = self.facts(org, post, Some(source));
        let input = Input {
            post,
            facts: &facts,
            lang,
        };
        reader.keys.clear();
        queries
            .snapshot
            .matches(&mut reader.scratch, input, &mut reader.keys);
        if reader.keys.is_empty() && queries.apart.is_empty() {
            return Understood::default();
        }
        let lang = lang();
        let doc = Doc::with_facts(post, Facts { lang, ..facts });
        let found = reader.keys.iter().filter_map(|it| queries.kept(*it));
        let mut understood = Understood::default();
        for kept in found.chain(queries.apart.iter()) {
            match kept {
                // Asked again: two terms of one hash make no match, and a match has its reasons.
                Kept::Asked(held) => understood
                    .hits
                    .extend(query::evaluate(&held.expr, &doc).map(|why| Hit {
                        query: held.id,
                        why,
                    })),
                Kept::Grown(_) => understood.may_grow = true,
            }
        }
        understood
    }

    /// Counts the words of some of the posts that come by. Whether it is time to
    /// [tell](Matching::tell_counts) the matcher.
    pub(crate) fn count(&self, org: OrgId, post: &Post) -> bool {
        let queries = self.by_org.get(&org);
        queries.is_some_and(|it| it.count(post))
    }

    /// The queries of `org` that ask for figures which grow.
    pub(crate) fn growing(&self, org: OrgId) -> impl Iterator<Item = &Held> {
        let queries = self.by_org.get(&org);
        queries.into_iter().flat_map(Queries::growing)
    }

    /// The query of `org` that others mean by a name.
    pub(crate) fn named(&self, org: OrgId, name: &str) -> Option<QueryId> {
        self.by_org.get(&org)?.named(&query::Name::new(name)?)
    }

    /// What a query of `org` may name; `own` is the query itself, which others name but not it.
    #[must_use]
    pub(crate) fn names(&self, org: OrgId, own: Option<QueryId>) -> Names {
        let known = self.knowledge.get(&org).map(|it| it.names());
        let queries = self.by_org.get(&org).map(|it| it.by_name(own));
        Names {
            queries: queries.unwrap_or_default(),
            ..known.unwrap_or_default()
        }
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
        self.replace(|next| next.by_org.entry(org).or_default().put(held));
    }

    pub(crate) fn release(&self, org: OrgId, query: QueryId) {
        self.replace(|next| next.by_org.entry(org).or_default().remove(query));
    }

    /// Puts what an organisation knows in place; visible to the next batch.
    pub(crate) fn know(&self, org: OrgId, knowledge: Knowledge) {
        self.replace(|next| {
            next.knowledge.insert(org, Arc::new(knowledge));
        });
    }

    /// Files the queries of an organisation anew by the words counted so far. Takes as long as loading
    /// them did; matching and changes go on meanwhile.
    pub(crate) fn tell_counts(&self, org: OrgId) {
        if let Some(queries) = self.current().by_org.get(&org) {
            queries.tell_counts();
        }
        self.compact(org);
    }

    /// Whether changes have piled up, and [`Self::compact`] is worth its time.
    #[must_use]
    pub(crate) fn wants_compaction(&self, org: OrgId) -> bool {
        let state = self.current();
        let queries = state.by_org.get(&org);
        queries.is_some_and(|it| {
            !it.is_compacting.load(Ordering::Relaxed) && it.matcher.wants_compaction()
        })
    }

    /// As [`Self::tell_counts`], with what the matcher knows.
    pub(crate) fn compact(&self, org: OrgId) {
        let Some(queries) = self.current().by_org.get(&org).cloned() else {
            return;
        };
        queries.is_compacting.store(true, Ordering::Relaxed);
        queries.matcher.compact();
        queries.is_compacting.store(false, Ordering::Relaxed);
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = QuerySet::clone(&current);
        // The same queries, filed otherwise: what was matched holds, so this is no new version.
        if let Some(queries) = next.by_org.get_mut(&org) {
            queries.snapshot = queries.matcher.snapshot();
        }
        *current = Arc::new(next);
    }

    fn replace(&self, change: impl FnOnce(&mut QuerySet)) {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = QuerySet::clone(&current);
        next.version += 1;
        change(&mut next);
        *current = Arc::new(next);
    }
}

impl Held {
    /// A saved query; `name` is what others may call it.
    pub(crate) fn new(id: QueryId, name: &str, expr: Expr) -> Self {
        let expr = Arc::new(expr);
        Self {
            id,
            name: query::Name::new(name),
            written: expr.clone(),
            expr,
        }
    }
}

#[cfg(test)]
mod tests;
