//! How a mention looks to one reader: what it answers, whether it is ours, a question, in another
//! language.

use model::{Lang, Locale, OrgId, Post, PostKind};
use store::{Tx, mention, post};

use crate::{Actor, Error, MentionView, organisation, spans};

/// What a reader's view of any mention depends on.
pub(crate) struct Lens {
    pub(crate) locale: Locale,
    own: OwnAccounts,
}

impl Lens {
    pub(crate) async fn read(tx: &mut Tx, actor: &Actor, locale: Locale) -> Result<Self, Error> {
        Ok(Self {
            locale,
            own: organisation::own_accounts(tx, actor.org).await?,
        })
    }

    /// Mentions with the posts they answer, quote or repost.
    pub(crate) async fn look(
        &self,
        tx: &mut Tx,
        org: OrgId,
        records: Vec<mention::Mention>,
    ) -> Result<Vec<MentionView>, Error> {
        let mut views = Vec::with_capacity(records.len());
        for record in records {
            let context = match &record.post.post.kind {
                PostKind::Reply { to: of, .. }
                | PostKind::Quote { of }
                | PostKind::Repost { of } => {
                    post::find(tx, org, of).await?.map(|it| Box::new(it.post))
                }
                PostKind::Post | PostKind::Article => None,
            };
            let said = &record.post.post;
            views.push(MentionView {
                seq: record.seq,
                post_id: record.post.id,
                lang: record.post.lang,
                spans: spans::from_json(&record.spans),
                received_at: record.post.received_at,
                ours: self.own.contains(said),
                question: text::is_question(said.text.as_raw()),
                foreign: record
                    .post
                    .lang
                    .is_some_and(|it| it != lang_of(self.locale)),
                post: record.post.post,
                context,
            });
        }
        Ok(views)
    }
}

const fn lang_of(locale: Locale) -> Lang {
    match locale {
        Locale::Fr => Lang::FRENCH,
        Locale::En => Lang::ENGLISH,
    }
}

/// The handles of the organisation's own accounts, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OwnAccounts(std::collections::HashSet<String>);

impl OwnAccounts {
    pub(crate) fn new<'a>(handles: impl IntoIterator<Item = &'a str>) -> Self {
        Self(handles.into_iter().map(fold_handle).collect())
    }

    /// Whether it is one of them, folded.
    pub(crate) fn has(&self, handle: &str) -> bool {
        self.0.contains(handle)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether one of them wrote `post`: by the handle as shown, or with the server it is on.
    pub(crate) fn contains(&self, post: &Post) -> bool {
        !self.0.is_empty() && handles_of_author(post).any(|it| self.0.contains(&it))
    }
}

/// What a post's author is called, folded: the handle as shown, and with the server it is on.
pub(crate) fn handles_of_author(post: &Post) -> impl Iterator<Item = String> {
    let handle = fold_handle(post.author.handle.as_raw());
    let full = (!post.at.host.is_empty() && !handle.contains('@'))
        .then(|| format!("{handle}@{}", text::fold(&post.at.host)));
    let is_known = !handle.is_empty();
    [Some(handle), full]
        .into_iter()
        .flatten()
        .filter(move |_| is_known)
}

pub(crate) fn fold_handle(handle: &str) -> String {
    text::fold(handle.trim().trim_start_matches('@'))
}
