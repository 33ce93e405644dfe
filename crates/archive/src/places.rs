//! Phrases and words near each other, on positions, with the meaning of [`query::evaluate`].
//!
//! A [`Cursor`] goes through the posts that have a spot; a row through those that have all its spots;
//! what is sought through those that have it. Each only looks at the posts the others leave open.

use tantivy::{
    DocId, DocSet, TERMINATED,
    postings::{Postings, SegmentPostings},
    schema::IndexRecordOption,
};

use crate::{
    error::Result,
    expand::{Ground, Tongues},
    find::{Find, Row, Spot},
    stop::{Pace, Room, Stop},
};

/// Terms of one spot that are read side by side. More are read one after the other and kept.
const BESIDE_MAX: usize = 16;

/// Nothing if it cannot be found in the segment.
pub(crate) fn start(find: &Find, ground: &Ground<'_>) -> Result<Option<Places>> {
    let seeker = Seeker::new(find, ground)?;
    Ok(seeker.map(|seeker| Places {
        seeker,
        next: 0,
        stop: ground.stop.clone(),
    }))
}

/// The posts in which something is found: either all in order, or those of some that are asked for.
pub(crate) struct Places {
    seeker: Seeker,
    /// The next post is this one or a later one.
    next: DocId,
    stop: Stop,
}

impl Places {
    /// Whether it is found in a post; each asked for lies behind the one before.
    pub(crate) fn holds(&mut self, doc: DocId) -> bool {
        self.seeker.is_in(doc)
    }

    /// At most so many posts are found.
    pub(crate) const fn size(&self) -> u32 {
        self.seeker.size
    }
}

impl Iterator for Places {
    type Item = DocId;

    /// It ends early when the time is over: whoever asks sees the [`Stop`].
    fn next(&mut self) -> Option<DocId> {
        let doc = self.seeker.next(self.next, &self.stop);
        self.next = doc.saturating_add(1);
        (doc != TERMINATED).then_some(doc)
    }
}

/// The positions `first..=last` of one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    first: u32,
    last: u32,
}

/// What is sought, in one segment.
struct Seeker {
    left: Side,
    /// For `NEAR`, the other side.
    near: Option<Nearby>,
    /// At most so many posts.
    size: u32,
}

struct Nearby {
    right: Side,
    words_max: u32,
    ordered: bool,
}

impl Seeker {
    /// Nothing if it cannot be found in the segment.
    fn new(find: &Find, ground: &Ground<'_>) -> Result<Option<Self>> {
        let (left, near) = match find {
            Find::Row(row) => (Side::new(std::slice::from_ref(row), ground)?, None),
            Find::Near {
                left,
                right,
                words_max,
                ordered,
            } => {
                let right = Side::new(right, ground)?;
                if right.rows.is_empty() {
                    return Ok(None);
                }
                let near = Nearby {
                    right,
                    words_max: *words_max,
                    ordered: *ordered,
                };
                (Side::new(left, ground)?, Some(near))
            }
        };
        if left.rows.is_empty() {
            return Ok(None);
        }
        let size = near
            .as_ref()
            .map_or(left.size, |it| it.right.size.min(left.size));
        Ok(Some(Self { left, near, size }))
    }

    /// The first post from `target` on in which it is found; the end when the time is over: whoever
    /// asks sees the [`Stop`].
    fn next(&mut self, mut target: DocId, stop: &Stop) -> DocId {
        let mut pace = Pace::new(stop);
        loop {
            if pace.step().is_err() {
                return TERMINATED;
            }
            let left = self.left.seek(target);
            let doc = match &mut self.near {
                Some(near) if left != TERMINATED => near.right.seek(left),
                _ => left,
            };
            if doc == TERMINATED {
                return TERMINATED;
            }
            if doc != left {
                target = doc;
                continue;
            }
            if self.holds() {
                return doc;
            }
            target = doc + 1;
        }
    }

    /// Whether it is found in a post.
    fn is_in(&mut self, doc: DocId) -> bool {
        let near = self.near.as_mut();
        self.left.is_in(doc) && near.is_none_or(|it| it.right.is_in(doc)) && self.holds()
    }

