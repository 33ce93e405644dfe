//! The index of one organisation: a folder of months.
//!
//! ```text
//! house/whole      the format, and from which change on new posts cannot be here already
//! house/2026-10/   a month, by the date of its posts in UTC
//! house/2026-11/
//! ```
//!
//! `whole` is written when an index has been built. Without it, or with another format in it, what is
//! there is no index and [`House::open`] says so.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use jiff::Timestamp;
use model::{PostId, time};
use query::Doc;
use tantivy::{IndexWriter, indexer::UserOperation};

use crate::{
    FORMAT,
    entry::{self, Entry},
    error::{self, Error, Result},
    month::{Month, MonthNumber},
};

const WHOLE: &str = "whole";
/// Writers open at once: the running month, the one before, and one for a late change.
const WRITERS_MAX: usize = 3;

/// What became of a post.
#[derive(Debug)]
pub struct Change {
    /// Changes are numbered in their order; 0 while an index is built.
    pub seq: u64,
    pub post: PostId,
    /// When it was posted; the same in every change of a post.
    pub at: Timestamp,
    /// The number of the change by which it came, if that was not taken in before.
    pub new_at: Option<u64>,
    /// How it is now; nothing if it is gone.
    pub doc: Option<Doc>,
}

/// How much there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    pub posts: u64,
    /// Posts that are gone and wait to be purged.
    pub gone: u64,
    pub bytes: u64,
    /// The oldest month, as `2026-11`.
    pub oldest: Option<String>,
    pub segments: u64,
}

/// The index of one organisation. One process may write to it.
pub struct House {
    path: PathBuf,
    months: RwLock<BTreeMap<MonthNumber, Arc<Month>>>,
    writing: Mutex<Writing>,
}

struct Writing {
    writers: HashMap<MonthNumber, Open>,
    /// Changes up to this one may be in the index twice over if they are not looked for.
    known: u64,
    /// Months before this one are not kept.
    kept_from: Option<MonthNumber>,
    clock: u64,
}

struct Open {
    writer: IndexWriter<Entry>,
    /// Not yet handed over: to wake tantivy's thread for each costs more than what it wakes up for.
    waiting: Vec<UserOperation<Entry>>,
    has_news: bool,
    /// The last change it was given.
    seq: u64,
    used: u64,
}

impl House {
    /// Opens an index that was built.
    pub fn open(path: &Path) -> Result<Self> {
        let not_built = || Error::NotBuilt {
            path: path.to_owned(),
        };
        let written = fs::read_to_string(path.join(WHOLE)).map_err(|_| not_built())?;
        let mut numbers = written.split_whitespace();
        let format: Option<u32> = numbers.next().and_then(|it| it.parse().ok());
        let known: Option<u64> = numbers.next().and_then(|it| it.parse().ok());
        let kept_from = numbers.next().and_then(MonthNumber::parse);
        let (Some(FORMAT), Some(known)) = (format, known) else {
            return Err(not_built());
        };
        let mut months = BTreeMap::new();
        for number in month_folders(path)? {
            months.insert(number, Arc::new(Month::open(&path.join(number.name()))?));
        }
        Ok(Self::with(path, months, known, kept_from))
    }

