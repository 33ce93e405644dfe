//! Names behind ids, from a public AppView without a key.

use std::time::Duration;

use model::{Author, Untrusted};
use serde::Deserialize;
use url::Url;

use super::{is_did, is_handle, record};
use crate::{
    Fut, Kind, NetError, Profiles,
    egress::{Egress, GetOptions},
};

/// The AppView that answers without a key.
pub const PUBLIC: &str = "https://public.api.bsky.app";

/// `app.bsky.actor.getProfiles` takes no more.
const ACTORS_MAX: usize = 25;
/// 25 profiles with their descriptions weigh some 60 kB.
const BODY_MAX: usize = 1024 * 1024;
/// Names are shown on one line; the network's own limit is 640 bytes.
const NAME_BYTES_MAX: usize = 640;

/// A place to ask who a DID is.
#[derive(Clone)]
pub struct AppView {
    endpoint: Url,
    egress: Egress,
}

impl AppView {
    /// An AppView by the origin of its API, [`PUBLIC`] for one.
    ///
    /// # Errors
    /// When `base` is not an address that could be asked.
    pub fn new(base: &str, egress: Egress) -> Result<Self, NetError> {
        let endpoint = Url::parse(base)
            .and_then(|it| it.join("/xrpc/app.bsky.actor.getProfiles"))
            .map_err(|it| {
                NetError::new(Kind::Invalid, format!("`{base}` is not an address")).because(it)
            })?;
        egress.check(endpoint.as_str())?;
        Ok(Self { endpoint, egress })
    }

    /// The AppView that settings name, if they do.
    pub(crate) fn optional(base: Option<&str>, egress: &Egress) -> Result<Option<Self>, NetError> {
        base.map(|it| Self::new(it, egress.clone())).transpose()
    }

    async fn profiles(&self, ids: &[Box<str>]) -> Result<Vec<Author>, NetError> {
        let ids: Vec<&str> = ids
            .iter()
            .map(|it| &**it)
            .filter(|it| is_did(it))
            .take(ACTORS_MAX)
            .collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut url = self.endpoint.clone();
        url.query_pairs_mut()
            .extend_pairs(ids.iter().map(|it| ("actors", it)));
        let options = GetOptions {
            body_max: BODY_MAX,
            ..GetOptions::default()
        };
        let fetched = self.egress.get(url.as_str(), &options).await?;
        if !fetched.status.is_success() {
            let kind = match fetched.status.as_u16() {
                429 => Kind::RateLimited,
                _ => Kind::Transient,
            };
            let mut error = NetError::new(kind, format!("the AppView answered {}", fetched.status));
            error.retry_after = retry_after(&fetched.headers);
            return Err(error);
        }
        let answer: Answer = serde_json::from_slice(&fetched.body).map_err(|it| {
            NetError::new(Kind::Transient, "the AppView's answer is not of its form").because(it)
        })?;
        Ok(answer
            .profiles
            .into_iter()
            .filter(|it| ids.contains(&&*it.did))
            .filter_map(Profile::into_author)
            .collect())
    }
}

fn retry_after(headers: &http::HeaderMap) -> Option<Duration> {
    let seconds = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?;
    seconds.parse().ok().map(Duration::from_secs)
}

impl Profiles for AppView {
    fn batch_max(&self) -> usize {
        ACTORS_MAX
    }

    fn resolve<'a>(&'a self, ids: &'a [Box<str>]) -> Fut<'a, Vec<Author>> {
        Box::pin(self.profiles(ids))
    }
}

#[derive(Deserialize)]
struct Answer {
    profiles: Vec<Profile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    did: Box<str>,
    handle: Box<str>,
    display_name: Option<String>,
    avatar: Option<String>,
    followers_count: Option<u64>,
}

impl Profile {
    /// `None` while the network itself does not know what the account is called.
    fn into_author(self) -> Option<Author> {
        if !is_handle(&self.handle) {
            return None;
        }
        let name = self.display_name.unwrap_or_default();
        let name = record::untrusted(&name[..name.floor_char_boundary(NAME_BYTES_MAX)]);
        Some(Author {
            id: self.did,
            handle: Untrusted::new(self.handle),
            name,
            avatar: self.avatar.as_deref().and_then(record::web_url),
            followers: self.followers_count,
        })
    }
}