    /// Whether it is found in the post at which both sides are.
    fn holds(&mut self) -> bool {
        self.left.find();
        let Some(near) = &mut self.near else {
            return !self.left.places.is_empty();
        };
        if self.left.places.is_empty() {
            return false;
        }
        near.right.find();
        let (left, right) = (&self.left.places, &near.right.places);
        meet(left, right, near.words_max) || !near.ordered && meet(right, left, near.words_max)
    }
}

/// Whether one of `after` begins behind the end of one of `before` with at most `words_max` between;
/// `after` is sorted.
fn meet(before: &[Place], after: &[Place], words_max: u32) -> bool {
    before.iter().any(|first| {
        let from = after.partition_point(|it| it.first <= first.last);
        after
            .get(from)
            .is_some_and(|it| it.first <= first.last + 1 + words_max)
    })
}

/// Rows of which any is enough.
struct Side {
    rows: Vec<RowCursor>,
    /// Of the post last looked at, sorted.
    places: Vec<Place>,
    doc: DocId,
    size: u32,
}

impl Side {
    fn new(rows: &[Row], ground: &Ground<'_>) -> Result<Self> {
        let mut cursors = Vec::with_capacity(rows.len());
        for row in rows {
            cursors.extend(RowCursor::new(row, ground)?);
        }
        let size = cursors
            .iter()
            .fold(0, |sum: u32, it| sum.saturating_add(it.size));
        Ok(Self {
            rows: cursors,
            places: Vec::new(),
            doc: 0,
            size: size.min(ground.max_doc),
        })
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let docs = self.rows.iter_mut().map(|it| it.seek(target));
        self.doc = docs.min().unwrap_or(TERMINATED);
        self.doc
    }

    /// Goes to a post, if it has a row.
    fn is_in(&mut self, doc: DocId) -> bool {
        self.doc = doc;
        let mut is_in = false;
        for row in &mut self.rows {
            // Each goes there: their places are read later.
            is_in |= row.is_in(doc);
        }
        is_in
    }

    /// Reads the places of the post at which it is.
    fn find(&mut self) {
        self.places.clear();
        for row in &mut self.rows {
            if row.doc == self.doc {
                row.find(&mut self.places);
            }
        }
        if self.rows.len() > 1 {
            self.places.sort_unstable();
        }
    }
}

/// Spots in a row, in one segment.
struct RowCursor {
    /// With the distance from the first.
    spots: Vec<(u32, Cursor)>,
    /// From the first to the last.
    reach: u32,
    doc: DocId,
    size: u32,
    starts: Vec<u32>,
    others: Vec<u32>,
}

impl RowCursor {
    fn new(row: &Row, ground: &Ground<'_>) -> Result<Option<Self>> {
        let mut spots = Vec::with_capacity(row.0.len());
        for (distance, spot) in (0..).zip(&row.0) {
            if *spot == Spot::Any {
                continue;
            }
            let Some(cursor) = Cursor::new(spot, ground)? else {
                return Ok(None);
            };
            spots.push((distance, cursor));
        }
        // The rarest leads.
        spots.sort_by_key(|(_, it)| it.size);
        Ok(Some(Self {
            size: spots.first().map_or(0, |(_, it)| it.size),
            reach: row.0.len().saturating_sub(1) as u32,
            spots,
            doc: 0,
            starts: Vec::new(),
            others: Vec::new(),
        }))
    }

    /// The first post from `target` on that has all the spots, anywhere.
    fn seek(&mut self, mut target: DocId) -> DocId {
        'again: loop {
            for (_, cursor) in &mut self.spots {
                let doc = cursor.seek(target);
                if doc > target {
                    if doc == TERMINATED {
                        self.doc = TERMINATED;
                        return TERMINATED;
                    }
                    target = doc;
                    continue 'again;
                }
            }
            self.doc = target;
            return target;
        }
    }

    /// Goes to a post, if it has all the spots, anywhere.
    fn is_in(&mut self, doc: DocId) -> bool {
        let is_in = self.spots.iter_mut().all(|(_, it)| it.seek(doc) == doc);
        self.doc = if is_in { doc } else { TERMINATED };
        is_in
    }

    /// Adds the places of the post at which it is.
    fn find(&mut self, places: &mut Vec<Place>) {
        let mut spots = self.spots.iter_mut();
        let Some((distance, first)) = spots.next() else {
            return;
        };
        first.positions(&mut self.starts);
        let distance = *distance;
        self.starts.retain_mut(|it| {
            let start = it.checked_sub(distance);
            *it = start.unwrap_or_default();
            start.is_some()
        });
        for (distance, cursor) in spots {
            if self.starts.is_empty() {
                return;
            }
            cursor.positions(&mut self.others);
            let others = &self.others;
            self.starts
                .retain(|it| others.binary_search(&(it + *distance)).is_ok());
        }
        places.extend(self.starts.iter().map(|it| Place {
            first: *it,
            last: it + self.reach,
        }));
    }
}

