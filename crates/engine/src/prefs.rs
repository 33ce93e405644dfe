//! How each person likes their pages: kept with the person, in all their organisations.

use model::{Announce, Command, Density, Prefs, Role, is_key};
use serde_json::{Map, Value, json};
use store::member;

use crate::{Actor, Engine, Error};

impl Engine {
    pub async fn prefs(&self, actor: &Actor) -> Result<Prefs, Error> {
        actor.require(Role::Viewer)?;
        let member = member::get(&mut self.db.read().await?, actor.org, actor.member)
            .await?
            .ok_or(Error::NotFound)?;
        Ok(of(&member))
    }

    pub async fn set_prefs(&self, actor: &Actor, prefs: &Prefs) -> Result<(), Error> {
        actor.require(Role::Viewer)?;
        let prefs = checked(prefs)?;
        let mut tx = self.db.write().await?;
        let looks = (prefs.locale, prefs.theme);
        let json = to_json(&prefs);
        if !member::set_preferences(&mut tx, actor.org, actor.member, looks, &json).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The preferences of a member as stored.
pub(crate) fn of(member: &member::Member) -> Prefs {
    Prefs {
        theme: member.theme,
        locale: member.locale,
        ..from_json(&member.prefs)
    }
}

/// Refuses keys that cannot work or do two things; forgets those that are the usual ones.
fn checked(prefs: &Prefs) -> Result<Prefs, Error> {
    let invalid = |field, problem| Err(Error::Invalid { field, problem });
    if !Prefs::UNDO_SECS.contains(&prefs.undo_secs) {
        return invalid("undo_secs", "is out of range");
    }
    let mut prefs = prefs.clone();
    prefs
        .keys
        .retain(|command, key| key != command.default_key());
    for (command, key) in &prefs.keys {
        if !command.is_remappable() || !is_key(key) {
            return invalid("keys", "is not a key to choose");
        }
    }
    let mut used: Vec<&str> = Command::ALL.iter().map(|it| prefs.key(*it)).collect();
    used.sort_unstable();
    // A key that begins another's sequence would never let it be finished.
    let is_taken = |pair: &[&str]| {
        pair[0] == pair[1]
            || pair[1]
                .strip_prefix(pair[0])
                .is_some_and(|rest| rest.starts_with(' '))
    };
    if used.windows(2).any(is_taken) {
        return invalid("keys", "is used twice");
    }
    Ok(prefs)
}

fn to_json(prefs: &Prefs) -> String {
    let keys: Map<String, Value> = prefs
        .keys
        .iter()
        .map(|(command, key)| (command.as_str().to_owned(), json!(key)))
        .collect();
    json!({
        "density": prefs.density.as_str(),
        "announce": prefs.announce.as_str(),
        "undo_secs": prefs.undo_secs,
        "single_keys": prefs.single_keys,
        "keys": keys,
    })
    .to_string()
}

/// What is missing or no longer known is as usual: a taste is never worth an error page.
fn from_json(json: &str) -> Prefs {
    let usual = Prefs::default();
    let Ok(found) = serde_json::from_str::<Value>(json) else {
        return usual;
    };
    let keys = found["keys"].as_object().into_iter().flatten();
    let read = Prefs {
        density: found["density"]
            .as_str()
            .and_then(Density::parse)
            .unwrap_or(usual.density),
        announce: found["announce"]
            .as_str()
            .and_then(Announce::parse)
            .unwrap_or(usual.announce),
        undo_secs: found["undo_secs"]
            .as_u64()
            .and_then(|it| u8::try_from(it).ok())
            .unwrap_or(usual.undo_secs),
        single_keys: found["single_keys"].as_bool().unwrap_or(usual.single_keys),
        keys: keys
            .filter_map(|(command, key)| Some((Command::parse(command)?, key.as_str()?.to_owned())))
            .collect(),
        ..usual.clone()
    };
    checked(&read).unwrap_or(usual)
}

#[cfg(test)]
mod tests;
