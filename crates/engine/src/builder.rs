//! What the page of a query knows beside the query: the versions it had, what people judged of what
//! it finds, and what they might set aside for it.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use model::{BoardId, ColumnId, Locale, PostId, QueryId, Role};
use query::{Blocks, Changed, Doc, Expr, FieldSpan, Reason, Spelling, Term};
use store::{Tx, board, judgement, member, post};

use crate::{Actor, Engine, Error, boards, listen::spelling, search::opened_blocks};

mod precision;

pub use precision::Precision;

/// Versions read at once.
const VERSIONS_PAGE: u32 = 20;
/// Judged posts a query is measured on, the last ones: people change their minds, and queries change.
const JUDGED_MAX: u32 = 500;
/// What is proposed at once: more is not read.
const PROPOSALS_MAX: usize = 3;
/// Shorter words say too little to be set aside alone.
const WORD_CHARS_MIN: usize = 4;
/// Words from a matched one to the end of the expression it may be part of.
const AROUND_MAX: usize = 2;
/// A word that is near no matched one must be off topic in so many posts before it is proposed.
const ALONE_POSTS_MIN: u64 = 2;

/// A saved query as its page begins with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQuery {
    pub id: QueryId,
    pub name: String,
    /// In the reader's spelling.
    pub text: String,
    pub version: u64,
    /// Where it is shown; the first place if there are several.
    pub column: ColumnId,
    pub board: BoardId,
}

/// Why a post is in a column, by its query as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostWhy {
    pub query: QueryId,
    /// In the reader's spelling; its blocks are those the reasons tell of.
    pub text: String,
    pub reasons: Vec<Reason>,
}

/// One version a query had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionView {
    pub version: u64,
    pub name: String,
    /// In the reader's spelling.
    pub text: String,
    /// Who wrote it, as long as they are here.
    pub by: Option<String>,
    pub at: Timestamp,
    /// What it changed in the version before; empty for the first one, and when it only put the same
    /// parts together otherwise.
    pub changes: Vec<Changed>,
    /// What it was called before, if the name changed.
    pub renamed_from: Option<String>,
}

/// A page of versions, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    pub versions: Vec<VersionView>,
    /// Pass it to [`Engine::query_versions`] for the page below; `None` at the end.
    pub older: Option<u64>,
}

/// What people judged of a query, seen with a text for it that may not be saved yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// Every word said: whether the post is the matter.
    pub words: BTreeMap<PostId, bool>,
    /// Of the judged posts that the text finds.
    pub precision: Precision,
    /// Judged to be the matter, and not found by the text.
    pub missed: u64,
    pub proposals: Vec<Proposal>,
}

/// Something to set aside: off-topic posts have it, and none that is the matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Words to exclude, as they are typed.
    pub text: String,
    /// Posts judged off topic that would no longer be found.
    pub off_topic: u64,
}

impl Engine {
    /// A query that this person sees on some board.
    pub async fn saved_query(
        &self,
        actor: &Actor,
        id: QueryId,
        locale: Locale,
    ) -> Result<SavedQuery, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let column = column_of(&mut tx, actor, id).await?;
        let saved = store::query::get(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        Ok(SavedQuery {
            id,
            text: crate::listen::text_of(&saved, locale),
            name: saved.name,
            version: saved.version,
            column: column.id,
            board: column.board,
        })
    }

