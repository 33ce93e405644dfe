//! Posts by a figure of theirs: read from its column, of the posts that other conditions leave open.

use std::{ops::RangeInclusive, sync::Arc};

use query::{Compare, Comparison};
use tantivy::{SegmentReader, columnar::Column};

use crate::{
    error::Result,
    plan::Figure,
    schema::{ENGAGEMENT, FOLLOWERS},
    tally::Columns,
};

/// Whether a figure of a post is in a range.
pub(crate) enum Test {
    Count(Column<u64>, RangeInclusive<u64>),
    Time(Arc<Columns>, RangeInclusive<i64>),
}

impl Test {
    pub(crate) fn holds(&self, doc: u32) -> bool {
        match self {
            Self::Count(column, range) => column.first(doc).is_some_and(|it| range.contains(&it)),
            Self::Time(columns, range) => range.contains(&columns.at(doc)),
        }
    }
}

/// Nothing if it holds for no post of the segment.
pub(crate) fn by_figure(
    segment: &SegmentReader,
    figure: Figure,
    compare: Compare,
) -> Result<Option<Test>> {
    let bound = compare.bound;
    let range = match compare.comparison {
        Comparison::Less => bound.checked_sub(1).map(|last| 0..=last),
        Comparison::AtMost => Some(0..=bound),
        Comparison::Equal => Some(bound..=bound),
        Comparison::AtLeast => Some(bound..=u64::MAX),
        Comparison::More => bound.checked_add(1).map(|first| first..=u64::MAX),
    };
    let name = match figure {
        Figure::Followers => FOLLOWERS,
        Figure::Engagement => ENGAGEMENT,
    };
    // In a segment without the column, no post has such a figure.
    let column = segment.fast_fields().column_opt(name)?;
    Ok(column.zip(range).map(|(it, range)| Test::Count(it, range)))
}
