//! The archive against the evaluator, whatever the queries, the posts and the order of changes.

#[path = "../../matcher/src/tests/generate.rs"]
mod generate;

mod cases;
mod hostile;
mod properties;
mod shared_data;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    time::{Duration, Instant},
};

use jiff::{Timestamp, tz::TimeZone};
use model::{PostId, time};
use query::{Doc, Expr, Facts, evaluate};
use uuid::Uuid;

use self::generate::Sample;
use crate::{Answer, Ask, Change, Error, From, House, Stop};

/// When questions are asked: a day after the first posts.
pub(crate) const NOW_US: i64 = 1_770_000_000_000_000;
const DAY_US: i64 = 86_400_000_000;

pub(crate) fn id(number: u128) -> PostId {
    PostId::from_uuid(Uuid::from_u128(number))
}

/// The query that a text means.
#[track_caller]
pub(crate) fn meaning(source: &str) -> Expr {
    let parsed = query::parse(source);
    let valid = parsed.valid();
    valid
        .unwrap_or_else(|| panic!("`{source}`: {:?}", parsed.diagnostics))
        .clone()
}

/// An index beside the posts that are in it.
pub(crate) struct World {
    folder: tempfile::TempDir,
    pub(crate) house: House,
    pub(crate) posts: BTreeMap<u128, Sample>,
    seq: u64,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let house = House::create(&folder.path().join("house")).unwrap();
        house.finish(0).unwrap();
        Self {
            folder,
            house,
            posts: BTreeMap::new(),
            seq: 0,
        }
    }

    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("house")
    }

    /// Posts are some days apart, so that they are of more months than have a writer at once.
    pub(crate) fn at(number: u128) -> Timestamp {
        time::from_micros(NOW_US - 20 * DAY_US * (number as i64 % 7) - number as i64)
    }

    pub(crate) fn put(&mut self, number: u128, mut sample: Sample) -> Change {
        sample.post.created_at = Self::at(number);
        self.seq += 1;
        let doc = doc(&sample);
        let known = self.posts.insert(number, sample);
        Change {
            seq: self.seq,
            post: id(number),
            at: Self::at(number),
            new_at: known.is_none().then_some(self.seq),
            doc: Some(doc),
        }
    }

    pub(crate) fn remove(&mut self, number: u128) -> Change {
        self.seq += 1;
        self.posts.remove(&number);
        Change {
            seq: self.seq,
            post: id(number),
            at: Self::at(number),
            new_at: None,
            doc: None,
        }
    }

    pub(crate) fn commit(&self, changes: &[Change]) {
        self.house.apply(changes).unwrap();
        self.house.commit(self.seq).unwrap();
    }

    pub(crate) fn ask(&self, expr: &Expr) -> Result<Answer, Error> {
        let stop = Stop::at(Instant::now() + Duration::from_secs(20));
        self.ask_with(&Ask {
            wanted: self.posts.len(),
            ..plain(expr, &stop)
        })
    }

    pub(crate) fn ask_with(&self, ask: &Ask<'_>) -> Result<Answer, Error> {
        let mut verify = |ids: &[PostId]| {
            let holding = ids.iter().filter(|it| {
                let sample = &self.posts[&it.as_uuid().as_u128()];
                evaluate(ask.expr, &doc(sample)).is_some()
            });
            Ok(holding.copied().collect::<HashSet<_>>())
        };
        self.house.search(ask, &mut verify)
    }

    /// What the evaluator finds.
    pub(crate) fn expected(&self, expr: &Expr) -> BTreeSet<u128> {
        let held = self.posts.iter();
        let held = held.filter(|(_, it)| evaluate(expr, &doc(it)).is_some());
        held.map(|(number, _)| *number).collect()
    }
}

pub(crate) fn doc(sample: &Sample) -> Doc {
    let facts = Facts {
        lang: sample.facts.lang.or(sample.lang),
        now: Some(time::from_micros(NOW_US)),
        ..sample.facts.clone()
    };
    Doc::with_facts(&sample.post, facts)
}

/// A question for everything of a query, without a page.
pub(crate) fn plain<'a>(expr: &'a Expr, stop: &'a Stop) -> Ask<'a> {
    const UTC: &TimeZone = &TimeZone::UTC;
    Ask {
        expr,
        since: None,
        until: None,
        chosen: &[],
        zone: UTC,
        now: time::from_micros(NOW_US),
        bounds: &[],
        from: From::First,
        wanted: 0,
        samples: 0,
        facets: &[],
        values: 10,
        stop,
    }
}

pub(crate) fn numbers(answer: &Answer) -> BTreeSet<u128> {
    let posts = answer.page.iter().map(|it| it.post().as_uuid().as_u128());
    posts.collect()
}
