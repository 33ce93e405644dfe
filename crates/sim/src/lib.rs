//! A simulated social network with people in it, served over real HTTP and WebSocket on loopback.
//!
//! The city of Aubrelac, its services, its press, a postal service and some four hundred inhabitants
//! live from a seed: the same [`Settings`] make the same people and the same past. [`World::generate`]
//! is pure; [`Sandbox`] serves the world, lets it live on and remembers in a small file what was sent.
//! The protocol is described in `docs/sandbox-api.md`.
//!
//! What people write is data, under `content/`: situations, stories and lists in a small grammar that
//! `grammar` and `library` read. Nothing here names a real person, handle, brand or place.

mod cast;
mod dice;
mod director;
mod event;
mod faults;
mod grammar;
mod ledger;
mod library;
mod media;
mod page;
mod press;
mod rhythm;
mod sandbox;
mod server;
mod settings;
mod show;
mod state;
mod voice;
mod wire;
mod world;

pub use faults::{Rule, RuleError};
pub use sandbox::{Error, Handle, Sandbox, serve};
pub use settings::{SPEED_DEFAULT, Settings};
pub use state::StateError;
pub use world::{Reading, World};
