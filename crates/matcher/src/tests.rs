//! The matcher against the evaluator: whatever the queries, the posts and the order of changes.

mod cases;
pub(crate) mod generate;
mod properties;
mod shared_data;

/// The meaning of a query that must be valid.
#[track_caller]
pub(crate) fn meaning(source: &str) -> query::Expr {
    let parsed = query::parse(source);
    let valid = parsed.valid();
    valid
        .unwrap_or_else(|| panic!("`{source}`: {:?}", parsed.diagnostics))
        .clone()
}
