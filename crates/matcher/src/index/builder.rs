//! Builds an index: from queries just compiled, and from those of other indexes.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
    sync::Arc,
};

use query::{Exact, Expr};

use super::{Index, SURE};
use crate::{
    anchor::{self, Arranged, Rates},
    compile::Compiled,
    dictionary::Dictionary,
    feature::Feature,
    frequencies::Frequencies,
    program::{self, PAYLOAD_MAX, split},
    reading::Wants,
    shape::{Shape, Shapes},
};

/// For keys that are spread evenly, or few.
pub(crate) type Plain = BuildHasherDefault<PlainHasher>;

#[derive(Default)]
pub(crate) struct PlainHasher(u64);

impl Hasher for PlainHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }
}

/// Queries on their way into an index.
#[derive(Default)]
pub(crate) struct Builder {
    /// Features in the order they came in, which is their number until the index is built.
    features: Vec<Feature>,
    numbers: HashMap<Feature, u32, Plain>,
    queries: Vec<Pending>,
    /// The node of each query.
    words: Vec<u32>,
    writings: Vec<Exact>,
    shapes: Vec<(Feature, Shape)>,
    sources: HashMap<u32, Arc<Expr>, Plain>,
    wants: Wants,
}

/// A query on its way.
struct Pending {
    key: u32,
    words: Range<usize>,
}

/// The queries with their anchors chosen.
#[derive(Default)]
struct Filed {
    queries: Vec<FiledQuery>,
    /// Of each query in turn the numbers of its anchors, and whether they prove it.
    anchors: Vec<(u32, bool)>,
    /// Of each query in turn what is checked, then what is proved.
    words: Vec<u32>,
}

struct FiledQuery {
    key: u32,
    anchors: Range<usize>,
    words: Range<usize>,
    /// How many of the words are checked.
    n_checked: usize,
    has_anchors: bool,
    /// Queries are laid out by this number.
    place: u32,
}

impl Builder {
    /// Takes in a query just compiled, whose key is not in yet.
    pub(crate) fn add(&mut self, key: u32, compiled: &Compiled) {
        let from = self.words.len();
        let mut words = std::mem::take(&mut self.words);
        words.extend_from_slice(&compiled.words);
        let writings = &compiled.writings;
        self.renumber(
            &mut words[from..],
            |id| compiled.features[id as usize],
            writings,
        );
        self.words = words;
        self.shapes.extend_from_slice(&compiled.shapes);
        self.wants = self.wants.and(compiled.wants);
        self.push(key, from, compiled.source.as_ref());
    }

    /// Takes in the queries of an index that are to be kept.
    pub(crate) fn absorb(&mut self, index: &Index, is_kept: impl Fn(u32) -> bool) {
        for program in index.programs().filter(|it| is_kept(it.key)) {
            let from = self.words.len();
            let mut words = std::mem::take(&mut self.words);
            Arranged::join(program.checked, program.proved, &mut words);
            let feature = |id| index.dictionary.feature(id);
            self.renumber(&mut words[from..], feature, &index.writings);
            self.words = words;
            self.push(program.key, from, index.sources.get(&program.key));
        }
        self.shapes.extend_from_slice(&index.shapes.all);
        self.wants = self.wants.and(index.wants);
    }

    fn renumber(&mut self, words: &mut [u32], feature: impl Fn(u32) -> Feature, from: &[Exact]) {
        let Self {
            features,
            numbers,
            writings,
            ..
        } = self;
        let mut number = |id| {
            let feature = feature(id);
            *numbers.entry(feature).or_insert_with(|| {
                features.push(feature);
                program::length(features.len() - 1)
            })
        };
        let mut writing = |at: u32| {
            writings.push(from[at as usize].clone());
            program::length(writings.len() - 1)
        };
        program::renumber(words, &mut number, &mut writing);
    }

    fn push(&mut self, key: u32, from: usize, source: Option<&Arc<Expr>>) {
        self.queries.push(Pending {
            key,
            words: from..self.words.len(),
        });
        if let Some(source) = source {
            self.sources.insert(key, Arc::clone(source));
        }
    }

    /// Chooses anchors by what the stream shows, and files all queries.
    pub(crate) fn build(mut self, frequencies: &Frequencies) -> Index {
        let rates: Vec<f32> = self
            .features
            .iter()
            .map(|it| frequencies.rate(*it))
            .collect();
        let filed = self.file(&rates);
        let mut shapes = std::mem::take(&mut self.shapes);
        // Those of queries that are gone may still be there.
        shapes.retain(|(feature, _)| self.numbers.contains_key(feature));
        let (dictionary, ids) = self.dictionary();
        let mut index = Index {
            starts: Box::default(),
            entries: Box::default(),
            lane: Box::default(),
            programs: Box::default(),
            dictionary,
            writings: self.writings.into(),
            sources: self.sources,
            shapes: Shapes::new(shapes),
            wants: self.wants,
            keys: self.queries.iter().map(|it| it.key).collect(),
            n_queries: filed.queries.len(),
        };
        filed.lay_out(&ids, &mut index);
        index
    }

