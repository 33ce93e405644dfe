//! From a spot to the terms of one segment's dictionary, and from those to posts.

use query::Stems;
use tantivy::{
    BitSet, DocSet, InvertedIndexReader, TERMINATED,
    postings::{SegmentPostings, TermInfo},
    schema::IndexRecordOption,
};
use text::Stemmer;

use crate::{
    error::Result,
    find::Spot,
    month::Part,
    stop::{Pace, Stop},
    terms::{self, kind},
};

/// One segment, as whoever looks for places in it needs it.
pub(crate) struct Ground<'s> {
    places: &'s InvertedIndexReader,
    facts: &'s InvertedIndexReader,
    pub(crate) max_doc: u32,
    pub(crate) stop: &'s Stop,
}

/// A term of the dictionary that a spot stands for.
pub(crate) struct Found {
    pub(crate) info: TermInfo,
    /// In which languages only.
    tongue: Tongue,
}

/// The posts in which a term counts as a form of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tongue {
    Any,
    French,
    English,
    /// Either of them.
    Both,
}

impl<'s> Ground<'s> {
    pub(crate) fn of(part: &'s Part, stop: &'s Stop) -> Self {
        Self {
            places: &part.places,
            facts: &part.facts,
            max_doc: part.segment.max_doc(),
            stop,
        }
    }

    /// The terms that a spot stands for.
    pub(crate) fn terms(&self, spot: &Spot) -> Result<Vec<Found>> {
        let mut found = Vec::new();
        let mut add = |info: &TermInfo, tongue| {
            found.push(Found {
                info: info.clone(),
                tongue,
            });
        };
        match spot {
            Spot::Any => {}
            Spot::Term(term) => {
                if let Some(info) = self.places.terms().get(term)? {
                    add(&info, Tongue::Any);
                }
            }
            Spot::Beginning(start) => self.walk(start, |_, info| add(info, Tongue::Any))?,
            Spot::Shape(kind, pattern) => {
                let start = terms::term(*kind, pattern.known_start());
                self.walk(&start, |term, info| {
                    if pattern.finds(&term[kind.len_utf8()..]) {
                        add(info, Tongue::Any);
                    }
                })?;
            }
            Spot::Stem(stems) => {
                // Stems keep the first letter of their words, and nothing more is sure.
                let first = stems.word.chars().next().map(String::from);
                let start = terms::term(kind::WORD, &first.unwrap_or_default());
                self.walk(&start, |term, info| {
                    if let Some(tongue) = tongue_of(stems, &term[kind::WORD.len_utf8()..]) {
                        add(info, tongue);
                    }
                })?;
            }
        }
        Ok(found)
    }

    /// All terms with a beginning.
    fn walk(&self, start: &str, mut each: impl FnMut(&str, &TermInfo)) -> Result<()> {
        let mut pace = Pace::new(self.stop);
        let mut stream = self.places.terms().range().ge(start).into_stream()?;
        while let Some((term, info)) = stream.next() {
            pace.step()?;
            if !term.starts_with(start.as_bytes()) {
                break;
            }
            // Terms are written from strings.
            if let Ok(term) = std::str::from_utf8(term) {
                each(term, info);
            }
        }
        Ok(())
    }

    /// The posts that have a spot.
    pub(crate) fn docs(&self, spot: &Spot) -> Result<BitSet> {
        let mut docs = BitSet::with_max_value(self.max_doc);
        let mut pace = Pace::new(self.stop);
        let found = self.terms(spot)?;
        let tongues = self.tongues(&found)?;
        for it in &found {
            let mut postings = self.postings(it, IndexRecordOption::Basic)?;
            let mut doc = postings.doc();
            while doc != TERMINATED {
                pace.step()?;
                if tongues.allow(it, doc) {
                    docs.insert(doc);
                }
                doc = postings.advance();
            }
        }
        Ok(docs)
    }

    pub(crate) fn postings(
        &self,
        found: &Found,
        option: IndexRecordOption,
    ) -> Result<SegmentPostings> {
        Ok(self
            .places
            .read_postings_from_terminfo(&found.info, option)?)
    }

    /// Who speaks what, if any of the terms asks.
    pub(crate) fn tongues(&self, found: &[Found]) -> Result<Tongues> {
        let asked = |tongue| found.iter().any(|it| it.tongue == tongue);
        let both = asked(Tongue::Both);
        let speakers = |lang: &str| -> Result<BitSet> {
            let mut docs = BitSet::with_max_value(self.max_doc);
            // Where no language is known, the forms of all count.
            for lang in ["", lang] {
                let term = terms::term(kind::LANG, lang);
                let Some(info) = self.facts.terms().get(term)? else {
                    continue;
                };
                let mut postings = self
                    .facts
                    .read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    docs.insert(doc);
                    doc = postings.advance();
                }
            }
            Ok(docs)
        };
        Ok(Tongues {
            french: (both || asked(Tongue::French))
                .then(|| speakers("fr"))
                .transpose()?,
            english: (both || asked(Tongue::English))
                .then(|| speakers("en"))
                .transpose()?,
        })
    }
}

/// The posts in each language whose forms were asked for.
pub(crate) struct Tongues {
    french: Option<BitSet>,
    english: Option<BitSet>,
}

impl Tongues {
    /// Whether a term counts in a post.
    pub(crate) fn allow(&self, found: &Found, doc: u32) -> bool {
        let speaks = |docs: &Option<BitSet>| docs.as_ref().is_some_and(|it| it.contains(doc));
        match found.tongue {
            Tongue::Any => true,
            Tongue::French => speaks(&self.french),
            Tongue::English => speaks(&self.english),
            Tongue::Both => speaks(&self.french) || speaks(&self.english),
        }
    }
}

/// Whether a term is a form of a word, and in which language.
fn tongue_of(stems: &Stems, term: &str) -> Option<Tongue> {
    if *stems.word == *term {
        return Some(Tongue::Any);
    }
    let french = *text::stem(term, Stemmer::French) == *stems.french;
    let english = *text::stem(term, Stemmer::English) == *stems.english;
    match (french, english) {
        (true, true) => Some(Tongue::Both),
        (true, false) => Some(Tongue::French),
        (false, true) => Some(Tongue::English),
        (false, false) => None,
    }
}
