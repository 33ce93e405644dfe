//! From what listeners report to what the house knows: dedupe, enrich, match, one transaction, announce.
//!
//! One task for the process takes batches from all listeners. A batch is written whole or not at all;
//! the checkpoint moves only in the transaction of the data it covers, so a crash re-reads and the
//! unique key (network, host, id) makes it once.

mod bounds;
mod entry;

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use model::{
    Author, Checkpoint, Counts, DropReason, Event, FailReason, GapId, Lang, OrgId, Post, PostId,
    PostKind, QueryId, RemoteRef, SourceId, Untrusted,
};
use store::{Db, Tx, author, mention, post, source};
use tokio::sync::mpsc;

use self::{bounds::bounded, entry::write_entry};
use crate::{
    Error, Keep,
    ledger::{Entry, Ledger},
    listener::{Inbound, What},
    live::{Change, Hub},
    matching::{Held, Matching, QuerySet, Reader, Understood},
    metrics::Metrics,
    sample::Sample,
    status::Rates,
    supervisor::Backoff,
};

/// Items a batch takes at most: one fsync (about 2 ms) then costs 10 µs a post.
pub(crate) const BATCH_MAX: usize = 200;
/// How long the first item of a batch waits for company: a person doesn't see it, the disk does.
const BATCH_WAIT: Duration = Duration::from_millis(50);
/// Items that may wait for ingest; beyond, listeners wait (and networks keep what we don't read).
pub(crate) const QUEUE_MAX: usize = 2_000;
/// Posts of one author removed per statement.
const REMOVED_AT_ONCE: u32 = 500;
/// Everything ingest works with.
pub(crate) struct Ingest {
    pub(crate) db: Db,
    pub(crate) seams: model::seam::Seams,
    pub(crate) matching: Matching,
    pub(crate) hub: Hub,
    pub(crate) keep: Keep,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) rates: Rates,
    pub(crate) sample: Sample,
    /// Held around every change of the queries and every batch: a query sees all posts from one
    /// moment on, and none twice.
    pub(crate) gate: Arc<tokio::sync::Mutex<()>>,
}

/// A post on its way in.
struct Arrival {
    source: SourceId,
    post: Post,
    lang: Option<Lang>,
    understood: Understood,
}

impl Arrival {
    /// Matches, and the language of what will be kept: telling it costs more than all else. A text
    /// that makes us panic is a defect of ours and a post of someone's: it is kept, unmatched, and
    /// the defect is logged.
    fn understand(&mut self, queries: &QuerySet, reader: &mut Reader, org: OrgId, keep: Keep) {
        let (post, source) = (&self.post, self.source);
        let lang = OnceCell::new();
        let decide = || *lang.get_or_init(|| language(post));
        let understood = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let understood = queries.understand(org, reader, post, source, &decide);
            let is_kept = keep == Keep::All || understood.is_wanted() || post.edited_at.is_some();
            (is_kept.then(decide).flatten(), understood)
        }));
        match understood {
            Ok((lang, understood)) => (self.lang, self.understood) = (lang, understood),
            Err(_) => {
                // What it was in the middle of is not to be relied on.
                *reader = Reader::default();
                tracing::error!(post.id = %self.post.at.id, "a post could not be understood");
            }
        }
    }
}

/// What one organisation's part of a batch says, in order of arrival.
#[derive(Default)]
struct Part {
    steps: Vec<Step>,
    received: BTreeMap<SourceId, (u64, Timestamp)>,
    dropped: BTreeMap<(SourceId, DropReason), (u64, String)>,
    marks: HashMap<SourceId, Checkpoint>,
    entries: Vec<(SourceId, Entry)>,
    errors: BTreeMap<SourceId, Option<(FailReason, String)>>,
}

/// Posts in a row are saved together; whatever stands between keeps its place.
enum Step {
    Posts(Vec<Arrival>),
    Gone(Vec<post::Gone>),
    Account { at: author::AuthorRef, active: bool },
    Identity(author::Profile),
    Counts(Vec<(RemoteRef, Counts)>),
}

impl Part {
    fn posts(&self) -> impl Iterator<Item = &Arrival> {
        let posts = self.steps.iter().filter_map(|it| match it {
            Step::Posts(posts) => Some(posts),
            _ => None,
        });
        posts.flatten()
    }

    /// The date of the newest post.
    fn newest(&self) -> Option<Timestamp> {
        self.posts().map(|it| it.post.created_at).max()
    }

