//! The organisation: what it is called and which accounts are its own, who is in it, and the other
//! organisations of a person.

use jiff::{Timestamp, tz::TimeZone};
use model::{Locale, MemberId, OrgId, PersonId, Role, Theme};
use store::{Tx, member, org, session, setting};

use crate::{
    Actor, Engine, Error, SessionKey, SignedIn, house::fold_login, lens::OwnAccounts, live::Change,
};

const OWN_ACCOUNTS: &str = "own_accounts";
const KEEP_POSTS_DAYS: &str = "keep_posts_days";
/// Accounts of one organisation, on all networks.
const OWN_ACCOUNTS_MAX: usize = 500;
/// The longest time posts can be kept, in days: ten years.
const KEEP_DAYS_MAX: u32 = 3_660;
/// Members of one organisation.
const MEMBERS_MAX: usize = 1_000;
/// Organisations of one instance.
const ORGS_MAX: usize = 100;

/// What an administrator decides for their organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgSettings {
    pub name: String,
    pub kind: String,
    /// An IANA name such as `Europe/Paris`.
    pub timezone: String,
    /// Handles that are ours, without `@`.
    pub own_accounts: Vec<String>,
    /// How long posts that a query matched are kept; `None` for what the operator decided.
    pub keep_posts_days: Option<u32>,
}

/// Someone of the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberView {
    pub id: MemberId,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub since: Timestamp,
    /// When they last looked at a page.
    pub last_seen: Option<Timestamp>,
    /// The reader themself.
    pub is_me: bool,
}

/// Someone to add.
pub struct NewMember {
    pub login: String,
    pub name: String,
    pub role: Role,
    /// For a person new to this instance; who signs in here already keeps theirs.
    pub password: String,
}

/// An organisation the person is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    pub org: OrgId,
    pub name: String,
    pub kind: String,
    pub current: bool,
}

