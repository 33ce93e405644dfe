//! What an organisation knows beside its posts, as queries may ask for it: the names of its sources,
//! its lists, the accounts that are its own, where its days begin. Held in memory, renewed when a
//! person changes any of it.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use model::{OrgId, Post, SourceId, SpanKind};
use query::{Facts, Name, Names};
use store::{Tx, list, org, source};

use crate::{
    Engine, Error,
    lens::{OwnAccounts, handles_of_author},
    lists, organisation,
};

/// One organisation's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Knowledge {
    sources: HashMap<SourceId, Box<str>>,
    /// The lists that each folded handle is on.
    lists: HashMap<String, Vec<Box<str>>>,
    own: OwnAccounts,
    zone: Option<TimeZone>,
    /// The names as people wrote them, to check queries by.
    names: Names,
}

impl Knowledge {
    pub(crate) async fn read(tx: &mut Tx, org: OrgId) -> Result<Self, Error> {
        let folded = |name: &str| Name::new(name).map(|it| Box::<str>::from(it.folded()));
        let sources = source::list(tx, org).await?;
        let mut lists: HashMap<String, Vec<Box<str>>> = HashMap::new();
        let all_lists = list::list(tx, org).await?;
        for record in &all_lists {
            let Some(name) = folded(&record.name) else {
                continue;
            };
            for handle in lists::handles_of(record) {
                let on = lists.entry(crate::lens::fold_handle(&handle)).or_default();
                on.push(name.clone());
            }
        }
        let zone = org::get(tx, org)
            .await?
            .and_then(|it| TimeZone::get(&it.timezone).ok());
        let own = organisation::own_handles(tx, org).await?;
        let named = |names: &mut dyn Iterator<Item = &String>| {
            names.filter_map(|it| Name::new(it)).collect::<Vec<_>>()
        };
        let names = Names {
            sources: named(&mut sources.iter().map(|it| &it.name)),
            accounts: named(&mut own.iter()),
            lists: named(&mut all_lists.iter().map(|it| &it.name)),
            ..Names::default()
        };
        Ok(Self {
            names,
            sources: sources
                .iter()
                .filter_map(|it| Some((it.id, folded(&it.name)?)))
                .collect(),
            lists,
            own: OwnAccounts::new(own.iter().map(String::as_str)),
            zone,
        })
    }

    /// The accounts of ours that a post names.
    fn reached(&self, post: &Post) -> impl Iterator<Item = Box<str>> {
        let named = post.spans.iter().filter_map(|it| match &it.kind {
            SpanKind::Mention(who) => Some(crate::lens::fold_handle(who)),
            SpanKind::Link(_) | SpanKind::Tag(_) => None,
        });
        let ours = named.filter(|it| self.own.has(it));
        ours.map(String::into_boxed_str)
    }

    pub(crate) const fn zone(&self) -> Option<&TimeZone> {
        self.zone.as_ref()
    }

    /// The sources of a name.
    pub(crate) fn sources_named(&self, name: &Name) -> impl Iterator<Item = SourceId> {
        let named = self
            .sources
            .iter()
            .filter(|(_, it)| ***it == *name.folded());
        named.map(|(id, _)| *id)
    }

    /// The handles on the list of a name.
    pub(crate) fn handles_on(&self, name: &Name) -> impl Iterator<Item = &str> {
        let on = |lists: &Vec<Box<str>>| lists.iter().any(|it| **it == *name.folded());
        let listed = self.lists.iter().filter(move |(_, lists)| on(lists));
        listed.map(|(handle, _)| handle.as_str())
    }

    pub(crate) const fn own(&self) -> &OwnAccounts {
        &self.own
    }

    /// What queries may name beside each other.
    pub(crate) fn names(&self) -> Names {
        self.names.clone()
    }

    /// What is known of a post that came by `source`, beside its language.
    pub(crate) fn facts(&self, post: &Post, source: Option<SourceId>) -> Facts {
        // Most houses have no lists, and posts come by the thousand.
        let handles = (!self.lists.is_empty()).then(|| handles_of_author(post));
        let lists = handles
            .into_iter()
            .flatten()
            .filter_map(|it| self.lists.get(&it))
            .flatten();
        Facts {
            sources: source
                .and_then(|it| self.sources.get(&it))
                .into_iter()
                .cloned()
                .collect(),
            accounts: self.reached(post).collect(),
            lists: lists.cloned().collect(),
            ours: self.own.contains(post),
            zone: self.zone.clone(),
            ..Facts::default()
        }
    }
}

impl Engine {
    /// Reads again what the organisation knows, after it changed. Posts on their way in are matched
    /// with it.
    pub(crate) async fn renew_knowledge(&self, org: OrgId) -> Result<(), Error> {
        let knowledge = Knowledge::read(&mut self.db.read().await?, org).await?;
        self.matching.know(org, knowledge);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
