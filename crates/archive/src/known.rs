//! Values that posts have, by their first letters: for whoever types a query.

use std::collections::HashMap;

use crate::{
    error::Result,
    facet::Facet,
    house::House,
    stop::{Pace, Stop},
    terms,
};

/// Values looked at in one segment: with few letters there are more than anyone wants to see, and the
/// commonest of these many will do.
const WALKED_MAX: usize = 20_000;

impl House {
    /// The commonest values of a facet that begin so, with how many posts have each. Posts that are gone
    /// count until their part is written anew.
    pub fn known(
        &self,
        facet: Facet,
        start: &str,
        n: usize,
        stop: &Stop,
    ) -> Result<Vec<(String, u64)>> {
        let start = terms::of_facet(facet, start);
        let mut counts: HashMap<String, u64> = HashMap::new();
        let mut pace = Pace::new(stop);
        for (_, month) in self.months() {
            for segment in month.searcher().segment_readers() {
                let facts = segment.inverted_index(month.fields.facts)?;
                let mut values = facts.terms().range().ge(&start).into_stream()?;
                let mut n_walked = 0;
                while let Some((term, info)) = values.next() {
                    pace.step()?;
                    n_walked += 1;
                    if !term.starts_with(start.as_bytes()) || n_walked > WALKED_MAX {
                        break;
                    }
                    // Terms are written from strings that begin with one letter for their kind.
                    if let Some(value) = std::str::from_utf8(term).ok().and_then(|it| it.get(1..)) {
                        *counts.entry(value.to_owned()).or_default() += u64::from(info.doc_freq);
                    }
                }
            }
        }
        let mut known: Vec<(String, u64)> = counts.into_iter().collect();
        known.sort_unstable_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        known.truncate(n);
        Ok(known)
    }
}
