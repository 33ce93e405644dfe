//! The people of the house: first run, sign-in, sessions, preferences.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use jiff::Timestamp;
use model::{Locale, MemberId, OrgId, PersonId, Prefs, Role, Theme};
use sha2::{Digest as _, Sha256};
use store::{member, org, session};
use tokio::sync::Semaphore;

use crate::{Actor, Engine, Error, organisation::check_org, prefs};

/// OWASP ASVS 5.0 appendix C: argon2id with 19 MiB and two passes.
const ARGON2_MEMORY_KIB: u32 = 19_456;
const ARGON2_PASSES: u32 = 2;
/// Each hash keeps a core busy for about 85 ms: more at once would only slow the pages down.
const HASHES_AT_ONCE: usize = 2;
/// Sign-ins that may wait for a hash; beyond, people are asked to try again.
const HASHES_WAITING_MAX: usize = 64;
/// ASVS 6.2: long enough to resist guessing, and any phrase is accepted.
const PASSWORD_CHARS_MIN: usize = 12;
/// A bound on what is hashed, far above any phrase.
const PASSWORD_BYTES_MAX: usize = 1_024;
/// Wrong passwords for one login, or from one address, before it waits.
const ATTEMPTS_FREE: u32 = 5;
/// The longest wait between two attempts.
const ATTEMPT_WAIT_MAX: Duration = Duration::from_secs(300);
/// Attempts are forgotten after this long without one.
const ATTEMPTS_REMEMBERED: Duration = Duration::from_secs(3_600);
/// How many logins and addresses are watched at once; beyond, the oldest are forgotten.
const WATCHED_MAX: usize = 10_000;
/// A session's last use is written at most this often: pages are many small requests.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

/// What the administrator types on the first run.
pub struct FirstRun {
    pub org_name: String,
    pub org_kind: String,
    /// An IANA name such as `Europe/Paris`.
    pub time_zone: String,
    pub login: String,
    pub name: String,
    pub password: String,
    pub locale: Locale,
}

/// A session as the store knows it: the hash of its token.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionKey([u8; 32]);

impl SessionKey {
    pub(crate) const fn hash(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A fresh session, for the cookie.
pub struct SignedIn {
    /// 256 random bits in hexadecimal; only its hash is stored.
    pub token: String,
    pub lifetime: Duration,
    pub actor: Actor,
    pub locale: Locale,
    pub theme: Theme,
}

/// Who a valid token stands for.
pub struct Authenticated {
    pub actor: Actor,
    pub session: SessionKey,
    pub login: String,
    pub member_name: String,
    pub org_name: String,
    pub org_kind: String,
    pub org_time_zone: String,
    pub prefs: Prefs,
}

/// Brakes on guessing, in memory: a restart forgives, which costs an attacker more than it gives.
pub(crate) struct Door {
    hashing: Semaphore,
    waiting: Semaphore,
    attempts: Mutex<HashMap<String, Attempts>>,
}

#[derive(Clone, Copy)]
struct Attempts {
    failed: u32,
    last: Timestamp,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            hashing: Semaphore::new(HASHES_AT_ONCE),
            waiting: Semaphore::new(HASHES_WAITING_MAX),
            attempts: Mutex::default(),
        }
    }
}

impl Door {
    /// Seconds to wait before `who` may try again.
    fn wait(&self, who: &str, now: Timestamp) -> Option<u64> {
        let attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = attempts.get(who)?;
        let beyond = seen.failed.checked_sub(ATTEMPTS_FREE)?;
        let wait = Duration::from_secs(1 << beyond.min(16)).min(ATTEMPT_WAIT_MAX);
        let since = now.duration_since(seen.last).unsigned_abs();
        let left = wait.checked_sub(since)?;
        Some(left.as_secs().max(1))
    }

    fn failed(&self, who: &str, now: Timestamp) {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.retain(|_, it| now.duration_since(it.last).unsigned_abs() < ATTEMPTS_REMEMBERED);
        if attempts.len() >= WATCHED_MAX
            && let Some(oldest) = attempts
                .iter()
                .min_by_key(|(_, it)| it.last)
                .map(|(who, _)| who.clone())
        {
            attempts.remove(&oldest);
        }
        let seen = attempts.entry(who.to_owned()).or_insert(Attempts {
            failed: 0,
            last: now,
        });
        seen.failed = seen.failed.saturating_add(1);
        seen.last = now;
    }