    /// Removes what is there and begins a new index, which is none before [`Self::finish`].
    pub fn create(path: &Path) -> Result<Self> {
        match fs::remove_dir_all(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error::at(path)(error));
            }
            _ => {}
        }
        fs::create_dir_all(path).map_err(error::at(path))?;
        Ok(Self::with(path, BTreeMap::new(), u64::MAX, None))
    }

    fn with(
        path: &Path,
        months: BTreeMap<MonthNumber, Arc<Month>>,
        known: u64,
        kept_from: Option<MonthNumber>,
    ) -> Self {
        Self {
            path: path.to_owned(),
            months: RwLock::new(months),
            writing: Mutex::new(Writing {
                writers: HashMap::new(),
                known,
                kept_from,
                clock: 0,
            }),
        }
    }

    /// The index is built; posts told of by a change after `known` were not there when it was.
    pub fn finish(&self, known: u64) -> Result<()> {
        let mut writing = self.lock();
        writing.known = known;
        self.write_whole(&writing)
    }

    fn write_whole(&self, writing: &Writing) -> Result<()> {
        let fresh = self.path.join("whole.new");
        let kept_from = writing.kept_from.map(MonthNumber::name);
        let text = format!(
            "{FORMAT} {} {}\n",
            writing.known,
            kept_from.unwrap_or_default()
        );
        let write = || {
            let mut file = fs::File::create(&fresh)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&fresh, self.path.join(WHOLE))?;
            fs::File::open(&self.path)?.sync_all()
        };
        write().map_err(error::at(&self.path))
    }

    fn lock(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes changes in. They are visible and durable after [`Self::commit`], or before where more months
    /// change than have a writer; after an error, [`Self::abandon`] what was not committed.
    pub fn apply(&self, changes: &[Change]) -> Result<()> {
        let mut by_month: BTreeMap<MonthNumber, Vec<&Change>> = BTreeMap::new();
        for change in changes {
            let number = MonthNumber::of(change.at);
            by_month.entry(number).or_default().push(change);
        }
        let mut writing = self.lock();
        for (number, changes) in by_month {
            if writing.kept_from.is_none_or(|first| number >= first) {
                self.apply_month(&mut writing, number, &changes)?;
            }
        }
        Ok(())
    }

    fn apply_month(
        &self,
        writing: &mut Writing,
        number: MonthNumber,
        changes: &[&Change],
    ) -> Result<()> {
        let month = self.month(number)?;
        // What came before the index was built, or before it stopped, may be in it by then.
        let known = writing.known.max(month.held());
        for change in changes {
            let is_building = change.seq == 0;
            if !is_building && change.seq <= month.held() {
                continue;
            }
            let may_be_here = !is_building && change.new_at.is_none_or(|it| it <= known);
            if !may_be_here && change.doc.is_none() {
                continue;
            }
            if !writing.writers.contains_key(&number) && writing.writers.len() >= WRITERS_MAX {
                self.close_oldest(writing)?;
            }
            let open = writing.open(number, &month)?;
            open.has_news = true;
            open.seq = open.seq.max(change.seq);
            if may_be_here {
                // In order: an older version of this batch is gone too.
                open.send()?;
                let query = entry::query_for(&month.fields, change.post);
                open.writer.delete_query(Box::new(query))?;
            }
            if let Some(doc) = &change.doc {
                let entry = Entry::new(&month.fields, change.post, doc);
                open.add(entry)?;
            }
        }
        writing.writers.get_mut(&number).map_or(Ok(()), Open::send)
    }

    /// Gives up the writer that was not used for longest. Its month is committed up to the last change it was
    /// given and no further: a later one of the batch would be taken for known, and be lost.
    fn close_oldest(&self, writing: &mut Writing) -> Result<()> {
        let oldest = writing.writers.iter_mut().min_by_key(|(_, it)| it.used);
        let Some((number, open)) = oldest else {
            return Ok(());
        };
        let number = *number;
        if open.has_news {
            self.month(number)?.commit(&mut open.writer, open.seq)?;
        }
        self.close_writer(writing, number)
    }

    /// Ends the work on files of a month, if there is any; merges that were under way become visible.
    fn close_writer(&self, writing: &mut Writing, number: MonthNumber) -> Result<()> {
        let Some(open) = writing.writers.remove(&number) else {
            return Ok(());
        };
        open.writer.wait_merging_threads()?;
        self.month(number)?.reload()
    }

    /// Makes everything applied durable and visible; `seq` is the last change in it.
    pub fn commit(&self, seq: u64) -> Result<()> {
        let mut writing = self.lock();
        for (number, open) in &mut writing.writers {
            if open.has_news {
                self.month(*number)?.commit(&mut open.writer, seq)?;
                open.has_news = false;
            }
        }
        Ok(())
    }

    /// Forgets what was applied since the last commit.
    pub fn abandon(&self) {
        self.lock().writers.clear();
    }

    /// Ends all work on files; what was not committed is forgotten.
    pub fn close(&self) -> Result<()> {
        let mut writing = self.lock();
        let open: Vec<MonthNumber> = writing.writers.keys().copied().collect();
        open.into_iter()
            .try_for_each(|it| self.close_writer(&mut writing, it))
    }

    /// Writes anew every part with posts that are gone: no term of theirs stays on disk. Whether there was
    /// any.
    pub fn purge(&self) -> Result<bool> {
        let mut writing = self.lock();
        let mut is_changed = false;
        for (number, month) in self.months() {
            let parts = month.parts();
            if parts.iter().any(|it| it.segment.num_deleted_docs() > 0) {
                // Files that are still open would not go.
                drop(parts);
                self.close_writer(&mut writing, number)?;
                is_changed |= month.purge()?;
            }
        }
        Ok(is_changed)
    }

    /// Removes the months before the one of `at`, for good. Those that were there.
    pub fn forget_before(&self, at: Timestamp) -> Result<Vec<String>> {
        self.keep_from(MonthNumber::of(at))
    }

    /// Removes the oldest month, unless it is the only one. Its name.
    pub fn forget_oldest(&self) -> Result<Option<String>> {
        let numbers: Vec<MonthNumber> = self.months().into_iter().map(|it| it.0).collect();
        match numbers.as_slice() {
            [_, next, ..] => Ok(self.keep_from(*next)?.pop()),
            _ => Ok(None),
        }
    }

    fn keep_from(&self, first: MonthNumber) -> Result<Vec<String>> {
        let mut writing = self.lock();
        if writing.kept_from.is_some_and(|it| first <= it) {
            return Ok(Vec::new());
        }
        // Told first: a month half removed must not be taken for a whole one.
        writing.kept_from = Some(first);
        if writing.known != u64::MAX {
            self.write_whole(&writing)?;
        }
        let gone = {
            let mut months = self.months.write().unwrap_or_else(PoisonError::into_inner);
            let kept = months.split_off(&first);
            std::mem::replace(&mut *months, kept)
        };
        let mut names = Vec::with_capacity(gone.len());
        for (number, month) in gone {
            if let Some(open) = writing.writers.remove(&number) {
                open.writer.wait_merging_threads()?;
            }
            fs::remove_dir_all(&month.path).map_err(error::at(&month.path))?;
            names.push(number.name());
        }
        Ok(names)
    }

    /// When the oldest and the newest post in it were posted.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        let mut span: Option<(i64, i64)> = None;
        for (_, month) in self.months() {
            for part in month.parts().iter() {
                let (first, last) = part.columns.span();
                let known = span.unwrap_or((first, last));
                span = Some((first.min(known.0), last.max(known.1)));
            }
        }
        span.map(|(first, last)| (time::from_micros(first), time::from_micros(last)))
    }

    /// How many posts can be found.
    #[must_use]
    pub fn posts(&self) -> u64 {
        let months = self.months();
        let parts = months.iter().map(|(_, it)| it.parts());
        parts
            .map(|it| {
                it.iter()
                    .map(|it| u64::from(it.segment.num_docs()))
                    .sum::<u64>()
            })
            .sum()
    }

    /// How much there is on disk and in it.
    pub fn usage(&self) -> Result<Usage> {
        let months = self.months();
        let mut usage = Usage {
            oldest: months.first().map(|(number, _)| number.name()),
            ..Usage::default()
        };
        for (_, month) in months {
            for part in month.parts().iter() {
                usage.posts += u64::from(part.segment.num_docs());
                usage.gone += u64::from(part.segment.num_deleted_docs());
                usage.segments += 1;
            }
            usage.bytes += bytes_in(&month.path)?;
        }
        Ok(usage)
    }

    /// Reads every file and compares it with what was written.
    pub fn check(&self) -> Result<()> {
        self.months().iter().try_for_each(|(_, it)| it.check())
    }

    /// Oldest first.
    pub(crate) fn months(&self) -> Vec<(MonthNumber, Arc<Month>)> {
        let months = self.months.read().unwrap_or_else(PoisonError::into_inner);
        months.iter().map(|(at, it)| (*at, it.clone())).collect()
    }

    fn month(&self, number: MonthNumber) -> Result<Arc<Month>> {
        let known = {
            let months = self.months.read().unwrap_or_else(PoisonError::into_inner);
            months.get(&number).cloned()
        };
        if let Some(month) = known {
            return Ok(month);
        }
        let month = Arc::new(Month::open(&self.path.join(number.name()))?);
        let mut months = self.months.write().unwrap_or_else(PoisonError::into_inner);
        months.insert(number, month.clone());
        Ok(month)
    }
}