    fn add_post(&mut self, source: SourceId, post: Post, now: Timestamp) {
        self.received.entry(source).or_insert((0, now)).0 += 1;
        let arrival = Arrival {
            source,
            post: bounded(post),
            lang: None,
            understood: Understood::default(),
        };
        match self.steps.last_mut() {
            Some(Step::Posts(posts)) => posts.push(arrival),
            _ => self.steps.push(Step::Posts(vec![arrival])),
        }
    }

    fn add_gone(&mut self, gone: post::Gone) {
        match self.steps.last_mut() {
            Some(Step::Gone(all)) => all.push(gone),
            _ => self.steps.push(Step::Gone(vec![gone])),
        }
    }

    fn add_counts(&mut self, at: RemoteRef, counts: Counts) {
        match self.steps.last_mut() {
            Some(Step::Counts(all)) => all.push((at, counts)),
            _ => self.steps.push(Step::Counts(vec![(at, counts)])),
        }
    }
}

/// What to tell once the transaction holds.
#[derive(Default)]
struct Told {
    queries: HashSet<QueryId>,
    seq: Option<u64>,
    gone: Vec<PostId>,
    sources: HashSet<SourceId>,
    n_saved: u64,
    n_mentions: u64,
}

impl Ingest {
    /// Takes batches until every listener is gone.
    pub(crate) async fn run(
        &self,
        inbound: &mut mpsc::Receiver<Inbound>,
        ledgers: &mut HashMap<SourceId, Ledger>,
    ) {
        let mut batch = Vec::with_capacity(BATCH_MAX);
        while inbound.recv_many(&mut batch, BATCH_MAX).await > 0 {
            let deadline = tokio::time::Instant::now() + BATCH_WAIT;
            while batch.len() < BATCH_MAX {
                let room = BATCH_MAX - batch.len();
                match tokio::time::timeout_at(deadline, inbound.recv_many(&mut batch, room)).await {
                    Ok(n) if n > 0 => {}
                    _ => break,
                }
            }
            self.metrics
                .queue
                .set(i64::try_from(inbound.len()).unwrap_or(i64::MAX));
            self.take(std::mem::take(&mut batch), ledgers).await;
        }
    }

    /// Stores one batch, trying again while the store is away: nothing is let go.
    pub(crate) async fn take(&self, batch: Vec<Inbound>, ledgers: &mut HashMap<SourceId, Ledger>) {
        let now = self.seams.now();
        let mut parts: BTreeMap<OrgId, Part> = BTreeMap::new();
        let mut barriers = Vec::new();
        for inbound in batch {
            let (org, source, what) = match inbound {
                Inbound::Report { org, source, what } => (org, source, what),
                Inbound::Barrier(stored) => {
                    barriers.push(stored);
                    continue;
                }
            };
            let part = parts.entry(org).or_default();
            let ledger = ledgers
                .entry(source)
                .or_insert_with(|| Ledger::new(source, None, None));
            self.sort(part, ledger, source, what, now);
        }
        for (org, mut part) in parts {
            let started = std::time::Instant::now();
            self.name_authors(org, &mut part).await;
            let posts: Vec<_> = part.posts().map(|it| (it.source, &it.post)).collect();
            self.sample.take(org, posts.into_iter(), now);
            let mut version = self.enrich(org, &mut part).await;
            let mut backoff = Backoff::new(self.seams.entropy.clone());
            let told = loop {
                let gate = self.gate.lock().await;
                // A query changed since the posts were matched: match again, or it would miss them.
                let current = self.matching.current();
                if current.version() != version {
                    understand(&current, org, self.keep, &mut part.steps);
                    version = current.version();
                }
                match self.write(org, &part, now).await {
                    Ok(told) => break told,
                    Err(error) if matches!(&error, Error::Store(it) if !is_lasting(it)) => {
                        self.metrics.retries.inc();
                        tracing::error!(org.id = %org, %error, "the store does not take posts, trying again: {}", error.told());
                    }
                    Err(error) => {
                        tracing::error!(org.id = %org, %error, "a batch cannot be stored, one by one then: {}", error.told());
                        break self.write_apart(org, &mut part, now).await;
                    }
                }
                drop(gate);
                tokio::time::sleep(backoff.next()).await;
            };
            self.metrics
                .batch_seconds
                .observe(started.elapsed().as_secs_f64());
            let n_saved = told.n_saved;
            self.tell(org, told);
            self.rates.note(now, n_saved, part.newest());
        }
        for stored in barriers {
            // Whoever asked may have stopped waiting.
            let _ = stored.send(());
        }
    }

