//! Posts found as pages show them, each with the parts of the query it answers.

use std::collections::HashMap;

use model::{Locale, PostId, QueryId};
use query::{Blocks, Expr};
use store::{mention::Mention, post};

use super::{Explained, Question, doc};
use crate::{Actor, Engine, Error, lens::Lens, matching::QuerySet, spans};

/// By what posts are explained.
pub(super) struct Why<'a> {
    /// Whose words are marked.
    pub(super) expr: &'a Expr,
    pub(super) blocks: Blocks,
}

impl Question {
    /// The blocks of a text, with saved queries in the place of their names: what can be held against a
    /// post.
    pub(super) fn opened_blocks(&self, text: &str) -> Blocks {
        opened_blocks(&self.queries, self.org, text)
    }
}

pub(crate) fn opened_blocks(queries: &QuerySet, org: model::OrgId, text: &str) -> Blocks {
    let names = queries.names(org, None);
    let open = |part: &Expr| names.open(part, None).unwrap_or_else(|_| part.clone());
    Blocks::read(text).unwrap_or_default().map(open)
}

impl Engine {
    /// Posts in the order given; those deleted since are missing.
    pub(super) async fn explained(
        &self,
        actor: &Actor,
        question: &Question,
        why: &Why<'_>,
        ids: &[PostId],
        locale: Locale,
    ) -> Result<Vec<Explained>, Error> {
        let mut tx = self.db.read().await?;
        let lens = Lens::read(&mut tx, actor, locale).await?;
        let posts = post::get(&mut tx, actor.org, ids).await?;
        let mut by_id: HashMap<PostId, post::Stored> =
            posts.into_iter().map(|it| (it.id, it)).collect();
        let (mut records, mut reasons) = (Vec::new(), Vec::new());
        for id in ids {
            let Some(stored) = by_id.remove(id) else {
                continue;
            };
            let doc = doc(&question.queries, actor.org, &stored, question.now);
            reasons.push(why.blocks.reasons(&doc));
            let found = query::evaluate(why.expr, &doc).unwrap_or_default();
            records.push(Mention {
                seq: 0,
                query: QueryId::from_uuid(stored.id.as_uuid()),
                seen_at: stored.received_at,
                spans: spans::to_json(&found.spans),
                post: stored,
            });
        }
        let mentions = lens.look(&mut tx, actor.org, records).await?;
        let explained = mentions.into_iter().zip(reasons);
        Ok(explained
            .map(|(mention, reasons)| Explained { mention, reasons })
            .collect())
    }
}
