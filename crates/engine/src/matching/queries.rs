//! The queries of one organisation, by the numbers the matcher knows them by.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use matcher::{Census, Edit, Input, Matcher, QueryKey, Snapshot};
use model::{Post, QueryId};
use query::{Expr, Facts, Filter, Grown, Name, Names};

/// One in so many posts is counted, so that the matcher knows which words are common: counting costs
/// as much as matching.
pub(super) const COUNTED_EVERY: u32 = 32;
/// Posts counted before the matcher files its queries anew by what they show, and again each time
/// their number has doubled up to the last of these: half an hour of a whole network, or a month of a
/// town.
pub(super) const COUNTS_TOLD: [u32; 6] = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000];
/// With fewer queries it makes no difference how they are filed, and counts take 8 MiB.
pub(super) const COUNTED_FOR_QUERIES: usize = 500;

/// A query as it is held against posts.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) id: QueryId,
    /// What other queries may call it.
    pub(crate) name: Option<Name>,
    /// As it was saved.
    pub(crate) written: Arc<Expr>,
    /// With the queries it names in their places.
    pub(crate) expr: Arc<Expr>,
}

impl Held {
    fn names_queries(&self) -> bool {
        self.written
            .any_filter(&|it| matches!(it, Filter::Query(_)))
    }
}

/// What a number of the matcher stands for.
#[derive(Clone)]
pub(super) enum Kept {
    /// A query.
    Asked(Arc<Held>),
    /// What a query asks beside figures that grow.
    Grown(Arc<Held>),
}

impl Kept {
    fn held(&self) -> &Held {
        match self {
            Self::Asked(held) | Self::Grown(held) => held,
        }
    }
}

/// Cheap to copy but for the table: a pointer a query.
#[derive(Clone, Default)]
pub(super) struct Queries {
    /// Shared by all states; each has the snapshot that belongs to its table.
    pub(super) matcher: Arc<Matcher>,
    pub(super) snapshot: Arc<Snapshot>,
    slots: Vec<Option<Kept>>,
    keys: HashMap<QueryId, Vec<QueryKey>>,
    free: Vec<QueryKey>,
    /// What the matcher would not take: held against each post.
    pub(super) apart: Vec<Kept>,
    n_naming: usize,
    /// Shared by all states, as the stream is.
    counted: Arc<Mutex<Counted>>,
    pub(super) is_compacting: Arc<AtomicBool>,
}

#[derive(Default)]
struct Counted {
    census: Census,
    n_seen: u32,
    n_counted: u32,
}

impl Queries {
    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(super) fn kept(&self, key: QueryKey) -> Option<&Kept> {
        self.slots.get(key.number() as usize)?.as_ref()
    }

    /// Every query, once.
    fn all(&self) -> impl Iterator<Item = &Arc<Held>> {
        let slots = self.slots.iter().flatten().chain(&self.apart);
        slots.filter_map(|it| match it {
            Kept::Asked(held) => Some(held),
            Kept::Grown(_) => None,
        })
    }

    pub(super) fn growing(&self) -> impl Iterator<Item = &Held> {
        let all = self.all().map(AsRef::as_ref);
        all.filter(|it| query::grown(&it.expr) != Grown::Never)
    }

    /// What each query but `own` asks, by its name. Of several with one name, the oldest has it.
    pub(super) fn by_name(&self, own: Option<QueryId>) -> BTreeMap<Name, Arc<Expr>> {
        let mut oldest: BTreeMap<Name, &Held> = BTreeMap::new();
        for held in self.all().filter(|it| Some(it.id) != own) {
            let Some(name) = &held.name else { continue };
            let first = oldest.entry(name.clone()).or_insert(held);
            // Ids grow with time.
            if held.id < first.id {
                *first = held;
            }
        }
        let by_name = oldest.into_iter();
        by_name
            .map(|(name, held)| (name, held.written.clone()))
            .collect()
    }

    /// The query that others mean by a name.
    pub(super) fn named(&self, name: &Name) -> Option<QueryId> {
        let all = self.all().filter(|it| it.name.as_ref() == Some(name));
        all.map(|it| it.id).min()
    }

