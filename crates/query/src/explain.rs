//! What a query looks for without having been written: the forms of the words with a `~`.

use std::collections::BTreeSet;

use text::Stemmer;

use crate::{Atom, Expr, Stems, Term};

/// Forms shown per word: enough to see what is meant, and what is not.
const FORMS_MAX: usize = 8;

/// A word with a `~`, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forms {
    pub stems: Stems,
    /// Regular forms found by it, the written one first; there may be others.
    pub examples: Vec<String>,
}

/// The words whose forms a query looks for, in the order of the query, each once.
#[must_use]
pub fn explain(expr: &Expr) -> Vec<Forms> {
    let mut stems = Vec::new();
    collect(expr, &mut stems);
    let mut told = BTreeSet::new();
    stems.retain(|it| told.insert(it.word.clone()));
    stems
        .into_iter()
        .map(|stems| Forms {
            examples: examples(&stems),
            stems,
        })
        .collect()
}

fn collect(expr: &Expr, stems: &mut Vec<Stems>) {
    let mut of_terms = |terms: &[Term]| {
        let atoms = terms.iter().flat_map(Term::atoms);
        stems.extend(atoms.filter_map(|it| match it {
            Atom::Stem(stems) => Some(stems.clone()),
            _ => None,
        }));
    };
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|it| collect(it, stems)),
        Expr::Not(inner) => collect(inner, stems),
        Expr::Near(near) => {
            of_terms(&near.left);
            of_terms(&near.right);
        }
        Expr::Term(term) => of_terms(std::slice::from_ref(term)),
        Expr::Filter(_) => {}
    }
}

/// Regular forms of a word that its stem finds.
fn examples(stems: &Stems) -> Vec<String> {
    let mut examples = vec![stems.word.to_string()];
    for (language, stem) in [
        (Stemmer::French, &stems.french),
        (Stemmer::English, &stems.english),
    ] {
        for form in regular_forms(&stems.word, language) {
            let is_found = *text::stem(&form, language) == **stem;
            if is_found && !examples.contains(&form) && examples.len() < FORMS_MAX {
                examples.push(form);
            }
        }
    }
    examples
}

/// Plurals, and the commonest forms of what looks like a verb, made by rule. The rules are cautious:
/// better few forms than one that is no word.
fn regular_forms(word: &str, language: Stemmer) -> Vec<String> {
    /// What a word ends with, and what its forms end with instead.
    type Endings = (&'static str, &'static [&'static str]);
    const FRENCH: [Endings; 11] = [
        ("aux", &["al", "ale", "ales"]),
        ("al", &["aux", "ale", "ales"]),
        ("er", &["e", "es", "ez", "ant", "ee", "ees"]),
        ("ees", &["e", "ee", "es", "er"]),
        ("ee", &["e", "ees", "es", "er"]),
        ("u", &["us", "ue", "ues"]),
        ("i", &["is", "ie", "ies"]),
        ("es", &["e"]),
        ("s", &[""]),
        ("e", &["es"]),
        ("", &["s"]),
    ];
    const ENGLISH: [Endings; 7] = [
        ("ies", &["y"]),
        ("ay", &["ays"]),
        ("y", &["ies"]),
        ("ing", &["", "e", "ed", "s"]),
        ("ed", &["", "e", "ing", "s"]),
        ("s", &[""]),
        ("", &["s"]),
    ];
    let table: &[Endings] = match language {
        Stemmer::French => &FRENCH,
        Stemmer::English => &ENGLISH,
    };
    let row = table.iter().find_map(|(ending, forms)| {
        let root = word.strip_suffix(ending)?;
        Some(forms.iter().map(move |it| format!("{root}{it}")))
    });
    row.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