    /// Which parts of a column's query a post answers, what only the house knows included.
    pub async fn post_why(
        &self,
        actor: &Actor,
        column: ColumnId,
        post: PostId,
        locale: Locale,
    ) -> Result<PostWhy, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let query = boards::visible_column(&mut tx, actor, column).await?.query;
        let saved = store::query::get(&mut tx, actor.org, query)
            .await?
            .ok_or(Error::NotFound)?;
        let found = post::get(&mut tx, actor.org, &[post]).await?;
        let found = found.into_iter().next().ok_or(Error::NotFound)?;
        let text = crate::listen::text_of(&saved, locale);
        let held = self.matching.current();
        let doc = held.doc(actor.org, &found.post, found.lang, found.source);
        let reasons = opened_blocks(&held, actor.org, &text).reasons(&doc);
        Ok(PostWhy {
            query,
            text,
            reasons,
        })
    }

    /// The versions it had, strictly before `before`, each with what it changed.
    pub async fn query_versions(
        &self,
        actor: &Actor,
        id: QueryId,
        before: Option<u64>,
        locale: Locale,
    ) -> Result<Versions, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        column_of(&mut tx, actor, id).await?;
        // One more than is shown: the last one shown needs the one before it.
        let records =
            store::query::history(&mut tx, actor.org, id, before, VERSIONS_PAGE + 1).await?;
        let members = member::list(&mut tx, actor.org).await?;
        let blocks: Vec<Blocks> = records
            .iter()
            .map(|it| Blocks::of(query::parse(&it.canonical).expr.as_ref()))
            .collect();
        let mut versions = Vec::new();
        for (at, record) in records.iter().take(VERSIONS_PAGE as usize).enumerate() {
            let earlier = records.get(at + 1).zip(blocks.get(at + 1));
            versions.push(VersionView {
                version: record.version,
                name: record.name.clone(),
                text: written(&record.canonical, spelling(locale)),
                by: members
                    .iter()
                    .find(|it| Some(it.id) == record.by)
                    .map(|it| it.name.clone()),
                at: record.at,
                changes: earlier.map_or_else(Vec::new, |(_, it)| it.changes_to(&blocks[at])),
                renamed_from: earlier
                    .map(|(it, _)| it.name.clone())
                    .filter(|it| *it != record.name),
            });
        }
        let is_all = records.len() <= VERSIONS_PAGE as usize;
        let older = versions.last().filter(|_| !is_all).map(|it| it.version);
        Ok(Versions { versions, older })
    }

    /// Makes a version it had its newest one; the one before stays a version like the others. `seen`
    /// is the version the person saw.
    pub async fn query_return(
        &self,
        actor: &Actor,
        id: QueryId,
        to: u64,
        seen: u64,
    ) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.read().await?;
        let column = column_of(&mut tx, actor, id).await?;
        let until = to.checked_add(1).ok_or(Error::NotFound)?;
        let found = store::query::history(&mut tx, actor.org, id, Some(until), 1).await?;
        let version = found
            .into_iter()
            .find(|it| it.version == to)
            .ok_or(Error::NotFound)?;
        drop(tx);
        self.column_edit(actor, column.id, &version.name, &version.text, seen)
            .await
    }

    /// Says whether a post is the matter of a query; `None` takes back what was said.
    pub async fn judge(
        &self,
        actor: &Actor,
        id: QueryId,
        post: PostId,
        relevant: Option<bool>,
    ) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        column_of(&mut tx, actor, id).await?;
        let said = relevant.map(|relevant| judgement::Judgement {
            post,
            relevant,
            by: Some(actor.member),
            at: self.seams.now(),
        });
        let is_known = match said {
            Some(said) => judgement::set(&mut tx, actor.org, id, &said).await?,
            // What was never said is taken back as well as what was.
            None => {
                judgement::clear(&mut tx, actor.org, id, post).await?;
                true
            }
        };
        if !is_known {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// What people judged of the query, and what that says of `text`.
    pub async fn judged(&self, actor: &Actor, id: QueryId, text: &str) -> Result<Judged, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        column_of(&mut tx, actor, id).await?;
        let said = judgement::recent(&mut tx, actor.org, id, JUDGED_MAX).await?;
        let words: BTreeMap<PostId, bool> = said.iter().map(|it| (it.post, it.relevant)).collect();
        let ids: Vec<PostId> = said.iter().map(|it| it.post).collect();
        let posts = post::get(&mut tx, actor.org, &ids).await?;
        drop(tx);
        let held = self.matching.current();
        let (org, text) = (actor.org, text.to_owned());
        let measured = tokio::task::spawn_blocking(move || {
            let parsed = query::parse(&text);
            let names = held.names(org, Some(id));
            let Some(expr) = parsed.valid().and_then(|it| names.open(it, None).ok()) else {
                return Judged {
                    words,
                    ..Judged::default()
                };
            };
            let judged: Vec<JudgedPost> = posts
                .into_iter()
                .map(|it| JudgedPost {
                    doc: held.doc(org, &it.post, it.lang, it.source),
                    relevant: words.get(&it.id).copied().unwrap_or_default(),
                    said: it.post.text.as_raw().to_owned(),
                })
                .collect();
            measure(&expr, &judged, words)
        });
        measured
            .await
            .map_err(|_| Error::Bug("measuring a query panicked"))
    }
}

/// The first column of a query that this person sees.
async fn column_of(tx: &mut Tx, actor: &Actor, id: QueryId) -> Result<board::Column, Error> {
    for record in boards::all_visible(tx, actor).await? {
        let columns = board::columns(tx, actor.org, record.id).await?;
        if let Some(column) = columns.into_iter().find(|it| it.query == id) {
            return Ok(column);
        }
    }
    Err(Error::NotFound)
}

/// A stored text in the reader's spelling.
fn written(canonical: &str, spelling: Spelling) -> String {
    let parsed = query::parse(canonical);
    parsed
        .valid()
        .map_or_else(|| canonical.to_owned(), |it| query::print(it, spelling))
}

