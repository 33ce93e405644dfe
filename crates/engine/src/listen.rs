//! Boards, columns and queries: what a person sees and changes on the Listen page.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use model::{BoardId, ColumnId, Locale, OrgId, PostId, PostKind, QueryId, Role, SourceState};
use query::{Diagnostic, Expr, Spelling};
use store::{Tx, board, coverage, mention, post};

use crate::{
    Actor, BoardTab, BoardView, Change24h, ColumnView, Engine, Error, GapView, MentionView, Seen,
    SourceView, Trouble, live::Change, matching::Held, spans,
};

/// Mentions a column shows at first, and a page below it.
const PAGE: u32 = 30;
/// Columns of one board: what a person can watch, with room to spare.
const COLUMNS_MAX: u32 = 50;
/// Boards of one organisation.
const BOARDS_MAX: usize = 50;
/// Names people give.
const NAME_CHARS_MAX: usize = 80;
/// Stored posts a new query is held against, newest first, so that its column isn't empty.
const BACKFILL_POSTS_MAX: usize = 20_000;
/// Mentions a new query begins with at most.
const BACKFILL_MENTIONS_MAX: usize = 2_000;
/// Posts read from the store at once while back-filling.
const BACKFILL_PAGE: u32 = 500;
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);
/// Below this habit a change in percent says nothing.
const HABIT_MIN: f64 = 5.0;
/// Less than this either way is the habit itself.
const STABLE_PERCENT: f64 = 10.0;

/// What a query text means, before it is saved.
pub struct QueryCheck {
    pub valid: bool,
    /// As the printer writes it, in the reader's spelling.
    pub canonical: Option<String>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The next mentions below those shown.
pub struct Older {
    pub mentions: Vec<MentionView>,
    pub older: Option<u64>,
}

/// What the views of one board share.
struct Shared {
    sources: Vec<SourceView>,
    gaps: Vec<GapView>,
}

impl Engine {
    /// A query text as it is typed.
    #[must_use]
    pub fn check_query(&self, text: &str, locale: Locale) -> QueryCheck {
        let parsed = query::parse(text);
        let canonical = parsed.valid().map(|it| query::print(it, spelling(locale)));
        QueryCheck {
            valid: canonical.is_some(),
            canonical,
            diagnostics: parsed.diagnostics,
        }
    }

    /// The organisation's boards, in order.
    pub async fn boards(&self, actor: &Actor) -> Result<Vec<BoardTab>, Error> {
        actor.require(Role::Viewer)?;
        let boards = board::list(&mut self.db.read().await?, actor.org).await?;
        Ok(boards
            .into_iter()
            .map(|it| BoardTab {
                id: it.id,
                name: it.name,
            })
            .collect())
    }

    /// A board with everything its page shows; without an id, the first one.
    pub async fn board(
        &self,
        actor: &Actor,
        id: Option<BoardId>,
        locale: Locale,
    ) -> Result<BoardView, Error> {
        actor.require(Role::Viewer)?;
        let boards = self.boards(actor).await?;
        let tab = match id {
            Some(id) => boards.iter().find(|it| it.id == id),
            None => boards.first(),
        };
        let tab = tab.cloned().ok_or(Error::NotFound)?;
        let shared = self.shared(actor).await?;
        let mut tx = self.db.read().await?;
        // Read before the mentions: what arrives meanwhile is sent again by the live stream, not missed.
        let seq = mention::max_seq(&mut tx, actor.org).await?;
        let mut columns = Vec::new();
        for record in board::columns(&mut tx, actor.org, tab.id).await? {
            columns.push(
                self.column_view(&mut tx, actor, record, &shared, locale)
                    .await?,
            );
        }
        let is_live = |it: &&SourceView| {
            it.enabled && matches!(it.state, SourceState::Live | SourceState::Finished)
        };
        let is_trouble = |it: &&SourceView| {
            it.enabled
                && matches!(
                    it.state,
                    SourceState::Waiting { .. } | SourceState::Stopped { .. }
                )
        };
        let trouble = |it: &SourceView| Trouble {
            source: it.id,
            name: it.name.clone(),
            network: it.network,
            state: it.state,
        };
        Ok(BoardView {
            id: tab.id,
            name: tab.name,
            boards,
            columns,
            troubles: shared
                .sources
                .iter()
                .filter(is_trouble)
                .map(trouble)
                .collect(),
            sources_live: shared.sources.iter().filter(is_live).count(),
            sources_total: shared.sources.iter().filter(|it| it.enabled).count(),
            catching_up: shared
                .sources
                .iter()
                .any(|it| it.enabled && it.state == SourceState::CatchingUp),
            seq,
        })
    }

