//! Lists of authors, that queries name by `list:"…"`.

use model::{ListId, Role};
use query::{Filter, Name, NameKind};
use store::{Tx, list};

use crate::{
    Actor, Engine, Error,
    lens::fold_handle,
    queries::{self, Renaming},
};

/// Lists of one organisation.
const LISTS_MAX: usize = 200;
/// Authors of one list: a newsroom, a council, a county's press.
const HANDLES_MAX: usize = 2_000;
/// The longest handle any network allows is 253 characters.
const HANDLE_CHARS_MAX: usize = 260;

/// A list of authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListView {
    pub id: ListId,
    pub name: String,
    /// Without `@`, in the order given.
    pub handles: Vec<String>,
    /// How many queries name it.
    pub used_by: u64,
}

impl Engine {
    /// The organisation's lists, by name.
    pub async fn lists(&self, actor: &Actor) -> Result<Vec<ListView>, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let queries = store::query::list(&mut tx, actor.org).await?;
        let records = list::list(&mut tx, actor.org).await?;
        Ok(records
            .into_iter()
            .map(|it| ListView {
                id: it.id,
                handles: handles_of(&it),
                used_by: Name::new(&it.name).map_or(0, |name| {
                    let names = |it: &&store::query::Query| names_list(&it.canonical, &name);
                    queries.iter().filter(names).count() as u64
                }),
                name: it.name,
            })
            .collect())
    }

    /// A new list; its name is how queries call it, so no other may have it.
    pub async fn list_add(
        &self,
        actor: &Actor,
        name: &str,
        handles: Vec<String>,
    ) -> Result<ListId, Error> {
        actor.require(Role::Editor)?;
        let (name, json) = (crate::named("name", name)?, checked(&handles)?);
        let id = ListId::from_uuid(self.seams.uuid());
        let mut tx = self.db.write().await?;
        check_free(&mut tx, actor, &name, None).await?;
        if list::list(&mut tx, actor.org).await?.len() >= LISTS_MAX {
            return Err(Error::TooMany(LISTS_MAX as u64));
        }
        let record = list::List {
            id,
            org: actor.org,
            name,
            handles: json,
            created_at: self.seams.now(),
        };
        list::insert(&mut tx, &record).await?;
        tx.commit().await?;
        self.renew_knowledge(actor.org).await?;
        Ok(id)
    }

    pub async fn list_edit(
        &self,
        actor: &Actor,
        id: ListId,
        name: &str,
        handles: Vec<String>,
    ) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let (name, json) = (crate::named("name", name)?, checked(&handles)?);
        let gate = self.gate.lock().await;
        let mut tx = self.db.write().await?;
        check_free(&mut tx, actor, &name, Some(id)).await?;
        let lists = list::list(&mut tx, actor.org).await?;
        let known = lists.into_iter().find(|it| it.id == id);
        let known = known.ok_or(Error::NotFound)?;
        list::update(&mut tx, actor.org, id, &name, &json).await?;
        let renaming = Renaming {
            kind: NameKind::List,
            from: &known.name,
            to: &name,
            by: actor.member,
            at: self.seams.now(),
        };
        let held = queries::rename(&mut tx, actor.org, &renaming).await?;
        tx.commit().await?;
        self.matching.hold(actor.org, held);
        self.renew_knowledge(actor.org).await?;
        drop(gate);
        Ok(())
    }

    /// Puts a list aside; queries that name it find nobody meanwhile.
    pub async fn list_remove(&self, actor: &Actor, id: ListId) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        if !list::remove(&mut tx, actor.org, id, self.seams.now()).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        self.renew_knowledge(actor.org).await
    }

    /// Brings back a list put aside less than a day ago, unless another took its name.
    pub async fn list_restore(&self, actor: &Actor, id: ListId) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        let back = list::restore(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        check_free(&mut tx, actor, &back.name, Some(id)).await?;
        tx.commit().await?;
        self.renew_knowledge(actor.org).await
    }
}

/// The handles of a list as stored.
pub(crate) fn handles_of(record: &list::List) -> Vec<String> {
    serde_json::from_str(&record.handles).unwrap_or_default()
}

/// The handles as stored: without `@`, each once.
fn checked(handles: &[String]) -> Result<String, Error> {
    let invalid = |problem| {
        Err(Error::Invalid {
            field: "handles",
            problem,
        })
    };
    let mut known = std::collections::HashSet::new();
    let mut kept = Vec::new();
    for handle in handles {
        let handle = handle.trim().trim_start_matches('@');
        if handle.is_empty() || !known.insert(fold_handle(handle)) {
            continue;
        }
        if handle.chars().count() > HANDLE_CHARS_MAX {
            return invalid("is too long");
        }
        if handle.contains(char::is_whitespace) {
            return invalid("has a space in it");
        }
        kept.push(handle);
    }
    if kept.len() > HANDLES_MAX {
        return Err(Error::TooMany(HANDLES_MAX as u64));
    }
    serde_json::to_string(&kept).map_err(|_| Error::Bug("handles are not JSON"))
}

async fn check_free(
    tx: &mut Tx,
    actor: &Actor,
    name: &str,
    but: Option<ListId>,
) -> Result<(), Error> {
    let folded = text::fold(name);
    let lists = list::list(tx, actor.org).await?;
    if lists
        .iter()
        .any(|it| Some(it.id) != but && text::fold(&it.name) == folded)
    {
        return Err(Error::Invalid {
            field: "name",
            problem: "is taken",
        });
    }
    Ok(())
}

/// Whether a query as saved names this list.
fn names_list(canonical: &str, name: &Name) -> bool {
    let parsed = query::parse(canonical);
    let is_it = |it: &Filter| matches!(it, Filter::List(named) if named == name);
    parsed.valid().is_some_and(|it| it.any_filter(&is_it))
}

#[cfg(test)]
mod tests;