impl Engine {
    pub async fn org_settings(&self, actor: &Actor) -> Result<OrgSettings, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let org = org::get(&mut tx, actor.org).await?.ok_or(Error::NotFound)?;
        Ok(OrgSettings {
            name: org.name,
            kind: org.kind,
            timezone: org.timezone,
            own_accounts: own_handles(&mut tx, actor.org).await?,
            keep_posts_days: keep_posts_days(&mut tx, actor.org).await?,
        })
    }

    pub async fn set_org_settings(&self, actor: &Actor, wanted: &OrgSettings) -> Result<(), Error> {
        actor.require(Role::Admin)?;
        check_org(&wanted.name, &wanted.kind, &wanted.timezone)?;
        let own: Vec<&str> = wanted
            .own_accounts
            .iter()
            .map(|it| it.trim().trim_start_matches('@'))
            .filter(|it| !it.is_empty())
            .collect();
        if own.len() > OWN_ACCOUNTS_MAX {
            return Err(Error::TooMany(OWN_ACCOUNTS_MAX as u64));
        }
        if own.iter().any(|it| it.contains(char::is_whitespace)) {
            return Err(Error::Invalid {
                field: "own_accounts",
                problem: "has a space in it",
            });
        }
        if wanted
            .keep_posts_days
            .is_some_and(|it| it == 0 || it > KEEP_DAYS_MAX)
        {
            return Err(Error::Invalid {
                field: "keep_posts_days",
                problem: "is out of range",
            });
        }
        let mut tx = self.db.write().await?;
        let known = org::get(&mut tx, actor.org).await?.ok_or(Error::NotFound)?;
        let changed = org::Org {
            name: wanted.name.trim().to_owned(),
            kind: wanted.kind.trim().to_owned(),
            timezone: wanted.timezone.clone(),
            ..known
        };
        org::update(&mut tx, &changed).await?;
        for (key, value) in [
            (OWN_ACCOUNTS, serde_json::json!(own)),
            (KEEP_POSTS_DAYS, serde_json::json!(wanted.keep_posts_days)),
        ] {
            setting::set(&mut tx, actor.org, key, &value.to_string()).await?;
        }
        tx.commit().await?;
        tracing::info!(org.id = %actor.org, "the settings of {} changed", actor.org);
        // Pages show names and whose accounts are whose: they read themselves again.
        self.hub.announce(Change::Named { org: actor.org });
        self.renew_knowledge(actor.org).await
    }

    /// Everybody of the organisation, by login.
    pub async fn members(&self, actor: &Actor) -> Result<Vec<MemberView>, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let mut views = Vec::new();
        for member in member::list(&mut tx, actor.org).await? {
            let last = store::visit::of(&mut tx, actor.org, member.id, 1).await?;
            views.push(MemberView {
                is_me: member.id == actor.member,
                id: member.id,
                login: member.login,
                name: member.name,
                role: member.role,
                since: member.created_at,
                last_seen: last.first().map(|it| it.to_at),
            });
        }
        Ok(views)
    }

    /// Takes somebody in. Who signs in to this instance already joins with the password they have.
    pub async fn member_add(&self, actor: &Actor, asked: NewMember) -> Result<MemberId, Error> {
        actor.require(Role::Admin)?;
        let login = fold_login(&asked.login);
        crate::house::check_login(&login)?;
        let known = member::by_login(&mut self.db.read().await?, &login).await?;
        let now = self.seams.now();
        let fresh = |person: PersonId, name: String| member::Member {
            id: MemberId::from_uuid(self.seams.uuid()),
            org: actor.org,
            person,
            login: login.clone(),
            name,
            role: asked.role,
            locale: Locale::default(),
            theme: Theme::default(),
            prefs: "{}".to_owned(),
            created_at: now,
        };
        let (member, hash) = match known {
            Some((known, _)) => (fresh(known.person, known.name), None),
            None => {
                let name = crate::named("name", &asked.name)?;
                crate::house::check_password(&asked.password, &[&login, &name])?;
                let hash = self.hash(asked.password).await?;
                let person = PersonId::from_uuid(self.seams.uuid());
                (fresh(person, name), Some(hash))
            }
        };
        let mut tx = self.db.write().await?;
        let all = member::list(&mut tx, actor.org).await?;
        if all.len() >= MEMBERS_MAX {
            return Err(Error::TooMany(MEMBERS_MAX as u64));
        }
        if all.iter().any(|it| it.login == member.login) {
            return Err(Error::Invalid {
                field: "login",
                problem: "is taken",
            });
        }
        match hash {
            Some(hash) => member::insert(&mut tx, &member, &hash).await?,
            None => member::join(&mut tx, &member).await?,
        }
        tx.commit().await?;
        tracing::info!(member.id = %member.id, "took in the member {}", member.id);
        Ok(member.id)
    }

    pub async fn member_set_role(
        &self,
        actor: &Actor,
        id: MemberId,
        role: Role,
    ) -> Result<(), Error> {
        actor.require(Role::Admin)?;
        let mut tx = self.db.write().await?;
        if role < Role::Admin {
            check_not_last_admin(&mut tx, actor.org, id).await?;
        }
        if !member::set_role(&mut tx, actor.org, id, role).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Takes somebody out, with their sessions here and the boards that were theirs alone.
    pub async fn member_remove(&self, actor: &Actor, id: MemberId) -> Result<(), Error> {
        actor.require(Role::Admin)?;
        let mut tx = self.db.write().await?;
        check_not_last_admin(&mut tx, actor.org, id).await?;
        let now = self.seams.now();
        for board in store::board::list(&mut tx, actor.org).await? {
            if board.owner == Some(id) && !board.shared {
                store::board::remove(&mut tx, actor.org, board.id, now).await?;
            }
        }
        if !member::remove(&mut tx, actor.org, id).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        tracing::info!(member.id = %id, "took out the member {id}");
        Ok(())
    }

    /// The organisations this person is in, by name.
    pub async fn workspaces(&self, actor: &Actor) -> Result<Vec<Workspace>, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let me = member::get(&mut tx, actor.org, actor.member)
            .await?
            .ok_or(Error::NotFound)?;
        let all = member::memberships(&mut tx, me.person).await?;
        Ok(all
            .into_iter()
            .map(|it| Workspace {
                current: it.org == actor.org,
                org: it.org,
                name: it.org_name,
                kind: it.org_kind,
            })
            .collect())
    }

    /// One more organisation on this instance, with this person as its administrator.
    pub async fn workspace_add(
        &self,
        actor: &Actor,
        name: &str,
        kind: &str,
        timezone: &str,
    ) -> Result<OrgId, Error> {
        actor.require(Role::Admin)?;
        check_org(name, kind, timezone)?;
        let now = self.seams.now();
        let fresh = org::Org {
            id: OrgId::from_uuid(self.seams.uuid()),
            name: name.trim().to_owned(),
            kind: kind.trim().to_owned(),
            timezone: timezone.to_owned(),
            created_at: now,
        };
        let mut tx = self.db.write().await?;
        if org::list(&mut tx).await?.len() >= ORGS_MAX {
            return Err(Error::TooMany(ORGS_MAX as u64));
        }
        let me = member::get(&mut tx, actor.org, actor.member)
            .await?
            .ok_or(Error::NotFound)?;
        org::insert(&mut tx, &fresh).await?;
        let there = member::Member {
            id: MemberId::from_uuid(self.seams.uuid()),
            org: fresh.id,
            role: Role::Admin,
            created_at: now,
            ..me
        };
        member::join(&mut tx, &there).await?;
        tx.commit().await?;
        tracing::info!(org.id = %fresh.id, "opened the organisation {}", fresh.id);
        self.renew_knowledge(fresh.id).await?;
        Ok(fresh.id)
    }

    /// Ends `session` and opens one in another organisation of the same person.
    pub async fn workspace_switch(
        &self,
        actor: &Actor,
        session: &SessionKey,
        to: OrgId,
    ) -> Result<SignedIn, Error> {
        let mut tx = self.db.read().await?;
        let me = member::get(&mut tx, actor.org, actor.member)
            .await?
            .ok_or(Error::NotFound)?;
        let all = member::memberships(&mut tx, me.person).await?;
        let there = all.iter().find(|it| it.org == to).ok_or(Error::NotFound)?;
        let there = member::get(&mut tx, to, there.member)
            .await?
            .ok_or(Error::NotFound)?;
        drop(tx);
        let signed_in = self.open_session(&there).await?;
        let mut tx = self.db.write().await?;
        session::delete(&mut tx, session.hash()).await?;
        tx.commit().await?;
        Ok(signed_in)
    }
}