    /// One column by itself, for its region of the page.
    pub async fn column(
        &self,
        actor: &Actor,
        id: ColumnId,
        locale: Locale,
    ) -> Result<ColumnView, Error> {
        actor.require(Role::Viewer)?;
        let shared = self.shared(actor).await?;
        let mut tx = self.db.read().await?;
        let record = board::column(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        self.column_view(&mut tx, actor, record, &shared, locale)
            .await
    }

    /// The board a column is on.
    pub async fn board_of(&self, actor: &Actor, id: ColumnId) -> Result<BoardId, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        Ok(board::column(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?
            .board)
    }

    /// The mentions of a column below `before`, a cursor of [`ColumnView::older`].
    pub async fn older(&self, actor: &Actor, id: ColumnId, before: u64) -> Result<Older, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let record = board::column(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        let (mentions, older) = mentions(&mut tx, actor.org, record.query, Some(before)).await?;
        Ok(Older { mentions, older })
    }

    async fn shared(&self, actor: &Actor) -> Result<Shared, Error> {
        let sources = self.sources(actor).await?;
        let open = coverage::open_gaps(&mut self.db.read().await?, actor.org).await?;
        let gaps = open
            .into_iter()
            .filter_map(|gap| {
                let source = sources
                    .iter()
                    .find(|it| it.id == gap.source && it.enabled)?;
                Some(GapView {
                    gap,
                    source_name: source.name.clone(),
                    network: source.network,
                })
            })
            .collect();
        Ok(Shared { sources, gaps })
    }

    async fn column_view(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        record: board::Column,
        shared: &Shared,
        locale: Locale,
    ) -> Result<ColumnView, Error> {
        let saved = store::query::get(tx, actor.org, record.query)
            .await?
            .ok_or(Error::NotFound)?;
        let (mentions, older) = mentions(tx, actor.org, record.query, None).await?;
        let now = self.seams.now();
        let (hourly, count_24h) = hours_before(tx, actor.org, record.query, now).await?;
        let since = now.checked_sub(DAY).unwrap_or(now);
        let weeks = mention::baseline(tx, actor.org, record.query, since, now).await?;
        let parsed = query::parse(&saved.canonical);
        let query_text = parsed.valid().map_or_else(
            || saved.text.clone(),
            |it| query::print(it, spelling(locale)),
        );
        let networks = parsed.valid().and_then(networks_of);
        let is_heard = |it: &&GapView| {
            networks
                .as_ref()
                .is_none_or(|all| all.contains(&it.network))
        };
        let seen = board::seen(tx, actor.org, record.board, actor.member).await?;
        let seen = seen.into_iter().find(|it| it.column == record.id);
        Ok(ColumnView {
            id: record.id,
            query: record.query,
            title: record.name,
            query_text,
            query_version: saved.version,
            paused: record.paused,
            count_24h,
            hourly,
            change: change(count_24h, weeks),
            mentions,
            older,
            seen: seen.map(|it| Seen {
                seq: it.seq,
                at: it.at,
            }),
            gaps: shared.gaps.iter().filter(is_heard).cloned().collect(),
        })
    }

    /// A new board at the end of the tabs.
    pub async fn add_board(&self, actor: &Actor, name: &str) -> Result<BoardId, Error> {
        actor.require(Role::Editor)?;
        let name = named("name", name)?;
        let id = BoardId::from_uuid(self.seams.uuid());
        let mut tx = self.db.write().await?;
        let position = board::list(&mut tx, actor.org).await?.len();
        if position >= BOARDS_MAX {
            return Err(Error::TooMany(BOARDS_MAX as u64));
        }
        let record = board::Board {
            id,
            org: actor.org,
            name,
            position: u32::try_from(position).unwrap_or(u32::MAX),
            created_at: self.seams.now(),
        };
        board::insert(&mut tx, &record).await?;
        tx.commit().await?;
        self.hub.announce(Change::Board {
            org: actor.org,
            board: id,
        });
        Ok(id)
    }

    /// A column on a new query, which is held against what is stored before it hears the present.
    pub async fn add_column(
        &self,
        actor: &Actor,
        on: BoardId,
        title: &str,
        text: &str,
    ) -> Result<ColumnId, Error> {
        actor.require(Role::Editor)?;
        let title = named("title", title)?;
        let (expr, canonical) = valid(text)?;
        let now = self.seams.now();
        let query = QueryId::from_uuid(self.seams.uuid());
        let column = ColumnId::from_uuid(self.seams.uuid());
        let known = self.backfill(actor.org, &expr, None).await?;

        let gate = self.gate.lock().await;
        let late = self.backfill(actor.org, &expr, Some(&known)).await?;
        let mut tx = self.db.write().await?;
        board::get(&mut tx, actor.org, on)
            .await?
            .ok_or(Error::NotFound)?;
        let position = board::columns(&mut tx, actor.org, on)
            .await?
            .iter()
            .map(|it| it.position + 1)
            .max();
        if position.is_some_and(|it| it >= COLUMNS_MAX) {
            return Err(Error::TooMany(COLUMNS_MAX.into()));
        }
        let first = store::query::Change {
            name: &title,
            text,
            canonical: &canonical,
            by: Some(actor.member),
            at: now,
        };
        store::query::insert(&mut tx, actor.org, query, &first).await?;
        let record = board::Column {
            id: column,
            org: actor.org,
            board: on,
            query,
            name: title.clone(),
            position: position.unwrap_or(0),
            paused: false,
            created_at: now,
        };
        board::insert_column(&mut tx, &record).await?;
        let seq = insert_found(&mut tx, actor.org, query, now, &late).await?;
        tx.commit().await?;
        self.matching.hold(
            actor.org,
            Held {
                id: query,
                expr: Arc::new(expr),
            },
        );
        drop(gate);

        self.hub.announce(Change::Board {
            org: actor.org,
            board: on,
        });
        if let Some(seq) = seq {
            self.hub.announce(Change::Mentions {
                org: actor.org,
                queries: [query].into(),
                seq,
            });
        }
        Ok(column)
    }

    /// Changes a column's title and query. `version` is the one the person saw: someone else's change
    /// in between is a conflict, not a loss. An invalid text leaves the last good query at work.
    pub async fn edit_column(
        &self,
        actor: &Actor,
        id: ColumnId,
        title: &str,
        text: &str,
        version: u64,
    ) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let title = named("title", title)?;
        let (expr, canonical) = valid(text)?;
        let now = self.seams.now();
        let record = board::column(&mut self.db.read().await?, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        let saved = store::query::get(&mut self.db.read().await?, actor.org, record.query).await?;
        let is_same = saved.is_some_and(|it| it.canonical == canonical);
        let known = if is_same {
            Found::default()
        } else {
            self.backfill(actor.org, &expr, None).await?
        };

        let gate = self.gate.lock().await;
        let late = if is_same {
            known
        } else {
            self.backfill(actor.org, &expr, Some(&known)).await?
        };
        let mut tx = self.db.write().await?;
        board::rename_column(&mut tx, actor.org, id, &title).await?;
        let change = store::query::Change {
            name: &title,
            text,
            canonical: &canonical,
            by: Some(actor.member),
            at: now,
        };
        match store::query::update(&mut tx, actor.org, record.query, version, &change).await? {
            store::query::Updated::To(_) => {}
            store::query::Updated::Missing => return Err(Error::NotFound),
            store::query::Updated::Stale(_) => return Err(Error::Conflict),
        }
        if !is_same {
            while mention::clear(&mut tx, actor.org, record.query, BACKFILL_PAGE).await? > 0 {}
            insert_found(&mut tx, actor.org, record.query, now, &late).await?;
        }
        tx.commit().await?;
        self.matching.hold(
            actor.org,
            Held {
                id: record.query,
                expr: Arc::new(expr),
            },
        );
        drop(gate);
        self.hub.announce(Change::Board {
            org: actor.org,
            board: record.board,
        });
        Ok(())
    }

    /// Takes a column and its query away.
    pub async fn remove_column(&self, actor: &Actor, id: ColumnId) -> Result<BoardId, Error> {
        actor.require(Role::Editor)?;
        let gate = self.gate.lock().await;
        let mut tx = self.db.write().await?;
        let record = board::column(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        board::delete_column(&mut tx, actor.org, id).await?;
        store::query::delete(&mut tx, actor.org, record.query).await?;
        tx.commit().await?;
        self.matching.release(actor.org, record.query);
        drop(gate);
        self.hub.announce(Change::Board {
            org: actor.org,
            board: record.board,
        });
        Ok(record.board)
    }

    /// Holds new mentions back behind a count, for everybody who watches the column.
    pub async fn pause_column(
        &self,
        actor: &Actor,
        id: ColumnId,
        paused: bool,
    ) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        let record = board::column(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        board::set_paused(&mut tx, actor.org, id, paused).await?;
        tx.commit().await?;
        self.hub.announce(Change::Board {
            org: actor.org,
            board: record.board,
        });
        Ok(())
    }

    /// Remembers up to where this person has read a column; never moves back.
    pub async fn mark_seen(&self, actor: &Actor, id: ColumnId, seq: u64) -> Result<(), Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.write().await?;
        board::column(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        let seen = board::Seen {
            column: id,
            seq,
            at: self.seams.now(),
        };
        board::set_seen(&mut tx, actor.org, actor.member, &seen).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What `expr` finds among the stored posts, newest first. With `known`, only what was received
    /// after it was made is read, and added to it.
    async fn backfill(
        &self,
        org: OrgId,
        expr: &Expr,
        known: Option<&Found>,
    ) -> Result<Found, Error> {
        let mut found = known.cloned().unwrap_or_default();
        let horizon = found.received_until;
        let mut tx = self.db.read().await?;
        let (mut n_read, mut before) = (0, None);
        while n_read < BACKFILL_POSTS_MAX && found.hits.len() < BACKFILL_MENTIONS_MAX {
            let posts = post::recent(&mut tx, org, before, BACKFILL_PAGE).await?;
            let Some(last) = posts.last() else { break };
            before = Some(last.key());
            n_read += posts.len();
            // Posts are read by date and received in nearly the same order: past a whole page without
            // anything newly received there is nothing more to find.
            if horizon.is_some_and(|horizon| posts.iter().all(|it| it.received_at <= horizon)) {
                break;
            }
            let expr = expr.clone();
            let hits = tokio::task::spawn_blocking(move || {
                let is_news =
                    |it: &&post::Stored| horizon.is_none_or(|horizon| it.received_at > horizon);
                let mut newest = None;
                let mut hits = Vec::new();
                for stored in posts.iter().filter(is_news) {
                    newest = newest.max(Some(stored.received_at));
                    let doc = query::Doc::new(&stored.post, stored.lang);
                    if let Some(why) = query::evaluate(&expr, &doc) {
                        hits.push(Hit {
                            post: stored.id,
                            at: stored.post.created_at,
                            spans: spans::to_json(&why.spans),
                        });
                    }
                }
                (newest, hits)
            });
            let (newest, hits) = hits
                .await
                .map_err(|_| Error::Bug("evaluating a query panicked"))?;
            found.received_until = found.received_until.max(newest);
            found.hits.extend(hits);
        }
        Ok(found)
    }
}

/// Stored posts a query matches.
#[derive(Clone, Default)]
struct Found {
    hits: Vec<Hit>,
    /// The newest receipt seen.
    received_until: Option<Timestamp>,
}

#[derive(Clone)]
struct Hit {
    post: PostId,
    at: Timestamp,
    spans: String,
}

/// Numbers what was found oldest first, so that a column reads in the order things were said.
async fn insert_found(
    tx: &mut Tx,
    org: OrgId,
    query: QueryId,
    now: Timestamp,
    found: &Found,
) -> Result<Option<u64>, Error> {
    let mut hits: Vec<&Hit> = found.hits.iter().collect();
    hits.sort_by_key(|it| it.at);
    let newest = hits.split_off(hits.len().saturating_sub(BACKFILL_MENTIONS_MAX));
    let mentions: Vec<mention::NewMention<'_>> = newest
        .iter()
        .map(|it| mention::NewMention {
            query,
            post: it.post,
            spans: &it.spans,
        })
        .collect();
    Ok(mention::insert_many(tx, org, now, &mentions)
        .await?
        .into_iter()
        .flatten()
        .max())
}

/// A page of a column, with the posts they answer or quote.
async fn mentions(
    tx: &mut Tx,
    org: OrgId,
    query: QueryId,
    before: Option<u64>,
) -> Result<(Vec<MentionView>, Option<u64>), Error> {
    let records = mention::page(tx, org, query, before, PAGE).await?;
    let older = records
        .last()
        .filter(|_| records.len() == PAGE as usize)
        .map(|it| it.seq);
    Ok((with_context(tx, org, records).await?, older))
}

pub(crate) async fn with_context(
    tx: &mut Tx,
    org: OrgId,
    records: Vec<mention::Mention>,
) -> Result<Vec<MentionView>, Error> {
    let mut views = Vec::with_capacity(records.len());
    for record in records {
        let context = match &record.post.post.kind {
            PostKind::Reply { to: of, .. } | PostKind::Quote { of } | PostKind::Repost { of } => {
                post::find(tx, org, of).await?.map(|it| Box::new(it.post))
            }
            PostKind::Post | PostKind::Article => None,
        };
        views.push(MentionView {
            seq: record.seq,
            post_id: record.post.id,
            lang: record.post.lang,
            spans: spans::from_json(&record.spans),
            received_at: record.post.received_at,
            post: record.post.post,
            context,
        });
    }
    Ok(views)
}

/// The last 24 hours in hours, oldest first, the running hour last; and their sum.
async fn hours_before(
    tx: &mut Tx,
    org: OrgId,
    query: QueryId,
    now: Timestamp,
) -> Result<([u64; 24], u64), Error> {
    let hour_us = i64::try_from(HOUR.as_micros()).unwrap_or(i64::MAX);
    let running = now.as_microsecond().div_euclid(hour_us) * hour_us;
    let first = model::time::from_micros(running - 23 * hour_us);
    let until = model::time::from_micros(running + hour_us);
    let mut hourly = [0; 24];
    for hour in mention::hourly(tx, org, query, first, until).await? {
        let index = (hour.at.as_microsecond() - first.as_microsecond()).div_euclid(hour_us);
        if let Some(slot) = usize::try_from(index)
            .ok()
            .and_then(|it| hourly.get_mut(it))
        {
            *slot = hour.n;
        }
    }
    Ok((hourly, hourly.iter().sum()))
}

/// Against the median of the weeks that have anything to say.
fn change(count: u64, weeks: [u64; 4]) -> Change24h {
    let mut told: Vec<u64> = weeks.into_iter().filter(|it| *it > 0).collect();
    if told.len() < 2 {
        return Change24h::Unknown;
    }
    told.sort_unstable();
    let habit = (told[(told.len() - 1) / 2] + told[told.len() / 2]) as f64 / 2.0;
    if habit < HABIT_MIN {
        return Change24h::Unknown;
    }
    let ratio = count as f64 / habit;
    let percent = (ratio - 1.0) * 100.0;
    if ratio >= 2.0 {
        Change24h::Times(ratio as f32)
    } else if percent.abs() < STABLE_PERCENT {
        Change24h::Stable
    } else {
        Change24h::Percent(percent.round() as i32)
    }
}

/// The networks a query is confined to, when it is: gaps elsewhere don't touch its column.
fn networks_of(expr: &Expr) -> Option<Vec<model::Network>> {
    match expr {
        Expr::Filter(query::Filter::Network(network)) => Some(vec![*network]),
        Expr::And(parts) => parts.iter().find_map(networks_of),
        Expr::Or(parts) => {
            let each: Option<Vec<_>> = parts.iter().map(networks_of).collect();
            each.map(|it| it.concat())
        }
        Expr::Not(_) | Expr::Near(_) | Expr::Term(_) | Expr::Filter(_) => None,
    }
}

const fn spelling(locale: Locale) -> Spelling {
    match locale {
        Locale::Fr => Spelling::French,
        Locale::En => Spelling::English,
    }
}

fn valid(text: &str) -> Result<(Expr, String), Error> {
    let parsed = query::parse(text);
    match parsed.valid() {
        Some(expr) => Ok((expr.clone(), query::print(expr, Spelling::English))),
        None => Err(Error::Query(parsed.diagnostics)),
    }
}

fn named(field: &'static str, name: &str) -> Result<String, Error> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::Invalid {
            field,
            problem: "is empty",
        });
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(Error::Invalid {
            field,
            problem: "is too long",
        });
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests;
