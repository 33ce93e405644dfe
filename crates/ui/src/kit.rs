//! Components: functions from values to markup, with samples on `/kit`. No class is invented elsewhere.
//!
//! ```ignore
//! kit::button::submit(Look::Primary, Some(Icon::Plus), &cx.words.column_add())
//! ```

pub mod avatar;
pub mod button;
pub mod chart;
pub mod chip;
pub mod dialog;
pub mod disclosure;
pub mod field;
pub mod figure;
pub mod icon;
pub mod post;
pub mod progress;
pub mod query;
pub mod state;
pub mod table;
pub mod tabs;
pub mod text;
pub mod words;
