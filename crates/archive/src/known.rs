//! Values that posts have, by their first letters: for whoever types a query.

use std::collections::HashMap;

use tantivy::{SegmentReader, schema::Field};

use crate::{
    error::Result,
    facet::Facet,
    house::House,
    schema::Fields,
    stop::{Pace, Stop},
    terms::{self, kind},
};

/// Values looked at in one segment: with few letters there are more than anyone wants to see, and the
/// commonest of these many will do.
const WALKED_MAX: usize = 20_000;

impl House {
    /// The commonest values of a facet that begin so, with how many posts have each. Posts that are gone
    /// count until their part is written anew, and those of an author's namesakes on other networks count too.
    pub fn known(
        &self,
        facet: Facet,
        start: &str,
        n: usize,
        stop: &Stop,
    ) -> Result<Vec<(String, u64)>> {
        let mut walk = Walk {
            counts: HashMap::new(),
            pace: Pace::new(stop),
        };
        for (_, month) in self.months() {
            for part in month.parts().iter() {
                let segment = &part.segment;
                match before(facet, &month.fields) {
                    Some((field, before)) => walk.terms(segment, field, &before, start)?,
                    None => walk.authors(segment, &month.fields, start)?,
                }
            }
        }
        let mut known: Vec<(String, u64)> = walk.counts.into_iter().collect();
        known.sort_unstable_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        known.truncate(n);
        Ok(known)
    }
}

/// The field whose terms are values of a facet, and how these begin. Authors have a term for each of their
/// names, so none says which is theirs alone.
fn before(facet: Facet, fields: &Fields) -> Option<(Field, String)> {
    let fact = |kind: char| Some((fields.facts, kind.to_string()));
    match facet {
        Facet::Network => fact(kind::NETWORK),
        Facet::Account => fact(kind::ACCOUNT),
        Facet::Author => None,
        Facet::Tag => Some((fields.places, format!("{}#", kind::TAG))),
        Facet::Lang => fact(kind::LANG),
        Facet::Media => fact(kind::MEDIA),
    }
}

struct Walk<'s> {
    counts: HashMap<String, u64>,
    pace: Pace<'s>,
}

impl Walk<'_> {
    fn add(&mut self, value: &[u8], n: u32) {
        // Values are written from strings.
        if let Ok(value) = std::str::from_utf8(value) {
            *self.counts.entry(value.to_owned()).or_default() += u64::from(n);
        }
    }

    fn terms(
        &mut self,
        segment: &SegmentReader,
        field: Field,
        before: &str,
        start: &str,
    ) -> Result<()> {
        let index = segment.inverted_index(field)?;
        let start = format!("{before}{start}");
        let mut values = index.terms().range().ge(&start).into_stream()?;
        let mut n_walked = 0;
        while let Some((term, info)) = values.next()
            && term.starts_with(start.as_bytes())
            && n_walked < WALKED_MAX
        {
            self.pace.step()?;
            n_walked += 1;
            self.add(&term[before.len()..], info.doc_freq);
        }
        Ok(())
    }

    fn authors(&mut self, segment: &SegmentReader, fields: &Fields, start: &str) -> Result<()> {
        let Some(column) = segment.fast_fields().str(Facet::Author.slug())? else {
            return Ok(());
        };
        let index = segment.inverted_index(fields.facts)?;
        let names = column.dictionary().range().ge(start);
        let mut names = names.into_stream()?;
        let mut n_walked = 0;
        while names.advance() && names.key().starts_with(start.as_bytes()) && n_walked < WALKED_MAX
        {
            self.pace.step()?;
            n_walked += 1;
            let name = std::str::from_utf8(names.key()).unwrap_or_default();
            if let Some(info) = index.terms().get(terms::term(kind::FROM, name))? {
                self.add(names.key(), info.doc_freq);
            }
        }
        Ok(())
    }
}