    /// Puts what a listener reported in its place.
    fn sort(
        &self,
        part: &mut Part,
        ledger: &mut Ledger,
        source: SourceId,
        what: What,
        now: Timestamp,
    ) {
        let fresh = || GapId::from_uuid(self.seams.uuid());
        let entries = match what {
            What::Event(event) => {
                self.sort_event(part, ledger, source, event, now);
                return;
            }
            What::Known { ledger: known, at } => {
                *ledger = *known;
                ledger.begin(at, fresh)
            }
            What::Opened { at, resumes } => {
                part.errors.insert(source, None);
                ledger.opened(at, resumes)
            }
            What::CaughtUp { at } => ledger.caught_up(at),
            What::Alive { at } => ledger.alive(at).into_iter().collect(),
            What::Lost {
                at,
                cause,
                reason,
                error,
            } => {
                part.errors.insert(source, Some((reason, error)));
                ledger.lost(at, cause, fresh)
            }
            What::Ended { at } => ledger.alive(at).into_iter().collect(),
        };
        part.entries
            .extend(entries.into_iter().map(|it| (source, it)));
    }

    fn sort_event(
        &self,
        part: &mut Part,
        ledger: &mut Ledger,
        source: SourceId,
        event: Event,
        now: Timestamp,
    ) {
        match event {
            Event::Post(post) => part.add_post(source, *post, now),
            Event::Gone { target, why } => part.add_gone(post::Gone { target, why }),
            Event::Account {
                network,
                host,
                author,
                active,
            } => {
                part.steps.push(Step::Account {
                    at: author::AuthorRef {
                        network,
                        host,
                        id: author,
                    },
                    active,
                });
            }
            Event::Identity {
                network,
                host,
                author,
                handle,
            } => {
                let author = Author::new(author, Untrusted::new(handle));
                part.steps.push(Step::Identity(author::Profile {
                    network,
                    host,
                    author,
                    updated_at: now,
                }));
            }
            Event::Counts { at, counts } => part.add_counts(at, counts),
            Event::Gap { from, to, cause } => {
                let fresh = GapId::from_uuid(self.seams.uuid());
                let entries = ledger.not_kept(from, to, cause, now, fresh);
                part.entries
                    .extend(entries.into_iter().map(|it| (source, it)));
            }
            Event::Dropped { reason, sample } => {
                self.metrics.dropped(reason);
                let dropped = part.dropped.entry((source, reason)).or_default();
                dropped.0 += 1;
                dropped.1 = sample.into_string();
            }
            Event::Mark(checkpoint) => {
                part.marks.insert(source, checkpoint);
            }
        }
    }

    /// Some networks give ids only: of the author, and of whom a post answers. Those whose handle we know
    /// get it back before the queries see the post: `from:` and `to:` must not depend on which post came
    /// first. A store that does not answer costs the names of this batch, nothing else; writing it will
    /// wait for the store.
    async fn name_authors(&self, org: OrgId, part: &mut Part) {
        let mut refs: Vec<author::AuthorRef> = Vec::new();
        for Arrival { post, .. } in part.posts() {
            if post.author.handle.is_empty() {
                refs.push(author_ref(post));
            }
            if post.answered.is_empty() {
                refs.extend(answered_ref(post));
            }
        }
        if refs.is_empty() {
            return;
        }
        let known = async { author::get_many(&mut self.db.read().await?, org, &refs).await };
        let Ok(known) = known.await else { return };
        let known: HashMap<author::AuthorRef, Author> = known
            .into_iter()
            .map(|it| {
                let at = author::AuthorRef {
                    network: it.network,
                    host: it.host,
                    id: it.author.id.clone(),
                };
                (at, it.author)
            })
            .collect();
        let posts = part.steps.iter_mut().filter_map(|it| match it {
            Step::Posts(posts) => Some(posts),
            _ => None,
        });
        for Arrival { post, .. } in posts.flatten() {
            if post.author.handle.is_empty()
                && let Some(author) = known.get(&author_ref(post))
            {
                post.author.handle = author.handle.clone();
                post.author.name = author.name.clone();
            }
            if post.answered.is_empty()
                && let Some(author) = answered_ref(post).and_then(|it| known.get(&it))
                && !author.handle.is_empty()
            {
                post.answered = vec![author.handle.as_raw().into()];
            }
        }
    }

