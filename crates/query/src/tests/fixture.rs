//! Posts, and short notations for what the tests expect.

use model::{Author, Lang, Network, Post, RemoteRef};

use crate::{Atom, Doc, Expr, Field, Filter, Severity, Spelling, Term, evaluate, parse, print};

/// A plain post by `@lea` on Bluesky.
pub(crate) fn post(text: &str) -> Post {
    Post {
        langs: vec![Lang::FRENCH],
        ..Post::new(
            RemoteRef::new(Network::Bluesky, "1"),
            Author::new("did:plc:lea", "lea.example.org"),
            model::time::from_micros(0),
            text,
        )
    }
}

/// The meaning of a query that must be valid.
#[track_caller]
pub(crate) fn meaning(source: &str) -> Expr {
    let parsed = parse(source);
    parsed
        .valid()
        .unwrap_or_else(|| panic!("`{source}`: {:?}", parsed.diagnostics))
        .clone()
}

#[track_caller]
pub(crate) fn matches(source: &str, text: &str) -> bool {
    evaluate(&meaning(source), &Doc::new(&post(text), None)).is_some()
}

/// What is highlighted in the text of a post that must match.
#[track_caller]
pub(crate) fn spans<'a>(source: &str, text: &'a str) -> Vec<&'a str> {
    let why = evaluate(&meaning(source), &Doc::new(&post(text), None));
    let why = why.unwrap_or_else(|| panic!("`{source}` does not match `{text}`"));
    why.spans
        .iter()
        .map(|it| {
            assert_eq!(it.field, Field::Text);
            &text[it.start as usize..it.end as usize]
        })
        .collect()
}

/// `(or (and a b) (not c))`: the structure, told apart from the printer.
#[track_caller]
pub(crate) fn shape(source: &str) -> String {
    shape_of(&meaning(source))
}

pub(crate) fn shape_of(expr: &Expr) -> String {
    let list = |name: &str, parts: &[Expr]| {
        let parts: Vec<String> = parts.iter().map(shape_of).collect();
        format!("({name} {})", parts.join(" "))
    };
    match expr {
        Expr::And(parts) => list("and", parts),
        Expr::Or(parts) => list("or", parts),
        Expr::Not(inner) => format!("(not {})", shape_of(inner)),
        Expr::Near(near) => {
            let side = |terms: &[Term]| terms.iter().map(term_shape).collect::<Vec<_>>().join("|");
            let name = if near.ordered { "onear" } else { "near" };
            format!(
                "({name} {} {} {})",
                near.words_max,
                side(&near.left),
                side(&near.right)
            )
        }
        Expr::Term(term) => term_shape(term),
        Expr::Filter(Filter::From(handle)) => format!("from:{}", handle.as_str()),
        Expr::Filter(Filter::Url(url)) => {
            format!(
                "url:{}/{}",
                url.host.as_deref().unwrap_or(""),
                url.parts.join("/")
            )
        }
        Expr::Filter(_) => print(expr, Spelling::English),
    }
}

/// `l+hopital*`: folded atoms.
fn term_shape(term: &Term) -> String {
    let atoms = term.atoms().iter().map(|it| match it {
        Atom::Any => "_".to_owned(),
        Atom::Word(needle) | Atom::Tag(needle) | Atom::Mention(needle) => needle.shape(),
        Atom::Stem(stems) => format!("{}~", stems.word),
        Atom::Url(url) => format!(
            "<{}/{}>",
            url.host.as_deref().unwrap_or(""),
            url.parts.join("/")
        ),
    });
    let atoms = atoms.collect::<Vec<_>>().join("+");
    if term.as_exact().is_some() {
        format!("raw:{}", term.written())
    } else {
        atoms
    }
}

/// What is said of a source: `E too-deep` or `W punctuation`, with the stretch it is said of.
pub(crate) fn codes(source: &str) -> Vec<String> {
    let told = parse(source).diagnostics;
    told.iter()
        .map(|it| {
            let severity = if it.severity == Severity::Error {
                'E'
            } else {
                'W'
            };
            format!(
                "{severity} {} [{}]",
                it.code.as_str(),
                &source[it.span.clone()]
            )
        })
        .collect()
}
