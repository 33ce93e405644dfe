//! The whole program: the binary as a person runs it, and the pages as a browser asks for them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod cli;
mod crash;
mod faults;
mod pages;
mod unit;
mod vigie;