    fn succeeded(&self, who: &str) {
        self.attempts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(who);
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(ARGON2_MEMORY_KIB, ARGON2_PASSES, 1, None)
        .expect("the constants are in argon2's ranges");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

impl Engine {
    /// Whether an administrator exists.
    pub async fn is_set_up(&self) -> Result<bool, Error> {
        Ok(member::count(&mut self.db.read().await?).await? > 0)
    }

    /// Creates the organisation with its administrator; only once.
    pub async fn set_up(&self, asked: FirstRun) -> Result<SignedIn, Error> {
        check_first_run(&asked)?;
        let login = fold_login(&asked.login);
        check_password(&asked.password, &[&login, &asked.org_name, &asked.name])?;
        let hash = self.hash(asked.password).await?;
        let now = self.seams.now();
        let org = org::Org {
            id: OrgId::from_uuid(self.seams.uuid()),
            name: asked.org_name.trim().to_owned(),
            kind: asked.org_kind.trim().to_owned(),
            timezone: asked.time_zone,
            created_at: now,
        };
        let admin = member::Member {
            id: MemberId::from_uuid(self.seams.uuid()),
            org: org.id,
            person: PersonId::from_uuid(self.seams.uuid()),
            login,
            name: asked.name.trim().to_owned(),
            role: Role::Admin,
            locale: asked.locale,
            theme: Theme::System,
            prefs: "{}".to_owned(),
            created_at: now,
        };
        let mut tx = self.db.write().await?;
        if member::count(&mut tx).await? > 0 {
            return Err(Error::AlreadySetUp);
        }
        org::insert(&mut tx, &org).await?;
        member::insert(&mut tx, &admin, &hash).await?;
        tx.commit().await?;
        tracing::info!(org.id = %org.id, "organisation {} has its administrator", org.id);
        self.renew_knowledge(org.id).await?;
        self.open_session(&admin).await
    }

    /// Checks a password and opens a session. Slow on purpose, and slower for who fails often.
    pub async fn sign_in(
        &self,
        login: &str,
        password: String,
        from: IpAddr,
    ) -> Result<SignedIn, Error> {
        let login = fold_login(login);
        let now = self.seams.now();
        let watched = [
            format!("login {login}"),
            format!("from {}", network_of(from)),
        ];
        if let Some(retry_after_s) = watched
            .iter()
            .filter_map(|it| self.door.wait(it, now))
            .max()
        {
            return Err(Error::Throttled { retry_after_s });
        }
        let found = member::by_login(&mut self.db.read().await?, &login).await?;
        // An unknown login costs as much as a wrong password: time must not tell them apart.
        let hash = found
            .as_ref()
            .map_or_else(|| self.decoy_hash.clone(), |(_, hash)| hash.clone());
        let is_right = self.verify(password, hash).await?;
        match found {
            Some((member, _)) if is_right => {
                for who in &watched {
                    self.door.succeeded(who);
                }
                self.open_session(&member).await
            }
            _ => {
                for who in &watched {
                    self.door.failed(who, now);
                }
                Err(Error::Credentials)
            }
        }
    }

    pub(crate) async fn open_session(&self, member: &member::Member) -> Result<SignedIn, Error> {
        let mut secret = [0; 32];
        self.seams.entropy.fill(&mut secret);
        let token = hex(&secret);
        let now = self.seams.now();
        let expires_at = now.checked_add(self.settings.session_max).unwrap_or(now);
        let fresh = session::Session {
            org: member.org,
            member: member.id,
            created_at: now,
            expires_at,
            seen_at: now,
        };
        let mut tx = self.db.write().await?;
        session::purge_expired(&mut tx, now).await?;
        session::insert(&mut tx, &key_of(&token).0, &fresh).await?;
        tx.commit().await?;
        Ok(SignedIn {
            token,
            lifetime: self.settings.session_max,
            actor: Actor {
                org: member.org,
                member: member.id,
                role: member.role,
            },
            locale: member.locale,
            theme: member.theme,
        })
    }

    /// Who `token` stands for, if its session is alive.
    pub async fn authenticate(&self, token: &str) -> Result<Option<Authenticated>, Error> {
        let key = key_of(token);
        let found = session::find(&mut self.db.read().await?, &key.0).await?;
        let Some(session::Found {
            session,
            member,
            org,
        }) = found.filter(|it| self.is_alive(&it.session))
        else {
            return Ok(None);
        };
        let now = self.seams.now();
        if now.duration_since(session.seen_at).unsigned_abs() >= TOUCH_EVERY {
            let mut tx = self.db.write().await?;
            session::touch(&mut tx, &key.0, now).await?;
            tx.commit().await?;
        }
        let prefs = prefs::of(&member);
        Ok(Some(Authenticated {
            actor: Actor {
                org: org.id,
                member: member.id,
                role: member.role,
            },
            session: key,
            login: member.login,
            member_name: member.name,
            org_name: org.name,
            org_kind: org.kind,
            org_time_zone: org.timezone,
            prefs,
        }))
    }

    /// Whether a session opened earlier still holds; also keeps it from idling, since an open live
    /// page is a person at work. False when the store does not answer: fail closed.
    pub async fn is_signed_in(&self, key: &SessionKey) -> bool {
        let Ok(mut tx) = self.db.read().await else {
            return false;
        };
        let Ok(Some(found)) = session::find(&mut tx, &key.0).await else {
            return false;
        };
        drop(tx);
        if !self.is_alive(&found.session) {
            return false;
        }
        let now = self.seams.now();
        if now.duration_since(found.session.seen_at).unsigned_abs() >= TOUCH_EVERY
            && let Ok(mut tx) = self.db.write().await
            && session::touch(&mut tx, &key.0, now).await.is_ok()
        {
            // A touch that is lost is made again at the next check.
            let _ = tx.commit().await;
        }
        true
    }

    fn is_alive(&self, session: &session::Session) -> bool {
        let now = self.seams.now();
        let idle = now.duration_since(session.seen_at);
        now < session.expires_at
            && (idle.is_negative() || idle.unsigned_abs() < self.settings.session_idle)
    }

    pub async fn sign_out(&self, key: &SessionKey) -> Result<(), Error> {
        let mut tx = self.db.write().await?;
        session::delete(&mut tx, &key.0).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The first administrator, for the operator's own commands.
    pub async fn first_admin(&self) -> Result<Option<(OrgId, MemberId)>, Error> {
        let mut tx = self.db.read().await?;
        for org in org::list(&mut tx).await? {
            let members = member::list(&mut tx, org.id).await?;
            let admin = members
                .iter()
                .filter(|it| it.role == Role::Admin)
                .min_by_key(|it| it.created_at);
            if let Some(admin) = admin {
                return Ok(Some((org.id, admin.id)));
            }
        }
        Ok(None)
    }

    pub(crate) async fn hash(&self, password: String) -> Result<String, Error> {
        let mut salt = [0; 16];
        self.seams.entropy.fill(&mut salt);
        self.on_the_hashing_bench(move || {
            argon2()
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map(|it| it.to_string())
                .ok()
        })
        .await?
        .ok_or(Error::Bug("argon2 refused its own parameters"))
    }

    async fn verify(&self, password: String, hash: String) -> Result<bool, Error> {
        if password.len() > PASSWORD_BYTES_MAX {
            return Ok(false);
        }
        self.on_the_hashing_bench(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|it| argon2().verify_password(password.as_bytes(), &it).is_ok())
        })
        .await
    }

    /// Runs a hash off the async threads, few at a time.
    async fn on_the_hashing_bench<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _queued = self
            .door
            .waiting
            .try_acquire()
            .map_err(|_| Error::Throttled { retry_after_s: 5 })?;
        let _turn = self
            .door
            .hashing
            .acquire()
            .await
            .map_err(|_| Error::Bug("the hashing bench is closed"))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| Error::Bug("a hash panicked"))
    }
}