/// The accounts that are the organisation's own.
pub(crate) async fn own_accounts(tx: &mut Tx, org: OrgId) -> Result<OwnAccounts, Error> {
    let handles = own_handles(tx, org).await?;
    Ok(OwnAccounts::new(handles.iter().map(String::as_str)))
}

pub(crate) async fn own_handles(tx: &mut Tx, org: OrgId) -> Result<Vec<String>, Error> {
    let json = setting::get(tx, org, OWN_ACCOUNTS).await?;
    Ok(json
        .and_then(|it| serde_json::from_str(&it).ok())
        .unwrap_or_default())
}

/// How long the organisation keeps posts, when it decided so.
pub(crate) async fn keep_posts_days(tx: &mut Tx, org: OrgId) -> Result<Option<u32>, Error> {
    let json = setting::get(tx, org, KEEP_POSTS_DAYS).await?;
    Ok(json.and_then(|it| serde_json::from_str(&it).ok()).flatten())
}

pub(crate) fn check_org(name: &str, kind: &str, timezone: &str) -> Result<(), Error> {
    crate::named("org_name", name)?;
    if !kind.trim().is_empty() {
        crate::named("org_kind", kind)?;
    }
    if TimeZone::get(timezone).is_err() {
        return Err(Error::Invalid {
            field: "time_zone",
            problem: "is not a known time zone",
        });
    }
    Ok(())
}

/// Refuses to take the last administrator's keys away: nobody could give them back.
async fn check_not_last_admin(tx: &mut Tx, org: OrgId, id: MemberId) -> Result<(), Error> {
    let members = member::list(tx, org).await?;
    let mut admins = members.iter().filter(|it| it.role == Role::Admin);
    if admins.clone().any(|it| it.id == id) && !admins.any(|it| it.id != id) {
        return Err(Error::Invalid {
            field: "role",
            problem: "is the last administrator's",
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
