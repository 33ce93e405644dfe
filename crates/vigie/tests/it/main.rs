//! The whole program: the binary as a person runs it, and the pages as a browser asks for them.

mod cli;
mod crash;
mod pages;
mod vigie;
