//! How Home is read: each part by itself, what is costly kept for a minute.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use model::{BoardId, ColumnId, Locale, MemberId, OrgId, QueryId, Role, SourceState};
use store::{Tx, board, coverage, member, mention, visit};

use super::{
    HomeView, Part, Peak, Rising, Slot, Subject, Todo, UNREAD_MAX, Unread, WatchView,
    digest::{self, MentionKey},
};
use crate::{
    Actor, Engine, Error, GapView, MentionView, SourceView, boards,
    counts::{Day, HOUR_US},
    lens::Lens,
};

/// A visit older than this is no longer what somebody remembers.
const SINCE_MAX: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A shorter picture says nothing.
const SINCE_MIN: SignedDuration = SignedDuration::from_hours(12);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const HOUR: Duration = Duration::from_secs(3_600);
/// Slots of the picture.
const SLOTS: u64 = 60;
/// Posts read to see what they are about, shared by all columns: enough for words that rise, few
/// enough to wait for.
const SAMPLE: usize = 1_200;
/// Days before the last one that make the habit of a word.
const DAYS_BEFORE: i64 = 6;
/// Posts of all those days together.
const SAMPLE_BEFORE: usize = 1_200;
/// Columns looked at: those of the first boards.
const COLUMNS_MAX: usize = 60;
/// How long the costly parts are kept: figures of a night don't change in a minute.
const KEPT: Duration = Duration::from_secs(60);
/// People whose Home is kept.
const KEPT_MAX: usize = 500;
const SUBJECTS_MAX: usize = 3;
const PEAKS_MAX: usize = 3;
const GAPS_MAX: u32 = 20;
/// Visits looked at, of one person and of all.
const MY_VISITS_MAX: u32 = 50;
const ALL_VISITS_MAX: u32 = 5_000;
/// An hour is a peak from so many messages, so many times the habit.
const PEAK_COUNT: u64 = 10;
const PEAK_FACTOR: f64 = 3.0;
/// A habit below this is none: what follows silence is not infinitely more.
const HABIT_MIN: f64 = 1.0;

/// Costly parts, for the person and language they were read for.
#[derive(Default)]
pub(crate) struct Homes(Mutex<HashMap<HomeKey, (Timestamp, Arc<Costly>)>>);

type HomeKey = (OrgId, MemberId, Locale);

impl Homes {
    /// What was read for this person less than a minute ago, of the same stretch.
    fn fresh(&self, key: &HomeKey, since: Timestamp, now: Timestamp) -> Option<Arc<Costly>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, costly) = kept.get(key)?;
        (is_fresh(*at, now) && costly.stretch_is(since)).then(|| costly.clone())
    }

    fn keep(&self, key: HomeKey, now: Timestamp, costly: Arc<Costly>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.retain(|_, (at, _)| is_fresh(*at, now));
        }
        if kept.len() < KEPT_MAX {
            kept.insert(key, (now, costly));
        }
    }
}

fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at).unsigned_abs() < KEPT
}

/// What takes long to read.
struct Costly {
    since: Timestamp,
    watch: Part<WatchView>,
    subjects: Part<Vec<Subject>>,
    rising: Part<Vec<Rising>>,
    notable: Part<Vec<(ColumnId, MentionView)>>,
}

impl Costly {
    /// Without a previous visit the stretch slides along with the clock: a minute is the same.
    fn stretch_is(&self, since: Timestamp) -> bool {
        since.duration_since(self.since).unsigned_abs() < KEPT
    }
}

/// A column with its last day, and up to where its reader has read.
struct Watched {
    column: board::Column,
    board_name: String,
    seen: u64,
    day: Day,
    /// Since the hour in which this person left.
    count: u64,
}

