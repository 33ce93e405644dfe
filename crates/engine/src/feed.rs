//! What a live page is told: new mentions of its columns, posts that are gone, sources that changed.
//!
//! A hint from the hub wakes it; what it tells is read from the store, after the last number it told.
//! So a page that lost its connection resumes where it was, and nothing depends on the hint.

use std::collections::HashSet;

use model::{BoardId, ColumnId, Locale, PostId, QueryId, Role};
use store::{board, mention};

use crate::{
    Actor, Engine, Error, MentionView, boards,
    lens::Lens,
    live::{Change, Heard, Watch},
};

/// Mentions of one column told at once; a page that missed more reloads the column.
const AT_ONCE_MAX: u32 = 50;

/// What happened on a board.
#[derive(Clone, Debug)]
pub enum News {
    /// New mentions, oldest first; `seq` is where to resume.
    Mentions { columns: Vec<NewMentions>, seq: u64 },
    /// Posts deleted on their network: take them off the page.
    Gone(Vec<PostId>),
    /// The state of sources changed: the strip and the live state should be read again.
    Sources,
    /// The board or a column was changed by somebody: read the page again.
    Board,
    /// Too much was missed to be told piece by piece: read the page again.
    Resync { seq: u64 },
}

#[derive(Clone, Debug)]
pub struct NewMentions {
    pub column: ColumnId,
    pub mentions: Vec<MentionView>,
}

/// One page that watches a board.
pub struct LiveFeed {
    engine: Engine,
    actor: Actor,
    board: BoardId,
    locale: Locale,
    columns: Vec<(ColumnId, QueryId)>,
    seq: u64,
    watch: Watch,
    /// Look before the first hint: something may have come between the page and the stream.
    is_first: bool,
}

impl Engine {
    /// Watches `board` from after mention number `after`.
    pub async fn live(
        &self,
        actor: &Actor,
        board: BoardId,
        after: u64,
        locale: Locale,
    ) -> Result<LiveFeed, Error> {
        actor.require(Role::Viewer)?;
        // Watching starts before reading, so that nothing falls between.
        let watch = self.hub.watch();
        let mut tx = self.db.read().await?;
        boards::visible(&mut tx, actor, board).await?;
        let columns = board::columns(&mut tx, actor.org, board).await?;
        self.metrics.live_pages.inc();
        Ok(LiveFeed {
            engine: self.clone(),
            actor: *actor,
            board,
            locale,
            columns: columns.into_iter().map(|it| (it.id, it.query)).collect(),
            seq: after,
            watch,
            is_first: true,
        })
    }
}

impl LiveFeed {
    /// The next news; `None` when the engine stops. Cancel-safe: what was read is told again.
    pub async fn next(&mut self) -> Option<News> {
        loop {
            if self.is_first {
                let news = self.read(None).await;
                self.is_first = false;
                match news {
                    Some(news) => return Some(news),
                    None => continue,
                }
            }
            let news = match self.watch.next().await? {
                Heard::Resync => Some(News::Resync {
                    seq: self.latest().await,
                }),
                Heard::Change(change) if change.org() != self.actor.org => None,
                Heard::Change(Change::Mentions { queries, .. }) => self.read(Some(&queries)).await,
                Heard::Change(Change::Gone { posts, .. }) => Some(News::Gone(posts.to_vec())),
                Heard::Change(Change::Source { .. }) => Some(News::Sources),
                // A page shows names when it is read next; it isn't moved for them.
                Heard::Change(Change::Named { .. }) => None,
                Heard::Change(Change::Board { board, .. }) => {
                    (board == self.board).then_some(News::Board)
                }
            };
            if news.is_some() {
                return news;
            }
        }
    }

    async fn latest(&mut self) -> u64 {
        if let Ok(mut tx) = self.engine.db.read().await
            && let Ok(seq) = mention::max_seq(&mut tx, self.actor.org).await
        {
            self.seq = seq;
        }
        self.seq
    }

    /// What came after `seq` in the columns concerned (all when `queries` is `None`).
    async fn read(&mut self, queries: Option<&[QueryId]>) -> Option<News> {
        let wanted: Option<HashSet<&QueryId>> = queries.map(|it| it.iter().collect());
        match self.try_read(wanted.as_ref()).await {
            Ok(news) => news,
            Err(error) => {
                // The next hint reads from the same number: nothing is lost, only later.
                tracing::warn!(%error, "a live page could not read what is new: {error}");
                None
            }
        }
    }

    async fn try_read(
        &mut self,
        wanted: Option<&HashSet<&QueryId>>,
    ) -> Result<Option<News>, Error> {
        if wanted.is_some_and(|it| !self.columns.iter().any(|(_, query)| it.contains(query))) {
            return Ok(None);
        }
        let org = self.actor.org;
        let mut tx = self.engine.db.read().await?;
        let until = mention::max_seq(&mut tx, org).await?;
        let lens = Lens::read(&mut tx, &self.actor, self.locale).await?;
        let mut columns = Vec::new();
        // All columns, not only those of the hint: one number then says how far all have been told.
        for (column, query) in &self.columns {
            let records = mention::after(&mut tx, org, *query, self.seq, AT_ONCE_MAX).await?;
            if records.len() == AT_ONCE_MAX as usize {
                self.seq = until;
                return Ok(Some(News::Resync { seq: until }));
            }
            if !records.is_empty() {
                columns.push(NewMentions {
                    column: *column,
                    mentions: lens.look(&mut tx, org, records).await?,
                });
            }
        }
        self.seq = until;
        Ok((!columns.is_empty()).then_some(News::Mentions {
            columns,
            seq: until,
        }))
    }
}

impl Drop for LiveFeed {
    fn drop(&mut self) {
        self.engine.metrics.live_pages.dec();
    }
}
