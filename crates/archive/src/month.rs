//! The posts of one month of one organisation: one tantivy index.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::{Timestamp, tz::TimeZone};
use tantivy::{
    Index, IndexReader, IndexWriter, InvertedIndexReader, ReloadPolicy, SegmentReader,
    directory::MmapDirectory,
    merge_policy::{LogMergePolicy, NoMergePolicy},
};

use crate::{
    entry::Entry,
    error::{self, Error, Result},
    schema::{self, Fields},
    tally::Columns,
};

/// Memory for posts that are not yet written: some 100,000 of them. tantivy takes 15 MB at least.
const WRITER_BYTES: usize = 48_000_000;

/// Eight segments are merged if none is more than so many doublings smaller than another, so that one made of eight
/// waits for seven more of its kind. tantivy's own 0.75 leaves segments alone that differ by chance, which every
/// question pays for.
const ALIKE_LOG2: f64 = 3.0;

/// Months since year 0: what a folder is called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct MonthNumber(pub(crate) i32);

impl MonthNumber {
    pub(crate) fn of(at: Timestamp) -> Self {
        let date = at.to_zoned(TimeZone::UTC).date();
        Self(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }

    /// As folders are called: `2026-11`.
    pub(crate) fn name(self) -> String {
        format!(
            "{:04}-{:02}",
            self.0.div_euclid(12),
            self.0.rem_euclid(12) + 1
        )
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        let (year, month) = name.rsplit_once('-')?;
        let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
        (1..=12)
            .contains(&month)
            .then_some(Self(year * 12 + month - 1))
    }
}

/// One segment, ready to be asked.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) segment: SegmentReader,
    pub(crate) places: Arc<InvertedIndexReader>,
    pub(crate) facts: Arc<InvertedIndexReader>,
    pub(crate) columns: Arc<Columns>,
}

impl Part {
    fn all(reader: &IndexReader, fields: &Fields) -> Result<Arc<[Self]>> {
        let searcher = reader.searcher();
        let segments = searcher.segment_readers().iter();
        let parts = segments.map(|segment| {
            Ok(Self {
                places: segment.inverted_index(fields.places)?,
                facts: segment.inverted_index(fields.facts)?,
                columns: Arc::new(Columns::of(segment)?),
                segment: segment.clone(),
            })
        });
        parts.collect()
    }
}

pub(crate) struct Month {
    pub(crate) path: PathBuf,
    pub(crate) fields: Fields,
    index: Index,
    reader: IndexReader,
    /// What is visible, opened when it became so: a question has no time for that.
    parts: RwLock<Arc<[Part]>>,
    /// The number of the last change it holds.
    held: AtomicU64,
}

impl Month {
    /// Opens the index in a folder, or makes one there.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        fs::create_dir_all(path).map_err(error::at(path))?;
        let (schema, fields) = schema::shape();
        let folder = MmapDirectory::open(path).map_err(tantivy::TantivyError::from)?;
        let index = Index::builder()
            .schema(schema.clone())
            .settings(schema::settings())
            .open_or_create(folder)?;
        schema::prepare(&index);
        let payload = index.load_metas()?.payload;
        let held = payload.and_then(|it| it.parse().ok()).unwrap_or_default();
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(0)
            .try_into()?;
        Ok(Self {
            path: path.to_owned(),
            fields: *fields,
            index,
            parts: RwLock::new(Part::all(&reader, fields)?),
            reader,
            held: AtomicU64::new(held),
        })
    }

    pub(crate) fn held(&self) -> u64 {
        self.held.load(Ordering::Acquire)
    }

    /// What is visible now.
    pub(crate) fn parts(&self) -> Arc<[Part]> {
        let parts = self.parts.read();
        parts.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Makes visible what was committed.
    pub(crate) fn reload(&self) -> Result<()> {
        self.reader.reload()?;
        let parts = Part::all(&self.reader, &self.fields)?;
        *self.parts.write().unwrap_or_else(PoisonError::into_inner) = parts;
        Ok(())
    }

    pub(crate) fn writer(&self) -> Result<IndexWriter<Entry>> {
        let writer = self.index.writer_with_num_threads(1, WRITER_BYTES)?;
        let mut policy = LogMergePolicy::default();
        policy.set_level_log_size(ALIKE_LOG2);
        writer.set_merge_policy(Box::new(policy));
        Ok(writer)
    }

    /// Makes what was written durable and visible; `seq` is the last change in it.
    pub(crate) fn commit(&self, writer: &mut IndexWriter<Entry>, seq: u64) -> Result<()> {
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&seq.to_string());
        commit.commit()?;
        self.held.store(seq, Ordering::Release);
        self.reload()
    }

    /// Writes anew what holds deleted posts, so that no term of theirs stays on disk. No writer is open.
    pub(crate) fn purge(&self) -> Result<bool> {
        let mut writer = self.writer()?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let mut is_changed = false;
        for segment in self.index.searchable_segment_metas()? {
            if segment.num_deleted_docs() > 0 {
                writer.merge(&[segment.id()]).wait()?;
                is_changed = true;
            }
        }
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        self.reload()?;
        Ok(is_changed)
    }

    /// Whether every file is what was written.
    pub(crate) fn check(&self) -> Result<()> {
        let damaged = self.index.validate_checksum()?;
        if damaged.is_empty() {
            Ok(())
        } else {
            let path = self.path.clone();
            Err(Error::NotBuilt { path })
        }
    }
}