/// The posts that have a spot, with its positions.
struct Cursor {
    source: Source,
    doc: DocId,
    size: u32,
}

enum Source {
    Beside(Vec<SegmentPostings>),
    /// Posts and positions, sorted.
    Kept {
        places: Vec<(DocId, u32)>,
        at: usize,
        _room: Room,
    },
}

impl Cursor {
    fn new(spot: &Spot, ground: &Ground<'_>) -> Result<Option<Self>> {
        let found = ground.terms(spot)?;
        if found.is_empty() {
            return Ok(None);
        }
        let tongues = ground.tongues(&found)?;
        let docs = found
            .iter()
            .fold(0, |sum: u32, it| sum.saturating_add(it.info.doc_freq));
        // Postings of a few terms are cheap to hold open; a language to look at makes them dearer.
        let is_plain = matches!(spot, Spot::Term(_) | Spot::Beginning(_) | Spot::Shape(..));
        let source = if is_plain && found.len() <= BESIDE_MAX {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let postings = found.iter().map(|it| ground.postings(it, option));
            Source::Beside(postings.collect::<Result<_>>()?)
        } else {
            let (places, room) = keep(&found, &tongues, ground)?;
            Source::Kept {
                places,
                at: 0,
                _room: room,
            }
        };
        Ok(Some(Self {
            source,
            doc: 0,
            size: docs.min(ground.max_doc),
        }))
    }

    /// The first post from `target` on.
    fn seek(&mut self, target: DocId) -> DocId {
        self.doc = match &mut self.source {
            Source::Beside(all) => {
                let docs = all.iter_mut().map(|it| {
                    if it.doc() < target {
                        it.seek(target)
                    } else {
                        it.doc()
                    }
                });
                docs.min().unwrap_or(TERMINATED)
            }
            Source::Kept { places, at, .. } => {
                *at += places[*at..].partition_point(|it| it.0 < target);
                places.get(*at).map_or(TERMINATED, |it| it.0)
            }
        };
        self.doc
    }

    /// The positions in the post at which it is, sorted, each once.
    fn positions(&mut self, out: &mut Vec<u32>) {
        out.clear();
        match &mut self.source {
            Source::Beside(all) => {
                for it in all.iter_mut().filter(|it| it.doc() == self.doc) {
                    it.append_positions_with_offset(0, out);
                }
                if all.len() > 1 {
                    out.sort_unstable();
                    out.dedup();
                }
            }
            Source::Kept { places, at, .. } => {
                let here = places[*at..].iter().take_while(|it| it.0 == self.doc);
                out.extend(here.map(|it| it.1));
                out.dedup();
            }
        }
    }
}

/// Every place of many terms.
fn keep(
    found: &[crate::expand::Found],
    tongues: &Tongues,
    ground: &Ground<'_>,
) -> Result<(Vec<(DocId, u32)>, Room)> {
    let mut places = Vec::new();
    let mut room = ground.stop.room();
    let mut positions = Vec::new();
    let mut pace = Pace::new(ground.stop);
    for it in found {
        let mut postings = ground.postings(it, IndexRecordOption::WithFreqsAndPositions)?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            pace.step()?;
            if tongues.allow(it, doc) {
                postings.positions(&mut positions);
                room.reach(places.len() + positions.len())?;
                places.extend(positions.iter().map(|at| (doc, *at)));
            }
            doc = postings.advance();
        }
    }
    places.sort_unstable();
    Ok((places, room))
}
