mod addresses;
mod fetching;
mod sockets;
pub(crate) mod world;

use super::*;

/// The product's TLS configuration, for the tests' own clients.
pub(crate) fn tls() -> rustls::ClientConfig {
    client_tls()
}
