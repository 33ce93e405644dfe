//! Queries and posts as the archive has them: by what never changes.
//!
//! What the house knows changes: a list takes another author in, a source gets another name. The archive
//! holds what stays as it was (which source heard a post, what its author is called, whom it names), and
//! each question is put in these terms when it is asked. So an answer is always by what is known now, and
//! nothing has to be indexed again.

use model::{Lang, Post, SourceId, SpanKind};
use query::{Expr, Facts, Filter, Is, Name};

use crate::{
    knowledge::Knowledge,
    lens::{fold_handle, handles_of_author},
};

/// What the archive knows of a post beside the post: its source by id, its author under every list's
/// spelling, whom it names.
pub(crate) fn facts(post: &Post, lang: Option<Lang>, source: Option<SourceId>) -> Facts {
    let named = post.spans.iter().filter_map(|it| match &it.kind {
        SpanKind::Mention(who) => Some(fold_handle(who)),
        SpanKind::Link(_) | SpanKind::Tag(_) => None,
    });
    Facts {
        lang,
        sources: source
            .iter()
            .filter_map(|it| folded(&it.to_string()))
            .collect(),
        accounts: named.filter_map(|it| folded(&it)).collect(),
        lists: handles_of_author(post)
            .filter_map(|it| folded(&it))
            .collect(),
        ..Facts::default()
    }
}

/// As names are compared.
fn folded(name: &str) -> Option<Box<str>> {
    Some(Name::new(name)?.folded().into())
}

/// A query in terms of [`facts`].
pub(crate) fn grounded(expr: &Expr, known: &Knowledge) -> Expr {
    let all = |parts: &[Expr]| parts.iter().map(|it| grounded(it, known)).collect();
    match expr {
        Expr::And(parts) => Expr::And(all(parts)),
        Expr::Or(parts) => Expr::Or(all(parts)),
        Expr::Not(inner) => Expr::Not(Box::new(grounded(inner, known))),
        Expr::Filter(filter) => of_filter(filter, known),
        Expr::Near(_) | Expr::Term(_) => expr.clone(),
    }
}

fn of_filter(filter: &Filter, known: &Knowledge) -> Expr {
    let listed = |handles: &mut dyn Iterator<Item = &str>| {
        any_of(handles.filter_map(Name::new).map(Filter::List))
    };
    match filter {
        Filter::Source(name) => {
            let ids = known.sources_named(name).map(|it| it.to_string());
            any_of(ids.filter_map(|it| Name::new(&it)).map(Filter::Source))
        }
        Filter::List(name) => listed(&mut known.handles_on(name)),
        Filter::Is(Is::Ours) => listed(&mut known.own().iter()),
        Filter::Account(name) => {
            let is_ours = known.own().has(name.folded());
            any_of(is_ours.then(|| filter.clone()).into_iter())
        }
        other => Expr::Filter(other.clone()),
    }
}

/// Holds for no post if there is none.
fn any_of(filters: impl Iterator<Item = Filter>) -> Expr {
    let filters: Vec<Expr> = filters.map(Expr::Filter).collect();
    if let [one] = filters.as_slice() {
        return one.clone();
    }
    Expr::Or(filters)
}
#[cfg(test)]
mod tests;
