//! Pictures and tables of figures. Pure: data in, text out, the same for a page, an e-mail or a file.
//!
//! A picture is SVG with a sentence as its name; each has a [`Table`] twin with the same figures.
//! Colours are classes of the interface's style sheet: nothing here names one.

mod coverage;
mod csv;
mod horizon;
mod table;
mod timeline;
mod watch;

pub use coverage::{CoverageBar, Stretch, StretchKind};
pub use csv::{CSV_MARK, csv_record};
pub use horizon::Horizon;
pub use table::Table;
pub use timeline::{Timeline, Unit};
pub use watch::{Watch, WatchPeak};