/// A hash no password has, to compare with when the login is unknown.
pub(crate) fn decoy_hash(salt: [u8; 16]) -> String {
    argon2()
        .hash_password_with_salt(b"", &salt)
        .map(|it| it.to_string())
        .unwrap_or_default()
}

fn check_first_run(asked: &FirstRun) -> Result<(), Error> {
    check_org(&asked.org_name, &asked.org_kind, &asked.time_zone)?;
    crate::named("name", &asked.name)?;
    check_login(&asked.login)
}

pub(crate) fn check_login(login: &str) -> Result<(), Error> {
    let login = crate::named("login", login)?;
    if login.contains(char::is_whitespace) {
        return Err(Error::Invalid {
            field: "login",
            problem: "has a space in it",
        });
    }
    Ok(())
}

/// Long enough, and not made of what anybody would try first.
pub(crate) fn check_password(password: &str, context: &[&str]) -> Result<(), Error> {
    let invalid = |problem| {
        Err(Error::Invalid {
            field: "password",
            problem,
        })
    };
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return invalid("is too short");
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return invalid("is too long");
    }
    let folded = password.to_lowercase();
    let distinct: std::collections::HashSet<char> = folded.chars().collect();
    let is_context = context.iter().any(|it| folded == it.trim().to_lowercase());
    if is_context || distinct.len() < 5 {
        return invalid("is too easy to guess");
    }
    Ok(())
}

pub(crate) fn fold_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// IPv6 users own a whole /64: counting single addresses would count nothing.
fn network_of(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("{:x?}", &ip.segments()[..4]),
    }
}

fn key_of(token: &str) -> SessionKey {
    SessionKey(Sha256::digest(token.as_bytes()).into())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests;