/// A post somebody judged.
struct JudgedPost {
    doc: Doc,
    relevant: bool,
    said: String,
}

fn measure(expr: &Expr, judged: &[JudgedPost], words: BTreeMap<PostId, bool>) -> Judged {
    let mut measured = Judged {
        words,
        ..Judged::default()
    };
    let mut off_topic = Vec::new();
    for post in judged {
        match (query::evaluate(expr, &post.doc), post.relevant) {
            (Some(_), true) => {
                measured.precision.judged += 1;
                measured.precision.relevant += 1;
            }
            (Some(why), false) => {
                measured.precision.judged += 1;
                off_topic.push((post, why.spans));
            }
            (None, true) => measured.missed += 1,
            (None, false) => {}
        }
    }
    measured.proposals = proposals(expr, judged, &off_topic);
    measured
}

/// Expressions around what was matched, and words that come again, of which no post that is the
/// matter has any; those that set most aside first.
fn proposals(
    expr: &Expr,
    judged: &[JudgedPost],
    off_topic: &[(&JudgedPost, Vec<FieldSpan>)],
) -> Vec<Proposal> {
    let mut candidates: BTreeMap<String, bool> = BTreeMap::new();
    for (post, spans) in off_topic {
        for (words, is_near) in around(&post.said, spans) {
            *candidates.entry(words).or_default() |= is_near;
        }
    }
    let asked = sought(expr);
    let mut ranked: Vec<(bool, Proposal)> = Vec::new();
    for (text, is_near) in candidates {
        let Some(term) = Term::new(&text).map(Expr::Term) else {
            continue;
        };
        let has = |post: &JudgedPost| query::evaluate(&term, &post.doc).is_some();
        let is_wanted = asked.contains(&text) || judged.iter().any(|it| it.relevant && has(it));
        if is_wanted {
            continue;
        }
        let n = off_topic.iter().filter(|(it, _)| has(it)).count() as u64;
        if is_near || n >= ALONE_POSTS_MIN {
            ranked.push((is_near, Proposal { text, off_topic: n }));
        }
    }
    ranked.sort_by(|(a_near, a), (b_near, b)| {
        let by_effect = b.off_topic.cmp(&a.off_topic).then(b_near.cmp(a_near));
        by_effect.then(a.text.len().cmp(&b.text.len()))
    });
    let mut chosen: Vec<Proposal> = Vec::new();
    for (_, proposal) in ranked {
        // « roulettes » says nothing that « patin à roulettes » did not.
        let is_said = chosen
            .iter()
            .any(|it| it.text.contains(&proposal.text) || proposal.text.contains(&it.text));
        if !is_said && chosen.len() < PROPOSALS_MAX {
            chosen.push(proposal);
        }
    }
    chosen
}

/// The words of a query, folded: what it looks for is not what it sets aside.
fn sought(expr: &Expr) -> HashSet<String> {
    let written = query::print(expr, Spelling::English);
    let tokens = text::tokenise(&written).tokens;
    tokens.iter().map(|it| it.term.to_string()).collect()
}

/// Whether a word, folded, says what a post is about.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= WORD_CHARS_MIN && !text::lang::is_grammar(word)
}

/// From the text of a post: each matched word with the words that follow and precede it up to the
/// next telling one (`true`), and every telling word by itself.
fn around(said: &str, spans: &[FieldSpan]) -> Vec<(String, bool)> {
    let tokens = text::tokenise(said).tokens;
    let words: Vec<_> = tokens
        .iter()
        .filter(|it| it.kind == text::TokenKind::Word)
        .collect();
    let tells = |at: usize| is_telling(&words[at].term);
    let is_matched = |at: usize| {
        let it = words[at];
        let is_in = |span: &FieldSpan| span.start <= it.start && it.end <= span.end;
        spans
            .iter()
            .any(|span| span.field == query::Field::Text && is_in(span))
    };
    let joined = |from: usize, to: usize| {
        let terms: Vec<&str> = words[from..=to].iter().map(|it| &*it.term).collect();
        terms.join(" ")
    };
    let mut found = Vec::new();
    for at in 0..words.len() {
        if is_matched(at) {
            let after = (at + 1..words.len()).take(AROUND_MAX).find(|it| tells(*it));
            let before = (0..at).rev().take(AROUND_MAX).find(|it| tells(*it));
            found.extend(after.map(|it| (joined(at, it), true)));
            found.extend(before.map(|it| (joined(it, at), true)));
        } else if tells(at) {
            found.push((words[at].term.to_string(), false));
        }
    }
    found
}

#[cfg(test)]
mod tests;
