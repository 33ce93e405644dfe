//! Boards, columns and queries: what a person sees and changes on the Listen page.

use std::time::Duration;

use jiff::Timestamp;
use model::{BoardId, ColumnId, Locale, OrgId, PostId, QueryId, Role, SourceState};
use query::{Expr, NameKind, Spelling};
use store::{Tx, board, coverage, mention, post};

use crate::{
    Actor, BoardView, Change24h, ColumnView, Engine, Error, GapView, MentionView, Seen, SourceView,
    Trouble,
    boards::{self, COLUMNS_MAX},
    counts,
    lens::Lens,
    live::Change,
    matching::Held,
    queries::{self, Renaming},
    spans,
};

/// Mentions a column shows at first: more than a screen of them, and no more to send than that.
const FIRST_PAGE: u32 = 15;
/// Mentions added below when one reads on.
const PAGE: u32 = 30;
/// Stored posts a new query is held against, newest first, so that its column isn't empty.
const BACKFILL_POSTS_MAX: usize = 20_000;
/// Mentions a new query begins with at most.
const BACKFILL_MENTIONS_MAX: usize = 2_000;
/// Posts read from the store at once while back-filling.
const BACKFILL_PAGE: u32 = 500;

/// A column that takes longer is shown as one that failed: the others are not kept waiting by it.
const COLUMN_MAX: Duration = Duration::from_secs(5);

/// The next mentions below those shown.
pub struct Older {
    pub mentions: Vec<MentionView>,
    pub older: Option<u64>,
}

/// What the views of one board share.
struct Shared {
    sources: Vec<SourceView>,
    gaps: Vec<GapView>,
    lens: Lens,
}

impl Engine {
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
        let shared = self.shared(actor, locale).await?;
        let mut tx = self.db.read().await?;
        // Read before the mentions: what arrives meanwhile is sent again by the live stream, not missed.
        let seq = mention::max_seq(&mut tx, actor.org).await?;
        let seen = board::seen(&mut tx, actor.org, tab.id, actor.member).await?;
        let mut columns = Vec::new();
        for record in board::columns(&mut tx, actor.org, tab.id).await? {
            let read = self.column_view(&mut tx, &record, &seen, &shared);
            let read = tokio::time::timeout(COLUMN_MAX, read).await;
            let view = read.unwrap_or(Err(Error::Bug("a column took too long to read")));
            if view.is_err() {
                // What failed may have spoilt the transaction for the columns after it.
                tx = self.db.read().await?;
            }
            columns.push(view.unwrap_or_else(|error| failed(record, &error)));
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
        let shared = self.shared(actor, locale).await?;
        let mut tx = self.db.read().await?;
        let record = boards::visible_column(&mut tx, actor, id).await?;
        let seen = board::seen(&mut tx, actor.org, record.board, actor.member).await?;
        self.column_view(&mut tx, &record, &seen, &shared).await
    }

