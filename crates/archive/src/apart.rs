//! Posts by a term that others share, and by the column that tells them apart: a term of its own for each
//! post or author would cost more to write than all its words.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, Term,
    postings::SegmentPostings,
    query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::IndexRecordOption,
};

use crate::{
    docs::Docs,
    error::Result,
    facet::Facet,
    month::Part,
    schema,
    terms::{self, kind},
};

/// The post of an id, for tantivy to delete it.
#[derive(Clone, Debug)]
pub(crate) struct PostQuery {
    /// Of its group.
    pub(crate) term: Term,
    /// The two halves of its id.
    pub(crate) halves: [u64; 2],
}

impl Query for PostQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for PostQuery {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = segment.inverted_index(self.term.field())?;
        let Some(postings) = index.read_postings(&self.term, IndexRecordOption::Basic)? else {
            return Ok(Box::new(EmptyScorer));
        };
        let columns = segment.fast_fields();
        let [high, low] = self.halves;
        let (highs, lows) = (columns.u64(schema::HIGH)?, columns.u64(schema::LOW)?);
        // What chance made tells most apart.
        let docs = those_of(postings, |doc| {
            lows.first(doc) == Some(low) && highs.first(doc) == Some(high)
        });
        Ok(Box::new(List { docs, at: 0 }))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("its columns tell it apart", 1.0))
    }
}

/// The posts of an author by the one name that no other has.
pub(crate) fn by_author(part: &Part, name: &str) -> Result<Docs> {
    let Some(names) = part.segment.fast_fields().str(Facet::Author.slug())? else {
        return Ok(Docs::NONE);
    };
    let term = terms::term(kind::FROM, name);
    let (Some(wanted), Some(info)) = (
        names.dictionary().term_ord(name)?,
        part.facts.terms().get(term)?,
    ) else {
        return Ok(Docs::NONE);
    };
    let facts = &part.facts;
    let postings = facts.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
    let docs = those_of(postings, |doc| names.ords().first(doc) == Some(wanted));
    Ok(Docs::Few(docs))
}

fn those_of(mut postings: SegmentPostings, holds: impl Fn(DocId) -> bool) -> Vec<DocId> {
    let mut docs = Vec::new();
    while postings.doc() != TERMINATED {
        if holds(postings.doc()) {
            docs.push(postings.doc());
        }
        postings.advance();
    }
    docs
}

/// Posts of a segment, in order.
struct List {
    docs: Vec<DocId>,
    at: usize,
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