impl Writing {
    fn open(&mut self, number: MonthNumber, month: &Month) -> Result<&mut Open> {
        self.clock += 1;
        let open = match self.writers.entry(number) {
            std::collections::hash_map::Entry::Occupied(it) => it.into_mut(),
            std::collections::hash_map::Entry::Vacant(it) => it.insert(Open {
                writer: month.writer()?,
                waiting: Vec::new(),
                has_news: false,
                seq: 0,
                used: 0,
            }),
        };
        open.used = self.clock;
        Ok(open)
    }
}

impl Open {
    fn add(&mut self, entry: Entry) -> Result<()> {
        /// As many entries as some 100 kB hold.
        const WAITING_MAX: usize = 128;
        self.waiting.push(UserOperation::Add(entry));
        if self.waiting.len() >= WAITING_MAX {
            self.send()?;
        }
        Ok(())
    }

    fn send(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        self.writer.run(waiting)?;
        Ok(())
    }
}

fn month_folders(path: &Path) -> Result<Vec<MonthNumber>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(path).map_err(error::at(path))? {
        let entry = entry.map_err(error::at(path))?;
        numbers.extend(entry.file_name().to_str().and_then(MonthNumber::parse));
    }
    Ok(numbers)
}

fn bytes_in(path: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(path).map_err(error::at(path))? {
        // A file may go while we look: merges remove what they replace.
        let entry = entry.map_err(error::at(path))?;
        bytes += entry.metadata().map_or(0, |it| it.len());
    }
    Ok(bytes)
}
