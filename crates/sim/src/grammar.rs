//! The little grammar in which sentences are written.
//!
//! ```text
//! {rue}          a value of the list `rue`, the same throughout a thread; {rue2} is another one
//! {.rue} {à rue} {de rue}   without its article, with a contracted preposition
//! {*rue}         a fresh value, forgotten at once
//! {3-9}          a number
//! {~venu|venue}  by the writer's gender
//! [oui|non|]     one of these, which may nest
//! ```

use crate::dice::Dice;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Text(Box<str>),
    Slot { name: Box<str>, form: Form },
    Number { low: i64, high: i64 },
    Gender { he: Box<str>, she: Box<str> },
    Choice(Vec<Vec<Node>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Plain,
    /// Without its article.
    Bare,
    /// After "à".
    At,
    /// After "de".
    Of,
    /// With a capital.
    Capital,
    /// Fresh: not remembered by the thread.
    Fresh,
}

/// Why a template cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum GrammarError {
    #[error("`{0}` is never closed")]
    Open(char),
    #[error("`{0}` closes nothing")]
    Stray(char),
    #[error("`{0}` is neither a slot nor a range")]
    Slot(String),
}

/// Reads a template.
pub(crate) fn parse(template: &str) -> Result<Vec<Node>, GrammarError> {
    let mut rest = template.chars().peekable();
    let nodes = sequence(&mut rest, false)?;
    match rest.next() {
        Some(stray) => Err(GrammarError::Stray(stray)),
        None => Ok(nodes),
    }
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn sequence(rest: &mut Chars<'_>, inside: bool) -> Result<Vec<Node>, GrammarError> {
    let mut nodes = Vec::new();
    let mut text = String::new();
    while let Some(&next) = rest.peek() {
        let node = match next {
            ']' | '|' if inside => break,
            ']' | '}' => return Err(GrammarError::Stray(next)),
            '{' => slot(rest)?,
            '[' => choice(rest)?,
            _ => {
                text.push(next);
                rest.next();
                continue;
            }
        };
        if !text.is_empty() {
            nodes.push(Node::Text(std::mem::take(&mut text).into()));
        }
        nodes.push(node);
    }
    if !text.is_empty() {
        nodes.push(Node::Text(text.into()));
    }
    Ok(nodes)
}

fn choice(rest: &mut Chars<'_>) -> Result<Node, GrammarError> {
    rest.next();
    let mut ways = Vec::new();
    loop {
        ways.push(sequence(rest, true)?);
        match rest.next() {
            Some('|') => {}
            Some(_) => return Ok(Node::Choice(ways)),
            None => return Err(GrammarError::Open('[')),
        }
    }
}

fn slot(rest: &mut Chars<'_>) -> Result<Node, GrammarError> {
    rest.next();
    let mut body = String::new();
    loop {
        match rest.next() {
            Some('}') => break,
            Some(other) => body.push(other),
            None => return Err(GrammarError::Open('{')),
        }
    }
    if let Some(pair) = body.strip_prefix('~') {
        let (he, she) = pair
            .split_once('|')
            .ok_or_else(|| GrammarError::Slot(body.clone()))?;
        return Ok(Node::Gender {
            he: he.into(),
            she: she.into(),
        });
    }
    if let Some((low, high)) = body.split_once('-')
        && let (Ok(low), Ok(high)) = (low.parse(), high.parse())
    {
        return Ok(Node::Number { low, high });
    }
    let (form, name) = [
        ("à ", Form::At),
        ("de ", Form::Of),
        (".", Form::Bare),
        ("^", Form::Capital),
        ("*", Form::Fresh),
    ]
    .into_iter()
    .find_map(|(sign, form)| body.strip_prefix(sign).map(|name| (form, name)))
    .unwrap_or((Form::Plain, &body));
    let is_name = |it: char| it.is_alphanumeric() || it == '_' || it == '@';
    if name.is_empty() || !name.chars().all(is_name) {
        return Err(GrammarError::Slot(body));
    }
    Ok(Node::Slot {
        name: name.into(),
        form,
    })
}

/// Writes a sentence out: `fill` gives the value of a slot (its name, and whether it is to be fresh).
pub(crate) fn expand(
    nodes: &[Node],
    is_she: bool,
    dice: &mut Dice,
    fill: &mut dyn FnMut(&str, bool, &mut Dice) -> String,
) -> String {
    let mut out = String::new();
    write(nodes, is_she, dice, fill, &mut out);
    out
}

fn write(
    nodes: &[Node],
    is_she: bool,
    dice: &mut Dice,
    fill: &mut dyn FnMut(&str, bool, &mut Dice) -> String,
    out: &mut String,
) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Number { low, high } => out.push_str(&dice.between(*low, *high).to_string()),
            Node::Gender { he, she } => out.push_str(if is_she { she } else { he }),
            Node::Choice(ways) => {
                if let Some(way) = dice.pick(ways) {
                    write(way, is_she, dice, fill, out);
                }
            }
            Node::Slot { name, form } => {
                let value = fill(name, *form == Form::Fresh, dice);
                out.push_str(&inflect(&value, *form));
            }
        }
    }
}

const ARTICLES: [&str; 4] = ["le ", "la ", "les ", "l'"];

/// Puts a noun phrase in the form asked for: "le pont" gives "au pont", "du pont", "pont".
pub(crate) fn inflect(value: &str, form: Form) -> String {
    let after = |article: &str| value.strip_prefix(article);
    match form {
        Form::Plain | Form::Fresh => value.to_owned(),
        Form::Capital => capital(value),
        Form::Bare => ARTICLES
            .into_iter()
            .find_map(after)
            .unwrap_or(value)
            .to_owned(),
        Form::At => match (after("le "), after("les ")) {
            (Some(noun), _) => format!("au {noun}"),
            (_, Some(noun)) => format!("aux {noun}"),
            _ => format!("à {value}"),
        },
        Form::Of => match (after("le "), after("les ")) {
            (Some(noun), _) => format!("du {noun}"),
            (_, Some(noun)) => format!("des {noun}"),
            _ if value.starts_with(is_vowel) => format!("d'{value}"),
            _ => format!("de {value}"),
        },
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiouyàâéèêëîïôùûAEIOUÉÈÊÎ".contains(letter)
}

/// The same with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// In how many ways the choices alone can be made.
pub(crate) fn ways(nodes: &[Node]) -> f64 {
    let each = nodes.iter().map(|node| match node {
        Node::Choice(choices) => choices.iter().map(|it| ways(it)).sum(),
        Node::Text(_) | Node::Slot { .. } | Node::Number { .. } | Node::Gender { .. } => 1.0,
    });
    each.product()
}

/// The names of the slots used, for checking content.
#[cfg(test)]
pub(crate) fn slots<'a>(nodes: &'a [Node], into: &mut Vec<&'a str>) {
    for node in nodes {
        match node {
            Node::Slot { name, .. } => into.push(name),
            Node::Choice(ways) => ways.iter().for_each(|way| slots(way, into)),
            Node::Text(_) | Node::Number { .. } | Node::Gender { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests;
