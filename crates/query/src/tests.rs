//! Tests of the whole: properties, and suites over shared data.

mod fixture;
pub(crate) mod generate;
mod properties;
mod shared_data;

pub(crate) use fixture::{codes, matches, meaning, post, shape, shape_of, spans};