impl Engine {
    /// What happened since this person left, and what waits for them.
    pub async fn home(&self, actor: &Actor, locale: Locale) -> Result<HomeView, Error> {
        actor.require(Role::Viewer)?;
        let now = self.seams.now();
        let mut tx = self.db.read().await?;
        let me = member::get(&mut tx, actor.org, actor.member)
            .await?
            .ok_or(Error::NotFound)?;
        let since = since(&mut tx, actor, now).await?;
        let first_board = boards::all_visible(&mut tx, actor)
            .await?
            .first()
            .map(|it| it.id);
        let watched = part("columns", self.watched(&mut tx, actor, (since, now)).await);
        let sources = part("sources", self.sources(actor).await);
        let gaps = match &sources {
            Some(sources) => part("gaps", gaps(&mut tx, actor.org, sources, since).await),
            None => None,
        };
        let costly = match &watched {
            Some(watched) => Some(
                self.costly(&mut tx, actor, locale, (since, now), watched)
                    .await,
            ),
            None => None,
        };
        let unread = match &watched {
            Some(watched) => part("unread", unread(&mut tx, actor.org, watched).await),
            None => None,
        };
        let costly = costly.as_deref();
        Ok(HomeView {
            since,
            now,
            greeting_name: me.name.split(' ').next().unwrap_or_default().to_owned(),
            todo: todo(
                watched.as_deref(),
                sources.as_deref(),
                gaps.as_deref(),
                first_board,
                now,
            ),
            watch: costly.and_then(|it| it.watch.clone()),
            subjects: costly.and_then(|it| it.subjects.clone()),
            rising: costly.and_then(|it| it.rising.clone()),
            notable: costly.and_then(|it| it.notable.clone()),
            gaps,
            columns: unread,
            sources,
        })
    }

    /// The columns this person sees.
    async fn watched(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (since, now): (Timestamp, Timestamp),
    ) -> Result<Vec<Watched>, Error> {
        let first_hour = model::time::from_micros(crate::counts::hour_of(since));
        let end = now.checked_add(DAY).unwrap_or(now);
        let mut watched = Vec::new();
        for tab in boards::all_visible(tx, actor).await? {
            let seen = board::seen(tx, actor.org, tab.id, actor.member).await?;
            for column in board::columns(tx, actor.org, tab.id).await? {
                if watched.len() == COLUMNS_MAX {
                    return Ok(watched);
                }
                let hours = mention::hourly(tx, actor.org, column.query, first_hour, end).await?;
                watched.push(Watched {
                    count: hours.iter().map(|it| it.n).sum(),
                    seen: seen
                        .iter()
                        .find(|it| it.column == column.id)
                        .map_or(0, |it| it.seq),
                    day: Day::read(tx, actor.org, column.query, now).await?,
                    board_name: tab.name.clone(),
                    column,
                });
            }
        }
        Ok(watched)
    }

    async fn costly(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        locale: Locale,
        (since, now): (Timestamp, Timestamp),
        watched: &[Watched],
    ) -> Arc<Costly> {
        let key = (actor.org, actor.member, locale);
        if let Some(costly) = self.homes.fresh(&key, since, now) {
            return costly;
        }
        let costly = Arc::new(read_costly(tx, actor, locale, (since, now), watched).await);
        self.homes.keep(key, now, costly.clone());
        costly
    }
}

/// A part that could not be read is left out: the others stand.
fn part<T>(name: &'static str, read: Result<T, Error>) -> Part<T> {
    read.map_err(|error| tracing::warn!(%error, "Home goes without its {name}: {error}"))
        .ok()
}

async fn read_costly(
    tx: &mut Tx,
    actor: &Actor,
    locale: Locale,
    (since, now): (Timestamp, Timestamp),
    watched: &[Watched],
) -> Costly {
    let none = Costly {
        since,
        watch: None,
        subjects: None,
        rising: None,
        notable: None,
    };
    let sampled = async {
        let sample = Sample::read(tx, actor.org, watched, since, now).await?;
        let facts: Vec<Weighed> = watched.iter().map(weigh).collect();
        tokio::task::spawn_blocking(move || sample.digest(&facts, since, now))
            .await
            .map_err(|_| Error::Bug("reading what was said panicked"))
    };
    let Some(digest) = part("digest", sampled.await) else {
        return none;
    };
    let watch = watch(tx, actor, (since, now), watched, digest.n_questions).await;
    let lens = match Lens::read(tx, actor, locale).await {
        Ok(lens) => lens,
        Err(error) => {
            part::<()>("posts", Err(error));
            return none;
        }
    };
    let subjects = async {
        let mut subjects = Vec::new();
        for (index, keys) in &digest.subjects {
            let it = &watched[*index];
            subjects.push(Subject {
                column: it.column.id,
                board: it.column.board,
                title: it.column.name.clone(),
                count: it.count,
                factor: weigh(it).factor,
                sentences: whole(tx, actor.org, &lens, keys).await?,
            });
        }
        Ok(subjects)
    };
    let subjects = part("subjects", subjects.await);
    let notable = async {
        let mut notable = Vec::new();
        for key in &digest.notable {
            let column = watched.iter().find(|it| it.column.query == key.0);
            let found = whole(tx, actor.org, &lens, std::slice::from_ref(key)).await?;
            let found = found.into_iter();
            notable.extend(found.filter_map(|it| Some((column?.column.id, it))));
        }
        Ok(notable)
    };
    let notable = notable.await;
    Costly {
        since,
        watch: part("watch", watch),
        subjects,
        rising: Some(digest.rising),
        notable: part("notable posts", notable),
    }
}

