use proptest::prelude::*;

use crate::Table;

fn table(head: &[&str], rows: &[&[&str]]) -> Table {
    let owned = |record: &[&str]| record.iter().map(ToString::to_string).collect();
    Table {
        caption: String::new(),
        head: owned(head),
        rows: rows.iter().map(|it| owned(it)).collect(),
    }
}

#[test]
fn file_has_its_mark_its_separators_and_its_quotes() {
    let file = table(
        &["Nom", "Reçus"],
        &[
            &["La Gazette", "1204"],
            &["a;b", "2"],
            &["dit « \"oui\" »\nhier", ""],
        ],
    )
    .csv();
    assert_eq!(
        file,
        "\u{feff}Nom;Reçus\r\nLa Gazette;1204\r\n\"a;b\";2\r\n\"dit « \"\"oui\"\" »\nhier\";\r\n"
    );
}

#[test]
fn words_of_strangers_are_no_formulas() {
    let file = table(
        &["x"],
        &[&["=1+1"], &["@SUM(A1)"], &["-3"], &["+4.5"], &["-x"]],
    )
    .csv();
    let cells: Vec<&str> = file.lines().skip(1).collect();
    assert_eq!(
        cells,
        ["\"'=1+1\"", "\"'@SUM(A1)\"", "-3", "+4.5", "\"'-x\""]
    );
}

/// Reads what a spreadsheet reads.
fn read(file: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut chars = file.trim_start_matches('\u{feff}').chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let cell = records.last_mut().unwrap().last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ';' if !quoted => records.last_mut().unwrap().push(String::new()),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {
                chars.next();
                records.push(vec![String::new()]);
            }
            c => cell.push(c),
        }
    }
    records.pop();
    records
}

proptest! {
    /// Every cell comes back, but for the quote that disarms a formula.
    #[test]
    fn cells_come_back(rows in prop::collection::vec(prop::collection::vec("[a-z=+;\"'\n\r é-]{0,8}", 3), 0..5)) {
        let rows: Vec<Vec<&str>> = rows.iter().map(|it| it.iter().map(String::as_str).collect()).collect();
        let slices: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let found = read(&table(&["a", "b", "c"], &slices).csv());
        prop_assert_eq!(found.len(), rows.len() + 1);
        for (row, record) in rows.iter().zip(&found[1..]) {
            prop_assert_eq!(row.len(), record.len());
            for (cell, read) in row.iter().zip(record) {
                prop_assert!(cell == read || format!("'{cell}") == *read, "{cell:?} {read:?}");
            }
        }
    }
}
