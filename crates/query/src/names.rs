//! The names people gave in this house, and saved queries in the place of their names.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{Expr, Filter, Name, OPENED_TERMS_MAX, QUERIES_DEPTH_MAX, reference::closest};

/// What a query may name: the sources, lists, own accounts and saved queries there are.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub sources: Vec<Name>,
    pub accounts: Vec<Name>,
    pub lists: Vec<Name>,
    /// With what they ask, saved names not replaced.
    pub queries: BTreeMap<Name, Arc<Expr>>,
}

/// What a name of the house is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    Source,
    Account,
    List,
    Query,
}

/// `expr` with every mention of `from` changed to `to`, or nothing if it does not name it.
#[must_use]
pub fn rename(expr: &Expr, kind: NameKind, from: &Name, to: &Name) -> Option<Expr> {
    let named = |filter: &Filter| match (kind, filter) {
        (NameKind::Source, Filter::Source(it))
        | (NameKind::Account, Filter::Account(it))
        | (NameKind::List, Filter::List(it))
        | (NameKind::Query, Filter::Query(it)) => it == from,
        _ => false,
    };
    let filter = match kind {
        NameKind::Source => Filter::Source,
        NameKind::Account => Filter::Account,
        NameKind::List => Filter::List,
        NameKind::Query => Filter::Query,
    };
    expr.any_filter(&named)
        .then(|| renamed(expr, &named, &filter(to.clone())))
}

/// The saved queries that `expr` names, each once.
#[must_use]
pub fn queries_named(expr: &Expr) -> BTreeSet<&Name> {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().flat_map(queries_named).collect(),
        Expr::Not(inner) => queries_named(inner),
        Expr::Filter(Filter::Query(name)) => BTreeSet::from([name]),
        Expr::Near(_) | Expr::Term(_) | Expr::Filter(_) => BTreeSet::new(),
    }
}

fn renamed(expr: &Expr, named: &dyn Fn(&Filter) -> bool, to: &Filter) -> Expr {
    let all = |parts: &[Expr]| parts.iter().map(|it| renamed(it, named, to)).collect();
    match expr {
        Expr::And(parts) => Expr::And(all(parts)),
        Expr::Or(parts) => Expr::Or(all(parts)),
        Expr::Not(inner) => Expr::Not(Box::new(renamed(inner, named, to))),
        Expr::Filter(filter) if named(filter) => Expr::Filter(to.clone()),
        Expr::Near(_) | Expr::Term(_) | Expr::Filter(_) => expr.clone(),
    }
}

/// What a query is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Held against what is already there.
    #[default]
    Search,
    /// Held against each post when it is published.
    Live,
}

/// Where a query is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'a> {
    pub purpose: Purpose,
    /// Without them, every name is taken for known.
    pub names: Option<&'a Names>,
    /// What the query itself is called, if it has a name others may use.
    pub own_name: Option<&'a Name>,
}

/// Why a saved query cannot take the place of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    Unknown(Name),
    Cycle(Name),
    TooDeep(Name),
    TooLarge { count: usize },
}

impl Names {
    /// What a name of the wrong spelling may have meant.
    pub(crate) fn closest<'a>(
        names: impl IntoIterator<Item = &'a Name>,
        written: &'a str,
    ) -> Option<&'a str> {
        closest(written, names.into_iter().map(Name::written))
    }

    /// `expr` with every saved query in the place of its name. `own_name` is what `expr` is itself
    /// called.
    pub fn open<'a>(
        &'a self,
        expr: &'a Expr,
        own_name: Option<&'a Name>,
    ) -> Result<Expr, OpenError> {
        let mut opener = Opener {
            names: self,
            within: own_name.into_iter().collect(),
            n_own: usize::from(own_name.is_some()),
            n_terms: 0,
        };
        let opened = opener.open(expr)?;
        if opener.n_terms > OPENED_TERMS_MAX {
            let count = opener.n_terms;
            return Err(OpenError::TooLarge { count });
        }
        Ok(opened)
    }
}

struct Opener<'a> {
    names: &'a Names,
    /// The queries being opened, the outermost first.
    within: Vec<&'a Name>,
    n_own: usize,
    n_terms: usize,
}

impl<'a> Opener<'a> {
    fn open(&mut self, expr: &'a Expr) -> Result<Expr, OpenError> {
        // Past the limit only counting goes on, so that no chain of queries makes a huge one.
        if self.n_terms > OPENED_TERMS_MAX {
            return Err(OpenError::TooLarge {
                count: self.n_terms,
            });
        }
        match expr {
            // Flattened again: an AND in an AND is one, also across queries.
            Expr::And(parts) => {
                Ok(Expr::and(self.open_all(parts)?).unwrap_or_else(|| expr.clone()))
            }
            Expr::Or(parts) => Ok(Expr::or(self.open_all(parts)?).unwrap_or_else(|| expr.clone())),
            Expr::Not(inner) => Ok(Expr::Not(Box::new(self.open(inner)?))),
            Expr::Filter(Filter::Query(name)) => self.open_query(name),
            Expr::Near(_) | Expr::Term(_) | Expr::Filter(_) => {
                self.n_terms += expr.n_terms();
                Ok(expr.clone())
            }
        }
    }

    fn open_all(&mut self, parts: &'a [Expr]) -> Result<Vec<Expr>, OpenError> {
        parts.iter().map(|it| self.open(it)).collect()
    }

    fn open_query(&mut self, name: &'a Name) -> Result<Expr, OpenError> {
        if self.within.contains(&name) {
            return Err(OpenError::Cycle(name.clone()));
        }
        if self.within.len() - self.n_own == QUERIES_DEPTH_MAX {
            return Err(OpenError::TooDeep(name.clone()));
        }
        let Some(expr) = self.names.queries.get(name) else {
            return Err(OpenError::Unknown(name.clone()));
        };
        self.within.push(name);
        let opened = self.open(expr);
        self.within.pop();
        opened
    }
}

#[cfg(test)]
mod tests;
