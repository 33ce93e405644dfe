//! Finding a place of the house by a few letters: boards, columns, sources, lists.

use std::collections::HashSet;

use model::{BoardId, ColumnId, ListId, Locale, QueryId, Role, SourceId};
use store::{board, list, query, source};

use crate::{Actor, Engine, Error, boards, listen};

/// What a person looks at before they type more.
const FOUND_MAX: usize = 20;
/// Longer texts are no search.
const ASKED_CHARS_MAX: usize = 200;

/// A place that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub place: Place,
    pub title: String,
    /// What tells it from others of the same name: the text of a query or of a column, a source's address, the number
    /// of a list's authors. Empty for a board.
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Board(BoardId),
    Column {
        board: BoardId,
        column: ColumnId,
    },
    /// Where the query of a column is worked on.
    Query(QueryId),
    Source(SourceId),
    List(ListId),
}

impl Engine {
    /// The places whose name or query has all the words of `text`, the best first; all boards for an
    /// empty text.
    pub async fn find(
        &self,
        actor: &Actor,
        text: &str,
        locale: Locale,
    ) -> Result<Vec<Found>, Error> {
        actor.require(Role::Viewer)?;
        let asked: String = text.chars().take(ASKED_CHARS_MAX).collect();
        let asked = text::fold(&asked);
        let words: Vec<&str> = asked.split_whitespace().collect();
        let mut found = self.places(actor, locale).await?;
        if words.is_empty() {
            found.retain(|it| matches!(it.place, Place::Board(_)));
        }
        let mut ranked: Vec<(u8, Found)> = found
            .into_iter()
            .filter_map(|it| Some((rank(&it, &words)?, it)))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.truncate(FOUND_MAX);
        Ok(ranked.into_iter().map(|(_, it)| it).collect())
    }

    /// Every place this person can go to.
    async fn places(&self, actor: &Actor, locale: Locale) -> Result<Vec<Found>, Error> {
        let mut tx = self.db.read().await?;
        let queries = query::list(&mut tx, actor.org).await?;
        let (mut places, mut shown) = (Vec::new(), HashSet::new());
        for tab in boards::all_visible(&mut tx, actor).await? {
            places.push(Found {
                place: Place::Board(tab.id),
                title: tab.name,
                detail: String::new(),
            });
            for column in board::columns(&mut tx, actor.org, tab.id).await? {
                let saved = queries.iter().find(|it| it.id == column.query);
                shown.insert(column.query);
                places.push(Found {
                    place: Place::Column {
                        board: tab.id,
                        column: column.id,
                    },
                    title: column.name,
                    detail: saved.map_or_else(String::new, |it| listen::text_of(it, locale)),
                });
            }
        }
        for record in source::list(&mut tx, actor.org).await? {
            let config = networks::SourceConfig::from_json(&record.config);
            places.push(Found {
                place: Place::Source(record.id),
                title: record.name,
                detail: config.map(|it| it.address()).unwrap_or_default(),
            });
        }
        for record in list::list(&mut tx, actor.org).await? {
            places.push(Found {
                place: Place::List(record.id),
                detail: crate::lists::handles_of(&record).len().to_string(),
                title: record.name,
            });
        }
        for saved in queries.iter().filter(|it| shown.contains(&it.id)) {
            places.push(Found {
                place: Place::Query(saved.id),
                title: saved.name.clone(),
                detail: listen::text_of(saved, locale),
            });
        }
        Ok(places)
    }
}

/// How well a place answers, 0 the best; `None` when a word is nowhere.
fn rank(found: &Found, words: &[&str]) -> Option<u8> {
    let title = text::fold(&found.title);
    let detail = text::fold(&found.detail);
    let in_title = |word: &&str| title.contains(*word);
    if !words.iter().all(|it| in_title(it) || detail.contains(*it)) {
        return None;
    }
    let begins_word = |word: &&str| {
        title
            .split(|it: char| !it.is_alphanumeric())
            .any(|it| it.starts_with(*word))
    };
    Some(match words.first() {
        Some(first) if title.starts_with(first) && words.iter().all(begins_word) => 0,
        _ if words.iter().all(begins_word) => 1,
        _ if words.iter().all(in_title) => 2,
        _ => 3,
    })
}

#[cfg(test)]
mod tests;
