//! Queries that ask for figures: a post may come to match them after it was published.
//!
//! When a post arrives its figures are nothing or unknown. So that `colis engagement:>50` finds it an
//! hour later, it has to be kept now: whoever keeps posts holds two queries, the one asked and the one
//! [`grown`] makes, which finds every post that may match one day. When figures change, the kept post
//! is held against the query asked again.

use crate::{Expr, Filter};

/// What has to be kept for a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grown {
    /// Figures do not matter: what does not match now never will.
    Never,
    /// Nothing but figures is asked: every post may match.
    Always,
    /// Posts that match this may match the query.
    When(Expr),
}

/// What a query asks beside the figures that grow.
#[must_use]
pub fn grown(expr: &Expr) -> Grown {
    if !expr.any_filter(&is_growing) {
        return Grown::Never;
    }
    relax(expr, Side::Asked).map_or(Grown::Always, Grown::When)
}

const fn is_growing(filter: &Filter) -> bool {
    matches!(filter, Filter::Engagement(_))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Asked,
    /// Under an odd number of exclusions.
    Excluded,
}

impl Side {
    const fn opposite(self) -> Self {
        match self {
            Self::Asked => Self::Excluded,
            Self::Excluded => Self::Asked,
        }
    }
}

/// `expr` without what depends on figures: on the asked side it holds at least where `expr` may come
/// to hold, on the excluded side at most where `expr` holds whatever the figures. `None` if it depends
/// on figures alone.
fn relax(expr: &Expr, side: Side) -> Option<Expr> {
    match (expr, side) {
        (Expr::Filter(filter), _) if is_growing(filter) => None,
        (Expr::Near(_) | Expr::Term(_) | Expr::Filter(_), _) => Some(expr.clone()),
        (Expr::Not(inner), _) => Some(Expr::Not(Box::new(relax(inner, side.opposite())?))),
        // One side is settled by any part that is open, the other by none of them.
        (Expr::And(parts), Side::Asked) => Expr::and(open_left_out(parts, side)),
        (Expr::Or(parts), Side::Excluded) => Expr::or(open_left_out(parts, side)),
        (Expr::And(parts), Side::Excluded) => Expr::and(none_open(parts, side)?),
        (Expr::Or(parts), Side::Asked) => Expr::or(none_open(parts, side)?),
    }
}

fn open_left_out(parts: &[Expr], side: Side) -> Vec<Expr> {
    parts.iter().filter_map(|it| relax(it, side)).collect()
}

fn none_open(parts: &[Expr], side: Side) -> Option<Vec<Expr>> {
    parts.iter().map(|it| relax(it, side)).collect()
}

#[cfg(test)]
mod tests;
