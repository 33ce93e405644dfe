//! Posts by a term that others share, and by the column that tells them apart: a term of its own for each
//! post or author would cost more to write than all its words.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, Term,
    columnar::Column,
    query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::IndexRecordOption,
};

use crate::{facet::Facet, schema};

/// The posts with a term that are what is sought.
#[derive(Clone, Debug)]
pub(crate) struct ApartQuery {
    pub(crate) term: Term,
    pub(crate) sought: Sought,
}

#[derive(Clone, Debug)]
pub(crate) enum Sought {
    /// The two halves of an id.
    Post(u64, u64),
    /// The one name that no other author has.
    Author(String),
}

impl Query for ApartQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for ApartQuery {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = segment.inverted_index(self.term.field())?;
        let Some(mut postings) = index.read_postings(&self.term, IndexRecordOption::Basic)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let Some(test) = self.sought.test(segment)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let mut docs = Vec::new();
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if test.holds(doc) {
                docs.push(doc);
            }
            doc = postings.advance();
        }
        Ok(Box::new(List::new(docs)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("its column tells it apart", 1.0))
    }
}

/// [`Sought`] in the columns of one segment.
enum Test {
    Post([(Column<u64>, u64); 2]),
    Author(Column<u64>, u64),
}

impl Sought {
    /// Nothing if it is not in the segment.
    fn test(&self, segment: &SegmentReader) -> tantivy::Result<Option<Test>> {
        let columns = segment.fast_fields();
        Ok(match self {
            Self::Post(high, low) => Some(Test::Post([
                // What chance made tells most apart.
                (columns.u64(schema::LOW)?, *low),
                (columns.u64(schema::HIGH)?, *high),
            ])),
            Self::Author(name) => match columns.str(Facet::Author.slug())? {
                Some(names) => {
                    let wanted = names.dictionary().term_ord(name)?;
                    wanted.map(|it| Test::Author(names.ords().clone(), it))
                }
                None => None,
            },
        })
    }
}

impl Test {
    fn holds(&self, doc: DocId) -> bool {
        match self {
            Self::Post(halves) => halves.iter().all(|(it, half)| it.first(doc) == Some(*half)),
            Self::Author(names, wanted) => names.first(doc) == Some(*wanted),
        }
    }
}

/// Posts of a segment, in order.
pub(crate) struct List {
    docs: Vec<DocId>,
    at: usize,
}

impl List {
    pub(crate) const fn new(docs: Vec<DocId>) -> Self {
        Self { docs, at: 0 }
    }
}

impl DocSet for List {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.docs.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|it| *it < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.docs.len() as u32
    }
}

impl Scorer for List {
    fn score(&mut self) -> Score {
        1.0
    }
}
