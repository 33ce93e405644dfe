//! Tables as files that spreadsheets open: UTF-8 with its mark, semicolons, one record a line.

use crate::Table;

/// Without it spreadsheets guess an older encoding.
pub const CSV_MARK: char = '\u{feff}';
const SEPARATOR: char = ';';
/// A cell that begins so is a formula to spreadsheets, and posts are written by strangers.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

impl Table {
    /// The head and the rows as a file; the caption names the file, not its content.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut file = String::from(CSV_MARK);
        for record in std::iter::once(&self.head).chain(&self.rows) {
            csv_record(&mut file, record.iter().map(String::as_str));
        }
        file
    }
}

/// Adds a record to such a file, of which [`CSV_MARK`] is the beginning.
pub fn csv_record<'c>(file: &mut String, cells: impl IntoIterator<Item = &'c str>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            file.push(SEPARATOR);
        }
        put(file, cell);
    }
    file.push_str("\r\n");
}

fn put(file: &mut String, cell: &str) {
    let is_formula = cell.starts_with(FORMULA) && cell.parse::<f64>().is_err();
    let needs_quotes = is_formula || cell.contains(['"', SEPARATOR, '\n', '\r']);
    if !needs_quotes {
        file.push_str(cell);
        return;
    }
    file.push('"');
    if is_formula {
        file.push('\'');
    }
    file.push_str(&cell.replace('"', "\"\""));
    file.push('"');
}

#[cfg(test)]
mod tests;