    /// Language and matches, off the async threads: the CPU part of a batch. Returns the version of the
    /// queries it was matched against.
    async fn enrich(&self, org: OrgId, part: &mut Part) -> u64 {
        let queries = self.matching.current();
        let (version, keep) = (queries.version(), self.keep);
        let mut steps = std::mem::take(&mut part.steps);
        let work = move || {
            let counts_tell = understand(&queries, org, keep, &mut steps);
            (steps, counts_tell)
        };
        match tokio::task::spawn_blocking(work).await {
            Ok((steps, counts_tell)) => {
                part.steps = steps;
                self.tidy_queries(org, counts_tell);
            }
            // `understand` catches its own panics: only a runtime that shuts down ends up here.
            Err(error) => tracing::error!(%error, "a batch was not enriched"),
        }
        version
    }

    /// Lets the matcher file its queries anew when that is due, beside the stream.
    fn tidy_queries(&self, org: OrgId, counts_tell: bool) {
        let matching = self.matching.clone();
        if counts_tell {
            tokio::task::spawn_blocking(move || matching.tell_counts(org));
        } else if matching.wants_compaction(org) {
            tokio::task::spawn_blocking(move || matching.compact(org));
        }
    }

    async fn write(&self, org: OrgId, part: &Part, now: Timestamp) -> Result<Told, Error> {
        let mut tx = self.db.write().await?;
        let mut told = Told::default();
        for step in &part.steps {
            self.write_step(&mut tx, org, step, now, &mut told).await?;
        }
        for (source, (n, last)) in &part.received {
            source::add_received(&mut tx, org, *source, *n, *last).await?;
        }
        for ((source, reason), (n, sample)) in &part.dropped {
            let dropped = source::Dropped {
                reason: *reason,
                n: *n,
                sample: sample.clone(),
                last_at: now,
            };
            source::count_dropped(&mut tx, org, *source, &dropped).await?;
        }
        for (source, error) in &part.errors {
            match error {
                Some((reason, error)) => {
                    source::set_error(&mut tx, org, *source, (*reason, error), now).await?;
                    told.sources.insert(*source);
                }
                None => source::clear_error(&mut tx, org, *source).await?,
            }
        }
        for (source, entry) in &part.entries {
            write_entry(&mut tx, org, *source, entry).await?;
            if !matches!(entry, Entry::Listened { .. }) {
                told.sources.insert(*source);
            }
        }
        for (source, mark) in &part.marks {
            source::set_checkpoint(&mut tx, org, *source, mark, now).await?;
        }
        tx.commit().await?;
        Ok(told)
    }

    /// The batch as a whole was refused for good: finds what the store refuses and leaves only that out.
    async fn write_apart(&self, org: OrgId, part: &mut Part, now: Timestamp) -> Told {
        let mut whole = Told::default();
        for step in std::mem::take(&mut part.steps) {
            let singles = match step {
                Step::Posts(posts) => posts.into_iter().map(|it| Step::Posts(vec![it])).collect(),
                other => vec![other],
            };
            for single in singles {
                let alone = Part {
                    steps: vec![single],
                    ..Part::default()
                };
                match self.write(org, &alone, now).await {
                    Ok(told) => whole.absorb(told),
                    Err(error) => {
                        tracing::error!(org.id = %org, %error, "one item cannot be stored and is left out: {}", error.told());
                        self.metrics.dropped(DropReason::Malformed);
                        if let Some(Step::Posts(posts)) = alone.steps.first()
                            && let Some(arrival) = posts.first()
                        {
                            let dropped = part
                                .dropped
                                .entry((arrival.source, DropReason::Malformed))
                                .or_default();
                            dropped.0 += 1;
                            dropped.1 = arrival.post.at.id.to_string();
                        }
                    }
                }
            }
        }
        match self.write(org, part, now).await {
            Ok(told) => whole.absorb(told),
            Err(error) => {
                // A source removed meanwhile takes its ledger with it.
                tracing::warn!(org.id = %org, %error, "the ledger of a batch was left out: {}", error.told());
            }
        }
        whole
    }

