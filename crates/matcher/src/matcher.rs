//! All queries, changed while posts are held against them.
//!
//! ```text
//! snapshot = base     nearly all queries; built anew by `compact`
//!          + middle   some thousands that came later
//!          + fresh    the last few, built anew by each change
//! ```
//!
//! Each layer is an index that never changes, with the set of its keys that are gone: removed, or in
//! a later layer. A change builds a new fresh layer and swaps the snapshot; whoever is matching goes
//! on with the one they have. A term of a post is asked about once whatever the layers: the base
//! learns which terms the others have. What a change costs does not depend on how many queries there are, but
//! for the sets of keys: a bit each, copied.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    mem,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use query::Expr;

use crate::{
    anchor,
    bits::Bits,
    compile::{self, Compiled},
    frequencies::Frequencies,
    index::{Buffers, Builder, Index},
    input::{Asked, Input},
    program,
    reading::{Reading, Sieve, Sought, Wants},
    shape::Doors,
};

/// Queries in the fresh layer. Building so many takes a tenth of a millisecond; and fewer than one
/// change in a hundred folds them into the middle layer, which takes some milliseconds.
const FRESH_MAX: usize = 128;

/// The base, the middle and the fresh layer.
const N_LAYERS: usize = 3;

/// Queries outside the base that are not worth a compaction.
const LATER_MIN: usize = 4_096;
/// Above it, the base may be so many times as large as what came later and what is gone.
const BASE_TO_LATER: usize = 8;

/// Queries without an anchor: looked at for each post, at some ten nanoseconds each. So many cost
/// as much as reading ten posts.
pub const LANE_MAX: usize = 1_024;

/// The greatest number of a key: a set of keys takes a bit for each number up to the greatest.
pub const KEY_MAX: u32 = (1 << 27) - 1;

/// The caller's number for a query. Small numbers are best, each used once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueryKey(pub(crate) u32);

impl QueryKey {
    /// `None` past [`KEY_MAX`].
    #[must_use]
    pub const fn new(number: u32) -> Option<Self> {
        if number <= KEY_MAX {
            Some(Self(number))
        } else {
            None
        }
    }

    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// Why a query is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It names nothing to look for (it only excludes, or only names languages or kinds of posts),
    /// and there are [`LANE_MAX`] such queries.
    LaneFull,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::LaneFull => write!(f, "{LANE_MAX} queries name nothing to look for already"),
        }
    }
}

impl std::error::Error for Refused {}

/// The queries, shared by all threads.
#[derive(Debug, Default)]
pub struct Matcher {
    current: RwLock<Arc<Snapshot>>,
    /// That of the current snapshot.
    version: AtomicU64,
    writer: Mutex<Writer>,
    /// Held while a base is built.
    compacting: Mutex<()>,
}

/// What changes are made with.
#[derive(Debug, Default)]
struct Writer {
    /// The queries of the fresh layer.
    fresh: BTreeMap<u32, Compiled>,
    /// All keys of queries without an anchor.
    lane: Bits,
    n_lane: usize,
    /// While a base is built: the keys changed since it began.
    changed: Option<Bits>,
    frequencies: Arc<Frequencies>,
}

/// Changes on their way; see [`Matcher::update`].
pub struct Edit<'w> {
    writer: &'w mut Writer,
    changes: BTreeMap<u32, Option<Compiled>>,
}

/// One state of all queries; never changes.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    version: u64,
    base: Layer,
    middle: Layer,
    fresh: Layer,
    /// What all layers together seek.
    wants: Wants,
    doors: Doors,
}

#[derive(Clone, Debug, Default)]
struct Layer {
    index: Arc<Index>,
    /// Keys of queries that are here and no longer are.
    gone: Arc<Bits>,
}

/// What a thread needs to match, kept from post to post.
#[derive(Debug, Default)]
pub struct Scratch {
    reading: Reading,
    buffers: Buffers,
}

/// What a snapshot takes and holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub n_queries: usize,
    /// Queries looked at for each post.
    pub n_lane: usize,
    /// The memory of the index; what callers keep of the queries aside.
    pub bytes: usize,
}

impl Matcher {
    /// A matcher that chooses anchors by these frequencies.
    #[must_use]
    pub fn new(frequencies: Frequencies) -> Self {
        let matcher = Self::default();
        matcher.set_frequencies(frequencies);
        matcher
    }

    /// Takes new frequencies for what is built from now on; [`Matcher::compact`] builds all anew.
    pub fn set_frequencies(&self, frequencies: Frequencies) {
        self.writer().frequencies = Arc::new(frequencies);
    }