    /// The board a column is on.
    pub async fn board_of(&self, actor: &Actor, id: ColumnId) -> Result<BoardId, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        Ok(boards::visible_column(&mut tx, actor, id).await?.board)
    }

    /// The mentions of a column below `before`, a cursor of [`ColumnView::older`].
    pub async fn older(
        &self,
        actor: &Actor,
        id: ColumnId,
        before: u64,
        locale: Locale,
    ) -> Result<Older, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let record = boards::visible_column(&mut tx, actor, id).await?;
        let lens = Lens::read(&mut tx, actor, locale).await?;
        let (mentions, older) =
            mentions(&mut tx, actor.org, record.query, Some(before), &lens).await?;
        Ok(Older { mentions, older })
    }

    async fn shared(&self, actor: &Actor, locale: Locale) -> Result<Shared, Error> {
        let sources = self.sources(actor).await?;
        let mut tx = self.db.read().await?;
        let lens = Lens::read(&mut tx, actor, locale).await?;
        let open = coverage::open_gaps(&mut tx, actor.org).await?;
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
        Ok(Shared {
            sources,
            gaps,
            lens,
        })
    }

    async fn column_view(
        &self,
        tx: &mut Tx,
        record: &board::Column,
        seen: &[board::Seen],
        shared: &Shared,
    ) -> Result<ColumnView, Error> {
        let org = record.org;
        let saved = store::query::get(tx, org, record.query)
            .await?
            .ok_or(Error::NotFound)?;
        let (mentions, older) = mentions(tx, org, record.query, None, &shared.lens).await?;
        let day = counts::Day::read(tx, org, record.query, self.seams.now()).await?;
        let parsed = query::parse(&saved.canonical);
        let networks = parsed.valid().and_then(networks_of);
        let is_heard = |it: &&GapView| {
            networks
                .as_ref()
                .is_none_or(|all| all.contains(&it.network))
        };
        let seen = seen.iter().find(|it| it.column == record.id);
        Ok(ColumnView {
            id: record.id,
            query: record.query,
            title: record.name.clone(),
            query_text: text_of(&saved, shared.lens.locale),
            query_version: saved.version,
            paused: record.paused,
            count_24h: day.count(),
            hourly: day.hourly,
            change: day.change(),
            failed: false,
            mentions,
            older,
            seen: seen.map(|it| Seen {
                seq: it.seq,
                at: it.at,
            }),
            gaps: shared.gaps.iter().filter(is_heard).cloned().collect(),
        })
    }

    /// A column on a new query, which is held against what is stored before it hears the present.
    pub async fn column_add(
        &self,
        actor: &Actor,
        on: BoardId,
        title: &str,
        text: &str,
    ) -> Result<ColumnId, Error> {
        actor.require(Role::Editor)?;
        let title = crate::named("title", title)?;
        let valid = self.valid_query(actor.org, None, &title, text)?;
        let now = self.seams.now();
        let query = QueryId::from_uuid(self.seams.uuid());
        let column = ColumnId::from_uuid(self.seams.uuid());
        let known = self.backfill(actor.org, &valid.opened, None).await?;

        let gate = self.gate.lock().await;
        let late = self
            .backfill(actor.org, &valid.opened, Some(&known))
            .await?;
        let mut tx = self.db.write().await?;
        boards::visible(&mut tx, actor, on).await?;
        if board::columns(&mut tx, actor.org, on).await?.len() >= COLUMNS_MAX {
            return Err(Error::TooMany(COLUMNS_MAX as u64));
        }
        let position = board::column_order(&mut tx, actor.org, on).await?.len();
        let first = store::query::Change {
            name: &title,
            text,
            canonical: &valid.canonical,
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
            position: u32::try_from(position).unwrap_or(u32::MAX),
            paused: false,
            created_at: now,
        };
        board::insert_column(&mut tx, &record).await?;
        let seq = insert_found(&mut tx, actor.org, query, now, &late).await?;
        tx.commit().await?;
        self.matching
            .hold(actor.org, [Held::new(query, &title, valid.written)]);
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
    pub async fn column_edit(
        &self,
        actor: &Actor,
        id: ColumnId,
        title: &str,
        text: &str,
        version: u64,
    ) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let title = crate::named("title", title)?;
        let now = self.seams.now();
        let record = boards::visible_column(&mut self.db.read().await?, actor, id).await?;
        let valid = self.valid_query(actor.org, Some(record.query), &title, text)?;
        let saved = store::query::get(&mut self.db.read().await?, actor.org, record.query).await?;
        let is_same = saved.is_some_and(|it| it.canonical == valid.canonical);
        let known = if is_same {
            Found::default()
        } else {
            self.backfill(actor.org, &valid.opened, None).await?
        };

        let gate = self.gate.lock().await;
        let late = if is_same {
            known
        } else {
            self.backfill(actor.org, &valid.opened, Some(&known))
                .await?
        };
        let mut tx = self.db.write().await?;
        board::rename_column(&mut tx, actor.org, id, &title).await?;
        let change = store::query::Change {
            name: &title,
            text,
            canonical: &valid.canonical,
            by: Some(actor.member),
            at: now,
        };
        match store::query::update(&mut tx, actor.org, record.query, version, &change).await? {
            store::query::Updated::To(_) => {}
            store::query::Updated::Missing => return Err(Error::NotFound),
            store::query::Updated::Stale(_) => return Err(Error::Conflict),
        }
        let renaming = Renaming {
            kind: NameKind::Query,
            from: &record.name,
            to: &title,
            by: actor.member,
            at: now,
        };
        let is_meant = self.matching.current().named(actor.org, &record.name) == Some(record.query);
        let mut held = if is_meant {
            queries::rename(&mut tx, actor.org, &renaming).await?
        } else {
            Vec::new()
        };
        if !is_same {
            while mention::clear(&mut tx, actor.org, record.query, BACKFILL_PAGE).await? > 0 {}
            insert_found(&mut tx, actor.org, record.query, now, &late).await?;
        }
        tx.commit().await?;
        held.push(Held::new(record.query, &title, valid.written));
        self.matching.hold(actor.org, held);
        drop(gate);
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
        boards::visible_column(&mut tx, actor, id).await?;
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
            let held = self.matching.current();
            let hits = tokio::task::spawn_blocking(move || {
                let is_news =
                    |it: &&post::Stored| horizon.is_none_or(|horizon| it.received_at > horizon);
                let mut newest = None;
                let mut hits = Vec::new();
                for stored in posts.iter().filter(is_news) {
                    newest = newest.max(Some(stored.received_at));
                    let doc = held.doc(org, &stored.post, stored.lang, stored.source);
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

/// The place of a column that could not be read: it says so, and the others stand.
fn failed(record: board::Column, error: &Error) -> ColumnView {
    let id = record.id;
    tracing::warn!(column.id = %id, %error, "the board goes without column {id}: {error}");
    ColumnView {
        id,
        query: record.query,
        title: record.name,
        query_text: String::new(),
        query_version: 0,
        paused: record.paused,
        count_24h: 0,
        hourly: [0; 24],
        change: Change24h::Unknown,
        failed: true,
        mentions: Vec::new(),
        older: None,
        seen: None,
        gaps: Vec::new(),
    }
}

/// A page of a column, with the posts they answer or quote.
async fn mentions(
    tx: &mut Tx,
    org: OrgId,
    query: QueryId,
    before: Option<u64>,
    lens: &Lens,
) -> Result<(Vec<MentionView>, Option<u64>), Error> {
    let size = if before.is_some() { PAGE } else { FIRST_PAGE };
    let records = mention::page(tx, org, query, before, size).await?;
    let older = records
        .last()
        .filter(|_| records.len() == size as usize)
        .map(|it| it.seq);
    Ok((lens.look(tx, org, records).await?, older))
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

/// A query in the reader's spelling.
pub(crate) fn text_of(saved: &store::query::Query, locale: Locale) -> String {
    let parsed = query::parse(&saved.canonical);
    parsed.valid().map_or_else(
        || saved.text.clone(),
        |it| query::print(it, spelling(locale)),
    )
}

pub(crate) const fn spelling(locale: Locale) -> Spelling {
    match locale {
        Locale::Fr => Spelling::French,
        Locale::En => Spelling::English,
    }
}

#[cfg(test)]
mod tests;
