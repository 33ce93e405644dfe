//! The archive kept up with the store: changes taken in as they come, an index built when there is none,
//! old months let go.
//!
//! The store notes each change of a post in the transaction that makes it. A batch of these is applied to
//! the index, committed there, and only then forgotten by the store: after a crash at any moment the same
//! batch is told again, and the index knows what it holds already.

mod ground;
mod wishes;

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use archive::{Change, House};
use jiff::Timestamp;
use model::{OrgId, PostId, Role};
use query::Doc;
use store::{archive as pending, post};
use text::Scanner;

pub(crate) use ground::{facts, grounded};
use wishes::Wishes;

use crate::{Actor, ArchiveSettings, Engine, Error, Outcome};

/// How long a change waits at most before it is looked for: with the time to write it, a post is found
/// within two seconds of its arrival.
const EVERY: Duration = Duration::from_millis(500);
/// Changes taken in at once.
const BATCH: u32 = 2_000;
/// How long one organisation is worked for before the others have their turn.
const TURN: Duration = Duration::from_secs(2);
/// Posts read from the store at once while an index is built.
const BUILD_PAGE: u32 = 1_000;
/// How often parts with posts that are gone are written anew: so long may a term of theirs stay on disk.
const PURGE_EVERY: Duration = Duration::from_secs(24 * 3_600);
/// How often the room taken is looked at.
const ROOM_EVERY: Duration = Duration::from_secs(600);

/// The archive of one organisation, for the Status page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveView {
    /// Posts that can be found.
    pub posts: u64,
    /// Posts that are gone, of which terms are still on disk.
    pub gone: u64,
    /// Whether someone asked for these to go now.
    pub is_purging: bool,
    pub bytes: u64,
    /// What it may take before its oldest month goes.
    pub bytes_max: Option<u64>,
    /// As `2026-11`.
    pub oldest_month: Option<String>,
    /// Changes not taken in yet.
    pub pending: u64,
    /// While it is built: posts done, of so many.
    pub building: Option<(u64, u64)>,
    /// The last month that had to go because there was no room, and when.
    pub dropped: Option<(String, Timestamp)>,
    /// Why it does not work, in its own words.
    pub error: Option<String>,
}

/// The archives of all organisations.
pub(crate) struct Archives {
    folder: Option<PathBuf>,
    held: Mutex<HashMap<OrgId, Held>>,
    /// Questions answered at once: each may use all cores.
    pub(crate) questions: Arc<tokio::sync::Semaphore>,
}

/// Questions that may be worked on at once; others wait within their time.
const QUESTIONS_MAX: usize = 4;

#[derive(Clone, Default)]
struct Held {
    state: State,
    dropped: Option<(String, Timestamp)>,
    error: Option<String>,
    purged_at: Option<Timestamp>,
    wishes: Wishes,
    room_at: Option<Timestamp>,
}

#[derive(Clone, Default)]
enum State {
    /// Not looked at since the start.
    #[default]
    Unknown,
    Building(Building),
    Ready(Arc<House>),
}

#[derive(Clone)]
struct Building {
    house: Arc<House>,
    after: Option<post::PostKey>,
    done: u64,
    of: u64,
}

/// What can be asked now.
pub(crate) enum Askable {
    Ready(Arc<House>),
    Building { done: u64, of: u64 },
    Disabled,
}

impl Archives {
    pub(crate) fn new(settings: &ArchiveSettings) -> Self {
        Self {
            folder: settings.folder.clone(),
            held: Mutex::default(),
            questions: Arc::new(tokio::sync::Semaphore::new(QUESTIONS_MAX)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<OrgId, Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, org: OrgId) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(org.to_string()))
    }

    fn held(&self, org: OrgId) -> Held {
        self.lock().entry(org).or_default().clone()
    }

    fn change(&self, org: OrgId, change: impl FnOnce(&mut Held)) {
        change(self.lock().entry(org).or_default());
    }

    pub(crate) fn askable(&self, org: OrgId) -> Askable {
        if self.folder.is_none() {
            return Askable::Disabled;
        }
        match self.held(org).state {
            State::Ready(house) => Askable::Ready(house),
            State::Building(it) => Askable::Building {
                done: it.done,
                of: it.of,
            },
            State::Unknown => Askable::Building { done: 0, of: 0 },
        }
    }
}

/// Runs what blocks where it may.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, archive::Error> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|_| Error::Bug("work on the archive panicked"))??)
}