    fn file(&self, rates: &Rates) -> Filed {
        let ranks = ranks(rates);
        let mut filed = Filed::default();
        let mut anchors = Vec::new();
        for query in &self.queries {
            let words = &self.words[query.words.clone()];
            let root = split(words).map(|(root, _)| root);
            let anchored = root.filter(|it| anchor::rate(*it, rates).is_some());
            anchors.clear();
            if let Some(root) = anchored {
                anchor::collect(root, rates, &mut anchors);
                anchors.sort_unstable();
                anchors.dedup();
            }
            let first_anchor = filed.anchors.len();
            let proves = |id| anchored.is_some_and(|root| anchor::proves(root, id));
            filed
                .anchors
                .extend(anchors.iter().map(|id| (*id, proves(*id))));
            let arranged = Arranged::new(words, rates);
            let first_word = filed.words.len();
            filed.words.extend_from_slice(&arranged.checked);
            filed.words.extend_from_slice(&arranged.proved);
            filed.queries.push(FiledQuery {
                key: query.key,
                anchors: first_anchor..filed.anchors.len(),
                words: first_word..filed.words.len(),
                n_checked: arranged.checked.len(),
                has_anchors: anchored.is_some(),
                place: anchors
                    .iter()
                    .map(|it| ranks[*it as usize])
                    .min()
                    .unwrap_or(0),
            });
        }
        filed
    }

    /// The dictionary, and the new number of each feature.
    fn dictionary(&self) -> (Dictionary, Vec<u32>) {
        let mut sorted = self.features.clone();
        sorted.sort_unstable();
        let dictionary = Dictionary::new(&sorted);
        assert!(
            dictionary.n_places() < PAYLOAD_MAX as usize,
            "numbers of terms fit in a word with their operator"
        );
        let known = self.features.iter().map(|it| dictionary.find(*it));
        let ids = known.map(|it| it.expect("it was put in").id).collect();
        (dictionary, ids)
    }
}

impl Filed {
    fn lay_out(self, ids: &[u32], index: &mut Index) {
        let mut order: Vec<&FiledQuery> = self.queries.iter().collect();
        order.sort_by_key(|it| it.place);
        let mut ends = vec![0_u32; index.dictionary.n_places() + 1];
        for (id, _) in &self.anchors {
            let id = ids[*id as usize];
            index.dictionary.file(id);
            ends[id as usize] += 1;
        }
        let mut total = 0;
        for end in &mut ends {
            total += std::mem::replace(end, total);
        }
        let mut entries = vec![0; self.anchors.len()];
        let (mut programs, mut lane) = (Vec::new(), Vec::new());
        for query in order {
            let at = u32::try_from(programs.len())
                .ok()
                .filter(|it| it & SURE == 0);
            let at = at.expect("the queries of one index take less than 8 GiB");
            programs.extend([
                query.key,
                program::length(query.words.len()),
                program::length(query.n_checked),
            ]);
            let from = programs.len();
            programs.extend_from_slice(&self.words[query.words.clone()]);
            program::renumber(
                &mut programs[from..],
                &mut |id| ids[id as usize],
                &mut |it| it,
            );
            if !query.has_anchors {
                lane.push(at);
            }
            for (id, proves) in &self.anchors[query.anchors.clone()] {
                let end = &mut ends[ids[*id as usize] as usize];
                entries[*end as usize] = if *proves { query.key | SURE } else { at };
                *end += 1;
            }
        }
        // Each end has gone through its own entries: it is where those of the next begin.
        ends.pop();
        ends.insert(0, 0);
        index.starts = ends.into();
        index.entries = entries.into();
        index.lane = lane.into();
        index.programs = programs.into();
    }
}

/// The order of features from the most shown to the least.
fn ranks(rates: &Rates) -> Vec<u32> {
    let mut order: Vec<u32> = (0..program::length(rates.len())).collect();
    order.sort_by(|a, b| rates[*b as usize].total_cmp(&rates[*a as usize]));
    let mut ranks = vec![0; rates.len()];
    for (rank, id) in order.into_iter().enumerate() {
        ranks[id as usize] = program::length(rank);
    }
    ranks
}
