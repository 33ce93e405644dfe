//! Posts by a figure of theirs: read from its column post by post, as far as other conditions leave any
//! open.

use std::ops::RangeInclusive;

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED,
    columnar::Column,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
};

use crate::stop::{Pace, Stop};

/// The posts whose figure is in a range.
#[derive(Clone, Debug)]
pub(crate) struct FigureQuery {
    pub(crate) column: &'static str,
    pub(crate) range: Range,
    pub(crate) stop: Stop,
}

/// Of a column of counts or of one of times.
#[derive(Clone, Debug)]
pub(crate) enum Range {
    Count(RangeInclusive<u64>),
    Time(RangeInclusive<i64>),
}

impl Query for FigureQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for FigureQuery {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let columns = segment.fast_fields();
        let (max_doc, stop) = (segment.max_doc(), self.stop.clone());
        Ok(match &self.range {
            Range::Count(range) => {
                let column = columns.column_opt(self.column)?;
                start(column, range.clone(), max_doc, stop)
            }
            Range::Time(range) => {
                let column = columns.column_opt(self.column)?;
                start(column, range.clone(), max_doc, stop)
            }
        })
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("its figure is in the range", 1.0))
    }
}

fn start<T: PartialOrd + Copy + Send + Sync + std::fmt::Debug + 'static>(
    column: Option<Column<T>>,
    range: RangeInclusive<T>,
    max_doc: u32,
    stop: Stop,
) -> Box<dyn Scorer> {
    let mut figures = Figures {
        // In a segment without the column, no post has such a figure.
        max_doc: if column.is_some() { max_doc } else { 0 },
        column,
        range,
        stop,
        doc: 0,
    };
    figures.find(0);
    Box::new(figures)
}

struct Figures<T> {
    column: Option<Column<T>>,
    range: RangeInclusive<T>,
    max_doc: u32,
    doc: DocId,
    stop: Stop,
}

impl<T: PartialOrd + Copy + Send + Sync + std::fmt::Debug + 'static> Figures<T> {
    fn find(&mut self, target: DocId) -> DocId {
        let mut pace = Pace::new(&self.stop);
        let holds = |doc: DocId| {
            let figure = self.column.as_ref().and_then(|it| it.first(doc));
            figure.is_some_and(|it| self.range.contains(&it))
        };
        let mut docs = target..self.max_doc;
        // Whoever asks sees that the time is over.
        let found = docs.find(|doc| pace.step().is_err() || holds(*doc));
        let found = found.filter(|_| !self.stop.is_given_up());
        self.doc = found.unwrap_or(TERMINATED);
        self.doc
    }
}

impl<T: PartialOrd + Copy + Send + Sync + std::fmt::Debug + 'static> DocSet for Figures<T> {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        self.find(self.doc + 1)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        self.find(target)
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        // Nobody knows before all were read: as if it were all of them, so that others lead.
        self.max_doc
    }
}

impl<T: PartialOrd + Copy + Send + Sync + std::fmt::Debug + 'static> Scorer for Figures<T> {
    fn score(&mut self) -> Score {
        1.0
    }
}