    async fn write_step(
        &self,
        tx: &mut Tx,
        org: OrgId,
        step: &Step,
        now: Timestamp,
        told: &mut Told,
    ) -> Result<(), Error> {
        match step {
            Step::Posts(posts) => self.write_posts(tx, org, posts, now, told).await?,
            Step::Gone(gone) => told.gone.extend(post::remove(tx, org, gone, now).await?),
            Step::Account { at, active: false } => loop {
                let removed = post::remove_of_author(tx, org, at, now, REMOVED_AT_ONCE).await?;
                let is_last = removed.len() < REMOVED_AT_ONCE as usize;
                told.gone.extend(removed);
                if is_last {
                    break;
                }
            },
            Step::Account { at, active: true } => post::restore_author(tx, org, at).await?,
            Step::Identity(profile) => {
                author::refresh_many(tx, org, std::slice::from_ref(profile)).await?;
            }
            Step::Counts(figures) => {
                let grown = post::update_counts(tx, org, figures).await?;
                self.match_grown(tx, org, &grown, now, told).await?;
            }
        }
        Ok(())
    }

    async fn write_posts(
        &self,
        tx: &mut Tx,
        org: OrgId,
        posts: &[Arrival],
        now: Timestamp,
        told: &mut Told,
    ) -> Result<(), Error> {
        let mut kept: Vec<&Arrival> = Vec::with_capacity(posts.len());
        for arrival in posts {
            // A post nobody asked for is kept only as a new version of one we hold.
            let is_kept = self.keep == Keep::All
                || arrival.understood.is_wanted()
                || (arrival.post.edited_at.is_some()
                    && post::find(tx, org, &arrival.post.at).await?.is_some());
            if is_kept {
                kept.push(arrival);
            }
        }
        let incoming: Vec<post::Incoming<'_>> = kept
            .iter()
            .map(|it| post::Incoming {
                id: PostId::from_uuid(self.seams.uuid()),
                post: &it.post,
                lang: it.lang,
                source: Some(it.source),
            })
            .collect();
        let saved = post::save_many(tx, org, now, &incoming).await?;
        // One batch may hold several versions of a post: only the one that stays counts.
        let mut order: Vec<PostId> = Vec::new();
        let mut last: HashMap<PostId, (&Arrival, bool)> = HashMap::new();
        for (arrival, saved) in kept.iter().zip(saved) {
            let (id, is_update) = match saved {
                post::Saved::New(id) => (id, false),
                post::Saved::Updated(id) => (id, true),
                // Held before, perhaps since a query changed: pairs that are missing are inserted,
                // the others are known.
                post::Saved::Same(id) if !last.contains_key(&id) => (id, false),
                post::Saved::Same(_) | post::Saved::Buried => continue,
            };
            told.n_saved += u64::from(!matches!(saved, post::Saved::Same(_)));
            if last.insert(id, (*arrival, is_update)).is_none() {
                order.push(id);
            }
        }
        let mut found: Vec<(QueryId, PostId, String)> = Vec::new();
        for id in order {
            let Some((arrival, is_update)) = last.get(&id) else {
                continue;
            };
            if *is_update {
                self.refresh_mentions(tx, org, id, arrival).await?;
            }
            found.extend(
                arrival
                    .understood
                    .hits
                    .iter()
                    .map(|hit| (hit.query, id, crate::spans::to_json(&hit.why.spans))),
            );
        }
        insert_mentions(tx, org, &found, now, told).await
    }

    /// Figures have grown: what asks for them is held against these posts again.
    async fn match_grown(
        &self,
        tx: &mut Tx,
        org: OrgId,
        grown: &[PostId],
        now: Timestamp,
        told: &mut Told,
    ) -> Result<(), Error> {
        let queries = self.matching.current();
        let growing: Vec<&Held> = queries.growing(org).collect();
        if growing.is_empty() || grown.is_empty() {
            return Ok(());
        }
        let mut found: Vec<(QueryId, PostId, String)> = Vec::new();
        for stored in post::get(tx, org, grown).await? {
            let doc = queries.doc(org, &stored.post, stored.lang, stored.source);
            let mut matched = mention::queries_of(tx, org, stored.id).await?;
            matched.retain(|id| growing.iter().all(|it| it.id != *id));
            for held in &growing {
                if let Some(why) = query::evaluate(&held.expr, &doc) {
                    matched.push(held.id);
                    found.push((held.id, stored.id, crate::spans::to_json(&why.spans)));
                }
            }
            // Some queries ask for few reactions: they match no more.
            mention::retain(tx, org, stored.id, &matched).await?;
        }
        insert_mentions(tx, org, &found, now, told).await
    }