    /// The state as of the last change.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes `snapshot` the state as of the last change, if it is not: for each post, this is one
    /// look at a number.
    pub fn refresh(&self, snapshot: &mut Arc<Snapshot>) {
        if snapshot.version != self.version.load(Ordering::Acquire) {
            *snapshot = self.snapshot();
        }
    }

    /// Makes all changes of `edit` at once; they are visible when this returns.
    ///
    /// Up to a few hundred changes cost little whatever the number of queries. With more, all is
    /// built anew before this returns: so are thousands of queries loaded.
    pub fn update<T>(&self, edit: impl FnOnce(&mut Edit<'_>) -> T) -> T {
        let mut writer = self.writer();
        let mut changes = Edit {
            writer: &mut writer,
            changes: BTreeMap::new(),
        };
        let answer = edit(&mut changes);
        let changes = mem::take(&mut changes.changes);
        if !changes.is_empty() {
            self.apply(&mut writer, changes);
        }
        answer
    }

    /// Adds one query, or puts it in the place of the one with its key.
    ///
    /// # Errors
    ///
    /// See [`Edit::insert`].
    pub fn insert(&self, key: QueryKey, expr: &Expr) -> Result<(), Refused> {
        self.update(|it| it.insert(key, expr))
    }

    /// Removes the query of a key, if there is one.
    pub fn remove(&self, key: QueryKey) {
        self.update(|it| it.remove(key));
    }

    fn apply(&self, writer: &mut Writer, changes: BTreeMap<u32, Option<Compiled>>) {
        let mut next = Snapshot::clone(&self.snapshot());
        let n_changes = changes.len();
        for layer in [&mut next.base, &mut next.middle] {
            let there: Vec<u32> = changes
                .keys()
                .copied()
                .filter(|it| layer.has(*it))
                .collect();
            if !there.is_empty() {
                let gone = Arc::make_mut(&mut layer.gone);
                there.into_iter().for_each(|it| {
                    gone.insert(it);
                });
            }
        }
        for (key, change) in changes {
            if let Some(changed) = &mut writer.changed {
                changed.insert(key);
            }
            match change {
                Some(compiled) => writer.fresh.insert(key, compiled),
                None => writer.fresh.remove(&key),
            };
        }
        let Writer {
            fresh,
            frequencies,
            changed,
            ..
        } = writer;
        if n_changes > FRESH_MAX && changed.is_none() {
            next.base = Layer::build(frequencies, fresh, [&next.base, &next.middle]);
            next.middle = Layer::default();
            fresh.clear();
        } else if fresh.len() > FRESH_MAX {
            next.middle = Layer::build(frequencies, fresh, [&next.middle]);
            fresh.clear();
        }
        next.fresh = Layer::build(frequencies, fresh, []);
        self.swap(next);
    }

    /// Whether enough has changed for [`Matcher::compact`] to be worth its time.
    #[must_use]
    pub fn wants_compaction(&self) -> bool {
        let current = self.snapshot();
        let later = current.middle.index.n_queries() + current.base.gone.len();
        later > LATER_MIN.max(current.base.index.n_queries() / BASE_TO_LATER)
    }

    /// Builds one base of all queries, its anchors chosen by the frequencies of now. Takes about as
    /// long as loading all queries did, in the thread that calls; changes and matching go on.
    pub fn compact(&self) {
        let _one_at_a_time = self
            .compacting
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (before, frequencies) = {
            let mut writer = self.writer();
            writer.changed = Some(Bits::default());
            (self.snapshot(), Arc::clone(&writer.frequencies))
        };
        let layers = [&before.base, &before.middle, &before.fresh];
        let mut base = Layer::build(&frequencies, &BTreeMap::new(), layers);
        let mut writer = self.writer();
        let mut changed = writer.changed.take().unwrap_or_default();
        let now = self.snapshot();
        // What was not changed since is in the base; of a key changed since, the base has the past.
        writer.fresh.retain(|key, _| changed.has(*key));
        let mut builder = Builder::default();
        builder.absorb(&now.middle.index, |key| {
            now.middle.has(key) && changed.has(key)
        });
        let middle = Layer::from(builder.build(&frequencies));
        let fresh = Layer::build(&frequencies, &writer.fresh, []);
        changed.intersect(&base.index.keys);
        base.gone = Arc::new(changed);
        self.swap(Snapshot {
            version: now.version,
            base,
            middle,
            fresh,
            ..Snapshot::default()
        });
    }

    /// Makes `next` current; the writer is held by the caller.
    fn swap(&self, mut next: Snapshot) {
        next.version += 1;
        let mut doors = Doors::default();
        let mut wants = Wants::default();
        for layer in next.layers() {
            doors.add(&layer.index.shapes.doors);
            wants = wants.and(layer.index.wants);
        }
        (next.doors, next.wants) = (doors, wants);
        next.base_learns(&self.snapshot());
        let version = next.version;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        self.version.store(version, Ordering::Release);
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        // A panic while compiling a query left all as it was.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Edit<'_> {
    /// Adds a query, or puts it in the place of the one with its key.
    ///
    /// # Errors
    ///
    /// [`Refused`]; what had the key is still there.
    pub fn insert(&mut self, key: QueryKey, expr: &Expr) -> Result<(), Refused> {
        let compiled = compile::compile(expr);
        let unseen = vec![0.0; compiled.features.len()];
        let root = program::split(&compiled.words);
        let has_anchors = root.is_some_and(|(root, _)| anchor::rate(root, &unseen).is_some());
        let was_in_lane = self.writer.lane.has(key.0);
        if has_anchors {
            self.writer.leave_lane(key);
        } else if !was_in_lane {
            if self.writer.n_lane == LANE_MAX {
                return Err(Refused::LaneFull);
            }
            self.writer.n_lane += 1;
            self.writer.lane.insert(key.0);
        }
        self.changes.insert(key.0, Some(compiled));
        Ok(())
    }

    /// Removes the query of a key, if there is one.
    pub fn remove(&mut self, key: QueryKey) {
        self.writer.leave_lane(key);
        self.changes.insert(key.0, None);
    }
}

impl Writer {
    fn leave_lane(&mut self, key: QueryKey) {
        if self.lane.has(key.0) {
            self.lane.remove(key.0);
            self.n_lane -= 1;
        }
    }
}

impl Layer {
    fn build<const N: usize>(
        frequencies: &Frequencies,
        fresh: &BTreeMap<u32, Compiled>,
        layers: [&Self; N],
    ) -> Self {
        let mut builder = Builder::default();
        for layer in layers {
            builder.absorb(&layer.index, |key| layer.has(key));
        }
        for (key, compiled) in fresh {
            builder.add(*key, compiled);
        }
        Self::from(builder.build(frequencies))
    }

    /// Whether the query of a key is here, and not gone.
    fn has(&self, key: u32) -> bool {
        self.index.keys.has(key) && !self.gone.has(key)
    }
}

impl From<Index> for Layer {
    fn from(index: Index) -> Self {
        Self {
            index: Arc::new(index),
            gone: Arc::default(),
        }
    }
}

impl Snapshot {
    /// Adds the keys of all queries that the post satisfies to `out`, in no order, each once.
    pub fn matches(&self, scratch: &mut Scratch, input: Input<'_>, out: &mut Vec<QueryKey>) {
        let Scratch { reading, buffers } = scratch;
        let asked = Asked::new(input);
        let layers = self.layers();
        let shapes = layers.map(|it| &it.index.shapes);
        // Right after a compaction, all there is is in the base.
        let has_later = self.middle.index.n_queries() + self.fresh.index.n_queries() > 0;
        let sought = Sought {
            wants: self.wants,
            sieve: Sieve::Known(self.base.index.dictionary.glance()),
            doors: &self.doors,
            shapes: if has_later { &shapes } else { &shapes[..1] },
        };
        reading.read(&asked, sought);
        let first = out.len();
        for layer in layers {
            let Layer { index, gone } = layer;
            if index.n_queries() > 0 {
                index.matches(reading, &asked, gone, buffers, out);
            }
        }
        for key in &out[first..] {
            buffers.found.remove(key.0);
        }
    }

    /// Has the base learn the terms of the layers that are new since `before`: from a post, it alone
    /// is asked which terms are worth a look.
    fn base_learns(&self, before: &Self) {
        let is_new = |new: &Layer, old: &Layer| !Arc::ptr_eq(&new.index, &old.index);
        let is_new_base = is_new(&self.base, &before.base);
        let later = [(&self.middle, &before.middle), (&self.fresh, &before.fresh)];
        for (new, old) in later {
            if is_new_base || is_new(new, old) {
                self.base.index.dictionary.learn(&new.index.dictionary);
            }
        }
    }

    const fn layers(&self) -> [&Layer; N_LAYERS] {
        [&self.base, &self.middle, &self.fresh]
    }

    #[must_use]
    pub fn size(&self) -> Size {
        let mut size = Size::default();
        for layer in self.layers() {
            size.n_queries += layer.index.n_queries() - layer.gone.len();
            size.n_lane += layer.index.lane_len();
            size.bytes += layer.index.size_bytes() + layer.gone.size_bytes();
        }
        size
    }
}
