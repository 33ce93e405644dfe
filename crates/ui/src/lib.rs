//! The interface: pages as pure functions, components in [`kit`], and the assets browsers get.
//!
//! ```text
//! request ─> routes (extract, ask engine) ─> pages (view to markup) ─> kit (components)
//! ```
//!
//! A page is `fn page(cx: &Cx, view: &View) -> Markup`: no I/O, no lookups. Every page works without
//! script; scripts only make the same links and forms quicker. Words of strangers reach a page through
//! [`kit::text`] alone. Not here: sessions, permissions, queries (see `web` and `engine`).

pub mod keys;
pub mod kit;
pub mod pages;
pub mod samples;

mod assets;
mod cx;
mod routes;

pub use assets::embedded;
pub use cx::{Cx, Live, Member, PictureUrl};
pub use routes::router;

#[cfg(test)]
mod contrast;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod outline;
#[cfg(test)]
mod tests;
