//! What a query may go on with: names of the house, handles and tags that were heard.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use archive::Stop;
use model::{Network, Role as MemberRole};
use query::{
    Name, Spelling,
    reference::{OPERATORS, Role, Status},
};

use super::{Completion, CompletionKind};
use crate::{Actor, Engine, Error, Facet, archiving::Askable};

/// What a person looks at before they type more.
const SHOWN_MAX: usize = 10;
/// A person types on: what takes longer is not shown.
const PATIENCE: Duration = Duration::from_millis(150);
/// Languages people ask for, by their codes.
const LANGS: [&str; 16] = [
    "fr", "en", "br", "eu", "co", "oc", "es", "ca", "pt", "it", "de", "nl", "ar", "tr", "pl", "uk",
];

/// What is being typed.
#[derive(Debug, PartialEq, Eq)]
struct Typed<'t> {
    /// The bytes it takes.
    bytes: Range<usize>,
    what: What,
    /// The letters so far.
    start: &'t str,
}

#[derive(Debug, PartialEq, Eq)]
enum What {
    Word,
    Tag,
    Mention,
    /// The value of a field.
    Value(Role),
}

impl Engine {
    /// What may stand where `text` is being typed, at the byte `at`.
    pub async fn complete(
        &self,
        actor: &Actor,
        text: &str,
        at: usize,
    ) -> Result<Vec<Completion>, Error> {
        actor.require(MemberRole::Viewer)?;
        let at = text.floor_char_boundary(at);
        let Some(typed) = typed(&text[..at]) else {
            return Ok(Vec::new());
        };
        let named = |names: &mut dyn Iterator<Item = &Name>, kind| of_names(&typed, names, kind);
        let names = self.matching.current().names(actor.org, None);
        Ok(match typed.what {
            What::Word => fields(&typed),
            What::Tag => self.heard(actor, &typed, Facet::Tag).await?,
            What::Mention | What::Value(Role::From | Role::To | Role::Mentions) => {
                self.heard(actor, &typed, Facet::Author).await?
            }
            What::Value(Role::Source) => named(&mut names.sources.iter(), CompletionKind::Source),
            What::Value(Role::Account) => {
                named(&mut names.accounts.iter(), CompletionKind::Account)
            }
            What::Value(Role::List) => named(&mut names.lists.iter(), CompletionKind::List),
            What::Value(Role::Query) => named(&mut names.queries.keys(), CompletionKind::Query),
            What::Value(Role::Lang) => plain(&typed, &mut LANGS.into_iter(), CompletionKind::Lang),
            What::Value(Role::Network) => {
                let slugs = Network::ALL.iter().map(|it| it.slug());
                plain(&typed, &mut slugs.into_iter(), CompletionKind::Network)
            }
            What::Value(_) => Vec::new(),
        })
    }

    /// Tags and handles of posts in the archive, the commonest first.
    async fn heard(
        &self,
        actor: &Actor,
        typed: &Typed<'_>,
        facet: Facet,
    ) -> Result<Vec<Completion>, Error> {
        let Askable::Ready(house) = self.archives.askable(actor.org) else {
            return Ok(Vec::new());
        };
        let start = text::fold(typed.start);
        let work = move || {
            let stop = Stop::at(Instant::now() + PATIENCE);
            house.known(facet, &start, SHOWN_MAX, &stop)
        };
        let known = tokio::task::spawn_blocking(work).await;
        let known = match known.map_err(|_| Error::Bug("completing a query panicked"))? {
            Err(archive::Error::TooSlow) => Vec::new(),
            known => known?,
        };
        let sign = match typed.what {
            What::Tag => "#",
            What::Mention => "@",
            What::Word | What::Value(_) => "",
        };
        let kind = match facet {
            Facet::Tag => CompletionKind::Tag,
            _ => CompletionKind::Author,
        };
        let completions = known.into_iter().map(|(value, count)| Completion {
            replaces: typed.bytes.clone(),
            text: format!("{sign}{value}"),
            kind,
            count: Some(count),
        });
        Ok(completions.collect())
    }
}

/// The end of a text as what is being typed; nothing within quotes or after a blank.
fn typed(text: &str) -> Option<Typed<'_>> {
    let is_edge =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '«' | '»' | '“' | '”');
    let from = text.rfind(is_edge).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let word = &text[from..];
    let word_from = from + usize::from(word.starts_with('-'));
    let word = &text[word_from..];
    let (what, start) = match word.split_once(':') {
        Some((field, value)) => (What::Value(role_of(field)?), value),
        None => match word.chars().next()? {
            '#' => (What::Tag, &word[1..]),
            '@' => (What::Mention, &word[1..]),
            _ => (What::Word, word),
        },
    };
    let from = match what {
        What::Value(_) => text.len() - start.len(),
        What::Word | What::Tag | What::Mention => word_from,
    };
    Some(Typed {
        bytes: from..text.len(),
        what,
        start,
    })
}

fn role_of(field: &str) -> Option<Role> {
    let field = text::fold(field);
    let is_named = |name: &str| text::fold(name) == field;
    let named = OPERATORS
        .iter()
        .find(|it| it.role.is_field() && (is_named(it.name.french) || is_named(it.name.english)));
    named.map(|it| it.role)
}

/// Fields whose name begins so.
fn fields(typed: &Typed<'_>) -> Vec<Completion> {
    let start = text::fold(typed.start);
    let ready = OPERATORS
        .iter()
        .filter(|it| it.role.is_field() && it.status == Status::Ready);
    let mut found = Vec::new();
    for operator in ready {
        for spelling in [Spelling::French, Spelling::English] {
            let field = format!("{}:", operator.name.get(spelling));
            let is_new = found.iter().all(|it: &Completion| it.text != field);
            if is_new && text::fold(&field).starts_with(&start) {
                found.push(Completion {
                    replaces: typed.bytes.clone(),
                    text: field,
                    kind: CompletionKind::Field,
                    count: None,
                });
            }
        }
    }
    found.truncate(SHOWN_MAX);
    found
}

/// Names in which a word begins so, in quotes where they need them.
fn of_names(
    typed: &Typed<'_>,
    names: &mut dyn Iterator<Item = &Name>,
    kind: CompletionKind,
) -> Vec<Completion> {
    let start = text::fold(typed.start);
    let begins = |it: &&Name| {
        let mut words = it.folded().split(' ');
        it.folded().starts_with(&start) || words.any(|word| word.starts_with(&start))
    };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
    let completions = names.filter(begins).take(SHOWN_MAX).map(|it| Completion {
        replaces: typed.bytes.clone(),
        text: if it.written().chars().all(is_plain) {
            it.written().to_owned()
        } else {
            format!("\"{}\"", it.written())
        },
        kind,
        count: None,
    });
    completions.collect()
}

fn plain(
    typed: &Typed<'_>,
    values: &mut dyn Iterator<Item = &'static str>,
    kind: CompletionKind,
) -> Vec<Completion> {
    let start = text::fold(typed.start);
    let found = values.filter(|it| it.starts_with(&start)).take(SHOWN_MAX);
    let completions = found.map(|it| Completion {
        replaces: typed.bytes.clone(),
        text: it.to_owned(),
        kind,
        count: None,
    });
    completions.collect()
}

#[cfg(test)]
mod tests;
