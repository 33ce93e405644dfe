//! The queries of all organisations held against posts. The one place that knows which engine
//! evaluates: today the naive evaluator, behind the interface the fast matcher will take over.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use model::{Lang, OrgId, Post, QueryId, SourceId};
use query::{Doc, Expr, Match};

use crate::knowledge::Knowledge;

/// A query as it is held against posts.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) id: QueryId,
    pub(crate) expr: Arc<Expr>,
}

/// One immutable state of all queries; a batch is matched against one state.
#[derive(Clone, Debug, Default)]
pub(crate) struct QuerySet {
    version: u64,
    by_org: HashMap<OrgId, Vec<Held>>,
    knowledge: HashMap<OrgId, Arc<Knowledge>>,
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
        match self.knowledge.get(&org) {
            Some(knowledge) => Doc::with_facts(post, knowledge.facts(post, lang, source)),
            None => Doc::new(post, lang),
        }
    }

    /// The queries of `org` that `post` matches. Cost: linear in the number of queries.
    #[must_use]
    pub(crate) fn matches(
        &self,
        org: OrgId,
        post: &Post,
        lang: Option<Lang>,
        source: Option<SourceId>,
    ) -> Vec<Hit> {
        let Some(held) = self.by_org.get(&org).filter(|it| !it.is_empty()) else {
            return Vec::new();
        };
        let doc = self.doc(org, post, lang, source);
        held.iter()
            .filter_map(|it| query::evaluate(&it.expr, &doc).map(|why| Hit { query: it.id, why }))
            .collect()
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

    /// Replaces or adds one query; visible to the next batch.
    pub(crate) fn hold(&self, org: OrgId, held: Held) {
        self.change(org, |all| {
            all.retain(|it| it.id != held.id);
            all.push(held);
        });
    }

    pub(crate) fn release(&self, org: OrgId, query: QueryId) {
        self.change(org, |all| all.retain(|it| it.id != query));
    }

    /// Puts what an organisation knows in place; visible to the next batch.
    pub(crate) fn know(&self, org: OrgId, knowledge: Knowledge) {
        self.replace(|next| {
            next.knowledge.insert(org, Arc::new(knowledge));
        });
    }

    fn change(&self, org: OrgId, change: impl FnOnce(&mut Vec<Held>)) {
        self.replace(|next| change(next.by_org.entry(org).or_default()));
    }

    fn replace(&self, change: impl FnOnce(&mut QuerySet)) {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = QuerySet::clone(&current);
        next.version += 1;
        change(&mut next);
        *current = Arc::new(next);
    }
}
