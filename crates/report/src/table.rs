//! Figures in rows, for those who read rather than look.

/// A table with text cells; the first column names its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}
