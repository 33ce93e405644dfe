//! Names to addresses, once per connection, and every address checked.

use std::{
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
};

use super::is_global;

/// A name with more addresses than this is cut: nobody tries them all.
const ADDRESSES_MAX: usize = 16;

/// Where names are resolved: the system, or a test.
pub trait Resolve: Send + Sync {
    fn resolve<'a>(
        &'a self,
        host: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;
}

/// The resolver of the operating system.
#[derive(Clone, Copy, Debug)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve<'a>(
        &'a self,
        host: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        Box::pin(async move {
            let addresses = tokio::net::lookup_host((host, 0)).await?;
            Ok(addresses.map(|it| it.ip()).collect())
        })
    }
}

/// A name that leads, wholly or in part, out of the open internet.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` leads into a private network")]
pub(super) struct PrivateAddress(Box<str>);

/// A name that did not resolve.
#[derive(Debug, thiserror::Error)]
#[error("`{host}` does not resolve")]
pub(super) struct Unresolved {
    host: Box<str>,
    #[source]
    source: io::Error,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The resolver between the client and the names.
pub(super) struct Guard {
    resolver: Arc<dyn Resolve>,
    listed: bool,
}

impl Guard {
    /// For the open web: global addresses only.
    pub(super) fn open(resolver: Arc<dyn Resolve>) -> Self {
        Self {
            resolver,
            listed: false,
        }
    }

    /// For places the operator opened by name: any address.
    pub(super) fn listed(resolver: Arc<dyn Resolve>) -> Self {
        Self {
            resolver,
            listed: true,
        }
    }
}

/// The addresses of `host`, none of them private unless the place is listed.
pub(super) async fn addresses(
    resolver: &dyn Resolve,
    host: &str,
    listed: bool,
) -> Result<Vec<IpAddr>, Failure> {
    let unresolved = |source| Unresolved {
        host: host.into(),
        source,
    };
    let mut found = resolver.resolve(host).await.map_err(unresolved)?;
    if found.is_empty() {
        return Err(unresolved(io::ErrorKind::NotFound.into()).into());
    }
    // One private address among public ones is how rebinding starts: the whole name is refused.
    if !listed && !found.iter().all(|it| is_global(*it)) {
        return Err(PrivateAddress(host.into()).into());
    }
    found.truncate(ADDRESSES_MAX);
    Ok(found)
}

impl reqwest::dns::Resolve for Guard {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let resolver = Arc::clone(&self.resolver);
        let listed = self.listed;
        Box::pin(async move {
            let found = addresses(&*resolver, name.as_str(), listed).await?;
            // The client puts the port of the address asked for in the place of 0.
            let found = found.into_iter().map(|it| SocketAddr::new(it, 0));
            Ok(Box::new(found) as reqwest::dns::Addrs)
        })
    }
}