    /// Adds queries, or replaces those of the same ids, then renews those that name others.
    pub(super) fn put(&mut self, held: impl IntoIterator<Item = Held>) {
        let matcher = self.matcher.clone();
        matcher.update(|edit| {
            for held in held {
                self.take_out(edit, held.id);
                self.take_in(edit, held);
            }
            self.link(edit);
        });
        self.snapshot = matcher.snapshot();
    }

    pub(super) fn remove(&mut self, id: QueryId) {
        let matcher = self.matcher.clone();
        matcher.update(|edit| {
            self.take_out(edit, id);
            self.link(edit);
        });
        self.snapshot = matcher.snapshot();
    }

    /// Puts the queries others name in the place of their names, as they are now. Where one is gone,
    /// or they have come to name each other, its name finds nothing.
    fn link(&mut self, edit: &mut Edit<'_>) {
        if self.n_naming == 0 {
            return;
        }
        let names = Names {
            queries: self.by_name(None),
            ..Names::default()
        };
        let naming: Vec<Held> = self
            .all()
            .filter(|it| it.names_queries())
            .map(|it| Held::clone(it))
            .collect();
        for held in naming {
            let opened = names.open(&held.written, held.name.as_ref());
            let opened = opened.map_or_else(|_| held.written.clone(), Arc::new);
            if opened != held.expr {
                self.take_out(edit, held.id);
                self.take_in(
                    edit,
                    Held {
                        expr: opened,
                        ..held
                    },
                );
            }
        }
    }

    /// Counts the words of one post in some; whether it is time to tell the matcher.
    pub(super) fn count(&self, post: &Post) -> bool {
        if self.keys.len() < COUNTED_FOR_QUERIES {
            return false;
        }
        let mut counted = self.counted();
        counted.n_seen = counted.n_seen.wrapping_add(1);
        if !counted.n_seen.is_multiple_of(COUNTED_EVERY) {
            return false;
        }
        let facts = Facts::default();
        counted.census.count(Input::known(post, &facts));
        counted.n_counted = counted.n_counted.saturating_add(1);
        COUNTS_TOLD.contains(&counted.n_counted)
    }

    pub(super) fn tell_counts(&self) {
        let frequencies = self.counted().census.frequencies().clone();
        self.matcher.set_frequencies(frequencies);
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_in(&mut self, edit: &mut Edit<'_>, held: Held) {
        self.n_naming += usize::from(held.names_queries());
        let id = held.id;
        self.keys.entry(id).or_default();
        let held = Arc::new(held);
        self.file(edit, id, &held.expr, Kept::Asked(held.clone()));
        match query::grown(&held.expr) {
            Grown::When(kept) => self.file(edit, id, &kept, Kept::Grown(held)),
            // Refused when it was saved; of an older program, it matches what has grown already.
            Grown::Always | Grown::Never => {}
        }
    }

    fn file(&mut self, edit: &mut Edit<'_>, id: QueryId, expr: &Expr, kept: Kept) {
        let next = || u32::try_from(self.slots.len()).ok().and_then(QueryKey::new);
        let Some(key) = self.free.pop().or_else(next) else {
            return self.apart.push(kept);
        };
        let at = key.number() as usize;
        if at == self.slots.len() {
            self.slots.push(None);
        }
        if edit.insert(key, expr).is_err() {
            self.free.push(key);
            return self.apart.push(kept);
        }
        self.slots[at] = Some(kept);
        self.keys.entry(id).or_default().push(key);
    }

    fn take_out(&mut self, edit: &mut Edit<'_>, id: QueryId) {
        let Some(keys) = self.keys.remove(&id) else {
            return;
        };
        let mut named = None;
        for key in keys {
            edit.remove(key);
            if let Some(kept) = self.slots[key.number() as usize].take() {
                named = named.or(Some(kept.held().names_queries()));
            }
            self.free.push(key);
        }
        self.apart.retain(|it| {
            let is_it = it.held().id == id;
            if is_it {
                named = named.or(Some(it.held().names_queries()));
            }
            !is_it
        });
        self.n_naming -= usize::from(named == Some(true));
    }
}
