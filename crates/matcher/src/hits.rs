//! The features of a post that one index knows, by number: what programs ask their questions.

use crate::{
    dictionary::{Dictionary, Known},
    reading::Reading,
};

/// Places of the table of terms: a post shows some twenty, so that most questions about others end
/// at an empty place; 8 KiB stay in the first cache.
const MARKS: usize = 2_048;

/// No hit, no term: one less than a number.
const NIL: u32 = 0;

/// A place where a known term stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) id: u32,
    pub(crate) word: u32,
    /// One more than the index of the next hit of the same term.
    next: u32,
}

/// A known term that the post shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown {
    pub(crate) id: u32,
    pub(crate) is_filed: bool,
    first: u32,
    last: u32,
    /// One more than the index of the next term of the same mark.
    next: u32,
}

/// The known terms of a post and their places.
#[derive(Debug)]
pub(crate) struct Hits {
    hits: Vec<Hit>,
    shown: Vec<Shown>,
    /// The sightings that the dictionary does know, with the word where each stands.
    known: Vec<(Known, u32)>,
    /// One more than the index of the first term whose number ends so.
    marks: Box<[u32; MARKS]>,
}

impl Default for Hits {
    fn default() -> Self {
        Self {
            hits: Vec::new(),
            shown: Vec::new(),
            known: Vec::new(),
            marks: Box::new([NIL; MARKS]),
        }
    }
}

impl Hits {
    /// Looks up what passed the sieve in the dictionary of an index.
    pub(crate) fn look_up(&mut self, reading: &Reading, dictionary: &Dictionary) {
        for shown in self.shown.drain(..) {
            self.marks[mark(shown.id)] = NIL;
        }
        self.hits.clear();
        // In a pass of its own: each look is at a far place, and none waits for the one before.
        self.known.clear();
        // What passed for the sake of one index is seldom known to another.
        let glance = dictionary.glance();
        let sightings = reading.sightings().iter();
        let sightings = sightings.filter(|it| glance.may_have(it.feature));
        self.known
            .extend(sightings.filter_map(|it| Some((dictionary.find(it.feature)?, it.word))));
        for (known, word) in &self.known {
            let hit = self.hits.len() as u32;
            self.hits.push(Hit {
                id: known.id,
                word: *word,
                next: NIL,
            });
            if let Some(at) = at(&self.marks, &self.shown, known.id) {
                let shown = &mut self.shown[at];
                self.hits[shown.last as usize].next = hit + 1;
                shown.last = hit;
                continue;
            }
            let mark = &mut self.marks[mark(known.id)];
            self.shown.push(Shown {
                id: known.id,
                is_filed: known.is_filed,
                first: hit,
                last: hit,
                next: *mark,
            });
            *mark = self.shown.len() as u32;
        }
    }

    pub(crate) fn shown(&self) -> &[Shown] {
        &self.shown
    }

    #[inline]
    fn at(&self, id: u32) -> Option<usize> {
        at(&self.marks, &self.shown, id)
    }

    #[inline]
    pub(crate) fn has(&self, id: u32) -> bool {
        self.at(id).is_some()
    }

    /// Where a term stands, from the first place on: the hit and those after it.
    pub(crate) fn places(&self, id: u32) -> impl Iterator<Item = (u32, &[Hit])> {
        let mut next = self.at(id).map_or(NIL, |at| self.shown[at].first + 1);
        std::iter::from_fn(move || {
            let at = (next as usize).checked_sub(1)?;
            let hit = &self.hits[at];
            next = hit.next;
            Some((hit.word, &self.hits[at..]))
        })
    }
}

/// Where a term is among those shown.
#[inline]
fn at(marks: &[u32; MARKS], shown: &[Shown], id: u32) -> Option<usize> {
    let mut next = marks[mark(id)];
    while next != NIL {
        let at = next as usize - 1;
        if shown[at].id == id {
            return Some(at);
        }
        next = shown[at].next;
    }
    None
}

#[inline]
const fn mark(id: u32) -> usize {
    id as usize % MARKS
}