/// When this person's previous visit ended, within what makes a picture.
async fn since(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<Timestamp, Error> {
    let earliest = now.checked_sub(SINCE_MAX).unwrap_or(now);
    let latest = now.checked_sub(SINCE_MIN).unwrap_or(now);
    let visits = visit::of(tx, actor.org, actor.member, MY_VISITS_MAX).await?;
    // The visit that goes on now is not the previous one; visits of today are not yet a night away.
    let previous = visits.iter().map(|it| it.to_at).find(|it| *it <= latest);
    Ok(previous.unwrap_or(latest).max(earliest))
}

/// A sample of what was said, lately and in the days before.
struct Sample {
    lately: Vec<mention::Said>,
    before: Vec<mention::Said>,
}

/// What a column brings, for the digest.
struct Weighed {
    query: QueryId,
    seen: u64,
    count: u64,
    factor: Option<f32>,
}

/// What the sample tells.
struct Digest {
    n_questions: u64,
    rising: Vec<Rising>,
    /// Columns by their place, with the posts that say it best.
    subjects: Vec<(usize, Vec<MentionKey>)>,
    notable: Vec<MentionKey>,
}

impl Sample {
    async fn read(
        tx: &mut Tx,
        org: OrgId,
        watched: &[Watched],
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let a_day_ago = now.checked_sub(DAY).unwrap_or(now);
        let lately_from = since.min(a_day_ago);
        let each = |all: usize, n: usize| u32::try_from((all / n.max(1)).max(8)).unwrap_or(8);
        let n_before = watched.len() * usize::try_from(DAYS_BEFORE).unwrap_or(1);
        let mut sample = Self {
            lately: Vec::new(),
            before: Vec::new(),
        };
        let end = now.checked_add(DAY).unwrap_or(now);
        for it in watched {
            let query = it.column.query;
            let limit = each(SAMPLE, watched.len());
            let said = mention::said(tx, org, query, (lately_from, end), limit).await?;
            sample.lately.extend(said);
            for day in 1..=DAYS_BEFORE {
                let to = now.checked_sub(DAY * i32::try_from(day).unwrap_or(1));
                let to = to.unwrap_or(now);
                let from = to.checked_sub(DAY).unwrap_or(to);
                let limit = each(SAMPLE_BEFORE, n_before);
                let said = mention::said(tx, org, query, (from, to), limit).await?;
                sample.before.extend(said);
            }
        }
        Ok(sample)
    }

    fn digest(&self, columns: &[Weighed], since: Timestamp, now: Timestamp) -> Digest {
        let lately = digest::read(&self.lately);
        let before = digest::read(&self.before);
        let is_since = |it: &&mention::Said| it.posted_at >= since;
        let n_questions = lately
            .iter()
            .map(|it| it.said)
            .filter(is_since)
            .filter(|it| text::is_question(&it.text))
            .count() as u64;
        let a_day_ago = now.checked_sub(DAY).unwrap_or(now);
        let today: Vec<&digest::Read<'_>> = lately
            .iter()
            .filter(|it| it.said.posted_at >= a_day_ago)
            .collect();
        let mut loudest: Vec<usize> = (0..columns.len())
            .filter(|it| columns[*it].count > 0)
            .collect();
        loudest.sort_by(|a, b| {
            let loud = |it: usize| {
                columns[it].count as f64 * f64::from(columns[it].factor.unwrap_or(1.0).max(1.0))
            };
            loud(*b).total_cmp(&loud(*a))
        });
        loudest.truncate(SUBJECTS_MAX);
        let mut posts_of: HashMap<QueryId, HashSet<model::PostId>> = HashMap::new();
        for said in self.lately.iter().filter(is_since) {
            posts_of.entry(said.query).or_default().insert(said.post);
        }
        let subjects = loudest
            .into_iter()
            .map(|index| {
                let posts = posts_of.get(&columns[index].query);
                let of: Vec<&digest::Read<'_>> = lately
                    .iter()
                    .filter(|it| posts.is_some_and(|posts| posts.contains(&it.said.post)))
                    .collect();
                (index, digest::sentences(&of))
            })
            .collect();
        let seen: HashMap<QueryId, u64> = columns.iter().map(|it| (it.query, it.seen)).collect();
        let is_unseen = |it: &&mention::Said| it.seq > seen.get(&it.query).copied().unwrap_or(0);
        Digest {
            n_questions,
            rising: digest::rising(&today, &before, DAYS_BEFORE as f64, now),
            subjects,
            notable: digest::notable(
                lately
                    .iter()
                    .map(|it| it.said)
                    .filter(is_since)
                    .filter(is_unseen),
            ),
        }
    }
}

fn weigh(it: &Watched) -> Weighed {
    let habit = it.day.habit().filter(|it| *it >= HABIT_MIN);
    Weighed {
        query: it.column.query,
        seen: it.seen,
        count: it.count,
        factor: habit.map(|habit| (it.day.count() as f64 / habit) as f32),
    }
}

async fn watch(
    tx: &mut Tx,
    actor: &Actor,
    (since, now): (Timestamp, Timestamp),
    watched: &[Watched],
    questions: u64,
) -> Result<WatchView, Error> {
    let span = Duration::try_from(now.duration_since(since)).unwrap_or(HOUR);
    let width = span / u32::try_from(SLOTS).unwrap_or(1);
    let queries: Vec<QueryId> = watched.iter().map(|it| it.column.query).collect();
    let found = mention::stretches(tx, actor.org, &queries, (since, now), width).await?;
    let slots: Vec<Slot> = (0..SLOTS)
        .map(|index| Slot {
            from: since
                .checked_add(width * u32::try_from(index).unwrap_or(0))
                .unwrap_or(since),
            // What rounding leaves after the last slot belongs to it.
            count: found
                .iter()
                .filter(|it| it.index.min(SLOTS - 1) == index)
                .map(|it| it.n)
                .sum(),
        })
        .collect();
    let visits = visit::since(tx, actor.org, since, ALL_VISITS_MAX).await?;
    Ok(WatchView {
        total: slots.iter().map(|it| it.count).sum(),
        questions,
        slots,
        absences: absences(&visits, since, now),
        peaks: peaks(watched, since, now),
    })
}

/// The stretches between visits, those shorter than an hour left out.
fn absences(
    visits: &[visit::Visit],
    since: Timestamp,
    now: Timestamp,
) -> Vec<(Timestamp, Timestamp)> {
    let mut sorted: Vec<&visit::Visit> = visits.iter().collect();
    sorted.sort_by_key(|it| it.from_at);
    let mut absences = Vec::new();
    let mut here_until = since;
    for visit in sorted {
        absences.push((here_until, visit.from_at));
        here_until = here_until.max(visit.to_at);
    }
    absences.push((here_until, now));
    absences.retain(|(from, to)| to.duration_since(*from) >= SignedDuration::from_hours(1));
    absences
}

/// The hours of the last day that rose most above their habit, one for each column.
fn peaks(watched: &[Watched], since: Timestamp, now: Timestamp) -> Vec<Peak> {
    let first = crate::counts::hour_of(now) - 23 * HOUR_US;
    let mut peaks: Vec<Peak> = watched
        .iter()
        .filter_map(|it| {
            let factors = hour_factors(&it.day);
            let hour = (0..24_i64)
                .zip(factors)
                .map(|(hour, factor)| (model::time::from_micros(first + hour * HOUR_US), factor));
            let (at, factor) = hour
                .filter(|(at, factor)| *at >= since && *factor >= PEAK_FACTOR)
                .max_by(|a, b| a.1.total_cmp(&b.1))?;
            Some(Peak {
                at,
                title: it.column.name.clone(),
                factor: factor as f32,
            })
        })
        .collect();
    peaks.sort_by(|a, b| b.factor.total_cmp(&a.factor));
    peaks.truncate(PEAKS_MAX);
    peaks
}

/// How many times its habit each of the last 24 hours brought; 0 where it is too little to say.
fn hour_factors(day: &Day) -> [f64; 24] {
    let mut factors = [0.0; 24];
    let Some(habit) = day.hourly_habit() else {
        return factors;
    };
    for (index, factor) in factors.iter_mut().enumerate() {
        if day.hourly[index] >= PEAK_COUNT {
            *factor = day.hourly[index] as f64 / habit[index].max(HABIT_MIN);
        }
    }
    factors
}

async fn unread(tx: &mut Tx, org: OrgId, watched: &[Watched]) -> Result<Vec<Unread>, Error> {
    let mut columns = Vec::with_capacity(watched.len());
    for it in watched {
        columns.push(Unread {
            column: it.column.id,
            board: it.column.board,
            board_name: it.board_name.clone(),
            title: it.column.name.clone(),
            unread: mention::count_after(tx, org, it.column.query, it.seen, UNREAD_MAX).await?,
        });
    }
    Ok(columns)
}

/// Gaps of sources that are on, open or ended since `since`, not caught up; newest first.
async fn gaps(
    tx: &mut Tx,
    org: OrgId,
    sources: &[SourceView],
    since: Timestamp,
) -> Result<Vec<GapView>, Error> {
    let mut gaps = Vec::new();
    for source in sources.iter().filter(|it| it.enabled) {
        let found = coverage::gaps(tx, org, source.id, since, None, GAPS_MAX).await?;
        let missed = found.into_iter().filter(|it| it.refilled_at.is_none());
        gaps.extend(missed.map(|gap| GapView {
            gap,
            source_name: source.name.clone(),
            network: source.network,
        }));
    }
    gaps.sort_by_key(|it| std::cmp::Reverse(it.gap.from));
    gaps.truncate(GAPS_MAX as usize);
    Ok(gaps)
}

/// The mentions of a digest, as this person sees them.
async fn whole(
    tx: &mut Tx,
    org: OrgId,
    lens: &Lens,
    keys: &[MentionKey],
) -> Result<Vec<MentionView>, Error> {
    let mut views = Vec::with_capacity(keys.len());
    for (query, seq) in keys {
        let found = mention::get(tx, org, *query, &[*seq]).await?;
        views.extend(lens.look(tx, org, found).await?);
    }
    Ok(views)
}

/// What waits, the most urgent first; `None` when not even that could be read.
fn todo(
    watched: Option<&[Watched]>,
    sources: Option<&[SourceView]>,
    gaps: Option<&[GapView]>,
    first_board: Option<BoardId>,
    now: Timestamp,
) -> Part<Vec<Todo>> {
    if watched.is_none() && sources.is_none() {
        return None;
    }
    let mut todo = Vec::new();
    let mut spikes: Vec<(f32, Todo)> = watched
        .iter()
        .flat_map(|it| it.iter())
        .filter_map(|it| spike(it, now))
        .collect();
    spikes.sort_by(|a, b| b.0.total_cmp(&a.0));
    todo.extend(spikes.into_iter().map(|(_, it)| it));
    for source in sources.unwrap_or_default().iter().filter(|it| it.enabled) {
        if let SourceState::Stopped { cause, since } = source.state {
            todo.push(Todo::SourceStopped {
                source: source.id,
                name: source.name.clone(),
                network: source.network,
                since,
                cause,
            });
        }
    }
    // An open gap closes by itself when its source is heard again.
    let closed = gaps
        .unwrap_or_default()
        .iter()
        .filter(|it| it.gap.to.is_some());
    todo.extend(closed.cloned().map(Todo::Gap));
    if sources.is_some_and(|it| it.iter().all(|it| !it.enabled)) {
        todo.push(Todo::NoSource);
    }
    if watched.is_some_and(<[Watched]>::is_empty) {
        todo.push(Todo::NoColumn(first_board));
    }
    Some(todo)
}

/// A column well above its habit now: the run of such hours that goes on, or ended an hour ago.
fn spike(it: &Watched, now: Timestamp) -> Option<(f32, Todo)> {
    let factors = hour_factors(&it.day);
    let is_high = |hour: usize| factors[hour] >= PEAK_FACTOR;
    let last = if is_high(23) { 23 } else { 22 };
    let first = (0..=last).rev().take_while(|it| is_high(*it)).last()?;
    let hours = i64::try_from(23 - first).ok()?;
    let factor = (first..=last).map(|it| factors[it]).fold(0.0, f64::max) as f32;
    let todo = Todo::Spike {
        column: it.column.id,
        board: it.column.board,
        title: it.column.name.clone(),
        since: model::time::from_micros(crate::counts::hour_of(now) - hours * HOUR_US),
        count: it.day.hourly[first..].iter().sum(),
        factor,
    };
    Some((factor, todo))
}

#[cfg(test)]
mod tests;
