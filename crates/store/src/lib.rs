//! What Vigie remembers: SQL on SQLite and PostgreSQL, one text for both. The only crate that names `sqlx`.
//!
//! One module an aggregate, made of free functions that take a [`Tx`] first; the caller owns the
//! transaction and commits it. Everything a tenant owns is asked for with its [`model::OrgId`].
//!
//! ```ignore
//! let db = Db::open(&Config { url: "sqlite:/var/lib/vigie/vigie.db".into(), readers: 4 }).await?;
//! let mut tx = db.write().await?;
//! let saved = post::save_many(&mut tx, org, now, &batch).await?;
//! source::set_checkpoint(&mut tx, org, id, &checkpoint, now).await?;
//! tx.commit().await?;
//! ```
//!
//! Invariants:
//! - A write that touches posts, queries or mentions holds the organisation's lock to its end, so
//!   mention numbers (`seq`) have no hole when given and become visible in their order.
//! - A deleted post leaves a tombstone: a replayed or late creation does not bring it back.
//! - Text that strangers wrote is stored with NUL replaced by SUBSTITUTE (both one byte, so spans
//!   hold): PostgreSQL refuses NUL and both databases must answer the same.

#[macro_use]
mod column;
#[macro_use]
mod tx;

mod db;
mod dialect;
mod error;
mod migrate;

pub mod archive;
pub mod author;
pub mod board;
pub mod coverage;
pub mod doctor;
pub mod judgement;
pub mod list;
pub mod member;
pub mod mention;
pub mod org;
pub mod post;
pub mod query;
pub mod session;
pub mod setting;
pub mod source;
pub mod visit;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod cost;
#[cfg(test)]
mod testing;

pub use db::{Config, Db};
pub use dialect::Dialect;
pub use error::{Error, Kind, Result};
pub use migrate::known as schema_version;
pub use tx::Tx;
