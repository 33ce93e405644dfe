mod addresses;
mod fetching;
mod sockets;
pub(crate) mod world;

use super::*;