impl Engine {
    pub(crate) async fn keep_archiving(self) -> Outcome {
        let stopping = self.stopping();
        self.forget_exports().await;
        loop {
            let has_more = self.archive_all().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the archive cannot be kept up: {error}");
                false
            });
            let pause = if has_more { Duration::ZERO } else { EVERY };
            tokio::select! {
                () = stopping.cancelled() => break,
                () = tokio::time::sleep(pause) => {}
            }
        }
        let houses: Vec<Arc<House>> = {
            let held = self.archives.lock().drain().collect::<Vec<_>>();
            let houses = held.into_iter().filter_map(|(_, it)| match it.state {
                State::Ready(house) => Some(house),
                State::Building(_) | State::Unknown => None,
            });
            houses.collect()
        };
        let closed = blocking(move || houses.iter().try_for_each(|it| it.close())).await;
        if let Err(error) = closed {
            tracing::warn!(%error, "the archive was not closed in order: {error}");
        }
        Outcome::Done
    }

    /// One turn for every organisation. Whether any has more to do at once.
    pub(crate) async fn archive_all(&self) -> Result<bool, Error> {
        let mut has_more = false;
        for org in self.archive_orgs().await? {
            if self.archives.folder.is_none() {
                self.forget_changes(org).await?;
                continue;
            }
            let worked = self.archive_turn(org).await;
            has_more |= matches!(worked, Ok(true));
            if let Err(error) = &worked {
                tracing::error!(org.id = %org, %error, "the archive failed, it is opened again: {}", error.told());
            }
            self.archives.change(org, |it| {
                it.error = worked.as_ref().err().map(Error::told);
                if let (State::Ready(house), true) = (&it.state, worked.is_err()) {
                    // What was applied and not committed is told again.
                    house.abandon();
                    it.state = State::Unknown;
                }
            });
        }
        Ok(has_more)
    }

    /// Without an archive nobody takes changes in; one that is wanted later is built from the store.
    async fn forget_changes(&self, org: OrgId) -> Result<(), Error> {
        let (last, n) = pending::backlog(&mut self.db.read().await?, org).await?;
        if n > 0 {
            let mut tx = self.db.write().await?;
            pending::taken(&mut tx, org, last).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Whether there is more to do at once.
    async fn archive_turn(&self, org: OrgId) -> Result<bool, Error> {
        let until = Instant::now() + TURN;
        match self.archives.held(org).state {
            State::Unknown => self.archive_open(org).await.map(|()| true),
            State::Building(building) => {
                self.archive_build(org, building, until).await?;
                Ok(true)
            }
            State::Ready(house) => {
                let mut has_more = true;
                while has_more && Instant::now() < until {
                    has_more = self.archive_batch(org, &house).await?;
                }
                self.archive_room(org, house).await?;
                Ok(has_more)
            }
        }
    }

    async fn archive_open(&self, org: OrgId) -> Result<(), Error> {
        let Some(path) = self.archives.path(org) else {
            return Ok(());
        };
        let opened = blocking({
            let path = path.clone();
            move || House::open(&path)
        });
        let why = match opened.await {
            Ok(house) => {
                let ready = State::Ready(Arc::new(house));
                self.archives.change(org, |it| it.state = ready);
                return Ok(());
            }
            // Another process has it, or the disk fails: building would not help.
            Err(error @ Error::Archive(archive::Error::Folder { .. })) => return Err(error),
            Err(error) => error,
        };
        tracing::info!(org.id = %org, "the archive is built from the store: {}", why.told());
        self.archive_rebuild(org).await
    }

    /// Begins the index of an organisation anew; it is built in the background.
    pub(crate) async fn archive_rebuild(&self, org: OrgId) -> Result<(), Error> {
        let Some(path) = self.archives.path(org) else {
            return Ok(());
        };
        let of = post::count(&mut self.db.read().await?, org).await?;
        let house = blocking(move || House::create(&path)).await?;
        let building = State::Building(Building {
            house: Arc::new(house),
            after: None,
            done: 0,
            of,
        });
        self.archives.change(org, |it| it.state = building);
        Ok(())
    }

    /// Goes on building for a while.
    async fn archive_build(
        &self,
        org: OrgId,
        mut building: Building,
        until: Instant,
    ) -> Result<(), Error> {
        while Instant::now() < until && !self.stopping().is_cancelled() {
            let mut tx = self.db.read().await?;
            let posts = post::oldest(&mut tx, org, building.after, BUILD_PAGE).await?;
            let Some(last) = posts.last() else {
                // What came while it was built may be in it or not.
                let (known, _) = pending::backlog(&mut tx, org).await?;
                let house = building.house.clone();
                blocking(move || {
                    house.commit(0)?;
                    house.finish(known)
                })
                .await?;
                tracing::info!(org.id = %org, posts = building.done, "the archive is built");
                let ready = State::Ready(building.house);
                self.archives.change(org, |it| it.state = ready);
                return Ok(());
            };
            drop(tx);
            building.after = Some(last.key());
            building.done += posts.len() as u64;
            let house = building.house.clone();
            blocking(move || {
                let mut scanner = Scanner::new();
                let changes: Vec<Change> = posts
                    .iter()
                    .map(|it| built(it, 0, None, &mut scanner))
                    .collect();
                house.apply(&changes)
            })
            .await?;
        }
        let house = building.house.clone();
        blocking(move || house.commit(0)).await?;
        self.archives
            .change(org, |it| it.state = State::Building(building));
        Ok(())
    }

    /// Takes the next changes in. Whether there may be more.
    async fn archive_batch(&self, org: OrgId, house: &Arc<House>) -> Result<bool, Error> {
        let mut tx = self.db.read().await?;
        let rows = pending::pending(&mut tx, org, BATCH).await?;
        let Some(last) = rows.last().map(|it| it.seq) else {
            return Ok(false);
        };
        // Of several changes of one post the last counts: it is read as it is now.
        let mut changes: BTreeMap<PostId, Change> = BTreeMap::new();
        for row in &rows {
            let change = changes.entry(row.post_id).or_insert(Change {
                seq: row.seq,
                post: row.post_id,
                at: row.posted_at,
                new_at: None,
                doc: None,
            });
            change.seq = row.seq;
            if row.is_new {
                change.new_at = Some(row.seq);
            }
        }
        let ids: Vec<PostId> = changes.keys().copied().collect();
        let posts = post::get(&mut tx, org, &ids).await?;
        drop(tx);
        let taker = house.clone();
        blocking(move || {
            let mut scanner = Scanner::new();
            for stored in &posts {
                if let Some(change) = changes.get_mut(&stored.id) {
                    *change = built(stored, change.seq, change.new_at, &mut scanner);
                }
            }
            let mut changes: Vec<Change> = changes.into_values().collect();
            changes.sort_unstable_by_key(|it| it.seq);
            taker.apply(&changes)?;
            taker.commit(last)
        })
        .await?;
        let mut tx = self.db.write().await?;
        pending::taken(&mut tx, org, last).await?;
        tx.commit().await?;
        Ok(rows.len() == BATCH as usize)
    }

    /// Lets go of what has had its time, and of the oldest months when there is too much.
    async fn archive_room(&self, org: OrgId, house: Arc<House>) -> Result<(), Error> {
        let now = self.seams.now();
        let held = self.archives.held(org);
        let is_due = |last: Option<Timestamp>, every: Duration| {
            last.is_none_or(|it| it.checked_add(every).is_ok_and(|due| due <= now))
        };
        if is_due(held.room_at, ROOM_EVERY) {
            let settings = self.settings.archive.clone();
            let keeper = house.clone();
            let dropped = blocking(move || make_room(&keeper, &settings, now)).await?;
            if let Some(month) = &dropped {
                tracing::warn!(org.id = %org, month, "the archive is full: its oldest month {month} was removed");
            }
            self.archives.change(org, |it| {
                it.room_at = Some(now);
                it.dropped = dropped.map(|month| (month, now)).or(it.dropped.take());
            });
        }
        if held.wishes.is_open() || is_due(held.purged_at, PURGE_EVERY) {
            blocking(move || house.purge()).await?;
            self.archives.change(org, |it| {
                it.purged_at = Some(now);
                it.wishes.meet(held.wishes);
            });
        }
        Ok(())
    }

    /// The organisations that have an archive.
    pub async fn archive_orgs(&self) -> Result<Vec<OrgId>, Error> {
        let orgs = store::org::list(&mut self.db.read().await?).await?;
        Ok(orgs.into_iter().map(|it| it.id).collect())
    }

    /// The archive of an organisation as it is on disk, for who runs the server.
    pub async fn archive_look(&self, org: OrgId) -> Result<ArchiveView, Error> {
        let (_, pending) = pending::backlog(&mut self.db.read().await?, org).await?;
        let path = self.archives.path(org).ok_or(Error::NotFound)?;
        let usage = blocking(move || House::open(&path)?.usage()).await;
        let error = usage.as_ref().err().map(Error::told);
        let usage = usage.unwrap_or_default();
        Ok(ArchiveView {
            posts: usage.posts,
            gone: usage.gone,
            is_purging: false,
            bytes: usage.bytes,
            bytes_max: self.settings.archive.bytes_max,
            oldest_month: usage.oldest,
            pending,
            building: None,
            dropped: None,
            error,
        })
    }

    /// Writes anew what holds posts that are gone, at once: no term of theirs stays on disk. For a program that
    /// does not keep the archive meanwhile; see [`Self::ask_archive_purge`].
    pub async fn archive_purge(&self, org: OrgId) -> Result<(), Error> {
        if matches!(self.archives.held(org).state, State::Unknown) {
            self.archive_open(org).await?;
        }
        if let State::Ready(house) = self.archives.held(org).state {
            while self.archive_batch(org, &house).await? {}
            blocking(move || house.purge()).await?;
        }
        Ok(())
    }

    /// Asks the server to purge the archive of the reader's organisation in its next turn instead of once a
    /// day.
    pub async fn ask_archive_purge(&self, actor: &Actor) -> Result<(), Error> {
        actor.require(Role::Admin)?;
        self.archives.folder.as_ref().ok_or(Error::NotFound)?;
        self.archives.change(actor.org, |it| it.wishes.ask());
        Ok(())
    }

    /// How the archive of the reader's organisation is; nothing if there is none.
    pub async fn archive_status(&self, actor: &Actor) -> Result<Option<ArchiveView>, Error> {
        actor.require(Role::Admin)?;
        let org = actor.org;
        if self.archives.folder.is_none() {
            return Ok(None);
        }
        let held = self.archives.held(org);
        let (_, pending) = pending::backlog(&mut self.db.read().await?, org).await?;
        let (house, building) = match held.state {
            State::Unknown => (None, None),
            State::Building(it) => (Some(it.house), Some((it.done, it.of))),
            State::Ready(it) => (Some(it), None),
        };
        let usage = match house {
            Some(house) => blocking(move || house.usage()).await?,
            None => archive::Usage::default(),
        };
        Ok(Some(ArchiveView {
            posts: usage.posts,
            gone: usage.gone,
            is_purging: held.wishes.is_open(),
            bytes: usage.bytes,
            bytes_max: self.settings.archive.bytes_max,
            oldest_month: usage.oldest,
            pending,
            building,
            dropped: held.dropped,
            error: held.error,
        }))
    }

    /// Builds the archive of an organisation anew and waits for it; `tell` hears how far it is.
    pub async fn archive_build_now(
        &self,
        org: OrgId,
        tell: &mut dyn FnMut(u64, u64),
    ) -> Result<u64, Error> {
        self.archive_rebuild(org).await?;
        loop {
            match self.archives.held(org).state {
                State::Building(building) => {
                    tell(building.done, building.of);
                    let until = Instant::now() + TURN;
                    self.archive_build(org, building, until).await?;
                }
                State::Ready(house) => {
                    while self.archive_batch(org, &house).await? {}
                    let usage = blocking(move || {
                        house.close()?;
                        house.usage()
                    });
                    return Ok(usage.await?.posts);
                }
                State::Unknown => return Ok(0),
            }
        }
    }
}

fn make_room(
    house: &House,
    settings: &ArchiveSettings,
    now: Timestamp,
) -> Result<Option<String>, archive::Error> {
    if let Some(kept) = settings.kept {
        house.forget_before(now.checked_sub(kept).unwrap_or(now))?;
    }
    let mut dropped = None;
    while settings
        .bytes_max
        .is_some_and(|most| house.usage().is_ok_and(|it| it.bytes > most))
    {
        match house.forget_oldest()? {
            Some(month) => dropped = Some(month),
            // The running month stays, however large.
            None => break,
        }
    }
    Ok(dropped)
}

/// A post of the store as the archive takes it.
fn built(stored: &post::Stored, seq: u64, new_at: Option<u64>, scanner: &mut Scanner) -> Change {
    let facts = facts(&stored.post, stored.lang, stored.source);
    Change {
        seq,
        post: stored.id,
        at: stored.post.created_at,
        new_at,
        doc: Some(Doc::read(&stored.post, facts, scanner)),
    }
}
