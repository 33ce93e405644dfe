//! Query texts: read with the names of the house, and kept right when one of these changes.

use jiff::Timestamp;
use model::{MemberId, OrgId, QueryId, Role};
use query::{Expr, Name, NameKind, Parsed, Purpose, Setting, Spelling};
use store::Tx;

use crate::{Actor, Engine, Error, matching::Held};

/// A query that may be saved.
pub(crate) struct Valid {
    /// As it was written.
    pub(crate) written: Expr,
    /// With the queries it names in their places.
    pub(crate) opened: Expr,
    /// What is stored.
    pub(crate) canonical: String,
}

impl Engine {
    /// What a query text means here, while it is typed, and whether it would find too much.
    pub async fn check_query(&self, actor: &Actor, text: &str) -> Result<Parsed, Error> {
        actor.require(Role::Viewer)?;
        let (org, text) = (actor.org, text.to_owned());
        let (queries, sample) = (self.matching.current(), self.sample.clone());
        let checked = tokio::task::spawn_blocking(move || {
            let names = queries.names(org, None);
            let setting = Setting {
                purpose: Purpose::Live,
                names: Some(&names),
                own_name: None,
            };
            let mut parsed = query::parse_in(&text, setting);
            let opened = parsed.valid().and_then(|it| names.open(it, None).ok());
            let doubt = opened.and_then(|it| sample.doubt(org, &queries, &it, text.len()));
            parsed.diagnostics.extend(doubt);
            parsed
        });
        checked
            .await
            .map_err(|_| Error::Bug("checking a query panicked"))
    }

    /// What a query text means here as a search of what is already there.
    pub fn check_search(&self, actor: &Actor, text: &str) -> Result<Parsed, Error> {
        actor.require(Role::Viewer)?;
        let names = self.matching.current().names(actor.org, None);
        let setting = Setting {
            purpose: Purpose::Search,
            names: Some(&names),
            own_name: None,
        };
        Ok(query::parse_in(text, setting))
    }

    /// Reads a query on its way to being saved as `own`, under `name`.
    pub(crate) fn valid_query(
        &self,
        org: OrgId,
        own: Option<QueryId>,
        name: &str,
        text: &str,
    ) -> Result<Valid, Error> {
        let names = self.matching.current().names(org, own);
        let own_name = Name::new(name);
        let setting = Setting {
            purpose: Purpose::Live,
            names: Some(&names),
            own_name: own_name.as_ref(),
        };
        let parsed = query::parse_in(text, setting);
        let Some(written) = parsed.valid().cloned() else {
            return Err(Error::Query(parsed.diagnostics));
        };
        let opened = names
            .open(&written, own_name.as_ref())
            .map_err(|_| Error::Bug("a query names what cannot be opened, and was not told"))?;
        Ok(Valid {
            canonical: query::print(&written, Spelling::English),
            written,
            opened,
        })
    }
}

/// Who renames what, and when.
pub(crate) struct Renaming<'a> {
    pub(crate) kind: NameKind,
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) by: MemberId,
    pub(crate) at: Timestamp,
}

/// Writes the new name into every query that names the old one, so that a name can be mended
/// without breaking what uses it. Returns the queries changed, to be held once it is committed.
pub(crate) async fn rename(
    tx: &mut Tx,
    org: OrgId,
    renaming: &Renaming<'_>,
) -> Result<Vec<Held>, Error> {
    let (Some(from), Some(to)) = (Name::new(renaming.from), Name::new(renaming.to)) else {
        return Ok(Vec::new());
    };
    let mut changed = Vec::new();
    if from == to {
        return Ok(changed);
    }
    for saved in store::query::list(tx, org).await? {
        let parsed = query::parse(&saved.canonical);
        let renamed = parsed
            .valid()
            .and_then(|it| query::rename(it, renaming.kind, &from, &to));
        let Some(expr) = renamed else { continue };
        let text = query::print(&expr, Spelling::English);
        let change = store::query::Change {
            name: &saved.name,
            text: &text,
            canonical: &text,
            by: Some(renaming.by),
            at: renaming.at,
        };
        store::query::update(tx, org, saved.id, saved.version, &change).await?;
        changed.push(Held::new(saved.id, &saved.name, expr));
    }
    Ok(changed)
}

#[cfg(test)]
mod tests;
