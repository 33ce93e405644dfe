//! Changes to blocks as buttons and fields send them.
//!
//! ```text
//! remove:g0:1   form:g0:1:forms   network:bluesky   require:lang:fr   exclude:is:repost   add:w:hockey
//! ```
//! `g0` is the first group, `f0` the first facts, `w` what is set aside.

use model::Network;
use query::{Edit, Expr, Filter, Form, Slot};

/// Reads what a button sends; nothing for what none of ours does.
#[must_use]
pub fn parse(written: &str) -> Option<Edit> {
    let (verb, rest) = written.split_once(':')?;
    Some(match verb {
        "remove" => {
            let (place, at) = rest.split_once(':')?;
            Edit::Remove(slot(place)?, at.parse().ok()?)
        }
        "form" => {
            let mut parts = rest.splitn(3, ':');
            let (place, at, name) = (parts.next()?, parts.next()?, parts.next()?);
            let form = ALL_FORMS.into_iter().find(|it| form_slug(*it) == name)?;
            Edit::Form(slot(place)?, at.parse().ok()?, form)
        }
        "add" => {
            let (place, text) = rest.split_once(':')?;
            Edit::Add(slot(place)?, text.to_owned())
        }
        "network" => Edit::Network(Network::parse(rest)?),
        "require" => Edit::Require(filter(rest)?),
        "exclude" => Edit::Exclude(filter(rest)?),
        _ => return None,
    })
}

/// Reads the name of a place.
#[must_use]
pub fn slot(name: &str) -> Option<Slot> {
    if name == "w" {
        return Some(Slot::Without);
    }
    let (kind, at) = name.split_at_checked(1)?;
    let at = at.parse().ok()?;
    match kind {
        "g" => Some(Slot::Group(at)),
        "f" => Some(Slot::Facts(at)),
        _ => None,
    }
}

/// The name of a place.
pub(super) fn slot_slug(slot: Slot) -> String {
    match slot {
        Slot::Group(at) => format!("g{at}"),
        Slot::Facts(at) => format!("f{at}"),
        Slot::Without => "w".to_owned(),
    }
}

pub(super) const ALL_FORMS: [Form; 3] = [Form::Word, Form::Forms, Form::Beginning];

pub(super) const fn form_slug(form: Form) -> &'static str {
    match form {
        Form::Word => "word",
        Form::Forms => "forms",
        Form::Beginning => "beginning",
    }
}

fn filter(written: &str) -> Option<Filter> {
    match query::parse(written).valid()? {
        Expr::Filter(filter) => Some(filter.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
