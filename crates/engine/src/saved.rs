//! Every saved query with where it is used, who changed it last and how much it brings.

use std::collections::HashMap;

use jiff::Timestamp;
use model::{BoardId, ColumnId, Locale, QueryId, Role, time};
use query::Name;
use store::{board, member, mention};

use crate::{
    Actor, Engine, Error, boards,
    counts::{HOUR_US, hour_of},
    listen,
};

const HOURS: usize = 24;

/// A query that this person sees on some board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryLine {
    pub id: QueryId,
    pub name: String,
    /// In the reader's spelling.
    pub text: String,
    pub changed_at: Timestamp,
    /// Who wrote it as it is now, as long as they are here.
    pub changed_by: Option<String>,
    /// The columns that show it, in the order of boards.
    pub places: Vec<QueryPlace>,
    /// Names of the queries that ask for it by its name.
    pub named_by: Vec<String>,
    /// The last 24 hours, oldest first; the last is the running hour.
    pub hourly: [u64; HOURS],
}

impl QueryLine {
    /// Posts of the last 24 hours.
    #[must_use]
    pub fn count_24h(&self) -> u64 {
        self.hourly.iter().sum()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryPlace {
    pub board: BoardId,
    pub board_name: String,
    pub column: ColumnId,
}

impl Engine {
    /// The saved queries, by name.
    pub async fn queries(&self, actor: &Actor, locale: Locale) -> Result<Vec<QueryLine>, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let mut places: HashMap<QueryId, Vec<QueryPlace>> = HashMap::new();
        for record in boards::all_visible(&mut tx, actor).await? {
            for column in board::columns(&mut tx, actor.org, record.id).await? {
                places.entry(column.query).or_default().push(QueryPlace {
                    board: record.id,
                    board_name: record.name.clone(),
                    column: column.id,
                });
            }
        }
        let members = member::list(&mut tx, actor.org).await?;
        let writers = store::query::writers(&mut tx, actor.org).await?;
        let writers: HashMap<QueryId, _> =
            writers.into_iter().map(|it| (it.query, it.by)).collect();
        let first = hour_of(self.seams.now()) - (HOURS as i64 - 1) * HOUR_US;
        let (from, to) = (first, first + HOURS as i64 * HOUR_US);
        let (from, to) = (time::from_micros(from), time::from_micros(to));
        let mut hourly: HashMap<QueryId, [u64; HOURS]> = HashMap::new();
        for it in mention::hourly_of_all(&mut tx, actor.org, from, to).await? {
            let at = (it.at.as_microsecond() - first) / HOUR_US;
            let hours = hourly.entry(it.query).or_default();
            if let Some(hour) = usize::try_from(at).ok().and_then(|at| hours.get_mut(at)) {
                *hour = it.n;
            }
        }
        let all = store::query::list(&mut tx, actor.org).await?;
        drop(tx);
        let naming = naming(&all, |it| places.contains_key(&it));
        let lines = all.iter().filter_map(|it| {
            let places = places.get(&it.id)?.clone();
            let by = writers.get(&it.id).copied().flatten();
            let named = Name::new(&it.name).and_then(|it| naming.get(&it));
            Some(QueryLine {
                id: it.id,
                name: it.name.clone(),
                text: listen::text_of(it, locale),
                changed_at: it.updated_at,
                changed_by: by.and_then(|by| {
                    let member = members.iter().find(|member| member.id == by);
                    member.map(|it| it.name.clone())
                }),
                places,
                named_by: named.cloned().unwrap_or_default(),
                hourly: hourly.get(&it.id).copied().unwrap_or_default(),
            })
        });
        let mut lines: Vec<QueryLine> = lines.collect();
        lines.sort_by_cached_key(|it| (text::fold(&it.name), it.id));
        Ok(lines)
    }
}

/// By the name of a query, those that ask for it, among the ones this person sees.
fn naming(
    all: &[store::query::Query],
    is_seen: impl Fn(QueryId) -> bool,
) -> HashMap<Name, Vec<String>> {
    let mut naming: HashMap<Name, Vec<String>> = HashMap::new();
    for saved in all.iter().filter(|it| is_seen(it.id)) {
        let parsed = query::parse(&saved.canonical);
        let Some(expr) = parsed.valid() else { continue };
        for name in query::queries_named(expr) {
            let by = naming.entry(name.clone()).or_default();
            by.push(saved.name.clone());
        }
    }
    naming
}

#[cfg(test)]
mod tests;
