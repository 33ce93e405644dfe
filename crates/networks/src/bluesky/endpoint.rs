//! The server a wire is heard from.

use url::Url;

use crate::{Kind, NetError, egress::Egress};

/// The address of a WebSocket that `egress` may open.
pub(crate) fn socket_url(endpoint: &str, egress: &Egress) -> Result<Url, NetError> {
    egress.check(endpoint)?;
    let invalid = || {
        NetError::new(
            Kind::Invalid,
            format!("`{endpoint}` is not a WebSocket's address"),
        )
    };
    let url = Url::parse(endpoint).map_err(|it| invalid().because(it))?;
    if matches!(url.scheme(), "ws" | "wss") {
        Ok(url)
    } else {
        Err(invalid())
    }
}

/// What numbers and times of one server are kept under: its name, with the port if that is unusual.
pub(crate) fn host_of(url: &Url) -> Box<str> {
    let port = url.port().map(|it| format!(":{it}")).unwrap_or_default();
    format!("{}{port}", url.host_str().unwrap_or_default()).into()
}
