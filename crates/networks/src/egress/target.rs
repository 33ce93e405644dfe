//! Reading an address once, and deciding on what was read.

use std::{fmt, str::FromStr};

use url::{Host, Url};

use super::{Error, Refusal, Settings, is_global};

/// Longer ones are attacks or mistakes, and every log line repeats them.
const URL_BYTES_MAX: usize = 8 * 1024;
/// How much of a refused address a message repeats.
const SHOWN_CHARS_MAX: usize = 200;

/// A place of the house the operator opens: `intranet.example:8080`, `127.0.0.1:9000`, `[::1]:9000`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostPort {
    host: Host,
    port: u16,
}

/// Why a text is not a `host:port` pair.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not of the form host:port")]
pub struct HostPortError(Box<str>);

impl FromStr for HostPort {
    type Err = HostPortError;

    fn from_str(text: &str) -> Result<Self, HostPortError> {
        let wrong = || HostPortError(text.into());
        let (host, port) = text.rsplit_once(':').ok_or_else(wrong)?;
        Ok(Self {
            host: Host::parse(host).map_err(|_| wrong())?,
            port: port.parse().map_err(|_| wrong())?,
        })
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// An address that may be asked for, if its name resolves to global addresses or is listed.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) url: Url,
    pub(super) host: Host,
    pub(super) port: u16,
    /// Whether the operator opened this very place.
    pub(super) listed: bool,
}

impl Target {
    pub(super) fn parse(text: &str, settings: &Settings) -> Result<Self, Error> {
        if text.len() > URL_BYTES_MAX {
            return Err(refused(text, Refusal::Invalid));
        }
        let url = Url::parse(text).map_err(|_| refused(text, Refusal::Invalid))?;
        Self::check(url, settings)
    }

    pub(super) fn check(url: Url, settings: &Settings) -> Result<Self, Error> {
        let refuse = |why| Err(refused(url.as_str(), why));
        if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") {
            return refuse(Refusal::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse(Refusal::UserInfo);
        }
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return refuse(Refusal::Invalid);
        };
        let host = host.to_owned();
        let listed = settings
            .allowed_private
            .iter()
            .any(|it| it.port == port && it.host == host);
        if !listed {
            if !settings.ports.contains(&port) {
                return refuse(Refusal::Port);
            }
            if !may_be_global(&host) {
                return refuse(Refusal::Private);
            }
        }
        Ok(Self {
            url,
            host,
            port,
            listed,
        })
    }

    pub(super) fn is_websocket(&self) -> bool {
        matches!(self.url.scheme(), "ws" | "wss")
    }
}

/// Whether a host can be on the open web, as far as its form tells. Names are resolved later.
fn may_be_global(host: &Host) -> bool {
    match host {
        Host::Ipv4(address) => is_global((*address).into()),
        Host::Ipv6(address) => is_global((*address).into()),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            // Loopback by definition, and names that are never public: no question leaves for them.
            !["localhost", "local", "internal", "onion"]
                .iter()
                .any(|it| name == *it || name.ends_with(&format!(".{it}")))
        }
    }
}

/// The refusal of an address, without its credentials or query.
pub(super) fn refused(address: &str, why: Refusal) -> Error {
    let shown = match Url::parse(address) {
        Ok(mut url) => {
            // Cannot fail on addresses that have a host; others have nothing to hide.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.set_query(None);
            url.set_fragment(None);
            url.to_string()
        }
        Err(_) => address.chars().filter(|it| !it.is_control()).collect(),
    };
    Error::Refused {
        address: shown.chars().take(SHOWN_CHARS_MAX).collect(),
        why,
    }
}
