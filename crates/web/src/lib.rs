//! The HTTP boundary: who asks (sessions), from where (cross-site checks), with what (bounded
//! extractors), and what may leave (errors, headers, live streams, pictures of strangers).
//!
//! Pages are drawn by the `ui` crate; decisions are taken by `engine`. Nothing here knows markup.

mod app;
mod cookie;
mod csrf;
mod cx;
mod error;
mod extract;
mod file;
mod headers;
mod live;
mod media;
mod ops;
mod routes;

pub use app::{App, Settings};
pub use cookie::{clear_session, locale_cookie, session_cookie, theme_cookie};
pub use cx::{Cx, Nonce, Visitor};
pub use error::{Error, Failure};
pub use extract::{Form, Path, Query};
pub use file::file_body;
pub use headers::secure;
pub use live::{LiveEvent, last_event_id, stream};
pub use media::MediaLinks;
pub use ops::ops_router;
pub use routes::router;

/// The largest form or JSON body a person can send: a query of 4,096 characters with room to spare.
pub const BODY_BYTES_MAX: usize = 256 * 1024;
