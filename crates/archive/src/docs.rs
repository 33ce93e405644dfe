//! Posts of one segment: a list of few, a bit for each of many.

use tantivy::BitSet;

/// A list takes less room than bits as long as it holds no more than one post in so many.
const SPARSE: u64 = 32;

/// A set of posts of one segment.
#[derive(Debug)]
pub(crate) enum Docs {
    /// In order, each once.
    Few(Vec<u32>),
    Many(BitSet),
}

impl Docs {
    pub(crate) const NONE: Self = Self::Few(Vec::new());

    pub(crate) fn all(max_doc: u32) -> Self {
        Self::Many(BitSet::with_max_value_and_full(max_doc))
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Few(list) => list.len(),
            Self::Many(bits) => bits.len(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn contains(&self, doc: u32) -> bool {
        match self {
            Self::Few(list) => list.binary_search(&doc).is_ok(),
            Self::Many(bits) => bits.contains(doc),
        }
    }

    /// In order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let (list, bits) = match self {
            Self::Few(list) => (list.as_slice(), None),
            Self::Many(bits) => (&[][..], Some(bits)),
        };
        list.iter().copied().chain(bits.into_iter().flat_map(each))
    }

    pub(crate) fn retain(&mut self, mut keep: impl FnMut(u32) -> bool) {
        match self {
            Self::Few(list) => list.retain(|it| keep(*it)),
            Self::Many(bits) => {
                let mut kept = BitSet::with_max_value(bits.max_value());
                for doc in each(bits).filter(|it| keep(*it)) {
                    kept.insert(doc);
                }
                *bits = kept;
            }
        }
    }

    /// Adds posts of a segment of so many.
    pub(crate) fn extend(&mut self, docs: &[u32], max_doc: u32) {
        let size = (self.len() + docs.len()) as u64;
        let mut all = Gather::new(size, max_doc);
        all.extend(self.iter());
        all.extend(docs.iter().copied());
        *self = all.finish();
    }
}

fn each(bits: &BitSet) -> impl Iterator<Item = u32> + '_ {
    let buckets = 0..bits.max_value().div_ceil(64);
    buckets.flat_map(|bucket| {
        let words = bits.tinyset(bucket).into_iter();
        words.map(move |it| bucket * 64 + it)
    })
}

/// A set being made of several.
pub(crate) struct Gather {
    docs: Docs,
    is_sorted: bool,
}

impl Gather {
    /// Of at most so many posts.
    pub(crate) fn new(size: u64, max_doc: u32) -> Self {
        let docs = if size <= u64::from(max_doc) / SPARSE {
            Docs::Few(Vec::with_capacity(size as usize))
        } else {
            Docs::Many(BitSet::with_max_value(max_doc))
        };
        Self {
            docs,
            is_sorted: true,
        }
    }

    pub(crate) fn add(&mut self, doc: u32) {
        match &mut self.docs {
            Docs::Few(list) => {
                self.is_sorted &= list.last().is_none_or(|last| *last < doc);
                list.push(doc);
            }
            Docs::Many(bits) => {
                bits.insert(doc);
            }
        }
    }

    pub(crate) fn extend(&mut self, docs: impl Iterator<Item = u32>) {
        docs.for_each(|it| self.add(it));
    }

    pub(crate) fn finish(self) -> Docs {
        match self.docs {
            Docs::Few(mut list) if !self.is_sorted => {
                // Made of lists in order, which this sort finds and merges.
                list.sort();
                list.dedup();
                Docs::Few(list)
            }
            docs => docs,
        }
    }
}

#[cfg(test)]
mod tests;