    /// A new version may match other queries than the one before, and elsewhere.
    async fn refresh_mentions(
        &self,
        tx: &mut Tx,
        org: OrgId,
        id: PostId,
        arrival: &Arrival,
    ) -> Result<(), Error> {
        let matched: Vec<QueryId> = arrival.understood.hits.iter().map(|it| it.query).collect();
        mention::retain(tx, org, id, &matched).await?;
        for hit in &arrival.understood.hits {
            let spans = crate::spans::to_json(&hit.why.spans);
            mention::replace_spans(
                tx,
                org,
                &mention::NewMention {
                    query: hit.query,
                    post: id,
                    spans: &spans,
                },
            )
            .await?;
        }
        Ok(())
    }

    fn tell(&self, org: OrgId, told: Told) {
        self.metrics.posts.inc_by(told.n_saved);
        self.metrics.mentions.inc_by(told.n_mentions);
        if !told.gone.is_empty() {
            self.hub.announce(Change::Gone {
                org,
                posts: told.gone.into(),
            });
        }
        if let Some(seq) = told.seq {
            let queries: Vec<QueryId> = told.queries.into_iter().collect();
            self.hub.announce(Change::Mentions {
                org,
                queries: queries.into(),
                seq,
            });
        }
        for source in told.sources {
            self.hub.announce(Change::Source { org, source });
        }
    }
}

impl Told {
    fn absorb(&mut self, other: Self) {
        self.queries.extend(other.queries);
        self.seq = self.seq.max(other.seq);
        self.gone.extend(other.gone);
        self.sources.extend(other.sources);
        self.n_saved += other.n_saved;
        self.n_mentions += other.n_mentions;
    }
}

/// Mentions that are known already are told of no more.
async fn insert_mentions(
    tx: &mut Tx,
    org: OrgId,
    found: &[(QueryId, PostId, String)],
    now: Timestamp,
    told: &mut Told,
) -> Result<(), Error> {
    let mentions: Vec<mention::NewMention<'_>> = found
        .iter()
        .map(|(query, post, spans)| mention::NewMention {
            query: *query,
            post: *post,
            spans,
        })
        .collect();
    let seqs = mention::insert_many(tx, org, now, &mentions).await?;
    for (mention, seq) in mentions.iter().zip(seqs) {
        let Some(seq) = seq else { continue };
        told.n_mentions += 1;
        told.seq = told.seq.max(Some(seq));
        told.queries.insert(mention.query);
    }
    Ok(())
}

fn author_ref(post: &Post) -> author::AuthorRef {
    author::AuthorRef {
        network: post.at.network,
        host: post.at.host.clone(),
        id: post.author.id.clone(),
    }
}

/// Whose post is answered, where the address of that post says it.
fn answered_ref(post: &Post) -> Option<author::AuthorRef> {
    let PostKind::Reply { to, .. } = &post.kind else {
        return None;
    };
    let owner = to.id.strip_prefix("at://")?.split('/').next()?;
    Some(author::AuthorRef {
        network: to.network,
        host: to.host.clone(),
        id: owner.into(),
    })
}

/// Matches all posts of a batch. Whether enough was counted for the matcher to be told.
fn understand(queries: &QuerySet, org: OrgId, keep: Keep, steps: &mut [Step]) -> bool {
    let mut reader = Reader::default();
    let mut counts_tell = false;
    for step in steps {
        if let Step::Posts(posts) = step {
            for arrival in posts {
                arrival.understand(queries, &mut reader, org, keep);
                counts_tell |= queries.count(org, &arrival.post);
            }
        }
    }
    counts_tell
}

/// The language of a post: what it says, with what its author claims as a prior.
pub(crate) fn language(post: &Post) -> Option<Lang> {
    let text = match &post.title {
        Some(title) => &format!("{}\n{}", title.as_raw(), post.text.as_raw()),
        None => post.text.as_raw(),
    };
    text::lang::detect_with_claims(text, &post.langs).map(|it| it.lang)
}

/// Trying the same again would fail the same way.
fn is_lasting(error: &store::Error) -> bool {
    matches!(error.kind(), store::Kind::Bug | store::Kind::Conflict)
}

#[cfg(test)]
mod tests;
